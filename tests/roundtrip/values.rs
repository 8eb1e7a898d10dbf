//! Made-up texts, values and names.

use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};

use super::{check_model, read};

/// Pieces of text that mean something where they should not.
const PIECES: [&str; 46] = [
    "\"",
    "\"\"\"",
    "\\",
    "\\\"",
    "\\n",
    "\\u0041",
    "\n",
    "\r",
    "\r\n",
    "\n\n",
    " ",
    "  ",
    "\t",
    "\u{0}",
    "\u{8}",
    "\u{b}",
    "\u{c}",
    "\u{1b}",
    "\u{7f}",
    "\u{85}",
    "\u{a0}",
    "\u{2028}",
    "\u{2029}",
    "\u{feff}",
    "/",
    "//",
    "///",
    "////",
    "/*",
    "{",
    "}",
    "[",
    "(",
    ")",
    "$",
    "@",
    "#",
    ":",
    "=",
    ",",
    "é",
    "😀",
    "namespace",
    "$version: \"2.0\"",
    "apply",
    "a",
];

/// Numbers that are easily changed on the way.
const NUMBERS: [&str; 12] = [
    "0",
    "-0",
    "-0.0",
    "1.50",
    "1E+5",
    "1e400",
    "-1e-400",
    "0.1",
    "9007199254740993",
    "123456789012345678901234567890",
    "3.14159265358979323846264338327950288",
    "1e-7",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => proptest::sample::select(&PIECES[..]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

fn node() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::Bool),
        proptest::sample::select(&NUMBERS[..]).prop_map(|text| Json::Number(text.parse().unwrap())),
        text().prop_map(Json::String),
    ];
    leaf.prop_recursive(6, 24, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Json::Array),
            vec((text(), inner), 0..4)
                .prop_map(|entries| Json::Object(entries.into_iter().collect())),
        ]
    })
}

/// A model that says these things in every place where they can be said.
fn model(texts: &[String], nodes: &[Json]) -> Json {
    let text = |number: usize| texts.get(number % texts.len()).unwrap().clone();
    let node = |number: usize| nodes.get(number % nodes.len()).unwrap().clone();
    let documented = |number| json!({"smithy.api#documentation": text(number)});
    let value = |number: usize| format!("{}.", text(number));
    json!({
        "smithy": "2.0",
        "metadata": {text(0): node(0), "bare": text(1)},
        "shapes": {
            "a#value": {"type": "document", "traits": {"smithy.api#trait": {}}},
            "a#text": {"type": "string", "traits": {"smithy.api#trait": {}}},
            "a#Texts": {"type": "list", "member": {"target": "smithy.api#String"}},
            "a#texts": {
                "type": "map",
                "key": {"target": "smithy.api#String"},
                "value": {"target": "a#Many"},
                "traits": {"smithy.api#trait": {}},
            },
            "a#Many": {"type": "list", "member": {"target": "smithy.api#Document"}},
            "a#Service": {
                "type": "service",
                "version": text(2),
                "operations": [{"target": "a#Do"}],
                "traits": documented(3),
            },
            "a#Do": {
                "type": "operation",
                "input": {"target": "a#DoInput"},
                "output": {"target": "smithy.api#Unit"},
            },
            "a#DoInput": {
                "type": "structure",
                "members": {
                    "one": {
                        "target": "smithy.api#String",
                        "traits": {"smithy.api#default": text(4), "smithy.api#documentation": text(5)},
                    },
                    "two": {
                        "target": "smithy.api#Document",
                        "traits": {"a#value": node(1)},
                    },
                },
                "traits": {"smithy.api#input": {}, "smithy.api#documentation": text(6)},
            },
            "a#Mixin": {
                "type": "structure",
                "members": {"mixed": {"target": "smithy.api#String", "traits": documented(7)}},
                "traits": {"smithy.api#mixin": {}, "a#value": node(2)},
            },
            "a#User": {
                "type": "structure",
                "mixins": [{"target": "a#Mixin"}],
                "members": {},
                "traits": {"a#text": text(8), "a#value": node(3)},
            },
            "a#User$mixed": {
                "type": "apply",
                "traits": {"smithy.api#documentation": text(9), "a#text": text(10)},
            },
            "a#Enum": {
                "type": "enum",
                "members": {
                    "A": {
                        "target": "smithy.api#Unit",
                        "traits": {"smithy.api#enumValue": format!("1{}", value(1)), "smithy.api#documentation": text(1)},
                    },
                    "B": {
                        "target": "smithy.api#Unit",
                        "traits": {"smithy.api#enumValue": format!("2{}", value(2)), "a#texts": {text(3): [node(4), text(5)]}},
                    },
                    "C": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": "C"}},
                },
            },
        },
    })
}

/// Names that mean something elsewhere.
const NAMES: [&str; 12] = [
    "String", "Unit", "required", "Foo", "Bar", "true", "null", "apply", "use", "list", "_1",
    "member",
];

const NAMESPACES: [&str; 4] = ["a", "a.b", "metadata", "use.apply"];

/// Draws from a list of choices, and from zeros behind its end.
struct Choices<'c>(std::slice::Iter<'c, usize>);

impl Choices<'_> {
    fn below(&mut self, limit: usize) -> usize {
        self.0.next().copied().unwrap_or_default() % limit
    }

    fn of<'t>(&mut self, all: &'t [String]) -> &'t String {
        &all[self.below(all.len())]
    }
}

/// A model of shapes that have each other's names and refer to each other and to the prelude.
fn crowd(choices: &[usize]) -> Json {
    let mut choices = Choices(choices.iter());
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for _ in 0..=choices.below(16) {
        let namespace = NAMESPACES[choices.below(NAMESPACES.len())];
        let name = NAMES[choices.below(NAMES.len())];
        kinds.insert(format!("{namespace}#{name}"), choices.below(6));
    }
    let named = |kinds: &BTreeMap<String, usize>, wanted: &dyn Fn(usize) -> bool| -> Vec<String> {
        let found = kinds.iter().filter(|(_, kind)| wanted(**kind));
        found.map(|(id, _)| id.clone()).collect()
    };
    let marks = named(&kinds, &|kind| kind == 0);
    let mut targets = named(&kinds, &|kind| kind != 5);
    for name in ["String", "Boolean", "Unit", "Document"] {
        targets.push(format!("smithy.api#{name}"));
    }
    let mixins = named(&kinds, &|kind| kind == 5);
    let mut ids = named(&kinds, &|_| true);
    ids.push("smithy.api#String".to_owned());
    ids.push("smithy.api#required".to_owned());
    ids.push("no.such#Shape".to_owned());
    let mut shapes = Map::new();
    for (id, kind) in &kinds {
        let mut traits = Map::new();
        if *kind != 0 && !marks.is_empty() {
            for _ in 0..choices.below(3) {
                traits.insert(choices.of(&marks).clone(), json!(choices.of(&ids)));
            }
        }
        let mut shape = match kind {
            0 => {
                traits.insert("smithy.api#trait".to_owned(), json!({}));
                let may_miss = json!({"failWhenMissing": false, "selector": "*"});
                traits.insert("smithy.api#idRef".to_owned(), may_miss);
                json!({"type": "string"})
            }
            1 => json!({"type": "integer"}),
            2 => json!({"type": "list", "member": {"target": choices.of(&targets)}}),
            3 => json!({
                "type": "map",
                "key": {"target": "smithy.api#String"},
                "value": {"target": choices.of(&targets)},
            }),
            _ => {
                let mut members = Map::new();
                for _ in 0..choices.below(4) {
                    // A name of its own, so that no mixin has it already.
                    let name = NAMES[choices.below(NAMES.len())];
                    let name = format!("{name}{}", shapes.len());
                    members.insert(name, json!({"target": choices.of(&targets)}));
                }
                json!({"type": "structure", "members": members})
            }
        };
        match kind {
            5 => {
                traits.insert("smithy.api#mixin".to_owned(), json!({}));
            }
            4 if !mixins.is_empty() => {
                let mixin = choices.of(&mixins);
                shape["mixins"] = json!([{"target": mixin}]);
            }
            _ => {}
        }
        shape["traits"] = Json::Object(traits);
        shapes.insert(id.clone(), shape);
    }
    json!({"smithy": "2.0", "metadata": {"a": "b"}, "shapes": shapes})
}

fn comes_back(model: &Json) -> Result<(), TestCaseError> {
    let text = model.to_string();
    let found = read([("model.json".to_owned(), &*text)])
        .map_err(|errors| TestCaseError::fail(format!("{errors:?}\n{text}")))?;
    check_model(&found).map_err(|what| {
        let idl: String = found
            .idl()
            .into_iter()
            .flatten()
            .map(|(_, text)| text)
            .collect();
        TestCaseError::fail(format!("{what}\n{text}\n{idl}"))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_and_value_comes_back(texts in vec(text(), 1..8), nodes in vec(node(), 1..4)) {
        comes_back(&model(&texts, &nodes))?;
    }

    #[test]
    fn names_are_never_mistaken(choices in vec(any::<usize>(), 0..80)) {
        comes_back(&crowd(&choices))?;
    }
}
