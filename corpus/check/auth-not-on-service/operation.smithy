$version: "2"

namespace example.weather

@httpBasicAuth
service Weather {
    operations: [GetForecast]
}

@auth([httpBearerAuth])
operation GetForecast {}
