$version: "2.1"

namespace com.example.other

string Name
