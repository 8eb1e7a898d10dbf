//! Numbers beside the type that they are meant for, and blobs as base64.

use crate::diag::Code;
use crate::model::Shape;
use crate::name::ShapeType;
use crate::node::{Number, Value};

use super::Fit;
use super::fit::{Reports, Task, article};

const NOT_WHOLE: Code = Code::error("number-not-whole", "TraitValue");
const TOO_LARGE: Code = Code::error("number-too-large", "TraitValue");

impl<'m> Fit<'_, 'm> {
    /// Whether a number is whole where it must be, and within the bounds of its type. Reports it
    /// where it is not.
    pub(super) fn number_fits(
        &self,
        task: &Task<'_, 'm>,
        shape: &Shape,
        reports: &mut Reports<'_, '_>,
    ) -> bool {
        let Value::Number(number) = &task.node.value else {
            return true;
        };
        if !shape.shape_type.is_whole_number() {
            return true;
        }
        let place = self.place(task, reports.purpose);
        if !number.is_integer_literal() {
            let report = reports
                .constraint(
                    NOT_WHOLE,
                    task.node.span,
                    format!("{place} must be a whole number, but it is {number}"),
                )
                .here(format!(
                    "a fraction does not fit {}",
                    article(shape.shape_type)
                ));
            let report = self.with_definition(report, task, shape);
            reports.push(report);
            return false;
        }
        let Some((low, high)) = bounds(shape.shape_type) else {
            return true;
        };
        let fits = whole(number).is_some_and(|value| (low..=high).contains(&value));
        if !fits {
            let report = reports
                .constraint(
                    TOO_LARGE,
                    task.node.span,
                    format!("{place} does not fit {}", article(shape.shape_type)),
                )
                .here("out of range")
                .note(format!(
                    "{} holds {low} to {high}",
                    article(shape.shape_type)
                ));
            let report = self.with_definition(report, task, shape);
            reports.push(report);
        }
        fits
    }
}

fn whole(number: &Number) -> Option<i128> {
    number.as_str().parse().ok()
}

fn bounds(shape_type: ShapeType) -> Option<(i128, i128)> {
    let of = |low: i64, high: i64| Some((i128::from(low), i128::from(high)));
    match shape_type {
        ShapeType::Byte => of(i8::MIN.into(), i8::MAX.into()),
        ShapeType::Short => of(i16::MIN.into(), i16::MAX.into()),
        ShapeType::Integer | ShapeType::IntEnum => of(i32::MIN.into(), i32::MAX.into()),
        ShapeType::Long => of(i64::MIN, i64::MAX),
        _ => None,
    }
}

/// How many bytes a text of base64 stands for; `None` where it is not base64. Padding may be left
/// out, but not be wrong. (RFC 4648, section 4.)
pub fn base64_length(text: &str) -> Option<usize> {
    let body = text.trim_end_matches('=');
    let padding = text.len() - body.len();
    let alphabet = |b: u8| b.is_ascii_alphanumeric() || b == b'+' || b == b'/';
    let fits = body.bytes().all(alphabet)
        && padding <= 2
        && body.len() % 4 != 1
        && (padding == 0 || text.len().is_multiple_of(4));
    fits.then_some(body.len() / 4 * 3 + (body.len() % 4).saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_counts_the_bytes_behind_it() {
        for (text, bytes) in [
            ("", 0),
            ("Zg==", 1),
            ("Zg", 1),
            ("Zm8=", 2),
            ("Zm9v", 3),
            ("Zm9vYg", 4),
        ] {
            assert_eq!(base64_length(text), Some(bytes), "{text}");
        }
        for text in ["Z", "Zg=", "Zm9v=", "====", "Z g=", "Zm9vY", "ü"] {
            assert_eq!(base64_length(text), None, "{text}");
        }
    }
}
