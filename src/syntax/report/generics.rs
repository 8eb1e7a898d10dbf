//! Words for characters that begin no token, where they belong to a type as other languages write
//! it: `List<String>`, `Map<String, Integer>`, `Optional<String>`, `String!`.
//!
//! Characters are reported from the tokens, before any statement is read; so what stands around
//! them is looked up here among the tokens of their line.

use crate::diag::{Diagnostic, Fix};
use crate::text::TextEdit;

use super::super::grammar::Context;
use super::super::statements::Cut;
use super::super::token::{Kind, Token};
use super::failure::EXPECTED_TOKEN;
use super::foreign::{Collection, collection_fix};
use super::{INVALID_CHARACTER, place};

/// How many tokens of a type are looked at.
const REACH: usize = 16;

/// The tokens around one that is invalid.
pub(super) struct Around<'a, 't> {
    pub(super) context: Context<'t>,
    pub(super) cut: &'a Cut,
    pub(super) tokens: &'a [Token],
    pub(super) at: usize,
}

impl<'t> Around<'_, 't> {
    /// The report of the token, where it is part of such a type.
    pub(super) fn report(&self) -> Option<Diagnostic> {
        match self.text(self.at) {
            "<" => self.parameters(),
            "!" => self.mandatory(),
            _ => None,
        }
    }

    fn start(&self, at: usize) -> Option<u32> {
        Some(self.tokens.get(at)?.start)
    }

    fn text(&self, at: usize) -> &'t str {
        let range = self.start(at).zip(self.start(at + 1));
        range
            .and_then(|(start, end)| self.context.text.get(start as usize..end as usize))
            .unwrap_or("")
    }

    fn kind(&self, at: usize) -> Option<Kind> {
        Some(self.tokens.get(at)?.kind)
    }

    /// The nearest token before one that is no white space, on its line.
    fn before(&self, at: usize) -> Option<usize> {
        let before = at.checked_sub(1)?;
        match self.kind(before)? {
            Kind::Space => before.checked_sub(1),
            _ => Some(before),
        }
    }

    /// Where the statement ends in which a token lies.
    fn end_of_statement(&self, start: u32) -> Option<u32> {
        let number = self.cut.statements.partition_point(|statement| {
            statement
                .last
                .checked_sub(1)
                .and_then(|last| self.cut.lexemes.get(last))
                .is_some_and(|last| last.end <= start)
        });
        let statement = self.cut.statements.get(number)?;
        let last = self.cut.lexemes.get(statement.last.checked_sub(1)?)?;
        Some(last.end)
    }

    /// `Name<A, B>`.
    fn parameters(&self) -> Option<Diagnostic> {
        let mut names = Vec::new();
        let mut end = None;
        for at in self.at + 1..self.at + REACH {
            match self.kind(at)? {
                Kind::Space | Kind::Comma => {}
                kind if kind.is_name() => names.push(self.text(at)),
                Kind::Invalid if self.text(at).starts_with('>') => {
                    end = Some(self.start(at)? + 1);
                    break;
                }
                _ => return None,
            }
        }
        let end = end?;
        let head = self.before(self.at)?;
        let word = self.text(head);
        let span = place(self.context, self.start(head)?, end);
        let report = || {
            INVALID_CHARACTER
                .at(span, "Smithy has no type parameters")
                .here("not a type")
        };
        let keyword = self.before(head).map(|at| self.text(at));
        let body = match (keyword, names.as_slice()) {
            (Some("list" | "set"), [member]) => Some(format!(" {{\n    member: {member}\n}}")),
            (Some("map"), [key, value]) => {
                Some(format!(" {{\n    key: {key}\n    value: {value}\n}}"))
            }
            _ => None,
        };
        if let Some(body) = body {
            let gap = place(self.context, self.start(self.at)?, end);
            return Some(report().fix(Fix::replace("write its members in braces", gap, body)));
        }
        let behind = self.end_of_statement(self.start(self.at)?)?.max(end);
        let behind = place(self.context, behind, behind);
        let fix = |collection: &Collection<'_>| {
            collection_fix(self.context.text, span, behind, collection)
        };
        let lower = word.to_ascii_lowercase();
        Some(match (lower.as_str(), names.as_slice()) {
            ("list" | "set" | "array" | "sequence" | "collection" | "vector" | "vec", [member]) => {
                report()
                    .note("lists and maps are shapes of their own, which members refer to by name")
                    .fix(fix(&Collection::List(member)))
            }
            ("map" | "dict" | "dictionary" | "hashmap" | "record", [key, value]) => report()
                .note("lists and maps are shapes of their own, which members refer to by name")
                .fix(fix(&Collection::Map(key, value))),
            ("optional" | "option" | "maybe" | "nullable", [target]) => report()
                .note("members are optional unless they are `@required`")
                .fix(Fix::replace(
                    format!("change it to `{target}`"),
                    span,
                    *target,
                )),
            _ => return None,
        })
    }

    /// `id: String!`.
    fn mandatory(&self) -> Option<Diagnostic> {
        let target = self.before(self.at)?;
        let colon = self.before(target)?;
        let name = self.before(colon)?;
        let member = self.kind(colon)? == Kind::Colon && self.kind(name)? == Kind::Identifier;
        if !member || !self.kind(target)?.is_name() {
            return None;
        }
        let start = self.start(name)?;
        let mark = place(self.context, self.start(self.at)?, self.start(self.at + 1)?);
        Some(
            EXPECTED_TOKEN
                .at(
                    mark,
                    "a member is made mandatory by `@required`, not by `!`",
                )
                .here("means nothing here")
                .fix(Fix {
                    title: "write `@required` before the member".to_owned(),
                    edits: vec![
                        TextEdit {
                            span: place(self.context, start, start),
                            text: "@required ".to_owned(),
                        },
                        TextEdit {
                            span: mark,
                            text: String::new(),
                        },
                    ],
                }),
        )
    }
}
