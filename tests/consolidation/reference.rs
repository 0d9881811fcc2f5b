//! Consolidation once more, slowly: with fractions, by recursion over the tree, for the package of `random_groups`, without any code
//! of the runtime's consolidation.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};
use std::collections::{BTreeMap, BTreeSet};

/// How a cell is consolidated.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum How {
    Add,
    Agree,
    Same,
}

/// The scalar input cells: name, how they are consolidated, whether they are required and numbers.
pub(super) const SCALARS: [(&str, How, bool, bool); 9] = [
    ("f.010", How::Add, true, true),
    ("f.020", How::Add, false, true),
    ("f.060", How::Add, false, true),
    ("f.070", How::Agree, false, true),
    ("f.090", How::Same, false, false),
    ("f.110", How::Add, false, true),
    ("g.a:1", How::Add, false, true),
    ("g.a:2", How::Add, false, true),
    ("g.b:1", How::Add, false, true),
];

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Fig {
    Nothing,
    Missing,
    Unknown,
    Disagreed,
    Number(BigRational),
    Text(String),
}

/// Cells by name, as submitted.
pub(super) type Given = BTreeMap<String, String>;

#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) entity: usize,
    pub(super) counterparty: usize,
    pub(super) cell: String,
    pub(super) amount: i64,
}

/// Everything that is consolidated.
#[derive(Clone, Debug, Default)]
pub(super) struct World {
    /// Parents, in the order of the tree: each before its members.
    pub(super) parents: Vec<Option<usize>>,
    pub(super) members: BTreeMap<usize, Given>,
    pub(super) other_period: BTreeSet<usize>,
    pub(super) adjustments: BTreeMap<usize, Given>,
    pub(super) items: Vec<Item>,
}

#[derive(Clone, Debug)]
pub(super) struct KeyedLine {
    pub(super) key: String,
    pub(super) amount: Fig,
    pub(super) note: Fig,
}

#[derive(Clone, Debug)]
pub(super) struct OwnLine {
    source: Option<(usize, usize)>,
    pub(super) what: Fig,
    pub(super) amount: Fig,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Figures {
    pub(super) scalars: BTreeMap<String, Fig>,
    pub(super) keyed: Vec<KeyedLine>,
    pub(super) own: Vec<OwnLine>,
}

/// What a group has: its summary, then with adjustments, then without eliminations.
pub(super) type Three = [Figures; 3];

pub(super) struct Reference<'w> {
    world: &'w World,
    pub(super) groups: BTreeMap<usize, Three>,
    pub(super) findings: Vec<String>,
}

pub(super) fn name(entity: usize) -> String {
    format!("E{entity:02}")
}

pub(super) fn reference(world: &World) -> Reference<'_> {
    let mut reference = Reference { world, groups: BTreeMap::new(), findings: Vec::new() };
    for top in (0..world.parents.len()).filter(|entity| world.parents[*entity].is_none()) {
        reference.entity(top);
    }
    reference.findings.sort();
    reference
}

fn number(text: &str) -> BigRational {
    BigRational::from_integer(text.parse::<BigInt>().expect("a whole number"))
}

fn figure(given: Option<&String>, is_number: bool, is_required: bool) -> Fig {
    match given.map(String::as_str) {
        None | Some("") => {
            if is_required {
                Fig::Missing
            } else {
                Fig::Nothing
            }
        }
        Some("?") if is_number => Fig::Unknown,
        Some(text) if is_number => Fig::Number(number(text)),
        Some(text) => Fig::Text(text.to_owned()),
    }
}

/// Gives the lines of a list that have something filled, in order.
fn lines<'g>(given: &'g Given, list: &str, columns: [&str; 2]) -> Vec<BTreeMap<&'g str, &'g String>> {
    numbered(given, list, columns).into_values().collect()
}

/// Gives the lines of a list that have something filled, by their numbers.
fn numbered<'g>(given: &'g Given, list: &str, columns: [&str; 2]) -> BTreeMap<usize, BTreeMap<&'g str, &'g String>> {
    let mut by_number: BTreeMap<usize, BTreeMap<&str, &String>> = BTreeMap::new();
    for (cell, value) in given {
        let Some((row, column)) = cell.strip_prefix(list).and_then(|rest| rest.strip_prefix('.')).and_then(|rest| rest.split_once(':')) else {
            continue;
        };
        if !value.is_empty() && (columns.contains(&column) || column == "who") {
            by_number.entry(row.parse().expect("a line")).or_default().insert(column, value);
        }
    }
    by_number
}

fn combine(figures: &[&Fig], how: How) -> Fig {
    let values: Vec<&Fig> = figures.iter().copied().filter(|figure| matches!(figure, Fig::Number(_) | Fig::Text(_))).collect();
    let has = |wanted: &Fig| figures.contains(&wanted);
    if has(&Fig::Unknown) || (has(&Fig::Missing) && (!values.is_empty() || has(&Fig::Disagreed))) {
        return Fig::Unknown;
    }
    if has(&Fig::Disagreed) {
        return Fig::Disagreed;
    }
    match (how, values.as_slice()) {
        (_, []) => Fig::Nothing,
        (How::Add, several) => {
            Fig::Number(several.iter().map(|figure| if let Fig::Number(number) = figure { number.clone() } else { BigRational::zero() }).sum())
        }
        (How::Agree | How::Same, [first, rest @ ..]) => {
            if rest.iter().all(|other| other == first) {
                (*first).clone()
            } else {
                Fig::Disagreed
            }
        }
    }
}

fn add(figure: &mut Fig, amount: &BigRational) {
    *figure = match &*figure {
        Fig::Nothing | Fig::Missing => Fig::Number(amount.clone()),
        Fig::Number(before) => Fig::Number(before + amount),
        other => other.clone(),
    };
}

fn common_group(world: &World, item: &Item) -> Option<usize> {
    let upwards = |entity: usize| -> Vec<usize> { std::iter::successors(Some(entity), |at| world.parents[*at]).collect() };
    let (left, right) = (upwards(item.entity), upwards(item.counterparty));
    let common = left.iter().copied().find(|over| right.contains(over))?;
    (common != item.entity && common != item.counterparty).then_some(common)
}

/// Takes items out that say the same as one before; gives what is found of them.
pub(super) fn drop_repeated(world: &mut World) -> Vec<String> {
    let mut seen: BTreeSet<(usize, usize, String, i64)> = BTreeSet::new();
    let (first, repeated): (Vec<Item>, Vec<Item>) =
        world.items.drain(..).partition(|item| seen.insert((item.entity, item.counterparty, item.cell.clone(), item.amount)));
    world.items = first;
    let group = |item: &Item| name(common_group(world, item).expect("institutions of one tree"));
    repeated.iter().map(|item| format!("{} {} {} elimination_twice", group(item), name(item.entity), item.cell)).collect()
}

impl Reference<'_> {
    fn is_group(&self, entity: usize) -> bool {
        self.world.parents.contains(&Some(entity))
    }

    fn found(&mut self, group: usize, entity: Option<usize>, cell: &str, code: &str) {
        let entity = entity.map_or("-".to_owned(), name);
        self.findings.push(format!("{} {entity} {cell} {code}", name(group)));
    }

    /// Gives what an entity brings to its group; nothing where it reports nothing.
    fn entity(&mut self, entity: usize) -> Option<Figures> {
        if self.is_group(entity) { self.group(entity) } else { self.institution(entity) }
    }

    fn institution(&mut self, entity: usize) -> Option<Figures> {
        let group = self.world.parents[entity].expect("institutions are members");
        let Some(given) = self.world.members.get(&entity).cloned() else {
            let code = if self.world.other_period.contains(&entity) { "other_period_only" } else { "member_missing" };
            self.found(group, Some(entity), "-", code);
            return None;
        };
        let scalars = SCALARS.map(|(cell, _, required, number)| (cell.to_owned(), figure(given.get(cell), number, required)));
        let mut figures = Figures { scalars: scalars.into(), ..Figures::default() };
        for (number, line) in lines(&given, "k", ["amount", "note"]).into_iter().enumerate() {
            match line.get("who") {
                Some(key) => figures.keyed.push(KeyedLine {
                    key: (*key).clone(),
                    amount: figure(line.get("amount").copied(), true, true),
                    note: figure(line.get("note").copied(), false, false),
                }),
                None => self.found(group, Some(entity), &format!("k.{}", number + 1), "line_without_key"),
            }
        }
        for (number, line) in numbered(&given, "u", ["what", "amount"]) {
            let (what, amount) = (figure(line.get("what").copied(), false, false), figure(line.get("amount").copied(), true, false));
            figures.own.push(OwnLine { source: Some((entity, number)), what, amount });
        }
        Some(figures)
    }

    fn group(&mut self, group: usize) -> Option<Figures> {
        let members: Vec<usize> = (0..self.world.parents.len()).filter(|entity| self.world.parents[*entity] == Some(group)).collect();
        let brought: Vec<Figures> = members.iter().filter_map(|member| self.entity(*member)).collect();
        let adjustments = self.world.adjustments.get(&group).cloned();
        if brought.is_empty() && adjustments.is_none() {
            let world = self.world;
            let items: Vec<&Item> = world.items.iter().filter(|item| self.common_group(item) == Some(group)).collect();
            self.check_amounts(group, &items);
            return None;
        }
        let summary = self.summary(group, &brought);
        let mut adjusted = summary.clone();
        for line in adjust(&mut adjusted, &adjustments.unwrap_or_default()) {
            self.found(group, Some(group), &format!("k.{line}"), "line_without_key");
        }
        let mut consolidated = adjusted.clone();
        self.eliminate(group, &mut consolidated);
        self.groups.insert(group, [summary, adjusted, consolidated.clone()]);
        // What a group leaves out that must be given is missing of it as a member.
        if consolidated.scalars["f.010"] == Fig::Nothing {
            consolidated.scalars.insert("f.010".to_owned(), Fig::Missing);
        }
        for line in consolidated.keyed.iter_mut().filter(|line| line.amount == Fig::Nothing) {
            line.amount = Fig::Missing;
        }
        Some(consolidated)
    }

    fn summary(&mut self, group: usize, brought: &[Figures]) -> Figures {
        let mut summary = Figures::default();
        for (cell, how, ..) in SCALARS {
            let figures: Vec<&Fig> = brought.iter().map(|figures| &figures.scalars[cell]).collect();
            let sum = combine(&figures, how);
            if sum == Fig::Unknown {
                self.found(group, None, cell, "unknown_of_members");
            } else if how == How::Same && sum == Fig::Disagreed {
                self.found(group, None, cell, "members_differ");
            }
            summary.scalars.insert(cell.to_owned(), sum);
        }
        let mut keys: Vec<&String> = Vec::new();
        for line in brought.iter().flat_map(|figures| &figures.keyed) {
            if !keys.contains(&&line.key) {
                keys.push(&line.key);
            }
        }
        for (number, key) in keys.into_iter().enumerate() {
            let same: Vec<&KeyedLine> = brought.iter().flat_map(|figures| &figures.keyed).filter(|line| line.key == *key).collect();
            let amount = combine(&same.iter().map(|line| &line.amount).collect::<Vec<_>>(), How::Add);
            let note = combine(&same.iter().map(|line| &line.note).collect::<Vec<_>>(), How::Agree);
            if amount == Fig::Unknown {
                self.found(group, None, &format!("k.{}:amount", number + 1), "unknown_of_members");
            }
            summary.keyed.push(KeyedLine { key: key.clone(), amount, note });
        }
        summary.own = brought.iter().flat_map(|figures| figures.own.clone()).collect();
        for (number, line) in summary.own.iter().enumerate() {
            if line.amount == Fig::Unknown {
                self.found(group, None, &format!("u.{}:amount", number + 1), "unknown_of_members");
            }
        }
        summary
    }

    fn common_group(&self, item: &Item) -> Option<usize> {
        common_group(self.world, item)
    }

    fn eliminate(&mut self, group: usize, figures: &mut Figures) {
        let world = self.world;
        let items: Vec<&Item> = world.items.iter().filter(|item| self.common_group(item) == Some(group)).collect();
        self.check_amounts(group, &items);
        // Which elimination, whether on its left.
        let side = |cell: &str| match cell {
            "f.020" => (0, true),
            "f.060" => (0, false),
            "g.a:1" => (1, true),
            "g.a:2" => (1, false),
            cell if cell.starts_with("k.") => (2, true),
            _ => (2, false),
        };
        let mut matched: BTreeMap<(usize, usize, usize), [Vec<&Item>; 2]> = BTreeMap::new();
        let mut of_smaller: BTreeMap<(usize, &str), i64> = BTreeMap::new();
        // What nobody has reported cannot be taken off.
        for item in items.into_iter().filter(|item| world.members.contains_key(&item.entity) && self.line_exists(item)) {
            let (which, is_left) = side(&item.cell);
            let key = if is_left { (which, item.entity, item.counterparty) } else { (which, item.counterparty, item.entity) };
            matched.entry(key).or_default()[usize::from(!is_left)].push(item);
        }
        for ((which, left, _), sides) in matched {
            let sums: Vec<i64> = sides.iter().map(|side| side.iter().map(|item| item.amount).sum()).collect();
            let cell = sides[0].first().or(sides[1].first()).expect("an item").cell.clone();
            let mut taken: [Vec<i64>; 2] = [0, 1].map(|side: usize| sides[side].iter().map(|item| item.amount).collect());
            if sides.iter().any(Vec::is_empty) {
                self.found(group, Some(left), &cell, "elimination_one_sided");
                if which == 1 {
                    taken = taken.map(|amounts| vec![0; amounts.len()]);
                }
            } else if which == 1 && sums[0] != sums[1] {
                self.found(group, Some(left), &cell, "smaller_side_taken");
                let larger = usize::from(sums[1] > sums[0]);
                let mut excess = (sums[0] - sums[1]).abs();
                for amount in taken[larger].iter_mut().rev() {
                    let cut = excess.min(*amount);
                    (*amount, excess) = (*amount - cut, excess - cut);
                }
            } else if (sums[0] - sums[1]).abs() > 1 {
                self.found(group, Some(left), &cell, "elimination_unbalanced");
            }
            for (side, amounts) in sides.iter().zip(taken) {
                for (item, amount) in side.iter().zip(amounts).filter(|(_, amount)| *amount != 0) {
                    self.take_off(figures, item, amount);
                    if which == 1 {
                        *of_smaller.entry((item.entity, &item.cell)).or_default() += amount;
                    }
                }
            }
        }
        for ((entity, cell), sum) in of_smaller {
            let given = &world.members[&entity];
            if !is_between(sum, &reported(given.get(cell))) {
                self.found(group, Some(entity), cell, "elimination_exceeds");
            }
        }
    }

    fn line_of<'c>(&self, item: &'c Item) -> Option<(&'c str, usize)> {
        let (list, rest) = item.cell.split_once('.')?;
        let (row, _) = rest.split_once(':').filter(|_| list == "k" || list == "u")?;
        Some((list, row.parse().expect("a line")))
    }

    fn given_line(&self, item: &Item) -> Option<BTreeMap<&str, &String>> {
        let (list, line) = self.line_of(item)?;
        let given = self.world.members.get(&item.entity)?;
        let columns = if list == "k" { ["amount", "note"] } else { ["what", "amount"] };
        numbered(given, list, columns).remove(&line)
    }

    fn line_exists(&self, item: &Item) -> bool {
        match self.line_of(item) {
            None => true,
            Some(("k", _)) => self.given_line(item).is_some_and(|line| line.contains_key("who")),
            Some(_) => self.given_line(item).is_some(),
        }
    }

    /// Finds items of lines that are not there, and of more than there is.
    fn check_amounts(&mut self, group: usize, items: &[&Item]) {
        let world = self.world;
        let mut seen: BTreeSet<(usize, String)> = BTreeSet::new();
        for item in items {
            let is_new = seen.insert((item.entity, item.cell.clone()));
            let Some(given) = world.members.get(&item.entity) else {
                // Told once for all groups.
                let first = world.items.iter().find(|other| other.entity == item.entity && other.cell == item.cell).expect("itself");
                if std::ptr::eq(first, *item) {
                    self.found(group, Some(item.entity), &item.cell, "elimination_exceeds");
                }
                continue;
            };
            if !self.line_exists(item) {
                self.found(group, Some(item.entity), &item.cell, "elimination_unknown");
                continue;
            }
            let of_cell: Vec<&Item> = world
                .items
                .iter()
                .filter(|other| other.entity == item.entity && other.cell == item.cell && self.common_group(other).is_some())
                .collect();
            let is_first = of_cell.first().is_some_and(|first| std::ptr::eq(*first, *item));
            let sum: i64 = of_cell.iter().map(|item| item.amount).sum();
            let text = match self.line_of(item) {
                None => given.get(&item.cell),
                Some(_) => self.given_line(item).and_then(|line| line.get("amount").copied()),
            };
            // Of the smaller side only what is taken counts.
            if is_new && is_first && !item.cell.starts_with("g.a") && !is_between(sum, &reported(text)) {
                self.found(group, Some(item.entity), &item.cell, "elimination_exceeds");
            }
        }
    }

    fn take_off(&self, figures: &mut Figures, item: &Item, amount: i64) {
        let amount = BigRational::from_integer((-amount).into());
        match self.line_of(item) {
            None => add(figures.scalars.get_mut(&item.cell).expect("a cell"), &amount),
            Some(("k", _)) => {
                let key = self.given_line(item).and_then(|line| line.get("who").copied()).cloned().expect("a key");
                let line = figures.keyed.iter_mut().find(|line| line.key == key);
                line.into_iter().for_each(|line| add(&mut line.amount, &amount));
            }
            Some((_, number)) => {
                let line = figures.own.iter_mut().find(|line| line.source == Some((item.entity, number)));
                line.into_iter().for_each(|line| add(&mut line.amount, &amount));
            }
        }
    }
}

/// Adds adjustments; gives the lines that have no key.
fn adjust(figures: &mut Figures, given: &Given) -> Vec<usize> {
    let put = |to: &mut Fig, how: How, value: Fig| match (how, value) {
        (_, Fig::Nothing | Fig::Missing | Fig::Unknown | Fig::Disagreed) => {}
        (How::Add, Fig::Number(number)) => add(to, &number),
        (_, value) => *to = value,
    };
    for (cell, how, _, is_number) in SCALARS {
        put(figures.scalars.get_mut(cell).expect("a cell"), how, figure(given.get(cell), is_number, false));
    }
    let mut without_key = Vec::new();
    for (number, line) in lines(given, "k", ["amount", "note"]).into_iter().enumerate() {
        let Some(key) = line.get("who") else {
            without_key.push(number + 1);
            continue;
        };
        let place = figures.keyed.iter().position(|known| known.key == **key).unwrap_or_else(|| {
            figures.keyed.push(KeyedLine { key: (*key).clone(), amount: Fig::Nothing, note: Fig::Nothing });
            figures.keyed.len() - 1
        });
        put(&mut figures.keyed[place].amount, How::Add, figure(line.get("amount").copied(), true, false));
        put(&mut figures.keyed[place].note, How::Agree, figure(line.get("note").copied(), false, false));
    }
    for line in lines(given, "u", ["what", "amount"]) {
        let (what, amount) = (figure(line.get("what").copied(), false, false), figure(line.get("amount").copied(), true, false));
        figures.own.push(OwnLine { source: None, what, amount });
    }
    without_key
}

fn reported(text: Option<&String>) -> BigRational {
    match figure(text, true, false) {
        Fig::Number(number) => number,
        Fig::Nothing | Fig::Missing | Fig::Unknown | Fig::Disagreed | Fig::Text(_) => BigRational::zero(),
    }
}

/// Tells whether a sum lies between nothing and what is reported.
fn is_between(sum: i64, reported: &BigRational) -> bool {
    let (sum, zero) = (BigRational::from_integer(sum.into()), BigRational::zero());
    if reported.is_negative() { sum >= *reported && sum <= zero } else { sum <= *reported && sum >= zero }
}
