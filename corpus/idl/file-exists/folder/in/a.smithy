$version: "2.0"

namespace example.written

string New
