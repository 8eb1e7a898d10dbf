//! Evaluation: what a rule set yields for given parameters.
//!
//! (Specification: "Rules engine", evaluation.) Rules are tried in order. Every rule is looked at
//! once at most, so the time is linear in the rule set but for texts that grow: `uriEncode` of a
//! template that repeats a value doubles it. So every step and every byte that is made is paid from
//! a [`Budget`].

use std::rc::Rc;

use crate::text::Span;

use super::Function;
use super::cases::TestCase;
use super::library;
use super::template::{Part, Template};
use super::tree::{Body, Condition, Endpoint, Expression, Kind, Parameter, Rule, RuleSet, Step};
use super::value::{Text, Value};

/// What a byte of a text costs that is split.
const PART_OF_SPLIT: usize = 32;

/// How many comparisons of names take a step.
const COMPARISONS: usize = 16;

/// How many bytes `uriEncode` makes of one.
const ENCODED: usize = 3;

/// How much work evaluations may do, in steps and made bytes.
#[derive(Debug)]
pub struct Budget {
    left: u64,
}

impl Budget {
    /// For all tests of one service: two seconds or so. Those of S3, the largest of real models, need
    /// less than a hundredth.
    pub const SERVICE: u64 = 20_000_000;

    /// A budget of this size.
    pub fn new(left: u64) -> Self {
        Self { left }
    }

    /// Whether nothing is left.
    pub fn is_spent(&self) -> bool {
        self.left == 0
    }

    pub(super) fn spend(&mut self, work: usize, span: Span) -> Result<(), Failure> {
        let work = u64::try_from(work).unwrap_or(u64::MAX);
        match self.left.checked_sub(work) {
            Some(left) => {
                self.left = left;
                Ok(())
            }
            None => {
                self.left = 0;
                Err(Failure::new("evaluation takes too long", span))
            }
        }
    }
}

/// Why an evaluation has no result.
#[derive(Clone, Debug)]
pub struct Failure {
    /// What is wrong, without a capital and a period.
    pub message: String,
    /// The place in the rule set, or in the test, that shows it.
    pub span: Span,
}

impl Failure {
    pub(super) fn new(message: impl Into<String>, span: Span) -> Self {
        Self {
            message: message.into(),
            span,
        }
    }
}

/// What an evaluation yields.
#[derive(Debug)]
pub struct Outcome<'m> {
    /// Where the rule's endpoint or error stands.
    pub span: Span,
    pub(super) result: Resolved<'m>,
}

#[derive(Debug)]
pub(super) enum Resolved<'m> {
    Error(Text<'m>),
    Endpoint {
        url: Text<'m>,
        properties: Vec<(&'m str, Value<'m>)>,
        headers: Vec<(&'m str, Vec<Text<'m>>)>,
    },
}

impl Outcome<'_> {
    /// The URL of an endpoint, and the region that its first way of signing names; `None` for an
    /// error.
    pub fn endpoint(&self) -> Option<(&str, Option<&str>)> {
        let Resolved::Endpoint {
            url, properties, ..
        } = &self.result
        else {
            return None;
        };
        let schemes = properties.iter().find(|(name, _)| *name == "authSchemes");
        let region = match schemes {
            Some((_, Value::List(schemes))) => schemes.first().and_then(signing_region),
            _ => None,
        };
        Some((url.as_str(), region))
    }
}

fn signing_region<'v>(scheme: &'v Value<'_>) -> Option<&'v str> {
    let Value::Record(fields) = scheme else {
        return None;
    };
    match fields.iter().find(|(name, _)| *name == "signingRegion") {
        Some((_, Value::Text(text))) => Some(text.as_str()),
        _ => None,
    }
}

type Evaluated<T> = Result<T, Failure>;

/// The values of names while a rule set is evaluated.
pub(super) struct Evaluator<'m, 'b> {
    slots: Vec<Value<'m>>,
    budget: &'b mut Budget,
}

impl<'m> RuleSet<'m> {
    /// What the rule set yields for the parameters of a test case. The rule set must have been read
    /// without problems.
    pub fn evaluate(
        &self,
        case: &TestCase<'m>,
        budget: &mut Budget,
    ) -> Result<Outcome<'m>, Failure> {
        let mut evaluator = Evaluator::new(&self.parameters, self.slots, case, budget)?;
        for rule in &self.rules {
            if let Some(outcome) = evaluator.rule(rule)? {
                return Ok(outcome);
            }
        }
        Err(Failure::new("no rule matches", case.span))
    }
}

impl<'m, 'b> Evaluator<'m, 'b> {
    /// Fills in the parameters: with what the test says, which may be null, or with their defaults.
    pub fn new(
        parameters: &[Parameter<'m>],
        slots: usize,
        case: &TestCase<'m>,
        budget: &'b mut Budget,
    ) -> Evaluated<Self> {
        // Every parameter is looked for among those given.
        let given = case.params.map_or(0, |params| params.entries.len());
        let work = parameters.len().saturating_mul(given) / COMPARISONS;
        budget.spend(slots.saturating_add(work), case.span)?;
        let mut values = vec![Value::Empty; slots];
        for (slot, parameter) in values.iter_mut().zip(parameters) {
            let given = case
                .params
                .and_then(|params| params.get(parameter.name))
                .or(parameter.default);
            if let Some(node) = given {
                budget.spend(node.as_array().map_or(1, <[_]>::len), case.span)?;
                *slot = Value::from_node(node).map_err(|number| {
                    Failure::new("a number must be whole, and zero or more", number.span)
                })?;
            }
        }
        Ok(Self {
            slots: values,
            budget,
        })
    }

    fn rule(&mut self, rule: &Rule<'m>) -> Evaluated<Option<Outcome<'m>>> {
        for condition in &rule.conditions {
            if !self.condition(condition)? {
                return Ok(None);
            }
        }
        if let Body::Tree(rules) = &rule.body {
            for rule in rules {
                if let Some(outcome) = self.rule(rule)? {
                    return Ok(Some(outcome));
                }
            }
            return Err(Failure::new(
                "the conditions of a tree rule hold, but none of the rules inside of it matches",
                super::report::opening(rule.span),
            ));
        }
        self.result(rule).map(Some)
    }

    /// Whether a condition holds; keeps its value where it assigns one.
    pub fn condition(&mut self, condition: &Condition<'m>) -> Evaluated<bool> {
        let value = self.value(&condition.function)?;
        let holds = value.is_truthy();
        if let Some(assign) = &condition.assign
            && !matches!(value, Value::Empty)
            && let Some(slot) = self.slots.get_mut(assign.slot)
        {
            *slot = value;
        }
        Ok(holds)
    }

    /// What a rule yields whose conditions hold.
    pub fn result(&mut self, rule: &Rule<'m>) -> Evaluated<Outcome<'m>> {
        match &rule.body {
            Body::Endpoint(endpoint) => self.endpoint(endpoint),
            Body::Error(error) => Ok(Outcome {
                span: error.span,
                result: Resolved::Error(self.text(error)?),
            }),
            Body::Tree(_) => Err(Failure::new(
                "a tree rule cannot be a result",
                super::report::opening(rule.span),
            )),
        }
    }

    fn endpoint(&mut self, endpoint: &Endpoint<'m>) -> Evaluated<Outcome<'m>> {
        let url = self.text(&endpoint.url)?;
        let mut properties = Vec::with_capacity(endpoint.properties.len());
        for (name, property) in &endpoint.properties {
            properties.push((*name, self.value(property)?));
        }
        let mut headers = Vec::with_capacity(endpoint.headers.len());
        for (name, values) in &endpoint.headers {
            let values: Evaluated<Vec<_>> = values.iter().map(|value| self.text(value)).collect();
            headers.push((*name, values?));
        }
        Ok(Outcome {
            span: endpoint.url.span,
            result: Resolved::Endpoint {
                url,
                properties,
                headers,
            },
        })
    }

    fn value(&mut self, expression: &Expression<'m>) -> Evaluated<Value<'m>> {
        self.budget.spend(1, expression.span)?;
        Ok(match &expression.kind {
            Kind::Broken => Value::Empty,
            Kind::Reference { slot, .. } => self.slots.get(*slot).cloned().unwrap_or(Value::Empty),
            Kind::Boolean(value) => Value::Boolean(*value),
            Kind::Integer(value) => Value::Integer(*value),
            Kind::Text(template) => Value::Text(self.template(template, expression.span)?),
            Kind::Tuple(elements) => {
                let elements: Evaluated<Rc<[_]>> =
                    elements.iter().map(|element| self.value(element)).collect();
                Value::List(elements?)
            }
            Kind::Record(fields) => {
                let fields: Evaluated<Rc<[_]>> = fields
                    .iter()
                    .map(|(name, value)| Ok((*name, self.value(value)?)))
                    .collect();
                Value::Record(fields?)
            }
            Kind::Attribute { target, path } => {
                let mut value = self.value(target)?;
                for step in path {
                    value = attribute(&value, *step, expression.span)?;
                }
                value
            }
            Kind::Call {
                function,
                name_span,
                arguments,
            } => self.call(*function, *name_span, arguments)?,
        })
    }

    fn template(&mut self, template: &Template<'m>, span: Span) -> Evaluated<Text<'m>> {
        if template.is_static() && !template.text.contains("{{") && !template.text.contains("}}") {
            return Ok(Text::Borrowed(template.text));
        }
        if let [Part::Dynamic(value)] = &*template.parts {
            return self.text(value);
        }
        let mut made = String::new();
        for part in &template.parts {
            match part {
                Part::Literal(text) => {
                    self.budget.spend(text.len(), span)?;
                    made.push_str(text);
                }
                Part::Dynamic(value) => {
                    let text = self.text(value)?;
                    self.budget.spend(text.as_str().len(), span)?;
                    made.push_str(text.as_str());
                }
            }
        }
        Ok(Text::Made(made.into()))
    }

    fn call(
        &mut self,
        function: Function,
        name_span: Span,
        arguments: &[Expression<'m>],
    ) -> Evaluated<Value<'m>> {
        let argument = |number: usize| {
            arguments
                .get(number)
                .ok_or_else(|| Failure::new("an argument is missing", name_span))
        };
        Ok(match function {
            Function::BooleanEquals => {
                let left = self.boolean(argument(0)?)?;
                Value::Boolean(left == self.boolean(argument(1)?)?)
            }
            Function::StringEquals => {
                let left = self.text(argument(0)?)?;
                let right = self.text(argument(1)?)?;
                Value::Boolean(left.as_str() == right.as_str())
            }
            Function::Not => Value::Boolean(!self.boolean(argument(0)?)?),
            Function::IsSet => Value::Boolean(!matches!(self.value(argument(0)?)?, Value::Empty)),
            Function::Coalesce => {
                for argument in arguments {
                    let value = self.value(argument)?;
                    if !matches!(value, Value::Empty) {
                        return Ok(value);
                    }
                }
                Value::Empty
            }
            Function::Ite => {
                let chosen = if self.boolean(argument(0)?)? { 1 } else { 2 };
                self.value(argument(chosen)?)?
            }
            Function::IsValidHostLabel => {
                let text = self.text(argument(0)?)?;
                let dots = self.boolean(argument(1)?)?;
                self.budget.spend(text.as_str().len(), name_span)?;
                Value::Boolean(library::is_valid_host_label(text.as_str(), dots))
            }
            Function::IsVirtualHostableS3Bucket => {
                let text = self.text(argument(0)?)?;
                let dots = self.boolean(argument(1)?)?;
                Value::Boolean(library::is_virtual_hostable_s3_bucket(text.as_str(), dots))
            }
            Function::ParseUrl => {
                let text = self.text(argument(0)?)?;
                self.budget.spend(text.as_str().len(), name_span)?;
                library::parse_url(text.as_str())
            }
            Function::ParseArn => {
                let text = self.text(argument(0)?)?;
                self.budget.spend(text.as_str().len(), name_span)?;
                library::parse_arn(text.as_str())
            }
            Function::Partition => {
                let text = self.text(argument(0)?)?;
                super::partitions::partition(text.as_str())
            }
            Function::Split => {
                let text = self.text(argument(0)?)?;
                let delimiter = self.text(argument(1)?)?;
                let limit = self.integer(argument(2)?)?;
                // A part takes far more room than its text.
                self.budget
                    .spend(text.as_str().len() * PART_OF_SPLIT, name_span)?;
                library::split(text.as_str(), delimiter.as_str(), limit)
                    .ok_or_else(|| Failure::new("the delimiter of `split` is empty", name_span))?
            }
            Function::Substring => {
                let text = self.text(argument(0)?)?;
                let start = self.integer(argument(1)?)?;
                let stop = self.integer(argument(2)?)?;
                let reverse = self.boolean(argument(3)?)?;
                self.budget.spend(text.as_str().len(), name_span)?;
                library::substring(text.as_str(), start, stop, reverse)
            }
            Function::UriEncode => {
                let text = self.text(argument(0)?)?;
                self.budget
                    .spend(text.as_str().len() * ENCODED, name_span)?;
                library::uri_encode(text.as_str())
            }
        })
    }

    fn text(&mut self, expression: &Expression<'m>) -> Evaluated<Text<'m>> {
        match self.value(expression)? {
            Value::Text(text) => Ok(text),
            other => Err(unexpected("a string", &other, expression)),
        }
    }

    fn boolean(&mut self, expression: &Expression<'m>) -> Evaluated<bool> {
        match self.value(expression)? {
            Value::Boolean(value) => Ok(value),
            other => Err(unexpected("a boolean", &other, expression)),
        }
    }

    fn integer(&mut self, expression: &Expression<'m>) -> Evaluated<i32> {
        match self.value(expression)? {
            Value::Integer(value) => Ok(value),
            other => Err(unexpected("an integer", &other, expression)),
        }
    }
}

/// What is found one step into a value. An index beyond the end finds nothing; one before the
/// beginning is a mistake.
fn attribute<'m>(value: &Value<'m>, step: Step<'m>, span: Span) -> Evaluated<Value<'m>> {
    match (value, step) {
        (Value::Record(fields), Step::Key(key)) => Ok(fields
            .iter()
            .find(|(name, _)| *name == key)
            .map_or(Value::Empty, |(_, value)| value.clone())),
        (Value::List(elements), Step::Index(index)) => {
            let back = usize::try_from(index.unsigned_abs()).unwrap_or(usize::MAX);
            let at = if index < 0 {
                elements.len().checked_sub(back).ok_or_else(|| {
                    let count = elements.len();
                    Failure::new(
                        format!("there is no element {back} from the end of a list of {count}"),
                        span,
                    )
                })?
            } else {
                back
            };
            Ok(elements.get(at).cloned().unwrap_or(Value::Empty))
        }
        (value, _) => Err(Failure::new(
            format!("a path leads into a value that is {}", value.describe()),
            span,
        )),
    }
}

fn unexpected(wanted: &str, found: &Value<'_>, expression: &Expression<'_>) -> Failure {
    let found = found.describe();
    let message = match &expression.kind {
        Kind::Reference { name, .. } => format!("`{name}` must be {wanted}, but it is {found}"),
        _ => format!("a value must be {wanted}, but it is {found}"),
    };
    Failure::new(message, expression.span)
}
