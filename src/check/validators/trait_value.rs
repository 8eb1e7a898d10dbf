//! `TraitValue`: every value of a trait fits the trait's definition.
//!
//! The reference reads traits of known packages into objects while it loads them: for those a
//! value of the wrong kind is an error of loading, with the event id `Model`, and stops everything
//! else. [`unreadable`] runs first for that reason; [`run`] reports the rest.

use crate::check::Context;
use crate::check::context::{for_each, trait_name};
use crate::diag::{Diagnostics, Severity};
use crate::knowledge::Subject;
use crate::values::Purpose;

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
            let Some(definition) = context.model.shape(applied.id) else {
                continue;
            };
            // A trait that a mixin brings was checked where it is written.
            if applied.source == crate::model::TraitSource::Mixin {
                continue;
            }
            let what = format!("`{}`", trait_name(applied.id));
            let known = context.sources.is_bundled(definition.name_span);
            let mut purpose = Purpose::new("TraitValue", subject.id(), &what);
            if known {
                purpose.structural_event = "Model";
            }
            fit.check(&applied.value, applied.id, &purpose, found);
        }
    });
    let (unreadable, unfit) = found
        .into_iter()
        .partition(|report| report.id == "Model" && report.severity == Severity::Error);
    Values { unreadable, unfit }
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
