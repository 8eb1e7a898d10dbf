//! The test cases of a service: given parameters, the endpoint or error that the rules must yield.
//!
//! (Specification: "Rules engine", `endpointTests` trait.) What shapes say about the trait was
//! checked before; documents are objects here, which no shape says.

use crate::diag::Diagnostics;
use crate::node::{Node, Object};
use crate::text::Span;

use super::read::Reader;

/// All test cases of a service.
#[derive(Debug)]
pub struct Cases<'m> {
    /// In the order written.
    pub cases: Vec<TestCase<'m>>,
}

/// A test case.
#[derive(Debug)]
pub struct TestCase<'m> {
    /// Where its object stands.
    pub span: Span,
    /// What it is about.
    pub documentation: Option<&'m str>,
    /// The parameters.
    pub params: Option<&'m Object>,
    /// Operations that a client can call so that these parameters come about.
    pub inputs: Vec<OperationInput<'m>>,
    /// What must come out.
    pub expect: Expectation<'m>,
}

/// What must come out of a test case.
#[derive(Debug)]
pub enum Expectation<'m> {
    /// An error with this message.
    Error(&'m str, Span),
    /// An endpoint.
    Endpoint {
        /// Its URL.
        url: &'m str,
        /// Where the URL stands.
        span: Span,
        /// Its headers.
        headers: Option<&'m Object>,
        /// Its properties.
        properties: Option<&'m Object>,
    },
    /// Nothing, which is reported.
    Nothing(Span),
}

/// An operation that a client can call so that the parameters of a test case come about.
#[derive(Debug)]
pub struct OperationInput<'m> {
    /// Where its object stands.
    pub span: Span,
    /// The name of the operation, and where that stands.
    pub operation: (&'m str, Span),
    /// The input; `None` is the empty object.
    pub params: Option<&'m Node>,
    /// The values of built-ins.
    pub built_ins: Option<&'m Object>,
}

impl<'m> Cases<'m> {
    /// Reads the value of `@endpointTests`, and says what is wrong with it. Linear.
    pub fn read(node: &'m Node) -> (Self, Diagnostics) {
        let mut reader = Reader::default();
        let what = "`@endpointTests`";
        let nodes: &[Node] = match reader.object(node, what) {
            Some(object) => {
                if let Some(version) = reader.member(node, object, "version", what) {
                    reader.text(version, "`version`");
                }
                match reader.member(node, object, "testCases", what) {
                    Some(cases) => reader.array(cases, "`testCases`"),
                    None => &[],
                }
            }
            None => &[],
        };
        let cases = nodes
            .iter()
            .filter_map(|node| case(node, &mut reader))
            .collect();
        (Self { cases }, reader.reports.into_found())
    }
}

fn case<'m>(node: &'m Node, reader: &mut Reader<'m>) -> Option<TestCase<'m>> {
    let object = reader.object(node, "a test case")?;
    let documentation = object
        .get("documentation")
        .and_then(|node| reader.text(node, "`documentation`"));
    let params = object
        .get("params")
        .and_then(|node| reader.object(node, "`params`"));
    let inputs = match object.get("operationInputs") {
        Some(node) => reader
            .array(node, "`operationInputs`")
            .iter()
            .filter_map(|node| operation_input(node, reader))
            .collect(),
        None => Vec::new(),
    };
    let expect = reader.member(node, object, "expect", "the test case")?;
    Some(TestCase {
        span: node.span,
        documentation,
        params,
        inputs,
        expect: expectation(expect, reader)?,
    })
}

fn operation_input<'m>(node: &'m Node, reader: &mut Reader<'m>) -> Option<OperationInput<'m>> {
    let object = reader.object(node, "an operation input")?;
    let params = object.get("operationParams");
    if let Some(node) = params {
        reader.object(node, "`operationParams`");
    }
    let built_ins = object
        .get("builtInParams")
        .and_then(|node| reader.object(node, "`builtInParams`"));
    if let Some(node) = object.get("clientParams") {
        reader.object(node, "`clientParams`");
    }
    let name = reader.member(node, object, "operationName", "the operation input")?;
    Some(OperationInput {
        span: node.span,
        operation: (reader.text(name, "`operationName`")?, name.span),
        params,
        built_ins,
    })
}

fn expectation<'m>(node: &'m Node, reader: &mut Reader<'m>) -> Option<Expectation<'m>> {
    let object = reader.object(node, "`expect`")?;
    if let Some(endpoint) = object.get("endpoint") {
        let object = reader.object(endpoint, "`endpoint`")?;
        let headers = object
            .get("headers")
            .and_then(|node| reader.object(node, "`headers`"));
        for entry in headers.into_iter().flat_map(Object::iter) {
            for value in reader.array(&entry.value, "the values of a header") {
                reader.text(value, "the value of a header");
            }
        }
        let properties = object
            .get("properties")
            .and_then(|node| reader.object(node, "`properties`"));
        let url = reader.member(endpoint, object, "url", "the expected endpoint")?;
        return Some(Expectation::Endpoint {
            url: reader.text(url, "`url`")?,
            span: url.span,
            headers,
            properties,
        });
    }
    match object.get("error") {
        Some(error) => Some(Expectation::Error(
            reader.text(error, "`error`")?,
            error.span,
        )),
        None => Some(Expectation::Nothing(node.span)),
    }
}
