//! What a package says and exports about its streams.

use std::fmt::Write as _;

use super::super::plan::{Kind, Operation, Plan};

/// What the root of a package exports for its streams: names, each with where it comes from.
pub fn exports(plan: &Plan<'_>) -> Vec<(&'static str, &'static str)> {
    let mut found = Vec::new();
    if plan.gives_events() {
        found.push(("AsyncEventStream", "_runtime.event_stream"));
        found.push(("EventStream", "_runtime.event_stream"));
    }
    if plan.gives_plain_events() {
        found.push(("ServerSentEvent", "_runtime.sse"));
    }
    found
}

/// The chapters of `README.md` on streams.
pub fn readme(plan: &Plan<'_>, out: &mut String) {
    let sends = |one: &Operation<'_>| {
        let fields = one.input.map_or(&[] as &[_], |id| plan.fields(id));
        fields.iter().any(|field| field.kind == Kind::Stream)
    };
    let receives = |one: &Operation<'_>| {
        let fields = one.output.map_or(&[] as &[_], |id| plan.fields(id));
        one.events.is_none() && fields.iter().any(|field| field.kind == Kind::Stream)
    };
    let in_frames = |one: &Operation<'_>| one.events.as_ref().is_some_and(|e| !e.server_sent);
    let server_sent = |one: &Operation<'_>| one.events.as_ref().is_some_and(|e| e.server_sent);
    chapter(plan, SENT_BODIES, sends, out);
    chapter(plan, BODIES, receives, out);
    chapter(plan, EVENT_STREAMS, in_frames, out);
    if let Some(first) = plan.operations.iter().find(|one| server_sent(one)) {
        out.push_str(SERVER_SENT_EVENTS);
        example(&first.method, out);
        chapter(plan, SERVER_SENT_EVENTS_MORE, server_sent, out);
    }
    chapter(plan, SENT_EVENTS, |one| one.sends.is_some(), out);
}

/// A text and the operations that it is about; nothing where there are none.
fn chapter(plan: &Plan<'_>, text: &str, about: impl Fn(&Operation<'_>) -> bool, out: &mut String) {
    let mut methods = plan.operations.iter().filter(|one| about(one)).peekable();
    if methods.peek().is_some() {
        out.push_str(text);
    }
    for operation in methods {
        let _ = writeln!(out, "- `{}`", operation.method);
    }
}

/// Loops over the events of a method; the members of its input are left to the reader.
fn example(method: &str, out: &mut String) {
    let _ = write!(
        out,
        r#"```python
with Client(base_url="http://localhost:8080") as client:
    for event in client.{method}(...):
        print(event)
    with client.{method}(...) as stream:
        events = stream.collect()


async def listen(client: AsyncClient) -> None:
    async for event in client.{method}(...):
        print(event)
    events = [event async for event in client.{method}(...)]
```
"#
    );
}

const SENT_BODIES: &str = r"
## Streaming bodies that are sent

These methods take bytes, a file opened in binary mode, or any iterable of bytes; the asynchronous
client takes an asynchronous iterable, too, and reads files in worker threads. A wrong kind of body
raises `SerializationError` before anything is sent. A request is repeated only if its body can be:
bytes, lists of bytes, and files that can seek.

";

const BODIES: &str = r"
## Streaming bodies that are received

What these methods return has a `ByteStream`: `read()`, `iter_bytes(chunk_size=…)`, `iter_lines()`
(text), `save_to(path)`, which leaves a whole file or none, and `for`. The asynchronous client's is
read with `aread`, `aiter_bytes`, `aiter_lines`, `asave_to` and `async for`. The connection is
released when everything was read, on leaving `with` or `async with`, by `close` or `aclose`, and
when the stream is dropped.

";

const EVENT_STREAMS: &str = r"
## Event streams

These methods return an `EventStream`, or an `AsyncEventStream`. Nothing is sent before it is
entered or read. Loop over it for the events, or `collect()` them in a list; `.output` holds what
came before them; `with` and `close` release the connection, `async with` and `aclose` that of the
asynchronous client. Errors in the stream are raised as the model's errors.

";

const SERVER_SENT_EVENTS: &str = r#"
## Server-Sent Events

These methods return an `EventStream`, or an `AsyncEventStream`. No `await` is needed, and nothing
is sent before the stream is entered or read:

"#;

const SERVER_SENT_EVENTS_MORE: &str = r#"
`collect()` gives a list of all events, and `.output` what came before them, such as headers. Where
events are variants of a union, `event.type` names the variant, the members of its value can be read
from the event itself, and an event that this package does not know is an `…Unknown`. Errors in the
stream are raised as the model's errors; events that do not match the model raise
`APIResponseValidationError`. Where data is decoded, an event without a name whose data is `[DONE]`
ends the stream. Leaving a loop releases the connection when the iterator is dropped; leaving
`with`, `close` and `aclose` always do. Nothing connects again by itself; `stream.last_event_id` is
what a server wants to hear then.

"#;

const SENT_EVENTS: &str = r"
## Events that are sent

A method whose input holds events takes any iterable of them; the asynchronous client takes an
asynchronous one too. Each is encoded when it is about to be sent, and one that does not match the
model raises `SerializationError`, which names it. Where events come back as well, all of them go
out before the first is read, so they must be a list or a tuple: neither `httpx2` nor `httpx` does
both at once. An `http_client` that does says so with an attribute `full_duplex`.

";
