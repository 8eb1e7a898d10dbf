//! `ConditionKeys`, `ConditionKeyValueTrait` and `DefineConditionKeysTrait`: the condition keys that
//! operations and members name are defined, and each gets its value from one place.

use std::collections::BTreeMap;

use indexmap::IndexSet;

use crate::check::Context;
use crate::check::context::ticked;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::knowledge::Closure;
use crate::knowledge::aws::{AwsService, ConditionKeys, full_condition_key};
use crate::model::{Member, Shape};
use crate::name::{ShapeId, known};
use crate::node::Node;
use crate::text::Span;

const RESOLVED: Code = Code::error("undefined-resolved-key", "ConditionKeys");
const UNDEFINED: Code = Code::error("undefined-condition-key", "ConditionKeys");
const UNDEFINED_VALUE: Code = Code::error("undefined-key-of-value", "ConditionKeys");
const BOTH: Code = Code::error("key-resolved-twice", "ConditionKeys");
const SEVERAL: Code = Code::error("key-of-several-members", "ConditionKeyValueTrait");
const REQUIRED: Code = Code::error("required-condition-key", "DefineConditionKeysTrait");

/// The keys that all services share begin with this, and are defined nowhere in models.
const GLOBAL: &str = "aws:";

/// How many of the keys that there are a report lists.
const LISTED: usize = 8;

pub(in crate::check::validators) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    let named = [
        known::IAM_CONDITION_KEYS,
        known::IAM_CONDITION_KEY_VALUE,
        known::IAM_SERVICE_RESOLVED_CONDITION_KEYS,
        known::IAM_DEFINE_CONDITION_KEYS,
    ];
    if named
        .iter()
        .all(|id| context.graph.with_trait(*id).is_empty())
    {
        return;
    }
    for (service, closure) in context.closures() {
        let Some(aws) = AwsService::of(service) else {
            continue;
        };
        let Some(keys) = ConditionKeys::of(context.model, service) else {
            continue;
        };
        let checked = Checked {
            context,
            service,
            aws,
            keys,
        };
        checked.definitions(out);
        let resolved = checked.resolved(out);
        checked.operations(closure, &resolved, out);
    }
}

struct Checked<'c, 'm> {
    context: &'c Context<'m>,
    service: &'c Shape,
    aws: AwsService<'c>,
    keys: ConditionKeys,
}

impl Checked<'_, '_> {
    /// What keys there are, for a note.
    fn with_known(&self, report: Diagnostic) -> Diagnostic {
        let defined = &self.keys.defined;
        let more = if defined.len() > LISTED { ", …" } else { "" };
        let report = if defined.is_empty() {
            report.note(format!(
                "`{}` defines no condition keys",
                self.service.id.name
            ))
        } else {
            report.note(format!(
                "`{}` has {}{more}",
                self.service.id.name,
                ticked(defined.iter().take(LISTED))
            ))
        };
        report.help("define the key in `@defineConditionKeys` of the service")
    }

    fn resolved_nodes(&self) -> &[Node] {
        self.service
            .trait_value(known::IAM_SERVICE_RESOLVED_CONDITION_KEYS)
            .and_then(|value| value.as_array())
            .unwrap_or_default()
    }

    /// Checks that no key is required of requests, which need not have it.
    fn definitions(&self, out: &mut Diagnostics) {
        let Some(applied) = self.service.traits.get(known::IAM_DEFINE_CONDITION_KEYS) else {
            return;
        };
        let resolved: Vec<&str> = self
            .resolved_nodes()
            .iter()
            .filter_map(|node| node.as_str())
            .collect();
        let definitions = applied.value.as_object();
        for entry in definitions.into_iter().flat_map(|object| object.iter()) {
            let required = entry.value.get("required");
            let Some(node) = required.filter(|node| node.as_bool() == Some(true)) else {
                continue;
            };
            let full = full_condition_key(&self.aws, &entry.key);
            if resolved.contains(&full.as_str()) {
                continue;
            }
            out.push(
                REQUIRED
                    .at(node.span,
                        format!("`{}` is required, but taken from requests, which may lack it", entry.key),
                    ).event_at(applied.span).shape(self.service.id).here("required")
                    .help(format!("list `{full}` in `@serviceResolvedConditionKeys`, or mark the member that holds it `@required` instead")),
            );
        }
    }

    /// The keys that the service itself finds the values of, in full.
    fn resolved(&self, out: &mut Diagnostics) -> IndexSet<String> {
        let nodes = self.resolved_nodes();
        let full = |node: &Node| full_condition_key(&self.aws, node.as_str().unwrap_or_default());
        let resolved: IndexSet<String> = nodes.iter().map(full).collect();
        let unknown: Vec<_> = nodes
            .iter()
            .filter(|node| !self.keys.defined.contains(&full(node)))
            .collect();
        let applied = self
            .service
            .traits
            .get(known::IAM_SERVICE_RESOLVED_CONDITION_KEYS);
        if let (Some(first), Some(applied)) = (unknown.first(), applied) {
            let names: IndexSet<String> = unknown.iter().map(|node| full(node)).collect();
            let verb = if names.len() == 1 { "is" } else { "are" };
            let report = RESOLVED
                .at(first.span, format!("{} {verb} not defined", ticked(names)))
                .event_at(applied.span)
                .shape(self.service.id)
                .here("no such condition key");
            out.push(self.with_known(report));
        }
        resolved
    }

    fn operations(&self, closure: &Closure, resolved: &IndexSet<String>, out: &mut Diagnostics) {
        for id in closure.operations.keys() {
            let Some(operation) = self.context.model.shape(*id) else {
                continue;
            };
            self.names(operation, out);
            let input = operation
                .operation()
                .and_then(|detail| self.context.structure(detail.input.id));
            if let Some(input) = input {
                self.values(*id, input, resolved, out);
            }
        }
    }

    /// The keys that an operation names.
    fn names(&self, operation: &Shape, out: &mut Diagnostics) {
        let used = self.keys.used.get(&operation.id);
        for key in used.into_iter().flatten() {
            if self.keys.defined.contains(key) || key.starts_with(GLOBAL) {
                continue;
            }
            let mut report = UNDEFINED
                .at(
                    operation.name_span,
                    format!(
                        "the condition key `{key}` of `{}` is not defined",
                        operation.id.name
                    ),
                )
                .shape(operation.id)
                .here("depends on an unknown key");
            if let Some(span) = self.site(operation, key) {
                report = report.label(span, "no such condition key");
            }
            out.push(self.with_known(report));
        }
    }

    /// Where an operation names a key.
    fn site(&self, operation: &Shape, key: &str) -> Option<Span> {
        let nodes = operation
            .trait_value(known::IAM_CONDITION_KEYS)?
            .as_array()?;
        let is_it = |node: &&Node| {
            node.as_str()
                .is_some_and(|text| full_condition_key(&self.aws, text) == key)
        };
        Some(nodes.iter().find(is_it)?.span)
    }

    /// The keys that members of an input give values to.
    fn values(
        &self,
        operation: ShapeId,
        input: &Shape,
        resolved: &IndexSet<String>,
        out: &mut Diagnostics,
    ) {
        let mut members: BTreeMap<String, Vec<(&Member, Span)>> = BTreeMap::new();
        for member in input.members.values() {
            let Some(applied) = member.traits.get(known::IAM_CONDITION_KEY_VALUE) else {
                continue;
            };
            let key = full_condition_key(&self.aws, applied.value.as_str().unwrap_or_default());
            if !self.keys.defined.contains(&key) {
                let report = UNDEFINED_VALUE
                    .at(
                        applied.span,
                        format!(
                            "`{}` is the value of `{key}`, which is not defined",
                            member.id.member
                        ),
                    )
                    .shape(member.id)
                    .here("no such condition key");
                out.push(self.with_known(report));
            }
            if resolved.contains(&key) {
                let report = BOTH
                    .at(
                        applied.span,
                        format!(
                            "`{}` is the value of `{key}`, whose value the service finds itself",
                            member.id.member
                        ),
                    )
                    .shape(member.id)
                    .here("a second value");
                let site = self
                    .service
                    .traits
                    .get(known::IAM_SERVICE_RESOLVED_CONDITION_KEYS);
                out.push(match site {
                    Some(site) => report.label(site.span, "found by the service"),
                    None => report,
                });
            }
            members.entry(key).or_default().push((member, applied.span));
        }
        for (key, members) in members {
            let [(first, first_span), .., (last, last_span)] = members[..] else {
                continue;
            };
            out.push(
                SEVERAL
                    .at(
                        input.name_span,
                        format!(
                            "the value of `{key}` in `{}` comes from {}",
                            operation.name,
                            ticked(members.iter().map(|(member, _)| member.id.member))
                        ),
                    )
                    .shape(input.id)
                    .here("has several values of one key")
                    .label(first_span, format!("`{}` is one", first.id.member))
                    .label(last_span, format!("`{}` is another", last.id.member))
                    .help("leave `@conditionKeyValue` at one of them"),
            );
        }
    }
}
