$version: "2"

namespace example.weather

apply City @title("City")
apply Place$name @required
apply Town$name @length(min: 1)
apply GetPlaceOutput$name @deprecated
apply Kind$ROAD @deprecated

string City

@mixin
structure Place {
    name: String
}

structure Town with [Place] {}

operation GetPlace {
    output := {
        name: City
    }
}

enum Kind {
    ROAD
}
