$version: "2.0"

metadata"owner" = "us"
