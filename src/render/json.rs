//! One JSON object a line, for machines.
//!
//! The keys and their order are a contract. Lines and columns start at 1, columns count
//! characters, and the end is the place behind the last character. Positions are null where a
//! report has no place. The place is that of the reference's event; where people are shown a
//! better one, that is the first of the `labels`.

use serde_json::{Map, Value};

use crate::diag::{Diagnostic, Fix, Label};
use crate::text::{SourceMap, Span};

use super::{order, visible};

/// The reports as lines of JSON, each ending with a line break.
pub fn render(diagnostics: &[Diagnostic], sources: &SourceMap) -> String {
    let mut out = String::new();
    for diagnostic in order::for_machines(diagnostics) {
        let text = object(diagnostic, sources).to_string();
        out.push_str(&visible::json(&text));
        out.push('\n');
    }
    out
}

fn object(diagnostic: &Diagnostic, sources: &SourceMap) -> Value {
    let mut map = Map::new();
    let mut put = |key: &str, value: Value| map.insert(key.to_owned(), value);
    put("severity", diagnostic.severity.as_str().into());
    put("id", (&*diagnostic.id).into());
    put("code", diagnostic.code.into());
    put(
        "shape",
        diagnostic
            .shape
            .map_or(Value::Null, |shape| shape.to_string().into()),
    );
    let event_span = diagnostic
        .event_span
        .filter(|event| is_elsewhere(*event, diagnostic.span, sources));
    for (key, value) in place(event_span.or(diagnostic.span), sources) {
        put(key, value);
    }
    put("message", (&*diagnostic.message).into());
    let better = diagnostic.span.filter(|_| event_span.is_some());
    let better = better.map(|span| Label {
        span,
        message: diagnostic.here.clone(),
    });
    let labels = better.iter().chain(&diagnostic.labels);
    put(
        "labels",
        labels.map(|label| label_object(label, sources)).collect(),
    );
    put("notes", strings(&diagnostic.notes));
    put("help", strings(&diagnostic.help));
    let fixes = diagnostic.fixes.iter();
    put("fixes", fixes.map(|fix| fix_object(fix, sources)).collect());
    Value::Object(map)
}

/// Whether a place begins on another line than the better one.
fn is_elsewhere(event: Span, better: Option<Span>, sources: &SourceMap) -> bool {
    let line = |span: Span| Some(sources.get(span.file)?.line_column(span.start).line);
    better.is_none_or(|better| event.file != better.file || line(event) != line(better))
}

fn strings(texts: &[String]) -> Value {
    texts.iter().map(|text| Value::from(&**text)).collect()
}

fn label_object(label: &Label, sources: &SourceMap) -> Value {
    let mut map = Map::new();
    for (key, value) in place(Some(label.span), sources) {
        map.insert(key.to_owned(), value);
    }
    map.insert("message".to_owned(), (&*label.message).into());
    Value::Object(map)
}

fn fix_object(fix: &Fix, sources: &SourceMap) -> Value {
    let edits = fix.edits.iter().map(|edit| {
        let mut map = Map::new();
        for (key, value) in place(Some(edit.span), sources) {
            map.insert(key.to_owned(), value);
        }
        map.insert("text".to_owned(), (&*edit.text).into());
        Value::Object(map)
    });
    let mut map = Map::new();
    map.insert("title".to_owned(), (&*fix.title).into());
    map.insert("edits".to_owned(), edits.collect());
    Value::Object(map)
}

fn place(span: Option<Span>, sources: &SourceMap) -> [(&'static str, Value); 5] {
    let found = span.and_then(|span| Some((span, sources.get(span.file)?)));
    let [name, line, column, end_line, end_column] = match found {
        Some((span, file)) => {
            let start = file.line_column(span.start);
            let end = file.line_column(span.end.max(span.start));
            [
                file.name().into(),
                start.line.into(),
                start.column.into(),
                end.line.into(),
                end.column.into(),
            ]
        }
        None => [
            Value::Null,
            Value::Null,
            Value::Null,
            Value::Null,
            Value::Null,
        ],
    };
    [
        ("file", name),
        ("line", line),
        ("column", column),
        ("endLine", end_line),
        ("endColumn", end_column),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::testing::code;
    use super::*;
    use crate::diag::{Code, Severity};
    use crate::name::ShapeId;
    use crate::text::Origin;

    const CODE: Code = code("unresolved-target", Severity::Error);

    #[test]
    fn the_contract_is_kept_to_the_letter() {
        let mut sources = SourceMap::new();
        let file = sources.add("model/a.smithy", "ä: Sting\n", Origin::User);
        let span = Span::new(file, 4, 9);
        let report = CODE
            .at(span, "`Sting` is not a shape")
            .shape(ShapeId::parse("ns#A$b").unwrap())
            .label(Span::new(file, 0, 2), "here")
            .note("n")
            .help("h")
            .fix(Fix::replace("write `String`", span, "String"));
        assert_eq!(
            render(&[report], &sources),
            concat!(
                r#"{"severity":"ERROR","id":"Target","code":"unresolved-target","shape":"ns#A$b","#,
                r#""file":"model/a.smithy","line":1,"column":4,"endLine":1,"endColumn":9,"#,
                r#""message":"`Sting` is not a shape","#,
                r#""labels":[{"file":"model/a.smithy","line":1,"column":1,"endLine":1,"endColumn":2,"message":"here"}],"#,
                r#""notes":["n"],"help":["h"],"#,
                r#""fixes":[{"title":"write `String`","edits":[{"file":"model/a.smithy","line":1,"column":4,"endLine":1,"endColumn":9,"text":"String"}]}]}"#,
                "\n"
            )
        );
    }

    #[test]
    fn the_place_of_the_event_comes_before_the_better_one() {
        let mut sources = SourceMap::new();
        let file = sources.add("a.smithy", "list A {\n    member: B\n}", Origin::User);
        let report = CODE
            .at(Span::new(file, 21, 22), "no `B`")
            .here("nothing has this name")
            .label(Span::new(file, 5, 6), "the list")
            .event_at(Span::new(file, 0, 6));
        let text = render(&[report], &sources);
        let line: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(line["line"], 1);
        assert_eq!(line["labels"][0]["line"], 2);
        assert_eq!(line["labels"][0]["message"], "nothing has this name");
        assert_eq!(line["labels"][1]["message"], "the list");
    }

    #[test]
    fn a_report_without_a_place_has_null_positions_and_no_raw_bidi() {
        let text = render(&[CODE.without_place("a\u{202e}b")], &SourceMap::new());
        assert!(
            text.contains(
                r#""file":null,"line":null,"column":null,"endLine":null,"endColumn":null"#
            )
        );
        assert!(text.contains(r"a\u202eb"), "{text}");
    }
}
