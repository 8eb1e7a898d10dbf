//! SARIF 2.1.0, the form in which code scanning takes reports.
//!
//! One log with one run. A rule is one of our codes; the event id and the severity of the
//! reference, which SARIF has no words for, are properties of a result. Lines and columns start at
//! 1 and columns count characters (`unicodeCodePoints`), the end being the column behind the last
//! one.

use indexmap::IndexSet;
use serde_json::{Value, json};

use crate::diag::{Diagnostic, Fix, Label, Severity};
use crate::text::{SourceMap, Span};

use super::{order, visible};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

const INFORMATION: &str = "https://smithy.io/2.0/spec/model-validation.html";

/// What there is to say of a rule beside its name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct About {
    /// One sentence.
    pub summary: String,
    /// A page of Markdown.
    pub text: &'static str,
}

/// The reports as one SARIF log, ending with a line break. `about` knows what there is to say of a
/// code.
pub fn render(
    diagnostics: &[Diagnostic],
    sources: &SourceMap,
    about: &dyn Fn(&str) -> Option<About>,
) -> String {
    let shown = order::for_people(diagnostics);
    let codes: IndexSet<&str> = shown.iter().map(|diagnostic| diagnostic.code).collect();
    let rules: Vec<Value> = codes.iter().map(|code| rule(code, about(code))).collect();
    let results: Vec<Value> = shown
        .iter()
        .map(|diagnostic| result(diagnostic, &codes, sources))
        .collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {
                "driver": {
                    "name": env!("CARGO_PKG_NAME"),
                    "version": env!("CARGO_PKG_VERSION"),
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "informationUri": INFORMATION,
                    "rules": rules,
                }
            },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn rule(code: &str, about: Option<About>) -> Value {
    let mut rule = json!({ "id": code, "name": pascal(code) });
    if let (Some(about), Some(rule)) = (about, rule.as_object_mut()) {
        let summary = json!({ "text": about.summary });
        rule.insert("shortDescription".to_owned(), summary);
        // Viewers that know no Markdown show the text, which reads well as it is.
        let help = json!({ "text": about.text, "markdown": about.text });
        rule.insert("help".to_owned(), help);
    }
    rule
}

fn result(diagnostic: &Diagnostic, codes: &IndexSet<&str>, sources: &SourceMap) -> Value {
    let mut value = json!({
        "ruleId": diagnostic.code,
        "ruleIndex": codes.get_index_of(diagnostic.code),
        "level": match diagnostic.severity {
            Severity::Error | Severity::Danger => "error",
            Severity::Warning => "warning",
            Severity::Note | Severity::Suppressed => "note",
        },
        "message": { "text": text(diagnostic) },
        "properties": {
            "eventId": &*diagnostic.id,
            "severity": diagnostic.severity.as_str(),
        },
    });
    let Some(object) = value.as_object_mut() else {
        return value;
    };
    let mut location = json!({});
    if let (Some(physical), Some(map)) = (
        diagnostic.span.and_then(|span| physical(span, sources)),
        location.as_object_mut(),
    ) {
        map.insert("physicalLocation".to_owned(), physical);
    }
    if let (Some(shape), Some(map)) = (diagnostic.shape, location.as_object_mut()) {
        let kind = if shape.is_member() { "member" } else { "type" };
        let logical = json!([{ "fullyQualifiedName": shape.to_string(), "kind": kind }]);
        map.insert("logicalLocations".to_owned(), logical);
    }
    if location.as_object().is_some_and(|map| !map.is_empty()) {
        object.insert("locations".to_owned(), json!([location]));
    }
    let related: Vec<Value> = diagnostic
        .labels
        .iter()
        .filter_map(|label| related(label, sources))
        .collect();
    if !related.is_empty() {
        object.insert("relatedLocations".to_owned(), related.into());
    }
    let fixes: Vec<Value> = diagnostic
        .fixes
        .iter()
        .filter_map(|one| fix(one, sources))
        .collect();
    if !fixes.is_empty() {
        object.insert("fixes".to_owned(), fixes.into());
    }
    if diagnostic.severity == Severity::Suppressed {
        let suppressions = json!([{ "kind": "inSource" }]);
        object.insert("suppressions".to_owned(), suppressions);
    }
    value
}

/// Everything that a report says, since viewers show the message alone.
fn text(diagnostic: &Diagnostic) -> String {
    let mut text = visible::line(&diagnostic.message).into_owned();
    if !diagnostic.here.is_empty() && diagnostic.span.is_some() {
        text.push_str(": ");
        text.push_str(&visible::line(&diagnostic.here));
    }
    let remarks = diagnostic.notes.iter().map(|note| ("note", note));
    for (head, remark) in remarks.chain(diagnostic.help.iter().map(|help| ("help", help))) {
        text.push_str(&format!("\n{head}: {}", visible::line(remark)));
    }
    text
}

fn related(label: &Label, sources: &SourceMap) -> Option<Value> {
    Some(json!({
        "physicalLocation": physical(label.span, sources)?,
        "message": { "text": visible::line(&label.message) },
    }))
}

/// A change as SARIF has it: by file, each edit a region that is taken out and what comes instead.
fn fix(fix: &Fix, sources: &SourceMap) -> Option<Value> {
    let mut changes: Vec<(String, Vec<Value>)> = Vec::new();
    for edit in &fix.edits {
        let file = sources.get(edit.span.file)?;
        let replacement = json!({
            "deletedRegion": region(edit.span, sources)?,
            "insertedContent": { "text": edit.text },
        });
        let name = uri(file.name());
        match changes.iter_mut().find(|(known, _)| *known == name) {
            Some((_, replacements)) => replacements.push(replacement),
            None => changes.push((name, vec![replacement])),
        }
    }
    let changes: Vec<Value> = changes
        .into_iter()
        .map(|(name, replacements)| {
            json!({ "artifactLocation": { "uri": name }, "replacements": replacements })
        })
        .collect();
    (!changes.is_empty())
        .then(|| json!({ "description": { "text": fix.title }, "artifactChanges": changes }))
}

fn physical(span: Span, sources: &SourceMap) -> Option<Value> {
    let file = sources.get(span.file)?;
    Some(json!({
        "artifactLocation": { "uri": uri(file.name()) },
        "region": region(span, sources)?,
    }))
}

fn region(span: Span, sources: &SourceMap) -> Option<Value> {
    let file = sources.get(span.file)?;
    let start = file.line_column(span.start);
    let end = file.line_column(span.end.max(span.start));
    Some(json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    }))
}

/// A path as a relative reference, or an absolute `file` one: what a URI does not allow is
/// percent-encoded.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len() + 7);
    if path.starts_with('/') {
        out.push_str("file://");
    }
    // A colon in the first part of a relative path would make it a scheme.
    let bundled = path.starts_with("smithyc:/");
    let first = path.split('/').next().map_or(0, str::len);
    for (at, byte) in path.bytes().enumerate() {
        let plain = byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@".contains(&byte);
        if plain || (byte == b':' && (bundled || at >= first)) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
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
    use crate::text::Origin;

    fn about(code: &str) -> Option<About> {
        (code == "unresolved-target").then(|| About {
            summary: "Nothing has this name".to_owned(),
            text: "# unresolved-target\n",
        })
    }

    fn log(report: Diagnostic, sources: &SourceMap) -> Value {
        serde_json::from_str(&render(&[report], sources, &about)).unwrap()
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
            .help("write `String`")
            .fix(Fix::replace("write `String`", span, "String"));
        let log = log(report, &sources);
        let run = &log["runs"][0];
        assert_eq!(run["tool"]["driver"]["rules"][0]["id"], "unresolved-target");
        let rule = &run["tool"]["driver"]["rules"][0];
        assert_eq!(rule["shortDescription"]["text"], "Nothing has this name");
        assert_eq!(rule["help"]["markdown"], "# unresolved-target\n");
        let result = &run["results"][0];
        assert_eq!(result["level"], "error");
        assert_eq!(result["ruleIndex"], 0);
        assert_eq!(
            result["message"]["text"],
            "no `Sting`: nothing has this name\nhelp: write `String`"
        );
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "model/%C3%A4%20b.smithy");
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
        let text = render(&[], &SourceMap::new(), &about);
        let log: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(log["runs"][0]["results"], json!([]));
    }

    #[test]
    fn paths_are_uris() {
        assert_eq!(uri("/a/b#c.smithy"), "file:///a/b%23c.smithy");
        assert_eq!(uri("a:b/c:d"), "a%3Ab/c:d");
        assert_eq!(
            uri("smithyc:/smithy/api.smithy"),
            "smithyc:/smithy/api.smithy"
        );
    }
}
