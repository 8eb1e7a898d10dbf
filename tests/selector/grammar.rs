//! The grammar and the parser say the same.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use proptest::prelude::*;
use smithyc::selector::{NESTING_LIMIT, Selector};

const GRAMMAR: &str = include_str!("../../grammar/selector.ebnf");

#[derive(Clone, PartialEq, Debug)]
enum Expression {
    Text(String),
    Special(Special),
    Rule(String),
    Sequence(Vec<Expression>),
    Choice(Vec<Expression>),
    Optional(Box<Expression>),
    Repeat(Box<Expression>),
}

/// What the grammar says in words.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Special {
    Identifier,
    OtherFunction,
    Digits,
    Quoted,
}

const SPECIALS: [(&str, Special); 4] = [
    ("underscores, then a letter", Special::Identifier),
    ("an identifier other than not", Special::OtherFunction),
    ("one or more digits", Special::Digits),
    ("a quote, single or double", Special::Quoted),
];

impl Special {
    /// Where the longest text of this kind ends that begins at `at`.
    fn end(self, text: &[char], at: usize) -> Option<usize> {
        let rest = text.get(at..)?;
        let run = |belongs: fn(char) -> bool| {
            let length = rest.iter().take_while(|c| belongs(**c)).count();
            (length > 0).then_some(at + length)
        };
        match self {
            Self::Digits => run(|c| c.is_ascii_digit()),
            Self::Quoted => {
                let quote = rest.first().filter(|c| ['\'', '"'].contains(*c))?;
                let length = rest.iter().skip(1).position(|c| c == quote)?;
                Some(at + length + 2)
            }
            Self::Identifier | Self::OtherFunction => {
                let end = run(is_word)?;
                let word: String = text[at..end].iter().collect();
                let other = !["not", "in", "root", "recursive", "topdown"].contains(&&*word);
                let fits =
                    smithyc::name::is_identifier(&word) && (other || self == Self::Identifier);
                fits.then_some(end)
            }
        }
    }
}

/// The rules of a grammar.
struct Grammar(BTreeMap<String, Expression>);

/// Reads the notation that `grammar/README.md` explains.
struct Reader<'t> {
    tokens: Vec<&'t str>,
    at: usize,
}

fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("(*") {
            let length = rest.find("*)").expect("the comment ends") + 2;
            rest = rest[length..].trim_start();
            continue;
        } else if ['"', '\'', '?'].contains(&first) {
            rest[1..].find(first).expect("the text ends") + 2
        } else if is_word(first) {
            rest.find(|c| !is_word(c)).unwrap()
        } else {
            1
        };
        // Between the parts of a token nothing comes anyhow.
        if first != '~' {
            tokens.push(&rest[..length]);
        }
        rest = rest[length..].trim_start();
    }
    tokens
}

impl Reader<'_> {
    fn peek(&self) -> &str {
        self.tokens.get(self.at).copied().unwrap_or("")
    }

    fn next(&mut self) -> String {
        self.at += 1;
        self.tokens[self.at - 1].to_owned()
    }

    fn expect(&mut self, token: &str) {
        assert_eq!(self.next(), token, "at token {}", self.at);
    }

    fn rules(mut self) -> Grammar {
        let mut rules = BTreeMap::new();
        while self.at < self.tokens.len() {
            let name = self.next();
            self.expect("=");
            let rule = self.choice();
            self.expect(";");
            assert!(rules.insert(name, rule).is_none());
        }
        Grammar(rules)
    }

    fn choice(&mut self) -> Expression {
        let mut parts = vec![self.sequence()];
        while self.peek() == "|" {
            self.at += 1;
            parts.push(self.sequence());
        }
        if parts.len() == 1 {
            parts.remove(0)
        } else {
            Expression::Choice(parts)
        }
    }

    fn sequence(&mut self) -> Expression {
        let mut parts = Vec::new();
        while !["|", ")", "]", "}", ";"].contains(&self.peek()) {
            parts.push(self.one());
        }
        if parts.len() == 1 {
            parts.remove(0)
        } else {
            Expression::Sequence(parts)
        }
    }

    fn one(&mut self) -> Expression {
        let token = self.next();
        let close = match token.as_str() {
            "(" => ")",
            "[" => "]",
            "{" => "}",
            text if text.starts_with(['"', '\'']) => {
                return Expression::Text(text[1..text.len() - 1].to_owned());
            }
            text if text.starts_with('?') => {
                let words = text[1..text.len() - 1].trim();
                let found = SPECIALS.iter().find(|(start, _)| words.starts_with(start));
                return Expression::Special(found.expect(words).1);
            }
            _ => return Expression::Rule(token),
        };
        let group = self.choice();
        self.expect(close);
        match close {
            "]" => Expression::Optional(Box::new(group)),
            "}" => Expression::Repeat(Box::new(group)),
            _ => group,
        }
    }
}

fn grammar() -> Grammar {
    Reader {
        tokens: tokens(GRAMMAR),
        at: 0,
    }
    .rules()
}

fn is_token(rule: &str) -> bool {
    rule.chars().all(|c| !c.is_ascii_lowercase())
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// Decides whether a text belongs to the grammar: all places where a rule can end.
struct Recognizer<'g> {
    grammar: &'g Grammar,
    text: Vec<char>,
    known: HashMap<(&'g str, usize), BTreeSet<usize>>,
}

impl<'g> Recognizer<'g> {
    fn accepts(grammar: &'g Grammar, text: &str) -> bool {
        let mut recognizer = Recognizer {
            grammar,
            text: text.chars().collect(),
            known: HashMap::new(),
        };
        let start = recognizer.blanks(0);
        let ends = recognizer.rule("selector", start);
        let end = recognizer.text.len();
        ends.into_iter().any(|at| recognizer.blanks(at) == end)
    }

    fn blanks(&self, mut at: usize) -> usize {
        while self.text.get(at).is_some_and(|c| " \t\r\n".contains(*c)) {
            at += 1;
        }
        at
    }

    fn rule(&mut self, name: &'g str, at: usize) -> BTreeSet<usize> {
        if let Some(known) = self.known.get(&(name, at)) {
            return known.clone();
        }
        let grammar = self.grammar;
        let token = is_token(name);
        let mut ends = self.ends(&grammar.0[name], at, token);
        if token {
            ends = ends.last().copied().into_iter().collect();
        }
        self.known.insert((name, at), ends.clone());
        ends
    }

    fn ends(&mut self, expression: &'g Expression, at: usize, token: bool) -> BTreeSet<usize> {
        match expression {
            Expression::Text(text) => {
                let text: Vec<char> = text.chars().collect();
                let end = at + text.len();
                let whole = token
                    || !text.iter().copied().all(is_word)
                    || !self.text.get(end).copied().is_some_and(is_word);
                let found = self.text.get(at..end) == Some(&text) && whole;
                found.then_some(end).into_iter().collect()
            }
            Expression::Special(special) => special.end(&self.text, at).into_iter().collect(),
            Expression::Rule(name) => self.rule(name, at),
            Expression::Choice(parts) => parts
                .iter()
                .flat_map(|part| self.ends(part, at, token))
                .collect(),
            Expression::Optional(part) => {
                let mut ends = self.ends(part, at, token);
                ends.insert(at);
                ends
            }
            Expression::Sequence(parts) => {
                let mut here = BTreeSet::from([at]);
                for (number, part) in parts.iter().enumerate() {
                    let starts = here.into_iter().map(|at| {
                        let gap = number > 0 && !token;
                        if gap { self.blanks(at) } else { at }
                    });
                    let starts: BTreeSet<usize> = starts.collect();
                    here = starts
                        .into_iter()
                        .flat_map(|at| self.ends(part, at, token))
                        .collect();
                }
                here
            }
            Expression::Repeat(part) => {
                let mut all = BTreeSet::from([at]);
                let mut newest = vec![at];
                while let Some(at) = newest.pop() {
                    let start = if token { at } else { self.blanks(at) };
                    for end in self.ends(part, start, token) {
                        if all.insert(end) {
                            newest.push(end);
                        }
                    }
                }
                all
            }
        }
    }
}

/// Makes texts of the grammar out of a sequence of choices.
pub(super) struct Generator<'c> {
    choices: std::slice::Iter<'c, u8>,
    fuel: usize,
    words: &'c [&'c str],
}

impl<'c> Generator<'c> {
    fn choose(&mut self, among: usize) -> usize {
        usize::from(*self.choices.next().unwrap_or(&0)) % among.max(1)
    }

    fn write(&mut self, grammar: &Grammar, expression: &Expression, token: bool) -> String {
        match expression {
            Expression::Text(text) => text.clone(),
            Expression::Special(special) => self.special(*special),
            Expression::Rule(name) => {
                let token = is_token(name);
                self.fuel = self.fuel.saturating_sub(usize::from(!token));
                self.write(grammar, &grammar.0[name], token)
            }
            Expression::Choice(parts) => {
                // The first choices of this grammar are those that end soonest.
                let among = if self.fuel == 0 { 1 } else { parts.len() };
                let at = self.choose(among);
                self.write(grammar, &parts[at], token)
            }
            Expression::Optional(part) => {
                if self.fuel > 0 && self.choose(2) == 1 {
                    self.write(grammar, part, token)
                } else {
                    String::new()
                }
            }
            Expression::Repeat(part) => {
                let mut text = String::new();
                while self.fuel > 0 && self.choose(3) == 2 {
                    self.fuel -= 1;
                    let more = self.write(grammar, part, token);
                    self.join(&mut text, &more, token);
                }
                text
            }
            Expression::Sequence(parts) => {
                let mut text = String::new();
                for part in parts {
                    let more = self.write(grammar, part, token);
                    self.join(&mut text, &more, token);
                }
                text
            }
        }
    }

    fn special(&mut self, special: Special) -> String {
        const NAMES: &[&str] = &["a", "b1", "_c", "__2", "i", "trait", "not", "var", "id"];
        let among = match special {
            Special::Identifier if self.words.is_empty() => NAMES,
            Special::Identifier => self.words,
            Special::OtherFunction => &["is", "test", "test", "is", "each", "other"],
            Special::Digits => &["0", "1", "42", "007"],
            Special::Quoted => &["''", "'a b'", "\"a\"", "\"it's\"", "'ö|]'", "'t#Far'"],
        };
        let at = self.choose(among.len());
        among[at].to_owned()
    }

    fn join(&mut self, text: &mut String, more: &str, token: bool) {
        let adjoin = text.ends_with(is_word) && more.starts_with(is_word);
        if !token && (adjoin || self.choose(4) == 3) {
            text.push([' ', '\n', '\t', '\r'][self.choose(4)]);
        }
        text.push_str(more);
    }
}

/// A selector made out of choices; names are taken from `words`, if there are any.
pub(super) fn written(choices: &[u8], words: &[&str]) -> String {
    let grammar = grammar();
    let mut generator = Generator {
        choices: choices.iter(),
        fuel: 60,
        words,
    };
    generator.write(&grammar, &grammar.0["selector"], false)
}

#[test]
fn the_grammar_is_whole() {
    let grammar = grammar();
    let mut used = BTreeSet::from(["selector".to_owned()]);
    fn collect(expression: &Expression, used: &mut BTreeSet<String>) {
        match expression {
            Expression::Rule(name) => {
                used.insert(name.clone());
            }
            Expression::Sequence(parts) | Expression::Choice(parts) => {
                parts.iter().for_each(|part| collect(part, used));
            }
            Expression::Optional(part) | Expression::Repeat(part) => collect(part, used),
            Expression::Text(_) | Expression::Special(_) => {}
        }
    }
    grammar.0.values().for_each(|rule| collect(rule, &mut used));
    let declared: BTreeSet<String> = grammar.0.keys().cloned().collect();
    assert_eq!(used, declared);
}

#[test]
fn the_functions_that_the_grammar_names_are_there() {
    let sources = [
        include_str!("../../src/selector/parse.rs"),
        include_str!("../../src/selector/parse_attribute.rs"),
        include_str!("../../src/selector/scanner.rs"),
    ];
    let named = GRAMMAR.split("(* ").filter_map(|comment| {
        let name = comment.split(" *)").next()?;
        let one = !name.is_empty() && name.chars().all(is_word);
        one.then_some(name)
    });
    let named: BTreeSet<&str> = named.collect();
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
        assert!(Recognizer::accepts(&grammar, name), "{name}");
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
        prop_assert!(Recognizer::accepts(&grammar(), &text), "{text:?}");
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
        let accepted = Recognizer::accepts(&grammar(), &text);
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
