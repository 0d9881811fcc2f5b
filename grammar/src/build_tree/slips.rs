//! Slips that those make who know the printed form and not the language: each is told in words, with what to write.

use super::other_words::{as_name, currency_of, is_type, keyword_for, type_for};
use super::patterns::nearest_keyword;
use super::{Rule, slips_in_clauses, slips_in_consolidations, slips_in_formulas};
use crate::phrase::{Phrase, said};
use crate::syntax_error::SyntaxErrorKind;

/// A part that could not be read, and where reading stopped.
pub(super) struct Place<'t> {
    pub(super) rule: Rule,
    /// The part.
    pub(super) text: &'t str,
    /// Where reading stopped.
    pub(super) at: usize,
    pub(super) expected: &'t [Phrase],
}

/// What is wrong, and where in the part.
pub(super) struct Slip {
    pub(super) kind: SyntaxErrorKind,
    pub(super) start: usize,
    pub(super) length: usize,
}

impl Slip {
    pub(super) fn new(start: usize, length: usize, message: Phrase, help: Phrase) -> Self {
        Self { kind: SyntaxErrorKind::Slip { message, help }, start, length }
    }

    pub(super) fn written(start: usize, theirs: &str, ours: &str) -> Self {
        Self { kind: SyntaxErrorKind::OtherWord { theirs: theirs.to_owned(), ours: ours.to_owned() }, start, length: theirs.len() }
    }
}

impl<'t> Place<'t> {
    pub(super) fn before(&self) -> &'t str {
        self.text.get(..self.at).unwrap_or("")
    }

    pub(super) fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or("")
    }

    pub(super) fn expects(&self, what: Phrase) -> bool {
        self.expected.contains(&what)
    }

    /// Tells whether the part is a position, row or column.
    pub(super) fn is_entry(&self) -> bool {
        matches!(self.rule, Rule::only_form_item | Rule::only_list_item | Rule::only_axis_item | Rule::only_heading_item)
    }
}

/// Recognizes a slip.
pub(super) fn slip(place: &Place<'_>) -> Option<Slip> {
    let everywhere: [fn(&Place<'_>) -> Option<Slip>; 9] =
        [condition_alone, codes_with_commas, other_keyword, backslash, smart_quotes, date_in_other_order, name, type_name, currency_sign];
    let in_entries: [fn(&Place<'_>) -> Option<Slip>; 12] = [
        table_in_table,
        check_without_name,
        begins_with_text,
        printed_line,
        small_letter_in_code,
        sign_in_code,
        single_quotes,
        second_entry,
        label_without_quotes,
        type_without_colon,
        label_after_type,
        clause_of_type,
    ];
    let own = if place.is_entry() { in_entries.iter().find_map(|slip| slip(place)) } else { None };
    let own = slips_in_clauses::slip(place).or_else(|| slips_in_consolidations::slip(place)).or(own);
    own.or_else(|| everywhere.iter().find_map(|slip| slip(place))).or_else(|| slips_in_formulas::slip(place))
}

pub(super) fn word_at(text: &str) -> &str {
    let end = text.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(text.len());
    text.get(..end).unwrap_or("")
}

/// Gives the text in quotes at the beginning, with its marks.
fn quoted(text: &str) -> Option<&str> {
    let mut letters = text.char_indices();
    let closing: &[char] = match letters.next()?.1 {
        '"' => &['"'],
        '«' => &['»'],
        '„' => &['”', '“'],
        '\'' => &['\''],
        '“' | '”' => &['”', '“', '"'],
        _ => return None,
    };
    let (end, last) = letters.find(|(_, letter)| closing.contains(letter))?;
    text.get(..end.saturating_add(last.len_utf8()))
}

fn unquoted(text: &str) -> &str {
    let mut letters = text.chars();
    letters.next();
    letters.next_back();
    letters.as_str()
}

pub(super) fn is_code(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
}

/// A word of another language, or in capitals, with which a part begins.
fn other_keyword(place: &Place<'_>) -> Option<Slip> {
    let word = word_at(place.text);
    let is_head = place.at <= word.len() || place.before().trim() == word || place.text.get(word.len()..).is_some_and(|rest| rest.contains('{'));
    let ours = keyword_for(word).filter(|_| is_head)?;
    Some(Slip::new(0, word.len(), said!("`{word}` begins no part of a definition"), said!("write `{ours}`")))
}

/// A check whose condition stands without `require`.
fn condition_alone(place: &Place<'_>) -> Option<Slip> {
    let is_condition = place.rule == Rule::only_check_item && place.at == 0 && place.text.contains(['=', '<', '>', '≤', '≥', '≠']);
    let first = place.text.lines().next().unwrap_or("").trim_end();
    let length = first.find(' ').unwrap_or(first.len());
    let is_condition = is_condition && nearest_keyword(place.rule, word_at(first)).is_none() && keyword_for(word_at(first)).is_none();
    if let Some((condition, required)) = first.strip_prefix("if ").and_then(|rest| rest.split_once(" then ")) {
        let help = said!("write `require {} when {}`", required.trim(), condition.trim());
        return Some(Slip::new(0, "if".len(), said!("a check requires something, where a condition holds"), help));
    }
    is_condition.then(|| Slip::new(0, length, said!("what a check asks for stands after `require`"), said!("write `require {first}`")))
}

fn codes_with_commas(place: &Place<'_>) -> Option<Slip> {
    let is_comma = place.rule == Rule::only_code_entry && place.rest().starts_with(',');
    is_comma.then(|| {
        Slip::new(place.at, 1, said!("codes stand on lines of their own, or with `;` between them"), said!("write `01 \"first\"; 02 \"second\"`"))
    })
}

fn backslash(place: &Place<'_>) -> Option<Slip> {
    let is_escaped = place.rest().starts_with('\\') || place.before().ends_with("\\\"");
    is_escaped.then(|| {
        let start = place.text.find('\\').unwrap_or(place.at);
        Slip::new(start, 1, said!("a text has no `\\` before its signs"), said!("a label that holds `\"` itself stands in `«…»`"))
    })
}

fn smart_quotes(place: &Place<'_>) -> Option<Slip> {
    let rest = place.rest();
    let text = quoted(rest).filter(|_| rest.starts_with(['“', '”']))?;
    Some(Slip::new(place.at, text.len(), said!("`{text}` has other quotation marks than a text"), said!("write `\"{}\"`", unquoted(text))))
}

/// `31.03.2025`, `31/03/2025` and the like, where a date is needed.
fn date_in_other_order(place: &Place<'_>) -> Option<Slip> {
    if !place.expects(said!("a date as 2025-03-31")) {
        return None;
    }
    let rest = place.rest();
    let end = rest.find(|letter: char| !letter.is_ascii_digit() && !"./-".contains(letter)).unwrap_or(rest.len());
    let written = rest.get(..end)?.trim_end_matches('.');
    let parts: Vec<&str> = written.split(['.', '/', '-']).collect();
    let ours = match parts.as_slice() {
        [day, month, year] if year.len() == 4 && day.len() <= 2 && month.len() <= 2 => format!("{year}-{month:0>2}-{day:0>2}"),
        [year, month, day] if year.len() == 4 && day.len() <= 2 && month.len() <= 2 => format!("{year}-{month:0>2}-{day:0>2}"),
        [year, month] if year.len() == 4 && month.len() <= 2 => format!("{year}-{month:0>2}-01"),
        [year] if year.len() == 4 => format!("{year}-01-01"),
        _ => return None,
    };
    Some(Slip::new(place.at, written.len(), said!("`{written}` is no date here"), said!("write `{ours}`")))
}

/// A name in capitals, with a hyphen or with other letters.
fn name(place: &Place<'_>) -> Option<Slip> {
    let (before, rest) = (place.before(), place.rest());
    if place.expects(said!("a name")) && rest.starts_with(char::is_alphabetic) {
        let word = word_at(rest);
        let ours = as_name(word).filter(|ours| ours != word)?;
        return Some(Slip::new(place.at, word.len(), said!("`{word}` is no name: names begin with a small letter, a to z"), said!("write `{ours}`")));
    }
    let head = before.trim_start();
    let start = place.at.saturating_sub(head.len());
    let is_named = ["form ", "grid ", "list ", "check ", "report ", "parameter ", "codelist ", "package ", "let "];
    let keyword = is_named.into_iter().find(|keyword| head.starts_with(keyword))?;
    let begun = head.get(keyword.len()..).map(str::trim_start).filter(|begun| !begun.is_empty() && !begun.contains(char::is_whitespace))?;
    let is_joined = rest.starts_with('-') || rest.starts_with(|letter: char| letter.is_alphabetic());
    if !is_joined || start > place.at {
        return None;
    }
    let end = rest.find(|letter: char| !letter.is_alphanumeric() && letter != '_' && letter != '-').unwrap_or(rest.len());
    let word = format!("{begun}{}", rest.get(..end).unwrap_or(""));
    let ours = as_name(&word).filter(|ours| *ours != word)?;
    Some(Slip {
        kind: SyntaxErrorKind::ForeignLetter(rest.chars().next()?, Some(ours)),
        start: place.at,
        length: rest.chars().next().map_or(0, char::len_utf8),
    })
}

/// A type of another language, or in capitals.
fn type_name(place: &Place<'_>) -> Option<Slip> {
    let word = word_at(place.rest());
    if !place.expects(said!("a type as EUR, percent or count")) {
        return None;
    }
    let is_capital = word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    let help = match type_for(word) {
        Some(ours) => said!("write `{ours}`"),
        None if is_capital => said!("write a currency as `EUR`, or `percent`, `count`, `text`, `date` or another type"),
        None => return None,
    };
    Some(Slip { kind: SyntaxErrorKind::UnknownType(word.to_owned(), help), start: place.at, length: word.len() })
}

fn currency_sign(place: &Place<'_>) -> Option<Slip> {
    let sign = place.rest().chars().next()?;
    let ours = currency_of(sign)?;
    let number = place.rest().get(sign.len_utf8()..).map_or("", word_at);
    if number.starts_with(|letter: char| letter.is_ascii_digit()) {
        let help = if number.starts_with('0') { said!("write `{number}`") } else { said!("write `{number} {ours}`") };
        return Some(Slip::new(place.at, sign.len_utf8(), said!("no `{sign}` stands before a code or a number"), help));
    }
    Some(Slip::new(place.at, sign.len_utf8(), said!("`{sign}` is written `{ours}` here"), said!("write `{ours}`")))
}

fn table_in_table(place: &Place<'_>) -> Option<Slip> {
    let word = word_at(place.text);
    let has_block = place.text.contains('{');
    let (message, help) = match word {
        "form" | "grid" | "list" | "report" | "parameter" | "codelist" if has_block => {
            let parent = if matches!(word, "form" | "grid" | "list") { said!("in a report") } else { said!("by itself") };
            (said!("a {word} stands {parent}, not in a table"), said!("end this table with `}}` before it"))
        }
        "columns" | "rows" if has_block => {
            (said!("only a grid has `{word}`"), said!("declare the table as `grid name {{ columns {{ … }} rows {{ … }} }}`"))
        }
        _ => return None,
    };
    Some(Slip::new(0, word.len(), message, help))
}

fn check_without_name(place: &Place<'_>) -> Option<Slip> {
    let rest = place.text.strip_prefix("check")?;
    let blank = rest.len().saturating_sub(rest.trim_start().len());
    let text = quoted(rest.trim_start()).filter(|_| blank > 0)?;
    let help = said!("write `check name \"Message\" {{ require 010 >= 020 }}`");
    Some(Slip::new("check".len().saturating_add(blank), text.len(), said!("a check has a name before its message"), help))
}

/// A code in quotes, or a label before its code.
fn begins_with_text(place: &Place<'_>) -> Option<Slip> {
    let text = quoted(place.text).filter(|_| place.at == 0)?;
    let inner = unquoted(text);
    if is_code(inner) {
        return Some(Slip::new(0, text.len(), said!("a code stands without quotation marks"), said!("write `{inner}`")));
    }
    let next = word_at(place.text.get(text.len()..).unwrap_or("").trim_start());
    let help = if is_code(next) { said!("write `{next} {text}`") } else { said!("write a code before it, as `010 {text}`") };
    Some(Slip::new(0, text.len(), said!("the code stands before the label"), help))
}

/// A line as it is printed, without quotes: `Own funds, whole euro 030`.
fn printed_line(place: &Place<'_>) -> Option<Slip> {
    let line = place.text.trim_end();
    let is_prose = line.starts_with(char::is_alphabetic) && word_at(line).chars().skip(1).any(char::is_lowercase);
    let first_is_name = word_at(line).bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    if !is_prose || first_is_name || line.contains(['"', '«', '„', '{', '=']) || line.contains(" : ") || keyword_for(word_at(line)).is_some() {
        return None;
    }
    let (label, code) = match line.rsplit_once(char::is_whitespace) {
        Some((label, code)) if is_code(code) => (label.trim_end(), code),
        Some(_) | None => (line, "010"),
    };
    let shown = word_at(line);
    let message = said!("`{shown}` begins no position: a position begins with its code, and its label stands in quotation marks");
    Some(Slip::new(0, shown.len(), message, said!("write `{code} \"{label}\" : EUR`")))
}

/// `025b`
fn small_letter_in_code(place: &Place<'_>) -> Option<Slip> {
    let before = place.before();
    let is_code_begun = is_code(before) && before.starts_with(|letter: char| letter.is_ascii_digit());
    let rest = word_at(place.rest());
    if !is_code_begun || !rest.starts_with(|letter: char| letter.is_ascii_lowercase()) {
        return None;
    }
    let word = format!("{before}{rest}");
    Some(Slip::new(0, word.len(), said!("`{word}` is no code: its letters are capitals"), said!("write `{}`", word.to_ascii_uppercase())))
}

/// `A-1`, `4/2`, or a comma after the code.
fn sign_in_code(place: &Place<'_>) -> Option<Slip> {
    let (before, rest) = (place.before(), place.rest());
    let is_begun = is_code(before) || (place.at == 0 && rest.starts_with(|letter: char| letter.is_uppercase() && !letter.is_ascii()));
    let sign = rest.chars().next().filter(|_| is_begun)?;
    let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
    let word = format!("{before}{}", rest.get(..end).unwrap_or(""));
    if sign == ',' {
        return Some(Slip::new(place.at, 1, said!("no comma stands between the parts of a position"), said!("write `050 \"Label\" : EUR`")));
    }
    let is_sign = "-–—/\\_*&+№".contains(sign) || (sign.is_alphabetic() && !sign.is_ascii());
    let is_whole = is_sign && word.chars().count() > 1 && !word.contains(['"', '\'', '=', '{', ':']);
    is_whole.then(|| {
        let message = said!("a code has digits and capitals A to Z, and no `{sign}`");
        Slip::new(place.at, sign.len_utf8(), message, said!("a code with other signs stands in single quotes: `'{word}'`"))
    })
}

fn single_quotes(place: &Place<'_>) -> Option<Slip> {
    let rest = place.rest();
    let text = quoted(rest).filter(|_| rest.starts_with('\'') && is_code(place.before().trim()))?;
    Some(Slip::new(place.at, text.len(), said!("single quotes hold a code, and a label is needed"), said!("write `\"{}\"`", unquoted(text))))
}

/// Another position on the same line.
fn second_entry(place: &Place<'_>) -> Option<Slip> {
    let rest = place.rest();
    let code = word_at(rest);
    let label = quoted(rest.get(code.len()..)?.trim_start()).filter(|_| is_code(code) && place.before().contains(':'))?;
    let count = |bracket: char| place.before().matches(bracket).count();
    if count('(') > count(')') {
        // The line before goes on here because its bracket is open.
        let message = said!("this line belongs to the formula before it, whose bracket is not closed");
        return Some(Slip::new(place.at, code.len(), message, said!("write `)` at the end of the line before")));
    }
    Some(Slip::new(place.at, code.len(), said!("a position begins on a line of its own, or after `;`"), said!("write `; {code} {label}`")))
}

/// `050 Loans : EUR`, or a language before the first text.
fn label_without_quotes(place: &Place<'_>) -> Option<Slip> {
    const CLAUSES: [&str; 7] = ["x", "overrides", "tolerance", "valid", "source", "accept", "key"];
    let (before, rest) = (place.before().trim(), place.rest());
    if !is_code(before) || !rest.starts_with(char::is_alphabetic) || CLAUSES.contains(&word_at(rest)) || is_type(word_at(rest)) {
        return None;
    }
    let end = rest.find([':', '=', '"', '«', '„', '\n']).unwrap_or(rest.len());
    let label = rest.get(..end)?.trim_end();
    if rest.get(end..)?.starts_with(['"', '«', '„']) {
        let text = quoted(rest.get(end..)?)?;
        let is_language = matches!(label.len(), 2 | 3) && label.bytes().all(|byte| byte.is_ascii_lowercase());
        let message = said!("the first text is in the package's main language, which is not named");
        return is_language.then(|| Slip::new(place.at, label.len(), message, said!("write `{before} {text}`")));
    }
    Some(Slip::new(place.at, label.len(), said!("a label stands in quotation marks"), said!("write `{before} \"{label}\"`")))
}

/// `050 "Loans" EUR`, and a currency by its sign.
fn type_without_colon(place: &Place<'_>) -> Option<Slip> {
    let word = word_at(place.rest());
    let ours = if is_type(word) { word } else { type_for(word)? };
    place.expects(said!("`: type`")).then(|| Slip::new(place.at, word.len(), said!("a colon stands before the type"), said!("write `: {ours}`")))
}

fn label_after_type(place: &Place<'_>) -> Option<Slip> {
    let text = quoted(place.rest()).filter(|text| !text.starts_with('\''))?;
    let (code, type_clause) = place.before().split_once(':')?;
    if !is_code(code.trim()) || place.before().contains('=') {
        return None;
    }
    let help = said!("write `{} {text} : {}`", code.trim(), type_clause.trim());
    Some(Slip::new(place.at, text.len(), said!("the label stands before the type"), help))
}

/// What follows a type: `optional` without its comma, a second colon for `=`, `blank 0`, a dash between marked codes.
fn clause_of_type(place: &Place<'_>) -> Option<Slip> {
    let (before, rest) = (place.before(), place.rest());
    let word = word_at(rest);
    if place.expects(said!("`,`")) && ["optional", "key", "blank"].contains(&word) {
        let ours = if word == "blank" { "blank = 0" } else { word };
        return Some(Slip::new(place.at, word.len(), said!("a comma stands before `{word}`"), said!("write `, {ours}`")));
    }
    if place.expects(said!("`=`")) && before.trim_end().ends_with("blank") {
        return Some(Slip::new(
            place.at,
            word.len().max(rest.chars().next().map_or(0, char::len_utf8)),
            said!("what is blank is 0 by `blank = 0`"),
            said!("write `blank = 0`"),
        ));
    }
    if rest.starts_with(':') && before.contains(':') && place.expects(said!("`=`")) {
        let formula = rest.trim_start_matches([':', '=', ' ']).lines().next().unwrap_or("").trim_end();
        let length = if rest.starts_with(":=") { 2 } else { 1 };
        return Some(Slip::new(place.at, length, said!("a formula begins with `=`"), said!("write `= {formula}`")));
    }
    let last_clause = before.rsplit(['"', ':']).next().unwrap_or("");
    let marks = last_clause.rsplit_once(" x ").map(|(_, marks)| marks)?;
    let is_dash = rest.starts_with(['-', '–', '—', '‑']);
    let first = marks.rsplit([' ', ',']).next().unwrap_or("");
    let last = word_at(rest.trim_start_matches(['-', '–', '—', '‑', ' ']));
    (is_dash && is_code(last)).then(|| {
        let length = rest.chars().next().map_or(1, char::len_utf8);
        Slip::new(place.at, length, said!("a range of codes is written with two dots"), said!("write `{first}..{last}`"))
    })
}
