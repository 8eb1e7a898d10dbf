//! What can be wrong with an expression, and where inside it.

use std::ops::Range;

use crate::name::ShapeId;

use super::{Comparator, Type};

/// That a text is no expression. Places are bytes of the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SyntaxError {
    /// Where reading went wrong.
    pub at: Range<usize>,
    /// What is wrong, as one sentence without a final period.
    pub message: String,
    /// What the place itself is: a short label.
    pub here: String,
    /// Advice.
    pub help: Option<String>,
}

impl SyntaxError {
    pub(super) fn new(
        at: Range<usize>,
        message: impl Into<String>,
        here: impl Into<String>,
    ) -> Self {
        Self {
            at,
            message: message.into(),
            here: here.into(),
            help: None,
        }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// How bad a problem of an expression that does parse is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// May be meant.
    Warning,
    /// Wrong for values as the shapes describe them.
    Danger,
    /// Fails whatever the value is.
    Error,
}

/// Something that checking an expression found.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Problem {
    /// The bytes of the expression that it is about.
    pub at: Range<usize>,
    /// What it is.
    pub kind: Kind,
}

/// What a [`Problem`] is.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Kind {
    /// There is no function of this name.
    UnknownFunction(Box<str>),
    /// A function is given too few or too many arguments.
    ArgumentCount {
        /// The function.
        function: &'static str,
        /// How many it takes, at least.
        expected: usize,
        /// Whether it takes more than that.
        or_more: bool,
        /// How many are written.
        found: usize,
    },
    /// A function is given an argument of a type that it does not take.
    ArgumentType {
        /// The function.
        function: &'static str,
        /// The number of the argument, from 0.
        argument: usize,
        /// What the function takes there.
        expected: &'static str,
        /// What it is given, or for arrays: what their elements are.
        found: Type,
        /// Whether `found` speaks of the elements of an array.
        element: bool,
    },
    /// An object lacks the field.
    NoField {
        /// The field.
        name: Box<str>,
        /// The fields it has; empty for a map, whose keys are not known.
        known: Vec<Box<str>>,
        /// Whether the object is a value of a map shape.
        map: bool,
        /// The shape that the object is a value of, if there is one.
        of: Option<ShapeId>,
    },
    /// A field of something that is no object.
    FieldOf {
        /// The field.
        name: Box<str>,
        /// What it is instead.
        found: Type,
    },
    /// An index into something that is no array.
    IndexOf(Type),
    /// A slice of something that is no array.
    SliceOf(Type),
    /// `[]` on something that is no array.
    FlattenOf(Type),
    /// `[*]` on something that is no array.
    ProjectionOf(Type),
    /// `[?…]` on something that is no array.
    FilterOf(Type),
    /// `*` on something that is no object.
    ObjectProjectionOf(Type),
    /// A comparator that values of this type do not have.
    Comparison(Comparator, Type),
    /// Checking was given up, having taken too many steps.
    TooMuchWork,
}

impl Kind {
    /// How bad it is.
    pub fn severity(&self) -> Severity {
        match self {
            Self::UnknownFunction(_) | Self::ArgumentCount { .. } | Self::ArgumentType { .. } => {
                Severity::Error
            }
            Self::NoField { .. }
            | Self::FieldOf { .. }
            | Self::IndexOf(_)
            | Self::SliceOf(_)
            | Self::FlattenOf(_)
            | Self::ProjectionOf(_)
            | Self::FilterOf(_)
            | Self::ObjectProjectionOf(_) => Severity::Danger,
            Self::Comparison(..) | Self::TooMuchWork => Severity::Warning,
        }
    }
}

impl Problem {
    /// How bad it is.
    pub fn severity(&self) -> Severity {
        self.kind.severity()
    }
}
