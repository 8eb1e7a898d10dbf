$version: "2.0"

namespace example.weather

metadata authors = ["somebody"]
