//! Writes `_paginate.py`: the operations that answer in pages, as methods that give all pages.

use std::fmt::Write;

use super::super::docs::Text;
use super::super::literals::py_string;
use super::super::names::Scope;
use super::super::plan::{Kind, Names, Operation, Pagination, Plan, Way, annotation};
use super::super::printer::{Doc, Printer, call, chain, row, subscript, tuple};
use super::super::protocol::ForeignNames;
use super::assemble;
use super::clients::Side;
use super::imports::Imports;
use super::models::section;
use crate::name::known;

/// The class of a side's methods.
pub fn class(side: Side) -> &'static str {
    match side {
        Side::Sync => "Paginators",
        Side::Async => "AsyncPaginators",
    }
}

/// The text of `_paginate.py`; nothing where no operation answers in pages.
pub fn write(plan: &Plan<'_>) -> Option<String> {
    let paginated = plan.paginated();
    if paginated.is_empty() {
        return None;
    }
    let classes = [class(Side::Sync), class(Side::Async)];
    let mut imports = Imports::new(classes.iter().map(|name| (*name).to_owned()).collect());
    // Only annotations name shapes here.
    imports.lazy("models");
    let mut out = Printer::new();
    for (operation, pagination) in &paginated {
        pager(plan, operation, pagination, &mut imports, &mut out);
    }
    for side in [Side::Sync, Side::Async] {
        paginators(plan, side, &paginated, &mut imports, &mut out);
    }
    let docstring = format!("Listings of {} that come in pages.", plan.service_name);
    Some(assemble(plan, &[docstring], &imports, "", &out.finish()))
}

/// The functions that take an output apart, and the constant that names them.
fn pager(
    plan: &Plan<'_>,
    operation: &Operation<'_>,
    pagination: &Pagination,
    imports: &mut Imports,
    out: &mut Printer,
) {
    let method = operation.method.trim_start_matches('_');
    let output = annotation(plan, pagination.output, &mut ForeignNames::decoded(imports));
    let token = format!("_{method}_token");
    let mut function = |name: &str, returns: Doc, way: &Way, tail: &str| {
        out.raw("\n\n");
        let parameters = vec![row(["output: ".into(), output.clone()])];
        out.signature(&format!("def {name}("), parameters, &returns, false);
        out.indent();
        follow(way, tail, out);
        out.dedent();
    };
    let way = &pagination.token;
    let kind = annotation(plan, way.target, &mut ForeignNames::decoded(imports));
    function(&token, optional(kind, way), way, "");
    let mut items = vec![
        py_string(&operation.method).into(),
        py_string(&pagination.parameter).into(),
        token.into(),
    ];
    let class = if let Some(way) = &pagination.items {
        let name = format!("_{method}_items");
        let (item, tail) = item(plan, way, imports);
        let iterable = imports.standard("collections.abc", "Iterable");
        function(&name, optional(subscript(iterable, item), way), way, tail);
        items.push(name.into());
        "Pager"
    } else {
        "BarePager"
    };
    let given = if operation.positional_input {
        ""
    } else {
        &operation.input_parameter
    };
    if given != "input" {
        items.push(py_string(given).into());
    }
    let class = imports.local("._runtime.pages", class);
    out.raw("\n\n");
    out.statement(
        &format!("{} = ", constant(operation)),
        &call(class, items),
        "",
    );
}

fn constant(operation: &Operation<'_>) -> String {
    format!("_{}", operation.constant.trim_start_matches('_'))
}

fn optional(kind: Doc, way: &Way) -> Doc {
    if way.steps.iter().any(|(_, optional)| *optional) {
        chain("|", vec![kind, "None".into()])
    } else {
        kind
    }
}

/// What the items are, and what makes an iterable of them.
fn item(plan: &Plan<'_>, way: &Way, imports: &mut Imports) -> (Doc, &'static str) {
    let mut names = ForeignNames::decoded(imports);
    let shape = plan.model.shape(way.target);
    let mut inner = |name| {
        let target = shape.and_then(|shape| shape.member(name));
        match target {
            Some(member) => annotation(plan, member.target.id, &mut names),
            None => names.runtime("documents", "Document").into(),
        }
    };
    let map = way.kind == Kind::Map;
    let mut value = inner(if map {
        known::member::VALUE
    } else {
        known::member::MEMBER
    });
    if shape.is_some_and(|shape| shape.has_trait(known::SPARSE)) {
        value = chain("|", vec![value, "None".into()]);
    }
    if map {
        let key = inner(known::member::KEY);
        (
            subscript("tuple", row([key, ", ".into(), value])),
            ".items()",
        )
    } else {
        (value, "")
    }
}

/// Returns what a way leads to, or `None` where something on it is.
fn follow(way: &Way, tail: &str, out: &mut Printer) {
    let mut scope = Scope::with(&["output", "models", "self"]);
    let mut code = "output".to_owned();
    let mut nullable = false;
    let last = way.steps.len().saturating_sub(1);
    for (at, (name, optional)) in way.steps.iter().enumerate() {
        // What a tail is called on has to be looked at first.
        let end = at == last && (tail.is_empty() || !optional);
        let tail = if end { tail } else { "" };
        let value: Doc = format!("{code}.{name}{tail}").into();
        let condition = format!("{code} is None").into();
        let value = if nullable {
            Doc::Choice(Box::new(["None".into(), condition, value]))
        } else {
            value
        };
        if end {
            out.statement("return ", &value, "");
            return;
        }
        code = scope.claim(name);
        out.statement(&format!("{code} = "), &value, "");
        nullable |= optional;
    }
    let condition = format!("{code} is None").into();
    let value = Doc::Choice(Box::new([
        "None".into(),
        condition,
        format!("{code}{tail}").into(),
    ]));
    out.statement("return ", &value, "");
}

/// The class whose methods give all pages.
fn paginators(
    plan: &Plan<'_>,
    side: Side,
    paginated: &[(&Operation<'_>, Pagination)],
    imports: &mut Imports,
    out: &mut Printer,
) {
    let client = side.class(&plan.client);
    let (module, method) = match side {
        Side::Sync => ("._sync", "pages"),
        Side::Async => ("._async", "async_pages"),
    };
    imports.typed(module, &client);
    out.raw("\n\n");
    out.line(format!("class {}:", class(side)));
    out.indent();
    let width = out.width();
    let mut lines = vec![
        "Operations that answer in pages; each takes what it takes on the client, and gives all pages."
            .to_owned(),
    ];
    let described: Vec<(String, Text)> = paginated
        .iter()
        .map(|(operation, _)| (operation.method.clone(), operation.docs.first_sentence()))
        .collect();
    section(&mut lines, "Attributes:", &described, width);
    out.docstring(&lines);
    out.blank(1);
    out.line(format!("def __init__(self, client: {client}) -> None:"));
    out.indent();
    out.docstring(&["Make them of those of a client.".to_owned()]);
    for (operation, _) in paginated {
        let head = format!("self.{} = ", operation.method);
        let callee = format!("{}.{method}", constant(operation));
        let value = call(callee, vec![format!("client.{}", operation.method).into()]);
        out.statement(&head, &value, "");
    }
    out.dedent();
    out.dedent();
}

/// The section of the package's README; empty where no operation answers in pages.
pub fn readme(plan: &Plan<'_>) -> String {
    let paginated = plan.paginated();
    let mut out = String::new();
    let with_items = paginated.iter().find(|(_, found)| found.items.is_some());
    let Some((operation, pagination)) = with_items.or(paginated.first()) else {
        return out;
    };
    let shown = tuple(Vec::new()).flat();
    let shown = if operation.parameters.iter().any(|one| one.required) {
        "(...)"
    } else {
        &shown
    };
    let method = &operation.method;
    let _ = write!(
        out,
        r"
## Pages

`client.{method}{shown}` gives one page. `client.paginate.{method}{shown}` takes the same arguments
and gives all of them; each is called for when its turn comes, with the same options, and a loop
that is left early leaves nothing open.

```python
for page in client.paginate.{method}{shown}:
    print(page)
",
    );
    if pagination.items.is_some() {
        let _ = write!(
            out,
            r"
for item in client.paginate.{method}{shown}.items():
    print(item)
",
        );
    }
    let _ = write!(
        out,
        r"```

With the asynchronous client it is `async for`. To go on where a listing was left, pass the token of
the last page as `{parameter}`. A service that gives a token twice ends the listing with
`PaginationError`.

",
        parameter = pagination.parameter,
    );
    for (operation, found) in &paginated {
        let tail = if found.items.is_some() {
            ""
        } else {
            ", whose pages have no items of their own"
        };
        let _ = writeln!(out, "- `{}`{tail}", operation.method);
    }
    out
}
