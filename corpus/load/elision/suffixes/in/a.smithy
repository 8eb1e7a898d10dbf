$version: "2"
$operationInputSuffix: "Request"
$operationOutputSuffix: "Response"

namespace example.weather

operation GetTown {
    input := {}
    output := {}
}
