// 1 mistake: line 12
$version: "2.0"

namespace com.acme.video

@http(method: "POST", uri: "/upload")
operation Upload {
    input := {
        @httpPayload
        head: Blob

        @httpPayload
        body: Blob
    }
}
