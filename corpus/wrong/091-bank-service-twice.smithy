// 1 mistake: line 10
$version: "2.0"

namespace com.acme.bank

structure Account {
    iban: String
}

structure Account {
    number: String
}
