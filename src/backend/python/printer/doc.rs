//! Expressions that can be broken at their brackets and operators.
//!
//! Holds [`Doc`] and what makes one. It must not know statements.

use std::borrow::Cow;

use super::{INDENT, columns};

/// An expression, or a part of one.
#[derive(Clone, Debug)]
pub enum Doc {
    /// Text that stays together.
    Text(Cow<'static, str>),
    /// Parts in a row.
    Row(Vec<Doc>),
    /// `open`, items, `close`; broken, each item has a line and a comma.
    Bracket {
        /// Such as `f(` or `[`.
        open: Cow<'static, str>,
        /// What the commas divide.
        items: Vec<Doc>,
        /// Such as `)`.
        close: Cow<'static, str>,
    },
    /// Brackets around one thing that takes no comma: a subscript or a comprehension, whose parts
    /// get a line each when it is broken.
    Wrap {
        /// Such as `list[`.
        open: Cow<'static, str>,
        /// Such as `item` and `for item in items`.
        parts: Vec<Doc>,
        /// Such as `]`.
        close: Cow<'static, str>,
    },
    /// Operands with one operator, such as `|` or `and`, between them. Broken, each operator
    /// starts a line; a statement puts parentheses around.
    Chain {
        /// The operator.
        operator: &'static str,
        /// The operands.
        operands: Vec<Doc>,
    },
    /// `first if condition else second`.
    Choice(Box<[Doc; 3]>),
}

impl From<&'static str> for Doc {
    fn from(text: &'static str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Doc {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

/// A row of parts.
pub fn row(parts: impl IntoIterator<Item = Doc>) -> Doc {
    Doc::Row(parts.into_iter().collect())
}

/// `callee(items)`.
pub fn call(callee: impl Into<String>, items: Vec<Doc>) -> Doc {
    let mut open = callee.into();
    open.push('(');
    Doc::Bracket {
        open: open.into(),
        items,
        close: ")".into(),
    }
}

/// `(a, b)`, and `(a,)` for one item.
pub fn tuple(mut items: Vec<Doc>) -> Doc {
    if items.len() == 1
        && let Some(only) = items.pop()
    {
        items.push(row([only, ",".into()]));
    }
    Doc::Bracket {
        open: "(".into(),
        items,
        close: ")".into(),
    }
}

/// `name[inner]`.
pub fn subscript(name: impl Into<Cow<'static, str>>, inner: Doc) -> Doc {
    let mut open = name.into().into_owned();
    open.push('[');
    Doc::Wrap {
        open: open.into(),
        parts: vec![inner],
        close: "]".into(),
    }
}

/// `name[a, b]`, for a line that has room for so many columns.
pub fn generic(name: &str, parameters: [String; 2], width: usize) -> Doc {
    let open = format!("{name}[").into();
    let [first, second] = parameters;
    if columns(&first) + columns(&second) + 2 + INDENT > width {
        return Doc::Bracket {
            open,
            items: vec![first.into(), second.into()],
            close: "]".into(),
        };
    }
    Doc::Wrap {
        open,
        parts: vec![format!("{first},").into(), second.into()],
        close: "]".into(),
    }
}

/// Operands joined by an operator; one operand stands alone.
pub fn chain(operator: &'static str, mut operands: Vec<Doc>) -> Doc {
    if operands.len() == 1
        && let Some(only) = operands.pop()
    {
        return only;
    }
    Doc::Chain { operator, operands }
}

impl Doc {
    /// The text on one line.
    pub fn flat(&self) -> String {
        let mut out = String::new();
        self.write_flat(&mut out);
        out
    }

    pub(super) fn write_flat(&self, out: &mut String) {
        match self {
            Self::Text(text) => out.push_str(text),
            Self::Row(parts) => parts.iter().for_each(|part| part.write_flat(out)),
            Self::Bracket { open, items, close } => {
                out.push_str(open);
                join_flat(items, ", ", out);
                out.push_str(close);
            }
            Self::Wrap { open, parts, close } => {
                out.push_str(open);
                join_flat(parts, " ", out);
                out.push_str(close);
            }
            Self::Chain { operator, operands } => {
                join_flat(operands, &format!(" {operator} "), out);
            }
            Self::Choice(parts) => {
                let [first, condition, second] = &**parts;
                first.write_flat(out);
                out.push_str(" if ");
                condition.write_flat(out);
                out.push_str(" else ");
                second.write_flat(out);
            }
        }
    }

    /// The text up to and including the bracket that would be broken, or `None` where no bracket
    /// ends the expression.
    pub(super) fn head(&self) -> Option<String> {
        match self {
            Self::Text(_) | Self::Chain { .. } | Self::Choice(_) => None,
            Self::Row(parts) => {
                let at = breakable(parts)?;
                let mut out = String::new();
                for part in parts.iter().take(at) {
                    part.write_flat(&mut out);
                }
                out.push_str(&parts.get(at)?.head()?);
                Some(out)
            }
            Self::Bracket { open, items, .. } => (!items.is_empty()).then(|| open.to_string()),
            Self::Wrap { open, .. } => Some(open.to_string()),
        }
    }

    /// Whether it begins with a bracket of its own, so that parentheses would only double it.
    pub(super) fn is_display(&self) -> bool {
        match self {
            Self::Bracket { open, .. } | Self::Wrap { open, .. } => {
                matches!(&**open, "(" | "[" | "{")
            }
            _ => false,
        }
    }
}

pub(super) fn join_flat(parts: &[Doc], separator: &str, out: &mut String) {
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            out.push_str(separator);
        }
        part.write_flat(out);
    }
}

/// The last part of a row that can be broken.
pub(super) fn breakable(parts: &[Doc]) -> Option<usize> {
    parts
        .iter()
        .rposition(|part| !matches!(part, Doc::Text(_)) && can_break(part))
}

pub(super) fn can_break(doc: &Doc) -> bool {
    match doc {
        Doc::Text(_) => false,
        Doc::Row(parts) => breakable(parts).is_some(),
        Doc::Bracket { items, .. } => !items.is_empty(),
        Doc::Wrap { .. } | Doc::Chain { .. } | Doc::Choice(_) => true,
    }
}
