//! Random forms, grids and lists.

use super::formulas::{Formulas, Lines, Scope, Slot, Unit};
use super::packages::Packages;

/// A table, with what formulas of later tables may name.
pub(crate) struct TableMade {
    pub(crate) report: String,
    pub(crate) name: String,
    /// Its cells as they are named after the table.
    pub(crate) slots: Vec<Slot>,
    /// Of a list its columns and the units of its key.
    pub(crate) lines: Option<(Vec<Slot>, Vec<Unit>)>,
    /// Of a grid its rows without x cells, and how many columns it has.
    pub(crate) rows: Option<(Vec<Slot>, usize)>,
}

fn input(text: &str, unit: Unit, has_earlier: bool) -> Slot {
    Slot { text: text.to_owned(), unit, is_cell: true, is_computed: false, has_earlier }
}

fn computed(text: &str, unit: Unit, has_earlier: bool) -> Slot {
    Slot { is_computed: unit.is_number(), ..input(text, unit, has_earlier) }
}

fn intermediate(text: &str, unit: Unit) -> Slot {
    Slot { text: text.to_owned(), unit, is_cell: false, is_computed: false, has_earlier: false }
}

impl Packages<'_> {
    /// A form: inputs, formulas over what stands before, intermediates, checks.
    pub(crate) fn form(&mut self, report: &str) -> String {
        let name = self.name('f');
        let mut scope = self.scope(report);
        let of_table = self.dice.pick(&["", "", " : EUR", " : EUR, blank = 0", " : EUR(2), optional"]);
        let mut text = format!("form {name}{of_table} {{\n");
        let mut own = Vec::new();
        for number in 1..=self.dice.between(2, 8) {
            let code = format!("{number:02}0");
            let unit = self.any_unit();
            let formula = if self.dice.chance(50) { self.formula(&scope, unit) } else { None };
            let declared = if unit == Unit::Eur && !of_table.is_empty() && self.dice.chance(50) {
                String::new()
            } else {
                let absence = if formula.is_none() { self.absence(unit) } else { "" };
                format!(" : {}{absence}", self.type_of(unit, ""))
            };
            let (made, slot) = self.entry(&code, &declared, formula, unit, true);
            text += &made;
            own.push(slot.clone());
            scope.slots.push(slot);
            scope.run.push((code, unit));
            if self.dice.chance(20) {
                text += &self.intermediate(&mut scope);
                own.extend(scope.slots.last().filter(|slot| !slot.is_cell && slot.text.starts_with('v')).cloned());
            }
        }
        for _ in 0..self.dice.below(3) {
            text += &self.check(&scope, "").unwrap_or_default();
        }
        self.tables.push(TableMade { report: report.to_owned(), name, slots: own, lines: None, rows: None });
        text + "}\n"
    }

    fn entry(&mut self, code: &str, declared: &str, formula: Option<String>, unit: Unit, has_earlier: bool) -> (String, Slot) {
        match formula {
            Some(formula) => {
                let tolerance = self.tolerance(unit);
                (format!("{code} \"C\"{declared} = {formula}{tolerance}\n"), computed(code, unit, has_earlier))
            }
            None => (format!("{code} \"C\"{declared}\n"), input(code, unit, has_earlier)),
        }
    }

    fn intermediate(&mut self, scope: &mut Scope) -> String {
        let (name, unit) = (self.name('v'), self.any_unit());
        let Some(formula) = self.formula(scope, unit) else { return String::new() };
        // What an intermediate measures is what its formula gives: a bare number, or the code of another, would not be told.
        scope.slots.push(intermediate(&name, unit));
        format!("let {name} = {formula}\n")
    }

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

    /// A list: a key, inputs, formulas over the line and all lines, intermediates, a total row, checks for each line.
    pub(crate) fn list(&mut self, report: &str) -> String {
        let name = self.name('l');
        let mut scope = self.scope(report);
        let has_currency = self.dice.chance(40);
        let mut columns: Vec<Slot> = Vec::new();
        let key = self.list_key(has_currency);
        let has_key = !key.is_empty();
        // No part of a key may be blank.
        let of_table = if has_key { "" } else { self.dice.pick(&["", "", " : EUR, optional", " : EUR(2), blank = 0"]) };
        let mut text = format!("list {name}{of_table} {{\n");
        if self.dice.chance(30) {
            text += "005 \"No.\" : sequence\n";
            columns.push(Slot { is_computed: false, ..input("005", Unit::Number, has_key) });
        }
        let is_apart = self.dice.chance(50);
        for (number, unit) in key.iter().enumerate() {
            let code = format!("0{}0", number + 1);
            let clause = if is_apart || key.len() > 1 { "" } else { ", key" };
            text += &format!("{code} \"K\" : {}{clause}\n", self.type_of(*unit, ""));
            columns.push(input(&code, *unit, has_key));
        }
        if has_key && (is_apart || key.len() > 1) {
            let codes: Vec<String> = (1..=key.len()).map(|number| format!("0{number}0")).collect();
            text += &format!("key ({})\n", codes.join(", "));
        }
        if has_currency && !has_key {
            text += "010 \"Currency\" : code iso4217\n";
            columns.push(input("010", Unit::Code(2), false));
        }
        scope.slots.extend(columns.clone());
        for number in 3..=self.dice.between(4, 9) {
            let code = format!("0{number}0");
            let unit = if has_currency && self.dice.chance(30) { self.dice.pick(&[Unit::Money, Unit::MoneyRate]) } else { self.any_unit() };
            let mut here = scope.clone();
            here.lists.push(Lines { name: None, whole: name.clone(), columns: columns.clone(), key: key.clone() });
            let formula = if self.dice.chance(45) { self.formula(&here, unit) } else { None };
            let absence = if formula.is_none() { self.absence(unit) } else { "" };
            let declared = format!(" : {}{absence}", self.type_of(unit, "010"));
            let (made, slot) = self.entry(&code, &declared, formula, unit, has_key);
            text += &made;
            columns.push(slot.clone());
            scope.slots.push(slot);
            scope.run.push((code, unit));
            if self.dice.chance(15) {
                text += &self.intermediate(&mut here);
                scope.slots.extend(
                    here.slots
                        .into_iter()
                        .filter(|slot| slot.text.starts_with('v') && !scope.slots.iter().any(|own| own.text == slot.text))
                        .collect::<Vec<_>>(),
                );
            }
        }
        let (total, totals) = self.total_row(report, &name, &columns);
        text += &total;
        scope.lists.push(Lines { name: None, whole: name.clone(), columns: columns.clone(), key: key.clone() });
        for _ in 0..self.dice.below(2) {
            text += &self.check(&scope, "").unwrap_or_default();
        }
        self.tables.push(TableMade { report: report.to_owned(), name, slots: totals, lines: Some((columns, key)), rows: None });
        text + "}\n"
    }

    fn list_key(&mut self, has_currency: bool) -> Vec<Unit> {
        if has_currency {
            return self.dice.pick(&[vec![Unit::Code(2)], vec![Unit::Code(2), Unit::Code(0)], Vec::new()]);
        }
        self.dice.pick(&[
            vec![Unit::Text],
            vec![Unit::Code(0)],
            vec![Unit::Number],
            vec![Unit::Code(0), Unit::Date],
            vec![Unit::Bool],
            Vec::new(),
            Vec::new(),
        ])
    }

    fn total_row(&mut self, report: &str, name: &str, columns: &[Slot]) -> (String, Vec<Slot>) {
        if self.dice.chance(40) {
            return (String::new(), Vec::new());
        }
        let mut scope = self.scope(report);
        scope.lists.push(Lines { name: None, whole: name.to_owned(), columns: columns.to_vec(), key: Vec::new() });
        let mut entries = Vec::new();
        let mut slots = Vec::new();
        for column in columns.iter().filter(|column| column.is_cell) {
            let function = match column.unit {
                Unit::Money | Unit::MoneyRate => continue,
                Unit::Count | Unit::Number => self.dice.pick(&["sum", "count", "min", "max", "first"]),
                unit if unit.is_number() => self.dice.pick(&["sum", "min", "max", "first"]),
                Unit::Date => self.dice.pick(&["min", "max", "first"]),
                _ => "first",
            };
            if self.dice.chance(50) {
                continue;
            }
            let formula = if self.dice.chance(25) { self.formula(&scope, column.unit) } else { None };
            entries.push(format!("{} = {}", column.text, formula.unwrap_or_else(|| function.to_owned())));
            scope.slots.push(computed(&column.text, column.unit, true));
            slots.push(computed(&format!("total:{}", column.text), column.unit, true));
        }
        if entries.is_empty() { (String::new(), slots) } else { (format!("total \"All\" {{\n{}\n}}\n", entries.join("\n")), slots) }
    }

    /// A list from another, with functions over the lines of each group.
    pub(crate) fn derived_list(&mut self, report: &str) -> String {
        let sources: Vec<usize> = (0..self.tables.len()).filter(|index| self.tables[*index].lines.is_some()).collect();
        if sources.is_empty() {
            return self.list(report);
        }
        let source = &self.tables[sources[self.dice.below(sources.len())]];
        let (columns, _) = source.lines.clone().expect("a list");
        let source = if source.report == report { source.name.clone() } else { format!("{}.{}", source.report, source.name) };
        let name = self.name('l');
        let mut scope = self.scope(report);
        let mut by: Vec<Slot> =
            columns.iter().filter(|slot| slot.is_cell && slot.unit != Unit::Money && slot.unit != Unit::MoneyRate).cloned().collect();
        self.dice.shuffle(&mut by);
        by.truncate(self.dice.pick(&[1, 1, 2]));
        let group = Lines { name: None, whole: source.clone(), columns: columns.clone(), key: Vec::new() };
        let lines = scope.in_lines(&group, false);
        let filter = if self.dice.chance(35) { Formulas { dice: self.dice }.formula(&lines, Unit::Bool, 1) } else { None };
        let filter = filter.map(|filter| format!(" where {filter}")).unwrap_or_default();
        let codes: Vec<&str> = by.iter().map(|slot| slot.text.as_str()).collect();
        let mut text = format!("list {name} from {source}{filter} by {} {{\n", codes.join(", "));
        let key: Vec<Unit> = by.iter().map(|slot| slot.unit).collect();
        let mut own: Vec<Slot> =
            by.iter().map(|slot| computed(&slot.text, slot.unit, true)).map(|slot| Slot { is_computed: false, ..slot }).collect();
        scope.slots.extend(own.clone());
        scope.lists.push(group.clone());
        scope.lists.push(group);
        if self.dice.chance(20) {
            let code = self.name('n');
            text += &format!("{code} \"No.\" : sequence\n");
            own.push(input(&code, Unit::Number, true));
        }
        for _ in 0..self.dice.between(1, 4) {
            let (code, unit) = (self.name('n'), self.any_unit());
            let Some(formula) = self.formula(&scope, unit) else { continue };
            let declared = format!(" : {}", self.type_of(unit, ""));
            let (made, slot) = self.entry(&code, &declared, Some(formula), unit, true);
            text += &made;
            own.push(slot.clone());
            scope.slots.push(slot);
        }
        if own.len() == by.len() {
            text += &format!("{} \"Lines\" : count = count({})\n", self.name('n'), columns[0].text);
        }
        for _ in 0..self.dice.below(2) {
            text += &self.check(&scope, "").unwrap_or_default();
        }
        self.tables.push(TableMade { report: report.to_owned(), name, slots: Vec::new(), lines: Some((own, key)), rows: None });
        text + "}\n"
    }
}
