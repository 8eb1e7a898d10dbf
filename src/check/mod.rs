//! Checks: what is wrong with a model as a whole.
//!
//! Holds the validators (one file each under `validators/`), the order in which they run, and the
//! suppressions that a model makes of their reports. A validator reads the model through a
//! [`Context`] and adds diagnostics; it changes nothing, asks no file and knows no other validator.
//! Nothing is reported about the shapes of bundled packages, and what `load` could not resolve is
//! skipped, so that one mistake gives one report.

mod chooser;
mod configured;
mod context;
mod expressions;
mod mending;
mod settings;
mod suppressions;
mod validators;
mod xml;

use configured::Configured;
pub use context::Context;
use context::SHARED_FROM;
use suppressions::Suppressions;
use validators::{Phase, VALIDATORS, Validator};

use rayon::prelude::*;

use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::model::{AppliedTrait, Model, TraitSource};
use crate::name::ShapeType;
use crate::text::SourceMap;

/// Checks a model that loaded without errors. See [`check_loaded`].
pub fn check(model: &Model, sources: &SourceMap) -> Diagnostics {
    check_loaded(model, sources, Diagnostics::new())
}

/// Checks a model after it was loaded with the reports `loaded`, and returns all reports: those of
/// loading first, with suppressed ones lowered to [`Severity::Suppressed`].
///
/// The validators of one phase run at once; the phases run one after the other, and a later one
/// only when the earlier ones found no error: whether labels of URIs have members means little while the members' targets do not exist. An
/// error of loading stops everything but the reading of traits, except for an unresolved target,
/// after which targets are still checked. Beside an error for which the reference checks no targets at all, an unresolved target is
/// a report for people only.
pub fn check_loaded(model: &Model, sources: &SourceMap, loaded: Diagnostics) -> Diagnostics {
    let mut suppressions = Suppressions::read(model, sources);
    let mut all = loaded;
    let mut metadata = suppressions.take_reports();
    let configured = Configured::read(model, sources, &mut metadata);
    let last = last_phase(&all);
    // The reference reads traits while it loads, whatever else is wrong, and metadata after.
    let mut unread = last == Phase::Reading;
    let refused = metadata.iter().any(|one| one.severity == Severity::Error);
    let last = if refused {
        last.min(Phase::Correctness)
    } else {
        last
    };
    let mut whole = false;
    let context = Context::new(model, sources);
    if last > Phase::Reading {
        context.prepare();
    }
    for phase in Phase::ALL {
        if phase > last {
            break;
        }
        let mut found = run_phase(&context, phase, &configured);
        whole = phase == Phase::LAST;
        // A shape of a package may be wrong where the user's model uses it, but not by itself.
        found.retain(|report| {
            let bundled = report.shape.is_some_and(|shape| context.is_bundled(shape));
            !bundled || report.span.is_some_and(|span| !sources.is_bundled(span))
        });
        for report in &mut found {
            inherited(model, report);
        }
        let stop = found.any_from(Severity::Error);
        all.absorb(found);
        unread |= stop && phase == Phase::Reading;
        if stop {
            break;
        }
    }
    for report in &mut metadata {
        report.beyond |= unread;
    }
    all.absorb(metadata);
    for report in &mut all {
        report.beyond |= unread && is_target(report);
        suppressions.apply(report);
    }
    if whole {
        suppressions.unused(sources, &mut all);
    }
    mending::finish(sources, &mut all);
    all.tell_dropped();
    all
}

/// The names of all validators, each once, in the order of the registry. For benchmarks.
#[doc(hidden)]
pub fn validators() -> impl Iterator<Item = &'static str> {
    VALIDATORS.iter().map(|validator| validator.name)
}

/// Runs one validator, whatever the others would find; nothing where none has that name. For
/// benchmarks: what a person is told comes from [`check`].
#[doc(hidden)]
pub fn run_alone(name: &str, context: &Context<'_>) -> Option<Diagnostics> {
    let validator = VALIDATORS.iter().find(|one| one.name == name)?;
    let mut found = Diagnostics::new();
    (validator.run)(context, &mut found);
    Some(found)
}

/// What runs in a phase.
enum Task<'c> {
    Validator(&'c Validator),
    Configured(&'c Configured),
}

/// Runs the validators of a phase, at once where the model is large; those that the metadata asks
/// for come with the last. The reports come in the order of the registry either way.
fn run_phase(context: &Context<'_>, phase: Phase, configured: &Configured) -> Diagnostics {
    let validators = VALIDATORS.iter().filter(|one| one.phase == phase);
    let configured = (phase == Phase::LAST).then_some(configured);
    let tasks: Vec<Task<'_>> = validators
        .map(Task::Validator)
        .chain(configured.map(Task::Configured))
        .collect();
    let run = |task: &Task<'_>| {
        let mut found = Diagnostics::new();
        match task {
            Task::Validator(validator) => (validator.run)(context, &mut found),
            Task::Configured(configured) => configured.run(context, &mut found),
        }
        found
    };
    let found: Vec<Diagnostics> = if context.model.shapes.len() < SHARED_FROM {
        tasks.iter().map(run).collect()
    } else {
        // One by one, since their costs differ by orders of magnitude.
        tasks.par_iter().with_max_len(1).map(run).collect()
    };
    let mut all = Diagnostics::new();
    found.into_iter().for_each(|found| all.absorb(found));
    all
}

/// The member that a list or map has from a mixin stands, for the reference, where the list or map
/// does, unless it has traits of its own; people are shown the member of the mixin.
fn inherited(model: &Model, report: &mut Diagnostic) {
    let Some(id) = report.shape.filter(|id| id.is_member()) else {
        return;
    };
    let (Some(shape), Some(member)) = (model.shape(id.root()), model.member(id)) else {
        return;
    };
    let kinds = [ShapeType::List, ShapeType::Set, ShapeType::Map];
    if member.local || !kinds.contains(&shape.shape_type) {
        return;
    }
    let own = |applied: &AppliedTrait| applied.source != TraitSource::Mixin;
    let event = report.event_span.or(report.span);
    let at_member = event.is_some_and(|event| event == member.name_span || event == member.span);
    if at_member && !member.traits.iter().any(own) {
        report.event_span = Some(shape.span);
    }
}

/// The last phase that makes sense after these reports.
fn last_phase(reports: &Diagnostics) -> Phase {
    if reports.worst_dropped() == Some(Severity::Error) {
        // Ten thousand mistakes before it are reason enough.
        return Phase::Reading;
    }
    let mut last = Phase::LAST;
    for report in reports {
        if report.severity != Severity::Error {
            continue;
        }
        if !is_target(report) {
            return Phase::Reading;
        }
        last = Phase::Correctness;
    }
    last
}

/// Whether it is one of the reports on targets, some of which come from loading.
fn is_target(report: &Diagnostic) -> bool {
    report.id == "Target" || report.id.starts_with("Target.")
}
