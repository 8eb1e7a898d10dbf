//! `EventStreamTestsTrait`: tests of event streams have something to test, and their parameters
//! and bodies are what they should be.

use crate::check::Context;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::knowledge::event_stream;
use crate::model::{AppliedTrait, Operation, Shape};
use crate::name::{ShapeId, known};
use crate::node::{Node, Object, Value};
use crate::values::{Features, Fit, Purpose};

use super::body;

const NOTHING: Code = Code::error("event-test-without-events", "EventStreamTestsTrait");
const NO_STREAM: Code = Code::error("event-test-without-stream", "EventStreamTestsTrait");

const EVENT: &str = "EventStreamTestsTrait";

/// What is absent may be null. Timestamps are written as `@timestampFormat` says.
const FEATURES: Features = Features {
    zero_range_warns: false,
    constraints_warn: false,
    optional_nulls: true,
    base64_blobs: false,
    epoch_seconds: false,
};

pub(in crate::check::validators) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    let fit = context.fit();
    for (subject, applied) in context.applied(known::EVENT_STREAM_TESTS) {
        let shape = subject.container();
        let Some(operation) = shape.operation() else {
            continue;
        };
        let check = Check {
            context,
            fit: &fit,
            shape,
            operation,
            applied,
        };
        let cases = applied.value.as_array().unwrap_or_default();
        for (number, case) in cases.iter().enumerate() {
            check.case(number, case, out);
        }
    }
}

struct Check<'c, 'm> {
    context: &'c Context<'m>,
    fit: &'c Fit<'c, 'm>,
    shape: &'m Shape,
    operation: &'m Operation,
    applied: &'m AppliedTrait,
}

impl Check<'_, '_> {
    /// The report, which the reference points at the whole trait for.
    fn about(&self, report: Diagnostic) -> Diagnostic {
        report
            .shape(self.shape.id)
            .event_at(self.applied.value.span)
    }

    fn fits(&self, node: &Node, target: ShapeId, what: &str, out: &mut Diagnostics) {
        let purpose = Purpose::new(EVENT, self.shape.id, &what).features(FEATURES);
        self.fit.check(node, target, &purpose, out);
    }

    /// Checks the value under `key` against the shape that `shape_key` names, if it does.
    fn named(&self, node: &Node, key: &str, shape_key: &str, id: &str, out: &mut Diagnostics) {
        let Some(target) = node.get_str(shape_key).and_then(ShapeId::parse) else {
            return;
        };
        let what = format!("the `{key}` of the test `{id}`");
        match node.get(key) {
            Some(value) => self.fits(value, target, &what, out),
            None => {
                let none = Node::new(Value::Object(Object::default()), node.span);
                self.fits(&none, target, &what, out);
            }
        }
    }

    fn case(&self, number: usize, case: &Node, out: &mut Diagnostics) {
        let id = case.get_str("id").unwrap_or_default();
        for (key, target) in [
            ("initialRequestParams", self.operation.input.id),
            ("initialResponseParams", self.operation.output.id),
        ] {
            if let Some(params) = case.get(key) {
                let what = format!("the `{key}` of the test `{id}`");
                self.fits(params, target, &what, out);
            }
        }
        for (key, shape_key) in [
            ("initialRequest", "initialRequestShape"),
            ("initialResponse", "initialResponseShape"),
            ("vendorParams", "vendorParamsShape"),
        ] {
            self.named(case, key, shape_key, id, out);
        }
        let events = case
            .get("events")
            .and_then(Node::as_array)
            .unwrap_or_default();
        for (position, event) in events.iter().enumerate() {
            self.event(&format!("{number}.events.{position}"), event, id, out);
        }
        let initial = [
            "initialRequestParams",
            "initialRequest",
            "initialResponseParams",
            "initialResponse",
        ];
        if events.is_empty() && initial.iter().all(|key| case.get(key).is_none()) {
            let report = NOTHING
                .at(case.span, format!("the test `{id}` tests nothing"))
                .event(format!("{EVENT}.{number}"))
                .here("has neither events nor an initial message")
                .help("add `events`, `initialRequest` or `initialResponse`");
            out.push(self.about(report));
        }
    }

    fn event(&self, suffix: &str, event: &Node, id: &str, out: &mut Diagnostics) {
        if let Some(params) = event.get("params") {
            let (word, side, event_id) = match event.get_str("type") {
                Some("request") => ("input", self.operation.input.id, EVENT.to_owned()),
                Some("response") => (
                    "output",
                    self.operation.output.id,
                    format!("{EVENT}.{suffix}"),
                ),
                _ => return,
            };
            match event_stream(self.context.model, side) {
                Some(stream) => {
                    let what = format!("the `params` of an event of the test `{id}`");
                    self.fits(params, stream.target.id, &what, out);
                }
                None => {
                    let place = event.get("type").unwrap_or(params).span;
                    let report = NO_STREAM
                        .at(
                            place,
                            format!("the {word} of `{}` has no event stream", self.shape.id.name),
                        )
                        .event(event_id)
                        .here("so there is no such event");
                    out.push(self.about(report));
                }
            }
        }
        let what = format!("the body of an event of the test `{id}`");
        if let Some(report) = body::check(self.context, event, &what) {
            out.push(self.about(report.event(EVENT)));
        }
        self.named(event, "vendorParams", "vendorParamsShape", id, out);
    }
}
