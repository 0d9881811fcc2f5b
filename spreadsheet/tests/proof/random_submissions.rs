//! Random submissions for a plan: small numbers, ties, zeros, nothing, codes and keys that stand twice, a little nonsense.
//!
//! Numbers stay so small that products keep to the fifteen digits of spreadsheets; what cells of a workbook cannot hold, as
//! control characters and values given twice, is left to the tests of the runtime.

use super::dice::Dice;
use positum_plan::period::{Period, PeriodKind};
use positum_plan::plan::{Absence, Codelist, Origin as CellOrigin, Plan, Shape, TableId};
use positum_plan::value::{Currency, Quantity, ValueType};
use positum_runtime::submission::{Address, Given, Origin, PARAMETERS, Submission, SubmittedCell};

const TEXTS: [&str; 10] = ["Anna", "Jānis Bērziņš", "a", "b", "A1", "010", "12.50", "=1+1", " x", "SIA \"Ķīlis & Co\" <š>"];
const DATES: [&str; 8] = ["2025-03-31", "2025-01-01", "2024-02-29", "2024-12-31", "1999-12-31", "2025-12-31", "2030-06-30", "31.03.2025"];
const CURRENCIES: [&str; 5] = ["USD", "GBP", "JPY", "EUR", "SEK"];

/// Makes submissions for a plan.
pub(crate) struct Submissions<'p> {
    dice: Dice,
    plan: &'p Plan,
    /// How often of a hundred times a required cell is filled in.
    filled: usize,
    cells: Vec<SubmittedCell>,
}

impl<'p> Submissions<'p> {
    pub(crate) fn new(seed: u64, plan: &'p Plan) -> Self {
        let mut dice = Dice::new(seed);
        // Most submissions are whole, some have gaps, a few are nearly empty.
        let filled = dice.pick(&[100, 100, 99, 97, 90, 60, 20]);
        Self { dice, plan, filled, cells: Vec::new() }
    }

    pub(crate) fn one(mut self) -> Submission {
        let plan = self.plan;
        for parameter in plan.parameters.iter() {
            if self.dice.chance(if parameter.values.is_empty() { 85 } else { 10 }) {
                let address = Address { report: PARAMETERS.to_owned(), row: parameter.name.clone(), ..Address::default() };
                self.give(address, &parameter.value_type);
            }
        }
        for table in plan.tables.ids() {
            self.table(table);
        }
        let period = self.period();
        Submission { entity: self.dice.pick(&["Example", "Krājaizdevu sabiedrība", "40003000000"]).to_owned(), period, cells: self.cells }
    }

    fn period(&mut self) -> Period {
        let kinds: Vec<PeriodKind> = self.plan.reports.iter().filter_map(|report| report.period).collect();
        let kind = if kinds.is_empty() { PeriodKind::Quarter } else { self.dice.pick(&kinds) };
        let validity = self.plan.package.validity;
        let day = validity.from.or(validity.until).unwrap_or(jiff::civil::date(2025, 1, 1));
        let mut period = Period::holding(kind, day).expect("a period");
        for _ in 0..self.dice.below(4) {
            let next = period.last_day().tomorrow().ok().and_then(|day| Period::holding(kind, day));
            period = next.filter(|next| validity.covers(next.last_day())).unwrap_or(period);
        }
        period
    }

    fn table(&mut self, table: TableId) {
        let plan = self.plan;
        let content = &plan.tables[table];
        let at = |row: &str, column: &str| Address {
            report: plan.reports[content.report].name.clone(),
            table: content.name.clone(),
            row: row.to_owned(),
            column: column.to_owned(),
        };
        match &content.shape {
            Shape::Form { positions, axis } => {
                for (cell, entry) in positions.iter().zip(&axis.entries) {
                    self.input(at(&entry.code, ""), &plan.cells[*cell].origin, plan.cells[*cell].value_type.as_ref());
                }
            }
            Shape::Grid { rows, columns, cells } => {
                let places = rows.entries.iter().flat_map(|row| columns.entries.iter().map(move |column| (row, column)));
                for ((row, column), cell) in places.zip(cells) {
                    let Some(cell) = cell else { continue };
                    self.input(at(&row.code, &column.code), &plan.cells[*cell].origin, plan.cells[*cell].value_type.as_ref());
                }
            }
            Shape::List(list) => {
                for line in 1..=self.dice.pick(&[0, 1, 2, 3, 4, 6]) {
                    for (column, entry) in list.columns.iter().zip(&list.axis.entries) {
                        let column = &plan.columns[*column];
                        self.input(at(&line.to_string(), &entry.code), &column.origin, column.value_type.as_ref());
                    }
                }
            }
        }
    }

    fn input(&mut self, address: Address, origin: &CellOrigin, value_type: Option<&ValueType>) {
        let (CellOrigin::Input(absence), Some(value_type)) = (origin, value_type) else { return };
        let often = match absence {
            Absence::Required => self.filled,
            Absence::Zero | Absence::Optional => 60.min(self.filled),
        };
        if self.dice.chance(often) {
            self.give(address, value_type);
        }
    }

    fn give(&mut self, address: Address, value_type: &ValueType) {
        let text = if self.dice.below(250) == 0 { self.dice.pick(&["1,5", "n/a", "1 000", "-"]).to_owned() } else { self.value(value_type) };
        self.cells.push(SubmittedCell { address, given: Given::Text(text), origin: Origin::in_text("case".into(), 0, 0) });
    }

    fn value(&mut self, value_type: &ValueType) -> String {
        match &value_type.quantity {
            Quantity::Date => self.dice.pick(&DATES).to_owned(),
            Quantity::Text => self.dice.pick(&TEXTS).to_owned(),
            Quantity::Bool => self.dice.pick(&["true", "false"]).to_owned(),
            Quantity::Code(codelist) => self.code(*codelist),
            Quantity::Amount(Currency::Fixed(_) | Currency::OfColumn(_))
            | Quantity::Rate { .. }
            | Quantity::Ratio(_)
            | Quantity::Count
            | Quantity::Integer
            | Quantity::Decimal
            | Quantity::Days => self.number(value_type.decimals),
        }
    }

    fn code(&mut self, codelist: positum_plan::plan::CodelistId) -> String {
        let codelist: &Codelist = &self.plan.codelists[codelist];
        if codelist.permits("USD", None) && self.dice.chance(90) {
            return self.dice.pick(&CURRENCIES).to_owned();
        }
        let codes: Vec<&str> = codelist.codes.keys().map(String::as_str).collect();
        if codes.is_empty() || self.dice.chance(3) { "no code".to_owned() } else { self.dice.pick(&codes).to_owned() }
    }

    fn number(&mut self, decimals: u32) -> String {
        let places = decimals as usize;
        let minus = if self.dice.chance(15) { "-" } else { "" };
        let whole = match self.dice.below(10) {
            0..=1 => 0,
            2..=5 => self.dice.between(0, 20),
            6..=8 => self.dice.between(0, 9_999),
            _ => self.dice.between(10_000, 999_999),
        };
        // Now and then one decimal more than is shown, which is rounded.
        let places = if self.dice.chance(5) { places + 1 } else { self.dice.between(0, places) };
        let fraction: String = (0..places).map(|_| self.dice.pick(&["0", "1", "2", "5", "5", "9"])).collect();
        if fraction.is_empty() { format!("{minus}{whole}") } else { format!("{minus}{whole}.{fraction}") }
    }
}
