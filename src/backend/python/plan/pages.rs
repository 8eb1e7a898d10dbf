//! Operations that answer in pages.
//!
//! Settles which attribute takes the token, and over which attributes one gets from an output to
//! the next token and to the items. (Specification: "paginated trait".)

use crate::name::{ShapeId, known};

use super::{ClassKind, Field, Kind, Operation, Plan};

/// How an operation answers in pages.
#[derive(Clone, Debug)]
pub struct Pagination {
    /// The output.
    pub output: ShapeId,
    /// The attribute of the input that takes the token.
    pub parameter: String,
    /// From the output to the token of the next page.
    pub token: Way,
    /// From the output to the items, where the trait names them.
    pub items: Option<Way>,
}

/// A way from a structure to something in it.
#[derive(Clone, Debug)]
pub struct Way {
    /// The attributes, and whether each may be `None`.
    pub steps: Vec<(String, bool)>,
    /// What it leads to.
    pub target: ShapeId,
    /// The kind of that.
    pub kind: Kind,
}

impl Plan<'_> {
    /// How an operation answers in pages; `None` where it does not, or where a path of the trait
    /// leads to nothing that a client could follow.
    pub fn pagination(&self, operation: &Operation<'_>) -> Option<Pagination> {
        let own = operation.shape.trait_value(known::PAGINATED)?;
        let defaults = self.service.trait_value(known::PAGINATED);
        let value = |name: &str| {
            own.get_str(name)
                .or_else(|| defaults.and_then(|value| value.get_str(name)))
        };
        if operation.streams {
            return None;
        }
        let output = operation.output?;
        let parameter = value("inputToken")?;
        let parameter = self
            .fields(operation.input?)
            .iter()
            .find(|field| field.wire() == parameter)?;
        Some(Pagination {
            output,
            parameter: parameter.name.clone(),
            token: self.way(output, value("outputToken")?)?,
            items: value("items")
                .and_then(|path| self.way(output, path))
                .filter(|way| matches!(way.kind, Kind::List | Kind::Map)),
        })
    }

    /// The operations that answer in pages, by method.
    pub fn paginated(&self) -> Vec<(&Operation<'_>, Pagination)> {
        let operations = self.operations.iter();
        operations
            .filter_map(|operation| Some((operation, self.pagination(operation)?)))
            .collect()
    }

    /// Follows the names of members, with dots between them.
    fn way(&self, from: ShapeId, path: &str) -> Option<Way> {
        let mut at = from;
        let mut steps = Vec::new();
        let mut found: Option<&Field<'_>> = None;
        for name in path.split('.') {
            if found.is_some_and(|field| field.kind != Kind::Structure) {
                return None;
            }
            match self.class(at).map(|class| &class.kind) {
                Some(ClassKind::Structure(_)) => {}
                _ => return None,
            }
            let field = self.fields(at).iter().find(|field| field.wire() == name)?;
            steps.push((field.name.clone(), field.is_optional()));
            at = field.member.target.id;
            found = Some(field);
        }
        Some(Way {
            steps,
            target: at,
            kind: found?.kind,
        })
    }
}
