//! The grammar and the parser say the same.

use std::collections::BTreeSet;

use proptest::prelude::*;
use smithyc::selector::{NESTING_LIMIT, Selector};

use super::ebnf::{self, Gap, Generator, Grammar, Piece, Terminals, is_word};

const GRAMMAR: &str = include_str!("../../grammar/selector.ebnf");

/// The words that the grammar keeps from those of [`special_end`]'s other functions.
const FUNCTIONS: [&str; 5] = ["not", "in", "root", "recursive", "topdown"];

/// Where the longest text ends that the grammar describes in words and that begins at `at`.
fn special_end(words: &str, text: &[char], at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let run = |belongs: fn(char) -> bool| {
        let length = rest.iter().take_while(|c| belongs(**c)).count();
        (length > 0).then_some(at + length)
    };
    if words.starts_with("one or more digits") {
        return run(|c| c.is_ascii_digit());
    }
    if words.starts_with("a quote, single or double") {
        let quote = rest.first().filter(|c| ['\'', '"'].contains(*c))?;
        let length = rest.iter().skip(1).position(|c| c == quote)?;
        return Some(at + length + 2);
    }
    let end = run(is_word)?;
    let word: String = text[at..end].iter().collect();
    let fits = match words {
        _ if words.starts_with("an identifier other than not") => !FUNCTIONS.contains(&&*word),
        _ if words.starts_with("underscores, then a letter") => true,
        _ => panic!("`{words}` is not understood"),
    };
    (fits && smithyc::name::is_identifier(&word)).then_some(end)
}

/// Something that the grammar describes in words; identifiers are taken from `names`.
fn special(words: &str, names: &[&str], choice: usize) -> String {
    const NAMES: &[&str] = &["a", "b1", "_c", "__2", "i", "trait", "not", "var", "id"];
    let among: &[&str] = match words {
        _ if words.starts_with("one or more digits") => &["0", "1", "42", "007"],
        _ if words.starts_with("a quote") => {
            &["''", "'a b'", "\"a\"", "\"it's\"", "'ö|]'", "'t#Far'"]
        }
        _ if words.starts_with("an identifier other") => {
            &["is", "test", "test", "is", "each", "other"]
        }
        _ if names.is_empty() => NAMES,
        _ => names,
    };
    among[choice % among.len()].to_owned()
}

fn grammar() -> Grammar {
    Grammar::read(GRAMMAR)
}

/// A selector is read character by character, with white space between any two tokens.
struct Characters<'g> {
    grammar: &'g Grammar,
    text: Vec<char>,
}

impl Terminals for Characters<'_> {
    fn skip(&self, mut at: usize, gap: Gap) -> Option<usize> {
        let blank = |at| matches!(self.text.get(at), Some(' ' | '\t' | '\r' | '\n'));
        while gap == Gap::Free && blank(at) {
            at += 1;
        }
        Some(at)
    }

    fn text(&self, text: &str, _: bool, at: usize) -> Option<usize> {
        let text: Vec<char> = text.chars().collect();
        let end = at + text.len();
        let whole =
            !text.iter().copied().all(is_word) || !self.text.get(end).copied().is_some_and(is_word);
        (self.text.get(at..end) == Some(&text) && whole).then_some(end)
    }

    fn token(&self, name: &str, at: usize) -> Option<usize> {
        ebnf::longest(self.grammar, name, &self.text, at, &special_end)
    }

    fn ends_line(&self, _: usize) -> bool {
        panic!("selectors know no lines")
    }

    fn end(&self) -> usize {
        self.text.len()
    }
}

/// Whether a text belongs to the grammar.
fn accepts(grammar: &Grammar, text: &str) -> bool {
    let characters = Characters {
        grammar,
        text: text.chars().collect(),
    };
    ebnf::Recognizer::accepts(grammar, "selector", characters)
}

/// A selector made out of choices; names are taken from `names`, if there are any.
pub(super) fn written(choices: &[u8], names: &[&str]) -> String {
    let grammar = grammar();
    let mut choices = choices.iter();
    let mut choose = |among: usize| usize::from(*choices.next().unwrap_or(&0)) % among.max(1);
    let pieces = Generator::sentence(&grammar, "selector", 60, &mut choose, |words, choice| {
        special(words, names, choice)
    });
    let mut text = String::new();
    for Piece { text: piece, .. } in pieces {
        let adjoin = text.ends_with(is_word) && piece.starts_with(is_word);
        if adjoin || choose(4) == 3 {
            text.push([' ', '\n', '\t', '\r'][choose(4)]);
        }
        text.push_str(&piece);
    }
    text
}

#[test]
fn the_grammar_is_whole() {
    grammar().check_whole("selector");
}

#[test]
fn the_functions_that_the_grammar_names_are_there() {
    let sources = [
        include_str!("../../src/selector/parse.rs"),
        include_str!("../../src/selector/parse_attribute.rs"),
        include_str!("../../src/selector/scanner.rs"),
    ];
    let grammar = grammar();
    let named: BTreeSet<&str> = grammar.named();
    for name in &named {
        let there = format!("fn {name}(");
        assert!(sources.iter().any(|text| text.contains(&there)), "{name}");
    }
    for line in sources.iter().flat_map(|text| text.lines()) {
        let line = line.trim_start();
        let line = line.strip_prefix("pub ").unwrap_or(line);
        if let Some(name) = line
            .strip_prefix("fn ")
            .and_then(|rest| rest.split('(').next())
        {
            let helper = name == "parse_arguments";
            let known = !name.starts_with("parse_") || named.contains(name) || helper;
            assert!(known, "no production names `{name}`");
        }
    }
}

#[test]
fn every_shape_type_is_in_the_grammar() {
    let grammar = grammar();
    let types = smithyc::name::ShapeType::keywords().chain(["member"]);
    for name in types {
        assert!(accepts(&grammar, name), "{name}");
        assert!(Selector::parse(name).is_ok(), "{name}");
    }
}

#[test]
fn the_nesting_limit_is_exact() {
    let nested = |depth: usize| {
        let open = ":not(".repeat(depth - 1);
        let close = ")".repeat(depth - 1);
        Selector::parse(&format!("{open}string{close}"))
    };
    assert!(nested(NESTING_LIMIT).is_ok());
    let problem = nested(NESTING_LIMIT + 1).unwrap_err();
    assert_eq!(problem.at().start, ":not(".len() * NESTING_LIMIT);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_parser_takes_what_the_grammar_makes(choices in prop::collection::vec(any::<u8>(), 0..300)) {
        let text = written(&choices, &[]);
        prop_assert!(accepts(&grammar(), &text), "{text:?}");
        let parsed = Selector::parse(&text);
        prop_assert!(parsed.is_ok(), "{text:?}: {parsed:?}");
    }

    #[test]
    fn parser_and_grammar_agree_on_broken_texts(
        choices in prop::collection::vec(any::<u8>(), 0..120),
        changes in prop::collection::vec((any::<u16>(), any::<u8>(), 0..3u8), 1..4),
    ) {
        const PIECES: &[u8] = b"[](){}<>-~$@:|=!*?^&,.#_'\" iae10";
        let mut text: Vec<char> = written(&choices, &[]).chars().collect();
        for (place, piece, change) in changes {
            let piece = char::from(PIECES[usize::from(piece) % PIECES.len()]);
            let at = usize::from(place) % (text.len() + 1);
            match change {
                0 => text.insert(at, piece),
                1 if at < text.len() => { text.remove(at); }
                _ if at < text.len() => text[at] = piece,
                _ => {}
            }
        }
        let text: String = text.into_iter().collect();
        let accepted = accepts(&grammar(), &text);
        let parsed = Selector::parse(&text);
        prop_assert_eq!(accepted, parsed.is_ok(), "{:?}: {:?}", text, parsed);
    }

    #[test]
    fn any_text_is_read_or_refused_at_a_place_inside_it(text in "\\PC{0,80}|[\\[\\](){}<>~$@:|=!*?^&,.#_'\" a-c0-9-]{0,80}") {
        if let Err(problem) = Selector::parse(&text) {
            let at = problem.at();
            prop_assert!(at.start <= at.end && at.end <= text.len());
            prop_assert!(text.is_char_boundary(at.start) && text.is_char_boundary(at.end));
        }
    }
}
