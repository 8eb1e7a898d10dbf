//! `ShouldHaveUsedTimestamp`: what is named like a point in time is a timestamp.

use crate::check::Context;
use crate::check::settings::{Read, Settings, Text, shortened};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::Shape;
use crate::name::{Category, ShapeType};
use crate::text::Span;
use crate::values::{Match, Pattern};

use super::{DONE, Lint};

const NOT_A_TIMESTAMP: Code = Code::danger("not-a-timestamp", "ShouldHaveUsedTimestamp");

struct ShouldHaveUsedTimestamp {
    patterns: Vec<(Box<str>, Pattern)>,
}

pub(super) fn make(settings: &mut Settings<'_>, _: Span) -> Read<Box<dyn Lint>> {
    let patterns = settings.texts("additionalPatterns")?.unwrap_or_default();
    let patterns = patterns.iter().map(|one| compile(settings, *one));
    Ok(Box::new(ShouldHaveUsedTimestamp {
        patterns: patterns.collect::<Read<_>>()?,
    }))
}

/// A pattern that has to match a whole name. Its size and what matching costs are bounded.
fn compile(settings: &Settings<'_>, text: Text<'_>) -> Read<(Box<str>, Pattern)> {
    let whole = format!("^(?:{})$", text.text);
    // Both have to be patterns: `a)(b` is none, though it would be one inside the group.
    match Pattern::compile(text.text).and_then(|_| Pattern::compile(&whole)) {
        Ok(pattern) => Ok((text.text.into(), pattern)),
        Err(error) => {
            let message = format!(
                "a pattern of {} is malformed: {}",
                settings.owner(),
                error.reason.to_lowercase()
            );
            let report = settings.error(text.span, message);
            Err(Box::new(report.here("not a regular expression")))
        }
    }
}

impl Lint for ShouldHaveUsedTimestamp {
    fn run(&self, context: &Context<'_>, out: &mut Diagnostics) -> Result<(), Box<Diagnostic>> {
        for shape in context.shapes() {
            match shape.shape_type {
                ShapeType::Structure | ShapeType::Union => self.check_members(context, shape, out),
                ShapeType::String => self.check_shape(shape, out),
                one if is_number(one) => self.check_shape(shape, out),
                _ => {}
            }
        }
        DONE
    }
}

fn is_number(shape_type: ShapeType) -> bool {
    matches!(
        shape_type,
        ShapeType::Byte
            | ShapeType::Short
            | ShapeType::Integer
            | ShapeType::IntEnum
            | ShapeType::Long
            | ShapeType::Float
            | ShapeType::Double
            | ShapeType::BigInteger
            | ShapeType::BigDecimal
    )
}

impl ShouldHaveUsedTimestamp {
    fn check_shape(&self, shape: &Shape, out: &mut Diagnostics) {
        let name = shape.id.name.as_str();
        for (at, sign) in self.signs(name).into_iter().enumerate() {
            let report = NOT_A_TIMESTAMP
                .at(
                    shape.name_span,
                    format!(
                        "`{name}` is named like a timestamp but is {}",
                        article(shape)
                    ),
                )
                .shape(shape.id)
                .here(sign.clone())
                .help(format!(
                    "write `timestamp {name}`, or find a name that does not speak of time"
                ));
            // The reference tells it once for each sign.
            out.push(if at == 0 {
                report
            } else {
                again(report, &sign)
            });
        }
    }

    fn check_members(&self, context: &Context<'_>, shape: &Shape, out: &mut Diagnostics) {
        for member in shape.members.values() {
            let Some(target) = context.model.target(member) else {
                continue;
            };
            let is_time = match target.shape_type {
                ShapeType::Timestamp | ShapeType::Enum => true,
                ShapeType::Structure | ShapeType::List => holds_only_timestamps(context, target),
                _ => false,
            };
            let name = member.id.member.as_str();
            if is_time {
                continue;
            }
            if let Some(sign) = self.signs(name).into_iter().next() {
                out.push(
                    NOT_A_TIMESTAMP
                        .at(
                            member.name_span,
                            format!(
                                "the member `{name}` is named like a timestamp but targets {}",
                                article(target)
                            ),
                        )
                        .shape(member.id)
                        .here(sign)
                        .help("target a timestamp, or find a name that does not speak of time"),
                );
            }
        }
    }

    /// How a name looks like one of a point in time, each in words.
    fn signs(&self, name: &str) -> Vec<String> {
        let mut signs = Vec::new();
        if name.contains("timestamp") || name.contains("Timestamp") {
            signs.push("has the word `timestamp`".to_owned());
        }
        for word in ["time", "date"] {
            if begins_with_word(name, word) {
                signs.push(format!("begins with the word `{word}`"));
            }
        }
        for word in ["time", "date", "at", "on", "since"] {
            if ends_with_word(name, word) {
                signs.push(format!("ends with the word `{word}`"));
            }
        }
        let patterns = self.patterns.iter();
        let matching = patterns.filter(|(_, pattern)| pattern.matches(name) == Match::Yes);
        signs.extend(matching.map(|(text, _)| format!("matches `{}`", shortened(text))));
        signs
    }
}

fn again(mut report: Diagnostic, sign: &str) -> Diagnostic {
    // Equal reports are shown once; these are counted.
    report.message = format!("{}, since it {sign}", report.message);
    report.echo()
}

/// Whether a name begins with a word that ends there: at its end, an underscore or a capital.
fn begins_with_word(name: &str, word: &str) -> bool {
    let Some((start, rest)) = name.split_at_checked(word.len()) else {
        return false;
    };
    let ends = rest.is_empty() || rest.starts_with(|c: char| c == '_' || c.is_ascii_uppercase());
    ends && is_word(start, word)
}

/// Whether a name ends with a word that begins there: behind an underscore, or with a capital
/// behind a small letter.
fn ends_with_word(name: &str, word: &str) -> bool {
    let split = name.len().checked_sub(word.len());
    let Some((before, end)) = split.and_then(|at| name.split_at_checked(at)) else {
        return false;
    };
    let capital = end.starts_with(|c: char| c.is_ascii_uppercase());
    let begins =
        before.ends_with('_') || (capital && before.ends_with(|c: char| c.is_ascii_lowercase()));
    begins && is_word(end, word)
}

/// Whether a text is a word with its first letter in either case.
fn is_word(text: &str, word: &str) -> bool {
    let (Some((a, rest)), Some((b, wanted))) = (text.split_at_checked(1), word.split_at_checked(1))
    else {
        return false;
    };
    a.eq_ignore_ascii_case(b) && rest == wanted
}

fn holds_only_timestamps(context: &Context<'_>, shape: &Shape) -> bool {
    let targets = shape
        .members
        .values()
        .filter_map(|member| context.model.target(member));
    targets
        .into_iter()
        .all(|target| target.shape_type == ShapeType::Timestamp)
}

fn article(shape: &Shape) -> String {
    let article = crate::check::context::article(shape.shape_type);
    match shape.shape_type.category() {
        Category::Simple => article,
        _ => format!("the {} `{}`", shape.shape_type, shape.id.name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn looks_like_time(name: &str) -> bool {
        let linter = ShouldHaveUsedTimestamp {
            patterns: Vec::new(),
        };
        !linter.signs(name).is_empty()
    }

    #[test]
    fn words_of_time_are_seen_at_the_ends() {
        for name in [
            "createdAt",
            "CreatedOn",
            "created_at",
            "created_At",
            "time",
            "Time",
            "timeOf",
            "time_of",
            "startTime",
            "start_time",
            "dateFoo",
            "fooDate",
            "ModifiedSince",
            "aTimestampB",
            "timestamps",
        ] {
            assert!(looks_like_time(name), "{name}");
        }
        for name in [
            "data",
            "format",
            "Region",
            "timely",
            "dates",
            "STARTTIME",
            "sometime",
            "on",
            "at",
        ] {
            assert!(!looks_like_time(name), "{name}");
        }
    }
}
