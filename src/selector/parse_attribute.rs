//! Text to selector: what stands in brackets.

use super::parse::Parser;
use super::paths::{self, Place};
use super::problem::Problem;
use super::scanner::Parsed;
use super::tree::{
    Assertion, Attribute, COMPARATORS, Comparator, Comparison, Key, Name, Operand, Scoped,
};

const COMPARATOR: &str = "a comparator such as `=`";

impl<'t> Parser<'t> {
    /// What follows `[`, which stands at `open`.
    pub fn parse_attribute(&mut self, open: usize) -> Parsed<Attribute> {
        let (path, _) = self.parse_root_path()?;
        self.scanner.skip_space();
        if self.scanner.maybe("]") {
            return Ok(Attribute {
                path,
                comparison: None,
            });
        }
        let comparator = self.expect_comparator("`]` or a comparator such as `=`", open)?;
        let mut values = Vec::new();
        loop {
            values.push(self.expect_value()?.into());
            self.scanner.skip_space();
            if !self.scanner.maybe(",") {
                break;
            }
        }
        let insensitive = self.maybe_insensitive();
        self.close(open, "`,`, `i` or `]`")?;
        Ok(Attribute {
            path,
            comparison: Some(Comparison {
                comparator,
                values,
                insensitive,
            }),
        })
    }

    /// What follows `[@`, which stands at `open`.
    pub fn parse_scoped(&mut self, open: usize) -> Parsed<Scoped> {
        self.scanner.skip_space();
        let (scope, place) = if self.scanner.peek() == Some(':') {
            (Vec::new(), Place::Shape)
        } else {
            self.parse_root_path()?
        };
        self.scanner.expect(":", "after the scope")?;
        let mut assertions = Vec::new();
        loop {
            assertions.push(self.parse_assertion(place, open)?);
            self.scanner.skip_space();
            if !self.scanner.maybe("&&") {
                break;
            }
        }
        self.close(open, "`,`, `i`, `&&` or `]`")?;
        Ok(Scoped { scope, assertions })
    }

    fn parse_assertion(&mut self, place: Place, open: usize) -> Parsed<Assertion> {
        let left = self.parse_operand(place)?;
        self.scanner.skip_space();
        let comparator = self.expect_comparator(COMPARATOR, open)?;
        let mut right = Vec::new();
        loop {
            right.push(self.parse_operand(place)?);
            self.scanner.skip_space();
            if !self.scanner.maybe(",") {
                break;
            }
        }
        Ok(Assertion {
            left,
            comparator,
            right,
            insensitive: self.maybe_insensitive(),
        })
    }

    fn parse_operand(&mut self, place: Place) -> Parsed<Operand> {
        self.scanner.skip_space();
        if !self.scanner.maybe("@") {
            return Ok(Operand::Text(self.expect_value()?.into()));
        }
        self.parse_hole(place).map(Operand::Path)
    }

    /// What follows `@`: a path in braces that begins at `place`.
    pub fn parse_hole(&mut self, place: Place) -> Parsed<Vec<Key>> {
        let open = self.scanner.at();
        self.scanner.expect_joined("{", "right after the `@`")?;
        let mut path = Vec::new();
        let mut place = Some(place);
        loop {
            let key = self.parse_key(&mut place)?;
            path.push(key);
            self.scanner.skip_space();
            if self.scanner.maybe("}") {
                return Ok(path);
            }
            if !self.scanner.maybe("|") {
                return Err(Box::new(
                    self.scanner
                        .expected("`|` or `}`")
                        .label(open..open + 1, "opened here"),
                ));
            }
        }
    }

    /// A path that begins at the shape: an identifier, then keys.
    fn parse_root_path(&mut self) -> Parsed<(Vec<Key>, Place)> {
        self.scanner.skip_space();
        let start = self.scanner.at();
        let name = self
            .scanner
            .expect_identifier("the name of an attribute, such as `id` or `trait`")?;
        let mut path = vec![Key::Name(Name::new(name))];
        let mut place = self.check_step(Place::Shape, &path, start);
        loop {
            self.scanner.skip_space();
            if !self.scanner.maybe("|") {
                return Ok((path, place.unwrap_or(Place::Open)));
            }
            let key = self.parse_key(&mut place)?;
            path.push(key);
        }
    }

    /// One key of a path that has led to `place` so far, which it moves on.
    fn parse_key(&mut self, place: &mut Option<Place>) -> Parsed<Key> {
        self.scanner.skip_space();
        let start = self.scanner.at();
        let key = if self.scanner.maybe("(") {
            self.scanner.skip_space();
            let word = self
                .scanner
                .expect_identifier("`keys`, `values`, `length` or `first`")?;
            self.scanner.expect(")", "after the name of a property")?;
            match word {
                "keys" => Key::Keys,
                "values" => Key::Values,
                "length" => Key::Length,
                "first" => Key::First,
                _ => Key::Unknown,
            }
        } else {
            let text = self.scanner.expect_value("a property")?;
            if *place == Some(Place::Variables) {
                self.read_variable(text, start..self.scanner.at());
            }
            Key::Name(Name::new(text))
        };
        if let Some(from) = *place {
            *place = self.check_step(from, std::slice::from_ref(&key), start);
        }
        Ok(key)
    }

    /// Where the last of `path` leads from `place`; a slip on the way is noted once.
    fn check_step(&mut self, place: Place, path: &[Key], start: usize) -> Option<Place> {
        let key = path.last()?;
        match place.step(key) {
            Ok(place) => Some(place),
            Err(wrong) => {
                let at = start..self.scanner.at();
                let written = self.scanner.since(start);
                self.oddities.push(paths::problem(wrong, at, written));
                None
            }
        }
    }

    fn expect_comparator(&mut self, expected: &str, open: usize) -> Parsed<Comparator> {
        for (token, comparator) in COMPARATORS {
            if self.scanner.maybe(token) {
                return Ok(comparator);
            }
        }
        let problem = self
            .scanner
            .expected(expected)
            .label(open..open + 1, "opened here");
        Err(Box::new(if self.scanner.peek() == Some('{') {
            problem.help("the comparators of projections are `{=}` `{!=}` `{<}` `{<<}`")
        } else {
            problem
        }))
    }

    fn expect_value(&mut self) -> Parsed<&'t str> {
        self.scanner.expect_value("a value to compare with")
    }

    fn maybe_insensitive(&mut self) -> bool {
        self.scanner.skip_space();
        self.scanner.maybe("i")
    }

    fn close(&mut self, open: usize, expected: &str) -> Parsed<()> {
        self.scanner.skip_space();
        if self.scanner.maybe("]") {
            return Ok(());
        }
        let problem: Problem = self
            .scanner
            .expected(expected)
            .label(open..open + 1, "opened here");
        Err(Box::new(match self.scanner.peek() {
            Some('$') => {
                problem.help("the id of a member must be quoted, as in `'ns#Shape$member'`")
            }
            _ => problem,
        }))
    }
}
