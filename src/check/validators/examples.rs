//! `ExamplesTrait`: examples of an operation fit its input, output and errors.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::check::Context;
use crate::diag::{Code, Diagnostics};
use crate::knowledge::Subject;
use crate::model::{AppliedTrait, Operation, Shape};
use crate::name::{ShapeId, known};
use crate::node::{Node, Object, Value};
use crate::text::Span;
use crate::values::{Features, Fit, Purpose};

const EVENT: &str = "ExamplesTrait";
const NO_ERROR: Code = Code::error("example-without-error", EVENT);
const BOTH: Code = Code::error("example-output-and-error", EVENT);
const OTHER_ERROR: Code = Code::error("example-of-other-error", EVENT);

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    let mut checking = None;
    for (subject, applied) in context.applied(known::EXAMPLES) {
        let Subject::Shape(shape) = subject else {
            continue;
        };
        let Some(operation) = shape.operation() else {
            continue;
        };
        let checking = checking.get_or_insert_with(|| Checking {
            context,
            fit: context.fit(),
            services: None,
        });
        for node in applied.value.as_array().unwrap_or(&[]) {
            checking.example(&Example::read(shape, operation, applied, node), out);
        }
    }
}

/// One example.
struct Example<'m> {
    shape: &'m Shape,
    operation: &'m Operation,
    applied: &'m AppliedTrait,
    node: &'m Node,
    title: &'m str,
    output: Option<&'m Node>,
    error: Option<&'m Node>,
    features: Features,
}

impl<'m> Example<'m> {
    fn read(
        shape: &'m Shape,
        operation: &'m Operation,
        applied: &'m AppliedTrait,
        node: &'m Node,
    ) -> Self {
        let allowed = node.get("allowConstraintErrors").and_then(Node::as_bool);
        Self {
            shape,
            operation,
            applied,
            node,
            title: node.get_str("title").unwrap_or(""),
            output: node.get("output"),
            error: node.get("error"),
            features: Features {
                constraints_warn: allowed == Some(true),
                ..Features::default()
            },
        }
    }

    /// Where a part of it is named, or else the example itself.
    fn key(&self, name: &str) -> Span {
        let entry = self.node.as_object().and_then(|object| object.entry(name));
        entry.map_or(self.node.span, |entry| entry.key_span)
    }
}

struct Checking<'c, 'm> {
    context: &'c Context<'m>,
    fit: Fit<'c, 'm>,
    /// Of each operation, the services that offer it.
    services: Option<FxHashMap<ShapeId, Vec<&'m Shape>>>,
}

impl<'c, 'm> Checking<'c, 'm> {
    fn example(&mut self, example: &Example<'m>, out: &mut Diagnostics) {
        let context = self.context;
        let head = example.applied.span;
        if example.features.constraints_warn && example.error.is_none() {
            let message = format!(
                "the example \"{}\" allows broken constraints, but shows no error",
                example.title
            );
            let place = example.key("allowConstraintErrors");
            out.push(
                NO_ERROR
                    .at(place, message)
                    .here("allowed here")
                    .event_at(head)
                    .shape(example.shape.id)
                    .note("only an input that is refused may break constraints")
                    .help("add the `error` that the service returns"),
            );
        }
        let nothing = Node::new(Value::Object(Object::default()), example.node.span);
        let input = example.node.get("input").unwrap_or(&nothing);
        self.fits(example, "input", input, example.operation.input.id, out);
        match (example.output, example.error) {
            (Some(_), Some(_)) => {
                let message = format!(
                    "the example \"{}\" has both an output and an error",
                    example.title
                );
                let report = BOTH
                    .at(example.key("output"), message)
                    .here("an output")
                    .event_at(head)
                    .shape(example.shape.id);
                out.push(
                    context
                        .label(report, example.key("error"), "and an error")
                        .help("make two examples of it"),
                );
            }
            (Some(output), None) => {
                self.fits(example, "output", output, example.operation.output.id, out);
            }
            (None, Some(error)) => self.error(example, error, &nothing, out),
            (None, None) => {}
        }
    }

    fn fits(
        &self,
        example: &Example<'_>,
        part: &str,
        value: &Node,
        target: ShapeId,
        out: &mut Diagnostics,
    ) {
        let what = format!("the {part} of the example \"{}\"", example.title);
        let purpose = Purpose::new(EVENT, example.shape.id, &what).features(example.features);
        self.fit.check(value, target, &purpose, out);
    }

    fn error(
        &mut self,
        example: &Example<'m>,
        error: &Node,
        nothing: &Node,
        out: &mut Diagnostics,
    ) {
        let Some(id) = error.get_str("shapeId").and_then(ShapeId::parse) else {
            return;
        };
        let exists = self.context.model.shape(id).is_some();
        let bound = example.operation.errors.iter().any(|one| one.id == id);
        if exists && (bound || self.services_have(example.shape.id, id)) {
            let content = error.get("content").unwrap_or(nothing);
            self.fits(example, "error", content, id, out);
            return;
        }
        let message = format!(
            "the example \"{}\" shows the error `{}`, which `{}` does not have",
            example.title,
            id.relative(),
            example.shape.id.name
        );
        let place = error.get("shapeId").map_or(error.span, |node| node.span);
        let label = if exists {
            "not an error of it"
        } else {
            "no such shape"
        };
        let head = example.applied.span;
        let report = OTHER_ERROR
            .at(place, message)
            .here(label)
            .event_at(head)
            .shape(example.shape.id);
        out.push(if exists {
            report.help(format!(
                "add `{}` to the `errors` of the operation or of its services",
                id.relative()
            ))
        } else {
            report
        });
    }

    /// Whether every service that offers an operation has an error. An operation that none offers
    /// is taken to be fine, as long as there are services.
    fn services_have(&mut self, operation: ShapeId, error: ShapeId) -> bool {
        let context = self.context;
        let services = self.services.get_or_insert_with(|| {
            let mut services: FxHashMap<ShapeId, Vec<&Shape>> = FxHashMap::default();
            for (service, closure) in context.closures() {
                for operation in closure.operations.keys() {
                    services.entry(*operation).or_default().push(service);
                }
            }
            services
        });
        if context.closures().is_empty() {
            return false;
        }
        let offering = services.get(&operation).map_or(&[][..], Vec::as_slice);
        offering.iter().all(|service| {
            let errors = service.service().map(|detail| &detail.errors);
            let ids: FxHashSet<ShapeId> = errors
                .into_iter()
                .flatten()
                .map(|reference| reference.id)
                .collect();
            ids.contains(&error)
        })
    }
}
