$version: "2"
namespace a
// ä
