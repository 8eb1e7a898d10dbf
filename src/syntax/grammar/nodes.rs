//! Values, keys and shape ids. (Specification: "Node values", "Shape ID".)

use chumsky::prelude::*;

use crate::node::{Entry, Node, Number, Object, Value};
use crate::text::{Span, Spanned, Symbol};

use super::super::statements::Lexeme;
use super::super::strings::{self, Decoded};
use super::super::token::{Flags, Kind};
use super::{
    Cause, Context, Cursor, Expect, Extra, Failure, Rule, Source, begins_item, expect, skip_until,
};

/// Any value.
pub(super) fn parse_node<'t>(context: Context<'t>) -> Rule<'t, Node> {
    recursive(|node| {
        let node = node.boxed();
        choice((
            parse_scalar(context),
            parse_array(context, node.clone()),
            parse_object(context, node),
        ))
    })
    .boxed()
}

/// `[ value … ]`.
fn parse_array<'t>(
    context: Context<'t>,
    node: Rule<'t, Node>,
) -> impl Parser<'t, Source<'t>, Node, Extra> + Clone + 't {
    expect(Kind::LeftBracket, Expect::Value)
        .then(node.repeated().collect::<Vec<_>>())
        .then(expect(Kind::RightBracket, Expect::RightBracket))
        .map(move |((open, elements), close)| {
            Node::new(
                Value::Array(elements),
                context.span(open).to(context.span(close)),
            )
        })
}

/// `{ key: value … }`.
fn parse_object<'t>(
    context: Context<'t>,
    node: Rule<'t, Node>,
) -> impl Parser<'t, Source<'t>, Node, Extra> + Clone + 't {
    let entry = parse_entry(context, node)
        .map(Some)
        .recover_with(via_parser(skip_until(1, begins_item).map(|()| None)));
    expect(Kind::LeftBrace, Expect::Value)
        .then(entry.repeated().collect::<Vec<_>>())
        .then(expect(Kind::RightBrace, Expect::RightBrace))
        .map(move |((open, entries), close)| {
            let entries = entries.into_iter().flatten().collect();
            Node::new(
                Value::Object(Object { entries }),
                context.span(open).to(context.span(close)),
            )
        })
}

/// `key: value` of an object or of the arguments of a trait.
pub(super) fn parse_entry<'t>(
    context: Context<'t>,
    node: Rule<'t, Node>,
) -> impl Parser<'t, Source<'t>, Entry, Extra> + Clone + 't {
    parse_key(context)
        .then_ignore(expect(Kind::Colon, Expect::Colon))
        .then(node)
        .map(|(key, value)| Entry {
            key: key.value,
            key_span: key.span,
            value,
        })
}

/// The key of an entry, a control statement or a metadata statement.
pub(super) fn parse_key<'t>(
    context: Context<'t>,
) -> impl Parser<'t, Source<'t>, Spanned<Box<str>>, Extra> + Copy + 't {
    custom(move |input: &mut Cursor<'t, '_>| match input.peek() {
        Some(lexeme) if lexeme.kind == Kind::Identifier => {
            input.skip();
            Ok(Spanned::new(
                context.text(lexeme).into(),
                context.span(lexeme),
            ))
        }
        Some(lexeme) if lexeme.kind == Kind::String => {
            input.skip();
            let text = read_string(context, input, lexeme);
            Ok(Spanned::new(text, context.span(lexeme)))
        }
        found => Err(Failure::expected(Expect::Key, found)),
    })
}

/// A string, text block, number, keyword or shape id.
fn parse_scalar<'t>(context: Context<'t>) -> impl Parser<'t, Source<'t>, Node, Extra> + Copy + 't {
    custom(move |input: &mut Cursor<'t, '_>| {
        let Some(lexeme) = input.peek() else {
            return Err(Failure::expected(Expect::Value, None));
        };
        let text = context.text(lexeme);
        let value = match lexeme.kind {
            Kind::Identifier => match text {
                "true" => Value::Boolean(true),
                "false" => Value::Boolean(false),
                "null" => Value::Null,
                _ => Value::ShapeId(Symbol::intern(text)),
            },
            Kind::AbsoluteId | Kind::MemberId | Kind::AbsoluteMemberId => {
                Value::ShapeId(Symbol::intern(text))
            }
            Kind::Number => Value::Number(Number::from_text(text)),
            Kind::String | Kind::TextBlock | Kind::UnclosedString | Kind::UnclosedTextBlock => {
                input.skip();
                let text = read_string(context, input, lexeme);
                return Ok(Node::string(text, context.span(lexeme)));
            }
            Kind::InvalidNumber => {
                input.emit(Failure::because(Cause::Number, Some(lexeme)));
                meant_by_number(text)
            }
            Kind::DottedName => {
                input.emit(Failure::because(Cause::Name(Expect::Value), Some(lexeme)));
                Value::ShapeId(absolute(text))
            }
            _ => return Err(Failure::expected(Expect::Value, Some(lexeme))),
        };
        input.skip();
        Ok(Node::new(value, context.span(lexeme)))
    })
}

/// The shape id that was meant by `a.b.Name`.
pub(super) fn absolute(dotted: &str) -> Symbol {
    match dotted.rsplit_once('.') {
        Some((namespace, name)) => Symbol::intern(&format!("{namespace}#{name}")),
        None => Symbol::intern(dotted),
    }
}

/// What was probably meant by something that begins like a number: a number that is written
/// wrongly, or a string without its quotes.
fn meant_by_number(text: &str) -> Value {
    let bare: String = text.chars().filter(|c| !matches!(c, '_' | '+')).collect();
    let (sign, digits) = match bare.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", &*bare),
    };
    let digits = digits.trim_end_matches(['e', 'E', '-']);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if !(whole.bytes().chain(fraction.bytes())).all(|byte| byte.is_ascii_digit()) {
        return Value::String(text.into());
    }
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    Value::Number(Number::from_text(if fraction.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{fraction}")
    }))
}

/// What a string token says; what is wrong with it is reported.
fn read_string<'t>(context: Context<'t>, input: &mut Cursor<'t, '_>, lexeme: Lexeme) -> Box<str> {
    let token = context.text(lexeme);
    let closed = matches!(lexeme.kind, Kind::String | Kind::TextBlock);
    let decoded = match lexeme.kind {
        Kind::String | Kind::UnclosedString => {
            if closed && !lexeme.flags.has(Flags::ESCAPED) {
                // Line breaks are `\n` already, and nothing is escaped.
                return token.get(1..token.len() - 1).unwrap_or("").into();
            }
            strings::quoted(token, closed)
        }
        _ => strings::block(token, closed),
    };
    let Decoded { text, flaw } = decoded;
    if let Some(flawed) = flaw.filter(|_| closed) {
        let at = |offset: usize| lexeme.start + u32::try_from(offset).unwrap_or(0);
        let cause = Cause::Flawed(flawed.flaw, at(flawed.place.start), at(flawed.place.end));
        input.emit(Failure::because(cause, Some(lexeme)));
    }
    text.into()
}

/// A shape id, relative or absolute.
pub(super) fn parse_shape_id<'t>(
    context: Context<'t>,
    expected: Expect,
) -> impl Parser<'t, Source<'t>, Spanned<Symbol>, Extra> + Copy + 't {
    custom(move |input: &mut Cursor<'t, '_>| match input.peek() {
        Some(lexeme)
            if matches!(
                lexeme.kind,
                Kind::Identifier | Kind::AbsoluteId | Kind::MemberId | Kind::AbsoluteMemberId
            ) =>
        {
            input.skip();
            Ok(context.name(lexeme))
        }
        Some(lexeme) if lexeme.kind == Kind::DottedName => {
            input.emit(Failure::because(Cause::Name(expected), Some(lexeme)));
            input.skip();
            let id = absolute(context.text(lexeme));
            Ok(Spanned::new(id, context.span(lexeme)))
        }
        found => Err(Failure::expected(expected, found)),
    })
}

/// A shape id as a value.
pub(super) fn parse_shape_id_node<'t>(
    context: Context<'t>,
) -> impl Parser<'t, Source<'t>, Node, Extra> + Copy + 't {
    parse_shape_id(context, Expect::ShapeId)
        .map(|name: Spanned<Symbol>| Node::new(Value::ShapeId(name.value), name.span))
}

/// `[ id … ]` as a value.
pub(super) fn parse_shape_ids<'t>(
    context: Context<'t>,
) -> impl Parser<'t, Source<'t>, Node, Extra> + Copy + 't {
    expect(Kind::LeftBracket, Expect::LeftBracket)
        .then(parse_shape_id_node(context).repeated().collect::<Vec<_>>())
        .then(expect(Kind::RightBracket, Expect::RightBracket))
        .map(move |((open, ids), close)| {
            let span: Span = context.span(open).to(context.span(close));
            Node::new(Value::Array(ids), span)
        })
}
