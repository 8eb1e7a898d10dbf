//! Responses: from status, headers and bodies to outputs and errors.

use crate::knowledge::http::{
    Binding, Direction, Location, bindings, json_name, media_type, timestamp_format,
};
use crate::model::{Member, Shape};

use super::super::super::literals::py_string;
use super::super::super::plan::{ClassKind, Field, Kind, Presence, brings_events, kind};
use super::super::super::printer::{Doc, call};
use super::super::documents::body_of;
use super::super::names::{bare_object, filler};
use super::super::wrapped;
use super::super::{Stepwise, Style};
use super::events::Opening;
use super::{Writer, timestamp_name};

const TIMESTAMPS: &str = "._runtime.timestamps";

impl Writer<'_, '_, '_> {
    /// A function from a response to an output or error; `opening` is what is made of an output
    /// that events follow.
    pub(super) fn reader(&mut self, name: &str, shape: &Shape, opening: Option<Opening>) {
        let response = self.core("Response");
        let class = self.class(shape.id);
        let returns = match &opening {
            Some(opening) => opening.returns.clone(),
            None => class.into(),
        };
        self.out.signature(
            &format!("def {name}("),
            vec![format!("r: {response}").into()],
            &returns,
            false,
        );
        self.out.indent();
        self.declared = false;
        let mut found = match self.style {
            Style::Bindings(_) => bindings(shape, Direction::Response),
            Style::Rpc(_) => Vec::new(),
        };
        // Events come after the output, which nothing here reads.
        let model = self.plan.model;
        let follows = |member: &Member| match &opening {
            Some(_) => brings_events(model, member),
            None => kind(model, member.target.id) == Kind::EventStream,
        };
        found.retain(|binding| !follows(binding.member));
        if let (Style::Rpc(_), Some(opening)) = (self.style, &opening) {
            // What comes before the events is in the first message.
            self.out.statement("return ", &opening.result, "");
            self.out.dedent();
            return;
        }
        let body = body_of(self.plan, self.style, shape, Direction::Response);
        let is_error = self
            .plan
            .class(shape.id)
            .is_some_and(|class| matches!(class.kind, ClassKind::Error { .. }));
        let wrapped = wrapped::payload(self.plan, self.style, shape);
        let steps = body
            .as_ref()
            .filter(|_| !is_error && opening.is_none() && wrapped.is_none())
            .and_then(|body| self.codec.stepwise(self.plan, body));
        let made = match &body {
            Some(body) => {
                let codecs = self.codecs();
                let function = format!(
                    "{codecs}.{}",
                    self.codec.functions().body_deserializer(body)
                );
                let document = match (&steps, wrapped) {
                    (_, Some(member)) => {
                        format!("{{{}: r.document()}}", py_string(json_name(member))).into()
                    }
                    (Some(steps), None) => self.read_stepwise(steps).into(),
                    (None, None) => format!("r.{}", self.codec.reads()).into(),
                };
                call(function, vec![document])
            }
            None => bare_object(self.plan, shape.id, &mut self.imports),
        };
        let others: Vec<(&Field<'_>, &Binding<'_>)> = self
            .plan
            .fields(shape.id)
            .iter()
            .filter(|field| !follows(field.member))
            .zip(&found)
            .filter(|(_, binding)| binding.location != Location::Document)
            .filter(|(_, binding)| !wrapped::is_wrapped(self.plan, self.style, binding.member))
            .collect();
        if others.is_empty() && opening.is_none() && steps.is_none() {
            self.out.statement("return ", &made, "");
            self.out.dedent();
            return;
        }
        if let Some(unread) = opening.as_ref().filter(|_| !others.is_empty()) {
            // What an answer lacks is of no interest where it holds no events at all.
            if let Some((test, result)) = &unread.refused {
                self.out.statement("if ", &test.clone().into(), ":");
                self.out.indent();
                self.out.statement("return ", &result.clone().into(), "");
                self.out.dedent();
            }
        }
        self.out.statement("o = ", &made, "");
        if let Some(steps) = &steps {
            self.out.line("if a is not None:");
            self.out.indent();
            self.out.line(format!("o.{} = a", steps.attribute));
            self.out.dedent();
        }
        for (field, binding) in others {
            self.received(field, binding.location, opening.is_some());
        }
        let result = opening.map_or_else(|| "o".into(), |opening| opening.result);
        self.out.statement("return ", &result, "");
        self.out.dedent();
    }

    /// Reads the document as `d`, and as `a` what was made of an array on the way.
    fn read_stepwise(&mut self, steps: &Stepwise) -> &'static str {
        let stepwise = self.imports.local("._runtime.stepwise", "stepwise");
        let codecs = self.codecs();
        let arguments = vec![
            "r".into(),
            steps.key.clone().into(),
            format!("{codecs}.{}", steps.function).into(),
        ];
        self.out
            .statement("d, a = ", &call(stepwise, arguments), "");
        "d"
    }

    /// `opening` says that events follow. What has to come before them is not made up.
    fn received(&mut self, field: &Field<'_>, location: Location<'_>, opening: bool) {
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
                    let function =
                        format!("{codecs}.{}", self.codec.functions().deserializer(target));
                    let read = call(function, vec![format!("r.{}", self.codec.reads()).into()]);
                    if field.is_optional() {
                        let value =
                            Doc::Choice(Box::new([read, "r.content".into(), "None".into()]));
                        self.out.statement(&store, &value, "");
                    } else {
                        self.out.statement(&store, &read, "");
                    }
                    return;
                }
                _ => "r.document()".into(),
            },
            // It does not travel: it is what it is when it is absent.
            _ => "None".into(),
        };
        if let Location::Header(name) = location
            && opening
            && field.presence == Presence::Required
        {
            let name = py_string(&name.to_ascii_lowercase());
            let value = call("r.needed", vec![name.into(), value]);
            self.out.statement(&store, &value, "");
            return;
        }
        match filler(field, &mut self.imports) {
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
                let format = timestamp_format(model, member, location, self.codec.timestamps());
                let name = format!("parse_{}", timestamp_name(format));
                return self.imports.local(TIMESTAMPS, &name);
            }
            _ if media_type(model, member).is_some() => "to_media_type",
            _ => "to_str",
        };
        self.header(name)
    }
}
