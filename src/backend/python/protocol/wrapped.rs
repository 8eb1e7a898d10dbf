//! Payloads that codecs of structures carry: where a payload of any kind is a document, the one of
//! a list, a map, a scalar or a union without a tag is written and read as the only member of an
//! object, which stays here. So whatever can be a member can be a payload.

use crate::model::{Member, Shape};
use crate::name::known;

use super::super::plan::{Kind, Plan, kind};
use super::Style;

/// Whether a member is such a payload.
pub fn is_wrapped(plan: &Plan<'_>, style: Style, member: &Member) -> bool {
    if !style.has_document_payloads() || !member.has_trait(known::HTTP_PAYLOAD) {
        return false;
    }
    let target = member.target.id;
    match kind(plan.model, target) {
        Kind::Structure | Kind::Document | Kind::Stream | Kind::EventStream => false,
        Kind::Union => plan
            .model
            .shape(target)
            .is_some_and(|shape| shape.has_trait(known::ALLOY_UNTAGGED)),
        _ => true,
    }
}

/// Such a payload of a structure.
pub fn payload<'m>(plan: &Plan<'_>, style: Style, shape: &'m Shape) -> Option<&'m Member> {
    shape
        .members
        .values()
        .find(|member| is_wrapped(plan, style, member))
}
