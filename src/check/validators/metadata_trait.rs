//! `MetadataTrait` and `TypedMetadata`: metadata whose type a shape with `@metadata` defines.

use indexmap::IndexMap;

use crate::check::Context;
use crate::check::context::ticked;
use crate::diag::{Code, Diagnostics};
use crate::knowledge::Subject;
use crate::name::known;
use crate::values::{Features, Purpose};

const RESERVED: Code = Code::error("reserved-metadata", "MetadataTrait");
const TWICE: Code = Code::error("metadata-defined-twice", "MetadataTrait");

/// The keys that the specification itself gives a meaning, without a shape for them.
const RESERVED_KEYS: [&str; 3] = ["severityOverrides", "suppressions", "validators"];

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    let mut definitions: IndexMap<&str, Vec<Subject<'_>>> = IndexMap::new();
    for subject in context.graph.subjects_with(known::METADATA) {
        let key = subject.traits().value(known::METADATA);
        if let Some(key) = key.and_then(|value| value.get_str("key")) {
            definitions.entry(key).or_default().push(subject);
        }
    }
    for (key, subjects) in definitions {
        if RESERVED_KEYS.contains(&key) {
            reserved(context, key, &subjects, out);
        } else if subjects.len() > 1 {
            twice(context, key, &subjects, out);
        }
        if let [only] = subjects[..] {
            values(context, key, only, out);
        }
    }
}

fn reserved(context: &Context<'_>, key: &str, subjects: &[Subject<'_>], out: &mut Diagnostics) {
    for subject in subjects {
        let Some(applied) = subject.traits().get(known::METADATA) else {
            continue;
        };
        out.push(
            RESERVED
                .at(
                    context.head(applied),
                    format!("the type of the metadata `{key}` cannot be defined"),
                )
                .shape(subject.id())
                .here("defines it")
                .note("the specification itself gives this metadata its meaning"),
        );
    }
}

fn twice(context: &Context<'_>, key: &str, subjects: &[Subject<'_>], out: &mut Diagnostics) {
    for (at, subject) in subjects.iter().enumerate() {
        let Some(applied) = subject.traits().get(known::METADATA) else {
            continue;
        };
        let others = || {
            let other = subjects.iter().enumerate().filter(move |(i, _)| *i != at);
            other.map(|(_, other)| other)
        };
        let mut report = TWICE
            .at(
                context.head(applied),
                format!(
                    "the metadata `{key}` has more than one type: `{}`, and {} as well",
                    subject.id().relative(),
                    ticked(others().map(|other| other.id().relative()))
                ),
            )
            .shape(subject.id())
            .here("defines its type");
        for other in others() {
            report = context.label(report, other.name_span(), "defines it too");
        }
        // Every definition has its event; a person needs to hear of it once.
        out.push(if at == 0 { report } else { report.echo() });
    }
}

fn values(context: &Context<'_>, key: &str, subject: Subject<'_>, out: &mut Diagnostics) {
    let Some(metadata) = context.model.metadata.get(key) else {
        return;
    };
    let event = format!("TypedMetadata.{key}");
    let what = format!("the metadata `{key}`");
    let purpose = Purpose::new(&event, None, &what).features(Features {
        base64_blobs: true,
        zero_range_warns: true,
        ..Features::default()
    });
    context
        .fit()
        .check(&metadata.value, subject.id(), &purpose, out);
}
