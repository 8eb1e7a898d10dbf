$version: "2"

metadata validators = [{ name: "MissingSensitiveTrait", configuration: { terms: ["home planet"] } }]

namespace example.weather

structure Observer {
    phone: String
    homePlanet: String
    name: String
    secret: Secret
}

@sensitive
string Secret
