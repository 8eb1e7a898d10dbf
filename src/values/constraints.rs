//! Constraints on values: `@length`, `@range`, `@pattern`, `@uniqueItems`, `@idRef`, enumerations
//! and formats of timestamps, on a member and on its target alike.
//!
//! (Specification: "Constraint traits"; "idRef trait"; "Enum", "IntEnum".)

use std::cmp::Ordering;

use crate::diag::{Code, Severity, nearest};
use crate::model::{Shape, Traits};
use crate::name::{ShapeId, ShapeType, known};
use crate::node::{Number, Value};
use crate::text::Span;

use super::canonical::{canonical, compare, is_zero};
use super::fit::{Reports, Task, WRONG_TYPE};
use super::scalars::base64_length;
use super::timestamp::{is_date_time, is_http_date};
use super::{Fit, Match};

const LENGTH: Code = Code::error("value-length", "TraitValue");
const RANGE: Code = Code::error("value-range", "TraitValue");
const PATTERN: Code = Code::error("value-pattern", "TraitValue");
const UNCHECKED: Code = Code::note("pattern-not-checked", "TraitValue");
const REPEATED: Code = Code::error("repeated-item", "TraitValue");
const NOT_IN_ENUM: Code = Code::error("value-not-in-enum", "TraitValue");
const TIMESTAMP: Code = Code::error("value-timestamp", "TraitValue");
const NOT_A_FLOAT: Code = Code::error("value-float", "TraitValue");
const SHAPE_ID: Code = Code::error("value-shape-id", "TraitValue");

/// The strings that stand for what no JSON number can say.
const NON_NUMERIC_FLOATS: [&str; 3] = ["NaN", "Infinity", "-Infinity"];

/// How many values of an enumeration are listed in a note.
const LISTED_VALUES: usize = 10;

/// One set of constraints: those of a member, or those of a shape.
struct Level<'t> {
    traits: &'t Traits,
    /// Whether they are a member's.
    member: bool,
}

impl<'m> Fit<'_, 'm> {
    /// Checks all constraints on a node whose kind is right.
    pub(super) fn constraints(
        &self,
        task: &Task<'_, 'm>,
        shape: &'m Shape,
        reports: &mut Reports<'_, '_>,
    ) {
        self.float(task, shape, reports);
        self.timestamp(task, shape, reports);
        self.enumeration(task, shape, reports);
        if !self.base64(task, shape, reports) {
            return;
        }
        self.member_constraints(task, shape, reports);
        let own = Level {
            traits: &shape.traits,
            member: false,
        };
        self.level(task, shape, &own, reports);
    }

    /// Checks the constraints that the member itself states.
    pub(super) fn member_constraints(
        &self,
        task: &Task<'_, 'm>,
        shape: &'m Shape,
        reports: &mut Reports<'_, '_>,
    ) {
        if let Some((_, member)) = task.member {
            let level = Level {
                traits: &member.traits,
                member: true,
            };
            self.level(task, shape, &level, reports);
        }
    }

    fn level(
        &self,
        task: &Task<'_, 'm>,
        shape: &Shape,
        level: &Level<'_>,
        reports: &mut Reports<'_, '_>,
    ) {
        if level.traits.is_empty() {
            return;
        }
        self.length(task, shape, level, reports);
        self.range(task, shape, level, reports);
        self.pattern(task, shape, level, reports);
        self.unique(task, shape, level, reports);
        self.id_ref(task, shape, level, reports);
        self.conditions(task, level.traits, reports);
    }

    /// Whether a blob is base64, where it must be. Reports it where it is not.
    fn base64(&self, task: &Task<'_, 'm>, shape: &Shape, reports: &mut Reports<'_, '_>) -> bool {
        let (Value::String(text), ShapeType::Blob, true) = (
            &task.node.value,
            shape.shape_type,
            reports.purpose.features.base64_blobs,
        ) else {
            return true;
        };
        if base64_length(text).is_some() {
            return true;
        }
        let place = self.place(task, reports.purpose);
        let report = reports
            .constraint(
                WRONG_TYPE,
                task.node.span,
                format!("{place} must be base64"),
            )
            .here("not base64")
            .note("the bytes of a blob are written with base64 here");
        let report = self.with_definition(report, task, shape);
        reports.push(report);
        false
    }

    fn text<'n>(task: &Task<'n, 'm>) -> Option<&'n str> {
        match task.key {
            Some(entry) => Some(&entry.key),
            None => task.node.as_str(),
        }
    }

    fn span(task: &Task<'_, 'm>) -> Span {
        task.key.map_or(task.node.span, |entry| entry.key_span)
    }

    fn length(
        &self,
        task: &Task<'_, 'm>,
        shape: &Shape,
        level: &Level<'_>,
        reports: &mut Reports<'_, '_>,
    ) {
        let Some(constraint) = level.traits.get(known::LENGTH) else {
            return;
        };
        let (length, unit) = match (&task.node.value, shape.shape_type) {
            (_, ShapeType::String) => match Self::text(task) {
                Some(text) => (text.chars().count(), "characters"),
                None => return,
            },
            (Value::String(text), ShapeType::Blob) => {
                let decoded = base64_length(text).filter(|_| reports.purpose.features.base64_blobs);
                (decoded.unwrap_or(text.len()), "bytes")
            }
            (Value::Array(elements), ShapeType::List | ShapeType::Set) => {
                (elements.len(), "elements")
            }
            (Value::Object(object), ShapeType::Map) => (object.entries.len(), "entries"),
            _ => return,
        };
        let bound = |name: &str| constraint.value.get(name)?.as_number()?.as_i64();
        let actual = i64::try_from(length).unwrap_or(i64::MAX);
        let problem = match (bound("min"), bound("max")) {
            (Some(min), _) if actual < min => format!("at least {min}"),
            (_, Some(max)) if actual > max => format!("at most {max}"),
            _ => return,
        };
        let place = self.place(task, reports.purpose);
        let mut report = reports
            .constraint(
                LENGTH,
                Self::span(task),
                format!("{place} must have a length of {problem}, but it is {length}"),
            )
            .here(format!("{length} {unit}"));
        // A list of the wrong length is wrong even where constraints are meant to be broken.
        if !matches!(task.node.value, Value::Array(_)) {
            report = report.severity(reports.purpose.constraint_severity());
        }
        report = self.constrained_here(report, constraint.span, "`@length`");
        reports.push(report);
    }

    fn range(
        &self,
        task: &Task<'_, 'm>,
        shape: &Shape,
        level: &Level<'_>,
        reports: &mut Reports<'_, '_>,
    ) {
        if !shape.shape_type.is_number() {
            return;
        }
        let Some(constraint) = level.traits.get(known::RANGE) else {
            return;
        };
        let bound = |name: &str| constraint.value.get(name)?.as_number();
        let below = |min: &Number| match &task.node.value {
            Value::Number(number) => compare(number, min) == Ordering::Less,
            Value::String(text) => **text == *"-Infinity",
            _ => false,
        };
        let above = |max: &Number| match &task.node.value {
            Value::Number(number) => compare(number, max) == Ordering::Greater,
            Value::String(text) => **text == *"Infinity",
            _ => false,
        };
        let place = self.place(task, reports.purpose);
        let problem = match (bound("min"), bound("max")) {
            (Some(min), _) if below(min) => format!("at least {min}"),
            (_, Some(max)) if above(max) => format!("at most {max}"),
            _ if task.node.as_str() == Some("NaN") => "a number".to_owned(),
            _ => return,
        };
        let zero = task.node.as_number().is_some_and(is_zero);
        let mut report = reports
            .constraint(RANGE, task.node.span, format!("{place} must be {problem}"))
            .here(format!("expected {problem}"));
        if task.node.as_str() != Some("NaN") {
            let level = if level.member { "Member" } else { "Target" };
            report = report.event(format!("{}.{level}.InvalidRange", reports.purpose.event));
        }
        report = report.severity(reports.purpose.constraint_severity());
        if zero && reports.purpose.features.zero_range_warns {
            report = report.severity(Severity::Warning);
        }
        report = self.constrained_here(report, constraint.span, "`@range`");
        reports.push(report);
    }

    fn pattern(
        &self,
        task: &Task<'_, 'm>,
        shape: &Shape,
        level: &Level<'_>,
        reports: &mut Reports<'_, '_>,
    ) {
        if shape.shape_type != ShapeType::String {
            return;
        }
        let Some(constraint) = level.traits.get(known::PATTERN) else {
            return;
        };
        let (Some(pattern), Some(text)) = (constraint.value.as_str(), Self::text(task)) else {
            return;
        };
        let place = self.place(task, reports.purpose);
        match self.patterns.matches(pattern, text) {
            Match::Yes => {}
            Match::No => {
                let report = reports
                    .constraint(
                        PATTERN,
                        Self::span(task),
                        format!("{place} does not match the pattern `{pattern}`"),
                    )
                    .here("does not match")
                    .severity(reports.purpose.constraint_severity());
                let report = self.constrained_here(report, constraint.span, "`@pattern`");
                reports.push(report);
            }
            Match::Unknown => {
                // The pattern itself may be invalid, which is another report.
                if self.patterns.get(pattern).is_err() {
                    return;
                }
                let report = reports
                    .constraint(
                        UNCHECKED,
                        Self::span(task),
                        format!("{place} was not checked against the pattern `{pattern}`"),
                    )
                    .here("not checked")
                    .note(
                        "matching it takes too many steps, or depends on a group that may be unset",
                    );
                reports.push(report);
            }
        }
    }

    fn unique(
        &self,
        task: &Task<'_, 'm>,
        shape: &Shape,
        level: &Level<'_>,
        reports: &mut Reports<'_, '_>,
    ) {
        let Value::Array(elements) = &task.node.value else {
            return;
        };
        if shape.shape_type != ShapeType::List || !level.traits.contains(known::UNIQUE_ITEMS) {
            return;
        }
        let mut seen = rustc_hash::FxHashMap::default();
        for element in elements {
            let Some(first) = seen.insert(canonical(element), element.span) else {
                continue;
            };
            let place = self.place(task, reports.purpose);
            let report = reports
                .constraint(
                    REPEATED,
                    element.span,
                    format!("{place} holds the same item twice"),
                )
                .here("repeated here")
                .label(first, "first here")
                .note("the list is marked `@uniqueItems`")
                .help("remove one of the two")
                .event_at(reports.purpose.place(task.node.span));
            reports.push(report);
            return;
        }
    }

    fn id_ref(
        &self,
        task: &Task<'_, 'm>,
        shape: &Shape,
        level: &Level<'_>,
        reports: &mut Reports<'_, '_>,
    ) {
        let (Some(constraint), ShapeType::String) =
            (level.traits.get(known::ID_REF), shape.shape_type)
        else {
            return;
        };
        let Some(text) = Self::text(task) else { return };
        let place = self.place(task, reports.purpose);
        let custom = constraint.value.get_str("errorMessage").map(str::to_owned);
        let span = Self::span(task);
        let Some(id) = ShapeId::parse(text) else {
            // The reference cannot even read such a trait where it knows it.
            let report = reports
                .structural(
                    SHAPE_ID,
                    span,
                    format!("{place} must be the absolute id of a shape, but it is `{text}`"),
                )
                .here("not a shape id")
                .note(
                    "an absolute shape id is written `namespace#Name` or `namespace#Name$member`",
                );
            reports.push(report);
            return;
        };
        if id.root() == known::BROKEN {
            return;
        }
        if self.model().shape_type(id).is_none() {
            let must_exist = constraint
                .value
                .get("failWhenMissing")
                .and_then(crate::node::Node::as_bool)
                == Some(true);
            if must_exist && !self.model().broken.contains_key(&id.root()) {
                let mut report = reports
                    .constraint(
                        SHAPE_ID,
                        span,
                        format!("{place} refers to `{id}`, which does not exist"),
                    )
                    .here("no such shape");
                report.notes.extend(custom);
                let same_namespace = self
                    .model()
                    .shapes
                    .keys()
                    .filter(|known| known.namespace == id.namespace)
                    .map(|known| known.name.as_str());
                if let Some(meant) = nearest(id.name.as_str(), same_namespace).first() {
                    report = report.help(format!("did you mean `{}#{meant}`?", id.namespace));
                }
                reports.push(report);
            }
            return;
        }
        let Some(selector) = constraint.value.get_str("selector") else {
            return;
        };
        if self.selections.yields(self.graph, selector, id) == Some(false) {
            let mut report = reports
                .constraint(SHAPE_ID, span, format!("{place} must not refer to `{id}`"))
                .here(format!("`{}` does not match the selector", id.relative()))
                .note(format!(
                    "only shapes that match `{selector}` may stand here"
                ));
            report.notes.extend(custom);
            reports.push(report);
        }
    }

    fn float(&self, task: &Task<'_, 'm>, shape: &Shape, reports: &mut Reports<'_, '_>) {
        let (Value::String(text), ShapeType::Float | ShapeType::Double) =
            (&task.node.value, shape.shape_type)
        else {
            return;
        };
        if NON_NUMERIC_FLOATS.contains(&&**text) {
            return;
        }
        let place = self.place(task, reports.purpose);
        let mut report = reports
            .constraint(
                NOT_A_FLOAT,
                task.node.span,
                format!("{place} must be a number, but it is the string `{text}`"),
            )
            .here("expected a number")
            .note(
                "the only strings allowed here are `\"NaN\"`, `\"Infinity\"` and `\"-Infinity\"`",
            );
        if text.parse::<f64>().is_ok() {
            report = report.fix(crate::diag::Fix::replace(
                "write the number without quotes",
                task.node.span,
                &**text,
            ));
        }
        reports.push(report);
    }

    fn enumeration(&self, task: &Task<'_, 'm>, shape: &'m Shape, reports: &mut Reports<'_, '_>) {
        if let Value::Number(number) = &task.node.value
            && shape.shape_type == ShapeType::IntEnum
            && task.key.is_none()
        {
            let values = || {
                shape
                    .members
                    .values()
                    .filter_map(|member| member.trait_value(known::ENUM_VALUE))
            };
            let wanted = number.as_i64();
            if values().any(|value| value.as_number().and_then(Number::as_i64) == wanted) {
                return;
            }
            let all = values()
                .take(LISTED_VALUES)
                .filter_map(|value| value.as_number().map(ToString::to_string))
                .collect();
            self.not_in_enum(task, shape, &number.to_string(), all, reports);
            return;
        }
        let Some(text) = Self::text(task) else { return };
        let values: Vec<&str> = match shape.shape_type {
            ShapeType::Enum => shape
                .members
                .values()
                .map(|member| {
                    member
                        .traits
                        .text(known::ENUM_VALUE)
                        .unwrap_or(member.id.member.as_str())
                })
                .collect(),
            ShapeType::String => {
                let Some(definitions) = shape.trait_value(known::ENUM).and_then(|n| n.as_array())
                else {
                    return;
                };
                definitions
                    .iter()
                    .filter_map(|definition| definition.get_str("value"))
                    .collect()
            }
            _ => return,
        };
        if !values.contains(&text) {
            let mut near: Vec<String> = nearest(text, values.iter().copied())
                .into_iter()
                .map(|value| format!("\"{value}\""))
                .collect();
            let listed = values
                .iter()
                .take(LISTED_VALUES)
                .map(|value| format!("\"{value}\""))
                .collect();
            near.truncate(1);
            self.not_in_enum(task, shape, text, listed, reports);
            if let (Some(meant), Some(report)) = (near.first(), reports.out.last_mut()) {
                if task.key.is_some() {
                    report.help.push(format!("did you mean `{meant}`?"));
                } else {
                    report.fixes.push(crate::diag::Fix::replace(
                        format!("change it to `{meant}`"),
                        task.node.span,
                        meant.clone(),
                    ));
                }
            }
        }
    }

    fn not_in_enum(
        &self,
        task: &Task<'_, 'm>,
        shape: &Shape,
        found: &str,
        values: Vec<String>,
        reports: &mut Reports<'_, '_>,
    ) {
        let name = self.name_of(shape.id, reports.purpose);
        let more = shape.members.len() > values.len() && values.len() == LISTED_VALUES;
        let mut report = reports
            .constraint(
                NOT_IN_ENUM,
                Self::span(task),
                format!("`{found}` is not a value of {name}"),
            )
            .here("no such value")
            .note(format!(
                "the values are {}{}",
                values.join(", "),
                if more { ", …" } else { "" }
            ));
        if !self.sources.is_bundled(shape.name_span) {
            report = report.label(shape.name_span, "the values are defined here");
        }
        reports.push(report);
    }

    fn timestamp(&self, task: &Task<'_, 'm>, shape: &Shape, reports: &mut Reports<'_, '_>) {
        if shape.shape_type != ShapeType::Timestamp {
            return;
        }
        let of_member = task
            .member
            .and_then(|(_, member)| member.traits.text(known::TIMESTAMP_FORMAT));
        let format = of_member.or_else(|| shape.traits.text(known::TIMESTAMP_FORMAT));
        let value = &task.node.value;
        if reports.purpose.features.epoch_seconds {
            self.epoch_seconds(task, reports);
            return;
        }
        let fits = match (format, value) {
            (Some("epoch-seconds") | None, Value::Number(_)) => true,
            (Some("date-time") | None, Value::String(text)) => is_date_time(text),
            (Some("http-date"), Value::String(text)) => is_http_date(text),
            (Some("epoch-seconds" | "date-time" | "http-date") | None, _) => false,
            // An unknown format is another report.
            _ => true,
        };
        if fits {
            return;
        }
        let example = match format {
            Some("http-date") => "`\"Tue, 29 Apr 2014 18:30:38 GMT\"`",
            Some("epoch-seconds") => "`1398796238`",
            Some(_) => "`\"1985-04-12T23:20:50.52Z\"`",
            None => "`\"1985-04-12T23:20:50.52Z\"` or `482196050.52`",
        };
        let place = self.place(task, reports.purpose);
        let format = format.map_or_else(String::new, |format| format!(" in the format `{format}`"));
        let report = reports
            .constraint(
                TIMESTAMP,
                task.node.span,
                format!("{place} must be a timestamp{format}"),
            )
            .here("not such a timestamp")
            .help(format!("write it like {example}"));
        reports.push(report);
    }

    fn epoch_seconds(&self, task: &Task<'_, 'm>, reports: &mut Reports<'_, '_>) {
        if matches!(task.node.value, Value::Number(_)) {
            return;
        }
        let place = self.place(task, reports.purpose);
        // The reference points at the shape; the value is what has to be changed.
        let report = reports
            .constraint(
                TIMESTAMP,
                task.node.span,
                format!("{place} must be a timestamp in seconds since the epoch"),
            )
            .here("not a number")
            .help("write it like `1398796238`");
        if task.member.is_some() {
            reports.push(report.clone().echo());
        }
        reports.push(report);
    }

    /// Points at the constraint itself, where the user wrote it.
    fn constrained_here(
        &self,
        report: crate::diag::Diagnostic,
        span: Span,
        what: &str,
    ) -> crate::diag::Diagnostic {
        if self.sources.is_bundled(span) {
            report
        } else {
            report.label(span, format!("because of this {what}"))
        }
    }
}
