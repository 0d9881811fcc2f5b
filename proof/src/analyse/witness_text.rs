//! A submission that shows a claim, in short: the few values that matter.

use crate::analyse::claim::Claim;
use crate::analyse::reading::Reading;
use crate::draft::Draft;
use crate::given_target::type_of_target;
use positum_plan::plan::{CellReference, CheckId, Plan, TableId};
use positum_plan::test_case::GivenTarget;
use positum_plan::value::Quantity;
use positum_runtime::cell_address::{address_of, table_of};
use positum_runtime::evaluated_submission::CellAt;
use positum_runtime::finding_text::printable;
use positum_runtime::language::Language;
use positum_runtime::number_text::shown_number;
use positum_runtime::submission::Address;

/// The most values that are shown.
const MOST_SHOWN: usize = 6;
/// The most characters of a value that are shown.
const MOST_CHARACTERS: usize = 30;

/// Gives the values of a submission that matter for a claim, as `010 = 5, 020 = 0`.
pub fn short_witness(plan: &Plan, claim: &Claim, draft: &Draft, language: Language) -> String {
    let checks = claim.checks();
    let rests = Reading::of_all(plan, &checks, claim.kind.formula().map(|(node, _)| node));
    let matters = |target: &GivenTarget| match target {
        GivenTarget::Cell(cell) => rests.inputs.contains(&CellReference::Cell(*cell)),
        GivenTarget::InLine(column, _) => rests.inputs.contains(&CellReference::Column(*column)),
        GivenTarget::Parameter(parameter) => rests.parameters.contains(parameter),
    };
    let all: Vec<_> = draft.values.iter().filter(|(target, _)| matters(target)).collect();
    let home = home_of(plan, claim, &checks).or_else(|| only_table(plan, all.iter().map(|(target, _)| **target)));
    let one = |target: GivenTarget, text: &str| format!("{} = {}", name(plan, target, home), value(plan, target, text, language));
    let shown: Vec<String> = all.iter().take(MOST_SHOWN).map(|(target, text)| one(**target, text)).collect();
    if shown.is_empty() {
        return match language {
            Language::Latvian => "nekas nav iesniegts".to_owned(),
            Language::English => "nothing given".to_owned(),
        };
    }
    let more = if all.len() > MOST_SHOWN { ", …" } else { "" };
    format!("{}{more}", shown.join(", "))
}

/// Gives the table whose cells are called by their codes alone.
fn home_of(plan: &Plan, claim: &Claim, checks: &[CheckId]) -> Option<TableId> {
    if let Some((_, subject)) = claim.kind.formula() {
        return match subject {
            crate::analyse::claim::Subject::Cell(cell) => Some(table_of(plan, cell)),
            crate::analyse::claim::Subject::Check(check) => plan.checks[check].table,
        };
    }
    let mut homes = checks.iter().map(|check| plan.checks[*check].table);
    let first = homes.next().flatten();
    if homes.all(|home| home == first) { first } else { None }
}

/// Gives the table that all cells stand in.
fn only_table(plan: &Plan, targets: impl Iterator<Item = GivenTarget>) -> Option<TableId> {
    let mut tables = targets.filter_map(|target| match target {
        GivenTarget::Cell(cell) => Some(plan.cells[cell].table),
        GivenTarget::InLine(column, _) => Some(plan.columns[column].table),
        GivenTarget::Parameter(_) => None,
    });
    let first = tables.next();
    if tables.all(|table| Some(table) == first) { first } else { None }
}

fn name(plan: &Plan, target: GivenTarget, home: Option<TableId>) -> String {
    let (reference, line) = match target {
        GivenTarget::Parameter(parameter) => return plan.parameters[parameter].name.clone(),
        GivenTarget::Cell(cell) => (CellReference::Cell(cell), 0),
        GivenTarget::InLine(column, line) => (CellReference::Column(column), line),
    };
    let Address { report, table, row, column } = address_of(plan, CellAt { reference, line });
    let place = if column.is_empty() { row } else { format!("{row}:{column}") };
    let is_home = home == Some(table_of(plan, reference));
    match reference {
        CellReference::Cell(_) if is_home => place,
        CellReference::Column(_) if is_home => format!("{table}.{place}"),
        CellReference::Cell(_) | CellReference::Column(_) => format!("{report}.{table}.{place}"),
    }
}

fn value(plan: &Plan, target: GivenTarget, text: &str, language: Language) -> String {
    let value_type = type_of_target(plan, target);
    let is_grouped = value_type.is_some_and(|value_type| value_type.is_number() && value_type.quantity != Quantity::Integer);
    let shown = if is_grouped { shown_number(text, language) } else { printable(text) };
    let cut: String = shown.chars().take(MOST_CHARACTERS).collect();
    let sign = value_type.and_then(Plan::ratio_scale).map(positum_plan::value::RatioScale::sign).unwrap_or_default();
    let dots = if cut.len() < shown.len() { "…" } else { "" };
    format!("{cut}{dots}{sign}")
}
