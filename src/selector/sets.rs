//! Sets of numbered shapes, and the scratch space to build them without repeats.

use crate::knowledge::Number;

/// Numbers without repeats, in the order found.
pub(super) type Set = Vec<Number>;

/// Which numbers were seen, cleared in constant time: each number bears the stamp of the round in
/// which it was last seen.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    stamps: Vec<u32>,
    round: u32,
}

impl Seen {
    /// For numbers below `len`.
    pub fn new(len: usize) -> Self {
        Self {
            stamps: vec![0; len],
            round: 0,
        }
    }

    /// Forgets all.
    pub fn clear(&mut self) {
        self.round = self.round.wrapping_add(1);
        if self.round == 0 {
            self.stamps.fill(0);
            self.round = 1;
        }
    }

    /// Whether a number is new.
    pub fn insert(&mut self, number: Number) -> bool {
        match self.stamps.get_mut(number as usize) {
            Some(stamp) => std::mem::replace(stamp, self.round) != self.round,
            None => false,
        }
    }
}

/// The union of several sets.
pub(super) fn union(seen: &mut Seen, sets: Vec<Set>) -> Set {
    let mut sets = sets.into_iter();
    let Some(mut all) = sets.next() else {
        return Set::new();
    };
    let mut rest = sets.peekable();
    if rest.peek().is_none() {
        return all;
    }
    seen.clear();
    for number in &all {
        seen.insert(*number);
    }
    for set in rest {
        all.extend(set.into_iter().filter(|number| seen.insert(*number)));
    }
    all
}

/// Numbers in order, for look-up by halving.
pub(super) fn sorted(mut set: Set) -> std::rc::Rc<[Number]> {
    set.sort_unstable();
    set.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_union_keeps_the_first_of_each() {
        let mut seen = Seen::new(10);
        let sets = vec![vec![3, 1], vec![1, 2], vec![2, 9, 3]];
        assert_eq!(union(&mut seen, sets), [3, 1, 2, 9]);
        assert_eq!(union(&mut seen, vec![vec![4]]), [4]);
        assert!(union(&mut seen, Vec::new()).is_empty());
        assert!(!seen.insert(10), "out of range is never new");
    }

    #[test]
    fn clearing_survives_the_wrap_of_the_rounds() {
        let mut seen = Seen::new(1);
        seen.round = u32::MAX;
        assert!(seen.insert(0));
        seen.clear();
        assert!(seen.insert(0));
        assert!(!seen.insert(0));
    }
}
