//! The cases of `smithy.test` that a client of this service has to pass.
//!
//! Reads the traits and sorts the cases by name; knows nothing of Python. Cases of other protocols
//! and those for servers alone are not among them.

use crate::model::Shape;
use crate::name::{ShapeId, known};
use crate::node::{Node, Object};

use super::super::plan::{Operation, Plan};

/// What a case is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Subject {
    /// The request of an operation.
    Request,
    /// The response of an operation.
    Response,
    /// A response that is this error.
    Error(ShapeId),
    /// A conversation over an event stream.
    Events,
}

/// A case.
#[derive(Clone, Copy, Debug)]
pub struct Case<'p, 'm> {
    /// What it is about.
    pub subject: Subject,
    /// The operation that is called.
    pub operation: &'p Operation<'m>,
    /// What the model says; an object.
    pub node: &'m Node,
}

impl<'m> Case<'_, 'm> {
    /// Its name in the model.
    pub fn id(&self) -> &'m str {
        self.node.get_str("id").unwrap_or_default()
    }

    /// What the model says about it.
    pub fn documentation(&self) -> &'m str {
        self.node.get_str("documentation").unwrap_or_default()
    }
}

/// All cases of the operations that the package has, requests first, each kind by name. Linear in
/// the operations, their errors and the cases, but for the sorting.
pub fn cases<'p, 'm>(plan: &'p Plan<'m>, protocol: ShapeId) -> Vec<Case<'p, 'm>> {
    let mut found = Vec::new();
    let mut raisers: Vec<(ShapeId, &'p Operation<'m>)> = Vec::new();
    for operation in &plan.operations {
        let kinds = [
            (known::HTTP_REQUEST_TESTS, Subject::Request),
            (known::HTTP_RESPONSE_TESTS, Subject::Response),
            (known::EVENT_STREAM_TESTS, Subject::Events),
        ];
        for (id, subject) in kinds {
            found.extend(entries(operation.shape, id, protocol).map(|node| Case {
                subject,
                operation,
                node,
            }));
        }
        raisers.extend(operation.errors.iter().map(|error| (*error, operation)));
    }
    // An error is tested with one of the operations that raise it: one that asks for little.
    raisers.sort_by_key(|(error, operation)| {
        let needed = operation.parameters.iter().filter(|one| one.required);
        (*error, operation.events.is_some(), needed.count())
    });
    raisers.dedup_by_key(|(error, _)| *error);
    for (error, operation) in raisers {
        let Some(shape) = plan.model.shape(error) else {
            continue;
        };
        found.extend(
            entries(shape, known::HTTP_RESPONSE_TESTS, protocol).map(|node| Case {
                subject: Subject::Error(error),
                operation,
                node,
            }),
        );
    }
    found.sort_by_key(|case| (case.subject.order(), case.id()));
    found
}

impl Subject {
    /// Its place among the modules.
    pub fn order(self) -> usize {
        match self {
            Self::Request => 0,
            Self::Response | Self::Error(_) => 1,
            Self::Events => 2,
        }
    }
}

/// The cases of one trait on one shape.
fn entries(shape: &Shape, id: ShapeId, protocol: ShapeId) -> impl Iterator<Item = &Node> {
    let all = shape.trait_value(id).and_then(Node::as_array);
    all.unwrap_or_default().iter().filter(move |case| {
        case.get_str("protocol").and_then(ShapeId::parse) == Some(protocol)
            && case.get_str("appliesTo") != Some("server")
    })
}

/// The texts of a list, such as `queryParams`.
pub fn texts<'n>(node: &'n Node, key: &str) -> Vec<&'n str> {
    let items = node.get(key).and_then(Node::as_array).unwrap_or_default();
    items.iter().filter_map(Node::as_str).collect()
}

/// The entries of an object, such as `headers`; none where it is absent.
pub fn object<'n>(node: &'n Node, key: &str) -> Option<&'n Object> {
    node.get(key)
        .and_then(Node::as_object)
        .filter(|object| !object.is_empty())
}
