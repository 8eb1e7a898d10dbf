$version: "2.0"

namespace aws.apigateway

use aws.api#arnReference

// API keys.

/// Says where the API key of a request comes from: `HEADER` is its `X-API-Key`
/// header, `AUTHORIZER` the answer of a Lambda authorizer.
@externalDocumentation(
    "Developer Guide": "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-api-key-source.html"
)
@internal
@tags(["internal"])
@trait(selector: "service")
string apiKeySource

/// Refuses calls of an operation without an API key, which usage plans count
/// by.
@internal
@tags(["internal"])
@trait(selector: "operation")
structure apiKeyRequired {}

// Authorizers.

/// Chooses one of the service's `authorizers` by name, for a shape and for
/// those bound to it that choose none.
@internal
@tags(["internal"])
@trait(selector: ":test(service, resource, operation)")
string authorizer

/// Defines authorizers by name, as part of the authentication schemes of a
/// service.
@internal
@tags(["internal"])
@trait(selector: "service")
map authorizers {
    key: String
    value: AuthorizerDefinition
}

/// Decides who may call, on behalf of an authentication scheme.
@private
structure AuthorizerDefinition {
    /// The scheme that clients authenticate by, such as `aws.auth#sigv4`.
    @idRef(
        selector: "[trait|authDefinition]"
        failWhenMissing: true
        errorMessage: "`scheme` has to name a trait with `authDefinition`."
    )
    @required
    scheme: String

    /// Where the caller's identity is found: `token` is a single token,
    /// `request` any parameters. Needed once members besides `scheme` and
    /// `customAuthType` are given.
    type: String

    /// Name of the scheme in documents exported as OpenAPI. Makes no difference
    /// to API Gateway. If omitted, `awsSigv4` for Signature Version 4, `custom`
    /// if `type` is given.
    customAuthType: String

    /// URI of the Lambda function that decides.
    uri: String

    /// ARN of the role for calling the Lambda function; the function's own
    /// policy counts if omitted.
    credentials: String

    /// Where to look for the identity: mapping expressions with commas between
    /// them, such as `method.request.header.Auth`.
    identitySource: String

    /// Regular expression that tokens have to match.
    identityValidationExpression: String

    /// How long a decision stays in the cache, in seconds.
    resultTtlInSeconds: Integer

    /// Format of what the Lambda function gets and returns. For HTTP APIs only.
    authorizerPayloadFormatVersion: PayloadFormatVersion

    /// True lets the Lambda function return a boolean, false a policy. For HTTP
    /// APIs only, and for version 2.0 of the format.
    enableSimpleResponses: Boolean
}

/// Formats that authorizers may speak.
@private
enum PayloadFormatVersion {
    /// The first version.
    V1_0 = "1.0"

    /// The second version, which is simpler.
    V2_0 = "2.0"
}

// Backends.

/// Passes calls on to a backend.
@internal
@tags(["internal"])
@trait(
    selector: ":test(service, resource, operation)"
    conflicts: ["aws.apigateway#mockIntegration"]
)
structure integration {
    /// Kind of backend.
    @required
    type: IntegrationType

    /// Address of the backend: an ARN for AWS, a URL for HTTP.
    @required
    uri: Arn

    /// ARN of the role for calling the backend; the backend's own policy counts
    /// if omitted.
    credentials: IamRoleArn

    /// Method by which the backend is called. Lambda functions demand `POST`.
    @required
    httpMethod: String

    /// What to do with request bodies that lack a template.
    passThroughBehavior: PassThroughBehavior

    /// How request bodies are converted; not at all if omitted.
    contentHandling: ContentHandling

    /// How long the backend may take, in milliseconds: from 50 to 29000.
    timeoutInMillis: Integer

    /// ID of the VPC link, for backends inside a VPC.
    connectionId: String

    /// Network over which the backend is reached.
    connectionType: ConnectionType = "INTERNET"

    /// Tag that groups cached parameters of the API.
    cacheNamespace: String

    /// Format of what the backend gets. HTTP APIs require it: `2.0` or `1.0`
    /// for `aws_proxy`, `1.0` for everything else.
    payloadFormatVersion: String

    /// Names of the request parameters by which responses are cached.
    cacheKeyParameters: StringList

    /// How parameters for the backend are made.
    requestParameters: RequestParameters

    /// How bodies for the backend are made, by media type.
    requestTemplates: Templates

    /// How responses of the backend become responses of the API.
    responses: IntegrationResponses

    /// TLS between API Gateway and the backend.
    tlsConfig: TlsConfig

    /// Whether callers get the body all at once (`BUFFERED`) or as it arrives
    /// (`STREAM`).
    responseTransferMode: String

    /// ARN of the load balancer's listener that is reached by version 2 of VPC
    /// links.
    @suppress(["RepeatedShapeName"])
    integrationTarget: String
}

/// Answers calls without any backend.
@internal
@tags(["internal"])
@trait(
    selector: ":test(service, resource, operation)"
    conflicts: ["aws.apigateway#integration"]
)
structure mockIntegration {
    /// What to do with request bodies that lack a template.
    passThroughBehavior: PassThroughBehavior

    /// How request parameters are translated.
    requestParameters: RequestParameters

    /// How request bodies are translated, by media type.
    requestTemplates: Templates

    /// How the responses are made.
    responses: IntegrationResponses
}

/// Kinds of backends.
@private
enum IntegrationType {
    /// A Lambda function or another AWS service, with requests and responses
    /// translated on the way.
    AWS = "aws"

    /// A Lambda function that sees the requests as they came in.
    AWS_PROXY = "aws_proxy"

    /// An HTTP server, with requests and responses translated on the way.
    HTTP = "http"

    /// An HTTP server that sees the requests as they came in.
    HTTP_PROXY = "http_proxy"
}

/// Networks over which backends are reached.
@private
enum ConnectionType {
    /// The public internet.
    INTERNET

    /// A VPC link, which leads to a load balancer inside a VPC.
    VPC_LINK
}

/// What to do with bodies for which there is no template. A body is refused by
/// status code 415 or goes to the backend as it is.
@private
enum PassThroughBehavior {
    /// Pass if there are no templates at all, refuse if there are only some for
    /// other media types.
    WHEN_NO_TEMPLATES = "when_no_templates"

    /// Pass whenever the media type has no template.
    WHEN_NO_MATCH = "when_no_match"

    /// Refuse whenever the media type has no template.
    NEVER = "never"
}

/// Conversions of bodies.
@private
enum ContentHandling {
    /// Encode binary bodies as base64 and leave text alone.
    CONVERT_TO_TEXT

    /// Decode text from base64 and leave binary bodies alone.
    CONVERT_TO_BINARY
}

/// The TLS settings for a backend.
@private
structure TlsConfig {
    /// Accepts certificates even if no known authority issued them. For
    /// backends of type `http` and `http_proxy`.
    insecureSkipVerification: Boolean
}

/// Makes a response of the API from one of the backend.
@private
structure IntegrationResponse {
    /// Status code of the response, such as `200`. OpenAPI has to list it among
    /// the operation's responses.
    statusCode: String

    /// How the body is converted; not at all if omitted.
    contentHandling: ContentHandling

    /// How the body is made, by media type.
    responseTemplates: Templates

    /// How headers are made.
    responseParameters: ResponseParameters
}

/// Responses by what they are for: a regular expression for status codes or
/// errors of the backend, or `default`.
@private
map IntegrationResponses {
    key: String
    value: IntegrationResponse
}

/// Mapping expressions by the request parameter that they make.
///
/// Best kept to constants and context variables: where the data of a request is
/// found depends on the protocol.
@private
map RequestParameters {
    key: String
    value: String
}

/// Mapping expressions by the response header that they make. They can read
/// headers and the body of the backend's response.
@private
map ResponseParameters {
    key: String
    value: String
}

/// Velocity templates by the media type that they translate.
///
/// Best kept to constants and context variables: where the data of a request is
/// found depends on the protocol.
@private
map Templates {
    key: String
    value: String
}

/// The ARN of a backend. In it, `{serviceName}` and `{operationName}` stand for
/// the shape names of service and operation.
@arnReference
@private
string Arn

/// The ARN of a role for calling a backend. In it, `{serviceName}` and
/// `{operationName}` stand for the shape names of service and operation.
@arnReference(type: "AWS::IAM::Role")
@private
string IamRoleArn

/// Several texts.
@private
list StringList {
    member: String
}

// Requests and responses in general.

/// Checks requests before they reach a backend: `full` checks all of them,
/// `params-only` leaves out bodies, `body-only` leaves out parameters.
@internal
@tags(["internal"])
@trait(selector: ":test(service, operation)")
string requestValidator

/// Sets what a REST API answers when API Gateway itself fails a call, by type
/// of response, such as `DEFAULT_4XX`.
@internal
@tags(["internal"])
@trait(selector: "service")
map gatewayResponses {
    key: String
    value: GatewayResponse
}

/// What is answered instead of the default.
@private
structure GatewayResponse {
    /// Status code of the answer.
    statusCode: String

    /// Headers of the answer.
    responseParameters: GatewayResponseParameterMap

    /// Bodies of the answer, by media type.
    responseTemplates: GatewayResponseTemplateMap
}

/// Values by parameter, such as `gatewayresponse.header.Retry-After`.
@private
map GatewayResponseParameterMap {
    key: String
    value: String
}

/// Templates by the media type that they produce.
@private
map GatewayResponseTemplateMap {
    key: String
    value: String
}

/// Compresses the bodies of a REST API that have at least this many bytes.
@internal
@tags(["internal"])
@trait(selector: "service")
@range(min: 0, max: 10485760)
integer minimumCompressionSize

// Endpoints and access.

/// Configures the endpoints of a REST API.
@internal
@tags(["internal"])
@trait(selector: "service")
structure endpointConfiguration {
    /// The kinds of endpoints that there are.
    @required
    types: EndpointTypes

    /// IDs of the VPC endpoints that lead to a private API.
    vpcEndpointIds: VpcEndpointIds

    /// True closes the endpoint under `execute-api` that every API has.
    disableExecuteApiEndpoint: Boolean

    /// IP versions that callers may use. `PRIVATE` endpoints demand
    /// `dualstack`.
    ipAddressType: IpAddressType
}

/// Kinds of endpoints.
@private
enum EndpointType {
    /// Open to all, and reached through the edge location nearby.
    EDGE

    /// Open to all, and reached in its region.
    REGIONAL

    /// Open only to VPCs.
    PRIVATE
}

/// Several kinds of endpoints.
@private
list EndpointTypes {
    member: EndpointType
}

/// Several VPC endpoints, by ID.
@private
list VpcEndpointIds {
    member: String
}

/// IP versions that callers may use.
@private
enum IpAddressType {
    /// IPv4.
    IPV4 = "ipv4"

    /// IPv6 as well as IPv4. The only choice for `PRIVATE` endpoints.
    DUAL_STACK = "dualstack"
}

/// Attaches a policy in JSON to a REST API, which says who may call it.
@internal
@tags(["internal"])
@trait(selector: "service")
document resourcePolicy

/// Sets how callers have to secure their connections to a REST API.
@internal
@tags(["internal"])
@trait(selector: "service")
structure apiTlsPolicy {
    /// Name of the policy that fixes version and ciphers, such as `TLS_1_2`.
    @required
    securityPolicy: String

    /// How closely connections are examined.
    endpointAccessMode: EndpointAccessMode
}

/// Degrees of examining connections.
@private
enum EndpointAccessMode {
    /// As usual.
    BASIC

    /// With further checks.
    STRICT
}
