//! The notation of the grammar folder: a reader, a recogniser and a generator.
//!
//! `grammar/README.md` explains the notation. Nothing here knows a parser of the compiler, nor
//! which language a grammar describes: a [`Terminals`] says what texts, tokens and gaps are, and
//! [`Recognizer`] finds every place where a production can end. [`Generator`] makes sentences.

#![allow(clippy::unwrap_used, clippy::expect_used, dead_code)]

use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What may come between two parts, from the loosest to the strictest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Gap {
    /// White space, line breaks, commas and comments.
    Free,
    /// `+`: some of these.
    Apart,
    /// `_`: what does not end the line.
    Line,
    /// `__`: some of it.
    LineApart,
    /// `~`: nothing.
    None,
}

/// The right side of a production.
#[derive(Clone, PartialEq, Debug)]
pub enum Expression {
    /// `"x"`.
    Text(String),
    /// `'x'`.
    Word(String),
    /// `? words ?`.
    Special(String),
    /// The name of a production.
    Rule(String),
    /// Parts, and what may come before each.
    Sequence(Vec<(Gap, Expression)>),
    /// `a | b`.
    Choice(Vec<Expression>),
    /// `[ a ]`.
    Optional(Box<Expression>),
    /// `{ a }`.
    Repeat(Box<Expression>),
    /// `a !`.
    EndsLine(Box<Expression>),
}

/// A production: its right side, and what the comments of one word behind it name.
pub struct Production {
    pub is: Expression,
    pub names: Vec<String>,
}

/// The productions of a grammar.
pub struct Grammar(pub BTreeMap<String, Production>);

impl Grammar {
    /// Reads the text of a grammar; panics where it is not in the notation.
    pub fn read(text: &str) -> Grammar {
        Reader {
            tokens: tokens(text),
            at: 0,
        }
        .productions()
    }

    /// The right side of a production.
    pub fn get(&self, name: &str) -> &Expression {
        let found = self.0.get(name);
        &found
            .unwrap_or_else(|| panic!("`{name}` is not defined"))
            .is
    }

    /// Panics unless every name is defined and can be reached from `start`.
    pub fn check_whole(&self, start: &str) {
        let mut reached = BTreeSet::new();
        let mut waiting = vec![start.to_owned()];
        while let Some(name) = waiting.pop() {
            if reached.insert(name.clone()) {
                self.get(&name)
                    .each_name(&mut |name| waiting.push(name.to_owned()));
            }
        }
        let lost: Vec<_> = self
            .0
            .keys()
            .filter(|name| !reached.contains(*name))
            .collect();
        assert!(lost.is_empty(), "nothing leads to {lost:?}");
    }

    /// Everything that the comments of one word name.
    pub fn named(&self) -> BTreeSet<&str> {
        let all = self.0.values().flat_map(|production| &production.names);
        all.map(String::as_str).collect()
    }

    /// The tokens that productions of statements are made of; others are parts of tokens.
    pub fn tokens(&self) -> BTreeSet<&str> {
        let mut tokens = BTreeSet::new();
        for (name, production) in &self.0 {
            if !is_token(name) {
                production.is.each_name(&mut |name| {
                    let token = self.0.get_key_value(name).filter(|_| is_token(name));
                    tokens.extend(token.map(|(name, _)| name.as_str()));
                });
            }
        }
        tokens
    }

    /// Every text and word that stands in a production, apart from those in tokens.
    pub fn texts(&self) -> BTreeSet<&str> {
        let mut texts = BTreeSet::new();
        for (name, production) in &self.0 {
            if !is_token(name) {
                production.is.each_text(&mut texts);
            }
        }
        texts
    }
}

impl Expression {
    fn each_name(&self, with: &mut impl FnMut(&str)) {
        match self {
            Self::Rule(name) => with(name),
            Self::Sequence(parts) => parts.iter().for_each(|(_, part)| part.each_name(with)),
            Self::Choice(parts) => parts.iter().for_each(|part| part.each_name(with)),
            Self::Optional(part) | Self::Repeat(part) | Self::EndsLine(part) => {
                part.each_name(with);
            }
            Self::Text(_) | Self::Word(_) | Self::Special(_) => {}
        }
    }

    fn each_text<'g>(&'g self, texts: &mut BTreeSet<&'g str>) {
        match self {
            Self::Text(text) | Self::Word(text) => {
                texts.insert(text);
            }
            Self::Sequence(parts) => parts.iter().for_each(|(_, part)| part.each_text(texts)),
            Self::Choice(parts) => parts.iter().for_each(|part| part.each_text(texts)),
            Self::Optional(part) | Self::Repeat(part) | Self::EndsLine(part) => {
                part.each_text(texts);
            }
            Self::Rule(_) | Self::Special(_) => {}
        }
    }
}

/// Whether a production describes a token: its name is in capitals.
pub fn is_token(name: &str) -> bool {
    name.chars().all(|c| !c.is_ascii_lowercase())
}

/// Whether a character belongs to words.
pub fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// A token of the notation, or a comment of one word.
enum Token<'t> {
    Mark(&'t str),
    Names(&'t str),
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("(*") {
            let length = rest.find("*)").expect("the comment ends") + 2;
            let comment = rest[2..length - 2].trim();
            if comment.chars().all(is_word) {
                tokens.push(Token::Names(comment));
            }
            rest = rest[length..].trim_start();
            continue;
        } else if ['"', '\'', '?'].contains(&first) {
            rest[1..].find(first).expect("the text ends") + 2
        } else if first == '_' {
            rest.find(|c| c != '_').unwrap()
        } else if is_word(first) {
            rest.find(|c| !is_word(c)).unwrap()
        } else {
            first.len_utf8()
        };
        tokens.push(Token::Mark(&rest[..length]));
        rest = rest[length..].trim_start();
    }
    tokens
}

struct Reader<'t> {
    tokens: Vec<Token<'t>>,
    at: usize,
}

impl<'t> Reader<'t> {
    fn peek(&self) -> &'t str {
        match self.tokens.get(self.at) {
            Some(Token::Mark(mark)) => mark,
            _ => "",
        }
    }

    fn next(&mut self) -> &'t str {
        let token = self.peek();
        self.at += 1;
        token
    }

    fn expect(&mut self, token: &str) {
        assert_eq!(self.next(), token, "at token {}", self.at);
    }

    fn productions(mut self) -> Grammar {
        let mut productions = BTreeMap::new();
        while self.at < self.tokens.len() {
            let name = self.next().to_owned();
            self.expect("=");
            let is = self.choice();
            self.expect(";");
            let mut names = Vec::new();
            while let Some(Token::Names(word)) = self.tokens.get(self.at) {
                names.push((*word).to_owned());
                self.at += 1;
            }
            let known = productions.insert(name.clone(), Production { is, names });
            assert!(known.is_none(), "`{name}` is defined twice");
        }
        Grammar(productions)
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
        let mut parts: Vec<(Gap, Expression)> = Vec::new();
        while !["|", ")", "]", "}", ";"].contains(&self.peek()) {
            let gap = match self.peek() {
                "+" => Gap::Apart,
                "_" => Gap::Line,
                "__" => Gap::LineApart,
                "~" => Gap::None,
                _ => Gap::Free,
            };
            self.at += usize::from(gap != Gap::Free);
            let mut part = self.one();
            if self.peek() == "!" {
                self.at += 1;
                part = Expression::EndsLine(Box::new(part));
            }
            parts.push((gap, part));
        }
        match parts.as_slice() {
            [(Gap::Free, _)] => parts.remove(0).1,
            _ => Expression::Sequence(parts),
        }
    }

    fn one(&mut self) -> Expression {
        let token = self.next();
        let inner = || token[1..token.len() - 1].to_owned();
        let close = match token {
            "(" => ")",
            "[" => "]",
            "{" => "}",
            text if text.starts_with('"') => return Expression::Text(inner()),
            text if text.starts_with('\'') => return Expression::Word(inner()),
            text if text.starts_with('?') => {
                let words: Vec<&str> = text[1..text.len() - 1].split_whitespace().collect();
                return Expression::Special(words.join(" "));
            }
            _ => return Expression::Rule(token.to_owned()),
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

/// Places where something can end.
type Ends = Vec<usize>;

/// What a language is made of, for the recogniser. Places are counted in whatever the language
/// is cut into: characters or tokens. A place is directly behind what came before it.
pub trait Terminals {
    /// Where a part begins that is separated from what ends at `at` by such a gap.
    fn skip(&self, at: usize, gap: Gap) -> Option<usize>;
    /// Where this text ends if it begins at `at`. `word`: it is one of the words of the grammar.
    fn text(&self, text: &str, word: bool, at: usize) -> Option<usize>;
    /// Where the token of a production ends if it begins at `at`.
    fn token(&self, name: &str, at: usize) -> Option<usize>;
    /// Whether the line ends behind what ends at `at`.
    fn ends_line(&self, at: usize) -> bool;
    /// The place behind everything.
    fn end(&self) -> usize;
}

/// Decides whether a text belongs to a grammar. Memoised: linear in the number of productions
/// times places for grammars like ours.
pub struct Recognizer<'g, T> {
    grammar: &'g Grammar,
    terminals: T,
    known: HashMap<(&'g str, usize, Gap), Ends>,
}

impl<'g, T: Terminals> Recognizer<'g, T> {
    /// Whether `start` derives all of the text.
    pub fn accepts(grammar: &'g Grammar, start: &'g str, terminals: T) -> bool {
        let mut recognizer = Recognizer {
            grammar,
            terminals,
            known: HashMap::new(),
        };
        let mut ends = Ends::new();
        recognizer.rule(start, 0, Gap::Free, &mut ends);
        let terminals = &recognizer.terminals;
        let end = terminals.end();
        ends.into_iter()
            .any(|at| terminals.skip(at, Gap::Free) == Some(end))
    }

    fn rule(&mut self, name: &'g str, at: usize, gap: Gap, ends: &mut Ends) {
        if is_token(name) {
            let start = self.terminals.skip(at, gap);
            ends.extend(start.and_then(|start| self.terminals.token(name, start)));
            return;
        }
        if let Some(known) = self.known.get(&(name, at, gap)) {
            ends.extend(known);
            return;
        }
        let mut found = Ends::new();
        self.ends(self.grammar.get(name), at, gap, &mut found);
        found.sort_unstable();
        found.dedup();
        ends.extend(&found);
        self.known.insert((name, at, gap), found);
    }

    /// Adds where an expression can end that comes behind what ends at `at`, after such a gap.
    fn ends(&mut self, expression: &'g Expression, at: usize, gap: Gap, ends: &mut Ends) {
        match expression {
            Expression::Text(text) | Expression::Word(text) => {
                let word = matches!(expression, Expression::Word(_));
                let start = self.terminals.skip(at, gap);
                ends.extend(start.and_then(|start| self.terminals.text(text, word, start)));
            }
            Expression::Special(words) => panic!("`{words}` stands outside of a token"),
            Expression::Rule(name) => self.rule(name, at, gap, ends),
            Expression::Choice(parts) => {
                for part in parts {
                    self.ends(part, at, gap, ends);
                }
            }
            Expression::Optional(part) => {
                ends.push(at);
                self.ends(part, at, gap, ends);
            }
            Expression::EndsLine(part) => {
                let before = ends.len();
                self.ends(part, at, gap, ends);
                let lines = ends.split_off(before).into_iter();
                ends.extend(lines.filter(|end| self.terminals.ends_line(*end)));
            }
            Expression::Sequence(parts) => {
                let mut here = vec![at];
                for (own, part) in parts {
                    let mut next = Ends::new();
                    for start in here {
                        // Where nothing has come yet, both gaps are the same place.
                        let both = if start == at { gap.max(*own) } else { *own };
                        self.ends(part, start, both, &mut next);
                    }
                    next.sort_unstable();
                    next.dedup();
                    here = next;
                }
                ends.extend(here);
            }
            Expression::Repeat(part) => {
                let mut all = vec![at];
                let mut done = 0;
                while let Some(start) = all.get(done).copied() {
                    done += 1;
                    let before = if start == at { gap } else { Gap::Free };
                    let mut more = Ends::new();
                    self.ends(part, start, before, &mut more);
                    for end in more {
                        if !all.contains(&end) {
                            all.push(end);
                        }
                    }
                }
                ends.extend(all);
            }
        }
    }
}

/// The grammar's tokens, character by character: where the longest text of a token production
/// ends. `special` decides what the grammar says in words.
pub fn longest(
    grammar: &Grammar,
    name: &str,
    text: &[char],
    at: usize,
    special: &impl Fn(&str, &[char], usize) -> Option<usize>,
) -> Option<usize> {
    let mut ends = Ends::new();
    spelt(grammar, grammar.get(name), text, at, special, &mut ends);
    ends.into_iter().max()
}

fn spelt(
    grammar: &Grammar,
    expression: &Expression,
    text: &[char],
    at: usize,
    special: &impl Fn(&str, &[char], usize) -> Option<usize>,
    ends: &mut Ends,
) {
    let inner = |part: &Expression, at: usize, ends: &mut Ends| {
        spelt(grammar, part, text, at, special, ends);
    };
    match expression {
        Expression::Text(wanted) | Expression::Word(wanted) => {
            let end = at + wanted.chars().count();
            let found = text.get(at..end);
            if found.is_some_and(|found| wanted.chars().eq(found.iter().copied())) {
                ends.push(end);
            }
        }
        Expression::Special(words) => ends.extend(special(words, text, at)),
        Expression::Rule(name) => inner(grammar.get(name), at, ends),
        Expression::Choice(parts) => parts.iter().for_each(|part| inner(part, at, ends)),
        Expression::EndsLine(part) => inner(part, at, ends),
        Expression::Optional(part) => {
            ends.push(at);
            inner(part, at, ends);
        }
        Expression::Sequence(parts) => {
            let mut here = vec![at];
            for (_, part) in parts {
                let mut next = Ends::new();
                here.into_iter().for_each(|at| inner(part, at, &mut next));
                here = next;
            }
            ends.extend(here);
        }
        Expression::Repeat(part) => {
            let mut newest = vec![at];
            while let Some(start) = newest.pop() {
                if !ends.contains(&start) {
                    ends.push(start);
                    inner(part, start, &mut newest);
                }
            }
        }
    }
}

/// A token of a sentence, and what has to come before it.
#[derive(Clone, PartialEq, Debug)]
pub struct Piece {
    pub text: String,
    /// What may come between it and the piece before.
    pub gap: Gap,
    /// Whether the line has to end before it.
    pub fresh: bool,
}

/// Makes sentences of a grammar out of choices.
pub struct Generator<'g, C, S> {
    grammar: &'g Grammar,
    /// Chooses a number below the one given.
    choose: C,
    /// Says something that the grammar describes in words; the number chooses what.
    special: S,
    fuel: usize,
    pieces: Vec<Piece>,
    fresh: bool,
}

impl<'g, C: FnMut(usize) -> usize, S: Fn(&str, usize) -> String> Generator<'g, C, S> {
    /// The pieces of a sentence, and whether the line has to end behind it. `fuel` bounds how
    /// many productions are expanded before the shortest ways out are taken: the first choices
    /// of a grammar are those that end soonest.
    pub fn sentence(
        grammar: &'g Grammar,
        start: &str,
        fuel: usize,
        choose: C,
        special: S,
    ) -> Vec<Piece> {
        let mut generator = Generator {
            grammar,
            choose,
            special,
            fuel,
            pieces: Vec::new(),
            fresh: false,
        };
        generator.write(grammar.get(start), Gap::Free);
        generator.pieces
    }

    fn push(&mut self, text: String, gap: Gap) {
        let fresh = std::mem::take(&mut self.fresh);
        self.pieces.push(Piece { text, gap, fresh });
    }

    fn write(&mut self, expression: &'g Expression, gap: Gap) {
        match expression {
            Expression::Text(text) | Expression::Word(text) => self.push(text.clone(), gap),
            Expression::Special(words) => panic!("`{words}` stands outside of a token"),
            Expression::Rule(name) if is_token(name) => {
                let text = self.spell(self.grammar.get(name));
                self.push(text, gap);
            }
            Expression::Rule(name) => {
                self.fuel = self.fuel.saturating_sub(1);
                self.write(self.grammar.get(name), gap);
            }
            Expression::Choice(parts) => {
                let among = if self.fuel == 0 { 1 } else { parts.len() };
                let at = (self.choose)(among);
                self.write(&parts[at], gap);
            }
            Expression::Optional(part) => {
                if self.fuel > 0 && (self.choose)(2) == 1 {
                    self.write(part, gap);
                }
            }
            Expression::EndsLine(part) => {
                self.write(part, gap);
                self.fresh = true;
            }
            Expression::Repeat(part) => {
                let before = self.pieces.len();
                while self.fuel > 0 && (self.choose)(3) > 0 {
                    self.fuel -= 1;
                    let gap = if self.pieces.len() == before {
                        gap
                    } else {
                        Gap::Free
                    };
                    self.write(part, gap);
                }
            }
            Expression::Sequence(parts) => {
                let before = self.pieces.len();
                for (own, part) in parts {
                    let both = if self.pieces.len() == before {
                        gap.max(*own)
                    } else {
                        *own
                    };
                    self.write(part, both);
                }
            }
        }
    }

    fn spell(&mut self, expression: &'g Expression) -> String {
        match expression {
            Expression::Text(text) | Expression::Word(text) => text.clone(),
            Expression::Special(words) => (self.special)(words, (self.choose)(1 << 16)),
            Expression::Rule(name) => self.spell(self.grammar.get(name)),
            Expression::Choice(parts) => {
                let at = (self.choose)(parts.len());
                self.spell(&parts[at])
            }
            Expression::EndsLine(part) => self.spell(part),
            Expression::Optional(part) => match (self.choose)(2) {
                0 => String::new(),
                _ => self.spell(part),
            },
            Expression::Repeat(part) => {
                let mut text = String::new();
                while (self.choose)(3) == 2 {
                    text.push_str(&self.spell(part));
                }
                text
            }
            Expression::Sequence(parts) => parts.iter().map(|(_, part)| self.spell(part)).collect(),
        }
    }
}
