$version: "2.0"

namespace com.example.pantry

/// Where jars stand.
resource Shelf {
    identifiers: { shelfId: String }
    read: GetShelf
    resources: [
        Jar
    ]
}

/// A jar on a shelf.
resource Jar {
    identifiers: { shelfId: String, jarId: String }
    create: CreateJar
    read: GetJar
    list: ListJars
}

@readonly
@http(method: "GET", uri: "/shelves/{shelfId}")
operation GetShelf {
    input := for Shelf {
        @required
        @httpLabel
        $shelfId
    }

    output := for Shelf {
        @required
        $shelfId
    }
}

@http(method: "POST", uri: "/shelves/{shelfId}/jars", code: 201)
operation CreateJar {
    input := for Jar {
        @required
        @httpLabel
        $shelfId

        lid: Circle
    }

    output := for Jar {
        @required
        $jarId

        lid: Circle
    }
}

@readonly
@http(method: "GET", uri: "/shelves/{shelfId}/jars/{jarId}")
operation GetJar {
    input := for Jar {
        @required
        @httpLabel
        $shelfId

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
@http(method: "GET", uri: "/shelves/{shelfId}/jars")
operation ListJars {
    input := for Jar {
        @required
        @httpLabel
        $shelfId
    }

    output := {
        @required
        jars: Jars
    }
}

list Jars {
    member: String
}

/// How many jars there are on all shelves.
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
