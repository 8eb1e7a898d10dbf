//! What most of a text is, passed over eight bytes at a time.

/// A bit at the top of each of eight bytes, and one at the bottom.
const HIGH: u64 = 0x8080_8080_8080_8080;
const LOW: u64 = 0x0101_0101_0101_0101;

/// The next eight bytes as a number, the first lowest.
fn word_at(bytes: &[u8], at: usize) -> Option<u64> {
    let word = bytes.get(at..)?.first_chunk()?;
    Some(u64::from_le_bytes(*word))
}

/// Where the blanks that stand here end. A fifth of a model that is laid out is blanks.
pub(crate) fn behind_blanks(bytes: &[u8], mut at: usize) -> usize {
    const BLANKS: u64 = LOW * b' ' as u64;
    while let Some(word) = word_at(bytes, at) {
        let other = word ^ BLANKS;
        if other != 0 {
            return at + other.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    while bytes.get(at) == Some(&b' ') {
        at += 1;
    }
    at
}

/// The top bits of the bytes that are smaller than a limit. The lowest of them is right; those
/// above it may not be, because of what is borrowed.
fn below(word: u64, limit: u8) -> u64 {
    word.wrapping_sub(LOW * u64::from(limit)) & !word & HIGH
}

/// As [`below`], for the bytes that are equal to one.
fn equal(word: u64, byte: u8) -> u64 {
    below(word ^ (LOW * u64::from(byte)), 1)
}

/// Where the next `\n` or `\r` stands, or the end of the text.
pub(crate) fn behind_line(bytes: &[u8], mut at: usize) -> usize {
    while let Some(word) = word_at(bytes, at) {
        let found = equal(word, b'\n') | equal(word, b'\r');
        if found != 0 {
            return at + found.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    let rest = bytes.get(at..).unwrap_or(&[]);
    let ends = |byte: &u8| matches!(byte, b'\n' | b'\r');
    at + rest.iter().position(ends).unwrap_or(rest.len())
}

/// Where the next quote, backslash or control character stands, or the end of the text. Half of a
/// model is documentation.
pub(crate) fn behind_plain(bytes: &[u8], mut at: usize) -> usize {
    while let Some(word) = word_at(bytes, at) {
        let found = below(word, 0x20) | equal(word, b'"') | equal(word, b'\\');
        if found != 0 {
            return at + found.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    let special = |byte: &u8| *byte < 0x20 || matches!(byte, b'"' | b'\\');
    let rest = bytes.get(at..).unwrap_or(&[]);
    at + rest.iter().position(special).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_are_found_wherever_they_stand() {
        for length in 0..40 {
            for end in ["\"", "\\", "\n", "\u{1f}", ""] {
                for plain in ["a", " ", "\u{7f}", "é", "!", "]"] {
                    let before = plain.repeat(length);
                    let text = format!("{before}{end}\" rest of it");
                    assert_eq!(behind_plain(text.as_bytes(), 0), before.len(), "{text:?}");
                }
            }
            let blanks = " ".repeat(length);
            for rest in ["", "x", "\n        ", "!"] {
                let text = format!("{blanks}{rest}");
                assert_eq!(behind_blanks(text.as_bytes(), 0), length, "{text:?}");
            }
            let plain = "a".repeat(length);
            assert_eq!(behind_plain(plain.as_bytes(), 0), length);
            for rest in ["", "\n", "\r\n", "\r"] {
                let text = format!("{plain}{rest}");
                assert_eq!(behind_line(text.as_bytes(), 0), length, "{text:?}");
            }
        }
    }
}
