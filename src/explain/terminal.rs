//! Draws Markdown for a terminal: headings and code in colours, paragraphs filled to a width.
//!
//! It draws what pages are made of (headings, paragraphs, lists, code) and leaves out the marks of
//! everything else. It gives text with ANSI sequences and prints nothing.

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

/// How wide paragraphs get: what is easy to read, on wide terminals too.
const WIDTH: usize = 80;

const BOLD: &str = "\u{1b}[1m";
const ITALIC: &str = "\u{1b}[3m";
const CYAN: &str = "\u{1b}[36m";
const BOLD_RED: &str = "\u{1b}[1;31m";
const BOLD_GREEN: &str = "\u{1b}[1;32m";
const BOLD_MAGENTA: &str = "\u{1b}[1;35m";
const BOLD_YELLOW: &str = "\u{1b}[1;33m";
const BOLD_BLUE: &str = "\u{1b}[1;34m";
const DIM: &str = "\u{1b}[2m";
const PLAIN: &str = "\u{1b}[0m";

/// What stands before each line of code.
const MARGIN: &str = "    ";

/// The text as a terminal shows it. Linear in the text.
pub fn draw(markdown: &str) -> String {
    let mut drawing = Drawing::default();
    for event in Parser::new(markdown) {
        drawing.take(event);
    }
    drawing.out
}

/// The colour of a word that is one by itself: a severity, or what a section shows.
fn signal(word: &str) -> Option<&'static str> {
    Some(match word {
        "ERROR" | "Wrong" => BOLD_RED,
        "DANGER" => BOLD_MAGENTA,
        "WARNING" => BOLD_YELLOW,
        "NOTE" => BOLD_BLUE,
        "Right" => BOLD_GREEN,
        _ => return None,
    })
}

#[derive(Default)]
struct Drawing {
    out: String,
    /// The words of the paragraph that is read, each with its ANSI sequences and how wide it is.
    words: Vec<(String, usize)>,
    /// Whether the next text continues the last word.
    joined: bool,
    style: Option<&'static str>,
    in_code: bool,
    /// What the first line of a paragraph begins with, and how far the others are indented.
    bullet: &'static str,
    indent: usize,
}

impl Drawing {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Tag::Heading { .. }) => {
                self.part();
                self.style = Some(BOLD);
            }
            Event::Start(Tag::CodeBlock(kind)) => {
                self.fill();
                self.part();
                self.in_code = true;
                if let CodeBlockKind::Fenced(info) = kind
                    && let Some((_, name)) = info.split_once(' ')
                {
                    self.out.push_str(&format!("{MARGIN}{DIM}{name}{PLAIN}\n"));
                }
            }
            Event::End(TagEnd::CodeBlock) => self.in_code = false,
            Event::Start(Tag::Paragraph) if self.bullet.is_empty() => self.part(),
            Event::Start(Tag::List(_)) => {
                self.fill();
                self.part();
            }
            Event::Start(Tag::Item) => {
                self.bullet = "- ";
                self.indent = 2;
            }
            Event::End(TagEnd::Item) => {
                self.fill();
                self.indent = 0;
            }
            Event::Start(Tag::Emphasis) => self.style = Some(ITALIC),
            Event::Start(Tag::Strong) => self.style = Some(BOLD),
            Event::End(TagEnd::Emphasis | TagEnd::Strong) => self.style = None,
            Event::End(TagEnd::Heading(_) | TagEnd::Paragraph) => {
                self.fill();
                self.style = None;
            }
            Event::Text(text) if self.in_code => {
                for line in text.lines() {
                    let margin = if line.is_empty() { "" } else { MARGIN };
                    self.out.push_str(&format!("{margin}{line}\n"));
                }
            }
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => {
                match text
                    .split_once(' ')
                    .map(|(first, rest)| (signal(first), first, rest))
                {
                    // The line below the title begins with a severity.
                    Some((Some(style), severity, rest)) if self.words.is_empty() => {
                        self.words_of(severity, Some(style));
                        self.joined = false;
                        self.words_of(rest, self.style);
                    }
                    _ => self.words_of(&text, signal(&text).or(self.style)),
                }
            }
            Event::Code(text) => self.words_of(&text, Some(CYAN)),
            Event::SoftBreak | Event::HardBreak => self.joined = false,
            _ => {}
        }
    }

    /// Sets what comes apart from what was drawn.
    fn part(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    /// Adds the words of a text to the paragraph.
    fn words_of(&mut self, text: &str, style: Option<&str>) {
        self.joined &= !text.starts_with(char::is_whitespace);
        for word in text.split_whitespace() {
            let width = word.chars().count();
            let word = match style {
                Some(style) => format!("{style}{word}{PLAIN}"),
                None => word.to_owned(),
            };
            match self.words.last_mut() {
                Some((last, wide)) if self.joined => {
                    last.push_str(&word);
                    *wide += width;
                }
                _ => self.words.push((word, width)),
            }
            self.joined = false;
        }
        self.joined = !text.ends_with(char::is_whitespace);
    }

    /// Draws the paragraph that was read.
    fn fill(&mut self) {
        if self.words.is_empty() {
            return;
        }
        self.out.push_str(self.bullet);
        let mut column = self.indent;
        for (at, (word, width)) in self.words.drain(..).enumerate() {
            if at > 0 && column + 1 + width > WIDTH {
                self.out.push('\n');
                self.out.push_str(&" ".repeat(self.indent));
                column = self.indent;
            } else if at > 0 {
                self.out.push(' ');
                column += 1;
            }
            self.out.push_str(&word);
            column += width;
        }
        self.out.push('\n');
        self.bullet = "";
        self.joined = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_looks_like_what_it_is() {
        let drawn = draw(
            "# a-code\n\nERROR · `Some.Event`\n\nA name (`x`)\nis *odd*.\n\n- one `y`: z\n- two\n\n## Wrong\n\n```smithy a/b.smithy\nlist A {\n\n}\n```\n",
        );
        let expected = format!(
            "{BOLD}a-code{PLAIN}\n\n{BOLD_RED}ERROR{PLAIN} · {CYAN}Some.Event{PLAIN}\n\nA name ({CYAN}x{PLAIN}) is {ITALIC}odd{PLAIN}.\n\n- one {CYAN}y{PLAIN}: z\n- two\n\n{BOLD_RED}Wrong{PLAIN}\n\n{MARGIN}{DIM}a/b.smithy{PLAIN}\n{MARGIN}list A {{\n\n{MARGIN}}}\n"
        );
        assert_eq!(drawn, expected);
    }

    #[test]
    fn paragraphs_are_filled() {
        let drawn = draw(&format!("- {}", "word ".repeat(40)));
        assert!(drawn.lines().all(|line| line.chars().count() <= WIDTH));
        assert!(drawn.starts_with("- word word") && drawn.contains("\n  word word"));
        assert_eq!(drawn.matches("word").count(), 40);
    }
}
