//! Comparing values: decimal numbers of any size, and nodes that are to be unique.

use std::cmp::Ordering;

use crate::node::{Node, Number, Value};

/// Which of two numbers is larger, exactly, whatever their size. Linear in their digits.
pub(super) fn compare(a: &Number, b: &Number) -> Ordering {
    let (a, b) = (Decimal::read(a.as_str()), Decimal::read(b.as_str()));
    match (a.sign(), b.sign()) {
        (x, y) if x != y => x.cmp(&y),
        (0, _) => Ordering::Equal,
        (1, _) => a.compare_size(&b),
        _ => b.compare_size(&a),
    }
}

/// A decimal number as its significant digits and the power of ten before the first of them.
struct Decimal {
    negative: bool,
    /// Without zeros at either end; empty for zero.
    digits: Vec<u8>,
    /// The number is `0.digits × 10^exponent`.
    exponent: i64,
}

impl Decimal {
    fn read(text: &str) -> Self {
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let negative = mantissa.starts_with('-');
        let mantissa = mantissa.trim_start_matches(['-', '+']);
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        // An exponent beyond 64 bits only has a sign.
        let exponent = exponent.parse::<i64>().unwrap_or({
            if exponent.starts_with('-') {
                i64::MIN / 2
            } else {
                i64::MAX / 2
            }
        });
        let exponent = exponent.clamp(i64::MIN / 2, i64::MAX / 2);
        let mut digits: Vec<u8> = whole.bytes().chain(fraction.bytes()).collect();
        let leading = digits.iter().take_while(|digit| **digit == b'0').count();
        digits.drain(..leading);
        while digits.last() == Some(&b'0') {
            digits.pop();
        }
        let shift = i64::try_from(whole.len()).unwrap_or(0) - i64::try_from(leading).unwrap_or(0);
        Self {
            negative,
            digits,
            exponent: exponent + shift,
        }
    }

    fn sign(&self) -> i8 {
        match (self.digits.is_empty(), self.negative) {
            (true, _) => 0,
            (false, false) => 1,
            (false, true) => -1,
        }
    }

    fn compare_size(&self, other: &Self) -> Ordering {
        self.exponent
            .cmp(&other.exponent)
            .then_with(|| self.digits.cmp(&other.digits))
    }
}

/// Whether a number is zero.
pub(super) fn is_zero(number: &Number) -> bool {
    Decimal::read(number.as_str()).sign() == 0
}

/// A text that is the same for two nodes exactly when they hold the same value. Linear in the
/// node but for the sorting of keys; works off a stack, since nodes may be nested deeply.
pub(super) fn canonical(node: &Node) -> String {
    enum Task<'n> {
        Node(&'n Node),
        Text(&'static str),
        Key(&'n str),
    }
    let mut out = String::new();
    let mut tasks = vec![Task::Node(node)];
    while let Some(task) = tasks.pop() {
        let node = match task {
            Task::Text(text) => {
                out.push_str(text);
                continue;
            }
            Task::Key(key) => {
                out.push_str(&format!("{key:?}:"));
                continue;
            }
            Task::Node(node) => node,
        };
        match &node.value {
            Value::Null => out.push_str("null"),
            Value::Boolean(value) => out.push_str(if *value { "true" } else { "false" }),
            Value::Number(number) => {
                let number = Decimal::read(number.as_str());
                let digits = String::from_utf8_lossy(&number.digits);
                let sign = if number.sign() < 0 { "-" } else { "" };
                let exponent = if number.digits.is_empty() {
                    0
                } else {
                    number.exponent
                };
                out.push_str(&format!("{sign}.{digits}e{exponent}"));
            }
            Value::String(text) => out.push_str(&format!("{text:?}")),
            Value::ShapeId(id) => out.push_str(&format!("{:?}", id.as_str())),
            Value::Array(elements) => {
                out.push('[');
                tasks.push(Task::Text("]"));
                for element in elements.iter().rev() {
                    tasks.push(Task::Text(","));
                    tasks.push(Task::Node(element));
                }
            }
            Value::Object(object) => {
                out.push('{');
                tasks.push(Task::Text("}"));
                let mut entries: Vec<_> = object.iter().collect();
                entries.sort_by(|a, b| b.key.cmp(&a.key));
                for entry in entries {
                    tasks.push(Task::Text(","));
                    tasks.push(Task::Node(&entry.value));
                    tasks.push(Task::Key(&entry.key));
                }
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_compare_exactly() {
        let number = |text: &str| Number::from_text(text);
        let sorted = [
            "-1e400",
            "-10",
            "-9.99",
            "0",
            "1e-400",
            "0.1",
            "1",
            "1.0000000000000000000000001",
            "9",
            "10",
            "9223372036854775807",
            "9223372036854775808",
            "1e400",
            "1e99999999999999999999",
        ];
        for (i, a) in sorted.iter().enumerate() {
            for (j, b) in sorted.iter().enumerate() {
                assert_eq!(compare(&number(a), &number(b)), i.cmp(&j), "{a} {b}");
            }
        }
        for (a, b) in [("1", "1.0"), ("100", "1e2"), ("-0", "0.0"), ("0.5", "5e-1")] {
            assert_eq!(compare(&number(a), &number(b)), Ordering::Equal, "{a} {b}");
        }
    }
}
