//! `HttpRequestTestsInput`, `HttpResponseTestsOutput` and `HttpResponseTestsError`: the bodies of
//! protocol tests are what they are said to be, and their parameters fit the shapes.

use crate::check::Context;
use crate::diag::{Code, Diagnostics};
use crate::model::{AppliedTrait, Shape};
use crate::name::{ShapeId, ShapeType, known};
use crate::node::{Node, Object};
use crate::values::{Features, Fit, Purpose};

use super::body;

const VENDOR_PARAMS: Code = Code::warning("test-vendor-params", "HttpRequestTestsInput");

pub(in crate::check::validators) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    let fit = context.fit();
    for (subject, applied) in context.applied(known::HTTP_REQUEST_TESTS) {
        let shape = subject.container();
        let Some(operation) = shape.operation() else {
            continue;
        };
        Check {
            context,
            fit: &fit,
            shape,
            applied,
            event: "HttpRequestTestsInput",
            echo: None,
        }
        .cases(operation.input.id, out);
    }
    for (subject, applied) in context.applied(known::HTTP_RESPONSE_TESTS) {
        let shape = subject.container();
        let (output, error) = ("HttpResponseTestsOutput", "HttpResponseTestsError");
        let (target, event, echo) = match (shape.operation(), shape.shape_type) {
            (Some(operation), _) => (operation.output.id, output, error),
            (None, ShapeType::Structure) => (shape.id, error, output),
            _ => continue,
        };
        Check {
            context,
            fit: &fit,
            shape,
            applied,
            event,
            echo: Some(echo),
        }
        .cases(target, out);
    }
}

struct Check<'c, 'm> {
    context: &'c Context<'m>,
    fit: &'c Fit<'c, 'm>,
    shape: &'m Shape,
    applied: &'m AppliedTrait,
    event: &'static str,
    /// The event of the reference's other validator of responses, which looks at bodies too.
    echo: Option<&'static str>,
}

impl Check<'_, '_> {
    fn cases(&self, target: ShapeId, out: &mut Diagnostics) {
        for case in self.applied.value.as_array().unwrap_or_default() {
            let id = case.get_str("id").unwrap_or_default();
            let what = format!("the body of the test `{id}`");
            if let Some(report) = body::check(self.context, case, &what) {
                let report = report
                    .shape(self.shape.id)
                    .event_at(self.applied.value.span)
                    .event(self.event);
                if let Some(echo) = self.echo {
                    out.push(report.clone().event(echo).echo());
                }
                out.push(report);
            }
            self.vendor_params(case, id, out);
            let what = format!("the `params` of the test `{id}`");
            match case.get("params") {
                Some(params) => self.fits(params, target, &what, out),
                None => {
                    let none = Node::new(crate::node::Value::Object(Object::default()), case.span);
                    self.fits(&none, target, &what, out);
                }
            }
        }
    }

    fn fits(&self, node: &Node, target: ShapeId, what: &str, out: &mut Diagnostics) {
        let purpose =
            Purpose::new(self.event, self.shape.id, &what).features(Features::TEST_PARAMETERS);
        self.fit.check(node, target, &purpose, out);
    }

    fn vendor_params(&self, case: &Node, id: &str, out: &mut Diagnostics) {
        let Some(target) = case.get("vendorParamsShape") else {
            return;
        };
        let params = case.get("vendorParams");
        let empty = |node: &&Node| node.as_object().is_none_or(Object::is_empty);
        if let Some(params) = params.filter(|params| !empty(params)) {
            if let Some(target) = target.as_str().and_then(ShapeId::parse) {
                let what = format!("the `vendorParams` of the test `{id}`");
                self.fits(params, target, &what, out);
            }
            return;
        }
        let report = VENDOR_PARAMS
            .at(
                target.span,
                format!("the test `{id}` has no `vendorParams`"),
            )
            .event(self.event)
            .shape(self.shape.id)
            .event_at(self.applied.value.span)
            .here("says what they would be")
            .help("add `vendorParams`, or remove `vendorParamsShape`");
        out.push(report);
    }
}
