$version: "2.1"

namespace com.example

@synthetic
list Names {
    member: String
}
