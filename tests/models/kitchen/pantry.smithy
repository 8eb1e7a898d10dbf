$version: "2.0"

namespace com.example.pantry

/// Where jars stand.
resource Cupboard {
    identifiers: { cupboardId: String }
    read: GetCupboard
    resources: [
        Jar
    ]
}

/// A jar on a cupboard.
resource Jar {
    identifiers: { cupboardId: String, jarId: String }
    create: CreateJar
    read: GetJar
    list: ListJars
}

@readonly
@http(method: "GET", uri: "/cupboards/{cupboardId}")
operation GetCupboard {
    input := for Cupboard {
        @required
        @httpLabel
        $cupboardId
    }

    output := for Cupboard {
        @required
        $cupboardId
    }
}

@http(method: "POST", uri: "/cupboards/{cupboardId}/jars", code: 201)
operation CreateJar {
    input := for Jar {
        @required
        @httpLabel
        $cupboardId

        lid: Circle
    }

    output := for Jar {
        @required
        $jarId

        lid: Circle
    }
}

@readonly
@http(method: "GET", uri: "/cupboards/{cupboardId}/jars/{jarId}")
operation GetJar {
    input := for Jar {
        @required
        @httpLabel
        $cupboardId

        @required
        @httpLabel
        $jarId
    }

    output := for Jar {
        @required
        $jarId

        lid: Circle
    }
}

@readonly
@http(method: "GET", uri: "/cupboards/{cupboardId}/jars")
operation ListJars {
    input := for Jar {
        @required
        @httpLabel
        $cupboardId
    }

    output := {
        @required
        jars: Jars
    }
}

list Jars {
    member: String
}

/// How many jars there are on all cupboards.
@readonly
@http(method: "GET", uri: "/jars/count")
operation CountJars {
    output := {
        @required
        count: Integer
    }
}

/// The lid of a jar; the kitchen draws a `Circle` of its own.
structure Circle {
    @required
    diameter: Integer
}
