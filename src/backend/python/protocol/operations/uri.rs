//! The URI of a request: host prefix, path, and query.

use crate::knowledge::http::{HttpOperation, Location, Segment, host_prefix};
use crate::model::Shape;
use crate::name::known;

use super::super::super::literals::py_string;
use super::super::super::plan::{Field, Kind, kind};
use super::super::super::printer::{Doc, call, row};
use super::Writer;
use super::steps::is_service;

impl Writer<'_, '_, '_> {
    pub(super) fn path(
        &mut self,
        http: &HttpOperation<'_>,
        bound: &[(&Field<'_>, Location<'_>)],
    ) -> Doc {
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
                    let mut value = format!("o.{}", field.name);
                    // A hyphen is the account that the request is signed for.
                    if *name == "accountId" && is_service(self.plan, "Glacier") {
                        value.push_str(" or \"-\"");
                    }
                    let value = self.text(field.member, Location::Label, "o", &field.name, &value);
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

    pub(super) fn query(
        &mut self,
        http: &HttpOperation<'_>,
        bound: &[(&Field<'_>, Location<'_>)],
    ) -> bool {
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

    pub(super) fn host(&mut self, shape: &Shape, fields: &[Field<'_>]) -> Option<String> {
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
}

fn braces_doubled(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}
