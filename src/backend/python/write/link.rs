//! Links the modules of a package with a runtime that is not in it.
//!
//! Every writer names the runtime as `._runtime`, the folder that a package has of its own. Where
//! packages share one, their finished modules pass through here: the statements that import from
//! that folder are pointed at the shared package, and stand where statements of another package
//! stand. Nothing but import statements and the table of lazy names is looked at; docstrings are
//! passed over, so that no text of a model is taken for a statement.

use super::super::printer::{Printer, columns};
use super::imports::{from_import, import_as};

/// The runtime as modules of the package name it.
const OWN: &str = "._runtime.";

/// Packages that belong to neither the standard library nor the runtime, of those that emitted
/// modules import.
const FOREIGN: [&str; 8] = [
    "aiohttp",
    "anyio",
    "httpx",
    "httpx2",
    "opentelemetry",
    "orjson",
    "pytest",
    "typing_extensions",
];

/// The text of a module that finds the runtime in the package `runtime`. Linear in the text.
pub fn link(text: &str, runtime: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut out = String::with_capacity(text.len());
    let mut documented = false;
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let bare = line.trim_start();
        if documented {
            documented = bare != "\"\"\"";
        } else if bare.starts_with("\"\"\"") {
            documented = bare.len() < 6 || !bare.ends_with("\"\"\"");
        } else if is_import(bare) {
            let run = Run::read(&lines, at);
            at += run.lines;
            if run.statements.iter().any(|one| one.module.starts_with(OWN)) {
                run.write(runtime, &mut out);
            } else {
                for line in lines.get(at - run.lines..at).unwrap_or_default() {
                    out.push_str(line);
                    out.push('\n');
                }
            }
            continue;
        }
        out.push_str(line);
        out.push('\n');
        at += 1;
    }
    out
}

/// The table of lazy names: places that are modules of the runtime become absolute.
pub fn link_places(text: &str, runtime: &str) -> String {
    text.replace(&format!("\": \"{OWN}"), &format!("\": \"{runtime}."))
}

fn is_import(line: &str) -> bool {
    line.starts_with("import ") || (line.starts_with("from ") && line.contains(" import "))
}

/// Import statements that stand together.
struct Run<'t> {
    statements: Vec<Statement<'t>>,
    indent: usize,
    lines: usize,
}

#[derive(Clone)]
struct Statement<'t> {
    /// The module, such as `._runtime.errors`.
    module: &'t str,
    /// What is imported from it, such as `a` or `a as b`; nothing where it is imported itself.
    names: Vec<&'t str>,
    /// The lines.
    lines: &'t [&'t str],
}

impl<'t> Run<'t> {
    /// Reads the statements from a line that begins one.
    fn read(lines: &'t [&'t str], start: usize) -> Self {
        let indent = |line: &str| line.len() - line.trim_start().len();
        let own = lines.get(start).map_or(0, |line| indent(line));
        let mut statements = Vec::new();
        let mut end = start;
        let mut at = start;
        while let Some(line) = lines.get(at) {
            if line.is_empty() {
                at += 1;
                continue;
            }
            if indent(line) != own || !is_import(line.trim_start()) {
                break;
            }
            let statement = Statement::read(lines, at);
            at += statement.lines.len();
            end = at;
            statements.push(statement);
        }
        Self {
            statements,
            indent: own,
            lines: end - start,
        }
    }

    /// Writes the statements in the order of sections: the future, the standard library, other
    /// packages, this one.
    fn write(&self, runtime: &str, out: &mut String) {
        let mut sections: [Vec<(String, &Statement<'_>)>; 4] = Default::default();
        for statement in &self.statements {
            let module = match statement.module.strip_prefix(OWN) {
                Some(rest) => format!("{runtime}.{rest}"),
                None => statement.module.to_owned(),
            };
            let root = module.split('.').next().unwrap_or_default();
            let section = match root {
                "__future__" => 0,
                "" => 3,
                _ if root == runtime || FOREIGN.contains(&root) => 2,
                _ => 1,
            };
            if let Some(section) = sections.get_mut(section) {
                section.push((module, statement));
            }
        }
        if let Some(foreign) = sections.get_mut(2) {
            foreign.sort_by_key(|(module, one)| (!one.names.is_empty(), module.to_lowercase()));
        }
        let mut first = true;
        for section in sections.iter().filter(|section| !section.is_empty()) {
            if !std::mem::take(&mut first) {
                out.push('\n');
            }
            for (module, statement) in section {
                if module == statement.module {
                    for line in statement.lines {
                        out.push_str(line);
                        out.push('\n');
                    }
                } else {
                    out.push_str(&statement.moved(module, self.indent));
                }
            }
        }
    }
}

impl<'t> Statement<'t> {
    fn read(lines: &'t [&'t str], at: usize) -> Self {
        let line = lines.get(at).map_or("", |line| line.trim_start());
        let Some((module, names)) = line
            .strip_prefix("from ")
            .and_then(|rest| rest.split_once(" import "))
        else {
            let module = line.strip_prefix("import ").unwrap_or(line);
            return Self {
                module: module.split(' ').next().unwrap_or_default(),
                names: Vec::new(),
                lines: lines.get(at..=at).unwrap_or_default(),
            };
        };
        if names != "(" {
            return Self {
                module,
                names: names.split(", ").collect(),
                lines: lines.get(at..=at).unwrap_or_default(),
            };
        }
        let inside = lines.iter().skip(at + 1);
        let inside = inside.map(|line| line.trim());
        let names: Vec<&str> = inside
            .take_while(|line| *line != ")")
            .map(|name| name.trim_end_matches(','))
            .collect();
        let end = (at + names.len() + 2).min(lines.len());
        Self {
            module,
            names,
            lines: lines.get(at..end).unwrap_or_default(),
        }
    }

    /// The same names from another module.
    fn moved(&self, module: &str, indent: usize) -> String {
        let mut printer = Printer::new();
        (0..indent / 4).for_each(|_| printer.indent());
        match self.names[..] {
            [name] => match name.split_once(" as ") {
                Some((name, alias)) => import_as(module, name, alias, &mut printer),
                None if columns(name) + columns(module) + 13 <= printer.width() => {
                    printer.line(format!("from {module} import {name}"));
                }
                None => from_import(module, &self.names, &mut printer),
            },
            _ => from_import(module, &self.names, &mut printer),
        }
        printer.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::{link, link_places};

    #[test]
    fn imports_move_to_where_those_of_other_packages_stand() {
        let text = "\
\"\"\"Words.

from ._runtime.errors import ApiError
\"\"\"

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from . import models
from ._runtime.client import SyncClient
from ._runtime.operation import (
    Headers,
    Query,
)
from .config import Config

if TYPE_CHECKING:
    import httpx2

    from ._runtime.client import SyncApi as SyncApi


class A:
    def f(self):
        from ._raw import Raw
        from ._runtime.raw import RawResponse

        return Raw
";
        let expected = "\
\"\"\"Words.

from ._runtime.errors import ApiError
\"\"\"

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from acme.client import SyncClient
from acme.operation import Headers, Query

from . import models
from .config import Config

if TYPE_CHECKING:
    import httpx2
    from acme.client import SyncApi as SyncApi


class A:
    def f(self):
        from acme.raw import RawResponse

        from ._raw import Raw

        return Raw
";
        assert_eq!(link(text, "acme"), expected);
    }

    #[test]
    fn what_imports_no_runtime_stays_as_it_is() {
        let text = "import a\n\nfrom . import b\nx = 1\n";
        assert_eq!(link(text, "acme"), text);
        assert_eq!(
            link_places("\"A\": \"._runtime.http\",\n\"B\": \".client\",\n", "acme"),
            "\"A\": \"acme.http\",\n\"B\": \".client\",\n"
        );
    }
}
