//! Random trees, submissions, adjustments and eliminations: the runtime and the reference must agree in every cell of every part,
//! in lines and in findings.

use super::cases::PACKAGE;
use super::reference::{Fig, Figures, Given, How, Item, SCALARS, World, drop_repeated, name, reference};
use super::shown_groups::{Cells, Texts, cells_of, consolidated_of, submissions};
use crate::random_packages::dice::Dice;
use crate::support::compiles;
use num_rational::BigRational;
use num_traits::Zero;
use positum_plan::plan::Plan;
use positum_runtime::consolidate::PartOfGroup;
use positum_runtime::evaluate::{EvaluationOptions, Evaluator};
use positum_runtime::read::{Format, ReadOptions, read_all};
use positum_runtime::render::xml::write_xml;
use positum_runtime::submission::{Address, Given as Submitted, Origin, Submission, SubmittedCell};
use std::collections::BTreeSet;

/// Codes of findings that the reference does not know.
const UNKNOWN_TO_REFERENCE: [&str; 2] = ["member_has_errors", "adjustment_unreadable"];

fn package() -> String {
    PACKAGE.replace("eliminate small", "eliminate lines \"Lines\" { r.k.amount against r.u.amount; tolerance 1 EUR }\n  eliminate small")
}

/// As many cases as `POSITUM_CASES` says.
fn cases() -> u64 {
    std::env::var("POSITUM_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(400)
}

#[test]
fn the_runtime_and_the_reference_agree() {
    let package = package();
    // The order in which eliminations stand in the package is that of the reference, but for the last two.
    let plan = compiles(&package);
    let mut codes: BTreeSet<String> = BTreeSet::new();
    for seed in 0..cases() {
        let mut dice = Dice::new(seed);
        let world = random_world(&mut dice);
        codes.extend(compare(&plan, &world, &mut dice, seed));
    }
    let wanted = [
        "member_missing",
        "other_period_only",
        "members_differ",
        "unknown_of_members",
        "line_without_key",
        "elimination_exceeds",
        "elimination_twice",
        "elimination_unknown",
        "elimination_one_sided",
        "elimination_unbalanced",
        "smaller_side_taken",
    ];
    let missing: Vec<&str> = wanted.into_iter().filter(|code| !codes.contains(*code)).collect();
    assert!(missing.is_empty(), "never came up: {missing:?}");
}

fn random_world(dice: &mut Dice) -> World {
    let mut world = World { parents: vec![None], ..World::default() };
    let mut groups = vec![0];
    grow(dice, &mut world, &mut groups, 0, 1);
    let leaves: Vec<usize> = (0..world.parents.len()).filter(|entity| !world.parents.contains(&Some(*entity))).collect();
    for leaf in &leaves {
        match dice.below(12) {
            0 => {}
            1 => {
                world.other_period.insert(*leaf);
            }
            _ => {
                let given = random_cells(dice, true);
                world.members.insert(*leaf, given);
            }
        }
    }
    for group in groups.into_iter().filter(|group| world.parents.contains(&Some(*group))) {
        if dice.chance(35) {
            let given = random_cells(dice, false);
            world.adjustments.insert(group, given);
        }
    }
    for _ in 0..dice.below(12) {
        random_items(dice, &mut world, &leaves);
    }
    if dice.chance(20)
        && let Some(item) = world.items.first().cloned()
    {
        world.items.push(item);
    }
    world
}

/// Adds members to a group: institutions, and groups down to the fourth level.
fn grow(dice: &mut Dice, world: &mut World, groups: &mut Vec<usize>, group: usize, level: usize) {
    for _ in 0..dice.between(1, 4) {
        let entity = world.parents.len();
        world.parents.push(Some(group));
        if level < 3 && dice.chance(35) {
            groups.push(entity);
            grow(dice, world, groups, entity, level + 1);
        }
    }
}

fn random_cells(dice: &mut Dice, is_member: bool) -> Given {
    let mut given = Given::new();
    let amount = |dice: &mut Dice| match dice.below(20) {
        0 if is_member => "?".to_owned(),
        1 => format!("-{}", dice.between(1, 40)),
        _ => dice.below(90).to_string(),
    };
    for (cell, how, is_required, is_number) in SCALARS {
        let share = match (is_member, is_required) {
            (true, true) => 94,
            (true, false) => 60,
            (false, _) => 20,
        };
        if !dice.chance(share) {
            continue;
        }
        let value = match (how, is_number) {
            (How::Add, _) => amount(dice),
            (How::Agree | How::Same, true) => dice.pick(&["5", "5", "6"]).to_owned(),
            (How::Agree | How::Same, false) => dice.pick(&["IFRS", "IFRS", "IFRS", "local"]).to_owned(),
        };
        given.insert(cell.to_owned(), value);
    }
    for line in 1..=dice.below(if is_member { 4 } else { 2 }) {
        // A key is there once: that it comes twice is a finding of the member alone.
        let keys = [["x", "y", "z"], ["y", "z", "w"]][dice.below(2)];
        let mut put = |column: &str, value: String| given.insert(format!("k.{line}:{column}"), value);
        if dice.chance(92) {
            put("who", keys[(line - 1) % 3].to_owned());
        }
        if dice.chance(94) {
            put("amount", amount(dice));
        }
        if dice.chance(40) {
            put("note", dice.pick(&["n", "n", "m"]).to_owned());
        }
    }
    for line in 1..=dice.below(if is_member { 3 } else { 2 }) {
        given.insert(format!("u.{line}:amount"), amount(dice));
        if dice.chance(40) {
            given.insert(format!("u.{line}:what"), dice.pick(&["a", "b"]).to_owned());
        }
    }
    given
}

fn random_items(dice: &mut Dice, world: &mut World, leaves: &[usize]) {
    let (entity, counterparty) = (dice.pick(leaves), dice.pick(leaves));
    if entity == counterparty {
        return;
    }
    let line = |dice: &mut Dice| dice.between(1, 3);
    let cells = match dice.below(3) {
        0 => ["f.020".to_owned(), "f.060".to_owned()],
        1 => ["g.a:1".to_owned(), "g.a:2".to_owned()],
        _ => [format!("k.{}:amount", line(dice)), format!("u.{}:amount", line(dice))],
    };
    let amount = dice.between(1, 40) as i64;
    let sides = [(entity, counterparty), (counterparty, entity)];
    for ((entity, counterparty), cell) in sides.into_iter().zip(cells) {
        if dice.chance(88) {
            let amount = if dice.chance(70) { amount } else { dice.between(1, 40) as i64 };
            world.items.push(Item { entity, counterparty, cell, amount });
        }
    }
}

/// Without adjustments and eliminations the group at the top has the same, whatever groups its institutions are in.
#[test]
fn it_does_not_matter_how_groups_stand_in_each_other() {
    let plan = compiles(&package());
    for seed in 0..cases() {
        let mut dice = Dice::new(seed);
        let world = random_world(&mut dice);
        let leaves: Vec<usize> = (0..world.parents.len()).filter(|entity| !world.parents.contains(&Some(*entity))).collect();
        let flat: String = leaves.iter().map(|leaf| format!("{},E00\n", name(*leaf))).collect();
        let members: String = world.members.iter().map(|(entity, given)| long(*entity, "2025", given)).collect();
        if members.is_empty() {
            continue;
        }
        let top = |tree: &str| {
            let texts = Texts { period: "2025", tree, members: &members, ..Texts::default() };
            consolidated_of(plan.clone(), texts, &submissions(&plan, "members.csv", &members)).cells("E00", PartOfGroup::Consolidated)
        };
        let nested = tree_text(&world);
        assert_eq!(top(&nested), top(&format!("entity,parent\nE00,\n{flat}")), "seed {seed}\n{nested}{members}");
    }
}

fn tree_text(world: &World) -> String {
    let line = |(entity, parent): (usize, &Option<usize>)| format!("{},{}\n", name(entity), parent.map(name).unwrap_or_default());
    let lines: String = world.parents.iter().enumerate().map(line).collect();
    format!("entity,parent\n{lines}")
}

/// Writes a cell as the columns of long CSV have it.
fn place(cell: &str) -> String {
    let (table, rest) = cell.split_once('.').expect("a table");
    let (row, column) = rest.split_once(':').unwrap_or((rest, ""));
    format!("r,{table},{row},{column}")
}

fn long(entity: usize, period: &str, given: &Given) -> String {
    given.iter().map(|(cell, value)| format!("{},{period},{},{value}\n", name(entity), place(cell))).collect()
}

fn compare(plan: &Plan, world: &World, dice: &mut Dice, seed: u64) -> Vec<String> {
    let mut members: Vec<String> = world.members.iter().map(|(entity, given)| long(*entity, "2025", given)).filter(|text| !text.is_empty()).collect();
    let silent: BTreeSet<usize> = world.members.iter().filter(|(_, given)| given.is_empty()).map(|(entity, _)| *entity).collect();
    let mut world = world.clone();
    world.members.retain(|entity, _| !silent.contains(entity));
    world.adjustments.retain(|_, given| !given.is_empty());
    members.extend(world.other_period.iter().map(|entity| format!("{},2024,r,f,010,,1\n", name(*entity))));
    dice.shuffle(&mut members);
    let adjustments: String = world.adjustments.iter().map(|(group, given)| long(*group, "2025", given)).collect();
    let item = |item: &Item| format!("{},{},2025,{},{}\n", name(item.entity), name(item.counterparty), place(&item.cell), item.amount);
    let eliminations: String = world.items.iter().map(item).collect();
    let (tree, members) = (tree_text(&world), members.concat());
    let texts = Texts { period: "2025", tree: &tree, members: &members, adjustments: &adjustments, eliminations: &eliminations };
    let shown = consolidated_of(plan.clone(), texts, &submissions(plan, "members.csv", &members));
    let repeated = drop_repeated(&mut world);
    let mut expected = reference(&world);
    expected.findings.extend(repeated);
    expected.findings.sort();
    let all = format!("seed {seed}\n{tree}{members}adjustments\n{adjustments}eliminations\n{eliminations}");
    let is_compared = |finding: &String| !UNKNOWN_TO_REFERENCE.iter().any(|code| finding.ends_with(code));
    let mut findings: Vec<String> = shown.short_findings().into_iter().filter(is_compared).collect();
    findings.sort();
    assert_eq!(findings, expected.findings, "{all}");
    let names: BTreeSet<String> = shown.groups.iter().map(|group| shown.tree.entity(group.group).name.to_string()).collect();
    assert_eq!(names, expected.groups.keys().map(|group| name(*group)).collect(), "{all}");
    for (group, three) in &expected.groups {
        let group = name(*group);
        let [summary, adjusted, consolidated] = [0, 1, 2].map(|index: usize| evaluated_cells(plan, &group, &three[index]));
        let parts = PartOfGroup::ALL.map(|part| shown.cells(&group, part));
        assert_eq!(parts[0], summary, "{group} summary, {all}");
        assert_eq!(parts[3], consolidated, "{group} consolidated, {all}");
        compare_differences(&group, &parts[1], [&summary, &adjusted], &all);
        compare_differences(&group, &parts[2], [&adjusted, &consolidated], &all);
        assert_xml_is_the_same(plan, &shown.group(&group).submission, &parts[3], &all);
    }
    expected.findings.iter().filter_map(|finding| finding.rsplit(' ').next()).map(str::to_owned).collect()
}

/// Evaluates figures of the reference.
fn evaluated_cells(plan: &Plan, group: &str, figures: &Figures) -> Cells {
    let mut cells: Vec<SubmittedCell> = Vec::new();
    let mut put = |cell: &str, figure: &Fig| {
        let given = match figure {
            Fig::Nothing | Fig::Missing | Fig::Disagreed => return,
            Fig::Unknown => Submitted::UnknownOfMembers,
            Fig::Number(number) => Submitted::Text(number.to_string()),
            Fig::Text(text) => Submitted::Text(text.clone()),
        };
        let place = place(cell);
        let parts: Vec<&str> = place.split(',').collect();
        let address = Address { report: parts[0].to_owned(), table: parts[1].to_owned(), row: parts[2].to_owned(), column: parts[3].to_owned() };
        cells.push(SubmittedCell { address, given, origin: Origin::in_text("reference".into(), 1, 0) });
    };
    figures.scalars.iter().for_each(|(cell, figure)| put(cell, figure));
    for (number, line) in figures.keyed.iter().enumerate() {
        let line_number = number + 1;
        put(&format!("k.{line_number}:who"), &Fig::Text(line.key.clone()));
        put(&format!("k.{line_number}:amount"), &line.amount);
        put(&format!("k.{line_number}:note"), &line.note);
    }
    for (number, line) in figures.own.iter().enumerate() {
        put(&format!("u.{}:what", number + 1), &line.what);
        put(&format!("u.{}:amount", number + 1), &line.amount);
    }
    let submission = Submission { entity: group.to_owned(), period: "2025".parse().expect("a period"), cells };
    let reports = plan.consolidation.as_ref().expect("a consolidation").reports.clone();
    let evaluator = Evaluator::new(plan, &EvaluationOptions { parameters: Vec::new(), reports: Some(reports) }).expect("options");
    cells_of(plan, &evaluator.evaluate(&submission))
}

/// Tells whether cells of this name are amounts, counts or added up.
fn is_additive(cell: &str) -> bool {
    !["f.070", "f.090", "f.100"].contains(&cell) && !cell.ends_with(":who") && !cell.ends_with(":note") && !cell.ends_with(":what")
}

fn compare_differences(group: &str, part: &Cells, [before, after]: [&Cells; 2], all: &str) {
    let value = |cells: &Cells, cell: &str| match cells.get(cell) {
        Some((text, _)) if !text.is_empty() => Some(Some(BigRational::from_integer(text.parse().expect("a number")))),
        Some((_, state)) if state == "not_computed" || state == "unreadable" => None,
        Some(_) | None => Some(None),
    };
    for (cell, (text, _)) in part.iter().filter(|(cell, _)| is_additive(cell)) {
        let expected = match (value(before, cell), value(after, cell)) {
            (Some(None), Some(None)) | (None, _) | (_, None) => String::new(),
            (Some(before), Some(after)) => {
                let zero = BigRational::zero;
                (after.unwrap_or_else(zero) - before.unwrap_or_else(zero)).to_string()
            }
        };
        assert_eq!(*text, expected, "{group} {cell}, {all}");
    }
    for (cell, (text, _)) in part.iter().filter(|(cell, _)| !is_additive(cell)) {
        assert!(text.is_empty() || cell.ends_with(":who"), "{group} {cell}: {text}, {all}");
    }
}

/// The document of what a group reports evaluates to the same.
fn assert_xml_is_the_same(plan: &Plan, submission: &Submission, cells: &Cells, all: &str) {
    let reports = plan.consolidation.as_ref().expect("a consolidation").reports.clone();
    let evaluator = Evaluator::new(plan, &EvaluationOptions { parameters: Vec::new(), reports: Some(reports) }).expect("options");
    let evaluated = evaluator.evaluate(submission);
    let xml = write_xml(plan, submission, &evaluated).expect("a document");
    let again = read_all(xml.as_bytes(), "x.xml", Format::Xml, plan, &ReadOptions::default()).expect("the same submission");
    let again = evaluator.evaluate(&again[0]);
    assert_eq!(cells_of(plan, &again), *cells, "{all}");
    assert_eq!(again.findings.len(), evaluated.findings.len(), "{all}");
}
