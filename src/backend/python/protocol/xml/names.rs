//! What elements and attributes are called. (Specification: "XML bindings".)

use crate::model::{Member, Shape};
use crate::name::known;

use super::super::super::plan::Plan;

/// The name of a member's element or attribute.
pub fn member_name(member: &Member) -> &str {
    member
        .traits
        .text(known::XML_NAME)
        .unwrap_or_else(|| member.id.member.as_str())
}

/// Whether the items of a list or map stand straight in the structure.
pub fn is_flattened(member: &Member) -> bool {
    member.has_trait(known::XML_FLATTENED)
}

/// The name of an item of a list that is not flattened.
pub fn item_name(list: &Shape) -> &str {
    named(list, known::member::MEMBER, "member")
}

/// The name of an entry of a map that is not flattened.
pub fn entry_name() -> &'static str {
    "entry"
}

/// The name of the key in an entry.
pub fn key_name(map: &Shape) -> &str {
    named(map, known::member::KEY, "key")
}

/// The name of the value in an entry.
pub fn value_name(map: &Shape) -> &str {
    named(map, known::member::VALUE, "value")
}

fn named<'m>(shape: &'m Shape, member: crate::text::Symbol, usual: &'static str) -> &'m str {
    shape
        .member(member)
        .and_then(|member| member.traits.text(known::XML_NAME))
        .unwrap_or(usual)
}

/// A name without its prefix, as the reader gives it.
pub fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// `<name xmlns="…"` of an element, without the `>`.
pub fn opening(name: &str, namespace: Option<&crate::node::Node>) -> String {
    let mut out = format!("<{name}");
    if let Some(namespace) = namespace
        && let Some(uri) = namespace.get_str("uri")
    {
        out.push_str(" xmlns");
        if let Some(prefix) = namespace.get_str("prefix") {
            out.push(':');
            out.push_str(prefix);
        }
        out.push_str("=\"");
        for character in uri.chars() {
            match character {
                '&' => out.push_str("&amp;"),
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '"' => out.push_str("&quot;"),
                _ => out.push(character),
            }
        }
        out.push('"');
    }
    out
}

/// `<name xmlns="…"` of a member's element.
pub fn member_opening(member: &Member) -> String {
    opening(
        member_name(member),
        member.traits.value(known::XML_NAMESPACE),
    )
}

/// The name and the opening of the outermost element for a structure or union, or for a payload
/// that a member holds.
pub fn root(plan: &Plan<'_>, shape: &Shape, payload: Option<&Member>) -> (String, String) {
    let name = payload
        .and_then(|member| member.traits.text(known::XML_NAME))
        .or_else(|| shape.traits.text(known::XML_NAME))
        .unwrap_or_else(|| crate::knowledge::contextual_name(plan.service, shape.id));
    let namespace = payload
        .and_then(|member| member.traits.value(known::XML_NAMESPACE))
        .or_else(|| shape.traits.value(known::XML_NAMESPACE))
        .or_else(|| plan.service.traits.value(known::XML_NAMESPACE));
    (name.to_owned(), opening(name, namespace))
}

/// A name in the form that the keys of queries have.
pub fn escaped(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
