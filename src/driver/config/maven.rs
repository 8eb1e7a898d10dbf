//! Maven coordinates.
//!
//! Nothing is fetched. A coordinate of a known trait package is satisfied by the packages that
//! are bundled with the compiler, and one of the Python code generator by the compiler itself.

use crate::diag::{Code, Diagnostic, nearest};
use crate::load::packages;
use crate::text::{Span, Spanned};

const MALFORMED_DEPENDENCY: Code = Code::error("malformed-dependency", "SmithyBuild");
const UNKNOWN_DEPENDENCY: Code = Code::error("unknown-dependency", "SmithyBuild");

/// The artifacts that are understood, with the namespaces a model expects of each.
const KNOWN: &[(&str, &[&str])] = &[
    ("software.amazon.smithy:smithy-model", &["smithy.api"]),
    ("software.amazon.smithy:smithy-build", &[]),
    ("software.amazon.smithy:smithy-cli", &[]),
    ("software.amazon.smithy:smithy-utils", &[]),
    (
        "software.amazon.smithy:smithy-aws-traits",
        &["aws.api", "aws.auth", "aws.customizations", "aws.protocols"],
    ),
    (
        "software.amazon.smithy:smithy-aws-endpoints",
        &["aws.endpoints"],
    ),
    ("software.amazon.smithy:smithy-aws-iam-traits", &["aws.iam"]),
    (
        "software.amazon.smithy:smithy-aws-apigateway-traits",
        &["aws.apigateway"],
    ),
    (
        "software.amazon.smithy:smithy-aws-cloudformation-traits",
        &["aws.cloudformation"],
    ),
    (
        "software.amazon.smithy:smithy-aws-smoke-test-model",
        &["aws.test"],
    ),
    (
        "software.amazon.smithy:smithy-contract-traits",
        &["smithy.contracts"],
    ),
    (
        "software.amazon.smithy:smithy-mqtt-traits",
        &["smithy.mqtt"],
    ),
    (
        "software.amazon.smithy:smithy-openapi-traits",
        &["smithy.openapi"],
    ),
    (
        "software.amazon.smithy:smithy-protocol-test-traits",
        &["smithy.test"],
    ),
    (
        "software.amazon.smithy:smithy-protocol-traits",
        &["smithy.protocols"],
    ),
    (
        "software.amazon.smithy:smithy-rules-engine",
        &["smithy.rules"],
    ),
    (
        "software.amazon.smithy:smithy-smoke-test-traits",
        &["smithy.test"],
    ),
    (
        "software.amazon.smithy:smithy-validation-model",
        &["smithy.framework"],
    ),
    ("software.amazon.smithy:smithy-waiters", &["smithy.waiters"]),
    (
        "com.disneystreaming.alloy:alloy-core",
        &["alloy", "alloy.common", "alloy.openapi", "alloy.proto"],
    ),
    // The code generator of Smithy for Python, under the names it has had.
    ("software.amazon.smithy.python:smithy-python-codegen", &[]),
    (
        "software.amazon.smithy.python:smithy-aws-python-codegen",
        &[],
    ),
    ("software.amazon.smithy.python.codegen:core", &[]),
    ("software.amazon.smithy.python.codegen.aws:core", &[]),
    ("software.amazon.smithy.python.codegen.plugins:types", &[]),
];

fn is_satisfied(namespaces: &[&str]) -> bool {
    namespaces.iter().all(|name| packages::is_bundled(name))
}

fn known() -> impl Iterator<Item = &'static str> {
    KNOWN
        .iter()
        .filter(|(_, namespaces)| is_satisfied(namespaces))
        .map(|(artifact, _)| *artifact)
}

/// The report on a coordinate `group:artifact:version` that is not understood.
pub(super) fn check(dependency: &Spanned<Box<str>>) -> Option<Diagnostic> {
    let (text, span) = (&*dependency.value, dependency.span);
    let parts: Vec<&str> = text.split(':').collect();
    let [group, name, version] = parts[..] else {
        return Some(malformed(text, span));
    };
    if [group, name, version]
        .iter()
        .any(|part| part.trim().is_empty())
    {
        return Some(malformed(text, span));
    }
    let artifact = format!("{group}:{name}");
    if known().any(|known| known == artifact) {
        return None;
    }
    let mut report = UNKNOWN_DEPENDENCY
        .at(
            span,
            format!("the Maven dependency `{artifact}` is not known"),
        )
        .here("not bundled with smithyc")
        .note("dependencies are never downloaded: known trait packages are part of the compiler");
    if let [name, ..] = nearest(&artifact, known())[..] {
        report = report.help(format!("did you mean `{name}`?"));
    }
    Some(report.help(
        "if it brings traits or shapes, unpack its `META-INF/smithy` folder, name that under `imports`, and remove the dependency; if it is a plugin that this build does not need, remove it",
    ))
}

fn malformed(text: &str, span: Span) -> Diagnostic {
    MALFORMED_DEPENDENCY
        .at(span, format!("`{text}` is not a Maven coordinate"))
        .here("not `group:artifact:version`")
        .help("write it as in `software.amazon.smithy:smithy-aws-traits:1.54.0`")
}
