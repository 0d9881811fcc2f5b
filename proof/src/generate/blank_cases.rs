//! What is left out, does not fit, or cannot be computed.

use super::changes::{targets, with_value, without_lines};
use super::collection::{Collection, Proposal};
use super::generated::{Count, Expected, Group, Purpose};
use super::inputs::Input;
use super::judge::with_parts;
use super::plan_facts::{Cone, PlanFacts};
use super::units::text_of_units;
use crate::draft::Draft;
use positum_plan::amount::MOST_DIGITS;
use positum_plan::plan::{Absence, CellReference, Node, NodeId, Origin, ReportId, Shape, TableId};
use positum_plan::test_case::GivenTarget;
use positum_plan::text_limits::MOST_TEXT_CHARACTERS;
use positum_plan::value::{Quantity, ValueType};
use positum_runtime::cell_address::{address_of, cell_at};
use positum_runtime::evaluated_submission::CellAt;
use positum_runtime::submission::Address;
use std::collections::BTreeSet;

/// A text of other letters than ASCII has: whoever counts bytes notices.
const LETTER: &str = "ā";
/// What no codelist has.
const NO_CODE: &str = "no such code";

/// Adds them, beginning with a draft with which nothing, or little, is wrong.
pub(crate) fn add_blank_cases(collection: &mut Collection<'_, '_>, base: &Draft, chosen: &dyn Fn(ReportId) -> bool) {
    add_empty(collection, chosen);
    add_x_cells(collection, base, chosen);
    add_texts(collection, base);
    add_numbers(collection, base, chosen);
    add_unknown_codes(collection, base, chosen);
    add_zero_divisors(collection, base, chosen);
}

fn propose(collection: &mut Collection<'_, '_>, name: String, purpose: Purpose, draft: &Draft, expected: Expected) {
    collection.keep(Proposal { name, group: Group::Blanks, purpose, draft, others: Vec::new(), expected });
}

fn findings(code: &'static str, number: usize) -> Expected {
    Expected { findings: Some((code, Count::Exactly(number))), ..Expected::default() }
}

/// Nothing is given; the first cell is named and left empty, since a file of cells needs one.
fn add_empty(collection: &mut Collection<'_, '_>, chosen: &dyn Fn(ReportId) -> bool) {
    let facts = collection.facts;
    let is_required = |cell: &&positum_plan::plan::CellId| {
        Input::Cell(**cell).absence(facts.plan) == Absence::Required && chosen(facts.plan.tables[facts.plan.cells[**cell].table].report)
    };
    let required = facts.inputs.cells.iter().filter(is_required).count();
    let first = facts.inputs.cells.first().map(|cell| CellReference::Cell(*cell));
    let first = first.or_else(|| facts.inputs.lists.first().and_then(|(_, columns)| columns.first()).map(|column| CellReference::Column(*column)));
    let Some(first) = first else { return };
    let others = vec![(address_of(facts.plan, CellAt { reference: first, line: 0 }), String::new())];
    let draft = Draft::new("", facts.period);
    let (name, expected) = ("empty".to_owned(), findings("missing_required", required));
    collection.keep(Proposal { name, group: Group::Blanks, purpose: Purpose::Empty, draft: &draft, others, expected });
}

/// A value in the first x cell of each grid.
fn add_x_cells(collection: &mut Collection<'_, '_>, base: &Draft, chosen: &dyn Fn(ReportId) -> bool) {
    let facts = collection.facts;
    for (table, body) in facts.plan.tables.entries() {
        let Shape::Grid { rows, columns, cells } = &body.shape else { continue };
        let width = columns.entries.len();
        let Some(place) = cells.iter().position(Option::is_none).filter(|_| chosen(body.report)) else { continue };
        let (row, column) = (place.checked_div(width).unwrap_or(0), place.checked_rem(width).unwrap_or(0));
        let (Some(row), Some(column)) = (rows.entries.get(row), columns.entries.get(column)) else { continue };
        let report = facts.plan.reports[body.report].name.clone();
        let name = format!("x_cell_{report}_{}", body.name);
        let address = Address { report, table: body.name.clone(), row: row.code.clone(), column: column.code.clone() };
        let expected = findings("value_in_x_cell", 1);
        let purpose = Purpose::ValueInXCell(table);
        collection.keep(Proposal { name, group: Group::Blanks, purpose, draft: base, others: vec![(address, "1".to_owned())], expected });
    }
}

fn is_plain_text(value_type: &ValueType) -> bool {
    matches!(value_type.quantity, Quantity::Text) && value_type.limits.pattern.is_none()
}

fn longest(value_type: &ValueType) -> usize {
    value_type
        .limits
        .longest
        .and_then(|longest| usize::try_from(longest).ok())
        .map_or(MOST_TEXT_CHARACTERS, |longest| longest.min(MOST_TEXT_CHARACTERS))
}

/// Texts that are as long as they may be, and one that is longer.
fn add_texts(collection: &mut Collection<'_, '_>, base: &Draft) {
    let facts = collection.facts;
    let mut draft = base.clone();
    let mut first: Option<(GivenTarget, String)> = None;
    let mut has_texts = false;
    for (target, text) in &mut draft.values {
        let Some(value_type) = super::changes::input_of(*target).value_type(facts.plan).filter(|value_type| is_plain_text(value_type)) else {
            continue;
        };
        has_texts = true;
        // Keys stay different, as long as their own texts fit.
        let own: String = text.chars().take(longest(value_type)).collect();
        let more = longest(value_type).saturating_sub(own.chars().count());
        *text = format!("{own}{}", LETTER.repeat(more));
        if first.is_none() && value_type.limits.longest.is_some() {
            first = Some((*target, format!("{text}{LETTER}")));
        }
    }
    if has_texts {
        propose(collection, "longest_texts".to_owned(), Purpose::LongestTexts, &draft, findings("text_does_not_fit", 0));
    }
    let Some((target, text)) = first else { return };
    if let Some(at) = at_of(target) {
        let purpose = Purpose::TextTooLong(at);
        propose(collection, "text_too_long".to_owned(), purpose, &with_value(base, target, Some(&text)), findings("text_does_not_fit", 1));
    }
}

fn at_of(target: GivenTarget) -> Option<CellAt> {
    match target {
        GivenTarget::Cell(cell) => Some(CellAt { reference: CellReference::Cell(cell), line: 0 }),
        GivenTarget::InLine(column, line) => Some(CellAt { reference: CellReference::Column(column), line }),
        GivenTarget::Parameter(_) => None,
    }
}

/// Numbers with as many digits as a cell can show, and one with more.
fn add_numbers(collection: &mut Collection<'_, '_>, base: &Draft, chosen: &dyn Fn(ReportId) -> bool) {
    let facts = collection.facts;
    let Some(greatest) = 10_i128.checked_pow(MOST_DIGITS).and_then(|bound| bound.checked_sub(1)) else { return };
    let mut draft = base.clone();
    let mut first: Option<(CellAt, GivenTarget, String)> = None;
    for (target, text) in &mut draft.values {
        let Some(value_type) = super::changes::input_of(*target).value_type(facts.plan).filter(|value_type| value_type.is_number()) else { continue };
        let (Some(at), Some(number)) = (at_of(*target), text_of_units(greatest, value_type)) else { continue };
        let report = facts.plan.tables[positum_runtime::cell_address::table_of(facts.plan, at.reference)].report;
        if first.is_none() && chosen(report) {
            first = Some((at, *target, number.clone()));
        }
        *text = number;
    }
    let Some((at, target, number)) = first else { return };
    let expected = Expected { value: Some((at, number)), ..Expected::default() };
    propose(collection, "greatest_numbers".to_owned(), Purpose::GreatestNumbers, &draft, expected);
    let digits = "9".repeat(usize::try_from(MOST_DIGITS.saturating_add(1)).unwrap_or(0));
    let changed = with_value(base, target, Some(&digits));
    propose(
        collection,
        "too_many_digits".to_owned(),
        Purpose::TooManyDigits(at),
        &changed,
        Expected { finding_at: Some(("out_of_range", at)), ..Expected::default() },
    );
}

/// For each codelist a code that it does not have, in the first cell of its type.
fn add_unknown_codes(collection: &mut Collection<'_, '_>, base: &Draft, chosen: &dyn Fn(ReportId) -> bool) {
    let facts = collection.facts;
    let mut done = BTreeSet::new();
    for target in base.values.keys() {
        let value_type = super::changes::input_of(*target).value_type(facts.plan);
        let (Some(codelist), Some(at)) = (value_type.and_then(|value_type| value_type.quantity.codelist()), at_of(*target)) else { continue };
        let report = facts.plan.tables[positum_runtime::cell_address::table_of(facts.plan, at.reference)].report;
        if !chosen(report) || facts.plan.codelists[codelist].codes.contains_key(NO_CODE) || !done.insert(codelist) {
            continue;
        }
        let name = format!("unknown_code_{}", facts.plan.codelists[codelist].name);
        let expected = Expected { finding_at: Some(("unknown_code", at)), ..findings("unknown_code", 1) };
        propose(collection, name, Purpose::UnknownCode(codelist), &with_value(base, *target, Some(NO_CODE)), expected);
    }
}

/// For each cell whose formula divides a submission in which the divisor is zero.
fn add_zero_divisors(collection: &mut Collection<'_, '_>, base: &Draft, chosen: &dyn Fn(ReportId) -> bool) {
    let facts = collection.facts;
    let cells = facts.plan.cells.entries().map(|(id, cell)| (CellReference::Cell(id), &cell.origin, cell.table));
    let columns = facts.plan.columns.entries().map(|(id, column)| (CellReference::Column(id), &column.origin, column.table));
    for (reference, origin, table) in cells.chain(columns) {
        let Origin::Formula { node, .. } = origin else { continue };
        if !chosen(facts.plan.tables[table].report) || cell_at(facts.plan, &address_of(facts.plan, CellAt { reference, line: 0 })).is_none() {
            continue;
        }
        let at = CellAt { reference, line: 0 };
        let found = divisors(facts, *node).into_iter().find_map(|divisor| zero_draft(facts, base, divisor, at));
        if let Some(draft) = found {
            let name = format!("division_by_zero_{}", facts.plan.cell_name(reference));
            let expected = Expected { finding_at: Some(("division_by_zero", at)), ..Expected::default() };
            propose(collection, name, Purpose::DivisionByZero(reference), &draft, expected);
        }
    }
}

/// Gives the divisors in a formula.
fn divisors(facts: &PlanFacts<'_>, node: NodeId) -> Vec<NodeId> {
    let mut found = Vec::new();
    let mut waiting = vec![node];
    while let Some(node) = waiting.pop() {
        if let Node::Quotient(_, divisor) = &facts.plan.nodes[node] {
            found.push(*divisor);
        }
        waiting.extend(facts.plan.parts(node));
    }
    found
}

/// Gives a draft in which a divisor is zero and the cell says so: its nearest number is zero, all are, or lists are empty.
fn zero_draft(facts: &PlanFacts<'_>, base: &Draft, divisor: NodeId, at: CellAt) -> Option<Draft> {
    let Cone { inputs, lists, .. } = facts.cone(&[divisor]);
    let is_number = |input: &&Input| input.value_type(facts.plan).is_some_and(ValueType::is_number);
    let zeros = |inputs: &[Input]| {
        let numbers = inputs.iter().filter(is_number);
        let places = numbers.flat_map(|input| targets(facts, base, *input, 0, usize::MAX));
        places.fold(base.clone(), |draft, target| with_value(&draft, target, Some("0")))
    };
    let nearest: Vec<Input> = inputs.iter().filter(is_number).take(1).copied().collect();
    let without: Draft = lists.iter().fold(base.clone(), |draft, list: &TableId| without_lines(facts, &draft, *list));
    let drafts = [zeros(&nearest), zeros(&inputs), without];
    drafts.into_iter().find(|draft| {
        with_parts(facts, draft, |parts| {
            let is_at = |address: &Address| cell_at(facts.plan, address) == Some(at);
            parts.findings().iter().any(|finding| finding.kind.code() == "division_by_zero" && is_at(&finding.address))
        })
    })
}
