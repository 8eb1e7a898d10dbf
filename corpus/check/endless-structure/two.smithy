$version: "2"

namespace example.weather

structure Chicken {
    @required
    from: Egg
}

structure Egg {
    @required
    from: Chicken
}
