//! The one type of report.

use std::borrow::Cow;
use std::fmt;

use crate::name::ShapeId;
use crate::text::Span;

use super::Fix;

/// How bad it is. (Specification: "Model validation", severity.) Ordered from mild to bad.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// Reported by something, and suppressed by the model; shown only when asked for.
    Suppressed,
    /// Worth knowing.
    Note,
    /// Probably wrong.
    Warning,
    /// Wrong unless suppressed.
    Danger,
    /// Wrong.
    Error,
}

impl Severity {
    /// The name as events spell it: `ERROR`, ….
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Suppressed => "SUPPRESSED",
            Self::Note => "NOTE",
            Self::Warning => "WARNING",
            Self::Danger => "DANGER",
            Self::Error => "ERROR",
        }
    }

    /// Reads a name, whatever its case.
    pub fn parse(text: &str) -> Option<Self> {
        [
            Self::Suppressed,
            Self::Note,
            Self::Warning,
            Self::Danger,
            Self::Error,
        ]
        .into_iter()
        .find(|severity| severity.as_str().eq_ignore_ascii_case(text))
    }

    /// Whether a build must stop.
    pub fn is_breaking(self) -> bool {
        self >= Self::Danger
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A kind of report: our own stable slug, and the reference's event id that suppressions name.
///
/// Declared as a constant in the file that reports it:
/// `const UNRESOLVED_TARGET: Code = Code::error("unresolved-target", "Target");`
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Code {
    /// Such as `unresolved-target`.
    pub slug: &'static str,
    /// Such as `Target`.
    pub event: &'static str,
    /// What a report of this kind has unless it says otherwise.
    pub severity: Severity,
}

impl Code {
    /// A code of severity ERROR.
    pub const fn error(slug: &'static str, event: &'static str) -> Self {
        Self::new(slug, event, Severity::Error)
    }

    /// A code of severity DANGER.
    pub const fn danger(slug: &'static str, event: &'static str) -> Self {
        Self::new(slug, event, Severity::Danger)
    }

    /// A code of severity WARNING.
    pub const fn warning(slug: &'static str, event: &'static str) -> Self {
        Self::new(slug, event, Severity::Warning)
    }

    /// A code of severity NOTE.
    pub const fn note(slug: &'static str, event: &'static str) -> Self {
        Self::new(slug, event, Severity::Note)
    }

    const fn new(slug: &'static str, event: &'static str, severity: Severity) -> Self {
        Self {
            slug,
            event,
            severity,
        }
    }

    /// A report of this kind at a place.
    pub fn at(self, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            span: Some(span),
            ..self.without_place(message)
        }
    }

    /// A report of this kind that has no place in any file.
    pub fn without_place(self, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            severity: self.severity,
            id: Cow::Borrowed(self.event),
            code: self.slug,
            shape: None,
            span: None,
            message: message.into(),
            here: String::new(),
            labels: Vec::new(),
            notes: Vec::new(),
            help: Vec::new(),
            fixes: Vec::new(),
            echo: false,
            beyond: false,
            event_span: None,
        }
    }
}

/// Another site that has to do with the mistake, and what it has to do with it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Label {
    /// The site.
    pub span: Span,
    /// Such as `first defined here`.
    pub message: String,
}

/// One report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    /// How bad.
    pub severity: Severity,
    /// The event id that suppressions name; longer than the code's where an event is hierarchical.
    pub id: Cow<'static, str>,
    /// The slug of the code.
    pub code: &'static str,
    /// The shape it is about.
    pub shape: Option<ShapeId>,
    /// Where it is; `None` where it has no place in any file.
    pub span: Option<Span>,
    /// What is wrong, as one sentence without a final period.
    pub message: String,
    /// What the primary label says under the place; empty to underline without words.
    pub here: String,
    /// The other sites.
    pub labels: Vec<Label>,
    /// Why it is wrong: facts.
    pub notes: Vec<String>,
    /// What to do about it.
    pub help: Vec<String>,
    /// Changes that mend it.
    pub fixes: Vec<Fix>,
    /// Whether it only repeats, for machines that expect the reference's events, what another
    /// report says. Renderers for people leave it out.
    pub echo: bool,
    /// Whether it is said to people although the reference, which gives up earlier or does not
    /// look, has no event for it. Renderers for machines leave it out.
    pub beyond: bool,
    /// Where the reference's event points, if people are better served by another place. Renderers
    /// for machines give this place, and the better one as the first of the other sites.
    pub event_span: Option<Span>,
}

impl Diagnostic {
    /// Says which shape it is about.
    #[must_use]
    pub fn shape(mut self, shape: ShapeId) -> Self {
        self.shape = Some(shape);
        self
    }

    /// Says what the primary label reads.
    #[must_use]
    pub fn here(mut self, message: impl Into<String>) -> Self {
        self.here = message.into();
        self
    }

    /// Adds another site.
    #[must_use]
    pub fn label(mut self, span: Span, message: impl Into<String>) -> Self {
        self.labels.push(Label {
            span,
            message: message.into(),
        });
        self
    }

    /// Adds a fact that explains.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Adds advice.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// Adds a machine-applicable change.
    #[must_use]
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fixes.push(fix);
        self
    }

    /// Adds changes, each of which mends it; none where there are none.
    #[must_use]
    pub fn fixes(mut self, fixes: impl IntoIterator<Item = Fix>) -> Self {
        self.fixes.extend(fixes);
        self
    }

    /// Marks it as the repetition of another report, for machines only.
    #[must_use]
    pub fn echo(mut self) -> Self {
        self.echo = true;
        self
    }

    /// Marks it as one that the reference has no event for.
    #[must_use]
    pub fn beyond(mut self) -> Self {
        self.beyond = true;
        self
    }

    /// Says where the reference's event points, which is not the best place for people.
    #[must_use]
    pub fn event_at(mut self, span: Span) -> Self {
        self.event_span = Some(span);
        self
    }

    /// Changes the severity.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// Changes the event id, for hierarchical ones.
    #[must_use]
    pub fn event(mut self, id: impl Into<Cow<'static, str>>) -> Self {
        self.id = id.into();
        self
    }
}
