//! P0608: a label prints another formula than the one defined. P0609: it prints one, and the value is filled in.

use super::Looker;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::diagnostic_code::DiagnosticCode;
use crate::resolve_names::printed_formulas::PrintedFormula;
use crate::resolved_model::{Entry, Expression, ExpressionKind, Formula, ResolvedModel, Shape, Side};
use crate::settle_cells::normal_form::Agreement;
use crate::settle_cells::put_in_cells::{At, Put, PutInCells};
use crate::settled_model::{self, Origin};
use positum_grammar::phrase::{Phrase, said};
use positum_grammar::syntax_tree::Comparison;
use positum_plan::plan::CellReference;
use positum_plan::unit::Unit;

/// The longest formula that is offered for a label.
const LONGEST_PRINT: usize = 60;

/// What comes of comparing a printed formula with what is defined.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// They mean the same.
    Agrees,
    /// They do not.
    Differs,
    /// Nothing is defined: the value is filled in.
    FilledIn,
    /// There is nothing to compare.
    Nothing,
}

/// Where a formula of an entry is put, and the cell there.
type Place = (At, CellReference);

pub(super) fn warn(looker: &mut Looker<'_, '_>, printed: &[PrintedFormula]) {
    // A label may print several: one of them must be the formula.
    for of_label in printed.chunk_by(is_same_label) {
        let outcomes: Vec<(Outcome, &PrintedFormula)> = of_label.iter().map(|printed| (compare(looker, printed), printed)).collect();
        if outcomes.iter().any(|(outcome, _)| *outcome == Outcome::Agrees) {
            continue;
        }
        for (outcome, printed) in outcomes {
            match outcome {
                Outcome::Differs => other_formula(looker, printed),
                Outcome::FilledIn => filled_in(looker, printed),
                Outcome::Agrees | Outcome::Nothing => {}
            }
        }
    }
}

fn is_same_label(left: &PrintedFormula, right: &PrintedFormula) -> bool {
    left.table == right.table && left.side == right.side && left.index == right.index && left.language == right.language
}

fn entry_of<'m>(model: &'m ResolvedModel, printed: &PrintedFormula) -> Option<&'m Entry> {
    model.tables[printed.table].shape.axis(printed.side)?.entries.get(printed.index)
}

/// Gives the cells of an entry that exist.
fn places(looker: &Looker<'_, '_>, printed: &PrintedFormula) -> Vec<Place> {
    let (table, index) = (printed.table, printed.index);
    let cells = &looker.model.places[table];
    match &looker.model.resolved.tables[table].shape {
        Shape::Form(_) => cells.cells.get(index).copied().flatten().map(|cell| (At::plain(table), CellReference::Cell(cell))).into_iter().collect(),
        Shape::List(list) => list.columns.get(index).map(|column| (At::plain(table), CellReference::Column(*column))).into_iter().collect(),
        Shape::Grid(rows, columns) => {
            let across = if printed.side == Side::Row { columns.entries.len() } else { rows.entries.len() };
            let at = |other| match printed.side {
                Side::Row => At { table, row: Some(index), column: Some(other) },
                Side::Column => At { table, row: Some(other), column: Some(index) },
            };
            let cell = |other| cells.grid_cell_on(printed.side, index, other).map(|cell| (at(other), CellReference::Cell(cell)));
            (0..across).filter_map(cell).collect()
        }
    }
}

fn compare(looker: &mut Looker<'_, '_>, printed: &PrintedFormula) -> Outcome {
    let model = looker.model;
    let Some(entry) = entry_of(&model.resolved, printed) else { return Outcome::Nothing };
    let places = places(looker, printed);
    let spellings = spellings(&model.resolved, printed, entry);
    match &entry.formula {
        Some(formula) => compare_with(looker, &spellings, formula, &places),
        None => {
            let is_filled_in = places.iter().any(|(at, cell)| {
                matches!(model.slot(*cell).origin, Origin::Input(_))
                    && put(looker, &printed.expression, *at).is_some_and(|put| could_fill(looker, &put, *cell) && !is_checked(looker, &put, *cell))
            });
            if is_filled_in { Outcome::FilledIn } else { Outcome::Nothing }
        }
    }
}

/// Gives what a printed formula may mean. In a percent `x 100` is print: the number, even where 100 is a code too.
fn spellings(model: &ResolvedModel, printed: &PrintedFormula, entry: &Entry) -> Vec<Expression> {
    let mut spellings = vec![printed.expression.clone()];
    let is_ratio = entry.declared.as_ref().is_some_and(|declared| matches!(Unit::from(&declared.value_type.quantity), Unit::Ratio(_)));
    if !is_ratio {
        return spellings;
    }
    let is_scale = |part: &Expression| match &part.kind {
        ExpressionKind::Entry(table, side, index) => {
            let code = model.tables[*table].shape.axis(*side).and_then(|axis| axis.entries.get(*index)).map(|entry| entry.code.as_str());
            code.is_some_and(|code| ["100", "1000", "10000"].contains(&code))
        }
        _ => false,
    };
    let unscaled = |part: &Expression| match &part.kind {
        ExpressionKind::Product(left, right) if is_scale(right) => Some((**left).clone()),
        ExpressionKind::Product(left, right) if is_scale(left) => Some((**right).clone()),
        _ => None,
    };
    spellings.extend(unscaled(&printed.expression));
    if let ExpressionKind::Quotient(left, right) = &printed.expression.kind
        && let Some(left) = unscaled(left)
    {
        spellings.push(Expression { kind: ExpressionKind::Quotient(Box::new(left), right.clone()), span: printed.expression.span });
    }
    spellings
}

/// Puts a formula into a cell; nothing where it has no place there, or something is wrong with it there.
fn put(looker: &Looker<'_, '_>, formula: &Expression, at: At) -> Option<settled_model::Expression> {
    let mut silent = Diagnostics::default();
    match PutInCells::new(looker.model, &mut silent).formula(formula, at) {
        Put::Value(value) if silent.is_empty() => Some(value),
        Put::Value(_) | Put::NotApplicable | Put::Outside => None,
    }
}

fn compare_with(looker: &mut Looker<'_, '_>, spellings: &[Expression], formula: &Formula, places: &[Place]) -> Outcome {
    let mut outcome = Outcome::Nothing;
    for (at, _) in places {
        let Some(defined) = put(looker, &formula.expression, *at) else { continue };
        let mut branches = Vec::new();
        values_of(&defined, &mut branches);
        let printed: Vec<settled_model::Expression> = spellings.iter().filter_map(|spelling| put(looker, spelling, *at)).collect();
        if printed.is_empty() {
            continue;
        }
        let agrees = printed.iter().any(|printed| branches.iter().any(|branch| looker.forms.compare(printed, branch) != Agreement::Different));
        if !agrees {
            return Outcome::Differs;
        }
        outcome = Outcome::Agrees;
    }
    outcome
}

/// Gives the formulas of a cell in each of its cases: a label prints one of them, without its condition.
fn values_of<'e>(formula: &'e settled_model::Expression, found: &mut Vec<&'e settled_model::Expression>) {
    use settled_model::ExpressionKind as Settled;
    found.push(formula);
    match &formula.kind {
        Settled::When(value, _) | Settled::Round(value, ..) => values_of(value, found),
        Settled::Else(first, second) | Settled::If(_, first, second) => {
            values_of(first, found);
            values_of(second, found);
        }
        _ => {}
    }
}

fn could_fill(looker: &mut Looker<'_, '_>, formula: &settled_model::Expression, cell: CellReference) -> bool {
    let Some(value_type) = &looker.model.slot(cell).value_type else { return false };
    let target = Unit::from(&value_type.quantity);
    looker.units.unit(formula).is_some_and(|unit| unit.fills(&target))
}

/// Tells whether a check compares a cell with what its label prints: then it is filled in on purpose.
fn is_checked(looker: &mut Looker<'_, '_>, formula: &settled_model::Expression, cell: CellReference) -> bool {
    let wanted = looker.forms.number(formula);
    let model = looker.model;
    let mut is_checked = false;
    for check in &model.checks {
        check.requirement.visit(&mut |part| {
            let settled_model::ExpressionKind::Comparison(Comparison::Equal, _, left, right) = &part.kind else { return };
            let is_cell = |side: &settled_model::Expression| matches!(&side.kind, settled_model::ExpressionKind::Slot(slot) if *slot == cell);
            is_checked |= (is_cell(left) && looker.forms.number(right) == wanted) || (is_cell(right) && looker.forms.number(left) == wanted);
        });
    }
    is_checked
}

fn what_of(model: &ResolvedModel, printed: &PrintedFormula) -> Phrase {
    match (&model.tables[printed.table].shape, printed.side) {
        (Shape::Form(_), _) => said!("position"),
        (Shape::Grid(..), Side::Row) => said!("row"),
        (Shape::Grid(..) | Shape::List(_), _) => said!("column"),
    }
}

fn other_formula(looker: &mut Looker<'_, '_>, printed: &PrintedFormula) {
    let model = looker.model;
    let Some((entry, formula)) = entry_of(&model.resolved, printed).and_then(|entry| Some((entry, entry.formula.as_ref()?))) else { return };
    let message = said!("the label prints `{}`, and `{}` is computed as `{}`", printed.text, entry.code, formula.text);
    let what = what_of(&model.resolved, printed);
    let diagnostic = Diagnostic::new(DiagnosticCode::OtherFormulaPrinted, printed.span, message)
        .other(formula.expression.span, said!("the formula of {what} `{}`", entry.code))
        .help(said!("if the label is right, write `= {}`", printed.definition));
    let diagnostic = match as_print(&formula.text) {
        Some(print) => diagnostic.help(said!("if the formula is right, print `{print}`")),
        None => diagnostic.help(said!("if the formula is right, mend the label")),
    };
    looker.report(diagnostic);
}

/// Writes a formula as labels print them; nothing where it is more than codes and operators.
fn as_print(formula: &str) -> Option<String> {
    let print = format!("({})", formula.split_whitespace().collect::<String>());
    let is_plain = !formula.contains('"') && !print.contains(|letter: char| letter.is_ascii_lowercase() && letter != 'x');
    (is_plain && print.chars().count() <= LONGEST_PRINT).then_some(print)
}

fn filled_in(looker: &mut Looker<'_, '_>, printed: &PrintedFormula) {
    let model = looker.model;
    let Some(entry) = entry_of(&model.resolved, printed) else { return };
    let what = what_of(&model.resolved, printed);
    let message = said!("the label prints `{}`, and {what} `{}` has no formula", printed.text, entry.code);
    let diagnostic = Diagnostic::new(DiagnosticCode::PrintedNotComputed, printed.span, message)
        .other(entry.span, said!("its value is filled in, and nothing compares it with what the label says"))
        .help(said!("write `= {}` after its type", printed.definition));
    let other = match &model.resolved.tables[printed.table].shape {
        Shape::Grid(..) => None,
        Shape::Form(_) | Shape::List(_) => Some(said!("or a check: `require {} = {}`", entry.code, printed.definition)),
    };
    looker.report(other.into_iter().fold(diagnostic, Diagnostic::help));
}
