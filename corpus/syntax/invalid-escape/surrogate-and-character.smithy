$version: "2.0"

metadata a = "\ud83d\u0041"
