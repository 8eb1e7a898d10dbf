//! Which shapes a selector yields.

use std::cell::Cell;
use std::rc::Rc;

use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use crate::knowledge::{Graph, Index, Number, RelationshipKind, Subject};
use crate::name::{Category, ShapeId};

use super::attribute::{Scope, has_trait};
use super::compile::{Chain, Predicate, Program, Step};
use super::environment::{EMPTY, Environment, Environments};
use super::parse::Selector;
use super::predicate::Domains;
use super::sets::{Seen, Set, sorted, union};
use super::walk::{self, Reach};

/// How much work one evaluation may do at least, in shapes and relationships looked at.
/// `$x(~> *) ~> …` walks anew for every shape, so a chain of n shapes costs n²; what real
/// selectors ask of the largest real models stays far below this, and it takes about a second.
const WORK_LIMIT: usize = 20_000_000;

/// How often each shape of a large model may be looked at.
const LOOKS_AT_EACH: usize = 200;

/// How many shapes the remembered closures hold together; more are walked again.
const CLOSURES_LIMIT: usize = 4_000_000;

/// What keeping a number in the value of a variable costs; it takes room until the end.
const KEEPING_COST: usize = 4;

/// What an id in the variables of a match costs; there can be very many of them, and they are
/// printed.
const TELLING_COST: usize = 16;

/// What a new combination of values costs, beside them: shapes with different ones go separate
/// ways from there on.
const PARTING_COST: usize = 16;

/// How many values of variables are copied for the cost of one shape.
const NUMBERS_A_STEP: usize = 8;

/// A shape that a selector yields, and the variables that were set when it did.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Match {
    /// The shape or member.
    pub shape: ShapeId,
    /// The variables that were set, by name, each with its shapes in the order of their ids.
    pub variables: Vec<(Box<str>, Vec<ShapeId>)>,
}

/// Evaluates selectors on one model.
#[derive(Debug)]
pub struct Evaluation<'g, 'm> {
    graph: &'g Graph<'m>,
}

impl<'g, 'm> Evaluation<'g, 'm> {
    /// Makes ready for the model behind `graph`.
    pub fn new(graph: &'g Graph<'m>) -> Self {
        Self { graph }
    }

    /// Everything that the selector yields when every shape and member of the model is put into
    /// it, each once, in the model's order. `None` where that takes more work than is reasonable.
    pub fn select(&self, selector: &Selector) -> Option<Vec<ShapeId>> {
        self.yielded(selector, self.graph.index().numbers().collect())
    }

    /// Which of `candidates` the selector yields when it is given the whole model. A selector
    /// that only filters looks at nothing else.
    pub fn select_among(
        &self,
        selector: &Selector,
        candidates: &[ShapeId],
    ) -> Option<Vec<ShapeId>> {
        let program = Program::new(selector, false);
        if program.chain.filter {
            let index = self.graph.index();
            let start = candidates.iter().filter_map(|id| index.number(*id));
            let start: FxHashSet<Number> = start.collect();
            return self.yielded(selector, start.into_iter().collect());
        }
        let yielded: FxHashSet<ShapeId> = self.select(selector)?.into_iter().collect();
        let among = candidates.iter().copied();
        Some(among.filter(|id| yielded.contains(id)).collect())
    }

    /// For each of `starts`, everything that the selector yields when it is given that shape alone,
    /// each once, in the model's order. `None` where all of it takes more work than is reasonable.
    pub fn select_from(
        &self,
        selector: &Selector,
        starts: &[ShapeId],
    ) -> Option<Vec<Vec<ShapeId>>> {
        let index = self.graph.index();
        let program = Program::new(selector, false);
        let mut run = Run::new(self.graph, &program, selector);
        run.find_roots().ok()?;
        let mut all = Vec::with_capacity(starts.len());
        for start in starts {
            let start = index.number(*start).into_iter().collect();
            let groups = run.chain(&program.chain, vec![(EMPTY, start)]).ok()?;
            let sets = groups.into_iter().map(|(_, set)| set).collect();
            let mut set = union(&mut run.seen, sets);
            set.sort_unstable();
            all.push(set.into_iter().filter_map(|one| index.id(one)).collect());
        }
        Some(all)
    }

    /// Everything that the selector yields with the variables that were set, each combination
    /// once, in the order of the ids. `None` where that takes more work than is reasonable.
    pub fn matches(&self, selector: &Selector) -> Option<Vec<Match>> {
        let index = self.graph.index();
        let program = Program::new(selector, true);
        let mut run = Run::new(self.graph, &program, selector);
        let groups = run.groups(index.numbers().collect()).ok()?;
        let mut found = Vec::new();
        for (environment, set) in groups {
            let mut variables = Vec::new();
            for (number, name) in selector.variables.iter().enumerate() {
                if let Some(shapes) = run.environments.get(environment, number) {
                    let ids = shapes.iter().filter_map(|one| index.id(*one));
                    let mut ids: Vec<ShapeId> = ids.collect();
                    ids.sort_unstable();
                    run.spend(ids.len()).ok()?;
                    variables.push((name.clone(), ids));
                }
            }
            for shape in set.into_iter().filter_map(|one| index.id(one)) {
                let told: usize = variables.iter().map(|(_, ids)| 1 + ids.len()).sum();
                run.spend(told * TELLING_COST).ok()?;
                found.push(Match {
                    shape,
                    variables: variables.clone(),
                });
            }
        }
        found.sort_by(|a, b| {
            let variables = || a.variables.cmp(&b.variables);
            a.shape.cmp(&b.shape).then_with(variables)
        });
        Some(found)
    }

    fn yielded(&self, selector: &Selector, start: Set) -> Option<Vec<ShapeId>> {
        let index = self.graph.index();
        let program = Program::new(selector, false);
        let mut run = Run::new(self.graph, &program, selector);
        let groups = run.groups(start).ok()?;
        let sets = groups.into_iter().map(|(_, set)| set).collect();
        let mut set = union(&mut run.seen, sets);
        set.sort_unstable();
        Some(set.into_iter().filter_map(|one| index.id(one)).collect())
    }
}

/// That the limit of work is reached.
#[derive(Clone, Copy, Debug)]
pub(super) struct TooMuch;

pub(super) type Worked<T> = Result<T, TooMuch>;

/// Shapes that travel together: those with the same values of all variables.
pub(super) type Group = (Environment, Set);

/// One evaluation under way.
pub(super) struct Run<'r, 'm> {
    pub graph: &'r Graph<'m>,
    pub index: &'r Index<'m>,
    selector: &'r Selector,
    pub environments: Environments,
    /// What each `:root` yields, in order.
    pub roots: Vec<Rc<[Number]>>,
    pub domains: Domains,
    pub seen: Seen,
    pub reach: Option<Reach>,
    closures: FxHashMap<(Number, bool), Rc<[Number]>>,
    /// How many numbers `closures` holds.
    held: usize,
    work: Cell<usize>,
    limit: usize,
    program: &'r Program,
}

impl<'r, 'm> Run<'r, 'm> {
    fn new(graph: &'r Graph<'m>, program: &'r Program, selector: &'r Selector) -> Self {
        let index = graph.index();
        Self {
            graph,
            index,
            selector,
            environments: Environments::new(program.variables),
            roots: Vec::new(),
            domains: Domains::new(program.predicates),
            seen: Seen::new(index.len()),
            reach: None,
            closures: FxHashMap::default(),
            held: 0,
            work: Cell::new(0),
            limit: WORK_LIMIT.max(index.len().saturating_mul(LOOKS_AT_EACH)),
            program,
        }
    }

    /// Runs the whole program.
    fn groups(&mut self, start: Set) -> Worked<Vec<Group>> {
        self.find_roots()?;
        self.chain(&self.program.chain, vec![(EMPTY, start)])
    }

    /// Finds out what each `:root` yields.
    fn find_roots(&mut self) -> Worked<()> {
        let program = self.program;
        for root in &program.roots {
            let all = self.index.numbers().collect();
            let groups = self.chain(root, vec![(EMPTY, all)])?;
            let sets = groups.into_iter().map(|(_, set)| set).collect();
            let yielded = union(&mut self.seen, sets);
            self.roots.push(sorted(yielded));
        }
        Ok(())
    }

    pub fn spend(&self, work: usize) -> Worked<()> {
        self.work.set(self.work.get().saturating_add(work));
        if self.work.get() > self.limit {
            Err(TooMuch)
        } else {
            Ok(())
        }
    }

    pub fn spent(&self) -> usize {
        self.work.get()
    }

    /// What comes through a chain. Recursive, as deep as selectors nest.
    pub fn chain(&mut self, chain: &'r Chain, mut groups: Vec<Group>) -> Worked<Vec<Group>> {
        for step in &chain.steps {
            groups.retain(|(_, set)| !set.is_empty());
            if groups.is_empty() {
                break;
            }
            let mut pieces = Pieces::default();
            for (environment, set) in groups {
                self.spend(1 + set.len())?;
                self.step(step, environment, set, &mut pieces)?;
            }
            groups = pieces.join(&mut self.seen);
        }
        groups.retain(|(_, set)| !set.is_empty());
        Ok(groups)
    }

    /// What comes through a chain that sets no variables.
    pub fn through(&mut self, chain: &'r Chain, environment: Environment, set: Set) -> Worked<Set> {
        let groups = self.chain(chain, vec![(environment, set)])?;
        let sets = groups.into_iter().map(|(_, set)| set).collect();
        Ok(union(&mut self.seen, sets))
    }

    fn step(
        &mut self,
        step: &'r Step,
        environment: Environment,
        set: Set,
        out: &mut Pieces,
    ) -> Worked<()> {
        let yielded = match step {
            Step::Nothing => return Ok(()),
            Step::Neighbors(neighbors) => self.neighbors(&set, *neighbors, false)?,
            Step::Reachable { backward } => self.reachable(&set, *backward)?,
            Step::Is(parts) => {
                for part in parts {
                    for (environment, set) in self.chain(part, vec![(environment, set.clone())])? {
                        out.push(environment, set);
                    }
                }
                return Ok(());
            }
            Step::Test(parts) if parts.iter().any(|part| part.chain.writes) => {
                return self.test_each(parts, environment, set, out);
            }
            Step::In(part) if part.chain.writes => {
                return self.find_each(part, environment, set, out);
            }
            Step::Root(number) => self
                .roots
                .get(*number)
                .map_or_else(Set::new, |set| set.to_vec()),
            Step::Load(variable) => self
                .environments
                .get(environment, *variable)
                .map_or_else(Set::new, |set| set.to_vec()),
            Step::TopDown(qualifier, disqualifier) => {
                self.top_down(qualifier, disqualifier.as_ref(), environment, &set)?
            }
            Step::Recursive(part) if part.writes => {
                return self.again_each(part, environment, set, out);
            }
            Step::Recursive(part) => {
                let mut known = FxHashSet::default();
                let mut all = Set::new();
                let mut newest = set;
                while !newest.is_empty() {
                    newest = self.through(part, environment, newest)?;
                    newest.retain(|number| known.insert(*number));
                    all.extend(&newest);
                }
                all
            }
            Step::Store(variable, part) => {
                return self.store_each(*variable, part, environment, set, out);
            }
            Step::Forget(variables) => {
                self.spend(self.program.variables / NUMBERS_A_STEP)?;
                let environment = self.environments.without(environment, variables);
                out.push(environment, set);
                return Ok(());
            }
            filter => self.keep(filter, environment, set)?,
        };
        self.spend(yielded.len())?;
        out.push(environment, yielded);
        Ok(())
    }

    pub fn neighbors(
        &mut self,
        set: &[Number],
        neighbors: super::tree::Neighbors,
        turned: bool,
    ) -> Worked<Set> {
        let (found, work) = walk::neighbors(self.graph, &mut self.seen, set, neighbors, turned);
        self.spend(work)?;
        Ok(found)
    }

    pub fn reachable(&mut self, set: &[Number], backward: bool) -> Worked<Set> {
        let only = match set {
            [only] => Some((*only, backward)),
            _ => None,
        };
        if let Some(known) = only.and_then(|key| self.closures.get(&key)) {
            return Ok(known.to_vec());
        }
        let reach = self
            .reach
            .get_or_insert_with(|| Reach::new(self.index.len()));
        let (found, work) = reach.from(self.index, set, backward);
        self.spend(work)?;
        if let Some(key) = only
            && self.held + found.len() <= CLOSURES_LIMIT
        {
            self.held += found.len();
            self.closures.insert(key, found.as_slice().into());
        }
        Ok(found)
    }

    /// The shapes of a set that a step lets through which yields nothing else.
    pub fn keep(&mut self, step: &'r Step, environment: Environment, mut set: Set) -> Worked<Set> {
        match step {
            Step::Types(types) => {
                set.retain(|number| {
                    let found = self.index.shape_type(*number);
                    found.is_some_and(|found| types.contains(found))
                });
            }
            Step::Test(parts) => {
                let mut kept = Set::new();
                for number in set {
                    for part in parts {
                        if self.holds(part, environment, number)? {
                            kept.push(number);
                            break;
                        }
                    }
                }
                return Ok(kept);
            }
            Step::Not(part) => {
                let mut kept = Set::new();
                for number in set {
                    if !self.holds(part, environment, number)? {
                        kept.push(number);
                    }
                }
                return Ok(kept);
            }
            Step::In(part) => {
                let mut kept = Set::new();
                for number in set {
                    if self.finds(part, environment, number)? {
                        kept.push(number);
                    }
                }
                return Ok(kept);
            }
            step => {
                set.retain(|number| {
                    let subject = self.index.subject(*number);
                    subject.is_some_and(|subject| self.satisfies(step, environment, subject))
                });
            }
        }
        self.spend(0)?;
        Ok(set)
    }

    /// Whether a shape satisfies a step that looks at its attributes.
    pub fn satisfies(&self, step: &Step, environment: Environment, subject: Subject<'m>) -> bool {
        if let Step::Trait(id) = step {
            return has_trait(subject, *id);
        }
        let variable = |name: &str| -> Vec<Number> {
            let number = self
                .selector
                .variables
                .iter()
                .position(|one| **one == *name);
            number
                .and_then(|number| self.environments.get(environment, number))
                .map_or_else(Vec::new, |set| set.to_vec())
        };
        let scope = Scope {
            index: self.index,
            variable: &variable,
            work: &self.work,
            limit: self.limit,
        };
        match step {
            Step::Attribute(attribute) => attribute.matches(subject, &scope),
            Step::Scoped(scoped) => scoped.matches(subject, &scope),
            _ => false,
        }
    }

    /// `$name(…)`: each shape goes on with its own value.
    fn store_each(
        &mut self,
        variable: usize,
        part: &'r Chain,
        environment: Environment,
        set: Set,
        out: &mut Pieces,
    ) -> Worked<()> {
        for number in set {
            let groups = self.chain(part, vec![(environment, vec![number])])?;
            let inner = match groups.last() {
                Some((inner, _)) if part.writes => *inner,
                _ => environment,
            };
            let sets = groups.into_iter().map(|(_, set)| set).collect();
            let value = sorted(union(&mut self.seen, sets));
            let copied = self.program.variables / NUMBERS_A_STEP;
            self.spend(PARTING_COST + copied + value.len() * KEEPING_COST)?;
            out.push(self.environments.with(inner, variable, value), vec![number]);
        }
        Ok(())
    }

    /// `:test(…)` with variables set inside: those of the first way through stay.
    fn test_each(
        &mut self,
        parts: &'r [Predicate],
        environment: Environment,
        set: Set,
        out: &mut Pieces,
    ) -> Worked<()> {
        for number in set {
            for part in parts {
                let groups = self.chain(&part.chain, vec![(environment, vec![number])])?;
                if let Some((inner, _)) = groups.first() {
                    out.push(*inner, vec![number]);
                    break;
                }
            }
        }
        Ok(())
    }

    /// `:in(…)` with variables set inside: those of the way to the shape stay.
    fn find_each(
        &mut self,
        part: &'r Predicate,
        environment: Environment,
        set: Set,
        out: &mut Pieces,
    ) -> Worked<()> {
        for number in set {
            let groups = self.chain(&part.chain, vec![(environment, vec![number])])?;
            let found = groups.iter().find(|(_, set)| set.contains(&number));
            if let Some((inner, _)) = found {
                out.push(*inner, vec![number]);
            }
        }
        Ok(())
    }

    /// `:recursive(…)` with variables set inside.
    fn again_each(
        &mut self,
        part: &'r Chain,
        environment: Environment,
        set: Set,
        out: &mut Pieces,
    ) -> Worked<()> {
        let mut known: FxHashSet<(Environment, Number)> = FxHashSet::default();
        let mut newest = vec![(environment, set)];
        while !newest.is_empty() {
            newest = self.chain(part, newest)?;
            for (environment, set) in &mut newest {
                set.retain(|number| known.insert((*environment, *number)));
                self.spend(set.len() * KEEPING_COST)?;
                out.push(*environment, set.clone());
            }
            newest.retain(|(_, set)| !set.is_empty());
        }
        Ok(())
    }

    /// `:topdown(…)`: down the hierarchy of each shape, with the mark that the way so far gives.
    pub fn top_down(
        &mut self,
        qualifier: &'r Predicate,
        disqualifier: Option<&'r Predicate>,
        environment: Environment,
        set: &[Number],
    ) -> Worked<Set> {
        let mut found = Vec::new();
        for start in set {
            let kind = self.index.shape_type(*start);
            if kind.is_none_or(|kind| kind.category() != Category::Service) {
                continue;
            }
            let mut visited = FxHashSet::default();
            let mut yielded = Set::new();
            let mut waiting = vec![(*start, false)];
            while let Some((number, mut qualified)) = waiting.pop() {
                if !visited.insert(number) {
                    continue;
                }
                qualified = qualified || self.holds(qualifier, environment, number)?;
                if let Some(disqualifier) = disqualifier
                    && qualified
                {
                    qualified = !self.holds(disqualifier, environment, number)?;
                }
                if qualified {
                    yielded.push(number);
                }
                let edges = self.index.forward(number);
                self.spend(1 + edges.len())?;
                // The first of a shape's bindings is visited first: it counts where a shape is
                // bound twice.
                let bound = edges.iter().rev().filter(|edge| {
                    matches!(
                        edge.kind,
                        RelationshipKind::Resource | RelationshipKind::Operation
                    )
                });
                waiting.extend(bound.map(|edge| (edge.other, qualified)));
            }
            found.push(yielded);
        }
        Ok(union(&mut self.seen, found))
    }
}

/// What a step yields, before shapes with the same variables are joined.
#[derive(Default)]
struct Pieces(IndexMap<Environment, Vec<Set>, FxBuildHasher>);

impl Pieces {
    fn push(&mut self, environment: Environment, set: Set) {
        self.0.entry(environment).or_default().push(set);
    }

    fn join(self, seen: &mut Seen) -> Vec<Group> {
        self.0
            .into_iter()
            .map(|(environment, sets)| (environment, union(seen, sets)))
            .collect()
    }
}
