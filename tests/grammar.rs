//! The written grammar and the parser say the same.
//!
//! Each production names the function that reads it; sentences made out of the grammar parse
//! without a diagnostic; and sentences with one token changed are accepted or refused alike by
//! the parser and by a recogniser that knows nothing but the text of the grammar.

#![allow(clippy::unwrap_used)]

mod ebnf;

use std::collections::BTreeSet;
use std::path::Path;

use ebnf::{Gap, Generator, Grammar, Piece, Recognizer, Terminals, is_token, is_word};
use rayon::prelude::*;
use smithyc::syntax;
use smithyc::text::{Origin, SourceMap};

const GRAMMAR: &str = include_str!("../grammar/idl.ebnf");

/// How many sentences are made; each is also changed [`MUTATIONS`] times.
const SENTENCES: u64 = 10_000;
const MUTATIONS: usize = 3;

fn grammar() -> Grammar {
    Grammar::read(GRAMMAR)
}

fn read(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

#[test]
fn every_production_is_defined_and_reached() {
    grammar().check_whole("idl");
}

#[test]
fn every_production_names_what_is_there() {
    let parser: String = ["mod", "file", "nodes", "shapes", "traits"]
        .iter()
        .map(|name| read(&format!("src/syntax/grammar/{name}.rs")))
        .chain([read("src/syntax/file.rs")])
        .collect();
    let tokens = read("src/syntax/token.rs");
    let grammar = grammar();
    for (name, production) in &grammar.0 {
        assert!(!production.names.is_empty(), "`{name}` names no function");
        for function in &production.names {
            let there = if is_token(name) {
                tokens.contains(&format!("    {function},"))
            } else {
                let defined = |end: char| parser.contains(&format!("fn {function}{end}"));
                defined('<') || defined('(')
            };
            assert!(there, "`{name}` names `{function}`, which is not there");
        }
    }
    // And the other way round: nothing is parsed that is not written down.
    let named = grammar.named();
    let recovery = [
        "parse_properties",
        "parse_no_arguments",
        "parse_bare_mixins",
        "parse_dangling_documentation",
        "parse_shape_id_node",
    ];
    for line in parser.lines() {
        let line = line.trim_start();
        let line = line.strip_prefix("pub(super) ").unwrap_or(line);
        let Some(function) = line.strip_prefix("fn ") else {
            continue;
        };
        let function = &function[..function.find(|c| !is_word(c)).unwrap()];
        let parses = function.strip_prefix("parse_").is_some() && line.contains('<');
        assert!(
            !parses || named.contains(function) || recovery.contains(&function),
            "no production names `{function}`"
        );
    }
}

/// Where the longest text ends that the grammar describes in words and that begins at `at`.
fn special_end(words: &str, text: &[char], at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let length = |belongs: fn(char) -> bool| rest.iter().take_while(|c| belongs(**c)).count();
    let starts = |with: &str| {
        rest.len() >= with.len() && with.chars().eq(rest[..with.len()].iter().copied())
    };
    let found = match words {
        _ if words.starts_with("underscores, then a letter") => {
            let underscores = length(|c| c == '_');
            let first = rest.get(underscores).copied().unwrap_or(' ');
            let named = first.is_ascii_alphabetic() || first.is_ascii_digit() && underscores > 0;
            named.then(|| length(is_word))
        }
        _ if words.starts_with("one or more digits") => {
            Some(length(|c| c.is_ascii_digit())).filter(|length| *length > 0)
        }
        _ if words.starts_with("a digit from 1 to 9") => {
            let first = rest.first().is_some_and(|c| ('1'..='9').contains(c));
            first.then(|| length(|c| c.is_ascii_digit()))
        }
        _ if words.starts_with("not before") => {
            let next = rest
                .first()
                .is_some_and(|c| is_word(*c) || ".+-".contains(*c));
            (!next).then_some(0)
        }
        _ if words.starts_with("a double quote;") => {
            let inside = rest.iter().skip(1);
            let mut escaped = false;
            let end = inside.take_while(|c| {
                let closes = **c == '"' && !escaped;
                escaped = **c == '\\' && !escaped;
                !closes
            });
            let end = end.count() + 2;
            (starts("\"") && !starts("\"\"\"") && end <= rest.len()).then_some(end)
        }
        _ if words.starts_with("three double quotes") && starts("\"\"\"\n") => {
            let text: String = rest.iter().collect();
            let end = text.get(3..).and_then(|inside| inside.find("\"\"\""));
            let end = end.and_then(|end| text.get(..end + 6));
            end.map(|text| text.chars().count())
        }
        _ if words.starts_with("three slashes") && starts("///") => {
            let before: String = text[..at].iter().collect();
            let before = before.trim_end_matches([' ', '\t', ',']);
            let first =
                before.is_empty() || ["\n", "{", ":="].iter().any(|end| before.ends_with(end));
            first.then(|| length(|c| c != '\n'))
        }
        _ if words.starts_with("three ") => None,
        _ => panic!("`{words}` is not understood"),
    };
    found.map(|length| at + length)
}

/// Something that the grammar describes in words.
fn special(words: &str, choice: usize) -> String {
    let among: &[&str] = match words {
        _ if words.starts_with("underscores") => &[
            "a",
            "B1",
            "_c",
            "__2",
            "foo",
            "String",
            "with",
            "for",
            "use",
            "apply",
            "structure",
            "true",
            "null",
            "input",
            "errors",
            "list",
            "enum",
            "metadata",
            "namespace",
            "key",
        ],
        _ if words.starts_with("one or more digits") => &["0", "1", "42", "007"],
        _ if words.starts_with("a digit from 1") => &["1", "90", "123"],
        _ if words.starts_with("not before") => &[""],
        _ if words.starts_with("a double quote;") => &[
            r#""""#,
            r#""a""#,
            r#""a b, {""#,
            r#""\"\u00e4\\""#,
            "\"ö\n  //\"",
            r#""$x: @""#,
        ],
        _ if words.starts_with("three double quotes") => {
            &["\"\"\"\n  a \"b\"\n  \"\"\"", "\"\"\"\n\"\"\""]
        }
        _ => &["/// a", "///", "///// b, @c {"],
    };
    among[choice % among.len()].to_owned()
}

#[derive(Clone, PartialEq, Debug)]
enum Kind {
    Space,
    Newline,
    Comma,
    Comment,
    Text,
    Token(String),
}

/// A text in tokens, cut with nothing but the grammar: of all that can begin somewhere, the
/// longest is the token.
#[derive(Clone)]
struct Tokens(Vec<(Kind, String)>);

/// The tokens of a grammar.
struct Lexicon<'g> {
    grammar: &'g Grammar,
    productions: BTreeSet<&'g str>,
    marks: Vec<&'g str>,
}

impl<'g> Lexicon<'g> {
    fn of(grammar: &'g Grammar) -> Self {
        let mut marks: Vec<&str> = grammar.texts().into_iter().collect();
        marks.retain(|text| !text.starts_with(is_word));
        Self {
            grammar,
            productions: grammar.tokens(),
            marks,
        }
    }

    /// `None` where something is no token.
    fn cut(&self, text: &str) -> Option<Tokens> {
        let Self {
            grammar,
            productions,
            marks,
        } = self;
        let text: Vec<char> = text.chars().collect();
        let mut tokens = Vec::new();
        let mut at = 0;
        while let Some(first) = text.get(at).copied() {
            let rest = &text[at..];
            let run =
                |belongs: fn(char) -> bool| at + rest.iter().take_while(|c| belongs(**c)).count();
            let mut best = match first {
                ' ' | '\t' => (run(|c| " \t".contains(c)), Kind::Space),
                '\n' => (at + 1, Kind::Newline),
                ',' => (at + 1, Kind::Comma),
                '/' if rest.starts_with(&['/', '/']) && !rest.starts_with(&['/', '/', '/']) => {
                    (run(|c| c != '\n'), Kind::Comment)
                }
                _ => (at, Kind::Text),
            };
            for mark in marks {
                let end = at + mark.len();
                if end > best.0
                    && text
                        .get(at..end)
                        .is_some_and(|text| mark.chars().eq(text.iter().copied()))
                {
                    best = (end, Kind::Text);
                }
            }
            if best.0 == at || best.1 == Kind::Text {
                for name in productions {
                    let end = ebnf::longest(grammar, name, &text, at, &special_end);
                    if end.is_some_and(|end| end > best.0) {
                        best = (end.unwrap(), Kind::Token((*name).to_owned()));
                    }
                }
            }
            if best.0 == at {
                return None;
            }
            tokens.push((best.1, text[at..best.0].iter().collect()));
            at = best.0;
        }
        Some(Tokens(tokens))
    }
}

impl Tokens {
    fn text(&self) -> String {
        self.0.iter().map(|(_, text)| text.as_str()).collect()
    }
}

impl Terminals for &Tokens {
    fn skip(&self, from: usize, gap: Gap) -> Option<usize> {
        let mut at = from;
        loop {
            match self.0.get(at) {
                Some((Kind::Space, _)) if gap < Gap::None => at += 1,
                Some((Kind::Newline | Kind::Comma | Kind::Comment, _)) if gap < Gap::Line => {
                    at += 1
                }
                _ if at == from && matches!(gap, Gap::Apart | Gap::LineApart) => return None,
                _ => return Some(at),
            }
        }
    }

    fn text(&self, text: &str, word: bool, at: usize) -> Option<usize> {
        let (kind, found) = self.0.get(at)?;
        let fits = match kind {
            Kind::Token(name) => word && name == "IDENTIFIER",
            _ => !word,
        };
        (fits && found == text).then_some(at + 1)
    }

    fn token(&self, name: &str, at: usize) -> Option<usize> {
        let (kind, _) = self.0.get(at)?;
        matches!(kind, Kind::Token(found) if found == name).then_some(at + 1)
    }

    fn ends_line(&self, at: usize) -> bool {
        let next = self.skip(at, Gap::Line).and_then(|at| self.0.get(at));
        matches!(next, None | Some((Kind::Newline | Kind::Comment, _)))
    }

    fn end(&self) -> usize {
        self.0.len()
    }
}

/// Numbers that look random, the same each time. (Steele, Lea, Flood: "SplitMix".)
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % bound.max(1) as u64).unwrap()
    }

    fn one_of<'a>(&mut self, among: &[&'a str]) -> &'a str {
        among[self.below(among.len())]
    }
}

/// A sentence as text: between its pieces comes whatever may come there.
fn laid_out(pieces: &[Piece], random: &mut Random) -> String {
    const FREE: [&str; 9] = ["", "", " ", "\n", "\n  ", ", ", ",\n", " // c\n", "\n\n,\t"];
    const FRESH: [&str; 5] = ["\n", " \n", "\n\n", " // c, {\n", "\t\n, "];
    const LINE: [&str; 4] = ["", " ", "\t", "  "];
    let sticks = |c: char| is_word(c) || "$#.+-\"".contains(c);
    let mut text = String::new();
    let mut after_documentation = false;
    for piece in pieces {
        let documentation = piece.text.starts_with("///");
        let gap = match piece.gap {
            _ if piece.fresh || after_documentation => random.one_of(&FRESH[..]),
            Gap::None => "",
            Gap::Line => random.one_of(&LINE),
            Gap::Free => random.one_of(&FREE),
            Gap::Apart => random.one_of(&FREE[2..]),
            Gap::LineApart => random.one_of(&LINE[1..]),
        };
        let gap = match gap {
            _ if after_documentation => "\n",
            _ if documentation && !text.is_empty() && !gap.contains('\n') => "\n",
            "" if piece.gap != Gap::None
                && text.ends_with(sticks)
                && piece.text.starts_with(sticks) =>
            {
                " "
            }
            gap => gap,
        };
        text.push_str(gap);
        text.push_str(&piece.text);
        after_documentation = documentation;
    }
    text.push_str(random.one_of(&["", "\n", " \n, ", " // end"]));
    text
}

/// The same text with one token deleted, doubled, exchanged, replaced or put in.
fn changed(tokens: &Tokens, pool: &[String], random: &mut Random) -> Tokens {
    let mut changed = tokens.clone();
    let list = &mut changed.0;
    let at = random.below(list.len().max(1));
    let fresh = (Kind::Text, pool[random.below(pool.len())].clone());
    match random.below(5) {
        0 if at < list.len() => {
            list.remove(at);
        }
        1 if at < list.len() => list.insert(at, list[at].clone()),
        2 if at + 1 < list.len() => list.swap(at, at + 1),
        3 if at < list.len() => list[at] = fresh,
        _ => list.insert(at, fresh),
    }
    changed
}

/// What the parser says about a text.
fn diagnosed(text: &str) -> Vec<String> {
    let mut sources = SourceMap::new();
    let file = sources.add("a.smithy", text, Origin::User);
    let (_, reports) = syntax::parse(file, text);
    // What is said of text that is sound (a trait that applies to the next line) is no mistake.
    reports
        .into_iter()
        .filter(|report| !report.beyond)
        .map(|report| report.message)
        .collect()
}

/// A sentence of a number. One in four is made as a whole; the others have a namespace and one or
/// two statements, since the productions of shapes are the most.
fn sentence(grammar: &Grammar, random: &mut Random) -> Vec<Piece> {
    let fuel = 8 + random.below(52);
    let mut make = |start: &str, fuel| {
        Generator::sentence(grammar, start, fuel, |bound| random.below(bound), special)
    };
    if fuel.is_multiple_of(4) {
        return make("idl", fuel);
    }
    let mut pieces = make("namespace", 1);
    for start in ["shape", "apply"]
        .iter()
        .cycle()
        .skip(fuel % 5 / 4)
        .take(1 + fuel % 2)
    {
        let more = make(start, fuel);
        pieces.extend(more.into_iter().enumerate().map(|(number, piece)| Piece {
            fresh: piece.fresh || number == 0,
            ..piece
        }));
    }
    pieces
}

/// Where parser and grammar disagree about a sentence or one of its changes: who says what, and
/// the text. Also how many changes are sentences, too.
fn disagreements(lexicon: &Lexicon, pool: &[String], seed: u64) -> (Vec<(String, String)>, usize) {
    let grammar = lexicon.grammar;
    let accepts = |tokens: &Tokens| Recognizer::accepts(grammar, "idl", tokens);
    let mut random = Random(seed);
    let text = laid_out(&sentence(grammar, &mut random), &mut random);
    let Some(tokens) = lexicon.cut(&text) else {
        panic!("sentence {seed} is not cut into tokens: {text:?}");
    };
    assert!(
        accepts(&tokens),
        "the recogniser refuses sentence {seed}: {text:?}"
    );
    let mut wrong = Vec::new();
    let mut sentences = 0;
    let mut compare = |text: String, expected: bool| {
        let reports = diagnosed(&text);
        if expected != reports.is_empty() {
            wrong.push((format!("grammar says {expected}, parser {reports:?}"), text));
        }
    };
    compare(text, true);
    for _ in 0..MUTATIONS {
        let text = changed(&tokens, pool, &mut random).text();
        let expected = lexicon.cut(&text).is_some_and(|tokens| accepts(&tokens));
        sentences += usize::from(expected);
        compare(text, expected);
    }
    (wrong, sentences)
}

#[test]
fn parser_and_grammar_agree() {
    let grammar = grammar();
    let lexicon = Lexicon::of(&grammar);
    let more = [
        "\n",
        "\n",
        "\n",
        " ",
        ",",
        "// c\n",
        "/// d\n",
        "a",
        "B",
        "a.b",
        "a$b",
        "a.b#C",
        "a.b#C$d",
        "0",
        "-1.5e3",
        "\"s\"",
        "\"\"\"\nt\"\"\"",
    ];
    let texts = grammar.texts().into_iter().chain(more);
    let pool: Vec<String> = texts.map(str::to_owned).collect();
    let all: Vec<_> = (0..SENTENCES)
        .into_par_iter()
        .map(|seed| disagreements(&lexicon, &pool, seed))
        .collect();
    let accepted: usize = all.iter().map(|(_, sentences)| sentences).sum();
    let mut wrong: Vec<_> = all.into_iter().flat_map(|(wrong, _)| wrong).collect();
    let count = wrong.len();
    // The shortest of each kind.
    wrong.sort_by_key(|(_, text)| text.len());
    let mut kinds = BTreeSet::new();
    wrong.retain(|(says, _)| kinds.insert(says.split('`').step_by(2).collect::<String>()));
    assert!(wrong.is_empty(), "{count} disagree: {wrong:#?}");
    // Both kinds have to be common for the agreement to mean anything.
    let changes = usize::try_from(SENTENCES).unwrap() * MUTATIONS;
    let common = changes / 10..changes - changes / 10;
    assert!(
        common.contains(&accepted),
        "{accepted} of {changes} are sentences"
    );
}

#[test]
fn sentences_use_every_token_and_word() {
    let grammar = grammar();
    let lexicon = Lexicon::of(&grammar);
    let (mut tokens, mut texts) = (BTreeSet::new(), BTreeSet::new());
    for seed in 0..1_000 {
        let mut random = Random(seed);
        let text = laid_out(&sentence(&grammar, &mut random), &mut random);
        for (kind, text) in lexicon.cut(&text).unwrap().0 {
            match kind {
                Kind::Token(name) => drop(tokens.insert(name)),
                _ => drop(texts.insert(text.clone())),
            }
            texts.insert(text);
        }
    }
    assert!(
        grammar.tokens().iter().all(|name| tokens.contains(*name)),
        "{tokens:?}"
    );
    assert!(
        grammar.texts().iter().all(|text| texts.contains(*text)),
        "{texts:?}"
    );
}
