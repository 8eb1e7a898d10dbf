$version: "2"

metadata validators = [{ name: "MissingClientOptionalTrait", configuration: { onRequiredStructureOrUnion: true } }]

namespace example.weather

structure Station {
    @required
    name: String

    @required
    place: Place
}

structure Place {}
