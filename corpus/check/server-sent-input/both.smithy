$version: "2.0"

namespace example.weather

use smithyc.http#serverSentEvents

operation Report {
    input := {
        changes: Changes
    }
    output := {
        changes: Changes
    }
}

operation Blow {
    input := {
        @required
        gusts: Gusts
    }
}

@serverSentEvents
@streaming
union Changes {
    gust: Gust
}

structure Gust {
    speed: Integer
}

@streaming
@mediaType("text/event-stream")
@serverSentEvents(event: Gust)
blob Gusts
