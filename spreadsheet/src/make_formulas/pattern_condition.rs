//! Writes the condition that a text fits a pattern, for the patterns that are simple enough: signs, sets of signs and how often
//! they stand, one of which may stand any number of times.
//!
//! Spreadsheets have no regular expressions. What is not understood here is said to be so.

use positum_plan::text_limits::{MOST_TEXT_CHARACTERS, Pattern};

/// The most ways in which alternatives may be taken together.
const MOST_WAYS: usize = 12;
/// The most bytes of a condition.
const LONGEST: usize = 4_000;
/// The most signs of a set.
const MOST_SIGNS: usize = 200;

/// One sign of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Sign {
    Exactly(char),
    Any,
    OneOf(String),
    NoneOf(String),
}

/// A sign and how often it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Run {
    sign: Sign,
    fewest: usize,
    most: usize,
}

/// Signs that a pattern is read from.
type Signs<'a> = std::iter::Peekable<std::str::Chars<'a>>;

/// Gives the condition that the text in a cell fits; nothing for a pattern that no formula can express.
pub(super) fn pattern_condition(pattern: &Pattern, cell: &str) -> Option<String> {
    let mut signs = pattern.text().chars().peekable();
    let ways = read_ways(&mut signs, 0)?;
    if signs.next().is_some() {
        return None;
    }
    let conditions: Option<Vec<String>> = ways.iter().map(|way| way_condition(way, cell)).collect();
    let conditions = conditions.filter(|conditions| conditions.concat().len() < LONGEST)?;
    Some(if conditions.len() == 1 { conditions.concat() } else { format!("OR({})", conditions.join(",")) })
}

/// Reads alternatives up to a closing bracket or the end.
fn read_ways(signs: &mut Signs<'_>, depth: usize) -> Option<Vec<Vec<Run>>> {
    const DEEPEST: usize = 8;
    if depth > DEEPEST {
        return None;
    }
    let mut ways = Vec::new();
    let mut own: Vec<Vec<Run>> = vec![Vec::new()];
    while let Some(sign) = signs.peek().copied() {
        match sign {
            ')' => break,
            '|' => {
                signs.next();
                ways.append(&mut own);
                own = vec![Vec::new()];
            }
            '(' => {
                signs.next();
                let inner = read_group(signs, depth)?;
                own = own.iter().flat_map(|before| inner.iter().map(|after| [before.as_slice(), after.as_slice()].concat())).collect();
            }
            _ => {
                let run = read_run(signs)?;
                own.iter_mut().for_each(|way| way.push(run.clone()));
            }
        }
        if own.len().saturating_add(ways.len()) > MOST_WAYS {
            return None;
        }
    }
    ways.append(&mut own);
    Some(ways)
}

/// Reads a group; one that stands more or less often than once is not understood.
fn read_group(signs: &mut Signs<'_>, depth: usize) -> Option<Vec<Vec<Run>>> {
    if signs.peek() == Some(&'?') {
        return None;
    }
    let inner = read_ways(signs, depth.saturating_add(1))?;
    let is_closed = signs.next() == Some(')');
    (is_closed && !matches!(signs.peek(), Some('?' | '*' | '+' | '{'))).then_some(inner)
}

fn read_run(signs: &mut Signs<'_>) -> Option<Run> {
    let sign = match signs.next()? {
        '.' => Sign::Any,
        '[' => read_set(signs)?,
        '\\' => read_escaped(signs)?,
        '^' | '$' | '*' | '+' | '?' | '{' | '}' | ']' => return None,
        sign => Sign::Exactly(sign),
    };
    let (fewest, most) = match signs.peek() {
        Some('?') => (0, 1),
        Some('*') => (0, MOST_TEXT_CHARACTERS),
        Some('+') => (1, MOST_TEXT_CHARACTERS),
        Some('{') => read_times(signs)?,
        Some(_) | None => return Some(Run { sign, fewest: 1, most: 1 }),
    };
    signs.next();
    // A sign after it would make it stand as seldom as possible, or is a mistake.
    (!matches!(signs.peek(), Some('?' | '*' | '+' | '{')) && fewest <= most).then_some(Run { sign, fewest, most })
}

/// Reads `{6`, `{1,6` or `{2,`; the closing brace is left.
fn read_times(signs: &mut Signs<'_>) -> Option<(usize, usize)> {
    signs.next();
    let mut text = String::new();
    while let Some(sign) = signs.peek().filter(|sign| **sign != '}') {
        text.push(*sign);
        signs.next();
    }
    match text.split_once(',') {
        None => text.parse().ok().map(|times| (times, times)),
        Some((fewest, "")) => Some((fewest.parse().ok()?, MOST_TEXT_CHARACTERS)),
        Some((fewest, most)) => Some((fewest.parse().ok()?, most.parse().ok()?)),
    }
}

fn read_escaped(signs: &mut Signs<'_>) -> Option<Sign> {
    match signs.next()? {
        'd' => Some(Sign::OneOf("0123456789".to_owned())),
        sign if sign.is_ascii_punctuation() => Some(Sign::Exactly(sign)),
        _ => None,
    }
}

/// Reads `[A-Z0-9_]` after its opening bracket.
fn read_set(signs: &mut Signs<'_>) -> Option<Sign> {
    let is_negative = signs.peek() == Some(&'^');
    if is_negative {
        signs.next();
    }
    let mut set = String::new();
    loop {
        let first = match signs.next()? {
            ']' if !set.is_empty() => break,
            ']' | '[' | '&' | '~' => return None,
            '\\' => signs.next().filter(char::is_ascii_punctuation)?,
            sign => sign,
        };
        let mut rest = signs.clone();
        let is_range = rest.next() == Some('-') && rest.next().is_some_and(|last| last != ']');
        if !is_range {
            set.push(first);
        } else {
            signs.next();
            let last = match signs.next()? {
                '\\' => signs.next().filter(char::is_ascii_punctuation)?,
                '[' | '-' => return None,
                sign => sign,
            };
            set.extend(first..=last);
        }
        if set.chars().count() > MOST_SIGNS {
            return None;
        }
    }
    Some(if is_negative { Sign::NoneOf(set) } else { Sign::OneOf(set) })
}

fn way_condition(way: &[Run], cell: &str) -> Option<String> {
    let fewest: usize = way.iter().map(|run| run.fewest).sum();
    let most = way.iter().fold(0_usize, |most, run| most.saturating_add(run.most));
    let mut conditions = vec![if fewest == most { format!("LEN({cell})={fewest}") } else { format!("LEN({cell})>={fewest}") }];
    if fewest != most && most < MOST_TEXT_CHARACTERS {
        conditions.push(format!("LEN({cell})<={most}"));
    }
    let varying = way.iter().position(|run| run.fewest != run.most);
    if way.iter().filter(|run| run.fewest != run.most).count() > 1 {
        return None;
    }
    let (before, rest) = way.split_at(varying.unwrap_or(way.len()));
    let length_before: usize = before.iter().map(|run| run.fewest).sum();
    fixed_conditions(before, cell, &mut conditions);
    if let Some((varying, after)) = rest.split_first() {
        let length_after: usize = after.iter().map(|run| run.fewest).sum();
        fixed_conditions(after, &format!("RIGHT({cell},{length_after})"), &mut conditions);
        let ends = length_before.saturating_add(length_after);
        let start = length_before.saturating_add(1);
        let middle = format!("MID({cell},{start},MAX(0,LEN({cell})-{ends}))");
        conditions.extend(sign_condition(&varying.sign, &middle, varying.most));
    }
    Some(format!("AND({})", conditions.join(",")))
}

/// Gives the conditions of runs each of which stands a known number of times.
fn fixed_conditions(runs: &[Run], text: &str, conditions: &mut Vec<String>) {
    let mut start = 1_usize;
    let mut rest = runs;
    while let Some((first, others)) = rest.split_first() {
        let literal: String = rest.iter().map_while(exactly).collect();
        let length = literal.chars().count();
        if length > 0 {
            conditions.push(format!("EXACT(MID({text},{start},{length}),{})", super::expression::text_literal(&literal).text()));
            let taken = rest.iter().take_while(|run| exactly(run).is_some()).count();
            rest = rest.get(taken..).unwrap_or(&[]);
        } else {
            conditions.extend(sign_condition(&first.sign, &format!("MID({text},{start},{})", first.fewest), first.fewest));
            rest = others;
        }
        start = start.saturating_add(if length > 0 { length } else { first.fewest });
    }
}

fn exactly(run: &Run) -> Option<String> {
    match &run.sign {
        Sign::Exactly(sign) if run.fewest == run.most => Some(sign.to_string().repeat(run.fewest)),
        Sign::Exactly(_) | Sign::Any | Sign::OneOf(_) | Sign::NoneOf(_) => None,
    }
}

/// Gives the condition that each sign of a text of at most so many signs is as it must be.
fn sign_condition(sign: &Sign, text: &str, most: usize) -> Option<String> {
    let set = |signs: &str| super::expression::text_literal(signs).text().to_owned();
    let all_among = |signs: &str| {
        // Behind the end there is nothing to be found.
        format!("SUMPRODUCT((ROW($1:${most})<=LEN({text}))*ISERROR(FIND(MID({text},ROW($1:${most}),1),{})))=0", set(signs))
    };
    match sign {
        _ if most == 0 => None,
        Sign::Any => None,
        Sign::Exactly(sign) => Some(all_among(&sign.to_string())),
        Sign::OneOf(signs) => Some(all_among(signs)),
        Sign::NoneOf(signs) => {
            let count = signs.chars().count();
            Some(format!("SUMPRODUCT(--ISNUMBER(FIND(MID({},ROW($1:${count}),1),{text})))=0", set(signs)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn condition(pattern: &str) -> Option<String> {
        pattern_condition(&Pattern::new(pattern).unwrap(), "A1")
    }

    #[test]
    fn signs_in_a_row_are_compared_as_a_whole() {
        assert_eq!(condition("LV-1").as_deref(), Some("AND(LEN(A1)=4,EXACT(MID(A1,1,4),\"LV-1\"))"));
    }

    #[test]
    fn what_no_formula_expresses_is_said() {
        for pattern in ["(?i)a", "(ab)+", "a*b*", "^a", "a+?", "[[:alpha:]]", r"\w", "(a|b){2}"] {
            assert_eq!(condition(pattern), None, "{pattern}");
        }
    }
}
