//! A width-aware printer of Python.
//!
//! Holds the layout: a [`Doc`] is an expression that can be broken at its brackets and operators,
//! and a [`Printer`] writes statements so that `ruff format` would leave them as they are. It must
//! not know Smithy. Text enters it already escaped (see [`super::literals`]).

mod doc;
#[cfg(test)]
mod tests;

use std::fmt::Write;

use super::literals::docstring_line;

use doc::{breakable, can_break, join_flat};

pub use doc::{Doc, call, chain, generic, row, subscript, tuple};

/// The longest line. Chosen with the rest of the layout; `ruff` is told so in `pyproject.toml`.
pub const LINE_LENGTH: usize = 100;

const INDENT: usize = 4;

/// Writes Python statements.
#[derive(Clone, Default, Debug)]
pub struct Printer {
    out: String,
    level: usize,
}

impl Printer {
    /// An empty file.
    pub fn new() -> Self {
        Self::default()
    }

    /// The file.
    pub fn finish(self) -> String {
        self.out
    }

    /// Whether nothing was written yet.
    pub fn is_empty(&self) -> bool {
        self.out.is_empty()
    }

    /// Opens a block.
    pub fn indent(&mut self) {
        self.level += 1;
    }

    /// Closes a block.
    pub fn dedent(&mut self) {
        self.level = self.level.saturating_sub(1);
    }

    /// Empty lines; at the start of a file there are none.
    pub fn blank(&mut self, lines: usize) {
        if !self.out.is_empty() {
            for _ in 0..lines {
                self.out.push('\n');
            }
        }
    }

    /// A line as it is; it must not be too long for reasons that layout could mend.
    pub fn line(&mut self, text: impl AsRef<str>) {
        self.start();
        self.out.push_str(text.as_ref());
        self.out.push('\n');
    }

    /// Several finished lines, indented as the block is.
    pub fn lines(&mut self, text: &str) {
        for line in text.lines() {
            if line.is_empty() {
                self.out.push('\n');
            } else {
                self.line(line);
            }
        }
    }

    /// How many columns a line of this block has.
    pub fn width(&self) -> usize {
        LINE_LENGTH.saturating_sub(self.level * INDENT)
    }

    /// `head` and an expression at the end of which nothing follows but `tail`: an assignment
    /// (`x = `), a `return `, or a bare call. Long ones are broken at their own last brackets
    /// where the line up to there fits, else put in parentheses.
    pub fn statement(&mut self, head: &str, value: &Doc, tail: &str) {
        let flat = value.flat();
        if self.fits(head, &flat, tail) {
            self.line(format!("{head}{flat}{tail}"));
            return;
        }
        let own_head = value.head();
        let opens = own_head
            .as_deref()
            .is_some_and(|open| columns(head) + columns(open) <= self.width());
        let optional = !head.is_empty() && !value.is_display();
        let inside = columns(&flat) + INDENT <= self.width();
        let opens_inside = own_head
            .as_deref()
            .is_some_and(|open| columns(open) + INDENT <= self.width());
        let parentheses = columns(head) < self.width();
        match value {
            Doc::Chain { .. } | Doc::Choice(_) => self.parenthesised(head, value, tail),
            _ if opens && (!optional || !prefers_parentheses(value)) => {
                self.broken(head, value, tail);
            }
            _ if optional && parentheses && (inside || opens_inside) => {
                self.parenthesised(head, value, tail);
            }
            _ if own_head.is_some() => self.broken(head, value, tail),
            _ => self.line(format!("{head}{flat}{tail}")),
        }
    }

    /// An expression that must not get parentheses around it; a long one is broken at its brackets.
    pub fn call(&mut self, head: &str, value: &Doc, tail: &str) {
        let flat = value.flat();
        if self.fits(head, &flat, tail) {
            self.line(format!("{head}{flat}{tail}"));
        } else {
            self.broken(head, value, tail);
        }
    }

    /// `target: annotation = value`; a long annotation gets parentheses.
    pub fn annotated(&mut self, target: &str, annotation: &Doc, value: Option<&Doc>) {
        let flat = annotation.flat();
        let tail = value.map_or_else(String::new, |value| format!(" = {}", value.flat()));
        let head = format!("{target}: ");
        if self.fits(&head, &flat, &tail) {
            self.line(format!("{head}{flat}{tail}"));
            return;
        }
        if let Some(value) = value {
            let until_value = format!("{head}{flat} = ");
            let only_value = matches!(annotation, Doc::Text(_)) && can_break(value);
            if can_break(annotation)
                && matches!(value, Doc::Text(_))
                && columns(&until_value) < self.width()
            {
                self.parenthesised(&until_value, value, "");
                return;
            }
            if columns(&until_value) < self.width() || only_value {
                self.statement(&until_value, value, "");
                return;
            }
        }
        match annotation {
            Doc::Chain { .. } | Doc::Text(_) => self.parenthesised(&head, annotation, &tail),
            _ => self.broken(&head, annotation, &tail),
        }
    }

    /// A header that ends in a colon, such as `if condition:`.
    pub fn block(&mut self, keyword: &str, condition: &Doc) {
        self.statement(&format!("{keyword} "), condition, ":");
    }

    /// `def name(parameters) -> returns:` or, with `stub`, `... -> returns: ...`.
    pub fn signature(&mut self, head: &str, parameters: Vec<Doc>, returns: &Doc, stub: bool) {
        let returned = returns.flat();
        let tail = if stub { ": ..." } else { ":" };
        let end = format!(") -> {returned}{tail}");
        let flat: Vec<String> = parameters.iter().map(Doc::flat).collect();
        let one = flat.join(", ");
        if self.fits(head, &one, &end) || parameters.is_empty() {
            self.line(format!("{head}{one}{end}"));
            return;
        }
        self.split_signature(head, &parameters, returns, stub);
    }

    /// The same with one parameter a line, however short they are.
    pub fn split_signature(&mut self, head: &str, parameters: &[Doc], returns: &Doc, stub: bool) {
        self.line(head);
        self.indent();
        for parameter in parameters {
            self.item(parameter, ",");
        }
        self.dedent();
        let tail = if stub { ": ..." } else { ":" };
        self.call(") -> ", returns, tail);
    }

    fn start(&mut self) {
        for _ in 0..self.level * INDENT {
            self.out.push(' ');
        }
    }

    fn fits(&self, head: &str, middle: &str, tail: &str) -> bool {
        columns(head) + columns(middle) + columns(tail) <= self.width()
    }

    fn parenthesised(&mut self, head: &str, value: &Doc, tail: &str) {
        self.line(format!("{head}("));
        self.indent();
        self.item(value, "");
        self.dedent();
        self.line(format!("){tail}"));
    }

    /// An expression that begins a line, inside brackets; broken if it must be.
    fn item(&mut self, value: &Doc, tail: &str) {
        self.call("", value, tail);
    }

    /// An expression broken at its last brackets even if it is short, as calls of many arguments
    /// are always written.
    pub fn broken(&mut self, head: &str, value: &Doc, tail: &str) {
        match value {
            Doc::Text(text) => self.line(format!("{head}{text}{tail}")),
            Doc::Row(parts) => {
                let Some(at) = breakable(parts) else {
                    self.line(format!("{head}{}{tail}", value.flat()));
                    return;
                };
                let mut before = head.to_owned();
                let mut after = String::new();
                for part in parts.iter().take(at) {
                    part.write_flat(&mut before);
                }
                for part in parts.iter().skip(at + 1) {
                    part.write_flat(&mut after);
                }
                after.push_str(tail);
                if let Some(part) = parts.get(at) {
                    self.broken(&before, part, &after);
                }
            }
            Doc::Bracket { open, items, close } => {
                if items.is_empty() {
                    self.line(format!("{head}{open}{close}{tail}"));
                    return;
                }
                self.line(format!("{head}{open}"));
                self.indent();
                for item in items {
                    self.item(item, ",");
                }
                self.dedent();
                self.line(format!("{close}{tail}"));
            }
            Doc::Wrap { open, parts, close } => {
                self.line(format!("{head}{open}"));
                self.indent();
                let mut flat = String::new();
                join_flat(parts, " ", &mut flat);
                if self.fits("", &flat, "") {
                    self.line(flat);
                } else {
                    for part in parts {
                        self.item(part, "");
                    }
                }
                self.dedent();
                self.line(format!("{close}{tail}"));
            }
            Doc::Chain { operator, operands } => {
                let last = operands.len().saturating_sub(1);
                for (index, operand) in operands.iter().enumerate() {
                    let lead = if index == 0 {
                        head.to_owned()
                    } else {
                        format!("{operator} ")
                    };
                    let end = if index == last { tail } else { "" };
                    self.call(&lead, operand, end);
                }
            }
            Doc::Choice(parts) => {
                let [first, condition, second] = &**parts;
                self.call(head, first, "");
                self.call("if ", condition, "");
                // A choice inside a choice is laid out as one.
                if matches!(second, Doc::Choice(_)) {
                    self.broken("else ", second, tail);
                } else {
                    self.call("else ", second, tail);
                }
            }
        }
    }

    /// A docstring of these lines; an empty slice writes nothing. The lines are text, not code:
    /// they are escaped here, and trailing space goes.
    pub fn docstring(&mut self, lines: &[String]) {
        let mut lines: Vec<String> = lines
            .iter()
            .map(|line| docstring_line(line.trim_end()))
            .collect();
        while lines.last().is_some_and(String::is_empty) {
            lines.pop();
        }
        let blank = lines.iter().take_while(|line| line.is_empty()).count();
        lines.drain(..blank);
        let Some((first, rest)) = lines.split_first() else {
            return;
        };
        let first = first.trim_start();
        self.start();
        self.out.push_str("\"\"\"");
        if first.starts_with('"') {
            self.out.push('\\');
        }
        self.out.push_str(first);
        if rest.is_empty() {
            // A quote before the end would join it.
            if first.ends_with('"') && !first.ends_with("\\\"") {
                self.out.pop();
                self.out.push_str("\\\"");
            }
            self.out.push_str("\"\"\"\n");
            return;
        }
        self.out.push('\n');
        // Formatters take away what all lines are indented by.
        let spaces = |line: &String| line.len() - line.trim_start().len();
        let common = rest
            .iter()
            .filter(|line| !line.is_empty())
            .map(spaces)
            .min();
        for line in rest {
            let line = line.get(common.unwrap_or(0)..).unwrap_or("");
            if line.is_empty() {
                self.out.push('\n');
            } else {
                self.line(line);
            }
        }
        self.line("\"\"\"");
    }

    /// Text that is put in as it is, for parts made elsewhere.
    pub fn raw(&mut self, text: &str) {
        let _ = self.out.write_str(text);
    }
}

/// Whether a right-hand side goes into parentheses rather than being broken at its own brackets:
/// a name with a subscript does, a call does not.
fn prefers_parentheses(value: &Doc) -> bool {
    match value {
        Doc::Wrap { open, .. } => !matches!(&**open, "(" | "[" | "{"),
        Doc::Row(parts) => match parts.last() {
            Some(Doc::Text(text)) => !text.ends_with(')'),
            Some(Doc::Bracket { .. } | Doc::Wrap { .. } | Doc::Row(_)) => false,
            _ => true,
        },
        _ => false,
    }
}

/// How many columns a text takes; wide characters count double, as `ruff` counts them.
pub fn columns(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    text.chars().map(width).sum()
}

fn width(character: char) -> usize {
    match u32::from(character) {
        0x1100..=0x115f
        | 0x2e80..=0x303e
        | 0x3041..=0xa4cf
        | 0xac00..=0xd7a3
        | 0xf900..=0xfaff
        | 0xfe30..=0xfe6f
        | 0xff00..=0xff60
        | 0xffe0..=0xffe6
        | 0x1f300..=0x1faff
        | 0x20000..=0x3fffd => 2,
        0x300..=0x36f => 0,
        _ => 1,
    }
}
