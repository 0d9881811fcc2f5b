//! What to say of a text that no rule fits.

use super::Rule;
use crate::phrase::{Phrase, said};
use crate::suggest;
use crate::syntax_error::{SyntaxErrorKind, visible};

pub(super) fn blank_length(text: &str) -> usize {
    text.len().saturating_sub(text.trim_start_matches([' ', '\t', '\u{a0}', '\u{202f}']).len())
}

/// What a reader expects within a formula.
const OPERAND: Phrase = said!("a code, name or number");
/// What a reader expects after an operand.
const OPERATOR: Phrase = said!("an operator");
/// What a reader expects after a colon.
const TYPE: Phrase = said!("a type as EUR, percent or count");
/// What a reader expects after the name of a cell, and only in a test.
const IS: Phrase = said!("`is`");
/// What a reader expects after a keyword.
const NAME: Phrase = said!("a name");
/// Alternatives that are rarely meant, and only lengthen a message.
const RARELY_MEANT: [Phrase; 2] = [PLACES, ROUNDING];
/// What a reader expects after the last part of an entry.
const LINE_END: Phrase = said!("the end of the line");
const PLACES: Phrase = said!("`(`");
const ROUNDING: Phrase = said!("`half away from zero`, `half even` or `toward zero`");
pub(super) const RESERVED: [&str; 9] = ["and", "or", "not", "in", "if", "then", "else", "when", "x"];

/// Signs of other languages, and ours.
const SIGNS: [(&str, &str); 16] = [
    ("!=", "<>"),
    ("/=", "<>"),
    ("==", "="),
    (":=", "="),
    ("&&", "and"),
    ("||", "or"),
    ("=<", "<="),
    ("=>", ">="),
    ("÷", "/"),
    ("⋅", "x"),
    ("∙", "x"),
    ("∗", "x"),
    ("//", "#"),
    ("/*", "#"),
    ("&", "and"),
    ("|", "or"),
];
/// Signs that other languages have for a power.
const POWERS: [&str; 2] = ["**", "^"];
/// Words of spreadsheets, and ours.
const WORDS: [(&str, &str); 6] = [("AND", "and"), ("OR", "or"), ("NOT", "not"), ("IF", "if … then … else …"), ("THEN", "then"), ("ELSE", "else")];

/// Functions of spreadsheets, and ours.
const FUNCTIONS: [(&str, &str); 6] = [("SUM", "sum"), ("MIN", "min"), ("MAX", "max"), ("COUNT", "count"), ("ABS", "abs"), ("ROUND", "round")];

/// Words with which lines and clauses begin.
const KEYWORDS: [&str; 38] = [
    "accept",
    "blank",
    "by",
    "check",
    "code",
    "column",
    "columns",
    "due",
    "each",
    "else",
    "for",
    "form",
    "from",
    "grid",
    "heading",
    "key",
    "language",
    "let",
    "list",
    "matches",
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
    "row",
    "rows",
    "severity",
    "source",
    "tolerance",
    "total",
    "when",
];

/// A mistake: what is wrong, how far before the place where reading stopped it begins, and how long it is.
pub(super) struct Mistake {
    pub(super) kind: SyntaxErrorKind,
    pub(super) back: usize,
    pub(super) length: usize,
}

impl Mistake {
    fn here(kind: SyntaxErrorKind, length: usize) -> Self {
        Self { kind, back: 0, length }
    }

    pub(super) fn instead(found: &str, write: &str) -> Self {
        Self::here(SyntaxErrorKind::Instead { found: found.to_owned(), write: write.to_owned() }, found.len())
    }
}

/// Says what is wrong between two texts, the second of which could not be read; `after` is what follows its part.
pub(super) fn mistake_at(before: &str, rest: &str, after: &str, mut expected: Vec<Phrase>) -> Mistake {
    if let Some(mistake) = decimal_comma_in_test(before, &expected) {
        return mistake;
    }
    let takes_places = expected.contains(&PLACES);
    leave_out_what_is_rarely_meant(&mut expected);
    let Some(letter) = rest.chars().next() else {
        let found = match after.chars().next() {
            Some(sign @ ('}' | ';')) => said!("`{sign}`"),
            Some(_) => said!("the end of the line"),
            None => said!("nothing"),
        };
        return Mistake::here(SyntaxErrorKind::Unexpected { found, expected, hint: None }, 0);
    };
    let is_formula = is_in_formula(&expected);
    if let Some(mistake) = slip_of_the_pen(before, rest, letter, is_formula) {
        return mistake;
    }
    let length = word_length(rest);
    let word = rest.get(..length).unwrap_or("");
    let function = before.trim_end().rsplit(|letter: char| !letter.is_ascii_lowercase()).next().unwrap_or("");
    if letter.is_ascii_digit() && FUNCTIONS.iter().any(|(_, ours)| *ours == function) {
        let argument = rest.split([' ', '\n', ',', ';', '}']).next().unwrap_or(word);
        return Mistake::here(SyntaxErrorKind::Instead { found: argument.to_owned(), write: format!("{function}({argument})") }, argument.len());
    }
    if letter.is_ascii_digit() && takes_places {
        return Mistake::here(SyntaxErrorKind::Instead { found: word.to_owned(), write: format!("({word})") }, length);
    }
    if expected.contains(&NAME) && RESERVED.contains(&word) {
        return Mistake::here(SyntaxErrorKind::ReservedName(word.to_owned()), length);
    }
    if let Some(keyword) = nearest_keyword(word).filter(|_| !KEYWORDS.contains(&word)) {
        return Mistake::instead(word, keyword);
    }
    let hint = (letter == '%' && expected.contains(&TYPE)).then(|| said!("write `percent`"));
    let found = match letter {
        '\n' | '\r' => said!("the end of the line"),
        '"' | '«' | '„' => said!("a text"),
        _ => said!("`{}`", word.chars().map(visible).collect::<String>()),
    };
    Mistake::here(SyntaxErrorKind::Unexpected { found, expected, hint }, length)
}

/// Tells whether what was expected is part of a formula.
pub(super) fn is_in_formula(expected: &[Phrase]) -> bool {
    expected.contains(&OPERATOR) || expected.contains(&OPERAND)
}

/// Finds what is usually written in another way: commas, signs, quotes, letters, capitals.
fn slip_of_the_pen(before: &str, rest: &str, letter: char, is_formula: bool) -> Option<Mistake> {
    if let Some((kind, length)) = decimal_comma_between(before, rest) {
        return Some(Mistake::here(kind, length));
    }
    if let Some(mistake) = other_language(before, rest) {
        return Some(mistake);
    }
    if is_formula && let Some(mistake) = miscounted_dots(before, rest).or_else(|| spreadsheet(before, rest)) {
        return Some(mistake);
    }
    match letter {
        'х' | 'Х' => Some(Mistake::here(SyntaxErrorKind::CyrillicX, letter.len_utf8())),
        '“' | '”' => Some(Mistake::instead(&letter.to_string(), "\"")),
        '€' => Some(Mistake::instead("€", "EUR")),
        'X' if !rest.get(1..).is_some_and(|after| after.starts_with(|next: char| next.is_alphanumeric())) => Some(Mistake::instead("X", "x")),
        _ if letter.is_alphabetic() && !letter.is_ascii() => Some(Mistake::here(SyntaxErrorKind::ForeignLetter(letter, None), letter.len_utf8())),
        _ => None,
    }
}

/// Recognizes the signs of other languages, here or begun one sign before.
fn other_language(before: &str, rest: &str) -> Option<Mistake> {
    let last = before.chars().next_back();
    let back = |sign: &str| {
        let is_joined =
            last.is_some_and(|last| sign.len() == 2 && sign.starts_with(last) && sign.get(1..).is_some_and(|second| rest.starts_with(second)));
        if rest.starts_with(sign) { Some(0) } else { is_joined.then_some(1) }
    };
    let power = POWERS.into_iter().find_map(|sign| back(sign).map(|back| Mistake { kind: SyntaxErrorKind::Power(sign), back, length: sign.len() }));
    power.or_else(|| {
        SIGNS.into_iter().find_map(|(theirs, ours)| {
            back(theirs).map(|back| Mistake { kind: SyntaxErrorKind::OtherLanguageOperator(theirs, ours), back, length: theirs.len() })
        })
    })
}

/// Recognizes two dots after a `+`, or more than three, where a range was meant.
fn miscounted_dots(before: &str, rest: &str) -> Option<Mistake> {
    let addends = before.trim_end_matches('.');
    let back = before.len().saturating_sub(addends.len());
    let ahead = rest.len().saturating_sub(rest.trim_start_matches('.').len());
    let length = back.saturating_add(ahead);
    let is_miscounted = ahead > 0 && length > 1 && length != 3 && addends.trim_end().ends_with('+');
    let kind = || SyntaxErrorKind::Instead { found: ".".repeat(length), write: "...".to_owned() };
    is_miscounted.then(|| Mistake { kind: kind(), back, length })
}

/// Recognizes, within a formula, what spreadsheets write.
fn spreadsheet(before: &str, rest: &str) -> Option<Mistake> {
    let divides = rest.strip_prefix(':').is_some_and(|right| right.trim_start().starts_with(|letter: char| letter.is_ascii_digit() || letter == '('));
    if divides {
        return Some(Mistake::here(SyntaxErrorKind::OtherLanguageOperator(":", "/"), 1));
    }
    if rest.starts_with('!') {
        return Some(Mistake::here(SyntaxErrorKind::OtherLanguageOperator("!", "not"), 1));
    }
    let is_capital = |letter: char| letter.is_ascii_uppercase();
    let word_here = rest.get(..rest.find(|letter| !is_capital(letter)).unwrap_or(rest.len()))?;
    let trimmed = before.trim_end();
    let word_before = trimmed.get(trimmed.trim_end_matches(is_capital).len()..)?;
    let back_to_word = word_before.len().saturating_add(before.len().saturating_sub(trimmed.len()));
    let called = if rest.starts_with('(') { FUNCTIONS.as_slice() } else { &[] };
    for (back, word) in [(0, word_here), (back_to_word, word_before)] {
        if let Some((theirs, ours)) = WORDS.iter().chain(called).find(|(theirs, _)| *theirs == word) {
            return Some(Mistake { kind: SyntaxErrorKind::OtherLanguageOperator(theirs, ours), back, length: theirs.len() });
        }
    }
    // A word in capitals right before a bracket was meant for a function.
    let is_called = rest.starts_with('(') && before.len() == trimmed.len() && word_before.len() > 1;
    let kind = || SyntaxErrorKind::Instead { found: word_before.to_owned(), write: word_before.to_ascii_lowercase() };
    is_called.then(|| Mistake { kind: kind(), back: word_before.len(), length: word_before.len() })
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

/// In a test a comma also stands between values: `010 = 12,5` goes on with the cell `5`, of which nothing is said.
fn decimal_comma_in_test(before: &str, expected: &[Phrase]) -> Option<Mistake> {
    let trimmed = before.trim_end_matches([' ', '\t']);
    let (whole, fraction) = trimmed.rsplit_once(',')?;
    let is_number = !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit()) && whole.ends_with(|last: char| last.is_ascii_digit());
    let back = before.len().saturating_sub(whole.len());
    (is_number && expected.contains(&IS)).then(|| Mistake { kind: decimal_comma(whole, &format!(",{fraction}")), back, length: 1 })
}

fn decimal_comma(before: &str, rest: &str) -> SyntaxErrorKind {
    let whole_start = before.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == '.').len();
    // Points before a comma stand before thousands: `1.000,00`.
    let whole = before.get(whole_start..).unwrap_or("").replace('.', " ");
    let end = rest.find(|letter: char| !letter.is_ascii_digit() && letter != ',' && letter != '.').unwrap_or(rest.len());
    let written = rest.get(..end).unwrap_or("").trim_end_matches([',', '.']);
    let (groups, decimals) = written.split_once('.').map_or((written, None), |(groups, decimals)| (groups, Some(decimals)));
    let are_thousands = groups.split(',').skip(1).all(|group| group.len() == 3) && matches!(whole.len(), 1..=3) && !whole.starts_with('0');
    let first = groups.split(',').nth(1).unwrap_or("");
    let with_point = format!("{whole}.{first}");
    let with_spaces = are_thousands.then(|| {
        let fraction = decimals.map_or(String::new(), |decimals| format!(".{decimals}"));
        format!("{whole}{}{fraction}", groups.replace(',', " "))
    });
    SyntaxErrorKind::DecimalComma { with_point, with_spaces }
}

fn word_length(rest: &str) -> usize {
    for (open, close) in [('"', '"'), ('«', '»'), ('„', '”')] {
        if let Some(length) = rest.strip_prefix(open).and_then(|inner| inner.find(close)) {
            return length.saturating_add(open.len_utf8()).saturating_add(close.len_utf8());
        }
    }
    let word = rest.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_').unwrap_or(rest.len());
    word.max(rest.chars().next().map_or(0, char::len_utf8)).min(40)
}

/// Puts the rules that could have followed into the reader's words.
pub(super) fn expected_words(rules: &[Rule]) -> Vec<Phrase> {
    let mut words: Vec<Phrase> = rules.iter().filter_map(|rule| expected_word(*rule)).collect();
    words.sort_by_cached_key(Phrase::english);
    words.dedup();
    if words.contains(&LINE_END) {
        // A brace may end a line too, which nobody needs to be told.
        words.retain(|word| *word != said!("`}}`"));
    }
    // Long lists teach nothing.
    if words.iter().filter(|word| !RARELY_MEANT.contains(word)).count() > 6 { Vec::new() } else { words }
}

fn leave_out_what_is_rarely_meant(expected: &mut Vec<Phrase>) {
    if expected.len() > 1 {
        expected.retain(|word| !RARELY_MEANT.contains(word));
    }
}

fn expected_word(rule: Rule) -> Option<Phrase> {
    Some(match rule {
        Rule::brace_open | Rule::form_block | Rule::list_block | Rule::grid_block | Rule::axis_block | Rule::check_block | Rule::report_block => {
            said!("`{{`")
        }
        Rule::package_block | Rule::codelist_block | Rule::total_block | Rule::test_block => said!("`{{`"),
        Rule::brace_close => said!("`}}`"),
        Rule::paren_open => PLACES,
        Rule::paren_close => said!("`)`"),
        Rule::bracket_open => said!("`[`"),
        Rule::bracket_close => said!("`]`"),
        Rule::comma => said!("`,`"),
        Rule::type_clause | Rule::colon => said!("`: type`"),
        Rule::formula | Rule::equals => said!("`=`"),
        Rule::slash => said!("`/`"),
        Rule::name => NAME,
        Rule::string | Rule::labels => said!("a text in quotes"),
        Rule::date => said!("a date as 2025-03-31"),
        Rule::digits => said!("digits"),
        Rule::currency | Rule::currency_reference => said!("a currency as EUR"),
        Rule::value_type => TYPE,
        Rule::operand | Rule::operand_in_branch | Rule::operand_in_condition => OPERAND,
        Rule::expression | Rule::condition | Rule::reference | Rule::if_branch => OPERAND,
        Rule::quantity => said!("a number"),
        Rule::code | Rule::dotted | Rule::quoted | Rule::code_range => said!("a code"),
        Rule::kw_to => said!("`to`"),
        Rule::overridden => said!("`columns`, `rows` or `table`"),
        Rule::kw_each => said!("`each`"),
        Rule::kw_row => said!("`row`"),
        Rule::kw_column => said!("`column`"),
        Rule::kw_then => said!("`then`"),
        Rule::kw_else | Rule::op_else => said!("`else`"),
        Rule::kw_over => said!("`over`"),
        Rule::kw_of => said!("`of`"),
        Rule::kw_by => said!("`by`"),
        Rule::kw_from | Rule::valid_from | Rule::derivation => said!("`from`"),
        Rule::valid_until => said!("`until`"),
        Rule::kw_columns | Rule::columns_block => said!("`columns`"),
        Rule::kw_rows | Rule::rows_block => said!("`rows`"),
        Rule::kw_day => said!("`day`"),
        Rule::kw_year => said!("`year`"),
        Rule::kw_quarter => said!("`quarter`"),
        Rule::kw_the => said!("`the`"),
        Rule::kw_next => said!("`next`"),
        Rule::kw_month => said!("`month`"),
        Rule::kw_not => said!("`not`"),
        Rule::kw_permanently => said!("`permanently`"),
        Rule::rounding => ROUNDING,
        Rule::modifier => said!("`key`, `optional` or `blank = 0`"),
        Rule::zero => said!("`0`"),
        Rule::op_plus | Rule::op_minus | Rule::op_times | Rule::op_divide => OPERATOR,
        Rule::op_equal | Rule::op_not_equal | Rule::op_less | Rule::op_less_or_equal | Rule::op_greater | Rule::op_greater_or_equal => OPERATOR,
        Rule::op_and | Rule::op_or | Rule::op_in | Rule::op_when | Rule::op_matches => OPERATOR,
        Rule::source => said!("`source`"),
        Rule::require => said!("`require`"),
        Rule::severity => said!("`severity`"),
        Rule::tolerance => said!("`tolerance`"),
        Rule::EOI => LINE_END,
        _ => return super::calendars::expected_word(rule).or_else(|| expected_word_of_test(rule)),
    })
}

fn expected_word_of_test(rule: Rule) -> Option<Phrase> {
    Some(match rule {
        Rule::test_report | Rule::kw_for => said!("`for`"),
        Rule::test_period => said!("`period`"),
        Rule::test_entity => said!("`entity`"),
        Rule::period_text => said!("a period as 2025-Q1"),
        Rule::test_target | Rule::assignment | Rule::line_cell => said!("a cell"),
        Rule::expectation => said!("a cell or check"),
        Rule::list_name => said!("a list"),
        Rule::test_value | Rule::case_value => said!("a value"),
        Rule::bar => said!("`|`"),
        Rule::case_comma => said!("`,`"),
        Rule::case_colon => said!("`:`"),
        Rule::case_given => said!("a cell"),
        Rule::case_expected => said!("a cell or check"),
        Rule::case_outcome => said!("what must come out"),
        Rule::kw_expect => said!("`expect`"),
        Rule::cases_block => said!("`{{`"),
        Rule::outcome => said!("an outcome as `passes`"),
        Rule::kw_is | Rule::given_unreadable => IS,
        Rule::state => said!("a state as `missing`"),
        Rule::kw_at => said!("`at`"),
        Rule::kw_findings => said!("`findings`"),
        Rule::kw_apply => said!("`apply`"),
        Rule::kw_evaluated => said!("`evaluated`"),
        Rule::kw_unreadable => said!("`unreadable`"),
        _ => return super::consolidations::expected_word(rule),
    })
}
