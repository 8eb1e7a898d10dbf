//! References by `@idRef`: trait values that name shapes.
//!
//! (Specification: "idRef trait".) A trait whose value names a shape relates what the trait is on
//! to that shape, as if it were a neighbor; whoever asks what a model still needs must know.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::{Member, Shape};
use crate::name::{ShapeId, ShapeType, known};
use crate::node::{Node, Value};
use crate::text::Symbol;

use super::{Graph, Subject};

/// Which shapes and members the traits of each shape and member name. Linear in the model and its
/// trait values.
pub fn id_references(graph: &Graph<'_>) -> FxHashMap<ShapeId, Vec<ShapeId>> {
    let naming = shapes_that_name(graph);
    let mut references: FxHashMap<ShapeId, Vec<ShapeId>> = FxHashMap::default();
    for definition in graph.with_trait(known::TRAIT) {
        if !naming.contains(definition) {
            continue;
        }
        for subject in graph.subjects_with(*definition) {
            if let Some(value) = subject.traits().value(*definition) {
                let named = named(graph, &naming, *definition, value);
                if !named.is_empty() {
                    references.entry(subject.id()).or_default().extend(named);
                }
            }
        }
    }
    references
}

/// The shapes whose values can hold a reference: those with `@idRef`, those with such a member,
/// and those with a member that targets one of them.
fn shapes_that_name(graph: &Graph<'_>) -> FxHashSet<ShapeId> {
    let mut naming = FxHashSet::default();
    let mut waiting: Vec<ShapeId> = graph
        .with_trait(known::ID_REF)
        .iter()
        .map(|id| id.root())
        .collect();
    while let Some(id) = waiting.pop() {
        if naming.insert(id) {
            let users = graph.to(id).iter().map(|relationship| relationship.source);
            waiting.extend(users.filter(|user| user.is_member()).map(ShapeId::root));
        }
    }
    naming
}

/// The shapes that a value of `shape` names.
fn named(
    graph: &Graph<'_>,
    naming: &FxHashSet<ShapeId>,
    shape: ShapeId,
    value: &Node,
) -> Vec<ShapeId> {
    let mut found = Vec::new();
    let mut waiting = vec![(shape, false, value)];
    while let Some((id, marked, value)) = waiting.pop() {
        let Some(shape) = graph.model().shape(id) else {
            continue;
        };
        let mut visit = |member: &Member, value| {
            let marked = member.has_trait(known::ID_REF);
            if marked || naming.contains(&member.target.id) {
                waiting.push((member.target.id, marked, value));
            }
        };
        match &value.value {
            Value::String(text) if marked || shape.has_trait(known::ID_REF) => {
                found.extend(resolved(graph, text));
            }
            Value::Array(elements) => {
                if let Some(member) = shape.members.values().next() {
                    elements.iter().for_each(|element| visit(member, element));
                }
            }
            Value::Object(object) => {
                for entry in object.iter() {
                    if let Some(member) = member_for(shape, &entry.key) {
                        visit(member, &entry.value);
                    }
                }
                found.extend(named_by_keys(graph, shape, object));
            }
            _ => {}
        }
    }
    found
}

fn member_for<'m>(shape: &'m Shape, key: &str) -> Option<&'m Member> {
    if shape.shape_type == ShapeType::Map {
        return shape.member(known::member::VALUE);
    }
    shape.member(Symbol::intern(key))
}

fn named_by_keys(graph: &Graph<'_>, shape: &Shape, object: &crate::node::Object) -> Vec<ShapeId> {
    let key = shape
        .member(known::member::KEY)
        .filter(|_| shape.shape_type == ShapeType::Map);
    let marked = key.is_some_and(|key| {
        key.has_trait(known::ID_REF)
            || graph
                .model()
                .target(key)
                .is_some_and(|target| target.has_trait(known::ID_REF))
    });
    if !marked {
        return Vec::new();
    }
    let keys = object.iter().map(|entry| &*entry.key);
    keys.filter_map(|key| resolved(graph, key)).collect()
}

fn resolved(graph: &Graph<'_>, text: &str) -> Option<ShapeId> {
    let id = ShapeId::parse(text)?;
    Subject::of(graph.model(), id).map(Subject::id)
}

#[cfg(test)]
mod tests {
    use super::super::testing;
    use super::*;

    #[test]
    fn values_are_followed_to_the_shapes_they_name() {
        let mut model = testing::prelude();
        let name = testing::id("name");
        let marked = vec![testing::trait_of(known::ID_REF)];
        testing::add(
            &mut model,
            testing::shape(name, ShapeType::String, marked),
            vec![],
        );
        let list = testing::id("list");
        let shape = testing::shape(list, ShapeType::List, vec![]);
        testing::add(&mut model, shape, vec![("member", name, vec![])]);
        let uses = testing::id("uses");
        let shape = testing::shape(
            uses,
            ShapeType::Structure,
            vec![testing::trait_of(known::TRAIT)],
        );
        let plain = vec![];
        let members = vec![("these", list, vec![]), ("text", known::STRING, plain)];
        testing::add(&mut model, shape, members);

        let text = |text: &str| Node::string(text, testing::nowhere());
        let mut value = crate::node::Object::default();
        let these = Value::Array(vec![text("ns#A"), text("ns#Missing"), text("nonsense")]);
        value.push(
            "these",
            testing::nowhere(),
            Node::new(these, testing::nowhere()),
        );
        value.push("text", testing::nowhere(), text("ns#B"));
        let applied = vec![testing::trait_with(uses, Value::Object(value))];
        for (name, applied) in [("A", vec![]), ("B", vec![]), ("C", applied)] {
            let shape = testing::shape(testing::id(name), ShapeType::String, applied);
            testing::add(&mut model, shape, vec![]);
        }
        let found = id_references(&Graph::new(&model));
        assert_eq!(found.len(), 1);
        assert_eq!(found[&testing::id("C")], [testing::id("A")]);
    }
}
