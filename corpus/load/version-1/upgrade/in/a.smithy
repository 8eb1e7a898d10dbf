namespace example.weather

structure Reading {
    plain: Integer
    primitive: PrimitiveInteger
    @box
    boxed: PrimitiveInteger
    own: Count
    ownBoxed: Boxed
    flag: PrimitiveBoolean
    text: String
    data: Stream
}

integer Count

@box
integer Boxed

@streaming
blob Stream

list Flags {
    member: PrimitiveBoolean
}

set Names {
    member: String
}

@enum([{ value: "a", name: "A" }])
string Letter
