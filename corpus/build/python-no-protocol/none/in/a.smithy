$version: "2"
namespace example

service Library {}
