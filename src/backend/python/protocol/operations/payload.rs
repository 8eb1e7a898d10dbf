//! Payloads of requests: one member that is the whole body.

use crate::knowledge::http::media_type;

use super::super::super::literals::py_string;
use super::super::super::plan::{Field, Kind};
use super::super::super::printer::{Doc, call, row};
use super::Writer;

impl Writer<'_, '_, '_> {
    pub(super) fn payload(&mut self, mut items: Vec<Doc>, field: &Field<'_>) {
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
        let optional = field.is_optional() && !field.demanded;
        if field.kind == Kind::Structure {
            self.structure_payload(items, field, optional);
            return;
        }
        let value = if optional {
            self.take(&format!("o.{}", field.name));
            self.out.line("if v is None:");
            self.out.indent();
            self.finish(items.clone());
            self.out.dedent();
            "v".to_owned()
        } else {
            format!("o.{}", field.name)
        };
        match field.kind {
            Kind::Union => {
                let arguments = vec!["o".into(), attribute.clone().into(), value.clone().into()];
                let document =
                    self.codec
                        .payload(self.plan, field.member, arguments, &mut self.imports);
                self.out.statement("d = ", &document, "");
                items.push("document=d".into());
            }
            Kind::Document => {
                items.push(format!("document={value}").into());
            }
            Kind::String => {
                let function = self.encode("put_str");
                items.push(row([
                    "content=".into(),
                    put(function, &value),
                    ".encode()".into(),
                ]));
                items.push(content_type(own_type.as_deref().unwrap_or("text/plain")));
            }
            _ => {
                let function = if field.kind == Kind::Stream {
                    self.imports.local("._runtime.bodies", "put_stream")
                } else {
                    self.encode("put_bytes")
                };
                items.push(row(["content=".into(), put(function, &value)]));
                let content = own_type.as_deref().unwrap_or("application/octet-stream");
                items.push(content_type(content));
            }
        }
        self.finish(items);
    }

    /// A structure that is absent is sent as the codec says.
    fn structure_payload(&mut self, mut items: Vec<Doc>, field: &Field<'_>, optional: bool) {
        let target = field.member.target.id;
        let class = self.class(target);
        let wrong = self.encode("wrong");
        let any = self.any();
        let attribute = py_string(&field.name);
        let name = py_string(self.plan.class_name(target));
        if optional {
            self.out.line(format!("d: {}", self.codec.absent(&any)));
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
        let document =
            self.codec
                .payload(self.plan, field.member, vec!["v".into()], &mut self.imports);
        self.out.statement("d = ", &document, "");
        if optional {
            self.out.dedent();
        }
        items.push("document=d".into());
        self.finish(items);
    }
}

fn content_type(text: &str) -> Doc {
    format!("content_type={}", py_string(text)).into()
}
