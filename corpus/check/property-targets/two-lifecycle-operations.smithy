$version: "2"

namespace example.weather

use aws.cloudformation#cfnResource

@cfnResource
resource Station {
    identifiers: { id: String }
    create: CreateStation
    update: UpdateStation
}

operation CreateStation {
    input := {
        height: Integer
    }
}

@idempotent
operation UpdateStation {
    input := {
        @required
        id: String

        height: String
    }
}
