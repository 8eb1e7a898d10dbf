//! `@examples` as calls of Python, for the docstring of an operation.
//!
//! A call stands behind `>>>`, as in a session: of the method with keywords, then what it gives or
//! raises. Only what a type checker would accept and a client would send is shown: an example that
//! leaves out a required member, or holds a value that its shape cannot, is left out, and so is an
//! output that no constructor makes. Titles and documentation are text and never a prompt.

use rustc_hash::FxHashSet;

use crate::name::{ShapeId, known};
use crate::node::Node;
use crate::text::Symbol;

use super::super::docs::Text;
use super::super::plan::{Field, Kind, Operation, Plan, Presence, kind};
use super::super::printer::{Doc, Printer, call};
use super::super::protocol_tests::values::Values;
use super::clients::Side;

/// More examples than this are left out: a docstring is read, and EC2 has dozens on one operation.
const MOST: usize = 8;

/// An example of more lines of code than this is left out; no hover shows it whole.
const LONGEST: usize = 80;

/// How far the code of an example stands to the right: a method of a class, its section, its
/// prompt.
const LEVELS: usize = 4;

/// How deep values are followed.
const DEEPEST: usize = 40;

/// The lines of the section; none where there is nothing to show.
pub fn examples(
    plan: &Plan<'_>,
    operation: &Operation<'_>,
    side: Side,
    width: usize,
) -> Vec<String> {
    let given = operation.shape.trait_value(known::EXAMPLES);
    let given = given.and_then(Node::as_array).unwrap_or_default();
    let mut lines: Vec<String> = Vec::new();
    for example in given.iter().take(MOST) {
        let writer = Writer {
            plan,
            operation,
            side,
        };
        let Some(code) = writer.code(example) else {
            continue;
        };
        if lines.is_empty() {
            lines.push("Examples:".to_owned());
        } else {
            lines.push(String::new());
        }
        let mut text = Text::sentence(example.get_str("title").unwrap_or("Call it."));
        text.append(Text::read(example.get_str("documentation").unwrap_or("")));
        lines.extend(text.wrap_after("    ", 4, width).into_iter().map(no_prompt));
        lines.push(String::new());
        lines.extend(code);
    }
    lines
}

/// A line of text that would be taken for a prompt gets quotes around it.
fn no_prompt(line: String) -> String {
    match line.find(">>>") {
        Some(at) => {
            line.get(..at).unwrap_or("").to_owned() + "`>>>`" + line.get(at + 3..).unwrap_or("")
        }
        None => line,
    }
}

struct Writer<'p, 'm> {
    plan: &'p Plan<'m>,
    operation: &'p Operation<'m>,
    side: Side,
}

impl Writer<'_, '_> {
    fn code(&self, example: &Node) -> Option<Vec<String>> {
        let operation = self.operation;
        let mut out = Printer::new();
        (0..LEVELS).for_each(|_| out.indent());
        let call = call(
            format!("client.{}", operation.method),
            self.keywords(example)?,
        );
        let events = operation.events.is_some();
        let wait = match self.side {
            Side::Async if !events => "await ",
            _ => "",
        };
        if let Some(error) = example.get("error") {
            self.raises(error, wait, &call, &mut out)?;
        } else if events {
            let entered = match self.side {
                Side::Sync => "",
                Side::Async => "async ",
            };
            out.statement(&format!("{entered}with "), &call, " as events:");
            out.indent();
            out.line(format!("{entered}for event in events:"));
            out.indent();
            out.line("print(event)");
        } else {
            match example.get("output").and_then(|node| self.output(node)) {
                Some(output) => {
                    out.statement(&format!("output = {wait}"), &call, "");
                    out.statement("assert output == ", &output, "");
                }
                None => out.statement(wait, &call, ""),
            }
        }
        let text = out.finish();
        (text.lines().count() <= LONGEST).then(|| prompted(&text))
    }

    /// The input as keywords.
    fn keywords(&self, example: &Node) -> Option<Vec<Doc>> {
        let empty = Node::empty_object(example.span);
        let node = example.get("input").unwrap_or(&empty);
        let Some(input) = self.operation.input else {
            return node.as_object()?.entries.is_empty().then(Vec::new);
        };
        for parameter in self.operation.parameters.iter().filter(|one| one.required) {
            let field = self.plan.fields(input).get(parameter.field)?;
            node.get(field.wire())?;
        }
        // An input is sent and not compared, so a body may be a stream.
        let fields = self.plan.fields(input);
        let compared = |field: &Field<'_>| {
            let value = node.get(field.wire());
            let text = value.is_some_and(|value| value.as_str().is_some());
            field.kind == Kind::Stream && text
        };
        let others: Vec<Field<'_>> = fields
            .iter()
            .filter(|one| !compared(one))
            .cloned()
            .collect();
        members_fit(self.plan, &others, node, 0).then_some(())?;
        Values::new(self.plan).members(input, node, 0)
    }

    fn output(&self, node: &Node) -> Option<Doc> {
        let output = self.operation.output?;
        if node.as_object()?.entries.is_empty() {
            return None;
        }
        fits(self.plan, output, node, 0).then_some(())?;
        Values::new(self.plan).value(output, node)
    }

    fn raises(&self, error: &Node, wait: &str, call: &Doc, out: &mut Printer) -> Option<()> {
        let id = ShapeId::parse(error.get_str("shapeId")?)?;
        let class = self.plan.class(id)?;
        out.line("try:");
        out.indent();
        out.statement(wait, call, "");
        out.dedent();
        out.line(format!("except models.{} as error:", class.name));
        out.indent();
        let empty = Node::empty_object(error.span);
        let content = error.get("content").unwrap_or(&empty);
        let mut shown = false;
        for field in self.plan.fields(id) {
            let Some(value) = content.get(field.wire()).filter(|value| !value.is_null()) else {
                continue;
            };
            let target = field.member.target.id;
            fits(self.plan, target, value, 0).then_some(())?;
            let value = Values::new(self.plan).value(target, value)?;
            out.statement(&format!("assert error.{} == ", field.name), &value, "");
            shown = true;
        }
        if !shown {
            out.line("print(error)");
        }
        Some(())
    }
}

/// Whether a constructor takes what a node holds, and gives something that equals it.
fn fits(plan: &Plan<'_>, target: ShapeId, node: &Node, depth: usize) -> bool {
    if depth > DEEPEST {
        return false;
    }
    let member = |name: Symbol| {
        let shape = plan.model.shape(target)?;
        Some(shape.member(name)?.target.id)
    };
    match kind(plan.model, target) {
        Kind::Structure => members_fit(plan, plan.fields(target), node, depth),
        Kind::Union => {
            let entry = node.as_object().and_then(|object| object.entries.first());
            let shape = plan.model.shape(target);
            entry.zip(shape).is_some_and(|(entry, shape)| {
                let mut members = shape.members.values();
                members
                    .find(|member| member.id.member.as_str() == &*entry.key)
                    .is_some_and(|member| fits(plan, member.target.id, &entry.value, depth + 1))
            })
        }
        Kind::List => node.as_array().is_some_and(|items| {
            member(known::member::MEMBER).is_some_and(|inner| {
                let mut items = items.iter();
                items.all(|item| item.is_null() || fits(plan, inner, item, depth + 1))
            })
        }),
        Kind::Map => node.as_object().is_some_and(|object| {
            member(known::member::VALUE).is_some_and(|inner| {
                unique(node)
                    && object.iter().all(|entry| {
                        entry.value.is_null() || fits(plan, inner, &entry.value, depth + 1)
                    })
            })
        }),
        // NaN is not equal to itself, and a stream to nothing.
        Kind::Float => node.as_str() != Some("NaN"),
        Kind::Stream | Kind::EventStream => false,
        _ => true,
    }
}

fn members_fit(plan: &Plan<'_>, fields: &[Field<'_>], node: &Node, depth: usize) -> bool {
    let needed = |field: &Field<'_>| {
        let given = node.get(field.wire()).is_some_and(|value| !value.is_null());
        given || field.presence != Presence::Required
    };
    let fits_here = |field: &Field<'_>| match node.get(field.wire()) {
        Some(value) if value.is_null() => field.is_optional(),
        Some(value) => fits(plan, field.member.target.id, value, depth + 1),
        None => true,
    };
    unique(node) && fields.iter().all(|field| needed(field) && fits_here(field))
}

/// Whether no key is written twice; the second would be an error of syntax.
fn unique(node: &Node) -> bool {
    let mut seen = FxHashSet::default();
    node.as_object()
        .is_some_and(|object| object.iter().all(|entry| seen.insert(&*entry.key)))
}

/// The lines of code as they stand in a session.
fn prompted(text: &str) -> Vec<String> {
    let indent = " ".repeat(LEVELS * 4);
    let mut lines = Vec::new();
    for line in text.lines() {
        let line = line.strip_prefix(&*indent).unwrap_or(line);
        let begins = !line.starts_with([' ', ')', ']', '}']) && !line.starts_with("except ");
        let prompt = if begins { ">>>" } else { "..." };
        lines.push(format!("    {prompt} {line}"));
    }
    lines
}
