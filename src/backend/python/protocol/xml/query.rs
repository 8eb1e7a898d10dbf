//! Serializers: from objects to `&key=value` text, as query protocols send it.
//!
//! Each function takes the beginning of its keys, which holds the `&` and ends in a dot.
//! (Specification: "awsQuery protocol", "ec2Query protocol".)

use crate::knowledge::http::{Direction, Location, TimestampFormat, timestamp_format};
use crate::model::{Member, Shape};
use crate::name::known;

use super::super::super::literals::py_string;
use super::super::super::plan::{Field, Kind, kind};
use super::super::super::printer::{Doc, call, chain, row};
use super::names::{
    entry_name, escaped, is_flattened, item_name, key_name, member_name, value_name,
};
use super::{Place, Requests, Writer};

impl Writer<'_, '_, '_> {
    pub(super) fn query_encoder(&mut self, shape: &Shape, body: bool) {
        let suffix = if body { "_body" } else { "" };
        let name = format!("ser_{}{suffix}", self.codec.functions.stem(shape.id));
        match kind(self.plan.model, shape.id) {
            Kind::List => self.query_list(&name, shape),
            Kind::Map => self.query_map(&name, shape),
            Kind::Union => self.query_union(&name, shape),
            _ => self.query_structure(&name, shape, body),
        }
    }

    /// The segment of a member.
    fn segment(&self, member: &Member) -> String {
        if self.codec.requests != Requests::Ec2Query {
            return escaped(member_name(member));
        }
        match member.traits.text(known::EC2_QUERY_NAME) {
            Some(name) => escaped(name),
            None => escaped(&capitalized(member_name(member))),
        }
    }

    fn query_list(&mut self, name: &str, shape: &Shape) {
        let Some(member) = shape.member(known::member::MEMBER) else {
            return;
        };
        self.query_head(name, "a");
        let place = Place {
            container: "a",
            key: "None",
            value: "x",
        };
        let begin = vec!["p".into(), "str(i)".into()];
        let item = self.query_value(begin, member, place);
        self.joined(item, "for i, x in enumerate(a, 1)");
    }

    fn query_map(&mut self, name: &str, shape: &Shape) {
        let Some(value) = shape.member(known::member::VALUE) else {
            return;
        };
        self.query_head(name, "m");
        let place = Place {
            container: "m",
            key: "k",
            value: "x",
        };
        let key = Place {
            container: "m",
            key: "k",
            value: "k",
        };
        let key_segment = format!(".{}=", escaped(key_name(shape)));
        let segment = format!(".{}", escaped(value_name(shape)));
        let mut parts: Vec<Doc> = vec![
            "p".into(),
            "str(i)".into(),
            py_string(&key_segment).into(),
            self.query_text(key),
        ];
        let begin = vec!["p".into(), "str(i)".into(), py_string(&segment).into()];
        let held = self.query_value(begin, value, place);
        match held {
            Doc::Chain {
                operator: "+",
                operands,
            } => parts.extend(operands),
            Doc::Chain { operator, operands } => parts.push(in_parentheses(operator, operands)),
            _ => parts.push(held),
        }
        self.joined(
            chain("+", parts),
            "for i, (k, x) in enumerate(m.items(), 1)",
        );
    }

    fn query_head(&mut self, name: &str, parameter: &'static str) {
        let any = self.any();
        let parameters = vec![format!("{parameter}: {any}").into(), "p: str".into()];
        self.out
            .signature(&format!("def {name}("), parameters, &"str".into(), false);
        self.out.indent();
    }

    /// All pairs of a value whose keys begin with `begin`, the last operand of which has no dot.
    fn query_value(&mut self, begin: Vec<Doc>, member: &Member, place: Place<'_>) -> Doc {
        let target = member.target.id;
        let found = kind(self.plan.model, target);
        let function = format!("ser_{}", self.codec.functions.stem(target));
        match found {
            Kind::Structure => {
                let shape = self.checked(target, place);
                let prefix = prefixed(begin, ".");
                call(function, vec![shape, prefix])
            }
            Kind::Union => {
                let prefix = prefixed(begin, ".");
                place.put_with(function, prefix)
            }
            Kind::List | Kind::Map => {
                let check = self.encode(if found == Kind::List {
                    "put_list"
                } else {
                    "put_dict"
                });
                let items = place.put(check);
                let segment = self.items_segment(member);
                let empty = prefixed(begin.clone(), "=");
                let prefix = prefixed(begin, &segment);
                let text = call(function, vec![items, prefix]);
                // An empty list is said to be so; EC2's protocol has no word for it.
                if found == Kind::List && self.codec.requests == Requests::AwsQuery {
                    return chain("or", vec![text, empty]);
                }
                text
            }
            _ => {
                let mut parts = begin;
                push_text(&mut parts, "=");
                let text = self.query_scalar(member, found, place);
                parts.push(text);
                chain("+", parts)
            }
        }
    }

    /// What follows the key of a list or map, up to the number of an item.
    fn items_segment(&self, member: &Member) -> String {
        let flat = is_flattened(member) || self.codec.requests == Requests::Ec2Query;
        let Some(shape) = self.plan.model.shape(member.target.id) else {
            return ".".to_owned();
        };
        if flat {
            return ".".to_owned();
        }
        let name = if kind(self.plan.model, shape.id) == Kind::Map {
            entry_name()
        } else {
            item_name(shape)
        };
        format!(".{}.", escaped(name))
    }

    fn query_scalar(&mut self, member: &Member, found: Kind, place: Place<'_>) -> Doc {
        let name = match found {
            Kind::Boolean => return place.put(self.encode("text_bool")),
            Kind::Integer | Kind::BigInteger => return place.put(self.encode("text_int")),
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
            _ => return self.query_text(place),
        };
        let function = self.encode(name);
        let escape = self.imports.local("._runtime.uri", "escape");
        call(escape, vec![place.put(function)])
    }

    fn query_text(&mut self, place: Place<'_>) -> Doc {
        let function = self.encode("put_str");
        let escape = self.imports.local("._runtime.uri", "escape");
        call(escape, vec![place.put(function)])
    }

    fn query_structure(&mut self, name: &str, shape: &Shape, body: bool) {
        let class = self.class(shape.id);
        let parameters = vec![format!("o: {class}").into(), "p: str".into()];
        self.out
            .signature(&format!("def {name}("), parameters, &"str".into(), false);
        self.out.indent();
        let plan = self.plan;
        let fields: Vec<&Field<'_>> = plan
            .fields(shape.id)
            .iter()
            .filter(|field| !body || self.in_document(field.member, Direction::Request))
            .collect();
        if fields.is_empty() {
            self.out.line("return \"\"");
            self.out.dedent();
            return;
        }
        // As in documents: pyright wants to be told.
        self.out.line("s: str = \"\"");
        self.each_field(&fields, |writer, field, place| {
            let segment = writer.segment(field.member);
            let begin = vec!["p".into(), py_string(&segment).into()];
            writer.query_value(begin, field.member, place)
        });
        self.out.line("return s");
        self.out.dedent();
    }

    fn query_union(&mut self, name: &str, shape: &Shape) {
        let mut parameters = self.union_parameters();
        parameters.push("p: str".into());
        self.out
            .signature(&format!("def {name}("), parameters, &"str".into(), false);
        self.out.indent();
        self.each_variant(shape, |writer, member, place| {
            let segment = writer.segment(member);
            let begin = vec!["p".into(), py_string(&segment).into()];
            if member.target.id == known::UNIT {
                return prefixed(begin, "=");
            }
            writer.query_value(begin, member, place)
        });
        self.out.dedent();
    }
}

/// A chain as an operand of another one.
fn in_parentheses(operator: &'static str, operands: Vec<Doc>) -> Doc {
    let each = operands.into_iter().enumerate();
    let parts = each.map(|(index, operand)| match index {
        0 => operand,
        _ => row([format!("{operator} ").into(), operand]),
    });
    Doc::Wrap {
        open: "(".into(),
        parts: parts.collect(),
        close: ")".into(),
    }
}

/// The operands and `end` as one expression.
fn prefixed(mut parts: Vec<Doc>, end: &str) -> Doc {
    push_text(&mut parts, end);
    chain("+", parts)
}

/// Adds text; to a literal it is joined.
fn push_text(parts: &mut Vec<Doc>, text: &str) {
    if let Some(Doc::Text(last)) = parts.last_mut()
        && last.starts_with('"')
        && last.ends_with('"')
    {
        let inner = last.get(1..last.len() - 1).unwrap_or("").to_owned();
        *last = format!("\"{inner}{text}\"").into();
        return;
    }
    parts.push(py_string(text).into());
}

fn capitalized(name: &str) -> String {
    let mut letters = name.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}
