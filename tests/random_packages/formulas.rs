//! Random formulas, each of the unit that is asked for, so that the package compiles.

use super::dice::Dice;

/// What a formula measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    Eur,
    Usd,
    /// EUR for one USD.
    Rate,
    /// An amount in the currency of the line.
    Money,
    /// EUR for one unit of the line's currency.
    MoneyRate,
    Number,
    Ratio,
    Count,
    Days,
    Date,
    Text,
    Bool,
    /// A code of one of the package's codelists.
    Code(usize),
}

impl Unit {
    pub(crate) fn is_number(self) -> bool {
        match self {
            Self::Eur | Self::Usd | Self::Rate | Self::Money | Self::MoneyRate | Self::Number | Self::Ratio | Self::Count | Self::Days => true,
            Self::Date | Self::Text | Self::Bool | Self::Code(_) => false,
        }
    }

    pub(crate) fn is_of_line(self) -> bool {
        self == Self::Money || self == Self::MoneyRate
    }
}

/// A cell, column, intermediate or parameter that a formula may name.
#[derive(Clone, Debug)]
pub(crate) struct Slot {
    pub(crate) text: String,
    pub(crate) unit: Unit,
    /// Whether it is a cell with a type, and not an intermediate or a parameter.
    pub(crate) is_cell: bool,
    /// Whether it is a computed number.
    pub(crate) is_computed: bool,
    /// Whether an earlier submission can be asked for it.
    pub(crate) has_earlier: bool,
}

/// A list whose lines a formula may run over.
#[derive(Clone, Debug)]
pub(crate) struct Lines {
    /// How the list is named, for all lines; nothing where a bare column means the own list's lines, or the group's.
    pub(crate) name: Option<String>,
    /// How it is named as a whole.
    pub(crate) whole: String,
    /// Its columns by their bare codes.
    pub(crate) columns: Vec<Slot>,
    /// The units of its key; nothing where it has none.
    pub(crate) key: Vec<Unit>,
}

/// What a formula may name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scope {
    pub(crate) slots: Vec<Slot>,
    pub(crate) lists: Vec<Lines>,
    /// Codes of the own table in their order, with units, for ranges; nothing where something stands between.
    pub(crate) run: Vec<(String, Unit)>,
    /// The codes of each codelist.
    pub(crate) codelists: Vec<Vec<String>>,
}

impl Scope {
    /// Gives what may be named in lines of a list: its columns, and cells elsewhere by their full names.
    pub(crate) fn in_lines(&self, lines: &Lines, qualified: bool) -> Self {
        let named = |slot: &Slot| match (&lines.name, qualified) {
            (Some(name), true) => Slot { text: format!("{name}.{}", slot.text), ..slot.clone() },
            (_, _) => slot.clone(),
        };
        let mut slots: Vec<Slot> = lines.columns.iter().filter(|slot| slot.is_cell).map(named).collect();
        for slot in &slots.clone() {
            // Twice: a line's own cells are of more interest.
            slots.push(slot.clone());
        }
        // Where the list is named, a bare code is still the own one.
        let keeps_own = qualified && lines.name.is_some();
        // The row of another grid is a cell only where the formula stands in a column.
        let is_row = |slot: &Slot| slot.text.starts_with('g') && !slot.text.contains(':');
        let is_known = |slot: &Slot| keeps_own || (slot.text.contains('.') || slot.text.starts_with('p')) && !is_row(slot);
        let is_of_no_line = |slot: &&Slot| is_known(slot) && !slot.unit.is_of_line();
        slots.extend(self.slots.iter().filter(is_of_no_line).cloned());
        let lists = self.lists.iter().filter(|list| list.name.is_some()).cloned().collect();
        Self { slots, lists, run: Vec::new(), codelists: self.codelists.clone() }
    }
}

/// Makes formulas.
pub(crate) struct Formulas<'d> {
    pub(crate) dice: &'d mut Dice,
}

const COMPARISONS: [&str; 6] = ["=", "<>", "<", "<=", ">", ">="];
const DATES: [&str; 5] = ["2025-03-31", "2024-02-29", "2025-01-01", "2024-12-31", "2025-03-01"];
pub(crate) const TEXTS: [&str; 6] = ["A", "B", "a", "AB", "abc", ""];
pub(crate) const PATTERNS: [&str; 4] = ["[A-C].*", "[a-z]*", "(?i)ab?", ".{1,3}"];

impl Formulas<'_> {
    /// Gives a formula of a unit, or nothing where nothing of that unit is there.
    pub(crate) fn formula(&mut self, scope: &Scope, unit: Unit, depth: usize) -> Option<String> {
        if depth == 0 {
            return self.leaf(scope, unit);
        }
        for _ in 0..4 {
            let made = match self.dice.below(10) {
                0..=3 => self.by_unit(scope, unit, depth - 1),
                4..=5 => self.choice(scope, unit, depth - 1),
                6 => self.over_lines(scope, unit, depth - 1),
                7 => self.elsewhere(scope, unit, depth - 1),
                _ => self.leaf(scope, unit),
            };
            if made.is_some() {
                return made;
            }
        }
        self.leaf(scope, unit)
    }

    pub(crate) fn slot(&mut self, scope: &Scope, unit: Unit) -> Option<Slot> {
        let fitting: Vec<&Slot> = scope.slots.iter().filter(|slot| slot.unit == unit).collect();
        (!fitting.is_empty()).then(|| fitting[self.dice.below(fitting.len())].clone())
    }

    pub(crate) fn leaf(&mut self, scope: &Scope, unit: Unit) -> Option<String> {
        let slot = self.slot(scope, unit).map(|slot| slot.text);
        if slot.is_some() && self.dice.chance(80) {
            return slot;
        }
        self.literal(unit).or(slot)
    }

    fn number(&mut self) -> String {
        self.dice.pick(&["1", "2", "3", "0.5", "0.25", "2.5", "0.1", "10", "1.05", "0.005", "7", "1000.5"]).to_owned()
    }

    fn literal(&mut self, unit: Unit) -> Option<String> {
        let number = self.number();
        match unit {
            Unit::Eur => Some(if self.dice.chance(10) { "0 EUR".to_owned() } else { format!("{number} EUR") }),
            Unit::Usd => Some(format!("{number} USD")),
            Unit::Number => match self.dice.below(8) {
                0..=1 => Some(self.dice.pick(&["quarter", "month", "year"]).to_owned()),
                _ => Some(number),
            },
            Unit::Ratio => Some(format!("{number} {}", self.dice.pick(&["%", "‰", "bp"]))),
            Unit::Days => Some(format!("{} days", self.dice.between(0, 40))),
            Unit::Date if self.dice.chance(20) => Some(self.dice.pick(&["first_day", "last_day"]).to_owned()),
            Unit::Date => Some(self.dice.pick(&DATES).to_owned()),
            Unit::Text => Some(format!("{:?}", self.dice.pick(&TEXTS))),
            Unit::Rate | Unit::Money | Unit::MoneyRate | Unit::Count | Unit::Bool | Unit::Code(_) => None,
        }
    }

    /// An operator whose result has the unit.
    fn by_unit(&mut self, scope: &Scope, unit: Unit, depth: usize) -> Option<String> {
        match unit {
            Unit::Bool => self.condition(scope, depth),
            Unit::Date => self.date(scope, depth),
            Unit::Text | Unit::Code(_) => None,
            Unit::Days if self.dice.chance(50) => {
                let (from, to) = (self.formula(scope, Unit::Date, depth)?, self.formula(scope, Unit::Date, depth)?);
                Some(if self.dice.chance(50) { format!("days_between({from}, {to})") } else { format!("({to} - {from})") })
            }
            _ => match self.dice.below(12) {
                0..=2 => self.chain(scope, unit, depth),
                3..=4 => self.product(scope, unit, depth),
                5..=6 => self.quotient(scope, unit, depth),
                7 => Some(format!("(-{})", self.formula(scope, unit, depth)?)),
                8 => Some(format!("abs({})", self.formula(scope, unit, depth)?)),
                9 => Some(format!("round({}, {})", self.formula(scope, unit, depth)?, self.dice.below(5))),
                10 => self.several(scope, unit, depth),
                _ => self.range(scope, unit),
            },
        }
    }

    fn chain(&mut self, scope: &Scope, unit: Unit, depth: usize) -> Option<String> {
        let mut text = self.formula(scope, unit, depth)?;
        for _ in 0..self.dice.between(1, 3) {
            let sign = self.dice.pick(&["+", "-"]);
            let term = if self.dice.chance(5) { "0".to_owned() } else { self.formula(scope, unit, depth)? };
            text = format!("{text} {sign} {term}");
        }
        Some(format!("({text})"))
    }

    fn date(&mut self, scope: &Scope, depth: usize) -> Option<String> {
        match self.dice.below(10) {
            0..=1 => return Some(self.date_of_numbers(scope)),
            2..=4 => return self.working_days(scope, depth),
            _ => {}
        }
        let date = self.formula(scope, Unit::Date, depth)?;
        let (sign, unit) = (self.dice.pick(&["+", "-"]), self.dice.pick(&[Unit::Days, Unit::Days, Unit::Number]));
        let days = self.formula(scope, unit, depth)?;
        Some(if self.dice.chance(80) { format!("({date} {sign} {days})") } else { self.several(scope, Unit::Date, depth)? })
    }

    /// A date of three numbers; constants make a day, and others mostly.
    fn date_of_numbers(&mut self, scope: &Scope) -> String {
        let year = self.part_of_date(scope, &["year", "2024", "2025", "(year - 1)"]);
        let month = self.part_of_date(scope, &["month", "1", "2", "12", "(3 * quarter)"]);
        let day = self.part_of_date(scope, &["1", "28", "(month + 16)", "(year - 1995)"]);
        format!("date({year}, {month}, {day})")
    }

    fn part_of_date(&mut self, scope: &Scope, usual: &[&str]) -> String {
        let unit = self.dice.pick(&[Unit::Number, Unit::Number, Unit::Count]);
        // Only what a cell holds is not known beforehand.
        let slot = if self.dice.chance(25) { self.slot(scope, unit) } else { None };
        slot.map_or_else(|| self.dice.pick(usual).to_owned(), |slot| quoted_digits(&slot.text))
    }

    /// A working day after a day; the calendars are those of every package.
    fn working_days(&mut self, scope: &Scope, depth: usize) -> Option<String> {
        let date = self.formula(scope, Unit::Date, depth)?;
        let count = match self.dice.below(10) {
            0..=3 => self.dice.pick(&["0", "1", "3", "8", "20", "250", "(quarter * 2)", "5 days"]).to_owned(),
            _ => {
                let unit = self.dice.pick(&[Unit::Number, Unit::Days, Unit::Count]);
                quoted_digits(&self.slot(scope, unit)?.text)
            }
        };
        Some(format!("working_days_after({date}, {count}, {})", self.dice.pick(&["offices", "offices", "banks"])))
    }

    fn product(&mut self, scope: &Scope, unit: Unit, depth: usize) -> Option<String> {
        let pairs: &[(Unit, Unit)] = match unit {
            Unit::Eur => &[
                (Unit::Eur, Unit::Number),
                (Unit::Eur, Unit::Ratio),
                (Unit::Eur, Unit::Count),
                (Unit::Usd, Unit::Rate),
                (Unit::Money, Unit::MoneyRate),
            ],
            Unit::Usd => &[(Unit::Usd, Unit::Number), (Unit::Usd, Unit::Ratio)],
            Unit::Rate => &[(Unit::Rate, Unit::Number), (Unit::Rate, Unit::Ratio)],
            Unit::Money => &[(Unit::Money, Unit::Number), (Unit::Money, Unit::Count)],
            Unit::MoneyRate => &[(Unit::MoneyRate, Unit::Number)],
            Unit::Number => &[(Unit::Number, Unit::Number)],
            Unit::Ratio => &[(Unit::Ratio, Unit::Ratio), (Unit::Ratio, Unit::Number)],
            Unit::Count => &[(Unit::Count, Unit::Number), (Unit::Count, Unit::Ratio), (Unit::Count, Unit::Count)],
            Unit::Days => &[(Unit::Days, Unit::Number), (Unit::Days, Unit::Ratio), (Unit::Days, Unit::Count)],
            Unit::Date | Unit::Text | Unit::Bool | Unit::Code(_) => return None,
        };
        let (left, right) = self.dice.pick(pairs);
        let (left, right) = (self.formula(scope, left, depth)?, self.formula(scope, right, depth)?);
        Some(if self.dice.chance(50) { format!("({left} * {right})") } else { format!("({right} x {left})") })
    }

    fn quotient(&mut self, scope: &Scope, unit: Unit, depth: usize) -> Option<String> {
        let pairs: &[(Unit, Unit)] = match unit {
            Unit::Eur => &[(Unit::Eur, Unit::Number), (Unit::Eur, Unit::Ratio), (Unit::Eur, Unit::Count)],
            Unit::Usd => &[(Unit::Usd, Unit::Number), (Unit::Eur, Unit::Rate)],
            Unit::Rate => &[(Unit::Rate, Unit::Number)],
            Unit::Money => &[(Unit::Money, Unit::Number), (Unit::Eur, Unit::MoneyRate)],
            Unit::MoneyRate => &[(Unit::MoneyRate, Unit::Number)],
            Unit::Number => &[(Unit::Number, Unit::Number), (Unit::Number, Unit::Ratio), (Unit::Number, Unit::Count), (Unit::Number, Unit::Days)],
            Unit::Ratio => &[
                (Unit::Eur, Unit::Eur),
                (Unit::Usd, Unit::Usd),
                (Unit::Count, Unit::Count),
                (Unit::Days, Unit::Days),
                (Unit::Ratio, Unit::Ratio),
                (Unit::Rate, Unit::Rate),
                (Unit::Money, Unit::Money),
                (Unit::Ratio, Unit::Number),
            ],
            Unit::Count => &[(Unit::Count, Unit::Number), (Unit::Count, Unit::Ratio)],
            Unit::Days => &[(Unit::Days, Unit::Number), (Unit::Days, Unit::Count), (Unit::Days, Unit::Ratio)],
            Unit::Date | Unit::Text | Unit::Bool | Unit::Code(_) => return None,
        };
        let (left, right) = self.dice.pick(pairs);
        let left = self.formula(scope, left, depth)?;
        // Cells are 0 more often than what is computed from them.
        let right = if self.dice.chance(60) { self.slot(scope, right).map(|slot| slot.text) } else { self.formula(scope, right, depth) };
        Some(format!("({left} / {})", right?))
    }

    /// `min`, `max` or `sum` of several values.
    fn several(&mut self, scope: &Scope, unit: Unit, depth: usize) -> Option<String> {
        let mut parts = Vec::new();
        for _ in 0..self.dice.between(2, 4) {
            parts.push(self.optional_part(scope, unit, depth)?);
        }
        let function = if unit == Unit::Date { self.dice.pick(&["min", "max"]) } else { self.dice.pick(&["min", "max", "sum"]) };
        if let Some(run) = self.run(scope, unit).filter(|_| self.dice.chance(30)) {
            parts.push(run);
        }
        Some(format!("{function}({})", parts.join(", ")))
    }

    /// A part that functions of several may pass over.
    fn optional_part(&mut self, scope: &Scope, unit: Unit, depth: usize) -> Option<String> {
        let value = self.formula(scope, unit, depth)?;
        if self.dice.chance(20) {
            return Some(format!("({value} when {})", self.formula(scope, Unit::Bool, depth)?));
        }
        Some(value)
    }

    /// Two codes between which there are cells of one unit only.
    fn run(&mut self, scope: &Scope, unit: Unit) -> Option<String> {
        if scope.run.len() < 2 {
            return None;
        }
        let first = self.dice.below(scope.run.len() - 1);
        let count = scope.run[first..].iter().take_while(|(_, other)| *other == unit).count();
        (count >= 2).then(|| format!("{}..{}", scope.run[first].0, scope.run[first + self.dice.between(1, count - 1)].0))
    }

    fn range(&mut self, scope: &Scope, unit: Unit) -> Option<String> {
        let run = self.run(scope, unit)?;
        Some(match self.dice.below(4) {
            0 => format!("sum({run})"),
            1 => format!("min({run})"),
            2 => format!("max({run})"),
            _ => format!("({})", run.replace("..", "+...+")),
        })
    }

    fn condition(&mut self, scope: &Scope, depth: usize) -> Option<String> {
        match self.dice.below(10) {
            0 => Some(format!("(not {})", self.formula(scope, Unit::Bool, depth)?)),
            1..=2 => {
                let word = self.dice.pick(&["and", "or"]);
                let mut parts = Vec::new();
                for _ in 0..self.dice.between(2, 3) {
                    parts.push(self.formula(scope, Unit::Bool, depth)?);
                }
                Some(format!("({})", parts.join(&format!(" {word} "))))
            }
            3 => {
                let value = self.formula(scope, Unit::Text, depth)?;
                Some(format!("({value} matches {:?})", self.dice.pick(&PATTERNS)))
            }
            4..=5 => self.one_of(scope, depth),
            _ => self.comparison(scope, depth),
        }
    }

    pub(crate) fn comparison(&mut self, scope: &Scope, depth: usize) -> Option<String> {
        let units =
            [Unit::Eur, Unit::Eur, Unit::Number, Unit::Ratio, Unit::Count, Unit::Days, Unit::Date, Unit::Text, Unit::Code(0), Unit::Bool, Unit::Rate];
        let unit = self.dice.pick(&units);
        let left = self.formula(scope, unit, depth)?;
        let has_order = unit.is_number() || unit == Unit::Date;
        let operator = if has_order { self.dice.pick(&COMPARISONS) } else { self.dice.pick(&["=", "<>"]) };
        let right = match unit {
            Unit::Code(list) if self.dice.chance(70) => self.code(scope, list)?,
            _ if unit.is_number() && self.dice.chance(20) => "0".to_owned(),
            _ => self.formula(scope, unit, depth)?,
        };
        Some(format!("({left} {operator} {right})"))
    }

    /// A code in quotes that a cell may hold.
    pub(crate) fn code(&mut self, scope: &Scope, list: usize) -> Option<String> {
        let codes: Vec<&String> = scope.codelists.get(list)?.iter().filter(|code| !code.starts_with('G')).collect();
        Some(format!("{:?}", codes[self.dice.below(codes.len())]))
    }

    fn one_of(&mut self, scope: &Scope, depth: usize) -> Option<String> {
        let unit = self.dice.pick(&[Unit::Text, Unit::Code(0), Unit::Code(0), Unit::Code(1), Unit::Eur, Unit::Date]);
        let value = self.formula(scope, unit, depth)?;
        let mut options = Vec::new();
        for _ in 0..self.dice.between(1, 3) {
            options.push(match unit {
                Unit::Code(list) => format!("{:?}", self.dice.pick(scope.codelists.get(list)?)),
                _ => self.formula(scope, unit, depth)?,
            });
        }
        Some(format!("({value} in ({}))", options.join(", ")))
    }

    /// `when`, `else` and `if`.
    fn choice(&mut self, scope: &Scope, unit: Unit, depth: usize) -> Option<String> {
        let value = self.formula(scope, unit, depth)?;
        match self.dice.below(4) {
            0 => Some(format!("({value} when {})", self.formula(scope, Unit::Bool, depth)?)),
            1 => {
                let condition = self.formula(scope, Unit::Bool, depth)?;
                let other = self.formula(scope, unit, depth)?;
                Some(format!("(if {condition} then {value} else {other})"))
            }
            _ => {
                let first = if self.dice.chance(50) { self.leaf(scope, unit)? } else { self.optional_part(scope, unit, depth)? };
                let other = if unit.is_number() && self.dice.chance(15) { "0".to_owned() } else { value };
                Some(format!("({first} else {other})"))
            }
        }
    }
}

/// Puts a code that is made of digits into quotes: in `date` and `working_days_after` bare digits are a number.
fn quoted_digits(name: &str) -> String {
    if name.bytes().all(|byte| byte.is_ascii_digit()) { format!("'{name}'") } else { name.to_owned() }
}
