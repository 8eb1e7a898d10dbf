$version: "2.1"

namespace com.example

string Name

structure Person {
    names: [Name]
    again: [com.example#Name]
    others: [com.example.other#Name]
}
