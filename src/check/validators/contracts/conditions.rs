//! `ConditionsTrait`: the conditions of a shape are expressions over its values that are true or
//! false.

use crate::check::Context;
use crate::check::expressions::{event_suffix, malformed, obscures_type, problem};
use crate::diag::{Code, Diagnostics};
use crate::jmespath::{Expression, Sample, Type};
use crate::model::TraitSource;
use crate::name::known;
use crate::node::Node;

const SYNTAX: Code = Code::error("condition-syntax", "Model");
const EXPRESSION: Code = Code::danger("condition-expression", "ConditionsTrait");
const TYPE: Code = Code::danger("condition-type", "ConditionsTrait");

/// Reports conditions that are no expressions at all. The reference does so while it reads them.
pub(in crate::check::validators) fn unreadable(context: &Context<'_>, out: &mut Diagnostics) {
    for (subject, applied) in context.applied(known::CONDITIONS) {
        if applied.source == TraitSource::Mixin {
            continue;
        }
        let mut first = true;
        let conditions = applied.value.as_object().into_iter().flat_map(|o| o.iter());
        for condition in conditions {
            let Some(node) = condition.value.get("expression") else {
                continue;
            };
            let Some(Err(error)) = node.as_str().map(Expression::parse) else {
                continue;
            };
            let what = format!("the condition `{}`", condition.key);
            let mut report = malformed(context.sources, SYNTAX, node, &error, &what)
                .shape(subject.id())
                .event_at(condition.value.span);
            // The reference stops at the first one.
            report.beyond = !first;
            first = false;
            out.push(report);
        }
    }
}

pub(in crate::check::validators) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for (subject, applied) in context.applied(known::CONDITIONS) {
        let current = Sample::of(context.model, subject.id());
        let conditions = applied.value.as_object().into_iter().flat_map(|o| o.iter());
        for condition in conditions {
            let Some(node) = condition.value.get("expression") else {
                continue;
            };
            let Some(Ok(expression)) = node.as_str().map(Expression::parse) else {
                continue;
            };
            let checked = expression.check(&current);
            for found in &checked.problems {
                let mut report = problem(context.sources, EXPRESSION, node, found)
                    .shape(subject.id())
                    .event_at(condition.value.span);
                if let Some(kind) = event_suffix(found) {
                    report = report.event(format!(
                        "ConditionsTrait.JmespathProblem.{kind}.{}",
                        condition.key
                    ));
                }
                out.push(report);
            }
            if checked.returns == Type::Boolean {
                continue;
            }
            let report = not_boolean(&condition.key, node, checked.returns)
                .shape(subject.id())
                .event_at(subject.span());
            let obscured = checked.problems.iter().any(obscures_type);
            out.push(if obscured { report.echo() } else { report });
        }
    }
}

fn not_boolean(name: &str, node: &Node, returns: Type) -> crate::diag::Diagnostic {
    let report = TYPE.at(
        node.span,
        match returns {
            Type::Any => format!("whether the condition `{name}` is true or false is not certain"),
            returns => format!(
                "the condition `{name}` yields {}, and is neither true nor false",
                returns.describe()
            ),
        },
    );
    let report = report.here(match returns {
        Type::Any => "may yield any value".to_owned(),
        returns => format!("yields {}", returns.describe()),
    });
    report
        .note("a value satisfies a condition whose expression yields `true`")
        .help("compare it with something, as in `start < end` or `kind == 'city'`")
}
