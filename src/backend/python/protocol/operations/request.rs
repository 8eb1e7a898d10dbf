//! Requests: from members to labels, query, headers and bodies.

use crate::knowledge::http::{Direction, HttpOperation, Location, bindings, json_name};
use crate::model::Shape;

use super::super::super::literals::py_string;
use super::super::super::plan::{Field, Kind, Operation};
use super::super::super::printer::{Doc, call, row};
use super::super::Rpc;
use super::super::documents::body_of;
use super::super::wrapped;
use super::Writer;

impl<'m> Writer<'_, 'm, '_> {
    /// `_send_x(o)`: from the input to a request.
    pub(super) fn bound_sender(
        &mut self,
        stem: &str,
        operation: &Operation<'_>,
        http: &HttpOperation<'_>,
    ) {
        let plan = self.plan;
        let input = self.open_sender(stem, operation);
        let fields: &[Field<'_>] = input.map_or(&[], |shape| plan.fields(shape.id));
        let found = input.map_or_else(Vec::new, |shape| bindings(shape, Direction::Request));
        let bound: Vec<(&Field<'_>, Location<'_>)> = fields
            .iter()
            .zip(&found)
            .map(|(field, binding)| (field, binding.location))
            .collect();
        let mut items: Vec<Doc> = vec![py_string(http.method).into()];
        items.push(self.path(http, &bound));
        if self.query(http, &bound) {
            items.push("query=q".into());
        }
        if self.headers(&bound) {
            items.push("headers=h".into());
        }
        if let Some(prefix) = self.host(operation.shape, fields) {
            items.push(format!("host_prefix={prefix}").into());
        }
        items.extend(self.extras(operation, fields));
        let payload = bound
            .iter()
            .find(|(_, location)| *location == Location::Payload);
        match payload {
            Some((field, _)) if field.kind == Kind::EventStream => {
                items.extend(self.sent_body(operation, None));
                self.finish(items);
            }
            Some((field, _)) if wrapped::is_wrapped(plan, self.style, field.member) => {
                self.wrapped_payload(items, operation, field);
            }
            Some((field, _)) => self.payload(items, field),
            None => self.document(items, operation, input),
        }
        self.out.dedent();
    }

    /// The same where all operations go one way.
    pub(super) fn rpc_sender(&mut self, stem: &str, operation: &Operation<'_>, rpc: Rpc) {
        let plan = self.plan;
        let input = self.open_sender(stem, operation);
        let fields: &[Field<'_>] = input.map_or(&[], |shape| plan.fields(shape.id));
        let path = (rpc.path)(plan, operation);
        let mut items: Vec<Doc> = vec!["\"POST\"".into(), py_string(&path).into()];
        let headers = (rpc.headers)(plan, operation);
        if !headers.is_empty() {
            let entries = headers
                .iter()
                .map(|(name, value)| format!("{}: {}", py_string(name), py_string(value)).into())
                .collect();
            let dict = Doc::Bracket {
                open: "{".into(),
                items: entries,
                close: "}".into(),
            };
            items.push(row(["headers=".into(), dict]));
        }
        if let Some(prefix) = self.host(operation.shape, fields) {
            items.push(format!("host_prefix={prefix}").into());
        }
        items.extend(self.extras(operation, fields));
        if input.is_none()
            && let Some(empty) = (rpc.empty)(plan, operation)
        {
            items.push(format!("document={empty}").into());
        }
        self.document(items, operation, input);
        self.out.dedent();
    }

    /// The signature; returns the input.
    fn open_sender(&mut self, stem: &str, operation: &Operation<'_>) -> Option<&'m Shape> {
        let request = self.core("Request");
        let input = operation.input.and_then(|id| self.plan.model.shape(id));
        let parameter = match input {
            Some(shape) => format!("o: {}", self.class(shape.id)),
            None => "o: None".into(),
        };
        self.out.signature(
            &format!("def _send_{stem}("),
            vec![parameter.into()],
            &request.into(),
            false,
        );
        self.out.indent();
        self.declared = false;
        input
    }

    /// Ends a sender with what is in the document.
    fn document(&mut self, mut items: Vec<Doc>, operation: &Operation<'_>, input: Option<&Shape>) {
        let (plan, style) = (self.plan, self.style);
        let body = input.and_then(|shape| body_of(plan, style, shape, Direction::Request));
        if operation.sends.is_some() {
            let initial = body.map(|body| {
                self.codec
                    .document(plan, operation, &body, &mut self.imports)
            });
            items.extend(self.sent_body(operation, initial));
        } else if let Some(body) = body {
            let document = self
                .codec
                .document(plan, operation, &body, &mut self.imports);
            self.out.statement("d = ", &document, "");
            items.push("document=d".into());
        }
        self.finish(items);
    }

    /// A payload that is in the document of its structure, and is taken out of it.
    fn wrapped_payload(
        &mut self,
        mut items: Vec<Doc>,
        operation: &Operation<'_>,
        field: &Field<'_>,
    ) {
        let (plan, style) = (self.plan, self.style);
        let input = operation.input.and_then(|id| plan.model.shape(id));
        let body = input.and_then(|shape| body_of(plan, style, shape, Direction::Request));
        if let Some(body) = body {
            let document = self
                .codec
                .document(plan, operation, &body, &mut self.imports);
            self.out.statement("d = ", &document, "");
            let name = py_string(json_name(field.member));
            items.push(if field.is_optional() && !field.demanded {
                format!("document=d.get({name})").into()
            } else {
                format!("document=d[{name}]").into()
            });
        }
        self.finish(items);
    }

    pub(super) fn finish(&mut self, items: Vec<Doc>) {
        let request = self.core("Request");
        self.out.statement("return ", &call(request, items), "");
    }
}
