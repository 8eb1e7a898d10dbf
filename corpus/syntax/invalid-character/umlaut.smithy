$version: "2.0"

namespace com.example

string Straße
