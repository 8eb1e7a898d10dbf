//! The docstring of an operation: what it does, what it takes, what it gives and raises.
//!
//! The same on both clients, but for `await` in examples. Text comes out as lines that the printer escapes; nothing here is code
//! to Python.

use crate::name::ShapeId;

use super::super::docs::Text;
use super::super::plan::{Field, Operation, Plan};
use super::clients::Side;
use super::examples::examples;
use super::models::section;

/// The lines of the docstring.
///
/// `options` says what each option of a call is for, in the order of the operation's options;
/// `stream` is the class that an operation with events returns.
pub fn operation_docs(
    plan: &Plan<'_>,
    operation: &Operation<'_>,
    options: &[&str],
    stream: Option<&str>,
    side: Side,
    width: usize,
) -> Vec<String> {
    let fallback = format!("Call `{}`.", operation.wire);
    let mut lines = operation.docs.docstring(&fallback, width);
    if let Some(message) = operation.deprecation_message() {
        lines.push(String::new());
        lines.push("Deprecated:".to_owned());
        let text = Text::plain(format!("{message}."));
        lines.extend(text.wrap_after("    ", 4, width));
    }
    section(
        &mut lines,
        "Args:",
        &arguments(plan, operation, options),
        width,
    );
    let mut errors = operation.errors.clone();
    if let Some(events) = &operation.events {
        errors.extend(&events.errors);
        errors.sort_unstable_by(|a, b| plan.class_name(*a).cmp(plan.class_name(*b)));
        errors.dedup();
    }
    let returned = match (stream, operation.output) {
        (Some(class), _) => Some(format!(
            "An `{class}`: nothing is sent before it is entered or read."
        )),
        (None, Some(output)) => Some(result(plan, output)),
        (None, None) => None,
    };
    if let Some(text) = returned {
        lines.push(String::new());
        lines.push("Returns:".to_owned());
        lines.extend(Text::plain(text).wrap_after("    ", 4, width));
    }
    let raised: Vec<(String, Text)> = errors
        .iter()
        .filter_map(|id| plan.class(*id))
        .map(|class| (class.name.clone(), class.docs.first_sentence()))
        .collect();
    section(&mut lines, "Raises:", &raised, width);
    let shown = examples(plan, operation, side, width);
    if !shown.is_empty() {
        lines.push(String::new());
        lines.extend(shown);
    }
    lines
}

/// What an output is and has, in a sentence.
fn result(plan: &Plan<'_>, output: ShapeId) -> String {
    let names: Vec<String> = plan
        .fields(output)
        .iter()
        .map(|field| format!("`{}`", field.name))
        .collect();
    let class = plan.class_name(output);
    match &names[..] {
        [] => format!("`{class}`, which has no members."),
        [name] => format!("`{class}` with {name}."),
        [others @ .., last] => format!("`{class}` with {} and {last}.", others.join(", ")),
    }
}

/// The parameters, with what is said of them: the input object, the members, the options.
pub fn arguments(
    plan: &Plan<'_>,
    operation: &Operation<'_>,
    options: &[&str],
) -> Vec<(String, Text)> {
    let mut entries: Vec<(String, Text)> = Vec::new();
    if operation.input.is_some() {
        let text = if operation.parameters.is_empty() {
            "An empty object; may be left out."
        } else {
            "The members as one object, in place of keywords."
        };
        entries.push((operation.input_parameter.clone(), Text::plain(text)));
    }
    let fields = operation
        .input
        .map_or(&[] as &[Field<'_>], |id| plan.fields(id));
    for parameter in &operation.parameters {
        let Some(field) = fields.get(parameter.field) else {
            continue;
        };
        let text = field
            .all_docs()
            .unwrap_or_else(|| Text::plain(format!("The member `{}`.", field.wire())));
        entries.push((parameter.name.clone(), text));
    }
    for (name, text) in operation.options.iter().zip(options) {
        entries.push((name.clone(), Text::plain(*text)));
    }
    entries
}
