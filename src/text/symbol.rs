//! The string interner.
//!
//! One table for the whole process. A model repeats the same few names tens of thousands of
//! times, so equality and hashing of names must cost one integer; and a name must be printable
//! anywhere without carrying the table along. Interned text lives until the process ends, which
//! is bounded by the distinct names read.

use std::fmt;
use std::sync::{OnceLock, RwLock};

use rustc_hash::FxHashMap;

/// An interned string: four bytes, compared and hashed as a number.
///
/// `Ord` follows the numbers, which is stable within a run but not alphabetical; sort by
/// [`Symbol::as_str`] wherever a person or a file sees the order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol(u32);

#[derive(Default)]
struct Table {
    numbers: FxHashMap<&'static str, u32>,
    texts: Vec<&'static str>,
}

impl Table {
    fn add(&mut self, text: &'static str) -> u32 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.texts.push(text);
        self.numbers.insert(text, number);
        number
    }
}

fn table() -> &'static RwLock<Table> {
    static TABLE: OnceLock<RwLock<Table>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Table::default();
        table.add("");
        for text in seed::SEEDED {
            table.add(text);
        }
        RwLock::new(table)
    })
}

/// The table of strings that every run interns first, so that their symbols are constants.
pub(crate) mod seed {
    use super::Symbol;

    pub(crate) use super::super::seeded::SEEDED;

    /// The constant symbol of a seeded string; evaluated at compile time only.
    pub(crate) const fn symbol(text: &str) -> Symbol {
        let mut i = 0;
        while i < SEEDED.len() {
            if same(SEEDED[i].as_bytes(), text.as_bytes()) {
                return Symbol(i as u32 + 1);
            }
            i += 1;
        }
        panic!("not a seeded string");
    }

    const fn same(a: &[u8], b: &[u8]) -> bool {
        if a.len() != b.len() {
            return false;
        }
        let mut i = 0;
        while i < a.len() {
            if a[i] != b[i] {
                return false;
            }
            i += 1;
        }
        true
    }
}

impl Symbol {
    /// The empty string.
    pub const EMPTY: Symbol = Symbol(0);

    /// The symbol of a string. One hash look-up; takes a write lock only for a new string.
    pub fn intern(text: &str) -> Symbol {
        {
            let table = table()
                .read()
                .unwrap_or_else(std::sync::PoisonError::into_inner);
            if let Some(number) = table.numbers.get(text) {
                return Symbol(*number);
            }
        }
        let mut table = table()
            .write()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(number) = table.numbers.get(text) {
            return Symbol(*number);
        }
        Symbol(table.add(Box::leak(Box::<str>::from(text))))
    }

    /// The string.
    pub fn as_str(self) -> &'static str {
        let table = table()
            .read()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        table.texts.get(self.0 as usize).copied().unwrap_or("")
    }

    /// Whether it is the empty string.
    pub fn is_empty(self) -> bool {
        self == Self::EMPTY
    }
}

impl From<&str> for Symbol {
    fn from(text: &str) -> Self {
        Self::intern(text)
    }
}

impl fmt::Display for Symbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Symbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_text_gives_equal_symbols() {
        assert_eq!(Symbol::intern("abc"), Symbol::intern("abc"));
        assert_ne!(Symbol::intern("abc"), Symbol::intern("abd"));
        assert_eq!(Symbol::intern("").as_str(), "");
        assert!(Symbol::intern("").is_empty());
    }

    #[test]
    fn seeded_symbols_are_the_interned_ones() {
        for text in seed::SEEDED {
            assert_eq!(seed::symbol(text), Symbol::intern(text), "{text}");
        }
    }
}
