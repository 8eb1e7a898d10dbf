$version: "2.0"

/// One thing that is for sale.
structure Item {
    name: String
}
