//! `UniqueSmokeTestCaseId`: the smoke tests of a service have names of their own.

use rustc_hash::FxHashSet;

use crate::check::Context;
use crate::check::validators::protocol_tests::ids::{Ids, report};
use crate::diag::{Code, Diagnostics};
use crate::model::Shape;
use crate::name::known;
use crate::node::Node;

const DUPLICATE: Code = Code::error("duplicate-smoke-test", "UniqueSmokeTestCaseId");

pub(in crate::check::validators) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    if context.applied(known::SMOKE_TESTS).next().is_none() {
        return;
    }
    let mut bound = FxHashSet::default();
    for (_, closure) in context.closures() {
        let mut ids = Ids::new();
        for operation in closure.operations.keys() {
            bound.insert(*operation);
            if let Some(shape) = context.model.shape(*operation) {
                collect(shape, &mut ids);
            }
        }
        report(context, DUPLICATE, &ids, out);
    }
    for (subject, _) in context.applied(known::SMOKE_TESTS) {
        let shape = subject.container();
        if !bound.contains(&shape.id) {
            let mut ids = Ids::new();
            collect(shape, &mut ids);
            report(context, DUPLICATE, &ids, out);
        }
    }
}

fn collect<'m>(shape: &'m Shape, ids: &mut Ids<'m>) {
    let cases = shape
        .trait_value(known::SMOKE_TESTS)
        .and_then(Node::as_array);
    for node in cases
        .unwrap_or_default()
        .iter()
        .filter_map(|case| case.get("id"))
    {
        if let Some(id) = node.as_str() {
            ids.entry(id.into()).or_default().push((shape, node));
        }
    }
}
