$version: "2.0"

namespace alloy.openapi

/// Adds extensions (`x-` fields) to what a shape becomes in OpenAPI. Values
/// may be null.
@sparse
@trait
map openapiExtensions {
    /// Name of the extension.
    key: String

    /// What it is set to.
    value: Document
}

/// Sets the summary of an operation in OpenAPI.
@trait(selector: "operation")
@length(min: 1)
string summary
