$version: "2"

namespace example.calendar

string Day
