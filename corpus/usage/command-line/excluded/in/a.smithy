$version: "2"

namespace example.clock

timestamp Now
