// 7 mistakes: lines 14, 51, 63, 148, 163, 169, 178
$version: "2.0"

metadata owner = "fleet-team"

namespace com.acme.fleet

use aws.protocols#restJson1

/// Keeps every vehicle that customers own.
@restJson1
@title("Fleet")
service Fleet {
    version = "2026-04-01"
    resources: [Vehicle]
    operations: [GetUsage]
    errors: [Throttled]
}

resource Vehicle {
    identifiers: { vehicleId: VehicleId }
    create: CreateVehicle
    read: GetVehicle
    update: UpdateVehicle
    delete: DeleteVehicle
    list: ListVehicles
}

@length(min: 1, max: 64)
@pattern("^[A-Za-z0-9-]+$")
string VehicleId

@mixin
structure VehicleFields {
    /// What people call it.
    @required
    name: Name

    state: VehicleState

    labels: LabelMap

    @timestampFormat("date-time")
    changedAt: Timestamp
}

string Name

enum VehicleState {
    ACTIVE = "active"
    ARCHIVED: "archived"
    DELETED = "deleted"
}

map LabelMap {
    key: String
    value: String
}

@http(method: "POST", uri: "/vehicles")
operation CreateVehicle {
    input := with [VehicleFields] {
        @idempotencytoken
        clientToken: String
    }

    output := for Vehicle {
        @required
        $vehicleId
    }

    errors: [Invalid]
}

@readonly
@http(method: "GET", uri: "/vehicles/{vehicleId}")
operation GetVehicle {
    input := for Vehicle {
        @required
        @httpLabel
        $vehicleId
    }

    output := for Vehicle with [VehicleFields] {
        @required
        $vehicleId
    }

    errors: [VehicleNotFound]
}

@idempotent
@http(method: "PUT", uri: "/vehicles/{vehicleId}")
operation UpdateVehicle {
    input := for Vehicle with [VehicleFields] {
        @required
        @httpLabel
        $vehicleId
    }

    errors: [VehicleNotFound, Invalid]
}

@idempotent
@http(method: "DELETE", uri: "/vehicles/{vehicleId}")
operation DeleteVehicle {
    input := for Vehicle {
        @required
        @httpLabel
        $vehicleId
    }

    errors: [VehicleNotFound]
}

@readonly
@paginated(inputToken: "nextToken", outputToken: "nextToken", pageSize: "maxResults", items: "vehicles")
@http(method: "GET", uri: "/vehicles")
operation ListVehicles {
    input := {
        @httpQuery("nextToken")
        nextToken: String

        @httpQuery("maxResults")
        maxResults: PageSize
    }

    output := {
        nextToken: String

        @required
        vehicles: VehicleSummaries
    }
}

@range(min: 1, max: 100)
integer PageSize

list VehicleSummaries {
    member: VehicleSummary
}

@references([{ resource: Vehicle }])
structure VehicleSummary {
    @required
    vehicleId: VehicleId

    String name
}

@readonly
@http(method: "GET", uri: "/usage")
operation GetUsage {
    output := {
        used: Long = 0
        limit: Long = 1000
        unit: UsageUnit
    }
}

intEnum UsageUnit {
    PIECES = 1
    BYTES: 2
}

union VehicleEvent {
    created: VehicleSummary
    removed: VehicleId
    optional note: String
}

list VehicleEvents {
    member: VehicleEvent
}

/// What has happened lately.
structure VehicleHistory {
    events: VehicleEvent[]
    truncated: Boolean = false
}

@error("client")
@httpError(404)
structure VehicleNotFound {
    @required
    message: String
}

@error("client")
@httpError(400)
structure Invalid {
    @required
    message: String

    field: String
}

@error("server")
@retryable(throttling: true)
@httpError(503)
structure Throttled {
    message: String
}
