// 1 mistake: line 10
$version: "2.0"

namespace com.acme.alerts

structure Alert {
    @required
    id: String

    text = String
}
