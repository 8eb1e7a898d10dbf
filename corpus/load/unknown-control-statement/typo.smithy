$version: "2"
$operationInputSufix: "Request"

namespace example.weather

string City
