$version: "2.0"

namespace example.weather

use smithyc.http#serverSentEvents

@streaming
@serverSentEvents
union Changes {
    gust: Gust
    calm: Calm
}

structure Gust {
    @eventHeader
    station: String

    speed: Integer
}

structure Calm {}

@streaming
@mediaType("text/event-stream")
@serverSentEvents(event: Reading)
blob Readings

structure Reading {
    @eventHeader
    station: String

    @eventPayload
    text: String
}
