// 1 mistake: line 7
$version: "2.0"

namespace com.acme.users

structure User {
    id: String @required
}

structure Team {
    name: String
}
