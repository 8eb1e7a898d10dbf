//! Checks of whole models: which events a model gives, in which order of phases, and what never
//! happens whatever the model.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use proptest::prelude::*;
use smithyc::check::{Context, check_loaded};
use smithyc::diag::{Diagnostics, Severity};
use smithyc::emit::{JsonOptions, json_ast};
use smithyc::knowledge::{Closure, contextual_name};
use smithyc::load;
use smithyc::model::Model;
use smithyc::name::ShapeId;
use smithyc::node::{Entry, Node, Number, Object, Value};
use smithyc::text::{FileId, Origin, SourceMap, Span};
use smithyc::values::Purpose;

fn load_all(files: &[(&str, &str)]) -> (Model, SourceMap, Diagnostics) {
    let mut sources = SourceMap::new();
    let ids: Vec<FileId> = files
        .iter()
        .map(|(name, text)| sources.add(*name, *text, Origin::User))
        .collect();
    let (model, reports) = load::load(&mut sources, &ids, &load::Options::default());
    (model, sources, reports)
}

fn reports(text: &str) -> Diagnostics {
    let (model, sources, loaded) = load_all(&[("model.smithy", text)]);
    check_loaded(&model, &sources, loaded)
}

/// `SEVERITY EventId relative-shape`, sorted.
fn events(body: &str) -> Vec<String> {
    let text = format!("$version: \"2\"\n{body}");
    let mut events: Vec<String> = reports(&text)
        .iter()
        .map(|report| {
            let shape = report.shape.map_or(String::new(), ShapeId::relative);
            format!("{} {} {shape}", report.severity, report.id)
        })
        .collect();
    events.sort();
    events
}

#[test]
fn a_sound_model_gives_no_report() {
    let found = events(
        r#"
        namespace example.weather
        use aws.protocols#restJson1

        @restJson1
        @httpBearerAuth
        service Weather { version: "1", resources: [City], errors: [Busy] }

        resource City {
            identifiers: { cityId: CityId }
            read: GetCity
            list: ListCities
        }

        @pattern("^[a-z]+$")
        string CityId

        @readonly
        @http(method: "GET", uri: "/cities/{cityId}")
        operation GetCity {
            input := for City { @required @httpLabel $cityId }
            output := { @required name: String, weather: Weather2 }
        }

        union Weather2 { sun: Unit, rain: Integer }

        @readonly
        @paginated(inputToken: "token", outputToken: "next", items: "cities", pageSize: "size")
        @http(method: "GET", uri: "/cities")
        operation ListCities {
            input := { @httpQuery("token") token: String, @httpQuery("size") size: Integer }
            output := { next: String, cities: Cities }
        }

        list Cities { member: CityId }

        @error("server")
        @httpError(503)
        @retryable(throttling: true)
        structure Busy { message: String }
        "#,
    );
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn an_unresolved_target_leaves_only_targets_to_be_checked() {
    let found = events(
        r#"
        namespace example
        structure A { a: Missing, b: Op }
        operation Op {}
        @length(min: -1)
        string B
        enum C { lower }
        "#,
    );
    assert_eq!(
        found,
        ["ERROR Target A$b", "ERROR Target.UnresolvedShape A$a"]
    );
}

#[test]
fn critical_errors_stop_what_relies_on_them() {
    let found = events(
        r#"
        namespace example
        @http(method: "GET", uri: "/{a}")
        structure A {}
        @length(min: -1)
        string B
        "#,
    );
    assert_eq!(found, ["ERROR TraitTarget A"]);
}

#[test]
fn a_trait_of_a_known_package_that_cannot_be_read_stops_everything() {
    let found = events(
        r#"
        namespace example
        @http(method: "GET")
        operation A {}
        structure B { b: A }
        "#,
    );
    assert_eq!(found, ["ERROR Model A"]);
}

#[test]
fn suppressions_lower_and_overrides_raise() {
    let found = events(
        r#"
        metadata suppressions = [{ namespace: "example", id: "UnstableTrait" }]
        metadata severityOverrides = [{ namespace: "*", id: "PatternTrait", severity: "DANGER" }]
        namespace example

        @trait
        @unstable
        structure odd {}

        @odd
        @pattern("a")
        string A

        enum B {
            @suppress(["EnumShape"])
            lower
            upper
        }
        "#,
    );
    assert_eq!(
        found,
        [
            "DANGER PatternTrait A",
            "SUPPRESSED EnumShape B$lower",
            "SUPPRESSED UnstableTrait.example#odd A",
            "WARNING EnumShape B$upper",
        ]
    );
}

#[test]
fn errors_are_never_suppressed() {
    let found = events(
        r#"
        metadata suppressions = [{ namespace: "*", id: "Union" }]
        namespace example
        union A {}
        "#,
    );
    assert_eq!(found, ["ERROR Union A", "NOTE UnusedSuppression "]);
}

#[test]
fn values_of_traits_point_at_the_part_that_is_wrong() {
    let text = r#"$version: "2"
namespace example

@trait
structure season {
    @required
    from: Integer
    days: Days
}

list Days { member: Integer }

@season(from: 1, days: [1, "two", 3])
string A
"#;
    let (model, sources, loaded) = load_all(&[("model.smithy", text)]);
    let found = check_loaded(&model, &sources, loaded);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(sources.slice(found[0].span.unwrap()), "\"two\"");
    assert_eq!(found[0].id, "TraitValue");
}

#[test]
fn fixes_mend_what_they_are_for() {
    let text = "$version: \"2\"\nnamespace example\n@range(min: 0, maxx: 4)\ninteger A\n";
    let found = reports(text);
    let edits = &found[0].fixes[0].edits;
    let mended = smithyc::text::apply_edits(text, edits).unwrap();
    assert!(mended.contains("max: 4"), "{mended}");
    assert!(reports(&mended).is_empty());
}

#[test]
fn closures_hold_what_a_service_offers() {
    let (model, _, loaded) = load_all(&[(
        "model.smithy",
        r#"$version: "2"
        namespace example
        service S { operations: [B], resources: [R], rename: { "other#Day": "OtherDay" } }
        resource R { identifiers: { id: Id }, create: C, collectionOperations: [A], resources: [Q] }
        resource Q { identifiers: { id: Id }, operations: [D] }
        operation A { input := { day: Day } }
        operation B { output := with [M] {} }
        operation C {}
        operation D { input := { @required id: Id } }
        string Id
        structure Day { next: Day }
        @mixin
        structure M { when: Timestamp }
        structure Unused {}
        "#,
    )]);
    assert!(
        loaded.iter().all(|report| report.id != "Model"),
        "{loaded:#?}"
    );
    let id = |name: &str| ShapeId::new("example", name);
    let closure = Closure::of(&model, id("S"));
    let names = |ids: Vec<ShapeId>| ids.iter().map(|id| id.name.to_string()).collect::<Vec<_>>();
    assert_eq!(
        names(closure.operations.keys().copied().collect()),
        ["B", "C", "A", "D"]
    );
    assert_eq!(
        names(closure.resources.keys().copied().collect()),
        ["R", "Q"]
    );
    assert_eq!(
        names(closure.shapes.clone()),
        ["AInput", "BOutput", "DInput", "Day", "Id", "Timestamp"]
    );
    assert_eq!(closure.resource_of(&model, id("A")).unwrap().owner, id("R"));
    assert!(closure.resource_of(&model, id("B")).is_none());
    let service = model.shape(id("S")).unwrap();
    let other = ShapeId::new("other", "Day");
    assert_eq!(contextual_name(service, other), "OtherDay");
    assert_eq!(contextual_name(service, id("Day")), "Day");
}

/// Everything that can be asked of a value, in one model.
const ALL_SHAPES: &str = r#"$version: "2"
namespace example

@trait
structure all {
    blob: Blob
    boolean: Boolean
    string: Text
    @timestampFormat("http-date")
    date: Timestamp
    timestamp: Timestamp
    byte: Byte
    integer: Small
    long: Long
    float: Float
    bigInteger: BigInteger
    bigDecimal: BigDecimal
    document: Document
    sky: Sky
    wind: Wind
    list: Texts
    sparse: Sparse
    map: Map
    union: Either
    again: all
    reference: Reference
}

@length(min: 1, max: 3)
@pattern("^[a-z]*$")
string Text

@range(min: -5, max: 5)
integer Small

enum Sky {
    SUN = "sun"
}

intEnum Wind {
    CALM = 0
}

@uniqueItems
@length(max: 2)
list Texts { member: Text }

@sparse
list Sparse { member: Text }

@length(max: 2)
map Map { key: Text, value: Either }

union Either { text: Text, more: all }

@idRef(failWhenMissing: true, selector: "structure")
string Reference
"#;

fn here() -> Span {
    Span::start_of(FileId(0))
}

fn nodes() -> impl Strategy<Value = Node> {
    let keys = prop_oneof![
        "[a-z]{0,4}",
        proptest::sample::select(vec![
            "blob",
            "boolean",
            "string",
            "date",
            "timestamp",
            "byte",
            "integer",
            "long",
            "float",
            "bigInteger",
            "bigDecimal",
            "document",
            "sky",
            "wind",
            "list",
            "sparse",
            "map",
            "union",
            "again",
            "reference",
            "text",
            "more",
        ])
        .prop_map(str::to_owned),
    ];
    let numbers = prop_oneof!["-?(0|[1-9][0-9]{0,20})(\\.[0-9]{1,5})?([eE][+-]?[0-9]{1,3})?"];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Boolean),
        numbers.prop_map(|text| Value::Number(Number::from_text(text))),
        ".{0,8}".prop_map(|text| Value::String(text.into())),
        proptest::sample::select(vec!["sun", "NaN", "example#all", "2024-01-01T00:00:00Z"])
            .prop_map(|text| Value::String(text.into())),
    ]
    .prop_map(|value| Node::new(value, here()));
    leaf.prop_recursive(5, 48, 6, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6)
                .prop_map(|elements| Node::new(Value::Array(elements), here())),
            proptest::collection::vec((keys.clone(), inner), 0..6).prop_map(|entries| {
                let entries = entries
                    .into_iter()
                    .map(|(key, value)| Entry {
                        key: key.into(),
                        key_span: here(),
                        value,
                    })
                    .collect();
                Node::new(Value::Object(Object { entries }), here())
            }),
        ]
    })
}

fn fit_all(context: &Context<'_>, node: &Node) -> Diagnostics {
    let purpose = Purpose::new("TraitValue", ShapeId::new("example", "Text"), &"`@all`");
    let mut out = Diagnostics::new();
    context
        .fit()
        .check(node, ShapeId::new("example", "all"), &purpose, &mut out);
    out
}

proptest! {
    #[test]
    fn any_node_can_be_checked_against_any_shape(node in nodes()) {
        thread_local! {
            static MODEL: &'static (Model, SourceMap, Diagnostics) =
                Box::leak(Box::new(load_all(&[("all.smithy", ALL_SHAPES)])));
        }
        MODEL.with(|(model, sources, loaded)| {
            assert!(loaded.is_empty(), "{loaded:#?}");
            let context = Context::new(model, sources);
            let _ = fit_all(&context, &node);
        });
    }
}

#[test]
fn hostile_values_are_checked_soon() {
    let (model, sources, loaded) = load_all(&[("all.smithy", ALL_SHAPES)]);
    assert!(loaded.is_empty(), "{loaded:#?}");
    let context = Context::new(&model, &sources);
    let object = |key: &str, value: Node| {
        let mut object = Object::default();
        object.push(key, here(), value);
        Node::new(Value::Object(object), here())
    };
    let start = Instant::now();
    let mut deep = object("again", Node::null(here()));
    for _ in 0..1_000 {
        deep = object("again", deep);
    }
    assert_eq!(fit_all(&context, &deep).len(), 1);

    let many = (0..100_000)
        .map(|i| Node::string(format!("{i}"), here()))
        .collect();
    let many = object("list", Node::new(Value::Array(many), here()));
    assert!(!fit_all(&context, &many).is_empty());

    let mut keys = Object::default();
    for i in 0..20_000 {
        keys.push(format!("unknown{i}"), here(), Node::null(here()));
    }
    let keys = Node::new(Value::Object(keys), here());
    assert_eq!(
        fit_all(&context, &keys).len(),
        smithyc::diag::REPORTS_OF_A_FILE
    );
    assert!(start.elapsed() < Duration::from_secs(20));
}

#[test]
fn hostile_models_are_checked_soon() {
    use std::fmt::Write as _;
    let start = Instant::now();
    let mut text = String::from("$version: \"2\"\nnamespace example\nservice S { operations: [");
    for i in 0..3_000 {
        let _ = write!(text, "O{i}, ");
    }
    text.push_str("] }\n");
    for i in 0..3_000 {
        let _ = writeln!(
            text,
            "@http(method: \"POST\", uri: \"/same\")\noperation O{i} {{ input: I{i} }}\n\
             structure I{i} {{ @required next: I{}, list: L{i} }}\n\
             @uniqueItems\nlist L{i} {{ member: L{} }}\n\
             resource R{i} {{ resources: [R{}] }}\nunion U{i} {{ next: U{} }}",
            (i + 1) % 3_000,
            (i + 1) % 3_000,
            (i + 1) % 3_000,
            (i + 1) % 3_000,
        );
    }
    let found = reports(&text);
    assert!(found.iter().any(|report| report.id == "ResourceCycle"));
    let mended = text.replace("resources: [", "operations: []\n//");
    let _ = reports(&mended);
    assert!(
        start.elapsed() < Duration::from_secs(60),
        "{:?}",
        start.elapsed()
    );
}

#[test]
fn hostile_relations_are_checked_soon() {
    use std::fmt::Write as _;
    let start = Instant::now();
    let mut text = String::from("$version: \"2\"\nmetadata shapeClosures = [");
    for i in 0..2_000 {
        let _ = write!(
            text,
            "{{ id: \"example.closures#C{i}\", includeBySelector: \"* ~> *\" }}, "
        );
    }
    text.push_str("]\nnamespace example\n");
    for i in 0..2_000 {
        let _ = writeln!(
            text,
            "resource R{i} {{ identifiers: {{ id: String }}, resources: [R{}] }}\n\
             structure S{i} {{ id: String, next: S{} }}\n\
             @trait @traitValidators(\"all{i}\": {{ selector: \"~> *\" }}) structure t{i} {{}}\n\
             @t{i} structure With{i} {{ all: S0 }}",
            (i + 1).min(1_999),
            (i + 1) % 2_000,
        );
    }
    let mended = text.replace(", resources: [R1999]", "");
    for text in [text, mended] {
        let _ = reports(&text);
        assert!(
            start.elapsed() < Duration::from_secs(90),
            "{:?}",
            start.elapsed()
        );
    }
}

#[test]
fn hostile_patterns_are_given_up() {
    let start = Instant::now();
    for pattern in [
        "^(a+)+$",
        "^(a|aa)+$",
        "^(a+)+\\\\1$",
        "^(?=(a+)+$)(a+)+$",
        "^(.*)*(?!b)x$",
    ] {
        let long = "a".repeat(20_000);
        let mut text = format!(
            "$version: \"2\"\nnamespace example\n@trait @pattern(\"{pattern}\") string slow\n"
        );
        for i in 0..50 {
            text.push_str(&format!("@slow(\"{long}!\") string S{i}\n"));
        }
        let found = reports(&text);
        assert!(!found.is_empty(), "{pattern}");
    }
    assert!(
        start.elapsed() < Duration::from_secs(60),
        "{:?}",
        start.elapsed()
    );
}

fn shared() -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/models");
    if path.is_dir() {
        return Some(path);
    }
    println!("skipped: there is no {}", path.display());
    None
}

fn files_below(path: &Path) -> Vec<PathBuf> {
    if path.is_file() {
        return vec![path.to_owned()];
    }
    let mut files: Vec<PathBuf> = std::fs::read_dir(path)
        .unwrap()
        .flat_map(|entry| files_below(&entry.unwrap().path()))
        .filter(|path| {
            path.extension()
                .is_some_and(|end| end == "smithy" || end == "json")
        })
        .collect();
    files.sort();
    files
}

fn load_paths(paths: &[PathBuf]) -> (Model, SourceMap, Diagnostics) {
    let texts: Vec<(String, String)> = paths
        .iter()
        .map(|path| {
            let text = std::fs::read_to_string(path).unwrap();
            (path.to_string_lossy().into_owned(), text)
        })
        .collect();
    let files: Vec<(&str, &str)> = texts.iter().map(|(a, b)| (&**a, &**b)).collect();
    load_all(&files)
}

#[test]
fn real_models_give_no_error_that_they_should_not() {
    let Some(shared) = shared() else { return };
    let expected = std::fs::read_to_string(shared.join("events.jsonl")).unwrap();
    let mut checked = 0;
    for line in expected.lines() {
        let case: serde_json::Value = serde_json::from_str(line).unwrap();
        let name = case["case"].as_str().unwrap();
        if !name.starts_with("aws-idl/") && !name.starts_with("protocol-tests/") {
            continue;
        }
        let known: Vec<(String, String)> = case["events"]
            .as_array()
            .unwrap()
            .iter()
            .map(|event| {
                let text = |key: &str| event[key].as_str().unwrap_or("").to_owned();
                (text("id"), text("shape"))
            })
            .collect();
        let (model, sources, loaded) = load_paths(&files_below(&shared.join(name)));
        for report in check_loaded(&model, &sources, loaded) {
            if report.severity >= Severity::Danger {
                let shape = report
                    .shape
                    .map_or(String::new(), |shape| shape.to_string());
                let event = (report.id.to_string(), shape);
                assert!(known.contains(&event), "{name}: {report:#?}");
            }
        }
        checked += 1;
    }
    assert!(checked > 0);
}

#[test]
fn the_json_ast_reads_back_as_the_same_model() {
    let Some(shared) = shared() else { return };
    for name in ["aws-idl/lambda", "protocol-tests/smithy-protocol-tests"] {
        let (model, sources, _) = load_paths(&files_below(&shared.join(name)));
        let options = JsonOptions::default();
        let first = json_ast(&model, &sources, &options);
        let text = serde_json::to_string(&first).unwrap();
        let (again, sources, _) = load_all(&[("model.json", &text)]);
        assert_eq!(json_ast(&again, &sources, &options), first, "{name}");
    }
}

#[test]
fn flattening_works_mixins_into_the_shapes() {
    let (model, sources, _) = load_all(&[(
        "model.smithy",
        r#"$version: "2"
        namespace example
        @mixin
        @sensitive
        structure M { @required a: String }
        structure A with [M] { b: Integer }
        apply A$a @documentation("a")
        "#,
    )]);
    let plain = json_ast(&model, &sources, &JsonOptions::default());
    let shapes = plain["shapes"].as_object().unwrap();
    assert_eq!(
        shapes.keys().collect::<Vec<_>>(),
        ["example#A", "example#A$a", "example#M"]
    );
    assert_eq!(shapes["example#A$a"]["type"], "apply");
    assert!(shapes["example#A"].get("traits").is_none());
    let flat = json_ast(
        &model,
        &sources,
        &JsonOptions {
            flatten: true,
            ..JsonOptions::default()
        },
    );
    let shapes = flat["shapes"].as_object().unwrap();
    assert_eq!(shapes.keys().collect::<Vec<_>>(), ["example#A"]);
    let a = &shapes["example#A"];
    assert!(a["traits"].get("smithy.api#sensitive").is_some());
    let members: Vec<_> = a["members"].as_object().unwrap().keys().collect();
    assert_eq!(members, ["a", "b"]);
    assert_eq!(a["members"]["a"]["traits"].as_object().unwrap().len(), 2);
}
