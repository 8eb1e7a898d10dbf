//! `smithyc select`: the shapes that a selector yields.

use std::time::Instant;

use clap::Args;
use serde_json::{Map, Value, json};

use crate::knowledge::{Graph, Subject};
use crate::model::Model;
use crate::selector::{Evaluation, Match, Problem, Selector};
use crate::text::{FileId, Origin, SourceMap};

use super::Outcome;
use super::options::{Filter, ModelArguments};
use super::output::{Findings, Output, Stream};
use super::session::Session;

/// What the text of the selector is called in reports.
const NAME: &str = "--selector";

#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The selector, as in `service ~> operation`
    #[arg(long, value_name = "SELECTOR", allow_hyphen_values = true)]
    selector: String,
    /// Print JSON, and say of each shape its type, its file and the variables that were set
    #[arg(long, value_name = "type,file,vars", value_delimiter = ',', value_parser = show)]
    show: Vec<Show>,
    #[command(flatten)]
    model: ModelArguments,
}

/// What is said of a shape.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Show {
    Type,
    File,
    Vars,
}

fn show(text: &str) -> Result<Show, String> {
    match text.trim() {
        "type" => Ok(Show::Type),
        "file" => Ok(Show::File),
        "vars" => Ok(Show::Vars),
        _ => Err("expected `type`, `file` or `vars`, separated by commas".to_owned()),
    }
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Outcome {
    let selector = match read(&arguments.selector) {
        Ok(selector) => selector,
        Err(problems) => return refuse(&problems, arguments, output),
    };
    let mut session = Session::open(&arguments.model, output);
    if session.failed() {
        return session.end(Outcome::Failed);
    }
    let text = add(&mut session.sources, &arguments.selector);
    let oddities = selector.oddities().iter();
    let oddities = oddities.map(|one| one.report(text));
    session.reports.absorb(oddities.collect());
    let files = session.files();
    let (model, reports) = session.model(&files);
    session.reports.absorb(reports);
    if session.failed() {
        return session.end(Outcome::Unsound);
    }
    let start = Instant::now();
    output.begins("selecting shapes");
    let result = select(&model, &selector, &arguments.show, &session.sources);
    output.timing("select", start);
    let Some(result) = result else {
        let problem = Problem::too_much_work(selector.text_len());
        session.reports.push(problem.report(text));
        return session.end(Outcome::Failed);
    };
    let outcome = session.outcome_of_printing();
    session.report(&Filter::default(), Stream::Reports, outcome);
    output.write(Stream::Results, &result);
    outcome
}

/// The selector, or all that keeps it from meaning something.
fn read(text: &str) -> Result<Selector, Vec<Problem>> {
    let selector = Selector::parse(text).map_err(|problem| vec![*problem])?;
    if selector.oddities().iter().any(Problem::is_error) {
        return Err(selector.oddities().to_vec());
    }
    Ok(selector)
}

fn refuse(problems: &[Problem], arguments: &Arguments, output: &Output) -> Outcome {
    let mut sources = SourceMap::new();
    let text = add(&mut sources, &arguments.selector);
    let reports: Vec<_> = problems.iter().map(|one| one.report(text)).collect();
    let findings = Findings {
        reports: &reports,
        sources: &sources,
        files: 0,
        shapes: 0,
        outcome: Outcome::Failed,
    };
    let filter = Filter::default();
    output.report(&findings, arguments.model.format, &filter, Stream::Reports);
    Outcome::Failed
}

fn add(sources: &mut SourceMap, selector: &str) -> FileId {
    sources.add(NAME, selector, Origin::CommandLine)
}

/// The result as it is printed: ids, or JSON where more is to be shown. `None` where finding it
/// takes too much work.
fn select(
    model: &Model,
    selector: &Selector,
    show: &[Show],
    sources: &SourceMap,
) -> Option<String> {
    let graph = Graph::new(model);
    let evaluation = Evaluation::new(&graph);
    if show.contains(&Show::Vars) {
        let matches = evaluation.matches(selector)?;
        return Some(as_json(&matches, model, show, sources));
    }
    let mut ids = evaluation.select(selector)?;
    ids.sort_unstable();
    if show.is_empty() {
        return Some(ids.iter().map(|id| format!("{id}\n")).collect());
    }
    let matches = ids.into_iter().map(|shape| Match {
        shape,
        variables: Vec::new(),
    });
    let matches: Vec<Match> = matches.collect();
    Some(as_json(&matches, model, show, sources))
}

fn as_json(matches: &[Match], model: &Model, show: &[Show], sources: &SourceMap) -> String {
    let all = matches
        .iter()
        .map(|one| describe(one, model, show, sources));
    let all = Value::Array(all.collect());
    let text = serde_json::to_string_pretty(&all).unwrap_or_default();
    format!("{text}\n")
}

fn describe(one: &Match, model: &Model, show: &[Show], sources: &SourceMap) -> Value {
    let mut object = Map::new();
    object.insert("shape".to_owned(), json!(one.shape.to_string()));
    let subject = Subject::of(model, one.shape);
    if let Some(subject) = subject {
        if show.contains(&Show::Type) {
            object.insert("type".to_owned(), json!(subject.shape_type().as_str()));
        }
        if show.contains(&Show::File)
            && let Some(file) = place(subject, sources)
        {
            object.insert("file".to_owned(), json!(file));
        }
    }
    if show.contains(&Show::Vars) && !one.variables.is_empty() {
        let variables = one.variables.iter().map(|(name, ids)| {
            let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
            (name.to_string(), json!(ids))
        });
        object.insert("vars".to_owned(), Value::Object(variables.collect()));
    }
    Value::Object(object)
}

/// `file:line:column` of a declaration.
fn place(subject: Subject<'_>, sources: &SourceMap) -> Option<String> {
    let span = match subject {
        Subject::Shape(shape) => shape.span,
        Subject::Member(_, member) => member.span,
    };
    let file = sources.get(span.file)?;
    let at = file.line_column(span.start);
    Some(format!("{}:{}:{}", file.name(), at.line, at.column))
}
