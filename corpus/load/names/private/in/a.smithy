$version: "2"

namespace example.weather

use example.other#Hidden

structure Place {
    hidden: Hidden
}
