//! Text to selector.

use crate::name::{ShapeType, is_identifier};

use super::attribute::{Attribute, Comparator, Key};

/// How deep functions may nest; the reference has the same limit.
pub const NESTING_LIMIT: usize = 100;

/// A parsed selector: its steps, which a shape passes from left to right.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Selector {
    pub(super) steps: Vec<Step>,
}

/// One step of a selector.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Step {
    /// A shape type or a family of types.
    Type(TypeTest),
    /// `[…]`.
    Attribute(Attribute),
    /// `>` or `-[…]->`; without labels every relationship.
    Forward(Vec<Box<str>>),
    /// `<` or `<-[…]-`.
    Reverse(Vec<Box<str>>),
    /// `~>`.
    Recursive,
    /// `:is(…)`: what any of them yields.
    Is(Vec<Selector>),
    /// `:test(…)`: the shape itself, where any of them yields something.
    Test(Vec<Selector>),
    /// `:not(…)`: the shape itself, where it yields nothing.
    Not(Selector),
}

/// A shape type or a family of types.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum TypeTest {
    Of(ShapeType),
    Number,
    Simple,
    Collection,
    Aggregate,
    Service,
    Data,
}

/// Why a selector could not be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SelectorError {
    /// It breaks the grammar at this byte; the text says what was expected.
    Syntax {
        /// The byte.
        at: usize,
        /// Such as ``expected `)` ``.
        expected: &'static str,
    },
    /// It uses a part of the language that this compiler does not evaluate.
    Unsupported(&'static str),
}

impl Selector {
    /// Reads a selector. Linear.
    ///
    /// # Errors
    /// The first thing that is wrong, or the first part that is not supported.
    pub fn parse(text: &str) -> Result<Self, SelectorError> {
        let mut parser = Parser {
            text,
            at: 0,
            depth: 0,
        };
        let selector = parser.parse_selector()?;
        if parser.at < text.len() {
            return Err(parser.expected("the end of the selector"));
        }
        Ok(selector)
    }

    /// Whether it yields nothing but shapes that were put into it: no step walks to a neighbour.
    pub fn is_filter(&self) -> bool {
        self.steps.iter().all(|step| match step {
            Step::Forward(_) | Step::Reverse(_) | Step::Recursive => false,
            Step::Is(parts) => parts.iter().all(Selector::is_filter),
            Step::Type(_) | Step::Attribute(_) | Step::Test(_) | Step::Not(_) => true,
        })
    }
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
}

type Parsed<T> = Result<T, SelectorError>;

impl<'t> Parser<'t> {
    fn expected(&self, expected: &'static str) -> SelectorError {
        SelectorError::Syntax {
            at: self.at,
            expected,
        }
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn skip_space(&mut self) {
        let rest = self.rest();
        let spaces = rest.trim_start_matches([' ', '\t', '\n', '\r']);
        self.at += rest.len() - spaces.len();
    }

    fn maybe(&mut self, token: &str) -> bool {
        let found = self.rest().starts_with(token);
        if found {
            self.at += token.len();
        }
        found
    }

    fn expect(&mut self, token: &str, expected: &'static str) -> Parsed<()> {
        self.skip_space();
        if self.maybe(token) {
            Ok(())
        } else {
            Err(self.expected(expected))
        }
    }

    fn parse_selector(&mut self) -> Parsed<Selector> {
        self.depth += 1;
        if self.depth > NESTING_LIMIT {
            return Err(SelectorError::Unsupported(
                "functions nested deeper than 100",
            ));
        }
        let mut steps = Vec::new();
        self.skip_space();
        if matches!(self.peek(), None | Some(',' | ')' | ']')) {
            return Err(self.expected("a selector"));
        }
        while !matches!(self.peek(), None | Some(',' | ')' | ']')) {
            steps.extend(self.parse_step()?);
            self.skip_space();
        }
        self.depth -= 1;
        Ok(Selector { steps })
    }

    fn parse_step(&mut self) -> Parsed<Option<Step>> {
        if self.maybe("*") {
            return Ok(None);
        }
        if self.maybe("~>") {
            return Ok(Some(Step::Recursive));
        }
        if self.maybe("<-[") {
            let labels = self.parse_labels()?;
            self.expect("-", "`-` after the relationships")?;
            return Ok(Some(Step::Reverse(labels)));
        }
        if self.maybe("<") {
            return Ok(Some(Step::Reverse(Vec::new())));
        }
        if self.maybe(">") {
            return Ok(Some(Step::Forward(Vec::new())));
        }
        if self.maybe("-[") {
            let labels = self.parse_labels()?;
            self.expect("->", "`->` after the relationships")?;
            return Ok(Some(Step::Forward(labels)));
        }
        if self.maybe(":") {
            return self.parse_function().map(Some);
        }
        if self.maybe("[@") {
            return Err(SelectorError::Unsupported("scoped attributes"));
        }
        if self.maybe("[") {
            return Ok(Some(Step::Attribute(self.parse_attribute()?)));
        }
        if self.maybe("$") {
            return Err(SelectorError::Unsupported("variables"));
        }
        let at = self.at;
        let name = self.parse_identifier()?;
        let test = match name {
            "number" => TypeTest::Number,
            "simpleType" => TypeTest::Simple,
            "collection" => TypeTest::Collection,
            "aggregateType" => TypeTest::Aggregate,
            "serviceType" => TypeTest::Service,
            "dataType" => TypeTest::Data,
            name => match ShapeType::from_name(name) {
                Some(found) => TypeTest::Of(found),
                None => {
                    self.at = at;
                    return Err(self.expected("a shape type"));
                }
            },
        };
        Ok(Some(Step::Type(test)))
    }

    fn parse_identifier(&mut self) -> Parsed<&'t str> {
        let rest = self.rest();
        let end = rest
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .unwrap_or(rest.len());
        let name = rest.get(..end).unwrap_or("");
        if !is_identifier(name) {
            return Err(self.expected("a shape type, `[`, `:`, `>`, `<`, `-[`, `~>` or `*`"));
        }
        self.at += end;
        Ok(name)
    }

    fn parse_labels(&mut self) -> Parsed<Vec<Box<str>>> {
        let mut labels = Vec::new();
        loop {
            self.skip_space();
            let label = self.parse_identifier()?;
            if matches!(label, "bound" | "instanceOperation") {
                return Err(SelectorError::Unsupported("deprecated relationships"));
            }
            labels.push(label.into());
            self.skip_space();
            if self.maybe("]") {
                return Ok(labels);
            }
            if !self.maybe(",") {
                return Err(self.expected("`,` or `]` after a relationship"));
            }
        }
    }

    fn parse_function(&mut self) -> Parsed<Step> {
        let at = self.at;
        let name = self.parse_identifier()?;
        self.expect("(", "`(` after the name of a function")?;
        let mut arguments = Vec::new();
        loop {
            arguments.push(self.parse_selector()?);
            self.skip_space();
            if self.maybe(")") {
                break;
            }
            if !self.maybe(",") {
                return Err(self.expected("`,` or `)`"));
            }
        }
        match name {
            "is" | "each" => Ok(Step::Is(arguments)),
            "test" => Ok(Step::Test(arguments)),
            "not" => {
                let mut arguments = arguments.into_iter();
                match (arguments.next(), arguments.next()) {
                    (Some(only), None) => Ok(Step::Not(only)),
                    _ => {
                        self.at = at;
                        Err(self.expected("exactly one argument of `:not`"))
                    }
                }
            }
            "in" => Err(SelectorError::Unsupported("`:in`")),
            "root" => Err(SelectorError::Unsupported("`:root`")),
            "topdown" => Err(SelectorError::Unsupported("`:topdown`")),
            "recursive" => Err(SelectorError::Unsupported("`:recursive`")),
            _ => Err(SelectorError::Unsupported("unknown functions")),
        }
    }

    fn parse_attribute(&mut self) -> Parsed<Attribute> {
        let path = self.parse_path()?;
        self.skip_space();
        if self.maybe("]") {
            return Ok(Attribute {
                path,
                comparison: None,
            });
        }
        let comparator = self.parse_comparator()?;
        let mut values = Vec::new();
        loop {
            values.push(self.parse_value()?);
            self.skip_space();
            if !self.maybe(",") {
                break;
            }
        }
        let insensitive = self.maybe("i");
        self.expect("]", "`]`")?;
        Ok(Attribute {
            path,
            comparison: Some((comparator, values, insensitive)),
        })
    }

    fn parse_path(&mut self) -> Parsed<Vec<Key>> {
        self.skip_space();
        let mut path = vec![Key::Name(self.parse_identifier()?.into())];
        loop {
            self.skip_space();
            if !self.maybe("|") {
                return Ok(path);
            }
            self.skip_space();
            if self.maybe("(") {
                let name = self.parse_identifier()?;
                path.push(match name {
                    "keys" => Key::Keys,
                    "values" => Key::Values,
                    "length" => Key::Length,
                    "first" => Key::First,
                    _ => return Err(self.expected("`keys`, `values`, `length` or `first`")),
                });
                self.expect(")", "`)`")?;
            } else {
                path.push(Key::Name(self.parse_value()?));
            }
        }
    }

    fn parse_comparator(&mut self) -> Parsed<Comparator> {
        for (token, comparator) in [
            ("!=", Comparator::NotEqual),
            ("^=", Comparator::StartsWith),
            ("$=", Comparator::EndsWith),
            ("*=", Comparator::Contains),
            ("?=", Comparator::Exists),
            (">=", Comparator::AtLeast),
            ("<=", Comparator::AtMost),
            (">", Comparator::Greater),
            ("<", Comparator::Less),
            ("=", Comparator::Equal),
        ] {
            if self.maybe(token) {
                return Ok(comparator);
            }
        }
        if self.rest().starts_with('{') {
            return Err(SelectorError::Unsupported("projection comparators"));
        }
        Err(self.expected("a comparator or `]`"))
    }

    /// A quoted string, a number, or a shape id.
    fn parse_value(&mut self) -> Parsed<Box<str>> {
        self.skip_space();
        if let Some(quote @ ('\'' | '"')) = self.peek() {
            let rest = self.rest().get(1..).unwrap_or("");
            let Some(end) = rest.find(quote) else {
                return Err(self.expected("a closing quote"));
            };
            self.at += end + 2;
            return Ok(rest.get(..end).unwrap_or("").into());
        }
        let rest = self.rest();
        let end = rest
            .find(|c: char| !(c.is_ascii_alphanumeric() || "_.#$-+".contains(c)))
            .unwrap_or(rest.len());
        if end == 0 {
            return Err(self.expected("a value"));
        }
        self.at += end;
        Ok(rest.get(..end).unwrap_or("").into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn selectors_of_the_prelude_are_read() {
        for text in [
            "*",
            "structure > member",
            "string :not(enum)",
            ":test(string, member > string)",
            "operation -[input, output]-> structure > member :test(> structure)",
            "structure > member[trait|required] :test(> :test(string, number, boolean, timestamp))",
            "[id=smithy.api#Unit]",
            "resource:test(-[put]->)",
            "list :not(> member ~> :is(float, double, document))",
            "[id|namespace = 'smithy.example'] [trait|tags|(values) = a, \"b\" i]",
        ] {
            assert!(Selector::parse(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn broken_selectors_are_refused_and_nesting_is_bounded() {
        for text in [
            "",
            "structure >>x",
            ":not()",
            ":not(a",
            "[trait",
            "foo",
            ")",
            "[a='b]",
        ] {
            assert!(Selector::parse(text).is_err(), "{text}");
        }
        let deep = ":not(".repeat(100_000);
        assert!(Selector::parse(&deep).is_err());
    }
}
