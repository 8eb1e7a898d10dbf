//! Where paths of attributes lead, as far as that can be said without a model.
//!
//! Shapes, their ids and services have few attributes; a name beside them is a slip, and the path
//! leads nowhere. What traits hold cannot be known here.

use std::ops::Range;

use crate::diag::nearest;

use super::problem::{ATTRIBUTE, Problem};
use super::tree::Key;

/// What kind of value a path has led to; a projection counts as what it holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Place {
    Shape,
    Traits,
    Id,
    Service,
    Variables,
    /// Something inside a trait, or a text: every key is allowed.
    Open,
}

/// A key that leads nowhere, and what could stand there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Wrong {
    place: Place,
    allowed: &'static [&'static str],
}

impl Place {
    pub fn step(self, key: &Key) -> Result<Self, Wrong> {
        if *key == Key::First {
            return Ok(self);
        }
        let wrong = |allowed| {
            Err(Wrong {
                place: self,
                allowed,
            })
        };
        match (self, key.as_name()) {
            (Self::Shape, Some("id")) => Ok(Self::Id),
            (Self::Shape, Some("trait")) => Ok(Self::Traits),
            (Self::Shape, Some("service")) => Ok(Self::Service),
            (Self::Shape, Some("var")) => Ok(Self::Variables),
            (Self::Shape, _) => wrong(&["id", "trait", "service", "var"]),
            (Self::Traits, None) => match key {
                Key::Keys => Ok(Self::Id),
                _ => Ok(Self::Open),
            },
            (Self::Traits, Some(_)) => match key {
                Key::Name(name) if name.id.is_none() => wrong(&[]),
                _ => Ok(Self::Open),
            },
            (Self::Id, Some("namespace" | "name" | "member")) => Ok(Self::Open),
            (Self::Id, None) if *key == Key::Length => Ok(Self::Open),
            (Self::Id, _) => wrong(&["namespace", "name", "member", "(length)"]),
            (Self::Service, Some("id")) => Ok(Self::Id),
            (Self::Service, Some("version")) => Ok(Self::Open),
            (Self::Service, _) => wrong(&["id", "version"]),
            (Self::Variables, Some(_)) => Ok(Self::Shape),
            (Self::Variables, None) | (Self::Open, _) => Ok(Self::Open),
        }
    }
}

/// What to say of a key that is `written` at this place.
pub(super) fn problem(wrong: Wrong, at: Range<usize>, written: &str) -> Problem {
    let written = written.trim();
    let owner = match wrong.place {
        Place::Shape => "shapes have no attribute",
        Place::Id => "the id of a shape has no property",
        Place::Service => "services have no property",
        _ => {
            return Problem::new(
                ATTRIBUTE,
                at,
                format!("`{written}` cannot be the id of a trait"),
            )
            .here("not a shape id")
            .help("write `ns.name#trait`, or `name` alone for a trait of `smithy.api`");
        }
    };
    let problem =
        Problem::new(ATTRIBUTE, at, format!("{owner} `{written}`")).here("no such attribute");
    let meant = nearest(written, wrong.allowed.iter().copied());
    if let Some(meant) = meant.first() {
        return problem.help(format!("did you mean `{meant}`?"));
    }
    let allowed: Vec<String> = wrong
        .allowed
        .iter()
        .map(|name| format!("`{name}`"))
        .collect();
    let problem = problem.note(format!("it is one of {}", allowed.join(", ")));
    if wrong.place == Place::Shape {
        problem.help(format!("`[trait|{written}]` asks for a trait"))
    } else {
        problem
    }
}
