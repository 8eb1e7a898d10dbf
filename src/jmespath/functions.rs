//! The functions of JMESPath and what they take. (jmespath.org: "Built-in Functions".)

use super::Type;

/// What an argument has to be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Takes {
    Any,
    Number,
    String,
    Array,
    Object,
    Reference,
    Numbers,
    Strings,
    ArrayOrString,
    Sized,
}

impl Takes {
    /// With its article, for messages.
    pub fn describe(self) -> &'static str {
        match self {
            Self::Any => "any value",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Array => "an array",
            Self::Object => "an object",
            Self::Reference => "a reference to an expression, such as `&name`,",
            Self::Numbers => "an array of numbers",
            Self::Strings => "an array of strings",
            Self::ArrayOrString => "an array or a string",
            Self::Sized => "an array, an object or a string",
        }
    }

    /// Whether it takes values of this type; what an array holds is another question.
    pub fn accepts(self, found: Type) -> bool {
        found == Type::Any
            || match self {
                Self::Any => true,
                Self::Number => found == Type::Number,
                Self::String => found == Type::String,
                Self::Array | Self::Numbers | Self::Strings => found == Type::Array,
                Self::Object => found == Type::Object,
                Self::Reference => found == Type::Expression,
                Self::ArrayOrString => matches!(found, Type::Array | Type::String),
                Self::Sized => matches!(found, Type::Array | Type::Object | Type::String),
            }
    }

    /// What the elements of an array have to be.
    pub fn elements(self) -> Option<Type> {
        match self {
            Self::Numbers => Some(Type::Number),
            Self::Strings => Some(Type::String),
            _ => None,
        }
    }
}

/// A function.
#[derive(Debug)]
pub(super) struct Function {
    pub name: &'static str,
    pub takes: &'static [Takes],
    /// What further arguments have to be; `None` where there can be none.
    pub more: Option<Takes>,
    pub returns: Type,
}

const fn function(name: &'static str, takes: &'static [Takes], returns: Type) -> Function {
    Function {
        name,
        takes,
        more: None,
        returns,
    }
}

const fn open(name: &'static str, takes: &'static [Takes], more: Takes, returns: Type) -> Function {
    Function {
        name,
        takes,
        more: Some(more),
        returns,
    }
}

/// All functions, sorted by name. The largest and the smallest of an array are said to be numbers,
/// as in the reference, although they can be strings.
static FUNCTIONS: [Function; 26] = {
    use Takes as T;
    [
        function("abs", &[T::Number], Type::Number),
        function("avg", &[T::Numbers], Type::Number),
        function("ceil", &[T::Number], Type::Number),
        function("contains", &[T::ArrayOrString, T::Any], Type::Boolean),
        function("ends_with", &[T::String, T::String], Type::Boolean),
        function("floor", &[T::Number], Type::Number),
        function("join", &[T::String, T::Strings], Type::String),
        function("keys", &[T::Object], Type::Array),
        function("length", &[T::Sized], Type::Number),
        function("map", &[T::Reference, T::Array], Type::Array),
        function("max", &[T::Array], Type::Number),
        function("max_by", &[T::Array, T::Reference], Type::Any),
        open("merge", &[], T::Object, Type::Object),
        function("min", &[T::Array], Type::Number),
        function("min_by", &[T::Array, T::Reference], Type::Any),
        open("not_null", &[T::Any], T::Any, Type::Any),
        function("reverse", &[T::ArrayOrString], Type::Array),
        function("sort", &[T::Array], Type::Array),
        function("sort_by", &[T::Array, T::Reference], Type::Array),
        function("starts_with", &[T::String, T::String], Type::Boolean),
        function("sum", &[T::Numbers], Type::Number),
        function("to_array", &[T::Any], Type::Array),
        function("to_number", &[T::Any], Type::Number),
        function("to_string", &[T::Any], Type::String),
        function("type", &[T::Any], Type::String),
        function("values", &[T::Object], Type::Array),
    ]
};

/// The function of this name.
pub(super) fn find(name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().find(|function| function.name == name)
}

/// The names of all functions.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    FUNCTIONS.iter().map(|function| function.name)
}
