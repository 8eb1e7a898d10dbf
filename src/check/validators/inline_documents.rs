//! `NoInlineDocumentSupport`: services of protocols without documents use none.

use crate::check::Context;
use crate::check::context::{ticked, trait_name};
use crate::diag::{Code, Diagnostics};
use crate::name::{ShapeId, ShapeType, known};
use crate::node::Node;

const DOCUMENTS: Code = Code::error("documents-not-supported", "NoInlineDocumentSupport");

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    let protocols: Vec<ShapeId> = context
        .graph
        .subjects_with(known::PROTOCOL_DEFINITION)
        .filter(|subject| {
            let definition = subject.traits().value(known::PROTOCOL_DEFINITION);
            let refused = definition.and_then(|value| value.get("noInlineDocumentSupport"));
            refused.and_then(Node::as_bool) == Some(true)
        })
        .map(|subject| subject.id())
        .collect();
    if protocols.is_empty() {
        return;
    }
    for (service, closure) in context.closures() {
        let used = protocols.iter().filter_map(|id| service.traits.get(*id));
        for applied in used {
            let documents: Vec<ShapeId> = closure
                .shapes
                .iter()
                .copied()
                .filter(|id| context.model.shape_type(*id) == Some(ShapeType::Document))
                .collect();
            let Some(first) = documents.first() else {
                break;
            };
            let mut report = DOCUMENTS
                .at(
                    applied.span,
                    format!(
                        "`{}` uses {}, but `{}` supports no documents",
                        service.id.name,
                        ticked(documents.iter().map(|id| id.relative())),
                        trait_name(applied.id)
                    ),
                )
                .shape(service.id)
                .here("supports no documents");
            let user = context.graph.to(*first).iter().find(|relationship| {
                closure
                    .shapes
                    .binary_search(&relationship.source.root())
                    .is_ok()
            });
            if let Some(user) = user {
                report = context.label(report, user.span, "a document is used here");
            }
            out.push(report);
        }
    }
}
