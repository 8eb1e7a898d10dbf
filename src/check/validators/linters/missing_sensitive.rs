//! `MissingSensitiveTrait`: names that speak of secrets and persons are marked `@sensitive`.

use crate::check::Context;
use crate::check::settings::{Read, Settings};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::knowledge::Subject;
use crate::name::{ShapeType, known};
use crate::text::Span;

use super::words::Terms;
use super::{DONE, Lint};

const MISSING: Code = Code::warning("missing-sensitive", "MissingSensitiveTrait");

const TERMS: [&str; 32] = [
    "account number",
    "bank",
    "billing address",
    "birth",
    "birth day",
    "citizenship",
    "credentials",
    "credit card",
    "csc",
    "driver license",
    "drivers license",
    "email",
    "ethnicity",
    "first name",
    "gender",
    "insurance",
    "ip address",
    "last name",
    "maiden name",
    "mailing address",
    "pass phrase",
    "pass word",
    "passport",
    "phone",
    "religion",
    "secret",
    "sexual orientation",
    "social security",
    "ssn",
    "tax payer",
    "telephone",
    "zip code",
];

struct MissingSensitive {
    terms: Terms,
}

pub(super) fn make(settings: &mut Settings<'_>, definition: Span) -> Read<Box<dyn Lint>> {
    let terms = settings.texts("terms")?.unwrap_or_default();
    let exclude = settings.flag("excludeDefaults")?;
    if exclude && terms.is_empty() {
        return Err(Box::new(super::text_search::nothing_left(
            settings, definition,
        )));
    }
    let built_in: &[&str] = if exclude { &[] } else { &TERMS };
    settings.span = definition;
    let terms = Terms::read(settings, built_in, &terms)?;
    Ok(Box::new(MissingSensitive { terms }))
}

impl Lint for MissingSensitive {
    fn run(&self, context: &Context<'_>, out: &mut Diagnostics) -> Result<(), Box<Diagnostic>> {
        for subject in context.subjects() {
            if is_covered(context, subject) {
                continue;
            }
            let id = subject.id();
            let (name, help) = match subject.member() {
                Some(_) => (
                    id.member,
                    "mark what it targets, or the shape that holds it, `@sensitive`",
                ),
                None => (id.name, "put `@sensitive` before it"),
            };
            let Some(term) = self.terms.find(name.as_str()) else {
                continue;
            };
            let what = if id.is_member() { "member" } else { "shape" };
            out.push(
                MISSING
                    .at(
                        subject.name_span(),
                        format!(
                            "the {what} `{name}` may hold sensitive data and is not `@sensitive`"
                        ),
                    )
                    .shape(id)
                    .here(format!("speaks of `{term}`"))
                    .note("what is sensitive is left out of logs")
                    .help(help),
            );
        }
        DONE
    }
}

/// Whether nothing is to be said of it: it is marked, or cannot be.
fn is_covered(context: &Context<'_>, subject: Subject<'_>) -> bool {
    match subject {
        Subject::Shape(shape) => {
            matches!(
                shape.shape_type,
                ShapeType::Operation | ShapeType::Service | ShapeType::Resource
            ) || shape.has_trait(known::SENSITIVE)
        }
        Subject::Member(container, member) => {
            container.shape_type == ShapeType::Enum
                || container.has_trait(known::SENSITIVE)
                || context
                    .model
                    .target(member)
                    .is_some_and(|target| target.has_trait(known::SENSITIVE))
        }
    }
}
