//! The imports of one emitted module.
//!
//! Names are asked for where they are used; the block is written afterwards, sorted as `ruff`
//! sorts it. A name that the module itself defines is imported under an underscore.

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use super::super::printer::{Doc, Printer, columns};

/// The imports of one emitted module.
#[derive(Clone, Default, Debug)]
pub struct Imports {
    /// Names that the module defines, which no import may hide.
    own: FxHashSet<String>,
    /// `import x` and `import x as _x`.
    modules: BTreeSet<(&'static str, Option<&'static str>)>,
    /// `from x import y`, and the alias where there is one.
    names: BTreeSet<(Home, String, Option<String>)>,
    /// Modules of the package that are imported when something in them is first used.
    lazy: BTreeSet<&'static str>,
    /// Names that only annotations use.
    typed: BTreeSet<(&'static str, String)>,
}

/// Where a name comes from, in the order of import blocks.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Home {
    Standard(&'static str),
    Local(&'static str),
}

impl Imports {
    /// The imports of a module that defines these names itself.
    pub fn new(own: FxHashSet<String>) -> Self {
        Self {
            own,
            ..Self::default()
        }
    }

    /// `import module`.
    pub fn module(&mut self, module: &'static str) {
        self.modules.insert((module, None));
    }

    /// `import module as alias`.
    pub fn module_as(&mut self, module: &'static str, alias: &'static str) {
        self.modules.insert((module, Some(alias)));
    }

    /// A name of the standard library; returns what it is called here.
    pub fn standard(&mut self, module: &'static str, name: &str) -> String {
        self.add(Home::Standard(module), name)
    }

    /// A name of the package, by a relative module such as `.models` or `._runtime.decode`;
    /// returns what it is called here.
    pub fn local(&mut self, module: &'static str, name: &str) -> String {
        self.add(Home::Local(module), name)
    }

    /// A module of the package that is imported when something in it is first used.
    pub fn lazy(&mut self, module: &'static str) {
        self.lazy.insert(module);
    }

    /// A name of the package that only annotations use, and that is imported for them alone;
    /// returns what it is called here.
    pub fn typed(&mut self, module: &'static str, name: &str) -> String {
        self.typed.insert((module, name.to_owned()));
        name.to_owned()
    }

    fn add(&mut self, home: Home, name: &str) -> String {
        if self.own.contains(name) {
            let alias = format!("_{name}");
            self.names
                .insert((home, name.to_owned(), Some(alias.clone())));
            return alias;
        }
        self.names.insert((home, name.to_owned(), None));
        name.to_owned()
    }

    /// Writes the blocks, `from __future__ import annotations` first where it is wanted.
    pub fn write(&self, future: bool, printer: &mut Printer) {
        if self.lazy.is_empty() && self.typed.is_empty() {
            self.blocks(future, printer);
            return;
        }
        let mut all = self.clone();
        // What is lazy is so for all who ask.
        all.names.retain(|(home, name, _)| {
            *home != Home::Local(".") || !self.lazy.contains(name.as_str())
        });
        all.standard("typing", "TYPE_CHECKING");
        if !self.lazy.is_empty() {
            all.local("._runtime.lazy", "Lazy");
        }
        all.blocks(future, printer);
        printer.blank(1);
        printer.line("if TYPE_CHECKING:");
        printer.indent();
        let lazy: Vec<&str> = self.lazy.iter().copied().collect();
        if !lazy.is_empty() {
            from_import(".", &lazy, printer);
        }
        let mut modules: Vec<&str> = self.typed.iter().map(|(module, _)| *module).collect();
        modules.dedup();
        for module in modules {
            let here = self.typed.iter().filter(|(found, _)| *found == module);
            let mut names: Vec<&str> = here.map(|(_, name)| name.as_str()).collect();
            names.sort_unstable_by_key(|name| sort_key(name));
            from_import(module, &names, printer);
        }
        printer.dedent();
        if lazy.is_empty() {
            return;
        }
        printer.line("else:");
        printer.indent();
        for module in lazy {
            printer.line(format!("{module} = Lazy(__package__, \"{module}\")"));
        }
        printer.dedent();
    }

    fn blocks(&self, future: bool, printer: &mut Printer) {
        let mut blocks: Vec<Vec<Line<'_>>> = vec![Vec::new(); 3];
        if future && let Some(block) = blocks.get_mut(0) {
            block.push(Line::From("__future__", vec!["annotations"]));
        }
        if let Some(block) = blocks.get_mut(1) {
            block.extend(
                self.modules
                    .iter()
                    .map(|(module, alias)| Line::Import(module, *alias)),
            );
        }
        let mut homes: Vec<Home> = self.names.iter().map(|(home, ..)| *home).collect();
        homes.dedup();
        for home in homes {
            let (place, module) = match home {
                Home::Standard(module) => (1, module),
                Home::Local(module) => (2, module),
            };
            let Some(block) = blocks.get_mut(place) else {
                continue;
            };
            let here = || self.names.iter().filter(move |(found, ..)| *found == home);
            let mut plain: Vec<&str> = here()
                .filter(|(_, _, alias)| alias.is_none())
                .map(|(_, name, _)| name.as_str())
                .collect();
            plain.sort_unstable_by_key(|name| sort_key(name));
            // A renamed import has a line of its own; lines are sorted by their first names.
            let mut lines: Vec<(&str, Line<'_>)> = here()
                .filter_map(|(_, name, alias)| Some((name.as_str(), alias.as_deref()?)))
                .map(|(name, alias)| (name, Line::Renamed(module, name, alias)))
                .collect();
            if let Some(first) = plain.first() {
                lines.push((first, Line::From(module, plain)));
            }
            lines.sort_by_key(|(first, _)| sort_key(first));
            block.extend(lines.into_iter().map(|(_, line)| line));
        }
        let mut first = true;
        for block in blocks.iter().filter(|block| !block.is_empty()) {
            if !first {
                printer.blank(1);
            }
            first = false;
            for line in block {
                line.write(printer);
            }
        }
    }
}

#[derive(Clone, Debug)]
enum Line<'a> {
    Import(&'static str, Option<&'static str>),
    From(&'static str, Vec<&'a str>),
    Renamed(&'static str, &'a str, &'a str),
}

impl Line<'_> {
    fn write(&self, printer: &mut Printer) {
        match self {
            Self::Import(module, None) => printer.line(format!("import {module}")),
            Self::Import(module, Some(alias)) => {
                printer.line(format!("import {module} as {alias}"));
            }
            Self::Renamed(module, name, alias) => {
                import_as(module, name, alias, printer);
            }
            Self::From(module, names) => from_import(module, names, printer),
        }
    }
}

/// `from module import names`, in parentheses where it is long.
pub fn from_import(module: &str, names: &[&str], printer: &mut Printer) {
    let head = format!("from {module} import ");
    let flat = names.join(", ");
    if columns(&head) + columns(&flat) <= printer.width() {
        printer.line(format!("{head}{flat}"));
        return;
    }
    let items = names
        .iter()
        .map(|name| Doc::from((*name).to_owned()))
        .collect();
    printer.broken(
        &head,
        &Doc::Bracket {
            open: "(".into(),
            items,
            close: ")".into(),
        },
        "",
    );
}

/// `from module import name as name`, in parentheses where it is long.
pub fn import_as(module: &str, name: &str, alias: &str, printer: &mut Printer) {
    let head = format!("from {module} import ");
    let item = format!("{name} as {alias}");
    if columns(&head) + columns(&item) <= printer.width() {
        printer.line(format!("{head}{item}"));
    } else {
        let names = Doc::Bracket {
            open: "(".into(),
            items: vec![item.into()],
            close: ")".into(),
        };
        printer.broken(&head, &names, "");
    }
}

/// How `ruff` orders the names of one import: constants, classes, the rest, each without regard to
/// case.
pub fn sort_key(name: &str) -> (u8, String, String) {
    let letters = name.trim_start_matches('_');
    let kind = if name.len() > 1 && letters.chars().all(|c| !c.is_ascii_lowercase()) {
        0
    } else if letters.starts_with(|c: char| c.is_ascii_uppercase()) {
        1
    } else {
        2
    };
    (kind, name.to_ascii_lowercase(), name.to_owned())
}
