//! Random submissions for a package: small numbers, ties, zeros, nothing, nonsense, keys that stand twice.

use super::dice::Dice;
use super::formulas::TEXTS;
use positum_compiler::resolved_model::Shape;
use positum_compiler::settled_model::{Cell, Origin as CellOrigin, SettledModel};
use positum_plan::plan::TableId;
use positum_plan::value::{Quantity, ValueType};
use positum_runtime::submission::{Address, Given, Origin, Submission, SubmittedCell};

/// The periods of a run: mostly quarters that follow each other, so that there are earlier submissions.
const PERIODS: [&[&str]; 6] = [
    &["2024-Q1", "2024-Q4", "2025-Q1", "2025-Q2"],
    &["2024-Q4", "2025-Q1", "2025-Q1", "2025-Q2"],
    &["2024-Q4", "2025-Q1", "2025-Q2", "2026-Q1"],
    &["2024", "2025"],
    &["2024-12", "2025-01", "2025-02", "2025-12"],
    &["2024-02-28", "2024-02-29", "2025-02-28", "2025-03-01"],
];

/// Makes submissions.
pub(crate) struct Submissions<'m> {
    pub(crate) dice: Dice,
    pub(crate) model: &'m SettledModel,
    cells: Vec<SubmittedCell>,
}

impl<'m> Submissions<'m> {
    pub(crate) fn new(seed: u64, model: &'m SettledModel) -> Self {
        Self { dice: Dice::new(seed), model, cells: Vec::new() }
    }

    /// Gives submissions by time.
    pub(crate) fn several(&mut self, count: usize) -> Vec<Submission> {
        let periods = self.dice.pick(&PERIODS);
        let mut made: Vec<Submission> = (0..count).map(|_| self.one(periods)).collect();
        made.sort_by_key(|submission| submission.period);
        made
    }

    fn one(&mut self, periods: &[&str]) -> Submission {
        let model = self.model;
        for parameter in model.resolved.parameters.iter() {
            if self.dice.chance(30) {
                let address = Address { report: "parameters".to_owned(), row: parameter.name.clone(), ..Address::default() };
                self.give(&address, Some(&parameter.value_type));
            }
        }
        // Now and then a table is left out as a whole.
        for table in model.resolved.tables.ids() {
            if self.dice.chance(97) {
                self.table(table);
            }
        }
        let mut cells = std::mem::take(&mut self.cells);
        if self.dice.chance(50) {
            self.dice.shuffle(&mut cells);
        }
        for (line, cell) in cells.iter_mut().enumerate() {
            cell.origin = Origin::in_text("case".into(), line as u64 + 1, 0);
        }
        let entity = self.dice.pick(&["A", "A", "B"]).to_owned();
        Submission { entity, period: self.dice.pick(periods).parse().expect("a period"), cells }
    }

    fn table(&mut self, table: TableId) {
        let model = self.model;
        let content = &model.resolved.tables[table];
        let cells = &model.places[table].cells;
        let at = |row: &str, column: &str| Address {
            report: model.resolved.reports[content.report].name.clone(),
            table: content.name.clone(),
            row: row.to_owned(),
            column: column.to_owned(),
        };
        let of_cell = |index: usize| cells[index].map(|cell| &model.cells[cell]);
        match &content.shape {
            Shape::Form(axis) => {
                for (index, entry) in axis.entries.iter().enumerate() {
                    self.cell(&at(&entry.code, ""), of_cell(index));
                }
            }
            Shape::Grid(rows, columns) => {
                for (row, row_entry) in rows.entries.iter().enumerate() {
                    for (column, entry) in columns.entries.iter().enumerate() {
                        self.cell(&at(&row_entry.code, &entry.code), of_cell(row * columns.entries.len() + column));
                    }
                }
            }
            Shape::List(list) => {
                let count = self.dice.pick(&[0, 1, 2, 3, 3, 4, 6]);
                for _ in 0..count {
                    let number = if list.derivation.is_some() { self.dice.between(1, 3) } else { self.dice.between(1, 12) };
                    let row = if self.dice.chance(5) { format!("0{number}") } else { number.to_string() };
                    for (entry, column) in list.axis.entries.iter().zip(&list.columns) {
                        self.cell(&at(&row, &entry.code), Some(&model.columns[*column]));
                    }
                }
                for (index, entry) in list.axis.entries.iter().enumerate().filter(|_| list.total.is_some()) {
                    self.cell(&at("total", &entry.code), of_cell(index));
                }
            }
        }
    }

    /// Gives something for a cell, or nothing; an x cell and a computed one seldom have anything.
    fn cell(&mut self, address: &Address, cell: Option<&Cell>) {
        let often = match cell.map(|cell| &cell.origin) {
            Some(CellOrigin::Input(_)) => 80,
            Some(CellOrigin::Formula(..) | CellOrigin::Sequence | CellOrigin::GroupKey | CellOrigin::Unknown) => 8,
            None => 4,
        };
        if self.dice.chance(often) {
            self.give(address, cell.and_then(|cell| cell.value_type.as_ref()));
        }
    }

    fn give(&mut self, address: &Address, value_type: Option<&ValueType>) {
        let times = if self.dice.chance(2) { 2 } else { 1 };
        for _ in 0..times {
            let given = match self.dice.below(60) {
                0 => Given::Nothing,
                1 => Given::Text(String::new()),
                2 => Given::NoValue("[1]".to_owned()),
                _ => self.value(value_type),
            };
            let mut address = address.clone();
            if self.dice.chance(2) {
                address.row += ".";
            }
            self.cells.push(SubmittedCell { address, given, origin: Origin::in_text("case".into(), 0, 0) });
        }
    }

    fn value(&mut self, value_type: Option<&ValueType>) -> Given {
        let Some(value_type) = value_type else { return Given::Text(self.dice.pick(&["0", "5", "A"]).to_owned()) };
        match &value_type.quantity {
            Quantity::Date => Given::Text(self.dice.pick(&DATES).to_owned()),
            Quantity::Text => match self.dice.below(20) {
                0 => Given::Text("a\u{7}".to_owned()),
                1 => Given::JsonNumber("12.50".to_owned()),
                2 => Given::Text("ā".repeat(self.dice.between(1, 7))),
                3 if self.dice.chance(10) => Given::Text("a".repeat(self.dice.between(4000, 4001))),
                _ => Given::Text(self.dice.pick(&TEXTS).to_owned()),
            },
            Quantity::Bool => Given::Text(self.dice.pick(&["true", "true", "true", "false", "false", "false", "yes", "TRUE", "1"]).to_owned()),
            Quantity::Code(codelist) => Given::Text(self.code(&self.model.resolved.codelists[*codelist].name)),
            Quantity::Amount(_)
            | Quantity::Rate { .. }
            | Quantity::Ratio(_)
            | Quantity::Count
            | Quantity::Integer
            | Quantity::Decimal
            | Quantity::Days => self.number(value_type.decimals),
        }
    }

    fn code(&mut self, name: &str) -> String {
        let codes: &[&str] = match name {
            "kinds" => &["A1", "A1", "B2", "B2", "C3", "C3", "D4", "a1"],
            "nested" => &["N1", "N2", "N3", "N4", "N5", "N1", "N2", "N3", "N4", "N5", "GA", "GB", "N6"],
            _ => &["EUR", "USD", "GBP", "JPY", "EUR", "USD", "GBP", "LVL", "XXX", "eur"],
        };
        self.dice.pick(codes).to_owned()
    }

    fn number(&mut self, decimals: u32) -> Given {
        let minus = if self.dice.chance(25) { "-" } else { "" };
        let with = |whole: usize, fraction: &str| {
            if fraction.is_empty() { format!("{minus}{whole}") } else { format!("{minus}{whole}.{fraction}") }
        };
        let places = decimals as usize;
        let digits = |dice: &mut Dice, count: usize| (0..count).map(|_| dice.pick(&["0", "1", "2", "5", "9"])).collect::<String>();
        match self.dice.below(40) {
            0..=4 => Given::Text("0".to_owned()),
            5..=20 => Given::Text(with(self.dice.between(0, 12), "")),
            21..=27 => {
                let fraction = digits(&mut self.dice, places);
                Given::Text(with(self.dice.between(0, 120), &fraction))
            }
            // Ties, and what is next to them.
            28..=30 => {
                let fraction = digits(&mut self.dice, places) + self.dice.pick(&["5", "49", "51", "50"]);
                Given::Text(with(self.dice.between(0, 9), &fraction))
            }
            31..=32 => {
                // Near the bound of 28 digits.
                let count = (28 - places).saturating_sub(self.dice.below(3)) + self.dice.below(2);
                let more = self.dice.below(2);
                let fraction = digits(&mut self.dice, places + more);
                Given::Text(format!("{minus}{}{}{fraction}", "9".repeat(count.max(1)), if fraction.is_empty() { "" } else { "." }))
            }
            33..=36 => {
                Given::JsonNumber(self.dice.pick(&["5", "2.5", "1e2", "-15E-1", "0.125", "1E+1", "5e-9", "-0", "1e30", "1e401", "25e-3"]).to_owned())
            }
            37 => Given::Text(with(self.dice.between(1000, 1_000_000), "")),
            38 if self.dice.chance(5) => Given::Text(format!("1{}", "0".repeat(self.dice.between(998, 1001)))),
            38 => Given::Text(format!("{minus}000{}.50", self.dice.below(9))),
            _ => Given::Text(self.dice.pick(&["1,5", "x", "1e3", " 1", "+1", "1.", ".5", "--1", "1 000", "12.50 %", "٣", "-"]).to_owned()),
        }
    }
}

const DATES: [&str; 14] = [
    "2025-03-31",
    "2025-03-31",
    "2024-02-29",
    "2024-02-29",
    "2025-01-01",
    "2024-12-31",
    "2025-03-01",
    "2000-02-29",
    "1900-01-01",
    "9999-12-31",
    "2025-02-29",
    "2025-1-1",
    "31.03.2025",
    "2025-Q1",
];
