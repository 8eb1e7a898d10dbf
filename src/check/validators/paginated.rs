//! `PaginatedTrait`: tokens, sizes and items of pages are members of the right kind.

use crate::check::Context;
use crate::check::context::article;
use crate::diag::{Code, Diagnostics, Fix, Severity, nearest};
use crate::model::{AppliedTrait, Member, Operation, Shape};
use crate::name::{ShapeType, known};
use crate::node::Node;
use crate::text::Symbol;

const UNSET: Code = Code::error("pagination-not-configured", "PaginatedTrait");
const PATH: Code = Code::error("pagination-path", "PaginatedTrait");
const NO_MEMBER: Code = Code::error("pagination-member", "PaginatedTrait");
const REQUIRED: Code = Code::error("pagination-member-required", "PaginatedTrait");
const KIND: Code = Code::error("pagination-member-kind", "PaginatedTrait");
const DEEP: Code = Code::warning("pagination-deeply-nested", "PaginatedTrait");

/// One of the four properties of the trait.
struct Property {
    name: &'static str,
    of_output: bool,
    needed: bool,
    /// What a required member means: an error, a report of this severity, or nothing.
    required: Option<Severity>,
    kinds: &'static [ShapeType],
    doubtful: &'static [ShapeType],
}

const PROPERTIES: [Property; 4] = [
    Property {
        name: "inputToken",
        of_output: false,
        needed: true,
        required: Some(Severity::Error),
        kinds: &[ShapeType::String, ShapeType::Map],
        doubtful: &[ShapeType::Map],
    },
    Property {
        name: "pageSize",
        of_output: false,
        needed: false,
        required: Some(Severity::Warning),
        kinds: &[
            ShapeType::Integer,
            ShapeType::Byte,
            ShapeType::Short,
            ShapeType::Long,
        ],
        doubtful: &[ShapeType::Byte, ShapeType::Short, ShapeType::Long],
    },
    Property {
        name: "outputToken",
        of_output: true,
        needed: true,
        required: Some(Severity::Danger),
        kinds: &[ShapeType::String, ShapeType::Map],
        doubtful: &[ShapeType::Map],
    },
    Property {
        name: "items",
        of_output: true,
        needed: false,
        required: None,
        kinds: &[ShapeType::List, ShapeType::Map],
        doubtful: &[],
    },
];

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for (subject, applied) in context.applied(known::PAGINATED) {
        let shape = subject.container();
        let Some(operation) = shape.operation() else {
            continue;
        };
        let before = out.len();
        let check = Check {
            context,
            shape,
            operation,
            applied,
        };
        for property in &PROPERTIES {
            check.property(property, None, out);
        }
        if out.len() > before {
            continue;
        }
        for (service, closure) in context.closures() {
            if closure.operations.contains_key(&shape.id) {
                for property in &PROPERTIES {
                    check.property(property, Some(service), out);
                }
            }
        }
    }
}

struct Check<'c, 'm> {
    context: &'c Context<'m>,
    shape: &'m Shape,
    operation: &'m Operation,
    applied: &'m AppliedTrait,
}

impl<'m> Check<'_, 'm> {
    /// The value of a property: the operation's own, or that of the service.
    fn value(&self, property: &Property, service: Option<&'m Shape>) -> Option<&'m Node> {
        self.applied
            .value
            .get(property.name)
            .or_else(|| service?.trait_value(known::PAGINATED)?.get(property.name))
    }

    fn property(&self, property: &Property, service: Option<&'m Shape>, out: &mut Diagnostics) {
        let name = property.name;
        let Some(value) = self.value(property, service) else {
            if let Some(service) = service.filter(|_| property.needed) {
                out.push(
                    UNSET
                        .at(
                            self.applied.span,
                            format!(
                                "`@paginated` of `{}` has no `{name}`",
                                self.shape.id.name
                            ),
                        )
                        .shape(self.shape.id)
                        .here(format!("`{name}` is missing"))
                        .help(format!(
                            "set it here, or for all operations in `@paginated` of the service `{}`",
                            service.id.name
                        )),
                );
            }
            return;
        };
        let Some(path) = value.as_str() else { return };
        let at = |code: Code, message: String| code.at(value.span, message).shape(self.shape.id);
        if !property.of_output && path.contains('.') {
            let message = format!("`{name}` must name a member of the input itself");
            let report = at(PATH, message)
                .here("a path")
                .note("clients write this member, and could not make what lies on the way to it")
                .help("add a member to the input, and name that");
            out.push(report.event_at(self.applied.span));
            return;
        }
        let root = if property.of_output {
            self.operation.output.id
        } else {
            self.operation.input.id
        };
        let Some(root) = self.context.structure(root) else {
            return;
        };
        let member = match self.resolve(root, path) {
            Ok(member) => member,
            Err((shape, part)) => {
                let mut report = at(
                    NO_MEMBER,
                    format!("`{}` has no member `{part}`", shape.id.relative()),
                )
                .here("no such member");
                let names = shape.members.keys().map(|name| name.as_str());
                if let Some(near) = nearest(part, names).first() {
                    let text = self.context.sources.slice(value.span);
                    let written = text.replacen(part, near, 1);
                    report = report.fix(Fix::replace(
                        format!("did you mean `{near}`?"),
                        value.span,
                        written,
                    ));
                }
                let report = self.context.label(report, shape.name_span, "defined here");
                out.push(report.event_at(self.applied.span));
                return;
            }
        };
        self.required(property, member, value, out);
        if let Some(target) = self.context.model.target(member) {
            self.kind(property, member, target, value, out);
        }
        if property.of_output && path.matches('.').count() > 1 {
            let report = at(
                DEEP,
                format!("the path of `{name}` has more than two parts"),
            )
            .event(format!("PaginatedTrait.DeeplyNested.{name}"))
            .here("deeply nested")
            .note("an API is easier to use when what pages hold lies near the top");
            out.push(report.event_at(self.applied.span));
        }
    }

    fn resolve<'p>(
        &self,
        root: &'m Shape,
        path: &'p str,
    ) -> Result<&'m Member, (&'m Shape, &'p str)> {
        let mut shape = root;
        let mut parts = path.split('.').peekable();
        while let Some(part) = parts.next() {
            let member = shape.member(Symbol::intern(part)).ok_or((shape, part))?;
            if parts.peek().is_none() {
                return Ok(member);
            }
            shape = self.context.model.target(member).ok_or((shape, part))?;
        }
        Err((shape, path))
    }

    fn required(&self, property: &Property, member: &Member, value: &Node, out: &mut Diagnostics) {
        let (Some(severity), Some(required)) =
            (property.required, member.traits.get(known::REQUIRED))
        else {
            return;
        };
        let verb = if severity == Severity::Error {
            "must"
        } else {
            "should"
        };
        let name = property.name;
        let mut report = REQUIRED
            .at(
                value.span,
                format!(
                    "`{}`, the `{name}`, {verb} not be required",
                    member.id.member
                ),
            )
            .severity(severity)
            .shape(self.shape.id)
            .here("a required member")
            .note(match name {
                "inputToken" => "the first page is asked for without a token",
                "outputToken" => "the last page comes without a token",
                _ => "callers should not have to choose a size",
            });
        if severity != Severity::Error {
            report = report.event(format!("PaginatedTrait.ShouldNotBeRequired.{name}"));
        }
        let report = self.context.label(report, required.span, "required here");
        out.push(report.event_at(self.applied.span));
    }

    fn kind(
        &self,
        property: &Property,
        member: &Member,
        target: &Shape,
        value: &Node,
        out: &mut Diagnostics,
    ) {
        let name = property.name;
        let kinds = |wanted: &[ShapeType]| {
            let names: Vec<String> = wanted.iter().map(|kind| article(*kind)).collect();
            names.join(" or ")
        };
        if !property.kinds.contains(&target.shape_type) {
            let report = KIND
                .at(
                    value.span,
                    format!(
                        "`{}`, the `{name}`, must be {}, but it is {}",
                        member.id.member,
                        kinds(property.kinds),
                        article(target.shape_type)
                    ),
                )
                .shape(self.shape.id)
                .here("the wrong kind of member");
            let report = self
                .context
                .label(report, member.target.span, article(target.shape_type));
            out.push(report.event_at(self.applied.span));
        } else if property.doubtful.contains(&target.shape_type) {
            let preferred: Vec<ShapeType> = property
                .kinds
                .iter()
                .filter(|kind| !property.doubtful.contains(kind))
                .copied()
                .collect();
            let report = KIND
                .at(
                    value.span,
                    format!(
                        "`{}`, the `{name}`, should be {}, but it is {}",
                        member.id.member,
                        kinds(&preferred),
                        article(target.shape_type)
                    ),
                )
                .severity(Severity::Danger)
                .event(format!("PaginatedTrait.WrongShapeType.{name}"))
                .shape(self.shape.id)
                .here("not recommended");
            let report = self
                .context
                .label(report, member.target.span, article(target.shape_type));
            out.push(report.event_at(self.applied.span));
        }
    }
}
