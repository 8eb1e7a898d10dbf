//! The tree of an expression.

use std::ops::Range;

use crate::node::Node;

/// One expression inside an expression, and where it stands.
#[derive(Debug)]
pub struct Tree {
    /// The bytes of the text that it covers.
    pub at: Range<usize>,
    /// What it is.
    pub variant: Variant,
    /// How many levels it holds, itself included; see [`super::NESTING_LIMIT`].
    pub(super) depth: usize,
}

/// What an expression is. (jmespath.org: "Grammar".)
#[derive(Debug)]
pub enum Variant {
    /// `@`: the current value. Also what a projection applies when nothing follows it.
    Current,
    /// `name` or `"name"`: a field of the current value.
    Field(Box<str>),
    /// `[0]`: an element of the current value.
    Index(i64),
    /// `[start:stop:step]` of the current value.
    Slice {
        /// The first element.
        start: Option<i64>,
        /// The element before which it stops.
        stop: Option<i64>,
        /// How far apart the elements are; 1 where none is written.
        step: i64,
    },
    /// `` `json` `` or `'text'`.
    Literal(Node),
    /// `left.right` and `left | right`: `right` with the value of `left` as the current one.
    Sub(Box<Tree>, Box<Tree>),
    /// `left || right`.
    Or(Box<Tree>, Box<Tree>),
    /// `left && right`.
    And(Box<Tree>, Box<Tree>),
    /// `!inner`.
    Not(Box<Tree>),
    /// `left == right` and the like.
    Compare(Comparator, Box<Tree>, Box<Tree>),
    /// `[a, b]`.
    List(Vec<Tree>),
    /// `{a: b}`.
    Hash(Vec<(Box<str>, Tree)>),
    /// `name(arguments)`.
    Call {
        /// The function.
        name: Box<str>,
        /// Where its name stands.
        name_at: Range<usize>,
        /// What it is given.
        arguments: Vec<Tree>,
    },
    /// `&inner`, an argument of functions.
    Reference(Box<Tree>),
    /// `left[*].right`: `right` for each element of `left`; also behind slices and `[]`.
    Project(Box<Tree>, Box<Tree>),
    /// `left.*.right`: `right` for each value of the object `left`.
    ProjectObject(Box<Tree>, Box<Tree>),
    /// `left[?condition].right`.
    Filter {
        /// The array.
        left: Box<Tree>,
        /// What an element has to satisfy.
        condition: Box<Tree>,
        /// What is applied to those that do.
        right: Box<Tree>,
    },
    /// `inner[]`: one level of arrays inside the array dissolved.
    Flatten(Box<Tree>),
}

/// `==` and its kin.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Comparator {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

impl Comparator {
    /// As it is written.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }

    /// Applies it to two numbers.
    #[expect(
        clippy::float_cmp,
        reason = "the language compares numbers by their exact value"
    )]
    pub(super) fn compare(self, left: f64, right: f64) -> bool {
        match self {
            Self::Equal => left == right,
            Self::NotEqual => left != right,
            Self::Less => left < right,
            Self::LessOrEqual => left <= right,
            Self::Greater => left > right,
            Self::GreaterOrEqual => left >= right,
        }
    }
}

impl Tree {
    /// The expressions directly inside, in the order written.
    pub fn children(&self) -> Vec<&Tree> {
        match &self.variant {
            Variant::Current
            | Variant::Field(_)
            | Variant::Index(_)
            | Variant::Slice { .. }
            | Variant::Literal(_) => Vec::new(),
            Variant::Not(inner) | Variant::Reference(inner) | Variant::Flatten(inner) => {
                vec![inner]
            }
            Variant::Sub(left, right)
            | Variant::Or(left, right)
            | Variant::And(left, right)
            | Variant::Compare(_, left, right)
            | Variant::Project(left, right)
            | Variant::ProjectObject(left, right) => vec![left, right],
            Variant::List(elements) => elements.iter().collect(),
            Variant::Hash(entries) => entries.iter().map(|(_, value)| value).collect(),
            Variant::Call { arguments, .. } => arguments.iter().collect(),
            Variant::Filter {
                left,
                condition,
                right,
            } => vec![left, condition, right],
        }
    }

    /// The node with the depth that its parts give it.
    pub(super) fn new(at: Range<usize>, variant: Variant) -> Self {
        let mut tree = Self {
            at,
            variant,
            depth: 0,
        };
        let deepest = tree.children().iter().map(|child| child.depth).max();
        tree.depth = deepest.unwrap_or(0) + 1;
        tree
    }
}
