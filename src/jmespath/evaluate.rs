//! Evaluates an expression over a node. (jmespath.org: "JMESPath Specification".)

use std::ops::Range;
use std::rc::Rc;

use crate::node::Node;

use super::tree::{Comparator, Tree, Variant};
use super::value::{Value, Work};
use super::{Expression, Type, call};

/// How many steps one evaluation may take: elements looked at, made and compared. Each `[@, @]`
/// of a chain doubles the value, so a short expression can ask for any amount of work.
pub const WORK_LIMIT: usize = 4_000_000;

/// Why an expression has no value, and which bytes of it are to blame.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EvaluationError {
    /// The bytes of the expression.
    pub at: Range<usize>,
    /// Why.
    pub kind: EvaluationErrorKind,
}

/// Why an expression has no value. (jmespath.org: "Errors".)
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EvaluationErrorKind {
    /// A function is given an argument of a type that it does not take.
    InvalidType,
    /// A number has no meaning where it stands: a slice with the step 0.
    InvalidValue,
    /// A function is given too few or too many arguments.
    InvalidArity,
    /// There is no such function.
    UnknownFunction,
    /// It took more steps than [`WORK_LIMIT`].
    TooMuchWork,
}

impl EvaluationErrorKind {
    /// As the specification calls it; `too-much-work` is ours.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InvalidType => "invalid-type",
            Self::InvalidValue => "invalid-value",
            Self::InvalidArity => "invalid-arity",
            Self::UnknownFunction => "unknown-function",
            Self::TooMuchWork => "too-much-work",
        }
    }
}

impl Expression {
    /// Evaluates the expression with `current` as the value that it is applied to. All parts of
    /// the result have the span of `current`.
    ///
    /// # Errors
    /// Where a function is called wrongly, or after [`WORK_LIMIT`] steps.
    pub fn evaluate(&self, current: &Node) -> Result<Node, EvaluationError> {
        let mut evaluator = Evaluator {
            work: Work(WORK_LIMIT),
        };
        let value = evaluator.visit(self.tree(), &Value::of(current))?;
        value
            .into_node(current.span, 0, &mut evaluator.work)
            .map_err(|kind| EvaluationError {
                at: self.tree().at.clone(),
                kind,
            })
    }
}

pub(super) struct Evaluator {
    pub work: Work,
}

pub(super) type Evaluated<'a> = Result<Value<'a>, EvaluationError>;

impl Evaluator {
    /// Blames a tree for what went wrong.
    pub fn blame<T>(
        tree: &Tree,
        result: Result<T, EvaluationErrorKind>,
    ) -> Result<T, EvaluationError> {
        result.map_err(|kind| EvaluationError {
            at: tree.at.clone(),
            kind,
        })
    }

    pub fn visit<'a>(&mut self, tree: &'a Tree, current: &Value<'a>) -> Evaluated<'a> {
        Self::blame(tree, self.work.spend(1))?;
        Ok(match &tree.variant {
            Variant::Current => current.clone(),
            Variant::Field(name) => current.field(name),
            Variant::Index(index) => {
                let elements = Self::blame(tree, current.elements(&mut self.work))?;
                elements
                    .and_then(|elements| elements.get(from_end(*index, elements.len())?).cloned())
                    .unwrap_or(Value::Null)
            }
            Variant::Slice { start, stop, step } => {
                if *step == 0 {
                    return Self::blame(tree, Err(EvaluationErrorKind::InvalidValue));
                }
                match Self::blame(tree, current.elements(&mut self.work))? {
                    Some(elements) => Value::Array(slice(&elements, *start, *stop, *step).into()),
                    None => Value::Null,
                }
            }
            Variant::Literal(node) => Value::of(node),
            Variant::Sub(left, right) => {
                let left = self.visit(left, current)?;
                self.visit(right, &left)?
            }
            Variant::Or(left, right) => match self.visit(left, current)? {
                left if left.is_truthy() => left,
                _ => self.visit(right, current)?,
            },
            Variant::And(left, right) => match self.visit(left, current)? {
                left if left.is_truthy() => self.visit(right, current)?,
                left => left,
            },
            Variant::Not(inner) => Value::Boolean(!self.visit(inner, current)?.is_truthy()),
            Variant::Compare(comparator, left, right) => {
                let left = self.visit(left, current)?;
                let right = self.visit(right, current)?;
                Self::blame(tree, self.compare(*comparator, &left, &right))?
            }
            // Nothing can be selected from nothing.
            Variant::List(_) | Variant::Hash(_) if matches!(current, Value::Null) => Value::Null,
            Variant::List(elements) => {
                let mut values = Vec::with_capacity(elements.len());
                for element in elements {
                    values.push(self.visit(element, current)?);
                }
                Value::Array(values.into())
            }
            Variant::Hash(entries) => {
                let mut fields: Vec<(Rc<str>, Value<'a>)> = Vec::with_capacity(entries.len());
                let mut places = rustc_hash::FxHashMap::default();
                for (name, value) in entries {
                    let value = self.visit(value, current)?;
                    let place = *places.entry(&**name).or_insert(fields.len());
                    match fields.get_mut(place) {
                        Some(field) => field.1 = value,
                        None => fields.push((Rc::from(&**name), value)),
                    }
                }
                Value::Object(fields.into())
            }
            Variant::Call {
                name, arguments, ..
            } => {
                let mut values = Vec::with_capacity(arguments.len());
                for argument in arguments {
                    values.push(self.visit(argument, current)?);
                }
                call::call(self, tree, name, &values)?
            }
            Variant::Reference(inner) => Value::Reference(inner),
            Variant::Project(left, right) => {
                let left = self.visit(left, current)?;
                match Self::blame(tree, left.elements(&mut self.work))? {
                    Some(elements) => self.project(right, elements.iter())?,
                    None => Value::Null,
                }
            }
            Variant::ProjectObject(left, right) => {
                let left = self.visit(left, current)?;
                match Self::blame(tree, left.fields(&mut self.work))? {
                    Some(fields) => self.project(right, fields.iter().map(|(_, value)| value))?,
                    None => Value::Null,
                }
            }
            Variant::Filter {
                left,
                condition,
                right,
            } => {
                let left = self.visit(left, current)?;
                let Some(elements) = Self::blame(tree, left.elements(&mut self.work))? else {
                    return Ok(Value::Null);
                };
                let mut kept = Vec::new();
                for element in elements.iter() {
                    if self.visit(condition, element)?.is_truthy() {
                        kept.push(element);
                    }
                }
                self.project(right, kept.into_iter())?
            }
            Variant::Flatten(inner) => {
                let value = self.visit(inner, current)?;
                let Some(elements) = Self::blame(tree, value.elements(&mut self.work))? else {
                    return Ok(Value::Null);
                };
                let mut flat = Vec::new();
                for element in elements.iter() {
                    match Self::blame(tree, element.elements(&mut self.work))? {
                        Some(inner) => {
                            Self::blame(tree, self.work.spend(inner.len()))?;
                            flat.extend(inner.iter().cloned());
                        }
                        None => flat.push(element.clone()),
                    }
                }
                Value::Array(flat.into())
            }
        })
    }

    /// Applies `right` to each element, and leaves out what is null.
    fn project<'a, 'e>(
        &mut self,
        right: &'a Tree,
        elements: impl Iterator<Item = &'e Value<'a>>,
    ) -> Evaluated<'a>
    where
        'a: 'e,
    {
        let mut values = Vec::new();
        for element in elements {
            match self.visit(right, element)? {
                Value::Null => {}
                value => values.push(value),
            }
        }
        Ok(Value::Array(values.into()))
    }

    fn compare<'a>(
        &mut self,
        comparator: Comparator,
        left: &Value<'a>,
        right: &Value<'a>,
    ) -> Result<Value<'a>, EvaluationErrorKind> {
        Ok(match comparator {
            Comparator::Equal => Value::Boolean(left.equals(right, 0, &mut self.work)?),
            Comparator::NotEqual => Value::Boolean(!left.equals(right, 0, &mut self.work)?),
            _ => match (left.as_number(), right.as_number()) {
                (Some(left), Some(right)) => Value::Boolean(comparator.compare(left, right)),
                _ => Value::Null,
            },
        })
    }

    /// The elements of an array whose type has been checked.
    pub fn elements<'a>(
        &mut self,
        tree: &Tree,
        value: &Value<'a>,
    ) -> Result<Rc<[Value<'a>]>, EvaluationError> {
        let elements = Self::blame(tree, value.elements(&mut self.work))?;
        Self::blame(tree, elements.ok_or(EvaluationErrorKind::InvalidType))
    }

    /// Checks that all elements are of the type of the first, and that this is allowed.
    pub fn uniform(
        tree: &Tree,
        elements: &[Value<'_>],
        allowed: &[Type],
    ) -> Result<(), EvaluationError> {
        let Some(first) = elements.first().map(Value::get_type) else {
            return Ok(());
        };
        let fits = allowed.contains(&first) && elements.iter().all(|one| one.get_type() == first);
        Self::blame(
            tree,
            fits.then_some(()).ok_or(EvaluationErrorKind::InvalidType),
        )
    }
}

/// An index counted from the end where it is negative.
fn from_end(index: i64, length: usize) -> Option<usize> {
    let distance = usize::try_from(index.unsigned_abs()).ok()?;
    if index < 0 {
        length.checked_sub(distance)
    } else {
        Some(distance)
    }
}

/// The elements from `start` to before `stop`, `step` apart. (jmespath.org: "Slices".)
fn slice<'a>(
    elements: &[Value<'a>],
    start: Option<i64>,
    stop: Option<i64>,
    step: i64,
) -> Vec<Value<'a>> {
    let length = i64::try_from(elements.len()).unwrap_or(i64::MAX);
    let (lowest, highest) = if step < 0 {
        (-1, length - 1)
    } else {
        (0, length)
    };
    let bound = |at: i64| {
        let at = if at < 0 {
            at.saturating_add(length)
        } else {
            at
        };
        at.clamp(lowest, highest)
    };
    let (first, last) = if step < 0 {
        (highest, lowest)
    } else {
        (lowest, highest)
    };
    let mut at = start.map_or(first, bound);
    let stop = stop.map_or(last, bound);
    let mut taken = Vec::new();
    while (step > 0 && at < stop) || (step < 0 && at > stop) {
        if let Some(element) = usize::try_from(at).ok().and_then(|at| elements.get(at)) {
            taken.push(element.clone());
        }
        at = at.saturating_add(step);
    }
    taken
}
