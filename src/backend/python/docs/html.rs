//! Reads HTML, as services document themselves in it: leniently, and without a tree.

use super::build::Builder;

/// Longer tags are text: what is so long was not meant as one, and looking for its end again and
/// again would make the reader quadratic.
const LONGEST_TAG: usize = 2_000;

/// Longer entities are text.
const LONGEST_ENTITY: usize = 10;

/// Tags at the start of a documentation that is HTML as a whole.
const BLOCKS: [&str; 14] = [
    "p",
    "ul",
    "ol",
    "dl",
    "div",
    "note",
    "important",
    "fullname",
    "caution",
    "table",
    "h1",
    "h2",
    "h3",
    "b",
];

const ENTITIES: [(&str, &str); 30] = [
    ("amp", "&"),
    ("apos", "'"),
    ("bull", "•"),
    ("cent", "¢"),
    ("copy", "©"),
    ("darr", "↓"),
    ("deg", "°"),
    ("euro", "€"),
    ("ge", "≥"),
    ("gt", ">"),
    ("hellip", "…"),
    ("laquo", "«"),
    ("larr", "←"),
    ("ldquo", "“"),
    ("le", "≤"),
    ("lsquo", "‘"),
    ("lt", "<"),
    ("mdash", "—"),
    ("middot", "·"),
    ("nbsp", " "),
    ("ndash", "–"),
    ("ne", "≠"),
    ("quot", "\""),
    ("raquo", "»"),
    ("rarr", "→"),
    ("rdquo", "”"),
    ("reg", "®"),
    ("rsquo", "’"),
    ("times", "×"),
    ("trade", "™"),
];

/// Whether a documentation is HTML from its first character on, so that Markdown's rules of
/// indentation must not touch it.
pub(super) fn looks_like_html(text: &str) -> bool {
    let Some(rest) = text.trim_start().strip_prefix('<') else {
        return false;
    };
    let name: String = rest
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_ascii_lowercase();
    BLOCKS.contains(&name.as_str())
}

/// Feeds a piece of HTML to the builder. Linear in the text.
pub(super) fn feed(text: &str, builder: &mut Builder) {
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&']) {
        let (before, from) = rest.split_at(at);
        builder.words(before);
        rest = if from.starts_with('<') {
            read_tag(from, builder)
        } else {
            read_entity(from, builder)
        };
    }
    builder.words(rest);
}

/// Reads what begins with `<`, and returns what follows.
fn read_tag<'a>(from: &'a str, builder: &mut Builder) -> &'a str {
    if let Some(comment) = from.strip_prefix("<!--") {
        return comment
            .find("-->")
            .map_or("", |end| comment.get(end + 3..).unwrap_or(""));
    }
    let literal = |builder: &mut Builder| {
        builder.words("<");
        from.get(1..).unwrap_or("")
    };
    let named = from
        .get(1..)
        .map(|rest| rest.strip_prefix('/').unwrap_or(rest))
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()));
    if !named {
        return literal(builder);
    }
    let Some(end) = end_of_tag(from) else {
        return literal(builder);
    };
    let inside = from.get(1..end).unwrap_or("");
    apply(inside, builder);
    from.get(end + 1..).unwrap_or("")
}

/// The position of the `>` that ends the tag at the start of the text; quoted ones do not.
fn end_of_tag(from: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in from.bytes().enumerate().take(LONGEST_TAG) {
        match (quote, byte) {
            (None, b'>') => return Some(at),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

fn apply(inside: &str, builder: &mut Builder) {
    let closes = inside.starts_with('/');
    let inside = inside.trim_start_matches('/');
    let name: String = inside
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric())
        .collect::<String>()
        .to_ascii_lowercase();
    match (name.as_str(), closes) {
        (
            "p" | "div" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "tr" | "table" | "blockquote",
            _,
        )
        | ("note" | "important" | "caution" | "warning" | "tip" | "dt" | "li" | "dd", true)
        | ("fullname" | "hr", _) => builder.paragraph(),
        ("note" | "tip", false) => builder.lead("Note: "),
        ("important" | "caution" | "warning", false) => builder.lead("Important: "),
        ("ul" | "dl", false) => builder.open_list(None),
        ("ol", false) => builder.open_list(Some(1)),
        ("ul" | "dl" | "ol", true) => builder.close_list(),
        ("li" | "dt", false) => builder.open_item(),
        ("dd", false) => builder.paragraph(),
        ("code" | "tt" | "samp" | "kbd", false) => builder.open_code(),
        ("code" | "tt" | "samp" | "kbd", true) => builder.close_code(),
        ("pre", false) => builder.open_block_code(),
        ("pre", true) => builder.close_block_code(),
        ("br", _) => builder.line_break(),
        ("a", false) => builder.open_link(&attribute(inside, "href").unwrap_or_default()),
        ("a", true) => builder.close_link(),
        ("td" | "th", true) => builder.words(" "),
        ("img", _) => builder.words(&attribute(inside, "alt").unwrap_or_default()),
        _ => {}
    }
}

/// The value of an attribute, its entities resolved.
fn attribute(inside: &str, name: &str) -> Option<String> {
    let lower = inside.to_ascii_lowercase();
    let mut from = 0;
    loop {
        let at = from + lower.get(from..)?.find(name)?;
        let before = lower.get(..at)?.chars().next_back();
        let rest = inside.get(at + name.len()..)?.trim_start();
        if before.is_some_and(|c| c.is_whitespace() || c == '"' || c == '\'')
            && let Some(value) = rest.strip_prefix('=')
        {
            let value = value.trim_start();
            let raw = match value.chars().next() {
                Some(quote @ ('"' | '\'')) => value.get(1..)?.split(quote).next()?,
                _ => value.split_whitespace().next().unwrap_or(""),
            };
            return Some(unescape(raw));
        }
        from = at + name.len();
    }
}

fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        match entity(from) {
            Some((value, length)) => {
                out.push_str(&value);
                rest = from.get(length..).unwrap_or("");
            }
            None => {
                out.push('&');
                rest = from.get(1..).unwrap_or("");
            }
        }
    }
    out.push_str(rest);
    out
}

fn read_entity<'a>(from: &'a str, builder: &mut Builder) -> &'a str {
    match entity(from) {
        Some((value, length)) => {
            builder.words(&value);
            from.get(length..).unwrap_or("")
        }
        None => {
            builder.words("&");
            from.get(1..).unwrap_or("")
        }
    }
}

/// What the entity at the start of the text stands for, and how long it is.
fn entity(from: &str) -> Option<(String, usize)> {
    let end = from
        .bytes()
        .take(LONGEST_ENTITY)
        .position(|byte| byte == b';')?;
    let name = from.get(1..end)?;
    let value = if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        char::from_u32(code)?.to_string()
    } else {
        let at = ENTITIES
            .binary_search_by(|(key, _)| (*key).cmp(name))
            .ok()?;
        ENTITIES.get(at)?.1.to_owned()
    };
    Some((value, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_entities_is_sorted() {
        assert!(ENTITIES.is_sorted_by(|a, b| a.0 < b.0));
    }

    #[test]
    fn attributes_are_found_by_their_whole_name() {
        assert_eq!(
            attribute("a data-href='x' href='y'", "href").as_deref(),
            Some("y")
        );
        assert_eq!(
            attribute("a href = \"a b\"", "href").as_deref(),
            Some("a b")
        );
        assert_eq!(attribute("a hrefs='x'", "href"), None);
    }
}
