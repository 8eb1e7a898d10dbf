$version: "2.0"

namespace com.example.kitchen

@idempotent
@http(method: "PUT", uri: "/payload/structure")
operation PutStructure {
    input := {
        @httpPayload
        value: Circle
    }

    output := {
        @httpPayload
        value: Circle
    }
}

@idempotent
@http(method: "PUT", uri: "/payload/union")
operation PutUnion {
    input := {
        @httpPayload
        value: Drawing
    }

    output := {
        @httpPayload
        value: Drawing
    }
}

@idempotent
@http(method: "PUT", uri: "/payload/blob")
operation PutBlob {
    input := {
        @httpHeader("Content-Type")
        contentType: String

        @httpPayload
        value: Blob
    }

    output := {
        @httpPayload
        value: Blob
    }
}

@mediaType("image/png")
blob Png

@idempotent
@http(method: "PUT", uri: "/payload/picture")
operation PutPicture {
    input := {
        @required
        @httpPayload
        value: Png
    }

    output := {
        @required
        @httpPayload
        value: Png
    }
}

@idempotent
@http(method: "PUT", uri: "/payload/string")
operation PutString {
    input := {
        @httpPayload
        value: String
    }

    output := {
        @httpPayload
        value: String
    }
}

@mediaType("text/html")
string Page

@idempotent
@http(method: "PUT", uri: "/payload/page")
operation PutPage {
    input := {
        @httpPayload
        value: Page
    }

    output := {
        @httpPayload
        value: Page
    }
}

@idempotent
@http(method: "PUT", uri: "/payload/color")
operation PutColor {
    input := {
        @httpPayload
        value: Color
    }

    output := {
        @httpPayload
        value: Color
    }
}

@idempotent
@http(method: "PUT", uri: "/payload/document")
operation PutDocument {
    input := {
        @httpPayload
        value: Document
    }

    output := {
        @httpPayload
        value: Document
    }
}

@streaming
blob Stream

@http(method: "POST", uri: "/payload/stream")
operation Upload {
    input := {
        @required
        @httpPayload
        body: Stream
    }

    output := {
        received: Integer
    }
}

@readonly
@http(method: "GET", uri: "/download")
operation Download {
    output := {
        @httpHeader("ETag")
        etag: String

        @required
        @httpPayload
        body: Stream
    }
}
