//! Scalars: which values are in a document as they are, and what makes the others.

use crate::knowledge::http::{Location, TimestampFormat, timestamp_format};
use crate::model::Member;

use super::super::super::plan::Kind;
use super::super::operations::timestamp_name;
use super::{Dialect, Writer};

impl Writer<'_, '_, '_> {
    /// Values that go into a document as they are: their class, and what checks any other.
    pub(super) fn plain_sent(&self, kind: Kind) -> Option<(&'static str, &'static str)> {
        let dialect = self.codec.settings.dialect;
        match (kind, dialect) {
            (Kind::String, _) => Some(("str", "put_str")),
            (Kind::Boolean, _) => Some(("bool", "put_bool")),
            (Kind::BigInteger, Dialect::JsonText) => None,
            (Kind::Integer | Kind::BigInteger, _) => Some(("int", "put_int")),
            (Kind::Float, Dialect::Cbor) => Some(("float", "put_number")),
            (Kind::Blob | Kind::Stream, Dialect::Cbor) => Some(("bytes", "put_bytes")),
            _ => None,
        }
    }

    /// What makes any other scalar but a float, which has a test of its own.
    pub(super) fn sent_by(&mut self, kind: Kind, member: &Member) -> String {
        let dialect = self.codec.settings.dialect;
        let name = match (kind, dialect) {
            (Kind::BigDecimal, Dialect::JsonText) => "put_decimal_text",
            (Kind::BigDecimal, _) => "put_decimal",
            (Kind::BigInteger, _) => "put_integer_text",
            (Kind::Timestamp, Dialect::Cbor) => "put_datetime",
            (Kind::Timestamp, _) => return self.encode(&format!("put_{}", self.timestamp(member))),
            _ => "put_blob",
        };
        self.encode(name)
    }

    /// Values that come from a document as they are: their class, and what to call it.
    pub(super) fn plain_received(&mut self, kind: Kind) -> Option<(&'static str, &'static str)> {
        let dialect = self.codec.settings.dialect;
        match (kind, dialect) {
            (Kind::String, _) => Some(("str", "a string")),
            (Kind::Boolean, _) => Some(("bool", "a boolean")),
            (Kind::Integer, _) | (Kind::BigInteger, Dialect::Cbor) => Some(("int", "an integer")),
            (Kind::Blob | Kind::Stream, Dialect::Cbor) => Some(("bytes", "a byte string")),
            (Kind::Timestamp, Dialect::Cbor) => {
                self.imports.module("datetime");
                Some(("datetime.datetime", "a timestamp"))
            }
            _ => None,
        }
    }

    /// What reads any other scalar, or a float that is not written as one.
    pub(super) fn received_by(&mut self, kind: Kind, member: &Member) -> String {
        let text = self.codec.settings.dialect == Dialect::JsonText;
        match kind {
            // Only a union without a tag comes here.
            Kind::Union => self.codec.functions.deserializer(member.target.id),
            Kind::Float => self.convert("as_float"),
            Kind::BigInteger if text => self.convert("as_big_integer_text"),
            Kind::BigInteger => self.convert("as_big_integer"),
            Kind::BigDecimal if text => self.convert("as_decimal_text"),
            Kind::BigDecimal => self.convert("as_decimal"),
            Kind::Timestamp => self.convert(&format!("as_{}", self.timestamp(member))),
            _ => self.convert("as_blob"),
        }
    }

    fn convert(&mut self, name: &str) -> String {
        let module = match self.codec.settings.dialect {
            Dialect::Json | Dialect::JsonText => "._runtime.decode_json",
            Dialect::Cbor => "._runtime.decode_cbor",
        };
        self.imports.local(module, name)
    }

    fn timestamp(&self, member: &Member) -> &'static str {
        let format = match self.codec.settings.dialect {
            Dialect::Json => timestamp_format(
                self.plan.model,
                member,
                Location::Document,
                TimestampFormat::EpochSeconds,
            ),
            Dialect::JsonText | Dialect::Cbor => TimestampFormat::EpochSeconds,
        };
        timestamp_name(format)
    }
}
