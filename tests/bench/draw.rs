//! What a thousand reports cost in a file of 20 MB, beside the reading of that file: in one of many
//! lines, and in one that is a single line.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::sync::LazyLock;

use divan::Bencher;
use smithyc::diag::{Code, Diagnostic, Fix};
use smithyc::render::sarif::Run;
use smithyc::render::{self, Style};
use smithyc::syntax::token::lex;
use smithyc::text::{FileId, Origin, SourceMap, Span};

const CODE: Code = Code::error("drawn", "Drawn");

const SIZE: usize = 20_000_000;

const REPORTS: usize = 1000;

/// A text that has reports all over it.
struct Case {
    text: String,
    reports: Vec<Diagnostic>,
}

static LINES: LazyLock<Case> = LazyLock::new(|| Case::new("\n    größe: Strng // 日本\n"));

static ONE_LINE: LazyLock<Case> = LazyLock::new(|| Case::new(" größe: Strng, "));

impl Case {
    fn new(unit: &str) -> Self {
        let text = unit.repeat(SIZE / unit.len());
        let step = text.len() / REPORTS / unit.len() * unit.len();
        let name = unit.find("Strng").unwrap();
        let reports = (0..REPORTS).map(|number| {
            let place = |at: usize| Span::new(FileId(0), at + name, at + name + 5);
            let at = number * step;
            CODE.at(place(at), "cannot find the shape `Strng`")
                .here("nothing has this name")
                .label(place(at + 3 * unit.len()), "a site near by")
                .label(
                    place((at + text.len() / 2) % (unit.len() * 100)),
                    "one far away",
                )
                .note("names are looked up in the namespace of the file first")
                .fix(Fix::replace("did you mean `String`?", place(at), "String"))
        });
        let reports = reports.collect();
        Self { text, reports }
    }

    /// The source map as a run finds it, with no line counted yet.
    fn sources(&self) -> SourceMap {
        let mut sources = SourceMap::new();
        sources.add("model.smithy", &*self.text, Origin::User);
        sources
    }

    fn draw(
        &self,
        bencher: Bencher<'_, '_>,
        form: impl Fn(&[Diagnostic], &SourceMap) -> String + Sync,
    ) {
        bencher
            .with_inputs(|| self.sources())
            .bench_refs(|sources| form(&self.reports, sources).len());
    }
}

fn main() {
    divan::main();
}

fn rich(reports: &[Diagnostic], sources: &SourceMap) -> String {
    let style = Style {
        color: true,
        ascii: false,
        width: Some(120),
    };
    render::rich::render(reports, sources, style)
}

fn short(reports: &[Diagnostic], sources: &SourceMap) -> String {
    render::short::render(reports, sources, Style::default())
}

fn sarif(reports: &[Diagnostic], sources: &SourceMap) -> String {
    let run = Run {
        exit: 1,
        about: &|_| None,
    };
    render::sarif::render(reports, sources, run)
}

macro_rules! forms {
    ($name:ident, $case:ident) => {
        mod $name {
            use super::*;

            /// What stands beside it: the text is read once for that, too.
            #[divan::bench(sample_count = 5)]
            fn lexing(bencher: Bencher<'_, '_>) {
                bencher.bench(|| lex(&$case.text).len());
            }

            #[divan::bench(sample_count = 5)]
            fn rich(bencher: Bencher<'_, '_>) {
                $case.draw(bencher, super::rich);
            }

            #[divan::bench(sample_count = 5)]
            fn short(bencher: Bencher<'_, '_>) {
                $case.draw(bencher, super::short);
            }

            #[divan::bench(sample_count = 5)]
            fn json(bencher: Bencher<'_, '_>) {
                $case.draw(bencher, render::json::render);
            }

            #[divan::bench(sample_count = 5)]
            fn sarif(bencher: Bencher<'_, '_>) {
                $case.draw(bencher, super::sarif);
            }

            #[divan::bench(sample_count = 5)]
            fn github(bencher: Bencher<'_, '_>) {
                $case.draw(bencher, render::github::render);
            }
        }
    };
}

forms!(many_lines, LINES);
forms!(one_line, ONE_LINE);
