//! Validators that the model's metadata asks for.
//!
//! Reads `metadata validators` (specification: "Model validation", validators), makes the linter of
//! each definition, and passes what it finds on under the id, severity and message that the
//! definition gives, as far as its namespaces and its selector let it through.

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::diag::{Code, Diagnostic, Diagnostics, Severity, nearest};
use crate::model::Model;
use crate::name::ShapeId;
use crate::node::Node;
use crate::text::{SourceMap, Span, Symbol};

use super::Context;
use super::chooser::Chooser;
use super::context::SHARED_FROM;
use super::settings::{Read, Settings, respelled, shortened};
use super::validators::linters::{LINTERS, Lint, Linter};

const MALFORMED: Code = Code::error("malformed-validator", "Model");
const CONFIGURATION: Code = Code::error("validator-configuration", "Model");
const MANY: Code = Code::error("too-many-reports", "Model");
const CROWD: Code = Code::error("too-many-validators", "Model");
const UNKNOWN: Code = Code::warning("unknown-validator", "UnknownValidator");

const PROPERTIES: [&str; 7] = [
    "name",
    "id",
    "message",
    "severity",
    "namespaces",
    "selector",
    "configuration",
];

/// Every report carries the id, so a long one for a large model fills the memory.
const ID_LIMIT: usize = 1024;

/// How many bytes the messages of one definition may have together; later reports have the
/// linter's own message.
const MESSAGES_LIMIT: usize = 16 << 20;

/// How many reports all definitions of a model may make together, or many that each report every
/// shape fill the memory. The largest real models have some fifty thousand members.
const REPORTS_LIMIT: usize = 1_000_000;

/// How many definitions run before their reports are counted.
const AT_ONCE: usize = 16;

/// How many shapes and members all definitions of a model may look at together. Each looks at every
/// one; eight hundred definitions for the largest real model are within it.
const LOOKS_LIMIT: usize = 50_000_000;

/// The validators of a model's metadata.
#[derive(Default)]
pub(super) struct Configured {
    /// The definitions that make sense, in the order of the metadata.
    definitions: Vec<Definition>,
    /// Where they stand.
    span: Option<Span>,
    /// How many reports they may make before no more of them are run.
    reports: usize,
}

/// One entry of the metadata.
struct Definition {
    /// Unless it is the name of the linter.
    id: Option<Box<str>>,
    message: Option<Message>,
    severity: Option<Severity>,
    namespaces: FxHashSet<Symbol>,
    selector: Option<Chooser>,
    lint: Box<dyn Lint>,
}

/// What to say instead of what the linter says.
struct Message {
    text: Box<str>,
    /// How often it repeats what the linter says.
    holes: usize,
}

/// Stands for what the linter says.
const HOLE: &str = "{super}";

impl Configured {
    /// Reads the metadata; definitions that make no sense are reported and left out.
    pub fn read(model: &Model, sources: &SourceMap, out: &mut Diagnostics) -> Self {
        let Some(metadata) = model.metadata.get("validators") else {
            return Self::default();
        };
        let Some(elements) = metadata.value.as_array() else {
            out.push(
                MALFORMED
                    .at(
                        metadata.value.span,
                        "the metadata `validators` must be a list of objects",
                    )
                    .here(format!("this is {}", metadata.value.describe())),
            );
            return Self::default();
        };
        let mut definitions = Vec::new();
        for element in elements {
            match define(element, sources, out) {
                Ok(definition) => definitions.extend(definition),
                Err(report) => out.push(*report),
            }
        }
        let subjects = model.shapes.values().map(|shape| 1 + shape.members.len());
        let allowed = LOOKS_LIMIT / subjects.sum::<usize>().max(1);
        if definitions.len() > allowed {
            let message = format!("more than {allowed} validators for a model of this size");
            let report = CROWD.at(metadata.value.span, message);
            out.push(report.here("the others are not run"));
            definitions.truncate(allowed);
        }
        Self {
            definitions,
            span: Some(metadata.value.span),
            reports: REPORTS_LIMIT,
        }
    }

    /// Runs them all, several at once where the model is large. The reports come in the order of
    /// the metadata either way.
    pub fn run(&self, context: &Context<'_>, out: &mut Diagnostics) {
        let run = |definition: &Definition| {
            let mut found = Diagnostics::new();
            definition.run(context, &mut found);
            found
        };
        let before = out.made();
        for (number, some) in self.definitions.chunks(AT_ONCE).enumerate() {
            if context.model.shapes.len() < SHARED_FROM {
                some.iter().for_each(|one| out.absorb(run(one)));
            } else {
                let found: Vec<Diagnostics> = some.par_iter().with_max_len(1).map(run).collect();
                found.into_iter().for_each(|found| out.absorb(found));
            }
            let left = self
                .definitions
                .len()
                .saturating_sub((number + 1) * AT_ONCE);
            if let Some(span) = self
                .span
                .filter(|_| out.made() - before > self.reports && left > 0)
            {
                let message = format!("these validators report more than {} times", self.reports);
                let report = MANY.at(span, message);
                out.push(report.here(format!("the last {left} are not run")));
                break;
            }
        }
    }
}

/// The definition in a node; `None` where no linter has its name.
fn define(node: &Node, sources: &SourceMap, out: &mut Diagnostics) -> Read<Option<Definition>> {
    let mut settings = Settings::new(node, MALFORMED, "an entry of `validators`", sources)?;
    settings.check_properties(&PROPERTIES);
    let name = settings.expect_text("name")?;
    settings.rename(format!("the validator `{}`", shortened(name.text)));
    let id = settings.text("id")?;
    let message = settings.text("message")?;
    let severity = settings.one_of(
        "severity",
        &[
            ("NOTE", Severity::Note),
            ("WARNING", Severity::Warning),
            ("DANGER", Severity::Danger),
        ],
    )?;
    let namespaces = settings.texts("namespaces")?.unwrap_or_default();
    let configuration = settings.get("configuration");
    if let Some(node) = configuration.filter(|node| node.as_object().is_none()) {
        return Err(Box::new(
            settings
                .error(
                    node.span,
                    format!("`configuration` of {} must be an object", settings.owner()),
                )
                .here(format!("this is {}", node.describe())),
        ));
    }
    let selector = settings.selector("selector")?;
    if let Some(id) = id.filter(|id| id.text.len() > ID_LIMIT) {
        let message = format!("the id of a validator has at most {ID_LIMIT} bytes");
        return Err(Box::new(settings.error(id.span, message).here("too long")));
    }
    out.append(&mut settings.asides);
    let Some(linter) = LINTERS.iter().find(|linter| linter.name == name.text) else {
        out.push(unknown(node, name.text, sources));
        return Ok(None);
    };
    let owner = format!("the validator `{}`", linter.name);
    let mut settings = match configuration {
        Some(configuration) => Settings::new(configuration, CONFIGURATION, owner, sources)?,
        None => Settings::none(node.span, CONFIGURATION, owner, sources),
    };
    let lint = make(linter, &mut settings, node)?;
    out.append(&mut settings.asides);
    Ok(Some(Definition {
        id: id
            .filter(|id| id.text != name.text)
            .map(|id| id.text.into()),
        message: message.map(|message| Message {
            text: message.text.into(),
            holes: message.text.matches(HOLE).count(),
        }),
        severity,
        namespaces: namespaces
            .iter()
            .map(|one| Symbol::intern(one.text))
            .collect(),
        selector,
        lint,
    }))
}

fn make(linter: &Linter, settings: &mut Settings<'_>, node: &Node) -> Read<Box<dyn Lint>> {
    let lint = (linter.make)(settings, node.span)?;
    settings.check_properties(linter.properties);
    Ok(lint)
}

fn unknown(node: &Node, name: &str, sources: &SourceMap) -> Diagnostic {
    let span = node.get("name").map_or(node.span, |value| value.span);
    let report = UNKNOWN
        .at(span, format!("there is no validator `{}`", shortened(name)))
        .event(format!("UnknownValidator_{name}"))
        .here("not known here")
        .event_at(node.span);
    let names = LINTERS.iter().map(|linter| linter.name);
    match nearest(name, names).first() {
        Some(meant) => match respelled(sources, span, meant) {
            Some(fix) => report.fix(fix),
            None => report.help(format!("did you mean `{meant}`?")),
        },
        None => report
            .note("a validator that is written in another language can only be run by a tool that has it")
            .help(format!(
                "suppress `UnknownValidator_{}` in the metadata if that is meant",
                shortened(name)
            )),
    }
}

impl Definition {
    /// Adds what its linter finds, as far as it is wanted.
    fn run(&self, context: &Context<'_>, out: &mut Diagnostics) {
        let mut found = Diagnostics::new();
        if let Err(report) = self.lint.run(context, &mut found) {
            out.push(*report);
            return;
        }
        found.retain(|report| self.is_wanted(context, report));
        if let Some(selector) = &self.selector {
            let shapes: Vec<ShapeId> = found.iter().filter_map(|report| report.shape).collect();
            match selector.among(context, &shapes) {
                Ok(chosen) => {
                    let chosen: FxHashSet<ShapeId> = chosen.into_iter().collect();
                    found.retain(|one| one.shape.is_none_or(|shape| chosen.contains(&shape)));
                }
                Err(report) => {
                    out.push(*report);
                    return;
                }
            }
        }
        hush_copies(context, &mut found);
        let mut allowance = MESSAGES_LIMIT;
        out.extend(
            found
                .into_iter()
                .map(|one| self.rename(one, &mut allowance)),
        );
    }

    fn is_wanted(&self, context: &Context<'_>, report: &Diagnostic) -> bool {
        report.shape.is_none_or(|shape| {
            !context.is_bundled(shape)
                && (self.namespaces.is_empty() || self.namespaces.contains(&shape.namespace))
        })
    }

    /// Gives a report the id, the severity and the message of the definition.
    fn rename(&self, mut report: Diagnostic, allowance: &mut usize) -> Diagnostic {
        if let Some(id) = &self.id {
            let below = report.id.find('.').and_then(|at| report.id.get(at..));
            report.id = format!("{id}{}", below.unwrap_or("")).into();
        }
        if let Some(severity) = self.severity {
            report.severity = severity;
        }
        if let Some(message) = &self.message {
            let filled = message.holes.saturating_mul(report.message.len());
            let length = message.text.len() + filled;
            if length <= *allowance {
                *allowance -= length;
                report.message = one_line(&message.text.replace(HOLE, &report.message));
            }
        }
        report
    }
}

/// A member that a mixin brings is told of for every shape that has it; for people once, at the
/// place where all of them are written.
fn hush_copies(context: &Context<'_>, found: &mut Diagnostics) {
    let is_copy = |report: &Diagnostic| {
        let member = report.shape.filter(|id| id.is_member());
        let member = member.and_then(|id| context.model.member(id));
        member.is_some_and(|member| !member.local)
    };
    let copies: Vec<bool> = found.iter().map(is_copy).collect();
    if !copies.contains(&true) {
        return;
    }
    let told = found.iter().zip(&copies).filter(|(_, copy)| !**copy);
    let mut told: FxHashSet<(&str, Option<Span>)> =
        told.map(|(report, _)| (report.code, report.span)).collect();
    for (report, _) in found.iter_mut().zip(copies).filter(|(_, copy)| *copy) {
        if !told.insert((report.code, report.span)) {
            report.echo = true;
        }
    }
}

/// A message on one line: text blocks break theirs where the model's author has no more room.
fn one_line(message: &str) -> String {
    let lines = message.lines().map(str::trim);
    let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    lines.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load;
    use crate::text::Origin;

    #[test]
    fn reports_are_bounded() {
        let entry = r#"{ name: "EmitEachSelector", configuration: { selector: "string" } }"#;
        let entries = entry.repeat(3 * AT_ONCE);
        let text = format!(
            "$version: \"2\"\nmetadata validators = [{entries}]\nnamespace a\nstring A\nstring B\n"
        );
        let mut sources = SourceMap::new();
        let file = sources.add("a.smithy", text.as_str(), Origin::User);
        let (model, _) = load::load(&mut sources, &[file], &load::Options::default());
        let mut found = Diagnostics::new();
        let mut configured = Configured::read(&model, &sources, &mut found);
        configured.reports = 3 * AT_ONCE;
        configured.run(&Context::new(&model, &sources), &mut found);
        let codes: Vec<&str> = found.iter().map(|report| report.code).collect();
        let (last, matches) = codes.split_last().unwrap();
        assert_eq!(
            (*last, matches.len()),
            ("too-many-reports", 2 * 2 * AT_ONCE)
        );
    }

    #[test]
    fn definitions_are_bounded() {
        let entries = "{ name: \"UnreferencedShape\" }".repeat(LOOKS_LIMIT / 1000);
        let text = format!("$version: \"2\"\nmetadata validators = [{entries}]\nnamespace a\n");
        let shapes: String = (0..1100).map(|i| format!("string S{i}\n")).collect();
        let mut sources = SourceMap::new();
        let file = sources.add("a.smithy", (text + &shapes).as_str(), Origin::User);
        let (model, _) = load::load(&mut sources, &[file], &load::Options::default());
        let mut found = Diagnostics::new();
        Configured::read(&model, &sources, &mut found);
        let codes: Vec<&str> = found.iter().map(|report| report.code).collect();
        assert_eq!(codes, ["too-many-validators"]);
    }

    #[test]
    fn messages_stand_on_one_line() {
        assert_eq!(one_line("\n  No, \r\n  not this.\n"), "No, not this.");
    }
}
