$version: "2.0"

namespace alloy.proto

use alloy#openEnum
use alloy#uncheckedExamples

// Protocol.

/// gRPC: operations are calls with Protocol Buffers messages.
@protocolDefinition(
    traits: [
        protoReservedFields
        protoIndex
        protoNumType
        protoTimestampFormat
        protoEnumFormat
        protoEnabled
        uncheckedExamples
    ]
)
@trait(selector: "service")
structure grpc {}

/// Converts a structure or service to Protocol Buffers, although no gRPC
/// service needs it.
@trait(selector: ":test(structure, service)")
structure protoEnabled {}

// Errors.

/// The status codes of gRPC.
@openEnum
intEnum GrpcStatusCode {
    OK = 0
    CANCELLED = 1
    UNKNOWN = 2
    INVALID_ARGUMENT = 3
    DEADLINE_EXCEEDED = 4
    NOT_FOUND = 5
    ALREADY_EXISTS = 6
    PERMISSION_DENIED = 7
    RESOURCE_EXHAUSTED = 8
    FAILED_PRECONDITION = 9
    ABORTED = 10
    OUT_OF_RANGE = 11
    UNIMPLEMENTED = 12
    INTERNAL = 13
    UNAVAILABLE = 14
    DATA_LOSS = 15
    UNAUTHENTICATED = 16
}

/// Sets the gRPC status that an error is returned with.
@trait(selector: "structure[trait|smithy.api#error]")
structure grpcError {
    /// Status code, one of `GrpcStatusCode` as a rule.
    @required
    code: Integer

    /// Text of the status, the same for all errors of the kind.
    message: String
}

/// Takes the text of the gRPC status from this member of an error.
@trait(
    selector: "structure[trait|alloy.proto#grpcError] > member :test(> string)"
    structurallyExclusive: "member"
)
structure grpcErrorMessage {}

/// A message of any type, as `google.protobuf.Any` holds it.
structure ProtobufAny {
    /// Says which type it is.
    @protoIndex(1)
    typeUrl: String

    /// The message in its binary form.
    @protoIndex(2)
    value: Blob
}

/// Several messages of any type.
list ProtobufAnyList {
    member: ProtobufAny
}

/// The outcome of a call, as `google.rpc.Status` describes it.
structure GoogleRpcStatus {
    /// Status code, as in `GrpcStatusCode`.
    @protoIndex(1)
    code: Integer

    /// Explains the status to developers.
    @protoIndex(2)
    message: String

    /// Messages that go further into it.
    @protoIndex(3)
    details: ProtobufAnyList
}

// Fields.

/// Sets the field number of a member: `@protoIndex(3) name: String` becomes
/// `string name = 3`.
@trait(
    selector: ":is(structure > member,union > member,enum > member, intEnum > member)"
)
integer protoIndex

/// Keeps field names and numbers from being used in a message.
@trait(selector: "structure")
list protoReservedFields {
    member: ReservedFieldsDefinition
}

/// What not to use.
union ReservedFieldsDefinition {
    /// A field name.
    name: String

    /// A field number.
    number: Integer

    /// All field numbers of a range.
    range: Range
}

/// A range of field numbers that includes both ends.
structure Range {
    /// The first number.
    @required
    start: Integer

    /// The last number.
    @required
    end: Integer
}

/// Wraps a value in a message with a single field, so that an absent value
/// differs from a zero one.
@trait(
    selector: ":test(simpleType, list, map, member > simpleType, member > list, member > map)"
)
structure protoWrapped {}

/// Puts the `oneof` of a union straight into the message that uses it instead
/// of a message of its own. Only for unions that a single structure uses.
@trait(selector: "union")
structure protoInlinedOneOf {}

// Types of values.

/// Selects the Protocol Buffers type of an integer or long.
@trait(selector: ":test(integer, long, member > :test(integer, long))")
enum protoNumType {
    /// `sint32` or `sint64`.
    SIGNED

    /// `uint32` or `uint64`.
    UNSIGNED

    /// `fixed32` or `fixed64`.
    FIXED

    /// `sfixed32` or `sfixed64`.
    FIXED_SIGNED
}

/// Selects how a timestamp is written.
@trait(selector: ":test(timestamp, member > timestamp)")
enum protoTimestampFormat {
    /// As a timestamp message, which is usual.
    PROTOBUF

    /// As milliseconds from the start of 1970, in an `int64`.
    EPOCH_MILLIS

    /// As RFC 3339 text.
    RFC3339_STRING
}

/// Selects how a timestamp that remembers its offset is written.
@trait(
    selector: ":test(
        * [trait|alloy#offsetDateTimeFormat],
        member > * [trait|alloy#offsetDateTimeFormat]
    )"
)
enum protoOffsetDateTimeFormat {
    /// As a message of an `int64` (seconds), an `int32` (nanoseconds), and a
    /// `string` (the offset), with field numbers 1 to 3.
    PROTOBUF

    /// As RFC 3339 text.
    RFC3339_STRING
}

/// Selects how an enum is written.
@trait(selector: ":test(enum :not([trait|alloy#openEnum]), member > enum :not([trait|alloy#openEnum]))")
enum protoEnumFormat {
    /// As a number.
    ORDINAL

    /// As the text of the value.
    STRING_VALUE
}

/// Writes a UUID as a message of two 64-bit numbers instead of text.
@trait(
    selector: ":test(
        string [trait|alloy#uuidFormat],
        member > string [trait|alloy#uuidFormat],
        member [trait|alloy#uuidFormat] > string
    )"
)
structure protoCompactUUID {}

/// Writes a date as a message of one number, the days from the start of 1970,
/// instead of text.
@trait(
    selector: ":test(
        string [trait|alloy#dateFormat],
        member > string [trait|alloy#dateFormat],
        member [trait|alloy#dateFormat] > string
    )"
)
structure protoCompactLocalDate {}

/// Writes a time of day as a message of two numbers, the seconds from midnight
/// and the nanoseconds, instead of text.
@trait(
    selector: ":test(
        string [trait|alloy#localTimeFormat],
        member > string [trait|alloy#localTimeFormat],
        member [trait|alloy#localTimeFormat] > string
    )"
)
structure protoCompactLocalTime {}

/// Writes a month of a year as a message of two numbers instead of text.
@trait(
    selector: ":test(
        string [trait|alloy#yearMonthFormat],
        member > string [trait|alloy#yearMonthFormat],
        member [trait|alloy#yearMonthFormat] > string
    )"
)
structure protoCompactYearMonth {}

/// Writes a day of a month as a message of two numbers instead of text.
@trait(
    selector: ":test(
        string [trait|alloy#monthDayFormat],
        member > string [trait|alloy#monthDayFormat],
        member [trait|alloy#monthDayFormat] > string
    )"
)
structure protoCompactMonthDay {}
