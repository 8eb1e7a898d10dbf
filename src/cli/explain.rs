//! `smithyc explain`: what a report means, and what to do about it.

use clap::{Args, ValueEnum};
use serde_json::json;

use crate::diag::Code;
use crate::explain::{self, Answer, Page};
use crate::text::SourceMap;

use super::Outcome;
use super::options::{Filter, Format};
use super::output::{Findings, Output, Stream};

const UNKNOWN_CODE: Code = Code::error("unknown-code", "Model");

#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// A code, as in `error[unresolved-target]`, or an event id; without one, all codes are listed
    #[arg(value_name = "CODE")]
    pub(super) code: Option<String>,
    /// Print whole pages where several codes are meant
    #[arg(long)]
    all: bool,
    /// How to print: as Markdown, drawn where it is coloured, or one JSON object a page
    #[arg(long, value_name = "FORMAT", default_value = "markdown")]
    format: Shape,
}

/// How pages look.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
enum Shape {
    Markdown,
    Json,
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Outcome {
    let (heading, pages) = match &arguments.code {
        None => (None, explain::pages().iter().collect()),
        Some(code) => match explain::find(code) {
            Answer::Page(page) => (None, vec![page]),
            Answer::Several(event, pages) => (Some(event), pages),
            Answer::Unknown(near) => return refuse(code, &near, output),
        },
    };
    let text = match (arguments.format, pages.as_slice(), heading) {
        (Shape::Json, ..) => pages.iter().map(|page| as_json(page)).collect(),
        (_, [one], _) => one.markdown().to_owned(),
        _ if arguments.all => {
            let texts: Vec<&str> = pages.iter().map(|page| page.markdown()).collect();
            texts.join("\n")
        }
        (_, _, Some(heading)) => explain::list(heading, &pages),
        _ => explain::overview(),
    };
    if arguments.format == Shape::Markdown && output.is_coloured(Stream::Results) {
        output.write(Stream::Results, &explain::terminal::draw(&text));
    } else {
        output.write(Stream::Results, &text);
    }
    Outcome::Done
}

fn as_json(page: &Page) -> String {
    let object = json!({
        "code": page.slug(),
        "severity": page.severity(),
        "ids": page.events().collect::<Vec<_>>(),
        "summary": page.summary(),
        "text": page.markdown(),
    });
    format!("{object}\n")
}

fn refuse(code: &str, near: &[&str], output: &Output) -> Outcome {
    let mut report =
        UNKNOWN_CODE.without_place(format!("there is no code and no event id `{code}`"));
    if !near.is_empty() {
        let near: Vec<String> = near.iter().map(|name| format!("`{name}`")).collect();
        report = report.help(format!("did you mean {}?", near.join(" or ")));
    }
    let report = report.help("`smithyc explain` lists all codes");
    let findings = Findings {
        reports: &[report],
        sources: &SourceMap::new(),
        files: 0,
        shapes: 0,
        outcome: Outcome::Failed,
    };
    output.report(&findings, Format::Rich, &Filter::default(), Stream::Reports);
    Outcome::Failed
}
