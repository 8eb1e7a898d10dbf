$version: "2"

namespace example.weather

use aws.cloudformation#cfnAdditionalIdentifier
use aws.cloudformation#cfnMutability

structure Station {
    @cfnAdditionalIdentifier
    @cfnMutability("write")
    code: String
}
