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
mod settings;
mod suppressions;
mod validators;

use configured::Configured;
pub use context::Context;
use suppressions::Suppressions;
use validators::{Phase, VALIDATORS};

use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::model::Model;
use crate::text::SourceMap;

/// Checks a model that loaded without errors. See [`check_loaded`].
pub fn check(model: &Model, sources: &SourceMap) -> Diagnostics {
    check_loaded(model, sources, Vec::new())
}

/// Checks a model after it was loaded with the reports `loaded`, and returns all reports: those of
/// loading first, with suppressed ones lowered to [`Severity::Suppressed`].
///
/// The phases run one after the other, and a later one only when the earlier ones found no error:
/// whether labels of URIs have members means little while the members' targets do not exist. An
/// error of loading stops everything, but for an unresolved target, after which targets are still
/// checked. Beside an error for which the reference checks no targets at all, an unresolved target is
/// a report for people only.
pub fn check_loaded(model: &Model, sources: &SourceMap, loaded: Diagnostics) -> Diagnostics {
    let mut suppressions = Suppressions::read(model, sources);
    let mut all = loaded;
    let mut metadata = suppressions.take_reports();
    let configured = Configured::read(model, sources, &mut metadata);
    let mut last = last_phase(&all);
    let mut unread = last.is_none();
    let mut whole = false;
    let context = Context::new(model, sources);
    for phase in Phase::ALL {
        if last.is_none_or(|last| phase > last) {
            break;
        }
        let mut found = Vec::new();
        for validator in VALIDATORS.iter().filter(|one| one.phase == phase) {
            (validator.run)(&context, &mut found);
        }
        if phase == Phase::LAST {
            configured.run(&context, &mut found);
            whole = true;
        }
        // A shape of a package may be wrong where the user's model uses it, but not by itself.
        found.retain(|report| {
            let bundled = report.shape.is_some_and(|shape| context.is_bundled(shape));
            !bundled || report.span.is_some_and(|span| !sources.is_bundled(span))
        });
        let stop = found.iter().any(|one| one.severity == Severity::Error);
        all.extend(found);
        unread |= stop && phase == Phase::Reading;
        if stop {
            break;
        }
        if phase == Phase::Reading {
            // Beside wrong metadata, only targets are checked.
            if metadata.iter().any(|one| one.severity == Severity::Error) {
                last = Some(Phase::Correctness);
            }
            all.append(&mut metadata);
        }
    }
    // The reference does not come to the metadata of a model that it cannot read.
    all.extend(metadata.into_iter().map(Diagnostic::beyond));
    for report in &mut all {
        report.beyond |= unread && is_target(report);
        suppressions.apply(report);
    }
    if whole {
        suppressions.unused(sources, &mut all);
    }
    all
}

/// The last phase that makes sense after these reports; `None` where none does.
fn last_phase(reports: &Diagnostics) -> Option<Phase> {
    let mut last = Phase::LAST;
    for report in reports {
        if report.severity != Severity::Error {
            continue;
        }
        if !is_target(report) {
            return None;
        }
        last = Phase::Correctness;
    }
    Some(last)
}

/// Whether it is one of the reports on targets, some of which come from loading.
fn is_target(report: &Diagnostic) -> bool {
    report.id == "Target" || report.id.starts_with("Target.")
}
