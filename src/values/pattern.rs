//! The engine of `@pattern`.
//!
//! A pattern is an ECMA 262 regular expression (specification: "pattern trait"). `regress` decides
//! whether it is one, but matches with unbounded backtracking, so matching is done by `regex`
//! where [`super::ecma`] can translate with equal meaning, and by `fancy-regex` with its limit on
//! backtracking otherwise. What neither can do in reasonable time is [`Match::Unknown`].

use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use rustc_hash::FxHashMap;

use super::ecma;

/// Longer patterns are not compiled. The longest in real models has a few thousand bytes.
const LENGTH_LIMIT: usize = 64 * 1024;

/// How deep groups may nest: the parsers behind us recurse, so deeper patterns are not handed to
/// them. Real patterns stay below 10.
const NESTING_LIMIT: usize = 100;

/// How large a compiled automaton may become, in bytes. Bounded repetitions of bounded repetitions
/// grow without limit; 2 MiB compile in a few milliseconds.
const SIZE_LIMIT: usize = 2 << 20;

/// How many steps backwards one match may take, some tens of milliseconds.
const BACKTRACK_LIMIT: usize = 200_000;

/// Texts beyond this length are not matched with backtracking.
const BACKTRACK_TEXT_LIMIT: usize = 64 * 1024;

/// A pattern, compiled when the first text is matched: a model has many patterns and few values
/// to match them with, and one automaton can take ten milliseconds.
#[derive(Debug)]
pub struct Pattern {
    text: Box<str>,
    engine: OnceLock<Engine>,
}

#[derive(Debug)]
enum Engine {
    Linear(regex::Regex),
    Backtracking {
        regex: fancy_regex::Regex,
        /// Whether the translation may refuse what ECMA 262 accepts.
        inexact: bool,
    },
    /// Valid, but not something that can be matched here.
    None,
}

/// Why a text is no pattern.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PatternError {
    /// What the parser of regular expressions says.
    pub reason: String,
}

/// Whether a text matches.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Match {
    /// Some part of the text matches.
    Yes,
    /// No part does.
    No,
    /// Finding out would take too long, or is not possible here.
    Unknown,
}

impl Pattern {
    /// Reads a pattern. Time is bounded by constants, whatever the pattern.
    ///
    /// # Errors
    /// [`PatternError`] where the text is no regular expression, neither of ECMA 262 nor of the
    /// Perl family that other implementations of Smithy accept.
    pub fn compile(pattern: &str) -> Result<Self, PatternError> {
        let with = |engine| Self {
            text: pattern.into(),
            engine,
        };
        if pattern.len() > LENGTH_LIMIT || nesting(pattern) > NESTING_LIMIT {
            return Ok(with(Engine::None.into()));
        }
        let unicode = regress::Regex::with_flags(pattern, "u").is_ok();
        let valid = if unicode {
            Ok(())
        } else {
            regress::Regex::new(pattern).map(|_| ())
        };
        match valid {
            Ok(()) => Ok(with(OnceLock::new())),
            Err(error) => {
                // `(?i)`, possessive repetition and the like: not ECMA 262, yet accepted by the
                // reference, so that a report would surprise more than it helps.
                let Ok(regex) = backtracking(pattern) else {
                    return Err(PatternError { reason: error.text });
                };
                let inexact = true;
                Ok(with(Engine::Backtracking { regex, inexact }.into()))
            }
        }
    }

    /// Whether any part of `text` matches. Linear in the text, or bounded by a constant, as is
    /// compiling the pattern, which the first call does.
    pub fn matches(&self, text: &str) -> Match {
        match self.engine.get_or_init(|| engine_for(&self.text)) {
            Engine::Linear(regex) => {
                if regex.is_match(text) {
                    Match::Yes
                } else {
                    Match::No
                }
            }
            Engine::Backtracking { regex, inexact } => {
                if text.len() > BACKTRACK_TEXT_LIMIT {
                    return Match::Unknown;
                }
                match regex.is_match(text) {
                    Ok(true) => Match::Yes,
                    Ok(false) if !inexact => Match::No,
                    _ => Match::Unknown,
                }
            }
            Engine::None => Match::Unknown,
        }
    }
}

fn engine_for(pattern: &str) -> Engine {
    let Some(translated) = ecma::translate(pattern) else {
        return Engine::None;
    };
    if !translated.backtracks {
        let linear = regex::RegexBuilder::new(&translated.text)
            .size_limit(SIZE_LIMIT)
            .dfa_size_limit(SIZE_LIMIT)
            .build();
        if let Ok(regex) = linear {
            return Engine::Linear(regex);
        }
        // Not translatable after all, or too large; the other engine would fare no better.
        return Engine::None;
    }
    backtracking(&translated.text).map_or(Engine::None, |regex| Engine::Backtracking {
        regex,
        inexact: translated.inexact,
    })
}

fn backtracking(pattern: &str) -> Result<fancy_regex::Regex, fancy_regex::Error> {
    fancy_regex::RegexBuilder::new(pattern)
        .backtrack_limit(BACKTRACK_LIMIT)
        .delegate_size_limit(SIZE_LIMIT)
        .delegate_dfa_size_limit(SIZE_LIMIT)
        .build()
}

/// How deep groups nest, counting brackets in classes and escapes as well: an upper bound.
fn nesting(pattern: &str) -> usize {
    let mut depth = 0_usize;
    let mut deepest = 0;
    for byte in pattern.bytes() {
        match byte {
            b'(' | b'[' => depth += 1,
            b')' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// A pattern that many ask for, or why there is none.
pub type Compiled = Arc<Result<Pattern, PatternError>>;

/// Compiled patterns by their text, so that each is compiled once. Shared by all validators.
#[derive(Default, Debug)]
pub struct Patterns {
    compiled: RwLock<FxHashMap<Box<str>, Compiled>>,
}

impl Patterns {
    /// The pattern of this text, read when first asked for. Nobody waits while a pattern is read;
    /// two who ask for the same at once may both read it, and share one.
    pub fn get(&self, pattern: &str) -> Compiled {
        let known = self
            .compiled
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(pattern)
            .map(Arc::clone);
        known.unwrap_or_else(|| {
            let compiled = Arc::new(Pattern::compile(pattern));
            let mut all = self
                .compiled
                .write()
                .unwrap_or_else(PoisonError::into_inner);
            Arc::clone(all.entry(pattern.into()).or_insert(compiled))
        })
    }

    /// Whether a text matches; an invalid pattern is [`Match::Unknown`].
    pub fn matches(&self, pattern: &str, text: &str) -> Match {
        match &*self.get(pattern) {
            Ok(pattern) => pattern.matches(text),
            Err(_) => Match::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use proptest::prelude::*;

    use super::*;

    fn matches(pattern: &str, text: &str) -> Match {
        Pattern::compile(pattern).unwrap().matches(text)
    }

    #[test]
    fn ecma_patterns_match_as_ecma_says() {
        let cases = [
            ("^a+$", "aaa", Match::Yes),
            ("^a+$", "aab", Match::No),
            ("b", "abc", Match::Yes),
            // Digits and word characters are ASCII only.
            (r"^\d$", "٣", Match::No),
            (r"^\w$", "é", Match::No),
            (r"^\D$", "٣", Match::Yes),
            (r"^\s$", "\u{a0}", Match::Yes),
            (r"^[\s\S]*$", "a\n\u{2028}b", Match::Yes),
            (r"^.$", "\u{2028}", Match::No),
            (r"^.$", "\u{85}", Match::Yes),
            // `$` is only the very end.
            ("^a$", "a\n", Match::No),
            // A bracket or `&&` in a class means nothing.
            (r"^[[a]$", "[", Match::Yes),
            (r"^[a&&b]$", "&", Match::Yes),
            (r"^[+--]$", ",", Match::Yes),
            (r"^[--9]$", "/", Match::Yes),
            (r"^[\w-]+$", "a-b", Match::Yes),
            (r"^[^]$", "\n", Match::Yes),
            (r"[]", "a", Match::No),
            // Braces that repeat nothing are characters.
            (r"^\{a}$", "{a}", Match::Yes),
            (r"^{a$", "{a", Match::Yes),
            (r"^a{,2}$", "a{,2}", Match::Yes),
            // Escapes.
            (r"^\u0041\x42\t\/\-$", "AB\t/-", Match::Yes),
            (r"^\u{1F600}$", "😀", Match::Yes),
            (r"^[\uD83D\uDE00]$", "😀", Match::Yes),
            (r"^\p{L}+$", "é", Match::Yes),
            (r"^[\p{L}\d_]+$", "é1", Match::Yes),
            (r"^[\b]$", "\u{8}", Match::Yes),
            (r"^\cJ$", "\n", Match::Yes),
            // Assertions and references need the other engine.
            (r"^(?!aws:)[a-z:]+$", "aws:x", Match::No),
            (r"^(?!aws:)[a-z:]+$", "my:x", Match::Yes),
            (r"^(?=.{3})[a-z]+$", "ab", Match::No),
            (r"^(a|b)\1$", "aa", Match::Yes),
            (r"(?<!x)y", "zy", Match::Yes),
            (r"^(?<year>\d{4})$", "2024", Match::Yes),
            (r"^(?:a|b)*?c$", "abc", Match::Yes),
            (r"\bfoo\b", "a foo", Match::Yes),
            (r"\bé", "é", Match::No),
            (r"^a\Bb$", "ab", Match::Yes),
            (r"a\B", "a", Match::No),
            (r"^(a)\1$", "ab", Match::No),
            (r"^(?:(a)|b)\1$", "b", Match::Unknown),
        ];
        for (pattern, text, expected) in cases {
            assert_eq!(matches(pattern, text), expected, "{pattern} on {text:?}");
        }
    }

    #[test]
    fn what_is_no_pattern_is_refused() {
        for pattern in ["[a", "(a", "a)", "*", "a**", "[z-a]", "(?<n>a", r"a\"] {
            assert!(Pattern::compile(pattern).is_err(), "{pattern}");
        }
        assert!(Pattern::compile("(?i)abc").is_ok());
    }

    #[test]
    fn hostile_patterns_end_soon() {
        let long = "a".repeat(5_000);
        let deep = "(".repeat(100_000);
        let nested = format!("{}a{}", "(".repeat(99), ")".repeat(99));
        for pattern in [
            "^(a+)+$",
            r"^(a|a)*(?!c)b$",
            r"^(a*)*\1b$",
            r"^(?=(a+)+$)b",
            "(((a{1,1000}){1,1000}){1,1000}){1,1000}",
            "(?:a?){1000}a{1000}",
            &deep,
            &nested,
        ] {
            let start = Instant::now();
            if let Ok(pattern) = Pattern::compile(pattern) {
                pattern.matches(&format!("{long}!"));
            }
            let limit = Duration::from_secs(if cfg!(debug_assertions) { 20 } else { 2 });
            assert!(start.elapsed() < limit, "{pattern:.40}");
        }
    }

    proptest! {
        #[test]
        fn no_pattern_and_no_text_panics(pattern in any::<String>(), text in any::<String>()) {
            if let Ok(pattern) = Pattern::compile(&pattern) {
                let _ = pattern.matches(&text);
            }
        }

        #[test]
        fn no_mix_of_syntax_panics(
            pattern in r"([a-c^$.*+?()|{}\[\]\\,0-9-]|\(\?[:=!]|\\[dDwWsSbBxu0-9]|\\p\{L\}){0,24}",
            text in "[a-c0-9é \n]{0,12}",
        ) {
            if let Ok(pattern) = Pattern::compile(&pattern) {
                let _ = pattern.matches(&text);
            }
        }
    }
}
