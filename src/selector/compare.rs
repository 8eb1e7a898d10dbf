//! Comparators. (Specification: "Selectors", comparisons.)

use std::borrow::Cow;
use std::cmp::Ordering;

use rustc_hash::FxHashSet;

use super::attribute::{BYTES_A_STEP, Scope, Value};
use super::decimal;
use super::tree::Comparator;

/// What a comparison costs, in shapes looked at.
const COMPARISON_COST: usize = 4;

/// What getting a text costs.
const TEXT_COST: usize = 4;

/// What looking for one text in another costs.
const SEARCH_COST: usize = 4;

/// Whether a value stands in the relation of a comparator to any of `right`. A projection does
/// where any value in it does, but for the comparators of projections. Linear in all that is
/// compared; only for `^=`, `$=` and `*=` every value on the left may meet every one on the right.
pub(super) fn compare(
    left: &Value<'_>,
    comparator: Comparator,
    right: &[Value<'_>],
    insensitive: bool,
    scope: &Scope<'_, '_>,
) -> bool {
    scope.spend(COMPARISON_COST);
    match comparator {
        Comparator::Exists => {
            let wanted = is_true(left.is_present());
            return right.iter().any(|right| right.text() == wanted);
        }
        Comparator::SameSet
        | Comparator::OtherSet
        | Comparator::Subset
        | Comparator::ProperSubset => {
            return right.iter().any(|right| {
                !scope.is_spent() && sets(left, comparator, right, insensitive, scope)
            });
        }
        _ => {}
    }
    let left = texts(left, insensitive, scope);
    if left.is_empty() {
        return false;
    }
    let right: Vec<Cow<'_, str>> = right
        .iter()
        .flat_map(|right| texts(right, insensitive, scope))
        .collect();
    match comparator {
        Comparator::NotEqual => differ(&left, &right),
        Comparator::StartsWith => any_pair(&left, &right, scope, |a, b| a.starts_with(b)),
        Comparator::EndsWith => any_pair(&left, &right, scope, |a, b| a.ends_with(b)),
        Comparator::Contains => any_pair(&left, &right, scope, |a, b| a.contains(b)),
        // Some number on the left is greater than some on the right where the greatest is greater
        // than the least.
        Comparator::Greater => extremes(&left, &right).is_some_and(Ordering::is_gt),
        Comparator::AtLeast => extremes(&left, &right).is_some_and(Ordering::is_ge),
        Comparator::Less => extremes(&right, &left).is_some_and(Ordering::is_gt),
        Comparator::AtMost => extremes(&right, &left).is_some_and(Ordering::is_ge),
        _ => share_one(&left, &right),
    }
}

/// `true` or `false`.
pub(super) fn is_true(value: bool) -> &'static str {
    if value { "true" } else { "false" }
}

/// The texts of what is present.
fn texts<'v>(value: &'v Value<'_>, insensitive: bool, scope: &Scope<'_, '_>) -> Vec<Cow<'v, str>> {
    let text = |value: &'v Value<'_>| {
        if scope.is_spent() {
            return Cow::Borrowed("");
        }
        let text = value.text();
        scope.spend(TEXT_COST + text.len() / BYTES_A_STEP);
        if insensitive {
            Cow::Owned(text.to_lowercase())
        } else {
            text
        }
    };
    match value {
        Value::Many(values) => values
            .iter()
            .filter(|value| value.is_present())
            .map(text)
            .collect(),
        value if value.is_present() => vec![text(value)],
        _ => Vec::new(),
    }
}

fn share_one(left: &[Cow<'_, str>], right: &[Cow<'_, str>]) -> bool {
    let (small, large) = if left.len() < right.len() {
        (left, right)
    } else {
        (right, left)
    };
    match small {
        [] => false,
        [only] => large.contains(only),
        _ => {
            let small: FxHashSet<&str> = small.iter().map(|text| &**text).collect();
            large.iter().any(|text| small.contains(&**text))
        }
    }
}

/// Whether any text on the left differs from any on the right.
fn differ(left: &[Cow<'_, str>], right: &[Cow<'_, str>]) -> bool {
    let (Some(first), Some(other)) = (left.first(), right.first()) else {
        return false;
    };
    left.iter().any(|text| text != other) || right.iter().any(|text| text != first)
}

fn any_pair(
    left: &[Cow<'_, str>],
    right: &[Cow<'_, str>],
    scope: &Scope<'_, '_>,
    holds: fn(&str, &str) -> bool,
) -> bool {
    left.iter().any(|left| {
        right.iter().any(|right| {
            scope.spend(SEARCH_COST + (left.len() + right.len()) / BYTES_A_STEP);
            !scope.is_spent() && holds(left, right)
        })
    })
}

/// How the greatest number of one side compares with the least of the other; `None` where either
/// side has no number.
fn extremes(greatest: &[Cow<'_, str>], least: &[Cow<'_, str>]) -> Option<Ordering> {
    let greatest = extreme(greatest, Ordering::Greater)?;
    let least = extreme(least, Ordering::Less)?;
    decimal::compare(greatest, least)
}

fn extreme<'t>(texts: &'t [Cow<'_, str>], wanted: Ordering) -> Option<&'t str> {
    let numbers = texts.iter().map(|text| &**text);
    let numbers = numbers.filter(|text| decimal::is_number(text));
    numbers.reduce(|best, text| {
        if decimal::compare(text, best) == Some(wanted) {
            text
        } else {
            best
        }
    })
}

/// The comparators of projections. They hold between projections only, but for `{!=}`, which holds
/// wherever `{=}` does not.
fn sets(
    left: &Value<'_>,
    comparator: Comparator,
    right: &Value<'_>,
    insensitive: bool,
    scope: &Scope<'_, '_>,
) -> bool {
    let (Value::Many(left_values), Value::Many(right_values)) = (left, right) else {
        return comparator == Comparator::OtherSet;
    };
    // A `null` equals nothing, so a projection that holds one is part of no other.
    let whole = |values: &[Value<'_>]| values.iter().all(Value::is_present);
    let left_texts = texts(left, insensitive, scope);
    let right_texts = texts(right, insensitive, scope);
    let left_set: FxHashSet<&str> = left_texts.iter().map(|text| &**text).collect();
    let right_set: FxHashSet<&str> = right_texts.iter().map(|text| &**text).collect();
    let within = whole(left_values) && left_set.is_subset(&right_set);
    let around = whole(right_values) && right_set.is_subset(&left_set);
    match comparator {
        Comparator::Subset => within,
        Comparator::ProperSubset => within && !around,
        Comparator::OtherSet => !(within && around),
        _ => within && around,
    }
}
