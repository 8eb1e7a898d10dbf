//! Words in names: how linters cut names apart, and how they look for words in them.

use aho_corasick::{AhoCorasick, MatchKind};
use rustc_hash::FxHashMap;

use crate::check::settings::{Read, Settings, Text};

/// The words of a name in camel case: `GetHTTPUrl` is `Get`, `HTTP`, `Url`. Linear.
///
/// A word begins at a capital letter behind something that is none, and at a capital letter before
/// a small one.
pub(super) fn camel_words(name: &str) -> Vec<&str> {
    let bytes = name.as_bytes();
    let is_capital = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_uppercase);
    let is_small = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_lowercase);
    let mut words = Vec::new();
    let mut start = 0;
    for at in 1..bytes.len() {
        if is_capital(at) && (!is_capital(at - 1) || is_small(at + 1)) {
            words.extend(name.get(start..at));
            start = at;
        }
    }
    words.extend(name.get(start..));
    words
}

/// The first word of a name in camel case.
pub(super) fn first_word(name: &str) -> &str {
    camel_words(name).first().copied().unwrap_or(name)
}

/// Searches by whole words, wherever a name begins a new one. (Specification: "Words boundary
/// matching".)
#[derive(Debug)]
pub(super) struct Terms {
    /// Each term as it is searched, with spaces and without, and the number of the term.
    needles: FxHashMap<Box<str>, usize>,
    terms: Vec<Box<str>>,
    longest: usize,
}

impl Terms {
    /// The terms of a configuration, after those that are built in.
    ///
    /// # Errors
    /// The first term that is none: not words of letters and digits with one space between them.
    pub fn read(settings: &Settings<'_>, built_in: &[&str], terms: &[Text<'_>]) -> Read<Self> {
        let mut read = Self {
            needles: FxHashMap::default(),
            terms: Vec::new(),
            longest: 0,
        };
        for term in terms {
            if let Some(wrong) = wrong_term(term.text) {
                let message = format!("a term of {} {wrong}", settings.owner());
                let report = settings
                    .error(term.span, message)
                    .event_at(settings.span)
                    .here("not a term to search for")
                    .note("a term is words of letters and digits with one space between them");
                return Err(Box::new(report));
            }
            read.add(&term.text.to_lowercase());
        }
        for term in built_in {
            read.add(term);
        }
        Ok(read)
    }

    fn add(&mut self, term: &str) {
        let number = self.terms.len();
        self.terms.push(term.into());
        self.longest = self.longest.max(term.split(' ').count());
        self.needles.entry(term.into()).or_insert(number);
        let joined = term.replace(' ', "");
        self.needles.entry(joined.into()).or_insert(number);
    }

    /// The first term, in the order in which they were given, that is found in a name. Linear in
    /// the name, times the words of the longest term.
    pub fn find(&self, name: &str) -> Option<&str> {
        if self.needles.is_empty() || name.is_empty() {
            return None;
        }
        let words = boundary_words(name);
        let ends: Vec<usize> = words
            .char_indices()
            .filter(|(_, c)| *c == ' ')
            .map(|(at, _)| at)
            .chain([words.len()])
            .collect();
        let mut best: Option<usize> = None;
        let mut start = 0;
        for (first, end) in ends.iter().enumerate() {
            for end in ends.iter().skip(first).take(self.longest) {
                let Some(run) = words.get(start..*end) else {
                    continue;
                };
                let found = self.needles.get(run).copied();
                // Only the first place where the letters stand counts, as in the reference: `at`
                // is not found in `data at`.
                if let Some(number) = found.filter(|_| words.find(run) == Some(start)) {
                    best = Some(best.map_or(number, |best| best.min(number)));
                }
            }
            start = end + 1;
        }
        self.terms.get(best?).map(|term| &**term)
    }
}

fn wrong_term(term: &str) -> Option<&'static str> {
    if term.chars().count() < 2 {
        return Some("is shorter than two characters");
    }
    if term.split(' ').any(str::is_empty) {
        return Some("has a space too many");
    }
    let word = |c: char| c == ' ' || c.is_alphanumeric();
    (!term.chars().all(word)).then_some("holds something that is neither a letter nor a digit")
}

/// The words of a name in small letters with spaces between them: a word ends where the kind of
/// character changes, and what is neither letter nor digit is left out.
fn boundary_words(name: &str) -> String {
    #[derive(Clone, Copy, PartialEq)]
    enum Kind {
        Capital,
        Small,
        Digit,
        Other,
    }
    let kind = |c: char| match c {
        _ if c.is_uppercase() => Kind::Capital,
        _ if c.is_alphabetic() => Kind::Small,
        _ if c.is_numeric() => Kind::Digit,
        _ => Kind::Other,
    };
    let mut words: Vec<&str> = Vec::new();
    let mut start = 0;
    let mut current = None;
    let mut previous = 0;
    let mut push = |from: usize, to: usize, kind: Option<Kind>| {
        if kind != Some(Kind::Other) {
            words.extend(name.get(from..to).filter(|word| !word.is_empty()));
        }
    };
    for (at, c) in name.char_indices() {
        let kind = kind(c);
        if current == Some(Kind::Capital) && kind == Kind::Small {
            // The last capital belongs to the word that begins: `IDValue`.
            push(start, previous, current);
            start = previous;
        } else if current != Some(kind) {
            push(start, at, current);
            start = at;
        }
        current = Some(kind);
        previous = at;
    }
    push(start, name.len(), current);
    words.join(" ").to_lowercase()
}

/// Searches by words with `*` at their ends. (Specification: "Wildcards in ReservedWords".)
#[derive(Debug)]
pub(super) struct Wildcards {
    words: Vec<Box<str>>,
    ends: Vec<Ends>,
    search: Option<AhoCorasick>,
}

/// Which ends of a word are open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Ends {
    before: bool,
    behind: bool,
}

impl Wildcards {
    /// The words of a configuration.
    ///
    /// # Errors
    /// The first that is empty, nothing but `*`, or has a `*` inside.
    pub fn read(settings: &Settings<'_>, words: &[Text<'_>]) -> Read<Self> {
        let mut read = Self {
            words: Vec::new(),
            ends: Vec::new(),
            search: None,
        };
        let mut needles = Vec::new();
        for word in words {
            let text = word.text.to_lowercase();
            let inner = text.strip_prefix('*').unwrap_or(&text);
            let before = inner.len() < text.len();
            let needle = inner.strip_suffix('*').unwrap_or(inner);
            let behind = needle.len() < inner.len();
            if matches!(&*text, "" | "*") || needle.contains('*') {
                let message = match &*text {
                    "" => "a reserved word must not be empty".to_owned(),
                    "*" => "a reserved word must not be `*` alone".to_owned(),
                    _ => format!("the reserved word `{}` has a `*` inside", word.text),
                };
                let report = settings
                    .error(word.span, message)
                    .event_at(settings.span)
                    .here("not a word to search for")
                    .note("a `*` stands at the beginning or the end of a word, or at both");
                return Err(Box::new(report));
            }
            read.words.push(word.text.into());
            read.ends.push(Ends { before, behind });
            needles.push(needle.to_owned());
        }
        read.search = searcher(&needles);
        Ok(read)
    }

    /// The first word, in the order in which they were given, that a name matches. Linear in the
    /// name and what is found in it.
    pub fn find(&self, name: &str) -> Option<&str> {
        let name = name.to_lowercase();
        let search = self.search.as_ref()?;
        let fits = |found: &aho_corasick::Match| {
            self.ends
                .get(found.pattern().as_usize())
                .is_some_and(|ends| {
                    (ends.before || found.start() == 0)
                        && (ends.behind || found.end() == name.len())
                })
        };
        let found = search.find_overlapping_iter(&*name).filter(fits);
        let best = found.map(|found| found.pattern().as_usize()).min()?;
        self.words.get(best).map(|word| &**word)
    }
}

/// A search for all of some texts at once; `None` where there are none or too many.
pub(super) fn searcher(needles: &[String]) -> Option<AhoCorasick> {
    if needles.is_empty() {
        return None;
    }
    AhoCorasick::builder()
        .match_kind(MatchKind::Standard)
        .build(needles)
        .ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::{FileId, SourceMap, Span};

    #[test]
    fn names_are_cut_at_capitals() {
        assert_eq!(camel_words("GetHTTPUrl"), ["Get", "HTTP", "Url"]);
        assert_eq!(camel_words("bamID2HTTP"), ["bam", "ID2", "HTTP"]);
        assert_eq!(camel_words("ID"), ["ID"]);
        assert_eq!(camel_words("_List"), ["_", "List"]);
        assert_eq!(camel_words("a"), ["a"]);
        assert_eq!(first_word("listThings"), "list");
    }

    #[test]
    fn boundaries_are_where_the_kind_of_character_changes() {
        for (name, words) in [
            ("accessKey", "access key"),
            ("accessKeyID", "access key id"),
            ("accessKeyIDValue", "access key id value"),
            ("accessKey1", "access key 1"),
            ("access_keyID", "access key id"),
            ("__Access__Key__", "access key"),
            ("IDs", "i ds"),
            ("x", "x"),
            ("_", ""),
        ] {
            assert_eq!(boundary_words(name), words, "{name}");
        }
    }

    fn terms(terms: &[&str]) -> Terms {
        let mut all = Terms {
            needles: FxHashMap::default(),
            terms: Vec::new(),
            longest: 0,
        };
        terms.iter().for_each(|term| all.add(term));
        all
    }

    #[test]
    fn terms_match_whole_words() {
        let secret = terms(&["secret id"]);
        for name in [
            "SomeSecretID",
            "secret_id100",
            "secretid",
            "Secret__ID__value",
            "secretid_value",
        ] {
            assert_eq!(secret.find(name), Some("secret id"), "{name}");
        }
        for name in ["secretidvalue", "SecretThingId", "SomeSecretidy", "id"] {
            assert_eq!(secret.find(name), None, "{name}");
        }
        assert_eq!(terms(&["zip", "code"]).find("codeZip"), Some("zip"));
        assert_eq!(terms(&["at"]).find("data_at"), None);
    }

    #[test]
    fn terms_are_words_with_single_spaces() {
        for wrong in ["", "a", "a  b", " ab", "ab ", "a_b", "a+b"] {
            assert!(wrong_term(wrong).is_some(), "{wrong}");
        }
        assert_eq!(wrong_term("social security 2"), None);
    }

    fn wildcards(words: &[String]) -> Wildcards {
        let texts: Vec<Text<'_>> = words
            .iter()
            .map(|text| Text {
                text,
                span: Span::start_of(FileId(0)),
            })
            .collect();
        let sources = SourceMap::new();
        let code = crate::diag::Code::error("validator-configuration", "Model");
        let settings = Settings::none(Span::start_of(FileId(0)), code, "it", &sources);
        Wildcards::read(&settings, &texts).unwrap()
    }

    proptest! {
        #[test]
        fn words_of_a_name_are_the_name(name in "[A-Za-z0-9_]{1,20}") {
            prop_assert_eq!(camel_words(&name).concat(), name);
        }

        #[test]
        fn terms_are_found_where_searching_each_finds_them(
            name in "[aAbB_1]{1,12}",
            searched in proptest::collection::vec("[ab1]{2,3}( [ab1]{1,2})?", 1..4),
        ) {
            let all: Vec<&str> = searched.iter().map(|term| &**term).collect();
            let words = boundary_words(&name);
            let found = |needle: &str| words.find(needle).is_some_and(|at| {
                let end = at + needle.len();
                (at == 0 || words.as_bytes()[at - 1] == b' ')
                    && (end == words.len() || words.as_bytes()[end] == b' ')
            });
            let first = all
                .iter()
                .position(|term| found(term) || found(&term.replace(' ', "")))
                .map(|at| all[at].to_owned());
            // The joined form of one term may be another, which then stands for both.
            prop_assert_eq!(terms(&all).find(&name).is_some(), first.is_some());
        }

        #[test]
        fn wildcards_are_found_where_searching_each_finds_them(
            name in "[abC]{1,8}",
            words in proptest::collection::vec("[*]?[abc]{1,3}[*]?", 1..4),
        ) {
            let lower = name.to_lowercase();
            let fits = |word: &String| {
                let needle = word.trim_matches('*');
                match (word.starts_with('*'), word.ends_with('*')) {
                    (true, true) => lower.contains(needle),
                    (true, false) => lower.ends_with(needle),
                    (false, true) => lower.starts_with(needle),
                    (false, false) => lower == needle,
                }
            };
            let wanted = words.iter().find(|word| fits(word)).map(|word| &**word);
            let all = wildcards(&words);
            prop_assert_eq!(all.find(&name), wanted);
        }
    }
}
