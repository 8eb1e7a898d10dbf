// 1 mistake: line 6
$version: "2.0"

namespace com.acme.bank

@deprecated("use Account")
structure OldAccount {
    number: String
}
