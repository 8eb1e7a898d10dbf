//! The properties of services, resources and operations, out of IDL statements.
//!
//! Checks their names and the kinds of their values, which needs nothing but the statement.
//! (Specification: "Service types".)

use rustc_hash::FxHashMap;

use crate::diag::{Code, Fix, Label, nearest};
use crate::name::{ShapeId, ShapeType};
use crate::node::{Node, Value};
use crate::syntax::tree::{Name, Property, PropertyValue};
use crate::text::{Span, Spanned, Symbol, TextEdit};

use super::declarations::{
    LIFECYCLE, Link, OperationProperties, Properties, ResourceProperties, ServiceProperties,
};
use super::inline;
use super::lower::Lowering;

const DUPLICATE_PROPERTY: Code = Code::error("duplicate-property", "Model");
const IGNORED_PROPERTY: Code = Code::warning("ignored-property", "Model");
pub(super) const PROPERTY_VALUE: Code = Code::error("property-value", "Model");

/// The properties that a service can have.
pub(super) const SERVICE: [&str; 5] = ["version", "operations", "resources", "errors", "rename"];
/// The properties that a resource can have.
pub(super) const RESOURCE: [&str; 11] = [
    "identifiers",
    "properties",
    "create",
    "put",
    "read",
    "update",
    "delete",
    "list",
    "operations",
    "collectionOperations",
    "resources",
];
/// The properties that an operation can have.
pub(super) const OPERATION: [&str; 3] = ["input", "output", "errors"];

/// Reads the properties of a service, resource or operation.
pub(super) fn read(
    lowering: &mut Lowering,
    shape_type: ShapeType,
    id: ShapeId,
    span: Span,
    written: Vec<Property>,
) -> Properties {
    let known: &[&str] = match shape_type {
        ShapeType::Service => &SERVICE,
        ShapeType::Resource => &RESOURCE,
        _ => &OPERATION,
    };
    let mut reader = Reader {
        lowering,
        shape_type,
        id,
        span,
        known,
    };
    let written = reader.without_duplicates(written);
    match shape_type {
        ShapeType::Service => Properties::Service(Box::new(reader.service(written))),
        ShapeType::Resource => Properties::Resource(Box::new(reader.resource(written))),
        _ => Properties::Operation(Box::new(reader.operation(written))),
    }
}

struct Reader<'a> {
    lowering: &'a mut Lowering,
    shape_type: ShapeType,
    id: ShapeId,
    span: Span,
    known: &'static [&'static str],
}

impl Reader<'_> {
    fn without_duplicates(&mut self, written: Vec<Property>) -> Vec<Property> {
        let mut seen: FxHashMap<Box<str>, Span> = FxHashMap::default();
        let mut out = Vec::with_capacity(written.len());
        for property in written {
            if let Some(first) = seen.get(&property.key.value) {
                let mut report = DUPLICATE_PROPERTY
                    .at(
                        property.key.span,
                        format!(
                            "`{}` has two properties `{}`",
                            self.id.name, property.key.value
                        ),
                    )
                    .here("set again here")
                    .label(*first, "first set here")
                    .help("keep one of them");
                // In services and resources it is a key of an object like any other.
                if self.shape_type == ShapeType::Operation {
                    report.shape = Some(self.id);
                }
                self.lowering.report(report);
                continue;
            }
            seen.insert(property.key.value.clone(), property.key.span);
            out.push(property);
        }
        out
    }

    fn service(&mut self, written: Vec<Property>) -> ServiceProperties {
        let mut out = ServiceProperties::default();
        for property in written {
            let Some((key, node)) = self.node(property) else {
                continue;
            };
            match &*key.value {
                "version" => out.version = self.text(&key, &node),
                "operations" => out.operations = self.links(&key, &node),
                "resources" => out.resources = self.links(&key, &node),
                "errors" => out.errors = self.links(&key, &node),
                "rename" => out.rename = self.rename(&key, &node),
                _ => self.unknown(&key),
            }
        }
        out
    }

    fn resource(&mut self, written: Vec<Property>) -> ResourceProperties {
        let mut out = ResourceProperties::default();
        for property in written {
            let Some((key, node)) = self.node(property) else {
                continue;
            };
            let lifecycle = LIFECYCLE.iter().position(|name| **name == *key.value);
            if let Some(slot) = lifecycle.and_then(|at| out.lifecycle.get_mut(at)) {
                *slot = self.link(&key.value, &node);
                continue;
            }
            match &*key.value {
                "identifiers" => out.identifiers = self.named_links(&key, &node),
                "properties" => {
                    self.lowering
                        .needs_version_two_for_properties(key.span, self.id);
                    out.properties = self.named_links(&key, &node);
                }
                "operations" => out.operations = self.links(&key, &node),
                "collectionOperations" => out.collection_operations = self.links(&key, &node),
                "resources" => out.resources = self.links(&key, &node),
                _ => self.unknown(&key),
            }
        }
        out
    }

    fn operation(&mut self, written: Vec<Property>) -> OperationProperties {
        let mut out = OperationProperties::default();
        for property in written {
            let is_input = &*property.key.value == "input";
            if is_input || &*property.key.value == "output" {
                let link = match property.value {
                    PropertyValue::Inline(inline) => Some(inline::declare(
                        self.lowering,
                        self.id,
                        property.key.span,
                        is_input,
                        *inline,
                    )),
                    PropertyValue::Node(node) => self.operation_link(&property.key.value, &node),
                };
                let slot = if is_input {
                    &mut out.input
                } else {
                    &mut out.output
                };
                *slot = link;
                continue;
            }
            let Some((key, node)) = self.node(property) else {
                continue;
            };
            // Other properties have been reported by the parser.
            if &*key.value == "errors" {
                out.errors = self.links(&key, &node);
                for link in &mut out.errors {
                    link.syntactic = false;
                }
            }
        }
        out
    }

    /// The name and value of a property that cannot be inline.
    fn node(&mut self, property: Property) -> Option<(Spanned<Box<str>>, Node)> {
        match property.value {
            PropertyValue::Node(node) => {
                self.lowering.mention_ids(&node);
                Some((property.key, node))
            }
            // The parser has said that only inputs and outputs can be inline.
            PropertyValue::Inline(_) => None,
        }
    }

    fn unknown(&mut self, key: &Spanned<Box<str>>) {
        // Several of them in one shape are one report.
        let last = self.lowering.diagnostics.last_mut();
        if let Some(last) =
            last.filter(|last| last.code == IGNORED_PROPERTY.slug && last.shape == Some(self.id))
        {
            last.labels.push(Label {
                span: key.span,
                message: "nor has this".to_owned(),
            });
            return;
        }
        let report = IGNORED_PROPERTY
            .at(
                key.span,
                format!(
                    "{} has no property `{}`",
                    self.shape_type.with_article(),
                    key.value
                ),
            )
            .here("has no effect")
            .event_at(self.span);
        self.lowering
            .report(suggest(report, key, self.known).shape(self.id));
    }

    fn wrong(&mut self, key: &str, node: &Node, expected: &str) {
        let report = PROPERTY_VALUE
            .at(
                node.span,
                format!(
                    "`{key}` of {} must be {expected}",
                    self.shape_type.with_article()
                ),
            )
            .here(format!("this is {}", node.describe()));
        self.lowering.report(report);
    }

    /// As [`Self::wrong`], for what becomes right with something before and after it.
    fn wrong_but_wrapped(&mut self, key: &str, node: &Node, expected: &str, around: [&str; 2]) {
        self.wrong(key, node, expected);
        let title = if around == ["[", "]"] {
            "put it in brackets"
        } else {
            "put it in quotes"
        };
        let edit = |span: Span, text: &str| TextEdit {
            span,
            text: text.to_owned(),
        };
        let edits = vec![
            edit(node.span.start_point(), around[0]),
            edit(node.span.end_point(), around[1]),
        ];
        if let Some(report) = self.lowering.diagnostics.last_mut() {
            let title = title.to_owned();
            report.fixes.push(Fix { title, edits });
        }
    }

    fn text(&mut self, key: &Spanned<Box<str>>, node: &Node) -> Option<Spanned<Box<str>>> {
        let text = node.as_str().map(Box::from);
        match &node.value {
            Value::String(_) => {}
            Value::Number(_) | Value::ShapeId(_) => {
                self.wrong_but_wrapped(&key.value, node, "a string", ["\"", "\""]);
            }
            _ => self.wrong(&key.value, node, "a string"),
        }
        text.map(|text| Spanned::new(text, node.span))
    }

    fn link(&mut self, key: &str, node: &Node) -> Option<Link> {
        let (name, syntactic) = match &node.value {
            Value::ShapeId(name) => (*name, true),
            Value::String(text) => (Symbol::intern(text), false),
            _ => {
                self.wrong(key, node, "a shape id");
                return None;
            }
        };
        self.lowering.out.mention_name(name);
        Some(Link {
            name: Name::new(name, node.span),
            syntactic,
        })
    }

    fn operation_link(&mut self, key: &str, node: &Node) -> Option<Link> {
        self.link(key, node).map(|link| Link {
            syntactic: false,
            ..link
        })
    }

    fn links(&mut self, key: &Spanned<Box<str>>, node: &Node) -> Vec<Link> {
        let Some(elements) = node.as_array() else {
            match &node.value {
                Value::ShapeId(_) | Value::String(_) => {
                    let expected = "a list of shape ids";
                    self.wrong_but_wrapped(&key.value, node, expected, ["[", "]"]);
                }
                _ => self.wrong(&key.value, node, "a list of shape ids"),
            }
            return Vec::new();
        };
        let element = format!("an element of `{}`", key.value);
        elements
            .iter()
            .filter_map(|node| match &node.value {
                Value::ShapeId(_) | Value::String(_) => self.link(&key.value, node),
                _ => {
                    let report = PROPERTY_VALUE
                        .at(node.span, format!("{element} must be a shape id"))
                        .here(format!("this is {}", node.describe()));
                    self.lowering.report(report);
                    None
                }
            })
            .collect()
    }

    fn named_links(
        &mut self,
        key: &Spanned<Box<str>>,
        node: &Node,
    ) -> Vec<(Spanned<Symbol>, Link)> {
        let Some(object) = node.as_object() else {
            self.wrong(&key.value, node, "an object of names and shape ids");
            return Vec::new();
        };
        object
            .iter()
            .filter_map(|entry| {
                let link = self.link(&entry.key, &entry.value)?;
                let name = Spanned::new(Symbol::intern(&entry.key), entry.key_span);
                Some((name, link))
            })
            .collect()
    }

    fn rename(&mut self, key: &Spanned<Box<str>>, node: &Node) -> Vec<(Link, Spanned<Box<str>>)> {
        let Some(object) = node.as_object() else {
            self.wrong(&key.value, node, "an object of shape ids and names");
            return Vec::new();
        };
        let mut out = Vec::with_capacity(object.entries.len());
        for entry in object.iter() {
            if ShapeId::parse(&entry.key).is_none() {
                let report = PROPERTY_VALUE
                    .at(
                        entry.key_span,
                        format!("`{}` is not an absolute shape id", entry.key),
                    )
                    .here("expected a namespace, `#` and a name")
                    .help("write the shape to rename with its namespace, in quotes");
                self.lowering.report(report);
                continue;
            }
            let Some(name) = self.text(
                &Spanned::new(entry.key.clone(), entry.key_span),
                &entry.value,
            ) else {
                continue;
            };
            let shape = Symbol::intern(&entry.key);
            self.lowering.out.mention_name(shape);
            let link = Link {
                name: Name::new(shape, entry.key_span),
                syntactic: false,
            };
            out.push((link, name));
        }
        out
    }
}

fn suggest(
    mut report: crate::diag::Diagnostic,
    key: &Spanned<Box<str>>,
    known: &[&str],
) -> crate::diag::Diagnostic {
    let near = nearest(&key.value, known.iter().copied());
    for name in &near {
        let title = format!("did you mean `{name}`?");
        report = report.fix(Fix::replace(title, key.span, *name));
    }
    if near.is_empty() {
        let list: Vec<_> = known.iter().map(|name| format!("`{name}`")).collect();
        report = report.help(format!("it can have {}", list.join(", ")));
    }
    report
}
