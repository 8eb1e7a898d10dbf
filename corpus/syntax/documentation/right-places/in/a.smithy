$version: "2.0"

namespace com.example

/// Of a string.
/// Two lines,
///
///   the last with two blanks, since one belongs to the slashes.
///Without a blank.
@sensitive
string Name

/// Apart from its shape,

// with a comment between
/// and going on.
structure Person {
    /// Of a member.
    @required
    name: Name

    /// Of an elided member, and more.
    age: Integer = 1
}

/// Of an enum.
enum Colour {
    /// Of its member.
    RED

    /// Of one with a value.
    GREEN = "green"
}

list Names { /// On the line of the brace.
    member: Name
}

operation Greet {
    input :=
        /// Of an inline structure.
        @tags(["a"])
        {
            /// Of its member.
            name: Name
        }
    output := { /// On the line of the brace.
        text: String
    }
}

///
string Empty
