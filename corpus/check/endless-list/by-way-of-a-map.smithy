$version: "2"

namespace example.weather

list Rows {
    member: Cells
}

map Cells {
    key: String
    value: Rows
}
