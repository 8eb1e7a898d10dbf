$version: "2.0"

namespace com.example

string Secret

string Other

apply Secret@sensitive

apply Other{ @sensitive }
