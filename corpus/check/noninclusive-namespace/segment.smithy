$version: "2"

metadata validators = [{ name: "NoninclusiveTerms" }]

namespace example.master

string Station
