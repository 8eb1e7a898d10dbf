$version: "2"
namespace example
structure A { a String }
