//! Documentation of a model as the text of docstrings.
//!
//! CommonMark and HTML come in (services of AWS are documented in HTML), paragraphs and lists of
//! plain text come out, wrapped to a width. Nothing here escapes: the printer does, so that no text
//! can leave its docstring. Nesting costs a counter and never a call, and the work is linear in
//! the text. (Specification: "documentation trait".)

mod build;
mod html;
mod markdown;

use build::Builder;

/// More text than this is cut off; no documentation that people read is so long.
const LONGEST: usize = 200_000;

/// Deeper levels of a list are shown as this one, so that text keeps some width.
const DEEPEST_INDENT: usize = 24;

/// Words that stand for a section of a docstring when a line holds nothing else.
const SECTIONS: [&str; 28] = [
    "args",
    "arguments",
    "attention",
    "attributes",
    "caution",
    "danger",
    "error",
    "example",
    "examples",
    "hint",
    "important",
    "keyword args",
    "keyword arguments",
    "methods",
    "note",
    "notes",
    "raises",
    "references",
    "return",
    "returns",
    "see also",
    "tip",
    "todo",
    "warning",
    "warnings",
    "warns",
    "yield",
    "yields",
];

/// Lines are never wrapped narrower than this.
const NARROWEST: usize = 30;

/// Readable text in blocks.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Text {
    blocks: Vec<Block>,
}

#[derive(Clone, Default, PartialEq, Eq, Debug)]
struct Block {
    /// The marker of a list item, if the block begins one: `- ` or `1. `.
    marker: String,
    /// Columns by which the block stands to the right, the marker included.
    indent: usize,
    /// Words divided by single spaces; `\n` breaks a line. For code, the lines.
    text: String,
    code: bool,
}

impl Text {
    /// Reads documentation.
    pub fn read(documentation: &str) -> Self {
        let text = cut(documentation, LONGEST);
        let mut builder = Builder::default();
        if html::looks_like_html(text) {
            html::feed(text, &mut builder);
        } else {
            markdown::feed(text, &mut builder);
        }
        Self {
            blocks: builder.finish(),
        }
    }

    /// One paragraph of plain text.
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            blocks: vec![Block {
                text: text.into(),
                ..Block::default()
            }],
        }
    }

    /// Whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// One paragraph that is a sentence: white space is single blanks, and a mark is at the end.
    pub fn sentence(text: &str) -> Self {
        let mut text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.ends_with([':', ';', ',']) {
            text.pop();
        }
        if !text.ends_with(['.', '!', '?']) {
            text.push('.');
        }
        Self::plain(text)
    }

    /// Adds another text at the end.
    pub fn append(&mut self, other: Self) {
        self.blocks.extend(other.blocks);
    }

    /// Adds a paragraph of plain text at the end.
    pub fn push(&mut self, text: impl Into<String>) {
        self.blocks.extend(Self::plain(text).blocks);
    }

    /// The text on lines of at most `width` columns; words longer than that stay whole.
    pub fn wrap(&self, width: usize) -> Vec<String> {
        self.wrap_after("", 0, width)
    }

    /// The same with `lead` before the first line and `indent` before all others.
    pub fn wrap_after(&self, lead: &str, indent: usize, width: usize) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut previous: Option<&Block> = None;
        for block in &self.blocks {
            if let Some(previous) = previous {
                let inside_list = previous.indent > 0 && !block.marker.is_empty();
                if !inside_list {
                    lines.push(String::new());
                }
            }
            let before = if previous.is_some() {
                " ".repeat(indent)
            } else {
                lead.to_owned()
            };
            block.write(&before, indent, width, &mut lines);
            previous = Some(block);
        }
        for line in &mut lines {
            quote_section(line);
        }
        lines
    }

    /// The first sentence alone.
    pub fn first_sentence(&self) -> Self {
        let Some(first) = self.blocks.first().filter(|block| !block.code) else {
            return Self::default();
        };
        let (sentence, _) = first_sentence(&first.text);
        Self::plain(sentence)
    }

    /// The text before which this paragraph stands.
    #[must_use]
    pub fn after(&self, paragraph: String) -> Self {
        let mut made = Self::plain(paragraph);
        made.blocks.extend(self.blocks.iter().cloned());
        made
    }

    /// The text as a docstring wants it: one line that is a sentence, then the rest. Where the
    /// first sentence is too long for that, `fallback` is the line and the whole text follows.
    pub fn docstring(&self, fallback: &str, width: usize) -> Vec<String> {
        let Some((first, rest)) = self.blocks.split_first() else {
            return vec![fallback.to_owned()];
        };
        // The quotes stand on the line too: three before it, and three behind where it is alone.
        let taken = if rest.is_empty() { 6 } else { 3 };
        let (sentence, remainder) = first_sentence(&first.text);
        let fits = super::printer::columns(&sentence) + taken <= width;
        let clean = !sentence.starts_with('"') && !sentence.contains('\n');
        let mut blocks = Vec::with_capacity(rest.len() + 1);
        let summary = if fits && clean && !first.code && first.marker.is_empty() {
            if !remainder.is_empty() {
                blocks.push(Block {
                    text: remainder,
                    ..Block::default()
                });
            }
            blocks.extend(rest.iter().cloned());
            sentence
        } else {
            blocks.clone_from(&self.blocks);
            fallback.to_owned()
        };
        let mut lines = vec![capitalised(summary)];
        if !blocks.is_empty() {
            lines.push(String::new());
            lines.extend(Self { blocks }.wrap(width));
        }
        lines
    }
}

impl Block {
    fn write(&self, before: &str, indent: usize, width: usize, lines: &mut Vec<String>) {
        let own = self.indent.min(DEEPEST_INDENT);
        let outdent = own.saturating_sub(self.marker.len());
        let mut line = format!("{before}{}{}", " ".repeat(outdent), self.marker);
        let following = " ".repeat(indent + own);
        if self.code {
            for text in self.text.lines() {
                line.push_str("    ");
                line.push_str(text);
                lines.push(std::mem::replace(&mut line, following.clone()));
            }
            return;
        }
        let width = width.max(indent + own + NARROWEST);
        for text in self.text.split('\n') {
            let mut empty = true;
            for word in text.split(' ').filter(|word| !word.is_empty()) {
                let needed = super::printer::columns(word) + usize::from(!empty);
                if !empty && super::printer::columns(&line) + needed > width {
                    lines.push(std::mem::replace(&mut line, following.clone()));
                    empty = true;
                }
                if !empty {
                    line.push(' ');
                }
                line.push_str(word);
                empty = false;
            }
            if !empty {
                lines.push(std::mem::replace(&mut line, following.clone()));
            }
        }
    }
}

/// The first sentence of a paragraph, with a mark at its end, and what follows it.
fn first_sentence(text: &str) -> (String, String) {
    let mut end = text.len();
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find(". ")) {
        let stop = from + at + 1;
        let before = text.get(..stop - 1).unwrap_or("");
        let word = before.rsplit([' ', '(', '\n']).next().unwrap_or("");
        let next_is_capital = text
            .get(stop + 1..)
            .and_then(|rest| rest.chars().next())
            .is_some_and(|next| !next.is_lowercase());
        let abbreviation = matches!(word, "e.g" | "i.e" | "etc" | "vs" | "No") || word.len() == 1;
        if next_is_capital && !abbreviation {
            end = stop;
            break;
        }
        from = stop;
    }
    let mut sentence = text.get(..end).unwrap_or(text).trim().to_owned();
    if sentence.ends_with([':', ';', ',']) {
        sentence.pop();
    }
    if !sentence.ends_with(['.', '!', '?']) {
        sentence.push('.');
    }
    let rest = text.get(end..).unwrap_or("").trim().to_owned();
    (sentence, rest)
}

/// A line that would begin a section gets quotes around its word.
fn quote_section(line: &mut String) {
    let text = line.trim();
    let word = text.strip_suffix(':').unwrap_or(text);
    if SECTIONS
        .binary_search(&word.to_ascii_lowercase().as_str())
        .is_ok()
    {
        let quoted = format!("`{word}`");
        *line = line.replacen(word, &quoted, 1);
    }
}

/// A sentence whose first word is written small begins with a capital.
fn capitalised(sentence: String) -> String {
    let word = sentence.split_whitespace().next().unwrap_or("");
    let word = word.trim_end_matches(|c: char| c.is_ascii_punctuation());
    if word.is_empty() || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return sentence;
    }
    let mut characters = sentence.chars();
    match characters.next() {
        Some(first) => first.to_ascii_uppercase().to_string() + characters.as_str(),
        None => sentence,
    }
}

fn cut(text: &str, longest: usize) -> &str {
    let mut end = text.len().min(longest);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> String {
        Text::read(text).wrap(60).join("\n")
    }

    #[test]
    fn commonmark_becomes_plain_text() {
        assert_eq!(
            read("A *short* **text** with `code`."),
            "A short text with `code`."
        );
        assert_eq!(read("One\ntwo.\n\nThree."), "One two.\n\nThree.");
        assert_eq!(
            read("Items:\n\n- a\n- b\n  more\n\n1. x\n2. y"),
            "Items:\n\n- a\n- b more\n1. x\n2. y"
        );
        assert_eq!(read("See [here](https://x.y)."), "See here (https://x.y).");
        assert_eq!(read("<https://x.y>"), "https://x.y");
        assert_eq!(read("```\na  b\n```"), "    a  b");
        assert_eq!(read("a &amp; b <b>c</b>"), "a & b c");
        assert_eq!(read("# Title\ntext"), "Title\n\ntext");
    }

    #[test]
    fn html_becomes_plain_text() {
        assert_eq!(
            read("<p>One\n   two.</p><p>Three.</p>"),
            "One two.\n\nThree."
        );
        assert_eq!(
            read("<p>Items</p> <ul> <li> <p> <code>a</code> - first</p> </li> <li>b</li> </ul>"),
            "Items\n\n- `a` - first\n- b"
        );
        assert_eq!(
            read("<p>See <a href=\"https://x.y/?a=1&amp;b=2\">the guide</a>.</p>"),
            "See the guide (https://x.y/?a=1&b=2)."
        );
        assert_eq!(
            read("<note><p>Mind it.</p></note><important><p>Do.</p></important>"),
            "Note: Mind it.\n\nImportant: Do."
        );
        assert_eq!(
            read("<p>a &lt; b &#62; c &unknown; &</p>"),
            "a < b > c &unknown; &"
        );
        assert_eq!(read("<p>a <b>b</b><br/>c</p>"), "a b\nc");
        assert_eq!(read("<p>a</p>\n\n         <p>b</p>"), "a\n\nb");
        assert_eq!(read("<p>unclosed <b"), "unclosed <b");
    }

    #[test]
    fn the_first_sentence_is_a_line_of_its_own() {
        let text = Text::read("Does it, e.g. Well. And then\nsome more of it.");
        assert_eq!(
            text.docstring("Short.", 60),
            ["Does it, e.g. Well.", "", "And then some more of it."]
        );
        assert_eq!(Text::read("no mark").docstring("Short.", 60), ["No mark."]);
        assert_eq!(
            Text::read("More words than fit.").docstring("Short.", 20),
            ["Short.", "", "More words than fit."]
        );
    }

    #[test]
    fn no_line_begins_a_section() {
        assert!(SECTIONS.is_sorted());
        assert_eq!(read("Args:\n\nNote: x"), "`Args`:\n\nNote: x");
    }

    #[test]
    fn entries_hang() {
        let text = Text::read("Some words that need two lines at least.\n\nAnd more.");
        assert_eq!(
            text.wrap_after("    name: ", 8, 40),
            [
                "    name: Some words that need two lines",
                "        at least.",
                "",
                "        And more."
            ]
        );
    }

    #[test]
    fn nesting_costs_nothing() {
        for open in [
            "<ul><li>",
            "> ",
            "<b>",
            "- ",
            "[",
            "*",
            "<a href=''>",
            "&",
            "<",
            "`",
        ] {
            let text = open.repeat(20_000);
            assert!(Text::read(&text).wrap(80).len() < 100_000, "{open}");
            let text = format!("<p>{text}");
            assert!(Text::read(&text).wrap(80).len() < 100_000, "{open}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_and_no_line_holds_a_break(text in any::<String>(), width in 1usize..120) {
            for line in Text::read(&text).docstring("Short.", width) {
                prop_assert!(!line.contains('\n'));
            }
        }
    }
}
