//! `XmlFlattenedTrait` and `XmlNamespaceTrait`: names in XML that have an effect.

use crate::check::Context;
use crate::diag::{Code, Diagnostics};
use crate::name::{ShapeType, known};

const FLATTENED: Code = Code::warning("xml-name-ignored", "XmlFlattenedTrait");
const NAMESPACE: Code = Code::error("xml-namespace-uri", "XmlNamespaceTrait");

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for (subject, applied) in context.applied(known::XML_FLATTENED) {
        let Some(member) = subject.member() else {
            continue;
        };
        if member.has_trait(known::XML_NAME) {
            continue;
        }
        let Some(element) = context
            .model
            .target(member)
            .filter(|target| target.shape_type == ShapeType::List)
            .and_then(|target| target.member(known::member::MEMBER))
        else {
            continue;
        };
        let Some(name) = element.traits.get(known::XML_NAME) else {
            continue;
        };
        let Some(text) = name
            .value
            .as_str()
            .filter(|text| *text != member.id.member.as_str())
        else {
            continue;
        };
        let report = FLATTENED
            .at(
                applied.span,
                format!(
                    "`@xmlName` of `{}` has no effect where the list is flattened",
                    element.id.relative()
                ),
            )
            .shape(member.id)
            .here(format!("elements are named `{}`", member.id.member))
            .help(format!(
                "put `@xmlName(\"{text}\")` on this member if that is the name they should have"
            ));
        out.push(context.label(report, name.span, "ignored"));
    }
    for (subject, applied) in context.applied(known::XML_NAMESPACE) {
        let Some(node) = applied.value.get("uri") else {
            continue;
        };
        if let Some(bad) = node.as_str().and_then(illegal) {
            out.push(
                NAMESPACE
                    .at(node.span, "the URI of `@xmlNamespace` is malformed")
                    .shape(subject.id())
                    .here(format!("{bad:?} is not allowed in a URI")),
            );
        }
    }
}

/// The first character that no URI may hold. (RFC 3986, appendix A.)
fn illegal(uri: &str) -> Option<char> {
    uri.chars()
        .find(|c| c.is_whitespace() || c.is_control() || "<>\"{}|\\^`".contains(*c))
}
