//! What code scanning knows a line by, wherever other lines move it.
//!
//! The service that takes SARIF logs computes a hash of each line that has a result, unless the
//! log brings one; the same hash is computed here, so that results keep their identity whoever
//! uploads the log. A line's hash is a polynomial over the hundred UTF-16 units that follow from
//! its start, without blanks and tabs and with every line break as one line feed; the count behind
//! it says how many lines above are the same. It knows nothing of reports.

use std::fmt;

use rustc_hash::FxHashMap;

/// How many units a hash covers.
const COVERED: usize = 100;

/// The base of the polynomial, modulo 2^64.
const BASE: u64 = 37;

/// Stands at the end of the text.
const END: u16 = 0xffff;

/// The fingerprint of a line. Written as the hash, a colon and the count.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Fingerprint {
    hash: u64,
    count: u32,
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:x}:{}", self.hash, self.count)
    }
}

/// The fingerprints of all lines of a text, in order. Linear in the text.
pub(super) fn of_lines(text: &str) -> Vec<Fingerprint> {
    let (units, starts) = condensed(text);
    let mut seen: FxHashMap<u64, u32> = FxHashMap::default();
    let lines = starts.into_iter().map(|start| {
        let hash = hash(units.get(start..).unwrap_or_default());
        let count = seen.entry(hash).or_default();
        *count += 1;
        Fingerprint {
            hash,
            count: *count,
        }
    });
    lines.collect()
}

/// The text without blanks, and where its lines start in that.
fn condensed(text: &str) -> (Vec<u16>, Vec<usize>) {
    const LINE_FEED: u16 = b'\n' as u16;
    let mut units: Vec<u16> = Vec::with_capacity(text.len() + 1);
    let mut starts = vec![0];
    let mut returned = false;
    for unit in text.encode_utf16() {
        let second_half = returned && unit == LINE_FEED;
        returned = unit == u16::from(b'\r');
        if second_half || unit == u16::from(b' ') || unit == u16::from(b'\t') {
            continue;
        }
        units.push(if returned { LINE_FEED } else { unit });
        if units.last() == Some(&LINE_FEED) {
            starts.push(units.len());
        }
    }
    units.push(END);
    (units, starts)
}

fn hash(units: &[u16]) -> u64 {
    let padded = units.iter().copied().chain(std::iter::repeat(0));
    padded.take(COVERED).fold(0, |hash, unit| {
        hash.wrapping_mul(BASE).wrapping_add(u64::from(unit))
    })
}

#[cfg(test)]
mod tests {
    fn of_lines(text: &str) -> Vec<String> {
        let lines = super::of_lines(text);
        lines.iter().map(ToString::to_string).collect()
    }

    /// Values that the service gives for these texts.
    #[test]
    fn they_are_those_of_the_service() {
        assert_eq!(of_lines(""), ["c129715d7a2bc9a3:1"]);
        let four = [
            "271789c17abda88f:1",
            "54703d4cd895b18:1",
            "180aee12dab6264:1",
            "a23a3dc5e078b07b:1",
        ];
        assert_eq!(of_lines(" a\nb\n  \t\tc\n d"), four);
        assert_eq!(of_lines(" a\r\nb\r  \t\tc\r\n d"), four);
        let greeting = of_lines(" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End");
        assert_eq!(greeting[..2], ["8b7cf3e952e7aeb2:1", "b1ae1287ec4718d9:1"]);
    }

    #[test]
    fn lines_that_are_the_same_are_counted() {
        let text = "x\n".repeat(200);
        let lines = of_lines(&text);
        assert_eq!(lines.len(), 201);
        assert!(lines[1].ends_with(":2") && lines[99].ends_with(":100"));
        assert_eq!(lines[0].strip_suffix(":1"), lines[1].strip_suffix(":2"));
    }
}
