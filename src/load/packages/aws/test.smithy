$version: "2.0"

namespace aws.test

/// Settings of AWS clients that a test case may choose. Mix it into a shape for
/// `vendorParamsShape`.
@mixin
@suppress(["UnreferencedShape"])
structure BaseAwsVendorParams {
    /// Region that requests are signed for and that selects the endpoint.
    region: String = "us-west-2"

    /// Regions that a signature of SigV4A is valid in.
    sigv4aRegionSet: NonEmptyStringList

    /// Endpoint to call instead of the one that the region selects.
    uri: String

    /// Calls an endpoint that complies with FIPS 140.
    useFips: Boolean = false

    /// Calls an endpoint that answers over IPv4 and IPv6.
    useDualstack: Boolean = false

    /// Calls an endpoint for the caller's account, where the service has one.
    useAccountIdRouting: Boolean = true
}

/// Settings for tests of any AWS service.
@suppress(["UnreferencedShape"])
structure AwsVendorParams with [BaseAwsVendorParams] {}

/// Settings for tests of Amazon S3.
@suppress(["UnreferencedShape"])
structure S3VendorParams with [BaseAwsVendorParams] {
    /// Goes through S3 Transfer Acceleration.
    useAccelerate: Boolean = false

    /// Takes `us-east-1` to mean the endpoint without a region.
    useGlobalEndpoint: Boolean = false

    /// Puts the bucket into the path instead of the host name.
    forcePathStyle: Boolean = false

    /// Lets the region in a bucket's ARN win over the configured one.
    useArnRegion: Boolean = true

    /// Accepts access points that span several regions.
    useMultiRegionAccessPoints: Boolean = true
}

/// One or more texts.
@private
@length(min: 1)
@suppress(["UnreferencedShape"])
list NonEmptyStringList {
    member: String
}
