//! `IamAction`: what `aws.iam#iamAction` says is said once.

use indexmap::IndexSet;

use crate::check::Context;
use crate::check::context::{ticked, trait_name};
use crate::diag::{Code, Diagnostics};
use crate::name::{ShapeType, known};

const CONFLICT: Code = Code::error("iam-action-conflict", "IamAction");
const DUPLICATE: Code = Code::danger("iam-action-resource", "IamAction");

pub(in crate::check::validators) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for (subject, applied) in context.applied(known::IAM_ACTION) {
        let operation = subject.container();
        if operation.shape_type != ShapeType::Operation {
            continue;
        }
        for (old, property) in [
            (known::IAM_ACTION_NAME, "name"),
            (known::IAM_ACTION_PERMISSION_DESCRIPTION, "documentation"),
            (known::IAM_REQUIRED_ACTIONS, "requiredActions"),
        ] {
            let (Some(older), Some(node)) =
                (operation.traits.get(old), applied.value.get(property))
            else {
                continue;
            };
            if node.as_array().is_some_and(<[_]>::is_empty) {
                continue;
            }
            out.push(
                CONFLICT
                    .at(
                        older.span,
                        format!(
                            "`{}` and `{property}` of `@iamAction` say the same",
                            trait_name(old)
                        ),
                    )
                    .event(format!("{}.ConflictingProperty.{property}", CONFLICT.event))
                    .shape(operation.id)
                    .here("deprecated")
                    .label(node.span, "said here, too")
                    .help(format!("remove `{}`", trait_name(old))),
            );
        }
        let names = |key: &str| -> IndexSet<&str> {
            applied
                .value
                .get("resources")
                .and_then(|resources| resources.get(key)?.as_object())
                .into_iter()
                .flat_map(|object| object.iter().map(|entry| &*entry.key))
                .collect()
        };
        let (required, optional) = (names("required"), names("optional"));
        let both: Vec<_> = required.intersection(&optional).collect();
        let Some(first) = both.first() else {
            continue;
        };
        let site = |key: &str| {
            let resources = applied.value.get("resources")?.get(key)?;
            Some(resources.as_object()?.entry(first)?.key_span)
        };
        let mut report = DUPLICATE
            .at(
                site("optional").unwrap_or(applied.span),
                format!("the action both requires {} and does not", ticked(&both)),
            )
            .event(format!("{}.Resources.DuplicateEntries", DUPLICATE.event))
            .event_at(applied.span)
            .shape(operation.id)
            .here("optional here")
            .help("leave each resource in one of the two");
        if let Some(span) = site("required") {
            report = report.label(span, "required here");
        }
        out.push(report);
    }
}
