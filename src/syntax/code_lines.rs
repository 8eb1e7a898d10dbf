//! Lines of code inside strings.
//!
//! A string may hold line breaks, so a forgotten quote swallows everything up to the next quote.
//! The strings that come of it have lines in them that look like statements or members, or end
//! where code is about to open a string. This says which do. It is asked only about strings of
//! several lines, and believed only where the statement around the string does not parse.

use crate::name::ShapeType;

/// Whether the content of a string over several lines has the look of code: it holds a line that
/// begins a statement, or it ends in code that leads up to a string. Linear.
pub(super) fn looks_like_code(content: &str, closed: bool) -> bool {
    let mut lines = content.split('\n');
    // The first line belongs to the string in any case.
    lines.next();
    let mut last = "";
    for line in lines {
        if begins_statement(line) || (!closed && begins_member(line)) {
            return true;
        }
        last = line;
    }
    closed && leads_up_to_string(last)
}

/// How many bytes of the content come before the line break that precedes its first line of
/// code; all of it where there is none.
pub(super) fn before_code(content: &str) -> usize {
    let mut at = 0;
    for line in content.split_inclusive('\n') {
        if at > 0 && (begins_statement(line) || closes_bracket(line)) {
            return content
                .get(..at)
                .map_or(at, |kept| kept.trim_end_matches(['\r', '\n']).len());
        }
        at += line.len();
    }
    content.len()
}

/// Whether the line, from its very first column, begins a statement.
pub(super) fn begins_statement(line: &str) -> bool {
    let line = line.trim_end_matches('\r');
    if let Some(name) = line.strip_prefix('@') {
        return name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    }
    if line.starts_with("///") {
        return true;
    }
    let word_end = line
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(line.len());
    let (word, rest) = line.split_at(word_end);
    if !rest.starts_with([' ', '\t']) {
        return false;
    }
    let rest = rest.trim_start_matches([' ', '\t']);
    let name_end = rest
        .find(|c: char| !(c.is_ascii_alphanumeric() || "_.#$\"".contains(c)))
        .unwrap_or(rest.len());
    let (name, after) = rest.split_at(name_end);
    if name.is_empty() {
        return false;
    }
    let after = after.trim();
    match word {
        "metadata" => after.starts_with('='),
        "apply" => after.starts_with(['@', '{']),
        "namespace" => after.is_empty() || after.starts_with("//"),
        "use" => name.contains('#'),
        _ => {
            ShapeType::from_keyword(word).is_some()
                && (after.is_empty()
                    || after.starts_with(['{', ','])
                    || after.starts_with("//")
                    || after.starts_with("with ")
                    || after.starts_with("for "))
        }
    }
}

/// Whether the line looks like a trait, a member or a closing bracket inside a body.
fn begins_member(line: &str) -> bool {
    let line = line.trim();
    if let Some(name) = line.strip_prefix('@') {
        return name.starts_with(|c: char| c.is_ascii_alphabetic());
    }
    if let Some((name, _)) = line.split_once(':') {
        return crate::name::is_identifier(name.trim());
    }
    closes_bracket(line)
}

fn closes_bracket(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && line.chars().all(|c| matches!(c, ')' | ']' | '}'))
}

/// How much of the content of a string on one line belongs to it, if it has the look of having run
/// into the next one, as in `"GET, uri: "`: it ends with a comma, a key and a colon.
pub(super) fn before_next_string(content: &str) -> Option<usize> {
    let head = content.trim_end().strip_suffix(':')?.trim_end();
    let comma = head.rfind(',')?;
    let key = head.get(comma + 1..)?.trim();
    let kept = head.get(..comma)?.trim_end_matches([' ', '\t', ',']);
    (!kept.is_empty() && crate::name::is_identifier(key)).then_some(kept.len())
}

/// Whether a line ends as code does just before a string.
fn leads_up_to_string(line: &str) -> bool {
    line.trim_end().ends_with(['(', '[', '{', '=', ':', ','])
}
