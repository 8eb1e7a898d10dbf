$version: "2"

namespace smithy.openapi

/// Says of a trait that OpenAPI documents carry its values as an extension (an
/// `x-` field).
@trait(
    selector: "[trait|trait]"
    breakingChanges: [
        {
            change: "presence"
        }
        {
            path: "/as"
            change: "any"
        }
    ]
)
structure specificationExtension {
    /// Name of the extension. If omitted, it is `x-` and the trait's own shape
    /// ID, with a hyphen for each `.` and `#`.
    as: SpecificationExtensionKey
}

/// The name of an extension.
@private
@pattern("^x-.+$")
string SpecificationExtensionKey
