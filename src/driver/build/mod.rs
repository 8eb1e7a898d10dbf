//! What a configuration asks for, as files.
//!
//! [`plan()`] settles which projections are built and what each makes, and finds every mistake
//! that needs no model. [`make`] runs the plugins of one projection over its model. Files come
//! out as values; nothing is written here.

mod info;
pub mod python;
mod sources;

use std::collections::BTreeMap;

use crate::diag::{Code, Diagnostic, Diagnostics, nearest};
use crate::emit::{self, JsonOptions};
use crate::model::Model;
use crate::node::Node;
use crate::text::{SourceMap, Span};

use super::config::{self, Config, Projection};
use super::workspace::{Found, Input};
use super::write::Output;

const UNKNOWN_TRANSFORM: Code = Code::error("unknown-transform", "SmithyBuild");
const UNKNOWN_PLUGIN: Code = Code::error("unknown-plugin", "SmithyBuild");
const SKIPPED_PLUGIN: Code = Code::warning("skipped-plugin", "SmithyBuild");
const DUPLICATE_ARTIFACT: Code = Code::error("duplicate-artifact", "SmithyBuild");
const UNKNOWN_PROJECTION: Code = Code::error("unknown-projection", "SmithyBuild");
const UNUSED_PLUGIN: Code = Code::error("unused-plugin", "SmithyBuild");

/// The projection that every build has: the model as it is written.
const SOURCE: &str = "source";

/// The plugins there are; the first three run in every projection.
const PLUGINS: &[&str] = &[
    "build-info",
    "model",
    "sources",
    python::CLIENT.name,
    python::TYPES.name,
];
const DEFAULT_PLUGINS: &[&str] = &["build-info", "model", "sources"];

/// The transforms that a Smithy build knows. None of them is there yet.
const TRANSFORMS: &[&str] = &[
    "apply",
    "changeStringEnumsToEnumShapes",
    "changeTypes",
    "excludeMetadata",
    "excludeShapesBySelector",
    "excludeShapesByTag",
    "excludeShapesByTrait",
    "excludeTags",
    "excludeTraits",
    "excludeTraitsByTag",
    "filterSuppressions",
    "flattenAndRemoveMixins",
    "flattenClosureNamespaces",
    "flattenNamespaces",
    "includeClosures",
    "includeMetadata",
    "includeNamespaces",
    "includeServices",
    "includeShapesBySelector",
    "includeShapesByTag",
    "includeTags",
    "includeTraits",
    "includeTraitsByTag",
    "makeIdempotencyTokensClientOptional",
    "removeDeprecatedShapes",
    "removeTraitDefinitions",
    "removeUnusedShapes",
    "renameShapes",
];

/// What a person asked to be built, of what the configuration has.
#[derive(Clone, Copy, Default, Debug)]
pub struct Selection<'a> {
    /// Only this projection.
    pub projection: Option<&'a str>,
    /// Only the plugin with this artifact name.
    pub plugin: Option<&'a str>,
}

/// A projection to build.
#[derive(Clone, Debug)]
pub struct Job {
    /// Its name.
    pub name: String,
    /// What the configuration says of it.
    pub projection: Projection,
    /// What is made of it, in the order of artifact names.
    pub steps: Vec<Step>,
}

/// A plugin to run.
#[derive(Clone, Debug)]
pub struct Step {
    /// The folder it writes to, below that of the projection.
    pub artifact: String,
    task: Task,
}

#[derive(Clone, Debug)]
enum Task {
    Model { include_prelude: bool },
    BuildInfo,
    Sources,
    Python(python::Request),
    PythonTypes(python::Request),
    PythonRuntime(String),
}

/// A checked model and where it comes from.
#[derive(Clone, Copy, Debug)]
pub struct Material<'a> {
    /// The model.
    pub model: &'a Model,
    /// All texts.
    pub sources: &'a SourceMap,
    /// The files that are built, as opposed to those that are only needed.
    pub built: &'a [Found],
    /// The reports on the model.
    pub reports: &'a [Diagnostic],
}

/// Settles what to build, in the order of the configuration.
pub fn plan(config: &Config, selection: Selection<'_>) -> (Vec<Job>, Diagnostics) {
    let mut reports = Diagnostics::new();
    let mut projections: Vec<(&str, Projection)> = Vec::new();
    if !config.projections.contains_key(SOURCE) {
        projections.push((SOURCE, Projection::default()));
    }
    for (name, projection) in &config.projections {
        projections.push((name, projection.clone()));
    }
    if let Some(wanted) = selection.projection {
        reports.extend(check_selected(wanted, &projections));
    }
    let mut jobs = Vec::new();
    for (name, projection) in projections {
        reports.extend(projection.transforms.iter().map(unknown_transform));
        if projection.is_abstract || selection.projection.is_some_and(|wanted| wanted != name) {
            continue;
        }
        let mut steps = steps(config, &projection, &mut reports);
        if let Some(wanted) = selection.plugin {
            steps.retain(|step| step.artifact == wanted);
        }
        jobs.push(Job {
            name: name.to_owned(),
            projection,
            steps,
        });
    }
    if let Some(wanted) = selection.plugin
        && reports.is_empty()
        && jobs.iter().all(|job| job.steps.is_empty())
    {
        reports.push(
            UNUSED_PLUGIN
                .without_place(format!("no projection that is built has the plugin `{wanted}`"))
                .help("`--plugin` takes the name of an artifact: what stands behind `::`, or the name of the plugin"),
        );
    }
    reports.dedup();
    (jobs, reports)
}

fn check_selected(wanted: &str, projections: &[(&str, Projection)]) -> Option<Diagnostic> {
    let found = projections.iter().find(|(name, _)| *name == wanted);
    match found {
        Some((_, projection)) if projection.is_abstract => Some(
            UNKNOWN_PROJECTION
                .without_place(format!(
                    "the projection `{wanted}` is abstract, and not built"
                ))
                .help("name a projection that applies it"),
        ),
        Some(_) => None,
        None => {
            let names = projections.iter().map(|(name, _)| *name);
            let report = UNKNOWN_PROJECTION
                .without_place(format!("the configuration has no projection `{wanted}`"));
            Some(match nearest(wanted, names.clone())[..] {
                [near, ..] => report.help(format!("did you mean `{near}`?")),
                [] => {
                    let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
                    report.help(format!("it has {}", names.join(", ")))
                }
            })
        }
    }
}

fn unknown_transform(transform: &config::Transform) -> Diagnostic {
    let name = &*transform.name;
    if TRANSFORMS.contains(&name) {
        return UNKNOWN_TRANSFORM
            .at(
                transform.span,
                format!("the transform `{name}` is not available yet"),
            )
            .here("not available in this version")
            .help(
                "remove the projection from this configuration, or build it with the Smithy CLI",
            );
    }
    let report = UNKNOWN_TRANSFORM
        .at(transform.span, format!("there is no transform `{name}`"))
        .here("no such transform");
    match nearest(name, TRANSFORMS.iter().copied())[..] {
        [near, ..] => report.help(format!("did you mean `{near}`?")),
        [] => report.help("transforms that are written in Java cannot be run"),
    }
}

/// The plugins of a projection in the order of their ids: the default ones, those of every
/// projection, and its own, which replace others of the same id.
fn steps(config: &Config, projection: &Projection, reports: &mut Diagnostics) -> Vec<Step> {
    let mut combined: BTreeMap<&str, (Option<Span>, Option<&Node>)> = BTreeMap::new();
    for (id, plugin) in config.plugins.iter().chain(&projection.plugins) {
        combined.insert(id, (Some(plugin.key_span), Some(&plugin.settings)));
    }
    for id in DEFAULT_PLUGINS {
        combined.entry(id).or_insert((None, None));
    }
    let mut steps: Vec<Step> = Vec::new();
    for (id, (span, settings)) in combined {
        let (name, artifact) = id.split_once("::").unwrap_or((id, id));
        let task = match name {
            "model" => Task::Model {
                include_prelude: settings
                    .and_then(|settings| settings.get("includePreludeShapes"))
                    .and_then(Node::as_bool)
                    .unwrap_or_default(),
            },
            "build-info" => Task::BuildInfo,
            "sources" => Task::Sources,
            _ if name == python::CLIENT.name || name == python::TYPES.name => {
                let Some(settings) = settings else { continue };
                if name == python::CLIENT.name {
                    Task::Python(python::Request::read(python::CLIENT, settings, reports))
                } else {
                    Task::PythonTypes(python::Request::read(python::TYPES, settings, reports))
                }
            }
            _ => {
                reports.push(unknown_plugin(name, span, config.ignore_missing_plugins));
                continue;
            }
        };
        if steps.iter().any(|step| step.artifact == artifact) {
            reports.push(duplicate(artifact, span));
            continue;
        }
        steps.push(Step {
            artifact: artifact.to_owned(),
            task,
        });
    }
    add_runtimes(&mut steps, reports);
    steps
}

/// Adds the runtimes that packages share, each once, to an artifact that is called as its module.
fn add_runtimes(steps: &mut Vec<Step>, reports: &mut Diagnostics) {
    let mut wanted: BTreeMap<String, Option<Span>> = BTreeMap::new();
    for step in &*steps {
        if let Task::Python(request) | Task::PythonTypes(request) = &step.task
            && let Some(runtime) = &request.runtime
        {
            wanted.entry(runtime.value.clone()).or_insert(runtime.span);
        }
    }
    for (module, span) in wanted {
        if steps.iter().any(|step| step.artifact == module) {
            reports.push(duplicate(&module, span));
            continue;
        }
        steps.push(Step {
            artifact: module.clone(),
            task: Task::PythonRuntime(module),
        });
    }
}

fn duplicate(artifact: &str, span: Option<Span>) -> Diagnostic {
    let message = format!("two plugins write to the artifact `{artifact}`");
    match span {
        Some(span) => DUPLICATE_ARTIFACT.at(span, message).here("taken already"),
        None => DUPLICATE_ARTIFACT.without_place(message),
    }
}

fn unknown_plugin(name: &str, span: Option<Span>, ignore: bool) -> Diagnostic {
    let code = if ignore {
        SKIPPED_PLUGIN
    } else {
        UNKNOWN_PLUGIN
    };
    let message = format!("there is no plugin `{name}`");
    let report = match span {
        Some(span) => code.at(span, message).here("no such plugin"),
        None => code.without_place(message),
    };
    if ignore {
        return report.note("`ignoreMissingPlugins` is set, so it was passed over");
    }
    let report = match nearest(name, PLUGINS.iter().copied())[..] {
        [near, ..] => report.help(format!("did you mean `{near}`?")),
        [] => report.note("plugins that are written in Java cannot be run"),
    };
    report.help("remove it, or set `ignoreMissingPlugins` to `true` to build without it")
}

/// Runs the plugins of a projection and adds their files to the output. Returns reports; where
/// one is an error, the output is incomplete.
pub fn make(job: &Job, material: Material<'_>, output: &mut Output) -> Diagnostics {
    let mut reports = Diagnostics::new();
    for step in &job.steps {
        let folder = format!("{}/{}", job.name, step.artifact);
        output.scope(folder.clone());
        let files = match &step.task {
            Task::Model { include_prelude } => {
                let model = model_json(material, *include_prelude);
                Ok(vec![("model.json".to_owned(), pretty(&model))])
            }
            Task::BuildInfo => {
                let info = info::build_info(job, material);
                Ok(vec![("smithy-build-info.json".to_owned(), pretty(&info))])
            }
            Task::Sources if job.name == SOURCE => sources::copies(material),
            Task::Sources => Ok(sources::projected(material)),
            Task::Python(request) => {
                python::package(request, material).map(|made| absorbed(made, &mut reports))
            }
            Task::PythonTypes(request) => {
                python::types(request, material).map(|made| absorbed(made, &mut reports))
            }
            Task::PythonRuntime(module) => Ok(python::runtime(module)),
        };
        match files {
            Ok(files) => {
                for (path, contents) in files {
                    let added = output.add(format!("{folder}/{path}"), contents);
                    reports.extend(added.err().map(|report| *report));
                }
            }
            Err(found) => reports.absorb(found),
        }
    }
    reports
}

fn absorbed((files, found): (Files, Diagnostics), reports: &mut Diagnostics) -> Files {
    reports.absorb(found);
    files
}

/// Files of a plugin: paths below its folder, and contents.
type Files = Vec<(String, Vec<u8>)>;

fn model_json(material: Material<'_>, include_prelude: bool) -> serde_json::Value {
    let options = JsonOptions {
        flatten: false,
        include_prelude,
        include_packages: true,
    };
    emit::json_ast(material.model, material.sources, &options)
}

/// JSON as the reference lays it out: four blanks a level, and a line break at the end.
fn pretty(value: &serde_json::Value) -> Vec<u8> {
    let two = serde_json::to_string_pretty(value).unwrap_or_default();
    let mut out = String::with_capacity(two.len() * 2);
    for line in two.lines() {
        let indent = line.len() - line.trim_start_matches(' ').len();
        out.push_str(&" ".repeat(indent));
        out.push_str(line);
        out.push('\n');
    }
    out.into_bytes()
}

impl Job {
    /// The files that only this projection needs.
    pub fn imports(&self) -> &[Input] {
        &self.projection.imports
    }
}
