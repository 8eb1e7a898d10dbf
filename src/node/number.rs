//! Numbers as they are written.

use std::fmt;

/// A number, kept as its text so that nothing is lost to rounding. The text follows the grammar
/// of JSON numbers.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Number(Box<str>);

impl Number {
    /// The number with this text; the caller has checked the grammar.
    pub fn from_text(text: impl Into<Box<str>>) -> Self {
        Self(text.into())
    }

    /// The text as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is written without fraction and exponent.
    pub fn is_integer_literal(&self) -> bool {
        !self.0.contains(['.', 'e', 'E'])
    }

    /// Its value where that is whole and fits; `1.0` and `1e2` are whole.
    pub fn as_i64(&self) -> Option<i64> {
        if let Ok(whole) = self.0.parse() {
            return Some(whole);
        }
        let value = self.as_f64();
        let exact = value.fract() == 0.0 && value.abs() < 9_007_199_254_740_992.0;
        #[expect(clippy::cast_possible_truncation, reason = "the range was checked")]
        exact.then_some(value as i64)
    }

    /// Its value as a double; infinite where it does not fit.
    pub fn as_f64(&self) -> f64 {
        self.0.parse().unwrap_or(f64::NAN)
    }

    /// Whether its value is whole, however it is written and however large it is.
    pub fn is_whole(&self) -> bool {
        if self.is_integer_literal() {
            return true;
        }
        let (mantissa, exponent) = match self.0.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().unwrap_or(0)),
            None => (&*self.0, 0),
        };
        let digits = mantissa.trim_start_matches('-');
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let all: String = format!("{whole}{fraction}");
        let significant = all.trim_end_matches('0');
        if significant.is_empty() {
            return true;
        }
        let zeros = i64::try_from(all.len() - significant.len()).unwrap_or(0);
        let places = i64::try_from(fraction.len()).unwrap_or(0);
        places - zeros <= exponent
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Self(value.to_string().into())
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_in_any_spelling() {
        let number = |text: &str| Number::from_text(text);
        for text in [
            "0",
            "-5",
            "1.0",
            "1e2",
            "1.50e1",
            "100e-2",
            "123456789012345678901234567890",
        ] {
            assert!(number(text).is_whole(), "{text}");
        }
        for text in ["1.5", "1e-1", "1.55e1", "10e-2"] {
            assert!(!number(text).is_whole(), "{text}");
        }
        assert_eq!(number("1e2").as_i64(), Some(100));
        assert_eq!(number("9223372036854775807").as_i64(), Some(i64::MAX));
        assert_eq!(number("9223372036854775808").as_i64(), None);
    }
}
