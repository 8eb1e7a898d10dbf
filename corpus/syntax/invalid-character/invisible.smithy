$version: "2.0"

namespace com.example

string City

structure Place {
    name​: City
　　population: Integer
}
