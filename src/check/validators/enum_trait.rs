//! `EnumTrait`: the old form of enumerations, `@enum` on a string.

use rustc_hash::FxHashMap;

use crate::check::Context;
use crate::diag::{Code, Diagnostics};
use crate::model::TraitSource;
use crate::name::known;
use crate::text::Span;

const DUPLICATE: Code = Code::error("duplicate-enum-definition", "EnumTrait");
const UNNAMED: Code = Code::error("enum-definition-without-name", "EnumTrait");
const NAME: Code = Code::warning("enum-definition-name", "EnumTrait");
const NO_NAMES: Code = Code::warning("enum-without-names", "EnumNamesPresent");

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for (subject, applied) in context.applied(known::ENUM) {
        if applied.source == TraitSource::Synthetic {
            continue;
        }
        let definitions = applied.value.as_array().unwrap_or(&[]);
        let head = applied.span;
        let mut named = 0_usize;
        for key in ["value", "name"] {
            let mut seen: FxHashMap<&str, Span> = FxHashMap::default();
            for node in definitions.iter().filter_map(|one| one.get(key)) {
                let Some(text) = node.as_str() else { continue };
                named += usize::from(key == "name");
                if let Some(first) = seen.insert(text, node.span) {
                    let report = DUPLICATE
                        .at(
                            node.span,
                            format!("two entries of `@enum` have the {key} `{text}`"),
                        )
                        .shape(subject.id())
                        .here("again here")
                        .label(first, "first here");
                    out.push(report.event_at(head));
                }
                if key == "name" && !super::enum_shape::is_recommended(text) {
                    let message = format!("the name `{text}` should be in capitals");
                    let report = NAME
                        .at(node.span, message)
                        .here("not in capitals")
                        .event_at(head)
                        .event(format!("EnumTrait.{text}"))
                        .shape(subject.id());
                    out.push(report);
                }
            }
        }
        if named == 0 {
            out.push(
                NO_NAMES
                    .at(applied.span, "no entry of `@enum` has a name")
                    .shape(subject.id())
                    .here("generated code has nothing to call the values by")
                    .help("use an `enum` shape"),
            );
            continue;
        }
        for definition in definitions.iter().filter(|one| one.get("name").is_none()) {
            let message = "an entry of `@enum` has no name, but others have one";
            let report = UNNAMED
                .at(definition.span, message)
                .here("`name` is missing")
                .event_at(head);
            out.push(report.shape(subject.id()));
        }
    }
}
