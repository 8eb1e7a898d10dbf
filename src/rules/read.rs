//! From the node of a trait to the tree of a rule set.
//!
//! Reading goes on after a mistake, so that all are reported at once; what could not be read is
//! left out of the tree, or broken in it.

use crate::diag::{Diagnostic, Diagnostics, nearest};
use crate::node::{Node, Object, Value};
use crate::text::Span;

use super::functions::{Function, GET_ATTR};
use super::report::{
    ARGUMENTS, DEFAULT, LITERAL, MISSING, Reports, TOO_DEEP, UNKNOWN_FUNCTION, UNKNOWN_MEMBER,
    UNKNOWN_TYPE, VERSION, WRONG_KIND, opening,
};
use super::template::{Template, read_path};
use super::tree::{
    Assignment, Body, Condition, Endpoint, Expression, Kind, Parameter, ParameterType, Rule,
    RuleSet, Version,
};

/// How deep rules, and inside of them expressions, may be nested. Real rule sets reach 20; what is
/// deeper is hostile, and all later stages walk the tree recursively on worker threads' stacks.
pub const NESTING_LIMIT: usize = 128;

/// Reads the parts of rule sets.
#[derive(Default)]
pub(super) struct Reader<'m> {
    pub reports: Reports<'m>,
}

impl<'m> RuleSet<'m> {
    /// Reads a rule set and checks its names and types. Returns the tree, without what could not be
    /// read, and everything that is wrong with it, as events of `EndpointRuleSet`. A tree with
    /// problems must not be evaluated. Linear.
    pub fn read(node: &'m Node) -> (Self, Diagnostics) {
        let mut reader = Reader::default();
        let mut rules = Self {
            version: Version::V1_0,
            parameters: Vec::new(),
            rules: Vec::new(),
            slots: 0,
        };
        if let Some(object) = reader.object(node, "a rule set") {
            let what = "the rule set";
            if let Some(node) = reader.member(node, object, "version", what) {
                rules.version = reader.version(node).unwrap_or(Version::V1_0);
            }
            if let Some(node) = reader.member(node, object, "parameters", what) {
                rules.parameters = reader.parameters(node);
            }
            if let Some(node) = reader.member(node, object, "rules", what) {
                rules.rules = reader
                    .array(node, "`rules`")
                    .iter()
                    .filter_map(|node| reader.rule(node, 0))
                    .collect();
            }
        }
        super::check::rule_set(&mut rules, &mut reader.reports);
        (rules, reader.reports.into_found())
    }
}

impl<'m> Reader<'m> {
    pub fn version(&mut self, node: &'m Node) -> Option<Version> {
        let text = self.text(node, "`version`")?;
        let version = Version::parse(text);
        if version.is_none() {
            self.push(
                VERSION
                    .at(node.span, format!("`{text}` is not a version of the rules language"))
                    .here("expected `major.minor`")
                    .help("write `1.0`, or `1.1` to use `coalesce`, `ite`, `split` or negative indexes"),
            );
        }
        version
    }

    pub fn parameters(&mut self, node: &'m Node) -> Vec<Parameter<'m>> {
        let Some(object) = self.object(node, "`parameters`") else {
            return Vec::new();
        };
        object
            .iter()
            .filter_map(|entry| self.parameter(&entry.key, entry.key_span, &entry.value))
            .collect()
    }

    fn parameter(
        &mut self,
        name: &'m str,
        name_span: Span,
        node: &'m Node,
    ) -> Option<Parameter<'m>> {
        const MEMBERS: [&str; 6] = [
            "builtIn",
            "required",
            "type",
            "deprecated",
            "documentation",
            "default",
        ];
        let what = format!("the parameter `{name}`");
        let object = self.object(node, &what)?;
        self.known_members(object, &MEMBERS, &what);
        let required = match object.get("required") {
            // What cannot be read is taken for required: that leads to no further reports.
            Some(node) => self.boolean(node, "`required`").unwrap_or(true),
            None => false,
        };
        let built_in = object
            .get("builtIn")
            .and_then(|node| Some((self.text(node, "`builtIn`")?, node.span)));
        let documentation = object.get("documentation");
        if let Some(node) = documentation {
            self.text(node, "`documentation`");
        }
        if let Some(node) = object.get("deprecated")
            && let Some(deprecated) = self.object(node, "`deprecated`")
        {
            for key in ["message", "since"] {
                if let Some(node) = deprecated.get(key) {
                    self.text(node, &format!("`{key}`"));
                }
            }
        }
        let default = object.get("default");
        if let Some(default) = default
            && !required
        {
            self.push(
                DEFAULT
                    .at(
                        default.span,
                        format!("the parameter `{name}` has a default but is not required"),
                    )
                    .here("the default")
                    .help("add `\"required\": true`: with a default it always has a value"),
            );
        }
        let kind = self.member(node, object, "type", &what)?;
        let text = self.text(kind, "`type`")?;
        let Some(found) = ParameterType::parse(text) else {
            self.push(
                UNKNOWN_TYPE
                    .at(
                        kind.span,
                        format!("the parameter `{name}` has the unknown type `{text}`"),
                    )
                    .here("no type of a parameter")
                    .help("the types are `string`, `boolean` and `stringArray`"),
            );
            return None;
        };
        if let Some(default) = default {
            self.default_fits(default, kind.span, found, name);
        }
        Some(Parameter {
            name,
            name_span,
            span: node.span,
            kind: found,
            built_in,
            default,
            required,
            documented: documentation.is_some(),
        })
    }

    fn default_fits(&mut self, default: &'m Node, at: Span, kind: ParameterType, name: &str) {
        let empty = default.as_array().is_some_and(<[Node]>::is_empty);
        if ParameterType::of(default) == Some(kind) && !empty {
            return;
        }
        let found = if empty {
            "an empty array"
        } else {
            default.describe()
        };
        let report = DEFAULT
            .at(
                default.span,
                format!(
                    "the default of the parameter `{name}` must be {}, but it is {found}",
                    kind.describe()
                ),
            )
            .here(found)
            .label(at, "its type");
        self.push(if empty {
            report.note("the elements of an empty array have no type")
        } else {
            report
        });
    }

    pub fn rule(&mut self, node: &'m Node, depth: usize) -> Option<Rule<'m>> {
        if !self.may_nest(node, depth) {
            return None;
        }
        let object = self.object(node, "a rule")?;
        let documentation = object
            .get("documentation")
            .and_then(|node| self.text(node, "`documentation`"));
        let outer = self.reports.enter(documentation);
        let conditions = match object.get("conditions") {
            Some(node) => self.conditions(node, depth + 1),
            None => Vec::new(),
        };
        let body = self.body(node, object, depth);
        self.reports.leave(outer);
        Some(Rule {
            span: node.span,
            documentation,
            conditions,
            body: body?,
        })
    }

    fn body(&mut self, node: &'m Node, object: &'m Object, depth: usize) -> Option<Body<'m>> {
        let kind = self.member(node, object, "type", "the rule")?;
        match self.text(kind, "`type`")? {
            "endpoint" => {
                let node = self.member(node, object, "endpoint", "the endpoint rule")?;
                Some(Body::Endpoint(self.endpoint(node, depth + 1)?))
            }
            "error" => {
                let node = self.member(node, object, "error", "the error rule")?;
                Some(Body::Error(self.expression(node, depth + 1)))
            }
            "tree" => {
                let node = self.member(node, object, "rules", "the tree rule")?;
                let rules = self.array(node, "`rules`");
                let read: Vec<Rule<'m>> = rules
                    .iter()
                    .filter_map(|node| self.rule(node, depth + 1))
                    .collect();
                // A tree that lost all its rules to other mistakes is not called empty.
                (rules.is_empty() || !read.is_empty()).then_some(Body::Tree(read))
            }
            other => {
                self.push(
                    UNKNOWN_TYPE
                        .at(kind.span, format!("`{other}` is not a type of rule"))
                        .here("no type of rule")
                        .help("the types are `endpoint`, `error` and `tree`"),
                );
                None
            }
        }
    }

    pub fn conditions(&mut self, node: &'m Node, depth: usize) -> Vec<Condition<'m>> {
        self.array(node, "`conditions`")
            .iter()
            .filter_map(|node| self.condition(node, depth))
            .collect()
    }

    fn condition(&mut self, node: &'m Node, depth: usize) -> Option<Condition<'m>> {
        let object = self.object(node, "a condition")?;
        let function = self.call(node, object, depth);
        let assign = match object.get("assign") {
            Some(node) => Some(Assignment {
                name: self.text(node, "`assign`")?,
                span: node.span,
                slot: 0,
            }),
            None => None,
        };
        Some(Condition {
            span: node.span,
            function,
            assign,
        })
    }

    fn endpoint(&mut self, node: &'m Node, depth: usize) -> Option<Endpoint<'m>> {
        let object = self.object(node, "`endpoint`")?;
        self.known_members(object, &["properties", "headers", "url"], "an endpoint");
        let properties = match object.get("properties") {
            Some(node) => self
                .entries(node, "`properties`")
                .map(|entry| (&*entry.key, self.literal(&entry.value, depth + 1)))
                .collect(),
            None => Vec::new(),
        };
        let headers = match object.get("headers") {
            Some(node) => self
                .entries(node, "`headers`")
                .map(|entry| {
                    let values = self.array(&entry.value, "the values of a header");
                    let values = values
                        .iter()
                        .map(|node| self.expression(node, depth + 1))
                        .collect();
                    (&*entry.key, values)
                })
                .collect(),
            None => Vec::new(),
        };
        let url = self.member(node, object, "url", "the endpoint")?;
        Some(Endpoint {
            span: node.span,
            url: self.expression(url, depth + 1),
            properties,
            headers,
        })
    }

    /// An expression: a reference, a call or a literal.
    fn expression(&mut self, node: &'m Node, depth: usize) -> Expression<'m> {
        let Value::Object(object) = &node.value else {
            return self.literal(node, depth);
        };
        if !self.may_nest(node, depth) {
            return broken(node.span);
        }
        match (object.get("ref"), object.contains("fn")) {
            (None, true) => self.call(node, object, depth),
            (Some(reference), false) => {
                let kind = match self.text(reference, "`ref`") {
                    Some(name) => Kind::Reference { name, slot: 0 },
                    None => Kind::Broken,
                };
                Expression {
                    kind,
                    span: reference.span,
                }
            }
            (reference, _) => {
                self.push(
                    MISSING
                        .at(
                            opening(node.span),
                            "an object in an expression must have either `ref` or `fn`",
                        )
                        .here(if reference.is_some() {
                            "has both"
                        } else {
                            "has neither"
                        })
                        .note("`ref` names a value, `fn` calls a function"),
                );
                broken(node.span)
            }
        }
    }

    fn call(&mut self, node: &'m Node, object: &'m Object, depth: usize) -> Expression<'m> {
        let span = node.span;
        let name = self
            .member(node, object, "fn", "the function call")
            .and_then(|node| Some((self.text(node, "`fn`")?, node.span)));
        let argv = self.member(node, object, "argv", "the function call");
        let (Some((name, name_span)), Some(argv)) = (name, argv) else {
            return broken(span);
        };
        let nodes = self.array(argv, "`argv`");
        let mut arguments: Vec<Expression<'m>> = nodes
            .iter()
            .map(|node| self.expression(node, depth + 1))
            .collect();
        if name == GET_ATTR {
            return self.attribute(span, name_span, nodes, arguments);
        }
        let Some(function) = Function::from_name(name) else {
            let report = UNKNOWN_FUNCTION
                .at(name_span, format!("there is no function `{name}`"))
                .here("not a function of the library");
            self.push(match nearest(name, Function::names()).first() {
                Some(near) => report.help(format!("did you mean `{near}`?")),
                None => report,
            });
            return broken(span);
        };
        arguments.shrink_to_fit();
        Expression {
            kind: Kind::Call {
                function,
                name_span,
                arguments,
            },
            span,
        }
    }

    fn attribute(
        &mut self,
        span: Span,
        name_span: Span,
        nodes: &'m [Node],
        arguments: Vec<Expression<'m>>,
    ) -> Expression<'m> {
        let (Some(path), Some(target)) = (nodes.get(1), arguments.into_iter().next()) else {
            self.push(
                ARGUMENTS
                    .at(
                        name_span,
                        format!("`getAttr` takes 2 arguments, but has {}", nodes.len()),
                    )
                    .here("needs a value and a path"),
            );
            return broken(span);
        };
        let Some(text) = path.as_str() else {
            self.push(
                WRONG_KIND
                    .at(
                        path.span,
                        format!(
                            "the path of `getAttr` must be a string, but it is {}",
                            path.describe()
                        ),
                    )
                    .here("expected a string")
                    .note("a path is fixed, so that its type is known"),
            );
            return broken(span);
        };
        let kind = match read_path(text, path.span, &mut self.reports) {
            Some(path) => Kind::Attribute {
                target: Box::new(target),
                path,
            },
            None => Kind::Broken,
        };
        Expression { kind, span }
    }

    fn literal(&mut self, node: &'m Node, depth: usize) -> Expression<'m> {
        if !self.may_nest(node, depth) {
            return broken(node.span);
        }
        let kind = match &node.value {
            Value::Boolean(value) => Kind::Boolean(*value),
            Value::String(text) => match Template::read(text, node.span, &mut self.reports) {
                Some(template) => Kind::Text(template),
                None => Kind::Broken,
            },
            Value::Number(number) => {
                let whole = number
                    .is_integer_literal()
                    .then(|| number.as_i64())
                    .flatten()
                    .and_then(|value| i32::try_from(value).ok())
                    .filter(|value| *value >= 0);
                match whole {
                    Some(value) => Kind::Integer(value),
                    None => {
                        self.push(
                            LITERAL
                                .at(
                                    node.span,
                                    "a number in a rule set must be whole, and zero or more",
                                )
                                .here(format!("`{number}` cannot be used")),
                        );
                        Kind::Broken
                    }
                }
            }
            Value::Array(elements) => Kind::Tuple(
                elements
                    .iter()
                    .map(|node| self.literal(node, depth + 1))
                    .collect(),
            ),
            Value::Object(object) => Kind::Record(
                object
                    .iter()
                    .map(|entry| (&*entry.key, self.literal(&entry.value, depth + 1)))
                    .collect(),
            ),
            Value::Null | Value::ShapeId(_) => {
                self.push(
                    LITERAL
                        .at(node.span, "`null` cannot stand in a rule set")
                        .here("no value"),
                );
                Kind::Broken
            }
        };
        Expression {
            kind,
            span: node.span,
        }
    }

    /// Whether there is room below this depth; reports where there is none.
    fn may_nest(&mut self, node: &Node, depth: usize) -> bool {
        if depth <= NESTING_LIMIT {
            return true;
        }
        self.push(
            TOO_DEEP
                .at(
                    opening(node.span),
                    format!("the rule set is nested more than {NESTING_LIMIT} levels deep"),
                )
                .here("too deep"),
        );
        false
    }

    fn known_members(&mut self, object: &'m Object, known: &[&'static str], what: &str) {
        for entry in object.iter() {
            if known.contains(&&*entry.key) {
                continue;
            }
            let report = UNKNOWN_MEMBER
                .at(
                    entry.key_span,
                    format!("{what} cannot have the member `{}`", entry.key),
                )
                .here("unknown");
            self.push(match nearest(&entry.key, known.iter().copied()).first() {
                Some(near) => report.help(format!("did you mean `{near}`?")),
                None => report.help(format!("its members are {}", list(known))),
            });
        }
    }

    /// The value of a key that must be there.
    pub fn member(
        &mut self,
        node: &'m Node,
        object: &'m Object,
        key: &str,
        what: &str,
    ) -> Option<&'m Node> {
        let found = object.get(key);
        if found.is_none() {
            self.push(
                MISSING
                    .at(opening(node.span), format!("{what} has no `{key}`"))
                    .here(format!("needs `{key}`")),
            );
        }
        found
    }

    pub fn object(&mut self, node: &'m Node, what: &str) -> Option<&'m Object> {
        let found = node.as_object();
        if found.is_none() {
            self.wrong_kind(node, what, "an object");
        }
        found
    }

    fn entries(
        &mut self,
        node: &'m Node,
        what: &str,
    ) -> impl Iterator<Item = &'m crate::node::Entry> + use<'m> {
        self.object(node, what)
            .into_iter()
            .flat_map(|object| object.entries.iter())
    }

    /// The elements of an array; none, and a report, where it is something else.
    pub fn array(&mut self, node: &'m Node, what: &str) -> &'m [Node] {
        let found = node.as_array();
        if found.is_none() {
            self.wrong_kind(node, what, "an array");
        }
        found.unwrap_or_default()
    }

    pub fn text(&mut self, node: &'m Node, what: &str) -> Option<&'m str> {
        let found = node.as_str();
        if found.is_none() {
            self.wrong_kind(node, what, "a string");
        }
        found
    }

    fn boolean(&mut self, node: &'m Node, what: &str) -> Option<bool> {
        let found = node.as_bool();
        if found.is_none() {
            self.wrong_kind(node, what, "a boolean");
        }
        found
    }

    pub fn wrong_kind(&mut self, node: &Node, what: &str, expected: &str) {
        let found = node.describe();
        self.push(
            WRONG_KIND
                .at(
                    match &node.value {
                        Value::Array(_) | Value::Object(_) => opening(node.span),
                        _ => node.span,
                    },
                    format!("{what} must be {expected}, but it is {found}"),
                )
                .here(format!("expected {expected}")),
        );
    }

    pub fn push(&mut self, report: Diagnostic) {
        self.reports.push(report);
    }
}

fn broken<'m>(span: Span) -> Expression<'m> {
    Expression {
        kind: Kind::Broken,
        span,
    }
}

/// Names in backticks with commas between.
pub(super) fn list(names: &[&str]) -> String {
    names
        .iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ")
}
