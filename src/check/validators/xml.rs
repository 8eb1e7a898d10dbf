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
        let report = context.label(report, name.span, "ignored");
        out.push(report.event_at(member.name_span));
    }
    for (subject, applied) in context.applied(known::XML_NAMESPACE) {
        let Some(node) = applied.value.get("uri") else {
            continue;
        };
        if let Some(problem) = node.as_str().and_then(malformed) {
            let report = NAMESPACE
                .at(node.span, "the URI of `@xmlNamespace` is malformed")
                .shape(subject.id())
                .here(problem);
            out.push(report.event_at(subject.name_span()));
        }
    }
}

/// What is wrong with a URI or a relative reference. (RFC 3986, section 3 and appendix A.)
fn malformed(uri: &str) -> Option<String> {
    if let Some(bad) = illegal(uri) {
        return Some(format!("{bad:?} is not allowed in a URI"));
    }
    if let Some(problem) = out_of_place(uri) {
        return Some(problem.to_owned());
    }
    let scheme_end = uri.find([':', '/', '?', '#']);
    let at = scheme_end.filter(|at| uri.get(*at..).is_some_and(|rest| rest.starts_with(':')))?;
    let (scheme, rest) = uri.split_at_checked(at)?;
    let valid = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
    if !valid {
        return Some(format!("`{scheme}` is no scheme"));
    }
    (rest.len() == 1).then(|| "nothing follows the scheme".to_owned())
}

/// The first character that no URI may hold. (RFC 3986, appendix A.)
fn illegal(uri: &str) -> Option<char> {
    uri.chars()
        .find(|c| c.is_whitespace() || c.is_control() || "<>\"{}|\\^`".contains(*c))
}

/// What is wrong with characters that a URI may hold, though not anywhere.
fn out_of_place(uri: &str) -> Option<&'static str> {
    let is_escape = |rest: &str| {
        let mut digits = rest.bytes().take(2);
        digits.len() == 2 && digits.all(|b| b.is_ascii_hexdigit())
    };
    if uri.split('%').skip(1).any(|rest| !is_escape(rest)) {
        return Some("two hexadecimal digits must follow `%`");
    }
    if uri.matches('#').count() > 1 {
        return Some("a second `#` is not allowed in a URI");
    }
    // Brackets are only for IPv6 addresses, in the authority.
    let after_scheme = uri.split_once("//").map_or(uri, |(_, rest)| {
        rest.find(['/', '?', '#'])
            .and_then(|end| rest.get(end..))
            .unwrap_or("")
    });
    let path = after_scheme.split(['?', '#']).next().unwrap_or("");
    path.contains(['[', ']'])
        .then_some("brackets are only allowed in the host")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uris_are_told_from_what_is_none() {
        for uri in [
            "http://a.b/c?d#e",
            "urn:a:b",
            "a/b",
            "",
            "http://[::1]/a",
            "http://a/%20",
        ] {
            assert_eq!(malformed(uri), None, "{uri}");
        }
        for uri in [
            "http://a b",
            "a:",
            "1a:b",
            "http://a/%2",
            "a%zz",
            "a#b#c",
            "http://a/[b]",
            "http://{a}",
        ] {
            assert!(malformed(uri).is_some(), "{uri}");
        }
    }
}
