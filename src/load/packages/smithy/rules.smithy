$version: "2.0"

namespace smithy.rules

// Rules.

/// Computes the endpoint of a client by a tree of rules over named parameters.
@unstable
@trait(selector: "service")
document endpointRuleSet

/// Computes the endpoint of a client by a binary decision diagram: the compiled
/// form of a tree of rules.
@unstable
@trait(selector: "service")
structure endpointBdd {
    /// Version of the rules language, 1.1 or later.
    @required
    version: String

    /// What the decision depends on, by name.
    @required
    parameters: Parameters

    /// The questions that nodes ask, without repetition. Nodes refer to them by
    /// index.
    @required
    conditions: Conditions

    /// The answers that nodes lead to. Nodes refer to them by index; the one at
    /// index 0 is the terminal node.
    @required
    results: Results

    /// Reference to the node at which evaluation begins.
    @required
    @range(min: -1)
    root: Integer

    /// How many nodes there are, the terminal one included.
    @required
    @range(min: 0)
    nodeCount: Integer

    /// The nodes in base64. Each is three big-endian 32-bit integers: the index
    /// of its condition, the reference to follow if that holds, and the
    /// reference to follow if it does not. The first is always `[-1, 1, -1]`,
    /// which is terminal.
    ///
    /// A reference of 1 or -1 means that no rule matches, and 0 never occurs.
    /// From 2 on, reference n leads to the node at index n - 1, and -n to the
    /// complement of that node, in which both branches are exchanged. From
    /// 100000000 on, what exceeds that number is the index of a result, which
    /// has no complement.
    @required
    nodes: String
}

/// Parameters by name.
@private
map Parameters {
    key: String
    value: Parameter
}

/// A value that the decision may depend on.
@private
structure Parameter {
    /// What kind of value it is.
    @required
    type: ParameterType

    /// Discourages further use.
    deprecated: Boolean

    /// Describes the parameter.
    documentation: String

    /// Value to use if the caller gives none. It has to be of the parameter's
    /// type, and the parameter has to be required.
    default: Document

    /// Name of a well-known setting of the client that supplies the value.
    builtIn: String

    /// Whether the decision cannot be made without a value.
    required: Boolean
}

/// Kinds of parameter values.
enum ParameterType {
    /// Text.
    STRING = "string"

    /// Either true or false.
    BOOLEAN = "boolean"

    /// Several texts.
    STRING_ARRAY = "stringArray"
}

/// Several conditions.
@private
list Conditions {
    member: Condition
}

/// A function call whose result is tested.
@private
structure Condition {
    /// Name of the function.
    @required
    fn: String

    /// Its arguments: strings, booleans, arrays, references, or further
    /// function calls.
    @required
    argv: DocumentList

    /// Name under which later steps find the result of the call.
    assign: String
}

/// Several values of any kind.
@private
list DocumentList {
    member: Document
}

/// Several results.
@private
list Results {
    member: Result
}

/// What a decision comes to: an endpoint, or the message that there is none.
@private
structure Result {
    /// Which of the two it is.
    @required
    type: ResultType

    /// Describes the result.
    documentation: String

    /// The message, for the type `error`.
    error: Document

    /// The endpoint, for the type `endpoint`.
    endpoint: EndpointObject

    /// What has to hold first. For trees only; a diagram has nodes for this.
    conditions: Conditions
}

/// Kinds of results.
@private
enum ResultType {
    /// Requests can be sent.
    ENDPOINT = "endpoint"

    /// The parameters do not lead to an endpoint.
    ERROR = "error"
}

/// Where and how to send requests.
@private
structure EndpointObject {
    /// Scheme and host, and optionally port and base path. May be a template,
    /// but has to come out as a string.
    @required
    url: Document

    /// Further facts about the endpoint, nested as needed.
    properties: EndpointProperties

    /// Headers to send along. Their values may be templates.
    headers: EndpointObjectHeaders
}

/// Facts about an endpoint by name.
@private
map EndpointProperties {
    key: String
    value: Document
}

/// The values of each header.
@private
map EndpointObjectHeaders {
    key: String
    value: DocumentList
}

// Sources of parameters.

/// Takes a parameter of the rules from this input member. Their types have to
/// agree.
@unstable
@trait(selector: "operation -[input]-> structure > member")
structure contextParam {
    /// Name of the parameter.
    @required
    name: String
}

/// Fixes parameters of the rules for all calls of an operation. Their types
/// have to agree.
@unstable
@trait(selector: "operation")
map staticContextParams {
    /// Name of the parameter.
    key: String

    /// Its fixed value.
    value: StaticContextParamDefinition
}

/// Takes parameters of the rules from deeper inside an operation's input. Their
/// types have to agree.
@unstable
@trait(selector: "operation")
map operationContextParams {
    /// Name of the parameter.
    key: String

    /// Where in the input it is found.
    value: OperationContextParamDefinition
}

/// Makes parameters of the rules settings of the generated client. Their types
/// have to agree.
@unstable
@trait(selector: "service")
map clientContextParams {
    /// Name of the parameter.
    key: String

    /// What the setting looks like.
    value: ClientContextParamDefinition
}

/// A parameter that an operation fixes.
@unstable
@private
structure StaticContextParamDefinition {
    /// The value that it is fixed to.
    @required
    value: Document
}

/// A parameter that is found inside an operation's input.
@unstable
@private
structure OperationContextParamDefinition {
    /// JMESPath to its value, or to the elements that make it up.
    @required
    path: String
}

/// A parameter that is a setting of the client.
@unstable
@private
structure ClientContextParamDefinition {
    /// Type of the setting.
    @required
    type: ShapeType

    /// Describes the setting to users of the client.
    documentation: String
}

/// Types that a setting of the client can have.
@unstable
@private
enum ShapeType {
    /// Text.
    STRING = "string"

    /// Either true or false.
    BOOLEAN = "boolean"
}

// Tests.

/// States which endpoints the rules of a service lead to, for testing them.
@unstable
@trait(selector: "service :is([trait|smithy.rules#endpointRuleSet], [trait|smithy.rules#endpointBdd])")
structure endpointTests {
    /// Version of the format of these tests.
    @required
    version: String

    /// The cases to run.
    testCases: EndpointTestList
}

/// Several cases.
@unstable
@private
list EndpointTestList {
    member: EndpointTest
}

/// One choice of parameters and what it leads to.
@unstable
@private
structure EndpointTest {
    /// What the case is about.
    documentation: String

    /// Parameters to evaluate the rules with.
    params: Document

    /// Calls of the client that amount to the same parameters.
    operationInputs: OperationInputs

    /// What the rules have to lead to.
    @required
    expect: EndpointTestExpectation
}

/// Several calls of the client.
@unstable
@private
list OperationInputs {
    member: OperationInput
}

/// One call of the client and the configuration that it needs.
@unstable
@private
structure OperationInput {
    /// Which operation of the service to call.
    @required
    operationName: String

    /// The input, as a value of the operation's input structure.
    operationParams: Document

    /// Values of the well-known settings that parameters name in `builtIn`.
    builtInParams: Document

    /// Values of the settings that `clientContextParams` declares.
    clientParams: Document
}

/// What a case leads to.
@unstable
@private
union EndpointTestExpectation {
    /// No endpoint, but this message.
    error: String

    /// An endpoint.
    endpoint: EndpointExpectation
}

/// An endpoint that a case leads to.
@unstable
@private
structure EndpointExpectation {
    /// URL after filling in all templates.
    url: String

    /// Headers to send along.
    headers: EndpointHeaders

    /// Further facts about the endpoint.
    properties: Properties
}

/// Headers by name.
@unstable
@private
map EndpointHeaders {
    /// Name of the header.
    key: String

    /// What it is set to.
    value: EndpointHeaderValue
}

/// The values of one header.
@unstable
@private
list EndpointHeaderValue {
    member: String
}

/// Facts about an endpoint by name.
@unstable
@private
map Properties {
    /// Name of the fact.
    key: String

    /// What it is, nested as needed.
    value: Document
}
