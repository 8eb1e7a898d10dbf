//! What a value of an expression is, as far as the model says.

use std::rc::Rc;

use crate::name::{ShapeId, known};

use super::super::plan::{ClassKind, Kind, Plan, kind};

/// Lists and maps that nest deeper than this are JSON inside.
const DEEPEST: usize = 20;

/// What a value is, if it is not null.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Form {
    Null,
    Json,
    Boolean,
    Number,
    Text,
    /// A `datetime`, which becomes a number where it is used.
    Timestamp,
    /// `bytes`, which become text.
    Blob,
    /// A `Decimal`, which becomes a number.
    Decimal,
    /// A document, which becomes JSON.
    Document,
    Array(Rc<Typed>),
    Map(Rc<Typed>),
    Structure(ShapeId),
    Union(ShapeId),
    /// An object that is not made unless it is used as a whole.
    Fields(Rc<[(Box<str>, Value)]>),
}

#[derive(Clone, PartialEq, Debug)]
pub(super) struct Typed {
    pub form: Form,
    pub nullable: bool,
}

/// A value: a name or a literal of Python, and what that is.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Value {
    pub code: String,
    pub typed: Typed,
    /// Whether it is a literal.
    pub constant: bool,
}

impl Form {
    pub fn always(self) -> Typed {
        Typed {
            form: self,
            nullable: false,
        }
    }

    pub fn maybe(self) -> Typed {
        Typed {
            form: self,
            nullable: true,
        }
    }

    /// Whether the Python value is the JSON value already.
    pub fn is_json(&self) -> bool {
        match self {
            Self::Null | Self::Json | Self::Boolean | Self::Number | Self::Text => true,
            Self::Array(inner) | Self::Map(inner) => inner.form.is_json(),
            _ => false,
        }
    }
}

impl Typed {
    pub const NULL: Self = Self {
        form: Form::Null,
        nullable: true,
    };
    pub const JSON: Self = Self {
        form: Form::Json,
        nullable: true,
    };
}

impl Value {
    pub fn new(code: impl Into<String>, typed: Typed) -> Self {
        Self {
            code: code.into(),
            typed,
            constant: false,
        }
    }

    pub fn null() -> Self {
        Self::literal("None", Typed::NULL)
    }

    pub fn literal(code: impl Into<String>, typed: Typed) -> Self {
        Self {
            code: code.into(),
            typed,
            constant: true,
        }
    }

    pub fn fields(fields: impl IntoIterator<Item = (Box<str>, Value)>) -> Self {
        let fields = Form::Fields(fields.into_iter().collect());
        Self::new("", fields.always())
    }
}

/// An input or output.
pub(super) fn of_structure(plan: Option<&Plan<'_>>, id: ShapeId) -> Typed {
    match plan
        .and_then(|plan| plan.class(id))
        .map(|class| &class.kind)
    {
        Some(ClassKind::Structure(_)) => Form::Structure(id).always(),
        _ => Typed::NULL,
    }
}

/// What a member's target makes of a value.
pub(super) fn of_target(plan: &Plan<'_>, target: ShapeId, nullable: bool) -> Typed {
    Typed {
        form: form_of(plan, target, 0),
        nullable,
    }
}

fn form_of(plan: &Plan<'_>, target: ShapeId, depth: usize) -> Form {
    let inner = |name| {
        let shape = plan.model.shape(target)?;
        let member = shape.member(name).filter(|_| depth < DEEPEST)?;
        Some(Rc::new(Typed {
            form: form_of(plan, member.target.id, depth + 1),
            nullable: shape.has_trait(known::SPARSE),
        }))
    };
    match kind(plan.model, target) {
        Kind::String => Form::Text,
        Kind::Boolean => Form::Boolean,
        Kind::Integer | Kind::BigInteger | Kind::Float => Form::Number,
        Kind::BigDecimal => Form::Decimal,
        Kind::Blob => Form::Blob,
        Kind::Timestamp => Form::Timestamp,
        Kind::List => inner(known::member::MEMBER).map_or(Form::Document, Form::Array),
        Kind::Map => inner(known::member::VALUE).map_or(Form::Document, Form::Map),
        Kind::Structure => Form::Structure(target),
        Kind::Union => Form::Union(target),
        Kind::Document | Kind::Unit => Form::Document,
        // What flows by cannot be looked at.
        Kind::Stream | Kind::EventStream => Form::Null,
    }
}
