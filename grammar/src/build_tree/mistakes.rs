//! What to say of a text that no rule fits.

use super::Rule;
use crate::syntax_error::SyntaxErrorKind;

pub(super) fn blank_length(text: &str) -> usize {
    text.len().saturating_sub(text.trim_start_matches([' ', '\t', '\u{a0}', '\u{202f}']).len())
}

/// Says what is wrong at an offset, and how long it is.
pub(super) fn mistake_at(text: &str, at: usize, limit: usize, expected: Vec<&'static str>) -> (SyntaxErrorKind, usize) {
    let rest = text.get(at..limit).unwrap_or("");
    let before = text.get(..at).unwrap_or("");
    let Some(letter) = rest.chars().next() else {
        return (SyntaxErrorKind::Unexpected { found: "the end of the line".to_owned(), expected }, 0);
    };
    let starts_number = rest.get(1..).is_some_and(|after| after.starts_with(|next: char| next.is_ascii_digit()));
    if letter == ',' && starts_number && before.ends_with(|last: char| last.is_ascii_digit()) {
        return (decimal_comma(before, rest), 1);
    }
    if letter == 'х' || letter == 'Х' {
        return (SyntaxErrorKind::CyrillicX, letter.len_utf8());
    }
    for (theirs, ours) in [("!=", "<>"), ("==", "="), ("&&", "and"), ("||", "or"), ("=<", "<="), ("=>", ">="), ("**", "x"), ("^", "x")] {
        if rest.starts_with(theirs) {
            return (SyntaxErrorKind::OtherLanguageOperator(theirs, ours), theirs.len());
        }
    }
    if letter.is_alphabetic() && !letter.is_ascii() {
        return (SyntaxErrorKind::ForeignLetter(letter), letter.len_utf8());
    }
    let length = word_length(rest);
    let found = match letter {
        '\n' | '\r' => "the end of the line".to_owned(),
        '"' | '«' | '„' => "a text".to_owned(),
        _ => format!("`{}`", rest.get(..length).unwrap_or("")),
    };
    (SyntaxErrorKind::Unexpected { found, expected }, length)
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
        Rule::operand | Rule::expression | Rule::condition | Rule::reference | Rule::if_branch => "a code, name or number",
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
