//! Random packages, as text.

use super::dice::Dice;
use super::formulas::{Formulas, Lines, PATTERNS, Scope, Slot, Unit};
use super::tables::TableMade;

/// Makes a package.
pub(crate) struct Packages<'d> {
    pub(crate) dice: &'d mut Dice,
    pub(crate) codelists: Vec<Vec<String>>,
    pub(crate) parameters: Vec<Slot>,
    pub(crate) tables: Vec<TableMade>,
    /// How many names were given.
    pub(crate) names: usize,
}

/// The calendars of every package: one that knows only some days, and one that begins with another.
const CALENDARS: &str =
    "calendar banks \"Banks\" { weekend Friday, Saturday, Sunday; 1 January \"a\" moved to Monday; Easter - 2 days \"b\"; Easter + 1 day \"c\" }
calendar offices \"Offices\" like banks {
  valid from 2024-12-01 until 2025-12-31
  weekend Saturday, Sunday
  4 May \"d\" moved to Monday
  second Tuesday of April \"e\" valid from 2025-01-01
  2025-05-02 moved to 2025-05-10
}
";

/// Gives the text of the package of a seed.
pub(crate) fn random_package(seed: u64) -> String {
    let mut dice = Dice::new(seed);
    let codelists = vec![
        ["A1", "B2", "C3"].map(str::to_owned).to_vec(),
        ["GA", "N1", "N2", "GB", "N3", "N4", "N5"].map(str::to_owned).to_vec(),
        ["EUR", "USD", "GBP", "JPY"].map(str::to_owned).to_vec(),
    ];
    Packages { dice: &mut dice, codelists, parameters: Vec::new(), tables: Vec::new(), names: 0 }.package()
}

impl Packages<'_> {
    fn package(mut self) -> String {
        let rounding = self.dice.pick(&["half away from zero", "half even", "toward zero"]);
        let validity =
            if self.dice.chance(90) { "" } else { self.dice.pick(&["valid from 2025-01-01\n", "valid from 2024-03-01 until 2025-05-31\n"]) };
        let mut text = format!("package p \"P\" {{\nlanguage en\n{validity}precision EUR 0, money 2, percent 2, rate 5\nrounding {rounding}\n}}\n");
        for _ in 0..self.dice.below(3) {
            text += &self.parameter();
        }
        text += "codelist kinds \"Kinds\" { A1 \"a\"; B2 \"b\"; C3 \"c\" }\n";
        text += "codelist nested \"Nested\" { GA \"All\" group { N1 \"One\"; N2 \"Two\" { GB \"Deep\" group { N3 \"Three\" }; N4 \"Four\" } }; N5 \"Five\" }\n";
        text += CALENDARS;
        let count = if self.dice.chance(40) { 2 } else { 1 };
        let mut reports: Vec<String> = (0..count).map(|number| self.report(&format!("r{}", number + 1))).collect();
        // The order of declarations does not matter.
        self.dice.shuffle(&mut reports);
        text + &reports.concat()
    }

    fn parameter(&mut self) -> String {
        let name = format!("p{}", self.parameters.len() + 1);
        let (unit, word, sign) = self.dice.pick(&[(Unit::Ratio, "percent", "%"), (Unit::Eur, "EUR(2)", "EUR"), (Unit::Number, "decimal(2)", "")]);
        self.parameters.push(Slot { text: name.clone(), unit, is_cell: false, is_computed: false, has_earlier: false });
        let mut value = || self.dice.pick(&["1", "2.5", "10", "0.05", "12.34", "0"]);
        let (first, second) = (value(), value());
        let values = match self.dice.below(4) {
            0 => String::new(),
            1 => format!(" {{ from 2025-02-01 until 2025-06-30 = {first} {sign} }}"),
            2 => format!(" {{ from 2024-01-01 = {first} {sign}; from 2025-03-31 = {second} {sign} }}"),
            _ => format!(" {{ from 2020-01-01 = {first} {sign} }}"),
        };
        format!("parameter {name} \"{name}\" : {word}{values}\n")
    }

    fn report(&mut self, name: &str) -> String {
        let mut parts = Vec::new();
        for _ in 0..self.dice.between(2, 5) {
            let made = match self.dice.below(10) {
                0..=2 => self.form(name),
                3..=4 => self.grid(name),
                5..=6 => self.list(name),
                _ => self.derived_list(name),
            };
            parts.push(made);
        }
        for _ in 0..self.dice.below(3) {
            let scope = self.scope(name);
            parts.extend(self.check(&scope, ""));
        }
        self.dice.shuffle(&mut parts);
        let period = if self.dice.chance(25) { self.dice.pick(&["period quarter\n", "period quarter\n", "period year\n"]) } else { "" };
        format!("report {name} \"R\" {{\n{period}{}}}\n", parts.concat())
    }

    /// Gives a name that nothing else has.
    pub(crate) fn name(&mut self, letter: char) -> String {
        self.names += 1;
        format!("{letter}{}", self.names)
    }

    /// Gives what a formula of a report may name beside its own table.
    pub(crate) fn scope(&mut self, report: &str) -> Scope {
        let mut scope = Scope { codelists: self.codelists.clone(), slots: self.parameters.clone(), ..Scope::default() };
        for table in &self.tables {
            let is_short = table.report == report && self.dice.chance(50);
            let name = if is_short { table.name.clone() } else { format!("{}.{}", table.report, table.name) };
            scope.slots.extend(table.slots.iter().map(|slot| Slot { text: format!("{name}.{}", slot.text), ..slot.clone() }));
            if let Some((columns, key)) = &table.lines {
                scope.lists.push(Lines { name: Some(name.clone()), whole: name, columns: columns.clone(), key: key.clone() });
            }
        }
        scope
    }

    /// Gives a formula, or nothing where none of the unit was found.
    pub(crate) fn formula(&mut self, scope: &Scope, unit: Unit) -> Option<String> {
        let depth = self.dice.pick(&[0, 1, 1, 2, 2, 3, 3, 4]);
        Formulas { dice: self.dice }.formula(scope, unit, depth).map(|text| unwrapped(&text))
    }

    /// Gives a check; `each` says for which rows or columns.
    pub(crate) fn check(&mut self, scope: &Scope, each: &str) -> Option<String> {
        let name = self.name('k');
        let units = [Unit::Eur, Unit::Number, Unit::Ratio, Unit::Days, Unit::Count];
        let unit = self.dice.pick(&units);
        let mut formulas = Formulas { dice: self.dice };
        let requirement = if formulas.dice.chance(40) {
            let (left, right) = (formulas.formula(scope, unit, 1)?, formulas.formula(scope, unit, 1)?);
            let tolerance = match unit {
                Unit::Eur => "1 EUR",
                Unit::Ratio => "2 %",
                Unit::Days => "3 days",
                _ => "0.5",
            };
            format!("{left} = {right} tolerance {tolerance}")
        } else {
            formulas.formula(scope, Unit::Bool, 2)?
        };
        let condition = if formulas.dice.chance(35) { formulas.formula(scope, Unit::Bool, 1) } else { None };
        let condition = condition.map(|condition| format!(" when {condition}")).unwrap_or_default();
        let severity = self.dice.pick(&["", " severity warning", " severity breach", " severity info"]);
        let unit = self.dice.pick(&[Unit::Eur, Unit::Ratio, Unit::Text, Unit::Number]);
        let said = Formulas { dice: self.dice }.formula(scope, unit, 1).filter(|value| !value.contains('"'));
        let said = said.map(|value| format!("It is {{{value}}}")).unwrap_or_default();
        Some(format!("check {name} \"{said}\" {{ {each}require {requirement}{condition}{severity} }}\n"))
    }

    /// Gives a type of a unit as it is declared, `currency` being the column of the line's currency.
    pub(crate) fn type_of(&mut self, unit: Unit, currency: &str) -> String {
        let types: &[&str] = match unit {
            Unit::Eur => &["EUR", "EUR", "EUR(2)", "EUR(1) half even", "EUR toward zero", "EUR(3)"],
            Unit::Usd => &["USD", "USD(1)"],
            Unit::Rate => &["rate EUR/USD", "rate EUR/USD(2)"],
            Unit::Money => return format!("money[{currency}]"),
            Unit::MoneyRate => return format!("rate EUR/[{currency}]"),
            Unit::Number => &["decimal(2)", "integer", "decimal(1) half even", "decimal(4) toward zero", "decimal(15)"],
            Unit::Ratio => &["percent", "percent(0) half even", "permille", "basis_points", "ratio(4)", "ratio(2) toward zero"],
            Unit::Count => &["count"],
            Unit::Days => &["days"],
            Unit::Date => &["date"],
            Unit::Text => {
                let pattern = self.dice.pick(&PATTERNS);
                return self.dice.pick(&["text".to_owned(), "text(2)".to_owned(), format!("text(5) matches {pattern:?}")]);
            }
            Unit::Bool => &["bool"],
            Unit::Code(list) => return format!("code {}", ["kinds", "nested", "iso4217"][list]),
        };
        self.dice.pick(types).to_owned()
    }

    /// Gives a unit that any table may have.
    pub(crate) fn any_unit(&mut self) -> Unit {
        let units = [
            Unit::Eur,
            Unit::Eur,
            Unit::Eur,
            Unit::Eur,
            Unit::Number,
            Unit::Number,
            Unit::Ratio,
            Unit::Ratio,
            Unit::Count,
            Unit::Days,
            Unit::Date,
            Unit::Text,
            Unit::Bool,
            Unit::Bool,
            Unit::Code(0),
            Unit::Code(1),
            Unit::Code(2),
            Unit::Usd,
            Unit::Rate,
        ];
        self.dice.pick(&units)
    }

    /// Gives what an empty cell is, as it is declared.
    pub(crate) fn absence(&mut self, unit: Unit) -> &'static str {
        match self.dice.below(10) {
            0..=2 if unit.is_number() => ", blank = 0",
            0..=4 => ", optional",
            _ => "",
        }
    }

    /// Gives how far a submitted value may be off, for some computed cells.
    pub(crate) fn tolerance(&mut self, unit: Unit) -> &'static str {
        if self.dice.chance(80) {
            return "";
        }
        match unit {
            Unit::Eur => " tolerance 2 EUR",
            Unit::Ratio => " tolerance 1 %",
            Unit::Number | Unit::Count => " tolerance 2",
            Unit::Days => " tolerance 0 days",
            _ => "",
        }
    }
}

/// Takes away brackets around the whole of a formula.
fn unwrapped(text: &str) -> String {
    let Some(inner) = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')) else { return text.to_owned() };
    let mut depth = 0;
    for letter in inner.chars() {
        depth += match letter {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        if depth < 0 {
            return text.to_owned();
        }
    }
    inner.to_owned()
}
