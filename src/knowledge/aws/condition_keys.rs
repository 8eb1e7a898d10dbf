//! The condition keys of a service: those it defines, those that follow from the identifiers of
//! its resources, and those that each operation uses.
//!
//! (Specification: "AWS IAM traits", condition keys.)

use indexmap::IndexSet;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::{Model, Shape};
use crate::name::{ShapeId, known};
use crate::text::Symbol;

use super::AwsService;

/// The condition keys of one service, each with the namespace of the service's ARNs before it.
#[derive(Clone, Default, Debug)]
pub struct ConditionKeys {
    /// Every key that the service defines, or that follows from an identifier of a resource.
    pub defined: IndexSet<String>,
    /// The keys that each operation and resource uses.
    pub used: FxHashMap<ShapeId, IndexSet<String>>,
}

/// A key as it is written in full: with the namespace of the service unless it has one.
pub fn full_condition_key(service: &AwsService<'_>, key: &str) -> String {
    if key.contains(':') {
        key.to_owned()
    } else {
        format!("{}:{key}", service.arn_namespace)
    }
}

impl ConditionKeys {
    /// The keys of a service with `aws.api#service`; `None` without it. Linear in the operations
    /// and resources of the service; a resource in a circle is looked at once.
    pub fn of(model: &Model, service: &Shape) -> Option<Self> {
        let aws = AwsService::of(service)?;
        let detail = service.service()?;
        let mut keys = Self::default();
        let defined = service.trait_value(known::IAM_DEFINE_CONDITION_KEYS);
        for entry in defined
            .and_then(|value| value.as_object())
            .into_iter()
            .flat_map(|object| object.iter())
        {
            keys.defined.insert(full_condition_key(&aws, &entry.key));
        }
        let mut seen: FxHashSet<ShapeId> = FxHashSet::default();
        let mut waiting: Vec<(ShapeId, Option<ShapeId>, IndexSet<String>)> = detail
            .resources
            .iter()
            .rev()
            .map(|resource| (resource.id, None, IndexSet::new()))
            .collect();
        for operation in &detail.operations {
            keys.add(model, &aws, operation.id, IndexSet::new());
        }
        while let Some((id, parent, inherited)) = waiting.pop() {
            let Some(shape) = model.shape(id) else {
                continue;
            };
            let (Some(resource), true) = (shape.resource(), seen.insert(id)) else {
                continue;
            };
            let own = keys.add(model, &aws, id, inherited);
            let mut of_children = own;
            let infers = ![shape, service]
                .iter()
                .any(|one| one.has_trait(known::IAM_DISABLE_CONDITION_KEY_INFERENCE));
            if infers {
                let known_names: FxHashSet<Symbol> = parent
                    .and_then(|parent| model.shape(parent)?.resource())
                    .into_iter()
                    .flat_map(|parent| parent.identifiers.iter().map(|identifier| identifier.name))
                    .collect();
                for identifier in &resource.identifiers {
                    if known_names.contains(&identifier.name) {
                        continue;
                    }
                    let key = format!(
                        "{}:{}{}",
                        aws.arn_namespace,
                        resource_name(shape),
                        capitalized(identifier.name.as_str())
                    );
                    keys.defined.insert(key.clone());
                    of_children.insert(key);
                }
            }
            keys.used.insert(id, of_children.clone());
            for operation in resource.all_operations() {
                keys.add(model, &aws, operation.id, IndexSet::new());
            }
            for child in resource.resources.iter().rev() {
                waiting.push((child.id, Some(id), of_children.clone()));
            }
        }
        Some(keys)
    }

    /// Notes the keys that a shape names itself, beside those that it inherits.
    fn add(
        &mut self,
        model: &Model,
        aws: &AwsService<'_>,
        id: ShapeId,
        inherited: IndexSet<String>,
    ) -> IndexSet<String> {
        let Some(shape) = model.shape(id) else {
            return IndexSet::new();
        };
        let disinherits = shape
            .trait_value(known::IAM_RESOURCE)
            .and_then(|value| value.get("disableConditionKeyInheritance"))
            .and_then(|node| node.as_bool());
        let mut own = if disinherits == Some(true) {
            IndexSet::new()
        } else {
            inherited
        };
        let named = shape
            .trait_value(known::IAM_CONDITION_KEYS)
            .and_then(|value| value.as_array())
            .unwrap_or_default();
        own.extend(
            named
                .iter()
                .filter_map(|node| Some(full_condition_key(aws, node.as_str()?))),
        );
        self.used.insert(id, own.clone());
        own
    }
}

/// What IAM calls a resource: the name in `aws.iam#iamResource`, or else that of its shape.
pub fn resource_name(resource: &Shape) -> &str {
    resource
        .trait_value(known::IAM_RESOURCE)
        .and_then(|value| value.get_str("name"))
        .unwrap_or(resource.id.name.as_str())
}

fn capitalized(name: &str) -> String {
    let mut rest = name.chars();
    rest.next()
        .map(|first| first.to_uppercase().chain(rest).collect())
        .unwrap_or_default()
}
