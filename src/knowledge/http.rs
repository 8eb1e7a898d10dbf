//! HTTP bindings: where each member of an operation's input, output or error travels.
//!
//! Holds the reading of `@http` and its sibling traits: URI patterns, binding locations, media
//! types, timestamp formats and host prefixes. It must not judge (validators do) and must not know
//! a protocol beyond what the caller passes in. Only top-level members are looked at, as the
//! specification wants. (Specification: "HTTP bindings", "Endpoint traits", "timestampFormat".)

use crate::model::{Member, Model, Shape};
use crate::name::{ShapeType, known};

/// The value of `@http` on an operation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HttpOperation<'m> {
    /// The method, as written.
    pub method: &'m str,
    /// The URI pattern.
    pub uri: UriPattern<'m>,
    /// The status of a successful response.
    pub code: u16,
}

/// A parsed URI pattern. (Specification: "http trait", `uri`.)
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UriPattern<'m> {
    /// What stands between the slashes of the path; `/` alone has none.
    pub segments: Vec<Segment<'m>>,
    /// The literal query: keys, and values where a `=` is written.
    pub query: Vec<(&'m str, Option<&'m str>)>,
}

/// One segment of a path pattern.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Segment<'m> {
    /// Text that is there as it is.
    Literal(&'m str),
    /// `{name}` or, greedy, `{name+}`.
    Label {
        /// The member of the input.
        name: &'m str,
        /// Whether it may span several segments.
        greedy: bool,
    },
}

/// Where a member travels.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Location<'m> {
    /// `@httpLabel`.
    Label,
    /// `@httpQuery`, with the name of the parameter.
    Query(&'m str),
    /// `@httpQueryParams`.
    QueryParams,
    /// `@httpHeader`, with the name of the header as written.
    Header(&'m str),
    /// `@httpPrefixHeaders`, with the prefix as written.
    PrefixHeaders(&'m str),
    /// `@httpPayload`: it is the whole body.
    Payload,
    /// `@httpResponseCode`.
    ResponseCode,
    /// No binding: part of the document in the body.
    Document,
    /// No binding, but another member is the body: it does not travel.
    Unbound,
}

/// A member and where it travels.
#[derive(Clone, Copy, Debug)]
pub struct Binding<'m> {
    /// The member.
    pub member: &'m Member,
    /// Its place.
    pub location: Location<'m>,
}

/// Which way a message goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Direction {
    /// From client to service: labels and query count.
    Request,
    /// From service to client, errors included: the response code counts.
    Response,
}

/// How a timestamp is written. (Specification: "timestampFormat trait".)
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum TimestampFormat {
    /// RFC 3339.
    DateTime,
    /// IMF-fixdate.
    HttpDate,
    /// Seconds since 1970, with an optional fraction.
    EpochSeconds,
}

/// The prefix of `@endpoint(hostPrefix: …)`: literal text and labels in turn.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HostPrefix<'m> {
    /// The parts in order. Labels are never greedy.
    pub parts: Vec<Segment<'m>>,
}

/// What `@http` says of an operation, or `None` without the trait or without its required parts.
pub fn operation(operation: &Shape) -> Option<HttpOperation<'_>> {
    let value = operation.trait_value(known::HTTP)?;
    let code = value
        .get("code")
        .and_then(|code| code.as_number()?.as_i64())
        .and_then(|code| u16::try_from(code).ok());
    Some(HttpOperation {
        method: value.get_str("method")?,
        uri: UriPattern::parse(value.get_str("uri")?),
        code: code.unwrap_or(200),
    })
}

impl<'m> UriPattern<'m> {
    /// Reads a pattern. Never fails: what does not follow the grammar is taken as literal text.
    pub fn parse(pattern: &'m str) -> Self {
        let (path, query) = match pattern.split_once('?') {
            Some((path, query)) => (path, query),
            None => (pattern, ""),
        };
        let path = path.strip_prefix('/').unwrap_or(path);
        let segments = if path.is_empty() {
            Vec::new()
        } else {
            path.split('/').map(segment).collect()
        };
        let query = query
            .split('&')
            .filter(|part| !part.is_empty())
            .map(|part| match part.split_once('=') {
                Some((key, value)) => (key, Some(value)),
                None => (part, None),
            })
            .collect();
        Self { segments, query }
    }

    /// The labels in order, with whether each is greedy.
    pub fn labels(&self) -> impl Iterator<Item = (&'m str, bool)> {
        self.segments.iter().filter_map(|segment| match segment {
            Segment::Label { name, greedy } => Some((*name, *greedy)),
            Segment::Literal(_) => None,
        })
    }
}

fn segment(text: &str) -> Segment<'_> {
    let Some(name) = text
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'))
    else {
        return Segment::Literal(text);
    };
    match name.strip_suffix('+') {
        Some(name) => Segment::Label { name, greedy: true },
        None => Segment::Label {
            name,
            greedy: false,
        },
    }
}

/// The bindings of every member of an input, output or error structure, in member order.
pub fn bindings(structure: &Shape, direction: Direction) -> Vec<Binding<'_>> {
    let has_payload = structure
        .members
        .values()
        .any(|member| member.has_trait(known::HTTP_PAYLOAD));
    structure
        .members
        .values()
        .map(|member| Binding {
            member,
            location: location(member, direction).unwrap_or(if has_payload {
                Location::Unbound
            } else {
                Location::Document
            }),
        })
        .collect()
}

fn location(member: &Member, direction: Direction) -> Option<Location<'_>> {
    let traits = &member.traits;
    if let Some(name) = traits.text(known::HTTP_HEADER) {
        return Some(Location::Header(name));
    }
    if let Some(prefix) = traits.text(known::HTTP_PREFIX_HEADERS) {
        return Some(Location::PrefixHeaders(prefix));
    }
    if traits.contains(known::HTTP_PAYLOAD) {
        return Some(Location::Payload);
    }
    match direction {
        Direction::Request => {
            if let Some(name) = traits.text(known::HTTP_QUERY) {
                Some(Location::Query(name))
            } else if traits.contains(known::HTTP_QUERY_PARAMS) {
                Some(Location::QueryParams)
            } else {
                traits
                    .contains(known::HTTP_LABEL)
                    .then_some(Location::Label)
            }
        }
        Direction::Response => traits
            .contains(known::HTTP_RESPONSE_CODE)
            .then_some(Location::ResponseCode),
    }
}

/// The content type that a message with these bindings has, or `None` where it has no body.
///
/// `document` is the protocol's type for structured bodies, `event_stream` its type for event
/// streams.
pub fn content_type<'a>(
    model: &'a Model,
    bindings: &[Binding<'a>],
    document: &'a str,
    event_stream: &'a str,
) -> Option<&'a str> {
    for binding in bindings {
        match binding.location {
            Location::Document => return Some(document),
            Location::Payload => {
                return payload_type(model, binding.member, document, event_stream);
            }
            _ => {}
        }
    }
    None
}

fn payload_type<'a>(
    model: &'a Model,
    member: &'a Member,
    document: &'a str,
    event_stream: &'a str,
) -> Option<&'a str> {
    let target = model.target(member)?;
    if is_event_stream(target) {
        return Some(event_stream);
    }
    match target.shape_type {
        ShapeType::Document
        | ShapeType::Structure
        | ShapeType::Union
        | ShapeType::List
        | ShapeType::Map => Some(document),
        other => media_type(model, member).or(match other {
            ShapeType::Blob => Some("application/octet-stream"),
            ShapeType::String | ShapeType::Enum => Some("text/plain"),
            _ => None,
        }),
    }
}

/// Whether a shape is an event stream: a union with `@streaming`.
pub fn is_event_stream(shape: &Shape) -> bool {
    shape.shape_type == ShapeType::Union && shape.has_trait(known::STREAMING)
}

/// The value of a trait that may stand on a member or on its target; the member wins.
pub fn effective_text<'m>(
    model: &'m Model,
    member: &'m Member,
    trait_id: crate::name::ShapeId,
) -> Option<&'m str> {
    member
        .traits
        .text(trait_id)
        .or_else(|| model.target(member)?.traits.text(trait_id))
}

/// The media type of a string or blob, from the member or its target.
pub fn media_type<'m>(model: &'m Model, member: &'m Member) -> Option<&'m str> {
    effective_text(model, member, known::MEDIA_TYPE)
}

/// The format of a timestamp: `@timestampFormat` of the member, then of its target, then what the
/// place it travels in calls for (`http-date` in headers, `date-time` in labels and queries), then
/// `document`, the protocol's own.
pub fn timestamp_format(
    model: &Model,
    member: &Member,
    location: Location<'_>,
    document: TimestampFormat,
) -> TimestampFormat {
    effective_text(model, member, known::TIMESTAMP_FORMAT)
        .and_then(TimestampFormat::parse)
        .unwrap_or(match location {
            Location::Header(_) | Location::PrefixHeaders(_) => TimestampFormat::HttpDate,
            Location::Label | Location::Query(_) | Location::QueryParams => {
                TimestampFormat::DateTime
            }
            _ => document,
        })
}

impl TimestampFormat {
    /// The format of this name; `None` for names that the specification does not know.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "date-time" => Some(Self::DateTime),
            "http-date" => Some(Self::HttpDate),
            "epoch-seconds" => Some(Self::EpochSeconds),
            _ => None,
        }
    }
}

/// The host prefix of an operation, or `None` without `@endpoint`.
pub fn host_prefix(operation: &Shape) -> Option<HostPrefix<'_>> {
    let mut rest = operation
        .trait_value(known::ENDPOINT)?
        .get_str("hostPrefix")?;
    let mut parts = Vec::new();
    while let Some(open) = rest.find('{') {
        let Some(length) = rest[open..].find('}') else {
            break;
        };
        if open > 0 {
            parts.push(Segment::Literal(&rest[..open]));
        }
        parts.push(Segment::Label {
            name: &rest[open + 1..open + length],
            greedy: false,
        });
        rest = &rest[open + length + 1..];
    }
    if !rest.is_empty() {
        parts.push(Segment::Literal(rest));
    }
    Some(HostPrefix { parts })
}

/// The name of a member in a JSON document: `@jsonName` where the protocol honours it.
pub fn json_name(member: &Member) -> &str {
    member
        .traits
        .text(known::JSON_NAME)
        .unwrap_or_else(|| member.id.member.as_str())
}

/// The HTTP status of an error: `@httpError`, else 400 for a client's fault and 500 for a
/// server's. `None` where the shape is no error.
pub fn error_status(error: &Shape) -> Option<u16> {
    let fault = error.trait_value(known::ERROR)?.as_str();
    let explicit = error
        .trait_value(known::HTTP_ERROR)
        .and_then(|value| value.as_number()?.as_i64())
        .and_then(|status| u16::try_from(status).ok());
    Some(explicit.unwrap_or(if fault == Some("server") { 500 } else { 400 }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::testing::{
        add, id, nowhere, operation as operation_shape, prelude, shape, trait_of, trait_text,
        trait_with,
    };
    use crate::node::{Node, Object, Value};

    fn object(entries: &[(&str, Value)]) -> Value {
        let mut object = Object::default();
        for (key, value) in entries {
            object.push(*key, nowhere(), Node::new(value.clone(), nowhere()));
        }
        Value::Object(object)
    }

    #[test]
    fn patterns_are_taken_apart() {
        let pattern = UriPattern::parse("/a/{b}/{c+}?list-type=2&flag&empty=");
        assert_eq!(
            pattern.segments,
            [
                Segment::Literal("a"),
                Segment::Label {
                    name: "b",
                    greedy: false
                },
                Segment::Label {
                    name: "c",
                    greedy: true
                },
            ]
        );
        assert_eq!(
            pattern.query,
            [
                ("list-type", Some("2")),
                ("flag", None),
                ("empty", Some(""))
            ]
        );
        assert!(UriPattern::parse("/").segments.is_empty());
        assert_eq!(UriPattern::parse("/a/").segments.len(), 2);
        assert_eq!(UriPattern::parse("/{a").segments, [Segment::Literal("{a")]);
        assert!(UriPattern::parse("").segments.is_empty());
    }

    #[test]
    fn the_http_trait_has_a_default_code() {
        let value = object(&[
            ("method", Value::String("GET".into())),
            ("uri", Value::String("/x".into())),
        ]);
        let shape = operation_shape(
            "Op",
            known::UNIT,
            known::UNIT,
            vec![trait_with(known::HTTP, value)],
        );
        assert_eq!(operation(&shape).unwrap().code, 200);
        let bare = operation_shape("Op", known::UNIT, known::UNIT, vec![]);
        assert_eq!(operation(&bare), None);
    }

    #[test]
    fn a_payload_leaves_the_rest_unbound_and_direction_matters() {
        let mut model = prelude();
        let rows = |payload: bool| {
            let mut rows = vec![
                ("q", known::STRING, vec![trait_text(known::HTTP_QUERY, "Q")]),
                (
                    "code",
                    known::INTEGER,
                    vec![trait_of(known::HTTP_RESPONSE_CODE)],
                ),
                (
                    "h",
                    known::STRING,
                    vec![trait_text(known::HTTP_HEADER, "X-H")],
                ),
                ("free", known::STRING, vec![]),
            ];
            if payload {
                rows.push(("body", known::BLOB, vec![trait_of(known::HTTP_PAYLOAD)]));
            }
            rows
        };
        let find = |shape: &Shape, direction| -> Vec<String> {
            bindings(shape, direction)
                .iter()
                .map(|binding| format!("{:?}", binding.location))
                .collect()
        };
        let structure = shape(id("S"), ShapeType::Structure, vec![]);
        let found = add(&mut model, structure.clone(), rows(false));
        assert_eq!(
            find(found, Direction::Request),
            ["Query(\"Q\")", "Document", "Header(\"X-H\")", "Document"]
        );
        assert_eq!(
            find(found, Direction::Response),
            ["Document", "ResponseCode", "Header(\"X-H\")", "Document"]
        );
        let found = add(&mut model, structure, rows(true)).clone();
        let request = bindings(&found, Direction::Request);
        assert_eq!(request[3].location, Location::Unbound);
        assert_eq!(
            content_type(&model, &request, "application/json", "stream"),
            Some("application/octet-stream")
        );
    }

    #[test]
    fn timestamps_follow_member_target_and_place() {
        let mut model = prelude();
        let format = |name| trait_text(known::TIMESTAMP_FORMAT, name);
        let stamp = shape(id("Stamp"), ShapeType::Timestamp, vec![format("date-time")]);
        add(&mut model, stamp, vec![]);
        add(
            &mut model,
            shape(id("S"), ShapeType::Structure, vec![]),
            vec![
                ("plain", known::TIMESTAMP, vec![]),
                ("target", id("Stamp"), vec![]),
                ("member", id("Stamp"), vec![format("epoch-seconds")]),
            ],
        );
        let of = |name: &str, location| {
            let member = model.member(id("S").with_member(name)).unwrap();
            timestamp_format(&model, member, location, TimestampFormat::EpochSeconds)
        };
        assert_eq!(
            of("plain", Location::Document),
            TimestampFormat::EpochSeconds
        );
        assert_eq!(
            of("plain", Location::Header("x")),
            TimestampFormat::HttpDate
        );
        assert_eq!(of("plain", Location::Label), TimestampFormat::DateTime);
        assert_eq!(
            of("target", Location::Header("x")),
            TimestampFormat::DateTime
        );
        assert_eq!(of("member", Location::Label), TimestampFormat::EpochSeconds);
    }

    #[test]
    fn host_prefixes_hold_labels() {
        let value = object(&[("hostPrefix", Value::String("a.{b}-c{d}.".into()))]);
        let shape = operation_shape(
            "Op",
            known::UNIT,
            known::UNIT,
            vec![trait_with(known::ENDPOINT, value)],
        );
        let label = |name| Segment::Label {
            name,
            greedy: false,
        };
        assert_eq!(
            host_prefix(&shape).unwrap().parts,
            [
                Segment::Literal("a."),
                label("b"),
                Segment::Literal("-c"),
                label("d"),
                Segment::Literal("."),
            ]
        );
    }

    #[test]
    fn errors_have_a_status() {
        let client = shape(
            id("E"),
            ShapeType::Structure,
            vec![trait_text(known::ERROR, "client")],
        );
        let server = shape(
            id("E"),
            ShapeType::Structure,
            vec![trait_text(known::ERROR, "server")],
        );
        assert_eq!(error_status(&client), Some(400));
        assert_eq!(error_status(&server), Some(500));
        assert_eq!(
            error_status(&shape(id("E"), ShapeType::Structure, vec![])),
            None
        );
    }
}
