$version: "2"

metadata validators = [{ name: "MissingClientOptionalTrait", configuration: { onRequiredOrDefault: true } }]

namespace example.weather

structure Station {
    @required
    name: String

    @required
    height: Integer = 0

    @required
    @clientOptional
    country: String
}
