//! The index of everything declared, and how names are resolved against it.
//!
//! A name is looked up among the file's `use` statements, then in its namespace, then in the
//! prelude; an absolute id stands for itself. Resolving reports nothing: `unresolved` words the
//! reports. (Specification: "Relative shape ID resolution".)

use std::cell::RefCell;
use std::sync::Arc;

use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::name::{ShapeId, ShapeType, known};
use crate::text::{Span, Symbol};

use super::declarations::{Declarations, Import, Properties, ShapeDeclaration};

/// One declaration of a shape.
#[derive(Clone, Copy)]
pub(super) struct Site<'a> {
    /// The index of the file in [`Index::files`].
    pub file: usize,
    /// What is declared.
    pub shape: &'a ShapeDeclaration,
}

/// All declarations of one id; nearly always one.
pub(super) struct Entry<'a> {
    /// The first.
    pub first: Site<'a>,
    /// Those that repeat it.
    pub more: Vec<Site<'a>>,
}

impl<'a> Entry<'a> {
    /// All of them in order.
    pub fn sites(&self) -> impl Iterator<Item = Site<'a>> + '_ {
        std::iter::once(self.first).chain(self.more.iter().copied())
    }

    /// Whether one of the declarations could not be read.
    pub fn is_broken(&self) -> bool {
        self.sites().any(|site| site.shape.broken)
    }
}

/// A file with what its names mean.
pub(super) struct Scope<'a> {
    /// What it declares.
    pub declarations: &'a Declarations,
    /// Whether it is bundled with the compiler.
    pub bundled: bool,
    imports: Arc<FxHashMap<Symbol, Import>>,
    memo: RefCell<FxHashMap<Symbol, Found>>,
}

/// What a name turned out to mean.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Found {
    /// The id it stands for, whether that exists or not.
    pub id: ShapeId,
    /// Whether it exists.
    pub state: State,
}

/// Whether what a name stands for exists.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum State {
    /// It does; a member has the type `Member`.
    Known(ShapeType),
    /// It is declared, but the declaration could not be read.
    Broken,
    /// It does not.
    Unknown,
}

impl Found {
    /// The type, where it exists.
    pub fn shape_type(self) -> Option<ShapeType> {
        match self.state {
            State::Known(shape_type) => Some(shape_type),
            State::Broken | State::Unknown => None,
        }
    }
}

/// The index of all files.
pub(super) struct Index<'a> {
    /// The files in order.
    pub files: Vec<Scope<'a>>,
    /// The shapes in the order of their first declarations.
    pub shapes: Arc<IndexMap<ShapeId, Entry<'a>, FxBuildHasher>>,
    resources: RefCell<FxHashMap<ShapeId, FxHashMap<Symbol, Symbol>>>,
}

impl<'a> Index<'a> {
    /// Indexes all files. A prelude shape that the user declares too is the user's.
    pub fn new(files: impl IntoIterator<Item = (&'a Declarations, bool)>) -> Self {
        let mut scopes: Vec<Scope<'a>> = Vec::new();
        let mut shapes: IndexMap<ShapeId, Entry<'a>, FxBuildHasher> = IndexMap::default();
        for (at, (declarations, bundled)) in files.into_iter().enumerate() {
            for shape in &declarations.shapes {
                let site = Site { file: at, shape };
                match shapes.entry(shape.id) {
                    indexmap::map::Entry::Vacant(vacant) => {
                        vacant.insert(Entry {
                            first: site,
                            more: Vec::new(),
                        });
                    }
                    indexmap::map::Entry::Occupied(mut occupied) => {
                        let entry = occupied.get_mut();
                        let replaced = scopes
                            .get(entry.first.file)
                            .is_some_and(|scope| scope.bundled);
                        if replaced && !bundled {
                            entry.first = site;
                        } else {
                            entry.more.push(site);
                        }
                    }
                }
            }
            let imports = declarations.imports.iter();
            let imports: FxHashMap<_, _> =
                imports.map(|import| (import.id.name, *import)).collect();
            scopes.push(Scope {
                declarations,
                bundled,
                imports: imports.into(),
                memo: RefCell::default(),
            });
        }
        Self {
            files: scopes,
            shapes: shapes.into(),
            resources: RefCell::default(),
        }
    }

    /// The same index for another thread, which remembers for itself. Linear in the files.
    pub fn fork(&self) -> Self {
        let files = self.files.iter().map(|scope| Scope {
            imports: Arc::clone(&scope.imports),
            memo: RefCell::default(),
            ..*scope
        });
        Self {
            files: files.collect(),
            shapes: Arc::clone(&self.shapes),
            resources: RefCell::default(),
        }
    }

    /// The file with this index.
    pub fn scope(&self, file: usize) -> Option<&Scope<'a>> {
        self.files.get(file)
    }

    /// What a name in a file means. Constant time after the first look-up of the name.
    pub fn resolve(&self, file: usize, name: Symbol) -> Found {
        let Some(scope) = self.files.get(file) else {
            return self.found(known::BROKEN);
        };
        if let Some(found) = scope.memo.borrow().get(&name) {
            return *found;
        }
        let found = self.look_up(scope, name);
        scope.memo.borrow_mut().insert(name, found);
        found
    }

    /// What a name in the metadata of a file means: metadata stands before the namespace and `use`,
    /// so a name that is not absolute can only be one of the prelude.
    pub fn resolve_in_metadata(&self, name: Symbol) -> Found {
        let text = name.as_str();
        let id = if text.contains('#') {
            ShapeId::parse(text)
        } else {
            ShapeId::parse(&format!("{}#{text}", known::PRELUDE))
        };
        self.found(id.unwrap_or(ShapeId::new(Symbol::EMPTY, name)))
    }

    fn look_up(&self, scope: &Scope<'a>, name: Symbol) -> Found {
        let text = name.as_str();
        if text.contains('#') {
            return match ShapeId::parse(text) {
                Some(id) => self.found(id),
                None => self.found(ShapeId::new(Symbol::EMPTY, name)),
            };
        }
        let (root, member) = match text.split_once('$') {
            Some((root, member)) => (Symbol::intern(root), Symbol::intern(member)),
            None => (name, Symbol::EMPTY),
        };
        let with_member = |id: ShapeId| ShapeId { member, ..id };
        if let Some(import) = scope.imports.get(&root) {
            return self.found(with_member(import.id));
        }
        // Without a namespace only the prelude can be meant.
        let namespace = scope
            .declarations
            .namespace
            .map_or(known::PRELUDE, |namespace| namespace.value);
        let local = ShapeId::new(namespace, root);
        let prelude = ShapeId::new(known::PRELUDE, root);
        if !self.shapes.contains_key(&local) && self.shapes.contains_key(&prelude) {
            return self.found(with_member(prelude));
        }
        self.found(with_member(local))
    }

    /// What an absolute id means.
    pub fn found(&self, id: ShapeId) -> Found {
        let state = match self.shapes.get(&id.root()) {
            None => State::Unknown,
            Some(entry) if entry.is_broken() => State::Broken,
            // Members may also come from mixins; whoever needs one looks into the model.
            Some(_) if id.is_member() => State::Known(ShapeType::Member),
            Some(entry) => State::Known(entry.first.shape.shape_type),
        };
        Found { id, state }
    }

    /// The `use` statement that a relative name of a file goes through.
    pub fn import_of(&self, file: usize, name: Symbol) -> Option<Span> {
        let text = name.as_str();
        let root = text.split_once('$').map_or(text, |(root, _)| root);
        let scope = self.files.get(file)?;
        Some(scope.imports.get(&Symbol::intern(root))?.span)
    }

    /// The identifier or property of a resource with this name, resolved; members of structures
    /// for the resource may leave their target to it. A resource that mixes another in has only
    /// its own, since mixins of resources have none.
    pub fn resource_member(&self, resource: ShapeId, name: Symbol) -> Option<ShapeId> {
        let entry = self.shapes.get(&resource)?;
        let mut memo = self.resources.borrow_mut();
        let members = memo
            .entry(resource)
            .or_insert_with(|| match &entry.first.shape.properties {
                // A property wins over an identifier of the same name.
                Properties::Resource(declared) => declared
                    .identifiers
                    .iter()
                    .chain(&declared.properties)
                    .map(|(name, link)| (name.value, link.name.value))
                    .collect(),
                _ => FxHashMap::default(),
            });
        let target = *members.get(&name)?;
        let found = self.resolve(entry.first.file, target);
        Some(found.shape_type().map_or(known::BROKEN, |_| found.id))
    }
}

/// Whether a declaration carries a trait of the prelude, as written: the name alone, or in full.
pub(super) fn is_marked(shape: &ShapeDeclaration, name: &str) -> bool {
    shape.traits.iter().any(|applied| {
        let written = applied.name.value.as_str();
        written == name || written.strip_prefix("smithy.api#") == Some(name)
    })
}
