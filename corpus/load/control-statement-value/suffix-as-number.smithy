$version: "2"
$operationInputSuffix: 1

namespace example.weather

string City
