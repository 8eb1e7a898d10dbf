$version: "2.0"

namespace example.weather

use smithyc.http#serverSentEvents

@streaming
@mediaType("text/event-stream; charset=utf-8")
@serverSentEvents(event: Gust)
blob Gusts

@streaming
@mediaType("Text/Event-Stream")
@serverSentEvents
blob Plain

@streaming
@serverSentEvents
union Changes {
    gust: Gust

    @jsonName("calm.down")
    calm: Unit

    failed: Failed
}

structure Gust {
    @eventPayload
    speed: String
}

@error("server")
structure Failed {}
