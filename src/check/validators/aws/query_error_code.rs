//! `QueryErrorCode`: errors of the query protocols are told apart by their codes.

use std::collections::BTreeMap;

use indexmap::IndexSet;

use crate::check::Context;
use crate::check::context::ticked;
use crate::diag::{Code, Diagnostics};
use crate::model::Shape;
use crate::name::{ShapeId, known};

const SHARED: Code = Code::danger("shared-error-code", "QueryErrorCode");

/// How many of the errors are pointed at.
const POINTED_AT: usize = 3;

pub(in crate::check::validators) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for (service, closure) in context.closures() {
        let by_code = [
            known::AWS_QUERY_COMPATIBLE,
            known::AWS_QUERY,
            known::EC2_QUERY,
        ];
        if !by_code.iter().any(|id| service.has_trait(*id)) {
            continue;
        }
        let mut errors: IndexSet<ShapeId> = IndexSet::new();
        let own = service
            .service()
            .into_iter()
            .flat_map(|detail| &detail.errors);
        errors.extend(own.map(|error| error.id));
        let operations = closure.operations.keys();
        for operation in operations.filter_map(|id| context.model.shape(*id)?.operation()) {
            errors.extend(operation.errors.iter().map(|error| error.id));
        }
        let mut by_code: BTreeMap<&str, Vec<&Shape>> = BTreeMap::new();
        for error in errors.iter().filter_map(|id| context.model.shape(*id)) {
            let code = error
                .trait_value(known::AWS_QUERY_ERROR)
                .and_then(|value| value.get_str("code"))
                .unwrap_or(error.id.name.as_str());
            by_code.entry(code).or_default().push(error);
        }
        for (code, mut shapes) in by_code {
            if shapes.len() < 2 {
                continue;
            }
            shapes.sort_by_key(|shape| shape.id.to_string());
            let mut report = SHARED
                .at(
                    service.name_span,
                    format!(
                        "the error code `{code}` stands for {}",
                        ticked(shapes.iter().map(|shape| shape.id))
                    ),
                )
                .shape(service.id)
                .here("an error code means several errors")
                .note("clients choose the class of an error by its code, and would take the wrong one")
                .help("give each error a code of its own with `@awsQueryError`");
            for shape in shapes.iter().take(POINTED_AT) {
                report = context.label(report, shape.name_span, format!("sent as `{code}`"));
            }
            out.push(report);
        }
    }
}
