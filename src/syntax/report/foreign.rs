//! Words for members and bodies as other languages write them: the type before the name, traits
//! without `@` or on the wrong side, constructors, brackets behind a target.
//!
//! Each of these is recognised by the few tokens around the place where the grammar gave up, and
//! has a change that writes what was meant. It knows no other statement and no name of the model.

use crate::diag::{Diagnostic, Fix};
use crate::name::ShapeType;
use crate::text::{Span, TextEdit};

use super::super::grammar::{Expect, Failure, is_enum};
use super::super::keywords;
use super::super::statements::{Form, Lexeme};
use super::super::token::{Flags, Kind};
use super::failure::{EXPECTED_TOKEN, Scene};
use super::habits::WRONG_SIGN;
use super::place;

/// Traits without a value that people write as modifiers.
const MODIFIERS: [&str; 10] = [
    "deprecated",
    "hostLabel",
    "httpLabel",
    "httpPayload",
    "idempotencyToken",
    "internal",
    "private",
    "required",
    "sensitive",
    "unstable",
];

/// How many tokens of a trait are looked at.
const REACH: usize = 256;

/// Words that say in other languages what is the rule in Smithy.
const OPTIONAL: [&str; 4] = ["optional", "nullable", "maybe", "opt"];

impl Scene<'_, '_> {
    /// A member as another language would write it.
    pub(super) fn foreign_member(
        &self,
        failure: &Failure,
        before: Option<Lexeme>,
        next: Lexeme,
    ) -> Option<Diagnostic> {
        let before = before?;
        if failure.expects(Expect::Colon) && self.has_members() {
            return self.before_colon(before, next);
        }
        if failure.expects(Expect::ShapeId) && before.kind == Kind::Colon && next.kind == Kind::At {
            let name = self.before(Some(before))?;
            return self.trait_behind(self.index(Some(next)), name);
        }
        let member = failure.expects(Expect::MemberName) || failure.expects(Expect::EnumMemberName);
        if !member {
            return None;
        }
        if next.kind == Kind::RightBrace {
            return self.traits_at_end(next);
        }
        let target = before.kind.is_name()
            && self
                .before(Some(before))
                .is_some_and(|sign| sign.kind == Kind::Colon);
        match next.kind {
            Kind::LeftBracket if target => self.brackets_behind(before, next),
            Kind::LeftParenthesis if self.shape_type().is_some_and(is_enum) => {
                self.constructor(before, next)
            }
            Kind::Colon if target && !failure.expects(Expect::EnumMemberName) => Some(
                WRONG_SIGN
                    .at(
                        self.span(next),
                        "a default value is assigned with `=`, not with `:`",
                    )
                    .here(format!("write `{} = …`", self.text(before)))
                    .fix(Fix::replace("change `:` to ` =`", self.span(next), " =")),
            ),
            _ => None,
        }
    }

    fn has_members(&self) -> bool {
        matches!(
            self.shape_type(),
            Some(
                ShapeType::Structure
                    | ShapeType::Union
                    | ShapeType::List
                    | ShapeType::Set
                    | ShapeType::Map
                    | ShapeType::Operation
            )
        )
    }

    /// Something else than `:` behind the name of a member.
    fn before_colon(&self, name: Lexeme, next: Lexeme) -> Option<Diagnostic> {
        if name.kind != Kind::Identifier || !self.is_member_place(name) {
            return None;
        }
        if next.kind == Kind::At && !next.flags.has(Flags::NEWLINE) {
            return self.trait_behind(self.index(Some(next)), name);
        }
        if next.kind != Kind::Identifier {
            // `id: required String`: the word was taken for the target.
            let word = self.before(Some(name))?;
            let colon = self.before(Some(word))?;
            let modifier = MODIFIERS.contains(&self.text(word)) && colon.kind == Kind::Colon;
            let beside = !name.flags.has(Flags::NEWLINE.with(Flags::COMMA));
            let member = self.before(Some(colon)).filter(|_| modifier && beside)?;
            return Some(self.modifier_for_target(word, name, member));
        }
        let word = self.text(name);
        let beside = !next.flags.has(Flags::NEWLINE.with(Flags::COMMA));
        let colon = self
            .behind(Some(next), 1)
            .is_some_and(|behind| behind.kind == Kind::Colon);
        if MODIFIERS.contains(&word) && (colon || beside) {
            return Some(self.missing_at(name));
        }
        if !beside {
            return None;
        }
        if OPTIONAL.contains(&word) {
            let gap = place(self.context, name.start, next.start);
            return Some(
                EXPECTED_TOKEN
                    .at(self.span(name), format!("`{word}` is no keyword of Smithy"))
                    .here("members are optional unless they are `@required`")
                    .fix(Fix::replace(format!("remove `{word}`"), gap, "")),
            );
        }
        if colon {
            return None;
        }
        self.type_before_name(name, next)
    }

    /// Whether a token is where a member begins.
    fn is_member_place(&self, lexeme: Lexeme) -> bool {
        lexeme.kind.is_name()
            && self
                .open_kinds(lexeme)
                .iter()
                .all(|kind| *kind == Kind::LeftBrace)
    }

    /// The brackets that are open at a token.
    fn open_kinds(&self, lexeme: Lexeme) -> Vec<Kind> {
        let mut open = Vec::new();
        for other in self.lexemes.iter().take(self.index(Some(lexeme))) {
            if other.kind.is_opener() {
                open.push(other.kind);
            } else if other.kind.is_closer() {
                open.pop();
            }
        }
        open
    }

    /// `String name`.
    fn type_before_name(&self, first: Lexeme, second: Lexeme) -> Option<Diagnostic> {
        let (word, name) = (self.text(first), self.text(second));
        let upper = |text: &str| text.starts_with(|first: char| first.is_ascii_uppercase());
        let target = match keywords::simple_shape(word) {
            Some(target) => target,
            None if upper(word) && !upper(name) => word,
            None => return None,
        };
        let mut end = second;
        // `= 1` behind it is a number of Protocol Buffers, which means nothing here.
        let sign = self.behind(Some(second), 1);
        let number = self.behind(Some(second), 2);
        let numbered = sign.is_some_and(|sign| sign.kind == Kind::Equal)
            && number.is_some_and(|number| number.kind == Kind::Number);
        if let Some(number) = number.filter(|_| numbered) {
            end = number;
        }
        let span = self.span(first).to(self.span(end));
        let meant = format!("{name}: {target}");
        Some(
            EXPECTED_TOKEN
                .at(
                    self.span(first).to(self.span(second)),
                    "the name of a member comes before its target",
                )
                .here(format!("write `{meant}`"))
                .fix(Fix::replace(format!("change it to `{meant}`"), span, meant)),
        )
    }

    /// `String[]`.
    fn brackets_behind(&self, target: Lexeme, open: Lexeme) -> Option<Diagnostic> {
        let close = self
            .behind(Some(open), 1)
            .filter(|close| close.kind == Kind::RightBracket)?;
        let span = self.span(target).to(self.span(close));
        let name = self.text(target);
        let report = EXPECTED_TOKEN
            .at(span, "a list is a shape of its own in Smithy")
            .here("`[]` makes no list");
        let end = self.lexemes.last()?.end;
        Some(report.fix(collection_fix(
            self.context.text,
            span,
            place(self.context, end, end),
            &Collection::List(name),
        )))
    }

    /// `OPEN("open")`.
    fn constructor(&self, name: Lexeme, open: Lexeme) -> Option<Diagnostic> {
        let value = self.behind(Some(open), 1)?;
        let close = self.behind(Some(open), 2)?;
        let simple = matches!(value.kind, Kind::String | Kind::Number)
            && close.kind == Kind::RightParenthesis;
        if name.kind != Kind::Identifier || !simple {
            return None;
        }
        let (name, text) = (self.text(name), self.text(value));
        Some(
            WRONG_SIGN
                .at(
                    self.span(open).to(self.span(close)),
                    "the value of an enum member is assigned with `=`",
                )
                .here(format!("write `{name} = {text}`"))
                .fix(Fix::replace(
                    format!("change it to `{name} = {text}`"),
                    self.span(open).to(self.span(close)),
                    format!(" = {text}"),
                )),
        )
    }

    /// The head of a shape as another language would write it; `before` is its name.
    pub(super) fn foreign_head(&self, before: Lexeme, next: Lexeme) -> Option<Diagnostic> {
        let shape_type = self.shape_type()?;
        let name = self.text(before);
        let keyword = self.cut.lexemes.get(self.statement.keyword)?;
        match next.kind {
            Kind::At if !next.flags.has(Flags::NEWLINE) => {
                let at = self.index(Some(next));
                let end = self.end_of_traits(at)?;
                let last = self.lexemes.get(end.checked_sub(1)?)?;
                let to = self.span(*keyword).start_point();
                Some(self.move_traits(next, *last, to, self.text(*keyword)))
            }
            Kind::Equal | Kind::Colon => {
                let behind = self.behind(Some(next), 1)?;
                if behind.kind == Kind::LeftBrace {
                    let sign = self.text(next);
                    return Some(
                        EXPECTED_TOKEN
                            .at(
                                self.span(next),
                                format!("no `{sign}` stands between a shape and its body"),
                            )
                            .here(format!("remove `{sign}`"))
                            .fix(Fix::replace(
                                format!("remove `{sign}`"),
                                place(self.context, before.end, next.end),
                                "",
                            )),
                    );
                }
                if behind.kind == Kind::LeftBracket && shape_type == ShapeType::List {
                    let target = self.behind(Some(next), 2)?;
                    let close = self.behind(Some(next), 3)?;
                    let one = target.kind.is_name() && close.kind == Kind::RightBracket;
                    let target = Some(self.text(target)).filter(|_| one)?;
                    return Some(
                        EXPECTED_TOKEN
                            .at(
                                self.span(next).to(self.span(close)),
                                "a list names its member in braces",
                            )
                            .here(format!("write `{{ member: {target} }}`"))
                            .fix(Fix::replace(
                                format!("change it to `{{ member: {target} }}`"),
                                place(self.context, before.end, close.end),
                                format!(" {{\n    member: {target}\n}}"),
                            )),
                    );
                }
                (next.kind == Kind::Colon).then(|| self.inherits(next, name))?
            }
            Kind::Identifier
                if matches!(
                    self.text(next),
                    "extends" | "implements" | "mixin" | "mixins" | "is" | "from" | "of"
                ) =>
            {
                self.inherits(next, name)
            }
            Kind::LeftParenthesis if shape_type == ShapeType::Operation => self.call(before, next),
            Kind::LeftParenthesis => self.parentheses(next),
            _ => None,
        }
    }

    /// `extends A, B` and `: A`.
    fn inherits(&self, word: Lexeme, name: &str) -> Option<Diagnostic> {
        let from = self.index(Some(word)) + 1;
        let rest = self.lexemes.get(from..)?;
        let names: Vec<Lexeme> = rest
            .iter()
            .take_while(|next| next.kind.is_name() && !next.flags.has(Flags::NEWLINE))
            .take(REACH)
            .copied()
            .collect();
        let last = names.last()?;
        let all: Vec<&str> = names.iter().map(|name| self.text(*name)).collect();
        let clause = format!("with [{}]", all.join(", "));
        let span = self.span(word).to(self.span(*last));
        Some(
            EXPECTED_TOKEN
                .at(span, format!("`{name}` takes over members by `with`"))
                .here(format!("write `{clause}`"))
                .note("shapes do not inherit; what they share are the members of mixins")
                .fix(Fix::replace(
                    format!("change it to `{clause}`"),
                    span,
                    clause,
                )),
        )
    }

    /// `structure Order ( … )`.
    fn parentheses(&self, open: Lexeme) -> Option<Diagnostic> {
        let close = self.closer_of(open)?;
        let edit = |lexeme: Lexeme, text: &str| TextEdit {
            span: self.span(lexeme),
            text: text.to_owned(),
        };
        Some(
            EXPECTED_TOKEN
                .at(
                    self.span(open),
                    "the body of a shape stands in braces, not in parentheses",
                )
                .here("write `{`")
                .label(self.span(close), "and `}` here")
                .fix(Fix {
                    title: "change the parentheses to braces".to_owned(),
                    edits: vec![edit(open, "{"), edit(close, "}")],
                }),
        )
    }

    /// The bracket that closes another one.
    pub(super) fn closer_of(&self, open: Lexeme) -> Option<Lexeme> {
        let mut depth = 0usize;
        for lexeme in self.lexemes.get(self.index(Some(open))..)? {
            if lexeme.kind.is_opener() {
                depth += 1;
            } else if lexeme.kind.is_closer() {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    let closes = open.kind.closer() == Some(lexeme.kind);
                    return closes.then_some(*lexeme);
                }
            }
        }
        None
    }

    /// `operation Get(Input) -> Output errors [A, B]`, as drafts of Smithy had it and other
    /// languages still have.
    fn call(&self, name: Lexeme, open: Lexeme) -> Option<Diagnostic> {
        let close = self.closer_of(open)?;
        let inside = self
            .lexemes
            .get(self.index(Some(open)) + 1..self.index(Some(close)))?;
        let input = match inside {
            [] => None,
            [input] if input.kind.is_name() => Some(self.text(*input)),
            [_, colon, input] if colon.kind == Kind::Colon && input.kind.is_name() => {
                Some(self.text(*input))
            }
            _ => return None,
        };
        let last = self.lexemes.last()?;
        let rest = self.lexemes.get(self.index(Some(close)) + 1..)?;
        let names: Vec<&str> = rest
            .iter()
            .filter(|lexeme| lexeme.kind.is_name())
            .map(|lexeme| self.text(*lexeme))
            .collect();
        let word = names
            .iter()
            .position(|name| matches!(*name, "errors" | "throws" | "raises"));
        let (outputs, errors) = names.split_at(word.unwrap_or(names.len()));
        let errors = errors.get(1..).unwrap_or(&[]);
        let output = match outputs {
            [] => None,
            [output] | ["returns", output] => Some(*output),
            _ => return None,
        };
        let strange = rest.iter().any(|lexeme| {
            lexeme.kind.is_opener() && lexeme.kind != Kind::LeftBracket
                || lexeme.kind == Kind::String
        });
        if strange {
            return None;
        }
        let mut body = String::from(" {\n");
        if let Some(input) = input {
            body.push_str(&format!("    input: {input}\n"));
        }
        if let Some(output) = output {
            body.push_str(&format!("    output: {output}\n"));
        }
        if !errors.is_empty() {
            body.push_str(&format!("    errors: [{}]\n", errors.join(", ")));
        }
        body.push('}');
        Some(
            EXPECTED_TOKEN
                .at(
                    self.span(open).to(self.span(close)),
                    "an operation names its input, output and errors in braces",
                )
                .here("expected `{`")
                .help(
                    "the properties of an operation are `input`, `output` and `errors`, each with `:`",
                )
                .fix(Fix::replace(
                    "write them as properties",
                    place(self.context, name.end, last.end),
                    body,
                )),
        )
    }

    /// `@http("GET", "/orders")`: what is given in order instead of by name.
    pub(super) fn by_position(&self, next: Lexeme) -> Option<Diagnostic> {
        let value = |lexeme: Lexeme| matches!(lexeme.kind, Kind::String | Kind::Number);
        let first = self.before(Some(next)).filter(|first| value(*first))?;
        let open = self
            .before(Some(first))
            .filter(|open| open.kind == Kind::LeftParenthesis && value(next))?;
        let name = self.before(Some(open))?;
        let at = self.before(Some(name))?;
        if at.kind != Kind::At || !next.flags.has(Flags::COMMA) {
            return None;
        }
        let keys: &[&str] = match self.text(name) {
            "http" => &["method", "uri", "code"],
            "length" | "range" => &["min", "max"],
            "externalDocumentation" | "deprecated" | "paginated" | "cors" => &[],
            _ => return None,
        };
        let close = self.closer_of(open)?;
        let inside = self
            .lexemes
            .get(self.index(Some(open)) + 1..self.index(Some(close)))?;
        let report = EXPECTED_TOKEN
            .at(
                self.span(first).to(self.span(next)),
                format!("the members of `@{}` are given by name", self.text(name)),
            )
            .here("which members are these?");
        if inside.len() > keys.len() || !inside.iter().all(|one| value(*one)) {
            return Some(report.help("write each as `name: value`"));
        }
        let edits = inside
            .iter()
            .zip(keys)
            .map(|(one, key)| TextEdit {
                span: self.span(*one).start_point(),
                text: format!("{key}: "),
            })
            .collect();
        let shown: Vec<String> = inside
            .iter()
            .zip(keys)
            .map(|(one, key)| format!("{key}: {}", self.text(*one)))
            .collect();
        Some(report.fix(Fix {
            title: format!("write `{}`", shown.join(", ")),
            edits,
        }))
    }

    /// `@timestampFormat(date-time)`: a text without its quotes.
    pub(super) fn text_without_quotes(&self, next: Lexeme) -> Option<Diagnostic> {
        let first = self.before(Some(next))?;
        let open = self
            .before(Some(first))
            .filter(|open| open.kind == Kind::LeftParenthesis)?;
        let close = self.closer_of(open)?;
        let span = place(self.context, first.start, close.start);
        let text = self.context.text.get(span.range())?;
        let plain = first.kind.is_name()
            && text.len() < 200
            && text
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || " -_./+'!?,".contains(c));
        plain.then(|| {
            EXPECTED_TOKEN
                .at(span, "a text stands in quotes")
                .here(format!("write `\"{text}\"`"))
                .fix(Fix::replace(
                    "put it in quotes",
                    span,
                    format!("\"{text}\""),
                ))
        })
    }

    /// `id: { "target": "smithy.api#String" }`.
    pub(super) fn json_target(&self, next: Lexeme) -> Option<Diagnostic> {
        let open = self
            .before(Some(next))
            .filter(|open| open.kind == Kind::LeftBrace && self.text(next) == "\"target\"")?;
        let value = self
            .behind(Some(next), 2)
            .filter(|value| value.kind == Kind::String)?;
        let close = self
            .behind(Some(next), 3)
            .filter(|close| close.kind == Kind::RightBrace)?;
        let target = self.text(value).trim_matches('"');
        Some(
            EXPECTED_TOKEN
                .at(
                    self.span(open).to(self.span(close)),
                    "this is how JSON AST writes a member",
                )
                .here(format!("write `{target}`"))
                .fix(Fix::replace(
                    format!("change it to `{target}`"),
                    self.span(open).to(self.span(close)),
                    target,
                )),
        )
    }

    /// One shape where a list of them belongs, or several in braces.
    pub(super) fn list_without_brackets(
        &self,
        failure: &Failure,
        before: Lexeme,
        next: Lexeme,
    ) -> Option<Diagnostic> {
        let entity = matches!(
            self.statement.form,
            Form::Shape(ShapeType::Service | ShapeType::Resource | ShapeType::Operation)
        );
        if !entity {
            return None;
        }
        let bare = failure.expects(Expect::LeftBracket) && next.kind.is_name();
        let span = if bare && before.kind == Kind::Colon {
            self.span(next)
        } else {
            let at = self.index(Some(next));
            let names = self.lexemes.get(..at)?.iter().rev();
            let length = names.take_while(|name| name.kind.is_name()).count();
            let open = *self.lexemes.get(at.checked_sub(length + 1)?)?;
            let colon = self.before(Some(open))?;
            if length == 0 || open.kind != Kind::LeftBrace || colon.kind != Kind::Colon {
                return None;
            }
            let key = self.before(Some(colon))?;
            let lists = ["operations", "resources", "errors", "collectionOperations"];
            if !lists.contains(&self.text(key)) {
                return None;
            }
            let close = self.closer_of(open)?;
            self.span(open).to(self.span(close))
        };
        let text = self.context.text.get(span.range())?;
        let names = text.trim_matches(['{', '}']).trim();
        if names.contains(['{', ':', '\n']) {
            return None;
        }
        Some(
            EXPECTED_TOKEN
                .at(span, "a list of shapes stands in brackets")
                .here(format!("write `[{names}]`"))
                .fix(Fix::replace("add the brackets", span, format!("[{names}]"))),
        )
    }
}

/// How much of a file is searched for the collection that a report would declare.
const MOST_SEARCHED: usize = 128 * 1024;

/// A collection as other languages write the type of a value.
pub(super) enum Collection<'a> {
    /// What its members are.
    List(&'a str),
    /// What its keys and values are.
    Map(&'a str, &'a str),
}

/// Declares the collection at a place, unless the text does so already, and refers to it.
pub(super) fn collection_fix(
    text: &str,
    span: Span,
    end: Span,
    collection: &Collection<'_>,
) -> Fix {
    let last = |id: &str| id.rsplit(['#', '.']).next().unwrap_or(id).to_owned();
    let (keyword, name, members) = match collection {
        Collection::List(member) => (
            "list",
            format!("{}List", last(member)),
            format!("    member: {member}\n"),
        ),
        Collection::Map(key, value) => (
            "map",
            format!("{}Map", last(value)),
            format!("    key: {key}\n    value: {value}\n"),
        ),
    };
    let head = format!("{keyword} {name} ");
    let searched = (0..=text.len().min(MOST_SEARCHED))
        .rev()
        .find_map(|end| text.get(..end))
        .unwrap_or("");
    let declared = searched.contains(&format!("\n{head}"));
    let mut edits = vec![TextEdit {
        span,
        text: name.clone(),
    }];
    let title = if declared {
        format!("refer to `{name}`")
    } else {
        edits.push(TextEdit {
            span: end,
            text: format!("\n\n{head}{{\n{members}}}"),
        });
        format!("declare `{keyword} {name}` and refer to it")
    };
    Fix { title, edits }
}
