//! IDL.
//!
//! One text a namespace, and one for the metadata. Each is built here without any regard to
//! layout, as a sequence of tokens on a [`page::Page`], and then laid out by [`crate::format`].
//! `page` knows how names, values and traits are written, `shapes` how shapes are, `collections`
//! which lists and maps stand inside members, `strings` how text is quoted. What the texts say is just what the JSON AST says, so reading them gives the
//! same model again; the order, the choice between a short and a long spelling, and the names of
//! the files are those of the reference, so that both write the same.

use std::collections::BTreeMap;

use crate::diag::{Code, Diagnostics};
use crate::format;
use crate::model::{Model, Shape};
use crate::name::{ShapeType, known};
use crate::text::{FileId, SourceMap, Symbol};

use super::own;

mod collections;
mod page;
mod shapes;
mod strings;

use page::Page;
use shapes::Shapes;

const NOT_WRITABLE: Code = Code::error("not-writable-as-idl", "Model");

/// The name of the file that holds the metadata, but for its ending.
const METADATA: &str = "metadata";

/// The user's shapes and metadata as IDL: the name of each file and its text.
///
/// The model has been checked; of one with errors, nothing useful comes out. Linear but for the
/// sorting.
///
/// # Errors
/// Reports of what no IDL text can express: values that nest deeper than the IDL allows.
pub fn idl(model: &Model, sources: &SourceMap) -> Result<BTreeMap<String, String>, Diagnostics> {
    let mut namespaces: BTreeMap<&str, Vec<&Shape>> = BTreeMap::new();
    for shape in model.shapes.values() {
        if !sources.is_bundled(shape.name_span) {
            let namespace = shape.id.namespace.as_str();
            namespaces.entry(namespace).or_default().push(shape);
        }
    }
    let metadata = own::metadata(model, sources);
    if !metadata.is_empty() {
        // A namespace may have the name of the metadata's file; then they share it.
        namespaces.entry(METADATA).or_default();
    }
    let mut files = BTreeMap::new();
    let mut reports = Diagnostics::new();
    for (namespace, mut shapes) in namespaces {
        shapes.sort_by_cached_key(|shape| order(shape));
        let name = (!shapes.is_empty()).then(|| Symbol::intern(namespace));
        let mut page = Page::new(model, name);
        if namespace == METADATA {
            for (key, value) in &metadata {
                page.metadata(key, value);
            }
        }
        match write(page, &shapes) {
            Ok(text) => {
                files.insert(format!("{namespace}.smithy"), text);
            }
            Err(found) => reports.extend(found),
        }
    }
    if reports.is_empty() {
        Ok(files)
    } else {
        Err(reports)
    }
}

/// Writes the shapes of a namespace behind what the page holds.
fn write<'m>(mut page: Page<'m>, shapes: &[&'m Shape]) -> Result<String, Diagnostics> {
    let metadata = page.take();
    let writer = Shapes::new(&mut page, shapes);
    let mut text = format!("$version: \"{}\"\n{metadata}", writer.version());
    writer.write(shapes);
    let (body, uses, reports) = page.finish();
    if !reports.is_empty() {
        return Err(reports);
    }
    if let Some(first) = shapes.first() {
        text.push_str("\nnamespace ");
        text.push_str(first.id.namespace.as_str());
        text.push_str("\n\n");
    }
    for id in uses {
        text.push_str("use ");
        text.push_str(&id.to_string());
        text.push('\n');
    }
    text.push('\n');
    text.push_str(&body);
    format::format(FileId(0), &text).map_err(|reports| {
        let what = shapes.first().map_or_else(
            || "the metadata".to_owned(),
            |shape| format!("the namespace `{}`", shape.id.namespace),
        );
        let report = NOT_WRITABLE.without_place(format!("{what} cannot be written as IDL"));
        let why = reports.into_iter().find(|one| one.severity.is_breaking());
        match why {
            Some(why) => report.note(why.message).into(),
            None => report.into(),
        }
    })
}

/// Where a shape stands in its file: traits come first, then what a service is made of, in the
/// order of its use, then everything else.
fn order(shape: &Shape) -> (u8, (String, String)) {
    let rank = if shape.has_trait(known::TRAIT) {
        0
    } else {
        match shape.shape_type {
            ShapeType::Service => 1,
            ShapeType::Resource => 2,
            ShapeType::Operation => 3,
            ShapeType::Structure => 4,
            ShapeType::Union => 5,
            ShapeType::List | ShapeType::Set => 6,
            ShapeType::Map => 7,
            _ => 8,
        }
    };
    (rank, own::collation(shape.id))
}
