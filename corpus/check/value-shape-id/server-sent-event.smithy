$version: "2.0"

namespace example.weather

use smithyc.http#serverSentEvents

@streaming
@mediaType("text/event-stream")
@serverSentEvents(event: Speed)
blob Speeds

integer Speed

@streaming
@mediaType("text/event-stream")
@serverSentEvents(event: Failed)
blob Failures

@error("server")
structure Failed {}
