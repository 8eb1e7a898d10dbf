//! Texts and names of a model never become code of its Python package.
//!
//! Random models are made twice with the same structure and the same names, once with texts that
//! try to leave their quotes, comments and lines, and once with harmless ones. The packages of
//! both must have the same syntax trees but for what strings hold, and must import. Names are
//! those that Python, the runtime or clients have uses for. The Python that is found first is
//! enough; nothing has to be installed for it.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod workshop;

use std::fs;
use std::process::Command;

use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Map, Value, json};

use smithyc::backend::python::{Settings, generate};
use smithyc::load;
use smithyc::name::ShapeType;
use smithyc::text::{Origin, SourceMap};

use workshop::{root, run, target, tell};

/// How many pairs of models; each takes a quarter of a second with all that is done to it.
const PAIRS: usize = 18;

/// What ends strings, comments, lines and templates somewhere, and what would show that it did.
const PIECES: [&str; 34] = [
    "\"",
    "'",
    "\"\"\"",
    "'''",
    "\\",
    "\\\"",
    "\\N{BULLET}",
    "\\x41\\u0041\\",
    "\n",
    "\r",
    "\r\n",
    "\t",
    "\0",
    "\u{8}",
    "\u{1b}[31m",
    "\u{7f}",
    "\u{85}",
    "\u{2028}",
    "\u{202e}",
    "\u{2066}",
    "\u{feff}",
    "\u{1f600}",
    "{}",
    "{x!r}",
    "{{",
    "%s %(x)s",
    "$x ${x} `x`",
    "# noqa\n",
    "<p>x</p><b>",
    "```\n",
    "\"\"\"\nimport os; os.environ['SMITHYC_CANARY'] = '1'\n\"\"\"",
    "'); raise SystemExit(1) #",
    "\"; __import__('os').putenv('SMITHYC_CANARY', '1') #",
    "Args:\n    x: y\n",
];

/// Names of members, shapes and operations. No two differ in case alone, which models may not.
const NAMES: [&str; 64] = [
    "list",
    "str",
    "int",
    "Dict",
    "bytes",
    "bool",
    "float",
    "type",
    "object",
    "self",
    "cls",
    "from",
    "class",
    "None",
    "True",
    "import",
    "lambda",
    "match",
    "case",
    "print",
    "id",
    "field",
    "dataclass",
    "datetime",
    "decimal",
    "models",
    "as_dict",
    "fromDict",
    "copy",
    "o",
    "d",
    "v",
    "fooBar",
    "foo_bar",
    "_leading",
    "__init__",
    "__class__",
    "__dict__",
    "__slots__",
    "x2",
    "timeout",
    "max_retries",
    "extra_headers",
    "extraBody",
    "model_config",
    "Any",
    "Model",
    "Client",
    "AsyncClient",
    "Config",
    "Exception",
    "Literal",
    "ClassVar",
    "TYPE_CHECKING",
    "annotations",
    "builtins",
    "Operation",
    "Response",
    "new",
    "bad",
    "KeyError",
    "close",
    "Unknown",
    "value",
];

const PROTOCOLS: [&str; 9] = [
    "aws.protocols#restJson1",
    "alloy#simpleRestJson",
    "aws.protocols#awsJson1_0",
    "aws.protocols#awsJson1_1",
    "smithy.protocols#rpcv2Cbor",
    "smithy.protocols#rpcv2Json",
    "aws.protocols#restXml",
    "aws.protocols#awsQuery",
    "aws.protocols#ec2Query",
];

/// Makes a model; the same choices give the same structure.
struct Maker {
    names: Vec<String>,
    protocol: &'static str,
    texts: Vec<String>,
    given: usize,
    harmless: bool,
}

impl Maker {
    /// The next text.
    fn text(&mut self) -> String {
        let index = self.given;
        self.given += 1;
        if self.harmless {
            return format!("text {index}");
        }
        // Whatever else it is, it is not empty, and not the same twice.
        format!("{}{index}", self.texts[index % self.texts.len()])
    }

    /// A text that can be a part of a URI or of a host without dividing it.
    fn part(&mut self) -> String {
        let text = self.text();
        let divides = |c: char| "/?&=#{}".contains(c) || c.is_whitespace() || c.is_control();
        text.chars().filter(|c| !divides(*c)).collect()
    }

    fn name(&self, index: usize) -> &str {
        &self.names[index % self.names.len()]
    }

    fn described(&mut self) -> Map<String, Value> {
        let mut traits = Map::new();
        traits.insert("smithy.api#documentation".into(), self.text().into());
        traits
    }

    /// Members called by names from `start` on.
    fn members(&mut self, start: usize, shapes: &[&str]) -> Value {
        let mut members = Map::new();
        for (index, shape) in shapes.iter().enumerate() {
            let mut traits = self.described();
            traits.insert("smithy.api#jsonName".into(), self.text().into());
            if index % 3 == 0 {
                let deprecated = json!({ "message": self.text(), "since": self.text() });
                traits.insert("smithy.api#deprecated".into(), deprecated);
            }
            if *shape == "smithy.api#String" && index % 2 == 0 {
                traits.insert("smithy.api#default".into(), self.text().into());
            }
            let name = self.name(start + index).to_owned();
            members.insert(name, json!({ "target": shape, "traits": traits }));
        }
        members.into()
    }

    fn http(&mut self, index: usize) -> (Value, Map<String, Value>) {
        let (first, query) = (self.part(), self.part());
        let uri = format!("/{index}{first}/{{the_label}}/x?q={query}");
        let http = json!({ "method": "POST", "uri": uri });
        let mut members = Map::new();
        let string = "smithy.api#String";
        let mut add = |name: &str, target: &str, id: &str, value: Value, required: bool| {
            let mut traits = Map::new();
            traits.insert(format!("smithy.api#{id}"), value);
            if required {
                traits.insert("smithy.api#required".into(), json!({}));
            }
            members.insert(name.into(), json!({ "target": target, "traits": traits }));
        };
        add("the_label", string, "httpLabel", json!({}), true);
        let header = format!("x-{}", self.text());
        add("the_header", string, "httpHeader", header.into(), false);
        let prefix = format!("p-{}-", self.text());
        add(
            "the_prefix",
            "a.b#TheMap",
            "httpPrefixHeaders",
            prefix.into(),
            false,
        );
        add("the_query", string, "httpQuery", self.text().into(), false);
        (http, members)
    }

    fn model(&mut self) -> Value {
        let mut shapes = Map::new();
        let held = [
            "smithy.api#String",
            "a.b#TheEnum",
            "a.b#TheUnion",
            "smithy.api#String",
            "a.b#TheList",
            "smithy.api#Timestamp",
            "smithy.api#String",
            "a.b#TheMap",
            "smithy.api#Double",
            "smithy.api#BigDecimal",
            "smithy.api#Blob",
            "smithy.api#Boolean",
        ];
        let list = json!({ "type": "list", "member": { "target": "a.b#TheEnum" } });
        shapes.insert("a.b#TheList".into(), list);
        let string = json!({ "target": "smithy.api#String" });
        let map = json!({ "type": "map", "key": string, "value": string });
        shapes.insert("a.b#TheMap".into(), map);
        let mut values = Map::new();
        for index in 0..6 {
            let mut traits = self.described();
            traits.insert("smithy.api#enumValue".into(), self.text().into());
            let member = json!({ "target": "smithy.api#Unit", "traits": traits });
            values.insert(self.name(index + 20).to_owned(), member);
        }
        let traits = self.described();
        let the_enum = json!({ "type": "enum", "members": values, "traits": traits });
        shapes.insert("a.b#TheEnum".into(), the_enum);
        let (members, traits) = (self.members(7, &held[..6]), self.described());
        // A union that holds itself would have no end; its members are all leaves but one.
        let mut members = members;
        members
            .as_object_mut()
            .unwrap()
            .retain(|_, member| member["target"] != "a.b#TheUnion");
        for member in members.as_object_mut().unwrap().values_mut() {
            let traits = member["traits"].as_object_mut().unwrap();
            traits.remove("smithy.api#default");
        }
        let union = json!({ "type": "union", "members": members, "traits": traits });
        shapes.insert("a.b#TheUnion".into(), union);

        // Shapes of hostile names, and their namesakes of another namespace.
        let mut targets = Vec::new();
        for index in 0..8 {
            for namespace in ["a.b", "c.d"] {
                let id = format!("{namespace}#{}", self.name(index));
                let (members, traits) = (self.members(index * 3, &held), self.described());
                let shape = json!({ "type": "structure", "members": members, "traits": traits });
                shapes.insert(id.clone(), shape);
                targets.push(id);
            }
        }
        let mut error = self.described();
        error.insert("smithy.api#error".into(), "client".into());
        let error_id = format!("a.b#{}", self.name(9));
        let members = self.members(30, &held[..5]);
        let shape = json!({ "type": "structure", "members": members, "traits": error });
        shapes.insert(error_id.clone(), shape);

        let mut operations = Vec::new();
        for index in 0..4 {
            let id = format!("a.b#{}", self.name(index + 10));
            let (http, bound) = self.http(index);
            let held: Vec<&str> = targets
                .iter()
                .skip(index * 4)
                .take(4)
                .map(String::as_str)
                .collect();
            let mut members = self.members(index * 5 + 11, &held);
            members.as_object_mut().unwrap().extend(bound);
            let input = format!("a.b#In{index}");
            let shape = json!({ "type": "structure", "members": members });
            shapes.insert(input.clone(), shape);
            let output = format!("a.b#Out{index}");
            let members = self.members(index * 5 + 13, &held);
            let shape = json!({ "type": "structure", "members": members });
            shapes.insert(output.clone(), shape);
            let mut traits = self.described();
            traits.insert("smithy.api#http".into(), http);
            let deprecated = json!({ "message": self.text(), "since": self.text() });
            traits.insert("smithy.api#deprecated".into(), deprecated);
            let links = json!({ "A link": self.text() });
            traits.insert("smithy.api#externalDocumentation".into(), links);
            let example = json!([{ "title": self.text(), "documentation": self.text() }]);
            traits.insert("smithy.api#examples".into(), example);
            let host = format!("h{index}{}.", self.part());
            traits.insert("smithy.api#endpoint".into(), json!({ "hostPrefix": host }));
            let operation = json!({
                "type": "operation",
                "input": { "target": input },
                "output": { "target": output },
                "errors": [{ "target": error_id }],
                "traits": traits,
            });
            shapes.insert(id.clone(), operation);
            operations.push(json!({ "target": id }));
        }
        let mut traits = self.described();
        traits.insert("smithy.api#title".into(), self.text().into());
        traits.insert(
            "smithy.api#xmlNamespace".into(),
            json!({ "uri": self.text() }),
        );
        traits.insert(self.protocol.into(), json!({}));
        let service = json!({
            "type": "service",
            "version": self.text(),
            "operations": operations,
            "traits": traits,
        });
        shapes.insert("a.b#TheService".into(), service);
        json!({ "smithy": "2.0", "shapes": shapes })
    }
}

/// Names that are all different but for their case.
fn names() -> impl Strategy<Value = Vec<String>> {
    Just(NAMES.map(str::to_owned).to_vec()).prop_shuffle()
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    let piece = prop_oneof![
        4 => select(&PIECES[..]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => "[a-z ]{1,12}",
    ];
    let text = prop::collection::vec(piece, 1..9).prop_map(|pieces| pieces.concat());
    prop::collection::vec(text, 97)
}

fn write(model: &Value, folder: &std::path::Path) {
    let mut sources = SourceMap::new();
    let text = serde_json::to_string(model).expect("JSON");
    let file = sources.add("model.json", text, Origin::User);
    let (model, _) = load::load(&mut sources, &[file], &load::Options::default());
    let service = model
        .shapes
        .values()
        .find(|shape| {
            shape.shape_type == ShapeType::Service && shape.id.name.as_str() == "TheService"
        })
        .expect("the service");
    let settings = Settings::new(service.id, "package".to_owned());
    let (files, reports) = generate(&model, &settings);
    assert!(!files.is_empty(), "{reports:?}");
    assert!(reports.iter().next().is_none(), "{reports:?}");
    for file in files {
        let path = folder.join(file.path);
        fs::create_dir_all(path.parent().expect("folder")).expect("folder");
        fs::write(path, file.contents).expect("file");
    }
}

#[test]
fn texts_stay_texts() {
    let folder = target().join("hostile");
    let _ = fs::remove_dir_all(&folder);
    // Failures are to be found again: the models are the same in every run, unless a seed says
    // otherwise.
    let mut runner = TestRunner::new_with_rng(
        Config::default(),
        proptest::test_runner::TestRng::deterministic_rng(
            proptest::test_runner::RngAlgorithm::ChaCha,
        ),
    );
    for pair in 0..PAIRS {
        let (names, texts) = (names(), texts())
            .new_tree(&mut runner)
            .expect("a model")
            .current();
        for (kind, harmless) in [("hostile", false), ("harmless", true)] {
            let mut maker = Maker {
                names: names.clone(),
                protocol: PROTOCOLS[pair % PROTOCOLS.len()],
                texts: texts.clone(),
                given: 0,
                harmless,
            };
            write(&maker.model(), &folder.join(format!("{kind}_{pair}")));
        }
    }
    let python = std::env::var("SMITHYC_PYTHON").unwrap_or_else(|_| "python3".into());
    let text = run(Command::new(python)
        .env_remove("SMITHYC_CANARY")
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .arg(root().join("tests/python/twins/compare.py"))
        .arg(&folder));
    tell(text.trim_end());
}
