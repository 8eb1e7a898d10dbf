//! Protocols: how a call becomes bytes.
//!
//! A protocol is one file here that implements [`Protocol`], and one line in [`PROTOCOLS`]. It
//! makes four choices, each of which is written once for all who make it:
//!
//! - **Where members travel** ([`Style`]): HTTP bindings decide, or every operation goes the same
//!   way ([`Rpc`]: a path, fixed headers, everything in the document). [`operations`] writes both.
//! - **What documents are** ([`Codec`]): [`tree`] writes codecs between shapes and dicts, lists and
//!   scalars, for protocols whose documents are trees of such (JSON; CBOR, where blobs and moments
//!   have types of their own). A codec of another nature (XML, query strings) is a folder beside it.
//! - **How documents become bytes, and what an error is called** ([`Wire`]): names a constant of
//!   the runtime, which every emitted operation carries. The media type, `dumps` and `loads`, and
//!   the discovery of errors are there, in Python.
//! - **What an error is called in the model's terms** ([`Protocol::error_code`]).
//!
//! A value passes through so: `_send_x(o)` of `_operations.py` puts members into path, query and
//! headers, and hands the rest to `ser_x` of `_codecs.py`; the pipeline gives what comes of that to
//! the wire's `dumps`. Back, `loads` gives a document (`r.object()`), `de_x` makes the output of it,
//! and `_read_x(r)` adds what headers and status hold. Serializers take the object and return the
//! document; those of unions, which hang in some other shape, take `(container, key, value)`.
//! Deserializers take the document. All raise through `runtime/paths.py`, which finds the path of
//! what is wrong afterwards, so that nothing is paid for it while all is well.
//!
//! To add a protocol: write its file (`rest_json.rs` is the model for bindings, `aws_json.rs` for
//! RPC), its line in [`PROTOCOLS`] by preference, and where it has a wire of its own the file
//! `runtime/wire_….py`. Files of the runtime are copied into a package where something there
//! imports them, so a protocol brings its own along and no other's. A protocol must not know how
//! clients and models look.

mod aws_json;
mod buckets;
mod choice;
mod documents;
mod functions;
mod names;
mod operations;
mod query;
mod rest_json;
mod rest_xml;
mod rpc_v2;
mod tree;
mod wrapped;
mod xml;

pub use buckets::{BUCKETS, CONFIG, bucket_settings, has_buckets};
pub use choice::choose;
pub use documents::{Bodies, Body};
pub use functions::Functions;
pub use names::ForeignNames;

use crate::knowledge::contextual_name;
use crate::knowledge::http::TimestampFormat;
use crate::model::{Member, Shape};
use crate::name::ShapeId;

use super::plan::{Operation, Plan};
use super::printer::{Doc, call};
use super::write::assemble;
use super::write::imports::Imports;

/// How a call becomes bytes.
pub trait Protocol: Sync {
    /// The trait that marks a service which speaks it.
    fn id(&self) -> ShapeId;

    /// Where members travel.
    fn style(&self) -> Style;

    /// The constant of the runtime that every operation carries.
    fn wire(&self, plan: &Plan<'_>) -> Wire;

    /// The codec of documents for these bodies.
    fn codec(&self, plan: &Plan<'_>, bodies: &Bodies) -> Box<dyn Codec>;

    /// Whether inputs may hold event streams.
    fn sends_events(&self) -> bool {
        true
    }

    /// Whether documents are JSON.
    fn writes_json(&self) -> bool {
        false
    }

    /// The codec that writes what deserializers read, where serializers write something else.
    /// Only tests of codecs have a use for it.
    fn answers(&self, plan: &Plan<'_>, bodies: &Bodies) -> Option<Box<dyn Codec>> {
        let _ = (plan, bodies);
        None
    }

    /// What an error is called on the wire.
    fn error_code(&self, plan: &Plan<'_>, error: &Shape) -> String {
        contextual_name(plan.service, error.id).to_owned()
    }
}

/// Where members travel.
#[derive(Clone, Copy, Debug)]
pub enum Style {
    /// `@http` and the traits beside it decide.
    Bindings(Payloads),
    /// All operations go the same way, and everything is in the document; HTTP bindings mean
    /// nothing.
    Rpc(Rpc),
}

impl Style {
    /// Whether operations need `@http`.
    pub fn uses_bindings(self) -> bool {
        matches!(self, Self::Bindings(_))
    }

    /// Whether payloads of every kind are documents.
    pub fn has_document_payloads(self) -> bool {
        matches!(self, Self::Bindings(Payloads::Documents))
    }
}

/// What a member is that is the whole body.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Payloads {
    /// A document where it is a structure, a union or a document; text and bytes are as they are,
    /// and there are no others.
    Raw,
    /// A document, whatever it is, but for streams.
    Documents,
}

/// The way of all operations. The method is POST.
#[derive(Clone, Copy, Debug)]
pub struct Rpc {
    /// The path.
    pub path: fn(&Plan<'_>, &Operation<'_>) -> String,
    /// Headers of requests, by name in lower case.
    pub headers: fn(&Plan<'_>, &Operation<'_>) -> Vec<(&'static str, String)>,
    /// The document of an operation without input, as Python writes it; `None` where it has no
    /// body.
    pub empty: fn(&Plan<'_>, &Operation<'_>) -> Option<String>,
}

/// A constant of the runtime: how documents become bytes, and how errors are told apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Wire {
    /// The module, such as `._runtime.wire_json`.
    pub module: &'static str,
    /// The name in it.
    pub name: &'static str,
}

/// An array of a response that is decoded while the document is read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stepwise {
    /// The member that holds it, as Python writes its name.
    pub key: String,
    /// The attribute of the output.
    pub attribute: String,
    /// The deserializer of such arrays.
    pub function: String,
}

/// Writes serializers and deserializers of documents, and knows what they are called.
pub trait Codec {
    /// All functions of `_codecs.py`, and their imports.
    fn write(&self, plan: &Plan<'_>) -> (Imports, String);

    /// Which functions there are, and what they are called.
    fn functions(&self) -> &Functions;

    /// The method of a `Response` or `Event` that gives what deserializers of structures and
    /// unions take.
    fn reads(&self) -> &'static str;

    /// The array of a response that is decoded while the document is read.
    fn stepwise(&self, _plan: &Plan<'_>, _body: &Body) -> Option<Stepwise> {
        None
    }

    /// The document of an input `o`, for the module with these imports.
    fn document(
        &self,
        _plan: &Plan<'_>,
        _operation: &Operation<'_>,
        body: &Body,
        imports: &mut Imports,
    ) -> Doc {
        let codecs = imports.local(".", "_codecs");
        let function = self.functions().body_serializer(body);
        call(format!("{codecs}.{function}"), vec!["o".into()])
    }

    /// The document of a payload; `arguments` are those of the serializer of its shape.
    fn payload(
        &self,
        _plan: &Plan<'_>,
        member: &Member,
        arguments: Vec<Doc>,
        imports: &mut Imports,
    ) -> Doc {
        let codecs = imports.local(".", "_codecs");
        let function = self.functions().serializer(member.target.id);
        call(format!("{codecs}.{function}"), arguments)
    }

    /// The document of an event `o`, but for its headers.
    fn event(&self, _plan: &Plan<'_>, body: &Body, imports: &mut Imports) -> Doc {
        let codecs = imports.local(".", "_codecs");
        let function = self.functions().body_serializer(body);
        call(format!("{codecs}.{function}"), vec!["o".into()])
    }

    /// The type of documents, and the one that stands for a payload that is not there, as in
    /// `str | None = None`. `any` is what `Any` is called.
    fn absent(&self, any: &str) -> String;

    /// How documents write timestamps where the model does not say.
    fn timestamps(&self) -> TimestampFormat;
}

/// All protocols that the generator knows, the preferred ones first: those of JSON, which Python
/// reads and writes fastest, then CBOR, then XML and query strings; the newer before the older.
pub const PROTOCOLS: [&dyn Protocol; 9] = [
    &rest_json::RestJson::AWS,
    &rest_json::RestJson::ALLOY,
    &rpc_v2::RpcV2::JSON,
    &aws_json::AwsJson::V1_0,
    &aws_json::AwsJson::V1_1,
    &rpc_v2::RpcV2::CBOR,
    &rest_xml::RestXml,
    &query::Query::AWS,
    &query::Query::EC2,
];

/// The modules of a package that a protocol decides.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Modules {
    /// The text of `_codecs.py`.
    pub codecs: String,
    /// The text of `_operations.py`.
    pub operations: String,
    /// The text of `_answers.py`, which only packages for tests of codecs have.
    pub answers: Option<String>,
}

/// Writes them.
pub fn write(protocol: &dyn Protocol, plan: &Plan<'_>) -> Modules {
    let bodies = Bodies::of(plan, protocol.style());
    let codec = protocol.codec(plan, &bodies);
    let (imports, functions) = codec.write(plan);
    let docstring = format!(
        "Serializers and deserializers of the shapes of {}.",
        plan.service_name
    );
    let codecs = assemble(
        plan,
        std::slice::from_ref(&docstring),
        &imports,
        "",
        &functions,
    );
    let answers = if plan.settings.both_ways {
        protocol.answers(plan, &bodies)
    } else {
        None
    };
    let answers = answers.map(|codec| {
        let (imports, functions) = codec.write(plan);
        assemble(plan, &[docstring], &imports, "", &functions)
    });
    let (imports, functions) = operations::write(plan, protocol, &*codec);
    let docstring = format!(
        "The operations of {}: how inputs become requests, and responses outputs.",
        plan.service_name
    );
    Modules {
        codecs,
        operations: assemble(plan, &[docstring], &imports, "", &functions),
        answers,
    }
}
