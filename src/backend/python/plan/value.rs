//! Default values as Python writes them.

use crate::model::Model;
use crate::name::{ShapeId, ShapeType};
use crate::node::{Node, Value};

use super::super::literals::{py_bool, py_bytes, py_float, py_int, py_string};

/// The value that stands for a member which is not given.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DefaultValue {
    /// An expression without a name in it.
    Literal(String),
    /// An empty list.
    EmptyList,
    /// An empty dict.
    EmptyDict,
    /// Arguments of `datetime.datetime`, in UTC.
    Moment(String),
    /// The text of a decimal.
    Decimal(String),
}

impl DefaultValue {
    /// The default that a node stands for, or `None` where it does not fit the shape, which
    /// checks report.
    pub(in super::super) fn of(model: &Model, target: ShapeId, node: &Node) -> Option<Self> {
        let shape_type = model.shape(target)?.shape_type;
        let literal = |text: String| Some(Self::Literal(text));
        match shape_type {
            ShapeType::Boolean => literal(py_bool(node.as_bool()?).to_owned()),
            ShapeType::String | ShapeType::Enum => literal(py_string(node.as_str()?)),
            ShapeType::Byte
            | ShapeType::Short
            | ShapeType::Integer
            | ShapeType::Long
            | ShapeType::IntEnum
            | ShapeType::BigInteger => literal(match &node.value {
                Value::Number(number) => py_int(number)?,
                Value::String(text) => {
                    let digits = text.strip_prefix('-').unwrap_or(text);
                    let whole = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
                    let plain = whole && (digits == "0" || !digits.starts_with('0'));
                    plain.then(|| text.to_string())?
                }
                _ => return None,
            }),
            ShapeType::Float | ShapeType::Double => match &node.value {
                Value::Number(number) => literal(py_float(number)?),
                Value::String(text) => match &**text {
                    "NaN" => literal("float(\"nan\")".into()),
                    "Infinity" => literal("float(\"inf\")".into()),
                    "-Infinity" => literal("float(\"-inf\")".into()),
                    _ => None,
                },
                _ => None,
            },
            ShapeType::BigDecimal => match &node.value {
                Value::Number(number) => Some(Self::Decimal(number.as_str().to_owned())),
                Value::String(text) => Some(Self::Decimal(text.to_string())),
                _ => None,
            },
            ShapeType::Blob => literal(py_bytes(&decode_base64(node.as_str()?)?)),
            ShapeType::List | ShapeType::Set => {
                node.as_array()?.is_empty().then_some(Self::EmptyList)
            }
            ShapeType::Map => node.as_object()?.is_empty().then_some(Self::EmptyDict),
            ShapeType::Timestamp => match &node.value {
                Value::Number(number) => moment_of_seconds(number.as_f64()).map(Self::Moment),
                Value::String(text) => moment_of_text(text).map(Self::Moment),
                _ => None,
            },
            ShapeType::Document => match &node.value {
                Value::Boolean(value) => literal(py_bool(*value).to_owned()),
                Value::String(text) => literal(py_string(text)),
                Value::Number(number) => literal(py_int(number).or_else(|| py_float(number))?),
                Value::Array(items) if items.is_empty() => Some(Self::EmptyList),
                Value::Object(object) if object.is_empty() => Some(Self::EmptyDict),
                _ => None,
            },
            _ => None,
        }
    }
}

fn decode_base64(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let mut bits: u32 = 0;
    let mut count = 0;
    for byte in text.trim_end_matches('=').bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = (bits << 6) | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push(u8::try_from((bits >> count) & 0xff).ok()?);
        }
    }
    Some(out)
}

/// The arguments of `datetime.datetime` for seconds since 1970.
fn moment_of_seconds(seconds: f64) -> Option<String> {
    // The years 1 to 9999, which is what `datetime` can hold.
    if !(-62_135_596_800.0..253_402_300_800.0).contains(&seconds) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "the range was checked")]
    let micros = (seconds * 1_000_000.0).round() as i64;
    let (whole, fraction) = (micros.div_euclid(1_000_000), micros.rem_euclid(1_000_000));
    let (days, rest) = (whole.div_euclid(86_400), whole.rem_euclid(86_400));
    let (year, month, day) = civil(days);
    let clock = [rest / 3600, rest / 60 % 60, rest % 60, fraction];
    Some(moment([year, month, day], clock))
}

/// Arguments of `datetime.datetime`, without the zeros at the end.
fn moment([year, month, day]: [i64; 3], clock: [i64; 4]) -> String {
    let mut text = format!("{year}, {month}, {day}");
    let used = clock.iter().rposition(|part| *part != 0);
    for part in clock.iter().take(used.map_or(0, |at| at + 1)) {
        text.push_str(&format!(", {part}"));
    }
    text
}

/// Year, month and day of a count of days since 1970, in the Gregorian calendar.
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

/// The same for the text of a `date-time`.
fn moment_of_text(text: &str) -> Option<String> {
    let (date, time) = text.split_once(['T', 't'])?;
    let time = time.strip_suffix(['Z', 'z'])?;
    let numbers = |text: &str, separator: char| -> Option<Vec<i64>> {
        text.split(separator)
            .map(|part| part.parse().ok())
            .collect()
    };
    let (clock, fraction) = time.split_once('.').unwrap_or((time, ""));
    let date = numbers(date, '-')?;
    let clock = numbers(clock, ':')?;
    let ([year, month, day], [hour, minute, second]) = (date.as_slice(), clock.as_slice()) else {
        return None;
    };
    let in_range = (1..=9999).contains(year)
        && (1..=12).contains(month)
        && (1..=31).contains(day)
        && (0..24).contains(hour)
        && (0..60).contains(minute)
        && (0..60).contains(second);
    if !in_range || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits: String = format!("{fraction:0<6}").chars().take(6).collect();
    let micros: i64 = digits.parse().ok()?;
    let clock = [*hour, *minute, *second, micros];
    Some(moment([*year, *month, *day], clock))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_dates_in_utc() {
        assert_eq!(moment_of_seconds(0.0).as_deref(), Some("1970, 1, 1"));
        assert_eq!(
            moment_of_seconds(482_196_050.52).as_deref(),
            Some("1985, 4, 12, 23, 20, 50, 520000")
        );
        assert_eq!(
            moment_of_seconds(-1.0).as_deref(),
            Some("1969, 12, 31, 23, 59, 59")
        );
        assert_eq!(
            moment_of_seconds(951_782_400.0).as_deref(),
            Some("2000, 2, 29")
        );
        assert_eq!(
            moment_of_text("1985-04-12T23:20:50.52Z").as_deref(),
            Some("1985, 4, 12, 23, 20, 50, 520000")
        );
        assert_eq!(
            moment_of_text("1985-04-12T00:00:00Z").as_deref(),
            Some("1985, 4, 12")
        );
        assert_eq!(moment_of_text("yesterday"), None);
    }

    #[test]
    fn base64_is_read() {
        assert_eq!(decode_base64("aGk=").unwrap(), b"hi");
        assert_eq!(decode_base64("").unwrap(), b"");
        assert!(decode_base64("*").is_none());
    }
}
