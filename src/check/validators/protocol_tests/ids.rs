//! `UniqueProtocolTestCaseId`: no two protocol tests have the same name.

use indexmap::IndexMap;

use crate::check::Context;
use crate::diag::{Code, Diagnostics};
use crate::model::Shape;
use crate::name::{ShapeType, known};
use crate::node::Node;

const DUPLICATE: Code = Code::error("duplicate-test", "UniqueProtocolTestCaseId");

/// The tests of each name: the shape that they are on and the node that names them.
pub(in crate::check::validators) type Ids<'m> = IndexMap<Box<str>, Vec<(&'m Shape, &'m Node)>>;

pub(in crate::check::validators) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    // Malformed requests are tested by their responses, so they share names with these.
    for traits in [
        &[known::HTTP_REQUEST_TESTS][..],
        &[
            known::HTTP_RESPONSE_TESTS,
            known::HTTP_MALFORMED_REQUEST_TESTS,
        ],
        &[known::EVENT_STREAM_TESTS],
    ] {
        let mut ids = Ids::new();
        for id in traits {
            for (subject, _) in context.applied(*id) {
                let shape = subject.container();
                if !matches!(
                    shape.shape_type,
                    ShapeType::Operation | ShapeType::Structure
                ) {
                    continue;
                }
                let cases = shape.trait_value(*id).and_then(Node::as_array);
                for case in cases.unwrap_or_default() {
                    collect(
                        shape,
                        case,
                        *id == known::HTTP_MALFORMED_REQUEST_TESTS,
                        &mut ids,
                    );
                }
            }
        }
        report(context, DUPLICATE, &ids, out);
    }
}

fn collect<'m>(shape: &'m Shape, case: &'m Node, malformed: bool, ids: &mut Ids<'m>) {
    let Some((node, id)) = case.get("id").and_then(|node| Some((node, node.as_str()?))) else {
        return;
    };
    let parameters = case.get("testParameters").and_then(Node::as_object);
    match parameters.and_then(|parameters| parameters.entries.first()) {
        // One test for each value of the parameters.
        Some(first) if malformed => {
            let values = first.value.as_array().unwrap_or_default();
            for number in 0..values.len() {
                let name = format!("{id}_case{number}");
                ids.entry(name.into()).or_default().push((shape, node));
            }
        }
        _ => ids.entry(id.into()).or_default().push((shape, node)),
    }
}

/// Reports each name that several tests have, once for each of them. The first report points at
/// all of them, and the others are for machines.
pub(in crate::check::validators) fn report(
    context: &Context<'_>,
    code: Code,
    ids: &Ids<'_>,
    out: &mut Diagnostics,
) {
    for (id, tests) in ids {
        let [(first_shape, first), others @ ..] = &tests[..] else {
            continue;
        };
        let Some((_, second)) = others.first() else {
            continue;
        };
        // The later one is the one to rename.
        let mut report = code
            .at(
                second.span,
                format!("{} tests are called `{id}`", tests.len()),
            )
            .shape(first_shape.id)
            .event_at(first_shape.span)
            .here("used again");
        report = context.label(report, first.span, "used first");
        for (_, other) in others.iter().skip(1).take(LABELS) {
            report = context.label(report, other.span, "and again");
        }
        out.push(report.help("rename all but one of them"));
        for (shape, node) in others {
            out.push(
                code.at(
                    node.span,
                    format!("{} tests are called `{id}`", tests.len()),
                )
                .shape(shape.id)
                .event_at(shape.span)
                .echo(),
            );
        }
    }
}

/// How many further tests a report points at.
const LABELS: usize = 4;
