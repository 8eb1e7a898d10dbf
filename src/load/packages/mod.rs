//! The bundled packages: the prelude and well-known trait packages, as Smithy text.
//!
//! The texts are part of the binary. Nothing is parsed before it is asked for: the prelude in
//! every run, another package once a model mentions its namespace, and all of them only to say
//! where a name that could not be found is declared. One package is one file is one namespace.

use std::sync::OnceLock;

use crate::syntax::{self, tree};
use crate::text::{FileId, Symbol};

/// A bundled package.
#[derive(Clone, Copy, Debug)]
pub struct Package {
    /// Its namespace.
    pub namespace: &'static str,
    /// The name its file has in reports.
    pub file: &'static str,
    /// Its text.
    pub text: &'static str,
}

macro_rules! packages {
    ($($namespace:literal $path:literal)*) => {
        [$(Package {
            namespace: $namespace,
            file: concat!("smithyc:/", $path),
            text: include_str!($path),
        }),*]
    };
}

/// Every bundled package, the prelude first.
static PACKAGES: [Package; 24] = packages! {
    "smithy.api" "smithy/api.smithy"
    "smithy.contracts" "smithy/contracts.smithy"
    "smithy.framework" "smithy/framework.smithy"
    "smithy.mqtt" "smithy/mqtt.smithy"
    "smithy.openapi" "smithy/openapi.smithy"
    "smithy.protocols" "smithy/protocols.smithy"
    "smithy.rules" "smithy/rules.smithy"
    "smithy.test" "smithy/test.smithy"
    "smithy.waiters" "smithy/waiters.smithy"
    "aws.api" "aws/api.smithy"
    "aws.apigateway" "aws/apigateway.smithy"
    "aws.auth" "aws/auth.smithy"
    "aws.cloudformation" "aws/cloudformation.smithy"
    "aws.customizations" "aws/customizations.smithy"
    "aws.endpoints" "aws/endpoints.smithy"
    "aws.iam" "aws/iam.smithy"
    "aws.protocols" "aws/protocols.smithy"
    "aws.test" "aws/test.smithy"
    "alloy" "alloy.smithy"
    "alloy.common" "alloy/common.smithy"
    "alloy.openapi" "alloy/openapi.smithy"
    "alloy.proto" "alloy/proto.smithy"
    "smithyc.http" "smithyc/http.smithy"
    "smithyc.python" "smithyc/python.smithy"
};

/// All bundled packages, the prelude first.
pub fn all() -> &'static [Package] {
    &PACKAGES
}

/// The package of a namespace.
pub fn find(namespace: &str) -> Option<&'static Package> {
    PACKAGES
        .iter()
        .find(|package| package.namespace == namespace)
}

/// Whether a namespace is bundled.
pub fn is_bundled(namespace: &str) -> bool {
    find(namespace).is_some()
}

/// A shape of a bundled package, as far as suggestions need to know it.
#[derive(Clone, Copy, Debug)]
pub struct Listed {
    /// Its namespace.
    pub namespace: Symbol,
    /// Its name.
    pub name: Symbol,
    /// Whether it is a trait.
    pub is_trait: bool,
}

/// The shapes of all bundled packages that other namespaces may name. The first call parses the
/// packages, so it is for suggestions only.
pub fn listing() -> &'static [Listed] {
    static LISTING: OnceLock<Vec<Listed>> = OnceLock::new();
    LISTING.get_or_init(|| PACKAGES.iter().flat_map(list).collect())
}

fn list(package: &Package) -> Vec<Listed> {
    let namespace = Symbol::intern(package.namespace);
    let (file, _) = syntax::parse(FileId(u32::MAX), package.text);
    file.statements
        .iter()
        .filter_map(|statement| match statement {
            tree::Statement::Shape(shape) => Some(shape),
            tree::Statement::Apply(_) => None,
        })
        .filter(|shape| !has_trait(shape, "private"))
        .map(|shape| Listed {
            namespace,
            name: shape.name.value,
            is_trait: has_trait(shape, "trait"),
        })
        .collect()
}

fn has_trait(shape: &tree::ShapeStatement, name: &str) -> bool {
    shape
        .traits
        .iter()
        .any(|applied| applied.name.value.as_str() == name)
}
