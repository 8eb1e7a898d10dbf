//! Checks an expression against a sample value.
//!
//! Follows the expression as if it were evaluated, both sides of `||` and `&&` included, and notes
//! what could not work. Which problems there are, and of what severity, is the reference's
//! judgement; so is what a filter lets pass, which it finds out on the sample.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::functions::{self, Function};
use super::problem::{Kind, Problem};
use super::sample::{Data, Elements, Sample};
use super::tree::{Comparator, Tree, Variant};
use super::{Expression, Type};

/// How many steps checking one expression may take. `*.*.*` looks at every path of three members,
/// so steps grow with a power of the size of the shapes; real expressions take some dozens.
pub const WORK_LIMIT: usize = 100_000;

/// What checking an expression found out.
#[derive(Debug)]
pub struct Checked {
    /// What the expression yields.
    pub returns: Type,
    /// What is wrong with it, each problem once, by its place.
    pub problems: Vec<Problem>,
}

impl Expression {
    /// Checks the expression with `current` as the value that it is applied to. Takes at most
    /// [`WORK_LIMIT`] steps; if they do not suffice, that is one of the problems.
    pub fn check<'a>(&'a self, current: &Sample<'a>) -> Checked {
        let mut checker = Checker {
            problems: Vec::new(),
            seen: FxHashSet::default(),
            work: WORK_LIMIT,
        };
        let result = checker.visit(self.tree(), &current.0);
        if checker.work == 0 {
            checker.report(&self.tree().at, Kind::TooMuchWork);
        }
        let mut problems = checker.problems;
        problems.sort_by_key(|problem| problem.at.start);
        Checked {
            returns: result.get_type(),
            problems,
        }
    }
}

struct Checker {
    problems: Vec<Problem>,
    seen: FxHashSet<Problem>,
    work: usize,
}

impl Checker {
    fn report(&mut self, at: &Range<usize>, kind: Kind) {
        let problem = Problem {
            at: at.clone(),
            kind,
        };
        if self.seen.insert(problem.clone()) {
            self.problems.push(problem);
        }
    }

    /// Reports unless the value is one of which nothing is known.
    fn report_unless_any(&mut self, at: &Range<usize>, found: Type, kind: fn(Type) -> Kind) {
        if found != Type::Any {
            self.report(at, kind(found));
        }
    }

    fn visit<'a>(&mut self, tree: &'a Tree, current: &Data<'a>) -> Data<'a> {
        if self.work == 0 {
            return Data::Any;
        }
        self.work -= 1;
        match &tree.variant {
            Variant::Current => current.clone(),
            Variant::Field(name) => self.field(tree, name, current),
            Variant::Index(index) => self.index(tree, *index, current),
            Variant::Slice { .. } => {
                if current.get_type() == Type::Array {
                    return current.clone();
                }
                self.report_unless_any(&tree.at, current.get_type(), Kind::SliceOf);
                Data::empty_array()
            }
            Variant::Literal(node) => Data::of_node(node),
            Variant::Sub(left, right) => {
                let left = self.visit(left, current);
                self.visit(right, &left)
            }
            Variant::Or(left, right) => {
                let left = self.visit(left, current);
                let right = self.visit(right, current);
                if left.is_truthy() { left } else { right }
            }
            Variant::And(left, right) => {
                let left = self.visit(left, current);
                let right = self.visit(right, current);
                if left.is_truthy() { right } else { left }
            }
            Variant::Not(inner) => Data::Boolean(!self.visit(inner, current).is_truthy()),
            Variant::Compare(comparator, left, right) => {
                self.compare(tree, *comparator, [left, right], current)
            }
            Variant::List(elements) => {
                let elements = elements.iter();
                Data::Items(
                    elements
                        .map(|element| self.visit(element, current).stored())
                        .collect(),
                )
            }
            Variant::Hash(entries) => self.hash(entries, current),
            Variant::Call {
                name,
                name_at,
                arguments,
            } => self.call(tree, (name, name_at), arguments, current),
            Variant::Reference(inner) => {
                self.visit(inner, &Data::Any);
                Data::Expression
            }
            Variant::Project(left, right) => self.project(tree, left, right, current),
            Variant::ProjectObject(left, right) => {
                let left = self.visit(left, current);
                let values = left.values();
                self.charge(values.as_ref());
                let Some(values) = values else {
                    let found = left.get_type();
                    self.report_unless_any(&tree.at, found, Kind::ObjectProjectionOf);
                    self.visit(right, &Data::Any);
                    return Data::of_type(Type::Object);
                };
                self.each(right, values)
            }
            Variant::Filter {
                left,
                condition,
                right,
            } => self.filter(left, condition, right, current),
            Variant::Flatten(inner) => self.flatten(tree, inner, current),
        }
    }

    /// The elements of an array. Making them counts as work.
    fn elements<'a>(&mut self, value: &Data<'a>) -> Option<Elements<'a>> {
        let elements = value.elements();
        self.charge(elements.as_ref());
        elements
    }

    fn charge(&mut self, made: Option<&Elements<'_>>) {
        if let Some(Elements::Each(elements)) = made {
            self.work = self.work.saturating_sub(elements.len() / MADE_PER_STEP);
        }
    }

    fn field<'a>(&mut self, tree: &Tree, name: &str, current: &Data<'a>) -> Data<'a> {
        match current.get_type() {
            Type::Object => current.field(name).unwrap_or_else(|| {
                self.report(&tree.at, current.no_field(name));
                Data::Null
            }),
            Type::Any => Data::Any,
            found => {
                let name = name.into();
                self.report(&tree.at, Kind::FieldOf { name, found });
                Data::Any
            }
        }
    }

    fn index<'a>(&mut self, tree: &Tree, index: i64, current: &Data<'a>) -> Data<'a> {
        let Some(elements) = self.elements(current) else {
            self.report_unless_any(&tree.at, current.get_type(), Kind::IndexOf);
            return Data::Any;
        };
        let from_end = usize::try_from(index.unsigned_abs()).unwrap_or(usize::MAX);
        let index = if index < 0 {
            elements.len().checked_sub(from_end)
        } else {
            Some(from_end)
        };
        index
            .and_then(|index| elements.get(index))
            .unwrap_or(Data::Null)
    }

    fn hash<'a>(&mut self, entries: &'a [(Box<str>, Tree)], current: &Data<'a>) -> Data<'a> {
        let mut fields: Vec<(&str, Data<'a>)> = Vec::with_capacity(entries.len());
        let mut places = rustc_hash::FxHashMap::default();
        for (name, value) in entries {
            let value = self.visit(value, current).stored();
            // The last of several fields of one name counts.
            let place = *places.entry(&**name).or_insert(fields.len());
            match fields.get_mut(place) {
                Some(field) => field.1 = value,
                None => fields.push((name, value)),
            }
        }
        Data::Fields(fields.into())
    }

    fn compare<'a>(
        &mut self,
        tree: &'a Tree,
        comparator: Comparator,
        [left, right]: [&'a Tree; 2],
        current: &Data<'a>,
    ) -> Data<'a> {
        let left = self.visit(left, current);
        let right = self.visit(right, current);
        let found = left.get_type();
        if found == Type::Any {
            return Data::Boolean(true);
        }
        if found != right.get_type() {
            return Data::Boolean(false);
        }
        match (&left, &right, comparator) {
            (Data::Number(a), Data::Number(b), _) => Data::Boolean(comparator.compare(*a, *b)),
            (Data::Expression, ..) => {
                self.report(&tree.at, Kind::Comparison(comparator, found));
                Data::Null
            }
            (_, _, Comparator::Equal) => Data::Boolean(left.equals(&right, 0, &mut self.work)),
            (_, _, Comparator::NotEqual) => Data::Boolean(!left.equals(&right, 0, &mut self.work)),
            _ => {
                self.report(&tree.at, Kind::Comparison(comparator, found));
                Data::Null
            }
        }
    }

    /// Applies `right` to each element; equal elements are looked at once.
    fn each<'a>(&mut self, right: &'a Tree, elements: Elements<'a>) -> Data<'a> {
        match elements {
            Elements::Same(_, 0) => Data::empty_array(),
            Elements::Same(element, length) => {
                let result = self.visit(right, &element).stored();
                Elements::Same(result, length).into_array()
            }
            Elements::Each(elements) => Data::Items(
                elements
                    .iter()
                    .map(|element| self.visit(right, element).stored())
                    .collect(),
            ),
        }
    }

    fn project<'a>(
        &mut self,
        tree: &'a Tree,
        left: &'a Tree,
        right: &'a Tree,
        current: &Data<'a>,
    ) -> Data<'a> {
        let left = self.visit(left, current);
        match self.elements(&left) {
            Some(elements) if elements.len() > 0 => self.each(right, elements),
            elements => {
                if elements.is_none() {
                    self.report_unless_any(&tree.at, left.get_type(), Kind::ProjectionOf);
                }
                self.visit(right, &Data::Any);
                Data::empty_array()
            }
        }
    }

    fn filter<'a>(
        &mut self,
        left: &'a Tree,
        condition: &'a Tree,
        right: &'a Tree,
        current: &Data<'a>,
    ) -> Data<'a> {
        let value = self.visit(left, current);
        match self.elements(&value) {
            Some(Elements::Same(element, length)) if length > 0 => {
                let kept = self.kept(condition, right, &element);
                kept.map_or_else(Data::empty_array, |kept| {
                    Elements::Same(kept, length).into_array()
                })
            }
            Some(Elements::Each(elements)) if !elements.is_empty() => {
                let elements = elements.iter();
                let kept = elements.filter_map(|element| self.kept(condition, right, element));
                Data::Items(kept.collect())
            }
            elements => {
                if elements.is_none() {
                    self.report_unless_any(&condition.at, value.get_type(), Kind::FilterOf);
                }
                self.visit(condition, &Data::Any);
                self.visit(right, &Data::Any);
                Data::empty_array()
            }
        }
    }

    /// What a filter makes of one element.
    fn kept<'a>(
        &mut self,
        condition: &'a Tree,
        right: &'a Tree,
        element: &Data<'a>,
    ) -> Option<Data<'a>> {
        if !self.visit(condition, element).is_truthy() {
            return None;
        }
        match self.visit(right, element) {
            Data::Null => None,
            value => Some(value.stored()),
        }
    }

    fn flatten<'a>(&mut self, tree: &'a Tree, inner: &'a Tree, current: &Data<'a>) -> Data<'a> {
        let value = self.visit(inner, current);
        let Some(elements) = self.elements(&value) else {
            self.report_unless_any(&tree.at, value.get_type(), Kind::FlattenOf);
            return Data::empty_array();
        };
        match elements {
            Elements::Same(element, length) => match self.elements(&element) {
                Some(Elements::Same(inner, inner_length)) => {
                    Elements::Same(inner, length.saturating_mul(inner_length)).into_array()
                }
                // One round of different elements stands for all of them.
                Some(inner) => inner.into_array(),
                None if matches!(element, Data::Null) => Data::empty_array(),
                None => Elements::Same(element, length).into_array(),
            },
            Elements::Each(elements) => {
                let mut flat = Vec::new();
                for element in elements {
                    match self.elements(&element) {
                        Some(Elements::Each(inner)) => flat.extend(inner),
                        Some(Elements::Same(inner, length)) => {
                            // Equal elements all give the same, so that few stand for many.
                            flat.extend(std::iter::repeat_n(inner, length.min(MANY)));
                        }
                        None if matches!(element, Data::Null) => {}
                        None => flat.push(element),
                    }
                    self.work = self.work.saturating_sub(1);
                    if flat.len() > WORK_LIMIT {
                        self.work = 0;
                    }
                    if self.work == 0 {
                        break;
                    }
                }
                Data::Items(flat.into())
            }
        }
    }

    fn call<'a>(
        &mut self,
        tree: &'a Tree,
        (name, name_at): (&str, &Range<usize>),
        arguments: &'a [Tree],
        current: &Data<'a>,
    ) -> Data<'a> {
        let mut values: Vec<Data<'a>> = Vec::with_capacity(arguments.len());
        for argument in arguments {
            values.push(match &argument.variant {
                Variant::Reference(_) => Data::Expression,
                _ => self.visit(argument, current),
            });
        }
        // A reference is applied to the elements of the array beside it.
        let element = values.iter().find_map(|value| self.elements(value));
        let element = element
            .and_then(|elements| elements.get(0))
            .unwrap_or(Data::Any);
        for argument in arguments {
            if let Variant::Reference(inner) = &argument.variant {
                self.visit(inner, &element);
            }
        }
        let Some(function) = functions::find(name) else {
            self.report(name_at, Kind::UnknownFunction(name.into()));
            return Data::Any;
        };
        let too_many = function.more.is_none() && values.len() > function.takes.len();
        if too_many || values.len() < function.takes.len() {
            self.report(
                &tree.at,
                Kind::ArgumentCount {
                    function: function.name,
                    expected: function.takes.len(),
                    or_more: function.more.is_some(),
                    found: values.len(),
                },
            );
        } else {
            for (number, (value, argument)) in values.iter().zip(arguments).enumerate() {
                self.argument(function, number, value, &argument.at);
            }
        }
        Data::of_type(function.returns)
    }

    fn argument(
        &mut self,
        function: &'static Function,
        number: usize,
        value: &Data<'_>,
        at: &Range<usize>,
    ) {
        let takes = function.takes.get(number).copied().or(function.more);
        let Some(takes) = takes else {
            return;
        };
        let found = value.get_type();
        let report = |found, element| Kind::ArgumentType {
            function: function.name,
            argument: number,
            expected: takes.describe(),
            found,
            element,
        };
        if !takes.accepts(found) {
            self.report(at, report(found, false));
            return;
        }
        let (Some(expected), Some(elements)) = (takes.elements(), value.elements()) else {
            return;
        };
        let fits = |element: &Data<'_>| {
            let found = element.get_type();
            found == expected || found == Type::Any
        };
        let wrong = match elements {
            Elements::Same(element, length) => (length > 0 && !fits(&element)).then_some(element),
            Elements::Each(elements) => elements.into_iter().find(|element| !fits(element)),
        };
        if let Some(wrong) = wrong {
            self.report(at, report(wrong.get_type(), true));
        }
    }
}

/// How many elements are made at the cost of one step.
const MADE_PER_STEP: usize = 8;

/// How many of equal elements are kept where they are mixed with others.
const MANY: usize = 4;
