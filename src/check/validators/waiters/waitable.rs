//! `WaitableTrait`: waiters can succeed, and their acceptors compare what there is to compare.

use crate::check::Context;
use crate::check::context::ticked;
use crate::check::expressions::{event_suffix, malformed, obscures_type, problem};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::jmespath::{Expression, Sample, Type};
use crate::model::{AppliedTrait, Operation, Shape};
use crate::name::known;
use crate::node::{Entry, Node};

const DELAYS: Code = Code::error("waiter-delays", "WaitableTrait");
const NO_SUCCESS: Code = Code::error("waiter-without-success", "WaitableTrait");
const SYNTAX: Code = Code::error("waiter-expression-syntax", "WaitableTrait");
const EXPRESSION: Code = Code::danger("waiter-expression", "WaitableTraitJmespathProblem");
const TYPE: Code = Code::danger(
    "waiter-expression-type",
    "WaitableTraitJmespathProblem.ReturnTypeMismatch",
);
const BOOLEAN: Code = Code::error("waiter-expected-boolean", "WaitableTrait");
const ERROR_TYPE: Code = Code::warning("waiter-error-type", "WaitableTraitInvalidErrorType");
const MESSAGE_STATE: Code = Code::error("waiter-message-state", "WaitableTrait");
const MESSAGE_TYPE: Code = Code::error("waiter-message-type", "WaitableTrait");

/// The pauses between two calls where none are written. (Specification: "waitable trait".)
const DEFAULT_MIN_DELAY: i64 = 2;
const DEFAULT_MAX_DELAY: i64 = 120;

pub(in crate::check::validators) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for (subject, applied) in context.applied(known::WAITABLE) {
        let shape = subject.container();
        let (Some(operation), Some(waiters)) = (shape.operation(), applied.value.as_object())
        else {
            continue;
        };
        let check = Check {
            context,
            shape,
            operation,
            applied,
        };
        for waiter in waiters.iter() {
            check.waiter(waiter, out);
        }
    }
}

struct Check<'c, 'm> {
    context: &'c Context<'m>,
    shape: &'m Shape,
    operation: &'m Operation,
    applied: &'m AppliedTrait,
}

/// One acceptor of a waiter.
struct Acceptor<'a> {
    waiter: &'a Entry,
    index: usize,
    node: &'a Node,
}

impl Acceptor<'_> {
    /// The end of ids of events that tell acceptors apart.
    fn suffix(&self) -> String {
        format!("{}.{}", self.waiter.key, self.index)
    }
}

impl<'m> Check<'_, 'm> {
    /// The report, which the reference points at the whole trait for, whatever its place inside.
    fn about(&self, report: Diagnostic) -> Diagnostic {
        report
            .shape(self.shape.id)
            .event_at(self.applied.value.span)
    }

    fn waiter(&self, waiter: &Entry, out: &mut Diagnostics) {
        self.delays(waiter, out);
        let acceptors = waiter.value.get("acceptors").and_then(Node::as_array);
        let mut succeeds = false;
        for (index, node) in acceptors.unwrap_or_default().iter().enumerate() {
            let acceptor = Acceptor {
                waiter,
                index,
                node,
            };
            let state = node.get_str("state").unwrap_or_default();
            succeeds |= state == "success";
            self.matcher(&acceptor, out);
            let Some(message) = node.get("message") else {
                continue;
            };
            if state == "failure" {
                self.message(&acceptor, message, out);
            } else {
                let report = MESSAGE_STATE
                    .at(
                        message.span,
                        format!("an acceptor with the state `{state}` has no use for a `message`"),
                    )
                    .here("explains a failure that never happens")
                    .help("remove it, or set the `state` to `failure`");
                let report = match node.get("state") {
                    Some(state) => self.context.label(report, state.span, "the state"),
                    None => report,
                };
                out.push(self.about(report));
            }
        }
        if !succeeds {
            let report = NO_SUCCESS
                .at(
                    waiter.key_span,
                    format!("the waiter `{}` can never succeed", waiter.key),
                )
                .here("none of its acceptors has the state `success`")
                .note("without it, a waiter ends with a failure or when the caller loses patience")
                .help("add an acceptor: `{ state: \"success\", matcher: { success: true } }`");
            out.push(self.about(report));
        }
    }

    fn delays(&self, waiter: &Entry, out: &mut Diagnostics) {
        let delay = |key| waiter.value.get(key)?.as_number()?.as_i64();
        let min = delay("minDelay").unwrap_or(DEFAULT_MIN_DELAY);
        let max = delay("maxDelay").unwrap_or(DEFAULT_MAX_DELAY);
        if min <= max {
            return;
        }
        let nodes = [waiter.value.get("minDelay"), waiter.value.get("maxDelay")];
        let (place, words) = match nodes {
            [Some(min), _] => (min.span, "the shortest pause"),
            [None, Some(max)] => (max.span, "the longest pause"),
            [None, None] => return,
        };
        let mut report = DELAYS
            .at(
                place,
                format!(
                    "the waiter `{}` pauses for at least {min} and at most {max} seconds",
                    waiter.key
                ),
            )
            .here(words);
        match nodes {
            [Some(_), Some(max)] => {
                report = self.context.label(report, max.span, "the longest pause");
            }
            [Some(_), None] => {
                report = report.note(format!("`maxDelay` is {DEFAULT_MAX_DELAY} unless set"));
            }
            _ => report = report.note(format!("`minDelay` is {DEFAULT_MIN_DELAY} unless set")),
        }
        out.push(self.about(report));
    }

    fn matcher(&self, acceptor: &Acceptor<'_>, out: &mut Diagnostics) {
        let matcher = acceptor.node.get("matcher").and_then(Node::as_object);
        let Some(matcher) = matcher.and_then(|matcher| matcher.entries.first()) else {
            return;
        };
        match &*matcher.key {
            "output" => self.path(acceptor, &matcher.value, &self.output(), out),
            "inputOutput" => {
                let input = Sample::of(self.context.model, self.operation.input.id);
                let both = Sample::object([("input", input), ("output", self.output())]);
                self.path(acceptor, &matcher.value, &both, out);
            }
            "errorType" => self.error_type(acceptor, &matcher.value, out),
            _ => {}
        }
    }

    fn output(&self) -> Sample<'m> {
        Sample::of(self.context.model, self.operation.output.id)
    }

    fn error_type(&self, acceptor: &Acceptor<'_>, node: &Node, out: &mut Diagnostics) {
        let Some(written) = node.as_str() else {
            return;
        };
        let errors = &self.operation.errors;
        let known = errors
            .iter()
            .any(|error| error.id.name.as_str() == written || error.id.to_string() == written);
        if known {
            return;
        }
        let operation = self.shape.id.name;
        let mut report = ERROR_TYPE
            .at(
                node.span,
                format!("`{operation}` does not list an error `{written}`"),
            )
            .event(format!("{}.{}", ERROR_TYPE.event, acceptor.suffix()))
            .here("matches only if the service returns it nonetheless")
            .note(if errors.is_empty() {
                format!("`{operation}` lists no errors")
            } else {
                let names = errors.iter().map(|error| error.id.name);
                format!("`{operation}` lists {}", ticked(names))
            });
        let names = errors.iter().map(|error| error.id.name.as_str());
        if let Some(meant) = crate::diag::nearest(written, names).first() {
            report = report.help(format!("did you mean `{meant}`?"));
        } else {
            report = report.help(format!(
                "add the error to the `errors` of `{operation}` if it is modeled"
            ));
        }
        out.push(self.about(report));
    }

    /// Checks a `PathMatcher`.
    fn path(
        &self,
        acceptor: &Acceptor<'_>,
        matcher: &Node,
        current: &Sample<'_>,
        out: &mut Diagnostics,
    ) {
        let Some(path) = matcher.get("path") else {
            return;
        };
        let comparator = matcher.get("comparator");
        let name = comparator.and_then(Node::as_str).unwrap_or_default();
        let found = self.expression(acceptor, path, current, "the `path` of the acceptor", out);
        let (returns, obscured) = found.unwrap_or((Type::Any, true));
        if name == "booleanEquals"
            && let Some(expected) = matcher.get("expected")
            && let Some(text) = expected.as_str()
            && !matches!(text, "true" | "false")
        {
            let report = BOOLEAN
                .at(
                    expected.span,
                    format!("`booleanEquals` compares with `true` or `false`, not with `{text}`"),
                )
                .here("neither `true` nor `false`");
            let report = match comparator {
                Some(comparator) => {
                    self.context
                        .label(report, comparator.span, "compares booleans")
                }
                None => report,
            };
            out.push(self.about(report));
        }
        let expected = match name {
            "booleanEquals" => Type::Boolean,
            "stringEquals" => Type::String,
            _ => Type::Array,
        };
        if returns == Type::Any || returns == expected {
            return;
        }
        let mut report = TYPE
            .at(
                path.span,
                format!(
                    "`{name}` compares {}, but the path yields {}",
                    expected.describe(),
                    returns.describe()
                ),
            )
            .event(format!("{}.{}", TYPE.event, acceptor.suffix()))
            .here(format!("yields {}", returns.describe()));
        if let Some(comparator) = comparator {
            let needs = format!("needs {}", expected.describe());
            report = self.context.label(report, comparator.span, needs);
        }
        let advice = match (expected, returns) {
            (_, Type::String) => Some("`stringEquals`"),
            (_, Type::Boolean) => Some("`booleanEquals`"),
            (_, Type::Array) => Some("`allStringEquals` or `anyStringEquals`"),
            _ => None,
        };
        if let Some(advice) = advice {
            report = report.help(format!("{} is compared with {advice}", returns.describe()));
        }
        report = self.about(report);
        out.push(if obscured { report.echo() } else { report });
    }

    /// Checks an expression and reports what is wrong with it. Returns what it yields, and whether
    /// a problem that was reported may be the reason for that; `None` where it does not parse.
    fn expression(
        &self,
        acceptor: &Acceptor<'_>,
        node: &Node,
        current: &Sample<'_>,
        what: &str,
        out: &mut Diagnostics,
    ) -> Option<(Type, bool)> {
        let sources = self.context.sources;
        let expression = match Expression::parse(node.as_str()?) {
            Ok(expression) => expression,
            Err(error) => {
                out.push(self.about(malformed(sources, SYNTAX, node, &error, what)));
                return None;
            }
        };
        let checked = expression.check(current);
        for found in &checked.problems {
            let mut report =
                problem(sources, EXPRESSION, node, found).event(match event_suffix(found) {
                    Some(kind) => {
                        format!("{}.{kind}.{}", EXPRESSION.event, acceptor.suffix()).into()
                    }
                    None => std::borrow::Cow::Borrowed("WaitableTrait"),
                });
            if self.operation.output.id == known::UNIT {
                report = report.note(format!("`{}` has no output", self.shape.id.name));
            }
            out.push(self.about(report));
        }
        let obscured = checked.problems.iter().any(obscures_type);
        Some((checked.returns, obscured))
    }

    /// Checks the expression that explains a failure: it yields a string, or an array of them.
    fn message(&self, acceptor: &Acceptor<'_>, node: &Node, out: &mut Diagnostics) {
        let output = self.output();
        let what = "the `message` of the acceptor";
        let Some((returns, obscured)) = self.expression(acceptor, node, &output, what, out) else {
            return;
        };
        let found = match returns {
            Type::String => return,
            Type::Array => {
                let text = node.as_str().unwrap_or_default();
                // The reference appends `[0]` alone, and so refuses `items[].name`, which is sound.
                let element = Expression::parse(&format!("{text} | [0]"))
                    .map_or(Type::Any, |first| first.check(&output).returns);
                if element == Type::String {
                    return;
                }
                match element {
                    Type::Null => "an array that may be empty".to_owned(),
                    element => format!("an array whose elements are {}", kind(element)),
                }
            }
            other => other.describe().to_owned(),
        };
        let report = MESSAGE_TYPE
            .at(
                node.span,
                format!("the `message` has to yield a string, but it yields {found}"),
            )
            .here("not a string")
            .note("it explains the failure to people, as a string or an array of strings");
        let report = self.about(report);
        out.push(if obscured { report.echo() } else { report });
    }
}

/// What elements are, for messages.
fn kind(element: Type) -> String {
    match element {
        Type::Any => "not known to be strings".to_owned(),
        other => format!("of the type {other}"),
    }
}
