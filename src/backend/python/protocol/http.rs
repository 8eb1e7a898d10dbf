//! HTTP bindings as Python: from members to labels, query, headers and payload, and back.
//!
//! Used by every protocol that honours `@http`. Writes `_operations.py`; what is in the document
//! of a body goes through the codec that the protocol hands in.

use crate::knowledge::http::{
    Binding, Direction, HttpOperation, Location, Segment, TimestampFormat, bindings, host_prefix,
    media_type, operation as http_operation, timestamp_format,
};
use crate::model::{Member, Shape};
use crate::name::{ShapeId, known};

use super::super::literals::py_string;
use super::super::plan::{ClassKind, Field, Kind, Operation, Plan, Presence, kind};
use super::super::printer::{Doc, Printer, call, row, tuple};
use super::super::write::imports::Imports;
use super::super::write::models::value_expression;
use super::json::{Body, ForeignNames, JsonCodec, bare_object, in_document, timestamp_name, zero};

const ENCODE: &str = "._runtime.encode";
const HEADERS: &str = "._runtime.headers";
const OPERATION: &str = "._runtime.operation";
const TIMESTAMPS: &str = "._runtime.timestamps";

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

/// The document of a message; `None` where nothing of it is in one.
fn body_of(shape: &Shape, direction: Direction) -> Option<Body> {
    let found = bindings(shape, direction);
    let count = found
        .iter()
        .filter(|binding| binding.location == Location::Document)
        .count();
    (count > 0).then_some(Body {
        shape: shape.id,
        partial: count < found.len() || shape.members.values().any(|m| !in_document(m)),
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
        }
    }

    /// Writes errors, then operations.
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

    // ---- errors

    fn error(&mut self, id: ShapeId) {
        let Some(shape) = self.plan.model.shape(id) else {
            return;
        };
        let stem = self.error_stem(id);
        self.out.raw("\n\n");
        self.reader(&format!("_error_{stem}"), shape);
    }

    fn error_constant(&mut self, id: ShapeId) {
        let plan = self.plan;
        let Some(class) = plan.class(id) else { return };
        let ClassKind::Error { status, .. } = &class.kind else {
            return;
        };
        let stem = self.error_stem(id);
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

    fn error_stem(&self, id: ShapeId) -> String {
        self.codec.decoder(id).trim_start_matches("de_").to_owned()
    }

    // ---- operations

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
                self.reader(&format!("_read_{stem}"), shape);
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
        let name = self.core("Operation");
        self.out.raw("\n\n");
        let head = format!("{} = ", operation.constant);
        self.out.broken(&head, &call(name, items), "");
    }

    /// `_send_x(o)`: from the input to a request.
    fn sender(&mut self, stem: &str, operation: &Operation<'_>, http: &HttpOperation<'_>) {
        let request = self.core("Request");
        let input = operation.input.and_then(|id| self.plan.model.shape(id));
        let parameter = match input {
            Some(shape) => format!("o: {}", self.class(shape.id)),
            None => "o: None".into(),
        };
        self.out.signature(
            &format!("def _send_{stem}("),
            vec![parameter.into()],
            &request.clone().into(),
            false,
        );
        self.out.indent();
        self.declared = false;
        let plan = self.plan;
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
        self.body(&request, items, input, &bound);
        self.out.dedent();
    }

    fn path(&mut self, http: &HttpOperation<'_>, bound: &[(&Field<'_>, Location<'_>)]) -> Doc {
        let mut text = String::new();
        let mut formatted = false;
        for segment in &http.uri.segments {
            text.push('/');
            match segment {
                Segment::Literal(literal) => text.push_str(&braces_doubled(literal)),
                Segment::Label { name, greedy } => {
                    let Some((field, _)) = bound.iter().find(|(field, _)| field.wire() == *name)
                    else {
                        continue;
                    };
                    let label = self.encode("label");
                    let value = self.text(
                        field.member,
                        Location::Label,
                        "o",
                        &field.name,
                        &format!("o.{}", field.name),
                    );
                    let mut arguments: Vec<Doc> =
                        vec!["o".into(), py_string(&field.name).into(), value];
                    if *greedy {
                        arguments.push("greedy=True".into());
                    }
                    let head = format!("p_{} = ", field.name);
                    self.out.statement(&head, &call(label, arguments), "");
                    text.push_str(&format!("{{p_{}}}", field.name));
                    formatted = true;
                }
            }
        }
        if text.is_empty() {
            text.push('/');
        }
        for (index, (key, value)) in http.uri.query.iter().enumerate() {
            text.push(if index == 0 { '?' } else { '&' });
            text.push_str(&braces_doubled(key));
            if let Some(value) = value {
                text.push('=');
                text.push_str(&braces_doubled(value));
            }
        }
        if formatted {
            format!("f{}", py_string(&text)).into()
        } else {
            py_string(&text.replace("{{", "{").replace("}}", "}")).into()
        }
    }

    /// Assigns `v` from an attribute, and declares it where that has not happened.
    fn take(&mut self, value: &str) {
        let head = self.target();
        self.out.line(format!("{head}{value}"));
    }

    fn target(&mut self) -> String {
        if std::mem::replace(&mut self.declared, true) {
            "v = ".into()
        } else {
            format!("v: {} = ", self.any())
        }
    }

    /// Where the member is: in `v`, inside an opened `if v is not None:`, or straight in `o` where
    /// it must be there anyway.
    fn value_of(&mut self, field: &Field<'_>) -> (String, bool) {
        let attribute = format!("o.{}", field.name);
        if field.is_optional() && !field.demanded {
            self.take(&attribute);
            let open = self.guard(field);
            ("v".to_owned(), open)
        } else {
            (attribute, false)
        }
    }

    /// Opens `if v is not None:` where the member may be absent.
    fn guard(&mut self, field: &Field<'_>) -> bool {
        let open = field.is_optional() && !field.demanded;
        if open {
            self.out.line("if v is not None:");
            self.out.indent();
        }
        open
    }

    fn query(&mut self, http: &HttpOperation<'_>, bound: &[(&Field<'_>, Location<'_>)]) -> bool {
        let wanted = |location: &Location<'_>| {
            matches!(location, Location::Query(_) | Location::QueryParams)
        };
        if !bound.iter().any(|(_, location)| wanted(location)) {
            return false;
        }
        self.out.line("q: list[tuple[str, str]] = []");
        for (field, location) in bound {
            let Location::Query(name) = location else {
                continue;
            };
            let (value, open) = self.value_of(field);
            let name = py_string(name);
            if field.kind == Kind::List {
                let put = self.encode("put_list");
                let attribute = py_string(&field.name);
                let checked = call(put, vec!["o".into(), attribute.into(), value.into()]);
                let head = self.target();
                self.out.statement(&head, &checked, "");
                let (item, filter) = self.item(field.member, *location, "v");
                let pair = row([format!("({name}, ").into(), item, ")".into()]);
                let each = Doc::Wrap {
                    open: "q.extend(".into(),
                    parts: vec![pair, format!("for x in v{filter}").into()],
                    close: ")".into(),
                };
                self.out.statement("", &each, "");
            } else {
                let value = self.text(field.member, *location, "o", &field.name, &value);
                let pair = Doc::Bracket {
                    open: "(".into(),
                    items: vec![name.into(), value],
                    close: ")".into(),
                };
                self.out.statement("", &call("q.append", vec![pair]), "");
            }
            if open {
                self.out.dedent();
            }
        }
        for (field, location) in bound {
            if *location == Location::QueryParams {
                self.query_params(field, http, bound);
            }
        }
        true
    }

    fn query_params(
        &mut self,
        field: &Field<'_>,
        http: &HttpOperation<'_>,
        bound: &[(&Field<'_>, Location<'_>)],
    ) {
        let Some(map) = self.plan.model.shape(field.member.target.id) else {
            return;
        };
        let Some(value) = map.member(known::member::VALUE) else {
            return;
        };
        let many = kind(self.plan.model, value.target.id) == Kind::List;
        self.take(&format!("o.{}", field.name));
        let open = self.guard(field);
        let mut taken: Vec<Doc> = http
            .uri
            .query
            .iter()
            .map(|(key, _)| py_string(key).into())
            .collect();
        if bound
            .iter()
            .any(|(_, location)| matches!(location, Location::Query(_)))
        {
            taken.push("*(name for name, _ in q)".into());
        }
        let filtered = !taken.is_empty();
        if filtered {
            let set = Doc::Bracket {
                open: "{".into(),
                items: taken,
                close: "}".into(),
            };
            self.out.statement("taken = ", &set, "");
        }
        let put_dict = self.encode("put_dict");
        let put_str = self.encode("put_str");
        let attribute = py_string(&field.name);
        let items = row([
            call(put_dict, vec!["o".into(), attribute.into(), "v".into()]),
            ".items()".into(),
        ]);
        self.out.statement("for k, x in ", &items, ":");
        self.out.indent();
        if filtered {
            self.out.line("if k not in taken:");
            self.out.indent();
        }
        if many {
            let put_list = self.encode("put_list");
            self.out.line(format!(
                "q.extend((k, {put_str}(x, None, y)) for y in {put_list}(v, k, x))"
            ));
        } else {
            self.out.line(format!("q.append((k, {put_str}(v, k, x)))"));
        }
        if filtered {
            self.out.dedent();
        }
        self.out.dedent();
        if open {
            self.out.dedent();
        }
    }

    fn headers(&mut self, bound: &[(&Field<'_>, Location<'_>)]) -> bool {
        let wanted = |location: &Location<'_>| {
            matches!(location, Location::Header(_) | Location::PrefixHeaders(_))
        };
        if !bound.iter().any(|(_, location)| wanted(location)) {
            return false;
        }
        self.out.line("h: dict[str, str] = {}");
        for (field, location) in bound {
            let Location::PrefixHeaders(prefix) = location else {
                continue;
            };
            self.take(&format!("o.{}", field.name));
            let open = self.guard(field);
            let put_dict = self.encode("put_dict");
            let put_str = self.encode("put_str");
            let attribute = py_string(&field.name);
            let items = row([
                call(put_dict, vec!["o".into(), attribute.into(), "v".into()]),
                ".items()".into(),
            ]);
            self.out.statement("for k, x in ", &items, ":");
            self.out.indent();
            let key = if prefix.is_empty() {
                "k.lower()".to_owned()
            } else {
                format!("{} + k", py_string(&prefix.to_ascii_lowercase()))
            };
            self.out.line(format!("h[{key}] = {put_str}(v, k, x)"));
            self.out.dedent();
            if open {
                self.out.dedent();
            }
        }
        for (field, location) in bound {
            let Location::Header(name) = location else {
                continue;
            };
            let store = format!("h[{}] = ", py_string(&name.to_ascii_lowercase()));
            if field.kind == Kind::List {
                self.take(&format!("o.{}", field.name));
                self.list_header(field, *location, &store);
                continue;
            }
            let (value, open) = self.value_of(field);
            let value = self.text(field.member, *location, "o", &field.name, &value);
            self.out.statement(&store, &value, "");
            if open {
                self.out.dedent();
            }
        }
        true
    }

    fn list_header(&mut self, field: &Field<'_>, location: Location<'_>, store: &str) {
        let put = self.encode("put_list");
        let attribute = py_string(&field.name);
        let checked = call(put, vec!["o".into(), attribute.into(), "v".into()]);
        // An empty list is not sent, and a required one must still be a list.
        if field.demanded || !field.is_optional() {
            self.out.statement("v = ", &checked, "");
            self.out.line("if v:");
            self.out.indent();
        } else {
            self.out.line("if v:");
            self.out.indent();
            self.out.statement("v = ", &checked, "");
        }
        let (item, filter) = self.item(field.member, location, "v");
        let strings = self.item_is_text(field.member);
        let join = self.header(if strings {
            "join_strings"
        } else {
            "join_plain"
        });
        let value = Doc::Wrap {
            open: format!("{join}(").into(),
            parts: vec![item, format!("for x in v{filter}").into()],
            close: ")".into(),
        };
        self.out.statement(store, &value, "");
        self.out.dedent();
    }

    fn list_member(&self, member: &Member) -> Option<(&'m Member, bool)> {
        let list = self.plan.model.shape(member.target.id)?;
        let inner = list.member(known::member::MEMBER)?;
        Some((inner, list.has_trait(known::SPARSE)))
    }

    fn item_is_text(&self, member: &Member) -> bool {
        self.list_member(member).is_some_and(|(inner, _)| {
            kind(self.plan.model, inner.target.id) == Kind::String
                && media_type(self.plan.model, inner).is_none()
        })
    }

    /// The text of an item `x`, and what filters the items.
    fn item(
        &mut self,
        member: &Member,
        location: Location<'_>,
        container: &str,
    ) -> (Doc, &'static str) {
        let Some((inner, sparse)) = self.list_member(member) else {
            return ("x".into(), "");
        };
        let value = self.text_in(inner, location, container, "None", "x");
        (value, if sparse { " if x is not None" } else { "" })
    }

    /// The text of a scalar for a label, a query or a header.
    fn text(
        &mut self,
        member: &Member,
        location: Location<'_>,
        container: &str,
        key: &str,
        value: &str,
    ) -> Doc {
        let key = py_string(key);
        self.text_in(member, location, container, &key, value)
    }

    fn text_in(
        &mut self,
        member: &Member,
        location: Location<'_>,
        container: &str,
        key: &str,
        value: &str,
    ) -> Doc {
        let model = self.plan.model;
        let function = match kind(model, member.target.id) {
            Kind::Boolean => "text_bool",
            Kind::Integer | Kind::BigInteger => "text_int",
            Kind::Float => "text_float",
            Kind::BigDecimal => "text_decimal",
            Kind::Timestamp => {
                match timestamp_format(model, member, location, self.document_timestamps) {
                    TimestampFormat::DateTime => "put_date_time",
                    TimestampFormat::HttpDate => "put_http_date",
                    TimestampFormat::EpochSeconds => "text_epoch_seconds",
                }
            }
            Kind::String
                if matches!(location, Location::Header(_))
                    && media_type(model, member).is_some() =>
            {
                "text_media_type"
            }
            _ => "put_str",
        };
        let function = self.encode(function);
        call(
            function,
            vec![
                container.to_owned().into(),
                key.to_owned().into(),
                value.to_owned().into(),
            ],
        )
    }

    fn host(&mut self, shape: &Shape, fields: &[Field<'_>]) -> Option<String> {
        let prefix = host_prefix(shape)?;
        let mut text = String::new();
        let mut formatted = false;
        for part in &prefix.parts {
            match part {
                Segment::Literal(literal) => text.push_str(&braces_doubled(literal)),
                Segment::Label { name, .. } => {
                    let Some(field) = fields.iter().find(|field| field.wire() == *name) else {
                        continue;
                    };
                    let label = self.encode("host_label");
                    let put = self.encode("put_str");
                    let attribute = py_string(&field.name);
                    let value = call(
                        put,
                        vec![
                            "o".into(),
                            attribute.clone().into(),
                            format!("o.{}", field.name).into(),
                        ],
                    );
                    let head = format!("h_{} = ", field.name);
                    let value = call(label, vec!["o".into(), attribute.into(), value]);
                    self.out.statement(&head, &value, "");
                    text.push_str(&format!("{{h_{}}}", field.name));
                    formatted = true;
                }
            }
        }
        Some(if formatted {
            format!("f{}", py_string(&text))
        } else {
            py_string(&text.replace("{{", "{").replace("}}", "}"))
        })
    }

    // ---- bodies of requests

    fn finish(&mut self, request: &str, items: Vec<Doc>) {
        self.out
            .statement("return ", &call(request.to_owned(), items), "");
    }

    fn body(
        &mut self,
        request: &str,
        mut items: Vec<Doc>,
        input: Option<&Shape>,
        bound: &[(&Field<'_>, Location<'_>)],
    ) {
        let payload = bound
            .iter()
            .find(|(_, location)| *location == Location::Payload);
        if let Some((field, _)) = payload {
            self.payload(request, items, field);
            return;
        }
        if let Some(body) = input.and_then(|shape| body_of(shape, Direction::Request)) {
            let codecs = self.codecs();
            let function = format!("{codecs}.{}", self.codec.body_encoder(&body));
            self.out
                .statement("d = ", &call(function, vec!["o".into()]), "");
            items.push("json=d".into());
            items.push(self.content_type(self.document_type));
        }
        self.finish(request, items);
    }

    fn content_type(&self, text: &str) -> Doc {
        format!("content_type={}", py_string(text)).into()
    }

    fn payload(&mut self, request: &str, mut items: Vec<Doc>, field: &Field<'_>) {
        let attribute = py_string(&field.name);
        let own_type = media_type(self.plan.model, field.member).map(str::to_owned);
        let put = |function: String, value: &str| {
            call(
                function,
                vec![
                    "o".into(),
                    attribute.clone().into(),
                    value.to_owned().into(),
                ],
            )
        };
        let target = field.member.target.id;
        let optional = field.is_optional() && !field.demanded;
        if field.kind == Kind::Structure {
            self.structure_payload(request, items, field, optional);
            return;
        }
        let value = if optional {
            self.take(&format!("o.{}", field.name));
            self.out.line("if v is None:");
            self.out.indent();
            self.finish(request, items.clone());
            self.out.dedent();
            "v".to_owned()
        } else {
            format!("o.{}", field.name)
        };
        match field.kind {
            Kind::Union => {
                let codecs = self.codecs();
                let function = format!("{codecs}.{}", self.codec.encoder(target));
                self.out.statement("d = ", &put(function, &value), "");
                items.push("json=d".into());
                items.push(self.content_type(self.document_type));
            }
            Kind::Document => {
                items.push(format!("json={value}").into());
                items.push(self.content_type(self.document_type));
            }
            Kind::String => {
                let function = self.encode("put_str");
                items.push(row([
                    "content=".into(),
                    put(function, &value),
                    ".encode()".into(),
                ]));
                items.push(self.content_type(own_type.as_deref().unwrap_or("text/plain")));
            }
            _ => {
                let function = if field.kind == Kind::Stream {
                    "put_stream"
                } else {
                    "put_bytes"
                };
                let function = self.encode(function);
                items.push(row(["content=".into(), put(function, &value)]));
                let content = own_type.as_deref().unwrap_or("application/octet-stream");
                items.push(self.content_type(content));
            }
        }
        self.finish(request, items);
    }

    /// A structure that is absent is sent as an empty one.
    fn structure_payload(
        &mut self,
        request: &str,
        mut items: Vec<Doc>,
        field: &Field<'_>,
        optional: bool,
    ) {
        let target = field.member.target.id;
        let class = self.class(target);
        let wrong = self.encode("wrong");
        let any = self.any();
        let attribute = py_string(&field.name);
        let name = py_string(self.plan.class_name(target));
        if optional {
            self.out.line(format!("d: dict[str, {any}] = {{}}"));
        }
        self.take(&format!("o.{}", field.name));
        if optional {
            self.out.line("if v is not None:");
            self.out.indent();
        }
        let test = call("isinstance", vec!["v".into(), class.into()]);
        self.out.statement("if not ", &test, ":");
        self.out.indent();
        let refuse = call(
            wrong,
            vec!["o".into(), attribute.into(), "v".into(), name.into()],
        );
        self.out.statement("", &refuse, "");
        self.out.dedent();
        let codecs = self.codecs();
        let function = format!("{codecs}.{}", self.codec.encoder(target));
        self.out
            .statement("d = ", &call(function, vec!["v".into()]), "");
        if optional {
            self.out.dedent();
        }
        items.push("json=d".into());
        items.push(self.content_type(self.document_type));
        self.finish(request, items);
    }

    // ---- responses

    /// A function from a response to an output or error.
    fn reader(&mut self, name: &str, shape: &Shape) {
        let response = self.core("Response");
        let class = self.class(shape.id);
        self.out.signature(
            &format!("def {name}("),
            vec![format!("r: {response}").into()],
            &class.into(),
            false,
        );
        self.out.indent();
        self.declared = false;
        let found = bindings(shape, Direction::Response);
        let made = match body_of(shape, Direction::Response) {
            Some(body) => {
                let codecs = self.codecs();
                let function = format!("{codecs}.{}", self.codec.body_decoder(&body));
                call(function, vec!["r.object()".into()])
            }
            None => bare_object(self.plan, shape.id, &mut self.imports),
        };
        let others: Vec<(&Field<'_>, &Binding<'_>)> = self
            .plan
            .fields(shape.id)
            .iter()
            .zip(&found)
            .filter(|(_, binding)| binding.location != Location::Document)
            .collect();
        if others.is_empty() {
            self.out.statement("return ", &made, "");
            self.out.dedent();
            return;
        }
        self.out.statement("o = ", &made, "");
        for (field, binding) in others {
            self.received(field, binding.location);
        }
        self.out.line("return o");
        self.out.dedent();
    }

    fn received(&mut self, field: &Field<'_>, location: Location<'_>) {
        let store = format!("o.{} = ", field.name);
        let target = field.member.target.id;
        let value: Doc = match location {
            Location::ResponseCode => {
                self.out.line(format!("{store}r.status_code"));
                return;
            }
            Location::Header(name) => self.received_header(field, name, location),
            Location::PrefixHeaders(prefix) => {
                let prefix = py_string(&prefix.to_ascii_lowercase());
                self.out
                    .statement(&store, &call("r.prefix_headers", vec![prefix.into()]), "");
                return;
            }
            Location::Payload => match field.kind {
                Kind::Stream => {
                    self.out.line(format!("{store}r.stream()"));
                    return;
                }
                Kind::Blob if !field.is_optional() => {
                    self.out.line(format!("{store}r.content"));
                    return;
                }
                Kind::Blob => "r.blob()".into(),
                Kind::String => "r.text()".into(),
                Kind::Structure | Kind::Union => {
                    let codecs = self.codecs();
                    let function = format!("{codecs}.{}", self.codec.decoder(target));
                    let read = call(function, vec!["r.object()".into()]);
                    if field.is_optional() {
                        let value =
                            Doc::Choice(Box::new([read, "r.content".into(), "None".into()]));
                        self.out.statement(&store, &value, "");
                    } else {
                        self.out.statement(&store, &read, "");
                    }
                    return;
                }
                _ => "r.json()".into(),
            },
            // It does not travel: it is what it is when it is absent.
            _ => "None".into(),
        };
        match self.filler(field) {
            None => self.out.statement(&store, &value, ""),
            Some(filler) if value.flat() == "None" => self.out.statement(&store, &filler, ""),
            Some(filler) => {
                let head = self.target();
                self.out.statement(&head, &value, "");
                let value = Doc::Choice(Box::new([filler, "v is None".into(), "v".into()]));
                self.out.statement(&store, &value, "");
            }
        }
    }

    fn filler(&mut self, field: &Field<'_>) -> Option<Doc> {
        let mut names = ForeignNames {
            imports: &mut self.imports,
            literals: false,
            hidden_builtins: false,
            stream: "ByteStream",
        };
        match &field.presence {
            Presence::Optional => None,
            Presence::Default(value) => Some(value_expression(value, &mut names)),
            Presence::Required if field.kind == Kind::Document => None,
            Presence::Required => Some(zero(field.kind, &mut names)),
        }
    }

    fn received_header(&mut self, field: &Field<'_>, name: &str, location: Location<'_>) -> Doc {
        let name = py_string(&name.to_ascii_lowercase());
        if field.kind != Kind::List {
            let parse = self.parser(field.member, location);
            return call("r.header", vec![name.into(), parse.into()]);
        }
        let Some((inner, _)) = self.list_member(field.member) else {
            return "None".into();
        };
        let parse = self.parser(inner, location);
        let mut arguments: Vec<Doc> = vec![name.into(), parse.clone().into()];
        if parse == "parse_http_date" {
            arguments.push(self.header("split_http_dates").into());
        } else if !self.item_is_text(field.member) {
            arguments.push(self.header("split_plain").into());
        }
        call("r.header_list", arguments)
    }

    /// The function that reads a scalar from a header.
    fn parser(&mut self, member: &Member, location: Location<'_>) -> String {
        let model = self.plan.model;
        let name = match kind(model, member.target.id) {
            Kind::Boolean => "to_bool",
            Kind::Integer | Kind::BigInteger => "to_int",
            Kind::Float => "to_float",
            Kind::BigDecimal => "to_decimal",
            Kind::Timestamp => {
                let format = timestamp_format(model, member, location, self.document_timestamps);
                let name = format!("parse_{}", timestamp_name(format));
                return self.imports.local(TIMESTAMPS, &name);
            }
            _ if media_type(model, member).is_some() => "to_media_type",
            _ => "to_str",
        };
        self.header(name)
    }
}

fn braces_doubled(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}
