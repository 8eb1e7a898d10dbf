$version: "2.0"

metadata a = "ab"
