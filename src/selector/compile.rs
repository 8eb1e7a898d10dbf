//! From what is written to what is run.
//!
//! Compiling finds out, from the last step to the first, which variables are still needed: those
//! that nobody reads any more are forgotten at once, so that shapes that differ only in them travel
//! together again, and a variable that is never read is not even computed. It also marks chains
//! that only filter, those that depend on no variable, and those that depend on no shape.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::name::ShapeId;

use super::parse::Selector;
use super::tree::{self, Attribute, Key, Neighbors, Scoped, Types};

/// A selector that is ready to run.
#[derive(Debug)]
pub(super) struct Program {
    pub chain: Rc<Chain>,
    /// The chains of `:root`, each after those inside it.
    pub roots: Vec<Rc<Chain>>,
    /// How many variables.
    pub variables: usize,
    /// How many predicates.
    pub predicates: usize,
}

/// Steps, and what is known of them as a whole.
#[derive(Default, Debug)]
pub(super) struct Chain {
    pub steps: Vec<Step>,
    /// Whether it reads variables.
    pub reads: bool,
    /// Whether it sets variables that are needed.
    pub writes: bool,
    /// Whether it looks at nothing but the shape itself.
    pub local: bool,
    /// Whether it yields nothing but what is put into it.
    pub filter: bool,
    /// Whether it yields the same for every shape.
    pub constant: bool,
}

#[derive(Debug)]
pub(super) enum Step {
    Types(Types),
    Trait(ShapeId),
    Attribute(Attribute),
    Scoped(Scoped),
    Neighbors(Neighbors),
    Reachable {
        backward: bool,
    },
    Is(Vec<Rc<Chain>>),
    Test(Vec<Predicate>),
    Not(Predicate),
    In(Predicate),
    Root(usize),
    TopDown(Predicate, Option<Predicate>),
    Recursive(Rc<Chain>),
    Nothing,
    Store(usize, Rc<Chain>),
    Load(usize),
    /// Variables that nobody reads from here on.
    Forget(Vec<usize>),
}

/// A chain of which only one thing matters: whether it yields something (for `:in`: the shape).
#[derive(Debug)]
pub(super) struct Predicate {
    pub chain: Rc<Chain>,
    /// Its number among all predicates.
    pub number: usize,
}

/// A set of variables.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Variables(Vec<u64>);

impl Variables {
    fn none(count: usize) -> Self {
        Self(vec![0; count.div_ceil(64)])
    }

    fn all(count: usize) -> Self {
        let mut all = Self::none(count);
        (0..count).for_each(|one| all.insert(one));
        all
    }

    fn insert(&mut self, one: usize) {
        if let Some(word) = self.0.get_mut(one / 64) {
            *word |= 1 << (one % 64);
        }
    }

    fn remove(&mut self, one: usize) {
        if let Some(word) = self.0.get_mut(one / 64) {
            *word &= !(1 << (one % 64));
        }
    }

    fn contains(&self, one: usize) -> bool {
        self.0
            .get(one / 64)
            .is_some_and(|word| word >> (one % 64) & 1 == 1)
    }

    /// Those that `others` lacks.
    fn beyond<'a>(&'a self, others: &'a Self) -> impl Iterator<Item = usize> + 'a {
        let words = self.0.iter().zip(&others.0).enumerate();
        let words = words.map(|(at, (own, other))| (at, own & !other));
        let words = words.filter(|(_, word)| *word != 0);
        words.flat_map(|(at, word)| {
            let bits = (0..64).filter(move |bit| word >> bit & 1 == 1);
            bits.map(move |bit| at * 64 + bit)
        })
    }

    fn add(&mut self, others: &Self) {
        for (word, other) in self.0.iter_mut().zip(&others.0) {
            *word |= other;
        }
    }
}

impl Program {
    /// Compiles a selector. With `keep`, the values of all variables are needed at the end.
    pub fn new(selector: &Selector, keep: bool) -> Self {
        let count = selector.variables.len();
        let names = selector.variables();
        let mut compiler = Compiler {
            count,
            numbers: names.enumerate().map(|(at, name)| (name, at)).collect(),
            roots: Vec::new(),
            predicates: 0,
        };
        let mut live = if keep {
            Variables::all(count)
        } else {
            Variables::none(count)
        };
        let chain = compiler.chain(&selector.chain, &mut live);
        Self {
            chain: Rc::new(chain),
            roots: compiler.roots,
            variables: count,
            predicates: compiler.predicates,
        }
    }
}

struct Compiler<'s> {
    count: usize,
    numbers: FxHashMap<&'s str, usize>,
    roots: Vec<Rc<Chain>>,
    predicates: usize,
}

impl Compiler<'_> {
    /// Compiles steps after which `live` is needed, and turns `live` into what is needed before.
    /// Recursive, as deep as the parser lets selectors nest.
    fn chain(&mut self, chain: &tree::Chain, live: &mut Variables) -> Chain {
        let mut steps = Vec::new();
        let mut whole = Chain {
            local: true,
            filter: true,
            ..Chain::default()
        };
        for step in chain.steps.iter().rev() {
            let after = live.clone();
            let Some(step) = self.step(step, live, &mut whole) else {
                continue;
            };
            // What this step is the last to read goes.
            let last: Vec<usize> = live.beyond(&after).collect();
            if !last.is_empty() {
                steps.push(Step::Forget(last));
            }
            steps.push(step);
        }
        steps.reverse();
        whole.constant =
            !whole.writes && matches!(steps.first(), Some(Step::Root(_) | Step::Load(_)));
        whole.steps = steps;
        whole
    }

    fn step(&mut self, step: &tree::Step, live: &mut Variables, whole: &mut Chain) -> Option<Step> {
        Some(match step {
            tree::Step::Types(types) => Step::Types(*types),
            tree::Step::Attribute(attribute) => {
                self.reads([&attribute.path], live, whole);
                match (&attribute.path[..], &attribute.comparison) {
                    ([first, Key::Name(name)], None) if first.as_name() == Some("trait") => {
                        name.id.map_or(Step::Nothing, Step::Trait)
                    }
                    _ => Step::Attribute(attribute.clone()),
                }
            }
            tree::Step::Scoped(scoped) => {
                self.reads(scoped.paths(), live, whole);
                Step::Scoped(scoped.clone())
            }
            tree::Step::Neighbors(neighbors) => {
                whole.travels();
                Step::Neighbors(*neighbors)
            }
            tree::Step::Reachable { backward } => {
                whole.travels();
                Step::Reachable {
                    backward: *backward,
                }
            }
            tree::Step::Is(parts) => {
                let parts = self.parts(parts, live);
                for part in &parts {
                    whole.contains(part);
                    whole.filter &= part.filter;
                }
                match only(parts) {
                    Ok(part) if part.steps.is_empty() => return None,
                    Ok(part) => Step::Is(vec![part]),
                    Err(parts) => Step::Is(parts),
                }
            }
            tree::Step::Test(parts) => {
                let after = live.clone();
                let parts = parts.iter().map(|part| {
                    let (part, before) = self.inner(part, after.clone());
                    live.add(&before);
                    whole.contains(&part.chain);
                    part
                });
                Step::Test(parts.collect())
            }
            tree::Step::Not(part) => Step::Not(self.closed(part, live, whole)),
            tree::Step::In(part) => {
                let (part, before) = self.inner(part, live.clone());
                live.add(&before);
                whole.contains(&part.chain);
                // A filter yields a shape among others where it yields it at all.
                if part.chain.filter {
                    Step::Test(vec![part])
                } else {
                    whole.local = false;
                    Step::In(part)
                }
            }
            tree::Step::Root(part) => {
                whole.travels();
                let mut isolated = Variables::none(self.count);
                let chain = self.chain(part, &mut isolated);
                self.roots.push(Rc::new(chain));
                Step::Root(self.roots.len() - 1)
            }
            tree::Step::TopDown(qualifier, disqualifier) => {
                whole.travels();
                let disqualifier = disqualifier
                    .as_ref()
                    .map(|part| self.closed(part, live, whole));
                Step::TopDown(self.closed(qualifier, live, whole), disqualifier)
            }
            tree::Step::Recursive(part) => {
                whole.travels();
                // What is yielded goes in again, so all that the part may read stays needed.
                let mut probe = live.clone();
                self.reads_of(part, &mut probe);
                live.add(&probe);
                let part = Rc::new(self.chain(part, &mut probe));
                live.add(&probe);
                whole.contains(&part);
                match &part.steps[..] {
                    // Again and again, again and again: once is enough.
                    [Step::Recursive(inner)] => Step::Recursive(Rc::clone(inner)),
                    _ => Step::Recursive(part),
                }
            }
            tree::Step::Nothing => Step::Nothing,
            tree::Step::Store(variable, part) => {
                let needed = live.contains(*variable);
                live.remove(*variable);
                let before = live.clone();
                let mut inside = live.clone();
                let part = Rc::new(self.chain(part, &mut inside));
                if !needed && !part.writes {
                    *live = before;
                    return None;
                }
                live.add(&inside);
                whole.contains(&part);
                whole.writes = true;
                whole.local = false;
                Step::Store(*variable, part)
            }
            tree::Step::Load(variable) => {
                live.insert(*variable);
                whole.travels();
                whole.reads = true;
                Step::Load(*variable)
            }
        })
    }

    /// Chains that a shape is put into side by side.
    fn parts(&mut self, parts: &[tree::Chain], live: &mut Variables) -> Vec<Rc<Chain>> {
        let after = live.clone();
        let mut compiled = Vec::with_capacity(parts.len());
        for part in parts {
            let mut before = after.clone();
            compiled.push(Rc::new(self.chain(part, &mut before)));
            live.add(&before);
        }
        compiled
    }

    /// A predicate after which `after` is needed, and what is needed before it. What it reads
    /// itself stays until it is over: most predicates pass on the variables they were given.
    fn inner(&mut self, part: &tree::Chain, mut after: Variables) -> (Predicate, Variables) {
        self.reads_of(part, &mut after);
        let chain = Rc::new(self.chain(part, &mut after));
        self.predicates += 1;
        let predicate = Predicate {
            chain,
            number: self.predicates - 1,
        };
        (predicate, after)
    }

    /// A predicate that passes no variables on.
    fn closed(&mut self, part: &tree::Chain, live: &mut Variables, whole: &mut Chain) -> Predicate {
        let (part, before) = self.inner(part, Variables::none(self.count));
        live.add(&before);
        whole.local &= part.chain.local;
        whole.reads |= part.chain.reads;
        part
    }

    /// Marks the variables that `paths` may read as needed.
    fn reads<'a>(
        &self,
        paths: impl IntoIterator<Item = &'a Vec<Key>>,
        live: &mut Variables,
        whole: &mut Chain,
    ) {
        let names = || paths.into_iter().flatten().filter_map(Key::as_name);
        let names: Vec<&str> = names().collect();
        // The scope of assertions may be `var` itself, so a name anywhere may be a variable's.
        if !names.contains(&"var") {
            return;
        }
        for number in names.iter().filter_map(|name| self.numbers.get(name)) {
            live.insert(*number);
            whole.reads = true;
        }
    }

    /// Marks every variable that a chain may read, at any depth.
    fn reads_of(&self, chain: &tree::Chain, live: &mut Variables) {
        let mut ignored = Chain::default();
        for step in &chain.steps {
            match step {
                tree::Step::Attribute(attribute) => {
                    self.reads([&attribute.path], live, &mut ignored);
                }
                tree::Step::Scoped(scoped) => {
                    self.reads(scoped.paths(), live, &mut ignored);
                }
                tree::Step::Load(variable) => live.insert(*variable),
                tree::Step::Is(parts) | tree::Step::Test(parts) => {
                    parts.iter().for_each(|part| self.reads_of(part, live));
                }
                tree::Step::Not(part)
                | tree::Step::In(part)
                | tree::Step::Recursive(part)
                | tree::Step::Store(_, part) => self.reads_of(part, live),
                tree::Step::TopDown(qualifier, disqualifier) => {
                    self.reads_of(qualifier, live);
                    if let Some(disqualifier) = disqualifier {
                        self.reads_of(disqualifier, live);
                    }
                }
                _ => {}
            }
        }
    }
}

impl Chain {
    /// Notes a step that yields other shapes than it is given.
    fn travels(&mut self) {
        self.local = false;
        self.filter = false;
    }

    /// Notes a chain inside.
    fn contains(&mut self, part: &Chain) {
        self.local &= part.local;
        self.reads |= part.reads;
        self.writes |= part.writes;
    }
}

/// The only element, or all of them.
fn only<T>(mut all: Vec<T>) -> Result<T, Vec<T>> {
    match (all.pop(), all.is_empty()) {
        (Some(only), true) => Ok(only),
        (Some(last), false) => {
            all.push(last);
            Err(all)
        }
        (None, _) => Err(all),
    }
}
