//! The order of decimal numbers of any size, as they are written.

use std::cmp::Ordering;

/// A number cut into its parts; digits have no zero at either end.
struct Decimal<'t> {
    negative: bool,
    whole: &'t str,
    fraction: &'t str,
    /// The power of ten of the first digit that is not zero; none for zero.
    magnitude: Option<i64>,
}

/// Whether a text is a number.
pub(super) fn is_number(text: &str) -> bool {
    Decimal::parse(text).is_some()
}

/// Compares two numbers exactly; `None` where either text is not a number (the grammar of the
/// specification's `Number`, but zeros in front are let through). Linear in their lengths.
pub(super) fn compare(a: &str, b: &str) -> Option<Ordering> {
    let (a, b) = (Decimal::parse(a)?, Decimal::parse(b)?);
    let sign = |one: &Decimal<'_>| match (one.magnitude, one.negative) {
        (None, _) => 0,
        (Some(_), true) => -1,
        (Some(_), false) => 1,
    };
    let order = sign(&a).cmp(&sign(&b));
    if order != Ordering::Equal || a.magnitude.is_none() {
        return Some(order);
    }
    let order = a
        .magnitude
        .cmp(&b.magnitude)
        .then_with(|| a.digits().cmp(b.digits()));
    Some(if a.negative { order.reverse() } else { order })
}

impl<'t> Decimal<'t> {
    fn parse(text: &'t str) -> Option<Self> {
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, parse_exponent(exponent)?),
            None => (text, 0),
        };
        let (whole, fraction) = match mantissa.split_once('.') {
            Some((_, "")) => return None,
            Some(parts) => parts,
            None => (mantissa, ""),
        };
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !digits(whole) || !digits(fraction) {
            return None;
        }
        let whole = whole.trim_start_matches('0');
        let zeros = fraction.len() - fraction.trim_start_matches('0').len();
        let length = |text: &str| i64::try_from(text.len()).unwrap_or(i64::MAX);
        let magnitude = if !whole.is_empty() {
            Some(exponent.saturating_add(length(whole)))
        } else if zeros < fraction.len() {
            Some(exponent.saturating_sub(i64::try_from(zeros).unwrap_or(i64::MAX)))
        } else {
            None
        };
        Some(Self {
            negative,
            whole,
            fraction,
            magnitude,
        })
    }

    /// Its digits from the first that is not zero to the last that is not.
    fn digits(&self) -> impl Iterator<Item = u8> + 't {
        let fraction = self.fraction.trim_end_matches('0');
        let (whole, fraction) = if fraction.is_empty() {
            (self.whole.trim_end_matches('0'), "")
        } else if self.whole.is_empty() {
            ("", fraction.trim_start_matches('0'))
        } else {
            (self.whole, fraction)
        };
        whole.bytes().chain(fraction.bytes())
    }
}

/// An exponent; one that does not fit is as good as endless.
fn parse_exponent(text: &str) -> Option<i64> {
    let (negative, digits) = match text.strip_prefix(['+', '-']) {
        Some(rest) => (text.starts_with('-'), rest),
        None => (false, text),
    };
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // Half of the range leaves room for the lengths that are added.
    let value = digits.parse().unwrap_or(i64::MAX / 2).min(i64::MAX / 2);
    Some(if negative { -value } else { value })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_compared_by_value() {
        let ordered = [
            "-1e99999999999999999999",
            "-10.5",
            "-10",
            "-0.1",
            "0",
            "1e-123456789",
            "0.00999",
            "0.01",
            "1",
            "1.5",
            "9",
            "10",
            "10.01",
            "123456789012345678901234567890",
            "1e400",
        ];
        for (i, a) in ordered.iter().enumerate() {
            for (j, b) in ordered.iter().enumerate() {
                assert_eq!(compare(a, b), Some(i.cmp(&j)), "{a} {b}");
            }
        }
    }

    #[test]
    fn one_value_has_many_spellings() {
        for same in [
            &["500", "500.0", "5e2", "5E+2", "0.5e3", "5000e-1", "0500"][..],
            &["0", "-0", "0.0", "0e9", "00"],
            &["-1.25", "-125e-2", "-0.125e1"],
        ] {
            for a in same {
                for b in same {
                    assert_eq!(compare(a, b), Some(Ordering::Equal), "{a} {b}");
                }
            }
        }
    }

    #[test]
    fn other_texts_are_no_numbers() {
        for text in [
            "", "-", "1.", ".5", "+1", "1e", "1e+", "one", "0x1", "1 ", "NaN", "1.2.3",
        ] {
            assert_eq!(compare(text, "1"), None, "{text}");
            assert_eq!(compare("1", text), None, "{text}");
        }
    }
}
