//! Whether a text is a well-formed XML document. (XML 1.0, 5th edition; without DTDs, which may
//! name files and make a short document endless.) Namespaces are not looked at.

use std::ops::Range;

use rustc_hash::FxHashSet;

/// What is wrong, and which bytes of the text it is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Malformed {
    pub at: Range<usize>,
    pub message: String,
}

type Checked<T = ()> = Result<T, Malformed>;

/// Checks a document. Linear in the text, and not recursive.
pub(super) fn check(text: &str) -> Checked {
    let mut scanner = Scanner { text, at: 0 };
    if scanner.starts_with('\u{feff}') {
        scanner.at += '\u{feff}'.len_utf8();
    }
    if scanner.rest().starts_with("<?xml") && !is_name(scanner.rest().chars().nth(5)) {
        scanner.declaration()?;
    }
    let mut open: Vec<(&str, usize)> = Vec::new();
    let mut root = false;
    while let Some(next) = scanner.rest().chars().next() {
        if next != '<' {
            scanner.content(!open.is_empty(), root)?;
        } else if scanner.rest().starts_with("<!--") {
            scanner.comment()?;
        } else if scanner.rest().starts_with("<?") {
            scanner.instruction()?;
        } else if scanner.rest().starts_with("<![CDATA[") && !open.is_empty() {
            scanner.until("]]>", "the CDATA section")?;
        } else if scanner.rest().starts_with("<!") {
            let end = scanner.at + scanner.rest().find('>').map_or(2, |end| end + 1);
            return Err(Malformed {
                at: scanner.at..end,
                message: "document type declarations are not allowed".to_owned(),
            });
        } else if scanner.rest().starts_with("</") {
            scanner.close(&mut open)?;
        } else {
            if root && open.is_empty() {
                return Err(scanner.problem(1, "a document has one root element only"));
            }
            root = true;
            scanner.open(&mut open)?;
        }
    }
    match open.last() {
        Some((name, at)) => Err(Malformed {
            at: *at..*at + name.len() + 1,
            message: format!("the element `{name}` is not closed"),
        }),
        None if !root => Err(scanner.problem(0, "there is no root element")),
        None => Ok(()),
    }
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Scanner<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn starts_with(&self, c: char) -> bool {
        self.rest().starts_with(c)
    }

    /// That the next so many bytes are wrong.
    fn problem(&self, length: usize, message: impl Into<String>) -> Malformed {
        Malformed {
            at: self.at..(self.at + length).min(self.text.len()),
            message: message.into(),
        }
    }

    /// Whether there was any.
    fn white_space(&mut self) -> bool {
        let rest = self.rest();
        let after = rest.trim_start_matches([' ', '\t', '\r', '\n']);
        self.at += rest.len() - after.len();
        after.len() < rest.len()
    }

    fn name(&mut self) -> Checked<&'t str> {
        let rest = self.rest();
        let mut characters = rest.chars();
        if !characters.next().is_some_and(is_name_start) {
            return Err(self.problem(1, "a name is missing here"));
        }
        let end = rest.find(|c| !is_name(Some(c))).unwrap_or(rest.len());
        self.at += end;
        Ok(rest.get(..end).unwrap_or_default())
    }

    /// Skips to behind `end`, checking characters on the way. Returns what lies before it.
    fn until(&mut self, end: &str, what: &str) -> Checked<&'t str> {
        let rest = self.rest();
        let Some(found) = rest.find(end) else {
            return Err(self.problem(2, format!("{what} is not closed")));
        };
        let inner = rest.get(..found).unwrap_or_default();
        if let Some((at, _)) = inner.char_indices().find(|(_, c)| !is_allowed(*c)) {
            self.at += at;
            return Err(self.problem(1, "this character is not allowed in XML"));
        }
        self.at += found + end.len();
        Ok(inner)
    }

    fn comment(&mut self) -> Checked {
        let start = self.at;
        self.at += 4;
        let inner = self.until("-->", "the comment")?;
        if inner.contains("--") || inner.ends_with('-') {
            return Err(Malformed {
                at: start..self.at,
                message: "`--` must not stand inside a comment".to_owned(),
            });
        }
        Ok(())
    }

    fn instruction(&mut self) -> Checked {
        let start = self.at;
        self.at += 2;
        let name = self.name()?;
        if name.eq_ignore_ascii_case("xml") {
            return Err(Malformed {
                at: start..self.at,
                message: "an XML declaration stands at the very start only".to_owned(),
            });
        }
        if !self.rest().starts_with("?>") && !self.white_space() {
            return Err(self.problem(1, "white space is missing here"));
        }
        self.until("?>", "the processing instruction").map(|_| ())
    }

    /// `<?xml version="1.0"?>`.
    fn declaration(&mut self) -> Checked {
        let start = self.at;
        self.at += 5;
        let inner = self.until("?>", "the XML declaration")?;
        let version = inner
            .trim_start()
            .strip_prefix("version")
            .map(str::trim_start);
        let version = version
            .and_then(|rest| rest.strip_prefix('='))
            .map(str::trim_start);
        if version.is_none_or(|version| !version.starts_with(['"', '\''])) {
            return Err(Malformed {
                at: start..self.at,
                message: "an XML declaration begins with a version: `<?xml version=\"1.0\"?>`"
                    .to_owned(),
            });
        }
        Ok(())
    }

    /// Text up to the next `<`.
    fn content(&mut self, inside: bool, after: bool) -> Checked {
        if !inside {
            self.white_space();
            return match self.rest().chars().next() {
                None | Some('<') => Ok(()),
                Some(c) if after => {
                    Err(self.problem(c.len_utf8(), "there is text behind the root element"))
                }
                Some(c) => Err(self.problem(c.len_utf8(), "there is text before the root element")),
            };
        }
        while let Some(next) = self.rest().chars().next() {
            match next {
                '<' => break,
                '&' => self.reference()?,
                ']' if self.rest().starts_with("]]>") => {
                    return Err(self.problem(3, "`]]>` must not stand in text"));
                }
                c if !is_allowed(c) => {
                    return Err(self.problem(c.len_utf8(), "this character is not allowed in XML"));
                }
                c => self.at += c.len_utf8(),
            }
        }
        Ok(())
    }

    /// `&amp;` and the like.
    fn reference(&mut self) -> Checked {
        let rest = self.rest();
        let end = rest.find(';').filter(|end| *end <= LONGEST_REFERENCE);
        let Some(inner) = end.and_then(|end| rest.get(1..end)) else {
            return Err(self.problem(1, "`&` begins a reference, and is written `&amp;` itself"));
        };
        let code = match inner.strip_prefix('#') {
            Some(number) => match number.strip_prefix('x') {
                Some(digits) => u32::from_str_radix(digits, 16).ok(),
                None => number.parse().ok(),
            },
            None if matches!(inner, "amp" | "lt" | "gt" | "quot" | "apos") => Some(0x20),
            None => None,
        };
        if !code.and_then(char::from_u32).is_some_and(is_allowed) || inner.contains('+') {
            return Err(self.problem(
                inner.len() + 2,
                format!("`&{inner};` is not the reference of a character"),
            ));
        }
        self.at += inner.len() + 2;
        Ok(())
    }

    fn open(&mut self, open: &mut Vec<(&'t str, usize)>) -> Checked {
        let start = self.at;
        self.at += 1;
        let name = self.name()?;
        let mut attributes = FxHashSet::default();
        loop {
            let space = self.white_space();
            if self.rest().starts_with("/>") {
                self.at += 2;
                return Ok(());
            }
            if self.starts_with('>') {
                self.at += 1;
                open.push((name, start));
                return Ok(());
            }
            if self.rest().is_empty() {
                self.at = start;
                return Err(self.problem(1, format!("the tag `<{name}` is not closed")));
            }
            if !space {
                return Err(self.problem(1, "white space, `/>` or `>` is missing here"));
            }
            let at = self.at;
            let attribute = self.name()?;
            if !attributes.insert(attribute) {
                return Err(Malformed {
                    at: at..self.at,
                    message: format!("the attribute `{attribute}` is set twice"),
                });
            }
            self.white_space();
            if !self.starts_with('=') {
                return Err(self.problem(1, "`=` is missing behind the attribute"));
            }
            self.at += 1;
            self.white_space();
            self.attribute_value()?;
        }
    }

    fn attribute_value(&mut self) -> Checked {
        let start = self.at;
        let quote = match self.rest().chars().next() {
            Some(quote @ ('"' | '\'')) => quote,
            _ => return Err(self.problem(1, "the value of an attribute is quoted")),
        };
        self.at += 1;
        while let Some(next) = self.rest().chars().next() {
            match next {
                c if c == quote => {
                    self.at += 1;
                    return Ok(());
                }
                '&' => self.reference()?,
                '<' => return Err(self.problem(1, "`<` is written `&lt;` in an attribute")),
                c if !is_allowed(c) => {
                    return Err(self.problem(c.len_utf8(), "this character is not allowed in XML"));
                }
                c => self.at += c.len_utf8(),
            }
        }
        self.at = start;
        Err(self.problem(1, "the value of the attribute is not closed"))
    }

    fn close(&mut self, open: &mut Vec<(&'t str, usize)>) -> Checked {
        let start = self.at;
        self.at += 2;
        let name = self.name()?;
        self.white_space();
        if !self.starts_with('>') {
            return Err(self.problem(1, "`>` is missing here"));
        }
        self.at += 1;
        let message = match open.pop() {
            Some((expected, _)) if expected == name => return Ok(()),
            Some((expected, _)) => {
                format!("`</{name}>` closes an element that is called `{expected}`")
            }
            None => format!("`</{name}>` closes nothing"),
        };
        Err(Malformed {
            at: start..self.at,
            message,
        })
    }
}

/// No reference of a character is longer: `&#x0010FFFF;`, with room for zeros.
const LONGEST_REFERENCE: usize = 24;

/// XML 1.0, production 2.
fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

/// XML 1.0, production 4.
fn is_name_start(c: char) -> bool {
    matches!(
        c,
        ':' | '_' | 'A'..='Z' | 'a'..='z' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}'
        | '\u{f8}'..='\u{2ff}' | '\u{370}'..='\u{37d}' | '\u{37f}'..='\u{1fff}'
        | '\u{200c}' | '\u{200d}' | '\u{2070}'..='\u{218f}' | '\u{2c00}'..='\u{2fef}'
        | '\u{3001}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}'
        | '\u{10000}'..='\u{effff}'
    )
}

/// XML 1.0, production 4a.
fn is_name(c: Option<char>) -> bool {
    c.is_some_and(|c| {
        is_name_start(c)
            || matches!(c, '-' | '.' | '0'..='9' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}' | '\u{2040}')
    })
}

#[cfg(test)]
mod tests {
    use super::check;
    use proptest::prelude::*;

    #[test]
    fn well_formed_documents_pass() {
        for text in [
            "<a/>",
            "<a></a>",
            "<?xml version=\"1.0\" encoding='UTF-8'?>\n<a b='1' c=\"&lt;\">x &#65;&#x1F600; <!-- c --> <![CDATA[<&]]></a>\n",
            "<!-- before --><?target some?><a:b xmlns:a='x'><c/></a:b><!-- after -->",
            "<ä>ö</ä>",
        ] {
            assert_eq!(check(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn malformed_documents_do_not() {
        for (text, at) in [
            ("", 0..0),
            ("x", 0..1),
            ("<a>", 0..2),
            ("<a></b>", 3..7),
            ("<a/><b/>", 4..5),
            ("<a/>x", 4..5),
            ("<a b=c/>", 5..6),
            ("<a b='1' b='2'/>", 9..10),
            ("<a b='<'/>", 6..7),
            ("<a>&nbsp;</a>", 3..9),
            ("<a>& </a>", 3..4),
            ("<a>]]></a>", 3..6),
            ("<a><!-- -- --></a>", 3..14),
            ("<!DOCTYPE a><a/>", 0..12),
            (" <?xml version='1.0'?><a/>", 1..6),
            ("<?xml encoding='x'?><a/>", 0..20),
            ("</a>", 0..4),
            ("<a", 0..1),
            ("<1/>", 1..2),
            ("<a>\u{1}</a>", 3..4),
        ] {
            assert_eq!(check(text).map_err(|found| found.at), Err(at), "{text}");
        }
    }

    #[test]
    fn a_million_open_elements_are_bearable() {
        let text = "<a>".repeat(1_000_000);
        assert!(check(&text).is_err());
    }

    proptest! {
        #[test]
        fn any_text_is_judged_within_its_bounds(text in "[<>/a?!=&;'\" \\-\\[\\]é]{0,40}") {
            if let Err(found) = check(&text) {
                prop_assert!(found.at.end <= text.len());
                prop_assert!(found.at.start <= found.at.end);
            }
        }
    }
}
