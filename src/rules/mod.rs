//! Endpoint rule sets: the language that tells a client where to send a request.
//!
//! (Specification: "Rules engine".) Holds the tree of a rule set, read from the node of a trait
//! (`read`, `template`), its types and names (`check`), its evaluation (`evaluate`, `library`,
//! `partitions`), the form as a binary decision diagram (`bdd`) and the test cases that a service
//! gives for either form (`cases`). It knows nodes and spans; it knows no shape, no service and no
//! trait: what a rule set has to do with a model is the business of `check::validators::rules`.
//!
//! A node goes through [`RuleSet::read`] or [`Bdd::read`], which return the tree and what is wrong
//! with it. A tree without problems is evaluated as often as there are tests; every name is then a
//! slot and nothing is copied out of the node.
//!
//! Rule sets come from whoever wrote the model. Nesting has a limit ([`NESTING_LIMIT`]), reading and
//! checking are linear, and evaluation counts its work ([`Budget`]).

mod bdd;
mod cases;
mod check;
mod evaluate;
mod expect;
mod functions;
mod library;
mod partitions;
mod read;
mod report;
mod template;
mod tree;
mod types;
mod value;

pub use bdd::Bdd;
pub use cases::{Cases, Expectation, OperationInput, TestCase};
pub use evaluate::{Budget, Failure, Outcome};
pub use expect::Mismatch;
pub use functions::Function;
pub use library::is_url;
pub use partitions::Regions;
pub use read::NESTING_LIMIT;
pub use template::{Part, Template};
pub use tree::{
    Assignment, Body, Condition, Endpoint, Expression, Kind, Parameter, ParameterType, Rule,
    RuleSet, Step, Version,
};

/// The built-in values that clients know how to fill in, sorted. (Specification: "Rules engine
/// built-ins"; "AWS built-ins".)
pub const BUILT_INS: &[&str] = &[
    "AWS::Auth::AccountId",
    "AWS::Auth::AccountIdEndpointMode",
    "AWS::Auth::CredentialScope",
    "AWS::Region",
    "AWS::S3::Accelerate",
    "AWS::S3::DisableMultiRegionAccessPoints",
    "AWS::S3::ForcePathStyle",
    "AWS::S3::UseArnRegion",
    "AWS::S3::UseGlobalEndpoint",
    "AWS::S3Control::UseArnRegion",
    "AWS::STS::UseGlobalEndpoint",
    "AWS::UseDualStack",
    "AWS::UseFIPS",
    "SDK::Endpoint",
];
