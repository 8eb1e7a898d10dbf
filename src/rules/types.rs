//! The types of expressions.

use std::fmt;
use std::sync::Arc;

/// The type of an expression. (Specification: "Rules engine", types.) Cheap to clone.
#[derive(Clone, Debug)]
pub(super) enum Type {
    /// Of an expression that is wrong and reported; fits everywhere.
    Broken,
    Boolean,
    Integer,
    String,
    /// An array of strings, the only kind of array that is not a literal.
    Strings,
    /// What a function of the library returns.
    Library(&'static [(&'static str, Type)]),
    /// A literal list.
    Tuple(Arc<[Type]>),
    /// A literal object.
    Record(Arc<[(Box<str>, Type)]>),
    /// A value that may not be set.
    Optional(Arc<Type>),
}

impl Type {
    /// The same, where it may not be set.
    pub fn optional(self) -> Self {
        Self::Optional(Arc::new(self))
    }

    /// The type of the value, if it is set.
    pub fn inner(&self) -> &Self {
        match self {
            Self::Optional(inner) => inner,
            other => other,
        }
    }

    pub fn is_optional(&self) -> bool {
        matches!(self, Self::Optional(_))
    }

    pub fn is_broken(&self) -> bool {
        matches!(self.inner(), Self::Broken)
    }

    /// Whether both are the same type. Linear in the smaller of two literals; instant for what is
    /// shared.
    pub fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Broken, _) | (_, Self::Broken) => true,
            (Self::Boolean, Self::Boolean)
            | (Self::Integer, Self::Integer)
            | (Self::String, Self::String)
            | (Self::Strings, Self::Strings) => true,
            (Self::Library(a), Self::Library(b)) => std::ptr::eq(*a, *b),
            (Self::Tuple(a), Self::Tuple(b)) => {
                Arc::ptr_eq(a, b)
                    || (a.len() == b.len() && a.iter().zip(&**b).all(|(a, b)| a.same(b)))
            }
            (Self::Record(a), Self::Record(b)) => {
                // Their fields are sorted by name.
                Arc::ptr_eq(a, b)
                    || (a.len() == b.len()
                        && a.iter()
                            .zip(&**b)
                            .all(|(a, b)| a.0 == b.0 && a.1.same(&b.1)))
            }
            (Self::Optional(a), Self::Optional(b)) => a.same(b),
            _ => false,
        }
    }

    /// The type of a field; `None` where there is none of this name.
    pub fn field(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Library(fields) => fields
                .iter()
                .find(|(field, _)| *field == name)
                .map(|(_, found)| found),
            Self::Record(fields) => fields
                .iter()
                .find(|(field, _)| **field == *name)
                .map(|(_, found)| found),
            _ => None,
        }
    }

    /// The names of the fields, if it has fields.
    pub fn fields(&self) -> Option<Vec<&str>> {
        match self {
            Self::Library(fields) => Some(fields.iter().map(|(name, _)| *name).collect()),
            Self::Record(fields) => Some(fields.iter().map(|(name, _)| &**name).collect()),
            _ => None,
        }
    }
}

impl fmt::Display for Type {
    /// With its article: `a string`, `an optional string`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Broken => "a value",
            Self::Boolean => "a boolean",
            Self::Integer => "an integer",
            Self::String => "a string",
            Self::Strings => "an array of strings",
            Self::Library(_) | Self::Record(_) => "an object",
            Self::Tuple(_) => "a list",
            Self::Optional(inner) => match **inner {
                Self::Boolean => "an optional boolean",
                Self::Integer => "an optional integer",
                Self::String => "an optional string",
                Self::Strings => "an optional array of strings",
                Self::Library(_) | Self::Record(_) => "an optional object",
                Self::Tuple(_) => "an optional list",
                Self::Broken | Self::Optional(_) => "an optional value",
            },
        })
    }
}
