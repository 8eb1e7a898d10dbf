$version: "2"

namespace example.weather

enum Season {
    @suppress(["EnumShape", "EnumShap"])
    winter
}
