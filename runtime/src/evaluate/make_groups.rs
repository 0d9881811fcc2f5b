//! Makes the lines of derived lists: one for each distinct key, in order of first appearance.

use super::evaluate_formula::FormulaEvaluator;
use super::no_value::{NoValue, truth};
use super::worksheet::{Worksheet, cell_with, whole};
use crate::evaluated_submission::{CellState, EvaluatedCell};
use positum_plan::plan::{ColumnId, Derivation, List, NodeId, Origin, TableId};
use positum_plan::value::Value;
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// For each line of a derived list the lines of the source that belong to it, ascending.
#[derive(Clone, Debug, Default)]
pub(super) struct Groups {
    members: Vec<usize>,
    /// Where in `members` each group ends.
    ends: Vec<usize>,
}

impl Groups {
    /// Gives the source's lines of a group.
    pub(super) fn members(&self, group: usize) -> &[usize] {
        let start = group.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied());
        let end = self.ends.get(group).copied();
        start.zip(end).and_then(|(start, end)| self.members.get(start..end)).unwrap_or(&[])
    }

    fn push(&mut self, members: &[usize]) {
        self.members.extend_from_slice(members);
        self.ends.push(self.members.len());
    }
}

/// Makes the lines of a derived list, with its key and its sequence columns.
///
/// Where it cannot be told of a line whether it is taken, it cannot be told which lines the list has.
pub(super) fn make_groups(
    worksheet: &mut Worksheet<'_>,
    table: TableId,
    list: &List,
    derivation: &Derivation,
    closed: &BTreeSet<NodeId>,
) -> Result<(), NoValue> {
    worksheet.unknown_lines[table] = worksheet.unknown_lines[table].or(worksheet.unknown_lines[derivation.source]);
    let mut lines = lines_by_key(worksheet, &derivation.by, worksheet.lines[derivation.source]);
    if let Some(filter) = derivation.filter {
        let taken = taken_lines(worksheet, derivation.source, filter, &lines, closed).inspect_err(|no_value| {
            worksheet.unknown_lines[table] = Some(no_value.cause_in_list(table));
        })?;
        lines.retain(|line| taken.contains(line));
    }
    let same = |left: &usize, right: &usize| compare_lines(worksheet, &derivation.by, *left, *right).is_eq();
    let mut found: Vec<&[usize]> = lines.chunk_by(same).collect();
    found.sort_by_key(|members| members.first().copied());
    let mut groups = Groups::default();
    for members in &found {
        groups.push(members);
    }
    let count = found.len();
    for (place, column) in list.columns.iter().enumerate() {
        let cells: Vec<EvaluatedCell> = match (&worksheet.plan.columns[*column].origin, derivation.by.get(place)) {
            (Origin::GroupKey, Some(source)) => found.iter().filter_map(|members| key_cell(worksheet, *source, members)).collect(),
            (Origin::Sequence, _) => (1..=count).map(|number| cell_with(CellState::Computed, Value::Number(whole(number)))).collect(),
            (Origin::GroupKey | Origin::Input(_) | Origin::Formula { .. }, _) => continue,
        };
        worksheet.columns[*column] = cells;
    }
    worksheet.lines[table] = count;
    worksheet.groups[table] = groups;
    Ok(())
}

/// Gives those of the lines for which the condition holds; the first for which it cannot be told decides.
fn taken_lines(
    worksheet: &Worksheet<'_>,
    source: TableId,
    filter: NodeId,
    lines: &[usize],
    closed: &BTreeSet<NodeId>,
) -> Result<BTreeSet<usize>, NoValue> {
    let mut formula = FormulaEvaluator::new(worksheet, closed);
    let mut taken = BTreeSet::new();
    for line in lines.iter().copied().collect::<BTreeSet<usize>>() {
        if truth(formula.outcome_in_line(filter, source, line))? {
            taken.insert(line);
        }
    }
    Ok(taken)
}

fn key_cell(worksheet: &Worksheet<'_>, source: ColumnId, members: &[usize]) -> Option<EvaluatedCell> {
    let first = members.first()?;
    key_value(worksheet, source, *first).map(|value| cell_with(CellState::Computed, value.clone()))
}

/// Gives the lines, of the first `count`, that have a value in each of the columns: by these values, then ascending.
pub(super) fn lines_by_key(worksheet: &Worksheet<'_>, columns: &[ColumnId], count: usize) -> Vec<usize> {
    let has_key = |line: &usize| columns.iter().all(|column| key_value(worksheet, *column, *line).is_some());
    let mut lines: Vec<usize> = (0..count).filter(has_key).collect();
    lines.sort_by(|left, right| compare_lines(worksheet, columns, *left, *right));
    lines
}

/// Orders two lines by their values in the columns; numbers compare as numbers.
pub(super) fn compare_lines(worksheet: &Worksheet<'_>, columns: &[ColumnId], left: usize, right: usize) -> Ordering {
    let compare = |column: &ColumnId| compare_values(key_value(worksheet, *column, left), key_value(worksheet, *column, right));
    columns.iter().map(compare).find(|ordering| ordering.is_ne()).unwrap_or(Ordering::Equal)
}

pub(super) fn key_value<'w>(worksheet: &'w Worksheet<'_>, column: ColumnId, line: usize) -> Option<&'w Value> {
    worksheet.columns[column].get(line)?.value.as_ref()
}

pub(super) fn compare_values(left: Option<&Value>, right: Option<&Value>) -> Ordering {
    match (left, right) {
        (Some(Value::Number(left)), Some(Value::Number(right))) => left.cmp(right),
        (Some(Value::Text(left)), Some(Value::Text(right))) => left.cmp(right),
        (Some(Value::Bool(left)), Some(Value::Bool(right))) => left.cmp(right),
        (Some(Value::Date(left)), Some(Value::Date(right))) => left.cmp(right),
        (left, right) => kind_number(left).cmp(&kind_number(right)),
    }
}

fn kind_number(value: Option<&Value>) -> u8 {
    match value {
        None => 0,
        Some(Value::Number(_)) => 1,
        Some(Value::Text(_)) => 2,
        Some(Value::Bool(_)) => 3,
        Some(Value::Date(_)) => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample_plan::{SamplePlan, euro, findings, integer};
    use positum_plan::plan::{Absence, Aggregate, ColumnId, Comparison, Origin};

    /// A list `l` with `k` and `v`, and groups `g` of it by `k` with `sum(v)`, `first(v)` where it is at most the group's, and numbers.
    fn sample() -> (SamplePlan, [ColumnId; 4]) {
        let mut sample = SamplePlan::new();
        let report = sample.report("r");
        let list = sample.list(report, "l");
        let k = sample.input_column(list, "k", integer(), Absence::Required);
        let v = sample.input_column(list, "v", euro(), Absence::Zero);
        let group = sample.groups(report, "g", list, k);
        let of_v = sample.of_column(v);
        let node = sample.group_sum(list, group, of_v);
        let sum = sample.computed_column(group, "sum", euro(), node);
        let (of_k, key) = (sample.of_column(k), ColumnId(2));
        let of_key = sample.of_column(key);
        let smaller = sample.comparison(of_k, Comparison::LessOrEqual, of_key);
        let node = sample.aggregate(Aggregate::Sum, list, Some(of_v), Some(smaller));
        let running = sample.computed_column(group, "running", euro(), node);
        let number = sample.column(group, "no", Some(integer()), Origin::Sequence);
        (sample, [key, sum, running, number])
    }

    #[test]
    fn groups_come_in_order_of_first_appearance_and_numbers_compare_as_numbers() {
        let (sample, [key, sum, running, number]) = sample();
        let given = [("r.l.1:k", "7"), ("r.l.1:v", "1"), ("r.l.2:k", "3"), ("r.l.2:v", "10"), ("r.l.3:k", "007"), ("r.l.3:v", "100")];
        let evaluated = sample.evaluate(&given);
        assert_eq!(sample.shown_column(&evaluated, key), ["7 computed", "3 computed"]);
        assert_eq!(sample.shown_column(&evaluated, sum), ["101 computed", "10 computed"]);
        assert_eq!(sample.shown_column(&evaluated, running), ["111 computed", "10 computed"]);
        assert_eq!(sample.shown_column(&evaluated, number), ["1 computed", "2 computed"]);
    }

    #[test]
    fn a_line_without_a_key_is_in_no_group() {
        let (sample, [key, sum, ..]) = sample();
        let given = [("r.l.1:v", "1"), ("r.l.2:k", "3"), ("r.l.2:v", "10"), ("r.l.3:k", "x"), ("r.l.3:v", "100")];
        let evaluated = sample.evaluate(&given);
        assert_eq!(sample.shown_column(&evaluated, key), ["3 computed"]);
        assert_eq!(sample.shown_column(&evaluated, sum), ["10 computed"]);
        assert_eq!(findings(&evaluated), ["r.l.1:k missing_required", "r.l.3:k unreadable_value"]);
    }

    #[test]
    fn given_groups_are_compared_by_number_and_those_too_many_are_unknown() {
        let (sample, _) = sample();
        let lines = [("r.l.1:k", "3"), ("r.l.1:v", "10")];
        let given = [("r.g.1:k", "3"), ("r.g.1:sum", "12"), ("r.g.2:sum", "5"), ("r.g.3:sum", ""), ("r.g.1:other", "1")];
        let evaluated = sample.evaluate(&[lines.as_slice(), given.as_slice()].concat());
        assert_eq!(findings(&evaluated), ["r.g.1:sum submitted_total_differs", "r.g.1:other unknown_name", "r.g.2:sum unknown_name"]);
    }
}
