//! Bodies of shapes: members, enum members, properties, inline structures.
//! (Specification: "Defining shapes".)

use chumsky::prelude::*;

use crate::diag::nearest;
use crate::node::Node;
use crate::text::{Span, Spanned};

use super::super::statements::Lexeme;
use super::super::token::{Flags, Kind};
use super::nodes::{parse_key, parse_shape_id, parse_shape_id_node, parse_shape_ids};
use super::{
    Cause, Context, Cursor, Ended, Expect, Extra, Failure, Rule, Source, begins_item, expect,
    expect_beside, expect_close, expect_if, expect_line_end, expect_word, maybe_beside,
    skip_member, skip_until,
};
use crate::syntax::tree::{
    Body, Collection, EnumMember, Inline, Member, Name, Property, PropertyValue, Target,
    TraitApplication,
};

/// `for Resource`, then `with [Mixin …]`. The other way round is reported and taken as well.
pub(super) fn maybe_clauses<'t>(
    context: Context<'t>,
) -> impl Parser<'t, Source<'t>, (Option<Name>, Vec<Name>), Extra> + Clone + 't {
    let late = custom(move |input: &mut Cursor<'t, '_>| {
        if let Some(lexeme) = input.peek() {
            let is_for = lexeme.kind == Kind::Identifier && context.text(lexeme) == "for";
            if is_for {
                input.emit(Failure::because(Cause::ForAfterWith, Some(lexeme)));
            }
        }
        Ok(())
    })
    .ignore_then(maybe_for_resource(context));
    maybe_for_resource(context)
        .then(maybe_mixins(context))
        .then(late)
        .map(|((for_resource, mixins), late)| (for_resource.or(late), mixins))
}

/// The clauses of an inline structure. The first of them may begin a line, behind the traits.
fn maybe_inline_clauses<'t>(
    context: Context<'t>,
) -> impl Parser<'t, Source<'t>, (Option<Name>, Vec<Name>), Extra> + Clone + 't {
    let after_traits = parse_mixins(context, Place::Free)
        .then(maybe_clauses(context))
        .map(|(mixins, (for_resource, _))| (for_resource, mixins));
    let for_first = parse_for_resource(context, Place::Free)
        .then(maybe_mixins(context))
        .map(|(for_resource, mixins)| (Some(for_resource), mixins));
    choice((after_traits, for_first))
        .or_not()
        .map(Option::unwrap_or_default)
}

/// Where a clause may begin.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// On the line of what it follows.
    Beside,
    /// Anywhere.
    Free,
}

/// A word that begins a clause.
fn expect_clause<'t>(
    context: Context<'t>,
    word: &'static str,
    expect: Expect,
    place: Place,
) -> impl Parser<'t, Source<'t>, Lexeme, Extra> + Copy + 't {
    custom(move |input: &mut Cursor<'t, '_>| match input.peek() {
        Some(lexeme) if lexeme.kind == Kind::Identifier && context.text(lexeme) == word => {
            let apart = lexeme.flags.has(Flags::NEWLINE.with(Flags::COMMA));
            if apart && place == Place::Beside {
                input.emit(Failure::because(Cause::Apart(expect), Some(lexeme)));
            }
            input.skip();
            Ok(lexeme)
        }
        found => Err(Failure::expected(expect, found)),
    })
}

fn maybe_for_resource<'t>(
    context: Context<'t>,
) -> impl Parser<'t, Source<'t>, Option<Name>, Extra> + Copy + 't {
    parse_for_resource(context, Place::Beside).or_not()
}

/// `for Resource`.
fn parse_for_resource<'t>(
    context: Context<'t>,
    place: Place,
) -> impl Parser<'t, Source<'t>, Name, Extra> + Copy + 't {
    expect_clause(context, "for", Expect::For, place)
        .ignore_then(maybe_beside(Expect::ShapeId))
        .ignore_then(parse_shape_id(context, Expect::ShapeId))
}

pub(super) fn maybe_mixins<'t>(
    context: Context<'t>,
) -> impl Parser<'t, Source<'t>, Vec<Name>, Extra> + Clone + 't {
    parse_mixins(context, Place::Beside)
        .or_not()
        .map(Option::unwrap_or_default)
}

/// `with [Mixin …]`.
fn parse_mixins<'t>(
    context: Context<'t>,
    place: Place,
) -> impl Parser<'t, Source<'t>, Vec<Name>, Extra> + Clone + 't {
    let names = parse_shape_id(context, Expect::ShapeId)
        .repeated()
        .at_least(1)
        .collect::<Vec<_>>();
    let listed = expect(Kind::LeftBracket, Expect::LeftBracket)
        .ignore_then(names)
        .then_ignore(expect(Kind::RightBracket, Expect::RightBracket));
    expect_clause(context, "with", Expect::With, place)
        .ignore_then(choice((listed, parse_bare_mixins(context))))
}

/// Mixins without their brackets, which is reported.
fn parse_bare_mixins<'t>(
    context: Context<'t>,
) -> impl Parser<'t, Source<'t>, Vec<Name>, Extra> + Copy + 't {
    custom(move |input: &mut Cursor<'t, '_>| {
        let found = input.peek();
        let mut names = Vec::new();
        while let Some(lexeme) = input.peek() {
            let id = matches!(lexeme.kind, Kind::Identifier | Kind::AbsoluteId);
            if !id || lexeme.flags.has(Flags::NEWLINE) || context.text(lexeme) == "for" {
                break;
            }
            input.skip();
            names.push(context.name(lexeme));
        }
        if names.is_empty() {
            return Err(Failure::expected(Expect::LeftBracket, found));
        }
        input.emit(Failure::expected(Expect::LeftBracket, found));
        Ok(names)
    })
}

/// `{ member … }` of a list, set, map, structure or union.
pub(super) fn parse_members<'t>(
    context: Context<'t>,
    node: Rule<'t, Node>,
    traits: Rule<'t, Vec<TraitApplication>>,
) -> Rule<'t, (Vec<Member>, Lexeme)> {
    let member = parse_member(context, node, traits)
        .map(Some)
        .recover_with(via_parser(skip_member().map(|()| None)));
    let dangling = parse_dangling_documentation().map(|()| None);
    expect(Kind::LeftBrace, Expect::LeftBrace)
        .ignore_then(choice((dangling, member)).repeated().collect::<Vec<_>>())
        .then(expect(Kind::RightBrace, Expect::RightBrace))
        .map(|(members, close)| (members.into_iter().flatten().collect(), close))
        .boxed()
}

/// Documentation at the end of a body: it documents nothing.
fn parse_dangling_documentation<'t>() -> impl Parser<'t, Source<'t>, (), Extra> + Copy + 't {
    custom(move |input: &mut Cursor<'t, '_>| {
        let found = input.peek();
        if found.is_none_or(|next| next.kind != Kind::DocComment) {
            return Err(Failure::expected(Expect::RightBrace, found));
        }
        let before = input.save();
        input.skip();
        let dangles = input
            .peek()
            .is_none_or(|next| next.kind == Kind::RightBrace);
        if dangles {
            input.emit(Failure::because(Cause::Documentation, found));
            Ok(())
        } else {
            input.rewind(before);
            Err(Failure::expected(Expect::RightBrace, found))
        }
    })
}

/// Traits, then `name: Target`, or `$name`; then perhaps `= value`.
fn parse_member<'t>(
    context: Context<'t>,
    node: Rule<'t, Node>,
    traits: Rule<'t, Vec<TraitApplication>>,
) -> impl Parser<'t, Source<'t>, Member, Extra> + Clone + 't {
    // What follows a name that is known is passed over where it does not parse, so that the
    // member at least exists.
    let rest = skip_until(0, begins_item);
    let target = expect_beside(Kind::Colon, Expect::Colon)
        .ignore_then(maybe_beside(Expect::ShapeId))
        .ignore_then(parse_target(context))
        .map(Some)
        .recover_with(via_parser(rest.map(|()| None)));
    let explicit = expect(Kind::Identifier, Expect::MemberName)
        .then(target)
        .map(move |(name, target)| (name, false, target, name));
    let elided = expect(Kind::Dollar, Expect::Dollar)
        .then_ignore(expect_close(Expect::MemberName))
        .then(expect(Kind::Identifier, Expect::MemberName))
        .map(|(dollar, name)| (name, true, None, dollar));
    let value = parse_assigned(node, Ended::Default)
        .map(Some)
        .recover_with(via_parser(
            expect(Kind::Equal, Expect::Equal)
                .ignore_then(rest)
                .map(|()| None),
        ))
        .or_not()
        .map(Option::flatten);
    traits.then(choice((explicit, elided))).then(value).map(
        move |((traits, (name, elided, target, first)), default)| {
            let name = context.name(name);
            let end = target.as_ref().map_or(name.span, Target::span);
            let end = default.as_ref().map_or(end, |node: &Node| node.span);
            Member {
                traits,
                name,
                elided,
                target,
                default,
                span: context.span(first).to(end),
            }
        },
    )
}

/// What a member targets: a shape id, a list or a map.
fn parse_target<'t>(context: Context<'t>) -> Rule<'t, Target> {
    recursive(|target| {
        let target = target.boxed();
        choice((
            parse_shape_id(context, Expect::ShapeId).map(Target::Shape),
            parse_inline_list(context, target.clone()),
            parse_inline_map(context, target),
        ))
    })
    .boxed()
}

/// `[Target]`.
fn parse_inline_list<'t>(
    context: Context<'t>,
    target: Rule<'t, Target>,
) -> impl Parser<'t, Source<'t>, Target, Extra> + Clone + 't {
    expect(Kind::LeftBracket, Expect::ShapeId)
        .then(target)
        .then(expect(Kind::RightBracket, Expect::ListEnd))
        .map(move |((open, value), close)| {
            Target::Collection(Box::new(Collection {
                key: None,
                value,
                span: context.span(open).to(context.span(close)),
            }))
        })
}

/// `{Key: Value}`.
fn parse_inline_map<'t>(
    context: Context<'t>,
    target: Rule<'t, Target>,
) -> impl Parser<'t, Source<'t>, Target, Extra> + Clone + 't {
    expect(Kind::LeftBrace, Expect::ShapeId)
        .then(target.clone())
        .then_ignore(expect(Kind::Colon, Expect::KeyEnd))
        .then(target)
        .then(expect(Kind::RightBrace, Expect::MapEnd))
        .map(move |(((open, key), value), close)| {
            Target::Collection(Box::new(Collection {
                key: Some(key),
                value,
                span: context.span(open).to(context.span(close)),
            }))
        })
}

/// `= value`, then the end of the line.
fn parse_assigned<'t>(
    node: Rule<'t, Node>,
    ended: Ended,
) -> impl Parser<'t, Source<'t>, Node, Extra> + Clone + 't {
    expect_beside(Kind::Equal, Expect::Equal)
        .ignore_then(expect_value(ended))
        .ignore_then(maybe_beside(Expect::Value))
        .ignore_then(node)
        .then_ignore(expect_line_end(ended))
}

/// Consumes nothing: fails where the next line begins another member, and the value is missing.
fn expect_value<'t>(ended: Ended) -> impl Parser<'t, Source<'t>, (), Extra> + Copy + 't {
    custom(move |input: &mut Cursor<'t, '_>| {
        let found = input.peek();
        let fresh = found.filter(|next| next.flags.has(Flags::NEWLINE) && next.kind.is_name());
        if fresh.is_none() {
            return Ok(());
        }
        let before = input.save();
        input.skip();
        let behind = input.peek();
        input.rewind(before);
        // A name is no value of an enum member.
        let member = ended == Ended::EnumValue
            || behind.is_some_and(|next| matches!(next.kind, Kind::Colon | Kind::Walrus));
        if member {
            Err(Failure::expected(Expect::Value, found))
        } else {
            Ok(())
        }
    })
}

/// `{ NAME … }` of an enum or intEnum.
pub(super) fn parse_enum_members<'t>(
    context: Context<'t>,
    node: Rule<'t, Node>,
    traits: Rule<'t, Vec<TraitApplication>>,
) -> Rule<'t, (Vec<EnumMember>, Lexeme)> {
    let rest = skip_until(0, begins_item);
    let value = parse_assigned(node, Ended::EnumValue)
        .map(Some)
        .recover_with(via_parser(
            expect(Kind::Equal, Expect::Equal)
                .ignore_then(rest)
                .map(|()| None),
        ))
        .or_not()
        .map(Option::flatten);
    let member = traits
        .then(expect(Kind::Identifier, Expect::EnumMemberName))
        .then(value)
        .map(move |((traits, name), value)| {
            let name = context.name(name);
            let end = value.as_ref().map_or(name.span, |node: &Node| node.span);
            EnumMember {
                traits,
                name,
                value,
                span: name.span.to(end),
            }
        })
        .map(Some)
        .recover_with(via_parser(skip_member().map(|()| None)));
    let dangling = parse_dangling_documentation().map(|()| None);
    expect(Kind::LeftBrace, Expect::LeftBrace)
        .ignore_then(choice((dangling, member)).repeated().collect::<Vec<_>>())
        .then(expect(Kind::RightBrace, Expect::RightBrace))
        .map(|(members, close)| (members.into_iter().flatten().collect(), close))
        .boxed()
}

/// `{ key: value … }` of a service or resource.
pub(super) fn parse_entity_properties<'t>(
    context: Context<'t>,
    node: Rule<'t, Node>,
) -> Rule<'t, (Body, Lexeme)> {
    let property = parse_key(context)
        .then_ignore(expect(Kind::Colon, Expect::Colon))
        .then(node)
        .map(|(key, value)| {
            let span = key.span.to(value.span);
            Some(Property {
                key,
                value: PropertyValue::Node(value),
                span,
            })
        });
    parse_properties(property)
}

/// The properties of an operation.
pub(in crate::syntax) const OPERATION_PROPERTIES: [&str; 3] = ["input", "output", "errors"];

/// `{ input … output … errors … }` of an operation.
pub(super) fn parse_operation_properties<'t>(
    context: Context<'t>,
    node: Rule<'t, Node>,
    traits: Rule<'t, Vec<TraitApplication>>,
) -> Rule<'t, (Body, Lexeme)> {
    let inline = parse_inline(context, node.clone(), traits)
        .map(|inline| PropertyValue::Inline(Box::new(inline)));
    let id = expect(Kind::Colon, Expect::ColonOrWalrus)
        .ignore_then(parse_shape_id_node(context))
        .map(PropertyValue::Node);
    let ids = expect(Kind::Colon, Expect::Colon)
        .ignore_then(parse_shape_ids(context))
        .map(PropertyValue::Node);
    let structure = |word: &'static str| {
        expect_word(context, word, Expect::PropertyName)
            .then(choice((inline.clone(), id)))
            .map(move |(key, value)| Some(property(context, key, value)))
    };
    let errors = expect_word(context, "errors", Expect::PropertyName)
        .then(ids)
        .map(move |(key, value)| Some(property(context, key, value)));
    let unknown = expect_if(Expect::PropertyName, move |lexeme| {
        lexeme.kind == Kind::Identifier && !OPERATION_PROPERTIES.contains(&context.text(lexeme))
    })
    .then_ignore(expect(Kind::Colon, Expect::Colon))
    .then(node)
    .validate(move |(key, value), _, emitter| {
        emitter.emit(Failure::because(Cause::OperationProperty, Some(key)));
        let meant = nearest(context.text(key), OPERATION_PROPERTIES);
        meant.first().map(|meant| {
            let place = context.span(key);
            Property {
                key: Spanned::new((*meant).into(), place),
                span: place.to(value.span),
                value: PropertyValue::Node(value),
            }
        })
    });
    parse_properties(choice((
        structure("input"),
        structure("output"),
        errors,
        unknown,
    )))
}

fn parse_properties<'t>(
    property: impl Parser<'t, Source<'t>, Option<Property>, Extra> + Clone + 't,
) -> Rule<'t, (Body, Lexeme)> {
    let property = property.recover_with(via_parser(skip_until(1, begins_item).map(|()| None)));
    expect(Kind::LeftBrace, Expect::LeftBrace)
        .ignore_then(property.repeated().collect::<Vec<_>>())
        .then(expect(Kind::RightBrace, Expect::RightBrace))
        .map(|(properties, close)| {
            let properties = properties.into_iter().flatten().collect();
            (Body::Properties(properties), close)
        })
        .boxed()
}

fn property(context: Context<'_>, key: Lexeme, value: PropertyValue) -> Property {
    let end = match &value {
        PropertyValue::Node(node) => node.span,
        PropertyValue::Inline(inline) => inline.span,
    };
    let place: Span = context.span(key);
    Property {
        key: Spanned::new(context.text(key).into(), place),
        value,
        span: place.to(end),
    }
}

/// `:= traits for Resource with [Mixin …] { member … }`.
fn parse_inline<'t>(
    context: Context<'t>,
    node: Rule<'t, Node>,
    traits: Rule<'t, Vec<TraitApplication>>,
) -> Rule<'t, Inline> {
    expect(Kind::Walrus, Expect::ColonOrWalrus)
        .then(traits.clone())
        .then(maybe_inline_clauses(context))
        .then(parse_members(context, node, traits))
        .map(
            move |(((walrus, traits), (for_resource, mixins)), (members, close))| Inline {
                traits,
                for_resource,
                mixins,
                members,
                span: context.span(walrus).to(context.span(close)),
            },
        )
        .boxed()
}
