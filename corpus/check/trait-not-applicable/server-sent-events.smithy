$version: "2.0"

namespace example.weather

use smithyc.http#serverSentEvents

@serverSentEvents
structure Gust {}

@serverSentEvents
union Changes {
    gust: Gust
}
