//! `smithy-build.json`.
//!
//! The text goes through the JSON reader that keeps places, variables are put in
//! ([`expand`]), and the nodes become a [`Config`] ([`read`]). Every mistake points at its place
//! in the file. What the configuration asks for is not judged here, except for Maven coordinates
//! ([`maven`]), which say whether the model can be whole.

mod expand;
mod maven;
mod read;

use std::path::{Path, PathBuf};

use indexmap::IndexMap;

use crate::diag::Diagnostics;
use crate::json;
use crate::node::Node;
use crate::text::{SourceMap, Span};

use super::disk;
use super::workspace::Input;

/// The name of the file that is read where none is given.
pub const DEFAULT_FILE: &str = "smithy-build.json";

/// What is to be built. Several files are merged: lists are joined, projections and plugins of
/// the same name are replaced, and other values are those of the last file that has them.
#[derive(Clone, Default, Debug)]
pub struct Config {
    /// The models that are built, with paths relative to the configuration resolved.
    pub sources: Vec<Input>,
    /// The models that are needed but not built.
    pub imports: Vec<Input>,
    /// Where the output goes, relative to the current folder.
    pub output_directory: Option<PathBuf>,
    /// The projections by name, as written.
    pub projections: IndexMap<Box<str>, Projection>,
    /// The plugins of every projection by id, as written.
    pub plugins: IndexMap<Box<str>, Plugin>,
    /// Whether plugins that do not exist are passed over.
    pub ignore_missing_plugins: bool,
}

/// A view of the model and what is made of it.
#[derive(Clone, Default, Debug)]
pub struct Projection {
    /// Where its name is written; `None` for the implicit one.
    pub key_span: Option<Span>,
    /// Whether it is only there to be applied by others.
    pub is_abstract: bool,
    /// Models that only this projection needs.
    pub imports: Vec<Input>,
    /// The transforms in order.
    pub transforms: Vec<Transform>,
    /// Its own plugins by id.
    pub plugins: IndexMap<Box<str>, Plugin>,
}

/// A step that changes the model.
#[derive(Clone, Debug)]
pub struct Transform {
    /// Its name.
    pub name: Box<str>,
    /// Where the name is written.
    pub span: Span,
    /// Its arguments, if it has any.
    pub arguments: Option<Node>,
}

/// A use of a plugin.
#[derive(Clone, Debug)]
pub struct Plugin {
    /// Where its id is written.
    pub key_span: Span,
    /// The settings: an object.
    pub settings: Node,
}

/// The value of an environment variable.
pub type Environment<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Reads and merges configuration files. A part that is wrong is left out and reported.
pub fn load(
    paths: &[PathBuf],
    environment: Environment<'_>,
    sources: &mut SourceMap,
) -> (Config, Diagnostics) {
    let mut config = Config::default();
    let mut reports = Diagnostics::new();
    let mut dependencies = Vec::new();
    for path in paths {
        let file = match disk::read(path, sources) {
            Ok(file) => file,
            Err(report) => {
                reports.push(*report);
                continue;
            }
        };
        let text = sources.get(file).map(|file| file.shared_text());
        let text = text.unwrap_or_default();
        let (node, found) = json::parse(file, &text, json::Dialect::Comments);
        let broken = found.iter().any(|report| report.severity.is_breaking());
        reports.absorb(found);
        let Some(mut node) = node.filter(|_| !broken) else {
            continue;
        };
        if text.contains("${") {
            expand::expand(&mut node, environment, sources, &mut reports);
        }
        let base = path.parent().unwrap_or(Path::new(""));
        let maven = read::Reader::new(base, &mut reports).read(&node, &mut config);
        if let Some(maven) = maven {
            dependencies = maven;
        }
    }
    for dependency in &dependencies {
        reports.extend(maven::check(dependency));
    }
    (config, reports)
}
