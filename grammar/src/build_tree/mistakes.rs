//! What to say of a text that no rule fits.

use super::Rule;
use crate::suggest;
use crate::syntax_error::SyntaxErrorKind;

pub(super) fn blank_length(text: &str) -> usize {
    text.len().saturating_sub(text.trim_start_matches([' ', '\t', '\u{a0}', '\u{202f}']).len())
}

/// Operators of other languages, with ours.
const OTHER_OPERATORS: [(&str, &str); 9] =
    [("!=", "<>"), ("==", "="), ("&&", "and"), ("||", "or"), ("=<", "<="), ("=>", ">="), ("**", "x"), ("^", "x"), ("//", "#")];

/// Words with which lines and clauses begin.
const KEYWORDS: [&str; 33] = [
    "accept",
    "blank",
    "by",
    "check",
    "code",
    "columns",
    "due",
    "else",
    "form",
    "from",
    "grid",
    "heading",
    "key",
    "language",
    "let",
    "list",
    "module",
    "optional",
    "over",
    "overrides",
    "period",
    "precision",
    "publisher",
    "rate",
    "require",
    "retain",
    "rounding",
    "rows",
    "severity",
    "source",
    "tolerance",
    "total",
    "when",
];

/// Words of the language that this version does not have.
const NOT_YET: [&str; 9] = ["calendar", "closing", "for", "layout", "like", "map", "matches", "previous", "test"];

/// Says what is wrong between two texts: the kind, how far before the second it begins, how long it is.
pub(super) fn mistake_at(before: &str, rest: &str, expected: Vec<&'static str>) -> (SyntaxErrorKind, usize, usize) {
    let Some(letter) = rest.chars().next() else {
        return (SyntaxErrorKind::Unexpected { found: "the end of the line".to_owned(), expected }, 0, 0);
    };
    if let Some(found) = slip_of_the_pen(before, rest, letter) {
        return found;
    }
    let length = word_length(rest);
    let word = rest.get(..length).unwrap_or("");
    if letter.is_ascii_digit() && expected.contains(&"`(`") {
        return (SyntaxErrorKind::Instead { found: word.to_owned(), write: format!("({word})") }, 0, length);
    }
    if NOT_YET.contains(&word) {
        return (SyntaxErrorKind::NotInThisVersion(word.to_owned()), 0, length);
    }
    if let Some(keyword) = KEYWORDS.contains(&word).then_some(()).map_or_else(|| nearest_keyword(word), |()| None) {
        return (SyntaxErrorKind::Instead { found: word.to_owned(), write: keyword.to_owned() }, 0, length);
    }
    let found = match letter {
        '\n' | '\r' => "the end of the line".to_owned(),
        '"' | '«' | '„' => "a text".to_owned(),
        _ => format!("`{word}`"),
    };
    (SyntaxErrorKind::Unexpected { found, expected }, 0, length)
}

/// Finds what is usually written in another way: commas, signs, quotes, letters, capitals.
fn slip_of_the_pen(before: &str, rest: &str, letter: char) -> Option<(SyntaxErrorKind, usize, usize)> {
    let last = before.chars().next_back();
    let starts_number = rest.get(1..).is_some_and(|after| after.starts_with(|next: char| next.is_ascii_digit()));
    if letter == ',' && starts_number && last.is_some_and(|last| last.is_ascii_digit()) {
        return Some((decimal_comma(before, rest), 0, 1));
    }
    for (theirs, ours) in OTHER_OPERATORS {
        let joined =
            last.is_some_and(|last| theirs.len() == 2 && theirs.starts_with(last) && theirs.get(1..).is_some_and(|second| rest.starts_with(second)));
        if rest.starts_with(theirs) || joined {
            let back = usize::from(!rest.starts_with(theirs));
            return Some((SyntaxErrorKind::OtherLanguageOperator(theirs, ours), back, theirs.len()));
        }
    }
    let instead = |found: &str, write: &str| Some((SyntaxErrorKind::Instead { found: found.to_owned(), write: write.to_owned() }, 0, found.len()));
    match letter {
        'х' | 'Х' => Some((SyntaxErrorKind::CyrillicX, 0, letter.len_utf8())),
        '“' | '”' => instead(&letter.to_string(), "\""),
        '€' => instead("€", "EUR"),
        'X' if !rest.get(1..).is_some_and(|after| after.starts_with(|next: char| next.is_alphanumeric())) => instead("X", "x"),
        '(' => upper_case_function(before),
        _ if letter.is_alphabetic() && !letter.is_ascii() => Some((SyntaxErrorKind::ForeignLetter(letter), 0, letter.len_utf8())),
        _ => None,
    }
}

/// A word in capitals before a bracket was meant for a function.
fn upper_case_function(before: &str) -> Option<(SyntaxErrorKind, usize, usize)> {
    let start = before.trim_end_matches(|letter: char| letter.is_ascii_uppercase()).len();
    let word = before.get(start..)?;
    let kind = SyntaxErrorKind::Instead { found: word.to_owned(), write: word.to_ascii_lowercase() };
    (word.len() > 1).then_some((kind, word.len(), word.len()))
}

fn nearest_keyword(word: &str) -> Option<&'static str> {
    let is_word = word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_close = |keyword: &&str| keyword.len().abs_diff(word.len()) <= 2 && keyword.get(..2) == word.to_ascii_lowercase().get(..2);
    suggest::nearest(&word.to_ascii_lowercase(), KEYWORDS).into_iter().find(is_close).filter(|_| is_word)
}

/// Says that a comma stands between the digits of a number, if one does.
pub(super) fn decimal_comma_between(before: &str, rest: &str) -> Option<(SyntaxErrorKind, usize)> {
    let is_followed = rest.strip_prefix(',').is_some_and(|after| after.starts_with(|next: char| next.is_ascii_digit()));
    (is_followed && before.ends_with(|last: char| last.is_ascii_digit())).then(|| (decimal_comma(before, rest), 1))
}

fn decimal_comma(before: &str, rest: &str) -> SyntaxErrorKind {
    let whole_start = before.trim_end_matches(|letter: char| letter.is_ascii_digit()).len();
    let fraction = rest.trim_start_matches(',');
    let end = fraction.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(fraction.len());
    let with_point = format!("{}.{}", before.get(whole_start..).unwrap_or(""), fraction.get(..end).unwrap_or(""));
    SyntaxErrorKind::DecimalComma { with_point }
}

fn word_length(rest: &str) -> usize {
    let word = rest.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_').unwrap_or(rest.len());
    word.max(rest.chars().next().map_or(0, char::len_utf8)).min(40)
}

/// Puts the rules that could have followed into the reader's words.
pub(super) fn expected_words(rules: &[Rule]) -> Vec<&'static str> {
    let mut words: Vec<&'static str> = rules.iter().filter_map(|rule| expected_word(*rule)).collect();
    words.sort_unstable();
    words.dedup();
    // Long lists teach nothing.
    if words.len() > 6 { Vec::new() } else { words }
}

fn expected_word(rule: Rule) -> Option<&'static str> {
    Some(match rule {
        Rule::brace_open | Rule::form_block | Rule::list_block | Rule::grid_block | Rule::axis_block | Rule::check_block | Rule::report_block => {
            "`{`"
        }
        Rule::package_block | Rule::codelist_block | Rule::total_block => "`{`",
        Rule::brace_close => "`}`",
        Rule::paren_open => "`(`",
        Rule::paren_close => "`)`",
        Rule::bracket_open => "`[`",
        Rule::bracket_close => "`]`",
        Rule::comma => "`,`",
        Rule::type_clause | Rule::colon => "`: type`",
        Rule::formula | Rule::equals => "`=`",
        Rule::slash => "`/`",
        Rule::name => "a name",
        Rule::string | Rule::labels => "a text in quotes",
        Rule::date => "a date as 2025-03-31",
        Rule::digits => "digits",
        Rule::currency | Rule::currency_reference => "a currency as EUR",
        Rule::value_type => "a type as EUR, percent or count",
        Rule::operand | Rule::operand_in_branch | Rule::operand_in_condition => "a code, name or number",
        Rule::expression | Rule::condition | Rule::reference | Rule::if_branch => "a code, name or number",
        Rule::quantity => "a number",
        Rule::code | Rule::dotted | Rule::quoted | Rule::code_range => "a code",
        Rule::kw_then => "`then`",
        Rule::kw_else | Rule::op_else => "`else`",
        Rule::kw_over => "`over`",
        Rule::kw_of => "`of`",
        Rule::kw_by => "`by`",
        Rule::kw_from | Rule::valid_from | Rule::derivation => "`from`",
        Rule::valid_until => "`until`",
        Rule::kw_columns | Rule::columns_block => "`columns`",
        Rule::kw_rows | Rule::rows_block => "`rows`",
        Rule::kw_day => "`day`",
        Rule::kw_year => "`year`",
        Rule::kw_quarter => "`quarter`",
        Rule::kw_the => "`the`",
        Rule::kw_next => "`next`",
        Rule::kw_month => "`month`",
        Rule::kw_permanently => "`permanently`",
        Rule::rounding => "`half away from zero`, `half even` or `toward zero`",
        Rule::modifier => "`key`, `optional` or `blank = 0`",
        Rule::zero => "`0`",
        Rule::op_plus | Rule::op_minus | Rule::op_times | Rule::op_divide => "an operator",
        Rule::op_equal | Rule::op_not_equal | Rule::op_less | Rule::op_less_or_equal | Rule::op_greater | Rule::op_greater_or_equal => "an operator",
        Rule::op_and | Rule::op_or | Rule::op_in | Rule::op_when => "an operator",
        Rule::source => "`source`",
        Rule::require => "`require`",
        Rule::severity => "`severity`",
        Rule::tolerance => "`tolerance`",
        Rule::EOI => "the end of the line",
        _ => return None,
    })
}
