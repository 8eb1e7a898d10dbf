$version: "2.0"

namespace example.new

integer Count

@default(0)
integer Zero

structure New {
    old: example.old#Number = 0
}
