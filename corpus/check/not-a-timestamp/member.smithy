$version: "2"

metadata validators = [{ name: "ShouldHaveUsedTimestamp", configuration: { additionalPatterns: [".*[Dd]awn"] } }]

namespace example.weather

structure Station {
    createdAt: String
    dawn: Long
    openedOn: Timestamp
}

string TimestampOn
