//! Traits and documentation comments before shapes and members.
//! (Specification: "Applying traits", "Documentation comment".)

use chumsky::prelude::*;

use crate::node::{Node, Object, Value};
use crate::text::{Spanned, Symbol};

use super::super::statements::Lexeme;
use super::super::strings;
use super::super::token::{Flags, Kind};
use super::nodes::{parse_entry, parse_shape_id};
use super::{
    Cause, Context, Cursor, Expect, Extra, Failure, Rule, Source, expect, expect_close, skip_until,
};
use crate::syntax::tree::TraitApplication;

/// Everything that can stand before a shape, a member or an inline body: one documentation
/// comment, then traits.
pub(super) fn parse_traits<'t>(
    context: Context<'t>,
    node: Rule<'t, Node>,
) -> Rule<'t, Vec<TraitApplication>> {
    let broken = skip_trait().map(|()| None);
    let one = parse_trait(context, node)
        .map(Some)
        .recover_with(via_parser(broken))
        .then_ignore(skip_documentation());
    maybe_documentation(context)
        .then(one.repeated().collect::<Vec<_>>())
        .map(|(documentation, traits)| {
            let mut all = Vec::with_capacity(traits.len() + usize::from(documentation.is_some()));
            all.extend(documentation);
            all.extend(traits.into_iter().flatten());
            all
        })
        .boxed()
}

/// A documentation comment, if there is one.
fn maybe_documentation<'t>(
    context: Context<'t>,
) -> impl Parser<'t, Source<'t>, Option<TraitApplication>, Extra> + Copy + 't {
    custom(move |input: &mut Cursor<'t, '_>| {
        let Some(lexeme) = input.peek().filter(|next| next.kind == Kind::DocComment) else {
            return Ok(None);
        };
        input.skip();
        let span = context.span(lexeme);
        let text = strings::documentation(context.text(lexeme));
        Ok(Some(TraitApplication {
            name: Spanned::new(Symbol::intern("documentation"), span),
            value: Some(Node::string(text, span)),
            comment: true,
            span,
        }))
    })
}

/// Passes over documentation between traits and what they are for: it documents nothing.
fn skip_documentation<'t>() -> impl Parser<'t, Source<'t>, (), Extra> + Copy + 't {
    custom(move |input: &mut Cursor<'t, '_>| {
        if let Some(lexeme) = input.peek().filter(|next| next.kind == Kind::DocComment) {
            input.emit(Failure::because(Cause::Documentation, Some(lexeme)));
            input.skip();
        }
        Ok(())
    })
}

/// `@name` with or without arguments.
pub(super) fn parse_trait<'t>(
    context: Context<'t>,
    node: Rule<'t, Node>,
) -> impl Parser<'t, Source<'t>, TraitApplication, Extra> + Clone + 't {
    expect(Kind::At, Expect::At)
        .then_ignore(expect_close(Expect::TraitName))
        .then(parse_shape_id(context, Expect::TraitName))
        .then(choice((
            parse_arguments(context, node),
            parse_no_arguments(),
        )))
        .map(move |((at, name), (value, close))| {
            let start = context.span(at);
            let end = close.map_or(name.span, |close| context.span(close));
            TraitApplication {
                name,
                value,
                comment: false,
                span: start.to(end),
            }
        })
}

/// The value, and the closing parenthesis.
type Arguments = (Option<Node>, Option<Lexeme>);

/// Whether a token opens the arguments of a trait that stands before it.
fn opens_arguments(lexeme: Lexeme) -> bool {
    lexeme.kind == Kind::LeftParenthesis && !lexeme.flags.has(Flags::NEWLINE)
}

/// Consumes nothing: no arguments follow.
fn parse_no_arguments<'t>() -> impl Parser<'t, Source<'t>, Arguments, Extra> + Copy + 't {
    custom(|input: &mut Cursor<'t, '_>| match input.peek() {
        Some(lexeme) if opens_arguments(lexeme) => Err(Failure::because(Cause::Unexpected, None)),
        _ => Ok((None, None)),
    })
}

/// `( … )` behind the name of a trait: nothing, entries without braces, or one value.
fn parse_arguments<'t>(
    context: Context<'t>,
    node: Rule<'t, Node>,
) -> impl Parser<'t, Source<'t>, Arguments, Extra> + Clone + 't {
    let close = expect(Kind::RightParenthesis, Expect::RightParenthesis).map(Some);
    let nothing = close.map(|close| (None, close));
    let entries = parse_entry(context, node.clone())
        .repeated()
        .at_least(1)
        .collect::<Vec<_>>()
        .then(close)
        .map(|(entries, close)| {
            let first = entries.first().map(|entry| entry.key_span);
            let last = entries.last().map(|entry| entry.value.span);
            let value = first
                .zip(last)
                .map(|(first, last)| Node::new(Value::Object(Object { entries }), first.to(last)));
            (value, close)
        });
    let value = node.then(close).map(|(value, close)| (Some(value), close));
    let open = custom(move |input: &mut Cursor<'t, '_>| match input.peek() {
        Some(lexeme) if opens_arguments(lexeme) => {
            if lexeme.flags.has(Flags::SPACE) {
                input.emit(Failure::because(
                    Cause::Spaced(Expect::LeftParenthesis),
                    Some(lexeme),
                ));
            }
            input.skip();
            Ok(lexeme)
        }
        found => Err(Failure::expected(Expect::LeftParenthesis, found)),
    });
    open.ignore_then(choice((nothing, entries, value)))
}

/// Passes over a trait that could not be parsed, its arguments included.
pub(super) fn skip_trait<'t>() -> impl Parser<'t, Source<'t>, (), Extra> + Copy + 't {
    let name = custom(|input: &mut Cursor<'t, '_>| {
        if input
            .peek()
            .is_some_and(|next| next.kind.is_name() && !next.flags.has(Flags::NEWLINE))
        {
            input.skip();
        }
        Ok(())
    });
    expect(Kind::At, Expect::At)
        .ignore_then(name)
        .ignore_then(skip_until(0, |lexeme| {
            lexeme.flags.has(Flags::NEWLINE) || lexeme.kind == Kind::At || lexeme.kind.is_name()
        }))
}
