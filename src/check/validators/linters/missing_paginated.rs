//! `MissingPaginatedTrait`: operations that look as if they returned pages say how.

use rustc_hash::FxHashSet;

use crate::check::Context;
use crate::check::settings::{Read, Settings};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Member, Shape};
use crate::name::{ShapeId, ShapeType, known};
use crate::text::Span;

use super::words::first_word;
use super::{DONE, Lint};

const REQUIRED: Code = Code::danger("missing-paginated", "MissingPaginatedTrait");
const SUGGESTED: Code = Code::warning("suggested-paginated", "MissingPaginatedTrait");

const VERBS_REQUIRE: [&str; 2] = ["list", "search"];
const VERBS_SUGGEST: [&str; 2] = ["describe", "get"];
const INPUT_MEMBERS: [&str; 8] = [
    "maxresults",
    "maxitems",
    "pagesize",
    "limit",
    "nexttoken",
    "pagetoken",
    "token",
    "marker",
];
const OUTPUT_MEMBERS: [&str; 10] = [
    "nexttoken",
    "pagetoken",
    "token",
    "marker",
    "nextpage",
    "nextpagetoken",
    "position",
    "nextmarker",
    "paginationtoken",
    "nextpagemarker",
];

/// Words in small letters.
type Words = FxHashSet<String>;

struct MissingPaginated {
    verbs_require: Words,
    verbs_suggest: Words,
    input_members: Words,
    output_members: Words,
}

pub(super) fn make(settings: &mut Settings<'_>, _: Span) -> Read<Box<dyn Lint>> {
    let words = |key: &str, default: &[&str]| -> Read<Words> {
        Ok(match settings.texts(key)? {
            Some(texts) => texts.iter().map(|one| one.text.to_lowercase()).collect(),
            None => default.iter().map(ToString::to_string).collect(),
        })
    };
    Ok(Box::new(MissingPaginated {
        verbs_require: words("verbsRequirePagination", &VERBS_REQUIRE)?,
        verbs_suggest: words("verbsSuggestPagination", &VERBS_SUGGEST)?,
        input_members: words("inputMembersRequirePagination", &INPUT_MEMBERS)?,
        output_members: words("outputMembersRequirePagination", &OUTPUT_MEMBERS)?,
    }))
}

impl Lint for MissingPaginated {
    fn run(&self, context: &Context<'_>, out: &mut Diagnostics) -> Result<(), Box<Diagnostic>> {
        for (shape, operation) in context.operations() {
            if shape.has_trait(known::PAGINATED) {
                continue;
            }
            let input = context.structure(operation.input.id);
            let output = context.structure(operation.output.id);
            let report = self.report(context, shape, input, output);
            out.extend(report.map(|report| {
                report
                    .shape(shape.id)
                    .note("a list that may grow without bound is better returned in pages from the start")
                    .help("put `@paginated` before the operation")
            }));
        }
        DONE
    }
}

impl MissingPaginated {
    fn report(
        &self,
        context: &Context<'_>,
        shape: &Shape,
        input: Option<&Shape>,
        output: Option<&Shape>,
    ) -> Option<Diagnostic> {
        let name = shape.id.name;
        let verb = first_word(name.as_str()).to_lowercase();
        if self.verbs_require.contains(&verb) {
            let message =
                format!("the operation `{name}` is not `@paginated`, as its verb demands");
            let report = REQUIRED.at(shape.name_span, message);
            return Some(report.here(format!("an operation that does `{verb}` returns pages")));
        }
        for (structure, words, what) in [
            (input, &self.input_members, "input"),
            (output, &self.output_members, "output"),
        ] {
            if let Some(member) = structure.and_then(|one| named_member(one, words)) {
                let message = format!(
                    "the operation `{name}` is not `@paginated`, though its {what} has `{}`",
                    member.id.member
                );
                let report = REQUIRED
                    .at(shape.name_span, message)
                    .here("not `@paginated`");
                let label = format!("this member of the {what} speaks of pages");
                return Some(context.label(report, member.name_span, label));
            }
        }
        if !self.verbs_suggest.contains(&verb) {
            return None;
        }
        let list = output?.members.values().find(|member| {
            matches!(
                context.model.target(member).map(|target| target.shape_type),
                Some(ShapeType::List | ShapeType::Set)
            )
        })?;
        let message = format!("the operation `{name}` returns a list and is not `@paginated`");
        let report = SUGGESTED
            .at(shape.name_span, message)
            .here("not `@paginated`");
        Some(context.label(report, list.name_span, "this list may grow"))
    }
}

fn named_member<'m>(structure: &'m Shape, words: &Words) -> Option<&'m Member> {
    let named = |member: &&Member| {
        let id: ShapeId = member.id;
        words.contains(&id.member.as_str().to_lowercase())
    };
    structure.members.values().find(named)
}
