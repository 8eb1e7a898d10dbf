//! What one file declares, with every name as written.
//!
//! [`Declarations`] is the value between `lower`, which reads one file alone, and `merge`, which
//! borrows those of all files. Nothing in it is resolved: a name is relative to the file's
//! namespace and `use` statements until `names` has looked at all files. It knows nothing of the
//! form (IDL or JSON AST) the file had, except where a rule differs.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::name::{ShapeId, ShapeType};
use crate::node::Node;
use crate::syntax::tree::Name;
use crate::text::{FileId, Span, Spanned, Symbol};

/// The version of the Smithy specification a file is written in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Version {
    /// 1.0, also where a file names none.
    One,
    /// 2.0, and 2.1, which only adds to it.
    Two,
}

/// All that one file declares.
#[derive(Clone, Debug)]
pub struct Declarations {
    /// The file.
    pub file: FileId,
    /// The version it is written in.
    pub version: Version,
    /// Whether it has been reported for using what only a later version has.
    pub version_reported: bool,
    /// Whether its version is 2.1, which has inline collections.
    pub has_inline_collections: bool,
    /// Whether it is JSON AST, where every name is absolute.
    pub json: bool,
    /// The namespace; none in JSON AST, and in a file that declares no shapes.
    pub namespace: Option<Name>,
    /// The `use` statements.
    pub imports: Vec<Import>,
    /// Where another `use` statement can be added.
    pub import_point: Span,
    /// The shapes in the order of the text; an inline structure follows its operation.
    pub shapes: Vec<ShapeDeclaration>,
    /// The `apply` statements.
    pub applies: Vec<ApplyDeclaration>,
    /// The metadata.
    pub metadata: Vec<MetadataDeclaration>,
    /// Where syntax errors leave it open what the text means, in order and apart.
    pub unsure: Vec<Span>,
    /// Shapes that the reference gives up for what is wrong with them, so that it has no events for
    /// what is wrong with them beside. People are told of both.
    pub refused: Vec<ShapeId>,
    /// The namespaces that absolute ids in the file name.
    pub mentions: FxHashSet<Symbol>,
}

/// A `use` statement.
#[derive(Clone, Copy, Debug)]
pub struct Import {
    /// The shape.
    pub id: ShapeId,
    /// The id in the statement.
    pub span: Span,
}

/// A shape, or what is known of one whose body could not be read.
#[derive(Clone, Debug)]
pub struct ShapeDeclaration {
    /// Its id.
    pub id: ShapeId,
    /// Its type.
    pub shape_type: ShapeType,
    /// The whole declaration, without the traits before it.
    pub span: Span,
    /// The name in the declaration.
    pub name_span: Span,
    /// Traits and documentation.
    pub traits: Vec<TraitDeclaration>,
    /// `with [Mixin, …]`.
    pub mixins: Vec<Name>,
    /// `for Resource`.
    pub for_resource: Option<Name>,
    /// The members, of every kind of shape that has some.
    pub members: Vec<MemberDeclaration>,
    /// What only services, resources and operations have.
    pub properties: Properties,
    /// Whether its body could not be read, which has been reported.
    pub broken: bool,
}

/// A member.
#[derive(Clone, Debug)]
pub struct MemberDeclaration {
    /// Its name.
    pub name: Name,
    /// The whole member, without the traits before it.
    pub span: Span,
    /// Traits and documentation.
    pub traits: Vec<TraitDeclaration>,
    /// What it targets.
    pub target: Target,
    /// `= value`, as the trait it stands for. A trait of that name that is written out wins.
    pub assigned: Option<TraitDeclaration>,
}

/// The target of a member.
#[derive(Clone, Copy, Debug)]
pub enum Target {
    /// As written.
    Name(Name),
    /// Left out with `$`: to be taken from the resource or a mixin.
    Elided,
    /// None is written, because members of enums have none: `smithy.api#Unit`.
    Unit,
    /// It could not be read, which has been reported.
    Broken,
}

/// An application of a trait.
#[derive(Clone, Debug)]
pub struct TraitDeclaration {
    /// The trait.
    pub name: Name,
    /// The value; `None` where only the name is written.
    pub value: Option<Arc<Node>>,
    /// Whether the value holds shape ids without quotes, which `merge` makes absolute.
    pub has_ids: bool,
    /// The whole application.
    pub span: Span,
    /// Whether the compiler made it: `@input` of an inline input.
    pub synthetic: bool,
}

impl TraitDeclaration {
    /// Where the value stands, or the whole application of which only the name is written.
    pub fn value_span(&self) -> Span {
        self.value.as_ref().map_or(self.span, |value| value.span)
    }
}

/// An `apply` statement.
#[derive(Clone, Debug)]
pub struct ApplyDeclaration {
    /// The shape or member.
    pub target: Name,
    /// The traits.
    pub traits: Vec<TraitDeclaration>,
    /// The whole statement.
    pub span: Span,
}

/// A `metadata` statement.
#[derive(Clone, Debug)]
pub struct MetadataDeclaration {
    /// The key.
    pub key: Spanned<Box<str>>,
    /// The value.
    pub value: Node,
}

/// A reference to a shape in a property.
#[derive(Clone, Copy, Debug)]
pub struct Link {
    /// The shape.
    pub name: Name,
    /// Whether it is a shape id without quotes inside a node value, for which the reference
    /// reports an event of its own when it does not resolve.
    pub syntactic: bool,
}

/// What only some shape types have.
#[derive(Clone, Default, Debug)]
pub enum Properties {
    /// Nothing.
    #[default]
    None,
    /// Of a service.
    Service(Box<ServiceProperties>),
    /// Of a resource.
    Resource(Box<ResourceProperties>),
    /// Of an operation.
    Operation(Box<OperationProperties>),
}

/// What a service declares.
#[derive(Clone, Default, Debug)]
pub struct ServiceProperties {
    /// `version`.
    pub version: Option<Spanned<Box<str>>>,
    /// `operations`.
    pub operations: Vec<Link>,
    /// `resources`.
    pub resources: Vec<Link>,
    /// `errors`.
    pub errors: Vec<Link>,
    /// `rename`: shapes and their names.
    pub rename: Vec<(Link, Spanned<Box<str>>)>,
}

/// What a resource declares.
#[derive(Clone, Default, Debug)]
pub struct ResourceProperties {
    /// `identifiers`: names and targets.
    pub identifiers: Vec<(Spanned<Symbol>, Link)>,
    /// `properties`: names and targets.
    pub properties: Vec<(Spanned<Symbol>, Link)>,
    /// `put`, `create`, `read`, `update`, `delete`, `list`, by [`LIFECYCLE`].
    pub lifecycle: [Option<Link>; LIFECYCLE.len()],
    /// `operations`.
    pub operations: Vec<Link>,
    /// `collectionOperations`.
    pub collection_operations: Vec<Link>,
    /// `resources`.
    pub resources: Vec<Link>,
}

/// What an operation declares.
#[derive(Clone, Default, Debug)]
pub struct OperationProperties {
    /// `input`.
    pub input: Option<Link>,
    /// `output`.
    pub output: Option<Link>,
    /// `errors`.
    pub errors: Vec<Link>,
}

/// The lifecycle operations of a resource, in the order of [`ResourceProperties::lifecycle`].
pub const LIFECYCLE: [&str; 6] = ["put", "create", "read", "update", "delete", "list"];

impl Declarations {
    /// An empty set of declarations.
    pub fn new(file: FileId, json: bool) -> Self {
        Self {
            file,
            version: Version::One,
            version_reported: false,
            has_inline_collections: false,
            json,
            namespace: None,
            imports: Vec::new(),
            import_point: Span::start_of(file),
            shapes: Vec::new(),
            applies: Vec::new(),
            metadata: Vec::new(),
            unsure: Vec::new(),
            refused: Vec::new(),
            mentions: FxHashSet::default(),
        }
    }

    /// Whether a syntax error touches a span, so that what it seems to say is no ground for
    /// another report. Logarithmic in the syntax errors.
    pub fn is_unsure(&self, span: Span) -> bool {
        let after = self
            .unsure
            .partition_point(|unsure| unsure.end < span.start);
        self.unsure
            .get(after)
            .is_some_and(|unsure| unsure.start <= span.end)
    }

    /// Notes that an absolute id of this namespace is written in the file.
    pub fn mention(&mut self, namespace: Symbol) {
        self.mentions.insert(namespace);
    }

    /// Notes the namespace of a name, if it has one.
    pub fn mention_name(&mut self, name: Symbol) {
        if let Some((namespace, _)) = name.as_str().split_once('#') {
            self.mention(Symbol::intern(namespace));
        }
    }
}
