//! What selectors yield, feature by feature.

use smithyc::knowledge::Graph;
use smithyc::model::Model;
use smithyc::selector::{Evaluation, Selector};

use super::{model, own, rows};

fn select(model: &Model, selector: &str) -> Vec<String> {
    let graph = Graph::new(model);
    let parsed = Selector::parse(selector).unwrap_or_else(|problem| panic!("{problem:?}"));
    own(Evaluation::new(&graph).select(&parsed).unwrap())
}

fn matches(model: &Model, selector: &str) -> Vec<String> {
    let graph = Graph::new(model);
    let parsed = Selector::parse(selector).unwrap();
    let mut found = Evaluation::new(&graph).matches(&parsed).unwrap();
    found.retain(|one| one.shape.namespace.as_str() == "t");
    rows(&found)
}

#[track_caller]
fn expect(model: &Model, selector: &str, expected: &str) {
    let expected: Vec<&str> = expected.split_whitespace().collect();
    assert_eq!(select(model, selector), expected, "{selector}");
}

const SHOP: &str = r#"
@title("The shop")
@tags(["public", "beta"])
service Shop { version: "2024-05-01", operations: [Ping], resources: [Order], errors: [Broken] }
service Other { operations: [Ping] }
resource Order { identifiers: { id: OrderId }, properties: { total: Money }, read: GetOrder,
    operations: [PayOrder], resources: [Item] }
resource Item { identifiers: { id: OrderId, item: ItemId }, list: ListItems }
@readonly
@http(method: "GET", uri: "/ping", code: 204)
operation Ping {}
@readonly
operation GetOrder { input := { @required id: OrderId }, output := { total: Money, tree: Tree } }
operation PayOrder { input := { @required id: OrderId }, errors: [Broken] }
@readonly
operation ListItems { input := { @required id: OrderId }, output := { items: Items } }
@error("client")
@httpError(402)
structure Broken { message: String }
string OrderId
@length(min: 2, max: 10)
string ItemId
@range(min: 1.5, max: 1.50)
bigDecimal Money
list Items { member: ItemId }
structure Tree { left: Tree, right: Tree, kind: Kind }
@tags(["public"])
enum Kind {
    @tags(["new"])
    LEAF = "leaf"
    @deprecated
    @internal
    NODE = "node"
}
intEnum Level {
    LOW = 1
}
"#;

#[test]
fn types() {
    let model = model(SHOP);
    expect(&model, "service", "Other Shop");
    expect(&model, "simpleType", "ItemId Kind Level Money OrderId");
    expect(&model, "string", "ItemId Kind OrderId");
    expect(&model, "enum", "Kind");
    expect(&model, "number", "Level Money");
    expect(&model, "integer", "Level");
    expect(&model, "collection", "Items");
    expect(&model, "set", "Items");
    expect(&model, "aggregateType [id|name ^= T, I]", "Items Tree");
    expect(
        &model,
        "serviceType :not(operation)",
        "Item Order Other Shop",
    );
    expect(&model, "dataType list", "Items");
}

#[test]
fn attributes() {
    let model = model(SHOP);
    expect(&model, "[id = t#Money]", "Money");
    expect(
        &model,
        "[id|namespace = t] [id|member = member]",
        "Items$member",
    );
    expect(
        &model,
        "[id|name = Items] [id|member|(length) = 6]",
        "Items$member",
    );
    expect(&model, "[id|(length) = 7]", "Items Level Money Order Other");
    expect(&model, "[trait|readonly]", "GetOrder ListItems Ping");
    expect(&model, "operation [trait|readonly ?= false]", "PayOrder");
    expect(&model, "[trait|smithy.api#error = client]", "Broken");
    expect(&model, "structure [trait|error != server]", "Broken");
    expect(&model, "[trait|title *= shop]", "Shop");
    expect(&model, "[trait|title *= SHOP i]", "Shop");
    expect(&model, "[trait|title $= nothing, shop]", "Shop");
    expect(&model, "[trait|tags|(values) = beta]", "Shop");
    expect(&model, "[trait|tags|(length) > 1]", "Shop");
    expect(&model, "[trait|tags|(values)|(first) = beta]", "");
    expect(&model, "[trait|http|code >= 2.04e2]", "Ping");
    expect(&model, "[trait|httpError < '402.0']", "");
    expect(&model, "[trait|httpError <= '402.0']", "Broken");
    expect(&model, "[trait|title > 1]", "");
    expect(&model, "[trait|(keys)|name = httpError]", "Broken");
    expect(&model, "[trait|(values)|max = 10]", "ItemId");
    expect(&model, "[trait|http|uri|deeper|still = x]", "");
    expect(&model, "[service]", "Other Shop");
    expect(&model, "[service|version ^= '2024-']", "Shop");
    expect(&model, "[service|version = '']", "Other");
    expect(&model, "[service|id|name = Shop]", "Shop");
}

#[test]
fn enum_shapes_stand_for_the_enum_trait() {
    let model = model(SHOP);
    expect(&model, "[trait|enum]", "Kind");
    expect(&model, "[trait|enum|(values)|value = leaf]", "Kind");
    expect(
        &model,
        "[trait|enum|(values)|tags|(values) = internal]",
        "Kind",
    );
    expect(
        &model,
        "[@trait|enum|(values): @{name} = NODE && @{deprecated} = true]",
        "Kind",
    );
    expect(
        &model,
        "[@trait|enum|(values): @{name} = LEAF && @{deprecated} = true]",
        "",
    );
    expect(&model, "[trait|enum|(values)|(length) = 3]", "Kind");
    expect(&model, "[trait|(keys) = smithy.api#enum]", "");
}

#[test]
fn scoped_attributes() {
    let model = model(SHOP);
    expect(&model, "[@trait|range: @{min} = @{max}]", "");
    expect(
        &model,
        "[@trait|range: @{min} >= @{max} && @{max} >= @{min}]",
        "Money",
    );
    expect(
        &model,
        "[@: @{id|name} = Kind, Money] simpleType",
        "Kind Money",
    );
    expect(
        &model,
        "[@trait|length: 2 = @{min} && @{max} != 11]",
        "ItemId",
    );
    expect(
        &model,
        "[@trait|length: @{min} ?= true && @{step} ?= false]",
        "ItemId",
    );
    expect(&model, "[@trait|http: @{method} = get i]", "Ping");
}

#[test]
fn projections_are_compared_as_sets() {
    let model = model(
        "@tags([\"a\", \"b\", \"a\"]) @references([]) service A {}
         @tags([\"b\", \"a\"]) service B {}
         @tags([\"a\"]) service C {}
         service D {}",
    );
    let over = |comparator: &str, other: &str| {
        format!(
            "[id = t#A] $a(*) :root(service) $b(*) [id|namespace = t]
             [@: @{{trait|tags|(values)}} {comparator} @{{{other}}}]"
        )
    };
    let tags_of_a = "var|a|trait|tags|(values)";
    expect(&model, &over("{=}", tags_of_a), "A B");
    expect(&model, &over("{<}", tags_of_a), "A B C");
    expect(&model, &over("{<<}", tags_of_a), "C");
    expect(&model, &over("{!=}", tags_of_a), "C D");
    expect(&model, &over("{=}", "id"), "");
    expect(&model, &over("{!=}", "id"), "A B C D");
    expect(&model, &over("=", tags_of_a), "A B C");
    expect(&model, "service [trait|tags|(values) {!=} a]", "A B C D");
}

#[test]
fn neighbors() {
    let model = model(SHOP);
    expect(&model, "service >", "Broken Order Ping");
    expect(&model, "[id = t#Shop] -[resource, error]->", "Broken Order");
    expect(&model, "resource -[read, list]->", "GetOrder ListItems");
    expect(&model, "resource -[identifier]->", "ItemId OrderId");
    expect(&model, "resource -[property]->", "Money");
    expect(&model, "list >", "Items$member");
    expect(&model, "list > member >", "ItemId");
    expect(&model, "enum >", "Kind$LEAF Kind$NODE");
    expect(&model, "enum > member >", "");
    expect(&model, "[id = t#Ping] >", "");
    expect(&model, "[id = t#Ping] <", "Other Shop");
    expect(
        &model,
        "[id = t#Tree] <",
        "GetOrderOutput$tree Tree$left Tree$right",
    );
    expect(&model, "structure <-[error]-", "PayOrder Shop");
    expect(
        &model,
        "structure <-[input, output]- operation [trait|readonly]",
        "GetOrder ListItems",
    );
    expect(&model, "member <-[member]- list", "Items");
    expect(&model, "service -[trait]-> [id|name = title]", "");
    expect(
        &model,
        "service :test(-[trait]-> [id|name = title])",
        "Shop",
    );
    expect(
        &model,
        "[id = smithy.api#readonly] <-[trait]-",
        "GetOrder ListItems Ping",
    );
    expect(&model, "[id = smithy.api#readonly] <", "");
    expect(&model, "-[sibling]->", "");
    expect(
        &model,
        "resource -[instanceOperation]->",
        "GetOrder PayOrder",
    );
    expect(&model, "resource -[bound]->", "Order Shop");
    expect(&model, "resource -[bound, list]->", "ListItems Order Shop");
}

#[test]
fn what_can_be_reached() {
    let model = model(SHOP);
    expect(
        &model,
        "service ~> operation",
        "GetOrder ListItems PayOrder Ping",
    );
    expect(&model, "[id = t#Other] ~>", "Ping");
    expect(
        &model,
        "[id = t#Tree] ~>",
        "Kind Kind$LEAF Kind$NODE Tree$kind Tree$left Tree$right",
    );
    expect(&model, "[id = 't#Tree$left'] ~> structure", "Tree");
    expect(
        &model,
        "[id = t#ItemId] <~ serviceType",
        "Item ListItems Order Shop",
    );
    expect(&model, "[id = t#Tree] <~ structure", "GetOrderOutput");
    expect(&model, "service :not(~> [trait|length])", "Other");
    expect(&model, "structure :test(~> structure)", "GetOrderOutput");
    expect(
        &model,
        "[id = t#Items] <~> [id|member = member]",
        "Items$member",
    );
}

#[test]
fn functions() {
    let model = model(SHOP);
    expect(&model, ":is(list, union, enum)", "Items Kind");
    expect(&model, ":each(list, enum)", "Items Kind");
    expect(&model, ":is(list > member > *, enum)", "ItemId Kind");
    expect(
        &model,
        "operation :test(-[input]->, -[error]->)",
        "GetOrder ListItems PayOrder",
    );
    expect(&model, "operation :not(-[input]->)", "Ping");
    expect(&model, ":in(list)", "Items");
    expect(
        &model,
        ":in(:root(resource > operation))",
        "GetOrder ListItems PayOrder",
    );
    expect(&model, "member :in(> > )", "Tree$left Tree$right");
    expect(&model, "structure :in(:recursive(>))", "Tree");
    expect(&model, "[id = t#Other] :root(list)", "Items");
    expect(&model, "union :root(list)", "");
    expect(&model, ":root(:root(list) > member)", "Items$member");
    expect(
        &model,
        "[id = t#Item] :recursive(<-[resource]-)",
        "Order Shop",
    );
    expect(&model, "[id = t#Tree] :recursive(>) structure", "Tree");
    expect(&model, ":whatever(list)", "");
    expect(&model, "* :not(:whatever(list)) list", "Items");
}

#[test]
fn topdown() {
    let model = model(
        "@tags([\"x\"]) service S { resources: [R, Free], operations: [A] }
         resource R { resources: [Q], operations: [B] }
         @internal resource Q { operations: [C, D], create: E }
         @internal resource Free { operations: [D] }
         operation A {}
         operation B {}
         operation C {}
         @tags([\"x\"]) operation D {}
         operation E {}",
    );
    expect(&model, ":topdown([trait|tags])", "A B C D Free Q R S");
    expect(
        &model,
        ":topdown([trait|tags], [trait|internal])",
        "A B D R S",
    );
    expect(
        &model,
        "resource :topdown([trait|tags], [trait|internal])",
        "D",
    );
    expect(
        &model,
        "service :not(:topdown([trait|tags], [trait|internal]))",
        "",
    );
    expect(
        &model,
        "resource :test(:topdown([trait|tags]) [id|name = D])",
        "Free Q R",
    );
    expect(&model, "structure :topdown(*)", "");
}

#[test]
fn a_cycle_of_resources_ends() {
    let mut sources = smithyc::text::SourceMap::new();
    let text = "$version: \"2\"\nnamespace t\nresource A { resources: [B] }\nresource B { resources: [A] }\n";
    let file = sources.add("t.smithy", text, smithyc::text::Origin::User);
    let (model, _) = smithyc::load::load(&mut sources, &[file], &Default::default());
    expect(&model, ":topdown([id|name = A])", "A B");
    expect(&model, "resource ~>", "A B");
    expect(&model, "[id = t#A] ~>", "B");
    expect(&model, "[id = t#A] :recursive(>)", "A B");
}

#[test]
fn variables() {
    let model = model(SHOP);
    expect(
        &model,
        "service $out(~> operation -[output]-> ~> simpleType)
         ~> operation -[input]-> ~> simpleType :not(:in(${out}))",
        "OrderId",
    );
    expect(&model, "service $x(list) ${x}", "");
    expect(&model, "list $x(> member) ${x}", "Items$member");
    expect(&model, "list $x(> member) $x(${x} > *) ${x}", "ItemId");
    expect(&model, "list [@: @{var|nobody} ?= false]", "Items");
    expect(&model, "list :test($x(> member)) ${x}", "Items$member");
    expect(&model, "list :root(${x})", "");
    expect(&model, "list $x(*) :root($x(enum) ${x}) :in(${x})", "");
    assert_eq!(
        matches(&model, "service $service(*) $none(union) -[operation]->"),
        ["Ping service=Other none=", "Ping service=Shop none="]
    );
    assert_eq!(
        matches(&model, "list :is($a(*), $b(> member > *))"),
        ["Items a=Items", "Items b=ItemId"]
    );
    assert_eq!(
        matches(
            &model,
            "[id = t#Tree] $from(*) :recursive(> $via(member) > structure)"
        ),
        [
            "Tree from=Tree via=Tree$left",
            "Tree from=Tree via=Tree$right"
        ]
    );
    assert_eq!(
        matches(&model, "structure $member(> member) $member(> > enum)").len(),
        select(&model, "structure").len()
    );
}

#[test]
fn only_candidates_are_looked_at_where_that_is_enough() {
    let model = model(SHOP);
    let graph = Graph::new(&model);
    let evaluation = Evaluation::new(&graph);
    let id = |name: &str| smithyc::name::ShapeId::new("t", name);
    let candidates = [id("Tree"), id("Items"), id("Nobody"), id("Kind")];
    for (text, expected) in [
        ("structure", "Tree"),
        (":test(< member)", "Items Kind Tree"),
        ("member >", "Items Kind Tree"),
        ("list", "Items"),
    ] {
        let selector = Selector::parse(text).unwrap();
        let among = evaluation.select_among(&selector, &candidates).unwrap();
        assert_eq!(own(among).join(" "), expected, "{text}");
    }
}
