//! Names that nothing reads.
//!
//! Where an expression looks at something and then has no use for it, as only a strange one does,
//! the statement stays, since it may fail, and its name gets an underscore before it: checkers
//! know that as a name that nobody reads.

use rustc_hash::FxHashMap;

/// The statements with such names marked. Linear in the text.
pub(super) fn mark(body: &str) -> String {
    let mut uses: FxHashMap<&str, (usize, usize)> = FxHashMap::default();
    for line in body.lines() {
        let target = target(line);
        if let Some(name) = target {
            uses.entry(name).or_default().0 += 1;
        }
        for name in names(line) {
            uses.entry(name).or_default().1 += 1;
        }
    }
    let mut out = String::with_capacity(body.len());
    for line in body.split_inclusive('\n') {
        let marked = target(line)
            .filter(|name| uses.get(name).is_some_and(|(set, seen)| set == seen))
            .and_then(|name| line.find(name));
        match marked {
            Some(at) => {
                let (before, after) = line.split_at(at);
                out.push_str(before);
                out.push('_');
                out.push_str(after);
            }
            None => out.push_str(line),
        }
    }
    out
}

/// What a line assigns to.
fn target(line: &str) -> Option<&str> {
    let line = line.trim_start();
    if let Some(rest) = line.strip_prefix("for ") {
        return rest.split(' ').next();
    }
    let end = line.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))?;
    let (name, rest) = line.split_at(end);
    let assigns = rest.starts_with(" = ") || rest.starts_with(": ");
    // A header of a block ends with its colon.
    (assigns && !name.is_empty()).then_some(name)
}

/// The names in a line, without attributes and what is in strings.
fn names(line: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = None;
    let mut quote = None;
    let mut escaped = false;
    let mut dot = false;
    for (at, character) in line.char_indices() {
        if let Some(open) = quote {
            if escaped {
                escaped = false;
            } else if character == '\\' {
                escaped = true;
            } else if character == open {
                quote = None;
            }
            continue;
        }
        if character.is_ascii_alphanumeric() || character == '_' {
            if !dot {
                start.get_or_insert(at);
            }
            continue;
        }
        if let Some(start) = start.take() {
            found.extend(line.get(start..at));
        }
        dot = character == '.';
        if matches!(character, '"' | '\'') {
            quote = Some(character);
        }
    }
    found.extend(start.and_then(|start| line.get(start..)));
    found
}

#[cfg(test)]
mod tests {
    use super::mark;

    #[test]
    fn what_nothing_reads_is_marked() {
        let body = "a = f(x)\nb: Any = a\nif a:\n    b = 'a b'\nfor c in a:\n    d = a.d\n";
        let marked = "a = f(x)\n_b: Any = a\nif a:\n    _b = 'a b'\nfor _c in a:\n    _d = a.d\n";
        assert_eq!(mark(body), marked);
    }
}
