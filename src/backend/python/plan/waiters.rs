//! Waiters: operations that are called until what they answer is as wished.
//!
//! Settles the names of their methods and what those give. What acceptors look at is compiled by
//! [`super::super::expressions`]. (Specification: "Waiters".)

use crate::name::known;
use crate::node::Node;

use super::super::docs::Text;
use super::super::literals::py_int;
use super::super::names::{Scope, snake_case, upper_case};
use super::{Operation, Plan};

/// A waiter of an operation.
#[derive(Debug)]
pub struct Waiter<'m> {
    /// Its name in the model.
    pub name: &'m str,
    /// The place of its operation among the plan's.
    pub operation: usize,
    /// The name of its method.
    pub method: String,
    /// The name of its constant in `_waiters`.
    pub constant: String,
    /// The parameter that takes the time to wait.
    pub limit: String,
    /// What it says about itself.
    pub docs: Option<Text>,
    /// Whether it should not be used any more.
    pub deprecated: bool,
    /// The shortest pause between two calls, in seconds, as a literal.
    pub min_delay: String,
    /// The longest.
    pub max_delay: String,
    /// What it does about answers.
    pub acceptors: Vec<Acceptor<'m>>,
    /// What its method gives.
    pub gives: Gives,
}

/// What a waiter gives when it succeeds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Gives {
    /// The output that it waited for.
    Output,
    /// The output, or nothing where it was an error that it waited for.
    Maybe,
    /// Nothing.
    Nothing,
}

/// What a waiter does about an answer that matches.
#[derive(Clone, Debug)]
pub struct Acceptor<'m> {
    /// `success`, `failure` or `retry`.
    pub state: &'m str,
    /// What matches.
    pub matcher: Matcher<'m>,
    /// The expression that takes out of the output why the waiter fails.
    pub message: Option<&'m str>,
}

impl Acceptor<'_> {
    /// Whether it looks into answers.
    pub fn has_path(&self) -> bool {
        self.message.is_some()
            || matches!(self.matcher, Matcher::Output(_) | Matcher::InputOutput(_))
    }
}

/// What answers an acceptor is about.
#[derive(Clone, Debug)]
pub enum Matcher<'m> {
    /// Any output, or any error.
    Success(bool),
    /// The error of this name, and its shape where that has another.
    Error(&'m str, Option<&'m str>),
    /// Outputs of which an expression gives something.
    Output(Comparison<'m>),
    /// The same of inputs together with their outputs.
    InputOutput(Comparison<'m>),
}

/// What an expression has to give.
#[derive(Clone, Copy, Debug)]
pub struct Comparison<'m> {
    /// The expression.
    pub path: &'m str,
    /// What is compared with.
    pub expected: &'m str,
    /// How: one of the specification's four comparators.
    pub comparator: &'m str,
}

impl<'m> Plan<'m> {
    /// Plans the waiters of all operations; their methods give way to those of operations, which
    /// `methods` holds.
    pub(super) fn add_waiters(&mut self, methods: &mut Scope) {
        let mut constants = Scope::default();
        let mut found: Vec<Waiter<'m>> = Vec::new();
        for (at, operation) in self.operations.iter().enumerate() {
            let value = operation.shape.trait_value(known::WAITABLE);
            let Some(waiters) = value.and_then(Node::as_object) else {
                continue;
            };
            if operation.streams {
                continue;
            }
            for entry in waiters.iter() {
                let acceptors: Vec<Acceptor<'m>> = entry
                    .value
                    .get("acceptors")
                    .and_then(Node::as_array)
                    .unwrap_or_default()
                    .iter()
                    .filter_map(|node| acceptor(self, operation, node))
                    .collect();
                let stem = snake_case(&entry.key);
                let method = methods.claim(&format!("wait_until_{stem}"));
                let delay = |name: &str, usual: &str| {
                    let number = entry.value.get(name).and_then(Node::as_number);
                    number
                        .filter(|number| number.as_f64() >= 1.0)
                        .and_then(py_int)
                        .unwrap_or_else(|| usual.to_owned())
                };
                let docs = entry.value.get_str("documentation").map(Text::read);
                found.push(Waiter {
                    name: &entry.key,
                    operation: at,
                    method,
                    constant: constants.claim(&upper_case(&stem)),
                    limit: limit(operation),
                    docs: docs.filter(|text| !text.is_empty()),
                    deprecated: entry.value.get("deprecated").and_then(Node::as_bool) == Some(true),
                    min_delay: delay("minDelay", "2"),
                    max_delay: delay("maxDelay", "120"),
                    gives: gives(operation, &acceptors),
                    acceptors,
                });
            }
        }
        found.sort_unstable_by(|a, b| a.method.cmp(&b.method));
        self.waiters = found;
    }

    /// The shape of an error that a waiter calls by what the query protocols call it.
    fn called_by_code(&self, operation: &Operation<'m>, name: &str) -> Option<&'static str> {
        let mut errors = operation.errors.iter();
        let found = errors.find(|id| {
            let shape = self.model.shape(**id);
            let value = shape.and_then(|shape| shape.trait_value(known::AWS_QUERY_ERROR));
            value.and_then(|value| value.get_str("code")) == Some(name)
        })?;
        (found.name.as_str() != name).then_some(found.name.as_str())
    }
}

/// The parameter of the time to wait, which gives way to members and options.
fn limit(operation: &Operation<'_>) -> String {
    let mut taken = Scope::with(&["self"]);
    for parameter in &operation.parameters {
        taken.claim(&parameter.name);
    }
    for name in operation.options.iter().chain([&operation.input_parameter]) {
        taken.claim(name);
    }
    taken.claim("max_wait_time")
}

fn gives(operation: &Operation<'_>, acceptors: &[Acceptor<'_>]) -> Gives {
    let ends = || acceptors.iter().filter(|one| one.state == "success");
    let on_error =
        |one: &Acceptor<'_>| matches!(one.matcher, Matcher::Error(..) | Matcher::Success(false));
    if operation.output.is_none() || ends().all(on_error) {
        Gives::Nothing
    } else if ends().any(on_error) {
        Gives::Maybe
    } else {
        Gives::Output
    }
}

fn acceptor<'m>(
    plan: &Plan<'m>,
    operation: &Operation<'m>,
    node: &'m Node,
) -> Option<Acceptor<'m>> {
    let entry = node.get("matcher")?.as_object()?.entries.first()?;
    let comparison = || {
        Some(Comparison {
            path: entry.value.get_str("path")?,
            expected: entry.value.get_str("expected")?,
            comparator: entry.value.get_str("comparator")?,
        })
    };
    let matcher = match &*entry.key {
        "success" => Matcher::Success(entry.value.as_bool()?),
        // Of an absolute shape id the name alone counts.
        "errorType" => {
            let name = entry.value.as_str()?;
            let name = name.rsplit('#').next().unwrap_or(name);
            Matcher::Error(name, plan.called_by_code(operation, name))
        }
        "output" => Matcher::Output(comparison()?),
        "inputOutput" => Matcher::InputOutput(comparison()?),
        _ => return None,
    };
    let state = node.get_str("state")?;
    Some(Acceptor {
        state,
        matcher,
        message: node.get_str("message").filter(|_| state == "failure"),
    })
}
