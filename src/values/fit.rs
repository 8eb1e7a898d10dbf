//! The walk: a node beside the shape that it is meant for.

use std::fmt;

use rustc_hash::FxHashSet;

use crate::diag::{Code, Diagnostic, Diagnostics, Fix, Severity, nearest};
use crate::knowledge::nullability::{Consumer, is_optional};
use crate::knowledge::{Graph, Subject};
use crate::model::{Member, Model, Shape};
use crate::name::{ShapeId, ShapeType, known};
use crate::node::{Entry, Node, Object, Value};
use crate::text::{SourceMap, Span, Symbol};

use super::{Patterns, Selections};

const UNKNOWN_MEMBER: Code = Code::warning("unknown-value-member", "TraitValue");
const MISSING_MEMBER: Code = Code::error("missing-value-member", "TraitValue");
const SEVERAL_UNION_MEMBERS: Code = Code::error("several-union-members", "TraitValue");
const NULL_VALUE: Code = Code::error("null-value", "TraitValue");
pub(super) const WRONG_TYPE: Code = Code::error("value-type", "TraitValue");

/// What the walk allows or asks for beyond the shapes themselves. All off by default.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Features {
    /// A zero outside of its `@range` is only a WARNING, as for defaults.
    pub zero_range_warns: bool,
    /// A value outside of its constraints, or without a required member, is only a WARNING: it is
    /// meant to be wrong, as in an example of an error.
    pub constraints_warn: bool,
    /// A member that may be absent may also be null.
    pub optional_nulls: bool,
    /// Blobs are base64, and `@length` counts the bytes behind it.
    pub base64_blobs: bool,
    /// Timestamps are numbers, whatever `@timestampFormat` says.
    pub epoch_seconds: bool,
}

impl Features {
    /// How the parameters of tests are written: timestamps are numbers and what is absent may be
    /// null, whatever the protocol writes. (Specification: "HTTP protocol compliance tests",
    /// parameter format.)
    pub const TEST_PARAMETERS: Self = Self {
        zero_range_warns: false,
        constraints_warn: false,
        optional_nulls: true,
        base64_blobs: false,
        epoch_seconds: true,
    };
}

/// What a value is checked for, and how its reports are named.
#[derive(Clone, Copy)]
pub struct Purpose<'a> {
    /// The event id of reports about constraints and unknown members, such as `TraitValue`.
    pub event: &'a str,
    /// The event id of reports about the kind of a value and about what it lacks.
    pub structural_event: &'a str,
    /// The shape or member that reports are about; `None` for what belongs to none, as metadata.
    pub subject: Option<ShapeId>,
    /// What the value is, for messages: ``` `@length` ```, ``the default of `Foo$bar` ``.
    pub what: &'a dyn fmt::Display,
    /// Where all reports point, for a value that stands nowhere itself; `None` to point into it.
    pub root: Option<Span>,
    /// What is allowed and asked for.
    pub features: Features,
}

impl<'a> Purpose<'a> {
    /// A purpose whose reports all have one event id and point into the value.
    pub fn new(
        event: &'a str,
        subject: impl Into<Option<ShapeId>>,
        what: &'a dyn fmt::Display,
    ) -> Self {
        Self {
            event,
            structural_event: event,
            subject: subject.into(),
            what,
            root: None,
            features: Features::default(),
        }
    }

    /// With these features.
    #[must_use]
    pub fn features(self, features: Features) -> Self {
        Self { features, ..self }
    }

    /// The severity of a broken constraint.
    pub(super) fn constraint_severity(&self) -> Severity {
        if self.features.constraints_warn {
            Severity::Warning
        } else {
            Severity::Error
        }
    }

    pub(super) fn place(&self, span: Span) -> Span {
        self.root.unwrap_or(span)
    }
}

/// Checks nodes against shapes of one model.
pub struct Fit<'g, 'm> {
    pub(super) graph: &'g Graph<'m>,
    pub(super) sources: &'g SourceMap,
    pub(super) patterns: &'g Patterns,
    pub(super) selections: &'g Selections,
}

/// One node that is still to be looked at.
pub(super) struct Task<'n, 'm> {
    pub node: &'n Node,
    /// The member through which the node is reached; `None` at the root.
    pub member: Option<(&'m Shape, &'m Member)>,
    pub target: ShapeId,
    /// A map key stands for a string node; this is it.
    pub key: Option<&'n Entry>,
}

/// The report under construction: all checks of one walk write here.
pub(super) struct Reports<'o, 'p> {
    pub purpose: &'o Purpose<'p>,
    pub out: &'o mut Diagnostics,
}

impl Reports<'_, '_> {
    pub fn constraint(&mut self, code: Code, span: Span, message: String) -> Diagnostic {
        self.report(code, span, message)
            .event(self.purpose.event.to_owned())
    }

    pub fn structural(&mut self, code: Code, span: Span, message: String) -> Diagnostic {
        self.report(code, span, message)
            .event(self.purpose.structural_event.to_owned())
    }

    fn report(&self, code: Code, span: Span, message: String) -> Diagnostic {
        Diagnostic {
            shape: self.purpose.subject,
            ..code.at(self.purpose.place(span), message)
        }
    }

    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.out.push(diagnostic);
    }
}

impl<'g, 'm> Fit<'g, 'm> {
    /// Makes ready to check nodes against the shapes of the model behind `graph`.
    pub fn new(
        graph: &'g Graph<'m>,
        sources: &'g SourceMap,
        patterns: &'g Patterns,
        selections: &'g Selections,
    ) -> Self {
        Self {
            graph,
            sources,
            patterns,
            selections,
        }
    }

    pub(super) fn model(&self) -> &'m Model {
        self.graph.model()
    }

    /// Checks a node against the shape or member `target`. Linear in the node; not recursive, since
    /// nodes of JSON may be nested a thousand deep.
    pub fn check(
        &self,
        node: &Node,
        target: ShapeId,
        purpose: &Purpose<'_>,
        out: &mut Diagnostics,
    ) {
        let mut reports = Reports { purpose, out };
        let Some(subject) = Subject::of(self.model(), target) else {
            return;
        };
        let first = match subject {
            Subject::Shape(shape) => Task {
                node,
                member: None,
                target: shape.id,
                key: None,
            },
            Subject::Member(container, member) => Task {
                node,
                member: Some((container, member)),
                target: member.target.id,
                key: None,
            },
        };
        let mut waiting = vec![first];
        while let Some(task) = waiting.pop() {
            let mark = waiting.len();
            self.visit(&task, &mut waiting, &mut reports);
            if let Some(added) = waiting.get_mut(mark..) {
                added.reverse();
            }
        }
    }

    fn visit<'n>(
        &self,
        task: &Task<'n, 'm>,
        waiting: &mut Vec<Task<'n, 'm>>,
        reports: &mut Reports<'_, '_>,
    ) {
        let Some(shape) = self.model().shape(task.target) else {
            return;
        };
        if task.key.is_none() && task.node.is_null() && task.member.is_some() {
            self.null(task, shape, reports);
            return;
        }
        if !self.is_of_type(task, shape) {
            if !(task.node.is_null() && reports.purpose.features.optional_nulls) {
                self.wrong_type(task, shape, reports);
            }
            return;
        }
        if !self.number_fits(task, shape, reports) {
            // The bounds of the member say no more to a person than those of the type.
            let mark = reports.out.len();
            self.member_constraints(task, shape, reports);
            for repeated in reports.out.iter_mut().skip(mark) {
                repeated.echo = true;
            }
            return;
        }
        self.constraints(task, shape, reports);
        match (&task.node.value, shape.shape_type) {
            _ if task.key.is_some() => {}
            (Value::Array(elements), ShapeType::List | ShapeType::Set) => {
                let Some(member) = shape.member(known::member::MEMBER) else {
                    return;
                };
                waiting.extend(elements.iter().map(|element| Task {
                    node: element,
                    member: Some((shape, member)),
                    target: member.target.id,
                    key: None,
                }));
            }
            (Value::Object(object), ShapeType::Map) => map_entries(object, shape, waiting),
            (Value::Object(object), ShapeType::Structure) => {
                self.missing(task, object, shape, reports);
                self.members(task.node.span, object, shape, waiting, reports);
            }
            (Value::Object(object), ShapeType::Union) => {
                if let Some(second) = object.entries.get(1) {
                    self.several(task, second, shape, reports);
                } else {
                    self.members(task.node.span, object, shape, waiting, reports);
                }
            }
            _ => {}
        }
    }

    fn is_of_type(&self, task: &Task<'_, 'm>, shape: &Shape) -> bool {
        if task.key.is_some() {
            return matches!(shape.shape_type, ShapeType::String | ShapeType::Enum);
        }
        let value = &task.node.value;
        match shape.shape_type {
            ShapeType::Blob | ShapeType::String | ShapeType::Enum => {
                matches!(value, Value::String(_))
            }
            ShapeType::Boolean => matches!(value, Value::Boolean(_)),
            // `NaN` and the infinities are written as strings; `constraints` looks at them.
            ShapeType::Float | ShapeType::Double => {
                matches!(value, Value::Number(_) | Value::String(_))
            }
            ShapeType::Byte
            | ShapeType::Short
            | ShapeType::Integer
            | ShapeType::IntEnum
            | ShapeType::Long
            | ShapeType::BigInteger
            | ShapeType::BigDecimal => matches!(value, Value::Number(_)),
            ShapeType::List | ShapeType::Set => matches!(value, Value::Array(_)),
            ShapeType::Map | ShapeType::Structure | ShapeType::Union => {
                matches!(value, Value::Object(_))
            }
            ShapeType::Document | ShapeType::Timestamp => true,
            // A value of a service makes no sense, but that is the definition's mistake.
            ShapeType::Member | ShapeType::Service | ShapeType::Resource | ShapeType::Operation => {
                true
            }
        }
    }

    fn wrong_type(&self, task: &Task<'_, 'm>, shape: &Shape, reports: &mut Reports<'_, '_>) {
        let expected = expected(shape.shape_type);
        let found = task.node.describe();
        let place = self.place(task, reports.purpose);
        if task.node.is_null() {
            // A trait without parentheses, or `null` where a value is needed.
            let report = reports
                .structural(WRONG_TYPE, task.node.span, format!("{place} needs a value"))
                .here(format!("expected {expected}"));
            let report = self.with_definition(report, task, shape);
            reports.push(report);
            return;
        }
        let mut report = reports
            .structural(
                WRONG_TYPE,
                task.node.span,
                format!("{place} must be {expected}, but it is {found}"),
            )
            .here(format!("expected {expected}, found {found}"));
        report = self.with_definition(report, task, shape);
        if let (Value::String(text), true) = (&task.node.value, shape.shape_type.is_number())
            && text.parse::<f64>().is_ok()
        {
            report = report.fix(Fix::replace(
                "write the number without quotes",
                task.node.span,
                &**text,
            ));
        } else if let (Value::String(text), ShapeType::Boolean) =
            (&task.node.value, shape.shape_type)
            && matches!(&**text, "true" | "false")
        {
            report = report.fix(Fix::replace(
                "write the boolean without quotes",
                task.node.span,
                &**text,
            ));
        } else if shape.shape_type == ShapeType::Structure && shape.members.is_empty() {
            report = report.help("it has no members, so it takes no value");
        }
        reports.push(report);
    }

    fn null(&self, task: &Task<'_, 'm>, shape: &Shape, reports: &mut Reports<'_, '_>) {
        let Some((container, member)) = task.member else {
            return;
        };
        if container.has_trait(known::SPARSE) {
            return;
        }
        let optional = is_optional(self.model(), container, member, Consumer::Client);
        if optional && reports.purpose.features.optional_nulls {
            return;
        }
        // A document may be null, but a member that must be there must not.
        let document = shape.shape_type == ShapeType::Document;
        if document && (optional || container.shape_type == ShapeType::Union) {
            return;
        }
        let place = self.place(task, reports.purpose);
        let message = format!("{place} must not be null");
        let span = task.node.span;
        let mut report = if document {
            reports.constraint(NULL_VALUE, span, message)
        } else {
            reports.structural(NULL_VALUE, span, message)
        }
        .here(format!("expected {}", expected(shape.shape_type)));
        match container.shape_type {
            ShapeType::List | ShapeType::Set | ShapeType::Map => {
                report = report.note(format!(
                    "only a {} marked `@sparse` may hold null",
                    container.shape_type
                ));
            }
            _ if !member.has_trait(known::REQUIRED) => {
                report = report.help("leave the member out");
            }
            _ => {}
        }
        // The reference says so once for the member and once for its target.
        let twice = !optional
            && !document
            && container.shape_type != ShapeType::Union
            && !reports.purpose.features.optional_nulls
            && reports.purpose.structural_event == reports.purpose.event;
        if twice {
            reports.push(report.clone().echo());
        }
        reports.push(report);
    }

    fn several(
        &self,
        task: &Task<'_, 'm>,
        second: &Entry,
        shape: &Shape,
        reports: &mut Reports<'_, '_>,
    ) {
        let place = self.place(task, reports.purpose);
        let report = reports
            .constraint(
                SEVERAL_UNION_MEMBERS,
                second.key_span,
                format!("{place} sets more than one member of a union"),
            )
            .here("a second member")
            .note(format!(
                "a value of the union `{}` holds exactly one of its members",
                shape.id.relative()
            ))
            .help("keep one member and remove the others")
            .event_at(reports.purpose.place(task.node.span));
        reports.push(report);
    }

    fn members<'n>(
        &self,
        whole: Span,
        object: &'n Object,
        shape: &'m Shape,
        waiting: &mut Vec<Task<'n, 'm>>,
        reports: &mut Reports<'_, '_>,
    ) {
        let mut unknown = Vec::new();
        for entry in object.iter() {
            match shape.member(Symbol::intern(&entry.key)) {
                Some(member) => waiting.push(Task {
                    node: &entry.value,
                    member: Some((shape, member)),
                    target: member.target.id,
                    key: None,
                }),
                None => unknown.push(entry),
            }
        }
        if unknown.is_empty() {
            return;
        }
        // A member that is there already cannot be what was meant.
        let present: FxHashSet<&str> = object.iter().map(|entry| &*entry.key).collect();
        let names: Vec<&str> = shape
            .members
            .keys()
            .map(|name| name.as_str())
            .filter(|name| !present.contains(name))
            .take(SUGGESTED_FROM)
            .collect();
        for (i, entry) in unknown.into_iter().enumerate() {
            let names = if i < SUGGESTED_FOR { &names[..] } else { &[] };
            self.unknown(entry, names, shape, reports);
            if let (Some(report), None) = (reports.out.last_mut(), reports.purpose.root) {
                report.event_span = Some(whole);
            }
        }
    }

    fn unknown(&self, entry: &Entry, names: &[&str], shape: &Shape, reports: &mut Reports<'_, '_>) {
        let event = format!(
            "{}.UnknownMember.{}.{}",
            reports.purpose.event, shape.id, entry.key
        );
        let severity = if shape.shape_type == ShapeType::Union {
            Severity::Error
        } else {
            Severity::Warning
        };
        let shape_name = self.name_of(shape.id, reports.purpose);
        let mut report = reports
            .constraint(
                UNKNOWN_MEMBER,
                entry.key_span,
                format!("{shape_name} has no member `{}`", entry.key),
            )
            .severity(severity)
            .event(event)
            .here("unknown member");
        let near = nearest(&entry.key, names.iter().copied());
        if let Some(meant) = near.first() {
            report = report.fix(self.rename(entry, meant));
        } else if shape.members.is_empty() {
            report = report.note("it has no members at all");
        } else if shape.members.len() <= LISTED_MEMBERS {
            let all: Vec<String> = shape
                .members
                .keys()
                .map(|name| format!("`{name}`"))
                .collect();
            report = report.note(format!("its members are {}", all.join(", ")));
        }
        if !self.sources.is_bundled(shape.name_span) {
            report = report.label(
                shape.name_span,
                format!("`{}` is defined here", shape.id.name),
            );
        }
        reports.push(report);
    }

    fn rename(&self, entry: &Entry, to: &str) -> Fix {
        let quoted = self.sources.slice(entry.key_span).starts_with('"');
        let text = if quoted {
            format!("\"{to}\"")
        } else {
            to.to_owned()
        };
        Fix::replace(
            format!("write `{to}` instead of `{}`", entry.key),
            entry.key_span,
            text,
        )
    }

    fn missing(
        &self,
        task: &Task<'_, 'm>,
        object: &Object,
        shape: &'m Shape,
        reports: &mut Reports<'_, '_>,
    ) {
        let required = shape
            .members
            .values()
            .filter(|member| member.has_trait(known::REQUIRED));
        let mut keys: Option<FxHashSet<&str>> = None;
        for member in required {
            let keys = keys.get_or_insert_with(|| object.iter().map(|entry| &*entry.key).collect());
            let name = member.id.member.as_str();
            if keys.contains(name) {
                continue;
            }
            let place = self.place(task, reports.purpose);
            let mut report = reports
                .structural(
                    MISSING_MEMBER,
                    task.node.span,
                    format!("{place} lacks the required member `{name}`"),
                )
                .severity(reports.purpose.constraint_severity())
                .here(format!("`{name}` is missing"));
            if !self.sources.is_bundled(member.name_span) {
                report = report.label(member.name_span, "required here");
            }
            let misspelt = nearest(name, keys.iter().copied())
                .into_iter()
                .find(|key| shape.member(Symbol::intern(key)).is_none());
            let target = self.model().target(member);
            report = match (misspelt, target) {
                (Some(key), _) => report.help(format!("`{key}` looks like a misspelt `{name}`")),
                (None, Some(target)) => {
                    report.help(format!("add `{name}: …`, {}", expected(target.shape_type)))
                }
                (None, None) => report,
            };
            reports.push(report);
        }
    }

    /// What a node is, for the beginning of a message.
    pub(super) fn place(&self, task: &Task<'_, 'm>, purpose: &Purpose<'_>) -> String {
        let Some((container, member)) = task.member else {
            return purpose.what.to_string();
        };
        if Some(member.id) == purpose.subject {
            return purpose.what.to_string();
        }
        let holder = self.name_of(container.id, purpose);
        match container.shape_type {
            ShapeType::List | ShapeType::Set => format!("an element of {holder}"),
            ShapeType::Map if task.key.is_some() => format!("a key of {holder}"),
            ShapeType::Map => format!("a value of {holder}"),
            _ => format!("`{}` of {holder}", member.id.member),
        }
    }

    /// A shape as messages call it: by its bare name where that is clear, as a trait where it is
    /// the definition of one.
    pub(super) fn name_of(&self, id: ShapeId, purpose: &Purpose<'_>) -> String {
        let near = id.namespace == known::PRELUDE
            || purpose
                .subject
                .is_none_or(|subject| subject.namespace == id.namespace);
        let name = if near { id.relative() } else { id.to_string() };
        let is_trait = self
            .model()
            .shape(id)
            .is_some_and(|shape| shape.has_trait(known::TRAIT));
        if is_trait {
            format!("`@{}`", id.name)
        } else {
            format!("`{name}`")
        }
    }

    /// Adds where the expectation comes from: the member, where the user wrote it.
    pub(super) fn with_definition(
        &self,
        report: Diagnostic,
        task: &Task<'_, 'm>,
        shape: &Shape,
    ) -> Diagnostic {
        let (span, what) = match task.member {
            Some((_, member)) => (
                member.target.span,
                format!("`{}` is {}", member.id.member, article(shape.shape_type)),
            ),
            None => (
                shape.name_span,
                format!("`{}` is {}", shape.id.name, article(shape.shape_type)),
            ),
        };
        let same = report.span == Some(span);
        if same || self.sources.is_bundled(span) {
            report
        } else {
            report.label(span, what)
        }
    }
}

/// From how many members a misspelt one is sought. A structure has at most a few hundred.
const SUGGESTED_FROM: usize = 1_000;

/// For how many unknown members of one object a known one is sought.
const SUGGESTED_FOR: usize = 64;

/// Up to how many members are listed when none is near.
const LISTED_MEMBERS: usize = 8;

fn map_entries<'n, 'm>(object: &'n Object, shape: &'m Shape, waiting: &mut Vec<Task<'n, 'm>>) {
    let (Some(key), Some(value)) = (
        shape.member(known::member::KEY),
        shape.member(known::member::VALUE),
    ) else {
        return;
    };
    for entry in object.iter() {
        waiting.push(Task {
            node: &entry.value,
            member: Some((shape, key)),
            target: key.target.id,
            key: Some(entry),
        });
        waiting.push(Task {
            node: &entry.value,
            member: Some((shape, value)),
            target: value.target.id,
            key: None,
        });
    }
}

/// A shape type with its article.
pub(super) fn article(shape_type: ShapeType) -> String {
    let keyword = shape_type.as_str();
    let vowel = keyword.starts_with(['a', 'e', 'i', 'o']);
    format!("{} {keyword}", if vowel { "an" } else { "a" })
}

/// The kind of node that a shape type takes, with its article.
pub(super) fn expected(shape_type: ShapeType) -> &'static str {
    match shape_type {
        ShapeType::Blob | ShapeType::String | ShapeType::Enum => "a string",
        ShapeType::Boolean => "a boolean",
        ShapeType::Timestamp => "a timestamp",
        ShapeType::List | ShapeType::Set => "an array",
        ShapeType::Map | ShapeType::Structure | ShapeType::Union => "an object",
        ShapeType::Document => "a value",
        found if found.is_whole_number() => "a whole number",
        _ => "a number",
    }
}
