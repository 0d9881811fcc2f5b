//! Submissions that packages are tried with: written ones, and random ones from a fixed seed.

use positum_plan::plan::{Absence, Origin, Plan, Shape};
use positum_plan::value::{Quantity, ValueType};

/// Cells by name: `main.010`, `loans.2:040`, `parameter:limit`.
pub(super) type Given = Vec<(String, String)>;

/// How many lines a list has.
pub(super) const LINES: u32 = 5;

/// What stands before a number that a form holds as text.
pub(super) const AS_TEXT: char = '=';

/// Reads submissions that are written one in a line: `main.010=5 main.020=x`.
pub(super) fn written(text: &str) -> Vec<Given> {
    let cell = |word: &str| {
        let (name, value) = word.split_once('=').unwrap();
        (name.to_owned(), value.replace('_', " "))
    };
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| line.split_whitespace().filter(|word| *word != "nothing").map(cell).collect()).collect()
}

/// Gives the number of the last line that is given of any list.
pub(super) fn last_line(given: &Given) -> u32 {
    let line = |name: &str| name.split_once(':').and_then(|(before, _)| before.rsplit_once('.')).and_then(|(_, line)| line.parse::<u32>().ok());
    given.iter().filter_map(|(name, _)| line(name)).filter(|line| *line < 100).max().unwrap_or(0)
}

/// Makes numbers that look random.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }
}

/// Fills the inputs of a plan; cells have the names of their reports.
pub(super) fn random(plan: &Plan, seed: u32) -> Given {
    let mut numbers = Numbers(u64::from(seed).wrapping_mul(7_919).wrapping_add(17));
    numbers.below(7);
    // Some submissions are nearly full, others nearly empty; some have nothing wrong.
    let empty = [2, 10, 4, 30][numbers.below(4)];
    let wrong = [1_000, 8, 1_000, 20][numbers.below(4)];
    let mut given = Given::new();
    for (id, cell) in plan.cells.entries() {
        if let (Origin::Input(absence), Some(value_type)) = (&cell.origin, &cell.value_type) {
            let name = plan.cell_name(positum_plan::plan::CellReference::Cell(id));
            given.push((name, value(&mut numbers, value_type, *absence, empty, wrong)));
        }
    }
    for table in plan.tables.iter() {
        let Shape::List(list) = &table.shape else { continue };
        let lines = u32::try_from(numbers.below(LINES as usize + 1)).unwrap();
        for line in 1..=lines {
            for column in &list.columns {
                let column = &plan.columns[*column];
                if let (Origin::Input(absence), Some(value_type)) = (&column.origin, &column.value_type) {
                    let name = format!("{}.{}.{line}:{}", plan.reports[table.report].name, table.name, column.code);
                    given.push((name, value(&mut numbers, value_type, *absence, empty, wrong)));
                }
            }
        }
    }
    for parameter in plan.parameters.iter().filter(|parameter| parameter.values.is_empty()) {
        given.push((format!("parameter:{}", parameter.name), ["", "5", "12.5", "0"][numbers.below(4)].to_owned()));
    }
    given.retain(|(_, value)| !value.is_empty());
    given
}

fn value(numbers: &mut Numbers, value_type: &ValueType, _: Absence, empty: usize, wrong: usize) -> String {
    if numbers.below(empty) == 0 {
        return String::new();
    }
    let is_wrong = numbers.below(wrong) == 0;
    let pool: &[&str] = match (&value_type.quantity, is_wrong) {
        (Quantity::Text, true) => &["a\nb"],
        (_, true) => &["x", "12,5", "#", "TRUE"],
        (Quantity::Text, false) => &["LV", "lv", "l*", "?v", "~", "EE", "a\"b"],
        (Quantity::Code(_), false) => &["A", "B", "C", "a"],
        (Quantity::Bool, false) => &["true", "false"],
        (Quantity::Date, false) => &["2025-03-31", "2025-01-01", "2024-02-29", "2030-12-31"],
        (Quantity::Integer | Quantity::Count | Quantity::Days, false) => &["0", "1", "2", "3", "7", "-2", "30", "2.5"],
        (_, false) => &[
            "0",
            "1",
            "2",
            "-3",
            "0.1",
            "0.2",
            "0.3",
            "57",
            "200",
            "100",
            "1.005",
            "-2.5",
            "28.5",
            "0.29",
            "123456.78",
            "1000000",
            "=12.5",
            "=-0.285",
            "=1.",
            "=.5",
            "=1.2.3",
            "=007",
            "=--1",
        ],
    };
    pool[numbers.below(pool.len())].to_owned()
}
