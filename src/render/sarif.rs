//! SARIF 2.1.0, the form in which code scanning takes reports.
//!
//! One log with one run. A rule is one of our codes; the event id and the severity of the
//! reference, which SARIF has no words for, are properties of a result. Lines and columns start at
//! 1 and columns count characters (`unicodeCodePoints`), the end being the column behind the last
//! one. Services refuse results that have no place in a file, so that reports without one are
//! notifications of the invocation. Paths are relative to the folder in which the compiler ran,
//! which the log calls `%SRCROOT%` and does not say.

use indexmap::{IndexMap, IndexSet};
use rustc_hash::FxHashMap;
use serde_json::{Map, Value, json};

use crate::diag::{Diagnostic, Fix, Label, Severity};
use crate::text::{FileId, Origin, SourceMap, Span};

use super::fingerprint::{self, Fingerprint};
use super::{order, uri, visible};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

const INFORMATION: &str = "https://smithy.io/2.0/spec/model-validation.html";

/// What the folder in which the compiler ran is called.
const ROOT: &str = "%SRCROOT%";

/// Lines of larger files (in bytes) have no fingerprint: computing them takes twice the memory of
/// the file. No service takes a file as large.
const LARGEST_WITH_FINGERPRINTS: usize = 64 * 1024 * 1024;

/// What there is to say of a rule beside its name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct About {
    /// One sentence.
    pub summary: String,
    /// A page of Markdown.
    pub text: &'static str,
}

/// The run that a log is of.
#[derive(Clone, Copy)]
pub struct Run<'a> {
    /// Its exit status.
    pub exit: u8,
    /// Knows what there is to say of a code.
    pub about: &'a dyn Fn(&str) -> Option<About>,
}

/// The exit status of a run that could not do what was asked.
const FAILED: u8 = 2;

/// The reports as one SARIF log, ending with a line break.
pub fn render(diagnostics: &[Diagnostic], sources: &SourceMap, run: Run<'_>) -> String {
    let shown = order::for_people(diagnostics);
    let (placed, others): (Vec<&Diagnostic>, Vec<&Diagnostic>) =
        shown.into_iter().partition(|one| is_in_file(one, sources));
    let suppressing = placed.iter().any(|one| is_suppressed(one));
    let mut rules = IndexMap::new();
    for one in &placed {
        rules.entry(one.code).or_insert(&*one.id);
    }
    let mut log = Log {
        sources,
        rules,
        fingerprints: FxHashMap::default(),
        suppressing,
    };
    let results: Vec<Value> = placed.iter().map(|one| log.result(one)).collect();
    let mut driver = json!({
        "name": env!("CARGO_PKG_NAME"),
        "version": env!("CARGO_PKG_VERSION"),
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "informationUri": INFORMATION,
    });
    let rules = log.rules.iter();
    let rules: Value = rules.map(|(code, event)| rule(code, event, run)).collect();
    put(&mut driver, "rules", rules);
    let mut invocation = json!({
        "executionSuccessful": run.exit != FAILED,
        "exitCode": run.exit,
    });
    let codes: IndexSet<&str> = others.iter().map(|one| one.code).collect();
    if !codes.is_empty() {
        let descriptors = codes.iter().map(|code| descriptor(code));
        put(&mut driver, "notifications", descriptors.collect());
    }
    for (key, of_configuration) in [
        ("toolExecutionNotifications", false),
        ("toolConfigurationNotifications", true),
    ] {
        let found = others.iter();
        let found = found.filter(|one| (one.id == "SmithyBuild") == of_configuration);
        let found: Vec<Value> = found.map(|one| notification(one, &codes)).collect();
        if !found.is_empty() {
            put(&mut invocation, key, found.into());
        }
    }
    let text = format!(
        "{:#}\n",
        json!({
            "$schema": SCHEMA,
            "version": "2.1.0",
            "runs": [{
                "tool": { "driver": driver },
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {
                    ROOT: { "description": { "text": "The folder in which smithyc ran." } },
                },
                "invocations": [invocation],
                "results": results,
            }],
        })
    );
    visible::json(&text).into_owned()
}

fn is_in_file(diagnostic: &Diagnostic, sources: &SourceMap) -> bool {
    let file = diagnostic.span.and_then(|span| sources.get(span.file));
    file.is_some_and(|file| file.origin() != Origin::CommandLine)
}

fn put(object: &mut Value, key: &str, value: Value) {
    if let Some(map) = object.as_object_mut() {
        map.insert(key.to_owned(), value);
    }
}

fn is_suppressed(diagnostic: &Diagnostic) -> bool {
    diagnostic.severity == Severity::Suppressed
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error | Severity::Danger => "error",
        Severity::Warning => "warning",
        Severity::Note | Severity::Suppressed => "note",
    }
}

fn descriptor(code: &str) -> Value {
    json!({
        "id": code,
        "name": pascal(code),
        "shortDescription": { "text": code.replace('-', " ") },
    })
}

fn rule(code: &str, event: &str, run: Run<'_>) -> Value {
    let mut rule = descriptor(code);
    let (summary, help) = match (run.about)(code) {
        // Viewers that know no Markdown show the text, which reads well as it is.
        Some(about) => (
            about.summary,
            json!({ "text": about.text, "markdown": about.text }),
        ),
        None => {
            let text = format!("The rule `{code}`, of the event `{event}`");
            let help = format!("{text}. On events in general: {INFORMATION}");
            (text, json!({ "text": help }))
        }
    };
    put(&mut rule, "shortDescription", json!({ "text": summary }));
    put(&mut rule, "fullDescription", json!({ "text": summary }));
    put(&mut rule, "help", help);
    put(
        &mut rule,
        "properties",
        json!({ "tags": ["smithy", event] }),
    );
    rule
}

fn notification(diagnostic: &Diagnostic, codes: &IndexSet<&str>) -> Value {
    let mut value = json!({
        "descriptor": {
            "id": diagnostic.code,
            "index": codes.get_index_of(diagnostic.code),
        },
        "level": level(diagnostic.severity),
        "message": { "text": text(diagnostic) },
        "properties": properties(diagnostic),
    });
    if let Some(logical) = logical(diagnostic) {
        let location = json!([{ "logicalLocations": logical }]);
        put(&mut value, "locations", location);
    }
    value
}

fn properties(diagnostic: &Diagnostic) -> Value {
    json!({
        "eventId": &*diagnostic.id,
        "severity": diagnostic.severity.as_str(),
    })
}

fn logical(diagnostic: &Diagnostic) -> Option<Value> {
    let shape = diagnostic.shape?;
    let kind = if shape.is_member() { "member" } else { "type" };
    Some(json!([{ "fullyQualifiedName": shape.to_string(), "kind": kind }]))
}

/// What results refer to.
struct Log<'a> {
    sources: &'a SourceMap,
    /// The rules, each with the event of its first result.
    rules: IndexMap<&'a str, &'a str>,
    fingerprints: FxHashMap<FileId, Vec<Fingerprint>>,
    /// Whether some result is suppressed: then each says whether it is.
    suppressing: bool,
}

impl Log<'_> {
    fn result(&mut self, diagnostic: &Diagnostic) -> Value {
        let mut value = json!({
            "ruleId": diagnostic.code,
            "ruleIndex": self.rules.get_index_of(diagnostic.code),
            "level": level(diagnostic.severity),
            "message": { "text": text(diagnostic) },
        });
        let mut location = Map::new();
        if let Some(physical) = diagnostic.span.and_then(|span| self.physical(span)) {
            location.insert("physicalLocation".to_owned(), physical);
        }
        if let Some(logical) = logical(diagnostic) {
            location.insert("logicalLocations".to_owned(), logical);
        }
        put(&mut value, "locations", json!([location]));
        let related = diagnostic.labels.iter();
        let related = related.enumerate();
        let related: Vec<Value> = related
            .filter_map(|(id, label)| self.related(id, label))
            .collect();
        if !related.is_empty() {
            put(&mut value, "relatedLocations", related.into());
        }
        if let Some(fingerprint) = diagnostic.span.and_then(|span| self.fingerprint(span)) {
            let fingerprints = json!({ "primaryLocationLineHash": fingerprint });
            put(&mut value, "partialFingerprints", fingerprints);
        }
        let fixes = diagnostic.fixes.iter();
        let fixes: Vec<Value> = fixes.filter_map(|one| self.fix(one)).collect();
        if !fixes.is_empty() {
            put(&mut value, "fixes", fixes.into());
        }
        if self.suppressing {
            let suppressions = if is_suppressed(diagnostic) {
                json!([{ "kind": "inSource" }])
            } else {
                json!([])
            };
            put(&mut value, "suppressions", suppressions);
        }
        put(&mut value, "properties", properties(diagnostic));
        value
    }

    fn related(&self, id: usize, label: &Label) -> Option<Value> {
        Some(json!({
            "id": id,
            "physicalLocation": self.physical(label.span)?,
            "message": { "text": visible::line(&label.message) },
        }))
    }

    fn fingerprint(&mut self, span: Span) -> Option<String> {
        let file = self.sources.get(span.file)?;
        if file.text().len() > LARGEST_WITH_FINGERPRINTS {
            return None;
        }
        let lines = self.fingerprints.entry(span.file);
        let lines = lines.or_insert_with(|| fingerprint::of_lines(file.text()));
        let line = file.line_of(file.clamp(span.start));
        lines.get(line).map(ToString::to_string)
    }

    /// A change as SARIF has it: by file, each edit a region that is taken out and what comes
    /// instead.
    fn fix(&self, fix: &Fix) -> Option<Value> {
        let mut changes: IndexMap<FileId, Vec<Value>> = IndexMap::new();
        for edit in &fix.edits {
            let replacement = json!({
                "deletedRegion": self.region(edit.span)?,
                "insertedContent": { "text": edit.text },
            });
            changes.entry(edit.span.file).or_default().push(replacement);
        }
        let changes: Vec<Value> = changes
            .into_iter()
            .filter_map(|(file, replacements)| {
                let place = self.artifact(file)?;
                Some(json!({ "artifactLocation": place, "replacements": replacements }))
            })
            .collect();
        (!changes.is_empty()).then(|| {
            let title = visible::line(&fix.title);
            json!({ "description": { "text": title }, "artifactChanges": changes })
        })
    }

    fn physical(&self, span: Span) -> Option<Value> {
        Some(json!({
            "artifactLocation": self.artifact(span.file)?,
            "region": self.region(span)?,
        }))
    }

    fn artifact(&self, file: FileId) -> Option<Value> {
        let reference = uri::of_path(self.sources.get(file)?.name());
        let mut place = json!({ "uri": reference.text });
        if reference.is_inside {
            put(&mut place, "uriBaseId", ROOT.into());
        }
        Some(place)
    }

    fn region(&self, span: Span) -> Option<Value> {
        let file = self.sources.get(span.file)?;
        let start = file.line_column(span.start);
        let end = file.line_column(span.end.max(span.start));
        Some(json!({
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        }))
    }
}

/// Everything that a report says, since viewers show the message alone.
fn text(diagnostic: &Diagnostic) -> String {
    let lines: Vec<String> = super::lines(diagnostic).collect();
    lines.join("\n")
}

/// A code as SARIF names rules: `unresolved-target` is `UnresolvedTarget`.
fn pascal(code: &str) -> String {
    use heck::ToUpperCamelCase;
    code.to_upper_camel_case()
}

#[cfg(test)]
mod tests {
    use super::super::testing::code;
    use super::*;
    use crate::name::ShapeId;

    const RUN: Run<'_> = Run {
        exit: 1,
        about: &|code| {
            (code == "unresolved-target").then(|| About {
                summary: "Nothing has this name".to_owned(),
                text: "# unresolved-target\n",
            })
        },
    };

    fn log(reports: &[Diagnostic], sources: &SourceMap) -> Value {
        serde_json::from_str(&render(reports, sources, RUN)).unwrap()
    }

    #[test]
    fn a_report_is_a_result_of_its_rule() {
        let mut sources = SourceMap::new();
        let file = sources.add("model/ä b.smithy", "ä: Sting\n", Origin::User);
        let span = Span::new(file, 4, 9);
        let report = code("unresolved-target", Severity::Danger)
            .at(span, "no `Sting`")
            .here("nothing has this name")
            .shape(ShapeId::parse("ns#A$b").unwrap())
            .label(Span::new(file, 0, 2), "the member")
            .help("write it so")
            .fix(Fix::replace("write `String`", span, "String"));
        let log = log(&[report], &sources);
        let run = &log["runs"][0];
        assert_eq!(run["tool"]["driver"]["rules"][0]["id"], "unresolved-target");
        let result = &run["results"][0];
        assert_eq!(result["level"], "error");
        assert_eq!(result["ruleIndex"], 0);
        assert_eq!(
            result["message"]["text"],
            "no `Sting`: nothing has this name\nhelp: write it so\nhelp: write `String`"
        );
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "model/%C3%A4%20b.smithy");
        assert_eq!(place["artifactLocation"]["uriBaseId"], ROOT);
        assert_eq!(
            place["region"],
            json!({"startLine": 1, "startColumn": 4, "endLine": 1, "endColumn": 9})
        );
        let logical = &result["locations"][0]["logicalLocations"][0];
        assert_eq!(logical["fullyQualifiedName"], "ns#A$b");
        let change = &result["fixes"][0]["artifactChanges"][0];
        assert_eq!(
            change["replacements"][0]["insertedContent"]["text"],
            "String"
        );
    }

    #[test]
    fn nothing_wrong_is_a_run_without_results() {
        let log = log(&[], &SourceMap::new());
        assert_eq!(log["runs"][0]["results"], json!([]));
    }

    #[test]
    fn what_has_no_place_is_a_notification() {
        let report = code("no-input", Severity::Error).without_place("\u{202e}\u{85}");
        let text = render(&[report], &SourceMap::new(), RUN);
        assert!(!text.contains(['\u{202e}', '\u{85}']), "{text}");
        let log: Value = serde_json::from_str(&text).unwrap();
        let run = &log["runs"][0];
        assert_eq!(run["results"], json!([]));
        assert_eq!(run["tool"]["driver"]["notifications"][0]["id"], "no-input");
        let invocation = &run["invocations"][0];
        assert_eq!(invocation["executionSuccessful"], true);
        let notification = &invocation["toolExecutionNotifications"][0];
        assert_eq!(notification["descriptor"]["index"], 0);
    }

    #[test]
    fn where_one_result_is_suppressed_each_says_whether_it_is() {
        let mut sources = SourceMap::new();
        let file = sources.add("../a.smithy", "x\n", Origin::User);
        let span = Span::new(file, 0, 1);
        let reports = [
            code("a", Severity::Warning).at(span, "m"),
            code("b", Severity::Suppressed).at(span, "m"),
        ];
        let both = log(&reports, &sources);
        let results = both["runs"][0]["results"].as_array().unwrap();
        assert_eq!(results[0]["suppressions"], json!([]));
        assert_eq!(results[1]["suppressions"][0]["kind"], "inSource");
        let place = &results[0]["locations"][0]["physicalLocation"]["artifactLocation"];
        assert_eq!(*place, json!({ "uri": "../a.smithy" }));
        let one = log(&reports[..1], &sources);
        assert!(one["runs"][0]["results"][0].get("suppressions").is_none());
    }
}
