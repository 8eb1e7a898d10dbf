//! What variants of Server-Sent Events show of their values.
//!
//! `event.text` reads `event.value.text`: people who loop over events want what is in them, and the
//! variant says already which one it is.

use crate::name::known;

use super::super::super::plan::{Class, ClassKind, Variant};
use super::super::super::printer::{Doc, chain};
use super::{Writer, attribute_names};

/// Names that a variant has already.
const TAKEN: [&str; 4] = ["as_dict", "from_dict", "type", "value"];

impl Writer<'_, '_> {
    /// Writes a property for each member of the variant's value whose name is free.
    pub(super) fn forwarded(&mut self, union: &Class<'_>, variant: &Variant<'_>) {
        if !union.shape.has_trait(known::SERVER_SENT_EVENTS) {
            return;
        }
        let target = variant.member.target.id;
        let plan = self.plan;
        let Some(ClassKind::Structure(fields)) = plan.class(target).map(|class| &class.kind) else {
            return;
        };
        let hidden = attribute_names(fields).contains("property");
        let property = if hidden {
            self.imports.module_as("builtins", "_b");
            "@_b.property"
        } else {
            "@property"
        };
        let free = |name: &str| !TAKEN.contains(&name);
        for field in fields.iter().filter(|field| free(&field.name)) {
            let made = self.value_type(target, field.member.target.id, attribute_names(fields));
            let kind: Doc = if field.is_optional() {
                chain("|", vec![made, "None".into()])
            } else {
                made
            };
            self.out.blank(1);
            self.out.line(property);
            let head = format!("def {}(", field.name);
            self.out.signature(&head, vec!["self".into()], &kind, false);
            self.out.indent();
            let width = self.out.width();
            let fallback = format!("The member `{}` of the value.", field.wire());
            let docs = field.all_docs().unwrap_or_default();
            self.out.docstring(&docs.docstring(&fallback, width));
            self.out.line(format!("return self.value.{}", field.name));
            self.out.dedent();
        }
    }
}
