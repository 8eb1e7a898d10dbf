//! `AbbreviationName`: names write abbreviations like other words, `XmlRequest` and `userId`.

use rustc_hash::FxHashSet;

use crate::check::Context;
use crate::check::settings::{Read, Settings};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::knowledge::Subject;
use crate::name::ShapeType;
use crate::text::Span;

use super::words::camel_words;
use super::{DONE, Lint};

const ABBREVIATION: Code = Code::danger("abbreviation-name", "AbbreviationName");

struct AbbreviationName {
    allowed: FxHashSet<Box<str>>,
}

pub(super) fn make(settings: &mut Settings<'_>, _: Span) -> Read<Box<dyn Lint>> {
    let allowed = settings.texts("allowedAbbreviations")?.unwrap_or_default();
    let allowed = allowed.iter().map(|one| one.text.into()).collect();
    Ok(Box::new(AbbreviationName { allowed }))
}

impl Lint for AbbreviationName {
    fn run(&self, context: &Context<'_>, out: &mut Diagnostics) -> Result<(), Box<Diagnostic>> {
        for subject in context.subjects() {
            let (name, what) = match subject {
                Subject::Shape(shape) => (shape.id.name, "shape"),
                // Members of enums are in capitals by convention.
                Subject::Member(shape, _)
                    if matches!(shape.shape_type, ShapeType::Enum | ShapeType::IntEnum) =>
                {
                    continue;
                }
                Subject::Member(_, member) => (member.id.member, "member"),
            };
            let name = name.as_str();
            if let Some((wrong, better)) = self.better(name) {
                out.push(
                    ABBREVIATION
                        .at(
                            subject.name_span(),
                            format!("the {what} name `{name}` writes `{wrong}` in capitals"),
                        )
                        .shape(subject.id())
                        .here(format!("better `{better}`"))
                        .help("abbreviations are written like other words; `allowedAbbreviations` of the validator permits some in capitals"),
                );
            }
        }
        DONE
    }
}

impl AbbreviationName {
    /// The first abbreviation, and the name without any; `None` where it is fine.
    fn better<'n>(&self, name: &'n str) -> Option<(&'n str, String)> {
        let words = camel_words(name);
        let is_wrong = |word: &str| {
            word.bytes().filter(u8::is_ascii_uppercase).count() > 1 && !self.allowed.contains(word)
        };
        let wrong = words.iter().copied().find(|word| is_wrong(word))?;
        let better: String = words
            .into_iter()
            .map(|word| {
                if is_wrong(word) {
                    let (first, rest) = word.split_at_checked(1).unwrap_or((word, ""));
                    format!("{}{}", first.to_uppercase(), rest.to_lowercase())
                } else {
                    word.to_owned()
                }
            })
            .collect();
        (better != name).then_some((wrong, better))
    }
}
