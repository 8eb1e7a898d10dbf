//! Rule sets as binary decision diagrams.
//!
//! (Specification: "Rules engine", `endpointBdd` trait.) A node names a condition and two
//! references: where to go when it holds, and where when it does not. A reference is a node
//! (negative: with both ways swapped), a result, or the end without one.

use crate::diag::{Code, Diagnostics};
use crate::node::{Node, Object};
use crate::text::Span;

use super::cases::TestCase;
use super::evaluate::{Budget, Evaluator, Failure, Outcome};
use super::read::Reader;
use super::tree::{Condition, Parameter, Rule, Version};

const OLD: Code = Code::error("bdd-version", "Model");
const CONDITIONS: Code = Code::error("bdd-result-conditions", "Model");
const NODES: Code = Code::error("bdd-nodes", "Model");
const ROOT: Code = Code::error("bdd-root", "Model");

/// References from here on are results.
const FIRST_RESULT: i32 = 100_000_000;

/// How many bytes a node takes: three numbers of four bytes, the most significant first.
const NODE_BYTES: usize = 12;

/// A decision diagram.
#[derive(Debug)]
pub struct Bdd<'m> {
    /// The version that it is written for.
    pub version: Version,
    /// What it is given, in the order written.
    pub parameters: Vec<Parameter<'m>>,
    /// What nodes ask.
    pub conditions: Vec<Condition<'m>>,
    /// What it may yield; reference 100,000,000 is none of them, the next one the first.
    pub results: Vec<Rule<'m>>,
    /// Where the text of the nodes stands.
    pub nodes_span: Span,
    nodes: Vec<[i32; 3]>,
    root: (i32, Span),
    slots: usize,
}

impl<'m> Bdd<'m> {
    /// Reads a decision diagram and checks its names and types. Returns it, without what could not
    /// be read, and everything that is wrong with it, as events of `Model`: the trait cannot be
    /// loaded. Linear.
    pub fn read(node: &'m Node) -> (Self, Diagnostics) {
        let mut reader = Reader::default();
        let mut bdd = Self {
            version: Version::V1_1,
            parameters: Vec::new(),
            conditions: Vec::new(),
            results: Vec::new(),
            nodes_span: node.span,
            nodes: Vec::new(),
            root: (1, node.span),
            slots: 0,
        };
        if let Some(object) = reader.object(node, "a decision diagram") {
            bdd.fill(node, object, &mut reader);
        }
        bdd.slots = super::check::diagram(
            &bdd.parameters,
            &mut bdd.conditions,
            &mut bdd.results,
            &mut reader.reports,
        );
        let mut found = reader.reports.into_found();
        for report in &mut found {
            report.id = "Model".into();
        }
        (bdd, found)
    }

    fn fill(&mut self, node: &'m Node, object: &'m Object, reader: &mut Reader<'m>) {
        let what = "the decision diagram";
        if let Some(node) = reader.member(node, object, "version", what)
            && let Some(version) = reader.version(node)
        {
            self.version = version;
            if version < Version::V1_1 {
                reader.push(
                    OLD.at(
                        node.span,
                        format!("decision diagrams need version 1.1, but this is {version}"),
                    )
                    .here("too old")
                    .help("write `1.1`"),
                );
            }
        }
        if let Some(node) = reader.member(node, object, "parameters", what) {
            self.parameters = reader.parameters(node);
        }
        if let Some(node) = reader.member(node, object, "conditions", what) {
            self.conditions = reader.conditions(node, 0);
        }
        if let Some(node) = reader.member(node, object, "results", what) {
            for node in reader.array(node, "`results`") {
                if let Some(rule) = reader.rule(node, 0) {
                    self.result(rule, reader);
                }
            }
        }
        let count = reader.member(node, object, "nodeCount", what);
        let count = count.and_then(|node| Some((whole(node, "`nodeCount`", reader)?, node.span)));
        if let Some(node) = reader.member(node, object, "nodes", what)
            && let Some(text) = reader.text(node, "`nodes`")
        {
            self.nodes_span = node.span;
            self.decode(text, count, reader);
        }
        if let Some(node) = reader.member(node, object, "root", what)
            && let Some(root) = whole(node, "`root`", reader)
        {
            self.root = (root, node.span);
            self.check_root(count.map(|(count, _)| count), reader);
        }
    }

    fn result(&mut self, rule: Rule<'m>, reader: &mut Reader<'m>) {
        if let Some(condition) = rule.conditions.first() {
            reader.push(
                CONDITIONS
                    .at(
                        super::report::opening(condition.span),
                        "a result of a decision diagram must have no conditions",
                    )
                    .here("a condition")
                    .note("nodes decide which result is taken")
                    .help("move the condition to `conditions`, and ask for it in a node"),
            );
        }
        self.results.push(rule);
    }

    fn decode(&mut self, text: &str, count: Option<(i32, Span)>, reader: &mut Reader<'m>) {
        let Some(bytes) = decode_base64(text) else {
            reader.push(
                NODES
                    .at(self.nodes_span, "the nodes of the decision diagram are not base64")
                    .here("cannot be decoded")
                    .note("expected groups of four characters out of `A`–`Z`, `a`–`z`, `0`–`9`, `+` and `/`, the last padded with `=`"),
            );
            return;
        };
        if let Some((count, span)) = count
            && usize::try_from(count)
                .ok()
                .and_then(|count| count.checked_mul(NODE_BYTES))
                != Some(bytes.len())
        {
            reader.push(
                NODES
                    .at(
                        self.nodes_span,
                        format!(
                            "the nodes of the decision diagram take {} bytes, which is not {count} times {NODE_BYTES}",
                            bytes.len()
                        ),
                    )
                    .here(format!("{} bytes", bytes.len()))
                    .label(span, format!("{count} nodes"))
                    .note(format!("each node takes {NODE_BYTES} bytes: its condition and two references")),
            );
            return;
        }
        let mut numbers = bytes
            .chunks_exact(4)
            .filter_map(|bytes| Some(i32::from_be_bytes(bytes.try_into().ok()?)));
        while let (Some(condition), Some(high), Some(low)) =
            (numbers.next(), numbers.next(), numbers.next())
        {
            self.nodes.push([condition, high, low]);
        }
    }

    fn check_root(&self, count: Option<i32>, reader: &mut Reader<'m>) {
        let (root, span) = self.root;
        if root < -1 {
            reader.push(
                ROOT.at(
                    span,
                    format!(
                        "the root of the decision diagram must not be swapped, but it is {root}"
                    ),
                )
                .here("negative"),
            );
        } else if let (Reference::Node { at, .. }, Some(count)) = (Reference::of(root), count)
            && usize::try_from(count).is_ok_and(|count| at >= count)
        {
            reader.push(
                ROOT.at(
                    span,
                    format!(
                        "the root of the decision diagram is node {}, but there are only {count}",
                        at + 1
                    ),
                )
                .here("no such node"),
            );
        }
    }

    /// What is wrong with the root and the nodes, as sentences with the number of the node, if it
    /// is one. The first node stands for the end and is not looked at. Linear.
    pub fn dangling(&self) -> Vec<(Option<usize>, Span, String)> {
        let mut found = Vec::new();
        if let Some(message) = self.dangles("the root", self.root.0) {
            found.push((None, self.root.1, message));
        }
        for (number, [condition, high, low]) in self.nodes.iter().enumerate().skip(1) {
            let known = usize::try_from(*condition).is_ok_and(|at| at < self.conditions.len());
            let messages = [
                (!known).then(|| {
                    format!(
                        "node {number} asks for condition {condition}, but {}",
                        last(self.conditions.len().checked_sub(1))
                    )
                }),
                self.dangles(&format!("the way of node {number} when it holds"), *high),
                self.dangles(
                    &format!("the way of node {number} when it does not hold"),
                    *low,
                ),
            ];
            for message in messages.into_iter().flatten() {
                found.push((Some(number), self.nodes_span, message));
            }
        }
        found
    }

    fn dangles(&self, what: &str, reference: i32) -> Option<String> {
        match Reference::of(reference) {
            Reference::Nothing if reference == 0 => Some(format!("{what} leads to 0")),
            Reference::Node { at, .. } if at >= self.nodes.len() => Some(format!(
                "{what} leads to node {at}, but {}",
                last(self.nodes.len().checked_sub(1))
            )),
            // The first result stands for none.
            Reference::Result(at) if at > self.results.len() => Some(format!(
                "{what} leads to result {at}, but {}",
                last(Some(self.results.len()).filter(|count| *count > 0))
            )),
            _ => None,
        }
    }

    /// What the diagram yields for the parameters of a test case. The diagram must have been read
    /// without problems. A diagram that goes round in circles ends as an error.
    pub fn evaluate(
        &self,
        case: &TestCase<'m>,
        budget: &mut Budget,
    ) -> Result<Outcome<'m>, Failure> {
        let fail = |message: &str| Err(Failure::new(message, self.nodes_span));
        let mut evaluator = Evaluator::new(&self.parameters, self.slots, case, budget)?;
        let mut reference = self.root.0;
        for _ in 0..=self.nodes.len() {
            match Reference::of(reference) {
                Reference::Node { at, swapped } => {
                    let Some([condition, high, low]) = self.nodes.get(at) else {
                        return fail("a reference leads to a node that does not exist");
                    };
                    let Some(condition) = usize::try_from(*condition)
                        .ok()
                        .and_then(|at| self.conditions.get(at))
                    else {
                        return fail("a node asks for a condition that does not exist");
                    };
                    let holds = evaluator.condition(condition)?;
                    reference = if holds == swapped { *low } else { *high };
                }
                Reference::Result(at) => {
                    let Some(rule) = at.checked_sub(1).and_then(|at| self.results.get(at)) else {
                        return Err(Failure::new(
                            "the decision diagram has no result",
                            case.span,
                        ));
                    };
                    return evaluator.result(rule);
                }
                Reference::Nothing => {
                    return Err(Failure::new(
                        "the decision diagram has no result",
                        case.span,
                    ));
                }
            }
        }
        fail("the nodes of the decision diagram lead in a circle")
    }
}

/// Which number is the highest.
fn last(number: Option<usize>) -> String {
    match number {
        Some(number) => format!("the last one is {number}"),
        None => "there is none".to_owned(),
    }
}

/// Where a reference leads.
enum Reference {
    Node { at: usize, swapped: bool },
    Result(usize),
    Nothing,
}

impl Reference {
    fn of(reference: i32) -> Self {
        if reference >= FIRST_RESULT {
            return match usize::try_from(reference - FIRST_RESULT) {
                Ok(at) => Self::Result(at),
                Err(_) => Self::Nothing,
            };
        }
        let number = usize::try_from(reference.unsigned_abs()).unwrap_or(0);
        if number > 1 && reference > -FIRST_RESULT {
            Self::Node {
                at: number - 1,
                swapped: reference < 0,
            }
        } else {
            Self::Nothing
        }
    }
}

fn whole<'m>(node: &'m Node, what: &str, reader: &mut Reader<'m>) -> Option<i32> {
    let found = node
        .as_number()
        .and_then(|number| i32::try_from(number.as_i64()?).ok());
    if found.is_none() {
        reader.wrong_kind(node, what, "a whole number");
    }
    found
}

/// Decodes base64 with or without padding; `None` where it is malformed.
fn decode_base64(text: &str) -> Option<Vec<u8>> {
    let unpadded = text.trim_end_matches('=');
    let padding = text.len() - unpadded.len();
    if padding > 2 || (padding > 0 && !text.len().is_multiple_of(4)) {
        return None;
    }
    let mut bytes = Vec::with_capacity(unpadded.len() / 4 * 3 + 2);
    for group in unpadded.as_bytes().chunks(4) {
        let mut bits = 0u32;
        for byte in group {
            let value = match byte {
                b'A'..=b'Z' => byte - b'A',
                b'a'..=b'z' => byte - b'a' + 26,
                b'0'..=b'9' => byte - b'0' + 52,
                b'+' => 62,
                b'/' => 63,
                _ => return None,
            };
            bits = bits << 6 | u32::from(value);
        }
        let whole = match group.len() {
            4 => 3,
            3 => 2,
            2 => 1,
            _ => return None,
        };
        bits <<= 6 * (4 - group.len());
        let [_, first, second, third] = bits.to_be_bytes();
        bytes.extend([first, second, third].iter().take(whole));
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64() {
        assert_eq!(decode_base64("").as_deref(), Some(&[][..]));
        assert_eq!(decode_base64("YWJj").as_deref(), Some(&b"abc"[..]));
        assert_eq!(decode_base64("YWI=").as_deref(), Some(&b"ab"[..]));
        assert_eq!(decode_base64("YQ==").as_deref(), Some(&b"a"[..]));
        assert_eq!(decode_base64("YQ").as_deref(), Some(&b"a"[..]));
        for text in ["Y", "ABCD=", "Y===", "YW!j", "YW=j"] {
            assert_eq!(decode_base64(text), None, "{text}");
        }
    }
}
