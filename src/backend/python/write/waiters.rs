//! Writes `_waiters.py`: what each waiter looks at, and what it does about it.

use std::fmt::Write;

use super::super::expressions::{Functions, Subject};
use super::super::literals::{py_bool, py_string};
use super::super::plan::{Acceptor, Gives, Matcher, Operation, Plan, Waiter};
use super::super::printer::{Doc, Printer, call, row, tuple};
use super::assemble;
use super::imports::Imports;

/// The text of `_waiters.py`; nothing where no operation has waiters.
pub fn write(plan: &Plan<'_>) -> Option<String> {
    if plan.waiters.is_empty() {
        return None;
    }
    let mut imports = Imports::new(rustc_hash::FxHashSet::default());
    let mut out = Printer::new();
    for waiter in &plan.waiters {
        if let Some(operation) = plan.operations.get(waiter.operation) {
            constant(plan, waiter, operation, &mut imports, &mut out);
        }
    }
    let docstring = format!("The waiters of {}.", plan.service_name);
    Some(assemble(plan, &[docstring], &imports, "", &out.finish()))
}

fn constant(
    plan: &Plan<'_>,
    waiter: &Waiter<'_>,
    operation: &Operation<'_>,
    imports: &mut Imports,
    out: &mut Printer,
) {
    let mut acceptors: Vec<Doc> = Vec::new();
    for (at, acceptor) in waiter.acceptors.iter().enumerate() {
        let stem = format!("_{}_{}", waiter.constant.to_ascii_lowercase(), at + 1);
        acceptors.push(written(plan, acceptor, operation, &stem, imports, out));
    }
    imports.local(".", "_operations");
    let class = match waiter.gives {
        Gives::Output => "Waiter",
        Gives::Maybe => "MaybeWaiter",
        Gives::Nothing => "ErrorWaiter",
    };
    let class = imports.local("._runtime.waiters", class);
    let items = vec![
        py_string(waiter.name).into(),
        format!("_operations.{}", operation.constant).into(),
        waiter.min_delay.clone().into(),
        waiter.max_delay.clone().into(),
        tuple(acceptors),
    ];
    let functions = waiter.acceptors.iter().any(Acceptor::has_path);
    out.raw(if functions { "\n\n" } else { "\n" });
    let head = format!("{} = ", waiter.constant);
    out.broken(&head, &call(class, items), "");
}

/// Writes the functions of an acceptor, and gives what makes it.
fn written(
    plan: &Plan<'_>,
    acceptor: &Acceptor<'_>,
    operation: &Operation<'_>,
    stem: &str,
    imports: &mut Imports,
    out: &mut Printer,
) -> Doc {
    let class = imports.local("._runtime.waiters", "Acceptor");
    let mut functions = Functions {
        plan: Some(plan),
        imports,
    };
    let mut items: Vec<Doc> = vec![py_string(acceptor.state).into()];
    let matcher = match &acceptor.matcher {
        Matcher::Success(expected) => format!("succeeded={}", py_bool(*expected)).into(),
        Matcher::Error(name, shape) => {
            let error = row(["error=".into(), py_string(name).into()]);
            if let Some(shape) = shape {
                items.push(error);
                row(["shape=".into(), py_string(shape).into()])
            } else {
                error
            }
        }
        Matcher::Output(comparison) => {
            let subject = Subject::Output(operation.output);
            let text = functions.predicate(stem, subject, *comparison);
            out.raw("\n\n");
            out.raw(&text);
            format!("output={stem}").into()
        }
        Matcher::InputOutput(comparison) => {
            let subject = Subject::Both(operation.input, operation.output);
            let text = functions.predicate(stem, subject, *comparison);
            out.raw("\n\n");
            out.raw(&text);
            format!("both={stem}").into()
        }
    };
    items.push(matcher);
    if let Some(message) = acceptor.message {
        let name = format!("{stem}_message");
        let text = functions.text(&name, Subject::Output(operation.output), message);
        out.raw("\n\n");
        out.raw(&text);
        items.push(format!("message={name}").into());
    }
    call(class, items)
}

/// The section of the package's README; empty where there are no waiters.
pub fn readme(plan: &Plan<'_>) -> String {
    let mut out = String::new();
    let Some(first) = plan.waiters.first() else {
        return out;
    };
    let _ = write!(
        out,
        r"
## Waiters

`client.{method}(..., {limit}=300)` calls `{operation}` until what it answers is as wished, for at
most so many seconds, with growing pauses between the calls. It raises `WaiterTimeoutError` when the
time is over and `WaiterFailureError` when it cannot come about any more; both are `WaiterError`, with
`waiter`, `attempts`, `last_output` and `last_error`. An error that the waiter does not know is raised
as it is. The last call begins when the time is over, and may take its own `timeout`.

",
        method = first.method,
        limit = first.limit,
        operation = plan
            .operations
            .get(first.operation)
            .map_or("", |operation| operation.method.as_str()),
    );
    for waiter in &plan.waiters {
        let _ = writeln!(out, "- `{}`", waiter.method);
    }
    out
}
