//! Random forms and lists.

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

pub(crate) fn input(text: &str, unit: Unit, has_earlier: bool) -> Slot {
    Slot { text: text.to_owned(), unit, is_cell: true, is_computed: false, has_earlier }
}

pub(crate) fn computed(text: &str, unit: Unit, has_earlier: bool) -> Slot {
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

    pub(crate) fn entry(&mut self, code: &str, declared: &str, formula: Option<String>, unit: Unit, has_earlier: bool) -> (String, Slot) {
        match formula {
            Some(formula) => {
                let tolerance = self.tolerance(unit);
                (format!("{code} \"C\"{declared} = {formula}{tolerance}\n"), computed(code, unit, has_earlier))
            }
            None => (format!("{code} \"C\"{declared}\n"), input(code, unit, has_earlier)),
        }
    }

    pub(crate) fn intermediate(&mut self, scope: &mut Scope) -> String {
        let (name, unit) = (self.name('v'), self.any_unit());
        let Some(formula) = self.formula(scope, unit) else { return String::new() };
        // What an intermediate measures is what its formula gives: a bare number, or the code of another, would not be told.
        scope.slots.push(intermediate(&name, unit));
        format!("let {name} = {formula}\n")
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
