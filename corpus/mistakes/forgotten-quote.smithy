$version: "2.0"

namespace com.example.shop

@documentation("Everything that is for sale.)
structure Catalogue {
    name: String
}

@documentation("One thing that is for sale.")
structure Item {
    name: String
}
