//! Reads the tree of entities: CSV with a line for each membership.
//!
//! In come the bytes of `entity,parent,level,label,from,until`, the plan whose levels hold, and the period, whose last day says
//! which memberships are in force; out goes an [`EntityTree`]. Whether members suit the levels is looked at later.

use super::csv_lines::{Columns, Line, read_lines};
use super::entity_tree::{Entity, EntityId, EntityTree};
use super::table_error::{TableError, TableProblem};
use crate::finding_text::has_controls;
use crate::submission::Origin;
use jiff::civil::Date;
use positum_plan::id::{Id, IdVec};
use positum_plan::period::{Period, parse_date};
use positum_plan::plan::Plan;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The most entities of a tree.
const MOST_ENTITIES: usize = 1_000_000;
/// The most lines of one entity.
const MOST_MEMBERSHIPS: usize = 1_000;
/// The most groups that stand in each other.
const MOST_DEPTH: usize = 64;

const COLUMNS: Columns = Columns { names: &["entity", "parent", "level", "label", "from", "until"], required: &["entity"] };
const ENTITY: usize = 0;
const PARENT: usize = 1;
const LEVEL: usize = 2;
const LABEL: usize = 3;
const FROM: usize = 4;
const UNTIL: usize = 5;

/// A membership as the file has it.
struct Membership {
    parent: Option<Arc<str>>,
    level: Option<usize>,
    label: String,
    from: Option<Date>,
    until: Option<Date>,
    origin: Origin,
    line: u64,
}

/// The memberships of entities, in the order in which the file has the entities first.
#[derive(Default)]
struct Memberships {
    order: Vec<Arc<str>>,
    of: BTreeMap<Arc<str>, Vec<Membership>>,
}

/// Reads the tree that is in force on the last day of a period.
///
/// # Errors
/// A file that is no such CSV, and one that has a parent without a line, a level that the plan does not have, no date where
/// one must be, entities in a circle, or too many.
pub fn read_tree(bytes: &[u8], file: &str, plan: &Plan, period: Period) -> Result<EntityTree, TableError> {
    let mut memberships = Memberships::default();
    read_lines(bytes, file, plan, &COLUMNS, &mut |line| memberships.take(line, plan))?;
    memberships.check_parents()?;
    let chosen = memberships.in_force(period.last_day());
    ordered(&memberships, chosen)
}

impl Memberships {
    fn take(&mut self, line: &Line<'_>, plan: &Plan) -> Result<(), TableError> {
        let name = name_of(line, ENTITY)?.ok_or_else(|| line.error(TableProblem::NoEntity))?;
        let (from, until) = (date_of(line, FROM)?, date_of(line, UNTIL)?);
        if from.zip(until).is_some_and(|(from, until)| until < from) {
            return Err(line.error(TableProblem::EndsBeforeItBegins));
        }
        let membership = Membership {
            parent: name_of(line, PARENT)?,
            level: level_of(line, plan)?,
            label: line.field(LABEL).to_owned(),
            from,
            until,
            origin: line.origin.clone(),
            line: line.number(),
        };
        let known = self.of.entry(Arc::clone(&name)).or_default();
        if known.is_empty() {
            self.order.push(Arc::clone(&name));
        }
        let same = |other: &&Membership| other.parent == membership.parent && other.from == from && other.until == until;
        if let Some(first) = known.iter().find(same) {
            return Err(line.error(TableProblem::Repeated { entity: name.to_string(), first_line: first.line }));
        }
        known.push(membership);
        if self.order.len() > MOST_ENTITIES {
            return Err(line.error(TableProblem::TooMany(MOST_ENTITIES)));
        }
        if known.len() > MOST_MEMBERSHIPS {
            return Err(line.error(TableProblem::TooManyMemberships(MOST_MEMBERSHIPS)));
        }
        Ok(())
    }

    fn check_parents(&self) -> Result<(), TableError> {
        let all = self.order.iter().filter_map(|name| self.of.get(name)).flatten();
        let unknown = all.filter_map(|membership| Some((membership, membership.parent.as_ref()?))).find(|(_, parent)| !self.of.contains_key(*parent));
        match unknown {
            Some((membership, parent)) => {
                Err(TableError::Problem { place: membership.origin.clone(), problem: TableProblem::UnknownParent(parent.to_string()) })
            }
            None => Ok(()),
        }
    }

    /// Gives the memberships of each entity that are in force on a day. A line without parent says that there is an entity.
    fn in_force(&self, day: Date) -> BTreeMap<&Arc<str>, Vec<&Membership>> {
        let covers = |membership: &&Membership| membership.from.is_none_or(|from| from <= day) && membership.until.is_none_or(|until| day <= until);
        let mut chosen: BTreeMap<&Arc<str>, Vec<&Membership>> = BTreeMap::new();
        for (name, all) in &self.of {
            let in_force: Vec<&Membership> = all.iter().filter(covers).collect();
            if !in_force.is_empty() {
                // A group whose own membership is not in force still has its members.
                for membership in &in_force {
                    if let Some((parent, _)) = membership.parent.as_ref().and_then(|parent| self.of.get_key_value(parent)) {
                        chosen.entry(parent).or_default();
                    }
                }
                chosen.entry(name).or_default().extend(in_force);
            }
        }
        chosen
    }
}

fn name_of(line: &Line<'_>, column: usize) -> Result<Option<Arc<str>>, TableError> {
    let given = line.field(column);
    if has_controls(given) {
        return Err(line.error(TableProblem::BadEntity(given.to_owned())));
    }
    Ok((!given.trim().is_empty()).then(|| given.into()))
}

fn date_of(line: &Line<'_>, column: usize) -> Result<Option<Date>, TableError> {
    let given = line.field(column);
    if given.is_empty() {
        return Ok(None);
    }
    parse_date(given).map(Some).map_err(|_| line.error(TableProblem::BadDate(given.to_owned())))
}

fn level_of(line: &Line<'_>, plan: &Plan) -> Result<Option<usize>, TableError> {
    let given = line.field(LEVEL);
    if given.is_empty() {
        return Ok(None);
    }
    let levels = plan.consolidation.as_ref().map_or(&[][..], |consolidation| consolidation.levels.as_slice());
    match levels.iter().position(|level| level.name == given) {
        Some(level) => Ok(Some(level)),
        None => {
            let known = levels.iter().map(|level| level.name.clone()).collect();
            Err(line.error(TableProblem::UnknownLevel { given: given.to_owned(), known }))
        }
    }
}

/// Puts the entities in order: each before its members.
fn ordered(memberships: &Memberships, chosen: BTreeMap<&Arc<str>, Vec<&Membership>>) -> Result<EntityTree, TableError> {
    let parent_of = |name: &Arc<str>| chosen.get(name).and_then(|all| all.iter().find_map(|one| one.parent.as_ref()));
    let mut members: BTreeMap<&str, Vec<&Arc<str>>> = BTreeMap::new();
    let mut waiting: Vec<(&Arc<str>, Option<EntityId>, usize)> = Vec::new();
    for name in memberships.order.iter().filter(|name| chosen.contains_key(name)) {
        match parent_of(name) {
            Some(parent) => members.entry(parent).or_default().push(name),
            None => waiting.push((name, None, 0)),
        }
    }
    waiting.reverse();
    let mut entities: IdVec<EntityId, Entity> = IdVec::new();
    while let Some((name, parent, depth)) = waiting.pop() {
        let id = EntityId::from_index(entities.len());
        let entity = entity_of(memberships, chosen.get(name).map_or(&[], Vec::as_slice), name, parent);
        if depth > MOST_DEPTH {
            return Err(TableError::Problem { place: entity.origin, problem: TableProblem::TooDeep(MOST_DEPTH) });
        }
        if let Some(parent) = parent {
            entities[parent].members.push(id);
        }
        entities.push(entity);
        let under = members.remove(&**name).unwrap_or_default();
        waiting.extend(under.into_iter().rev().map(|member| (member, Some(id), depth.saturating_add(1))));
    }
    match members.values().flatten().next() {
        // What no top leads to stands in a circle, or under one.
        Some(name) => Err(cycle_from(memberships, name, parent_of)),
        None => Ok(EntityTree::new(entities)),
    }
}

fn entity_of(memberships: &Memberships, in_force: &[&Membership], name: &Arc<str>, parent: Option<EntityId>) -> Entity {
    let any = || memberships.of.get(name).and_then(|all| all.first());
    let counted = in_force.iter().find(|membership| membership.parent.is_some()).or_else(|| in_force.first()).copied().or_else(any);
    let with_parent = in_force.iter().filter(|membership| membership.parent.is_some()).skip(1);
    let told = |take: &dyn Fn(&Membership) -> bool| in_force.iter().copied().chain(any()).find(|membership| take(membership));
    Entity {
        name: Arc::clone(name),
        label: told(&|membership| !membership.label.is_empty()).map(|membership| membership.label.clone()).unwrap_or_default(),
        level: told(&|membership| membership.level.is_some()).and_then(|membership| membership.level),
        parent,
        members: Vec::new(),
        origin: counted.map_or_else(|| Origin::in_text("".into(), 0, 0), |membership| membership.origin.clone()),
        other_parents: with_parent.filter_map(|other| Some((Arc::clone(other.parent.as_ref()?), other.origin.clone()))).collect(),
    }
}

/// Makes the error of entities that are members of each other, beginning where the circle does.
fn cycle_from<'m>(memberships: &Memberships, start: &'m Arc<str>, parent_of: impl Fn(&Arc<str>) -> Option<&'m Arc<str>>) -> TableError {
    let mut path: Vec<&Arc<str>> = Vec::new();
    let mut places: BTreeMap<&Arc<str>, usize> = BTreeMap::new();
    let mut next = Some(start);
    while let Some(name) = next {
        if let Some(begin) = places.insert(name, path.len()) {
            path.drain(..begin);
            path.push(name);
            break;
        }
        path.push(name);
        next = parent_of(name);
    }
    let first = path.first().and_then(|name| memberships.of.get(*name)).and_then(|all| all.first());
    let place = first.map_or_else(|| Origin::in_text("".into(), 0, 0), |membership| membership.origin.clone());
    TableError::Problem { place, problem: TableProblem::Cycle(path.into_iter().map(ToString::to_string).collect()) }
}
