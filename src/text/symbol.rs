//! The string interner.
//!
//! One table for the whole process. A model repeats the same few names tens of thousands of
//! times, so equality and hashing of names must cost one integer; and a name must be printable
//! anywhere without carrying the table along. Interned text lives until the process ends, which
//! is bounded by the distinct names read.

use std::cell::RefCell;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{OnceLock, PoisonError, RwLock};

use rustc_hash::{FxHashMap, FxHasher};

/// An interned string: four bytes, compared and hashed as a number.
///
/// `Ord` follows the numbers, which is stable within a run but not alphabetical; sort by
/// [`Symbol::as_str`] wherever a person or a file sees the order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol(u32);

/// The way from text to number is cut into shards, so that workers seldom wait for each other.
const SHARDS: usize = 16;

/// The way from number to text is a row of blocks, each twice as long as the one before, so that
/// a text never moves and is read without a lock.
const BLOCKS: usize = 24;

/// The length of the first block.
const FIRST_BLOCK: u32 = 1024;

/// How many of the names that it met last a thread finds without any lock.
const RECENT: usize = 1024;

type Block = Box<[OnceLock<&'static str>]>;

#[derive(Default)]
struct Table {
    shards: [RwLock<FxHashMap<&'static str, u32>>; SHARDS],
    blocks: [OnceLock<Block>; BLOCKS],
    count: AtomicU32,
}

impl Table {
    fn shard(&self, hash: u64) -> Option<&RwLock<FxHashMap<&'static str, u32>>> {
        // The map itself takes its place from the lowest bits and tells neighbours apart by the
        // highest ones, so bits between them choose the shard.
        self.shards.get((hash >> 40) as usize % SHARDS)
    }

    /// Block and place of a number.
    fn place(number: u32) -> (usize, usize) {
        let from_one = number / FIRST_BLOCK + 1;
        let block = from_one.ilog2();
        let before = ((1u32 << block) - 1) * FIRST_BLOCK;
        (block as usize, (number - before) as usize)
    }

    fn text(&self, number: u32) -> &'static str {
        let (block, place) = Self::place(number);
        self.blocks
            .get(block)
            .and_then(OnceLock::get)
            .and_then(|block| block.get(place))
            .and_then(OnceLock::get)
            .copied()
            .unwrap_or("")
    }

    fn number(&self, text: &str, hash: u64) -> (u32, &'static str) {
        let Some(shard) = self.shard(hash) else {
            return (0, "");
        };
        let known = shard
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get_key_value(text)
            .map(|(text, number)| (*number, *text));
        if let Some(found) = known {
            return found;
        }
        let mut numbers = shard.write().unwrap_or_else(PoisonError::into_inner);
        if let Some((text, number)) = numbers.get_key_value(text) {
            return (*number, text);
        }
        let text: &'static str = Box::leak(Box::<str>::from(text));
        let number = self.count.fetch_add(1, Ordering::Relaxed);
        let (block, place) = Self::place(number);
        let length = (FIRST_BLOCK as usize) << block;
        let slot = self
            .blocks
            .get(block)
            .map(|slots| slots.get_or_init(|| (0..length).map(|_| OnceLock::new()).collect()))
            .and_then(|slots| slots.get(place));
        if let Some(slot) = slot {
            // The number is fresh, so nobody else fills this slot.
            slot.get_or_init(|| text);
        }
        numbers.insert(text, number);
        (number, text)
    }
}

fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    text.hash(&mut hasher);
    hasher.finish()
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let table = Table::default();
        for text in std::iter::once(&"").chain(seed::SEEDED) {
            table.number(text, hash(text));
        }
        table
    })
}

thread_local! {
    static LAST_MET: RefCell<Vec<(&'static str, u32)>> = RefCell::new(vec![("", 0); RECENT]);
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

    /// The symbol of a string. One hash look-up, mostly without a lock; a new string locks one
    /// shard of the table.
    pub fn intern(text: &str) -> Symbol {
        let hash = hash(text);
        let place = (hash >> 32) as usize % RECENT;
        LAST_MET.with_borrow_mut(|recent| {
            if let Some((known, number)) = recent.get(place)
                && *known == text
            {
                return Symbol(*number);
            }
            let (number, known) = table().number(text, hash);
            if let Some(slot) = recent.get_mut(place) {
                *slot = (known, number);
            }
            Symbol(number)
        })
    }

    /// The string. Takes no lock.
    pub fn as_str(self) -> &'static str {
        table().text(self.0)
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
    fn many_symbols_on_many_threads_stay_apart() {
        let intern = |i: usize| Symbol::intern(&format!("name-{i}"));
        let threads: Vec<_> = (0..4)
            .map(|_| std::thread::spawn(move || (0..5000).map(intern).collect::<Vec<_>>()))
            .collect();
        let symbols: Vec<_> = threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect();
        for of_thread in &symbols {
            assert_eq!(of_thread, &symbols[0]);
        }
        for (i, symbol) in symbols[0].iter().enumerate() {
            assert_eq!(symbol.as_str(), format!("name-{i}"));
        }
    }

    #[test]
    fn seeded_symbols_are_the_interned_ones() {
        for text in seed::SEEDED {
            assert_eq!(seed::symbol(text), Symbol::intern(text), "{text}");
        }
    }
}
