$version: "2.0"

namespace example.people

@mixin
@private
structure Named {
    /// What to call them
    name: String
    nick: String
}

@mixin
structure Aged {
    age: Integer
}

structure Person with [Named, Aged] {
    @required
    @documentation("How they call themselves")
    name: String

    height: Float
}

apply Person$age @range(min: 0)

@mixin
enum Base {
    RED = "red"
}

enum Colour with [Base] {
    BLUE = "blue"
    GREEN
}

apply Colour$RED @deprecated

@mixin
string Text

string Title with [Text]
