//! `CamelCase`: names of shapes and members are in one style of camel case.

use std::cmp::Ordering;

use heck::{ToLowerCamelCase, ToUpperCamelCase};
use indexmap::{IndexMap, IndexSet};
use rustc_hash::{FxBuildHasher, FxHashSet};

use crate::check::Context;
use crate::check::settings::{Read, Settings};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::knowledge::{Subject, walk};
use crate::model::Shape;
use crate::name::{ShapeId, ShapeType, known};
use crate::text::{Span, Symbol};

use super::{DONE, Lint};

const SHAPE: Code = Code::danger("shape-name-case", "CamelCase");
const TRAIT: Code = Code::danger("trait-name-case", "CamelCase");
const MEMBER: Code = Code::danger("member-name-case", "CamelCase");

#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Upper,
    Lower,
}

impl Style {
    fn fits(self, name: &str) -> bool {
        let first = name.as_bytes().first();
        let begins = first.is_some_and(|first| match self {
            Self::Upper => first.is_ascii_uppercase(),
            Self::Lower => first.is_ascii_lowercase(),
        });
        begins && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
    }

    fn describe(self) -> &'static str {
        match self {
            Self::Upper => "upper camel case",
            Self::Lower => "lower camel case",
        }
    }

    /// What to call something instead.
    fn advice(self, name: &str) -> String {
        let better = match self {
            Self::Upper => name.to_upper_camel_case(),
            Self::Lower => name.to_lower_camel_case(),
        };
        if self.fits(&better) {
            return format!("call it `{better}`");
        }
        match self {
            Self::Upper => "write it like `FooBar`".to_owned(),
            Self::Lower => "write it like `fooBar`".to_owned(),
        }
    }
}

struct CamelCase {
    /// The style of members; `None` for the one that most have.
    members: Option<Style>,
}

pub(super) fn make(settings: &mut Settings<'_>, _: Span) -> Read<Box<dyn Lint>> {
    let choices = [
        ("auto", None),
        ("upper", Some(Style::Upper)),
        ("lower", Some(Style::Lower)),
    ];
    let members = settings.one_of("memberNames", &choices)?.flatten();
    Ok(Box::new(CamelCase { members }))
}

impl Lint for CamelCase {
    fn run(&self, context: &Context<'_>, out: &mut Diagnostics) -> Result<(), Box<Diagnostic>> {
        for shape in context.shapes() {
            check_shape(shape, out);
        }
        let mut seen: FxHashSet<ShapeId> = FxHashSet::default();
        let mut told: FxHashSet<(ShapeId, bool)> = FxHashSet::default();
        for service in context.of_type(ShapeType::Service) {
            let members = members_of(context, service);
            let scope = format!("the service `{}`", service.id);
            self.check_members(context, &members, &scope, &mut told, out);
            seen.extend(members);
        }
        let mut rest: IndexMap<Symbol, IndexSet<ShapeId, FxBuildHasher>, FxBuildHasher> =
            IndexMap::default();
        for subject in context.subjects() {
            if let Some(member) = subject.member()
                && !seen.contains(&member.id)
            {
                let members = rest.entry(member.id.namespace).or_default();
                members.insert(member.id);
            }
        }
        for (namespace, members) in &rest {
            let scope = format!("the namespace `{namespace}`");
            self.check_members(context, members, &scope, &mut told, out);
        }
        DONE
    }
}

/// The members in the closure of a service.
fn members_of(context: &Context<'_>, service: &Shape) -> IndexSet<ShapeId, FxBuildHasher> {
    let closure = walk(context.model, service.id, |_| true);
    closure.into_iter().filter(|id| id.is_member()).collect()
}

fn check_shape(shape: &Shape, out: &mut Diagnostics) {
    let name = shape.id.name.as_str();
    let (code, style, what) = if !shape.has_trait(known::TRAIT) {
        (SHAPE, Style::Upper, shape.shape_type.as_str())
    } else if shape.has_trait(known::AUTH_DEFINITION) || shape.has_trait(known::PROTOCOL_DEFINITION)
    {
        return;
    } else {
        (TRAIT, Style::Lower, "trait")
    };
    if !style.fits(name) {
        out.push(
            code.at(
                shape.name_span,
                format!(
                    "the name of the {what} `{name}` is not in {}",
                    style.describe()
                ),
            )
            .shape(shape.id)
            .here(format!("not in {}", style.describe()))
            .help(style.advice(name)),
        );
    }
}

impl CamelCase {
    fn check_members(
        &self,
        context: &Context<'_>,
        members: &IndexSet<ShapeId, FxBuildHasher>,
        scope: &str,
        told: &mut FxHashSet<(ShapeId, bool)>,
        out: &mut Diagnostics,
    ) {
        // Members of enums are in capitals by convention, those of lists and maps have no choice.
        let members: Vec<_> = members
            .iter()
            .filter_map(|id| {
                Subject::of(context.model, *id)?
                    .member()
                    .zip(context.model.shape(id.root()))
            })
            .filter(|(_, container)| {
                !matches!(
                    container.shape_type,
                    ShapeType::Enum
                        | ShapeType::IntEnum
                        | ShapeType::List
                        | ShapeType::Set
                        | ShapeType::Map
                )
            })
            .map(|(member, _)| member)
            .collect();
        let fitting = |style: Style| {
            let names = members.iter().map(|member| member.id.member.as_str());
            names.filter(|name| style.fits(name)).count()
        };
        let (upper, lower) = (fitting(Style::Upper), fitting(Style::Lower));
        let style = self.members.unwrap_or(if upper > lower {
            Style::Upper
        } else {
            Style::Lower
        });
        let why = match (self.members, upper.cmp(&lower)) {
            (Some(_), _) => format!(
                "the configuration of the validator wants {}",
                style.describe()
            ),
            (None, Ordering::Equal) => format!(
                "in {} neither style prevails, and then lower camel case is right",
                scope
            ),
            (None, _) => format!("most members in {} are in {}", scope, style.describe()),
        };
        for member in members {
            let name = member.id.member.as_str();
            if style.fits(name) {
                continue;
            }
            let report = MEMBER
                .at(
                    member.name_span,
                    format!("the member name `{name}` is not in {}", style.describe()),
                )
                .shape(member.id)
                .here(format!("not in {}", style.describe()))
                .help(style.advice(name));
            let report = report.note(&why);
            // A member of two services is wrong in both; one report says so to people.
            let again = !told.insert((member.id, style == Style::Upper));
            out.push(if again {
                repeated(report, scope)
            } else {
                report
            });
        }
    }
}

/// The same for another scope: with a message of its own, since equal reports are shown once.
fn repeated(mut report: Diagnostic, scope: &str) -> Diagnostic {
    report.message = format!("{}, nor as {scope} has it", report.message);
    report.echo()
}
