//! The functions of the language and what they take and return.
//!
//! (Specification: "Rules engine standard library"; "AWS rules engine library functions".)
//! `getAttr` is not among them: its path belongs to the tree, see `tree::Kind::Attribute`.

use super::Version;
use super::types::Type;

/// A function.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Function {
    /// `booleanEquals`.
    BooleanEquals,
    /// `coalesce`: the first value that is set.
    Coalesce,
    /// `isSet`.
    IsSet,
    /// `isValidHostLabel`.
    IsValidHostLabel,
    /// `ite`: if, then, else.
    Ite,
    /// `not`.
    Not,
    /// `parseURL`.
    ParseUrl,
    /// `split`.
    Split,
    /// `stringEquals`.
    StringEquals,
    /// `substring`.
    Substring,
    /// `uriEncode`.
    UriEncode,
    /// `aws.isVirtualHostableS3Bucket`.
    IsVirtualHostableS3Bucket,
    /// `aws.parseArn`.
    ParseArn,
    /// `aws.partition`.
    Partition,
}

/// The name of the function that has a place of its own in the tree.
pub(super) const GET_ATTR: &str = "getAttr";

static URL: &[(&str, Type)] = &[
    ("scheme", Type::String),
    ("authority", Type::String),
    ("path", Type::String),
    ("normalizedPath", Type::String),
    ("isIp", Type::Boolean),
];

static ARN: &[(&str, Type)] = &[
    ("partition", Type::String),
    ("service", Type::String),
    ("region", Type::String),
    ("accountId", Type::String),
    ("resourceId", Type::Strings),
];

static PARTITION: &[(&str, Type)] = &[
    ("name", Type::String),
    ("dnsSuffix", Type::String),
    ("dualStackDnsSuffix", Type::String),
    ("supportsDualStack", Type::Boolean),
    ("supportsFIPS", Type::Boolean),
    ("implicitGlobalRegion", Type::String),
];

impl Function {
    /// All functions, by name.
    const ALL: [Self; 14] = [
        Self::IsVirtualHostableS3Bucket,
        Self::ParseArn,
        Self::Partition,
        Self::BooleanEquals,
        Self::Coalesce,
        Self::IsSet,
        Self::IsValidHostLabel,
        Self::Ite,
        Self::Not,
        Self::ParseUrl,
        Self::Split,
        Self::StringEquals,
        Self::Substring,
        Self::UriEncode,
    ];

    /// The function of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    /// The names of all functions, `getAttr` included.
    pub fn names() -> impl Iterator<Item = &'static str> {
        Self::ALL
            .into_iter()
            .map(Self::name)
            .chain(std::iter::once(GET_ATTR))
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::BooleanEquals => "booleanEquals",
            Self::Coalesce => "coalesce",
            Self::IsSet => "isSet",
            Self::IsValidHostLabel => "isValidHostLabel",
            Self::Ite => "ite",
            Self::Not => "not",
            Self::ParseUrl => "parseURL",
            Self::Split => "split",
            Self::StringEquals => "stringEquals",
            Self::Substring => "substring",
            Self::UriEncode => "uriEncode",
            Self::IsVirtualHostableS3Bucket => "aws.isVirtualHostableS3Bucket",
            Self::ParseArn => "aws.parseArn",
            Self::Partition => "aws.partition",
        }
    }

    /// The version of the language that first had it.
    pub fn since(self) -> Version {
        match self {
            Self::Coalesce | Self::Ite | Self::Split => Version::V1_1,
            _ => Version::V1_0,
        }
    }

    /// What it takes; `None` for those whose types depend on each other.
    pub(super) fn parameters(self) -> Option<&'static [Type]> {
        Some(match self {
            Self::BooleanEquals => &[Type::Boolean, Type::Boolean],
            Self::IsValidHostLabel | Self::IsVirtualHostableS3Bucket => {
                &[Type::String, Type::Boolean]
            }
            Self::Not => &[Type::Boolean],
            Self::ParseUrl | Self::UriEncode | Self::ParseArn | Self::Partition => &[Type::String],
            Self::Split => &[Type::String, Type::String, Type::Integer],
            Self::StringEquals => &[Type::String, Type::String],
            Self::Substring => &[Type::String, Type::Integer, Type::Integer, Type::Boolean],
            Self::Coalesce | Self::IsSet | Self::Ite => return None,
        })
    }

    /// How many arguments it takes: at least, and at most.
    pub(super) fn arity(self) -> (usize, usize) {
        match self {
            Self::Coalesce => (2, usize::MAX),
            Self::Ite => (3, 3),
            Self::IsSet => (1, 1),
            _ => {
                let count = self.parameters().map_or(0, <[Type]>::len);
                (count, count)
            }
        }
    }

    /// What it returns; for `coalesce` and `ite` that depends on the arguments.
    pub(super) fn returns(self) -> Type {
        match self {
            Self::BooleanEquals
            | Self::IsSet
            | Self::IsValidHostLabel
            | Self::Not
            | Self::StringEquals
            | Self::IsVirtualHostableS3Bucket => Type::Boolean,
            Self::ParseUrl => Type::Library(URL).optional(),
            Self::ParseArn => Type::Library(ARN).optional(),
            Self::Partition => Type::Library(PARTITION).optional(),
            Self::Split => Type::Strings,
            Self::Substring => Type::String.optional(),
            Self::UriEncode => Type::String,
            Self::Coalesce | Self::Ite => Type::Broken,
        }
    }
}
