//! What traits say about a shape or member to those who read its documentation.
//!
//! The text of `@documentation`, followed by a paragraph for each trait that answers a reader's
//! question: since when it is there, whether it stays, where more is to be read. `@deprecated` is
//! apart, since editors and type checkers have a mark of their own for it.

use crate::model::{Member, Model, Traits};
use crate::name::{ShapeType, known};
use crate::node::Node;

use super::super::docs::Text;
use super::types::{Kind, kind};

/// The documentation of a shape or member, where it says something.
pub(super) fn documentation(traits: &Traits) -> Option<Text> {
    let text = documented(traits, "");
    (!text.is_empty()).then_some(text)
}

/// The same, with a sentence for where `@documentation` is absent or empty.
pub(super) fn documented(traits: &Traits, fallback: &str) -> Text {
    let said = traits.text(known::DOCUMENTATION).map(Text::read);
    let mut text = said.unwrap_or_default();
    if text.is_empty() && !fallback.is_empty() {
        text.push(fallback);
    }
    for note in notes(traits) {
        text.push(note);
    }
    text
}

/// The documentation of a member. One without any is described by what its target says, unless
/// that is a class, which has its docstring.
pub(super) fn member_documentation(model: &Model, member: &Member) -> Option<Text> {
    documentation(&member.traits).or_else(|| {
        let target = model.shape(member.target.id)?;
        let class = matches!(
            kind(model, target.id),
            Kind::Structure | Kind::Union | Kind::EventStream | Kind::Unit
        ) || matches!(target.shape_type, ShapeType::Enum | ShapeType::IntEnum);
        let own = target.id.namespace != known::STRING.namespace;
        (own && !class).then(|| documentation(&target.traits))?
    })
}

/// Paragraphs for the traits beside `@documentation`: one of short sentences, one for each link.
fn notes(traits: &Traits) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(reason) = traits.value(known::RECOMMENDED) {
        let reason = one_line(reason.get_str("reason").unwrap_or(""));
        notes.push(match reason.trim_end_matches('.') {
            "" => "Recommended.".to_owned(),
            reason => format!("Recommended: {reason}."),
        });
    }
    if traits.contains(known::UNSTABLE) {
        notes.push("Unstable: it may change or go.".to_owned());
    }
    if traits.contains(known::INTERNAL) {
        notes.push("Internal: not meant for general use.".to_owned());
    }
    if let Some(version) = traits.text(known::SINCE).map(one_line)
        && !version.is_empty()
    {
        notes.push(format!("Since {version}."));
    }
    let mut notes = match &notes[..] {
        [] => notes,
        _ => vec![notes.join(" ")],
    };
    let links = traits
        .value(known::EXTERNAL_DOCUMENTATION)
        .and_then(Node::as_object);
    for link in links.into_iter().flat_map(|links| links.iter()) {
        if let Some(address) = link.value.as_str() {
            let address: String = address.split_whitespace().collect();
            notes.push(format!("See {}: {address}", one_line(&link.key)));
        }
    }
    notes
}

/// Text whose white space is single blanks.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What `@deprecated` says: `Use X (since 2.0)`, or nothing at all.
pub(super) fn deprecation(traits: &Traits) -> Option<String> {
    let value = traits.value(known::DEPRECATED)?;
    let message = value.get_str("message").unwrap_or("").trim();
    let message = message.trim_end_matches('.');
    // A message of several lines or of markup is read as documentation is.
    let message = Text::read(message).wrap(usize::MAX / 2).join(" ");
    Some(match (message.is_empty(), value.get_str("since")) {
        (true, None) => String::new(),
        (true, Some(since)) => format!("since {since}"),
        (false, None) => message,
        (false, Some(since)) => format!("{message} (since {since})"),
    })
}

/// `Deprecated.`, or with what is to be said about it.
pub(super) fn deprecated_note(message: &str) -> String {
    if message.is_empty() {
        "Deprecated.".into()
    } else {
        format!("Deprecated: {message}.")
    }
}
