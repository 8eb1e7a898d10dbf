$version: "2"

namespace example.weather

use aws.cloudformation#cfnResource

@cfnResource(primaryIdentifier: "stationArn")
resource Station {
    identifiers: { id: String }
    properties: { arn: String, stationArm: String }
    read: GetStation
}

@readonly
operation GetStation {
    input := {
        @required
        id: String
    }

    output := {
        @required
        id: String

        arn: String

        stationArm: String
    }
}
