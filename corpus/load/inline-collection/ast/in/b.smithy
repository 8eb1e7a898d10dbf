$version: "2.1"

namespace com.example

structure Shelf {
    albums: [Album]
}
