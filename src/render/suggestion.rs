//! A fix as people read it: the lines before and after.

use crate::diag::Fix;
use crate::text::{FileId, Origin, SourceMap, TextEdit, apply_edits};

use super::{Paint, Style};

/// More lines than this are no longer read, only scrolled past.
const MOST_LINES: usize = 8;

/// Longer lines would wrap and no longer stand one above the other.
const LONGEST_LINE: usize = 160;

/// The changed lines, removed ones with `-` and new ones with `+`; nothing where the change is
/// too large to be read at a glance. `home` is the file of the report: others are named.
pub(super) fn render(fix: &Fix, sources: &SourceMap, home: Option<FileId>, style: Style) -> String {
    let mut edits: Vec<&TextEdit> = fix.edits.iter().collect();
    edits.sort_by_key(|edit| (edit.span.file, edit.span.start));
    let mut out = String::new();
    let mut rest = &edits[..];
    while let Some(first) = rest.first() {
        let Some(file) = sources.get(first.span.file) else {
            return out;
        };
        if file.origin() == Origin::Bundled {
            return out;
        }
        let top = file.line_of(file.clamp(first.span.start));
        let mut bottom = file.line_of(file.clamp(first.span.end));
        let together = 1 + rest
            .iter()
            .skip(1)
            .take_while(|edit| {
                let near = edit.span.file == first.span.file
                    && file.line_of(file.clamp(edit.span.start)) <= bottom + 1;
                if near {
                    bottom = bottom.max(file.line_of(file.clamp(edit.span.end)));
                }
                near
            })
            .count();
        let (group, others) = rest.split_at(together);
        rest = others;
        let Some((old, new)) = hunk(group, sources, top, bottom) else {
            continue;
        };
        let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
        let old = old.get(head..).unwrap_or_default();
        let mut new = new.get(head..).unwrap_or_default();
        let pairs = old.iter().rev().zip(new.iter().rev());
        let tail = pairs.take_while(|(a, b)| a == b).count();
        let old = old.get(..old.len() - tail).unwrap_or_default();
        new = new.get(..new.len() - tail).unwrap_or_default();
        let mut number = top + head + 1;
        if old.is_empty() {
            // The empty lines around what is inserted are not the point of it.
            while let Some((_, others)) = new.split_first().filter(|(line, _)| line.is_empty()) {
                new = others;
                number += 1;
            }
            while let Some((_, others)) = new.split_last().filter(|(line, _)| line.is_empty()) {
                new = others;
            }
        }
        let long = |line: &String| line.chars().count() > LONGEST_LINE;
        if old.len() + new.len() > MOST_LINES || old.iter().chain(new).any(long) {
            continue;
        }
        if home != Some(first.span.file) {
            out.push_str(&format!("       {}\n", style.line(file.name())));
        }
        for (sign, paint, lines) in [('-', Paint::Red, old), ('+', Paint::Green, new)] {
            for (i, line) in lines.iter().enumerate() {
                let line = format!("{:>6} {sign} {}", number + i, shown(line, style));
                out.push_str(&style.paint(paint, line.trim_end()));
                out.push('\n');
            }
        }
    }
    out
}

fn shown(line: &str, style: Style) -> String {
    style.line(&line.replace('\t', "    ")).into_owned()
}

/// The lines `top..=bottom` before and after the edits.
fn hunk(
    edits: &[&TextEdit],
    sources: &SourceMap,
    top: usize,
    bottom: usize,
) -> Option<(Vec<String>, Vec<String>)> {
    if bottom - top > MOST_LINES {
        return None;
    }
    let file = sources.get(edits.first()?.span.file)?;
    let start = file.line_range(top).start;
    let end = file.line_range(bottom).end;
    if end - start > MOST_LINES * LONGEST_LINE * 4 {
        return None;
    }
    let base = u32::try_from(start).ok()?;
    let moved: Vec<TextEdit> = edits
        .iter()
        .map(|edit| {
            let mut edit = (*edit).clone();
            edit.span.start = edit.span.start.checked_sub(base)?;
            edit.span.end = edit.span.end.checked_sub(base)?;
            Some(edit)
        })
        .collect::<Option<_>>()?;
    let before = file.text().get(start..end)?;
    let after = apply_edits(before, &moved).ok()?;
    let lines = |text: &str| text.lines().map(str::to_owned).collect();
    Some((lines(before), lines(&after)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn source(text: &str) -> (SourceMap, FileId) {
        let mut sources = SourceMap::new();
        let id = sources.add("a.smithy", text, Origin::User);
        (sources, id)
    }

    #[test]
    fn a_replacement_shows_the_line_before_and_after() {
        let (sources, id) = source("one\n  a: Sting\n");
        let fix = Fix::replace("x", Span::new(id, 9, 14), "String");
        assert_eq!(
            render(&fix, &sources, Some(id), Style::default()),
            "     2 -   a: Sting\n     2 +   a: String\n"
        );
    }

    #[test]
    fn an_inserted_line_shows_alone() {
        let (sources, id) = source("namespace a\n\nb\n");
        let fix = Fix::replace("x", Span::new(id, 12, 12), "\nuse c#d\n");
        assert_eq!(
            render(&fix, &sources, Some(id), Style::default()),
            "     3 + use c#d\n"
        );
    }

    #[test]
    fn an_edit_that_does_not_fit_or_is_too_long_shows_nothing() {
        let (sources, id) = source("ä\n");
        let plain = Style::default();
        let split = Fix::replace("x", Span::new(id, 1, 2), "");
        assert_eq!(render(&split, &sources, Some(id), plain), "");
        let beyond = Fix::replace("x", Span::new(id, 70, 90), "");
        assert_eq!(render(&beyond, &sources, Some(id), plain), "");
        let long = Fix::replace("x", Span::new(id, 0, 0), "y\n".repeat(50));
        assert_eq!(render(&long, &sources, Some(id), plain), "");
    }
}
