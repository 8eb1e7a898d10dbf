//! `TraitValue`: every value of a trait fits the trait's definition.
//!
//! The reference reads traits of known packages into objects while it loads them: for those a
//! value of the wrong kind is an error of loading, with the event id `Model`, and stops everything
//! else. [`unreadable`] runs first for that reason; [`run`] reports the rest.

use crate::check::Context;
use crate::check::context::{Later, for_each, trait_name};
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::knowledge::Subject;
use crate::model::{AppliedTrait, TraitSource};
use crate::name::{ShapeId, known};
use crate::values::{Fit, Purpose};

/// What is wrong with the values of all traits.
pub(in crate::check) struct Values {
    unreadable: Diagnostics,
    unfit: Diagnostics,
}

/// Finds everything at once; the two validators hand out their parts.
pub(in crate::check) fn find(context: &Context<'_>) -> Values {
    let fit = context.fit();
    let mut found = Diagnostics::new();
    let subjects: Vec<Subject<'_>> = context.subjects().collect();
    for_each(&subjects, &mut found, |subject, found| {
        for applied in subject.traits() {
            // A trait that a mixin brings was checked where it is written.
            if applied.source != TraitSource::Mixin {
                check(context, &fit, subject, applied, found);
            }
        }
    });
    let (unreadable, mut unfit): (Diagnostics, Diagnostics) = found
        .into_iter()
        .partition(|report| report.id == "Model" && report.severity == Severity::Error);
    if !unfit.is_empty() {
        handed_on(context, &fit, &subjects, &mut unfit);
    }
    Values { unreadable, unfit }
}

/// Adds, for machines, the reports of the traits that shapes have from mixins.
fn handed_on(
    context: &Context<'_>,
    fit: &Fit<'_, '_>,
    subjects: &[Subject<'_>],
    out: &mut Diagnostics,
) {
    let mark = out.len();
    for_each(subjects, out, |subject, found| {
        for applied in subject.traits() {
            if applied.source == TraitSource::Mixin {
                check(context, fit, subject, applied, found);
            }
        }
    });
    for again in out.iter_mut().skip(mark) {
        again.echo = true;
    }
}

fn check(
    context: &Context<'_>,
    fit: &Fit<'_, '_>,
    subject: &Subject<'_>,
    applied: &AppliedTrait,
    found: &mut Diagnostics,
) {
    let Some(definition) = context.model.shape(applied.id) else {
        return;
    };
    let what = Later(|| format!("`{}`", trait_name(applied.id)));
    let known = context.sources.is_bundled(definition.name_span);
    let mut purpose = Purpose::new("TraitValue", subject.id(), &what);
    if known {
        purpose.structural_event = "Model";
    }
    let mark = found.len();
    fit.check(&applied.value, applied.id, &purpose, found);
    if known {
        for report in found.iter_mut().skip(mark) {
            if is_read(applied.id, report.code) {
                report.id = "Model".into();
            }
        }
        // The reference gives up at the first value that it cannot read, and then checks none.
        let unreadable = |report: &Diagnostic| report.id == "Model";
        if found.iter().skip(mark).any(unreadable) {
            let mut first = true;
            for report in found.iter_mut().skip(mark) {
                report.beyond = !(first && unreadable(report));
                first &= !unreadable(report);
            }
        }
    }
}

/// Whether the reference finds a broken constraint already when it reads a trait of the prelude.
fn is_read(id: ShapeId, code: &str) -> bool {
    let has_enums = [
        known::HTTP_API_KEY_AUTH,
        known::TRAIT,
        known::TRAIT_VALIDATORS,
    ];
    match code {
        "value-not-in-enum" => has_enums.contains(&id),
        "value-length" => id == known::ENUM,
        _ => false,
    }
}

/// Values of known traits that cannot be read at all.
pub(super) fn unreadable(context: &Context<'_>, out: &mut Diagnostics) {
    let values = context.trait_values();
    out.extend(values.iter().flat_map(|one| one.unreadable.iter().cloned()));
}

/// Values that break a constraint, and all values of the user's own traits.
pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    let values = context.trait_values();
    out.extend(values.iter().flat_map(|one| one.unfit.iter().cloned()));
}

/// Whether the value of a trait cannot be read for a reason that is reported here.
pub(super) fn is_unreadable(context: &Context<'_>, applied: &AppliedTrait) -> bool {
    let whole = applied.value.span;
    let values = context.trait_values();
    values.iter().flat_map(|one| &one.unreadable).any(|report| {
        report.span.is_some_and(|span| {
            span.file == whole.file && whole.start <= span.start && span.end <= whole.end
        })
    })
}
