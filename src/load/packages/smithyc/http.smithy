$version: "2.0"

namespace smithyc.http

/// The stream consists of Server-Sent Events, as the HTML standard of WHATWG
/// defines them: the response has the media type `text/event-stream`.
///
/// On a union with `@streaming`, the name of an event chooses the member: its
/// `@jsonName`, or else its own name. The data of the event is the JSON
/// document of that member's structure. A member that targets an error ends the
/// stream with it.
///
/// On a blob with `@streaming` and `@mediaType("text/event-stream")`, the data
/// of each event is the JSON document of the structure `event`, whatever the
/// event is called. Without `event`, events are given out as they come.
///
/// Where data is decoded, an event without a name whose data is exactly
/// `[DONE]` ends the stream.
///
/// Such streams go from the service to the client only.
@trait(selector: ":is(union, blob) [trait|streaming]")
structure serverSentEvents {
    /// What the data of every event of a blob is.
    @idRef(
        failWhenMissing: true
        selector: "structure :not([trait|error])"
        errorMessage: "the data of an event is a structure that is no error"
    )
    event: String
}
