//! Whole statements. (Specification: "Smithy IDL ABNF".)

use chumsky::prelude::*;

use crate::name::{ShapeType, known};
use crate::node::Node;
use crate::text::{Span, Spanned, Symbol};

use super::super::statements::{Form, Lexeme};
use super::super::token::{Flags, Kind};
use super::nodes::{absolute, parse_key, parse_node, parse_shape_id};
use super::shapes::{
    maybe_clauses, maybe_mixins, parse_entity_properties, parse_enum_members, parse_members,
    parse_operation_properties,
};
use super::traits::{parse_trait, parse_traits, skip_trait};
use super::{
    Cause, Context, Cursor, Expect, Extra, Failure, Rule, Source, expect, expect_beside,
    expect_close, expect_space, maybe_beside, skip_rest,
};
use crate::syntax::tree::{
    Apply, Body, Member, Name, Setting, ShapeStatement, Target, TraitApplication, Use,
};

/// A statement that was parsed.
#[derive(Debug)]
pub(in crate::syntax) enum Parsed {
    Control(Setting),
    Metadata(Setting),
    Namespace(Name),
    Use(Use),
    Shape(Box<ShapeStatement>),
    Apply(Apply),
}

/// The parsers of all statements, each up to the end of its statement. Building them takes some
/// microseconds; each worker has its own.
pub(in crate::syntax) struct Grammar<'t>(Rules<'t>);

struct Rules<'t> {
    control: Rule<'t, Setting>,
    metadata: Rule<'t, Setting>,
    namespace: Rule<'t, Name>,
    import: Rule<'t, Use>,
    apply: Rule<'t, Apply>,
    simple: Rule<'t, Head>,
    aggregate: Rule<'t, Head>,
    enumeration: Rule<'t, Head>,
    entity: Rule<'t, Head>,
    operation: Rule<'t, Head>,
}

/// A shape statement whose type the keyword says.
struct Head {
    traits: Vec<TraitApplication>,
    keyword: Lexeme,
    name: Name,
    for_resource: Option<Name>,
    mixins: Vec<Name>,
    body: Body,
    end: Span,
}

impl<'t> Rules<'t> {
    fn new(context: Context<'t>) -> Self {
        let node = parse_node(context);
        let traits = parse_traits(context, node.clone());
        let members = parse_members(context, node.clone(), traits.clone())
            .map(|(members, close)| (Body::Members(members), close))
            .boxed();
        let enum_members = parse_enum_members(context, node.clone(), traits.clone())
            .map(|(members, close)| (Body::Enum(members), close))
            .boxed();
        let entity = parse_entity_properties(context, node.clone());
        let operation = parse_operation_properties(context, node.clone(), traits.clone());
        Self {
            control: parse_control(context, node.clone()),
            metadata: parse_metadata(context, node.clone()),
            namespace: parse_namespace(context),
            import: parse_use(context),
            apply: parse_apply(context, node),
            simple: parse_simple_shape(context, traits.clone()),
            aggregate: parse_shape(context, traits.clone(), members),
            enumeration: parse_shape(context, traits.clone(), enum_members),
            entity: parse_shape(context, traits.clone(), entity),
            operation: parse_shape(context, traits, operation),
        }
    }

    /// The parser of the shapes of a type.
    fn shape(&self, shape_type: ShapeType) -> &Rule<'t, Head> {
        match shape_type {
            ShapeType::Enum | ShapeType::IntEnum => &self.enumeration,
            ShapeType::Service | ShapeType::Resource => &self.entity,
            ShapeType::Operation => &self.operation,
            ShapeType::List
            | ShapeType::Set
            | ShapeType::Map
            | ShapeType::Structure
            | ShapeType::Union => &self.aggregate,
            _ => &self.simple,
        }
    }
}

/// What a parser gave, and what it could not read.
pub(in crate::syntax) type Outcome<O> = (Option<O>, Vec<Failure>);

impl<'t> Grammar<'t> {
    /// The parsers for a text.
    pub(in crate::syntax) fn new(context: Context<'t>) -> Self {
        let rules = Rules::new(context);
        Self(Rules {
            control: whole(rules.control),
            metadata: whole(rules.metadata),
            namespace: whole(rules.namespace),
            import: whole(rules.import),
            apply: whole(rules.apply),
            simple: whole(rules.simple),
            aggregate: whole(rules.aggregate),
            enumeration: whole(rules.enumeration),
            entity: whole(rules.entity),
            operation: whole(rules.operation),
        })
    }

    /// Parses one statement of a form. Linear in its lexemes.
    pub(in crate::syntax) fn parse(&self, form: Form, lexemes: Source<'t>) -> Outcome<Parsed> {
        let Self(rules) = self;
        match form {
            Form::Control => run(&rules.control, lexemes, Parsed::Control),
            Form::Metadata => run(&rules.metadata, lexemes, Parsed::Metadata),
            Form::Namespace => run(&rules.namespace, lexemes, Parsed::Namespace),
            Form::Use => run(&rules.import, lexemes, Parsed::Use),
            Form::Apply => run(&rules.apply, lexemes, Parsed::Apply),
            Form::Shape(shape_type) => run(rules.shape(shape_type), lexemes, |head| {
                Parsed::Shape(Box::new(head.into_statement(shape_type)))
            }),
            Form::Unknown => (None, Vec::new()),
        }
    }

    /// How many lexemes the grammar takes for a statement of a form, whatever follows it.
    #[cfg(test)]
    pub(in crate::syntax) fn extent(
        context: Context<'t>,
        form: Form,
        lexemes: Source<'t>,
    ) -> Option<usize> {
        fn end<'t, O: 't>(rule: &Rule<'t, O>, lexemes: Source<'t>) -> Option<usize> {
            rule.clone()
                .map_with(|_, extra| extra.span().end)
                .lazy()
                .parse(lexemes)
                .into_output()
        }
        let rules = Rules::new(context);
        match form {
            Form::Control => end(&rules.control, lexemes),
            Form::Metadata => end(&rules.metadata, lexemes),
            Form::Namespace => end(&rules.namespace, lexemes),
            Form::Use => end(&rules.import, lexemes),
            Form::Apply => end(&rules.apply, lexemes),
            Form::Shape(shape_type) => end(rules.shape(shape_type), lexemes),
            Form::Unknown => None,
        }
    }
}

fn run<'t, O>(
    rule: &Rule<'t, O>,
    lexemes: Source<'t>,
    wrap: impl FnOnce(O) -> Parsed,
) -> Outcome<Parsed> {
    let (output, failures) = rule.parse(lexemes).into_output_errors();
    (output.map(wrap), failures)
}

/// A statement and nothing behind it. What is left over is reported and passed over.
fn whole<'t, O: 't>(rule: Rule<'t, O>) -> Rule<'t, O> {
    rule.then_ignore(expect_end().recover_with(via_parser(skip_rest())))
        .boxed()
}

impl Head {
    fn into_statement(mut self, shape_type: ShapeType) -> ShapeStatement {
        if let Body::Members(members) = &mut self.body {
            name_bare_targets(shape_type, members);
        }
        let keyword_span = Span {
            file: self.name.span.file,
            start: self.keyword.start,
            end: self.keyword.end,
        };
        ShapeStatement {
            traits: self.traits,
            shape_type,
            keyword_span,
            name: self.name,
            for_resource: self.for_resource,
            mixins: self.mixins,
            body: self.body,
            span: keyword_span.to(self.end),
        }
    }
}

/// `list Names { String }`, which is reported, is taken as it was meant: the name is the target
/// of a member whose name is fixed.
fn name_bare_targets(shape_type: ShapeType, members: &mut [Member]) {
    let names: &[Symbol] = match shape_type {
        ShapeType::List | ShapeType::Set => &[known::member::MEMBER],
        ShapeType::Map => &[known::member::KEY, known::member::VALUE],
        _ => return,
    };
    for (member, name) in members.iter_mut().zip(names) {
        let bare = member.target.is_none() && !member.elided;
        if bare && !names.contains(&member.name.value) {
            member.target = Some(Target::Shape(member.name));
            member.name.value = *name;
        }
    }
}

/// `$key: value`.
fn parse_control<'t>(context: Context<'t>, node: Rule<'t, Node>) -> Rule<'t, Setting> {
    expect(Kind::Dollar, Expect::Statement)
        .then_ignore(expect_close(Expect::Key))
        .then(parse_key(context))
        .then_ignore(expect_beside(Kind::Colon, Expect::Colon))
        .then_ignore(maybe_beside(Expect::Value))
        .then(node)
        .map(move |((dollar, key), value)| Setting {
            key,
            span: context.span(dollar).to(value.span),
            value,
        })
        .boxed()
}

/// `metadata key = value`.
fn parse_metadata<'t>(context: Context<'t>, node: Rule<'t, Node>) -> Rule<'t, Setting> {
    parse_keyword()
        .then_ignore(maybe_beside(Expect::Key))
        .then_ignore(expect_space())
        .then(parse_key(context))
        .then_ignore(expect_beside(Kind::Equal, Expect::Equal))
        .then_ignore(maybe_beside(Expect::Value))
        .then(node)
        .map(move |((keyword, key), value)| Setting {
            key,
            span: context.span(keyword).to(value.span),
            value,
        })
        .boxed()
}

/// `namespace a.b`.
fn parse_namespace<'t>(context: Context<'t>) -> Rule<'t, Name> {
    let name = custom(move |input: &mut Cursor<'t, '_>| match input.peek() {
        Some(lexeme) if matches!(lexeme.kind, Kind::Identifier | Kind::DottedName) => {
            input.skip();
            Ok(context.name(lexeme))
        }
        Some(lexeme) if is_quoted(context, lexeme, |text| !text.contains('#')) => {
            input.emit(Failure::because(
                Cause::Name(Expect::Namespace),
                Some(lexeme),
            ));
            input.skip();
            Ok(unquoted(context, lexeme))
        }
        Some(lexeme) if lexeme.kind.is_name() => Err(Failure::because(
            Cause::Name(Expect::Namespace),
            Some(lexeme),
        )),
        found => Err(Failure::expected(Expect::Namespace, found)),
    });
    parse_keyword()
        .ignore_then(maybe_beside(Expect::Namespace))
        .ignore_then(name)
        .boxed()
}

/// Whether a string holds a name, and should not be one.
fn is_quoted(context: Context<'_>, lexeme: Lexeme, test: impl Fn(&str) -> bool) -> bool {
    let text = context.text(lexeme).trim_matches('"');
    let name = |c: char| c.is_ascii_alphanumeric() || "._#".contains(c);
    lexeme.kind == Kind::String && !text.is_empty() && text.chars().all(name) && test(text)
}

fn unquoted(context: Context<'_>, lexeme: Lexeme) -> Name {
    let text = context.text(lexeme).trim_matches('"');
    Spanned::new(Symbol::intern(text), context.span(lexeme))
}

/// `use a.b#Name`.
fn parse_use<'t>(context: Context<'t>) -> Rule<'t, Use> {
    let id = custom(move |input: &mut Cursor<'t, '_>| match input.peek() {
        Some(lexeme) if lexeme.kind == Kind::AbsoluteId => {
            input.skip();
            Ok(context.name(lexeme))
        }
        Some(lexeme) if is_quoted(context, lexeme, |text| text.contains('#')) => {
            input.emit(Failure::because(
                Cause::Name(Expect::AbsoluteId),
                Some(lexeme),
            ));
            input.skip();
            Ok(unquoted(context, lexeme))
        }
        // What was meant is plain, and is imported, so that no use of it is called unresolved.
        Some(lexeme) if matches!(lexeme.kind, Kind::DottedName | Kind::AbsoluteMemberId) => {
            input.emit(Failure::because(
                Cause::Name(Expect::AbsoluteId),
                Some(lexeme),
            ));
            input.skip();
            let text = context.text(lexeme);
            let shape = text.split('$').next().unwrap_or(text);
            let id = if shape.contains('#') {
                Symbol::intern(shape)
            } else {
                absolute(shape)
            };
            Ok(Spanned::new(id, context.span(lexeme)))
        }
        Some(lexeme) if lexeme.kind.is_name() => Err(Failure::because(
            Cause::Name(Expect::AbsoluteId),
            Some(lexeme),
        )),
        found => Err(Failure::expected(Expect::AbsoluteId, found)),
    });
    parse_keyword()
        .then_ignore(maybe_beside(Expect::AbsoluteId))
        .then(id)
        .map(move |(keyword, name)| Use {
            name,
            span: context.span(keyword).to(name.span),
        })
        .boxed()
}

/// `apply id @trait`, or `apply id { @trait … }`.
fn parse_apply<'t>(context: Context<'t>, node: Rule<'t, Node>) -> Rule<'t, Apply> {
    let single = parse_trait(context, node.clone()).map(|one| (one.span, vec![one]));
    let one = parse_trait(context, node)
        .map(Some)
        .recover_with(via_parser(skip_trait().map(|()| None)));
    let block = expect(Kind::LeftBrace, Expect::TraitOrBlock)
        .ignore_then(one.repeated().collect::<Vec<_>>())
        .then(expect(Kind::RightBrace, Expect::RightBrace))
        .map(move |(traits, close)| {
            let traits = traits.into_iter().flatten().collect();
            (context.span(close), traits)
        });
    // Traits before `apply` are parsed only to be refused by the caller.
    parse_keyword()
        .then(parse_shape_id(context, Expect::ShapeId))
        .then_ignore(expect_space())
        .then(choice((block, single)))
        .map(move |((keyword, target), (end, traits))| Apply {
            target,
            traits,
            span: context.span(keyword).to(end),
        })
        .boxed()
}

/// `string Name with [Mixin …]` and the like.
fn parse_simple_shape<'t>(
    context: Context<'t>,
    traits: Rule<'t, Vec<TraitApplication>>,
) -> Rule<'t, Head> {
    traits
        .then(parse_keyword())
        .then(parse_shape_name(context))
        .then(maybe_mixins(context))
        .map(move |(((traits, keyword), name), mixins)| Head {
            traits,
            keyword,
            name,
            for_resource: None,
            end: mixins.last().map_or(name.span, |last| last.span),
            mixins,
            body: Body::None,
        })
        .boxed()
}

/// `structure Name for Resource with [Mixin …] { … }` and the like.
fn parse_shape<'t>(
    context: Context<'t>,
    traits: Rule<'t, Vec<TraitApplication>>,
    body: Rule<'t, (Body, Lexeme)>,
) -> Rule<'t, Head> {
    let body = maybe_clauses(context)
        .then(body)
        .map(move |((for_resource, mixins), (body, close))| {
            (for_resource, mixins, body, Some(context.span(close)))
        })
        .recover_with(via_parser(
            skip_rest().map(|()| (None, Vec::new(), Body::Broken, None)),
        ));
    traits
        .then(parse_keyword())
        .then(parse_shape_name(context))
        .then(body)
        .map(
            |(((traits, keyword), name), (for_resource, mixins, body, end))| Head {
                traits,
                keyword,
                name,
                for_resource,
                mixins,
                body,
                end: end.unwrap_or(name.span),
            },
        )
        .boxed()
}

/// The keyword, which is known to be one.
fn parse_keyword<'t>() -> impl Parser<'t, Source<'t>, Lexeme, Extra> + Copy + 't {
    expect(Kind::Identifier, Expect::Keyword)
}

/// The name of a shape, on the line of its keyword.
fn parse_shape_name<'t>(
    context: Context<'t>,
) -> impl Parser<'t, Source<'t>, Name, Extra> + Copy + 't {
    custom(move |input: &mut Cursor<'t, '_>| match input.peek() {
        Some(lexeme) if lexeme.kind == Kind::Identifier => {
            if lexeme.flags.has(Flags::NEWLINE.with(Flags::COMMA)) {
                input.emit(Failure::because(
                    Cause::Apart(Expect::ShapeName),
                    Some(lexeme),
                ));
            }
            input.skip();
            Ok(context.name(lexeme))
        }
        Some(lexeme) if lexeme.kind.is_name() => Err(Failure::because(
            Cause::Name(Expect::ShapeName),
            Some(lexeme),
        )),
        found => Err(Failure::expected(Expect::ShapeName, found)),
    })
}

/// Nothing follows.
fn expect_end<'t>() -> impl Parser<'t, Source<'t>, (), Extra> + Copy + 't {
    custom(|input: &mut Cursor<'t, '_>| match input.peek() {
        None => Ok(()),
        found => Err(Failure::expected(Expect::Statement, found)),
    })
}
