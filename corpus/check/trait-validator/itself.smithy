$version: "2"

namespace example.weather

@trait
@traitValidators("short.Name": { selector: "[id|name = 'Weather']" })
structure short {}

@short
string Weather

@short
string Wind
