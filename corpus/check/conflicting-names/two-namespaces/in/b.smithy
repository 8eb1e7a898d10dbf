$version: "2"

namespace example.calendar

structure Day {}
