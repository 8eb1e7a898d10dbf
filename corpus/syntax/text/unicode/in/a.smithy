$version: "2.0"

// Zürich, 東京, 😀
metadata "größe" = "Zürich, 東京, 😀, é, ​"

namespace com.example

/// Zürich, 東京, 😀
@tags(["東京"])
string City // 😀
