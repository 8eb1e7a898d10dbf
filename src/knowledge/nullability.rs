//! Which members may be absent, and what stands for those that are.
//!
//! Holds the optionality rules of aggregate shapes for each kind of consumer. It must not know
//! how a language spells an optional value. A member goes in, a yes or no comes out; nothing is
//! computed ahead, since every answer looks at one member and its container only.
//! (Specification: "Structure member optionality", "List member optionality", "Map member
//! optionality".)

use crate::model::{Member, Model, Shape};
use crate::name::{ShapeType, known};
use crate::node::Node;

/// Who reads the model.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Consumer {
    /// A client: it may be older than the service, so `@input` and `@clientOptional` count.
    Client,
    /// A client that also takes members of structure and union type as optional, because such
    /// members can never get a default later.
    CarefulClient,
    /// A server, built and deployed together with the model.
    Server,
}

/// Whether a member may be absent (of a structure) or null (of a list or map).
///
/// `container` is the shape that holds the member. Members of unions and enums, and keys of maps,
/// are never optional.
pub fn is_optional(model: &Model, container: &Shape, member: &Member, consumer: Consumer) -> bool {
    match container.shape_type {
        ShapeType::Structure => structure_member_is_optional(model, container, member, consumer),
        ShapeType::List => container.has_trait(known::SPARSE),
        ShapeType::Map => {
            member.id.member != known::member::KEY && container.has_trait(known::SPARSE)
        }
        _ => false,
    }
}

fn structure_member_is_optional(
    model: &Model,
    container: &Shape,
    member: &Member,
    consumer: Consumer,
) -> bool {
    let modeled = !member.has_trait(known::REQUIRED) && non_null_default(member).is_none();
    match consumer {
        Consumer::Server => modeled,
        Consumer::Client => {
            modeled || container.has_trait(known::INPUT) || member.has_trait(known::CLIENT_OPTIONAL)
        }
        Consumer::CarefulClient => {
            let grows = model.target(member).is_some_and(|target| {
                matches!(target.shape_type, ShapeType::Structure | ShapeType::Union)
            });
            grows || structure_member_is_optional(model, container, member, Consumer::Client)
        }
    }
}

/// The value that stands for a structure member which is not given, or `None` where there is no
/// such value for this consumer. `@default(null)` is no value.
pub fn default_value<'m>(
    container: &Shape,
    member: &'m Member,
    consumer: Consumer,
) -> Option<&'m Node> {
    let ignored = consumer != Consumer::Server
        && (container.has_trait(known::INPUT) || member.has_trait(known::CLIENT_OPTIONAL));
    if ignored {
        None
    } else {
        non_null_default(member)
    }
}

fn non_null_default(member: &Member) -> Option<&Node> {
    member
        .trait_value(known::DEFAULT)
        .filter(|value| !value.is_null())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::testing::{add, id, prelude, shape, trait_of, trait_text, trait_with};
    use crate::node::Value;

    fn optional(model: &Model, shape: &Shape, consumer: Consumer) -> Vec<&'static str> {
        shape
            .members
            .values()
            .filter(|member| is_optional(model, shape, member, consumer))
            .map(|member| member.id.member.as_str())
            .collect()
    }

    #[test]
    fn clients_and_servers_read_the_traits_differently() {
        let mut model = prelude();
        let required = || trait_of(known::REQUIRED);
        let members = || {
            vec![
                ("plain", known::STRING, vec![]),
                ("required", known::STRING, vec![required()]),
                (
                    "filled",
                    known::STRING,
                    vec![trait_text(known::DEFAULT, "a")],
                ),
                (
                    "nulled",
                    known::STRING,
                    vec![trait_with(known::DEFAULT, Value::Null)],
                ),
                (
                    "loose",
                    known::STRING,
                    vec![required(), trait_of(known::CLIENT_OPTIONAL)],
                ),
                ("nested", id("S"), vec![required()]),
            ]
        };
        add(
            &mut model,
            shape(id("S"), ShapeType::Structure, vec![]),
            members(),
        );
        let input = shape(id("I"), ShapeType::Structure, vec![trait_of(known::INPUT)]);
        add(&mut model, input, members());

        let plain = model.shape(id("S")).unwrap();
        assert_eq!(
            optional(&model, plain, Consumer::Client),
            ["plain", "nulled", "loose"]
        );
        assert_eq!(
            optional(&model, plain, Consumer::Server),
            ["plain", "nulled"]
        );
        assert_eq!(
            optional(&model, plain, Consumer::CarefulClient),
            ["plain", "nulled", "loose", "nested"]
        );
        let input = model.shape(id("I")).unwrap();
        assert_eq!(optional(&model, input, Consumer::Client).len(), 6);
        assert_eq!(optional(&model, input, Consumer::Server).len(), 2);

        let filled = |shape: &Shape, consumer| {
            let member = shape
                .members
                .values()
                .find(|m| m.id.member.as_str() == "filled");
            default_value(shape, member.unwrap(), consumer).is_some()
        };
        assert!(filled(plain, Consumer::Client));
        assert!(!filled(input, Consumer::Client));
        assert!(filled(input, Consumer::Server));
    }

    #[test]
    fn only_sparse_collections_hold_null() {
        let mut model = prelude();
        let rows = || {
            vec![
                ("key", known::STRING, vec![]),
                ("value", known::STRING, vec![]),
            ]
        };
        let sparse = vec![trait_of(known::SPARSE)];
        add(
            &mut model,
            shape(id("Dense"), ShapeType::Map, vec![]),
            rows(),
        );
        add(
            &mut model,
            shape(id("Sparse"), ShapeType::Map, sparse),
            rows(),
        );
        let names = |name| optional(&model, model.shape(id(name)).unwrap(), Consumer::Client);
        assert!(names("Dense").is_empty());
        assert_eq!(names("Sparse"), ["value"]);
    }
}
