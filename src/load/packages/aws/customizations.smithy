$version: "2.0"

namespace aws.customizations

/// Says that the XML of a response stands alone, without the element that names
/// the operation. Made for Amazon S3 and of no use elsewhere.
@trait(selector: "operation")
structure s3UnwrappedXmlOutput {}
