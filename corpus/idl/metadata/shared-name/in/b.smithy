$version: "2.0"

metadata second = [3]

namespace other

string Other
