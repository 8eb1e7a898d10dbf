$version: "2.0"

namespace aws.endpoints

/// Says of a trait that it shapes the endpoints of a service. Such a trait is a
/// structure that applies to nothing but services.
@trait(
    selector: "structure[trait|trait]"
    breakingChanges: [
        {
            change: "presence"
        }
    ]
)
structure endpointsModifier {}

// Services with an endpoint for each region.

/// Gives a service one endpoint per region, by the usual patterns unless listed
/// here.
@trait(
    selector: "service"
    conflicts: [standardPartitionalEndpoints]
    breakingChanges: [
        {
            change: "remove"
        }
    ]
)
@endpointsModifier
structure standardRegionalEndpoints {
    /// Exceptions that concern whole partitions, by ID of the partition.
    partitionSpecialCases: PartitionSpecialCaseMap

    /// Exceptions that concern single regions, by name of the region.
    regionSpecialCases: RegionSpecialCaseMap
}

/// Exceptions by partition.
@private
map PartitionSpecialCaseMap {
    key: String
    value: PartitionSpecialCaseList
}

/// Exceptions for one partition.
@private
list PartitionSpecialCaseList {
    member: PartitionSpecialCase
}

/// An exception for all regions of a partition.
@private
structure PartitionSpecialCase {
    /// Pattern of the endpoints: a URL that may hold `{service}`, `{region}`,
    /// `{dnsSuffix}`, and `{dualStackDnsSuffix}`.
    @required
    endpoint: String

    /// Concerns the variants that offer IPv6 next to IPv4.
    dualStack: Boolean

    /// Concerns the variants that comply with FIPS.
    fips: Boolean
}

/// Exceptions by region.
@private
map RegionSpecialCaseMap {
    key: String
    value: RegionSpecialCaseList
}

/// Exceptions for one region.
@private
list RegionSpecialCaseList {
    member: RegionSpecialCase
}

/// An exception for a region.
@private
structure RegionSpecialCase {
    /// Pattern of the endpoint.
    @required
    endpoint: String

    /// Concerns the variant that offers IPv6 next to IPv4.
    dualStack: Boolean

    /// Concerns the variant that complies with FIPS.
    fips: Boolean

    /// Region to sign requests for, if not the one that is called.
    signingRegion: String
}

// Services with an endpoint for each partition.

/// Gives a service one endpoint per partition, whichever the region.
@trait(
    selector: "service"
    conflicts: [standardRegionalEndpoints]
    breakingChanges: [
        {
            change: "any"
        }
    ]
)
@endpointsModifier
structure standardPartitionalEndpoints {
    /// Pattern that the endpoints follow.
    @required
    endpointPatternType: PartitionEndpointPattern

    /// Exceptions by ID of the partition: for endpoints of another pattern, or
    /// outside the region that is the partition's global default.
    partitionEndpointSpecialCases: PartitionEndpointSpecialCaseMap
}

/// Patterns for the endpoints of partitions.
@private
enum PartitionEndpointPattern {
    /// Service and DNS suffix.
    @deprecated(since: "2025-04-01", message: "Choose AWS_RECOMMENDED for new services.")
    SERVICE_DNSSUFFIX = "service_dnsSuffix"

    /// Service, region, and DNS suffix.
    @deprecated(since: "2025-04-01", message: "Choose AWS_RECOMMENDED for new services.")
    SERVICE_REGION_DNSSUFFIX = "service_region_dnsSuffix"

    /// Whatever AWS currently advises.
    AWS_RECOMMENDED = "aws_recommended"
}

/// Exceptions by partition.
@private
map PartitionEndpointSpecialCaseMap {
    key: String
    value: PartitionEndpointSpecialCaseList
}

/// Exceptions for one partition.
@private
list PartitionEndpointSpecialCaseList {
    member: PartitionEndpointSpecialCase
}

/// An exception for the endpoint of a partition.
@private
structure PartitionEndpointSpecialCase {
    /// Pattern of the endpoint.
    endpoint: String

    /// Region of the endpoint, if not the partition's global default.
    region: String

    /// Concerns the variant that offers IPv6 next to IPv4.
    dualStack: Boolean

    /// Concerns the variant that complies with FIPS.
    fips: Boolean
}

// Other services.

/// Says that all endpoints of a service offer both IPv6 and IPv4, so that there
/// are none with IPv4 alone.
@trait(
    selector: "service"
    breakingChanges: [
        {
            change: "any"
        }
    ]
)
@endpointsModifier
structure dualStackOnlyEndpoints {}

/// Says that rules written by hand, which are kept elsewhere, add to those
/// generated for the endpoints of a service or replace them.
@trait(
    selector: "service"
    breakingChanges: [
        {
            change: "any"
        }
    ]
)
@endpointsModifier
@unstable
structure rulesBasedEndpoints {}
