//! Tags: which operations manage them, and whether those do what they are meant to.
//!
//! (Specification: "AWS tagging traits".)

use rustc_hash::FxHashMap;

use crate::knowledge::Closure;
use crate::model::{Model, Operation, Reference, Shape};
use crate::name::{ShapeId, ShapeType, known};

/// One of the three operations that manage tags.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TagApi {
    /// Adds or changes tags.
    Tag,
    /// Takes tags away.
    Untag,
    /// Reads tags.
    List,
}

impl TagApi {
    /// All three, in the order in which people name them.
    pub const ALL: [Self; 3] = [Self::Tag, Self::Untag, Self::List];

    /// What the operation is called unless `apiConfig` says otherwise.
    pub fn usual_name(self) -> &'static str {
        match self {
            Self::Tag => "TagResource",
            Self::Untag => "UntagResource",
            Self::List => "ListTagsForResource",
        }
    }

    /// The member of `apiConfig` that names it.
    pub fn property(self) -> &'static str {
        match self {
            Self::Tag => "tagApi",
            Self::Untag => "untagApi",
            Self::List => "listTagsApi",
        }
    }

    /// Whether an operation of a service can play this part for all of its resources: it names
    /// one by its ARN, and has one member with the tags or with their keys.
    pub fn fits(self, model: &Model, operation: &Operation) -> bool {
        let Some(input) = model.shape(operation.input.id) else {
            return false;
        };
        let by_arn = input.members.values().any(|member| {
            is_arn_name(member.id.member.as_str()) && model.target(member).is_some_and(is_string)
        });
        by_arn && self.has_one_member(model, operation)
    }

    /// Whether the operation has exactly one member that holds what the part is about.
    pub fn has_one_member(self, model: &Model, operation: &Operation) -> bool {
        let place = match self {
            Self::Tag | Self::Untag => operation.input.id,
            Self::List => operation.output.id,
        };
        let Some(structure) = model.shape(place) else {
            return false;
        };
        let found = structure.members.values().filter(|member| {
            let name = member.id.member.as_str();
            model.target(member).is_some_and(|target| match self {
                Self::Tag | Self::List => is_tags_name(name) && is_tags_shape(model, target),
                Self::Untag => is_tag_keys_name(name) && string_list(model, target),
            })
        });
        found.count() == 1
    }
}

/// How a service marked `aws.api#tagEnabled` manages tags.
#[derive(Clone, Default, Debug)]
pub struct Tagging {
    /// By service: the operation of each part, in the order of [`TagApi::ALL`], and whether it
    /// fits.
    services: FxHashMap<ShapeId, [Option<(Reference, bool)>; 3]>,
}

impl Tagging {
    /// Looks at all services of a model that have the trait. Linear in their operations.
    pub fn of(model: &Model) -> Self {
        let mut found = Self::default();
        for service in model.of_type(ShapeType::Service) {
            let (Some(value), Some(detail)) = (
                service.trait_value(known::AWS_TAG_ENABLED),
                service.service(),
            ) else {
                continue;
            };
            let apis = TagApi::ALL.map(|api| {
                let configured = value
                    .get("apiConfig")
                    .and_then(|config| config.get_str(api.property()));
                let bound = |name: &str| {
                    let is_it = |one: &&Reference| one.id.to_string() == name;
                    detail.operations.iter().find(is_it)
                };
                let usual = || {
                    let is_it = |one: &&Reference| one.id.name.as_str() == api.usual_name();
                    detail.operations.iter().find(is_it)
                };
                let reference = *configured.and_then(bound).or_else(usual)?;
                let operation = model.shape(reference.id)?.operation()?;
                Some((reference, api.fits(model, operation)))
            });
            found.services.insert(service.id, apis);
        }
        found
    }

    /// The operation of a service that plays a part, and whether it fits; `None` where there is
    /// none, or the service is not marked.
    pub fn operation(&self, service: ShapeId, api: TagApi) -> Option<(Reference, bool)> {
        let apis = self.services.get(&service)?;
        apis.get(api as usize).copied().flatten()
    }

    /// Whether a service has all three operations, and they fit.
    pub fn is_complete(&self, service: ShapeId) -> bool {
        TagApi::ALL
            .iter()
            .all(|api| matches!(self.operation(service, *api), Some((_, true))))
    }

    /// The operation that should not change tags: the `update` of a resource, or its `put`, where
    /// one of them can change them.
    pub fn on_update(model: &Model, resource: &Shape) -> Option<Reference> {
        let detail = resource.resource()?;
        let has_tags =
            |one: Option<Reference>| one.is_some_and(|one| input_has_tags(model, resource, one.id));
        let replaces = !resource.has_trait(known::NO_REPLACE);
        (has_tags(detail.update) || (replaces && has_tags(detail.put)))
            .then(|| detail.update.or(detail.put))
            .flatten()
    }
}

/// Whether a member of an operation's input stands for the property that holds a resource's tags.
pub fn input_has_tags(model: &Model, resource: &Shape, operation: ShapeId) -> bool {
    let property = resource
        .trait_value(known::AWS_TAGGABLE)
        .and_then(|value| value.get_str("property"));
    let input = model
        .shape(operation)
        .and_then(Shape::operation)
        .and_then(|operation| model.shape(operation.input.id));
    let (Some(property), Some(input), Some(detail)) = (property, input, resource.resource()) else {
        return false;
    };
    let is_nested = input.members.values().any(|member| {
        let target = model.target(member);
        member.has_trait(known::NESTED_PROPERTIES)
            && target.is_some_and(|target| target.shape_type == ShapeType::Structure)
    });
    !is_nested
        && input.members.values().any(|member| {
            let renamed = member
                .trait_value(known::PROPERTY)
                .and_then(|value| value.get_str("name"));
            let name = renamed.unwrap_or(member.id.member.as_str());
            let is_identifier = detail
                .identifiers
                .iter()
                .any(|identifier| identifier.name == member.id.member);
            name == property && !is_identifier
        })
}

fn is_string(shape: &Shape) -> bool {
    matches!(shape.shape_type, ShapeType::String | ShapeType::Enum)
}

/// Whether a name is that of a member with tags: `tags`, `tagList`, `TagMap`, ….
pub fn is_tags_name(name: &str) -> bool {
    let rest = name
        .strip_prefix(['t', 'T'])
        .and_then(|rest| rest.strip_prefix("ag"));
    rest.is_some_and(|rest| {
        let map = rest.strip_prefix('s').unwrap_or(rest);
        rest == "s" || matches!(rest, "List" | "list") || matches!(map, "Map" | "map")
    })
}

/// Whether a name is that of a member with the keys of tags.
fn is_tag_keys_name(name: &str) -> bool {
    matches!(name, "tagKeys" | "TagKeys" | "tagkeys" | "Tagkeys")
}

/// Whether a name is that of a member with the ARN of a resource: `resourceArn`, `Arn`, ….
fn is_arn_name(name: &str) -> bool {
    let rest = name
        .strip_prefix(['r', 'R'])
        .and_then(|rest| rest.strip_prefix("esource"))
        .unwrap_or(name);
    !name.is_empty() && matches!(rest, "" | "arn" | "Arn" | "ARN")
}

/// Whether a shape can hold tags: a map to strings, or a list of structures of two strings.
pub fn is_tags_shape(model: &Model, shape: &Shape) -> bool {
    match shape.shape_type {
        ShapeType::Map => shape
            .member(known::member::VALUE)
            .and_then(|member| model.target(member))
            .is_some_and(is_string),
        ShapeType::List => shape
            .member(known::member::MEMBER)
            .and_then(|member| model.target(member))
            .is_some_and(|item| {
                item.shape_type == ShapeType::Structure
                    && item.members.len() == 2
                    && item
                        .members
                        .values()
                        .all(|member| model.target(member).is_some_and(is_string))
            }),
        _ => false,
    }
}

/// Whether a shape is a list of strings, and so can hold the keys of tags.
fn string_list(model: &Model, shape: &Shape) -> bool {
    shape.shape_type == ShapeType::List
        && shape
            .member(known::member::MEMBER)
            .and_then(|member| model.target(member))
            .is_some_and(is_string)
}

/// The resources of a service that are marked `aws.api#taggable`.
pub fn taggable<'m>(model: &'m Model, closure: &'m Closure) -> impl Iterator<Item = &'m Shape> {
    closure
        .resources
        .keys()
        .filter_map(|id| model.shape(*id))
        .filter(|resource| resource.has_trait(known::AWS_TAGGABLE))
}
