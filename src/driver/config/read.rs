//! Nodes of a configuration → [`Config`].

use std::path::{Path, PathBuf};

use indexmap::IndexMap;

use crate::diag::{Code, Diagnostics, Fix, nearest};
use crate::node::{Node, Object};
use crate::text::Spanned;

use super::super::workspace::Input;
use super::{Config, Plugin, Projection, Transform};

const WRONG_TYPE: Code = Code::error("config-type", "SmithyBuild");
const MISSING_KEY: Code = Code::error("config-missing", "SmithyBuild");
const UNKNOWN_KEY: Code = Code::warning("config-unknown-key", "SmithyBuild");
const INVALID_NAME: Code = Code::error("config-name", "SmithyBuild");
const EMPTY_OUTPUT: Code = Code::error("config-empty-output", "SmithyBuild");
const ABSTRACT_CONTENT: Code = Code::error("config-abstract", "SmithyBuild");
const SOURCE_TRANSFORMS: Code = Code::error("config-source-transforms", "SmithyBuild");

const KEYS: &[&str] = &[
    "version",
    "outputDirectory",
    "sources",
    "imports",
    "projections",
    "plugins",
    "ignoreMissingPlugins",
    "maven",
];
const PROJECTION_KEYS: &[&str] = &["abstract", "imports", "transforms", "plugins"];
const TRANSFORM_KEYS: &[&str] = &["name", "args"];
const MAVEN_KEYS: &[&str] = &["dependencies", "repositories"];
const REPOSITORY_KEYS: &[&str] = &[
    "url",
    "httpCredentials",
    "id",
    "proxyHost",
    "proxyCredentials",
];

/// Reads one file.
pub(super) struct Reader<'a> {
    base: &'a Path,
    reports: &'a mut Diagnostics,
}

impl<'a> Reader<'a> {
    /// Paths are relative to `base`.
    pub(super) fn new(base: &'a Path, reports: &'a mut Diagnostics) -> Self {
        Self { base, reports }
    }

    /// Merges a file into the configuration. Returns its Maven dependencies, where it has the
    /// key `maven`: they replace those of an earlier file.
    pub(super) fn read(
        &mut self,
        node: &Node,
        config: &mut Config,
    ) -> Option<Vec<Spanned<Box<str>>>> {
        let object = self.object(node, "the configuration")?;
        self.check_keys(object, KEYS, false);
        match object.get("version") {
            Some(version) => {
                self.string(version, "version");
            }
            None => self.reports.push(
                MISSING_KEY
                    .at(
                        node.span.start_point(),
                        "the configuration has no `version`",
                    )
                    .here("expected `version` in this object")
                    .help("add `\"version\": \"1.0\"`"),
            ),
        }
        if let Some(node) = object.get("outputDirectory")
            && let Some(path) = self.string(node, "outputDirectory")
        {
            if path.is_empty() {
                self.reports.push(
                    EMPTY_OUTPUT
                        .at(node.span, "`outputDirectory` names no folder")
                        .here("empty")
                        .help("name a folder, or leave the key out for `build/smithy`"),
                );
            } else {
                config.output_directory = Some(PathBuf::from(path));
            }
        }
        config.sources.extend(self.paths(object, "sources"));
        config.imports.extend(self.paths(object, "imports"));
        if let Some(projections) = self.object_at(object, "projections") {
            for entry in projections.iter() {
                self.check_name(&entry.key, entry.key_span, "projection", false);
                if let Some(mut projection) = self.projection(&entry.key, &entry.value) {
                    projection.key_span = Some(entry.key_span);
                    config.projections.insert(entry.key.clone(), projection);
                }
            }
        }
        config.plugins.extend(self.plugins(object));
        if let Some(ignore) = self.boolean_at(object, "ignoreMissingPlugins") {
            config.ignore_missing_plugins = ignore;
        }
        self.maven(object)
    }

    fn projection(&mut self, name: &str, node: &Node) -> Option<Projection> {
        let object = self.object(node, &format!("the projection `{name}`"))?;
        self.check_keys(object, PROJECTION_KEYS, false);
        let projection = Projection {
            key_span: None,
            is_abstract: self.boolean_at(object, "abstract").unwrap_or_default(),
            imports: self.paths(object, "imports"),
            transforms: self.transforms(object),
            plugins: self.plugins(object),
        };
        if projection.is_abstract {
            for key in ["imports", "plugins"] {
                let Some(entry) = object.entry(key) else {
                    continue;
                };
                let empty = match entry.value.as_object() {
                    Some(object) => object.is_empty(),
                    None => entry.value.as_array().is_some_and(<[Node]>::is_empty),
                };
                if !empty {
                    self.reports.push(
                        ABSTRACT_CONTENT
                            .at(
                                entry.key_span,
                                format!("the abstract projection `{name}` has `{key}`"),
                            )
                            .here("never used")
                            .note("an abstract projection is not built; other projections apply its transforms")
                            .help("remove it, or remove `abstract`"),
                    );
                }
            }
        }
        if name == "source" && !projection.transforms.is_empty() {
            let span = object
                .entry("transforms")
                .map_or(node.span, |entry| entry.key_span);
            self.reports.push(
                SOURCE_TRANSFORMS
                    .at(span, "the projection `source` has transforms")
                    .here("not allowed in `source`")
                    .note("`source` is the model as it is written")
                    .help("give the transforms to a projection of another name"),
            );
        }
        Some(projection)
    }

    fn transforms(&mut self, object: &Object) -> Vec<Transform> {
        let Some(elements) = self.array_at(object, "transforms") else {
            return Vec::new();
        };
        let mut transforms = Vec::new();
        for element in elements {
            let Some(object) = self.object(element, "a transform") else {
                continue;
            };
            self.check_keys(object, TRANSFORM_KEYS, false);
            let Some(node) = object.get("name") else {
                self.reports.push(
                    MISSING_KEY
                        .at(element.span.start_point(), "a transform has no `name`")
                        .here("expected `name` in this object"),
                );
                continue;
            };
            let arguments = object.get("args");
            if let Some(arguments) = arguments
                && arguments.as_object().is_none()
                && arguments.as_array().is_none()
            {
                self.wrong_type(arguments, "`args`", "an object");
            }
            if let Some(name) = self.string(node, "name") {
                self.check_name(name, node.span, "transform", false);
                transforms.push(Transform {
                    name: name.into(),
                    span: node.span,
                    arguments: arguments.cloned(),
                });
            }
        }
        transforms
    }

    fn plugins(&mut self, object: &Object) -> IndexMap<Box<str>, Plugin> {
        let Some(object) = self.object_at(object, "plugins") else {
            return IndexMap::new();
        };
        let mut plugins = IndexMap::new();
        for entry in object.iter() {
            self.check_name(&entry.key, entry.key_span, "plugin", true);
            let name = format!("the plugin `{}`", entry.key);
            if self.object(&entry.value, &name).is_some() {
                plugins.insert(
                    entry.key.clone(),
                    Plugin {
                        key_span: entry.key_span,
                        settings: entry.value.clone(),
                    },
                );
            }
        }
        plugins
    }

    fn maven(&mut self, object: &Object) -> Option<Vec<Spanned<Box<str>>>> {
        let maven = self.object_at(object, "maven")?;
        self.check_keys(maven, MAVEN_KEYS, true);
        for repository in self.array_at(maven, "repositories").unwrap_or_default() {
            if let Some(object) = self.object(repository, "a repository") {
                self.check_keys(object, REPOSITORY_KEYS, true);
                if !object.contains("url") {
                    self.reports.push(
                        MISSING_KEY
                            .at(repository.span.start_point(), "a repository has no `url`")
                            .here("expected `url` in this object"),
                    );
                }
                for entry in object.iter() {
                    self.string(&entry.value, &entry.key);
                }
            }
        }
        let mut dependencies: Vec<Spanned<Box<str>>> = Vec::new();
        for node in self.array_at(maven, "dependencies").unwrap_or_default() {
            if let Some(text) = self.element(node, "dependencies")
                && !dependencies.iter().any(|other| &*other.value == text)
            {
                dependencies.push(Spanned::new(text.into(), node.span));
            }
        }
        Some(dependencies)
    }

    fn paths(&mut self, object: &Object, key: &str) -> Vec<Input> {
        let Some(elements) = self.array_at(object, key) else {
            return Vec::new();
        };
        let mut inputs = Vec::new();
        for element in elements {
            if let Some(path) = self.element(element, key) {
                inputs.push(Input {
                    path: resolve(self.base, path),
                    span: Some(element.span),
                });
            }
        }
        inputs
    }

    fn object_at<'n>(&mut self, object: &'n Object, key: &str) -> Option<&'n Object> {
        let node = object.get(key)?;
        self.object(node, &format!("`{key}`"))
    }

    fn object<'n>(&mut self, node: &'n Node, what: &str) -> Option<&'n Object> {
        let object = node.as_object();
        if object.is_none() {
            self.wrong_type(node, what, "an object");
        }
        object
    }

    fn array_at<'n>(&mut self, object: &'n Object, key: &str) -> Option<&'n [Node]> {
        let node = object.get(key)?;
        let array = node.as_array();
        if array.is_none() {
            self.wrong_type(node, &format!("`{key}`"), "an array");
        }
        array
    }

    fn boolean_at(&mut self, object: &Object, key: &str) -> Option<bool> {
        let node = object.get(key)?;
        let boolean = node.as_bool();
        if boolean.is_none() {
            self.wrong_type(node, &format!("`{key}`"), "a boolean");
        }
        boolean
    }

    fn string<'n>(&mut self, node: &'n Node, key: &str) -> Option<&'n str> {
        let text = node.as_str();
        if text.is_none() {
            self.wrong_type(node, &format!("`{key}`"), "a string");
        }
        text
    }

    fn element<'n>(&mut self, node: &'n Node, key: &str) -> Option<&'n str> {
        let text = node.as_str();
        if text.is_none() {
            self.wrong_type(node, &format!("an element of `{key}`"), "a string");
        }
        text
    }

    fn wrong_type(&mut self, node: &Node, what: &str, expected: &str) {
        let found = node.describe();
        let report = WRONG_TYPE
            .at(node.span, format!("{what} must be {expected}, not {found}"))
            .here(format!("expected {expected}"));
        let mended = match (node.as_str(), expected) {
            (Some(text @ ("true" | "false")), "a boolean") => Some(text.to_owned()),
            (Some(text), "an array") => Some(format!("[{}]", serde_json::Value::from(text))),
            (None, "a string") if what == "`version`" => Some("\"1.0\"".to_owned()),
            _ => None,
        };
        self.reports.push(match (mended, what) {
            (Some(text), _) => report.fix(Fix::replace(format!("write `{text}`"), node.span, text)),
            (None, "a transform") => {
                report.help("write it as in `{\"name\": \"includeServices\", \"args\": {…}}`")
            }
            (None, "`projections`") => {
                report.help("write each with its name, as in `{\"client\": {\"plugins\": {…}}}`")
            }
            (None, _) if what.starts_with("the plugin ") => {
                report.help("its settings stand in it; `{}` is a plugin without any")
            }
            (None, _) if what.starts_with("an element of ") => {
                report.help("each element is a text of its own")
            }
            (None, _) => report,
        });
    }

    /// Keys that are not known are passed over, as `$schema` and those of other tools are; one
    /// that looks like a known one is a slip. `strict` reports every one.
    fn check_keys(&mut self, object: &Object, known: &[&str], strict: bool) {
        for entry in object.iter() {
            let key = &*entry.key;
            if known.contains(&key) {
                continue;
            }
            let near = nearest(key, known.iter().copied());
            if near.is_empty() && !strict {
                continue;
            }
            let mut report = UNKNOWN_KEY
                .at(
                    entry.key_span,
                    format!("`{key}` is not a key that is read here"),
                )
                .here("ignored");
            if let [name, ..] = near[..] {
                let text = format!("\"{name}\"");
                report = report.fix(Fix::replace(
                    format!("did you mean `{name}`?"),
                    entry.key_span,
                    text,
                ));
            } else {
                report = report.help(format!("the keys are {}", ticked(known)));
            }
            self.reports.push(report);
        }
    }

    fn check_name(&mut self, name: &str, span: crate::text::Span, what: &str, artifact: bool) {
        let parts: Vec<&str> = if artifact {
            name.splitn(2, "::").collect()
        } else {
            vec![name]
        };
        if parts.iter().all(|part| is_name(part)) {
            return;
        }
        self.reports.push(
            INVALID_NAME
                .at(span, format!("`{name}` is not the name of a {what}"))
                .here("not a name")
                .note("names become folders: they begin with a letter or digit, and go on with letters, digits, `-`, `_` and `.`"),
        );
    }
}

/// Whether a name can be that of a projection, a plugin or an artifact.
fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
}

fn resolve(base: &Path, path: &str) -> PathBuf {
    let path = Path::new(path);
    if base.as_os_str().is_empty() {
        path.to_path_buf()
    } else {
        base.join(path)
    }
}

fn ticked(names: &[&str]) -> String {
    let ticked: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    ticked.join(", ")
}
