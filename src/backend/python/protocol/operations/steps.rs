//! What happens to a request once its members are in place: compression and checksums, and what
//! two services want besides their models.
//!
//! Each is a function of the runtime that takes the body and the headers; a package holds the
//! modules of those that its operations name. (Specification: "requestCompression trait",
//! "httpChecksumRequired trait", "aws.protocols#httpChecksum trait".)

use crate::name::known;
use crate::node::{Node, Value};

use super::super::super::literals::py_string;
use super::super::super::plan::{Field, Kind, Operation, Plan};
use super::super::super::printer::{Doc, call, row, tuple};
use super::Writer;

const CHECKSUMS: &str = "._runtime.checksums";
const COMPRESSION: &str = "._runtime.compression";
const TRAILERS: &str = "._runtime.trailers";
const GLACIER: &str = "._runtime.glacier";

/// Whether this is the service of Amazon with this name.
pub fn is_service(plan: &Plan<'_>, sdk_id: &str) -> bool {
    plan.service
        .trait_value(known::AWS_SERVICE)
        .and_then(|value| value.get_str("sdkId"))
        == Some(sdk_id)
}

impl Writer<'_, '_, '_> {
    /// The arguments of a request that stand for all of this.
    pub(super) fn extras(&mut self, operation: &Operation<'_>, fields: &[Field<'_>]) -> Vec<Doc> {
        let mut arguments = Vec::new();
        let steps = self.steps(operation, fields);
        if !steps.is_empty() {
            arguments.push(row(["steps=".into(), tuple(steps)]));
        }
        let algorithms = response_algorithms(operation);
        if !algorithms.is_empty() {
            let validation = self.imports.local(CHECKSUMS, "validation");
            arguments.push(row(["validation=".into(), call(validation, algorithms)]));
        }
        if is_service(self.plan, "Machine Learning")
            && operation.wire == "Predict"
            && let Some(field) = fields
                .iter()
                .find(|field| field.wire() == "PredictEndpoint")
        {
            let put = self.encode("put_str");
            let name = py_string(&field.name);
            arguments.push(format!("host={put}(o, {name}, o.{})", field.name).into());
        }
        arguments
    }

    fn steps(&mut self, operation: &Operation<'_>, fields: &[Field<'_>]) -> Vec<Doc> {
        let mut steps: Vec<Doc> = Vec::new();
        let shape = operation.shape;
        let gzip = shape
            .trait_value(known::REQUEST_COMPRESSION)
            .and_then(|value| value.get("encodings")?.as_array())
            .is_some_and(|encodings| {
                let mut names = encodings.iter().filter_map(Node::as_str);
                names.any(|name| name.eq_ignore_ascii_case("gzip"))
            });
        if gzip {
            steps.push(self.imports.local(COMPRESSION, "compress").into());
        }
        let trait_value = shape.trait_value(known::AWS_HTTP_CHECKSUM);
        let member = |name: &str| {
            let wanted = trait_value?.get_str(name)?;
            fields.iter().find(|field| field.wire() == wanted)
        };
        let required = trait_value
            .and_then(|value| value.get("requestChecksumRequired"))
            .is_some_and(|node| matches!(node.value, Value::Boolean(true)));
        if let Some(field) = member("requestAlgorithmMember") {
            let streams = fields.iter().any(|field| field.kind == Kind::Stream);
            let checksum = if streams {
                self.imports.local(TRAILERS, "trailing")
            } else {
                self.imports.local(CHECKSUMS, "checksum")
            };
            let mut arguments: Vec<Doc> = vec![format!("o.{}", field.name).into()];
            arguments.extend(header_of(field).map(Doc::from));
            if required {
                arguments.push("required=True".into());
            }
            steps.push(call(checksum, arguments));
        } else if required || shape.has_trait(known::HTTP_CHECKSUM_REQUIRED) {
            steps.push(self.imports.local(CHECKSUMS, "content_md5").into());
        }
        if let Some(header) = member("requestValidationModeMember").and_then(header_of) {
            let wanted = self.imports.local(CHECKSUMS, "wanted");
            steps.push(call(wanted, vec![header.into()]));
        }
        if let Some(field) = fields.iter().find(|field| field.kind == Kind::Stream) {
            let target = self.plan.model.shape(field.member.target.id);
            let sized = target.is_some_and(|target| target.has_trait(known::REQUIRES_LENGTH));
            let function = if sized { "sized" } else { "measured" };
            steps.push(self.imports.local("._runtime.bodies", function).into());
        }
        if is_service(self.plan, "Glacier") {
            let version = self.imports.local(GLACIER, "version");
            let detail = self.plan.service.service();
            let text = detail.and_then(|detail| detail.version.as_ref());
            let text = py_string(text.map_or("", |text| &text.value));
            steps.push(call(version, vec![text.into()]));
            if matches!(operation.wire, "UploadArchive" | "UploadMultipartPart") {
                steps.push(self.imports.local(GLACIER, "hashes").into());
            }
        }
        steps
    }
}

/// The header that a member travels in, in lower case, as Python writes it.
fn header_of(field: &Field<'_>) -> Option<String> {
    let name = field.member.traits.text(known::HTTP_HEADER)?;
    Some(py_string(&name.to_ascii_lowercase()))
}

fn response_algorithms(operation: &Operation<'_>) -> Vec<Doc> {
    operation
        .shape
        .trait_value(known::AWS_HTTP_CHECKSUM)
        .and_then(|value| value.get("responseAlgorithms")?.as_array())
        .map_or_else(Vec::new, |names| {
            let names = names.iter().filter_map(Node::as_str);
            names.map(|name| py_string(name).into()).collect()
        })
}
