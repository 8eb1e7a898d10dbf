$version: "2"

/// A café
namespace example
