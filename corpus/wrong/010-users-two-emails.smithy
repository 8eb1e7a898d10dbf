// 1 mistake: line 12
$version: "2.0"

namespace com.acme.users

structure User {
    @required
    id: String

    email: String
    displayName: String
    email: String
}
