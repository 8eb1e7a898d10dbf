//! Requests: from members to labels, query, headers and bodies.

use crate::knowledge::http::{
    Direction, HttpOperation, Location, Segment, TimestampFormat, bindings, host_prefix,
    media_type, timestamp_format,
};
use crate::model::{Member, Shape};
use crate::name::known;

use super::super::super::literals::py_string;
use super::super::super::plan::{Field, Kind, Operation, kind};
use super::super::super::printer::{Doc, call, row};
use super::{HttpWriter, body_of};

impl<'m> HttpWriter<'_, 'm, '_> {
    /// `_send_x(o)`: from the input to a request.
    pub(super) fn sender(
        &mut self,
        stem: &str,
        operation: &Operation<'_>,
        http: &HttpOperation<'_>,
    ) {
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

    pub(super) fn target(&mut self) -> String {
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
        let put_str = self.encode("put_str");
        self.each_entry(field);
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

    /// Opens a loop over the entries of a map member, the value of which is in `v`.
    fn each_entry(&mut self, field: &Field<'_>) {
        let put_dict = self.encode("put_dict");
        let attribute = py_string(&field.name);
        let items = row([
            call(put_dict, vec!["o".into(), attribute.into(), "v".into()]),
            ".items()".into(),
        ]);
        self.out.statement("for k, x in ", &items, ":");
        self.out.indent();
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
            let put_str = self.encode("put_str");
            self.each_entry(field);
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
        let open = self.guard(field);
        self.out.statement("v = ", &checked, "");
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
        if open {
            self.out.dedent();
        }
    }

    pub(super) fn list_member(&self, member: &Member) -> Option<(&'m Member, bool)> {
        let list = self.plan.model.shape(member.target.id)?;
        let inner = list.member(known::member::MEMBER)?;
        Some((inner, list.has_trait(known::SPARSE)))
    }

    pub(super) fn item_is_text(&self, member: &Member) -> bool {
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
}

fn braces_doubled(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}
