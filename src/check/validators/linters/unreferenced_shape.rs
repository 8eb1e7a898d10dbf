//! `UnreferencedShape`: every shape is connected to something that matters.

use rustc_hash::FxHashSet;

use crate::check::Context;
use crate::check::chooser::Chooser;
use crate::check::settings::{Read, Settings};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::knowledge::{Subject, for_each_neighbor, id_references};
use crate::name::{ShapeId, known};
use crate::text::Span;

use super::{DONE, Lint};

const UNREFERENCED: Code = Code::note("unreferenced-shape", "UnreferencedShape");

/// What matters unless the configuration says otherwise.
const ROOTS: &str = "service";

struct UnreferencedShape {
    roots: Option<Chooser>,
}

pub(super) fn make(settings: &mut Settings<'_>, _: Span) -> Read<Box<dyn Lint>> {
    settings.expect_properties(&["rootShapeSelector"])?;
    let roots = settings.selector("rootShapeSelector")?;
    Ok(Box::new(UnreferencedShape {
        roots: roots.or_else(|| Chooser::built_in(ROOTS)),
    }))
}

impl Lint for UnreferencedShape {
    fn run(&self, context: &Context<'_>, out: &mut Diagnostics) -> Result<(), Box<Diagnostic>> {
        let Some(selector) = &self.roots else {
            return DONE;
        };
        let mut roots = selector.select(context)?;
        // Definitions of traits and of metadata are used by name.
        for definition in [known::TRAIT, known::METADATA] {
            roots.extend(context.graph.with_trait(definition));
        }
        let connected = connected(context, roots);
        for shape in context.shapes().filter(|one| !connected.contains(&one.id)) {
            out.push(
                UNREFERENCED
                    .at(
                        shape.name_span,
                        format!("nothing that matters refers to `{}`", shape.id.name),
                    )
                    .shape(shape.id)
                    .here("not referred to")
                    .note(format!(
                        "no way leads here from a shape that matches `{}`",
                        selector.quoted()
                    ))
                    .help("remove it, or refer to it"),
            );
        }
        DONE
    }
}

/// Everything that can be reached, along `@idRef` too; a member leads to the shape that holds it.
/// Linear in the model.
fn connected(context: &Context<'_>, mut waiting: Vec<ShapeId>) -> FxHashSet<ShapeId> {
    let named = id_references(&context.graph);
    let mut connected = FxHashSet::default();
    while let Some(id) = waiting.pop() {
        let Some(subject) = Subject::of(context.model, id) else {
            continue;
        };
        if connected.insert(id) {
            for_each_neighbor(subject, |relationship| waiting.push(relationship.target));
            waiting.extend(named.get(&id).into_iter().flatten());
        }
    }
    connected
}
