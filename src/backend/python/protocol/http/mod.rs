//! HTTP bindings as Python: from members to labels, query, headers and payload, and back.
//!
//! Used by every protocol that honours `@http`. Writes `_operations.py`; what is in the document
//! of a body goes through the codec that the protocol hands in.

mod events;
mod request;
mod response;

use rustc_hash::FxHashMap;

use crate::knowledge::http::{
    Direction, Location, TimestampFormat, bindings, operation as http_operation,
};
use crate::model::Shape;
use crate::name::{ShapeId, known};

use super::super::literals::py_string;
use super::super::names::{Scope, snake_case};
use super::super::plan::{ClassKind, Kind, Operation, Plan, kind};
use super::super::printer::{Doc, Printer, call, row, tuple};
use super::super::write::imports::Imports;
use super::json::{Body, JsonCodec, in_document};
use super::names::ENCODE;
use events::EVENT_STREAM;

const HEADERS: &str = "._runtime.headers";
const OPERATION: &str = "._runtime.operation";

/// The structured bodies of all messages of a service, and the shapes that are a body as a whole.
#[derive(Default, Debug)]
pub struct Bodies {
    /// Of requests.
    pub requests: Vec<Body>,
    /// Of responses and errors.
    pub responses: Vec<Body>,
    /// Payloads of requests.
    pub sent: Vec<ShapeId>,
    /// Payloads of responses.
    pub received: Vec<ShapeId>,
}

impl Bodies {
    /// Finds them.
    pub fn of(plan: &Plan<'_>) -> Self {
        let mut found = Self::default();
        for operation in &plan.operations {
            if let Some(shape) = operation.input.and_then(|id| plan.model.shape(id)) {
                found.requests.extend(body_of(shape, Direction::Request));
                found.sent.extend(payload_of(plan, shape));
            }
            if let Some(shape) = operation.output.and_then(|id| plan.model.shape(id)) {
                found.responses.extend(body_of(shape, Direction::Response));
                found.received.extend(payload_of(plan, shape));
            }
        }
        for class in used_errors(plan) {
            let Some(shape) = plan.model.shape(class) else {
                continue;
            };
            found.responses.extend(body_of(shape, Direction::Response));
            found.received.extend(payload_of(plan, shape));
        }
        found.received.extend(events::documents(plan));
        found
    }
}

/// The errors that operations name, by name of their class.
pub fn used_errors(plan: &Plan<'_>) -> Vec<ShapeId> {
    let mut found: Vec<ShapeId> = plan
        .operations
        .iter()
        .flat_map(|operation| operation.errors.iter().copied())
        .collect();
    found.sort_unstable_by(|a, b| plan.class_name(*a).cmp(plan.class_name(*b)));
    found.dedup();
    found
}

fn error_stems(plan: &Plan<'_>) -> FxHashMap<ShapeId, String> {
    let mut scope = Scope::default();
    used_errors(plan)
        .into_iter()
        .map(|id| (id, scope.claim(&snake_case(plan.class_name(id)))))
        .collect()
}

/// The document of a message; `None` where nothing of it is in one.
fn body_of(shape: &Shape, direction: Direction) -> Option<Body> {
    let found = bindings(shape, direction);
    let count = found
        .iter()
        .filter(|binding| binding.location == Location::Document)
        .count();
    (count > 0).then_some(Body {
        shape: shape.id,
        partial: count < found.len() || shape.members.values().any(|m| !in_document(m, direction)),
    })
}

fn payload_of(plan: &Plan<'_>, shape: &Shape) -> Option<ShapeId> {
    let member = shape
        .members
        .values()
        .find(|member| member.has_trait(known::HTTP_PAYLOAD))?;
    matches!(
        kind(plan.model, member.target.id),
        Kind::Structure | Kind::Union
    )
    .then_some(member.target.id)
}

/// Writes the functions of all operations. `document_type` is the content type of documents.
pub struct HttpWriter<'p, 'm, 'c> {
    plan: &'p Plan<'m>,
    codec: &'c JsonCodec,
    document_type: &'static str,
    document_timestamps: TimestampFormat,
    /// The imports of the module.
    pub imports: Imports,
    /// What is written.
    pub out: Printer,
    /// Whether `v` was declared in the function that is being written.
    declared: bool,
    /// How the functions of event streams end.
    event_stems: FxHashMap<ShapeId, String>,
    /// What the functions and constants of errors are called after.
    error_stems: FxHashMap<ShapeId, String>,
}

impl<'p, 'm, 'c> HttpWriter<'p, 'm, 'c> {
    /// A writer that has written nothing.
    pub fn new(
        plan: &'p Plan<'m>,
        codec: &'c JsonCodec,
        document_type: &'static str,
        document_timestamps: TimestampFormat,
    ) -> Self {
        let own = plan
            .operations
            .iter()
            .map(|operation| operation.constant.clone())
            .collect();
        Self {
            plan,
            codec,
            document_type,
            document_timestamps,
            imports: Imports::new(own),
            out: Printer::new(),
            declared: false,
            event_stems: FxHashMap::default(),
            error_stems: error_stems(plan),
        }
    }

    /// Writes errors, then event streams, then operations.
    pub fn write(&mut self) {
        let errors = used_errors(self.plan);
        for id in &errors {
            self.error(*id);
        }
        if !errors.is_empty() {
            self.out.raw("\n\n");
            for id in &errors {
                self.error_constant(*id);
            }
        }
        self.event_streams();
        let plan = self.plan;
        for operation in &plan.operations {
            self.operation(operation);
        }
    }

    fn encode(&mut self, name: &str) -> String {
        self.imports.local(ENCODE, name)
    }

    fn header(&mut self, name: &str) -> String {
        self.imports.local(HEADERS, name)
    }

    fn core(&mut self, name: &str) -> String {
        self.imports.local(OPERATION, name)
    }

    fn any(&mut self) -> String {
        self.imports.standard("typing", "Any")
    }

    fn class(&mut self, id: ShapeId) -> String {
        self.imports.local(".", "models");
        format!("models.{}", self.plan.class_name(id))
    }

    fn codecs(&mut self) -> &'static str {
        self.imports.local(".", "_codecs");
        "_codecs"
    }

    fn error(&mut self, id: ShapeId) {
        let Some(shape) = self.plan.model.shape(id) else {
            return;
        };
        let stem = self.error_stem(id).to_owned();
        self.out.raw("\n\n");
        self.reader(&format!("_error_{stem}"), shape, None);
    }

    fn error_constant(&mut self, id: ShapeId) {
        let plan = self.plan;
        let Some(class) = plan.class(id) else { return };
        let ClassKind::Error { status, .. } = &class.kind else {
            return;
        };
        let stem = self.error_stem(id).to_owned();
        let error_type = self.core("ErrorType");
        let code = crate::knowledge::contextual_name(plan.service, id);
        let arguments = vec![
            py_string(code).into(),
            status.to_string().into(),
            format!("_error_{stem}").into(),
        ];
        let head = format!("_{} = ", stem.to_ascii_uppercase());
        self.out.statement(&head, &call(error_type, arguments), "");
    }

    fn error_stem(&self, id: ShapeId) -> &str {
        self.error_stems.get(&id).map_or("", String::as_str)
    }

    fn operation(&mut self, operation: &Operation<'_>) {
        let stem = operation.constant.to_ascii_lowercase();
        let model = self.plan.model;
        let Some(http) = http_operation(operation.shape) else {
            return;
        };
        self.out.raw("\n\n");
        self.sender(&stem, operation, &http);
        let reader = match operation.output.and_then(|id| model.shape(id)) {
            Some(shape) => {
                self.out.raw("\n\n");
                let opened = self.opened(operation);
                self.reader(&format!("_read_{stem}"), shape, opened);
                format!("_read_{stem}")
            }
            None => self.core("nothing"),
        };
        let class = match operation.input {
            Some(id) => self.class(id),
            None => self.core("no_input"),
        };
        let mut items: Vec<Doc> = vec![
            py_string(operation.wire).into(),
            class.into(),
            format!("_send_{stem}").into(),
            reader.into(),
        ];
        if !operation.errors.is_empty() {
            let names = operation
                .errors
                .iter()
                .map(|id| format!("_{}", self.error_stem(*id).to_ascii_uppercase()).into())
                .collect();
            items.push(row(["errors=".into(), tuple(names)]));
        }
        if operation.safe {
            items.push("safe=True".into());
        }
        if let Some(token) = &operation.token {
            items.push(format!("token={}", py_string(token)).into());
        }
        if !(200..300).contains(&http.code) {
            items.push(format!("success={}", http.code).into());
        }
        if operation.exact {
            items.push("exact=True".into());
        }
        if operation.streams {
            items.push("streams=True".into());
        }
        if operation.events.is_some() {
            let media_type = self.imports.local(EVENT_STREAM, "EVENT_STREAM");
            items.push(format!("accept={media_type}").into());
        }
        let name = self.core("Operation");
        self.out.raw("\n\n");
        let head = format!("{} = ", operation.constant);
        self.out.broken(&head, &call(name, items), "");
    }
}
