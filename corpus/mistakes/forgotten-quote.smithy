$version: "2.0"

namespace com.example.shop

@documentation("Everything that is for sale.)
structure Catalogue {
    name: String
}

/// One thing that is for sale.
@documentation("Not an article.")
structure Item {
    name: String
}
