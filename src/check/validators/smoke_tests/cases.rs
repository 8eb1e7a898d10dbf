//! `SmokeTestCase`: the parameters of smoke tests fit the shapes that they are for.

use crate::check::Context;
use crate::check::context::ticked;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{AppliedTrait, Shape};
use crate::name::{ShapeId, known};
use crate::node::Node;
use crate::values::{Features, Fit, Purpose};

const NO_VALUE: Code = Code::warning("smoke-test-vendor-params", "SmokeTestCase");
const NO_SHAPE: Code = Code::warning("smoke-test-vendor-params-shape", "SmokeTestCase");
const NO_PARAMS: Code = Code::error("smoke-test-params", "SmokeTestCase");

pub(in crate::check::validators) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    let fit = context.fit();
    for (subject, applied) in context.applied(known::SMOKE_TESTS) {
        let shape = subject.container();
        let cases = applied.value.as_array().unwrap_or_default();
        for case in cases {
            let check = Check {
                context,
                fit: &fit,
                shape,
                applied,
                case,
                id: case.get_str("id").unwrap_or_default(),
            };
            check.vendor_params(out);
            check.params(out);
        }
    }
}

struct Check<'c, 'm> {
    context: &'c Context<'m>,
    fit: &'c Fit<'c, 'm>,
    shape: &'m Shape,
    applied: &'m AppliedTrait,
    case: &'c Node,
    id: &'c str,
}

impl Check<'_, '_> {
    /// The report, which the reference points at the whole trait for.
    fn about(&self, report: Diagnostic) -> Diagnostic {
        report
            .shape(self.shape.id)
            .event_at(self.applied.value.span)
    }

    fn check(&self, node: &Node, target: ShapeId, what: &str, out: &mut Diagnostics) {
        let what = format!("the {what} of the smoke test `{}`", self.id);
        let purpose =
            Purpose::new("SmokeTestCase", self.shape.id, &what).features(Features::TEST_PARAMETERS);
        self.fit.check(node, target, &purpose, out);
    }

    fn vendor_params(&self, out: &mut Diagnostics) {
        match (
            self.case.get("vendorParamsShape"),
            self.case.get("vendorParams"),
        ) {
            (Some(target), Some(params)) => {
                if let Some(target) = target.as_str().and_then(ShapeId::parse) {
                    self.check(params, target, "`vendorParams`", out);
                }
            }
            (Some(target), None) => {
                let report = NO_VALUE
                    .at(
                        target.span,
                        format!("the smoke test `{}` has no `vendorParams`", self.id),
                    )
                    .here("says what they would be")
                    .help("add `vendorParams`, or remove `vendorParamsShape`");
                out.push(self.about(report));
            }
            (None, Some(params)) => {
                let report = NO_SHAPE
                    .at(
                        params.span,
                        format!(
                            "the smoke test `{}` does not say of what shape its `vendorParams` are",
                            self.id
                        ),
                    )
                    .here("cannot be checked")
                    .help("add `vendorParamsShape`");
                out.push(self.about(report));
            }
            (None, None) => {}
        }
    }

    fn params(&self, out: &mut Diagnostics) {
        let Some(operation) = self.shape.operation() else {
            return;
        };
        let Some(input) = self.context.model.shape(operation.input.id) else {
            return;
        };
        if let Some(params) = self.case.get("params") {
            self.check(params, input.id, "`params`", out);
            return;
        }
        let required: Vec<_> = input
            .members
            .values()
            .filter(|member| member.has_trait(known::REQUIRED))
            .collect();
        let Some(first) = required.first() else {
            return;
        };
        let names = ticked(required.iter().map(|member| member.id.member));
        let report = NO_PARAMS
            .at(
                self.case.span,
                format!("the smoke test `{}` lacks the required {names}", self.id),
            )
            .here("has no `params`")
            .help(format!("add `params` with {names}"));
        let report = self.context.label(report, first.name_span, "is required");
        out.push(self.about(report));
    }
}
