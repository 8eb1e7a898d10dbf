//! `ReferencesTrait`: `@references` names resources, and binds all of their identifiers.

use rustc_hash::FxHashMap;

use crate::check::Context;
use crate::check::context::{article, ticked};
use crate::diag::{Code, Diagnostic, Diagnostics, nearest};
use crate::knowledge::Subject;
use crate::model::{AppliedTrait, Resource, Shape};
use crate::name::{ShapeId, ShapeType, known};
use crate::node::{Node, Object};
use crate::text::{Span, Symbol};

const IDS_ON_STRING: Code = Code::error("reference-ids-on-string", "ReferencesTrait");
const NOT_A_RESOURCE: Code = Code::error("reference-not-a-resource", "ReferencesTrait");
const ONE_IDENTIFIER: Code = Code::error("reference-on-string", "ReferencesTrait");
const COUNT: Code = Code::error("reference-ids-count", "ReferencesTrait");
const UNKNOWN: Code = Code::error("reference-ids-unknown", "ReferencesTrait");
const MEMBERS: Code = Code::error("reference-members", "ReferencesTrait");

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for (subject, applied) in context.applied(known::REFERENCES) {
        let Subject::Shape(shape) = subject else {
            continue;
        };
        for node in applied.value.as_array().unwrap_or(&[]) {
            let Some(target) = node.get_str("resource").and_then(ShapeId::parse) else {
                continue;
            };
            Reference {
                context,
                shape,
                applied,
                node,
                target,
                ids: node.get("ids").and_then(Node::as_object),
            }
            .check(out);
        }
    }
}

/// One reference of one application.
struct Reference<'c, 'm> {
    context: &'c Context<'m>,
    shape: &'m Shape,
    applied: &'m AppliedTrait,
    node: &'m Node,
    target: ShapeId,
    ids: Option<&'m Object>,
}

impl<'m> Reference<'_, 'm> {
    /// A report that begins at the trait and points at a place inside of it.
    fn report(&self, code: Code, message: String, place: Span, label: String) -> Diagnostic {
        let head = self.applied.span;
        code.at(place, message)
            .here(label)
            .event_at(head)
            .shape(self.shape.id)
    }

    fn ids_given(&self) -> bool {
        self.ids.is_some_and(|ids| !ids.is_empty())
    }

    fn ids_span(&self) -> Span {
        let ids = self.node.as_object().and_then(|node| node.entry("ids"));
        ids.map_or(self.node.span, |entry| entry.key_span)
    }

    fn check(&self, out: &mut Diagnostics) {
        let is_string = matches!(self.shape.shape_type, ShapeType::String | ShapeType::Enum);
        if is_string && self.ids_given() {
            out.push(
                self.report(
                    IDS_ON_STRING,
                    format!(
                        "the string `{}` has no members that `ids` could name",
                        self.shape.id.name
                    ),
                    self.ids_span(),
                    "names members".to_owned(),
                )
                .help("remove `ids`, or apply `@references` to a structure"),
            );
        }
        let Some(target) = self.context.model.shape(self.target) else {
            return;
        };
        let Some(resource) = target.resource() else {
            out.push(self.report(
                NOT_A_RESOURCE,
                format!(
                    "`@references` needs a resource, but `{}` is {}",
                    self.target.relative(),
                    article(target.shape_type)
                ),
                self.resource_span(),
                "not a resource".to_owned(),
            ));
            return;
        };
        if self.shape.shape_type == ShapeType::Structure {
            self.structure(target, resource, out);
        } else if self.shape.shape_type == ShapeType::String && resource.identifiers.len() != 1 {
            let message = format!(
                "a string cannot refer to `{}`, which has {} identifiers",
                self.target.name,
                match resource.identifiers.len() {
                    0 => "no".to_owned(),
                    many => many.to_string(),
                }
            );
            let report = self.report(
                ONE_IDENTIFIER,
                message,
                self.resource_span(),
                "referred to here".to_owned(),
            );
            let report = self
                .context
                .label(report, target.name_span, "the resource")
                .note("a string holds one identifier");
            out.push(if resource.identifiers.is_empty() {
                report
            } else {
                report.help("apply `@references` to a structure with a member for each")
            });
        }
    }

    fn resource_span(&self) -> Span {
        self.node
            .get("resource")
            .map_or(self.node.span, |node| node.span)
    }

    fn structure(&self, target: &Shape, resource: &Resource, out: &mut Diagnostics) {
        let names = || resource.identifiers.iter().map(|one| one.name);
        let identifiers = || ticked(names());
        let explicit = self.ids.filter(|ids| !ids.is_empty());
        // Each identifier with the member that is bound to it. The last of equal keys counts.
        let mut bound: FxHashMap<&str, (&str, Span)> = FxHashMap::default();
        match explicit {
            Some(ids) => {
                for entry in ids.iter() {
                    if let Some(member) = entry.value.as_str() {
                        bound.insert(&entry.key, (member, entry.value.span));
                    }
                }
                if bound.len() != names().count() {
                    let report = self.report(
                        COUNT,
                        format!(
                            "`ids` binds {} of the identifiers of `{}`, which has {}",
                            bound.len(),
                            target.id.name,
                            names().count()
                        ),
                        self.ids_span(),
                        "bound here".to_owned(),
                    );
                    let report = self.context.label(report, target.name_span, "the resource");
                    out.push(report.note(format!("its identifiers are {}", identifiers())));
                }
                let is_known = |key: &str| names().any(|name| name.as_str() == key);
                let unknown: Vec<_> = ids.iter().filter(|it| !is_known(&it.key)).collect();
                if let [first, ..] = unknown[..] {
                    let mut report = self.report(
                        UNKNOWN,
                        format!(
                            "`{}` has no identifier {}",
                            target.id.name,
                            ticked(unknown.iter().map(|entry| &entry.key))
                        ),
                        first.key_span,
                        "no such identifier".to_owned(),
                    );
                    report = self.context.label(report, target.name_span, "the resource");
                    let near = nearest(
                        &first.key,
                        resource.identifiers.iter().map(|it| it.name.as_str()),
                    );
                    out.push(match near.first() {
                        Some(meant) => report.help(format!("did you mean `{meant}`?")),
                        None => report.note(format!("its identifiers are {}", identifiers())),
                    });
                }
            }
            None => {
                for name in names() {
                    bound.insert(name.as_str(), (name.as_str(), self.node.span));
                }
            }
        }
        self.members(&bound, explicit.is_some(), target, out);
    }

    fn members(
        &self,
        bound: &FxHashMap<&str, (&str, Span)>,
        explicit: bool,
        target: &Shape,
        out: &mut Diagnostics,
    ) {
        let mut missing: Vec<(&str, Span)> = Vec::new();
        let mut wrong = Vec::new();
        for (name, span) in bound.values() {
            match self.shape.member(Symbol::intern(name)) {
                None => missing.push((name, *span)),
                Some(member) => {
                    let is_string = self.context.model.target(member).is_some_and(|target| {
                        matches!(target.shape_type, ShapeType::String | ShapeType::Enum)
                    });
                    if !is_string {
                        wrong.push(member);
                    }
                }
            }
        }
        missing.sort_unstable_by_key(|(name, span)| (span.start, *name));
        wrong.sort_unstable_by_key(|member| member.name_span.start);
        let mut report = if let [(_, span), ..] = missing[..] {
            self.report(
                MEMBERS,
                format!(
                    "`{}` has no member {} to refer to `{}` with",
                    self.shape.id.name,
                    ticked(missing.iter().map(|(name, _)| name)),
                    target.id.name
                ),
                span,
                if explicit {
                    "named here".to_owned()
                } else {
                    "binds the identifiers by name".to_owned()
                },
            )
        } else if let [first, ..] = wrong[..] {
            self.report(
                MEMBERS,
                format!(
                    "`{}` must target a string to be an identifier of `{}`",
                    first.id.relative(),
                    target.id.name
                ),
                first.target.span,
                "not a string".to_owned(),
            )
        } else {
            return;
        };
        if !missing.is_empty() {
            for member in wrong {
                report = self
                    .context
                    .label(report, member.target.span, "and this is not a string");
            }
            if !explicit {
                report = report.help("name the members with `ids`");
            }
        }
        out.push(report);
    }
}
