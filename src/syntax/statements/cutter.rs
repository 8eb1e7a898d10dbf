//! The cutter: tokens one after the other, and the stack of brackets.
//!
//! What comes inside brackets is here; what comes between them is in `outside`.

use crate::node::IDL_DEPTH_LIMIT;

use super::super::token::{Flags, Kind, Token};
use super::{Cut, Form, Lexeme, Problem, StatementRange};

/// How many open brackets are searched for the one that a closer could close. Valid nesting is
/// no deeper than this.
pub(super) const CLOSER_WINDOW: usize = IDL_DEPTH_LIMIT + 8;

/// How many statements of a file are first read with trust in their brackets and then again
/// without. Each may cost a pass over the rest of the file; further ones are distrusted at once.
const RESTARTS: usize = 12;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
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
pub(super) struct Open {
    pub(super) lexeme: Lexeme,
    pub(super) role: Role,
    pub(super) indent: u32,
}

#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum State {
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
pub(super) struct Run {
    pub(super) state: State,
    /// The state behind the outermost open bracket.
    pub(super) after: State,
    pub(super) strict: bool,
    pub(super) first: usize,
    pub(super) keyword: Option<usize>,
    pub(super) name: Option<Lexeme>,
    /// The indentation of the line of its keyword.
    pub(super) indent: u32,
    pub(super) form: Option<Form>,
    pub(super) misspelt: bool,
    pub(super) meant: Option<&'static str>,
    pub(super) traits: bool,
    pub(super) too_deep: bool,
    pub(super) reported: bool,
    /// Whether documentation has been dropped since the last place where it could stand.
    pub(super) dropped: bool,
}

pub(super) enum Step {
    /// Look at the current token again.
    Again,
    /// The statement ends before the current token.
    End,
    /// Its brackets do not balance.
    Unbalanced,
}

pub(super) struct Cutter<'t> {
    pub(super) text: &'t str,
    pub(super) tokens: &'t [Token],
    pub(super) at: usize,
    /// Flags of dropped tokens, to be handed to the next one.
    pub(super) carried: Flags,
    /// The column of the first token of the current line, in bytes.
    pub(super) indent: u32,
    pub(super) open: Vec<Open>,
    /// How many open brackets are nested node values.
    pub(super) nodes: usize,
    /// The height of the stack below a bracket whose inside is dropped.
    pub(super) muted: Option<usize>,
    /// Whether `:=` was read and its body not yet.
    pub(super) walrus: bool,
    /// The indentation of its line.
    pub(super) walrus_indent: u32,
    pub(super) restarts: usize,
    pub(super) guesses: usize,
    pub(super) out: Cut,
    pub(super) run: Run,
}

impl<'t> Cutter<'t> {
    pub(super) fn new(text: &'t str, tokens: &'t [Token]) -> Self {
        Self {
            text,
            tokens,
            at: 0,
            carried: Flags::default(),
            indent: 0,
            open: Vec::new(),
            nodes: 0,
            muted: None,
            walrus: false,
            walrus_indent: 0,
            restarts: 0,
            guesses: 0,
            out: Cut {
                lexemes: Vec::with_capacity(tokens.len() / 2),
                ..Cut::default()
            },
            run: Run::default(),
        }
    }

    pub(super) fn token(&self, at: usize) -> Token {
        self.tokens.get(at).copied().unwrap_or(Token {
            start: u32::try_from(self.text.len()).unwrap_or(u32::MAX),
            kind: Kind::End,
            flags: Flags::default(),
        })
    }

    pub(super) fn current(&self) -> Lexeme {
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
    pub(super) fn skip(&mut self) {
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
    pub(super) fn column(&self, start: u32) -> u32 {
        let before = self.text.as_bytes().get(..start as usize).unwrap_or(b"");
        let blanks = before
            .iter()
            .rev()
            .take_while(|byte| matches!(byte, b' ' | b'\t' | b','))
            .count();
        u32::try_from(blanks).unwrap_or(u32::MAX)
    }

    pub(super) fn advance(&mut self) {
        self.at += 1;
        self.carried = Flags::default();
        self.skip();
    }

    /// The token behind the current one.
    pub(super) fn following(&self) -> Token {
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
    pub(super) fn take(&mut self) {
        if self.muted.is_none() {
            let lexeme = self.current();
            self.out.lexemes.push(lexeme);
        }
        self.advance();
    }

    pub(super) fn last_kind(&self) -> Option<Kind> {
        (self.out.lexemes.len() > self.run.first)
            .then(|| self.out.lexemes.last().map(|last| last.kind))
            .flatten()
    }

    /// Keeps a documentation comment, joined with one directly before it.
    pub(super) fn take_documentation(&mut self) {
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

    /// Drops a documentation comment that documents nothing. Those between the same two places
    /// where documentation can stand are reported once.
    pub(super) fn drop_documentation(&mut self) {
        let lexeme = self.current();
        if !std::mem::replace(&mut self.run.dropped, true) {
            self.out.problems.push(Problem::Documentation(lexeme));
        }
        self.drop_silently();
    }

    pub(super) fn drop_silently(&mut self) {
        let flags = self.current().flags;
        self.advance();
        self.carried.add(flags);
    }

    /// Reads one statement; there is at least one token left.
    pub(super) fn statement(&mut self) {
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
            misspelt: self.run.misspelt,
            meant: self.run.meant,
            reported: self.run.reported,
        });
        self.run.reported = carries;
        self.walrus = false;
    }

    /// Reads to the end of the statement. `false` where its brackets do not balance.
    pub(super) fn read(&mut self) -> bool {
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
    pub(super) fn inside(&mut self) -> Step {
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
        if self.walrus && top.role == Role::Operation && self.begins_inline_body(lexeme) {
            self.walrus = false;
            self.open_body(Role::Members);
            return Step::Again;
        }
        if top.role == Role::Members && self.opens_wrong_arguments(lexeme) {
            self.wrap_arguments(lexeme);
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
            Kind::DocComment => self.documentation_inside(top, lexeme),
            // A member begins, which documentation could have stood before.
            Kind::Identifier if top.role == Role::Members && lexeme.flags.has(Flags::NEWLINE) => {
                self.run.dropped = false;
                self.take();
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
                if top.role == Role::Operation {
                    self.walrus = true;
                    self.walrus_indent = self.indent;
                }
                self.take();
            }
            _ => self.take(),
        }
        Step::Again
    }

    /// Whether the first member of an inline structure stands here, and its brace was forgotten.
    fn begins_inline_body(&self, lexeme: Lexeme) -> bool {
        let deeper = lexeme.flags.has(Flags::NEWLINE) && self.indent > self.walrus_indent;
        let member = match lexeme.kind {
            Kind::Dollar => true,
            Kind::Identifier => self.following().kind == Kind::Colon,
            _ => false,
        };
        deeper && member
    }

    /// Documentation is kept where it can document a member or an inline structure.
    pub(super) fn documentation_inside(&mut self, top: Open, lexeme: Lexeme) {
        let last = self.last_kind();
        let continues = last == Some(Kind::DocComment);
        match top.role {
            // Behind something on its line it would be taken for what comes next.
            Role::Members
                if lexeme.flags.has(Flags::NEWLINE)
                    || continues
                    || last == Some(Kind::LeftBrace) =>
            {
                self.run.dropped = false;
                self.take_documentation();
            }
            Role::Operation if continues || last == Some(Kind::Walrus) => {
                self.take_documentation();
            }
            // Between `input` and `:=`, as the reference has it.
            Role::Operation
                if last == Some(Kind::Identifier)
                    && lexeme.flags.has(Flags::NEWLINE)
                    && !self.run.dropped
                    && self.documentation_before(Kind::Walrus) =>
            {
                while self.current().kind == Kind::DocComment {
                    self.drop_silently();
                }
            }
            _ => self.drop_documentation(),
        }
    }

    /// Whether a token of this kind comes behind the documentation comments that begin here.
    pub(super) fn documentation_before(&self, wanted: Kind) -> bool {
        let mut at = self.at;
        loop {
            let token = self.token(at);
            match token.kind {
                Kind::DocComment | Kind::Invalid => {}
                kind if kind.is_trivia() => {}
                kind => return kind == wanted,
            }
            at += 1;
        }
    }

    /// Whether a token that begins a line lies outside the bracket, by its indentation.
    pub(super) fn leaves(&self, top: Open, lexeme: Lexeme) -> bool {
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

    pub(super) fn push(&mut self, role: Role) {
        let lexeme = self.current();
        self.open.push(Open {
            lexeme,
            role,
            indent: self.indent,
        });
        self.take();
        if matches!(role, Role::Members | Role::Operation) {
            self.run.dropped = false;
        }
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

    pub(super) fn pop(&mut self) -> Option<Open> {
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

    pub(super) fn close(&mut self, lexeme: Lexeme) -> Step {
        let closes = |open: &Open| open.lexeme.kind.closer() == Some(lexeme.kind);
        if self.open.last().is_some_and(closes) {
            self.pop();
            self.take();
            self.unwrap_arguments(lexeme);
            return Step::Again;
        }
        if self.run.strict && self.closes_body_wrongly(lexeme) {
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
    pub(super) fn mend(&mut self, height: usize) {
        let before = self.current();
        let after = self
            .out
            .lexemes
            .last()
            .map_or(before.start, |last| last.end);
        let mut openers = Vec::new();
        let mut spoiled = None;
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
            if open.lexeme.flags.has(Flags::VIRTUAL) {
                continue;
            }
            openers.push(open.lexeme);
            if matches!(open.role, Role::Node | Role::Arguments(_)) {
                spoiled = Some(open.lexeme.start);
            }
        }
        self.run.reported = true;
        if openers.is_empty() {
            return;
        }
        let known = self.out.problems.last_mut().filter(|_| self.run.reported);
        match known {
            Some(Problem::Unclosed {
                openers: known,
                before: place,
                spoiled: from,
                ..
            }) if *place == before => {
                known.append(&mut openers);
                *from = spoiled.or(*from);
            }
            Some(Problem::TooDeep(_)) => {}
            _ => self.out.problems.push(Problem::Unclosed {
                openers,
                before,
                after,
                spoiled,
                name: self.run.name,
            }),
        }
    }

    /// Opens the body of a shape before the current token, where its brace was forgotten.
    pub(super) fn open_body(&mut self, role: Role) {
        let before = self.current();
        let after = self
            .out
            .lexemes
            .last()
            .map_or(before.start, |last| last.end);
        let brace = Lexeme {
            start: after,
            end: after,
            kind: Kind::LeftBrace,
            flags: Flags::SPACE.with(Flags::VIRTUAL),
        };
        self.out.lexemes.push(brace);
        self.open.push(Open {
            lexeme: brace,
            role,
            indent: if self.open.is_empty() {
                self.run.indent
            } else {
                self.walrus_indent
            },
        });
        self.nodes += usize::from(role == Role::Node);
        if self.open.len() == 1 {
            self.run.after = State::Done;
        }
        self.run.reported = true;
        self.out.problems.push(Problem::Unopened {
            name: self.run.name.filter(|_| self.open.len() == 1),
            after,
            before,
        });
    }

    /// Whether a statement begins with this token, which begins a line.
    pub(super) fn starts_statement(&self, lexeme: Lexeme) -> bool {
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
}
