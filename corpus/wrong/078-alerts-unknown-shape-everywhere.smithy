// 1 mistake: line 7
$version: "2.0"

namespace com.acme.alerts

structure Alert {
    raisedBy: Usr
    closedBy: Usr
    watchers: UserList
    owner: Usr
}

list UserList {
    member: Usr
}

structure User {
    name: String
}
