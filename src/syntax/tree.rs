//! The syntax tree: what a file says, in its own order, with every name as written.
//!
//! Nothing here is resolved or judged; `load::lower` does that. What could not be parsed is
//! simply absent, except that a broken shape statement still declares its type and name
//! ([`Body::Broken`]). (Specification: "Smithy IDL", ABNF.)

use crate::name::ShapeType;
use crate::node::Node;
use crate::text::{FileId, Span, Spanned, Symbol};

/// A name as written: an identifier, a namespace, or a relative or absolute shape id.
pub type Name = Spanned<Symbol>;

/// One `.smithy` file.
#[derive(Clone, Debug)]
pub struct File {
    /// The file.
    pub file: FileId,
    /// `$key: value` statements.
    pub controls: Vec<Setting>,
    /// `metadata key = value` statements.
    pub metadata: Vec<Setting>,
    /// `namespace` statement.
    pub namespace: Option<Name>,
    /// `use` statements.
    pub uses: Vec<Use>,
    /// Shape and `apply` statements.
    pub statements: Vec<Statement>,
}

/// A control or metadata statement.
#[derive(Clone, Debug)]
pub struct Setting {
    /// The key.
    pub key: Spanned<Box<str>>,
    /// The value.
    pub value: Node,
    /// The whole statement.
    pub span: Span,
}

/// A `use` statement.
#[derive(Clone, Debug)]
pub struct Use {
    /// The absolute shape id as written.
    pub name: Name,
    /// The whole statement.
    pub span: Span,
}

/// A statement of the shape section.
#[derive(Clone, Debug)]
pub enum Statement {
    /// Declares a shape.
    Shape(Box<ShapeStatement>),
    /// Applies traits to a shape or member.
    Apply(Apply),
}

/// Declares a shape.
#[derive(Clone, Debug)]
pub struct ShapeStatement {
    /// Documentation and traits before it, in order.
    pub traits: Vec<TraitApplication>,
    /// The type.
    pub shape_type: ShapeType,
    /// The keyword.
    pub keyword_span: Span,
    /// The name.
    pub name: Name,
    /// `for Resource`.
    pub for_resource: Option<Name>,
    /// `with [Mixin, …]`.
    pub mixins: Vec<Name>,
    /// What is between the braces.
    pub body: Body,
    /// From the keyword to the end, without traits.
    pub span: Span,
}

/// The body of a shape statement.
#[derive(Clone, Debug)]
pub enum Body {
    /// Simple shapes have none.
    None,
    /// Of lists, sets, maps, structures and unions.
    Members(Vec<Member>),
    /// Of enums and intEnums.
    Enum(Vec<EnumMember>),
    /// Of services, resources and operations.
    Properties(Vec<Property>),
    /// It could not be parsed, and that has been reported.
    Broken,
}

/// A member of an aggregate shape.
#[derive(Clone, Debug)]
pub struct Member {
    /// Documentation and traits before it.
    pub traits: Vec<TraitApplication>,
    /// The name, without the `$` of an elided member.
    pub name: Name,
    /// Whether it is written `$name`.
    pub elided: bool,
    /// The target; `None` for an elided member, or where it could not be parsed.
    pub target: Option<Target>,
    /// `= value`.
    pub default: Option<Node>,
    /// From the name to the end.
    pub span: Span,
}

/// What a member targets.
#[derive(Clone, Debug)]
pub enum Target {
    /// A shape, by its name.
    Shape(Name),
    /// A list or map that is written in the place of a name.
    Collection(Box<Collection>),
}

impl Target {
    /// Where it is written.
    pub fn span(&self) -> Span {
        match self {
            Target::Shape(name) => name.span,
            Target::Collection(collection) => collection.span,
        }
    }
}

/// `[Target]` or `{Key: Value}` as the target of a member.
#[derive(Clone, Debug)]
pub struct Collection {
    /// What the keys of a map are; a list has none.
    pub key: Option<Target>,
    /// What the elements of a list or the values of a map are.
    pub value: Target,
    /// From the opening to the closing bracket.
    pub span: Span,
}

/// A member of an enum or intEnum.
#[derive(Clone, Debug)]
pub struct EnumMember {
    /// Documentation and traits before it.
    pub traits: Vec<TraitApplication>,
    /// The name.
    pub name: Name,
    /// `= value`.
    pub value: Option<Node>,
    /// From the name to the end.
    pub span: Span,
}

/// A property of a service, resource or operation.
#[derive(Clone, Debug)]
pub struct Property {
    /// Its name, such as `operations`.
    pub key: Spanned<Box<str>>,
    /// Its value.
    pub value: PropertyValue,
    /// The whole property.
    pub span: Span,
}

/// The value of a property.
#[derive(Clone, Debug)]
pub enum PropertyValue {
    /// `key: value`; shape ids in it are [`crate::node::Value::ShapeId`].
    Node(Node),
    /// `input := { … }`.
    Inline(Box<Inline>),
}

/// An inline structure of an operation.
#[derive(Clone, Debug)]
pub struct Inline {
    /// Documentation and traits between `:=` and the body.
    pub traits: Vec<TraitApplication>,
    /// `for Resource`.
    pub for_resource: Option<Name>,
    /// `with [Mixin, …]`.
    pub mixins: Vec<Name>,
    /// The members.
    pub members: Vec<Member>,
    /// From the `:=` to the closing brace.
    pub span: Span,
}

/// A trait before a shape, member or inside `apply`, or a documentation comment.
#[derive(Clone, Debug)]
pub struct TraitApplication {
    /// The name as written; `documentation` for a comment, with the span of the comment.
    pub name: Name,
    /// What is between the parentheses; `None` for `@name` and `@name()`.
    pub value: Option<Node>,
    /// Whether it is a documentation comment.
    pub comment: bool,
    /// From `@` to the end.
    pub span: Span,
}

/// An `apply` statement.
#[derive(Clone, Debug)]
pub struct Apply {
    /// The shape or member.
    pub target: Name,
    /// The traits.
    pub traits: Vec<TraitApplication>,
    /// The whole statement.
    pub span: Span,
}
