//! Writes the functions of cases.

use crate::name::ShapeId;
use crate::node::{Node, Value};

use super::super::docs::Text;
use super::super::literals::{py_int, py_string};
use super::super::names::{Scope, snake_case};
use super::super::plan::{Field, Kind, Plan};
use super::super::printer::{Doc, Printer, call, row, tuple};
use super::super::protocol::has_buckets;
use super::super::write::module;
use super::case::{Case, Subject, object, texts};
use super::values::{Values, bracket};

/// Writes the functions of one module.
pub(super) struct Writer<'p, 'm> {
    pub(super) plan: &'p Plan<'m>,
    pub(super) values: Values<'p, 'm>,
    pub(super) out: Printer,
    /// Names of the package's root that are needed.
    pub(super) package: Vec<&'static str>,
    /// Names of `sides` that are needed.
    pub(super) sides: Vec<&'static str>,
    /// Whether pytest itself is named.
    pub(super) pytest: bool,
}

/// The text of one module of cases.
pub fn module_of<'p, 'm: 'p>(
    plan: &'p Plan<'m>,
    protocol: ShapeId,
    name: &str,
    cases: impl Iterator<Item = &'p Case<'p, 'm>>,
) -> String {
    let mut writer = Writer {
        plan,
        values: Values::new(plan),
        out: Printer::new(),
        package: Vec::new(),
        sides: Vec::new(),
        pytest: false,
    };
    let mut names = Scope::default();
    for case in cases {
        let name = names.claim(&format!("test_{}", snake_case(case.id())));
        writer.case(case, &name);
    }
    let docstring = format!(
        "The {name} of {}, as {protocol} has them.",
        plan.service_name
    );
    writer.finish(&[docstring])
}

impl<'p, 'm> Writer<'p, 'm> {
    fn finish(mut self, docstring: &[String]) -> String {
        let mut out = module(self.plan, docstring);
        out.line("from __future__ import annotations");
        let modules = std::mem::take(&mut self.values.modules);
        if !modules.is_empty() {
            out.blank(1);
            for module in modules {
                out.line(format!("import {module}"));
            }
        }
        if self.pytest {
            out.blank(1);
            out.line("import pytest");
        }
        if !self.package.is_empty() {
            self.package.sort_unstable();
            self.package.dedup();
            out.blank(1);
            let names = self.package.join(", ");
            out.line(format!("from {} import {names}", self.plan.settings.module));
        }
        out.blank(1);
        out.line("from .conftest import Side");
        if !self.sides.is_empty() {
            // Classes stand before functions.
            self.sides.sort_unstable();
            self.sides.dedup();
            out.line(format!("from .sides import {}", self.sides.join(", ")));
        }
        out.raw(&self.out.finish());
        out.finish()
    }

    fn case(&mut self, case: &Case<'p, 'm>, name: &str) {
        self.out.raw("\n\n");
        let head = format!("def {name}(");
        self.out
            .signature(&head, vec!["side: Side".into()], &"None".into(), false);
        self.out.indent();
        let width = self.out.width();
        let mut lines = vec![format!("Case `{}`.", case.id())];
        let docs = Text::read(case.documentation());
        if !docs.is_empty() {
            lines.push(String::new());
            lines.extend(docs.wrap(width));
        }
        self.out.docstring(&lines);
        match case.subject {
            Subject::Request => self.request(case),
            Subject::Response => self.response(case),
            Subject::Error(error) => self.error(case, error),
            Subject::Events => self.events(case),
        }
        self.out.dedent();
    }

    // ---- calls

    /// Writes `given = …` where there is an input, and returns the call.
    pub(super) fn call(&mut self, case: &Case<'p, 'm>, params: Option<&Node>) -> Doc {
        let method = format!("client.{}", case.operation.method);
        let Some(input) = case.operation.input else {
            return lambda(method, Vec::new());
        };
        let given = match params {
            Some(node) => self.values.value(input, node),
            None => self.values.smallest(input),
        };
        match given {
            Some(value) if !is_empty_call(&value) => {
                self.package.push("models");
                self.out.statement("given = ", &value, "");
                lambda(method, vec!["given".into()])
            }
            _ => lambda(method, Vec::new()),
        }
    }

    fn request(&mut self, case: &Case<'p, 'm>) {
        let node = case.node;
        if let Some(host) = node.get_str("host") {
            let mut items = vec![py_string(host).into()];
            if has_buckets(self.plan) {
                items.extend(settings(node));
            }
            let at = call("side.at", items);
            self.out.statement("", &at, "");
        }
        let given = self.call(case, node.get("params"));
        self.out.statement("", &call("side.send", vec![given]), "");
        self.expect_request(node);
    }

    /// Writes what is expected of the request that was sent.
    pub(super) fn expect_request(&mut self, node: &Node) {
        let uri = py_string(node.get_str("uri").unwrap_or("/"));
        let method = py_string(node.get_str("method").unwrap_or("POST"));
        let mut items: Vec<Doc> = vec![method.into(), uri.into()];
        if let Some(host) = node.get_str("resolvedHost") {
            items.push(format!("host={}", py_string(host)).into());
        }
        for (key, name) in [
            ("queryParams", "query"),
            ("forbidQueryParams", "forbid_query"),
            ("requireQueryParams", "require_query"),
        ] {
            items.extend(strings(node, key, name));
        }
        items.extend(headers(node));
        for (key, name) in [
            ("forbidHeaders", "forbid_headers"),
            ("requireHeaders", "require_headers"),
        ] {
            items.extend(strings(node, key, name));
        }
        items.extend(self.body(node));
        self.out.statement("", &call("side.expect", items), "");
    }

    pub(super) fn body(&self, node: &Node) -> Vec<Doc> {
        let Some(body) = node.get_str("body") else {
            return Vec::new();
        };
        let mut items = vec![self.text("body=", body)];
        if let Some(media_type) = node.get_str("bodyMediaType") {
            items.push(format!("media_type={}", py_string(media_type)).into());
        }
        items
    }

    /// A text that is an argument: in one literal where it fits, else a literal for each line.
    fn text(&self, head: &str, text: &str) -> Doc {
        let literal = py_string(text);
        let size = literal.chars().count();
        let whole = format!("{head}{literal}");
        // Inside the call it stands one level deeper and before a comma, and `ruff` joins literals
        // that fit on a line between parentheses, one level deeper still.
        let room = self.out.width();
        let fits = whole.chars().count() + 5 <= room || size + 8 <= room;
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        if fits || lines.len() < 2 {
            return whole.into();
        }
        Doc::Wrap {
            open: format!("{head}(").into(),
            parts: lines
                .into_iter()
                .map(|line| py_string(line).into())
                .collect(),
            close: ")".into(),
        }
    }

    // ---- responses

    /// Writes what the server answers.
    pub(super) fn answer(&mut self, node: &Node) {
        let code = match node.get("code").map(|node| &node.value) {
            Some(Value::Number(number)) => py_int(number),
            _ => None,
        };
        let mut items: Vec<Doc> = vec![code.unwrap_or_else(|| "200".into()).into()];
        items.extend(headers(node));
        items.extend(self.body(node));
        self.out.statement("", &call("side.answer", items), "");
    }

    fn response(&mut self, case: &Case<'p, 'm>) {
        self.answer(case.node);
        let made = self.call(case, None);
        let plan = self.plan;
        let Some(output) = case.operation.output else {
            self.out.statement("", &call("side.call", vec![made]), "");
            return;
        };
        let function = if case.operation.events.is_some() {
            "side.receive"
        } else {
            "side.call"
        };
        self.out
            .statement("output = ", &call(function, vec![made]), "");
        let found = if case.operation.events.is_some() {
            "output.output"
        } else {
            "output"
        };
        let streams = plan
            .fields(output)
            .iter()
            .any(|one| one.kind == Kind::Stream);
        let params = case.node.get("params");
        if streams {
            self.compare_members(plan.fields(output), params);
        } else {
            self.compare(found, output, params);
        }
    }

    /// Writes a comparison with a shape of these members.
    pub(super) fn compare(&mut self, found: &str, target: ShapeId, params: Option<&Node>) {
        self.package.push("models");
        self.sides.push("same");
        let members = params.and_then(|node| self.values.members(target, node, 0));
        let expected = call(self.values.class(target), members.unwrap_or_default());
        let items = vec![found.to_owned().into(), expected];
        self.out.statement("", &call("same", items), "");
    }

    /// The same, one by one, for a shape that has a stream.
    fn compare_members(&mut self, fields: &[Field<'_>], params: Option<&Node>) {
        for field in fields {
            let node = params.and_then(|params| params.get(field.wire()));
            let found: Doc = if field.kind == Kind::Stream {
                format!("side.read(output.{})", field.name).into()
            } else {
                format!("output.{}", field.name).into()
            };
            let expected = match node {
                Some(node) => self.values.value(field.member.target.id, node),
                None if field.kind == Kind::Stream => Some("b\"\"".into()),
                None => Some("None".into()),
            };
            if let Some(expected) = expected {
                self.sides.push("same");
                self.out
                    .statement("", &call("same", vec![found, expected]), "");
            }
        }
    }

    fn error(&mut self, case: &Case<'p, 'm>, error: ShapeId) {
        self.answer(case.node);
        let made = self.call(case, None);
        self.package.push("models");
        self.pytest = true;
        let class = self.values.class(error);
        self.out
            .line(format!("with pytest.raises({class}) as caught:"));
        self.out.indent();
        self.call_to_the_end(case, made);
        self.out.dedent();
        self.compare("caught.value", error, case.node.get("params"));
    }

    /// Calls an operation whose output does not matter.
    pub(super) fn call_to_the_end(&mut self, case: &Case<'p, 'm>, made: Doc) {
        let function = if case.operation.events.is_some() {
            "side.receive"
        } else {
            "side.call"
        };
        self.out.statement("", &call(function, vec![made]), "");
    }
}

/// `lambda client: method(items)`.
pub(super) fn lambda(method: String, items: Vec<Doc>) -> Doc {
    format!("lambda client: {}", call(method, items).flat()).into()
}

/// Whether it is a call without arguments.
fn is_empty_call(value: &Doc) -> bool {
    matches!(value, Doc::Bracket { items, .. } if items.is_empty())
}

/// A list of texts as an argument.
pub(super) fn strings(node: &Node, key: &str, name: &str) -> Option<Doc> {
    let items = texts(node, key);
    if items.is_empty() {
        return None;
    }
    let items = items
        .into_iter()
        .map(|text| py_string(text).into())
        .collect();
    Some(row([format!("{name}=").into(), tuple(items)]))
}

/// The headers as an argument.
fn headers(node: &Node) -> Option<Doc> {
    let items = object(node, "headers")?.iter().filter_map(|entry| {
        let value = py_string(entry.value.as_str()?);
        Some(format!("{}: {value}", py_string(&entry.key)).into())
    });
    Some(bracket("headers={", items.collect(), "}"))
}

/// The settings of a client that a case asks for, as the shape `AwsConfig` of AWS's tests has them;
/// those of the operation go before those of the client.
fn settings(node: &Node) -> Vec<Doc> {
    let config = node
        .get("vendorParams")
        .and_then(|params| params.get("scopedConfig"));
    let scope = |name: &str| config?.get(name)?.get("s3");
    let scopes = [scope("operation"), scope("client")];
    let setting = |name: &str| scopes.iter().flatten().find_map(|scope| scope.get(name));
    let mut found: Vec<Doc> = Vec::new();
    if let Some(style) = setting("addressing_style").and_then(Node::as_str) {
        found.push(format!("addressing_style={}", py_string(style)).into());
    }
    for name in ["use_dualstack_endpoint", "use_accelerate_endpoint"] {
        if setting(name).and_then(Node::as_bool) == Some(true) {
            found.push(format!("{name}=True").into());
        }
    }
    found
}
