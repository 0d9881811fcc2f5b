//! Random grids: with formulas of rows, of columns, of both with x cells between them, and of whole grids.

use super::formulas::{Slot, Unit};
use super::packages::Packages;
use super::tables::{TableMade, computed, input};

impl Packages<'_> {
    pub(crate) fn grid(&mut self, report: &str) -> String {
        match self.dice.below(4) {
            0 => self.grid_of_rows(report),
            1 => self.grid_of_columns(report),
            2 => self.grid_with_x(report),
            _ => self.grid_of_grids(report).unwrap_or_else(|| self.grid_with_x(report)),
        }
    }

    /// A grid whose rows have types and formulas.
    fn grid_of_rows(&mut self, report: &str) -> String {
        let (name, columns) = (self.name('g'), self.dice.between(1, 3));
        let (rows, entries, checks) = self.free_entries(report, 100, Some(columns));
        let codes: Vec<String> = (1..=columns).map(|column| format!("0{column}0")).collect();
        let slots =
            codes.iter().flat_map(|column| rows.iter().map(move |row| Slot { text: format!("{}:{column}", row.text), ..row.clone() })).collect();
        self.tables.push(TableMade { report: report.to_owned(), name: name.clone(), slots, lines: None, rows: Some((rows.clone(), columns)) });
        let header: String = codes.iter().map(|code| format!("{code} \"C\"\n")).collect();
        format!("grid {name} {{\ncolumns {{\n{header}}}\nrows {{\n{entries}}}\n{checks}}}\n")
    }

    /// A grid whose columns have types and formulas.
    fn grid_of_columns(&mut self, report: &str) -> String {
        let (name, rows) = (self.name('g'), self.dice.between(1, 3));
        let (columns, entries, checks) = self.free_entries(report, 0, None);
        let codes: Vec<String> = (1..=rows).map(|row| format!("1{row}0")).collect();
        let slots = codes
            .iter()
            .flat_map(|row| columns.iter().map(move |column| Slot { text: format!("{row}:{}", column.text), ..column.clone() }))
            .collect();
        self.tables.push(TableMade { report: report.to_owned(), name: name.clone(), slots, lines: None, rows: None });
        let rows: String = codes.iter().map(|code| format!("{code} \"R\"\n")).collect();
        format!("grid {name} {{\ncolumns {{\n{entries}}}\nrows {{\n{rows}}}\n{checks}}}\n")
    }

    /// Rows, where there is a number of columns, or columns with formulas over those before; a check may hold for each of
    /// the other side.
    fn free_entries(&mut self, report: &str, start: usize, columns: Option<usize>) -> (Vec<Slot>, String, String) {
        let other_side = if columns.is_some() { "column" } else { "row" };
        let mut scope = self.scope(report);
        for table in self.tables.iter().filter(|table| table.report == report) {
            if let (Some((rows, width)), Some(columns)) = (&table.rows, columns)
                && columns <= *width
            {
                // The row of another grid, in the column of the same code.
                scope.slots.extend(rows.iter().map(|row| Slot { text: format!("{}.{}", table.name, row.text), ..row.clone() }));
            }
        }
        let mut own = Vec::new();
        let mut text = String::new();
        for number in 1..=self.dice.between(2, 5) {
            let code = format!("{:03}", start + number * 10);
            let unit = self.any_unit();
            let formula = if self.dice.chance(45) { self.formula(&scope, unit) } else { None };
            let absence = if formula.is_none() { self.absence(unit) } else { "" };
            let declared = format!(" : {}{absence}", self.type_of(unit, ""));
            let (made, slot) = self.entry(&code, &declared, formula, unit, true);
            text += &made;
            own.push(slot.clone());
            scope.slots.push(slot);
            scope.run.push((code, unit));
        }
        let mut checks = String::new();
        for _ in 0..self.dice.below(2) {
            checks += &self.check(&scope, &format!("for each {other_side} ")).unwrap_or_default();
        }
        (own, text, checks)
    }

    /// A grid of euro with x cells, totals both ways, and a running sum. Row 110 and column 020 have no x.
    fn grid_with_x(&mut self, report: &str) -> String {
        let name = self.name('g');
        let of_table = self.dice.pick(&["EUR, blank = 0", "EUR, blank = 0", "EUR", "EUR(2), optional", "EUR(1) half even, blank = 0"]);
        let (columns, rows) = (self.dice.between(3, 5), self.dice.between(2, 4));
        let column = |number: usize| format!("0{number}0");
        let last = column(columns);
        let mut header = String::new();
        header += &match self.dice.below(3) {
            0 => format!("010 \"Total\" = 020+...+{last}\n"),
            1 => format!("010 \"Total\" = 020 {} {last} - 030\n", self.dice.pick(&["+", "-"])),
            _ => format!("010 \"Greatest\" = max(020..{last})\n"),
        };
        header += &(2..=columns).map(|number| format!("{} \"C\"\n", column(number))).collect::<String>();
        let mut slots = Vec::new();
        let mut text = String::new();
        for number in 1..=rows {
            let code = format!("1{number}0");
            let marks: Vec<usize> = (3..=columns).filter(|_| number > 1 && self.dice.chance(30)).collect();
            let marked: Vec<String> = marks.iter().map(|mark| column(*mark)).collect();
            let words = if marked.is_empty() { String::new() } else { format!(" x {}", marked.join(", ")) };
            text += &format!("{code} \"R\"{words}\n");
            for at in 1..=columns {
                let text = format!("{code}:{}", column(at));
                let slot = if at == 1 { computed(&text, Unit::Eur, true) } else { input(&text, Unit::Eur, true) };
                slots.extend(Some(slot).filter(|_| !marks.contains(&at)));
            }
        }
        let first: Vec<String> = (1..=rows).map(|number| format!("1{number}0")).collect();
        let total = if self.dice.chance(50) { format!("110+...+1{rows}0") } else { first.join(self.dice.pick(&[" + ", " - "])) };
        text += &format!("200 \"Total\" overrides columns = {total}\n");
        slots.extend((1..=columns).map(|at| computed(&format!("200:{}", column(at)), Unit::Eur, true)));
        let mut scope = self.scope(report);
        scope.slots.push(input("110", Unit::Eur, true));
        scope.slots.push(computed("200", Unit::Eur, true));
        if let Some(formula) = self.formula(&scope, Unit::Eur) {
            text += &format!("210 \"Any\" overrides columns = {formula}\n");
            slots.extend((1..=columns).map(|at| computed(&format!("210:{}", column(at)), Unit::Eur, true)));
        }
        if self.dice.chance(60) {
            text += &format!("300 \"Running\" x 010 = running sum of {} over 020..{last}\n", self.dice.pick(&["110", "200"]));
            slots.extend((2..=columns).map(|at| computed(&format!("300:{}", column(at)), Unit::Eur, true)));
        }
        let mut scope = self.scope(report);
        scope.slots.extend([computed("010", Unit::Eur, true), input("020", Unit::Eur, true)]);
        let check = self.check(&scope, &format!("for each row 110..1{rows}0, 200 ")).filter(|_| self.dice.chance(50)).unwrap_or_default();
        let mut scope = self.scope(report);
        scope.slots.extend(slots.clone());
        let lets = if self.dice.chance(30) { self.intermediate(&mut scope) } else { String::new() };
        let of_cells = self.check(&scope, "").filter(|_| self.dice.chance(50)).unwrap_or_default();
        self.tables.push(TableMade {
            report: report.to_owned(),
            name: name.clone(),
            slots,
            lines: None,
            rows: Some((vec![input("110", Unit::Eur, true), computed("200", Unit::Eur, true)], columns)),
        });
        format!("grid {name} : {of_table} {{\ncolumns {{\n{header}}}\nrows {{\n{text}}}\n{lets}{check}{of_cells}}}\n")
    }

    /// A grid that is computed from two others of its codes, one of which has a row that the other lacks.
    fn grid_of_grids(&mut self, report: &str) -> Option<String> {
        let names = [self.name('g'), self.name('g'), self.name('g')];
        let columns = "columns {\n010 \"C\"\n020 \"C\"\n}\n";
        let absence = self.dice.pick(&["", ", blank = 0", ", optional"]);
        let mut text = format!("grid {} : EUR(2){absence} {{\n{columns}rows {{\n110 \"R\"\n120 \"R\"\n}}\n}}\n", names[0]);
        text += &format!("grid {} : EUR, blank = 0 {{\n{columns}rows {{\n110 \"R\"\n120 \"R\" x 020\n130 \"R\"\n}}\n}}\n", names[1]);
        let formula = self.dice.pick(&["a + b", "a - b", "b - a - a", "a + b - 0"]);
        let formula = formula.replace('a', &names[0]).replace('b', &names[1]);
        text += &format!("grid {} : EUR = {formula} {{\n{columns}rows {{\n110 \"R\"\n120 \"R\"\n}}\n}}\n", names[2]);
        for (number, name) in names.into_iter().enumerate() {
            let cell = if number == 2 { computed } else { input };
            let slots = ["110:010", "110:020", "120:010"].map(|text| cell(text, Unit::Eur, true)).to_vec();
            self.tables.push(TableMade { report: report.to_owned(), name, slots, lines: None, rows: None });
        }
        Some(text)
    }
}
