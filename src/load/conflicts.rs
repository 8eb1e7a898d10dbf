//! Shapes that are declared twice.

use crate::diag::{Code, Diagnostic};
use crate::model::{Detail, Reference, Shape, Traits};
use crate::name::known;

const SHAPE_CONFLICT: Code = Code::error("shape-conflict", "Model");
const INLINE_CONFLICT: Code = Code::error("inline-collection-conflict", "Model");
const REPEATED_SHAPE: Code = Code::note("repeated-shape", "Model.IgnoredDuplicateDefinition");

/// The report on a shape that is declared a second time: a note where both say the same. Inline
/// collections are meant to be shared.
pub(super) fn repeated(first: &Shape, second: &Shape) -> Option<Diagnostic> {
    // All declarations of a shape share their traits; only an inline one is nothing but a name.
    let inline =
        |shape: &Shape| shape.traits.contains(known::SYNTHETIC) && shape.span == shape.name_span;
    let both_inline = inline(first) && inline(second);
    let Some(difference) = difference(first, second) else {
        let note = REPEATED_SHAPE
            .at(
                first.name_span,
                format!(
                    "`{}` is declared twice, with the same meaning",
                    first.id.name
                ),
            )
            .here("declared here")
            .label(second.name_span, "and again here")
            .shape(first.id);
        return (!both_inline).then_some(note);
    };
    if both_inline {
        // What could not be resolved is reported where it is written.
        let mut members = first.members.values().chain(second.members.values());
        let broken = members.any(|member| member.target.id == known::BROKEN);
        return (!broken).then(|| same_name(first, second));
    }
    let report = SHAPE_CONFLICT
        .at(
            second.name_span,
            format!("`{}` is declared twice, and differently", first.id.name),
        )
        .here("declared again here")
        .event_at(first.span)
        .label(first.name_span, "first declared here")
        .note(difference)
        .help("rename or remove one of them")
        .shape(first.id);
    Some(report)
}

/// Two inline collections whose targets are called the same in different namespaces.
fn same_name(first: &Shape, second: &Shape) -> Diagnostic {
    let mut report = INLINE_CONFLICT
        .at(
            second.name_span,
            format!(
                "two different inline collections would both be called `{}`",
                first.id.name
            ),
        )
        .here("one of them")
        .label(first.name_span, "the other one");
    for (a, b) in first.members.values().zip(second.members.values()) {
        if a.target.id != b.target.id {
            report = report.note(format!(
                "this one's `{}` targets `{}`, the other one's `{}`",
                a.id.member, b.target.id, a.target.id
            ));
        }
    }
    report
        .note("the shape of an inline collection is named after the shapes in it")
        .help("declare one of the two as a shape of its own, and write its name here")
        .shape(first.id)
}

fn difference(first: &Shape, second: &Shape) -> Option<String> {
    if first.shape_type != second.shape_type {
        return Some(format!(
            "the first is {}, the second {}",
            first.shape_type.with_article(),
            second.shape_type.with_article()
        ));
    }
    if !same_references(&first.mixins, &second.mixins) {
        return Some("their mixins differ".to_owned());
    }
    if !same_traits(&first.traits, &second.traits) {
        return Some("their traits differ".to_owned());
    }
    let only = |one: &Shape, other: &Shape| {
        let mut names = one.members.keys();
        let name = names.find(|name| !other.members.contains_key(*name));
        name.map(|name| name.as_str())
    };
    if let Some(name) = only(first, second) {
        return Some(format!("only the first has the member `{name}`"));
    }
    if let Some(name) = only(second, first) {
        return Some(format!("only the second has the member `{name}`"));
    }
    if !first.members.keys().eq(second.members.keys()) {
        return Some("their members come in another order".to_owned());
    }
    for (a, b) in first.members.values().zip(second.members.values()) {
        if a.target.id != b.target.id {
            return Some(format!(
                "the first `{}` targets `{}`, the second `{}`",
                a.id.member, a.target.id.name, b.target.id.name
            ));
        }
        if !same_traits(&a.traits, &b.traits) {
            return Some(format!("the traits of `{}` differ", a.id.member));
        }
    }
    (!same_detail(&first.detail, &second.detail)).then(|| "their properties differ".to_owned())
}

fn same_traits(first: &Traits, second: &Traits) -> bool {
    first.len() == second.len()
        && first.iter().all(|applied| {
            second
                .value(applied.id)
                .is_some_and(|value| applied.value.same_value(value))
        })
}

fn same_references<'a>(
    first: impl IntoIterator<Item = &'a Reference>,
    second: impl IntoIterator<Item = &'a Reference>,
) -> bool {
    let id = |reference: &Reference| reference.id;
    first.into_iter().map(id).eq(second.into_iter().map(id))
}

fn same_detail(first: &Detail, second: &Detail) -> bool {
    match (first, second) {
        (Detail::None, Detail::None) => true,
        (Detail::Service(a), Detail::Service(b)) => {
            a.version.as_ref().map(|version| &version.value)
                == b.version.as_ref().map(|version| &version.value)
                && same_references(&a.operations, &b.operations)
                && same_references(&a.resources, &b.resources)
                && same_references(&a.errors, &b.errors)
                && a.rename.len() == b.rename.len()
                && a.rename
                    .iter()
                    .zip(&b.rename)
                    .all(|(a, b)| a.shape.id == b.shape.id && a.name.value == b.name.value)
        }
        (Detail::Resource(a), Detail::Resource(b)) => {
            let named = |resource: &crate::model::Resource| -> Vec<_> {
                resource
                    .identifiers
                    .iter()
                    .map(|member| (true, member.name, member.target.id))
                    .chain(
                        resource
                            .properties
                            .iter()
                            .map(|member| (false, member.name, member.target.id)),
                    )
                    .collect()
            };
            named(a) == named(b)
                && a.lifecycle()
                    .map(|(name, reference)| (name, reference.id))
                    .eq(b.lifecycle().map(|(name, reference)| (name, reference.id)))
                && same_references(&a.operations, &b.operations)
                && same_references(&a.collection_operations, &b.collection_operations)
                && same_references(&a.resources, &b.resources)
        }
        (Detail::Operation(a), Detail::Operation(b)) => {
            a.input.id == b.input.id
                && a.output.id == b.output.id
                && same_references(&a.errors, &b.errors)
        }
        _ => false,
    }
}
