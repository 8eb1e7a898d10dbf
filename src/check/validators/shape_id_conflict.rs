//! `ShapeIdConflict`: no two ids differ in case only.

use rustc_hash::FxHashMap;

use crate::check::Context;
use crate::check::context::ticked;
use crate::diag::{Code, Diagnostics};
use crate::knowledge::Subject;

const CONFLICT: Code = Code::error("ids-differ-in-case", "ShapeIdConflict");

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    let mut same: FxHashMap<String, Vec<Subject<'_>>> = FxHashMap::default();
    for subject in Subject::all(context.model) {
        same.entry(subject.id().to_string().to_lowercase())
            .or_default()
            .push(subject);
    }
    let mut conflicts: Vec<Vec<Subject<'_>>> =
        same.into_values().filter(|ids| ids.len() > 1).collect();
    conflicts.sort_by_key(|ids| ids.first().map(|subject| subject.id()));
    for subjects in conflicts {
        for (at, subject) in subjects.iter().enumerate() {
            let id = subject.id();
            let others = subjects.iter().filter(|other| other.id() != id);
            let mut report = CONFLICT
                .at(
                    subject.name_span(),
                    format!(
                        "`{}` differs in case only from {}",
                        id.relative(),
                        ticked(others.clone().map(|other| other.id()))
                    ),
                )
                .shape(id)
                .here("differs in case only")
                .note("generated code and file systems may not tell the two apart")
                .help("rename one of them");
            for other in others.take(1) {
                report = context.label(report, other.name_span(), "the other one");
            }
            out.push(if at == 0 { report } else { report.echo() });
        }
    }
}
