$version: "2"

namespace example.weather

use example.places#City

structure Forecast for City {
    $cityId
}
