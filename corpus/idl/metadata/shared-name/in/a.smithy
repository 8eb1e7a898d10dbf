$version: "2.0"

metadata second = [1, 2]
metadata "first one" = {a: true}

namespace metadata

string Kept
