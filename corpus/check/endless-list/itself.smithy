$version: "2"

namespace example.weather

list Matryoshka {
    member: Matryoshka
}
