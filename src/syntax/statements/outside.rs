//! What a statement is made of outside its brackets: a machine of a few states.

use crate::name::ShapeType;

use super::super::keywords;
use super::super::token::{Flags, Kind};
use super::cutter::{Cutter, Role, State, Step};
use super::{Form, Lexeme, Problem};

/// How many unknown words of a file are compared with all keywords. A file with more of them is
/// no IDL, and comparing is slow.
const GUESSES: usize = 200;

impl Cutter<'_> {
    /// One token between brackets.
    pub(super) fn outside(&mut self) -> Step {
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
                // The name of a trait stands directly behind its `@`.
                let begins = fresh && self.starts_statement(lexeme);
                let named = lexeme.kind.is_name() && !begins;
                self.run.state = match (named, apply) {
                    (true, false) => State::TraitArguments,
                    (true, true) => State::ApplyTraitArguments,
                    (false, false) => State::Start,
                    (false, true) => State::Junk,
                };
                if named {
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
                } else if self.opens_wrong_arguments(lexeme) {
                    self.run.after = after;
                    self.wrap_arguments(lexeme);
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
            State::Done if lexeme.kind == Kind::DocComment && !fresh => self.drop_documentation(),
            State::Done => {
                let ends = fresh
                    || matches!(lexeme.kind, Kind::At | Kind::Dollar)
                    || lexeme.kind == Kind::Identifier && self.starts_statement(lexeme);
                if ends {
                    return Step::End;
                }
                self.run.state = State::Junk;
            }
            State::Name | State::ApplyTarget | State::Junk => {
                self.run.state = State::Junk;
                let begun = self.out.lexemes.len() > self.run.first;
                if fresh && begun && lexeme.kind.is_closer() {
                    return Step::End;
                }
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
                let mut form = Form::of_keyword(lexeme.text(self.text));
                if form == Form::Unknown
                    && let Some(keyword) = self.keyword_behind()
                {
                    self.run.reported = true;
                    self.out.problems.push(Problem::Modifier(lexeme, keyword));
                    self.drop_silently();
                    return Step::Again;
                }
                if form == Form::Unknown {
                    form = self.guess(lexeme);
                    self.run.misspelt = form != Form::Unknown;
                }
                self.run.keyword = Some(self.out.lexemes.len());
                self.run.form = Some(form);
                self.run.indent = self.indent;
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

    /// The keyword of a shape behind the current word, on its line and before a name.
    fn keyword_behind(&self) -> Option<Lexeme> {
        let mut at = self.at + 1;
        let mut found = [None; 2];
        for slot in &mut found {
            while self.token(at).kind == Kind::Space {
                at += 1;
            }
            let token = self.token(at);
            if token.kind != Kind::Identifier {
                return None;
            }
            *slot = Some(Lexeme {
                start: token.start,
                end: self.token(at + 1).start,
                kind: token.kind,
                flags: token.flags,
            });
            at += 1;
        }
        let [keyword, _] = found;
        keyword.filter(|word| {
            let form = Form::of_keyword(word.text(self.text));
            matches!(form, Form::Shape(_))
        })
    }

    /// What a statement is that begins with no keyword: that of a word like it, where a name
    /// follows.
    fn guess(&mut self, lexeme: Lexeme) -> Form {
        if self.guesses >= GUESSES {
            return Form::Unknown;
        }
        self.guesses += 1;
        self.run.meant = keywords::meant(lexeme.text(self.text));
        let next = self.following();
        let named = next.kind.is_name() && !next.flags.has(Flags::NEWLINE);
        self.run
            .meant
            .filter(|_| named)
            .map_or(Form::Unknown, Form::of_keyword)
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
                self.push_then(body_role(form), State::Done);
            }
            Kind::DocComment if form.has_body() && self.documentation_before(Kind::LeftBrace) => {
                while self.current().kind == Kind::DocComment {
                    self.drop_documentation();
                }
            }
            _ if !form.has_body() => self.run.state = State::Done,
            // Indented lines below the head can only be its body.
            Kind::Identifier | Kind::At | Kind::Dollar | Kind::DocComment
                if fresh && self.indent > self.run.indent =>
            {
                self.open_body(body_role(form));
            }
            _ if fresh && self.starts_statement(lexeme) => return Step::End,
            _ => self.run.state = State::Junk,
        }
        Step::Again
    }
}

/// What the braces behind the head of a shape hold.
fn body_role(form: Form) -> Role {
    match form {
        Form::Shape(ShapeType::Operation) => Role::Operation,
        Form::Shape(ShapeType::Service | ShapeType::Resource) => Role::Node,
        _ => Role::Members,
    }
}

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
