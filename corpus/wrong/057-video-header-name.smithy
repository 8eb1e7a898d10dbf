// 1 mistake: line 9
$version: "2.0"

namespace com.acme.video

@http(method: "POST", uri: "/upload")
operation Upload {
    input := {
        @httpHeader("Content Type")
        contentType: String
    }
}
