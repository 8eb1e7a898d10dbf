//! What stands before the shapes of a file: control statements, the namespace, `use`.
//! (Specification: "Control section", "Namespaces", "Referring to shapes".)

use rustc_hash::FxHashMap;

use crate::diag::{Code, Fix, nearest};
use crate::name::ShapeId;
use crate::node::Value;
use crate::syntax::tree;
use crate::text::{Span, Symbol};

use super::declarations::{Import, Version};
use super::lower::Lowering;

const UNSUPPORTED_VERSION: Code = Code::error("unsupported-version", "Model");
const DUPLICATE_CONTROL: Code = Code::error("duplicate-control-statement", "Model");
const UNKNOWN_CONTROL: Code = Code::warning("unknown-control-statement", "Model");
const CONTROL_VALUE: Code = Code::error("control-statement-value", "Model");
const IMPORT_CONFLICT: Code = Code::error("use-conflict", "Model");
/// The version that adds inline collections to 2.0.
const VERSION_2_1: &str = "2.1";
const CONTROLS: [&str; 3] = ["version", "operationInputSuffix", "operationOutputSuffix"];

impl Lowering {
    pub fn controls(&mut self, controls: Vec<tree::Setting>) {
        let mut seen: FxHashMap<Box<str>, Span> = FxHashMap::default();
        for control in controls {
            if let Some(first) = seen.get(&control.key.value) {
                self.diagnostics.push(
                    DUPLICATE_CONTROL
                        .at(
                            control.span,
                            format!("`${}` is set twice", control.key.value),
                        )
                        .here("set again here")
                        .label(*first, "first set here")
                        .help("remove one of the two"),
                );
                continue;
            }
            seen.insert(control.key.value.clone(), control.span);
            match &*control.key.value {
                "version" => self.version(&control),
                "operationInputSuffix" => {
                    if let Some(suffix) = self.text_control(&control) {
                        self.suffixes.input = suffix;
                    }
                }
                "operationOutputSuffix" => {
                    if let Some(suffix) = self.text_control(&control) {
                        self.suffixes.output = suffix;
                    }
                }
                other => {
                    let mut report = UNKNOWN_CONTROL
                        .at(
                            control.value.span,
                            format!("`${other}` is not a control statement that has a meaning"),
                        )
                        .here("has no effect");
                    for name in nearest(other, CONTROLS) {
                        let title = format!("did you mean `${name}`?");
                        report = report.fix(Fix::replace(title, control.key.span, name));
                    }
                    self.diagnostics.push(report);
                }
            }
        }
    }

    fn text_control(&mut self, control: &tree::Setting) -> Option<Symbol> {
        let text = control.value.as_str();
        if text.is_none() {
            self.diagnostics.push(
                CONTROL_VALUE
                    .at(
                        control.value.span,
                        format!("`${}` must be a string", control.key.value),
                    )
                    .here(format!("this is {}", control.value.describe())),
            );
        }
        text.map(Symbol::intern)
    }

    fn version(&mut self, control: &tree::Setting) {
        self.version_written = true;
        let value = &control.value;
        let written = match &value.value {
            Value::String(text) => Some(text.to_string()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        };
        let version = written.as_deref().and_then(read_version);
        self.out.has_inline_collections = written.as_deref() == Some(VERSION_2_1);
        self.version_span = Some(value.span);
        // What cannot be read is most likely meant to be the current version.
        self.out.version = version.unwrap_or(Version::Two);
        match (version, &value.value) {
            (Some(_), Value::String(_)) => {}
            (Some(_), _) => {
                let written = written.unwrap_or_default();
                self.diagnostics.push(
                    CONTROL_VALUE
                        .at(value.span, "`$version` must be a string")
                        .here("this is a number")
                        .fix(Fix::replace(
                            format!("write `\"{written}\"`"),
                            value.span,
                            format!("\"{written}\""),
                        )),
                );
            }
            (None, _) => {
                let message = match written {
                    Some(written) => format!("there is no version `{written}` of Smithy"),
                    None => format!("`$version` must be a string, not {}", value.describe()),
                };
                self.diagnostics.push(
                    UNSUPPORTED_VERSION
                        .at(value.span, message)
                        .here("unknown version")
                        .fix(Fix::replace(
                            "write `\"2\"`, or `\"1.0\"` for a model of the old version",
                            value.span,
                            "\"2\"",
                        )),
                );
            }
        }
    }

    pub fn imports(&mut self, uses: &[tree::Use]) {
        for statement in uses {
            self.out.import_point = statement.span.end_point();
            let text = statement.name.value.as_str();
            // What is no absolute id of a shape has been reported by the parser.
            let Some(id) = ShapeId::parse(text).filter(|id| !id.is_member()) else {
                continue;
            };
            let import = Import {
                id,
                span: statement.name.span,
            };
            match self.imported.get(&id.name) {
                Some(first) => {
                    let message = if first.id == id {
                        format!("`{id}` is imported twice")
                    } else {
                        format!(
                            "`{}` is already imported from `{}`",
                            id.name, first.id.namespace
                        )
                    };
                    let report = IMPORT_CONFLICT
                        .at(import.span, message)
                        .here("imported again here")
                        .label(first.span, "first imported here");
                    self.diagnostics.push(if first.id == id {
                        report.fix(Fix::replace("remove this `use`", statement.span, ""))
                    } else {
                        report
                            .note("a name can stand for one shape only in a file")
                            .help(format!(
                                "remove one, and write `{id}` in full where you need it"
                            ))
                    });
                }
                None => {
                    self.imported.insert(id.name, import);
                    self.out.imports.push(import);
                    self.out.mention(id.namespace);
                }
            }
        }
    }
}

/// The version that a text names.
pub(super) fn read_version(text: &str) -> Option<Version> {
    match text {
        "1" | "1.0" => Some(Version::One),
        "2" | "2.0" | VERSION_2_1 => Some(Version::Two),
        _ => None,
    }
}
