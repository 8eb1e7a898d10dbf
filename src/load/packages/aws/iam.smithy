$version: "2.0"

namespace aws.iam

// Actions.

/// Renames the IAM action of an operation, which otherwise shares the
/// operation's name.
@deprecated(since: "2023-11-10", message: "Superseded by `name` in `aws.iam#iamAction`.")
@trait(selector: "operation")
string actionName

/// Says in a few words what callers may do once they are allowed to use an
/// operation, such as `Grants permission to open doors`.
@deprecated(since: "2023-11-10", message: "Superseded by `documentation` in `aws.iam#iamAction`.")
@trait(selector: "operation")
string actionPermissionDescription

/// Lists further actions that callers of an operation have to be allowed.
@deprecated(since: "2023-11-10", message: "Superseded by `requiredActions` in `aws.iam#iamAction`.")
@trait(selector: "operation")
list requiredActions {
    member: IamIdentifier
}

/// Describes the IAM action that an operation stands for.
@trait(selector: "operation")
structure iamAction {
    /// Name of the action; that of the operation if omitted.
    name: String

    /// What the permission is good for, in a few words, such as
    /// `Grants permission to open doors`.
    documentation: String

    /// Path to more about the action, relative to where the documentation of
    /// IAM lives.
    relativeDocumentation: String

    /// Further actions that callers have to be allowed.
    requiredActions: RequiredActionsList

    /// Resources that permission is checked on.
    resources: ActionResources

    /// Names of the resources that come into being, in place of those derived
    /// from the model.
    createsResources: ResourceNameList
}

/// The resources that permission for an action is checked on.
@private
structure ActionResources {
    /// Those that every call is checked on, in place of those derived from the
    /// model.
    required: ActionResourceMap

    /// Those that only calls which make use of them are checked on, in place of
    /// those derived from the model.
    optional: ActionResourceMap
}

/// Resources by name.
@private
map ActionResourceMap {
    key: ResourceName
    value: ActionResource
}

/// A resource that permission for an action is checked on.
@private
structure ActionResource {
    /// Condition keys that the check may use.
    conditionKeys: ConditionKeysList
}

/// Names of condition keys, each at most once.
@private
@uniqueItems
list ConditionKeysList {
    member: String
}

/// Actions, each at most once.
@private
@uniqueItems
list RequiredActionsList {
    member: IamIdentifier
}

/// An action with its service, such as `s3:GetObject`.
@pattern("^([A-Za-z0-9][A-Za-z0-9-\\.]{0,62}:[^:]+)$")
@private
string IamIdentifier

/// Names of resources, each at most once.
@private
@uniqueItems
list ResourceNameList {
    member: ResourceName
}

/// The name of a resource in IAM.
@private
string ResourceName

// Resources.

/// Describes how a resource appears in IAM.
@trait(selector: "resource")
structure iamResource {
    /// Name of the resource; that of the resource shape if omitted.
    name: String

    /// Path to more about the resource, relative to where the documentation of
    /// IAM lives.
    relativeDocumentation: String

    /// True keeps condition keys of parents from applying here as well.
    disableConditionKeyInheritance: Boolean
}

// Condition keys.

/// Lets policies for a resource or operation use these condition keys.
@trait(selector: ":test(resource, operation)")
list conditionKeys {
    member: ConditionKeyName
}

/// Names the condition key that a member supplies the value of, in case it is
/// called differently from the member.
@trait(selector: "member")
@pattern("^(([A-Za-z0-9][A-Za-z0-9-\\.]{0,62}:)?[^:\\s]+)$")
string conditionKeyValue

/// Adds condition keys to a service, besides those that are global or follow
/// from its resources.
@trait(selector: "service")
map defineConditionKeys {
    key: ConditionKeyName
    value: ConditionKeyDefinition
}

/// Stops condition keys from being derived from the identifiers of a resource,
/// or of all resources of a service.
@trait(selector: ":test(service, resource)")
structure disableConditionKeyInference {}

/// Lists the condition keys whose values the service finds out by itself. The
/// others come with the request.
@trait(selector: "service")
list serviceResolvedConditionKeys {
    member: ConditionKeyName
}

/// The name of a condition key, such as `s3:prefix`. The service may be left
/// out; it is then the `arnNamespace`.
@private
@pattern("^(([A-Za-z0-9][A-Za-z0-9-\\.]{0,62}:)?[^:\\s]+)$")
string ConditionKeyName

/// A condition key that a service adds.
@private
structure ConditionKeyDefinition {
    /// Type of the key's values.
    @required
    type: ConditionKeyType

    /// What the key means.
    documentation: String

    /// URL of a page with more about the key.
    externalDocumentation: String

    /// Path to more about the key, relative to where the documentation of IAM
    /// lives.
    relativeDocumentation: String

    /// Whether a key that the service resolves always has a value. For keys
    /// from the request, put `required` on their member instead.
    required: Boolean
}

/// Types that policies of IAM know for the values of condition keys.
@private
enum ConditionKeyType {
    /// An ARN.
    ARN

    /// Several ARNs in any order.
    ARRAY_OF_ARN = "ArrayOfARN"

    /// Binary data, as base64.
    BINARY = "Binary"

    /// Several pieces of binary data in any order.
    ARRAY_OF_BINARY = "ArrayOfBinary"

    /// Text.
    STRING = "String"

    /// Several texts in any order.
    ARRAY_OF_STRING = "ArrayOfString"

    /// A number, whole or not.
    NUMERIC = "Numeric"

    /// Several numbers in any order.
    ARRAY_OF_NUMERIC = "ArrayOfNumeric"

    /// A date and time in ISO 8601.
    DATE = "Date"

    /// Several dates in any order.
    ARRAY_OF_DATE = "ArrayOfDate"

    /// True or false.
    BOOL = "Bool"

    /// Several booleans in any order.
    ARRAY_OF_BOOL = "ArrayOfBool"

    /// An address or range of addresses, as in RFC 4632.
    IP_ADDRESS = "IPAddress"

    /// Several addresses in any order.
    ARRAY_OF_IP_ADDRESS = "ArrayOfIPAddress"
}

// Principals.

/// Lists the kinds of principals that may call a service or operation.
/// Operations without a list have that of their service.
@trait(selector: ":test(service, operation)")
list supportedPrincipalTypes {
    member: PrincipalType
}

/// Kinds of principals.
@private
enum PrincipalType {
    /// The account itself.
    ROOT = "Root"

    /// A user of IAM.
    IAM_USER = "IAMUser"

    /// A role of IAM.
    IAM_ROLE = "IAMRole"

    /// Somebody signed in through an identity provider.
    FEDERATED_USER = "FederatedUser"
}
