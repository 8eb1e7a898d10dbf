//! Names and types of a rule set: every name leads to a slot, every argument has the type that its
//! function takes, and no value is used that may not be set.
//!
//! (Specification: "Rules engine", conditions, `assign`, "Standard library", `isSet`.) A name that
//! a condition assigns is known to the conditions after it and to what its rule yields. `isSet` of
//! a reference proves that it is set, as far as the same scope reaches; what is proven inside of
//! `not` proves nothing outside.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::diag::nearest;
use crate::text::Span;

use super::Function;
use super::read::list;
use super::report::{
    ARGUMENTS, EMPTY_TREE, FIELD, Reports, SHADOWED, TYPE, UNKNOWN_NAME, UNSET, opening,
};
use super::template::Part;
use super::tree::{
    Body, Condition, Endpoint, Expression, Kind, Parameter, ParameterType, Rule, RuleSet, Step,
};
use super::types::Type;

/// Checks a rule set and gives its names their slots.
pub(super) fn rule_set<'m>(rules: &mut RuleSet<'m>, reports: &mut Reports<'m>) {
    let mut checker = Checker::new(reports);
    checker.parameters(&rules.parameters);
    for rule in &mut rules.rules {
        checker.rule(rule);
    }
    rules.slots = checker.slots;
}

/// Checks the parts of a decision diagram, whose conditions all share one scope: a path through
/// the diagram may try any of them before it reaches a result. Returns the number of slots.
pub(super) fn diagram<'m>(
    parameters: &[Parameter<'m>],
    conditions: &mut [Condition<'m>],
    results: &mut [Rule<'m>],
    reports: &mut Reports<'m>,
) -> usize {
    let mut checker = Checker::new(reports);
    checker.parameters(parameters);
    for condition in conditions {
        checker.condition(condition);
    }
    for result in results {
        checker.rule(result);
    }
    checker.slots
}

/// What is known about a name.
#[derive(Clone)]
struct Binding {
    found: Type,
    /// Where it is declared.
    span: Span,
    slot: usize,
}

struct Checker<'m, 'r> {
    names: FxHashMap<&'m str, Binding>,
    /// What names were before the current scopes changed them.
    undo: Vec<(&'m str, Option<Binding>)>,
    slots: usize,
    reports: &'r mut Reports<'m>,
}

impl<'m, 'r> Checker<'m, 'r> {
    fn new(reports: &'r mut Reports<'m>) -> Self {
        Self {
            names: FxHashMap::default(),
            undo: Vec::new(),
            slots: 0,
            reports,
        }
    }

    fn parameters(&mut self, parameters: &[Parameter<'m>]) {
        for parameter in parameters {
            let found = match parameter.kind {
                ParameterType::String => Type::String,
                ParameterType::Boolean => Type::Boolean,
                ParameterType::StringArray => Type::Strings,
            };
            let found = if parameter.required {
                found
            } else {
                found.optional()
            };
            let slot = self.slots;
            self.slots += 1;
            self.bind(
                parameter.name,
                Binding {
                    found,
                    span: parameter.name_span,
                    slot,
                },
            );
        }
    }

    fn bind(&mut self, name: &'m str, binding: Binding) {
        let before = self.names.insert(name, binding);
        self.undo.push((name, before));
    }

    /// Undoes what the scopes since `mark` did.
    fn leave(&mut self, mark: usize) {
        while self.undo.len() > mark {
            match self.undo.pop() {
                Some((name, Some(before))) => {
                    self.names.insert(name, before);
                }
                Some((name, None)) => {
                    self.names.remove(name);
                }
                None => return,
            }
        }
    }

    fn rule(&mut self, rule: &mut Rule<'m>) {
        let outer = self.reports.enter(rule.documentation);
        let mark = self.undo.len();
        for condition in &mut rule.conditions {
            self.condition(condition);
        }
        match &mut rule.body {
            Body::Endpoint(endpoint) => self.endpoint(endpoint),
            Body::Error(error) => self.string(error, "the message of an error rule"),
            Body::Tree(rules) => {
                if rules.is_empty() {
                    self.reports.push(
                        EMPTY_TREE
                            .at(
                                opening(rule.span),
                                "a tree rule must have a rule inside of it",
                            )
                            .here("has none")
                            .note("once its conditions hold, one of its rules must match"),
                    );
                }
                for rule in rules {
                    self.rule(rule);
                }
            }
        }
        self.leave(mark);
        self.reports.leave(outer);
    }

    fn condition(&mut self, condition: &mut Condition<'m>) {
        let found = self.expression(&mut condition.function);
        let Some(assign) = &mut condition.assign else {
            return;
        };
        if let Some(before) = self.names.get(assign.name) {
            let declared = before.span;
            self.reports.push(
                SHADOWED
                    .at(
                        assign.span,
                        format!("`{}` already has a value here", assign.name),
                    )
                    .here("assigned again")
                    .label(declared, "first declared here")
                    .help("choose another name"),
            );
            return;
        }
        assign.slot = self.slots;
        self.slots += 1;
        self.bind(
            assign.name,
            Binding {
                // The condition holds only where the value is set.
                found: found.inner().clone(),
                span: assign.span,
                slot: assign.slot,
            },
        );
    }

    fn endpoint(&mut self, endpoint: &mut Endpoint<'m>) {
        self.string(&mut endpoint.url, "the URL of an endpoint");
        for (_, property) in &mut endpoint.properties {
            self.expression(property);
        }
        for (_, values) in &mut endpoint.headers {
            for value in values {
                self.string(value, "the value of a header");
            }
        }
    }

    fn string(&mut self, expression: &mut Expression<'m>, what: &str) {
        let found = self.expression(expression);
        self.expect(&Type::String, &found, expression, what);
    }

    /// Reports a value that is not of the type that its place asks for.
    fn expect(&mut self, wanted: &Type, found: &Type, expression: &Expression<'m>, what: &str) {
        if wanted.same(found) || found.is_broken() {
            return;
        }
        let span = place(expression);
        if found.is_optional() && wanted.same(found.inner()) {
            let report = UNSET
                .at(
                    span,
                    format!("{what} must be {wanted}, but the value may not be set"),
                )
                .here(format!("{found}"));
            let report = match &expression.kind {
                Kind::Reference { name, .. } => {
                    let declared = self.names.get(name).map(|binding| binding.span);
                    let report = report.help(format!(
                        "check it first with the condition {{\"fn\": \"isSet\", \"argv\": [{{\"ref\": \"{name}\"}}]}}"
                    ));
                    match declared {
                        Some(declared) => report.label(declared, "declared here, not required"),
                        None => report,
                    }
                }
                _ => report.help(
                    "make it a condition of its own with `assign`, and use the assigned name",
                ),
            };
            self.reports.push(report);
            return;
        }
        self.reports.push(
            TYPE.at(span, format!("{what} must be {wanted}, but it is {found}"))
                .here(format!("{found}")),
        );
    }

    fn expression(&mut self, expression: &mut Expression<'m>) -> Type {
        let span = expression.span;
        match &mut expression.kind {
            Kind::Broken => Type::Broken,
            Kind::Boolean(_) => Type::Boolean,
            Kind::Integer(_) => Type::Integer,
            Kind::Reference { name, slot } => match self.names.get(name) {
                Some(binding) => {
                    *slot = binding.slot;
                    binding.found.clone()
                }
                None => self.unknown(name, span),
            },
            Kind::Text(template) => {
                for part in &mut template.parts {
                    if let Part::Dynamic(value) = part {
                        self.string(value, "a value in a template");
                    }
                }
                Type::String
            }
            Kind::Tuple(elements) => Type::Tuple(
                elements
                    .iter_mut()
                    .map(|element| self.expression(element))
                    .collect(),
            ),
            Kind::Record(fields) => {
                let mut types: Vec<(Box<str>, Type)> = fields
                    .iter_mut()
                    .map(|(name, value)| (Box::from(*name), self.expression(value)))
                    .collect();
                types.sort_by(|a, b| a.0.cmp(&b.0));
                Type::Record(Arc::from(types))
            }
            Kind::Attribute { target, path } => {
                let mut found = self.expression(target);
                for step in path {
                    found = self.step(&found, *step, span, target);
                }
                found
            }
            Kind::Call {
                function,
                name_span,
                arguments,
            } => self.call(*function, *name_span, arguments),
        }
    }

    fn unknown(&mut self, name: &str, span: Span) -> Type {
        if self.reports.is_full() {
            return Type::Broken;
        }
        let mut known: Vec<&str> = self.names.keys().copied().collect();
        known.sort_unstable();
        let report = UNKNOWN_NAME
            .at(span, format!("there is no value `{name}` here"))
            .here("neither a parameter nor assigned before");
        let near = nearest(name, known.iter().copied());
        self.reports.push(match near.first() {
            Some(near) => report.help(format!("did you mean `{near}`?")),
            None => report.note(
                "a name is known to the conditions after the one that assigns it, and inside of its rule",
            ),
        });
        Type::Broken
    }

    fn step(
        &mut self,
        container: &Type,
        step: Step<'m>,
        span: Span,
        target: &Expression<'m>,
    ) -> Type {
        if container.is_broken() {
            return Type::Broken;
        }
        if container.is_optional() {
            let report = UNSET
                .at(span, "a path leads into a value that may not be set")
                .here(format!("{container}"));
            self.reports.push(match &target.kind {
                Kind::Reference { name, .. } => {
                    report.help(format!("check first that `{name}` is set"))
                }
                _ => report.help("assign the value in a condition, and use the assigned name"),
            });
            return Type::Broken;
        }
        match step {
            Step::Index(_) => {
                if matches!(container, Type::Strings) {
                    return Type::String.optional();
                }
                self.reports.push(
                    TYPE.at(
                        span,
                        format!("only an array has elements, but this is {container}"),
                    )
                    .here(format!("{container}")),
                );
            }
            Step::Key(key) => {
                let Some(fields) = container.fields() else {
                    self.reports.push(
                        TYPE.at(
                            span,
                            format!(
                                "only an object has the field `{key}`, but this is {container}"
                            ),
                        )
                        .here(format!("{container}")),
                    );
                    return Type::Broken;
                };
                if let Some(found) = container.field(key) {
                    return found.clone();
                }
                let report = FIELD
                    .at(span, format!("the value has no field `{key}`"))
                    .here("no such field");
                let near = nearest(key, fields.iter().copied());
                self.reports.push(match near.first() {
                    Some(near) => report.help(format!("did you mean `{near}`?")),
                    None => report.help(format!("its fields are {}", list(&fields))),
                });
            }
        }
        Type::Broken
    }

    fn call(
        &mut self,
        function: Function,
        name_span: Span,
        arguments: &mut [Expression<'m>],
    ) -> Type {
        if function == Function::Not {
            // What holds inside of `not` is not known outside.
            let mark = self.undo.len();
            let found = self.arguments(function, name_span, arguments);
            self.leave(mark);
            return found;
        }
        self.arguments(function, name_span, arguments)
    }

    fn arguments(
        &mut self,
        function: Function,
        name_span: Span,
        arguments: &mut [Expression<'m>],
    ) -> Type {
        let types: Vec<Type> = arguments
            .iter_mut()
            .map(|argument| self.expression(argument))
            .collect();
        let name = function.name();
        let (least, most) = function.arity();
        if types.len() < least || types.len() > most {
            let wanted = match (least, most) {
                (1, 1) => "1 argument".to_owned(),
                (least, usize::MAX) => format!("at least {least} arguments"),
                (least, _) => format!("{least} arguments"),
            };
            self.reports.push(
                ARGUMENTS
                    .at(
                        name_span,
                        format!("`{name}` takes {wanted}, but has {}", types.len()),
                    )
                    .here(format!("{} given", types.len())),
            );
            return function.returns();
        }
        let given = arguments.iter().zip(&types);
        match (function, function.parameters()) {
            (_, Some(wanted)) => {
                for (number, ((argument, found), wanted)) in given.zip(wanted).enumerate() {
                    let what = format!("argument {} of `{name}`", number + 1);
                    self.expect(wanted, found, argument, &what);
                }
                function.returns()
            }
            (Function::IsSet, _) => {
                for (argument, found) in given {
                    self.is_set(argument, found);
                }
                Type::Boolean
            }
            (Function::Coalesce, _) => self.alternatives(name, given),
            (Function::Ite, _) => {
                let mut given = given;
                if let Some((argument, found)) = given.next() {
                    self.expect(&Type::Boolean, found, argument, "argument 1 of `ite`");
                }
                let either = given.clone().any(|(_, found)| found.is_optional());
                let found = self.alternatives(name, given).inner().clone();
                if either { found.optional() } else { found }
            }
            _ => Type::Broken,
        }
    }

    fn is_set(&mut self, argument: &Expression<'m>, found: &Type) {
        if found.is_broken() {
            return;
        }
        if !found.is_optional() {
            let report = TYPE
                .at(
                    place(argument),
                    "`isSet` asks whether a value is set, but this one always is",
                )
                .here(format!("{found}"));
            self.reports.push(match &argument.kind {
                Kind::Reference { name, .. } => match self.names.get(name) {
                    Some(binding) => report.label(binding.span, "declared here"),
                    None => report,
                },
                _ => report,
            });
            return;
        }
        if let Kind::Reference { name, .. } = argument.kind
            && let Some(binding) = self.names.get(name)
        {
            let proven = Binding {
                found: found.inner().clone(),
                ..binding.clone()
            };
            self.bind(name, proven);
        }
    }

    /// The common type of arguments of which one is chosen; optional where all are.
    fn alternatives<'a>(
        &mut self,
        function: &str,
        mut given: impl Iterator<Item = (&'a Expression<'m>, &'a Type)>,
    ) -> Type
    where
        'm: 'a,
    {
        let Some((first, wanted)) = given.next() else {
            return Type::Broken;
        };
        let mut optional = wanted.is_optional();
        for (argument, found) in given {
            optional &= found.is_optional();
            if wanted.inner().same(found.inner()) {
                continue;
            }
            self.reports.push(
                TYPE.at(
                    place(argument),
                    format!(
                        "the alternatives of `{function}` must be of one type, but one is {} and one {}",
                        wanted.inner(),
                        found.inner()
                    ),
                )
                .here(format!("{}", found.inner()))
                .label(place(first), format!("{}", wanted.inner())),
            );
            return Type::Broken;
        }
        let found = wanted.inner().clone();
        if optional { found.optional() } else { found }
    }
}

/// Where an expression is shown: its beginning where it is an object or array of its own.
fn place(expression: &Expression<'_>) -> Span {
    match &expression.kind {
        Kind::Call { name_span, .. } => *name_span,
        Kind::Tuple(_) | Kind::Record(_) => opening(expression.span),
        _ => expression.span,
    }
}
