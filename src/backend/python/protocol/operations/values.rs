//! Values of a request one by one: how a member is taken, and how a scalar becomes the text of a
//! label, a query or a header.

use crate::knowledge::http::{Location, TimestampFormat, media_type, timestamp_format};
use crate::model::Member;
use crate::name::known;

use super::super::super::literals::py_string;
use super::super::super::plan::{Field, Kind, kind};
use super::super::super::printer::{Doc, call, row};
use super::Writer;

impl<'m> Writer<'_, 'm, '_> {
    /// Assigns `v` from an attribute, and declares it where that has not happened.
    pub(super) fn take(&mut self, value: &str) {
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
    pub(super) fn value_of(&mut self, field: &Field<'_>) -> (String, bool) {
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
    pub(super) fn guard(&mut self, field: &Field<'_>) -> bool {
        let open = field.is_optional() && !field.demanded;
        if open {
            self.out.line("if v is not None:");
            self.out.indent();
        }
        open
    }

    /// Opens a loop over the entries of a map member, the value of which is in `v`.
    pub(super) fn each_entry(&mut self, field: &Field<'_>) {
        let put_dict = self.encode("put_dict");
        let attribute = py_string(&field.name);
        let items = row([
            call(put_dict, vec!["o".into(), attribute.into(), "v".into()]),
            ".items()".into(),
        ]);
        self.out.statement("for k, x in ", &items, ":");
        self.out.indent();
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
    pub(super) fn item(
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
    pub(super) fn text(
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

    pub(super) fn text_in(
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
                match timestamp_format(model, member, location, self.codec.timestamps()) {
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
}
