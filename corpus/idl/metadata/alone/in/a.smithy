$version: "2.0"

metadata only = "this"
