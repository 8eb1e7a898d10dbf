$version: "2.1"

namespace com.example

list _SyntheticNames {
    member: String
}
