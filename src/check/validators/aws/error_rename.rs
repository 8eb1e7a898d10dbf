//! `ErrorRename`: protocols that send the names of errors cannot send other ones.

use crate::check::Context;
use crate::check::context::{ticked, trait_name};
use crate::diag::{Code, Diagnostics};
use crate::name::{ShapeType, known};

const RENAMED: Code = Code::error("error-renamed", "ErrorRename");

/// The protocols whose clients tell errors apart by the names of their shapes.
const BY_NAME: [crate::name::ShapeId; 6] = [
    known::AWS_JSON_1_0,
    known::AWS_JSON_1_1,
    known::AWS_QUERY,
    known::EC2_QUERY,
    known::REST_JSON_1,
    known::REST_XML,
];

pub(in crate::check::validators) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for service in context.of_type(ShapeType::Service) {
        let Some(detail) = service.service().filter(|detail| !detail.rename.is_empty()) else {
            continue;
        };
        let protocols: Vec<_> = BY_NAME
            .into_iter()
            .filter_map(|id| service.traits.get(id))
            .collect();
        let Some(first) = protocols.first() else {
            continue;
        };
        for rename in &detail.rename {
            let is_error = context
                .model
                .shape(rename.shape.id)
                .is_some_and(|shape| shape.has_trait(known::ERROR));
            if !is_error {
                continue;
            }
            let names = ticked(protocols.iter().map(|applied| trait_name(applied.id)));
            out.push(
                RENAMED
                    .at(
                        rename.shape.span,
                        format!(
                            "the error `{}` cannot have another name in a service with {names}",
                            rename.shape.id
                        ),
                    )
                    .shape(service.id)
                    .here(format!("renamed to `{}`", rename.name.value))
                    .event_at(service.name_span)
                    .label(first.span, "sends the name of the shape, as it is")
                    .help("rename the shape itself, or the one that it is in conflict with"),
            );
        }
    }
}
