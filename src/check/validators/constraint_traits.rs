//! `LengthTrait`, `RangeTrait` and `PatternTrait`: constraints that can be met and say what is
//! meant.

use crate::check::Context;
use crate::check::context::{article, trait_name};
use crate::diag::{Code, Diagnostics, Fix};
use crate::knowledge::Subject;
use crate::model::{AppliedTrait, TraitSource};
use crate::name::{ShapeType, known};
use crate::node::{Node, Number};

const NEGATIVE: Code = Code::error("negative-length", "LengthTrait");
const LENGTH_EMPTY: Code = Code::error("length-min-above-max", "LengthTrait");
const RANGE_EMPTY: Code = Code::error("range-min-above-max", "RangeTrait");
const NOT_WHOLE: Code = Code::error("range-not-whole", "RangeTrait");
const UNANCHORED: Code = Code::warning("pattern-not-anchored", "PatternTrait");

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for (subject, applied) in context.applied(known::LENGTH) {
        length(context, subject, applied, out);
    }
    for (subject, applied) in context.applied(known::RANGE) {
        range(context, subject, applied, out);
    }
    for (subject, applied) in context.applied(known::PATTERN) {
        pattern(context, subject, applied, out);
    }
}

fn bound<'n>(applied: &'n AppliedTrait, name: &str) -> Option<(&'n Node, &'n Number)> {
    let node = applied.value.get(name)?;
    Some((node, node.as_number()?))
}

fn length(
    context: &Context<'_>,
    subject: Subject<'_>,
    applied: &AppliedTrait,
    out: &mut Diagnostics,
) {
    let head = applied.span;
    for name in ["min", "max"] {
        if let Some((node, number)) = bound(applied, name)
            && number.as_i64().is_some_and(|value| value < 0)
        {
            let message = format!("`{name}` of `@length` must not be negative");
            let report = NEGATIVE
                .at(node.span, message)
                .here("negative")
                .event_at(head);
            out.push(report.shape(subject.id()));
        }
    }
    empty(context, subject, applied, LENGTH_EMPTY, out);
}

fn empty(
    context: &Context<'_>,
    subject: Subject<'_>,
    applied: &AppliedTrait,
    code: Code,
    out: &mut Diagnostics,
) {
    let (Some((min, low)), Some((max, high))) = (bound(applied, "min"), bound(applied, "max"))
    else {
        return;
    };
    let above = match (low.as_i64(), high.as_i64()) {
        (Some(low), Some(high)) => low > high,
        _ => low.as_f64() > high.as_f64(),
    };
    if above {
        let message = format!(
            "`min` of `{}` is greater than its `max`, so that no value fits",
            trait_name(applied.id)
        );
        let head = applied.span;
        let report = code
            .at(min.span, message)
            .here(format!("greater than {high}"))
            .event_at(head)
            .shape(subject.id());
        out.push(context.label(report, max.span, format!("less than {low}")));
    }
}

fn range(
    context: &Context<'_>,
    subject: Subject<'_>,
    applied: &AppliedTrait,
    out: &mut Diagnostics,
) {
    if let Some(target) = subject.target(context.model)
        && !matches!(
            target.shape_type,
            ShapeType::Float | ShapeType::Double | ShapeType::BigDecimal
        )
    {
        for name in ["min", "max"] {
            let Some((node, number)) = bound(applied, name) else {
                continue;
            };
            if !number.is_integer_literal() {
                let message = format!(
                    "`{name}` of `@range` must be a whole number on {}",
                    article(target.shape_type)
                );
                let head = applied.span;
                let report = NOT_WHOLE
                    .at(node.span, message)
                    .here("has a fraction")
                    .event_at(head);
                out.push(report.shape(subject.id()));
            }
        }
    }
    empty(context, subject, applied, RANGE_EMPTY, out);
}

fn pattern(
    context: &Context<'_>,
    subject: Subject<'_>,
    applied: &AppliedTrait,
    out: &mut Diagnostics,
) {
    let Some(pattern) = applied.value.as_str() else {
        return;
    };
    let (start, end) = (pattern.starts_with('^'), pattern.ends_with('$'));
    let missing = match (start, end) {
        (true, true) => return,
        (false, false) => "neither begins with `^` nor ends with `$`",
        (false, true) => "does not begin with `^`",
        (true, false) => "does not end with `$`",
    };
    let mut report = UNANCHORED
        .at(
            applied.value.span,
            format!("the pattern {missing}, so it matches any text that holds a match"),
        )
        .shape(subject.id())
        .here("not anchored")
        .help("anchor it: `^…$` demands that the whole text matches");
    if applied.source != TraitSource::Mixin {
        report.fixes.extend(anchor(context, applied, start, end));
    }
    out.push(report);
}

/// Anchors a pattern that means nothing else with anchors: an alternative would bind weaker.
fn anchor(context: &Context<'_>, applied: &AppliedTrait, start: bool, end: bool) -> Option<Fix> {
    let span = applied.value.span;
    let source = context.sources.slice(span);
    let inside = source.strip_prefix('"')?.strip_suffix('"')?;
    if inside.contains('|') || inside.starts_with("\"\"") {
        return None;
    }
    let text = format!(
        "\"{}{inside}{}\"",
        if start { "" } else { "^" },
        if end { "" } else { "$" }
    );
    Some(Fix::replace("anchor the pattern", span, text))
}
