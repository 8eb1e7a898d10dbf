//! The values of variables.
//!
//! Sets and environments are interned: equal ones have equal numbers. So shapes that came to a
//! step with the same values of all variables travel together, however they got there.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::knowledge::Number;

/// The number of an environment.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) struct Environment(u32);

/// In which no variable is set.
pub(super) const EMPTY: Environment = Environment(0);

/// That a variable is not set; no set has this number.
const UNSET: u32 = u32::MAX;

/// All environments of a run.
#[derive(Debug)]
pub(super) struct Environments {
    sets: Vec<Rc<[Number]>>,
    set_numbers: FxHashMap<Rc<[Number]>, u32>,
    environments: Vec<Rc<[u32]>>,
    numbers: FxHashMap<Rc<[u32]>, u32>,
}

impl Environments {
    /// For this many variables.
    pub fn new(variables: usize) -> Self {
        let empty: Rc<[u32]> = vec![UNSET; variables].into();
        Self {
            sets: Vec::new(),
            set_numbers: FxHashMap::default(),
            environments: vec![Rc::clone(&empty)],
            numbers: FxHashMap::from_iter([(empty, EMPTY.0)]),
        }
    }

    /// The shapes of a variable, in order; `None` where it is not set.
    pub fn get(&self, environment: Environment, variable: usize) -> Option<&Rc<[Number]>> {
        let values = self.environments.get(environment.0 as usize)?;
        self.sets.get(*values.get(variable)? as usize)
    }

    /// The same with one variable set.
    pub fn with(
        &mut self,
        environment: Environment,
        variable: usize,
        set: Rc<[Number]>,
    ) -> Environment {
        let set = match self.set_numbers.get(&set) {
            Some(number) => *number,
            None => {
                let number = u32::try_from(self.sets.len()).unwrap_or(UNSET);
                self.sets.push(Rc::clone(&set));
                self.set_numbers.insert(set, number);
                number
            }
        };
        self.change(environment, |values| {
            if let Some(value) = values.get_mut(variable) {
                *value = set;
            }
        })
    }

    /// The same with some variables not set.
    pub fn without(&mut self, environment: Environment, variables: &[usize]) -> Environment {
        self.change(environment, |values| {
            for variable in variables {
                if let Some(value) = values.get_mut(*variable) {
                    *value = UNSET;
                }
            }
        })
    }

    fn change(&mut self, environment: Environment, change: impl FnOnce(&mut [u32])) -> Environment {
        let Some(values) = self.environments.get(environment.0 as usize) else {
            return environment;
        };
        let mut values = values.to_vec();
        change(&mut values);
        if let Some(number) = self.numbers.get(values.as_slice()) {
            return Environment(*number);
        }
        let number = u32::try_from(self.environments.len()).unwrap_or(EMPTY.0);
        let values: Rc<[u32]> = values.into();
        self.environments.push(Rc::clone(&values));
        self.numbers.insert(values, number);
        Environment(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_environments_are_one() {
        let mut environments = Environments::new(2);
        let set = |numbers: &[Number]| -> Rc<[Number]> { numbers.into() };
        let a = environments.with(EMPTY, 0, set(&[1, 2]));
        let b = environments.with(EMPTY, 1, set(&[3]));
        let ab = environments.with(a, 1, set(&[3]));
        assert_eq!(environments.with(b, 0, set(&[1, 2])), ab);
        assert_eq!(environments.get(ab, 0).unwrap()[..], [1, 2]);
        assert_eq!(environments.without(ab, &[0]), b);
        assert_eq!(environments.without(ab, &[0, 1]), EMPTY);
        assert!(environments.get(EMPTY, 0).is_none());
        let nothing = environments.with(EMPTY, 0, set(&[]));
        assert_ne!(nothing, EMPTY, "set to nothing is not unset");
    }
}
