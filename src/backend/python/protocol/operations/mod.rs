//! `_operations.py`: from an input to a request, and from a response to an output, an error or
//! events.
//!
//! Used by every protocol. HTTP bindings are followed where the protocol has them; what is in a
//! document goes through the codec that the protocol hands in.

mod auth;
mod events;
mod headers;
mod payload;
mod request;
mod response;
mod sent_events;
mod steps;
mod uri;
mod values;

use rustc_hash::FxHashMap;

use crate::knowledge::http::{TimestampFormat, operation as http_operation};
use crate::name::{ShapeId, known};
use crate::node::Node;

use super::super::literals::py_string;
use super::super::names::{Scope, snake_case};
use super::super::plan::{AuthScheme, ClassKind, Operation, Plan};
use super::super::printer::{Doc, Printer, call, row, tuple};
use super::super::write::imports::Imports;
use super::buckets::{ADJUST, BUCKETS, has_buckets};
use super::documents::used_errors;
use super::names::ENCODE;
use super::{Codec, Protocol, Style};

pub use events::documents as event_documents;
pub use sent_events::sent as sent_events;
pub(super) use steps::is_service;

const HEADERS: &str = "._runtime.headers";
const OPERATION: &str = "._runtime.operation";

/// The functions and constants of all operations, and the imports of the module.
pub fn write(plan: &Plan<'_>, protocol: &dyn Protocol, codec: &dyn Codec) -> (Imports, String) {
    let mut writer = Writer::new(plan, protocol, codec);
    writer.write();
    (writer.imports, writer.out.finish())
}

/// What the runtime calls a format.
pub fn timestamp_name(format: TimestampFormat) -> &'static str {
    match format {
        TimestampFormat::DateTime => "date_time",
        TimestampFormat::HttpDate => "http_date",
        TimestampFormat::EpochSeconds => "epoch_seconds",
    }
}

fn error_stems(plan: &Plan<'_>, taken: &[Vec<AuthScheme>]) -> FxHashMap<ShapeId, String> {
    let mut scope = Scope::default();
    auth::stems(taken).for_each(|stem| drop(scope.claim(&stem)));
    used_errors(plan)
        .into_iter()
        .map(|id| (id, scope.claim(&snake_case(plan.class_name(id)))))
        .collect()
}

struct Writer<'p, 'm, 'c> {
    plan: &'p Plan<'m>,
    protocol: &'c dyn Protocol,
    codec: &'c dyn Codec,
    style: Style,
    imports: Imports,
    out: Printer,
    /// Whether `v` was declared in the function that is being written.
    declared: bool,
    /// How the functions of event streams end, by their union.
    event_stems: FxHashMap<ShapeId, String>,
    /// How the functions of events that are all alike end, by their structure.
    alike_stems: FxHashMap<ShapeId, String>,
    /// How the functions of sent event streams end.
    sent_stems: FxHashMap<ShapeId, String>,
    /// What the functions and constants of errors are called after.
    error_stems: FxHashMap<ShapeId, String>,
    /// The combinations of authentication schemes that operations have.
    auth: Vec<Vec<AuthScheme>>,
}

impl<'p, 'm, 'c> Writer<'p, 'm, 'c> {
    /// A writer that has written nothing.
    fn new(plan: &'p Plan<'m>, protocol: &'c dyn Protocol, codec: &'c dyn Codec) -> Self {
        let own = plan
            .operations
            .iter()
            .map(|operation| operation.constant.clone())
            .collect();
        let auth = auth::combinations(plan);
        Self {
            plan,
            protocol,
            codec,
            style: protocol.style(),
            imports: Imports::new(own),
            out: Printer::new(),
            declared: false,
            event_stems: FxHashMap::default(),
            alike_stems: FxHashMap::default(),
            sent_stems: FxHashMap::default(),
            error_stems: error_stems(plan, &auth),
            auth,
        }
    }

    /// Writes errors, then event streams, then operations.
    fn write(&mut self) {
        self.auth_constants();
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
        self.sent_streams();
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

    /// Whether the service takes event streams over HTTP/2 alone.
    fn demands_http2(&self) -> bool {
        let settings = self.plan.service.trait_value(self.protocol.id());
        let versions = settings.and_then(|node| {
            let all = node.get("eventStreamHttp").or_else(|| node.get("http"))?;
            all.as_array().filter(|versions| !versions.is_empty())
        });
        versions.is_some_and(|versions| {
            let mut versions = versions.iter().filter_map(Node::as_str);
            !versions.any(|version| version.starts_with("http/1"))
        })
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
        let code = self.protocol.error_code(plan, class.shape);
        let mut arguments = vec![
            py_string(&code).into(),
            status.to_string().into(),
            format!("_error_{stem}").into(),
        ];
        if let Some(retryable) = class.shape.trait_value(known::RETRYABLE) {
            arguments.push("retryable=True".into());
            if retryable.get("throttling").and_then(Node::as_bool) == Some(true) {
                arguments.push("throttling=True".into());
            }
        }
        let head = format!("_{} = ", stem.to_ascii_uppercase());
        self.out.statement(&head, &call(error_type, arguments), "");
    }

    fn error_stem(&self, id: ShapeId) -> &str {
        self.error_stems.get(&id).map_or("", String::as_str)
    }

    fn operation(&mut self, operation: &Operation<'_>) {
        let stem = operation.constant.to_ascii_lowercase();
        let model = self.plan.model;
        let http = http_operation(operation.shape);
        self.out.raw("\n\n");
        match (self.style, &http) {
            (Style::Rpc(rpc), _) => self.rpc_sender(&stem, operation, rpc),
            (Style::Bindings(_), Some(http)) => self.bound_sender(&stem, operation, http),
            (Style::Bindings(_), None) => return,
        }
        let reader = match operation.output.and_then(|id| model.shape(id)) {
            Some(shape) => {
                self.out.raw("\n\n");
                let opening = self.opening(operation);
                self.reader(&format!("_read_{stem}"), shape, opening);
                format!("_read_{stem}")
            }
            None => self.core("nothing"),
        };
        let class = match operation.input {
            Some(id) => self.class(id),
            None => self.core("no_input"),
        };
        let wire = self.protocol.wire(self.plan);
        let wire = self.imports.local(wire.module, wire.name);
        let mut items: Vec<Doc> = vec![
            py_string(operation.wire).into(),
            class.into(),
            format!("_send_{stem}").into(),
            reader.into(),
            wire.into(),
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
        if self.style.uses_bindings()
            && let Some(code) = http.map(|http| http.code)
            && !(200..300).contains(&code)
        {
            items.push(format!("success={code}").into());
        }
        if operation.exact {
            items.push("exact=True".into());
        }
        if operation.documents {
            items.push("documents=True".into());
        }
        if operation.streams {
            items.push("streams=True".into());
        }
        if operation.sends.is_some() && self.demands_http2() {
            items.push("http2=True".into());
        }
        if let Some(events) = &operation.events {
            let media_type = self.events_media_type(events);
            items.push(format!("accept={media_type}").into());
        }
        items.extend(self.auth_argument(operation));
        if has_buckets(self.plan) {
            let adjust = self.imports.local(BUCKETS, ADJUST);
            items.push(format!("adjust={adjust}").into());
        }
        let name = self.core("Operation");
        self.out.raw("\n\n");
        let head = format!("{} = ", operation.constant);
        self.out.broken(&head, &call(name, items), "");
    }
}
