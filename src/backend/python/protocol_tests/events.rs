//! Writes the functions of conversations over event streams.

use crate::name::{ShapeId, known};
use crate::node::{Node, Object};

use super::super::literals::py_string;
use super::super::plan::Kind;
use super::super::printer::{Doc, call, row};
use super::case::{Case, object};
use super::values::bracket;
use super::write::{Writer, lambda, strings};

impl<'p, 'm> Writer<'p, 'm> {
    /// Writes the body of a case of an event stream.
    pub(super) fn events(&mut self, case: &Case<'p, 'm>) {
        let node = case.node;
        let received: Vec<&'m Node> = events(node)
            .iter()
            .filter(|event| event.get_str("type") != Some("request"))
            .collect();
        let sent: Vec<&'m Node> = events(node)
            .iter()
            .filter(|event| event.get_str("type") == Some("request"))
            .collect();
        self.answer_events(node, &received);
        let made = self.conversation(case, &sent);
        let failure = node
            .get("expectation")
            .and_then(|expectation| expectation.get("failure"));
        if let Some(failure) = failure {
            self.failing(case, failure, made);
        } else if received.is_empty() && node.get("initialResponse").is_none() {
            self.out
                .statement("", &call("side.send_events", vec![made]), "");
        } else {
            self.receiving(case, &received, made);
        }
        if let Some(request) = node.get("initialRequest") {
            self.expect_request(request);
        }
        if !sent.is_empty() {
            let items = sent.iter().map(|event| self.sent_event(event)).collect();
            self.out
                .statement("", &call("side.expect_events", items), "");
        }
    }

    /// The call with the events that it sends, if any.
    fn conversation(&mut self, case: &Case<'p, 'm>, sent: &[&Node]) -> Doc {
        let params = case.node.get("initialRequestParams");
        let plan = self.plan;
        let (Some(union), Some(input)) = (case.operation.sends, case.operation.input) else {
            return self.call(case, params);
        };
        let field = plan.fields(input).iter();
        let Some(field) = field.clone().find(|one| one.kind == Kind::EventStream) else {
            return self.call(case, params);
        };
        if sent.is_empty() {
            return self.call(case, params);
        }
        let mut items = match params {
            Some(params) => self.values.members(input, params, 0).unwrap_or_default(),
            None => self.values.needed(input, 0),
        };
        // A stream that must be there is among what is needed.
        let head = format!("{}=", field.name);
        items.retain(|item| !item.flat().starts_with(&head));
        let variants: Vec<Doc> = sent
            .iter()
            .filter_map(|event| self.values.event(union, event.get("params")?))
            .collect();
        items.push(row([head.into(), bracket("[", variants, "]")]));
        self.package.push("models");
        let given = call(self.values.class(input), items);
        self.out.statement("given = ", &given, "");
        let method = format!("client.{}", case.operation.method);
        lambda(method, vec!["given".into()])
    }

    /// What an event must be that was sent.
    fn sent_event(&mut self, event: &Node) -> Doc {
        self.sides.push("SentEvent");
        let mut items = vec![bracket("headers={", self.header_values(event), "}")];
        for (key, name) in [
            ("forbidHeaders", "forbid_headers"),
            ("requireHeaders", "require_headers"),
        ] {
            items.extend(strings(event, key, name));
        }
        items.extend(self.body(event));
        call("SentEvent", items)
    }

    fn answer_events(&mut self, node: &Node, received: &[&Node]) {
        let initial = node.get("initialResponse");
        if let Some(initial) = initial
            && initial.get("body").is_some()
        {
            self.answer(initial);
            return;
        }
        let mut items: Vec<Doc> = received.iter().map(|event| self.message(event)).collect();
        if let Some(headers) = initial.and_then(|node| object(node, "headers")) {
            items.push(bracket("headers={", entries(headers), "}"));
        }
        self.out
            .statement("", &call("side.answer_events", items), "");
    }

    /// A message that the server sends: its bytes in base64, or what makes them up.
    fn message(&mut self, event: &Node) -> Doc {
        if let Some(bytes) = event.get_str("bytes") {
            return py_string(bytes).into();
        }
        self.sides.push("message");
        let mut items = vec![bracket("{", self.header_values(event), "}")];
        if let Some(body) = event.get_str("body") {
            items.push(py_string(body).into());
        }
        call("message", items)
    }

    /// Headers of an event, with values of their own types.
    pub(super) fn header_values(&mut self, event: &Node) -> Vec<Doc> {
        let Some(headers) = object(event, "headers") else {
            return Vec::new();
        };
        let mut items = Vec::new();
        for entry in headers.iter() {
            let Some([value]) = entry.value.as_object().map(|one| one.entries.as_slice()) else {
                continue;
            };
            let target = match &*value.key {
                "blob" => known::BLOB,
                "string" => known::STRING,
                "timestamp" => known::TIMESTAMP,
                "boolean" => known::BOOLEAN,
                _ => known::LONG,
            };
            // The model writes bytes of headers in base64, as in any trait.
            let made = self.values.plain(target, &value.value);
            if let Some(made) = made {
                items.push(row([format!("{}: ", py_string(&entry.key)).into(), made]));
            }
        }
        items
    }

    fn failing(&mut self, case: &Case<'p, 'm>, failure: &Node, made: Doc) {
        self.pytest = true;
        let error = failure.get_str("errorId").and_then(ShapeId::parse);
        let class = match error.filter(|id| self.plan.class(*id).is_some()) {
            Some(error) => {
                self.package.push("models");
                self.values.class(error)
            }
            None => {
                self.package.push("errors");
                "errors.ServiceError".to_owned()
            }
        };
        self.out.line(format!("with pytest.raises({class}):"));
        self.out.indent();
        self.call_to_the_end(case, made);
        self.out.dedent();
    }

    fn receiving(&mut self, case: &Case<'p, 'm>, received: &[&Node], made: Doc) {
        let Some(stream) = &case.operation.events else {
            self.call_to_the_end(case, made);
            return;
        };
        self.out
            .statement("received = ", &call("side.receive", vec![made]), "");
        let expected: Vec<Doc> = received
            .iter()
            .filter_map(|event| match event.get("params") {
                Some(params) => self.values.value(stream.union()?, params),
                None => self.unknown(stream.union()?, event),
            })
            .collect();
        self.sides.push("same");
        if !expected.is_empty() {
            self.package.push("models");
        }
        let items = vec!["received.events".into(), bracket("[", expected, "]")];
        self.out.statement("", &call("same", items), "");
        if let Some(params) = case.node.get("initialResponseParams")
            && let Some(output) = case.operation.output
        {
            self.compare("received.output", output, Some(params));
        }
    }

    /// An event that the model does not know.
    fn unknown(&self, union: ShapeId, event: &Node) -> Option<Doc> {
        use super::super::plan::ClassKind;
        let class = self.plan.class(union)?;
        let ClassKind::Union { unknown, .. } = &class.kind else {
            return None;
        };
        let tag = event
            .get("headers")?
            .get(":event-type")?
            .get_str("string")?;
        Some(call(
            format!("models.{unknown}"),
            vec![py_string(tag).into()],
        ))
    }
}

fn events(node: &Node) -> &[Node] {
    node.get("events")
        .and_then(Node::as_array)
        .unwrap_or_default()
}

fn entries(object: &Object) -> Vec<Doc> {
    object
        .iter()
        .filter_map(|entry| {
            let value = py_string(entry.value.as_str()?);
            Some(format!("{}: {value}", py_string(&entry.key)).into())
        })
        .collect()
}
