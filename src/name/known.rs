//! The shape ids that the compiler itself speaks of. Being constants, they compare as integers
//! and can stand in patterns' guards without a look-up.

use super::ShapeId;
use crate::text::seed::symbol;

const fn id(namespace: &str, name: &str) -> ShapeId {
    ShapeId::constant(symbol(namespace), symbol(name))
}

/// Names of members that the specification fixes.
pub mod member {
    use crate::text::{Symbol, seed::symbol};

    /// `member`, of lists.
    pub const MEMBER: Symbol = symbol("member");
    /// `key`, of maps.
    pub const KEY: Symbol = symbol("key");
    /// `value`, of maps.
    pub const VALUE: Symbol = symbol("value");
}

/// The namespace of the prelude.
pub const PRELUDE: crate::text::Symbol = symbol("smithy.api");

/// Stands for what is broken: a target that could not be resolved. Checks skip it, so that one
/// mistake gives one report.
pub const BROKEN: ShapeId = id("smithy.synthetic", "broken");

/// `smithy.api#BigDecimal`.
pub const BIG_DECIMAL: ShapeId = id("smithy.api", "BigDecimal");
/// `smithy.api#BigInteger`.
pub const BIG_INTEGER: ShapeId = id("smithy.api", "BigInteger");
/// `smithy.api#Blob`.
pub const BLOB: ShapeId = id("smithy.api", "Blob");
/// `smithy.api#Boolean`.
pub const BOOLEAN: ShapeId = id("smithy.api", "Boolean");
/// `smithy.api#Byte`.
pub const BYTE: ShapeId = id("smithy.api", "Byte");
/// `smithy.api#Document`.
pub const DOCUMENT: ShapeId = id("smithy.api", "Document");
/// `smithy.api#Double`.
pub const DOUBLE: ShapeId = id("smithy.api", "Double");
/// `smithy.api#Float`.
pub const FLOAT: ShapeId = id("smithy.api", "Float");
/// `smithy.api#Integer`.
pub const INTEGER: ShapeId = id("smithy.api", "Integer");
/// `smithy.api#Long`.
pub const LONG: ShapeId = id("smithy.api", "Long");
/// `smithy.api#PrimitiveBoolean`.
pub const PRIMITIVE_BOOLEAN: ShapeId = id("smithy.api", "PrimitiveBoolean");
/// `smithy.api#PrimitiveByte`.
pub const PRIMITIVE_BYTE: ShapeId = id("smithy.api", "PrimitiveByte");
/// `smithy.api#PrimitiveDouble`.
pub const PRIMITIVE_DOUBLE: ShapeId = id("smithy.api", "PrimitiveDouble");
/// `smithy.api#PrimitiveFloat`.
pub const PRIMITIVE_FLOAT: ShapeId = id("smithy.api", "PrimitiveFloat");
/// `smithy.api#PrimitiveInteger`.
pub const PRIMITIVE_INTEGER: ShapeId = id("smithy.api", "PrimitiveInteger");
/// `smithy.api#PrimitiveLong`.
pub const PRIMITIVE_LONG: ShapeId = id("smithy.api", "PrimitiveLong");
/// `smithy.api#PrimitiveShort`.
pub const PRIMITIVE_SHORT: ShapeId = id("smithy.api", "PrimitiveShort");
/// `smithy.api#Short`.
pub const SHORT: ShapeId = id("smithy.api", "Short");
/// `smithy.api#String`.
pub const STRING: ShapeId = id("smithy.api", "String");
/// `smithy.api#synthetic`.
pub const SYNTHETIC: ShapeId = id("smithy.api", "synthetic");
/// `smithy.api#Timestamp`.
pub const TIMESTAMP: ShapeId = id("smithy.api", "Timestamp");
/// `smithy.api#Unit`.
pub const UNIT: ShapeId = id("smithy.api", "Unit");
/// The trait `smithy.api#addedDefault`.
pub const ADDED_DEFAULT: ShapeId = id("smithy.api", "addedDefault");
/// The trait `smithy.api#auth`.
pub const AUTH: ShapeId = id("smithy.api", "auth");
/// The trait `smithy.api#authDefinition`.
pub const AUTH_DEFINITION: ShapeId = id("smithy.api", "authDefinition");
/// The trait `smithy.api#box`.
pub const BOX: ShapeId = id("smithy.api", "box");
/// The trait `smithy.api#clientOptional`.
pub const CLIENT_OPTIONAL: ShapeId = id("smithy.api", "clientOptional");
/// The trait `smithy.api#cors`.
pub const CORS: ShapeId = id("smithy.api", "cors");
/// The trait `smithy.api#default`.
pub const DEFAULT: ShapeId = id("smithy.api", "default");
/// The trait `smithy.api#deprecated`.
pub const DEPRECATED: ShapeId = id("smithy.api", "deprecated");
/// The trait `smithy.api#documentation`.
pub const DOCUMENTATION: ShapeId = id("smithy.api", "documentation");
/// The trait `smithy.api#endpoint`.
pub const ENDPOINT: ShapeId = id("smithy.api", "endpoint");
/// The trait `smithy.api#enum`.
pub const ENUM: ShapeId = id("smithy.api", "enum");
/// The trait `smithy.api#enumValue`.
pub const ENUM_VALUE: ShapeId = id("smithy.api", "enumValue");
/// The trait `smithy.api#error`.
pub const ERROR: ShapeId = id("smithy.api", "error");
/// The trait `smithy.api#eventHeader`.
pub const EVENT_HEADER: ShapeId = id("smithy.api", "eventHeader");
/// The trait `smithy.api#eventPayload`.
pub const EVENT_PAYLOAD: ShapeId = id("smithy.api", "eventPayload");
/// The trait `smithy.api#examples`.
pub const EXAMPLES: ShapeId = id("smithy.api", "examples");
/// The trait `smithy.api#externalDocumentation`.
pub const EXTERNAL_DOCUMENTATION: ShapeId = id("smithy.api", "externalDocumentation");
/// The trait `smithy.api#hostLabel`.
pub const HOST_LABEL: ShapeId = id("smithy.api", "hostLabel");
/// The trait `smithy.api#http`.
pub const HTTP: ShapeId = id("smithy.api", "http");
/// The trait `smithy.api#httpApiKeyAuth`.
pub const HTTP_API_KEY_AUTH: ShapeId = id("smithy.api", "httpApiKeyAuth");
/// The trait `smithy.api#httpBasicAuth`.
pub const HTTP_BASIC_AUTH: ShapeId = id("smithy.api", "httpBasicAuth");
/// The trait `smithy.api#httpBearerAuth`.
pub const HTTP_BEARER_AUTH: ShapeId = id("smithy.api", "httpBearerAuth");
/// The trait `smithy.api#httpChecksumRequired`.
pub const HTTP_CHECKSUM_REQUIRED: ShapeId = id("smithy.api", "httpChecksumRequired");
/// The trait `smithy.api#httpDigestAuth`.
pub const HTTP_DIGEST_AUTH: ShapeId = id("smithy.api", "httpDigestAuth");
/// The trait `smithy.api#httpError`.
pub const HTTP_ERROR: ShapeId = id("smithy.api", "httpError");
/// The trait `smithy.api#httpHeader`.
pub const HTTP_HEADER: ShapeId = id("smithy.api", "httpHeader");
/// The trait `smithy.api#httpLabel`.
pub const HTTP_LABEL: ShapeId = id("smithy.api", "httpLabel");
/// The trait `smithy.api#httpPayload`.
pub const HTTP_PAYLOAD: ShapeId = id("smithy.api", "httpPayload");
/// The trait `smithy.api#httpPrefixHeaders`.
pub const HTTP_PREFIX_HEADERS: ShapeId = id("smithy.api", "httpPrefixHeaders");
/// The trait `smithy.api#httpQuery`.
pub const HTTP_QUERY: ShapeId = id("smithy.api", "httpQuery");
/// The trait `smithy.api#httpQueryParams`.
pub const HTTP_QUERY_PARAMS: ShapeId = id("smithy.api", "httpQueryParams");
/// The trait `smithy.api#httpResponseCode`.
pub const HTTP_RESPONSE_CODE: ShapeId = id("smithy.api", "httpResponseCode");
/// The trait `smithy.api#idRef`.
pub const ID_REF: ShapeId = id("smithy.api", "idRef");
/// The trait `smithy.api#idempotencyToken`.
pub const IDEMPOTENCY_TOKEN: ShapeId = id("smithy.api", "idempotencyToken");
/// The trait `smithy.api#idempotent`.
pub const IDEMPOTENT: ShapeId = id("smithy.api", "idempotent");
/// The trait `smithy.api#input`.
pub const INPUT: ShapeId = id("smithy.api", "input");
/// The trait `smithy.api#internal`.
pub const INTERNAL: ShapeId = id("smithy.api", "internal");
/// The trait `smithy.api#jsonName`.
pub const JSON_NAME: ShapeId = id("smithy.api", "jsonName");
/// The trait `smithy.api#length`.
pub const LENGTH: ShapeId = id("smithy.api", "length");
/// The trait `smithy.api#longPoll`.
pub const LONG_POLL: ShapeId = id("smithy.api", "longPoll");
/// The trait `smithy.api#mediaType`.
pub const MEDIA_TYPE: ShapeId = id("smithy.api", "mediaType");
/// The trait `smithy.api#metadata`.
pub const METADATA: ShapeId = id("smithy.api", "metadata");
/// The trait `smithy.api#mixin`.
pub const MIXIN: ShapeId = id("smithy.api", "mixin");
/// The trait `smithy.api#nestedProperties`.
pub const NESTED_PROPERTIES: ShapeId = id("smithy.api", "nestedProperties");
/// The trait `smithy.api#noReplace`.
pub const NO_REPLACE: ShapeId = id("smithy.api", "noReplace");
/// The trait `smithy.api#notProperty`.
pub const NOT_PROPERTY: ShapeId = id("smithy.api", "notProperty");
/// Stands for no authentication at all: `smithy.api#noAuth`.
pub const NO_AUTH: ShapeId = id("smithy.api", "noAuth");
/// The trait `smithy.api#optionalAuth`.
pub const OPTIONAL_AUTH: ShapeId = id("smithy.api", "optionalAuth");
/// The trait `smithy.api#output`.
pub const OUTPUT: ShapeId = id("smithy.api", "output");
/// The trait `smithy.api#paginated`.
pub const PAGINATED: ShapeId = id("smithy.api", "paginated");
/// The trait `smithy.api#pattern`.
pub const PATTERN: ShapeId = id("smithy.api", "pattern");
/// The trait `smithy.api#private`.
pub const PRIVATE: ShapeId = id("smithy.api", "private");
/// The trait `smithy.api#property`.
pub const PROPERTY: ShapeId = id("smithy.api", "property");
/// The trait `smithy.api#protocolDefinition`.
pub const PROTOCOL_DEFINITION: ShapeId = id("smithy.api", "protocolDefinition");
/// The trait `smithy.api#range`.
pub const RANGE: ShapeId = id("smithy.api", "range");
/// The trait `smithy.api#readonly`.
pub const READONLY: ShapeId = id("smithy.api", "readonly");
/// The trait `smithy.api#recommended`.
pub const RECOMMENDED: ShapeId = id("smithy.api", "recommended");
/// The trait `smithy.api#references`.
pub const REFERENCES: ShapeId = id("smithy.api", "references");
/// The trait `smithy.api#requestCompression`.
pub const REQUEST_COMPRESSION: ShapeId = id("smithy.api", "requestCompression");
/// The trait `smithy.api#required`.
pub const REQUIRED: ShapeId = id("smithy.api", "required");
/// The trait `smithy.api#requiresLength`.
pub const REQUIRES_LENGTH: ShapeId = id("smithy.api", "requiresLength");
/// The trait `smithy.api#resourceIdentifier`.
pub const RESOURCE_IDENTIFIER: ShapeId = id("smithy.api", "resourceIdentifier");
/// The trait `smithy.api#retryable`.
pub const RETRYABLE: ShapeId = id("smithy.api", "retryable");
/// The trait `smithy.api#sensitive`.
pub const SENSITIVE: ShapeId = id("smithy.api", "sensitive");
/// The trait `smithy.api#since`.
pub const SINCE: ShapeId = id("smithy.api", "since");
/// The trait `smithy.api#sparse`.
pub const SPARSE: ShapeId = id("smithy.api", "sparse");
/// The trait `smithy.api#streaming`.
pub const STREAMING: ShapeId = id("smithy.api", "streaming");
/// The trait `smithy.api#suppress`.
pub const SUPPRESS: ShapeId = id("smithy.api", "suppress");
/// The trait `smithy.api#tags`.
pub const TAGS: ShapeId = id("smithy.api", "tags");
/// The trait `smithy.api#timestampFormat`.
pub const TIMESTAMP_FORMAT: ShapeId = id("smithy.api", "timestampFormat");
/// The trait `smithy.api#title`.
pub const TITLE: ShapeId = id("smithy.api", "title");
/// The trait `smithy.api#trait`.
pub const TRAIT: ShapeId = id("smithy.api", "trait");
/// The trait `smithy.api#traitValidators`.
pub const TRAIT_VALIDATORS: ShapeId = id("smithy.api", "traitValidators");
/// The trait `smithy.api#uniqueItems`.
pub const UNIQUE_ITEMS: ShapeId = id("smithy.api", "uniqueItems");
/// The trait `smithy.api#unitType`.
pub const UNIT_TYPE: ShapeId = id("smithy.api", "unitType");
/// The trait `smithy.api#unstable`.
pub const UNSTABLE: ShapeId = id("smithy.api", "unstable");
/// The trait `smithy.api#xmlAttribute`.
pub const XML_ATTRIBUTE: ShapeId = id("smithy.api", "xmlAttribute");
/// The trait `smithy.api#xmlFlattened`.
pub const XML_FLATTENED: ShapeId = id("smithy.api", "xmlFlattened");
/// The trait `smithy.api#xmlName`.
pub const XML_NAME: ShapeId = id("smithy.api", "xmlName");
/// The trait `smithy.api#xmlNamespace`.
pub const XML_NAMESPACE: ShapeId = id("smithy.api", "xmlNamespace");
/// The trait `aws.protocols#restJson1`.
pub const REST_JSON_1: ShapeId = id("aws.protocols", "restJson1");
/// The trait `aws.protocols#awsJson1_0`.
pub const AWS_JSON_1_0: ShapeId = id("aws.protocols", "awsJson1_0");
/// The trait `aws.protocols#awsJson1_1`.
pub const AWS_JSON_1_1: ShapeId = id("aws.protocols", "awsJson1_1");
/// The trait `aws.customizations#s3UnwrappedXmlOutput`.
pub const S3_UNWRAPPED_XML_OUTPUT: ShapeId = id("aws.customizations", "s3UnwrappedXmlOutput");
/// The trait `aws.protocols#restXml`.
pub const REST_XML: ShapeId = id("aws.protocols", "restXml");
/// The trait `aws.protocols#awsQuery`.
pub const AWS_QUERY: ShapeId = id("aws.protocols", "awsQuery");
/// The trait `aws.protocols#ec2Query`.
pub const EC2_QUERY: ShapeId = id("aws.protocols", "ec2Query");
/// The trait `aws.protocols#ec2QueryName`.
pub const EC2_QUERY_NAME: ShapeId = id("aws.protocols", "ec2QueryName");
/// The trait `aws.protocols#httpChecksum`.
pub const AWS_HTTP_CHECKSUM: ShapeId = id("aws.protocols", "httpChecksum");
/// The trait `smithy.protocols#rpcv2Cbor`.
pub const RPC_V2_CBOR: ShapeId = id("smithy.protocols", "rpcv2Cbor");
/// The trait `smithy.protocols#rpcv2Json`.
pub const RPC_V2_JSON: ShapeId = id("smithy.protocols", "rpcv2Json");
/// The trait `aws.api#service`.
pub const AWS_SERVICE: ShapeId = id("aws.api", "service");
/// The trait `aws.api#arn`.
pub const AWS_ARN: ShapeId = id("aws.api", "arn");
/// The trait `aws.api#arnReference`.
pub const AWS_ARN_REFERENCE: ShapeId = id("aws.api", "arnReference");
/// The trait `aws.api#clientDiscoveredEndpoint`.
pub const AWS_CLIENT_DISCOVERED_ENDPOINT: ShapeId = id("aws.api", "clientDiscoveredEndpoint");
/// The trait `aws.api#clientEndpointDiscovery`.
pub const AWS_CLIENT_ENDPOINT_DISCOVERY: ShapeId = id("aws.api", "clientEndpointDiscovery");
/// The trait `aws.api#tagEnabled`.
pub const AWS_TAG_ENABLED: ShapeId = id("aws.api", "tagEnabled");
/// The trait `aws.api#taggable`.
pub const AWS_TAGGABLE: ShapeId = id("aws.api", "taggable");
/// The trait `aws.auth#sigv4`.
pub const AWS_SIGV4: ShapeId = id("aws.auth", "sigv4");
/// The trait `aws.auth#sigv4a`.
pub const AWS_SIGV4A: ShapeId = id("aws.auth", "sigv4a");
/// The trait `aws.auth#unsignedPayload`.
pub const AWS_UNSIGNED_PAYLOAD: ShapeId = id("aws.auth", "unsignedPayload");
/// The trait `aws.protocols#awsQueryCompatible`.
pub const AWS_QUERY_COMPATIBLE: ShapeId = id("aws.protocols", "awsQueryCompatible");
/// The trait `aws.protocols#awsQueryError`.
pub const AWS_QUERY_ERROR: ShapeId = id("aws.protocols", "awsQueryError");
/// The trait `aws.iam#actionName`.
pub const IAM_ACTION_NAME: ShapeId = id("aws.iam", "actionName");
/// The trait `aws.iam#actionPermissionDescription`.
pub const IAM_ACTION_PERMISSION_DESCRIPTION: ShapeId = id("aws.iam", "actionPermissionDescription");
/// The trait `aws.iam#requiredActions`.
pub const IAM_REQUIRED_ACTIONS: ShapeId = id("aws.iam", "requiredActions");
/// The trait `aws.iam#iamAction`.
pub const IAM_ACTION: ShapeId = id("aws.iam", "iamAction");
/// The trait `aws.iam#iamResource`.
pub const IAM_RESOURCE: ShapeId = id("aws.iam", "iamResource");
/// The trait `aws.iam#conditionKeys`.
pub const IAM_CONDITION_KEYS: ShapeId = id("aws.iam", "conditionKeys");
/// The trait `aws.iam#conditionKeyValue`.
pub const IAM_CONDITION_KEY_VALUE: ShapeId = id("aws.iam", "conditionKeyValue");
/// The trait `aws.iam#defineConditionKeys`.
pub const IAM_DEFINE_CONDITION_KEYS: ShapeId = id("aws.iam", "defineConditionKeys");
/// The trait `aws.iam#disableConditionKeyInference`.
pub const IAM_DISABLE_CONDITION_KEY_INFERENCE: ShapeId =
    id("aws.iam", "disableConditionKeyInference");
/// The trait `aws.iam#serviceResolvedConditionKeys`.
pub const IAM_SERVICE_RESOLVED_CONDITION_KEYS: ShapeId =
    id("aws.iam", "serviceResolvedConditionKeys");
/// The trait `alloy#simpleRestJson`.
pub const SIMPLE_REST_JSON: ShapeId = id("alloy", "simpleRestJson");
/// The trait `alloy#discriminated`.
pub const ALLOY_DISCRIMINATED: ShapeId = id("alloy", "discriminated");
/// The trait `alloy#untagged`.
pub const ALLOY_UNTAGGED: ShapeId = id("alloy", "untagged");
/// The trait `alloy#jsonUnknown`.
pub const ALLOY_JSON_UNKNOWN: ShapeId = id("alloy", "jsonUnknown");
/// The trait `smithyc.http#serverSentEvents`.
pub const SERVER_SENT_EVENTS: ShapeId = id("smithyc.http", "serverSentEvents");
/// The trait `smithyc.python#name`.
pub const PYTHON_NAME: ShapeId = id("smithyc.python", "name");
/// The trait `smithy.rules#endpointRuleSet`.
pub const ENDPOINT_RULE_SET: ShapeId = id("smithy.rules", "endpointRuleSet");
/// The trait `smithy.rules#endpointBdd`.
pub const ENDPOINT_BDD: ShapeId = id("smithy.rules", "endpointBdd");
/// The trait `smithy.rules#endpointTests`.
pub const ENDPOINT_TESTS: ShapeId = id("smithy.rules", "endpointTests");
/// The trait `smithy.rules#contextParam`.
pub const CONTEXT_PARAM: ShapeId = id("smithy.rules", "contextParam");
/// The trait `smithy.rules#staticContextParams`.
pub const STATIC_CONTEXT_PARAMS: ShapeId = id("smithy.rules", "staticContextParams");
/// The trait `smithy.rules#operationContextParams`.
pub const OPERATION_CONTEXT_PARAMS: ShapeId = id("smithy.rules", "operationContextParams");
/// The trait `smithy.rules#clientContextParams`.
pub const CLIENT_CONTEXT_PARAMS: ShapeId = id("smithy.rules", "clientContextParams");
/// The trait `aws.endpoints#standardRegionalEndpoints`.
pub const STANDARD_REGIONAL_ENDPOINTS: ShapeId = id("aws.endpoints", "standardRegionalEndpoints");
/// The trait `aws.endpoints#standardPartitionalEndpoints`.
pub const STANDARD_PARTITIONAL_ENDPOINTS: ShapeId =
    id("aws.endpoints", "standardPartitionalEndpoints");
/// The trait `smithy.contracts#conditions`.
pub const CONDITIONS: ShapeId = id("smithy.contracts", "conditions");
/// The trait `smithy.waiters#waitable`.
pub const WAITABLE: ShapeId = id("smithy.waiters", "waitable");
/// The trait `smithy.test#smokeTests`.
pub const SMOKE_TESTS: ShapeId = id("smithy.test", "smokeTests");
/// The trait `smithy.test#httpRequestTests`.
pub const HTTP_REQUEST_TESTS: ShapeId = id("smithy.test", "httpRequestTests");
/// The trait `smithy.test#httpResponseTests`.
pub const HTTP_RESPONSE_TESTS: ShapeId = id("smithy.test", "httpResponseTests");
/// The trait `smithy.test#httpMalformedRequestTests`.
pub const HTTP_MALFORMED_REQUEST_TESTS: ShapeId = id("smithy.test", "httpMalformedRequestTests");
/// The trait `smithy.test#eventStreamTests`.
pub const EVENT_STREAM_TESTS: ShapeId = id("smithy.test", "eventStreamTests");
/// The trait `smithy.mqtt#publish`.
pub const MQTT_PUBLISH: ShapeId = id("smithy.mqtt", "publish");
/// The trait `smithy.mqtt#subscribe`.
pub const MQTT_SUBSCRIBE: ShapeId = id("smithy.mqtt", "subscribe");
/// The trait `smithy.mqtt#topicLabel`.
pub const MQTT_TOPIC_LABEL: ShapeId = id("smithy.mqtt", "topicLabel");
/// The trait `aws.apigateway#authorizers`.
pub const API_GATEWAY_AUTHORIZERS: ShapeId = id("aws.apigateway", "authorizers");
/// The trait `aws.apigateway#endpointConfiguration`.
pub const API_GATEWAY_ENDPOINT_CONFIGURATION: ShapeId =
    id("aws.apigateway", "endpointConfiguration");
/// The trait `aws.apigateway#gatewayResponses`.
pub const API_GATEWAY_RESPONSES: ShapeId = id("aws.apigateway", "gatewayResponses");
/// The trait `aws.cloudformation#cfnResource`.
pub const CFN_RESOURCE: ShapeId = id("aws.cloudformation", "cfnResource");
/// The trait `aws.cloudformation#cfnMutability`.
pub const CFN_MUTABILITY: ShapeId = id("aws.cloudformation", "cfnMutability");
/// The trait `aws.cloudformation#cfnAdditionalIdentifier`.
pub const CFN_ADDITIONAL_IDENTIFIER: ShapeId = id("aws.cloudformation", "cfnAdditionalIdentifier");
/// The trait `aws.cloudformation#cfnExcludeProperty`.
pub const CFN_EXCLUDE_PROPERTY: ShapeId = id("aws.cloudformation", "cfnExcludeProperty");
