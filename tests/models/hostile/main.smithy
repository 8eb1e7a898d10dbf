$version: "2.0"

namespace com.example.hostile

use aws.protocols#restJson1
use smithyc.http#serverSentEvents

/// """ A service """ that is called as every client is: its text has "quotes", a \ and
/// [tool.evil] = "x" in it, for the project's file.
@restJson1
@title("\"\"\" [tool.evil]\nx = 1 # ${HOME} `id` $(id)")
service Client {
    version: "2026 \"\"\" \\"
    operations: [
        SendMembers
        SendParameters
        SendShapes
        SendTexts
        Listen
        Close
        Copy
        Paginate
        Models
        Closings
        class
    ]
    resources: [
        Closing
    ]
    errors: [
        BadRequestError
        SmithyError
        KeyError
        Trap
    ]
}

@http(method: "POST", uri: "/members")
operation SendMembers {
    input := {
        @required
        members: Members
    }

    output := {
        @required
        members: Members
    }
}

@http(method: "POST", uri: "/listen")
operation Listen {
    output := {
        @httpPayload
        noises: Noises
    }
}

/// What is in an event can be read from the event, whatever it is called.
@streaming
@serverSentEvents
union Noises {
    /// """ Members """ \
    members: Members

    @jsonName("\"\"\")\nimport os  # '{x}' \\")
    odd: Noise

    type: Noise

    value: Unit

    unknown: Unit
}

structure Noise {
    type: String

    value: String

    /// """
    /// import os
    property: String

    classmethod: Names

    Any: Integer
}

/// Both forms of a call have to work, whatever the members are called.
@http(method: "POST", uri: "/parameters/it's/\"x\"")
operation SendParameters {
    input: Parameters
    output: ParametersOutput
}

structure ParametersOutput with [Options] {
    input: String
    self: String
    str: String
}

@http(method: "POST", uri: "/shapes")
operation SendShapes {
    input := {
        shapes: Shapes
    }

    output := {
        @required
        shapes: Shapes
    }
}

/// """ + __import__("os").system("false") + """
@deprecated(message: "\"\"\" + f'{1}' \\")
@http(method: "POST", uri: "/texts")
operation SendTexts {
    input := {
        texts: Texts
    }

    output := {
        @required
        texts: Texts
    }
}

/// Clashes with what closes a client.
@http(method: "POST", uri: "/close")
operation Close {}

@http(method: "POST", uri: "/copy")
operation Copy {}

@http(method: "POST", uri: "/paginate")
operation Paginate {}

@http(method: "POST", uri: "/models")
operation Models {}

@http(method: "POST", uri: "/closings")
operation Closings {}

@http(method: "POST", uri: "/class")
operation class {}

/// Clashes with an operation and with a property.
resource Closing {
    identifiers: {
        list: String
    }
    operations: [
        GetConfig
    ]
}

@readonly
@http(method: "GET", uri: "/config/{list}")
operation GetConfig {
    input := for Closing {
        @required
        @httpLabel
        $list
    }

    output := {
        self: String
    }
}
