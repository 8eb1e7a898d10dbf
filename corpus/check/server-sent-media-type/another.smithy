$version: "2.0"

namespace example.weather

use smithyc.http#serverSentEvents

@streaming
@mediaType("application/json")
@serverSentEvents(event: Gust)
blob Gusts

structure Gust {
    speed: Integer
}
