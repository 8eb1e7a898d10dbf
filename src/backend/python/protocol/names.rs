//! What the modules outside of `models` share: how they spell types, and how they make objects.

use crate::name::ShapeId;

use super::super::plan::{ClassKind, DefaultValue, Field, Kind, Names, Plan, Presence};
use super::super::printer::{Doc, call};
use super::super::write::imports::Imports;
use super::super::write::models::value_expression;

/// Where deserializers find their helpers.
pub const DECODE: &str = "._runtime.decode";
/// Where serializers find theirs.
pub const ENCODE: &str = "._runtime.encode";

/// How names are spelled outside of `models`.
pub struct ForeignNames<'a> {
    /// Where imports go.
    pub imports: &'a mut Imports,
    /// Whether enums are spelled with their known values.
    pub literals: bool,
    /// Whether builtins are hidden by something in this module.
    pub hidden_builtins: bool,
    /// The type of a streamed body.
    pub stream: &'static str,
}

impl<'a> ForeignNames<'a> {
    /// Names as what comes from a service is typed.
    pub fn decoded(imports: &'a mut Imports) -> Self {
        Self {
            imports,
            literals: false,
            hidden_builtins: false,
            stream: "ByteStream",
        }
    }
}

impl Names for ForeignNames<'_> {
    fn builtin(&mut self, name: &'static str) -> String {
        if self.hidden_builtins {
            self.imports.module_as("builtins", "_b");
            format!("_b.{name}")
        } else {
            name.to_owned()
        }
    }

    fn standard(&mut self, module: &'static str, name: &'static str) -> String {
        self.imports.module(module);
        format!("{module}.{name}")
    }

    fn runtime(&mut self, _module: &'static str, name: &'static str) -> String {
        self.imports.local("._runtime.documents", name)
    }

    fn model(&mut self, name: &str) -> String {
        self.imports.local(".", "models");
        format!("models.{name}")
    }

    fn literals(&self) -> bool {
        self.literals
    }

    fn stream(&mut self) -> String {
        self.imports.local("._runtime.streams", self.stream)
    }

    fn events(&mut self) -> String {
        let name = match self.stream {
            "StreamInput" => "EventInput",
            _ => "AsyncEventInput",
        };
        self.imports.local("._runtime.streams", name)
    }
}

/// `new(models.X)`, or for an error what makes a bare exception.
pub fn bare_object(plan: &Plan<'_>, id: ShapeId, imports: &mut Imports) -> Doc {
    imports.local(".", "models");
    let class = format!("models.{}", plan.class_name(id));
    let error = plan
        .class(id)
        .is_some_and(|class| matches!(class.kind, ClassKind::Error { .. }));
    if error {
        call(format!("{class}.__new__"), vec![class.into()])
    } else {
        call(imports.local(DECODE, "new"), vec![class.into()])
    }
}

/// The value that stands for a required member which a server left out. (Specification: "Client
/// error correction".)
fn zero(kind: Kind, names: &mut ForeignNames<'_>) -> Doc {
    match kind {
        Kind::String => "\"\"".into(),
        Kind::Boolean => "False".into(),
        Kind::Integer | Kind::BigInteger => "0".into(),
        Kind::Float => "0.0".into(),
        Kind::BigDecimal => value_expression(&DefaultValue::Decimal("0".into()), names),
        Kind::Blob | Kind::Stream => "b\"\"".into(),
        Kind::Timestamp => names.imports.local(DECODE, "EPOCH").into(),
        Kind::List => "[]".into(),
        Kind::Map | Kind::Structure | Kind::Union => "{}".into(),
        Kind::Document | Kind::Unit | Kind::EventStream => "None".into(),
    }
}

/// What stands for a member that is not there; `None` where `None` does.
pub fn filler(field: &Field<'_>, imports: &mut Imports) -> Option<Doc> {
    let mut names = ForeignNames::decoded(imports);
    match &field.presence {
        Presence::Optional => None,
        Presence::Default(value) => Some(value_expression(value, &mut names)),
        Presence::Required if field.kind == Kind::Document => None,
        Presence::Required => Some(zero(field.kind, &mut names)),
    }
}
