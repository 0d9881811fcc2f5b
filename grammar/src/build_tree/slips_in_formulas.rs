//! Slips in formulas: numbers as they are printed, cells as spreadsheets name them, words that are missing.

use super::mistakes::is_in_formula;
use super::other_words::{is_type, word_of_formulas_for};
use super::patterns::is_near;
use super::slips::{Place, Slip, word_at};
use crate::phrase::said;

const CAPITALS: [&str; 7] = ["AND", "OR", "NOT", "IF", "THEN", "ELSE", "X"];

/// Recognizes a slip in a formula.
pub(super) fn slip(place: &Place<'_>) -> Option<Slip> {
    let slips: [fn(&Place<'_>) -> Option<Slip>; 18] = [
        nothing_after_word,
        question_mark,
        words_of_queries,
        comma_between,
        then_without_if,
        in_braces,
        other_word,
        grouped_otherwise,
        currency_first,
        branch_missing,
        two_operands,
        cell_in_brackets,
        cell_with_comma,
        spreadsheet_cells,
        small_letter_in_code,
        label_as_name,
        type_after_formula,
        operators_in_a_row,
    ];
    if !is_in_formula(place.expected) && !place.expects(said!("`else`")) && !place.expects(said!("`then`")) {
        return None;
    }
    // These are told as what spreadsheets write.
    if [word_at(place.rest()), word_before(place).0].into_iter().any(|word| CAPITALS.contains(&word)) {
        return None;
    }
    slips.iter().find_map(|slip| slip(place))
}

/// Gives the word right before the place, with the blanks between.
fn word_before<'t>(place: &Place<'t>) -> (&'t str, usize) {
    let before = place.before();
    let trimmed = before.trim_end();
    let start =
        trimmed.len().saturating_sub(trimmed.chars().rev().take_while(|letter| letter.is_alphanumeric() || *letter == '_').map(char::len_utf8).sum());
    (trimmed.get(start..).unwrap_or(""), before.len().saturating_sub(start))
}

fn digits_at(text: &str) -> &str {
    text.get(..text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len())).unwrap_or("")
}

fn is_digits(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_code(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
}

/// `010 when`, `010 > 0 and`
fn nothing_after_word(place: &Place<'_>) -> Option<Slip> {
    let (word, back) = word_before(place);
    let is_at_end = matches!(place.rest().chars().next(), None | Some('\n' | '\r' | '}' | ';' | ')'));
    let goes_on = ["when", "and", "or", "not", "else", "then", "if", "in", "x"].contains(&word);
    (is_at_end && goes_on && place.expects(said!("a code, name or number"))).then(|| {
        let help = said!("write what follows it, or delete `{word}`");
        Slip::new(place.at.saturating_sub(back), word.len(), said!("nothing stands after `{word}`"), help)
    })
}

/// `a ? b : c`
fn question_mark(place: &Place<'_>) -> Option<Slip> {
    let rest = place.rest().strip_prefix('?')?;
    let line = place.before().lines().next_back().unwrap_or("").trim_start();
    let condition = line.split_once(" = ").map_or(line, |(_, formula)| formula).trim_start_matches("require ").trim();
    let condition = if condition.contains('"') || condition.is_empty() { "…" } else { condition };
    let (then, otherwise) = rest.lines().next().unwrap_or("").split_once(':')?;
    let help = said!("write `if {condition} then {} else {}`", then.trim(), otherwise.trim());
    Some(Slip::new(place.at, 1, said!("a choice is written with `if`, `then` and `else`"), help))
}

/// `is`, `between`, as databases write them.
fn words_of_queries(place: &Place<'_>) -> Option<Slip> {
    let word = word_at(place.rest());
    let (left, _) = word_before(place);
    let (message, help) = match word.to_ascii_lowercase().as_str() {
        "is" | "equals" => (said!("`{word}` is written `=` here"), said!("write `=`, or `<>` for what is not equal")),
        "between" => {
            let ends = place.rest().get(word.len()..).unwrap_or("").split_once(" and ");
            let end = |text: &str| text.trim_matches([' ', '}', '\n', '\r']).to_owned();
            let (least, most) = ends.map_or(("0".to_owned(), "5".to_owned()), |(least, most)| (end(least), end(most.lines().next().unwrap_or(""))));
            let help = said!("write `{left} >= {least} and {left} <= {most}`");
            (said!("between two values is said with two comparisons"), help)
        }
        "like" => (said!("a text is compared with a pattern by `matches`"), said!("write `matches \"LV[0-9]+\"`, or `=` and the text")),
        _ => return None,
    };
    Some(Slip::new(place.at, word.len(), message, help))
}

/// `a in b, c`, and conditions with a comma between them.
fn comma_between(place: &Place<'_>) -> Option<Slip> {
    if !place.rest().starts_with(',') {
        return None;
    }
    let line = place.before().lines().next_back().unwrap_or("");
    if let Some((_, first)) = line.rsplit_once(" in ") {
        let help = said!("write `in ({}{})`", first.trim(), place.rest().lines().next().unwrap_or("").trim_end_matches(['}', ' ']));
        return Some(Slip::new(place.at, 1, said!("several values after `in` stand in brackets"), help));
    }
    // Without a blank it is a decimal comma.
    let is_condition = place.rule == super::Rule::only_check_item && place.rest().starts_with(", ");
    is_condition.then(|| Slip::new(place.at, 1, said!("two conditions are joined by a word"), said!("write `and` or `or`")))
}

/// `then` where no `if` stands; in a check, where `require` belongs.
fn then_without_if(place: &Place<'_>) -> Option<Slip> {
    let rest = place.rest();
    if word_at(rest) != "then" || place.expects(said!("`then`")) {
        return None;
    }
    if place.text.starts_with("when ") {
        let required = rest.get("then".len()..)?.lines().next().unwrap_or("").trim();
        let message = said!("`when` says where a check applies, and what must hold then follows `require`");
        return Some(Slip::new(place.at, "then".len(), message, said!("write `require {required}`")));
    }
    Some(Slip::new(place.at, "then".len(), said!("`then` belongs to an `if`"), said!("write `if condition then a else b`")))
}

/// `{010-020}`, `[010]`
fn in_braces(place: &Place<'_>) -> Option<Slip> {
    let rest = place.rest();
    let (open, close) = if rest.starts_with('{') { ('{', '}') } else { ('[', ']') };
    let inner = rest.strip_prefix(open)?.split(close).next()?.trim();
    let is_formula = inner.starts_with(|letter: char| letter.is_ascii_digit()) && !inner.contains(['"', '\n']);
    if !place.expects(said!("a code, name or number")) || !is_formula {
        return None;
    }
    let help = if is_code(inner) { said!("write `{inner}`") } else { said!("write `({inner})`") };
    Some(Slip::new(place.at, 1, said!("a formula has no `{open}`"), help))
}

fn other_word(place: &Place<'_>) -> Option<Slip> {
    let word = word_at(place.rest());
    let here = word_of_formulas_for(word).map(|ours| Slip::written(place.at, word, ours));
    let (before, back) = word_before(place);
    here.or_else(|| word_of_formulas_for(before).map(|ours| Slip::written(place.at.saturating_sub(back), before, ours)))
}

/// `1'000`
fn grouped_otherwise(place: &Place<'_>) -> Option<Slip> {
    let (whole, back) = word_before(place);
    let rest = place.rest();
    let group = digits_at(rest.strip_prefix(['\'', '’', '_'])?);
    if !is_digits(whole) || group.len() != 3 {
        return None;
    }
    let sign = rest.chars().next().map_or(1, char::len_utf8);
    let length = back.saturating_add(sign).saturating_add(group.len());
    Some(Slip::new(place.at.saturating_sub(back), length, said!("thousands are set apart by a space"), said!("write `{whole} {group}`")))
}

/// `EUR 100`
fn currency_first(place: &Place<'_>) -> Option<Slip> {
    let (currency, back) = word_before(place);
    let is_currency = currency.len() == 3 && currency.bytes().all(|byte| byte.is_ascii_uppercase());
    let rest = place.rest();
    let end = rest.find(|letter: char| !letter.is_ascii_digit() && letter != '.' && letter != ' ').unwrap_or(rest.len());
    let number = rest.get(..end).unwrap_or("").trim_end();
    (is_currency && number.starts_with(|letter: char| letter.is_ascii_digit())).then(|| {
        let (start, length) = (place.at.saturating_sub(back), back.saturating_add(number.len()));
        Slip::new(start, length, said!("the currency stands after the number"), said!("write `{number} {currency}`"))
    })
}

/// Two numbers or codes without a sign between them.
fn two_operands(place: &Place<'_>) -> Option<Slip> {
    let (left, _) = word_before(place);
    let right = word_at(place.rest());
    let is_apart = place.before().ends_with([' ', '\t', '\u{a0}', '\u{202f}']);
    if !is_apart || !is_code(left) || !is_code(right) {
        return None;
    }
    let are_digits = is_digits(left) && is_digits(right);
    let help = if are_digits && right.len() != 3 {
        said!("write `{left} + {right}` or another operator; digits of one number are grouped in threes, as `1 000`")
    } else {
        said!("write `{left} + {right}`, or another operator")
    };
    Some(Slip::new(place.at, right.len(), said!("there is no operator between `{left}` and `{right}`"), help))
}

/// `assets[110, 020]`
fn cell_in_brackets(place: &Place<'_>) -> Option<Slip> {
    let (table, back) = word_before(place);
    let inner = place.rest().strip_prefix('[')?.split(']').next()?;
    let codes: Vec<&str> = inner.split([',', ';']).map(str::trim).collect();
    if !table.starts_with(|letter: char| letter.is_ascii_lowercase()) || back != table.len() {
        return None;
    }
    let (message, help) = match codes.as_slice() {
        [row, column] if is_code(row) && is_code(column) => {
            (said!("a cell is named by its row, a colon and its column"), said!("write `{table}.{row}:{column}`"))
        }
        _ => (
            said!("a single line of a list cannot be named in this version of the language"),
            said!("choose it with a condition, as `sum({table}.060 where A = \"USD\")`"),
        ),
    };
    Some(Slip::new(place.at, inner.len().saturating_add(2), message, help))
}

/// `assets.110,020`
fn cell_with_comma(place: &Place<'_>) -> Option<Slip> {
    let column = digits_at(place.rest().strip_prefix(',')?);
    let (row, back) = word_before(place);
    let head = place.before().get(..place.at.saturating_sub(back))?.strip_suffix('.')?;
    let table = head.rsplit(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_' && letter != '.').next()?;
    let is_cell = table.starts_with(|letter: char| letter.is_ascii_lowercase()) && is_digits(row) && is_digits(column);
    is_cell.then(|| Slip::new(place.at, 1, said!("a cell is named by its row, a colon and its column"), said!("write `{table}.{row}:{column}`")))
}

/// `SUM(010:020)`, `SUM(A1:B2)`
fn spreadsheet_cells(place: &Place<'_>) -> Option<Slip> {
    let (function, back) = word_before(place);
    let inner = place.rest().strip_prefix('(')?.split(')').next()?;
    let (first, last) = inner.split_once(':').map(|(first, last)| (first.trim(), last.trim()))?;
    let is_function = ["sum", "min", "max", "average", "count"].contains(&function.to_ascii_lowercase().as_str());
    if !is_function || !is_code(first) || !is_code(last) {
        return None;
    }
    let name = function.to_ascii_lowercase();
    let help = if is_digits(first) && is_digits(last) {
        said!("write `{name}({first}..{last})`")
    } else {
        said!("name positions by their codes: a range of them is `{name}(010..020)`")
    };
    let written = format!("{function}({inner})");
    let start = place.at.saturating_sub(back);
    Some(Slip::new(start, back.saturating_add(inner.len()).saturating_add(2), said!("`{written}` is written otherwise here"), help))
}

/// `025b`
fn small_letter_in_code(place: &Place<'_>) -> Option<Slip> {
    let (begun, back) = word_before(place);
    let rest = word_at(place.rest());
    let is_begun = is_code(begun) && begun.starts_with(|letter: char| letter.is_ascii_digit()) && back == begun.len();
    let is_letters = !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_lowercase()) && rest.len() <= 2;
    (is_begun && is_letters).then(|| {
        let word = format!("{begun}{rest}");
        let message = said!("`{word}` is no code: its letters are capitals");
        Slip::new(place.at.saturating_sub(back), word.len(), message, said!("write `{}`", word.to_ascii_uppercase()))
    })
}

/// `Assets - Liabilities`
fn label_as_name(place: &Place<'_>) -> Option<Slip> {
    let (begun, back) = word_before(place);
    let rest = word_at(place.rest());
    let is_begun = back == begun.len() && begun.len() == 1 && begun.bytes().all(|byte| byte.is_ascii_uppercase());
    let (start, word) = if is_begun && rest.starts_with(char::is_lowercase) {
        (place.at.saturating_sub(back), format!("{begun}{rest}"))
    } else if place.expects(said!("a code, name or number"))
        && rest.starts_with(|letter: char| letter.is_uppercase() && !letter.is_ascii() && letter != 'Х')
    {
        (place.at, rest.to_owned())
    } else {
        return None;
    };
    Some(Slip::new(start, word.len(), said!("`{word}` is no code: a formula names codes, not labels"), said!("write the position's code, as `010`")))
}

/// `= 010-020 : EUR`
fn type_after_formula(place: &Place<'_>) -> Option<Slip> {
    let rest = place.rest().strip_prefix(':')?.trim_start();
    let word = word_at(rest);
    let formula = place.before().rsplit_once('=').map(|(_, formula)| formula.trim())?;
    is_type(word).then(|| Slip::new(place.at, 1, said!("the type stands before the formula"), said!("write `: {word} = {formula}`")))
}

fn branch_missing(place: &Place<'_>) -> Option<Slip> {
    let condition = place.before().rsplit_once("if ").map(|(_, condition)| condition.trim())?;
    if place.expects(said!("`then`")) {
        let length = word_at(place.rest()).len();
        return Some(Slip::new(place.at, length, said!("after the condition of `if` stands `then`"), said!("write `if {condition} then …`")));
    }
    let word = word_at(place.rest());
    if place.expects(said!("`else`")) && is_near("else", word) {
        return Some(Slip::written(place.at, word, "else"));
    }
    if place.expects(said!("`else`")) && !place.expects(said!("the end of the line")) {
        let help = match condition.split_once(" then ") {
            Some((condition, value)) => {
                said!("write `else 0` if it is 0 otherwise, or `{} when {condition}` if nothing applies then", value.trim())
            }
            None => said!("write `else 0` if it is 0 otherwise"),
        };
        return Some(Slip::new(place.at, word_at(place.rest()).len(), said!("`if` has no `else`"), help));
    }
    None
}

/// An operator after an operator, or at the end; `not` where it needs brackets.
fn operators_in_a_row(place: &Place<'_>) -> Option<Slip> {
    if !place.expects(said!("a code, name or number")) {
        return None;
    }
    let is_operator = |letter: char| "+-–—−*/×·<>=".contains(letter);
    let before = place.before().trim_end();
    let sign = before.chars().next_back().filter(|letter| is_operator(*letter))?;
    let rest = place.rest();
    match rest.chars().next() {
        None | Some('\n' | '\r' | '}' | ';' | ')') => Some(Slip::new(
            before.len().saturating_sub(sign.len_utf8()),
            sign.len_utf8(),
            said!("nothing stands after `{sign}`"),
            said!("write what follows it, or delete `{sign}`"),
        )),
        // `**` is a sign of its own elsewhere.
        Some(next) if next == sign && before.len() == place.before().len() => None,
        Some(next) if is_operator(next) && !"<>=".contains(sign) => {
            Some(Slip::new(place.at, next.len_utf8(), said!("`{next}` stands right after `{sign}`"), said!("delete one of the two")))
        }
        Some(_) => None,
    }
}
