//! URI patterns of `@http` and host prefixes of `@endpoint`.
//!
//! (Specification: "HTTP bindings", URI; "Endpoint traits".)

use crate::name::is_identifier;

/// A part of a path between two slashes, or of a host prefix.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Segment {
    /// What kind.
    pub kind: SegmentKind,
    /// The literal text, or the name of the label without braces.
    pub content: Box<str>,
}

/// The kind of a segment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SegmentKind {
    /// Plain text.
    Literal,
    /// `{name}`.
    Label,
    /// `{name+}`: takes the rest of the path.
    GreedyLabel,
}

impl Segment {
    /// Whether it is a label of either kind.
    pub fn is_label(&self) -> bool {
        self.kind != SegmentKind::Literal
    }

    /// Whether it is a greedy label.
    pub fn is_greedy(&self) -> bool {
        self.kind == SegmentKind::GreedyLabel
    }
}

/// The name of a query parameter and its value, empty where none is written.
pub type Parameter = (Box<str>, Box<str>);

/// A parsed pattern.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UriPattern {
    /// The segments in order.
    pub segments: Vec<Segment>,
    /// The literal query parameters, in order.
    pub query: Vec<Parameter>,
}

/// Why a pattern is malformed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum UriError {
    /// It does not begin with `/`.
    NoLeadingSlash,
    /// It ends with `?`.
    EmptyQuery,
    /// It holds a `#`.
    Fragment,
    /// A segment between two slashes is empty.
    EmptySegment,
    /// A brace stands outside of a whole `{label}` segment.
    StrayBrace(Box<str>),
    /// A label is no identifier.
    BadLabel(Box<str>),
    /// A label occurs twice.
    RepeatedLabel(Box<str>),
    /// A label stands in the query.
    LabelInQuery,
    /// A query parameter occurs twice.
    RepeatedQuery(Box<str>),
    /// A host prefix has two labels with nothing between them.
    AdjacentLabels(Box<str>),
    /// A host prefix holds a greedy label.
    GreedyHostLabel(Box<str>),
}

impl UriPattern {
    /// Reads the `uri` of `@http`. Linear.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn parse(uri: &str) -> Result<Self, UriError> {
        if uri.ends_with('?') {
            return Err(UriError::EmptyQuery);
        }
        if uri.contains('#') {
            return Err(UriError::Fragment);
        }
        let Some(rest) = uri.strip_prefix('/') else {
            return Err(UriError::NoLeadingSlash);
        };
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        // Slashes at the end mean nothing: `/a/` is `/a`.
        let path = path.trim_end_matches('/');
        let mut segments = Vec::new();
        if !path.is_empty() {
            for text in path.split('/') {
                segments.push(segment(text)?);
            }
        }
        no_repeated_label(&segments)?;
        Ok(Self {
            segments,
            query: literals(query)?,
        })
    }

    /// Reads the `hostPrefix` of `@endpoint`: labels may stand anywhere in it. Linear.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn parse_host_prefix(prefix: &str) -> Result<Self, UriError> {
        let mut segments = Vec::new();
        let mut rest = prefix;
        while !rest.is_empty() {
            let open = rest.find('{').unwrap_or(rest.len());
            let (literal, after) = rest.split_at(open);
            if literal.contains('}') {
                return Err(UriError::StrayBrace(literal.into()));
            }
            if !literal.is_empty() {
                segments.push(Segment {
                    kind: SegmentKind::Literal,
                    content: literal.into(),
                });
            }
            if after.is_empty() {
                break;
            }
            let Some(close) = after.find('}') else {
                return Err(UriError::StrayBrace(after.into()));
            };
            let (label, next) = after.split_at(close + 1);
            let label = segment(label)?;
            if label.is_greedy() {
                return Err(UriError::GreedyHostLabel(label.content));
            }
            if segments.last().is_some_and(Segment::is_label) {
                return Err(UriError::AdjacentLabels(label.content));
            }
            segments.push(label);
            rest = next;
        }
        no_repeated_label(&segments)?;
        Ok(Self {
            segments,
            query: Vec::new(),
        })
    }

    /// The label segments.
    pub fn labels(&self) -> impl Iterator<Item = &Segment> {
        self.segments.iter().filter(|segment| segment.is_label())
    }

    /// The label of this name, whatever its case.
    pub fn label(&self, name: &str) -> Option<&Segment> {
        self.labels()
            .find(|segment| segment.content.eq_ignore_ascii_case(name))
    }

    /// Whether both match the same requests: the same number of segments, labels and equal
    /// literals in the same places, and the same query literals. (Specification: "URI conflicts".)
    pub fn conflicts_with(&self, other: &Self) -> bool {
        self.segments.len() == other.segments.len()
            && self
                .segments
                .iter()
                .zip(&other.segments)
                .all(|(a, b)| a.kind == b.kind && (a.is_label() || a.content == b.content))
            && self.query.len() == other.query.len()
            && self.query.iter().all(|pair| other.query.contains(pair))
    }

    /// What all patterns that conflict with this one have in common: a text that is equal for two
    /// patterns exactly when [`UriPattern::conflicts_with`] holds.
    pub fn conflict_key(&self) -> String {
        let mut key = String::new();
        for segment in &self.segments {
            key.push('/');
            match segment.kind {
                SegmentKind::Literal => key.push_str(&segment.content),
                SegmentKind::Label => key.push_str("{}"),
                SegmentKind::GreedyLabel => key.push_str("{+}"),
            }
        }
        let mut query: Vec<_> = self.query.iter().collect();
        query.sort();
        for (name, value) in query {
            key.push('?');
            key.push_str(name);
            key.push('=');
            key.push_str(value);
        }
        key
    }
}

fn segment(text: &str) -> Result<Segment, UriError> {
    if text.is_empty() {
        return Err(UriError::EmptySegment);
    }
    let label = text
        .strip_prefix('{')
        .and_then(|inner| inner.strip_suffix('}'));
    let Some(label) = label else {
        if text.contains(['{', '}']) {
            return Err(UriError::StrayBrace(text.into()));
        }
        return Ok(Segment {
            kind: SegmentKind::Literal,
            content: text.into(),
        });
    };
    let (kind, name) = match label.strip_suffix('+') {
        Some(name) => (SegmentKind::GreedyLabel, name),
        None => (SegmentKind::Label, label),
    };
    if !is_identifier(name) {
        return Err(UriError::BadLabel(name.into()));
    }
    Ok(Segment {
        kind,
        content: name.into(),
    })
}

fn no_repeated_label(segments: &[Segment]) -> Result<(), UriError> {
    let mut seen = rustc_hash::FxHashSet::default();
    for label in segments.iter().filter(|segment| segment.is_label()) {
        if !seen.insert(label.content.to_ascii_lowercase()) {
            return Err(UriError::RepeatedLabel(label.content.clone()));
        }
    }
    Ok(())
}

fn literals(query: &str) -> Result<Vec<Parameter>, UriError> {
    if query.contains(['{', '}']) {
        return Err(UriError::LabelInQuery);
    }
    let mut seen = rustc_hash::FxHashSet::default();
    let mut literals = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        if !seen.insert(name) {
            return Err(UriError::RepeatedQuery(name.into()));
        }
        literals.push((name.into(), value.into()));
    }
    Ok(literals)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_read() {
        let pattern = UriPattern::parse("/a/{b}/{c+}?d=1&e").unwrap();
        assert_eq!(pattern.segments.len(), 3);
        assert!(pattern.segments[2].is_greedy());
        assert_eq!(
            pattern.query,
            [("d".into(), "1".into()), ("e".into(), "".into())]
        );
        assert!(UriPattern::parse("/").unwrap().segments.is_empty());
        let host = UriPattern::parse_host_prefix("{a}.data-{b}.").unwrap();
        assert_eq!(host.labels().count(), 2);
    }

    #[test]
    fn malformed_patterns_are_refused() {
        for uri in [
            "a", "", "/a?", "/a#b", "/a//b", "/{a", "/x{a}", "/{}", "/{a}/{A}", "/?{a}", "/?a&a",
        ] {
            assert!(UriPattern::parse(uri).is_err(), "{uri}");
        }
        for prefix in ["{a", "a}", "{a+}", "{a}{a}", "{a}{b}"] {
            assert!(UriPattern::parse_host_prefix(prefix).is_err(), "{prefix}");
        }
    }

    #[test]
    fn the_conflict_key_agrees_with_the_relation() {
        let uris = [
            "/a/{b}",
            "/a/{c}",
            "/a/b",
            "/a/{b+}",
            "/a/{b}?x",
            "/a/{b}?x=1",
        ];
        for a in uris {
            for b in uris {
                let (a, b) = (UriPattern::parse(a).unwrap(), UriPattern::parse(b).unwrap());
                assert_eq!(a.conflicts_with(&b), a.conflict_key() == b.conflict_key());
            }
        }
    }
}
