//! The reports on names that mean nothing, with what was probably meant.
//!
//! A name that is missing in a file is one mistake, however often it stands there: the first
//! place gets the report, up to a few others a label in it, and all further events are echoes for
//! machines.

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::diag::{Code, Diagnostic, Diagnostics, Fix, Severity, nearest};
use crate::name::{ShapeId, ShapeType, known};
use crate::syntax::tree::Name;
use crate::text::{Span, Symbol, TextEdit};

use super::declarations::{Declarations, Import};
use super::habits::{self, Instead};
use super::names::{Index, State, is_marked};
use super::packages;

const UNRESOLVED_TARGET: Code = Code::error("unresolved-target", "Target.UnresolvedShape");
const UNRESOLVED_TRAIT: Code = Code::error("unresolved-trait", "Model.UnresolvedTrait");
pub(super) const UNRESOLVED_APPLY: Code = Code::error("unresolved-apply", "Model");
const UNRESOLVED_IMPORT: Code = Code::warning("unresolved-use", "Model");
const UNRESOLVED_ID: Code = Code::danger("unresolved-id", "SyntacticShapeIdTarget");

/// How many different names get suggestions. Each compares with all names of the model, and a
/// model with more mistakes than this lacks a whole file.
const SUGGESTION_LIMIT: usize = 64;

/// How many names are compared in all for that. More than any model of a service needs, and half a
/// second of work.
const COMPARISON_LIMIT: usize = 2_000_000;

/// How many further places one report points at; more would bury the first.
const LABEL_LIMIT: usize = 3;

/// What a name is to stand for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Wanted {
    /// The target of a member, identifier or property.
    Target,
    /// A shape of a type that a property wants.
    OfType(ShapeType),
    /// An error structure.
    Error,
    /// A mixin.
    Mixin,
    /// The resource of `for`.
    ForResource,
    /// A trait.
    Trait,
    /// The subject of `apply`.
    Apply,
    /// A shape id without quotes in a node value.
    Id,
    /// The same in metadata, where neither the namespace nor `use` counts.
    IdInMetadata,
}

impl Wanted {
    fn code(self) -> Code {
        match self {
            Self::Trait => UNRESOLVED_TRAIT,
            Self::Apply => UNRESOLVED_APPLY,
            Self::Id | Self::IdInMetadata => UNRESOLVED_ID,
            _ => UNRESOLVED_TARGET,
        }
    }

    /// The event of the reference, where it differs from the code's.
    fn event(self) -> Option<&'static str> {
        matches!(self, Self::Mixin | Self::ForResource).then_some("Model")
    }

    fn noun(self) -> Cow<'static, str> {
        match self {
            Self::Target | Self::Id | Self::IdInMetadata | Self::Apply => "shape".into(),
            Self::OfType(shape_type) => shape_type.as_str().into(),
            Self::Error => "error".into(),
            Self::Mixin => "mixin".into(),
            Self::ForResource => "resource".into(),
            Self::Trait => "trait".into(),
        }
    }

    fn accepts(self, shape_type: ShapeType, is_trait: bool) -> bool {
        match self {
            Self::Trait => is_trait,
            Self::OfType(wanted) => shape_type == wanted && !is_trait,
            Self::Error => shape_type == ShapeType::Structure && !is_trait,
            Self::ForResource => shape_type == ShapeType::Resource,
            Self::Target => {
                !is_trait
                    && !matches!(
                        shape_type,
                        ShapeType::Service | ShapeType::Operation | ShapeType::Resource
                    )
            }
            Self::Mixin => !is_trait,
            Self::Apply | Self::Id | Self::IdInMetadata => true,
        }
    }
}

/// Collects the reports.
#[derive(Default)]
pub(super) struct Unresolved {
    reports: Diagnostics,
    first: FxHashMap<(usize, Symbol, Wanted), Occurrences>,
    by_name: Option<FxHashMap<Symbol, Vec<ShapeId>>>,
    suggested: usize,
    /// The imported names that were reported where they are used, by file.
    used: FxHashSet<(usize, Symbol)>,
}

struct Occurrences {
    report: usize,
    count: usize,
}

/// Where a name stands and for what.
#[derive(Clone, Copy)]
pub(super) struct Place {
    /// The file's index.
    pub file: usize,
    /// The name as written.
    pub name: Name,
    /// What it is to stand for.
    pub wanted: Wanted,
    /// The shape that the event is about.
    pub shape: Option<ShapeId>,
    /// Where the reference's event points, if not at the name.
    pub event: Option<Span>,
}

impl Unresolved {
    /// Reports a name that resolves to `id`, which does not exist; not where a syntax error makes
    /// it doubtful that the name is meant. With `lenient`, it is a warning only.
    pub fn report(&mut self, index: &Index<'_>, place: Place, id: ShapeId, lenient: bool) {
        let unsure = |declarations: &Declarations| declarations.is_unsure(place.name.span);
        let scope = index.scope(place.file);
        if scope.is_some_and(|scope| unsure(scope.declarations)) {
            return;
        }
        let key = (place.file, place.name.value, place.wanted);
        if let Some(seen) = self.first.get_mut(&key) {
            seen.count += 1;
            let at = seen.report;
            if let Some(first) = self.reports.get_mut(at) {
                join(first, place.name, seen.count);
            }
            let echo = self.bare(place, id, lenient).echo();
            self.reports.push(echo);
            return;
        }
        if !place.name.value.as_str().contains('#') {
            self.used.insert((place.file, id.name));
        }
        let mut report = self.bare(place, id, lenient);
        if self.may_suggest(index) {
            report = self.explain(index, place, id, report);
        }
        let occurrences = Occurrences {
            report: self.reports.len(),
            count: 1,
        };
        self.first.insert(key, occurrences);
        self.reports.push(report);
    }

    /// Whether one more name is compared with all others.
    fn may_suggest(&mut self, index: &Index<'_>) -> bool {
        let compared = (self.suggested + 1).saturating_mul(index.shapes.len());
        let may = self.suggested < SUGGESTION_LIMIT && compared <= COMPARISON_LIMIT;
        self.suggested += usize::from(may);
        may
    }

    /// How many reports there are.
    pub fn len(&self) -> usize {
        self.reports.len()
    }

    /// Marks the reports from `at` on as those that the reference has no events for.
    pub fn beyond_from(&mut self, at: usize) {
        for report in self.reports.iter_mut().skip(at) {
            report.beyond = true;
        }
    }

    /// Adds the echo of an event that the reference reports a second time.
    pub fn echo_id(&mut self, place: Place, id: ShapeId) {
        let place = Place {
            wanted: Wanted::Id,
            shape: None,
            event: None,
            ..place
        };
        let report = self.bare(place, id, false).echo();
        self.reports.push(report);
    }

    /// Adds an event about a name that another report covers, with a message of its own if one is
    /// given.
    pub fn echo(&mut self, place: Place, id: ShapeId, message: Option<String>) {
        let mut report = self.bare(place, id, false).echo();
        if let Some(message) = message {
            report.message = message;
        }
        self.reports.push(report);
    }

    /// Reports a `use` statement whose shape does not exist; an echo where a use of the name has
    /// been reported, with the statement as its other site.
    pub fn import(&mut self, index: &Index<'_>, file: usize, import: Import) {
        let id = import.id;
        let scope = index.scope(file);
        if scope.is_some_and(|scope| scope.declarations.is_unsure(import.span)) {
            return;
        }
        let mut report = UNRESOLVED_IMPORT
            .at(
                import.span,
                format!("`use` imports `{id}`, which does not exist"),
            )
            .here("not declared anywhere");
        if self.used.contains(&(file, id.name)) {
            self.reports.push(report.echo());
            return;
        }
        if self.may_suggest(index) {
            let place = Place {
                file,
                name: Name::new(Symbol::intern(&id.to_string()), import.span),
                wanted: Wanted::Id,
                shape: None,
                event: None,
            };
            let near = self.near(index, place, id, true);
            for name in &near {
                let text = format!("{}#{name}", id.namespace);
                report = report.fix(Fix::replace(
                    format!("did you mean `{text}`?"),
                    import.span,
                    text,
                ));
            }
            let known = index
                .shapes
                .keys()
                .any(|other| other.namespace == id.namespace);
            if near.is_empty() && !known {
                report = report
                    .note(format!(
                        "no file of the model declares the namespace `{}`",
                        id.namespace
                    ))
                    .help("pass the file that declares it along with this one");
            }
        }
        self.reports.push(report);
    }

    /// The reports in the order of their first places.
    pub fn into_reports(self) -> Diagnostics {
        self.reports
    }

    fn bare(&self, place: Place, id: ShapeId, lenient: bool) -> Diagnostic {
        let written = place.name.value;
        let noun = place.wanted.noun();
        let mut report = place
            .wanted
            .code()
            .at(
                place.name.span,
                format!("cannot find the {noun} `{}`", shown(written, place.wanted)),
            )
            .here("nothing has this name");
        if let Some(event) = place.wanted.event() {
            report = report.event(event);
        }
        if lenient {
            report = report.severity(Severity::Warning);
        }
        report.shape = place.shape;
        report.event_span = place.event;
        if id.namespace.is_empty() {
            report.here = "not a shape id".to_owned();
        }
        report
    }

    fn explain(
        &mut self,
        index: &Index<'_>,
        place: Place,
        id: ShapeId,
        mut report: Diagnostic,
    ) -> Diagnostic {
        if place.wanted == Wanted::IdInMetadata {
            return explain_metadata(index, place, report);
        }
        let written = place.name.value.as_str();
        if id.namespace.is_empty() {
            return report.help("write a name, or a namespace, `#` and a name");
        }
        let absolute = written.contains('#');
        let import = index.import_of(place.file, place.name.value);
        if let Some(import) = import.filter(|_| !absolute) {
            report.here = format!("`{}` does not exist", id.root());
            report = report.label(import, "imported here");
        }
        if !absolute
            && import.is_none()
            && let Some(fix) = habit(place)
        {
            return fix(report);
        }
        if let Some(package) = replaced(index, id) {
            return say_replaced(report, id, package);
        }
        let near = self.near(index, place, id, absolute || import.is_some());
        let elsewhere = self.elsewhere(index, place, id);
        if !absolute && import.is_none() {
            if !elsewhere.is_empty() {
                report.here = "not imported".to_owned();
            }
            for other in &elsewhere {
                report = report
                    .note(format!(
                        "`{}` is declared in `{}`",
                        other.name, other.namespace
                    ))
                    .fix(self.import_fix(index, place.file, *other));
            }
        } else {
            for other in &elsewhere {
                report = match import.filter(|_| !absolute) {
                    Some(import) => report.fix(Fix::replace(
                        format!("did you mean `{other}`?"),
                        import,
                        other.to_string(),
                    )),
                    None => report.fix(Fix::replace(
                        format!("did you mean `{other}`?"),
                        place.name.span,
                        other.to_string(),
                    )),
                };
            }
        }
        for name in &near {
            let full = format!("{}#{name}", id.namespace);
            let edit = |span: Span, text: &str| TextEdit {
                span,
                text: text.to_owned(),
            };
            // Behind an import the statement is what is wrong, and the name with it.
            let (shown, edits) = match import.filter(|_| !absolute) {
                Some(import) => {
                    let edits = vec![edit(import, &full), edit(place.name.span, name)];
                    (&full, edits)
                }
                None if absolute => (&full, vec![edit(place.name.span, &full)]),
                None => (name, vec![edit(place.name.span, name)]),
            };
            report = report.fix(Fix {
                title: format!("did you mean `{shown}`?"),
                edits,
            });
        }
        if near.is_empty() && elsewhere.is_empty() {
            report = self.nothing_near(index, place, id, report);
        }
        report
    }

    fn nothing_near(
        &self,
        index: &Index<'_>,
        place: Place,
        id: ShapeId,
        report: Diagnostic,
    ) -> Diagnostic {
        let namespace_known = index
            .shapes
            .keys()
            .any(|declared| declared.namespace == id.namespace);
        if place.wanted == Wanted::Id {
            return report
                .note("a word without quotes in a value is the id of a shape")
                .fix(Fix::replace(
                    "put it in quotes if it is meant as text",
                    place.name.span,
                    format!("\"{}\"", place.name.value),
                ));
        }
        if !namespace_known {
            return report
                .note(format!(
                    "no file of the model declares the namespace `{}`",
                    id.namespace
                ))
                .help("pass the file that declares it along with this one");
        }
        match place.wanted {
            Wanted::Trait => report
                .help("a trait is a shape with `@trait`: declare it, or pass the file that does"),
            _ => report.help(format!("declare `{}` in `{}`", id.relative(), id.namespace)),
        }
    }

    /// The names near to the one written that would do in its place.
    fn near(
        &self,
        index: &Index<'_>,
        place: Place,
        id: ShapeId,
        in_namespace: bool,
    ) -> Vec<String> {
        let own = index
            .scope(place.file)
            .and_then(|scope| scope.declarations.namespace)
            .map(|namespace| namespace.value);
        let candidates = index.shapes.iter().filter_map(|(candidate, entry)| {
            let shape = entry.first.shape;
            let here = if in_namespace {
                candidate.namespace == id.namespace
            } else {
                Some(candidate.namespace) == own || candidate.namespace == known::PRELUDE
            };
            let usable = here
                && place
                    .wanted
                    .accepts(shape.shape_type, is_marked(shape, "trait"))
                && (Some(candidate.namespace) == own || !is_marked(shape, "private"));
            usable.then(|| candidate.name.as_str())
        });
        let imported = index
            .scope(place.file)
            .into_iter()
            .flat_map(|scope| &scope.declarations.imports)
            .filter(|import| {
                !in_namespace
                    && index.shapes.get(&import.id).is_some_and(|entry| {
                        let shape = entry.first.shape;
                        place
                            .wanted
                            .accepts(shape.shape_type, is_marked(shape, "trait"))
                    })
            })
            .map(|import| import.id.name.as_str());
        nearest(id.name.as_str(), candidates.chain(imported))
            .into_iter()
            .map(str::to_owned)
            .collect()
    }

    /// Shapes of exactly this name in other namespaces, bundled ones included; at most three.
    fn elsewhere(&mut self, index: &Index<'_>, place: Place, id: ShapeId) -> Vec<ShapeId> {
        let by_name = self.by_name.get_or_insert_with(|| {
            let mut map: FxHashMap<Symbol, Vec<ShapeId>> = FxHashMap::default();
            for declared in index.shapes.keys() {
                map.entry(declared.name).or_default().push(*declared);
            }
            map
        });
        let in_model = by_name
            .get(&id.name)
            .into_iter()
            .flatten()
            .copied()
            .filter(|other| {
                index.shapes.get(other).is_some_and(|entry| {
                    let shape = entry.first.shape;
                    let is_trait = is_marked(shape, "trait");
                    place.wanted.accepts(shape.shape_type, is_trait) && !is_marked(shape, "private")
                })
            });
        let bundled = packages::listing()
            .iter()
            .filter(|listed| {
                listed.name == id.name && listed.is_trait == (place.wanted == Wanted::Trait)
            })
            .map(|listed| ShapeId::new(listed.namespace, listed.name));
        let mut found: Vec<ShapeId> = in_model
            .chain(bundled)
            .filter(|other| *other != id.root())
            .collect();
        found.sort();
        found.dedup();
        found.truncate(3);
        found
    }

    fn import_fix(&self, index: &Index<'_>, file: usize, id: ShapeId) -> Fix {
        let title = format!("add `use {id}`");
        let Some(scope) = index.scope(file) else {
            return Fix {
                title,
                edits: Vec::new(),
            };
        };
        let declarations = scope.declarations;
        let gap = if declarations.imports.is_empty() {
            "\n\n"
        } else {
            "\n"
        };
        Fix {
            title,
            edits: vec![TextEdit {
                span: declarations.import_point,
                text: format!("{gap}use {id}"),
            }],
        }
    }
}

/// What to say of a name that other languages have for something else.
fn habit(place: Place) -> Option<impl FnOnce(Diagnostic) -> Diagnostic> {
    let Name { value, span } = place.name;
    let replace = |text: &str| {
        let title = format!("did you mean `{text}`?");
        (String::new(), Fix::replace(title, span, text))
    };
    let (here, fix) = match place.wanted {
        Wanted::Target => replace(habits::shape(value.as_str())?),
        Wanted::Id => {
            let literal = habits::literal(value.as_str())?;
            let (_, fix) = replace(literal);
            (format!("in Smithy this is `{literal}`"), fix)
        }
        Wanted::Trait => match habits::applied(value.as_str())? {
            Instead::Trait(name) => {
                let title = format!("did you mean `@{name}`?");
                (String::new(), Fix::replace(title, span, name))
            }
            Instead::Member(name, member) => {
                let end = span.end as usize + 1;
                let edit = |span: Span, text: String| TextEdit { span, text };
                let edits = vec![
                    edit(span, name.to_owned()),
                    edit(Span::new(span.file, end, end), format!("{member}: ")),
                ];
                let title = format!("did you mean `@{name}({member}: …)`?");
                (String::new(), Fix { title, edits })
            }
            Instead::Nothing(why) => {
                let start = span.start.saturating_sub(1) as usize;
                let whole = Span::new(span.file, start, span.end as usize);
                (why.to_owned(), Fix::replace("remove it", whole, ""))
            }
        },
        _ => return None,
    };
    Some(move |mut report: Diagnostic| {
        if !here.is_empty() {
            report.here = here;
        }
        report.fix(fix)
    })
}

/// Where a file of the model replaces the bundled package that has this shape.
fn replaced(index: &Index<'_>, id: ShapeId) -> Option<Span> {
    let listed = packages::is_bundled(id.namespace.as_str())
        && packages::listing()
            .iter()
            .any(|listed| listed.namespace == id.namespace && listed.name == id.name);
    let mut shapes = index.shapes.iter().filter(|_| listed);
    let (_, entry) = shapes.find(|(other, _)| other.namespace == id.namespace)?;
    Some(entry.first.shape.name_span)
}

fn say_replaced(report: Diagnostic, id: ShapeId, package: Span) -> Diagnostic {
    let ShapeId {
        namespace, name, ..
    } = id;
    report
        .label(
            package,
            format!("the definitions of `{namespace}` that the model brings"),
        )
        .note(format!(
            "they replace the bundled ones altogether, and they have no `{name}`"
        ))
        .help(format!(
            "bring definitions that have it, or drop them for the bundled `{namespace}`"
        ))
}

/// Adds a further place to the first report of a name.
fn join(first: &mut Diagnostic, name: Name, count: usize) {
    let Some(primary) = first.span else {
        return;
    };
    let further = count - 1;
    if further <= LABEL_LIMIT {
        first.labels.push(crate::diag::Label {
            span: name.span,
            message: "and here".to_owned(),
        });
    } else {
        let note = |count: usize| match count {
            1 => "it stands in 1 more place".to_owned(),
            _ => format!("it stands in {count} more places"),
        };
        let rest = further - LABEL_LIMIT;
        let previous = note(rest - 1);
        match first
            .notes
            .iter_mut()
            .find(|existing| **existing == previous)
        {
            Some(existing) => *existing = note(rest),
            None => first.notes.push(note(rest)),
        }
    }
    // What mends the first place mends them all.
    for fix in &mut first.fixes {
        let mut edits = fix.edits.iter();
        let text = edits
            .find(|edit| edit.span == primary)
            .map(|edit| edit.text.clone());
        if let Some(text) = text {
            fix.edits.push(TextEdit {
                span: name.span,
                text,
            });
        }
    }
}

/// Says what can stand in metadata: a quoted text, or an absolute id.
fn explain_metadata(index: &Index<'_>, place: Place, report: Diagnostic) -> Diagnostic {
    let Name { value, span } = place.name;
    let scope = index.scope(place.file);
    let found = index.resolve(place.file, value);
    if !matches!(found.state, State::Unknown) && scope.is_some() {
        return report
            .note("metadata stands before the namespace and `use`, so they do not count in it")
            .fix(Fix::replace(
                "write the id in full",
                span,
                found.id.to_string(),
            ));
    }
    report
        .note("a word without quotes in a value is the id of a shape")
        .fix(Fix::replace(
            "put it in quotes if it is meant as text",
            span,
            format!("\"{value}\""),
        ))
}

fn shown(written: Symbol, wanted: Wanted) -> String {
    match wanted {
        Wanted::Trait => format!("@{written}"),
        _ => written.as_str().to_owned(),
    }
}
