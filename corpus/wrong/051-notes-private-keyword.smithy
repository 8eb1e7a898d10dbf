// 1 mistake: line 6
$version: "2.0"

namespace com.acme.notes

private structure Draft {
    text: String
}
