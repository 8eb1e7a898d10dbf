//! Shape ids: `namespace#Shape` and `namespace#Shape$member`.

use std::cmp::Ordering;
use std::fmt;

use crate::text::Symbol;

/// An absolute shape id. (Specification: "Shape ID".)
///
/// `Ord` is alphabetical by namespace, shape and member, as outputs need it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ShapeId {
    /// The namespace, such as `smithy.api`.
    pub namespace: Symbol,
    /// The name of the shape.
    pub name: Symbol,
    /// The name of the member; empty in the id of a shape.
    pub member: Symbol,
}

impl ShapeId {
    pub(super) const fn constant(namespace: Symbol, name: Symbol) -> Self {
        Self {
            namespace,
            name,
            member: Symbol::EMPTY,
        }
    }

    /// The id of a shape; the parts are taken as they are.
    pub fn new(namespace: impl Into<Symbol>, name: impl Into<Symbol>) -> Self {
        Self::constant(namespace.into(), name.into())
    }

    /// Reads an absolute id. `None` where the text is not one: the namespace is required.
    pub fn parse(text: &str) -> Option<Self> {
        let (namespace, rest) = cut(text, b'#')?;
        let (name, member) = match cut(rest, b'$') {
            Some((name, member)) => (name, Some(member)),
            None => (rest, None),
        };
        let valid =
            is_namespace(namespace) && is_identifier(name) && member.is_none_or(is_identifier);
        valid.then(|| Self {
            namespace: Symbol::intern(namespace),
            name: Symbol::intern(name),
            member: member.map_or(Symbol::EMPTY, Symbol::intern),
        })
    }

    /// The id of a member of this shape.
    #[must_use]
    pub fn with_member(self, member: impl Into<Symbol>) -> Self {
        Self {
            member: member.into(),
            ..self
        }
    }

    /// The id of the shape that holds the member; itself for a shape.
    #[must_use]
    pub fn root(self) -> Self {
        Self {
            member: Symbol::EMPTY,
            ..self
        }
    }

    /// Whether it names a member.
    pub fn is_member(self) -> bool {
        !self.member.is_empty()
    }

    /// `Shape` or `Shape$member`, without the namespace.
    pub fn relative(self) -> String {
        if self.is_member() {
            format!("{}${}", self.name, self.member)
        } else {
            self.name.as_str().to_owned()
        }
    }
}

impl Ord for ShapeId {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |id: &Self| (id.namespace.as_str(), id.name.as_str(), id.member.as_str());
        if self == other {
            Ordering::Equal
        } else {
            key(self).cmp(&key(other))
        }
    }
}

impl PartialOrd for ShapeId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for ShapeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}#{}", self.namespace, self.name)?;
        if self.is_member() {
            write!(f, "${}", self.member)?;
        }
        Ok(())
    }
}

impl fmt::Debug for ShapeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Whether the text is an identifier: underscores, then a letter (or a digit after at least one
/// underscore), then letters, digits and underscores.
pub fn is_identifier(text: &str) -> bool {
    // Bytes, because every name of every model comes through here.
    let bytes = text.as_bytes();
    let underscores = bytes.iter().take_while(|byte| **byte == b'_').count();
    let first = bytes.get(underscores).is_some_and(|first| {
        first.is_ascii_alphabetic() || (underscores > 0 && first.is_ascii_digit())
    });
    first
        && bytes
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
}

/// What stands before and behind the first such byte, which is no part of a longer character.
fn cut(text: &str, byte: u8) -> Option<(&str, &str)> {
    let at = text.as_bytes().iter().position(|one| *one == byte)?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

/// Whether the text is a namespace: identifiers joined by dots.
pub fn is_namespace(text: &str) -> bool {
    text.split('.').all(is_identifier)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_and_written() {
        for text in ["a#B", "a.b.c#D", "a#B$c", "_a1._2#_B"] {
            assert_eq!(ShapeId::parse(text).unwrap().to_string(), text);
        }
        for text in [
            "B", "a#", "#B", "a#B$", "a#1B", "a.#B", "a#B$c$d", "a#B#c", "_#B", "a b#C", "",
        ] {
            assert_eq!(ShapeId::parse(text), None, "{text}");
        }
    }

    #[test]
    fn ids_sort_alphabetically() {
        let mut ids: Vec<_> = ["b#A", "a#Z", "a#B$c", "a#B"]
            .iter()
            .map(|text| ShapeId::parse(text).unwrap())
            .collect();
        ids.sort();
        let texts: Vec<_> = ids.iter().map(ToString::to_string).collect();
        assert_eq!(texts, ["a#B", "a#B$c", "a#Z", "b#A"]);
    }
}
