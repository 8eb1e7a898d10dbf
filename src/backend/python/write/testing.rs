//! Writes `testing.py`: transports that answer with what a test has queued.

use super::super::literals::py_string;
use super::super::plan::{Items, Operation, Plan};
use super::super::printer::{Doc, Printer, call, chain, generic, subscript};
use super::assemble;
use super::imports::Imports;

const STUB: &str = "._runtime.stub";

/// The text of the module.
pub fn write(plan: &Plan<'_>) -> String {
    let own = ["Answers", "AsyncStubTransport", "StubTransport"];
    let mut imports = Imports::new(own.map(str::to_owned).into_iter().collect());
    let mut out = Printer::new();
    answers(plan, &mut imports, &mut out);
    for (class, base, client) in [
        ("StubTransport", "StubBase", "Client"),
        ("AsyncStubTransport", "AsyncStubBase", "AsyncClient"),
    ] {
        let base = imports.local(STUB, base);
        out.raw("\n\n");
        out.line(format!("class {class}({base}):"));
        out.indent();
        out.docstring(&[
            format!("Answers the calls of a client: `{client}(transport={class}())`."),
            String::new(),
            "Attributes:".to_owned(),
            "    on: Queues answers, as in `stub.on.some_operation(output)`.".to_owned(),
            "    requests: The requests that were made, in order.".to_owned(),
            "    clock: What waiting between attempts moves.".to_owned(),
        ]);
        out.blank(1);
        out.line("def __init__(self) -> None:");
        out.indent();
        out.docstring(&["Make a transport that has no answers yet.".to_owned()]);
        out.line("super().__init__()");
        out.line("self.on = Answers(self)");
        out.dedent();
        out.dedent();
    }
    let mut all = own.map(str::to_owned).to_vec();
    if plan.gives_events() {
        all.push(imports.local(STUB, "StubEvents"));
    }
    if plan.operations.iter().any(|operation| operation.streams) {
        all.push(imports.local(STUB, "stub_stream"));
    }
    out.raw("\n\n");
    super::package::all_list(&mut all, &mut out);
    let docstring = format!(
        "What tests of programs need that call {}.",
        plan.service_name
    );
    assemble(plan, &[docstring], &imports, "", &out.finish())
}

fn answers(plan: &Plan<'_>, imports: &mut Imports, out: &mut Printer) {
    out.raw("\n\n");
    out.line("class Answers:");
    out.indent();
    out.docstring(&["Queues of answers by operation; errors are raised.".to_owned()]);
    out.blank(1);
    let bases = ["StubBase", "AsyncStubBase"].map(|name| imports.local(STUB, name));
    out.line(format!(
        "def __init__(self, stub: {}) -> None:",
        bases.join(" | ")
    ));
    out.indent();
    out.docstring(&["Make the queues of a transport.".to_owned()]);
    let queue = imports.local(STUB, "Queue");
    let root = imports.local(".errors", "SmithyError");
    for operation in &plan.operations {
        let answer = answer(plan, operation, imports, out.width());
        let kind = subscript(queue.clone(), chain("|", vec![answer, root.clone().into()]));
        let made = call(
            queue.clone(),
            vec!["stub".into(), py_string(operation.wire).into()],
        );
        out.annotated(&format!("self.{}", operation.method), &kind, Some(&made));
    }
    if plan.operations.is_empty() {
        out.line("self.stub = stub");
    }
    out.dedent();
    out.dedent();
}

/// What an operation is answered with.
fn answer(plan: &Plan<'_>, operation: &Operation<'_>, imports: &mut Imports, width: usize) -> Doc {
    let mut model = |id| {
        imports.lazy("models");
        format!("models.{}", plan.class_name(id))
    };
    match (&operation.events, operation.output) {
        (Some(events), Some(output)) => {
            let event = match events.items {
                Items::Union(id) | Items::Structure(id) => model(id),
                Items::Plain => String::new(),
            };
            let output = model(output);
            let event = if event.is_empty() {
                imports.local("._runtime.sse", "ServerSentEvent")
            } else {
                event
            };
            let stream = imports.local(STUB, "StubEvents");
            generic(&stream, [event, output], width.saturating_sub(4))
        }
        (None, Some(output)) => model(output).into(),
        (_, None) => "None".into(),
    }
}
