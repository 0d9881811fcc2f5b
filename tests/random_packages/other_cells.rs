//! Random parts of formulas that take cells from elsewhere: from lines of lists, from earlier periods, from before a rounding.

use super::formulas::{Formulas, Lines, Scope, Slot, Unit};

impl Formulas<'_> {
    /// A function over the lines of a list.
    pub(crate) fn over_lines(&mut self, scope: &Scope, unit: Unit, depth: usize) -> Option<String> {
        if scope.lists.is_empty() || unit.is_of_line() {
            return None;
        }
        let lines = self.dice.pick(&scope.lists);
        let inner = scope.in_lines(&lines, true);
        let own: Vec<&Slot> = inner.slots.iter().take(lines.columns.iter().filter(|slot| slot.is_cell).count()).collect();
        let function = match unit {
            Unit::Count => "count",
            Unit::Date => self.dice.pick(&["min", "max", "first"]),
            Unit::Text | Unit::Code(_) | Unit::Bool => "first",
            _ => self.dice.pick(&["sum", "sum", "min", "max", "first"]),
        };
        let filter = match self.dice.chance(35) {
            true => self.formula(&scope.in_lines(&lines, false), Unit::Bool, depth.min(1)).map(|filter| format!(" where {filter}")),
            false => None,
        };
        let filter = filter.unwrap_or_default();
        if unit == Unit::Count && self.dice.chance(40) {
            return Some(format!("count({}{filter})", lines.whole));
        }
        // What is taken must name the list, or it would be no function over lines.
        let made = if unit == Unit::Count { None } else { self.formula(&inner, unit, depth.min(1)) };
        let is_over_lines = |text: &String| own.iter().any(|slot| names(text, &slot.text)) && first_list(text) == lines.name.as_deref();
        let value = match made.filter(is_over_lines) {
            Some(text) => text,
            None => {
                let fitting: Vec<&&Slot> = own.iter().filter(|slot| unit == Unit::Count || slot.unit == unit).collect();
                if fitting.is_empty() {
                    return None;
                }
                fitting[self.dice.below(fitting.len())].text.clone()
            }
        };
        Some(format!("{function}({value}{filter})"))
    }

    /// A cell before its rounding, of an earlier period, or of a line found by its key.
    pub(crate) fn elsewhere(&mut self, scope: &Scope, unit: Unit, depth: usize) -> Option<String> {
        match self.dice.below(3) {
            0 => {
                let computed: Vec<&Slot> = scope.slots.iter().filter(|slot| slot.unit == unit && slot.is_computed).collect();
                (!computed.is_empty()).then(|| format!("exact({})", computed[self.dice.below(computed.len())].text))
            }
            1 => {
                let kept: Vec<&Slot> = scope.slots.iter().filter(|slot| slot.unit == unit && slot.has_earlier).collect();
                if kept.is_empty() {
                    return None;
                }
                let text = &kept[self.dice.below(kept.len())].text;
                Some(match self.dice.below(3) {
                    0 => format!("previous({text})"),
                    1 => format!("previous({text}, year)"),
                    _ => format!("closing({text})"),
                })
            }
            _ => self.by_key(scope, unit, depth),
        }
    }

    fn by_key(&mut self, scope: &Scope, unit: Unit, depth: usize) -> Option<String> {
        let keyed: Vec<&Lines> = scope.lists.iter().filter(|lines| lines.name.is_some() && !lines.key.is_empty()).collect();
        if keyed.is_empty() || unit.is_of_line() {
            return None;
        }
        let lines = keyed[self.dice.below(keyed.len())].clone();
        let columns: Vec<&Slot> = lines.columns.iter().filter(|slot| slot.unit == unit && slot.is_cell).collect();
        if columns.is_empty() {
            return None;
        }
        let column = columns[self.dice.below(columns.len())].text.clone();
        let mut key = Vec::new();
        for unit in &lines.key {
            key.push(match unit {
                Unit::Code(list) if self.dice.chance(60) => self.code(scope, *list)?,
                _ => self.formula(scope, *unit, depth.min(1))?,
            });
        }
        Some(format!("{}[{}].{column}", lines.whole, key.join(", ")))
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '.' && letter != ':')
}

/// Tells whether a text names a slot.
fn names(text: &str, slot: &str) -> bool {
    words(text).any(|word| word == slot)
}

/// Gives the first list that a text names with a column: over its lines a function runs.
fn first_list(text: &str) -> Option<&str> {
    words(text).filter(|word| !word.contains(':')).find_map(|word| {
        let (list, _) = word.rsplit_once('.')?;
        let name = list.rsplit('.').next().unwrap_or(list);
        name.strip_prefix('l').is_some_and(|number| number.parse::<u32>().is_ok()).then_some(list)
    })
}
