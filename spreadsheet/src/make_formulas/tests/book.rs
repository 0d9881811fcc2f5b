//! One workbook with a sheet and a sheet of calculations for each case, and the comparison of what it shows.

use super::office::{computed, text_of, write_number};
use super::submissions::{AS_TEXT, Given, LINES};
use crate::form_places::{ColumnCells, FormPlaces, PeriodCells, SheetCell};
use crate::make_formulas::{CheckPlace, Formulas, make_formulas};
use calamine::{Data, Reader};
use jiff::civil::Date;
use positum_plan::amount::Exact;
use positum_plan::period::{Period, PeriodKind, parse_date};
use positum_plan::plan::{CellReference, Origin, PeriodPart, Plan, Shape, TableId};
use positum_plan::value::{Quantity, Value, ValueType};
use positum_runtime::evaluate::{EvaluationOptions, Evaluator};
use positum_runtime::evaluated_submission::{CellState, EvaluatedCell, EvaluatedSubmission, Outcome};
use positum_runtime::finding_text::message_text;
use positum_runtime::language::Language;
use positum_runtime::submission::{Address, Given as GivenValue, Origin as GivenOrigin, Submission, SubmittedCell};
use rust_xlsxwriter::{Workbook, Worksheet};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The period of most submissions.
pub(super) const PERIOD: &str = "2025-Q1";

/// From this row on, truth values are written as words.
const WORDS_FROM: u32 = 60;

/// More cases than these go into another workbook.
const CASES_IN_WORKBOOK: usize = 40;

/// All cases.
#[derive(Default)]
pub(super) struct Book {
    cases: Vec<Case>,
}

struct Case {
    name: String,
    plan: Plan,
    given: Given,
    period: Period,
    lines: u32,
    language: Language,
}

/// The sheets of a computed workbook.
type Sheets = BTreeMap<String, BTreeMap<(u32, u32), String>>;

impl Book {
    /// Adds a submission to one report called `r`.
    pub(super) fn add(&mut self, name: &str, plan: Plan, given: Given) {
        let full = |(name, value): (String, String)| (if name.starts_with("parameter:") { name } else { format!("r.{name}") }, value);
        self.add_full(name, plan, given.into_iter().map(full).collect(), PERIOD.parse().unwrap(), LINES);
    }

    /// Adds a submission whose cells have the names of their reports.
    pub(super) fn add_full(&mut self, name: &str, plan: Plan, given: Given, period: Period, lines: u32) {
        let language = Language::ALL[self.cases.len() % 2];
        self.cases.push(Case { name: name.to_owned(), plan, given, period, lines, language });
    }

    /// Gives what comes out otherwise than the evaluator has it; nothing where LibreOffice is not there.
    pub(super) fn differences(&self) -> Option<Vec<String>> {
        let names: Vec<String> = (0..self.cases.len()).flat_map(|case| [format!("form {case}"), format!("it's {case}")]).collect();
        let mut workbooks = Vec::new();
        let mut made = Vec::new();
        for (first, cases) in (0..).step_by(CASES_IN_WORKBOOK).zip(self.cases.chunks(CASES_IN_WORKBOOK)) {
            let mut workbook = Workbook::new();
            for (case, index) in cases.iter().zip(first..) {
                made.push(case.write(&mut workbook, &names, index));
            }
            workbooks.push(workbook);
        }
        let sheets = computed(workbooks)?.into_iter().flat_map(sheets_of).collect();
        let compared = self.cases.iter().zip(&made).flat_map(|(case, (places, formulas))| case.differences(places, formulas, &sheets, &names));
        Some(compared.collect())
    }
}

/// Makes the formulas of a plan on a sheet by itself.
pub(super) fn formulas(plan: &Plan) -> Formulas {
    formulas_of_lines(plan, LINES)
}

/// Makes the formulas of a plan on a sheet by itself, with so many prepared lines of each list.
pub(super) fn formulas_of_lines(plan: &Plan, lines: u32) -> Formulas {
    let places = places(plan, vec!["form".to_owned(), "calculations".to_owned()], 0, lines, PeriodKind::Quarter);
    make_formulas(plan, &places, Language::English)
}

fn sheets_of(mut book: calamine::Xlsx<std::io::BufReader<std::fs::File>>) -> Sheets {
    let mut sheets = Sheets::new();
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).unwrap();
        let (top, left) = range.start().unwrap_or((0, 0));
        let mut cells = BTreeMap::new();
        for (row, column, data) in range.used_cells() {
            let data: &Data = data;
            cells.insert((top + u32::try_from(row).unwrap(), left + u32::try_from(column).unwrap()), text_of(Some(data)));
        }
        sheets.insert(name, cells);
    }
    sheets
}

/// Puts everything on one sheet: cells in column C, parameters in A, the period in E, columns of lists from G.
fn places(plan: &Plan, sheets: Vec<String>, sheet: usize, lines: u32, kind: PeriodKind) -> FormPlaces {
    // Reports for periods of another kind are not on the form.
    let is_on_form = |table: TableId| plan.reports[plan.tables[table].report].period.is_none_or(|own| own == kind);
    let at = |row: usize, column: usize| SheetCell { sheet, row: u32::try_from(row).unwrap(), column: u16::try_from(column).unwrap() };
    let is_seen = |value_type: &Option<ValueType>| value_type.is_some();
    let cells = plan.cells.entries().map(|(id, cell)| (is_seen(&cell.value_type) && is_on_form(cell.table)).then(|| at(id.0 as usize, 2))).collect();
    let columns = plan.columns.entries().map(|(id, column)| {
        let first = at(3, 6 + id.0 as usize);
        (is_seen(&column.value_type) && is_on_form(column.table)).then_some(ColumnCells { first, lines })
    });
    let parameters = plan.parameters.ids().map(|id| at(id.0 as usize, 0)).collect();
    let period = PeriodCells { year: at(0, 4), quarter: at(1, 4), month: at(2, 4), first_day: at(3, 4), last_day: at(4, 4) };
    FormPlaces { sheets, cells, columns: columns.collect(), parameters, period, calculation_sheet: sheet + 1 }
}

impl Case {
    /// Adds the sheet of the form and that of calculations.
    fn write(&self, workbook: &mut Workbook, names: &[String], index: usize) -> (FormPlaces, Formulas) {
        let places = places(&self.plan, names.to_vec(), index * 2, self.lines, self.period.kind());
        let formulas = make_formulas(&self.plan, &places, self.language);
        let mut form = Worksheet::new();
        form.set_name(&names[index * 2]).unwrap();
        let mut calculations = Worksheet::new();
        calculations.set_name(&names[index * 2 + 1]).unwrap();
        self.fill(&mut form, &places);
        for (cell, formula) in &formulas.cells {
            assert_eq!(cell.sheet, index * 2);
            form.write_formula(cell.row, cell.column, formula.as_str()).unwrap();
        }
        for (cell, formula) in &formulas.calculations {
            assert!(formula.chars().count() < 8_000, "{}: {} is long", self.name, formula.len());
            calculations.write_formula(cell.row, cell.column, formula.as_str()).unwrap();
        }
        workbook.push_worksheet(form);
        workbook.push_worksheet(calculations);
        (places, formulas)
    }

    fn fill(&self, sheet: &mut Worksheet, places: &FormPlaces) {
        let plan = &self.plan;
        let period = self.period;
        let cells = places.period;
        for (place, part) in [(cells.year, PeriodPart::Year), (cells.quarter, PeriodPart::Quarter), (cells.month, PeriodPart::Month)] {
            let Value::Number(number) = part.of(period) else { panic!("no number") };
            write_number(sheet, place.row, place.column, &number.to_string());
        }
        for (place, day) in [(cells.first_day, period.first_day()), (cells.last_day, period.last_day())] {
            let number = day.since(jiff::civil::date(1899, 12, 30)).unwrap().get_days();
            write_number(sheet, place.row, place.column, &number.to_string());
        }
        for (id, parameter) in plan.parameters.entries() {
            let place = places.parameters[id];
            let in_force = parameter.values.iter().filter(|value| value.validity.covers(period.last_day())).max_by_key(|value| value.validity.from);
            let own = self.given.iter().find(|(name, _)| *name == format!("parameter:{}", parameter.name));
            let text =
                own.map(|(_, text)| text.clone()).or(in_force.map(|value| parameter.value_type.text(&Value::Number(Exact::from(value.value)))));
            if let Some(text) = text {
                write_value(sheet, place, &text, &parameter.value_type);
            }
        }
        for (id, cell) in plan.cells.entries() {
            let name = plan.cell_name(CellReference::Cell(id));
            let given = self.given.iter().find(|(given, _)| *given == name);
            if let (Some((_, text)), Some(place), Origin::Input(_)) = (given, places.cells[id], &cell.origin) {
                write_value(sheet, place, text, cell.value_type.as_ref().unwrap());
            }
        }
        for (id, column) in plan.columns.entries() {
            let (Some(cells), Origin::Input(_)) = (places.columns[id], &column.origin) else { continue };
            for line in 0..self.lines {
                let name = format!("{}.{}:{}", self.table_name(column.table), line + 1, column.code);
                if let Some((_, text)) = self.given.iter().find(|(given, _)| *given == name) {
                    let place = SheetCell { row: cells.first.row + line, ..cells.first };
                    write_value(sheet, place, text, column.value_type.as_ref().unwrap());
                }
            }
        }
    }

    fn table_name(&self, table: TableId) -> String {
        let table = &self.plan.tables[table];
        format!("{}.{}", self.plan.reports[table.report].name, table.name)
    }

    fn evaluated(&self) -> EvaluatedSubmission {
        let cell = |(name, text): &(String, String)| {
            let address = match name.strip_prefix("parameter:") {
                Some(name) => Address { report: "parameters".to_owned(), row: name.to_owned(), ..Address::default() },
                None => {
                    let [report, table, rest] = name.splitn(3, '.').collect::<Vec<_>>()[..] else { panic!("{name} is no cell") };
                    let (row, column) = rest.rsplit_once(':').unwrap_or((rest, ""));
                    Address { report: report.to_owned(), table: table.to_owned(), row: row.to_owned(), column: column.to_owned() }
                }
            };
            let given = if text.is_empty() { GivenValue::Nothing } else { GivenValue::Text(text.trim_start_matches(AS_TEXT).to_owned()) };
            SubmittedCell { address, given, origin: GivenOrigin::in_text(Arc::from("test"), 1, 0) }
        };
        let submission = Submission { entity: "test".to_owned(), period: self.period, cells: self.given.iter().map(cell).collect() };
        Evaluator::new(&self.plan, &EvaluationOptions::default()).unwrap().evaluate(&submission)
    }

    fn differences(&self, places: &FormPlaces, formulas: &Formulas, sheets: &Sheets, names: &[String]) -> Vec<String> {
        let evaluated = self.evaluated();
        let shown = |cell: SheetCell| sheets[&names[cell.sheet]].get(&(cell.row, u32::from(cell.column))).cloned().unwrap_or_default();
        let mut differences = Vec::new();
        let mut compare = |what: &str, cell: SheetCell, expected: &str| {
            let got = shown(cell);
            if !is_same(&got, expected) {
                let formula = formulas.cells.iter().chain(&formulas.calculations).find(|(place, _)| *place == cell);
                let formula = formula.map_or("", |(_, formula)| formula);
                let given: String = format!("{:?}", self.given).chars().take(300).collect();
                differences.push(format!("{}: {what} is `{got}`, not `{expected}`; {given}; {formula}", self.name));
            }
        };
        let is_live = |reference| !formulas.not_live.iter().any(|(other, _)| *other == reference);
        for (id, cell) in self.plan.cells.entries() {
            let reference = CellReference::Cell(id);
            if let (Some(place), Origin::Formula { .. }, true) = (places.cells[id], &cell.origin, is_live(reference)) {
                compare(&self.plan.cell_name(reference), place, &self.expected(&evaluated.cells[id], cell.value_type.as_ref().unwrap()));
            }
        }
        for (id, column) in self.plan.columns.entries() {
            let reference = CellReference::Column(id);
            if matches!(column.origin, Origin::Input(_)) || !is_live(reference) {
                continue;
            }
            let (Some(cells), numbers) = (places.columns[id], self.numbers(column.table, &evaluated)) else { continue };
            for line in 0..self.lines {
                let place = SheetCell { row: cells.first.row + line, ..cells.first };
                let number = numbers.get(line as usize).copied().flatten();
                let expected = number.map(|number| self.expected(&evaluated.columns[id][number], column.value_type.as_ref().unwrap()));
                compare(&format!("{} line {line}", self.plan.cell_name(reference)), place, &expected.unwrap_or_default());
            }
        }
        self.compare_checks(&evaluated, formulas, &mut compare);
        differences
    }

    fn compare_checks(&self, evaluated: &EvaluatedSubmission, formulas: &Formulas, compare: &mut impl FnMut(&str, SheetCell, &str)) {
        let number = |outcome: Outcome| match outcome {
            Outcome::Fail => "0",
            Outcome::Pass => "1",
            Outcome::NotApplicable => "2",
            Outcome::NotEvaluated => "3",
        };
        for check in &formulas.checks {
            let definition = &self.plan.checks[check.check];
            let outcomes: Vec<_> = evaluated.checks.iter().filter(|outcome| outcome.check == check.check).collect();
            let said = |outcome: &positum_runtime::evaluated_submission::CheckOutcome| {
                if outcome.outcome == Outcome::Fail { message_text(&self.plan, outcome, self.language) } else { String::new() }
            };
            let name = &definition.name;
            match (&check.place, &definition.scope) {
                (Ok(CheckPlace::Once { outcome, message }), _) => {
                    compare(name, *outcome, number(outcomes[0].outcome));
                    compare(&format!("message of {name}"), *message, &said(outcomes[0]));
                }
                (Ok(CheckPlace::EachLine(lines)), positum_plan::plan::Scope::EachLine(table)) => {
                    let numbers = self.numbers(*table, evaluated);
                    for (line, row) in (0..lines.outcomes.lines).zip(0_usize..) {
                        let outcome = numbers.get(row).copied().flatten().map(|number| outcomes[number]);
                        let below = |first: SheetCell| SheetCell { row: first.row + line, ..first };
                        compare(name, below(lines.outcomes.first), outcome.map_or("", |outcome| number(outcome.outcome)));
                        compare(&format!("message of {name}"), below(lines.messages.first), &outcome.map_or(String::new(), &said));
                    }
                    let counted = |wanted: Outcome| outcomes.iter().filter(|outcome| outcome.outcome == wanted).count().to_string();
                    compare(&format!("failing lines of {name}"), lines.failing, &counted(Outcome::Fail));
                    compare(&format!("lines not evaluated of {name}"), lines.not_evaluated, &counted(Outcome::NotEvaluated));
                    let first = outcomes.iter().find(|outcome| outcome.outcome == Outcome::Fail);
                    compare(&format!("first line of {name}"), lines.first_failing, first.map_or("", |outcome| outcome.row.as_str()));
                    compare(&format!("first message of {name}"), lines.message, &first.map_or(String::new(), |outcome| said(outcome)));
                }
                (Ok(CheckPlace::NoLines), _) => assert!(outcomes.is_empty()),
                (Err(_), _) => {}
                (Ok(CheckPlace::EachLine(_)), other) => panic!("{name} has the scope {other:?}"),
            }
        }
    }

    /// Gives for each prepared line the line, from 0, that the evaluator has in its place.
    fn numbers(&self, table: TableId, evaluated: &EvaluatedSubmission) -> Vec<Option<usize>> {
        let Shape::List(list) = &self.plan.tables[table].shape else { panic!("a list") };
        if list.derivation.is_some() {
            return (0..self.lines as usize).map(|line| (line < evaluated.lines[table]).then_some(line)).collect();
        }
        let is_input = |code: &str| {
            let column = list.columns.iter().find(|column| self.plan.columns[**column].code == code);
            column.is_some_and(|column| matches!(self.plan.columns[*column].origin, Origin::Input(_)))
        };
        let is_filled = |line: u32| {
            let prefix = format!("{}.{line}:", self.table_name(table));
            self.given.iter().any(|(name, value)| !value.is_empty() && name.strip_prefix(&prefix).is_some_and(is_input))
        };
        let mut next = 0;
        let number = |line: u32| {
            is_filled(line).then(|| {
                next += 1;
                next - 1
            })
        };
        (1..=self.lines).map(number).collect()
    }

    fn expected(&self, cell: &EvaluatedCell, value_type: &ValueType) -> String {
        match (cell.state, &cell.value) {
            (_, Some(Value::Date(date))) => days(*date),
            (_, Some(Value::Bool(value))) => match (self.language, value) {
                (Language::Latvian, true) => "jā".to_owned(),
                (Language::Latvian, false) => "nē".to_owned(),
                (Language::English, true) => "yes".to_owned(),
                (Language::English, false) => "no".to_owned(),
            },
            (_, Some(value)) => value_type.text(value),
            (CellState::NotApplicable, None) => "·".to_owned(),
            (_, None) => "#".to_owned(),
        }
    }
}

fn days(date: Date) -> String {
    date.since(Date::constant(1899, 12, 30)).unwrap().get_days().to_string()
}

fn is_same(got: &str, expected: &str) -> bool {
    if got == expected {
        return true;
    }
    match (Exact::parse_json(got), Exact::parse_json(expected)) {
        (Ok(got), Ok(expected)) => got == expected,
        (_, _) => false,
    }
}

fn write_value(sheet: &mut Worksheet, place: SheetCell, text: &str, value_type: &ValueType) {
    let (row, column) = (place.row, place.column);
    if let Some(digits) = text.strip_prefix(AS_TEXT) {
        sheet.write_string(row, column, digits).unwrap();
        return;
    }
    let is_number = value_type.is_number() && Exact::parse_plain(text).is_ok();
    match (&value_type.quantity, text) {
        (_, "") => {}
        (Quantity::Text, _) => {
            sheet.write_string(row, column, text).unwrap();
        }
        (_, "#") => {
            sheet.write_formula(row, column, "=1/0").unwrap();
        }
        // A submission says true or false where a form has a word for it.
        (Quantity::Bool, "true" | "false") if row >= WORDS_FROM => {
            let words = if text == "true" { ["jā", " Patiess ", "YES "] } else { ["nē ", "APLAMS", " No"] };
            sheet.write_string(row, column, words[(row - WORDS_FROM) as usize % words.len()]).unwrap();
        }
        (Quantity::Bool, "true") | (Quantity::Amount(_), "TRUE") => {
            sheet.write_boolean(row, column, true).unwrap();
        }
        (Quantity::Bool, "false") => {
            sheet.write_string(row, column, "nē").unwrap();
        }
        (Quantity::Date, _) if text != "2030-12-31" => match parse_date(text) {
            Ok(date) => write_number(sheet, row, column, &days(date)),
            Err(_) => {
                sheet.write_string(row, column, text).unwrap();
            }
        },
        _ if is_number => write_number(sheet, row, column, text),
        _ => {
            sheet.write_string(row, column, text).unwrap();
        }
    }
}
