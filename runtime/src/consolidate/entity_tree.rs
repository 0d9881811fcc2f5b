//! The tree of entities in one period: who is a member of which group.
//!
//! Entities are numbered from the top down, members in the order of the file, so that everything under a group stands
//! right behind it. How the file is read is not known here.

use crate::submission::Origin;
use positum_plan::define_ids;
use positum_plan::id::{Id, IdVec};
use std::collections::BTreeMap;
use std::sync::Arc;

define_ids! {
    /// Names an entity of a tree.
    EntityId,
}

/// An entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// The name by which submissions have it.
    pub name: Arc<str>,
    /// The title; may be empty.
    pub label: String,
    /// Its level, as an index of the plan's levels.
    pub level: Option<usize>,
    /// The group that it is a member of.
    pub parent: Option<EntityId>,
    /// Its members, in the order of the file; none for an entity that is no group.
    pub members: Vec<EntityId>,
    /// Where it stands in the file.
    pub origin: Origin,
    /// Other groups under which the file has it in the same period, with where; they do not count it.
    pub other_parents: Vec<(Arc<str>, Origin)>,
}

/// The entities of a period.
#[derive(Clone, Debug, Default)]
pub struct EntityTree {
    // INVARIANT: an entity stands before its members, and right behind it stand all that are under it.
    entities: IdVec<EntityId, Entity>,
    by_name: BTreeMap<Arc<str>, EntityId>,
}

impl EntityTree {
    /// Makes a tree of entities that are in order.
    pub(super) fn new(entities: IdVec<EntityId, Entity>) -> Self {
        let by_name = entities.entries().map(|(id, entity)| (Arc::clone(&entity.name), id)).collect();
        Self { entities, by_name }
    }

    /// Gives an entity.
    pub fn entity(&self, id: EntityId) -> &Entity {
        &self.entities[id]
    }

    /// Finds an entity by its name.
    pub fn find(&self, name: &str) -> Option<EntityId> {
        self.by_name.get(name).copied()
    }

    /// Gives the number of entities.
    pub fn len(&self) -> usize {
        self.entities.len()
    }

    /// Tells whether there is no entity.
    pub fn is_empty(&self) -> bool {
        self.entities.is_empty()
    }

    /// Gives entities from the top down, members in the order of the file.
    pub fn entities(&self) -> impl DoubleEndedIterator<Item = (EntityId, &Entity)> {
        self.entities.entries()
    }

    /// Gives groups from the top down.
    pub fn groups(&self) -> impl DoubleEndedIterator<Item = EntityId> {
        self.entities().filter(|(_, entity)| !entity.members.is_empty()).map(|(id, _)| id)
    }

    /// Gives the groups that are members of none.
    pub fn top_groups(&self) -> impl Iterator<Item = EntityId> {
        self.groups().filter(|group| self.entity(*group).parent.is_none())
    }

    /// Tells whether an entity has members.
    pub fn is_group(&self, id: EntityId) -> bool {
        !self.entity(id).members.is_empty()
    }

    /// Gives an entity and the groups over it, from itself up.
    pub fn upwards(&self, id: EntityId) -> impl Iterator<Item = EntityId> {
        std::iter::successors(Some(id), |entity| self.entity(*entity).parent)
    }

    /// Tells whether an entity is a group or under it.
    pub fn is_within(&self, id: EntityId, group: EntityId) -> bool {
        self.upwards(id).any(|over| over == group)
    }

    /// Gives the entities under a group, from the top down.
    pub fn under(&self, group: EntityId) -> impl Iterator<Item = EntityId> {
        let next = (group.index().saturating_add(1)..self.len()).map(EntityId::from_index);
        next.take_while(move |entity| self.is_within(*entity, group))
    }

    /// Gives the lowest group that two entities are under by different members.
    pub fn common_group(&self, left: EntityId, right: EntityId) -> Option<EntityId> {
        let over_right: Vec<EntityId> = self.upwards(right).collect();
        let common = self.upwards(left).find(|group| over_right.contains(group))?;
        (common != left && common != right).then_some(common)
    }
}
