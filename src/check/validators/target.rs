//! `Target`: every reference leads to a shape of the right kind.
//!
//! What could not be resolved at all, and mixins that are none, were reported by `load`.

use crate::check::Context;
use crate::check::context::{Later, article, trait_name};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::knowledge::{Relationship, RelationshipKind, Subject, for_each_neighbor};
use crate::model::Shape;
use crate::name::{ShapeType, known};

const TRAIT_TARGET: Code = Code::error("trait-as-target", "Target");
const MIXIN_TARGET: Code = Code::error("mixin-as-target", "Target");
const MEMBER_TARGET: Code = Code::error("member-target", "Target");
const MAP_KEY: Code = Code::error("map-key-target", "Target");
const WRONG_KIND: Code = Code::error("wrong-kind-of-target", "Target");
const ERROR_AS_INPUT: Code = Code::error("error-as-input", "Target");
const NOT_AN_ERROR: Code = Code::error("not-an-error", "Target");
const DEPRECATED: Code = Code::warning("deprecated-target", "DeprecatedShape");

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for subject in context.subjects() {
        for_each_neighbor(subject, |relationship| {
            if relationship.kind == RelationshipKind::MemberTarget
                && relationship.target.is_member()
                && context.model.member(relationship.target).is_some()
            {
                out.push(member(subject, &relationship).event_at(subject.span()));
                return;
            }
            if let Some(target) = context.model.shape(relationship.target) {
                let before = out.len();
                check(context, subject, &relationship, target, out);
                for report in out.iter_mut().skip(before) {
                    let map = report.shape == Some(subject.container().id);
                    let span = if map {
                        subject.container().span
                    } else {
                        subject.span()
                    };
                    report.event_span = Some(span);
                }
            }
        });
    }
}

fn member(subject: Subject<'_>, relationship: &Relationship) -> Diagnostic {
    MEMBER_TARGET
        .at(
            relationship.span,
            format!(
                "a member cannot target another member, but `{}` is one",
                relationship.target.relative()
            ),
        )
        .shape(subject.id())
        .here("a member")
        .help("target the shape that it targets")
}

fn check(
    context: &Context<'_>,
    subject: Subject<'_>,
    relationship: &Relationship,
    target: &Shape,
    out: &mut Diagnostics,
) {
    let kind = relationship.kind;
    if kind == RelationshipKind::MemberContainer {
        return;
    }
    if kind != RelationshipKind::Mixin {
        let name = Later(|| target.id.relative());
        let wrong_use = if target.has_trait(known::TRAIT) {
            Some(
                TRAIT_TARGET
                    .at(
                        relationship.span,
                        format!("the trait `{name}` cannot be {}", kind.describe()),
                    )
                    .note("the definition of a trait is only there to be applied")
                    .help(format!(
                        "apply it as `{}`, or give the value a shape of its own",
                        trait_name(target.id)
                    )),
            )
        } else if target.has_trait(known::MIXIN) {
            Some(
                MIXIN_TARGET
                    .at(
                        relationship.span,
                        format!("the mixin `{name}` cannot be {}", kind.describe()),
                    )
                    .note("a mixin is no shape of its own; it only brings members and traits")
                    .help(format!(
                        "make a {} `with [{name}]` and refer to that",
                        target.shape_type
                    )),
            )
        } else {
            None
        };
        if let Some(report) = wrong_use {
            let report = report
                .shape(subject.id())
                .here(format!("refers to `{name}`"));
            out.push(defined_here(context, report, target));
            return;
        }
    }
    deprecated(context, subject, relationship, target, out);
    if let Some(report) = wrong_kind(context, subject, relationship, target) {
        let shape = report.shape.unwrap_or_else(|| subject.id());
        out.push(defined_here(context, report.shape(shape), target));
    }
}

fn wrong_kind(
    context: &Context<'_>,
    subject: Subject<'_>,
    relationship: &Relationship,
    target: &Shape,
) -> Option<Diagnostic> {
    use RelationshipKind as Kind;
    let name = Later(|| target.id.relative());
    let found = Later(|| article(target.shape_type));
    let at = |code: Code, message: String| {
        code.at(relationship.span, message)
            .here(format!("`{name}` is {found}"))
    };
    let must_be = |what: &str, wanted: ShapeType| {
        (target.shape_type != wanted).then(|| {
            at(
                WRONG_KIND,
                format!(
                    "{what} must be {}, but `{name}` is {found}",
                    article(wanted)
                ),
            )
        })
    };
    match relationship.kind {
        Kind::Property | Kind::MemberTarget => {
            if matches!(
                target.shape_type,
                ShapeType::Service | ShapeType::Resource | ShapeType::Operation
            ) {
                let what = if relationship.kind == Kind::Property {
                    "a property"
                } else {
                    "a member"
                };
                let mut report = at(
                    MEMBER_TARGET,
                    format!("{what} cannot target {found}, but `{name}` is one"),
                )
                .note("a member holds data; services, resources and operations are none");
                if target.shape_type == ShapeType::Resource {
                    report = report.help(format!(
                        "target the shape of an identifier of `{name}`, and mark the member with \
                         `@references` or `@resourceIdentifier` if it is meant to name one"
                    ));
                }
                return Some(report);
            }
            let is_key = relationship.kind == Kind::MemberTarget
                && subject.container().shape_type == ShapeType::Map
                && subject.id().member == known::member::KEY;
            if is_key && !matches!(target.shape_type, ShapeType::String | ShapeType::Enum) {
                let mut report = at(
                    MAP_KEY,
                    format!("the key of a map must be a string, but `{name}` is {found}"),
                )
                .help("target `String`, or a string or enum of your own");
                // The reference blames the map, and suppressions name it.
                report.shape = Some(subject.container().id);
                return Some(report);
            }
            None
        }
        Kind::Resource => must_be("a child resource", ShapeType::Resource),
        Kind::Operation | Kind::CollectionOperation => {
            must_be("what is listed under operations", ShapeType::Operation)
        }
        Kind::Put | Kind::Create | Kind::Read | Kind::Update | Kind::Delete | Kind::List => {
            let what = format!(
                "the `{}` operation of a resource",
                relationship.kind.label()?
            );
            must_be(&what, ShapeType::Operation)
        }
        Kind::Input | Kind::Output => {
            let what = if relationship.kind == Kind::Input {
                "input"
            } else {
                "output"
            };
            let wrong = must_be(&format!("the {what} of an operation"), ShapeType::Structure);
            if let Some(report) = wrong {
                return Some(report.help(format!(
                    "wrap it: `{what} := {{ … }}` with a member that targets `{name}`"
                )));
            }
            let error = target.traits.get(known::ERROR)?;
            let report = at(
                ERROR_AS_INPUT,
                format!("the {what} of an operation cannot be the error `{name}`"),
            )
            .here(format!("`{name}` is an error"))
            .help("list it under `errors` instead");
            Some(context.label(report, error.span, "marked as an error here"))
        }
        Kind::Error => {
            if let Some(report) = must_be("an error", ShapeType::Structure) {
                return Some(report);
            }
            (!target.has_trait(known::ERROR)).then(|| {
                at(
                    NOT_AN_ERROR,
                    format!("`{name}` is listed as an error, but it is not marked with `@error`"),
                )
                .here("not an error")
                .help(format!(
                    "put `@error(\"client\")` or `@error(\"server\")` before `structure {name}`"
                ))
            })
        }
        Kind::Identifier => (!matches!(target.shape_type, ShapeType::String | ShapeType::Enum))
            .then(|| {
                at(
                    WRONG_KIND,
                    format!(
                        "an identifier of a resource must be a string, but `{name}` is {found}"
                    ),
                )
            }),
        _ => None,
    }
}

fn deprecated(
    context: &Context<'_>,
    subject: Subject<'_>,
    relationship: &Relationship,
    target: &Shape,
    out: &mut Diagnostics,
) {
    use RelationshipKind as Kind;
    let Some(deprecation) = target.traits.get(known::DEPRECATED) else {
        return;
    };
    let what = match relationship.kind {
        Kind::MemberTarget => "a member targets a deprecated shape",
        Kind::Resource => "a deprecated resource is bound",
        Kind::Operation => "a deprecated operation is bound",
        Kind::Identifier => "an identifier targets a deprecated shape",
        Kind::Property => "a property targets a deprecated shape",
        Kind::Input => "the input is a deprecated shape",
        Kind::Output => "the output is a deprecated shape",
        Kind::Error => "an error is a deprecated shape",
        Kind::Mixin => "a deprecated mixin is used",
        _ => return,
    };
    let name = target.id.relative();
    let mut report = DEPRECATED
        .at(relationship.span, format!("{what}, `{name}`"))
        .event(format!("DeprecatedShape.{}", target.id))
        .shape(subject.id())
        .here("deprecated");
    if let Some(message) = deprecation.value.get_str("message") {
        report = report.note(message.to_owned());
    }
    if let Some(since) = deprecation.value.get_str("since") {
        report = report.note(format!("deprecated since {since}"));
    }
    out.push(context.label(report, deprecation.span, "deprecated here"));
}

fn defined_here(context: &Context<'_>, report: Diagnostic, target: &Shape) -> Diagnostic {
    let name = target.id.relative();
    context.label(
        report,
        target.name_span,
        format!("`{name}` is defined here"),
    )
}
