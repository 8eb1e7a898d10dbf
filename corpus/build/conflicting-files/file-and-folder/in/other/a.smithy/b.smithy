$version: "2"
namespace other

string Name
