//! Collects text and structure, from whatever markup, into blocks.

use super::Block;

/// How many links may be open at once; more are read as text.
const OPEN_LINKS: usize = 8;

/// Blocks in the making.
#[derive(Default)]
pub(super) struct Builder {
    blocks: Vec<Block>,
    text: String,
    /// White space was read that stands between words, if another word comes.
    space: bool,
    levels: Vec<Option<u64>>,
    marker: String,
    /// What to put before the next paragraph, such as `Note: `.
    lead: &'static str,
    links: Vec<(usize, String)>,
    code: Option<String>,
}

impl Builder {
    /// Words; white space collapses.
    pub(super) fn words(&mut self, text: &str) {
        if let Some(code) = &mut self.code {
            code.push_str(text);
            return;
        }
        for character in text.chars() {
            if character.is_whitespace() {
                self.space = true;
            } else {
                self.start_word();
                // What would end a line in some tool must not be inside one.
                self.text.push(character);
            }
        }
    }

    fn start_word(&mut self) {
        if self.text.is_empty() {
            self.text.push_str(std::mem::take(&mut self.lead));
        } else if self.space && !self.text.ends_with('\n') {
            self.text.push(' ');
        }
        self.space = false;
    }

    /// Text of a program inside a paragraph.
    pub(super) fn inline_code(&mut self, text: &str) {
        self.open_code();
        self.words(text);
        self.close_code();
    }

    /// The start of such text.
    pub(super) fn open_code(&mut self) {
        if self.code.is_none() {
            self.start_word();
            self.text.push('`');
        }
    }

    /// Its end.
    pub(super) fn close_code(&mut self) {
        if self.code.is_some() {
            return;
        }
        if self.text.ends_with('`') {
            self.text.pop();
        } else if !self.text.is_empty() {
            self.text.push('`');
        }
    }

    /// A break of line inside a paragraph.
    pub(super) fn line_break(&mut self) {
        match &mut self.code {
            Some(code) => code.push('\n'),
            None if !self.text.is_empty() => {
                self.text.push('\n');
                self.space = false;
            }
            None => {}
        }
    }

    /// A link begins.
    pub(super) fn open_link(&mut self, target: &str) {
        if self.code.is_none() && self.links.len() < OPEN_LINKS {
            self.links.push((self.text.len(), target.trim().to_owned()));
        }
    }

    /// The last link ends: its target follows in parentheses unless it was the text.
    pub(super) fn close_link(&mut self) {
        let Some((start, target)) = self.links.pop() else {
            return;
        };
        if self.code.is_some() || target.is_empty() {
            return;
        }
        let shown = self.text.get(start..).unwrap_or("").trim();
        if shown == target || target.strip_prefix("mailto:") == Some(shown) {
            return;
        }
        if shown.is_empty() {
            self.words(&target);
        } else if target.contains("://") || target.starts_with("mailto:") {
            // A link that names no place on the net helps nobody outside its page.
            let target: String = target.split_whitespace().collect();
            self.text.push_str(&format!(" ({target})"));
        }
    }

    /// The paragraph ends here.
    pub(super) fn paragraph(&mut self) {
        self.links.clear();
        self.space = false;
        while self.text.ends_with(['\n', ' ']) {
            self.text.pop();
        }
        if self.text.is_empty() {
            return;
        }
        let text = std::mem::take(&mut self.text);
        self.push(text, false);
    }

    fn push(&mut self, text: String, code: bool) {
        self.blocks.push(Block {
            marker: std::mem::take(&mut self.marker),
            indent: self.indent(),
            text,
            code,
        });
    }

    fn indent(&self) -> usize {
        // Deeper levels are shown as the deepest; see the constant in the parent module.
        let columns = |level: &Option<u64>| if level.is_some() { 3 } else { 2 };
        self.levels
            .iter()
            .take(super::DEEPEST_INDENT)
            .map(columns)
            .sum()
    }

    /// The next paragraph begins with these words.
    pub(super) fn lead(&mut self, words: &'static str) {
        self.paragraph();
        self.lead = words;
    }

    /// A list begins; a number is that of its first item.
    pub(super) fn open_list(&mut self, first: Option<u64>) {
        self.paragraph();
        self.levels.push(first);
    }

    /// The last list ends.
    pub(super) fn close_list(&mut self) {
        self.paragraph();
        self.levels.pop();
        self.marker.clear();
    }

    /// An item begins.
    pub(super) fn open_item(&mut self) {
        self.paragraph();
        if self.levels.is_empty() {
            self.levels.push(None);
        }
        self.marker = match self.levels.last_mut() {
            Some(Some(number)) => {
                let marker = format!("{number}. ");
                *number = number.saturating_add(1);
                marker
            }
            _ => "- ".to_owned(),
        };
    }

    /// Text whose lines stay as they are begins.
    pub(super) fn open_block_code(&mut self) {
        self.paragraph();
        if self.code.is_none() {
            self.code = Some(String::new());
        }
    }

    /// Such text ends.
    pub(super) fn close_block_code(&mut self) {
        let Some(code) = self.code.take() else {
            return;
        };
        let code = code.replace("\r\n", "\n").replace(
            |c: char| c != '\n' && (c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')),
            " ",
        );
        let code = code.trim_matches('\n').trim_end();
        if !code.is_empty() {
            self.push(code.to_owned(), true);
        }
    }

    /// All blocks.
    pub(super) fn finish(mut self) -> Vec<Block> {
        self.close_block_code();
        self.paragraph();
        self.blocks
    }
}
