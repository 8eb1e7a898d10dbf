//! Objects of the metadata that configure checks, read property by property.
//!
//! A reader asks for the properties that it knows, each as the type that it needs; the first that
//! does not fit is the one report on the object. It knows nothing of what the properties mean.

use std::borrow::Cow;

use crate::diag::{Code, Diagnostic, Diagnostics, Fix, nearest};
use crate::node::{Node, Object};
use crate::selector::{Problem, Template};
use crate::text::{SourceMap, Span};

use super::chooser::Chooser;
use super::context::either;

const PROPERTY: Code = Code::warning("unknown-validator-property", "ValidatorProperty");
const ODDITY: Code = Code::warning("odd-validator-selector", "ValidatorSelector");
const SELECTOR: Code = Code::error("validator-selector", "Model");
const TEMPLATE: Code = Code::error("message-template", "Model");

/// What was read, or the report on why it could not be.
pub(super) type Read<T> = Result<T, Box<Diagnostic>>;

/// A string and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Text<'n> {
    pub text: &'n str,
    pub span: Span,
}

/// A key and the strings in its list.
pub(super) type TextLists<'n> = (Text<'n>, Vec<Text<'n>>);

/// An object that is read by its properties.
pub(super) struct Settings<'n> {
    sources: &'n SourceMap,
    object: Option<&'n Object>,
    /// Where the object stands, or what it would stand in.
    pub span: Span,
    code: Code,
    /// Whose settings they are, in words: ``the validator `CamelCase` ``.
    owner: Cow<'n, str>,
    /// What is odd but not wrong; the reference says nothing of it.
    pub asides: Diagnostics,
}

impl<'n> Settings<'n> {
    /// The settings in a node.
    ///
    /// # Errors
    /// The node is no object.
    pub fn new(
        node: &'n Node,
        code: Code,
        owner: impl Into<Cow<'n, str>>,
        sources: &'n SourceMap,
    ) -> Read<Self> {
        let owner = owner.into();
        let Some(object) = node.as_object() else {
            return Err(Box::new(
                code.at(node.span, format!("{owner} must be an object"))
                    .here(format!("this is {}", node.describe())),
            ));
        };
        Ok(Self {
            sources,
            object: Some(object),
            span: node.span,
            code,
            owner,
            asides: Diagnostics::new(),
        })
    }

    /// No settings, for something that stands at `span`.
    pub fn none(
        span: Span,
        code: Code,
        owner: impl Into<Cow<'n, str>>,
        sources: &'n SourceMap,
    ) -> Self {
        Self {
            sources,
            object: None,
            span,
            code,
            owner: owner.into(),
            asides: Diagnostics::new(),
        }
    }

    /// A report on these settings.
    pub fn error(&self, span: Span, message: impl Into<String>) -> Diagnostic {
        self.code.at(span, message)
    }

    /// Calls them the settings of something else from here on.
    pub fn rename(&mut self, owner: impl Into<Cow<'n, str>>) {
        self.owner = owner.into();
    }

    /// Whose settings they are.
    pub fn owner(&self) -> &str {
        &self.owner
    }

    /// A property.
    pub fn get(&self, key: &str) -> Option<&'n Node> {
        self.object?.get(key)
    }

    fn wrong(&self, node: &Node, key: &str, wanted: &str) -> Box<Diagnostic> {
        Box::new(
            self.error(
                node.span,
                format!("`{key}` of {} must be {wanted}", self.owner),
            )
            .here(format!("this is {}", node.describe())),
        )
    }

    /// A string, if it is there.
    pub fn text(&self, key: &str) -> Read<Option<Text<'n>>> {
        self.get(key)
            .map(|node| self.as_text(node, key, "a string"))
            .transpose()
    }

    /// A string that must be there.
    pub fn expect_text(&self, key: &str) -> Read<Text<'n>> {
        self.text(key)?.ok_or_else(|| self.missing(key))
    }

    /// That a property must be there.
    pub fn missing(&self, key: &str) -> Box<Diagnostic> {
        Box::new(
            self.error(self.span, format!("{} needs `{key}`", self.owner))
                .here(format!("has no `{key}`")),
        )
    }

    fn as_text(&self, node: &'n Node, key: &str, wanted: &str) -> Read<Text<'n>> {
        let text = node.as_str().ok_or_else(|| self.wrong(node, key, wanted))?;
        Ok(Text {
            text,
            span: node.span,
        })
    }

    /// One of several strings, if it is there.
    pub fn one_of<T: Copy>(&self, key: &str, choices: &[(&str, T)]) -> Read<Option<T>> {
        let Some(found) = self.text(key)? else {
            return Ok(None);
        };
        if let Some((_, value)) = choices.iter().find(|(name, _)| *name == found.text) {
            return Ok(Some(*value));
        }
        let names = choices.iter().map(|(name, _)| format!("\"{name}\""));
        let meant = nearest(found.text, choices.iter().map(|(name, _)| *name));
        let mut report = self
            .error(
                found.span,
                format!(
                    "`{key}` of {} cannot be `{}`",
                    self.owner,
                    shortened(found.text)
                ),
            )
            .here(format!("expected {}", either(names)));
        if let Some(meant) = meant.first() {
            report = match respelled(self.sources, found.span, meant) {
                Some(fix) => report.fix(fix),
                None => report.help(format!("did you mean `\"{meant}\"`?")),
            };
        }
        Err(Box::new(report))
    }

    /// `true` or `false`; `false` where it is not there.
    pub fn flag(&self, key: &str) -> Read<bool> {
        let Some(node) = self.get(key) else {
            return Ok(false);
        };
        node.as_bool()
            .ok_or_else(|| self.wrong(node, key, "`true` or `false`"))
    }

    /// A list of strings, if it is there.
    pub fn texts(&self, key: &str) -> Read<Option<Vec<Text<'n>>>> {
        self.get(key)
            .map(|node| self.as_texts(node, key))
            .transpose()
    }

    fn as_texts(&self, node: &'n Node, key: &str) -> Read<Vec<Text<'n>>> {
        let wanted = "a list of strings";
        let elements = node
            .as_array()
            .ok_or_else(|| self.wrong(node, key, wanted))?;
        let texts = elements.iter().map(|one| self.as_text(one, key, wanted));
        texts.collect()
    }

    /// An object of lists of strings, if it is there.
    pub fn lists(&self, key: &str) -> Read<Option<Vec<TextLists<'n>>>> {
        let Some(node) = self.get(key) else {
            return Ok(None);
        };
        let object = node
            .as_object()
            .ok_or_else(|| self.wrong(node, key, "an object of lists of strings"))?;
        let lists = object.iter().map(|entry| {
            let name = Text {
                text: &entry.key,
                span: entry.key_span,
            };
            Ok((name, self.as_texts(&entry.value, &entry.key)?))
        });
        lists.collect::<Read<_>>().map(Some)
    }

    /// The settings in each object of a list; none where the list is not there.
    pub fn objects(&self, key: &str, each: &'n str) -> Read<Vec<Self>> {
        let Some(node) = self.get(key) else {
            return Ok(Vec::new());
        };
        let elements = node
            .as_array()
            .ok_or_else(|| self.wrong(node, key, "a list of objects"))?;
        let all = elements
            .iter()
            .map(|node| Self::new(node, self.code, each, self.sources));
        all.collect()
    }

    /// A selector, if it is there.
    pub fn selector(&mut self, key: &str) -> Read<Option<Chooser>> {
        let Some(text) = self.text(key)? else {
            return Ok(None);
        };
        let chooser = Chooser::parse(text.text, text.span).map_err(|problem| {
            let message = format!(
                "`{key}` of {} is malformed: {}",
                self.owner,
                problem.message()
            );
            let at = self.inside(text, &problem);
            Box::new(problem.explain(SELECTOR.at(at, message)))
        })?;
        self.tell(text, chooser.oddities());
        Ok(Some(chooser))
    }

    /// A message template, if it is there.
    pub fn template(&mut self, key: &str) -> Read<Option<Template>> {
        let Some(text) = self.text(key)? else {
            return Ok(None);
        };
        let template = Template::parse(text.text).map_err(|problem| {
            let message = format!(
                "`{key}` of {} is malformed: {}",
                self.owner,
                problem.message()
            );
            let at = self.inside(text, &problem);
            Box::new(problem.explain(TEMPLATE.at(at, message)))
        })?;
        self.tell(text, template.oddities());
        Ok(Some(template))
    }

    fn tell(&mut self, text: Text<'n>, oddities: &[Problem]) {
        let told = oddities.iter().map(|one| {
            let report = ODDITY.at(self.inside(text, one), one.message());
            one.explain(report).beyond()
        });
        let told: Vec<Diagnostic> = told.collect();
        self.asides.extend(told);
    }

    fn inside(&self, text: Text<'n>, problem: &Problem) -> Span {
        inside(self.sources, text.span, text.text, problem.at().start)
    }

    /// Tells of the properties that nobody asks for.
    pub fn check_properties(&mut self, known: &[&str]) {
        let Some(object) = self.object else { return };
        for entry in object.iter() {
            if !known.contains(&&*entry.key) {
                let report = self.unknown(entry.key_span, &entry.key, known);
                self.asides.push(report.beyond());
            }
        }
    }

    fn unknown(&self, span: Span, key: &str, known: &[&str]) -> Diagnostic {
        let report = PROPERTY
            .at(
                span,
                format!("{} has no property `{}`", self.owner, shortened(key)),
            )
            .here("not known, and ignored");
        explain_unknown(self.sources, report, key, known)
    }

    /// Refuses properties other than the known ones.
    ///
    /// # Errors
    /// The first other one.
    pub fn expect_properties(&self, known: &[&str]) -> Read<()> {
        let entries = self.object.into_iter().flat_map(Object::iter);
        for entry in entries {
            if !known.contains(&&*entry.key) {
                let report = self
                    .error(
                        entry.key_span,
                        format!("{} has no property `{}`", self.owner, shortened(&entry.key)),
                    )
                    .here("not known");
                return Err(Box::new(explain_unknown(
                    self.sources,
                    report,
                    &entry.key,
                    known,
                )));
            }
        }
        Ok(())
    }
}

fn explain_unknown(
    sources: &SourceMap,
    report: Diagnostic,
    key: &str,
    known: &[&str],
) -> Diagnostic {
    if let Some(meant) = nearest(key, known.iter().copied()).first() {
        let fix = report.span.and_then(|span| respelled(sources, span, meant));
        return match fix {
            Some(fix) => report.fix(fix),
            None => report.help(format!("did you mean `{meant}`?")),
        };
    }
    let names: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
    match names.len() {
        0 => report.note("it takes no configuration"),
        _ => report.note(format!("it has {}", names.join(", "))),
    }
}

/// How long a text of the metadata may be where a message quotes it.
const QUOTED: usize = 80;

/// A text to quote: on one line, and not too long.
pub(super) fn shortened(text: &str) -> String {
    let mut words = String::new();
    for word in text.split_whitespace() {
        if words.len() + word.len() >= QUOTED {
            let rest = word.chars().take(QUOTED.saturating_sub(words.len()));
            if !words.is_empty() {
                words.push(' ');
            }
            words.extend(rest);
            words.push('…');
            break;
        }
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    words
}

/// The change of a word to another that was meant; `None` where it is written in a way that cannot
/// be kept.
pub(super) fn respelled(sources: &SourceMap, span: Span, meant: &str) -> Option<Fix> {
    let written = sources.slice(span);
    let text = if written.starts_with("\"\"\"") {
        return None;
    } else if written.starts_with('"') {
        format!("\"{meant}\"")
    } else {
        meant.to_owned()
    };
    Some(Fix::replace(format!("did you mean `{meant}`?"), span, text))
}

/// Where a string breaks: the word at the byte `at` itself where the text stands in the source as
/// it is, the whole string where it holds escapes.
pub(super) fn inside(sources: &SourceMap, span: Span, text: &str, at: usize) -> Span {
    let source = sources.slice(span);
    match source.find(text) {
        Some(offset) if !text.is_empty() => {
            let start = span.start as usize + offset + at;
            let rest = text.get(at..).unwrap_or("");
            let word = rest
                .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
                .unwrap_or(rest.len());
            let width = word.max(rest.chars().next().map_or(0, char::len_utf8));
            Span::new(span.file, start, start + width)
        }
        _ => span,
    }
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn quoted_texts_are_short_and_on_one_line() {
        assert_eq!(shortened("a\n   b"), "a b");
        let long = shortened(&"word ".repeat(100));
        assert!(long.len() < 90 && long.ends_with('…'), "{long}");
        assert!(shortened(&"x".repeat(1000)).len() < 90);
    }
}
