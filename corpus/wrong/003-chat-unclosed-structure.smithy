// 1 mistake: line 13
$version: "2.0"

namespace com.acme.chat

structure Message {
    @required
    author: String

    @required
    text: String

structure Room {
    @required
    name: String
    topic: String
}
