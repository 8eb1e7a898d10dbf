//! `HttpChecksumTrait`: what `aws.protocols#httpChecksum` names is there, and its headers are free.

use crate::check::Context;
use crate::check::context::ticked;
use crate::diag::{Code, Diagnostics};
use crate::model::{AppliedTrait, Member, Model, Shape};
use crate::name::{ShapeType, known};
use crate::text::Symbol;

const NOTHING: Code = Code::error("checksum-of-nothing", "HttpChecksumTrait");
const MEMBER: Code = Code::error("checksum-member", "HttpChecksumTrait");
const HALF: Code = Code::error("checksum-half", "HttpChecksumTrait");
const PREFIX: Code = Code::danger("checksum-prefix", "HttpChecksumTrait");
const HEADER: Code = Code::warning("checksum-header", "HttpChecksumTrait");

/// What the headers with checksums begin with.
const CHECKSUM_PREFIX: &str = "x-amz-checksum-";

const ALGORITHMS: &[&str] = &[
    "CRC32",
    "CRC32C",
    "CRC64NVME",
    "MD5",
    "SHA1",
    "SHA256",
    "SHA512",
    "XXHASH64",
    "XXHASH3",
    "XXHASH128",
];

const MODES: &[&str] = &["ENABLED"];

pub(in crate::check::validators) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for (subject, applied) in context.applied(known::AWS_HTTP_CHECKSUM) {
        let operation = subject.container();
        if operation.shape_type == ShapeType::Operation {
            check(context, operation, applied, out);
        }
    }
}

fn check(context: &Context<'_>, shape: &Shape, applied: &AppliedTrait, out: &mut Diagnostics) {
    let value = &applied.value;
    let required = value.get("requestChecksumRequired");
    let algorithm = value.get_str("requestAlgorithmMember");
    let mode = value.get_str("requestValidationModeMember");
    let algorithms = value
        .get("responseAlgorithms")
        .and_then(|node| node.as_array());
    let of_request = required.and_then(|node| node.as_bool()) == Some(true) || algorithm.is_some();
    let answered = algorithms.is_some_and(|list| !list.is_empty());
    let of_response = answered || mode.is_some();
    if !of_request && !of_response {
        out.push(
            NOTHING
                .at(applied.span, "`@httpChecksum` asks for no checksum at all")
                .shape(shape.id)
                .here("neither of requests nor of responses")
                .help("set `requestChecksumRequired` or `requestAlgorithmMember` for requests, `requestValidationModeMember` and `responseAlgorithms` for responses"),
        );
        return;
    }
    let Some(operation) = shape.operation() else {
        return;
    };
    let Some(input) = context.structure(operation.input.id) else {
        return;
    };
    if of_request {
        if let Some(name) = algorithm {
            member(
                context,
                shape,
                applied,
                ("requestAlgorithmMember", name, ALGORITHMS),
                input,
                out,
            );
        }
        headers(shape, applied, input, out);
    }
    if !of_response {
        return;
    }
    let half = |missing: &str, there: &str| {
        HALF.at(
            applied.span,
            format!("`@httpChecksum` has `{there}`, but not `{missing}`"),
        )
        .shape(shape.id)
        .here("checks responses by half")
        .note("a caller asks for the checksum of a response by one, and learns from the other how it is made")
        .help(format!("add `{missing}`"))
    };
    match mode {
        Some(name) => member(
            context,
            shape,
            applied,
            ("requestValidationModeMember", name, MODES),
            input,
            out,
        ),
        None => out.push(half("requestValidationModeMember", "responseAlgorithms")),
    }
    if !answered {
        out.push(half("responseAlgorithms", "requestValidationModeMember"));
    }
    let errors = operation.errors.iter().map(|error| error.id);
    for id in std::iter::once(operation.output.id).chain(errors) {
        if let Some(structure) = context.structure(id) {
            headers(shape, applied, structure, out);
        }
    }
}

/// Checks the member of the input that a property names: its property, its name, and the values
/// that it may take.
fn member(
    context: &Context<'_>,
    shape: &Shape,
    applied: &AppliedTrait,
    (property, name, supported): (&str, &str, &[&str]),
    input: &Shape,
    out: &mut Diagnostics,
) {
    let at = |message: String| {
        let named = applied.value.get(property);
        MEMBER
            .at(named.map_or(applied.span, |node| node.span), message)
            .event_at(applied.span)
            .shape(shape.id)
            .here("named here")
    };
    let Some(found) = input.member(Symbol::intern(name)) else {
        out.push(
            at(format!(
                "the input of `{}` has no member `{name}`",
                shape.id.name
            ))
            .note(format!(
                "`{property}` is the name of a member of `{}`",
                input.id.name
            )),
        );
        return;
    };
    let Some(values) = enum_values(context.model, found) else {
        out.push(
            at(format!("`{name}` is not an enum"))
                .label(found.target.span, "not an enum")
                .help(format!(
                    "target an enum with these values: {}",
                    ticked(supported)
                )),
        );
        return;
    };
    let unsupported: Vec<_> = values
        .into_iter()
        .filter(|value| !supported.contains(value))
        .collect();
    if !unsupported.is_empty() {
        out.push(
            at(format!(
                "{} of the enum `{}` cannot be used by `{property}`",
                ticked(unsupported),
                found.target.id.name
            ))
            .label(found.target.span, "its values come from here")
            .note(format!("possible: {}", ticked(supported))),
        );
    }
}

/// The values of the enum that a member is of: an enum shape, or a string with `@enum`.
fn enum_values<'m>(model: &'m Model, member: &'m Member) -> Option<Vec<&'m str>> {
    let target = model.target(member)?;
    if target.shape_type == ShapeType::Enum {
        let values = target.members.values().map(|one| {
            one.traits
                .text(known::ENUM_VALUE)
                .unwrap_or(one.id.member.as_str())
        });
        return Some(values.collect());
    }
    let definitions = member
        .trait_value(known::ENUM)
        .or_else(|| target.trait_value(known::ENUM))?;
    let definitions = definitions.as_array()?.iter();
    Some(definitions.filter_map(|one| one.get_str("value")).collect())
}

/// Reports members that are bound to headers which carry checksums.
fn headers(shape: &Shape, applied: &AppliedTrait, structure: &Shape, out: &mut Diagnostics) {
    let name = structure.id.name;
    for member in structure.members.values() {
        if let Some(bound) = member.traits.get(known::HTTP_PREFIX_HEADERS)
            && let Some(prefix) = bound.value.as_str()
            && CHECKSUM_PREFIX.starts_with(prefix)
        {
            let lower = prefix.to_lowercase();
            out.push(
                PREFIX
                    .at(
                        shape.name_span,
                        format!(
                            "the prefix `{prefix}` of `{}` takes the headers with checksums",
                            member.id.relative()
                        ),
                    )
                    .event(format!("{}.HttpPrefixHeaders.{name}.{lower}", PREFIX.event))
                    .shape(shape.id)
                    .here("has checksums in its messages")
                    .label(bound.span, "bound here")
                    .label(
                        applied.span,
                        format!("uses headers that begin with `{CHECKSUM_PREFIX}`"),
                    )
                    .help("choose another prefix"),
            );
        }
        if let Some(bound) = member.traits.get(known::HTTP_HEADER)
            && let Some(header) = bound.value.as_str()
            && header.starts_with(CHECKSUM_PREFIX)
        {
            let lower = header.to_lowercase();
            out.push(
                HEADER
                    .at(
                        shape.name_span,
                        format!("the header `{header}` of `{}` carries a checksum", member.id.relative()),
                    )
                    .event(format!("{}.HttpHeader.{name}.{lower}", HEADER.event))
                    .shape(shape.id)
                    .here("has checksums in its messages")
                    .label(bound.span, "bound here")
                    .note("clients compute the header themselves, or take the value given here instead")
                    .help("suppress this where callers are meant to pass checksums of their own"),
            );
        }
    }
}
