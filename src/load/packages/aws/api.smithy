$version: "2.0"

namespace aws.api

// Names of a service.

/// Makes a service an AWS service and sets the names that it goes by in SDKs,
/// ARNs, and other AWS services.
@trait(selector: "service")
structure service {
    /// Name of the service in SDKs, such as `API Gateway`. Names of clients
    /// derive from it, so it never changes.
    @required
    sdkId: String

    /// Name of the service in ARNs; that of the service shape in lower case if
    /// omitted.
    arnNamespace: ArnNamespace

    /// Name of the service in CloudFormation resource types
    /// (`AWS::<name>::<resource>`); that of the service shape if omitted.
    cloudFormationName: CloudFormationName

    /// Source that CloudTrail records for events; `arnNamespace` followed by
    /// `.amazonaws.com` if omitted.
    cloudTrailEventSource: String

    /// Key that connects the documentation of service and SDKs; `sdkId` in
    /// lower case, a dash, and the version of the service if omitted.
    docId: String

    /// First part of the host name, as in
    /// `{endpointPrefix}.{region}.amazonaws.com`. Several services may share
    /// it, and it may change, so name nothing after it.
    endpointPrefix: String

    /// Namespace in CloudWatch that holds most metrics of the service.
    cloudWatchNamespace: CloudWatchMetricNamespace
}

/// The name of a service in ARNs.
@pattern("^[a-z0-9.\\-]{1,63}$")
@private
string ArnNamespace

/// The name of a service in CloudFormation.
@pattern("^[A-Z][A-Za-z0-9]+$")
@private
string CloudFormationName

/// A namespace in CloudWatch.
@pattern("^[^:].*$")
@length(min: 1, max: 255)
@private
string CloudWatchMetricNamespace

// ARNs.

/// Shows how the ARN of a resource is put together.
@externalDocumentation(Reference: "https://docs.aws.amazon.com/general/latest/gr/aws-arns-and-namespaces.html")
@trait(selector: "resource")
structure arn {
    /// The ARN with a `{label}` for each identifier of the resource, filled in
    /// verbatim. Unless `absolute` is set, it is only the last part of an ARN
    /// and begins without a slash.
    @required
    template: String

    /// The template is a whole ARN. Needed where an identifier of the resource
    /// or of its parent is an ARN itself.
    absolute: Boolean

    /// The ARN has no region. Excludes `absolute`.
    noRegion: Boolean

    /// The ARN has no account ID. Excludes `absolute`.
    noAccount: Boolean

    /// What separates the pieces of the last part of the ARN. Requires
    /// `absolute`.
    resourceDelimiter: ResourceDelimiter

    /// A later resource may get the ARN of one that was deleted.
    reusable: Boolean
}

/// Separators within the last part of an ARN.
@private
enum ResourceDelimiter {
    /// A slash.
    FORWARD_SLASH = "/"

    /// A colon.
    COLON = ":"
}

/// Says that a string holds an ARN and, optionally, of what.
@trait(selector: "string")
structure arnReference {
    /// Type of the resource in CloudFormation.
    type: String

    /// Absolute shape ID of the resource. It may be missing from the model; if
    /// present, it is a resource that belongs to `service`.
    resource: String

    /// Absolute shape ID of the service that the resource belongs to. It may be
    /// missing from the model.
    service: String
}

// Discovery of endpoints.

/// Lets the clients of a service ask it which endpoint to call.
@trait(selector: "service")
structure clientEndpointDiscovery {
    /// The operation that tells the endpoint.
    @idRef(failWhenMissing: true, selector: "operation")
    @required
    operation: String

    /// The error that says an endpoint has expired. Every operation with
    /// `clientDiscoveredEndpoint` has to list it.
    @idRef(failWhenMissing: true, selector: "structure[trait|error]")
    @recommended
    error: String
}

/// Sends an operation to the endpoint that was discovered.
@trait(selector: "operation")
structure clientDiscoveredEndpoint {
    /// Whether calls have to wait for the discovery. If not, they go to the
    /// regional endpoint meanwhile.
    @required
    required: Boolean
}

/// Passes an input member on to the discovery, because the endpoint depends on
/// it.
@trait(
    selector: """
        operation[trait|aws.api#clientDiscoveredEndpoint] -[input]->
        structure > :test(member[trait|required] > string)"""
)
structure clientEndpointDiscoveryId {}

// Classification.

/// Assigns a service, resource, or operation to the management of things.
@trait(
    selector: ":test(service, resource, operation)"
    conflicts: ["aws.api#dataPlane"]
)
structure controlPlane {}

/// Assigns a service, resource, or operation to the everyday use of things.
@trait(
    selector: ":test(service, resource, operation)"
    conflicts: ["aws.api#controlPlane"]
)
structure dataPlane {}

/// Says what kind of data a shape holds, and so how it has to be protected.
@trait(selector: ":test(simpleType, list, structure, union, member)")
enum data {
    /// What customers or their users hand to a service to store or process, and
    /// what it computes from that.
    CUSTOMER_CONTENT = "content"

    /// Details about customers themselves, given when they open or manage an
    /// account.
    CUSTOMER_ACCOUNT_INFORMATION = "account"

    /// Traces of how an account uses services: identifiers, rules, statistics,
    /// logs, and the like.
    SERVICE_ATTRIBUTES = "usage"

    /// Tags that customers put on resources.
    TAG_DATA = "tagging"

    /// Rules about who may do what.
    PERMISSIONS_DATA = "permissions"
}

// Tagging.

/// Says that a service has resources with tags, and operations to manage them.
@trait(selector: "service")
@unstable
structure tagEnabled {
    /// Set when the usual tagging operations are missing or do not work for all
    /// resources.
    disableDefaultOperations: Boolean

    /// Names the service's tagging operations, where they are not called
    /// `TagResource`, `UntagResource`, and `ListTagsForResource`.
    apiConfig: TaggableServiceApiConfig
}

/// The shape ID of an operation that is bound directly to a service.
@idRef(failWhenMissing: true, selector: "service > operation")
string ServiceTagOperationReference

/// The tagging operations of a service. Where one is omitted, the usual name
/// stands.
structure TaggableServiceApiConfig {
    /// Adds or changes tags; usually `TagResource`.
    tagApi: ServiceTagOperationReference

    /// Takes tags away; usually `UntagResource`.
    untagApi: ServiceTagOperationReference

    /// Reads tags; usually `ListTagsForResource`.
    listTagsApi: ServiceTagOperationReference
}

/// Says that a resource has tags which can be managed, by its own operations or
/// by those of the service.
@trait(selector: "resource")
@unstable
structure taggable {
    /// Name of the property that holds the tags.
    property: String

    /// Operations that manage the tags of just this resource.
    apiConfig: TaggableApiConfig

    /// Set when AWS itself cannot put tags on the resource.
    disableSystemTags: Boolean
}

/// The shape ID of an operation that is bound to a resource.
@idRef(failWhenMissing: true, selector: "resource > operation")
string TagOperationReference

/// The tagging operations of a resource.
structure TaggableApiConfig {
    /// Adds or changes tags: either the create operation or one that is not
    /// bound to an instance.
    @required
    tagApi: TagOperationReference

    /// Takes tags away. Not bound to an instance.
    @required
    untagApi: TagOperationReference

    /// Reads tags. Not bound to an instance.
    @required
    listTagsApi: TagOperationReference
}

// Streaming.

/// Sends a streaming blob in the `aws-chunked` encoding: as a series of blocks,
/// with data such as checksums after the last one.
@trait(
    selector: "blob[trait|streaming]"
    breakingChanges: [
        {
            change: "remove"
        }
    ]
)
structure awsChunked {}
