// 1 mistake: line 13
$version: "2.0"

namespace com.acme.chat

union Attachment {
    image: Image
    link: String
}

structure Image {
    url: String
    caption: String?
}
