$version: "1.0"

namespace example.old

set Names {
    member: String
}

@enum([
    {value: "red", name: "RED"}
    {value: "sky blue", name: "SKY_BLUE"}
])
string Colour

@enum([
    {value: "no name"}
])
string Nameless

structure Old {
    @box
    boxed: PrimitiveInteger

    plain: PrimitiveInteger

    names: Names
}
