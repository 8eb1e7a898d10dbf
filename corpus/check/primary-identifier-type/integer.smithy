$version: "2"

namespace example.weather

use aws.cloudformation#cfnResource

@cfnResource(primaryIdentifier: "number")
resource Station {
    identifiers: { id: String }
    properties: { number: Integer }
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

        number: Integer
    }
}
