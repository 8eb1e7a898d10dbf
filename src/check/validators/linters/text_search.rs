//! All text of a model: namespaces, names, and what traits say.

use rustc_hash::FxHashSet;

use crate::check::Context;
use crate::check::settings::Settings;
use crate::diag::Diagnostic;
use crate::knowledge::Subject;
use crate::model::{AppliedTrait, Model, Shape};
use crate::name::{ShapeType, known};
use crate::node::{Node, Value};
use crate::text::{Span, Symbol};

/// Where a text stands.
pub(super) enum Place<'m> {
    /// A namespace, and the first of its names.
    Namespace(Span),
    /// The name of a shape or member.
    Name(Subject<'m>),
    /// A trait value: what it is on, where the text itself stands, and the path that leads to it.
    Trait(Subject<'m>, &'m AppliedTrait, Span, &'m [Step<'m>]),
}

/// One step of the path to a text inside a trait value.
#[derive(Clone, Copy)]
pub(super) enum Step<'m> {
    Key(&'m str),
    Element(usize),
    /// The key itself is the text.
    ThisKey,
}

/// A path as event ids spell it.
pub(super) fn spelled(path: &[Step<'_>]) -> String {
    let steps = path.iter().map(|step| match step {
        Step::Key(key) => (*key).to_owned(),
        Step::Element(at) => at.to_string(),
        Step::ThisKey => "key".to_owned(),
    });
    steps.collect::<Vec<_>>().join("/")
}

/// Calls `visit` with every text of the user's part of the model. Linear in the text.
pub(super) fn for_each_text(context: &Context<'_>, visit: &mut dyn FnMut(&str, &Place<'_>)) {
    let mut namespaces: FxHashSet<Symbol> = FxHashSet::default();
    for subject in context.subjects() {
        let id = subject.id();
        if namespaces.insert(id.namespace) {
            visit(
                id.namespace.as_str(),
                &Place::Namespace(subject.name_span()),
            );
        }
        let name = if id.is_member() { id.member } else { id.name };
        visit(name.as_str(), &Place::Name(subject));
        for applied in subject.traits() {
            let definition = context.model.shape(applied.id);
            // What `@references` names are shapes, whose own names are looked at.
            if let Some(definition) = definition.filter(|_| applied.id != known::REFERENCES) {
                let mut walk = Walk {
                    model: context.model,
                    subject,
                    applied,
                    path: Vec::new(),
                    visit: &mut *visit,
                };
                walk.node(&applied.value, Some(definition));
            }
        }
    }
}

struct Walk<'v, 'm> {
    model: &'m Model,
    subject: Subject<'m>,
    applied: &'m AppliedTrait,
    path: Vec<Step<'m>>,
    visit: &'v mut dyn FnMut(&str, &Place<'_>),
}

impl<'m> Walk<'_, 'm> {
    fn tell(&mut self, text: &str, span: Span) {
        let place = Place::Trait(self.subject, self.applied, span, &self.path);
        (self.visit)(text, &place);
    }

    /// Recursive, as deep as nodes nest. `shape` is what the node is a value of, where that is
    /// known; as in the reference it is not for the elements of lists.
    fn node(&mut self, node: &'m Node, shape: Option<&'m Shape>) {
        match &node.value {
            Value::String(text) => self.tell(text, node.span),
            Value::Object(object) => {
                for entry in object.iter() {
                    self.path.push(Step::Key(&entry.key));
                    let of = shape.and_then(|shape| self.of_member(shape, &entry.key));
                    if of.is_none() {
                        // No member has this name, so it is text of the model's author.
                        self.path.push(Step::ThisKey);
                        self.tell(&entry.key, entry.key_span);
                        self.path.pop();
                    }
                    self.node(&entry.value, of);
                    self.path.pop();
                }
            }
            Value::Array(elements) => {
                for (at, element) in elements.iter().enumerate() {
                    self.path.push(Step::Element(at));
                    self.node(element, None);
                    self.path.pop();
                }
            }
            _ => {}
        }
    }

    fn of_member(&self, shape: &'m Shape, key: &str) -> Option<&'m Shape> {
        if shape.shape_type == ShapeType::Enum {
            return None;
        }
        self.model.target(shape.member(Symbol::intern(key))?)
    }
}

/// That a linter is told to leave out its own terms and given no others.
pub(super) fn nothing_left(settings: &Settings<'_>, definition: Span) -> Diagnostic {
    let flag = settings.get("excludeDefaults");
    settings
        .error(
            flag.map_or(definition, |flag| flag.span),
            format!("{} has nothing to look for", settings.owner()),
        )
        .event_at(definition)
        .here("leaves out the built-in terms")
        .help("give it `terms`, or remove `excludeDefaults`")
}
