//! Loading: what a set of files means, and what is said where they mean nothing.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::fmt::Write as _;

use smithyc::diag::{Diagnostic, Severity};
use smithyc::load::{self, Options};
use smithyc::model::{Model, Shape, TraitSource};
use smithyc::name::{ShapeId, ShapeType, known};
use smithyc::node::Value;
use smithyc::text::{Origin, SourceMap};

struct Loaded {
    model: Model,
    reports: Vec<Diagnostic>,
    sources: SourceMap,
}

fn load_with(files: &[(&str, &str)], options: Options) -> Loaded {
    let mut sources = SourceMap::new();
    let ids: Vec<_> = files
        .iter()
        .map(|(name, text)| sources.add(*name, *text, Origin::User))
        .collect();
    let (model, reports) = load::load(&mut sources, &ids, &options);
    Loaded {
        model,
        reports: reports.into_vec(),
        sources,
    }
}

fn load_files(files: &[(&str, &str)]) -> Loaded {
    load_with(files, Options::default())
}

/// Loads one IDL file in the namespace `a` and version 2.
fn idl(body: &str) -> Loaded {
    let text = format!("$version: \"2\"\n\nnamespace a\n\n{body}");
    load_files(&[("a.smithy", &text)])
}

fn id(text: &str) -> ShapeId {
    ShapeId::parse(text).expect("a shape id")
}

impl Loaded {
    /// Demands that nothing was reported.
    fn clean(self) -> Self {
        assert!(self.reports.is_empty(), "{:#?}", self.reports);
        self
    }

    fn shape(&self, text: &str) -> &Shape {
        self.model.shape(id(text)).expect("the shape")
    }

    fn target(&self, text: &str) -> String {
        let member = self.model.member(id(text)).expect("the member");
        member.target.id.to_string()
    }

    /// `code shape text-under-the-label` of every report for people.
    fn said(&self) -> Vec<String> {
        let for_people = self.reports.iter().filter(|report| !report.echo);
        for_people.map(|report| self.line(report)).collect()
    }

    fn line(&self, report: &Diagnostic) -> String {
        let place = report.span.map_or("", |span| self.sources.slice(span));
        let shape = report
            .shape
            .map_or("-".to_owned(), |shape| shape.to_string());
        format!("{} {shape} {place}", report.code)
    }

    fn report(&self, code: &str) -> &Diagnostic {
        let found = self.reports.iter().find(|report| report.code == code);
        found.expect("the report")
    }
}

fn members(shape: &Shape) -> Vec<&str> {
    shape.members.keys().map(|name| name.as_str()).collect()
}

#[test]
fn a_name_is_an_import_then_local_then_of_the_prelude() {
    let other = "$version: \"2\"\nnamespace b\nstring City\nstring Integer\n";
    let text = "$version: \"2\"\nnamespace a\nuse b#City\nstring Town\nstring Long\n\
        structure S {\n    a: City\n    b: Town\n    c: Long\n    d: String\n    e: b#Integer\n    f: Integer\n}\n";
    let loaded = load_files(&[("b.smithy", other), ("a.smithy", text)]).clean();
    let targets = ["a", "b", "c", "d", "e", "f"].map(|name| loaded.target(&format!("a#S${name}")));
    assert_eq!(
        targets,
        [
            "b#City",
            "a#Town",
            "a#Long",
            "smithy.api#String",
            "b#Integer",
            "smithy.api#Integer"
        ]
    );
}

#[test]
fn bundled_packages_come_when_they_are_mentioned() {
    let names = |loaded: &Loaded| -> Vec<String> {
        let files = loaded.sources.iter();
        files.map(|(_, file)| file.name().to_owned()).collect()
    };
    let loaded = idl("string City\n").clean();
    assert_eq!(names(&loaded), ["a.smithy", "smithyc:/smithy/api.smithy"]);
    let loaded = idl("@aws.protocols#restJson1\nservice S {\n    version: \"1\"\n}\n").clean();
    assert!(names(&loaded).contains(&"smithyc:/aws/protocols.smithy".to_owned()));
    let first = loaded.model.shapes.keys().next().expect("a shape");
    assert_eq!(first.namespace.as_str(), "smithy.api");
}

#[test]
fn a_package_of_the_user_replaces_ours() {
    let own = "$version: \"2\"\nnamespace alloy\n@trait\nstring simpleRestJson\n";
    let text = "$version: \"2\"\nnamespace a\n@alloy#simpleRestJson(\"x\")\nservice S {}\n";
    let loaded = load_files(&[("alloy.smithy", own), ("a.smithy", text)]).clean();
    let shape = loaded.shape("alloy#simpleRestJson");
    assert_eq!(shape.shape_type, ShapeType::String);
}

#[test]
fn an_annotation_gets_the_value_its_definition_asks_for() {
    let loaded = idl("@trait\nlist l {\n    member: String\n}\n\
         @trait\nmap m {\n    key: String\n    value: String\n}\n\
         @trait\nstring s\n\n@l\n@m\n@s\n@sensitive\nstring City\n")
    .clean();
    let value = |name: &str| {
        let node = loaded.shape("a#City").trait_value(id(name));
        node.expect("the trait").describe()
    };
    assert_eq!(value("a#l"), "an array");
    assert_eq!(value("a#m"), "an object");
    assert_eq!(value("a#s"), "null");
    assert_eq!(value("smithy.api#sensitive"), "an object");
}

#[test]
fn ids_in_values_become_absolute() {
    let loaded = idl(
        "@trait\nstructure link {\n    @idRef\n    to: String\n}\n\n\
         @link(to: Town)\nstring City\n\nstring Town\n",
    )
    .clean();
    let value = loaded.shape("a#City").trait_value(id("a#link"));
    assert_eq!(value.and_then(|it| it.get_str("to")), Some("a#Town"));
}

#[test]
fn lists_of_one_trait_are_joined_and_what_is_applied_comes_last() {
    let loaded = idl(
        "apply City @tags([\"a\"])\n\n@tags([\"b\"])\nstring City\n\napply City @tags([\"c\"])\n",
    )
    .clean();
    let value = loaded.shape("a#City").trait_value(known::TAGS);
    let tags = value.and_then(|it| it.as_array()).expect("an array");
    let tags: Vec<_> = tags.iter().filter_map(|tag| tag.as_str()).collect();
    assert_eq!(tags, ["b", "a", "c"]);
}

#[test]
fn equal_values_of_a_trait_are_one_and_others_conflict() {
    idl("/// Same.\nstring City\n\napply City @documentation(\"Same.\")\n").clean();
    let loaded = idl("@title(\"a\")\n@title(\"b\")\nstring City\n");
    assert_eq!(loaded.said(), ["trait-conflict a#City @title(\"b\")"]);
}

#[test]
fn apply_reaches_shapes_members_and_blocks() {
    let loaded = idl("structure S {\n    a: String\n}\n\n\
         apply S$a {\n    @required\n    @documentation(\"x\")\n}\n\napply S @sensitive\n")
    .clean();
    let member = loaded.model.member(id("a#S$a")).expect("the member");
    let applied = member.traits.get(known::REQUIRED).expect("the trait");
    assert_eq!(applied.source, TraitSource::Applied);
    assert!(member.has_trait(known::DOCUMENTATION));
    assert!(loaded.shape("a#S").has_trait(known::SENSITIVE));
}

#[test]
fn an_unresolved_apply_is_said_once_however_many_traits() {
    let loaded = idl("apply Ciy {\n    @sensitive\n    @deprecated\n}\n\nstring City\n");
    assert_eq!(loaded.said(), ["unresolved-apply - Ciy"]);
    assert_eq!(loaded.reports.len(), 2);
}

#[test]
fn enum_members_have_values() {
    let loaded =
        idl("enum Sky {\n    CLEAR\n    CLOUDY = \"cloudy\"\n}\n\nintEnum N {\n    ONE = 1\n}\n")
            .clean();
    let applied = |name: &str| {
        let member = loaded.model.member(id(name)).expect("the member");
        assert_eq!(member.target.id, known::UNIT);
        member.traits.get(known::ENUM_VALUE).expect("the trait")
    };
    assert_eq!(applied("a#Sky$CLEAR").source, TraitSource::Synthetic);
    assert_eq!(applied("a#Sky$CLEAR").value.as_str(), Some("CLEAR"));
    assert_eq!(applied("a#Sky$CLOUDY").source, TraitSource::Declared);
    assert_eq!(applied("a#Sky$CLOUDY").value.as_str(), Some("cloudy"));
    assert!(applied("a#N$ONE").value.as_number().is_some());
}

#[test]
fn defaults_are_traits_and_null_is_one() {
    let loaded = idl("structure S {\n    a: Integer = 1\n    b: Integer = null\n}\n").clean();
    let default = |name: &str| {
        let member = loaded.model.member(id(name)).expect("the member");
        member.trait_value(known::DEFAULT).expect("the default")
    };
    assert!(matches!(default("a#S$a").value, Value::Number(_)));
    assert!(default("a#S$b").is_null());
}

#[test]
fn inline_structures_are_shapes_of_their_own() {
    let loaded = load_files(&[(
        "a.smithy",
        "$version: \"2\"\n$operationInputSuffix: \"Request\"\nnamespace a\n\
         operation Get {\n    input := @sensitive {\n        a: String\n    }\n    output := {}\n}\n",
    )])
    .clean();
    let operation = loaded.shape("a#Get").operation().expect("an operation");
    assert_eq!(operation.input.id.to_string(), "a#GetRequest");
    assert_eq!(operation.output.id.to_string(), "a#GetOutput");
    let input = loaded.shape("a#GetRequest");
    assert!(input.has_trait(known::INPUT) && input.has_trait(known::SENSITIVE));
    assert!(loaded.shape("a#GetOutput").has_trait(known::OUTPUT));
    let order: Vec<_> = loaded
        .model
        .shapes
        .keys()
        .map(|id| id.name.as_str())
        .collect();
    assert!(order.ends_with(&["Get", "GetRequest", "GetOutput"]));
}

#[test]
fn mixins_bring_members_first_and_traits_that_can_be_overridden() {
    let loaded = idl(
        "@mixin(localTraits: [internal])\n@internal\n@deprecated\n@title(\"A\")\n\
         structure A {\n    @required\n    a: String\n    b: String\n}\n\n\
         @mixin\nstructure B with [A] {\n    c: String\n}\n\n\
         @title(\"C\")\nstructure C with [B] {\n    d: String\n    /// Mine.\n    $a\n}\n\n\
         apply C$b @required\n",
    )
    .clean();
    let c = loaded.shape("a#C");
    assert_eq!(members(c), ["a", "b", "c", "d"]);
    assert_eq!(c.traits.text(known::TITLE), Some("C"));
    assert!(c.has_trait(known::DEPRECATED));
    assert!(!c.has_trait(known::INTERNAL) && !c.has_trait(known::MIXIN));
    let a = loaded.model.member(id("a#C$a")).expect("the member");
    assert!(a.local && a.has_trait(known::REQUIRED) && a.has_trait(known::DOCUMENTATION));
    let from: Vec<_> = a.mixins.iter().map(ToString::to_string).collect();
    assert_eq!(from, ["a#B$a"]);
    let source = |name: &str| {
        let member = loaded.model.member(id(name)).expect("the member");
        member.traits.get(known::REQUIRED).map(|it| it.source)
    };
    assert_eq!(source("a#C$a"), Some(TraitSource::Mixin));
    assert_eq!(source("a#C$b"), Some(TraitSource::Applied));
    assert!(!loaded.model.member(id("a#C$b")).expect("the member").local);
}

#[test]
fn services_and_operations_join_what_mixins_say() {
    let loaded = idl(
        "operation A {}\n\noperation B {}\n\n@error(\"client\")\nstructure E {}\n\n\
         @error(\"client\")\nstructure F {}\n\n\
         @mixin\nservice M {\n    version: \"1\"\n    operations: [A]\n    errors: [E]\n}\n\n\
         service S with [M] {\n    operations: [B]\n}\n\n\
         @mixin\noperation O {\n    errors: [E]\n}\n\noperation P with [O] {\n    errors: [F]\n}\n",
    )
    .clean();
    let service = loaded.shape("a#S").service().expect("a service");
    let version = service.version.as_ref().map(|version| &*version.value);
    assert_eq!(version, Some("1"));
    let names = |list: &[smithyc::model::Reference]| -> Vec<String> {
        list.iter().map(|it| it.id.relative()).collect()
    };
    assert_eq!(names(&service.operations), ["A", "B"]);
    assert_eq!(names(&service.errors), ["E"]);
    let operation = loaded.shape("a#P").operation().expect("an operation");
    assert_eq!(names(&operation.errors), ["E", "F"]);
}

#[test]
fn members_without_target_take_it_from_the_resource_or_the_mixin() {
    let loaded = idl(
        "resource City {\n    identifiers: {\n        cityId: CityId\n    }\n\
         properties: {\n        size: Integer\n    }\n}\n\nstring CityId\n\n\
         @mixin\nstructure M {\n    m: Long\n}\n\n\
         structure S for City with [M] {\n    @required\n    $cityId\n    $size\n    $m\n}\n",
    )
    .clean();
    assert_eq!(loaded.target("a#S$cityId"), "a#CityId");
    assert_eq!(loaded.target("a#S$size"), "smithy.api#Integer");
    assert_eq!(loaded.target("a#S$m"), "smithy.api#Long");
}

#[test]
fn a_cycle_of_mixins_is_said_once() {
    let loaded = idl(
        "@mixin\nstructure A with [B] {}\n\n@mixin\nstructure B with [C] {}\n\n\
         @mixin\nstructure C with [A] {}\n",
    );
    assert_eq!(loaded.said(), ["mixin-cycle a#A B"]);
    assert_eq!(loaded.reports.len(), 3);
}

#[test]
fn what_a_missing_mixin_would_bring_is_not_missed() {
    let loaded =
        idl("structure S with [M] {\n    $a\n}\n\nlist L with [M] {}\n\napply S$b @required\n");
    assert_eq!(loaded.said(), ["unresolved-target a#S M"]);
}

#[test]
fn a_broken_shape_is_one_mistake() {
    let loaded = idl("structure S {\n    a: City\n}\n\nstructure City {\n    name: = String\n}\n");
    let codes: Vec<_> = loaded.reports.iter().map(|report| report.code).collect();
    assert_eq!(codes.len(), 1, "{codes:?}");
    assert!(!codes.contains(&"unresolved-target"));
}

#[test]
fn suggestions_fit_the_place() {
    let loaded = idl("@requird\nstructure S {\n    a: Sting\n}\n");
    let titles = |report: &Diagnostic| -> Vec<String> {
        report.fixes.iter().map(|fix| fix.title.clone()).collect()
    };
    assert_eq!(
        titles(loaded.report("unresolved-target")),
        ["did you mean `String`?"]
    );
    assert_eq!(
        titles(loaded.report("unresolved-trait")),
        ["did you mean `required`?"]
    );
}

#[test]
fn a_missing_import_is_offered_behind_the_namespace() {
    let loaded = idl("@restJson1\nservice T {}\n");
    let fix = &loaded.report("unresolved-trait").fixes[0];
    assert_eq!(fix.title, "add `use aws.protocols#restJson1`");
    let file = loaded
        .sources
        .get(fix.edits[0].span.file)
        .expect("the file");
    let fixed = smithyc::text::apply_edits(file.text(), &fix.edits).expect("edits apply");
    assert!(
        fixed.contains("namespace a\n\nuse aws.protocols#restJson1\n"),
        "{fixed}"
    );
    load_files(&[("a.smithy", &fixed)]).clean();
}

#[test]
fn a_name_that_is_wrong_twice_is_said_once_and_mended_everywhere() {
    let loaded = idl("structure S {\n    a: Sting\n    b: Sting\n}\n");
    assert_eq!(loaded.said().len(), 1);
    assert_eq!(loaded.reports.len(), 2);
    let report = loaded.report("unresolved-target");
    assert_eq!(report.labels.len(), 1);
    assert_eq!(report.fixes[0].edits.len(), 2);
}

#[test]
fn unknown_traits_can_be_allowed() {
    let options = Options {
        allow_unknown_traits: true,
    };
    let text = "$version: \"2\"\nnamespace a\n@cold\nstring City\n";
    let loaded = load_with(&[("a.smithy", text)], options);
    assert_eq!(loaded.reports.len(), 1);
    assert_eq!(loaded.reports[0].severity, Severity::Warning);
    assert!(loaded.shape("a#City").has_trait(id("a#cold")));
}

#[test]
fn metadata_lists_are_joined_over_files() {
    let a = "$version: \"2\"\nmetadata list = [1]\nmetadata same = \"x\"\n";
    let b = "$version: \"2\"\nmetadata list = [2]\nmetadata same = \"x\"\n";
    let loaded = load_files(&[("a.smithy", a), ("b.smithy", b)]).clean();
    let list = &loaded.model.metadata["list"].value;
    assert_eq!(list.as_array().map(<[_]>::len), Some(2));
}

#[test]
fn json_and_idl_mean_the_same() {
    let json = r#"{
        "smithy": "2.0",
        "shapes": {
            "a#S": {
                "type": "structure",
                "members": {
                    "a": { "target": "smithy.api#String", "traits": { "smithy.api#required": {} } },
                    "b": { "target": "a#L" }
                },
                "traits": { "smithy.api#documentation": "S." }
            },
            "a#L": { "type": "list", "member": { "target": "smithy.api#Integer" } },
            "a#O": { "type": "operation", "input": { "target": "a#S" } },
            "a#L$member": { "type": "apply", "traits": { "smithy.api#range": { "min": 1 } } }
        }
    }"#;
    let text = "$version: \"2\"\nnamespace a\n\n/// S.\nstructure S {\n    @required\n    a: String\n    b: L\n}\n\n\
        list L {\n    @range(min: 1)\n    member: Integer\n}\n\noperation O {\n    input: S\n}\n";
    let flat = |loaded: &Loaded| {
        let mut out = String::new();
        let own = |shape: &&Shape| shape.id.namespace.as_str() == "a";
        for shape in loaded.model.shapes.values().filter(own) {
            let traits: Vec<_> = shape.traits.iter().map(|it| it.id).collect();
            let _ = writeln!(out, "{} {} {traits:?}", shape.id, shape.shape_type);
            for member in shape.members.values() {
                let traits: Vec<_> = member.traits.iter().map(|it| it.id).collect();
                let _ = writeln!(out, "  {} {} {traits:?}", member.id, member.target.id);
            }
            if let Some(operation) = shape.operation() {
                let _ = writeln!(out, "  {} {}", operation.input.id, operation.output.id);
            }
        }
        out
    };
    let json = load_files(&[("a.json", json)]).clean();
    let idl = load_files(&[("a.smithy", text)]).clean();
    assert_eq!(flat(&json), flat(&idl));
}

#[test]
fn version_1_says_what_it_implies() {
    let text = "$version: \"1.0\"\nnamespace a\n\ninteger N\n\n@box\ninteger B\n\n\
        structure S {\n    a: N,\n    b: B,\n    c: PrimitiveInteger,\n    d: Integer,\n    @box\n    e: N,\n}\n\n\
        set T {\n    member: String\n}\n";
    let loaded = load_files(&[("a.smithy", text)]).clean();
    let default = |name: &str| {
        let member = loaded.model.member(id(name)).expect("the member");
        member.trait_value(known::DEFAULT).map(|it| it.describe())
    };
    assert_eq!(default("a#S$a"), Some("a number"));
    assert_eq!(default("a#S$b"), None);
    assert_eq!(default("a#S$c"), Some("a number"));
    assert_eq!(default("a#S$d"), None);
    assert_eq!(default("a#S$e"), Some("null"));
    let set = loaded.shape("a#T");
    assert_eq!(set.shape_type, ShapeType::List);
    assert!(set.has_trait(known::UNIQUE_ITEMS));
    assert!(loaded.model.sets.contains(&id("a#T")));
}

#[test]
fn long_chains_of_mixins_take_no_stack() {
    let mut text = String::from("@mixin\nstructure A0 {}\n\n");
    for at in 1..20_000 {
        let _ = writeln!(text, "@mixin\nstructure A{at} with [A{}] {{}}\n", at - 1);
    }
    let loaded = idl(&text).clean();
    assert_eq!(loaded.shape("a#A19999").mixins.len(), 1);
}

#[test]
fn mixins_cannot_multiply_without_bound() {
    let mut text = String::from("@mixin\nstructure M {\n");
    for at in 0..1_500 {
        let _ = writeln!(text, "    m{at}: String");
    }
    text.push_str("}\n\n");
    for at in 0..1_500 {
        let _ = writeln!(text, "structure S{at} with [M] {{}}\n");
    }
    let loaded = idl(&text);
    let codes: Vec<_> = loaded.reports.iter().map(|report| report.code).collect();
    assert_eq!(codes, ["too-many-mixed-in"]);
}

#[test]
fn many_mistakes_take_linear_time() {
    let mut text = String::from("structure S {\n");
    for at in 0..20_000 {
        let _ = writeln!(text, "    m{at}: Missing{at}");
    }
    text.push_str("}\n");
    let loaded = idl(&text);
    assert_eq!(loaded.reports.len(), smithyc::diag::REPORTS_OF_A_FILE);
}

#[test]
fn bundled_packages_are_without_mistakes() {
    for package in load::packages::all() {
        let text = format!(
            "$version: \"2\"\nmetadata x = [\"{}#x\"]\n",
            package.namespace
        );
        let loaded = load_files(&[("a.smithy", &text)]).clean();
        let mut namespaces = loaded.model.shapes.keys().map(|id| id.namespace.as_str());
        assert!(
            namespaces.any(|it| it == package.namespace),
            "{}",
            package.namespace
        );
    }
}

/// Every real model of the pack beside the repository loads without an error.
#[test]
fn real_models_load() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/models");
    if !root.is_dir() {
        println!("skipped: {} is not there", root.display());
        return;
    }
    for service in entries(&root.join("aws-idl")) {
        real_model(&service);
    }
    for service in entries(&root.join("aws")) {
        real_model(&service);
    }
}

fn entries(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let read = std::fs::read_dir(folder).expect("a folder");
    let mut paths: Vec<_> = read.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

fn real_model(path: &std::path::Path) {
    let mut sources = SourceMap::new();
    let mut files = Vec::new();
    let mut pending = vec![path.to_owned()];
    while let Some(path) = pending.pop() {
        if path.is_dir() {
            pending.extend(entries(&path));
        } else if path
            .extension()
            .is_some_and(|it| it == "smithy" || it == "json")
        {
            let text = std::fs::read_to_string(&path).expect("a model");
            files.push(sources.add(path.display().to_string(), text, Origin::User));
        }
    }
    let (_, reports) = load::load(&mut sources, &files, &Options::default());
    let errors: Vec<_> = reports
        .iter()
        .filter(|report| report.severity == Severity::Error)
        .take(5)
        .collect();
    assert!(errors.is_empty(), "{}: {errors:#?}", path.display());
}
