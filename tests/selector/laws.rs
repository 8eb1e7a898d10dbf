//! Laws that hold for every selector: the ways to evaluate one (from the shapes on, backwards from
//! what is yielded, shape by shape with variables) must give the same.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use proptest::prelude::*;
use smithyc::knowledge::Graph;
use smithyc::model::Model;
use smithyc::name::ShapeId;
use smithyc::selector::{Evaluation, Selector};

use super::grammar::written;
use super::model;

const MODEL: &str = r#"
@mixin structure Base { base: String }
structure Loop with [Base] { next: Loop, far: Far }
structure Far { back: FarList, @required n: Integer }
list FarList { member: Far }
@tags(["a", "b"]) union Choice { far: Far, itself: Choice, text: Word }
@tags(["b"]) @length(min: 1) string Word
enum Kind { A, B }
map Words { key: Word, value: Choice }
resource Top { identifiers: { id: Word }, operations: [Get], resources: [Sub], read: Read }
resource Sub { identifiers: { id: Word, sub: Word }, operations: [Put] }
@readonly operation Read { input := { @required id: Word }, output: Loop }
@tags(["a"]) operation Get { input := { @required id: Word, kind: Kind } }
operation Put { input := { @required id: Word, @required sub: Word, choice: Choice } }
@tags(["c"]) service S { resources: [Top], operations: [Free] }
operation Free { output := { words: Words } }
"#;

static SHARED: LazyLock<Model> = LazyLock::new(|| model(MODEL));

/// Names that mean something in selectors of this model.
const WORDS: &[&str] = &[
    "id",
    "trait",
    "var",
    "x",
    "y",
    "member",
    "input",
    "output",
    "resource",
    "operation",
    "mixin",
    "name",
    "tags",
    "values",
    "length",
    "test",
    "is",
    "t",
    "Far",
];

type Ids = BTreeSet<ShapeId>;

/// What a selector yields; `None` where it takes too much work.
fn select(text: &str) -> Option<Ids> {
    let graph = Graph::new(&SHARED);
    let selector = Selector::parse(text).expect(text);
    let found = Evaluation::new(&graph).select(&selector)?;
    let unique: Ids = found.iter().copied().collect();
    assert_eq!(unique.len(), found.len(), "repeated: {text}");
    Some(unique)
}

/// The shapes that it yields for each shape, found by letting each carry itself in a variable.
fn relation(text: &str) -> Option<BTreeMap<ShapeId, Ids>> {
    let graph = Graph::new(&SHARED);
    let selector = Selector::parse(&format!("$start(*) {text}")).expect(text);
    let matches = Evaluation::new(&graph).matches(&selector)?;
    let mut relation: BTreeMap<ShapeId, Ids> = BTreeMap::new();
    for one in matches {
        let (_, start) = one.variables.iter().find(|(name, _)| &**name == "start")?;
        relation.entry(start[0]).or_default().insert(one.shape);
    }
    Some(relation)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_whole_is_the_sum_of_its_parts(choices in prop::collection::vec(any::<u8>(), 0..60)) {
        let text = written(&choices, WORDS);
        let (Some(all), Some(relation)) = (select(&text), relation(&text)) else {
            return Ok(());
        };
        let together: Ids = relation.values().flatten().copied().collect();
        prop_assert_eq!(&all, &together, "sum: {}", text);

        let starts: Ids = relation.keys().copied().collect();
        prop_assert_eq!(select(&format!(":test({text})")), Some(starts.clone()), "test: {}", text);
        prop_assert_eq!(select(&format!(":not(:not({text}))")), Some(starts.clone()), "not: {}", text);
        let rest: Ids = select("*").unwrap().difference(&starts).copied().collect();
        prop_assert_eq!(select(&format!(":not({text})")), Some(rest), "not: {}", text);

        let own = relation.iter().filter(|(start, yielded)| yielded.contains(start));
        let own: Ids = own.map(|(start, _)| *start).collect();
        prop_assert_eq!(select(&format!(":in({text})")), Some(own), "in: {}", text);

        prop_assert_eq!(select(&format!(":root({text})")), Some(all.clone()), "root: {}", text);
        prop_assert_eq!(select(&format!("$v({text}) ${{v}}")), Some(all.clone()), "variable: {}", text);
        prop_assert_eq!(select(&format!(":is({text}, {text})")), Some(all), "is: {}", text);
    }

    #[test]
    fn again_and_again_is_what_it_says(choices in prop::collection::vec(any::<u8>(), 0..40)) {
        let text = written(&choices, WORDS);
        let recursive = format!(":recursive({text})");
        let (Some(once), Some(again)) = (relation(&text), relation(&recursive)) else {
            return Ok(());
        };
        let own = select("[id|namespace = t]").unwrap();
        for start in own.into_iter().step_by(5) {
            let mut expected = Ids::new();
            let mut waiting = vec![start];
            while let Some(id) = waiting.pop() {
                for next in once.get(&id).into_iter().flatten() {
                    if expected.insert(*next) {
                        waiting.push(*next);
                    }
                }
            }
            let found = again.get(&start).cloned().unwrap_or_default();
            prop_assert_eq!(found, expected, "{} from {}", text, start);
        }
        let starts: Ids = again.keys().copied().collect();
        prop_assert_eq!(select(&format!(":test({recursive})")), Some(starts), "test: {}", text);
    }
}

#[test]
fn reaching_there_is_being_reached_back() {
    let pairs = |text: &str| -> BTreeSet<(ShapeId, ShapeId)> {
        let relation = relation(text).unwrap();
        let pairs = relation
            .iter()
            .flat_map(|(start, yielded)| yielded.iter().map(move |end| (*start, *end)));
        pairs.collect()
    };
    for (there, back) in [
        (">", "<"),
        ("~>", "<~"),
        ("-[member, trait]->", "<-[member, trait]-"),
        ("-[mixin]->", "<-[mixin]-"),
    ] {
        let turned = pairs(back).into_iter().map(|(start, end)| (end, start));
        assert_eq!(pairs(there), turned.collect(), "{there} {back}");
    }
}
