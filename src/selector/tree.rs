//! What the parser reads: the steps of a selector as they are written.

use crate::knowledge::RelationshipKind;
use crate::name::{Category, ShapeId, ShapeType, known};

/// Steps that a shape passes from left to right; without any, every shape passes.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(super) struct Chain {
    pub steps: Vec<Step>,
}

/// One step.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Step {
    /// A shape type or a family of types.
    Types(Types),
    /// `[…]`.
    Attribute(Attribute),
    /// `[@…: …]`.
    Scoped(Scoped),
    /// `>`, `<`, `-[…]->`, `<-[…]-`.
    Neighbors(Neighbors),
    /// `~>`, or `<~` where `backward`.
    Reachable { backward: bool },
    /// `:is(…)`: what any of them yields.
    Is(Vec<Chain>),
    /// `:test(…)`: the shape itself, where any of them yields something.
    Test(Vec<Chain>),
    /// `:not(…)`: the shape itself, where it yields nothing.
    Not(Chain),
    /// `:in(…)`: the shape itself, where it is among what the chain yields.
    In(Chain),
    /// `:root(…)`: what the chain yields for the whole model.
    Root(Chain),
    /// `:topdown(…)`: qualifier and disqualifier.
    TopDown(Chain, Option<Chain>),
    /// `:recursive(…)`: what the chain yields, again and again.
    Recursive(Chain),
    /// A function that nobody knows: yields nothing.
    Nothing,
    /// `$name(…)`, with the number of the variable.
    Store(usize, Chain),
    /// `${name}`.
    Load(usize),
}

/// A set of shape types.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Types(u32);

/// Families of types, which are no types themselves.
pub(super) const FAMILIES: [&str; 6] = [
    "number",
    "simpleType",
    "aggregateType",
    "dataType",
    "serviceType",
    "collection",
];

impl Types {
    /// The types that a word of a selector stands for.
    pub fn named(name: &str) -> Option<Self> {
        let found = match name {
            "number" => Self::all(ShapeType::is_number),
            "simpleType" => Self::all(|one| one.category() == Category::Simple),
            "aggregateType" => Self::all(|one| one.category() == Category::Aggregate),
            "serviceType" => Self::all(|one| one.category() == Category::Service),
            "dataType" => {
                Self::all(|one| matches!(one.category(), Category::Simple | Category::Aggregate))
            }
            // A set of Smithy 1.0 is a list, and the words mean the same.
            "collection" | "list" | "set" => Self::of(ShapeType::List).and(ShapeType::Set),
            // Enums are kinds of strings and integers.
            "string" => Self::of(ShapeType::String).and(ShapeType::Enum),
            "integer" => Self::of(ShapeType::Integer).and(ShapeType::IntEnum),
            name => Self::of(ShapeType::from_name(name)?),
        };
        Some(found)
    }

    pub fn of(one: ShapeType) -> Self {
        Self(1 << one as u32)
    }

    fn and(self, one: ShapeType) -> Self {
        Self(self.0 | Self::of(one).0)
    }

    fn all(belongs: impl Fn(ShapeType) -> bool) -> Self {
        ShapeType::keywords()
            .filter_map(ShapeType::from_name)
            .filter(|one| belongs(*one))
            .fold(Self(0), Self::and)
    }

    pub fn contains(self, one: ShapeType) -> bool {
        self.0 & Self::of(one).0 != 0
    }
}

/// Which neighbours.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Neighbors {
    /// From what is referred to, to what refers to it.
    pub backward: bool,
    /// A bit for each kind of relationship that is followed.
    kinds: u32,
    /// Whether traits are followed to their definitions.
    pub traits: bool,
}

impl Neighbors {
    /// Every kind of relationship but traits.
    pub fn all(backward: bool) -> Self {
        Self {
            backward,
            kinds: u32::MAX,
            traits: false,
        }
    }

    /// No relationship yet.
    pub fn none(backward: bool) -> Self {
        Self {
            backward,
            kinds: 0,
            traits: false,
        }
    }

    /// Adds the relationships of a name. Whether there are any.
    pub fn add(&mut self, label: &str) -> bool {
        let before = self.kinds;
        for kind in RelationshipKind::ALL {
            if kind.label() == Some(label) {
                self.kinds |= 1 << kind as u32;
            }
        }
        self.traits |= label == "trait";
        self.kinds != before || self.traits
    }

    /// Whether there is nothing to follow.
    pub fn is_empty(self) -> bool {
        self.kinds == 0 && !self.traits
    }

    pub fn contains(self, kind: RelationshipKind) -> bool {
        self.kinds & (1 << kind as u32) != 0
    }
}

/// `[path]` or `[path comparator values]`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Attribute {
    pub path: Vec<Key>,
    pub comparison: Option<Comparison>,
}

/// `comparator values i`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Comparison {
    pub comparator: Comparator,
    pub values: Vec<Box<str>>,
    pub insensitive: bool,
}

/// `[@scope: assertions]`. Without a scope the shape itself is it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Scoped {
    pub scope: Vec<Key>,
    pub assertions: Vec<Assertion>,
}

impl Scoped {
    /// All paths in it.
    pub fn paths(&self) -> impl Iterator<Item = &Vec<Key>> {
        let operands = self
            .assertions
            .iter()
            .flat_map(|assertion| std::iter::once(&assertion.left).chain(&assertion.right));
        let paths = operands.filter_map(|operand| match operand {
            Operand::Path(path) => Some(path),
            Operand::Text(_) => None,
        });
        std::iter::once(&self.scope).chain(paths)
    }
}

/// `left comparator right, right i`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Assertion {
    pub left: Operand,
    pub comparator: Comparator,
    pub right: Vec<Operand>,
    pub insensitive: bool,
}

/// One side of an assertion.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Operand {
    Text(Box<str>),
    /// `@{…}`, from the scope on.
    Path(Vec<Key>),
}

/// One step of a path.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Key {
    Name(Name),
    /// `(keys)`.
    Keys,
    /// `(values)`.
    Values,
    /// `(length)`.
    Length,
    /// `(first)`.
    First,
    /// Another word in parentheses; leads to nothing.
    Unknown,
}

/// A name in a path.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Name {
    pub text: Box<str>,
    /// The trait that it names where a trait is asked for.
    pub id: Option<ShapeId>,
}

impl Name {
    pub fn new(text: &str) -> Self {
        let id = if text.contains('#') {
            ShapeId::parse(text)
        } else {
            ShapeId::parse(&format!("{}#{text}", known::PRELUDE))
        };
        Self {
            text: text.into(),
            id,
        }
    }
}

impl Key {
    /// The text of a name.
    pub fn as_name(&self) -> Option<&str> {
        match self {
            Self::Name(name) => Some(&name.text),
            _ => None,
        }
    }
}

/// How two values are compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Comparator {
    Equal,
    NotEqual,
    StartsWith,
    EndsWith,
    Contains,
    Exists,
    Greater,
    AtLeast,
    Less,
    AtMost,
    /// `{=}`.
    SameSet,
    /// `{!=}`.
    OtherSet,
    /// `{<}`.
    Subset,
    /// `{<<}`.
    ProperSubset,
}

/// All comparators as they are written; one that begins with another stands before it.
pub(super) const COMPARATORS: [(&str, Comparator); 14] = [
    ("!=", Comparator::NotEqual),
    ("^=", Comparator::StartsWith),
    ("$=", Comparator::EndsWith),
    ("*=", Comparator::Contains),
    ("?=", Comparator::Exists),
    (">=", Comparator::AtLeast),
    ("<=", Comparator::AtMost),
    (">", Comparator::Greater),
    ("<", Comparator::Less),
    ("=", Comparator::Equal),
    ("{=}", Comparator::SameSet),
    ("{!=}", Comparator::OtherSet),
    ("{<<}", Comparator::ProperSubset),
    ("{<}", Comparator::Subset),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enums_are_strings_and_integers_too() {
        let named = |name| Types::named(name).unwrap();
        assert!(named("string").contains(ShapeType::Enum));
        assert!(!named("enum").contains(ShapeType::String));
        assert!(named("integer").contains(ShapeType::IntEnum));
        assert!(named("number").contains(ShapeType::IntEnum));
        assert!(named("set").contains(ShapeType::List));
        assert!(named("dataType").contains(ShapeType::Map));
        assert!(!named("dataType").contains(ShapeType::Member));
        assert!(named("member").contains(ShapeType::Member));
        assert!(FAMILIES.iter().all(|name| Types::named(name).is_some()));
        assert_eq!(Types::named("widget"), None);
    }

    #[test]
    fn a_name_of_a_relationship_may_stand_for_several_kinds() {
        let mut neighbors = Neighbors::none(false);
        assert!(neighbors.add("member"));
        assert!(neighbors.contains(RelationshipKind::MapKey));
        assert!(neighbors.contains(RelationshipKind::EnumMember));
        assert!(!neighbors.contains(RelationshipKind::MemberTarget));
        assert!(!Neighbors::none(false).add("sibling"));
        assert!(Neighbors::none(false).add("trait"));
    }
}
