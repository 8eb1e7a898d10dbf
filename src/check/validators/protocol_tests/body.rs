//! Whether the body of a message is of the media type that it is said to be.

use std::ops::Range;

use crate::check::Context;
use crate::check::expressions::inside;
use crate::check::xml;
use crate::diag::{Code, Diagnostic};
use crate::json::{self, Dialect};
use crate::node::Node;
use crate::text::FileId;

pub(super) const BODY: Code = Code::danger("test-body", "HttpRequestTestsInput");

/// A report if `message` has a body that is not of its `bodyMediaType`. Only JSON and XML are
/// looked at. Linear in the body.
pub(super) fn check(context: &Context<'_>, message: &Node, what: &str) -> Option<Diagnostic> {
    let node = message.get("body")?;
    let media_type = message.get("bodyMediaType")?;
    let body = node.as_str().filter(|body| !body.is_empty())?;
    let text = media_type.as_str()?;
    let (language, at, why) = match language(text)? {
        Language::Json => {
            let (at, why) = malformed_json(body)?;
            ("JSON", at, why)
        }
        Language::Xml => {
            let error = xml::check(body).err()?;
            ("XML", error.at, error.message)
        }
    };
    let place = inside(context.sources, node, &at);
    let mut report = BODY
        .at(place, format!("{what} is not {language}: {why}"))
        .here(format!("malformed {language}"));
    if place == node.span {
        // Written with escapes or over several lines, so that the place cannot be shown.
        let before = body.get(..at.start).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
        report = report.note(format!(
            "this is in line {line} of the body, column {column}"
        ));
    }
    Some(context.label(report, media_type.span, "the media type"))
}

enum Language {
    Json,
    Xml,
}

/// The language of a media type, by its subtype or the suffix of that.
fn language(media_type: &str) -> Option<Language> {
    let essence = media_type.split(';').next()?.trim();
    let (_, subtype) = essence.split_once('/')?;
    let subtype = subtype.to_ascii_lowercase();
    let suffix = subtype.rsplit('+').next()?;
    match suffix {
        "json" => Some(Language::Json),
        "xml" => Some(Language::Xml),
        _ => None,
    }
}

fn malformed_json(body: &str) -> Option<(Range<usize>, String)> {
    let (_, reports) = json::parse(FileId(u32::MAX), body, Dialect::Strict);
    // A key that is written twice is bad style, but still JSON.
    let report = reports
        .iter()
        .find(|report| report.code != "duplicate-key")?;
    let at = report.span.map_or(0..body.len(), |span| {
        let clamp = |at: u32| (at as usize).min(body.len());
        clamp(span.start)..clamp(span.end)
    });
    let message = report.message.replacen("the file ends", "it ends", 1);
    Some((at, message))
}
