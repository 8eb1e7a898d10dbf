//! "Did you mean": the nearest known names.

/// The candidates that are near enough to `written` to be what was meant, best first, at most
/// three. A name counts as near when it differs in case only, or when at most a third of its
/// characters were changed, swapped, added or left out. Linear in the candidates.
pub fn nearest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let longest = written.chars().count();
    let allowed = (longest / 3).clamp(1, 4);
    let mut found: Vec<(usize, &str)> = candidates
        .into_iter()
        .filter(|candidate| {
            *candidate != written && candidate.len().abs_diff(written.len()) <= allowed * 4
        })
        .filter_map(|candidate| {
            if candidate.eq_ignore_ascii_case(written) {
                return Some((0, candidate));
            }
            let distance = strsim::osa_distance(written, candidate);
            let enough = distance <= allowed && distance < longest.max(2);
            enough.then_some((distance, candidate))
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    found.into_iter().take(3).map(|(_, name)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn near_names_are_found_and_far_ones_are_not() {
        let names = ["String", "Structure", "Timestamp", "Integer"];
        assert_eq!(nearest("Sting", names), ["String"]);
        assert_eq!(nearest("string", names), ["String"]);
        assert_eq!(nearest("Inetger", names), ["Integer"]);
        assert!(nearest("Widget", names).is_empty());
        assert!(nearest("", names).is_empty());
    }
}
