$version: "2"

metadata validators = [{ name: "AbbreviationName", configuration: { allowedAbbreviations: ["HTTP"] } }]

namespace example.weather

structure HTTPStation {
    stationID: String
}
