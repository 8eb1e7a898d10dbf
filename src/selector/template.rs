//! Texts with holes for attributes: the message templates of `EmitEachSelector`.
//!
//! `@{id|name}` stands for what the path leads to from a matched shape, `@@` for one `@`.
//! (Specification: "Model validation", message templates and variable message formatting.)

use std::cell::Cell;
use std::fmt::Write as _;

use crate::knowledge::{Graph, Number};
use crate::node::{Node, Value as NodeValue};

use super::attribute::{Scope, Value};
use super::evaluate::Match;
use super::parse::Parser;
use super::paths::Place;
use super::problem::Problem;
use super::tree::Key;

/// What a hole costs beside the text that fills it, in bytes: a template of nothing but holes that
/// lead nowhere must not be free.
const HOLE_COST: usize = 16;

/// How to write the character itself.
const ESCAPE: &str = "write `@@` for an `@` that stands for itself";

/// A parsed template.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Template {
    parts: Vec<Part>,
    oddities: Vec<Problem>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Part {
    Text(Box<str>),
    Path(Vec<Key>),
}

impl Template {
    /// Reads a template. Linear.
    ///
    /// # Errors
    /// The first `@` that is neither `@@` nor the beginning of a well-formed `@{…}`.
    pub fn parse(text: &str) -> Result<Self, Box<Problem>> {
        let mut parser = Parser::new(text);
        let mut parts = Vec::new();
        let mut literal = String::new();
        while let Some(at) = parser.scanner.rest().find('@') {
            literal.push_str(parser.scanner.rest().get(..at).unwrap_or(""));
            parser.scanner.skip(at);
            if parser.scanner.maybe("@@") {
                literal.push('@');
                continue;
            }
            if !literal.is_empty() {
                parts.push(Part::Text(std::mem::take(&mut literal).into()));
            }
            parser.scanner.maybe("@");
            let path = parser
                .parse_hole(Place::Shape)
                .map_err(|problem| problem.help(ESCAPE))
                .map_err(Box::new)?;
            parts.push(Part::Path(path));
        }
        literal.push_str(parser.scanner.rest());
        if !literal.is_empty() {
            parts.push(Part::Text(literal.into()));
        }
        Ok(Self {
            parts,
            oddities: parser.oddities,
        })
    }

    /// Holes that can never be filled: attributes that shapes do not have.
    pub fn oddities(&self) -> &[Problem] {
        &self.oddities
    }

    /// The text for a match. Work and text are taken from `allowance`, in bytes; where that is
    /// used up, the text is cut short.
    pub fn expand(&self, graph: &Graph<'_>, found: &Match, allowance: &mut usize) -> String {
        let index = graph.index();
        let Some(subject) = index.number(found.shape).and_then(|one| index.subject(one)) else {
            return String::new();
        };
        let variable = |name: &str| -> Vec<Number> {
            let named = found.variables.iter().find(|(other, _)| &**other == name);
            let ids = named.map_or(&[][..], |(_, ids)| ids);
            ids.iter().filter_map(|id| index.number(*id)).collect()
        };
        let work = Cell::new(0);
        let scope = Scope {
            index,
            variable: &variable,
            work: &work,
            limit: *allowance,
        };
        let mut out = Bounded {
            text: String::new(),
            room: *allowance,
        };
        for part in &self.parts {
            let written = match part {
                Part::Text(literal) => out.write_str(literal),
                Part::Path(path) => {
                    scope.spend(HOLE_COST);
                    message(&Value::Shape(subject).path(path, &scope), &mut out)
                }
            };
            if written.is_err() || scope.is_spent() {
                out.text.push('…');
                break;
            }
        }
        *allowance = allowance.saturating_sub(work.get() + out.text.len());
        out.text
    }
}

/// A text that refuses to grow beyond its room.
struct Bounded {
    text: String,
    room: usize,
}

impl std::fmt::Write for Bounded {
    fn write_str(&mut self, more: &str) -> std::fmt::Result {
        if self.text.len() + more.len() > self.room {
            return Err(std::fmt::Error);
        }
        self.text.push_str(more);
        Ok(())
    }
}

/// A value as messages show it. Recursive, as deep as nodes nest.
fn message(value: &Value<'_>, out: &mut Bounded) -> std::fmt::Result {
    match value {
        Value::Node(node) => json(node, out),
        Value::Key(key) => json_string(key, out),
        Value::Many(values) => {
            let mut texts = Vec::with_capacity(values.len());
            for value in values {
                let mut one = Bounded {
                    text: String::new(),
                    room: out.room.saturating_sub(out.text.len()),
                };
                message(value, &mut one)?;
                out.room = out.room.saturating_sub(one.text.len());
                texts.push(one.text);
            }
            out.room = out.room.saturating_add(texts.iter().map(String::len).sum());
            texts.sort_unstable();
            write!(out, "[{}]", texts.join(", "))
        }
        Value::Nothing
        | Value::Traits(_)
        | Value::Variables
        | Value::Definitions(_)
        | Value::Definition(_)
        | Value::Tags(_) => Ok(()),
        Value::Text(_) | Value::Id(_) | Value::Shape(_) | Value::Service(_) => {
            out.write_str(&value.text())
        }
    }
}

/// A node as JSON without blanks.
fn json(node: &Node, out: &mut Bounded) -> std::fmt::Result {
    match &node.value {
        NodeValue::Null => out.write_str("null"),
        NodeValue::Boolean(value) => write!(out, "{value}"),
        NodeValue::Number(number) => out.write_str(number.as_str()),
        NodeValue::String(text) => json_string(text, out),
        NodeValue::ShapeId(symbol) => json_string(symbol.as_str(), out),
        NodeValue::Array(elements) => {
            for (at, element) in elements.iter().enumerate() {
                out.write_str(if at == 0 { "[" } else { "," })?;
                json(element, out)?;
            }
            out.write_str(if elements.is_empty() { "[]" } else { "]" })
        }
        NodeValue::Object(object) => {
            for (at, entry) in object.iter().enumerate() {
                out.write_str(if at == 0 { "{" } else { "," })?;
                json_string(&entry.key, out)?;
                out.write_str(":")?;
                json(&entry.value, out)?;
            }
            out.write_str(if object.is_empty() { "{}" } else { "}" })
        }
    }
}

fn json_string(text: &str, out: &mut Bounded) -> std::fmt::Result {
    out.write_str(&serde_json::Value::from(text).to_string())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Selector;
    use super::super::evaluate::Evaluation;
    use super::*;
    use crate::load;
    use crate::text::{Origin, SourceMap};

    const MODEL: &str = r#"
        $version: "2"
        namespace a
        /// Hello
        @tags(["x", "y"])
        string B
        service S { version: "7" }
        structure C { b: B, s: String }
    "#;

    fn expand_with(selector: &str, template: &str, allowance: usize) -> Vec<String> {
        let mut sources = SourceMap::new();
        let file = sources.add("a.smithy", MODEL, Origin::User);
        let (model, _) = load::load(&mut sources, &[file], &load::Options::default());
        let graph = Graph::new(&model);
        let selector = Selector::parse(selector).unwrap();
        let template = Template::parse(template).unwrap();
        let mut allowance = allowance;
        let found = Evaluation::new(&graph).matches(&selector).unwrap();
        found
            .iter()
            .filter(|one| one.shape.namespace.as_str() == "a")
            .map(|one| template.expand(&graph, one, &mut allowance))
            .collect()
    }

    fn expand(selector: &str, template: &str) -> String {
        expand_with(selector, template, 10_000).join("; ")
    }

    #[test]
    fn holes_are_filled() {
        assert_eq!(
            expand("[id|name=B]", "at @@ @{id|name}, @@{id}"),
            "at @ B, @{id}"
        );
        assert_eq!(expand("[id|name=B]", "@@@{id}"), "@a#B");
        assert_eq!(expand("[id|name=B]", "@{trait|documentation}"), "\"Hello\"");
        assert_eq!(expand("[id|name=B]", "@{trait|tags}"), r#"["x","y"]"#);
        assert_eq!(
            expand("[id|name=B]", "@{trait|tags|(values)}"),
            r#"["x", "y"]"#
        );
        assert_eq!(expand("[id|name=B]", "@{trait|tags|(length)}"), "2");
        assert_eq!(
            expand("[id|name=B]", "<@{trait}@{trait|xmlName}@{foo}>"),
            "<>"
        );
        assert_eq!(expand("service", "@{service} @{service|version}"), "a#S 7");
    }

    #[test]
    fn variables_are_sorted_lists() {
        let selector = "structure $m(> member) [id|name=C]";
        assert_eq!(
            expand(selector, "@{var|m} @{var|m|id|member}"),
            "[a#C$b, a#C$s] [b, s]"
        );
        assert_eq!(expand(selector, "@{var|none}"), "[]");
    }

    #[test]
    fn what_is_no_hole_is_refused() {
        for (text, at) in [
            ("a @b", 3),
            ("@", 1),
            ("@{id", 4),
            ("@{}", 2),
            ("@{id|}", 5),
        ] {
            let problem = Template::parse(text).unwrap_err();
            assert_eq!(problem.at().start, at, "{text}");
        }
        assert_eq!(Template::parse("@{foo}").unwrap().oddities().len(), 1);
    }

    #[test]
    fn text_is_bounded() {
        let texts = expand_with("*", "@{id} is a shape", 40);
        assert!(texts.iter().map(String::len).sum::<usize>() < 60 + 3 * texts.len());
    }

    proptest! {
        #[test]
        fn plain_text_comes_out_as_it_is(text in "[^@]{0,40}") {
            prop_assert_eq!(expand("[id|name=B]", &text), text);
        }

        #[test]
        fn no_text_makes_it_panic(text in "[@{}|a-z() '\"]{0,30}") {
            if let Ok(template) = Template::parse(&text) {
                prop_assert_eq!(template.clone(), template);
            }
        }
    }
}
