//! Shape types and their families.

use std::fmt;

/// The type of a shape. (Specification: "Shape types".)
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[expect(
    missing_docs,
    reason = "each variant is the specification's keyword of the same name"
)]
pub enum ShapeType {
    Blob,
    Boolean,
    String,
    Enum,
    Timestamp,
    Byte,
    Short,
    Integer,
    IntEnum,
    Long,
    Float,
    Document,
    Double,
    BigDecimal,
    BigInteger,
    List,
    /// Smithy 1.0 only; loads as a list with `@uniqueItems`.
    Set,
    Map,
    Structure,
    Union,
    Member,
    Service,
    Resource,
    Operation,
}

/// The family of a shape type.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Category {
    /// One value: numbers, strings, blobs, enums, timestamps, documents.
    Simple,
    /// Lists, sets, maps, structures and unions.
    Aggregate,
    /// Services, resources and operations.
    Service,
    /// A member of another shape.
    Member,
}

const KEYWORDS: [(ShapeType, &str); 24] = [
    (ShapeType::Blob, "blob"),
    (ShapeType::Boolean, "boolean"),
    (ShapeType::String, "string"),
    (ShapeType::Enum, "enum"),
    (ShapeType::Timestamp, "timestamp"),
    (ShapeType::Byte, "byte"),
    (ShapeType::Short, "short"),
    (ShapeType::Integer, "integer"),
    (ShapeType::IntEnum, "intEnum"),
    (ShapeType::Long, "long"),
    (ShapeType::Float, "float"),
    (ShapeType::Document, "document"),
    (ShapeType::Double, "double"),
    (ShapeType::BigDecimal, "bigDecimal"),
    (ShapeType::BigInteger, "bigInteger"),
    (ShapeType::List, "list"),
    (ShapeType::Set, "set"),
    (ShapeType::Map, "map"),
    (ShapeType::Structure, "structure"),
    (ShapeType::Union, "union"),
    (ShapeType::Member, "member"),
    (ShapeType::Service, "service"),
    (ShapeType::Resource, "resource"),
    (ShapeType::Operation, "operation"),
];

impl ShapeType {
    /// The type that a keyword of the IDL names; `member` is none, since no statement declares one.
    pub fn from_keyword(keyword: &str) -> Option<Self> {
        Self::from_name(keyword).filter(|found| *found != Self::Member)
    }

    /// The type of this name, as the JSON AST and selectors spell it.
    pub fn from_name(name: &str) -> Option<Self> {
        KEYWORDS
            .iter()
            .find(|(_, keyword)| *keyword == name)
            .map(|(found, _)| *found)
    }

    /// Its keyword.
    pub fn as_str(self) -> &'static str {
        KEYWORDS
            .iter()
            .find(|(found, _)| *found == self)
            .map_or("", |(_, keyword)| keyword)
    }

    /// Its keyword with the article that fits: `a structure`, `an enum`.
    pub fn with_article(self) -> String {
        let keyword = self.as_str();
        let vowel = keyword.starts_with(['a', 'e', 'i', 'o']);
        format!("{} {keyword}", if vowel { "an" } else { "a" })
    }

    /// Every keyword that declares a shape.
    pub fn keywords() -> impl Iterator<Item = &'static str> {
        KEYWORDS
            .iter()
            .filter(|(found, _)| *found != Self::Member)
            .map(|(_, keyword)| *keyword)
    }

    /// Its family.
    pub fn category(self) -> Category {
        match self {
            Self::List | Self::Set | Self::Map | Self::Structure | Self::Union => {
                Category::Aggregate
            }
            Self::Service | Self::Resource | Self::Operation => Category::Service,
            Self::Member => Category::Member,
            _ => Category::Simple,
        }
    }

    /// Whether it is a number, `intEnum` included.
    pub fn is_number(self) -> bool {
        self.is_whole_number() || matches!(self, Self::Float | Self::Double | Self::BigDecimal)
    }

    /// Whether it is a whole number, `intEnum` included.
    pub fn is_whole_number(self) -> bool {
        matches!(
            self,
            Self::Byte
                | Self::Short
                | Self::Integer
                | Self::IntEnum
                | Self::Long
                | Self::BigInteger
        )
    }
}

impl fmt::Display for ShapeType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
