//! Text to selector: steps, functions, neighbours and variables.
//!
//! Attributes stand in `parse_attribute`. Unknown functions and relationships are tolerated, as
//! the specification demands, and kept as oddities that a caller can report.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::diag::nearest;
use crate::knowledge::RelationshipKind;
use crate::name::ShapeType;

use super::problem::{
    ARGUMENTS, DEPRECATED, FUNCTION, NESTING, Problem, RELATIONSHIP, SHAPE_TYPE, VARIABLE,
};
use super::scanner::{Parsed, Scanner};
use super::tree::{Chain, FAMILIES, Neighbors, Step, Types};

/// How deep selectors may nest in one another; the reference has the same limit.
pub const NESTING_LIMIT: usize = 100;

/// The functions that the language has.
const FUNCTIONS: [&str; 7] = ["test", "is", "not", "in", "root", "topdown", "recursive"];

/// The operations on one instance of a resource, which `instanceOperation` once stood for.
const INSTANCE_OPERATIONS: [&str; 5] = ["operation", "put", "read", "update", "delete"];

/// What a selector consists of.
const STEPS: &str = "a step is a shape type, `*`, `[…]`, `:name(…)`, `$name(…)`, `${name}` or a neighbor such as `>`";

/// How to join alternatives.
const JOIN: &str = "`:is(…, …)` yields what any of several selectors yields";

/// A parsed selector.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Selector {
    pub(super) chain: Chain,
    /// The names of the variables; steps have their numbers.
    pub(super) variables: Vec<Box<str>>,
    pub(super) len: usize,
    oddities: Vec<Problem>,
}

impl Selector {
    /// Reads a selector. Linear.
    ///
    /// # Errors
    /// The first place that breaks the grammar.
    pub fn parse(text: &str) -> Result<Self, Box<Problem>> {
        let mut parser = Parser::new(text);
        let chain = parser.parse_chain()?;
        if !parser.scanner.is_at_end() {
            return Err(parser.leftover());
        }
        parser.check_variables();
        parser.oddities.sort_by_key(|oddity| oddity.at().start);
        Ok(Self {
            chain,
            variables: parser.variables,
            len: text.len(),
            oddities: parser.oddities,
        })
    }

    /// What is odd about it: what means nothing (an attribute that shapes do not have), and what
    /// can only be a slip (an unknown function, a variable that is never set).
    pub fn oddities(&self) -> &[Problem] {
        &self.oddities
    }

    /// The names of its variables, in the order in which they first occur.
    pub fn variables(&self) -> impl Iterator<Item = &str> {
        self.variables.iter().map(|name| &**name)
    }

    /// The length of its text in bytes.
    pub fn text_len(&self) -> usize {
        self.len
    }
}

pub(super) struct Parser<'t> {
    pub scanner: Scanner<'t>,
    depth: usize,
    variables: Vec<Box<str>>,
    numbers: FxHashMap<&'t str, usize>,
    /// Whether a variable is set anywhere, by its number.
    stored: Vec<bool>,
    loaded: Vec<(usize, Range<usize>)>,
    pub oddities: Vec<Problem>,
}

impl<'t> Parser<'t> {
    pub fn new(text: &'t str) -> Self {
        Self {
            scanner: Scanner::new(text),
            depth: 0,
            variables: Vec::new(),
            numbers: FxHashMap::default(),
            stored: Vec::new(),
            loaded: Vec::new(),
            oddities: Vec::new(),
        }
    }

    fn parse_chain(&mut self) -> Parsed<Chain> {
        self.depth += 1;
        if self.depth > NESTING_LIMIT {
            let problem = Problem::new(
                NESTING,
                self.scanner.here(),
                format!("selectors nest deeper than {NESTING_LIMIT} levels here"),
            );
            return Err(Box::new(problem.here("too deep").help(
                "keep intermediate results in variables, as in `$name(…)` and `${name}`",
            )));
        }
        let mut steps = Vec::new();
        self.scanner.skip_space();
        if self.is_at_break() {
            return Err(self.scanner.expected("a selector"));
        }
        while !self.is_at_break() {
            steps.extend(self.parse_step()?);
            self.scanner.skip_space();
        }
        self.depth -= 1;
        Ok(Chain { steps })
    }

    fn is_at_break(&self) -> bool {
        matches!(self.scanner.peek(), None | Some(',' | ')' | ']'))
    }

    /// One step; none for `*`, which every shape passes.
    fn parse_step(&mut self) -> Parsed<Option<Step>> {
        let start = self.scanner.at();
        let step = match self.scanner.peek() {
            Some('*') => {
                self.scanner.maybe("*");
                return Ok(None);
            }
            Some(':') => self.parse_function()?,
            Some('[') => {
                if self.scanner.maybe("[@") {
                    Step::Scoped(self.parse_scoped(start)?)
                } else {
                    self.scanner.maybe("[");
                    Step::Attribute(self.parse_attribute(start)?)
                }
            }
            Some('$') => self.parse_variable()?,
            Some('>' | '<' | '~' | '-') => self.parse_neighbors()?,
            _ => Step::Types(self.parse_types()?),
        };
        Ok(Some(step))
    }

    fn parse_types(&mut self) -> Parsed<Types> {
        let start = self.scanner.at();
        let Some(name) = self.scanner.maybe_identifier() else {
            let problem = self.scanner.expected("a step of a selector").note(STEPS);
            return Err(Box::new(match self.scanner.peek() {
                Some('|') => problem.help(JOIN),
                _ => problem,
            }));
        };
        Types::named(name).ok_or_else(|| {
            let at = start..self.scanner.at();
            let problem = Problem::new(SHAPE_TYPE, at, format!("`{name}` is not a shape type"))
                .here("unknown shape type");
            // An id without brackets: the whole of it tells what was meant.
            if let Some('.' | '#') = self.scanner.peek() {
                let mut whole = self.scanner;
                let rest = whole.rest();
                let outside = |c: char| !(c.is_ascii_alphanumeric() || "_.#$".contains(c));
                let end = rest.find(outside).unwrap_or(rest.len());
                whole.maybe(rest.get(..end).unwrap_or(""));
                let id = whole.since(start);
                return Box::new(
                    problem.help(format!("`[id = '{id}']` matches a shape by its id")),
                );
            }
            let types = ShapeType::keywords().chain(["member"]).chain(FAMILIES);
            let meant = nearest(name, types);
            Box::new(match meant.first() {
                Some(meant) => problem.help(format!("did you mean `{meant}`?")),
                None => problem.help(format!("`[id|name = {name}]` matches shapes by their name")),
            })
        })
    }

    fn parse_neighbors(&mut self) -> Parsed<Step> {
        let scanner = &mut self.scanner;
        if scanner.maybe("~>") {
            return Ok(Step::Reachable { backward: false });
        }
        // `<~>` has always been `<` and `~>`.
        if scanner.rest().starts_with("<~") && !scanner.rest().starts_with("<~>") {
            scanner.maybe("<~");
            return Ok(Step::Reachable { backward: true });
        }
        if scanner.maybe("<-[") {
            let step = self.parse_relationships(true)?;
            self.scanner.expect_joined("-", "right after the `]`")?;
            return Ok(step);
        }
        if scanner.maybe("-[") {
            let step = self.parse_relationships(false)?;
            self.scanner.expect_joined("->", "right after the `]`")?;
            return Ok(step);
        }
        for (token, backward) in [(">", false), ("<", true)] {
            if scanner.maybe(token) {
                if backward && scanner.peek() == Some('-') {
                    scanner.maybe("-");
                    return Err(scanner.expected("`[` of the relationships, as in `<-[input]-`"));
                }
                return Ok(Step::Neighbors(Neighbors::all(backward)));
            }
        }
        let (token, expected) = if scanner.peek() == Some('~') {
            ("~", "`>`, as in `~>`")
        } else {
            ("-", "`[` of the relationships, as in `-[input]->`")
        };
        scanner.maybe(token);
        Err(scanner.expected(expected))
    }

    fn parse_relationships(&mut self, backward: bool) -> Parsed<Step> {
        let open = self.scanner.at();
        let mut neighbors = Neighbors::none(backward);
        let mut others: Vec<Chain> = Vec::new();
        loop {
            self.scanner.skip_space();
            let start = self.scanner.at();
            let label = self
                .scanner
                .expect_identifier("the name of a relationship")?;
            let at = start..self.scanner.at();
            match label {
                "bound" => {
                    self.deprecated(at, label, "`<-[resource]-`");
                    let mut parents = Neighbors::none(true);
                    parents.add("resource");
                    others.push(one_of(ShapeType::Resource, parents));
                }
                "instanceOperation" => {
                    self.deprecated(at, label, "`-[operation, put, read, update, delete]->`");
                    let mut operations = Neighbors::none(false);
                    for label in INSTANCE_OPERATIONS {
                        operations.add(label);
                    }
                    if !backward {
                        others.push(one_of(ShapeType::Resource, operations));
                    }
                }
                _ if neighbors.add(label) => {}
                _ => self.unknown_relationship(at, label),
            }
            self.scanner.skip_space();
            if self.scanner.maybe("]") {
                break;
            }
            if !self.scanner.maybe(",") {
                return Err(Box::new(
                    self.scanner
                        .expected("`,` or `]` after a relationship")
                        .label(open - 1..open, "opened here"),
                ));
            }
        }
        if others.is_empty() {
            return Ok(Step::Neighbors(neighbors));
        }
        if !neighbors.is_empty() {
            others.push(Chain {
                steps: vec![Step::Neighbors(neighbors)],
            });
        }
        Ok(Step::Is(others))
    }

    fn unknown_relationship(&mut self, at: Range<usize>, label: &str) {
        let problem = Problem::new(
            RELATIONSHIP,
            at,
            format!("`{label}` is not the name of a relationship"),
        )
        .here("leads nowhere");
        let labels = RelationshipKind::ALL.iter().filter_map(|kind| kind.label());
        let meant = nearest(label, labels);
        self.oddities.push(match meant.first() {
            Some(meant) => problem.help(format!("did you mean `{meant}`?")),
            None => problem,
        });
    }

    fn deprecated(&mut self, at: Range<usize>, old: &str, new: &str) {
        self.oddities.push(
            Problem::new(DEPRECATED, at, format!("`{old}` is deprecated"))
                .here("old name")
                .help(format!("write {new} instead")),
        );
    }

    fn parse_function(&mut self) -> Parsed<Step> {
        let colon = self.scanner.at();
        self.scanner.maybe(":");
        self.scanner.skip_space();
        let start = self.scanner.at();
        let name = self.scanner.expect_identifier("the name of a function")?;
        let named = start..self.scanner.at();
        let arguments = self.parse_arguments("after the name of a function")?;
        let whole = colon..self.scanner.at();
        match name {
            "is" => Ok(Step::Is(arguments)),
            "each" => {
                self.deprecated(named, ":each", "`:is`");
                Ok(Step::Is(arguments))
            }
            "test" => Ok(Step::Test(arguments)),
            "not" => Ok(Step::Not(only(name, whole, arguments)?)),
            "in" => Ok(Step::In(only(name, whole, arguments)?)),
            "root" => Ok(Step::Root(only(name, whole, arguments)?)),
            "recursive" => Ok(Step::Recursive(only(name, whole, arguments)?)),
            "topdown" => {
                let count = arguments.len();
                let mut arguments = arguments.into_iter();
                match (arguments.next(), arguments.next(), arguments.next()) {
                    (Some(qualifier), disqualifier, None) => {
                        Ok(Step::TopDown(qualifier, disqualifier))
                    }
                    _ => Err(wrong_count(name, whole, "one or two selectors", count)),
                }
            }
            _ => {
                let problem = Problem::new(
                    FUNCTION,
                    named,
                    format!("`:{name}` is not a function of selectors"),
                )
                .here("unknown, so it yields nothing");
                let meant = nearest(name, FUNCTIONS);
                self.oddities.push(match meant.first() {
                    Some(meant) => problem.help(format!("did you mean `:{meant}`?")),
                    None => problem.help(format!("the functions are {}", listed(FUNCTIONS))),
                });
                Ok(Step::Nothing)
            }
        }
    }

    fn parse_arguments(&mut self, after: &str) -> Parsed<Vec<Chain>> {
        self.scanner.expect("(", after)?;
        let open = self.scanner.at() - 1;
        let mut arguments = Vec::new();
        loop {
            arguments.push(self.parse_chain()?);
            if self.scanner.maybe(")") {
                return Ok(arguments);
            }
            if !self.scanner.maybe(",") {
                return Err(Box::new(
                    self.scanner
                        .expected("`,` or `)`")
                        .label(open..open + 1, "opened here"),
                ));
            }
        }
    }

    fn parse_variable(&mut self) -> Parsed<Step> {
        let dollar = self.scanner.at();
        self.scanner.maybe("$");
        self.scanner.skip_space();
        if self.scanner.maybe("{") {
            self.scanner.skip_space();
            let start = self.scanner.at();
            let name = self.scanner.expect_identifier("the name of a variable")?;
            let at = start..self.scanner.at();
            let number = self.number_of(name);
            self.loaded.push((number, at));
            self.scanner.expect("}", "after the name of a variable")?;
            return Ok(Step::Load(number));
        }
        let start = self.scanner.at();
        let name = self
            .scanner
            .expect_identifier("the name of a variable, or `{`")?;
        let at = start..self.scanner.at();
        let arguments = self.parse_arguments("after the name of a variable")?;
        let count = arguments.len();
        let mut arguments = arguments.into_iter();
        let (Some(chain), None) = (arguments.next(), arguments.next()) else {
            let whole = dollar..self.scanner.at();
            let problem = Problem::new(
                ARGUMENTS,
                whole,
                format!("a variable takes one selector, but `${name}` is given {count}"),
            );
            return Err(Box::new(
                problem
                    .here("more than one selector")
                    .help("`:is(…)` joins what several selectors yield"),
            ));
        };
        let number = self.number_of(self.scanner_text(&at));
        if let Some(stored) = self.stored.get_mut(number) {
            *stored = true;
        }
        Ok(Step::Store(number, chain))
    }

    fn scanner_text(&self, at: &Range<usize>) -> &'t str {
        let since = self.scanner.since(at.start);
        since.get(..at.len()).unwrap_or("")
    }

    fn number_of(&mut self, name: &'t str) -> usize {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = self.variables.len();
        self.variables.push(name.into());
        self.stored.push(false);
        self.numbers.insert(name, number);
        number
    }

    /// Notes that `[var|name]` or `@{var|name}` reads a variable.
    pub fn read_variable(&mut self, name: &'t str, at: Range<usize>) {
        let number = self.number_of(name);
        self.loaded.push((number, at));
    }

    fn check_variables(&mut self) {
        let is_stored = |number: &usize| self.stored.get(*number).copied().unwrap_or(false);
        let mut reported = vec![false; self.variables.len()];
        for (number, at) in &self.loaded {
            let (Some(name), Some(reported)) =
                (self.variables.get(*number), reported.get_mut(*number))
            else {
                continue;
            };
            if is_stored(number) || std::mem::replace(reported, true) {
                continue;
            }
            let stored = self.variables.iter().enumerate();
            let stored = stored.filter(|(number, _)| is_stored(number));
            let meant = nearest(name, stored.map(|(_, name)| &**name));
            let problem = Problem::new(
                VARIABLE,
                at.clone(),
                format!("the variable `{name}` is never set"),
            )
            .here("always empty");
            self.oddities.push(match meant.first() {
                Some(meant) => problem.help(format!("did you mean `{meant}`?")),
                None => problem.help(format!("`${name}(…)` sets it")),
            });
        }
    }

    fn leftover(&self) -> Box<Problem> {
        let problem = self.scanner.expected("the end of the selector");
        Box::new(match self.scanner.peek() {
            Some(',') => problem.help(JOIN),
            _ => problem.note("nothing is open here that it could close"),
        })
    }
}

/// Neighbours of shapes of one type only.
fn one_of(shape_type: ShapeType, neighbors: Neighbors) -> Chain {
    Chain {
        steps: vec![
            Step::Types(Types::of(shape_type)),
            Step::Neighbors(neighbors),
        ],
    }
}

fn only(name: &str, whole: Range<usize>, arguments: Vec<Chain>) -> Parsed<Chain> {
    let count = arguments.len();
    let mut arguments = arguments.into_iter();
    match (arguments.next(), arguments.next()) {
        (Some(only), None) => Ok(only),
        _ => Err(wrong_count(name, whole, "one selector", count)),
    }
}

fn wrong_count(name: &str, whole: Range<usize>, wanted: &str, count: usize) -> Box<Problem> {
    let problem = Problem::new(
        ARGUMENTS,
        whole,
        format!("`:{name}` takes {wanted}, but it is given {count}"),
    )
    .here(format!("{count} selectors"));
    Box::new(match name {
        "not" => problem.help("`:not(a) :not(b)` leaves out what matches either of them"),
        "in" | "root" | "recursive" => problem.help(format!(
            "`:{name}(:is(…, …))` joins what several selectors yield"
        )),
        _ => problem,
    })
}

fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| format!("`:{name}`")).collect();
    names.join(", ")
}
