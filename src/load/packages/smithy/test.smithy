$version: "2.0"

namespace smithy.test

// Tests of HTTP requests and responses.

/// States which HTTP request a protocol makes of given input. Clients are
/// tested by writing the request, servers by reading it.
@trait(selector: "operation")
@length(min: 1)
list httpRequestTests {
    member: HttpRequestTestCase
}

/// One pair of input and HTTP request.
@private
structure HttpRequestTestCase with [HttpRequestMixin] {
    /// Name of the case, distinct among all request tests. Runners name their
    /// tests after it and skip cases by it.
    @required
    @pattern("^[A-Za-z_][A-Za-z0-9_]+$")
    id: String

    /// Shape ID of the protocol under test.
    @required
    @idRef(selector: "[trait|protocolDefinition]", failWhenMissing: true)
    protocol: String

    /// Authentication scheme to use, where it shows in the request.
    @idRef(selector: "[trait|authDefinition]", failWhenMissing: true)
    authScheme: String

    /// The input, as a value of the operation's input structure.
    params: Document

    /// Settings of one vendor's implementations that influence the request.
    vendorParams: Document

    /// The shape that `vendorParams` has to fit.
    @idRef(failWhenMissing: true)
    vendorParamsShape: String

    /// What the case is about.
    documentation: String

    /// Labels for grouping and filtering.
    tags: NonEmptyStringList

    /// Restricts the case to one side, if the other cannot or should not run
    /// it.
    appliesTo: AppliesTo
}

/// States which HTTP response a protocol makes of given output or of a given
/// error. Servers are tested by writing the response, clients by reading it.
@trait(selector: ":test(operation, structure[trait|error])")
@length(min: 1)
list httpResponseTests {
    member: HttpResponseTestCase
}

/// One pair of output, or error, and HTTP response.
@private
structure HttpResponseTestCase with [HttpResponseMixin] {
    /// Name of the case, distinct among all response tests. Runners name their
    /// tests after it and skip cases by it.
    @required
    @pattern("^[A-Za-z_][A-Za-z0-9_]+$")
    id: String

    /// Shape ID of the protocol under test.
    @required
    @idRef(selector: "[trait|protocolDefinition]", failWhenMissing: true)
    protocol: String

    /// Authentication scheme to use, where it shows in the response.
    @idRef(selector: "[trait|authDefinition]", failWhenMissing: true)
    authScheme: String

    /// The output or error, as a value of its structure.
    params: Document

    /// Settings of one vendor's implementations that influence the response.
    vendorParams: Document

    /// The shape that `vendorParams` has to fit.
    @idRef(failWhenMissing: true)
    vendorParamsShape: String

    /// What the case is about.
    documentation: String

    /// Labels for grouping and filtering.
    tags: NonEmptyStringList

    /// Restricts the case to one side, if the other cannot or should not run
    /// it.
    appliesTo: AppliesTo
}

/// The side that a case is meant for.
@private
enum AppliesTo {
    /// Clients run it.
    CLIENT = "client"

    /// Servers run it.
    SERVER = "server"
}

/// What requests and responses have in common.
@private
@mixin
structure HttpMessageMixin {
    /// Headers and their values; others may come along unless
    /// `forbidHeaders` names them.
    headers: StringMap

    /// Headers that have to be absent.
    forbidHeaders: StringList

    /// Headers that have to be there with whatever value, beyond those of
    /// `headers`.
    requireHeaders: StringList

    /// The body. Leave it out to accept any.
    body: String

    /// Media type of `body`, so that runners can compare meaning instead of
    /// text.
    bodyMediaType: String
}

/// What makes up a request.
@private
@mixin
structure HttpRequestMixin with [HttpMessageMixin] {
    /// GET, POST, or another HTTP method.
    @required
    @length(min: 1)
    method: String

    /// Path of the request without its query, such as `/items/7`.
    @required
    @length(min: 1)
    uri: String

    /// Host name that the client is configured with, such as `example.org`.
    host: String

    /// Host name that the client ends up calling, such as `data.example.org`. A
    /// host prefix makes it differ from `host`.
    resolvedHost: String

    /// Query parameters that have to be there, each as `name`, `name=`, or
    /// `name=value`, percent-encoded as sent. Others may come along.
    queryParams: StringList

    /// Names of query parameters that have to be absent, percent-encoded as
    /// sent.
    forbidQueryParams: StringList

    /// Names of query parameters that have to be there with whatever value,
    /// percent-encoded as sent.
    requireQueryParams: StringList
}

/// What makes up a response.
@private
@mixin
structure HttpResponseMixin with [HttpMessageMixin] {
    /// Status code.
    @required
    @range(min: 100, max: 599)
    code: Integer
}

// Tests of malformed HTTP requests.

/// States how a server answers an HTTP request that it has to refuse.
@trait(selector: "operation")
@length(min: 1)
@unstable
list httpMalformedRequestTests {
    member: HttpMalformedRequestTestCase
}

/// One faulty request and the answer to it.
@private
structure HttpMalformedRequestTestCase {
    /// Name of the case, distinct among all tests of malformed requests.
    /// Runners name their tests after it and skip cases by it.
    @required
    @pattern("^[A-Za-z_][A-Za-z0-9_]+$")
    id: String

    /// Shape ID of the protocol under test.
    @required
    @idRef(selector: "[trait|protocolDefinition]", failWhenMissing: true)
    protocol: String

    /// What is sent to the server.
    @required
    request: HttpMalformedRequestDefinition

    /// What the server has to answer.
    @required
    response: HttpMalformedResponseDefinition

    /// What the case is about.
    documentation: String

    /// Labels for grouping and filtering.
    tags: NonEmptyStringList

    /// Values to run the case with in turn. The texts of the case refer to them
    /// by name.
    testParameters: HttpMalformedRequestTestParametersDefinition
}

/// A faulty request.
@private
structure HttpMalformedRequestDefinition {
    /// GET, POST, or another HTTP method.
    @required
    @length(min: 1)
    method: String

    /// Path of the request without its query, such as `/items/7`.
    @required
    @length(min: 1)
    uri: String

    /// Host name to call, such as `example.org`.
    host: String

    /// Query parameters to send, each as `name`, `name=`, or `name=value`,
    /// percent-encoded already.
    queryParams: StringList

    /// Headers to send.
    headers: StringMap

    /// Body to send.
    body: String

    /// Media type of `body`.
    bodyMediaType: String
}

/// The answer to a faulty request.
@private
structure HttpMalformedResponseDefinition {
    /// Headers and their values. Others may come along.
    headers: StringMap

    /// Status code.
    @required
    @range(min: 100, max: 599)
    code: Integer

    /// What to look for in the body.
    body: HttpMalformedResponseBodyDefinition
}

/// The body of an answer to a faulty request.
@private
structure HttpMalformedResponseBodyDefinition {
    /// What has to hold for it.
    @required
    assertion: HttpMalformedResponseBodyAssertion

    /// Media type of the body, so that runners can read it.
    @required
    mediaType: String
}

/// Ways of checking the body of an answer.
@private
union HttpMalformedResponseBodyAssertion {
    /// The body is exactly this.
    contents: String

    /// The `message` field of the body matches this regular expression. Suits
    /// texts that depend on the platform, such as those of a parser.
    messageRegex: String
}

/// Names of test parameters, with the values that each takes in turn.
@private
map HttpMalformedRequestTestParametersDefinition {
    key: String
    value: StringList
}

// Tests of event streams.

/// States which messages a protocol makes of the events of a stream.
@trait(selector: "operation :test(-[input, output]-> structure > member > union[trait|streaming])")
@length(min: 1)
list eventStreamTests {
    member: EventStreamTestCase
}

/// One conversation over an event stream.
@private
structure EventStreamTestCase {
    /// Name of the case, distinct among all tests of event streams. Runners
    /// name their tests after it and skip cases by it.
    @required
    @pattern("^[A-Za-z_][A-Za-z0-9_]+$")
    id: String

    /// Shape ID of the protocol under test.
    @required
    @idRef(selector: "[trait|protocolDefinition]", failWhenMissing: true)
    protocol: String

    /// Input of the operation, without its events.
    initialRequestParams: Document

    /// The message that opens the stream, in terms of the protocol.
    initialRequest: Document

    /// The shape that `initialRequest` has to fit: for protocols over HTTP,
    /// `smithy.test#InitialHttpRequest`.
    @idRef(selector: "structure", failWhenMissing: true)
    initialRequestShape: String

    /// Output of the operation, without its events.
    initialResponseParams: Document

    /// The message that answers the opening one, in terms of the protocol.
    initialResponse: Document

    /// The shape that `initialResponse` has to fit: for protocols over HTTP,
    /// `smithy.test#InitialHttpResponse`.
    @idRef(selector: "structure", failWhenMissing: true)
    initialResponseShape: String

    /// The events in order, whichever side sends them, errors included.
    events: Events

    /// How the conversation ends: well, unless stated otherwise.
    expectation: TestExpectation

    /// Settings of one vendor's implementations that influence the messages.
    vendorParams: Document

    /// The shape that `vendorParams` has to fit.
    @idRef(selector: "structure", failWhenMissing: true)
    vendorParamsShape: String

    /// What the case is about.
    documentation: String

    /// Restricts the case to one side, if the other cannot or should not run
    /// it.
    appliesTo: AppliesTo

    /// Labels for grouping and filtering.
    tags: NonEmptyStringList
}

/// Describes the opening message of a stream over HTTP. For
/// `initialRequestShape`.
structure InitialHttpRequest with [HttpRequestMixin] {}

/// Describes the answer to the opening message of a stream over HTTP. For
/// `initialResponseShape`.
structure InitialHttpResponse with [HttpResponseMixin] {}

/// Several events, in the order in which they are sent.
@private
list Events {
    member: Event
}

/// One event and the message that carries it.
@private
structure Event {
    /// Which side sends it.
    @required
    type: EventType

    /// The event, as a value of the streaming union. Without it, the message
    /// carries an event that the model does not know.
    params: Document

    /// Headers and their values; others may come along unless
    /// `forbidHeaders` names them.
    headers: EventHeaders

    /// Headers that have to be absent.
    forbidHeaders: StringList

    /// Headers that have to be there with whatever value, beyond those of
    /// `headers`.
    requireHeaders: StringList

    /// The body. Leave it out to accept any.
    body: Blob

    /// Media type of `body`, so that runners can compare meaning instead of
    /// bytes.
    bodyMediaType: String

    /// The whole message as bytes, for feeding to a reader. Do not compare what
    /// a writer produces with it: the order of headers, white space, and
    /// checksums may differ between equivalent messages.
    bytes: Blob

    /// Settings of one vendor's implementations that influence the event.
    vendorParams: Document = {}

    /// The shape that `vendorParams` has to fit.
    @idRef(selector: "structure", failWhenMissing: true)
    vendorParamsShape: String
}

/// The sides that can send an event.
@private
enum EventType {
    /// The client sends it.
    REQUEST = "request"

    /// The server sends it.
    RESPONSE = "response"
}

/// Headers of an event, by name.
@private
map EventHeaders {
    key: String
    value: EventHeaderValue
}

/// The value of a header of an event. The union only tells similar types apart;
/// it leaves no trace in the message.
@private
union EventHeaderValue {
    /// Either true or false.
    boolean: Boolean

    /// A signed whole number of 8 bits. The model spells it in base64.
    byte: Byte

    /// A signed whole number of 16 bits.
    short: Short

    /// A signed whole number of 32 bits.
    integer: Integer

    /// A signed whole number of 64 bits.
    long: Long

    /// Raw bytes.
    blob: Blob

    /// Text.
    string: String

    /// A moment in time.
    timestamp: Timestamp
}

/// How a conversation can end.
@private
union TestExpectation {
    /// Without an error.
    success: Unit

    /// With an error.
    failure: TestFailureExpectation
}

/// An error that ends a conversation.
@private
structure TestFailureExpectation {
    /// Which error it has to be; any if omitted.
    @idRef(failWhenMissing: true, selector: "[trait|error]")
    errorId: String
}

// Smoke tests.

/// Calls to a running service that show whether a client can reach it and gets
/// a plausible answer.
@trait(selector: "operation")
list smokeTests {
    member: SmokeTestCase
}

/// One call to a running service.
@private
structure SmokeTestCase {
    /// Name of the case, distinct among those of all operations of a service.
    /// Runners name their tests after it.
    @required
    @pattern("^[A-Za-z_][A-Za-z0-9_]+$")
    id: String

    /// The input, as a value of the operation's input structure. Binary data
    /// stands in plain text where possible, not in base64.
    params: Document

    /// Settings of one vendor's clients that influence the call.
    vendorParams: Document

    /// The shape that `vendorParams` has to fit.
    @idRef(failWhenMissing: true)
    vendorParamsShape: String

    /// How the call has to end.
    @required
    expect: Expectation

    /// Labels for grouping and filtering, for instance by the configuration
    /// that a case needs.
    tags: TagList
}

/// How a call to a running service can end.
@private
union Expectation {
    /// Without an error, whatever the output.
    success: Unit

    /// With an error.
    failure: FailureExpectation
}

/// An error that a call has to raise.
@private
structure FailureExpectation {
    /// Which error it has to be; any if omitted.
    @idRef(failWhenMissing: true, selector: "[trait|error]")
    errorId: String
}

/// Several labels.
@private
list TagList {
    member: Tag
}

/// A label of letters, digits, `_`, and `-`.
@private
@pattern("^[A-Za-z][A-Za-z0-9_\\-]+$")
string Tag

// Helpers.

/// Pairs of texts.
@private
map StringMap {
    key: String
    value: String
}

/// Several texts.
@private
list StringList {
    member: String
}

/// Several texts, none of them empty.
@private
list NonEmptyStringList {
    member: NonEmptyString
}

/// Text with at least one character.
@private
@length(min: 1)
string NonEmptyString
