$version: "2.0"

namespace example.weather

use smithyc.http#serverSentEvents

@streaming
@serverSentEvents(event: Gust)
union Changes {
    gust: Gust
}

structure Gust {
    speed: Integer
}
