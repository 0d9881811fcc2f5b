//! Slips in the order and spelling of clauses: what stands in the wrong place, or in the words of other languages.

use super::Rule;
use super::mistakes::RESERVED;
use super::slips::{Place, Slip, is_code, word_at};
use crate::phrase::said;
use crate::syntax_error::SyntaxErrorKind;

/// Letters of other alphabets that look like capitals of codes.
const LOOKALIKES: [(char, char); 26] = [
    ('А', 'A'),
    ('В', 'B'),
    ('С', 'C'),
    ('Е', 'E'),
    ('Н', 'H'),
    ('І', 'I'),
    ('Ј', 'J'),
    ('К', 'K'),
    ('М', 'M'),
    ('О', 'O'),
    ('Р', 'P'),
    ('Ѕ', 'S'),
    ('Т', 'T'),
    ('Х', 'X'),
    ('Α', 'A'),
    ('Β', 'B'),
    ('Ε', 'E'),
    ('Η', 'H'),
    ('Ι', 'I'),
    ('Κ', 'K'),
    ('Μ', 'M'),
    ('Ν', 'N'),
    ('Ο', 'O'),
    ('Ρ', 'P'),
    ('Τ', 'T'),
    ('Χ', 'X'),
];

/// Recognizes a slip in a clause.
pub(super) fn slip(place: &Place<'_>) -> Option<Slip> {
    let in_reports: [fn(&Place<'_>) -> Option<Slip>; 5] = [derivation, like_after_formula, overrides_after_formula, like_layout, day_of_month];
    let in_entries: [fn(&Place<'_>) -> Option<Slip>; 6] =
        [reserved_check, key_without_brackets, places_in_words, rounding_after_formula, required, text_rules];
    let anywhere: [fn(&Place<'_>) -> Option<Slip>; 5] = [lookalike, map_with_arrow, filter_after_call, lookup_without_column, codelist_file];
    let own = match place.rule {
        Rule::only_report_item => in_reports.iter().find_map(|slip| slip(place)),
        Rule::only_check_item => severity_alone(place).or_else(|| implication(place)),
        _ if place.is_entry() => in_entries.iter().find_map(|slip| slip(place)),
        _ => None,
    };
    own.or_else(|| anywhere.iter().find_map(|slip| slip(place)))
}

/// What stands before the block or the end of the line.
fn head(text: &str) -> &str {
    text.split(['{', '\n']).next().unwrap_or("").trim_end()
}

/// `from l by A where …`, `from l group by A`, `from l by (A, B)`
fn derivation(place: &Place<'_>) -> Option<Slip> {
    let (before, rest) = (place.before(), head(place.rest()));
    let (_, source) = before.strip_prefix("list ")?.split_once(" from ")?;
    let source = source.trim_end();
    if let Some(condition) = rest.strip_prefix("where ") {
        let (list, columns) = source.split_once(" by ")?;
        let help = said!("write `from {list} where {} by {columns}`", condition.trim());
        return Some(Slip::new(place.at, "where".len(), said!("`where` stands before `by`"), help));
    }
    if let Some(columns) = rest.strip_prefix("group by ") {
        let help = said!("write `from {source} by {}`", columns.trim());
        return Some(Slip::new(place.at, "group by".len(), said!("a list is gathered from another with `by` alone"), help));
    }
    let columns = rest.strip_prefix('(')?.split(')').next()?.trim();
    let list = source.strip_suffix(" by")?;
    Some(Slip::new(place.at, 1, said!("no brackets stand around the columns after `by`"), said!("write `from {list} by {columns}`")))
}

/// `grid e = a + d like l`
fn like_after_formula(place: &Place<'_>) -> Option<Slip> {
    let like = head(place.rest()).strip_prefix("like ")?;
    let (title, formula) = place.before().strip_prefix("grid ")?.split_once('=')?;
    let (title, formula) = (title.trim(), formula.trim());
    Some(Slip::new(place.at, "like".len(), said!("`like` stands before the formula"), said!("write `grid {title} like {like} = {formula}`")))
}

/// `grid e like l = a + b overrides rows`
fn overrides_after_formula(place: &Place<'_>) -> Option<Slip> {
    let overrides = head(place.rest());
    let (title, formula) = place.before().strip_prefix("grid ")?.split_once('=').filter(|_| overrides.starts_with("overrides "))?;
    let help = said!("write `grid {} {overrides} = {}`", title.trim(), formula.trim());
    Some(Slip::new(place.at, "overrides".len(), said!("`overrides` stands before the formula"), help))
}

/// `like layout l`
fn like_layout(place: &Place<'_>) -> Option<Slip> {
    let before = place.before().trim_end().strip_suffix("layout").filter(|before| before.trim_end().ends_with(" like"))?;
    let name = word_at(place.rest());
    Some(Slip::new(before.len(), "layout".len(), said!("after `like` stands the layout's name alone"), said!("write `like {name}`")))
}

/// `due 25th day of the next month`
fn day_of_month(place: &Place<'_>) -> Option<Slip> {
    let written = head(place.text).strip_prefix("due ")?.trim_start();
    let (day, rest) = written.split_once(' ')?;
    let number = day.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h', '.']);
    let rest = rest.trim_start();
    let of = rest.strip_prefix("day of ").or_else(|| rest.strip_prefix("of "))?;
    let is_day = matches!(number.len(), 1 | 2) && number.bytes().all(|byte| byte.is_ascii_digit());
    let start = place.text.len().saturating_sub(place.text.strip_prefix("due ")?.trim_start().len());
    is_day.then(|| {
        Slip::new(start, day.len(), said!("the day of a month is written with its number after `day`"), said!("write `due day {number} of {of}`"))
    })
}

/// `check x { … }`, where `x` stands for marks elsewhere.
fn reserved_check(place: &Place<'_>) -> Option<Slip> {
    let rest = place.text.strip_prefix("check ")?;
    let name = word_at(rest.trim_start());
    let start = place.text.len().saturating_sub(rest.trim_start().len());
    RESERVED.contains(&name).then(|| Slip { kind: SyntaxErrorKind::ReservedName(name.to_owned()), start, length: name.len() })
}

/// `key A, B`
fn key_without_brackets(place: &Place<'_>) -> Option<Slip> {
    let columns = head(place.text).strip_prefix("key ").filter(|_| place.rule == Rule::only_list_item)?.trim();
    let are_columns = columns.split(',').map(str::trim).all(is_code);
    let start = "key ".len();
    are_columns.then(|| Slip::new(start, columns.len(), said!("the columns of a key stand in brackets"), said!("write `key ({columns})`")))
}

/// The type of an entry, as far as it is written before the formula.
fn own_type(before: &str) -> Option<&str> {
    let written = before.split('=').next()?.rsplit_once(": ")?.1.split(',').next()?.trim();
    (!written.is_empty() && !written.contains('"')).then_some(written)
}

/// `EUR round 0`
fn places_in_words(place: &Place<'_>) -> Option<Slip> {
    let rest = head(place.rest());
    let word = word_at(rest);
    let digits = word_at(rest.get(word.len()..)?.trim_start_matches([' ', '(']).trim_start_matches("to "));
    let is_places = ["round", "rounded", "decimals", "places"].contains(&word) && matches!(digits.len(), 1 | 2);
    let is_places = is_places && digits.bytes().all(|byte| byte.is_ascii_digit());
    let own = own_type(place.before()).and_then(|own| own.split([' ', '(']).next()).unwrap_or("EUR");
    is_places.then(|| Slip::new(place.at, word.len(), said!("the decimals stand in brackets after the type"), said!("write `: {own}({digits})`")))
}

/// `= 010 / 3 rounded half even`
fn rounding_after_formula(place: &Place<'_>) -> Option<Slip> {
    let rest = head(place.rest());
    let word = word_at(rest);
    let rounding = if ["rounded", "rounding", "round"].contains(&word) { rest.get(word.len()..)?.trim_start() } else { rest };
    let rounding = ["half even", "half away from zero", "toward zero"].into_iter().find(|known| rounding.starts_with(known))?;
    let own = own_type(place.before()).unwrap_or("EUR(2)");
    place.before().contains('=').then(|| {
        Slip::new(place.at, word.len(), said!("how a value is rounded stands after its type"), said!("write `: {own} {rounding}` before the `=`"))
    })
}

/// `EUR, required`
fn required(place: &Place<'_>) -> Option<Slip> {
    let word = word_at(place.rest());
    let is_required = ["required", "mandatory"].contains(&word) && place.before().contains(':');
    is_required.then(|| Slip::new(place.at, word.len(), said!("a position is required unless it is `optional`"), said!("delete `{word}`")))
}

/// `text max 20`, `matches LV[0-9]+`
fn text_rules(place: &Place<'_>) -> Option<Slip> {
    let (before, rest) = (place.before().trim_end(), head(place.rest()));
    if before.ends_with(" matches") && !rest.starts_with(['"', '«', '„']) {
        let pattern = rest.split(' ').next().filter(|pattern| !pattern.is_empty())?.trim_matches(['/', '\'', ',']);
        let length = rest.split(' ').next().map_or(0, str::len);
        return Some(Slip::new(place.at, length, said!("a pattern stands in quotation marks"), said!("write `matches \"{pattern}\"`")));
    }
    let word = word_at(rest);
    let digits = word_at(rest.get(word.len()..)?.trim_start_matches([' ', '(', '=']));
    let is_limit = ["max", "maxlength", "length", "limit"].contains(&word) && before.ends_with("text");
    let is_limit = is_limit && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_limit.then(|| Slip::new(place.at, word.len(), said!("the most letters of a text stand in brackets"), said!("write `text({digits})`")))
}

/// `require 010 > 0 error`
fn severity_alone(place: &Place<'_>) -> Option<Slip> {
    let word = word_at(place.rest());
    let is_severity = ["error", "breach", "warning", "info"].contains(&word) && !place.before().trim_end().ends_with("severity");
    let is_after = is_severity && !place.before().trim().is_empty();
    is_after.then(|| Slip::new(place.at, word.len(), said!("how grave a finding is follows `severity`"), said!("write `severity {word}`")))
}

/// `require 010 > 0 => 020 > 0`
fn implication(place: &Place<'_>) -> Option<Slip> {
    let required = place.text.strip_prefix("require ")?;
    let (sign, (condition, then)) = ["=>", "->", "⇒", "→", " implies "].into_iter().find_map(|sign| Some((sign, required.split_once(sign)?)))?;
    let start = "require ".len().saturating_add(condition.len());
    let is_here = place.at >= start && place.at <= start.saturating_add(sign.len());
    let is_comparison = condition.contains(['=', '<', '>', '≤', '≥', '≠']) && is_here;
    is_comparison.then(|| {
        let blank = sign.len().saturating_sub(sign.trim_start().len());
        let help = said!("write `require {} when {}`", head(then).trim_end_matches([' ', '}']).trim(), condition.trim());
        Slip::new(start.saturating_add(blank), sign.trim().len(), said!("where a check applies is said with `when`"), help)
    })
}

/// `С20` with a Cyrillic letter.
fn lookalike(place: &Place<'_>) -> Option<Slip> {
    let before = place.before();
    let begun = before.len().saturating_sub(before.trim_end_matches(|letter: char| letter.is_alphanumeric()).len());
    let start = place.at.saturating_sub(begun);
    let word = word_at(place.text.get(start..)?);
    let latin = |letter: char| LOOKALIKES.iter().find(|(theirs, _)| *theirs == letter).map_or(letter, |(_, ours)| *ours);
    let ours: String = word.chars().map(latin).collect();
    let (foreign_at, foreign) = word.char_indices().find(|(_, letter)| latin(*letter) != *letter)?;
    // A letter alone is the sign of multiplication.
    let is_meant = is_code(&ours) && ours.len() > 1 && !place.expects(said!("a name"));
    let alphabet = if ('\u{370}'..'\u{400}').contains(&foreign) { said!("Greek") } else { said!("Cyrillic") };
    let message = said!("this `{foreign}` is a {alphabet} letter");
    is_meant.then(|| Slip::new(start.saturating_add(foreign_at), foreign.len_utf8(), message, said!("write `{ours}` with Latin letters")))
}

/// `map b.2.5 -> 2`
fn map_with_arrow(place: &Place<'_>) -> Option<Slip> {
    let (before, rest) = (place.before().trim_end(), head(place.rest()));
    let (_, pairs) = before.rsplit_once("map ").filter(|(title, _)| title.is_empty() || title.ends_with(' '))?;
    let sign = ["->", "=>", "→", "⇒", "=", ":"].into_iter().find(|sign| rest.starts_with(sign))?;
    let row = rest.get(sign.len()..)?.trim_start().split([' ', ',']).next()?;
    let pair = pairs.rsplit(',').next()?.trim();
    Some(Slip::new(place.at, sign.len(), said!("what a row counts as stands after `to`"), said!("write `map {pair} to {row}`")))
}

/// `sum(l.010) where A = "X"`
fn filter_after_call(place: &Place<'_>) -> Option<Slip> {
    let condition = head(place.rest()).strip_prefix("where ")?.trim_end_matches([' ', '}']);
    let call = place.before().trim_end().strip_suffix(')')?;
    let open = call.rfind('(')?;
    let (title, argument) = (call.get(..open)?, call.get(open.saturating_add(1)..)?);
    let function = title.rsplit(|letter: char| !letter.is_ascii_lowercase()).next().filter(|function| !function.is_empty())?;
    let help = said!("write `{function}({argument} where {})`", condition.trim());
    Some(Slip::new(place.at, "where".len(), said!("the lines of a list are chosen inside the brackets"), help))
}

/// `l["q"]` without a column; `assets[110, 020]`, which is meant for a cell.
fn lookup_without_column(place: &Place<'_>) -> Option<Slip> {
    let before = place.before().trim_end().strip_suffix(']')?;
    let (title, keys) = before.rsplit_once('[')?;
    let list = title.rsplit(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_' && letter != '.').next()?;
    let is_list = list.starts_with(|letter: char| letter.is_ascii_lowercase()) && list != "money" && !place.rest().starts_with('.');
    let keys = keys.trim();
    let start = title.len().saturating_sub(list.len());
    let length = before.len().saturating_add(1).saturating_sub(start);
    if let Some((row, column)) = keys.split_once(',').map(|(row, column)| (row.trim(), column.trim()))
        && is_code(row)
        && is_code(column)
    {
        let help = said!("write `{list}.{row}:{column}`");
        return is_list.then(|| Slip::new(start, length, said!("a cell is named by its row, a colon and its column"), help));
    }
    is_list.then(|| Slip::new(start, length, said!("a column of the list is missing"), said!("write `{list}[{keys}].010`")))
}

/// `codelist banks from banks.csv`
fn codelist_file(place: &Place<'_>) -> Option<Slip> {
    let file = place.rest().split([' ', '\n', '{']).next().filter(|file| !file.is_empty())?;
    let is_file = place.rule == Rule::only_codelist && place.before().trim_end().ends_with(" from") && !file.starts_with(['"', '«', '„']);
    is_file.then(|| {
        Slip::new(place.at, file.len(), said!("the name of a file stands in quotation marks"), said!("write `from \"{}\"`", file.trim_matches('\'')))
    })
}
