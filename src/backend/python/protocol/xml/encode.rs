//! Serializers: from objects to the text of elements.
//!
//! A function for a structure writes what stands inside of its element, and another its attributes,
//! where it has some. One for a list or a map takes the opening and the closing of its items, so
//! that it serves wrapped and flattened ones.

use crate::knowledge::http::{Direction, Location, TimestampFormat, timestamp_format};
use crate::model::{Member, Shape};
use crate::name::known;

use super::super::super::literals::py_string;
use super::super::super::plan::{Field, Kind, Plan, kind};
use super::super::super::printer::{Doc, call, chain};
use super::names::{
    entry_name, is_flattened, item_name, key_name, member_name, member_opening, opening, value_name,
};
use super::{Place, Writer};

impl Writer<'_, '_, '_> {
    pub(super) fn encoder(&mut self, shape: &Shape, body: bool) {
        let suffix = if body { "_body" } else { "" };
        let name = format!("ser_{}{suffix}", self.codec.functions.stem(shape.id));
        match kind(self.plan.model, shape.id) {
            Kind::List => self.list_encoder(&name, shape),
            Kind::Map => self.map_encoder(&name, shape),
            Kind::Union => self.union_encoder(&name, shape),
            _ => self.structure_encoder(&name, shape, body),
        }
    }

    fn list_encoder(&mut self, name: &str, shape: &Shape) {
        let Some(member) = shape.member(known::member::MEMBER) else {
            return;
        };
        self.collection_head(name, "a");
        let place = Place {
            container: "a",
            key: "None",
            value: "x",
        };
        let parts = self.element("b".into(), member, place, "f".into());
        let item = self.nullable(shape, chain("+", parts), "b + f");
        self.joined(item, "for x in a");
    }

    fn map_encoder(&mut self, name: &str, shape: &Shape) {
        let (Some(key), Some(value)) = (
            shape.member(known::member::KEY),
            shape.member(known::member::VALUE),
        ) else {
            return;
        };
        self.collection_head(name, "m");
        let place = Place {
            container: "m",
            key: "k",
            value: "x",
        };
        let key_open = opening(key_name(shape), key.traits.value(known::XML_NAMESPACE));
        let value_open = opening(value_name(shape), value.traits.value(known::XML_NAMESPACE));
        let put = self.xml("put_text");
        let mut parts: Vec<Doc> = vec![
            "b".into(),
            py_string(&format!("{key_open}>")).into(),
            call(put, vec!["m".into(), "k".into(), "k".into()]),
        ];
        let close = format!("</{}>", key_name(shape));
        let value_close = format!("</{}>", value_name(shape));
        let attributes = self.has_attributes(value);
        let start = if attributes {
            format!("{close}{value_open}")
        } else {
            format!("{close}{value_open}>")
        };
        let close = py_string(&value_close).into();
        parts.extend(self.element(py_string(&start).into(), value, place, close));
        parts.push("f".into());
        self.joined(chain("+", parts), "for k, x in m.items()");
    }

    fn collection_head(&mut self, name: &str, parameter: &'static str) {
        let any = self.any();
        let parameters = vec![
            format!("{parameter}: {any}").into(),
            "b: str".into(),
            "f: str".into(),
        ];
        self.out
            .signature(&format!("def {name}("), parameters, &"str".into(), false);
        self.out.indent();
    }

    /// In a sparse list, `None` is an empty element.
    fn nullable(&self, shape: &Shape, item: Doc, empty: &'static str) -> Doc {
        if shape.has_trait(known::SPARSE) {
            Doc::Choice(Box::new([empty.into(), "x is None".into(), item]))
        } else {
            item
        }
    }

    /// Whether the element of a member's value needs attributes.
    fn has_attributes(&self, member: &Member) -> bool {
        let target = self.plan.model.shape(member.target.id);
        target.is_some_and(|shape| has_attributes(self.plan, shape))
    }

    /// The operands of an element: what opens it (without `>` where the value has attributes),
    /// what it holds, what closes it.
    fn element(&mut self, open: Doc, member: &Member, place: Place<'_>, close: Doc) -> Vec<Doc> {
        let mut parts = vec![open];
        if self.has_attributes(member) {
            let stem = self.codec.functions.stem(member.target.id);
            parts.push(call(
                format!("att_{stem}"),
                vec![self.checked(member.target.id, place)],
            ));
            parts.push(py_string(">").into());
        }
        parts.push(self.content(member, place));
        parts.push(close);
        parts
    }

    /// What stands inside of the element of a value.
    fn content(&mut self, member: &Member, place: Place<'_>) -> Doc {
        let target = member.target.id;
        let found = kind(self.plan.model, target);
        let function = format!("ser_{}", self.codec.functions.stem(target));
        match found {
            Kind::Structure => call(function, vec![self.checked(target, place)]),
            Kind::Union => place.put(function),
            Kind::List | Kind::Map => {
                let (open, close) = self.items_of(member);
                self.items(member, place, &open, &close)
            }
            _ => {
                let function = self.scalar(member, found);
                place.put(function)
            }
        }
    }

    /// `ser_list(put_list(o, "x", v), "<member>", "</member>")`.
    fn items(&mut self, member: &Member, place: Place<'_>, open: &str, close: &str) -> Doc {
        let found = kind(self.plan.model, member.target.id);
        let function = format!("ser_{}", self.codec.functions.stem(member.target.id));
        let check = self.encode(if found == Kind::List {
            "put_list"
        } else {
            "put_dict"
        });
        let arguments = vec![
            place.put(check),
            py_string(open).into(),
            py_string(close).into(),
        ];
        call(function, arguments)
    }

    /// What opens and closes the items of a member that is not flattened.
    fn items_of(&self, member: &Member) -> (String, String) {
        let Some(shape) = self.plan.model.shape(member.target.id) else {
            return Default::default();
        };
        if kind(self.plan.model, shape.id) == Kind::Map {
            let name = entry_name();
            return (format!("<{name}>"), format!("</{name}>"));
        }
        let name = item_name(shape);
        let namespace = shape
            .member(known::member::MEMBER)
            .and_then(|member| member.traits.value(known::XML_NAMESPACE));
        let open = self.opened(shape, opening(name, namespace));
        (open, format!("</{name}>"))
    }

    /// An opening that is complete unless the items of the list have attributes.
    fn opened(&self, collection: &Shape, open: String) -> String {
        let attributes = collection
            .member(known::member::MEMBER)
            .is_some_and(|member| self.has_attributes(member));
        if attributes { open } else { format!("{open}>") }
    }

    /// The function that makes text of a scalar.
    fn scalar(&mut self, member: &Member, found: Kind) -> String {
        let name = match found {
            Kind::Boolean => "text_bool",
            Kind::Integer | Kind::BigInteger => "text_int",
            Kind::Float => "text_float",
            Kind::BigDecimal => "text_decimal",
            Kind::Blob | Kind::Stream => "put_blob",
            Kind::Timestamp => {
                let default = self.codec.timestamps;
                match timestamp_format(self.plan.model, member, Location::Document, default) {
                    TimestampFormat::DateTime => "put_date_time",
                    TimestampFormat::HttpDate => "put_http_date",
                    TimestampFormat::EpochSeconds => "text_epoch_seconds",
                }
            }
            _ => return self.xml("put_text"),
        };
        self.encode(name)
    }

    fn structure_encoder(&mut self, name: &str, shape: &Shape, body: bool) {
        let plan = self.plan;
        let all: Vec<&Field<'_>> = plan
            .fields(shape.id)
            .iter()
            .filter(|field| !body || self.in_document(field.member, Direction::Request))
            .collect();
        let (attributes, elements): (Vec<_>, Vec<_>) = all
            .into_iter()
            .partition(|field| field.member.has_trait(known::XML_ATTRIBUTE));
        if !attributes.is_empty() && !body {
            let stem = self.codec.functions.stem(shape.id);
            self.fields_encoder(&format!("att_{stem}"), shape, &attributes, true);
            self.out.raw("\n\n");
        }
        self.fields_encoder(name, shape, &elements, false);
    }

    fn fields_encoder(
        &mut self,
        name: &str,
        shape: &Shape,
        fields: &[&Field<'_>],
        attributes: bool,
    ) {
        let parameter = format!("o: {}", self.class(shape.id)).into();
        self.out.signature(
            &format!("def {name}("),
            vec![parameter],
            &"str".into(),
            false,
        );
        self.out.indent();
        if fields.is_empty() {
            self.out.line("return \"\"");
            self.out.dedent();
            return;
        }
        // Without a type, pyright gives up on what `s` is in a shape of many members.
        self.out.line("s: str = \"\"");
        self.each_field(fields, |writer, field, place| {
            writer.sent(field, place, attributes)
        });
        self.out.line("return s");
        self.out.dedent();
    }

    fn sent(&mut self, field: &Field<'_>, place: Place<'_>, attribute: bool) -> Doc {
        let member = field.member;
        if attribute {
            let function = self.scalar(member, field.kind);
            let parts = vec![
                py_string(&format!(" {}=\"", member_name(member))).into(),
                place.put(function),
                py_string("\"").into(),
            ];
            return chain("+", parts);
        }
        self.member_element(member, place)
    }

    fn union_encoder(&mut self, name: &str, shape: &Shape) {
        let parameters = self.union_parameters();
        self.out
            .signature(&format!("def {name}("), parameters, &"str".into(), false);
        self.out.indent();
        self.each_variant(shape, Self::sent_variant);
        self.out.dedent();
    }

    fn sent_variant(&mut self, member: &Member, place: Place<'_>) -> Doc {
        if member.target.id == known::UNIT {
            let open = member_opening(member);
            return py_string(&format!("{open}></{}>", member_name(member))).into();
        }
        self.member_element(member, place)
    }

    /// The element of a member, or the elements of its items where they are flattened.
    fn member_element(&mut self, member: &Member, place: Place<'_>) -> Doc {
        let open = member_opening(member);
        let close = format!("</{}>", member_name(member));
        if is_flattened(member)
            && let Some(shape) = self.plan.model.shape(member.target.id)
        {
            let open = self.opened(shape, open);
            return self.items(member, place, &open, &close);
        }
        let open = if self.has_attributes(member) {
            open
        } else {
            format!("{open}>")
        };
        let parts = self.element(
            py_string(&open).into(),
            member,
            place,
            py_string(&close).into(),
        );
        chain("+", parts)
    }
}

/// Whether a shape is a structure with members that are attributes of its element.
pub fn has_attributes(plan: &Plan<'_>, shape: &Shape) -> bool {
    kind(plan.model, shape.id) == Kind::Structure
        && shape
            .members
            .values()
            .any(|member| member.has_trait(known::XML_ATTRIBUTE))
}
