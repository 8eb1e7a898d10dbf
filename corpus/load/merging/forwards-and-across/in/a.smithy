$version: "2"

namespace example.weather

use example.units#Degrees

structure Reading {
    value: Degrees
    @note("late")
    place: City
}
