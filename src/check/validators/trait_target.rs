//! `TraitTarget`: traits stand only where their definition allows it.

use indexmap::IndexMap;
use rustc_hash::FxHashSet;

use crate::check::Context;
use crate::check::context::{article, trait_name};
use crate::check::mending;
use crate::diag::{Code, Diagnostics, Fix};
use crate::knowledge::Subject;
use crate::name::{ShapeId, ShapeType, known};
use crate::selector::{Evaluation, Selector};

const NOT_HERE: Code = Code::error("trait-not-applicable", "TraitTarget");
const MIXIN: Code = Code::error("mixin-as-trait", "TraitTarget");

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    // Definitions with the same selector are looked at together: it is evaluated once.
    let mut by_selector: IndexMap<&str, Vec<ShapeId>> = IndexMap::new();
    for id in context.graph.applied_traits() {
        let Some(definition) = context.model.shape(id) else {
            continue;
        };
        if definition.has_trait(known::MIXIN) {
            mixin(context, id, out);
        }
        let selector = definition
            .trait_value(known::TRAIT)
            .and_then(|value| value.get_str("selector"))
            .map_or("*", str::trim);
        if selector != "*" {
            by_selector.entry(selector).or_default().push(id);
        }
    }
    let evaluation = Evaluation::new(&context.graph);
    for (text, traits) in by_selector {
        let Ok(selector) = Selector::parse(text) else {
            continue;
        };
        let candidates: FxHashSet<ShapeId> = traits
            .iter()
            .flat_map(|id| context.applied(*id))
            .map(|(subject, _)| subject.id())
            .collect();
        if candidates.is_empty() {
            continue;
        }
        let candidates: Vec<ShapeId> = candidates.into_iter().collect();
        let Some(matching) = evaluation.select_among(&selector, &candidates) else {
            continue;
        };
        let matching: FxHashSet<ShapeId> = matching.into_iter().collect();
        for id in traits {
            for (subject, applied) in context.applied(id) {
                if matching.contains(&subject.id()) {
                    continue;
                }
                out.push(not_here(context, subject, id, text, applied.span));
            }
        }
    }
}

fn mixin(context: &Context<'_>, id: ShapeId, out: &mut Diagnostics) {
    for (subject, applied) in context.applied(id) {
        let message = format!("`{}` is a mixin and cannot be applied", trait_name(id));
        let whole = subject.name_span();
        let report = MIXIN
            .at(applied.span, message)
            .here("a mixin")
            .event_at(whole)
            .help("move its members to a mixin of another name, and let the trait use that");
        let definition = context.model.shape(id);
        let mark = definition.and_then(|shape| shape.traits.get(known::MIXIN));
        let report = match mark {
            Some(mark) => context.label(report, mark.span, "marked as a mixin here"),
            None => report,
        };
        out.push(report.shape(subject.id()));
    }
}

fn not_here(
    context: &Context<'_>,
    subject: Subject<'_>,
    id: ShapeId,
    selector: &str,
    span: crate::text::Span,
) -> crate::diag::Diagnostic {
    let name = trait_name(id);
    let what = match subject {
        Subject::Shape(shape) => article(shape.shape_type),
        Subject::Member(container, _) => format!("a member of {}", article(container.shape_type)),
    };
    let one_line = selector.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut report = NOT_HERE
        .at(
            span,
            format!(
                "`{name}` cannot be applied to `{}`, {what}",
                subject.id().relative()
            ),
        )
        .shape(subject.id())
        .here("not allowed here")
        .label(subject.name_span(), format!("this is {what}"));
    report = match in_words(&one_line) {
        Some(words) => report.note(format!("`{name}` may only be applied to {words}")),
        None => report.note(format!(
            "`{name}` may only be applied to shapes that match the selector `{one_line}`"
        )),
    };
    if let Subject::Member(_, member) = subject
        && let Some(target) = context.model.target(member)
        && one_line.contains("member")
    {
        report = report.note(format!(
            "the member targets `{}`, {}",
            target.id.relative(),
            article(target.shape_type)
        ));
    }
    report = report.fixes(better(context, subject, id, &one_line, span));
    // `@enum` on an `enum` contradicts what the shape says of itself.
    if id == known::ENUM && subject.shape_type() == ShapeType::Enum {
        report = report.event_at(subject.name_span());
    }
    report
}

/// The change that makes a trait fit, where it is plain.
fn better(
    context: &Context<'_>,
    subject: Subject<'_>,
    id: ShapeId,
    selector: &str,
    span: crate::text::Span,
) -> Option<Fix> {
    if let Subject::Member(_, member) = subject
        && selector.contains("member[trait|required]")
        && !member.has_trait(known::REQUIRED)
    {
        return mending::add_trait_to_member(context.sources, member, "@required");
    }
    let shape_type = match subject {
        Subject::Shape(shape) => shape.shape_type,
        Subject::Member(_, member) => context.model.target(member)?.shape_type,
    };
    let other = if id == known::RANGE && !shape_type.is_number() {
        "@length"
    } else if id == known::LENGTH && shape_type.is_number() {
        "@range"
    } else {
        return None;
    };
    let sized = matches!(
        shape_type,
        ShapeType::String | ShapeType::Blob | ShapeType::List | ShapeType::Map
    );
    let text = context.sources.slice(span);
    let name = text.find('(').filter(|_| text.starts_with('@'))?;
    let end = span.start as usize + name;
    (sized || shape_type.is_number()).then(|| {
        let head = crate::text::Span::new(span.file, span.start as usize, end);
        Fix::replace(format!("change it to `{other}`"), head, other)
    })
}

/// What a selector means, for the few that most traits use.
fn in_words(selector: &str) -> Option<&'static str> {
    Some(match selector {
        "operation" => "operations",
        "service" => "services",
        "structure" => "structures",
        "resource" => "resources",
        "member" => "members",
        "structure > member" => "members of structures",
        "string" => "strings",
        "structure[trait|error]" => "structures that are marked with `@error`",
        "structure[trait|trait]" => "structures that define a trait",
        ":is(service, operation)" | ":test(service, operation)" => "services and operations",
        ":test(string, member > string)" => "strings and members that target one",
        ":test(number, member > number)" => "numbers and members that target one",
        ":test(timestamp, member > timestamp)" => "timestamps and members that target one",
        ":is(structure, union) > member" => "members of structures and unions",
        ":is(list, map)" => "lists and maps",
        ":is(blob, union)" => "blobs and unions",
        ":is(blob, string)" => "blobs and strings",
        ":not(member)" => "shapes that are no members",
        "structure > :test(member > :test(list, map))"
        | ":is(structure, union) > :test(member > :test(list, map))" => {
            "members that target a list or a map"
        }
        "structure > :test(member > string)" => "members of structures that target a string",
        "structure > member[trait|required] :test(> :test(string, number, boolean, timestamp))" => {
            "members of structures that are `@required` and target a string, number, boolean or timestamp"
        }
        "structure > :test(member[trait|required] > string)" => {
            "members of structures that are `@required` and target a string"
        }
        ":test(list, map, string, blob, member > :is(list, map, string, blob))" => {
            "lists, maps, strings, blobs and members that target one of these"
        }
        "list :not(> member ~> :is(float, double, document))" => {
            "lists whose elements hold no floats, doubles or documents"
        }
        _ => return None,
    })
}
