//! Who of many members: how many, and the first few in the order of the tree, whatever order they come in.

use super::entity_tree::EntityId;

/// The most members that are named.
pub(super) const MOST_NAMED: usize = 5;

/// Members of a group, of which the first few are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Who {
    // INVARIANT: ascending, without repetition, and no longer than `MOST_NAMED`.
    pub(super) first: Vec<EntityId>,
    pub(super) count: usize,
}

impl Who {
    /// Adds a member, which is added once.
    pub(super) fn add(&mut self, member: EntityId) {
        let Err(place) = self.first.binary_search(&member) else { return };
        self.count = self.count.saturating_add(1);
        if place < MOST_NAMED {
            self.first.insert(place, member);
            self.first.truncate(MOST_NAMED);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_few_do_not_depend_on_the_order_in_which_they_come() {
        let mut who = Who::default();
        for member in [9, 3, 8, 1, 7, 2, 6] {
            who.add(EntityId(member));
        }
        assert_eq!((who.first, who.count), ([1, 2, 3, 6, 7].map(EntityId).to_vec(), 7));
    }
}
