//! Cuts the tokens of a file into top-level statements.
//!
//! One pass, linear, with a stack on the heap. It drops trivia, keeps documentation comments
//! where they can document something, refuses nesting beyond the limit and mends brackets, so
//! that the grammar behind it sees one short, balanced, shallow slice at a time. The law: on
//! every valid file the boundaries are those of the grammar. It knows how statements begin and
//! end, not what is inside them.
//!
//! A statement whose brackets do not balance is cut a second time, trusting indentation: a line
//! that is not indented deeper than the line of an open bracket cannot be inside it.

use crate::name::ShapeType;
use crate::node::IDL_DEPTH_LIMIT;

use super::token::{Flags, Kind, Token};

/// A token that the grammar sees. Consecutive documentation comments are one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Lexeme {
    /// Its first byte.
    pub start: u32,
    /// The byte behind it.
    pub end: u32,
    /// What it is.
    pub kind: Kind,
    /// What came before it.
    pub flags: Flags,
}

impl Lexeme {
    /// Its bytes.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Its text.
    pub fn text(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }
}

/// What a statement declares, as its keyword says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// `$key: value`.
    Control,
    /// `metadata key = value`.
    Metadata,
    /// `namespace name`.
    Namespace,
    /// `use id`.
    Use,
    /// `apply id …`.
    Apply,
    /// A shape.
    Shape(ShapeType),
    /// No keyword of ours.
    Unknown,
}

impl Form {
    fn of_keyword(keyword: &str) -> Form {
        match keyword {
            "metadata" => Form::Metadata,
            "namespace" => Form::Namespace,
            "use" => Form::Use,
            "apply" => Form::Apply,
            _ => ShapeType::from_keyword(keyword).map_or(Form::Unknown, Form::Shape),
        }
    }

    fn has_body(self) -> bool {
        use ShapeType::{
            Enum, IntEnum, List, Map, Operation, Resource, Service, Set, Structure, Union,
        };
        matches!(
            self,
            Form::Shape(
                Enum | IntEnum
                    | List
                    | Set
                    | Map
                    | Structure
                    | Union
                    | Service
                    | Resource
                    | Operation
            )
        )
    }
}

/// Where a statement lies among the lexemes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StatementRange {
    /// Its first lexeme.
    pub first: usize,
    /// The lexeme behind its last.
    pub last: usize,
    /// Its keyword; equal to `last` where it has none.
    pub keyword: usize,
    /// What the keyword says.
    pub form: Form,
    /// Whether something in it has been reported already: a bracket was mended or its inside
    /// dropped, or it holds characters that begin no token.
    pub reported: bool,
}

/// What the cut found wrong.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Problem {
    /// Brackets that are not closed.
    Unclosed {
        /// The brackets, innermost first.
        openers: Vec<Lexeme>,
        /// The token before which they had to be closed.
        before: Lexeme,
        /// The end of the token after which they can be closed.
        after: u32,
        /// The name of the shape whose body it is.
        name: Option<Lexeme>,
    },
    /// Nesting beyond the limit begins with this bracket.
    TooDeep(Lexeme),
    /// Documentation that documents nothing.
    Documentation(Lexeme),
}

/// The cut of a file.
#[derive(Debug, Default)]
pub struct Cut {
    /// Every lexeme of every statement, in order.
    pub lexemes: Vec<Lexeme>,
    /// The statements, which tile the lexemes.
    pub statements: Vec<StatementRange>,
    /// What was found wrong, in order.
    pub problems: Vec<Problem>,
}

/// Cuts the tokens of `text` into statements. Linear in the tokens.
pub fn cut(text: &str, tokens: &[Token]) -> Cut {
    let mut cutter = Cutter {
        text,
        tokens,
        at: 0,
        carried: Flags::default(),
        indent: 0,
        open: Vec::new(),
        nodes: 0,
        muted: None,
        walrus: false,
        restarts: 0,
        out: Cut {
            lexemes: Vec::with_capacity(tokens.len() / 2),
            ..Cut::default()
        },
        run: Run::default(),
    };
    cutter.skip();
    while cutter.current().kind != Kind::End {
        cutter.statement();
    }
    cutter.out
}

/// How many statements of a file are first read with trust in their brackets and then again
/// without. Each may cost a pass over the rest of the file; further ones are distrusted at once.
const RESTARTS: usize = 12;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Members; documentation in it documents them.
    Members,
    /// Properties of an operation.
    Operation,
    /// The traits of an `apply` block.
    Traits,
    /// Arguments of a trait; `true` once they have turned out to be entries.
    Arguments(bool),
    /// A node value, or the list of mixins.
    Node,
}

#[derive(Clone, Copy)]
struct Open {
    lexeme: Lexeme,
    role: Role,
    indent: u32,
}

#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum State {
    #[default]
    Start,
    TraitName,
    TraitArguments,
    SettingKey,
    SettingSign,
    SettingValue,
    Name,
    ApplyTarget,
    ApplyBody,
    ApplyTraitName,
    ApplyTraitArguments,
    ShapeName,
    Clause,
    ForTarget,
    Mixins,
    Done,
    Junk,
}

/// What is known of the statement that is being read.
#[derive(Default)]
struct Run {
    state: State,
    /// The state behind the outermost open bracket.
    after: State,
    strict: bool,
    first: usize,
    keyword: Option<usize>,
    name: Option<Lexeme>,
    form: Option<Form>,
    traits: bool,
    too_deep: bool,
    reported: bool,
}

enum Step {
    /// Look at the current token again.
    Again,
    /// The statement ends before the current token.
    End,
    /// Its brackets do not balance.
    Unbalanced,
}

struct Cutter<'t> {
    text: &'t str,
    tokens: &'t [Token],
    at: usize,
    /// Flags of dropped tokens, to be handed to the next one.
    carried: Flags,
    /// The column of the first token of the current line, in bytes.
    indent: u32,
    open: Vec<Open>,
    /// How many open brackets are nested node values.
    nodes: usize,
    /// The height of the stack below a bracket whose inside is dropped.
    muted: Option<usize>,
    /// Whether `:=` was read and its body not yet.
    walrus: bool,
    restarts: usize,
    out: Cut,
    run: Run,
}

impl Cutter<'_> {
    fn token(&self, at: usize) -> Token {
        self.tokens.get(at).copied().unwrap_or(Token {
            start: u32::try_from(self.text.len()).unwrap_or(u32::MAX),
            kind: Kind::End,
            flags: Flags::default(),
        })
    }

    fn current(&self) -> Lexeme {
        let token = self.token(self.at);
        Lexeme {
            start: token.start,
            end: if token.kind == Kind::End {
                token.start
            } else {
                self.token(self.at + 1).start
            },
            kind: token.kind,
            flags: token.flags.with(self.carried),
        }
    }

    /// Moves on to the next token that is no trivia, dropping what is invalid.
    fn skip(&mut self) {
        loop {
            let token = self.token(self.at);
            match token.kind {
                Kind::Invalid => {
                    self.carried.add(token.flags);
                    self.run.reported = true;
                }
                kind if kind.is_trivia() => {}
                _ => break,
            }
            self.at += 1;
        }
        let lexeme = self.current();
        if lexeme.flags.has(Flags::NEWLINE) || self.at == 0 {
            self.indent = self.column(lexeme.start);
        }
    }

    /// The column of the first token of a line. Looks at no more than the white space before it.
    fn column(&self, start: u32) -> u32 {
        let before = self.text.as_bytes().get(..start as usize).unwrap_or(b"");
        let blanks = before
            .iter()
            .rev()
            .take_while(|byte| matches!(byte, b' ' | b'\t' | b','))
            .count();
        u32::try_from(blanks).unwrap_or(u32::MAX)
    }

    fn advance(&mut self) {
        self.at += 1;
        self.carried = Flags::default();
        self.skip();
    }

    /// The token behind the current one.
    fn following(&self) -> Token {
        let mut at = self.at + 1;
        loop {
            let token = self.token(at);
            if !(token.kind.is_trivia() || token.kind == Kind::Invalid) {
                return token;
            }
            at += 1;
        }
    }

    /// Hands the current token to the grammar and moves on.
    fn take(&mut self) {
        if self.muted.is_none() {
            let lexeme = self.current();
            self.out.lexemes.push(lexeme);
        }
        self.advance();
    }

    fn last_kind(&self) -> Option<Kind> {
        (self.out.lexemes.len() > self.run.first)
            .then(|| self.out.lexemes.last().map(|last| last.kind))
            .flatten()
    }

    /// Keeps a documentation comment, joined with one directly before it.
    fn take_documentation(&mut self) {
        let joins = self.muted.is_none() && self.last_kind() == Some(Kind::DocComment);
        let end = self.current().end;
        match self.out.lexemes.last_mut().filter(|_| joins) {
            Some(last) => {
                last.end = end;
                self.advance();
            }
            None => self.take(),
        }
    }

    /// Drops a documentation comment that documents nothing.
    fn drop_documentation(&mut self) {
        let lexeme = self.current();
        match self.out.problems.last_mut() {
            Some(Problem::Documentation(last))
                if self
                    .text
                    .get(last.end as usize..lexeme.start as usize)
                    .is_some_and(|between| between.trim().is_empty()) =>
            {
                last.end = lexeme.end;
            }
            _ => self.out.problems.push(Problem::Documentation(lexeme)),
        }
        let flags = lexeme.flags;
        self.advance();
        self.carried.add(flags);
    }

    /// Reads one statement; there is at least one token left.
    fn statement(&mut self) {
        let lexemes = self.out.lexemes.len();
        let problems = self.out.problems.len();
        let (at, carried, indent) = (self.at, self.carried, self.indent);
        let reported = self.run.reported;
        let begin = |strict: bool| Run {
            strict,
            first: lexemes,
            reported,
            ..Run::default()
        };
        self.run = begin(self.restarts >= RESTARTS);
        if !self.read() {
            self.restarts += 1;
            self.out.lexemes.truncate(lexemes);
            self.out.problems.truncate(problems);
            (self.at, self.carried, self.indent) = (at, carried, indent);
            self.open.clear();
            self.nodes = 0;
            self.muted = None;
            self.run = begin(true);
            self.read();
        }
        let last = self.out.lexemes.len();
        // What is invalid between two statements belongs to the next one.
        let carries = self.carried != Flags::default();
        self.out.statements.push(StatementRange {
            first: lexemes,
            last,
            keyword: self.run.keyword.unwrap_or(last),
            form: self.run.form.unwrap_or(Form::Unknown),
            reported: self.run.reported,
        });
        self.run.reported = carries;
        self.walrus = false;
    }

    /// Reads to the end of the statement. `false` where its brackets do not balance.
    fn read(&mut self) -> bool {
        loop {
            let step = if self.open.is_empty() {
                self.outside()
            } else {
                self.inside()
            };
            match step {
                Step::Again => {}
                Step::End => return true,
                Step::Unbalanced => return false,
            }
        }
    }

    /// One token inside brackets.
    fn inside(&mut self) -> Step {
        let lexeme = self.current();
        let Some(top) = self.open.last().copied() else {
            return Step::Again;
        };
        match lexeme.kind {
            Kind::End => {
                if !self.run.strict {
                    return Step::Unbalanced;
                }
                self.mend(0);
                return Step::Again;
            }
            kind if kind.is_closer() => return self.close(lexeme),
            _ => {}
        }
        if self.run.strict && lexeme.flags.has(Flags::NEWLINE) && self.leaves(top, lexeme) {
            self.mend(self.open.len() - 1);
            return Step::Again;
        }
        match lexeme.kind {
            kind if kind.is_opener() => {
                let role = match (kind, top.role) {
                    (Kind::LeftParenthesis, _) => Role::Arguments(false),
                    (Kind::LeftBrace, Role::Operation) if self.walrus => {
                        self.walrus = false;
                        Role::Members
                    }
                    _ => Role::Node,
                };
                self.push(role);
            }
            Kind::DocComment => {
                let kept = match top.role {
                    Role::Members => true,
                    Role::Operation => {
                        matches!(self.last_kind(), Some(Kind::Walrus | Kind::DocComment))
                    }
                    _ => false,
                };
                if kept && self.muted.is_none() {
                    self.take_documentation();
                } else {
                    self.drop_documentation();
                }
            }
            Kind::Colon => {
                match top.role {
                    Role::Arguments(false) => {
                        if let Some(top) = self.open.last_mut() {
                            top.role = Role::Arguments(true);
                        }
                        self.nodes += 1;
                    }
                    Role::Operation => self.walrus = false,
                    _ => {}
                }
                self.take();
            }
            Kind::Walrus => {
                self.walrus |= top.role == Role::Operation;
                self.take();
            }
            _ => self.take(),
        }
        Step::Again
    }

    /// Whether a token that begins a line lies outside the bracket, by its indentation.
    fn leaves(&self, top: Open, lexeme: Lexeme) -> bool {
        if self.indent > top.indent {
            return false;
        }
        let body = matches!(top.role, Role::Members | Role::Operation | Role::Traits)
            || top.lexeme.kind == Kind::LeftBrace;
        if body && self.open.len() == 1 {
            self.starts_statement(lexeme)
        } else {
            true
        }
    }

    fn push(&mut self, role: Role) {
        let lexeme = self.current();
        self.open.push(Open {
            lexeme,
            role,
            indent: self.indent,
        });
        self.take();
        if role == Role::Node {
            self.nodes += 1;
            if self.nodes > IDL_DEPTH_LIMIT && self.muted.is_none() {
                self.muted = Some(self.open.len() - 1);
                self.run.reported = true;
                if !self.run.too_deep {
                    self.run.too_deep = true;
                    self.out.problems.push(Problem::TooDeep(lexeme));
                }
            }
        }
    }

    fn pop(&mut self) -> Option<Open> {
        let open = self.open.pop()?;
        if matches!(open.role, Role::Node | Role::Arguments(true)) {
            self.nodes -= 1;
        }
        if self.muted.is_some_and(|height| height >= self.open.len()) {
            self.muted = None;
        }
        if self.open.is_empty() {
            self.run.state = self.run.after;
        }
        Some(open)
    }

    fn close(&mut self, lexeme: Lexeme) -> Step {
        let closes = |open: &Open| open.lexeme.kind.closer() == Some(lexeme.kind);
        if self.open.last().is_some_and(closes) {
            self.pop();
            self.take();
            return Step::Again;
        }
        // Without an opener of its own it is only too much, and the grammar says so. Looking
        // for one is bounded: a hit unwinds what was looked at or ends the first reading.
        let window = self.open.len().saturating_sub(CLOSER_WINDOW);
        match self.open.iter().skip(window).rposition(closes) {
            None => {
                self.take();
                Step::Again
            }
            Some(_) if !self.run.strict => Step::Unbalanced,
            Some(height) => {
                self.mend(window + height + 1);
                Step::Again
            }
        }
    }

    /// Closes every bracket above this height before the current token, and reports them once
    /// for the whole statement.
    fn mend(&mut self, height: usize) {
        let before = self.current();
        let after = self
            .out
            .lexemes
            .last()
            .map_or(before.start, |last| last.end);
        let mut openers = Vec::new();
        while self.open.len() > height {
            let Some(open) = self.pop() else { break };
            let Some(closer) = open.lexeme.kind.closer() else {
                continue;
            };
            if self.muted.is_none() {
                self.out.lexemes.push(Lexeme {
                    start: after,
                    end: after,
                    kind: closer,
                    flags: Flags::NEWLINE.with(Flags::SPACE).with(Flags::VIRTUAL),
                });
            }
            openers.push(open.lexeme);
        }
        let known = self.out.problems.last_mut().filter(|_| self.run.reported);
        match known {
            Some(Problem::Unclosed {
                openers: known,
                before: place,
                ..
            }) if *place == before => known.append(&mut openers),
            Some(Problem::Unclosed { .. } | Problem::TooDeep(_)) => {}
            _ => self.out.problems.push(Problem::Unclosed {
                openers,
                before,
                after,
                name: self.run.name,
            }),
        }
        self.run.reported = true;
    }

    /// Whether a statement begins with this token, which begins a line.
    fn starts_statement(&self, lexeme: Lexeme) -> bool {
        match lexeme.kind {
            Kind::At | Kind::DocComment => true,
            Kind::Dollar => self.indent == 0 && self.following().kind.is_name(),
            Kind::Identifier => {
                let next = self.following();
                let named = next.kind.is_name() || next.kind == Kind::String;
                if next.flags.has(Flags::NEWLINE) || !named {
                    return false;
                }
                self.indent == 0 || Form::of_keyword(lexeme.text(self.text)) != Form::Unknown
            }
            _ => false,
        }
    }

    /// One token between brackets.
    fn outside(&mut self) -> Step {
        let lexeme = self.current();
        if lexeme.kind == Kind::End {
            return Step::End;
        }
        let fresh = lexeme.flags.has(Flags::NEWLINE);
        // Inside a statement, a line that begins another one ends it.
        let expects_name = !matches!(
            self.run.state,
            State::Start | State::Done | State::Clause | State::TraitName | State::TraitArguments
        );
        if fresh && expects_name && self.starts_statement(lexeme) && !self.awaits(lexeme) {
            return Step::End;
        }
        match self.run.state {
            State::Start => return self.start(lexeme),
            State::TraitName | State::ApplyTraitName => {
                let apply = self.run.state == State::ApplyTraitName;
                self.run.state = match (lexeme.kind.is_name(), apply) {
                    (true, false) => State::TraitArguments,
                    (true, true) => State::ApplyTraitArguments,
                    (false, false) => State::Start,
                    (false, true) => State::Junk,
                };
                if lexeme.kind.is_name() {
                    self.take();
                }
            }
            State::TraitArguments | State::ApplyTraitArguments => {
                let after = if self.run.state == State::TraitArguments {
                    State::Start
                } else {
                    State::Done
                };
                if lexeme.kind == Kind::LeftParenthesis && !fresh {
                    self.run.after = after;
                    self.push(Role::Arguments(false));
                } else {
                    self.run.state = after;
                }
            }
            State::SettingKey => self.take_to(State::SettingSign),
            State::SettingSign => match lexeme.kind {
                Kind::Colon | Kind::Equal | Kind::Walrus => self.take_to(State::SettingValue),
                _ => self.run.state = State::Junk,
            },
            State::SettingValue => match lexeme.kind {
                Kind::LeftBrace | Kind::LeftBracket => self.push_then(Role::Node, State::Done),
                kind if is_leaf(kind) => self.take_to(State::Done),
                _ => self.run.state = State::Junk,
            },
            State::Name if lexeme.kind.is_name() => self.take_to(State::Done),
            State::ApplyTarget if lexeme.kind.is_name() => self.take_to(State::ApplyBody),
            State::ApplyBody => match lexeme.kind {
                Kind::At => self.take_to(State::ApplyTraitName),
                Kind::LeftBrace => self.push_then(Role::Traits, State::Done),
                Kind::DocComment => self.drop_documentation(),
                _ => self.run.state = State::Junk,
            },
            State::ShapeName => match lexeme.kind {
                kind if kind.is_name() => {
                    self.run.name = Some(lexeme);
                    self.take_to(State::Clause);
                }
                Kind::LeftBrace => self.run.state = State::Clause,
                _ => self.run.state = State::Junk,
            },
            State::Clause => return self.clause(lexeme, fresh),
            State::ForTarget => {
                if lexeme.kind.is_name() && lexeme.text(self.text) != "with" {
                    self.take();
                }
                self.run.state = State::Clause;
            }
            State::Mixins => match lexeme.kind {
                Kind::LeftBracket => self.push_then(Role::Node, State::Clause),
                Kind::DocComment => self.drop_documentation(),
                _ => self.run.state = State::Clause,
            },
            State::Done => {
                let ends = fresh
                    || matches!(lexeme.kind, Kind::At | Kind::DocComment | Kind::Dollar)
                    || lexeme.kind == Kind::Identifier && self.starts_statement(lexeme);
                if ends {
                    return Step::End;
                }
                self.run.state = State::Junk;
            }
            State::Name | State::ApplyTarget | State::Junk => {
                self.run.state = State::Junk;
                if lexeme.kind.is_opener() {
                    self.push_then(Role::Node, State::Junk);
                } else {
                    self.take();
                }
            }
        }
        Step::Again
    }

    /// Whether a token that could begin a statement is what this statement waits for: a name
    /// that happens to be a keyword, or the trait of `apply`.
    fn awaits(&self, lexeme: Lexeme) -> bool {
        match self.run.state {
            State::ApplyBody | State::Mixins => {
                matches!(lexeme.kind, Kind::At | Kind::DocComment)
            }
            State::ApplyTarget => self.following().kind == Kind::At,
            _ => false,
        }
    }

    fn take_to(&mut self, state: State) {
        self.run.state = state;
        self.take();
    }

    fn push_then(&mut self, role: Role, after: State) {
        self.run.after = after;
        self.push(role);
    }

    fn start(&mut self, lexeme: Lexeme) -> Step {
        match lexeme.kind {
            Kind::DocComment if self.run.traits => self.drop_documentation(),
            Kind::DocComment => self.take_documentation(),
            Kind::At => {
                self.run.traits = true;
                self.take_to(State::TraitName);
            }
            Kind::Dollar => {
                self.run.keyword = Some(self.out.lexemes.len());
                self.run.form = Some(Form::Control);
                self.take_to(State::SettingKey);
            }
            Kind::Identifier => {
                let form = Form::of_keyword(lexeme.text(self.text));
                self.run.keyword = Some(self.out.lexemes.len());
                self.run.form = Some(form);
                self.take_to(match form {
                    Form::Metadata => State::SettingKey,
                    Form::Namespace | Form::Use => State::Name,
                    Form::Apply => State::ApplyTarget,
                    Form::Shape(_) => State::ShapeName,
                    Form::Control | Form::Unknown => State::Junk,
                });
            }
            _ => {
                self.run.keyword = Some(self.out.lexemes.len());
                self.run.form = Some(Form::Unknown);
                self.run.state = State::Junk;
            }
        }
        Step::Again
    }

    /// After the name of a shape: `for`, `with`, the body or the end.
    fn clause(&mut self, lexeme: Lexeme, fresh: bool) -> Step {
        let form = self.run.form.unwrap_or(Form::Unknown);
        match lexeme.kind {
            Kind::Identifier if lexeme.text(self.text) == "with" => self.take_to(State::Mixins),
            Kind::Identifier if form.has_body() && lexeme.text(self.text) == "for" => {
                self.take_to(State::ForTarget);
            }
            Kind::LeftBrace if form.has_body() => {
                let role = match form {
                    Form::Shape(ShapeType::Operation) => Role::Operation,
                    Form::Shape(ShapeType::Service | ShapeType::Resource) => Role::Node,
                    _ => Role::Members,
                };
                self.push_then(role, State::Done);
            }
            Kind::DocComment if form.has_body() && self.documents_body() => {
                while self.current().kind == Kind::DocComment {
                    self.drop_documentation();
                }
            }
            _ if !form.has_body() => self.run.state = State::Done,
            _ if fresh && self.starts_statement(lexeme) => return Step::End,
            _ => self.run.state = State::Junk,
        }
        Step::Again
    }

    /// Whether a body comes behind the documentation comments that begin here.
    fn documents_body(&self) -> bool {
        let mut at = self.at;
        loop {
            let token = self.token(at);
            match token.kind {
                Kind::DocComment | Kind::Invalid => {}
                kind if kind.is_trivia() => {}
                kind => return kind == Kind::LeftBrace,
            }
            at += 1;
        }
    }
}

/// How many open brackets are searched for the one that a closer could close. Valid nesting is
/// no deeper than this.
const CLOSER_WINDOW: usize = IDL_DEPTH_LIMIT + 8;

fn is_leaf(kind: Kind) -> bool {
    kind.is_name()
        || matches!(
            kind,
            Kind::String
                | Kind::TextBlock
                | Kind::UnclosedString
                | Kind::UnclosedTextBlock
                | Kind::Number
                | Kind::InvalidNumber
        )
}
