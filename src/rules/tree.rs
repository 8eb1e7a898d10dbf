//! The tree of a rule set. It borrows all texts from the node it was read from.

use std::fmt;

use crate::node::Node;
use crate::text::Span;

use super::Function;
use super::template::Template;

/// A rule set. (Specification: "Rules engine", rule set object.)
#[derive(Debug)]
pub struct RuleSet<'m> {
    /// The version that it is written for.
    pub version: Version,
    /// What it is given, in the order written.
    pub parameters: Vec<Parameter<'m>>,
    /// Its rules; the first that matches wins.
    pub rules: Vec<Rule<'m>>,
    /// How many slots its names take.
    pub slots: usize,
}

/// The version of the rules language.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Version {
    /// Before the dot.
    pub major: u32,
    /// After it.
    pub minor: u32,
}

impl Version {
    /// The first version.
    pub const V1_0: Self = Self { major: 1, minor: 0 };
    /// The version that brought decision diagrams, `coalesce`, `ite`, `split` and negative indexes.
    pub const V1_1: Self = Self { major: 1, minor: 1 };

    /// Reads `major.minor`; what follows a second dot has no meaning.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        Some(Self {
            major: parts.next()?.parse().ok()?,
            minor: parts.next()?.parse().ok()?,
        })
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}

/// The type of a parameter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ParameterType {
    /// `string`.
    String,
    /// `boolean`.
    Boolean,
    /// `stringArray`.
    StringArray,
}

impl ParameterType {
    /// Reads the name of a type. `String` and `Boolean` are spelled both ways in real models.
    pub fn parse(text: &str) -> Option<Self> {
        if text.eq_ignore_ascii_case("string") {
            Some(Self::String)
        } else if text.eq_ignore_ascii_case("boolean") {
            Some(Self::Boolean)
        } else if text == "stringArray" {
            Some(Self::StringArray)
        } else {
            None
        }
    }

    /// The type of a value; `None` where no parameter can have it.
    pub fn of(node: &Node) -> Option<Self> {
        if node.as_str().is_some() {
            Some(Self::String)
        } else if node.as_bool().is_some() {
            Some(Self::Boolean)
        } else {
            let elements = node.as_array()?;
            elements
                .iter()
                .all(|element| element.as_str().is_some())
                .then_some(Self::StringArray)
        }
    }

    /// With its article, for messages.
    pub fn describe(self) -> &'static str {
        match self {
            Self::String => "a string",
            Self::Boolean => "a boolean",
            Self::StringArray => "an array of strings",
        }
    }
}

/// A parameter. (Specification: "Rules engine", parameter object.)
#[derive(Debug)]
pub struct Parameter<'m> {
    /// Its name.
    pub name: &'m str,
    /// Where the name stands.
    pub name_span: Span,
    /// Where its object stands.
    pub span: Span,
    /// Its type.
    pub kind: ParameterType,
    /// The built-in value that fills it in, and where that is written.
    pub built_in: Option<(&'m str, Span)>,
    /// What it is where nobody sets it.
    pub default: Option<&'m Node>,
    /// Whether it always has a value.
    pub required: bool,
    /// Whether it is documented.
    pub documented: bool,
}

/// A condition. (Specification: "Rules engine", condition object.)
#[derive(Debug)]
pub struct Condition<'m> {
    /// Where its object stands.
    pub span: Span,
    /// The function call.
    pub function: Expression<'m>,
    /// The name that its value gets.
    pub assign: Option<Assignment<'m>>,
}

/// The name that the value of a condition gets.
#[derive(Debug)]
pub struct Assignment<'m> {
    /// The name.
    pub name: &'m str,
    /// Where it stands.
    pub span: Span,
    /// Where the value is kept.
    pub slot: usize,
}

/// A rule.
#[derive(Debug)]
pub struct Rule<'m> {
    /// Where its object stands.
    pub span: Span,
    /// What it is for.
    pub documentation: Option<&'m str>,
    /// What must hold.
    pub conditions: Vec<Condition<'m>>,
    /// What it yields then.
    pub body: Body<'m>,
}

/// What a rule yields.
#[derive(Debug)]
pub enum Body<'m> {
    /// An endpoint.
    Endpoint(Endpoint<'m>),
    /// An error with this message.
    Error(Expression<'m>),
    /// What the first matching rule inside of it yields.
    Tree(Vec<Rule<'m>>),
}

/// An endpoint. (Specification: "Rules engine", endpoint object.)
#[derive(Debug)]
pub struct Endpoint<'m> {
    /// Where its object stands.
    pub span: Span,
    /// The URL.
    pub url: Expression<'m>,
    /// The properties.
    pub properties: Vec<(&'m str, Expression<'m>)>,
    /// The headers.
    pub headers: Vec<(&'m str, Vec<Expression<'m>>)>,
}

/// An expression and where it stands.
#[derive(Debug)]
pub struct Expression<'m> {
    /// What it is.
    pub kind: Kind<'m>,
    /// Its place; for one inside of a template, the place there if that can be told.
    pub span: Span,
}

/// What an expression is.
#[derive(Debug)]
pub enum Kind<'m> {
    /// Could not be read; reported.
    Broken,
    /// The value of a parameter or of an assigned name.
    Reference {
        /// The name.
        name: &'m str,
        /// Where its value is kept.
        slot: usize,
    },
    /// `true` or `false`.
    Boolean(bool),
    /// A whole number, zero or more.
    Integer(i32),
    /// A string, which may refer to values in braces.
    Text(Template<'m>),
    /// A list of literals.
    Tuple(Vec<Expression<'m>>),
    /// An object of literals.
    Record(Vec<(&'m str, Expression<'m>)>),
    /// `getAttr`: what is found at a path inside of a value.
    Attribute {
        /// The value.
        target: Box<Expression<'m>>,
        /// The path.
        path: Vec<Step<'m>>,
    },
    /// A call of any other function.
    Call {
        /// Which.
        function: Function,
        /// The name of the function in the text.
        name_span: Span,
        /// What it is given.
        arguments: Vec<Expression<'m>>,
    },
}

/// One step of a path.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step<'m> {
    /// To a field.
    Key(&'m str),
    /// To an element; from the end where negative.
    Index(i32),
}

impl Expression<'_> {
    /// The version of the language that first had this expression, what is inside of it aside.
    pub fn since(&self) -> Version {
        match &self.kind {
            Kind::Call { function, .. } => function.since(),
            Kind::Attribute { path, .. } => {
                let negative = path
                    .iter()
                    .any(|step| matches!(step, Step::Index(index) if *index < 0));
                if negative {
                    Version::V1_1
                } else {
                    Version::V1_0
                }
            }
            _ => Version::V1_0,
        }
    }

    /// The arguments of a call; a path counts as none.
    pub fn arguments(&self) -> &[Self] {
        match &self.kind {
            Kind::Call { arguments, .. } => arguments,
            Kind::Attribute { target, .. } => std::slice::from_ref(target),
            _ => &[],
        }
    }

    /// The template of a string literal.
    pub fn as_text(&self) -> Option<&Template<'_>> {
        match &self.kind {
            Kind::Text(template) => Some(template),
            _ => None,
        }
    }
}

impl<'m> RuleSet<'m> {
    /// Every rule, each before the rules inside of it. Not recursive.
    pub fn all_rules(&self) -> impl Iterator<Item = &Rule<'m>> {
        walk(&self.rules)
    }
}

/// Every rule of these, each before the rules inside of it.
pub(super) fn walk<'r, 'm>(rules: &'r [Rule<'m>]) -> impl Iterator<Item = &'r Rule<'m>> {
    let mut waiting: Vec<&Rule<'m>> = rules.iter().rev().collect();
    std::iter::from_fn(move || {
        let rule = waiting.pop()?;
        if let Body::Tree(inner) = &rule.body {
            waiting.extend(inner.iter().rev());
        }
        Some(rule)
    })
}
