$version: "2.0"

namespace aws.cloudformation

// Resources.

/// Turns a resource into one of CloudFormation.
@unstable
@trait(
    selector: "resource"
    breakingChanges: [
        {
            change: "presence"
        }
    ]
)
structure cfnResource {
    /// Name of the resource in CloudFormation; that of the resource shape if
    /// omitted.
    name: String

    /// Structures whose members become properties too.
    additionalSchemas: StructureIdList

    /// Name of a string property of the resource that takes the place of its
    /// identifiers.
    @deprecated(message: "Identify the resource by its `identifiers` instead.")
    primaryIdentifier: String
}

/// Several structures, by shape ID.
@private
list StructureIdList {
    @idRef(failWhenMissing: true, selector: "structure")
    member: String
}

// Properties.

/// Makes the property that comes from a member another way to identify the
/// resource.
@unstable
@trait(
    selector: "structure > :test(member > string)"
    conflicts: [cfnExcludeProperty]
    breakingChanges: [
        {
            change: "remove"
        }
    ]
)
structure cfnAdditionalIdentifier {}

/// Gives the property that comes from a member another name.
@unstable
@trait(
    selector: "structure > member"
    breakingChanges: [
        {
            change: "any"
        }
    ]
)
string cfnName

/// Keeps a member from becoming a property.
@unstable
@trait(
    selector: "structure > member"
    conflicts: [cfnAdditionalIdentifier, cfnMutability, cfnDefaultValue]
    breakingChanges: [
        {
            change: "add"
        }
    ]
)
structure cfnExcludeProperty {}

/// Says that the property that comes from a member gets a value even if the
/// template sets none.
@unstable
@trait(
    selector: "resource > operation -[input, output]-> structure > member"
    conflicts: [cfnExcludeProperty]
)
structure cfnDefaultValue {}

/// Says when users may set the property that comes from a member and whether
/// they can see it, in place of what follows from the lifecycle operations.
@unstable
@trait(
    selector: "structure > member"
    conflicts: [cfnExcludeProperty]
)
enum cfnMutability {
    /// Can be set and changed, and is visible.
    FULL = "full"

    /// Can be set when the resource is created, and is visible.
    CREATE_AND_READ = "create-and-read"

    /// Can be set when the resource is created, but is never visible. Not for
    /// members with `cfnAdditionalIdentifier`.
    CREATE = "create"

    /// Is visible, but up to the service.
    READ = "read"

    /// Can be set and changed, but is never visible. Not for members with
    /// `cfnAdditionalIdentifier`.
    WRITE = "write"
}
