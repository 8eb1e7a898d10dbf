$version: "2.0"

namespace aws.protocols

// JSON protocols.

/// AWS JSON 1.0: every operation is a POST to `/`, named in a header, and
/// bodies are JSON. HTTP bindings have no effect.
@protocolDefinition(
    traits: [timestampFormat, cors, endpoint, hostLabel]
)
@trait(selector: "service")
structure awsJson1_0 with [HttpConfiguration] {}

/// AWS JSON 1.1: every operation is a POST to `/`, named in a header, and
/// bodies are JSON. HTTP bindings have no effect.
@protocolDefinition(
    traits: [timestampFormat, cors, endpoint, hostLabel]
)
@trait(selector: "service")
structure awsJson1_1 with [HttpConfiguration] {}

/// AWS REST with JSON: HTTP bindings decide where members go, and bodies are
/// JSON.
@protocolDefinition(
    traits: [
        timestampFormat
        cors
        endpoint
        hostLabel
        http
        httpError
        httpHeader
        httpLabel
        httpPayload
        httpPrefixHeaders
        httpQuery
        httpQueryParams
        httpResponseCode
        httpChecksum
        httpChecksumRequired
        jsonName
    ]
)
@trait(selector: "service")
structure restJson1 with [HttpConfiguration] {}

// XML protocols.

/// AWS REST with XML: HTTP bindings decide where members go, and bodies are
/// XML.
@deprecated
@protocolDefinition(
    traits: [
        timestampFormat
        cors
        endpoint
        hostLabel
        http
        httpError
        httpHeader
        httpLabel
        httpPayload
        httpPrefixHeaders
        httpQuery
        httpQueryParams
        httpResponseCode
        httpChecksum
        httpChecksumRequired
        xmlAttribute
        xmlFlattened
        xmlName
        xmlNamespace
    ]
)
@traitValidators(
    UnsupportedProtocolDocument: {
        selector: "~> member :test(> document)"
        message: "restXml has no way to carry a document."
    }
)
@trait(selector: "service")
structure restXml with [HttpConfiguration] {
    /// Leaves out the `Error` element that usually encloses the members of an
    /// error.
    @deprecated
    noErrorWrapping: Boolean
}

/// AWS Query: requests are URL-encoded forms in a POST, responses are XML. HTTP
/// bindings have no effect.
@deprecated
@protocolDefinition(
    traits: [
        timestampFormat
        cors
        endpoint
        hostLabel
        awsQueryError
        xmlAttribute
        xmlFlattened
        xmlName
        xmlNamespace
    ]
)
@trait(selector: "service [trait|xmlNamespace]")
@traitValidators(
    UnsupportedProtocolDocument: {
        selector: "~> member :test(> document)"
        message: "awsQuery has no way to carry a document."
    }
)
structure awsQuery {}

/// Sets the code by which AWS Query tells an error from others, and its status
/// code.
@trait(
    selector: "structure [trait|error]"
    breakingChanges: [
        {
            change: "any"
        }
    ]
)
structure awsQueryError {
    /// What the `Code` element says.
    @required
    code: String

    /// Status code of the response.
    @required
    httpResponseCode: Integer
}

/// Says that a service used to speak AWS Query, and lets its clients go on
/// seeing the error codes of that time.
@trait(
    selector: """
        service :test([trait|aws.protocols#awsJson1_0],
                      [trait|smithy.protocols#rpcv2Cbor],
                      [trait|smithy.protocols#rpcv2Json])"""
)
structure awsQueryCompatible {}

/// AWS Query as Amazon EC2 speaks it: requests are URL-encoded forms in a POST,
/// responses are XML. HTTP bindings have no effect.
@deprecated
@protocolDefinition(
    traits: [
        timestampFormat
        cors
        endpoint
        hostLabel
        ec2QueryName
        xmlAttribute
        xmlFlattened
        xmlName
        xmlNamespace
    ]
)
@trait(selector: "service [trait|xmlNamespace]")
@traitValidators(
    UnsupportedProtocolDocument: {
        selector: "~> member :test(> document)"
        message: "ec2Query has no way to carry a document."
    }
)
structure ec2Query {}

/// Gives a member another name in requests to Amazon EC2.
@pattern("^[a-zA-Z_][a-zA-Z_0-9-]*$")
@trait(selector: "structure > member")
string ec2QueryName

// Shared HTTP settings.

/// Settings that protocols over HTTP have in common.
@private
@mixin(
    localTraits: [private]
)
structure HttpConfiguration {
    /// HTTP versions that the service speaks, the preferred one first.
    http: StringList

    /// Those entries of `http` that event streams need, the preferred one
    /// first; all of them if omitted.
    eventStreamHttp: StringList
}

/// Several HTTP versions.
@private
list StringList {
    member: String
}

// Checksums.

/// Lets an operation protect its request and response bodies by checksums.
@trait(
    selector: "operation"
    breakingChanges: [
        {
            change: "remove"
            severity: "DANGER"
            message: "Clients in use still send and verify checksums, so keep supporting them."
        }
        {
            change: "remove"
            path: "/requestAlgorithmMember"
            severity: "DANGER"
            message: "Clients in use still choose algorithms, so keep `requestAlgorithmMember` working."
        }
        {
            change: "remove"
            path: "/requestValidationModeMember"
            severity: "DANGER"
            message: "Clients in use still verify responses, so keep `requestValidationModeMember` working."
        }
        {
            change: "remove"
            path: "/responseAlgorithms/member"
            severity: "DANGER"
            message: "Clients in use still verify by the removed `responseAlgorithms`, so keep sending them."
        }
    ]
)
@unstable
structure httpChecksum {
    /// Member at the top of the input that selects the algorithm for requests.
    requestAlgorithmMember: String

    /// Demands a checksum on every request.
    requestChecksumRequired: Boolean

    /// Member at the top of the input by which callers ask for responses to be
    /// verified.
    requestValidationModeMember: String

    /// Algorithms that a response may be verified by.
    responseAlgorithms: ChecksumAlgorithmSet
}

/// One or more algorithms, each at most once.
@length(min: 1)
@private
@uniqueItems
list ChecksumAlgorithmSet {
    member: ChecksumAlgorithm
}

/// Algorithms for checksums.
@private
enum ChecksumAlgorithm {
    CRC32
    CRC32C
    CRC64NVME
    MD5
    SHA1
    SHA256
    SHA512
    XXHASH64
    XXHASH3
    XXHASH128
}
