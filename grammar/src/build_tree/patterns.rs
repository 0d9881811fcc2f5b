//! How each part of a definition is written, for whoever has written it otherwise.

use super::Rule;
use crate::phrase::{Phrase, said};

const ENTRY: Phrase = said!("the order is: code, \"label\", `: type`, `x` marks, `overrides`, `= formula`, `tolerance`, `valid`, `source`, `accept`");
const HEADER: [&str; 7] = ["publisher", "source", "language", "valid", "precision", "rounding", "accept"];
const REPORT: [&str; 11] = ["source", "module", "period", "due", "retain", "valid", "accept", "form", "grid", "list", "check"];
const GRID: [&str; 7] = ["columns", "rows", "check", "let", "map", "source", "accept"];
const CHECK: [&str; 7] = ["for", "require", "when", "tolerance", "severity", "source", "accept"];
const CALENDAR: [&str; 3] = ["source", "valid", "weekend"];
const HOLIDAYS: Phrase = said!(
    "a calendar has days as `1 January`, `Easter + 1 day`, `second Sunday of May`, `4 May moved to Monday` and \
                        `2026-01-02 moved to 2026-01-17`, each with its \"label\" after the day"
);
const CONSOLIDATION: [&str; 6] = ["source", "reports", "level", "same", "add", "eliminate"];
const ELIMINATION: [&str; 3] = ["tolerance", "smaller", "source"];
const AGAINST: Phrase = said!("an elimination has lines as `main.080 against main.060`, `tolerance`, `smaller side` and `source`");
const TEST: [&str; 7] = ["given", "line", "earlier", "expect", "submission", "entity", "cases"];

/// Says how a part is written that begins with `word`; `rule` reads such parts alone.
pub(super) fn pattern(rule: Rule, word: &str) -> Option<Phrase> {
    match rule {
        Rule::only_check_item if word == "matches" => Some(said!("write `matches` on the line of the text that it is about")),
        Rule::only_package_item if HEADER.contains(&word) => of_keyword(word),
        Rule::only_package_item => Some(said!("a package's header has `publisher`, `source`, `language`, `valid`, `precision` and `rounding`")),
        Rule::only_parameter_item => Some(said!("a parameter has values, as `from 2025-01-01 = 10 %`, and `source`")),
        Rule::only_code_entry => Some(said!("a codelist has codes with their labels, as `01 \"first\"`")),
        Rule::only_calendar_item if CALENDAR.contains(&word) => of_keyword(word),
        Rule::only_calendar_item => Some(HOLIDAYS),
        Rule::only_consolidation_item if CONSOLIDATION.contains(&word) => of_keyword(word),
        Rule::only_consolidation_item => Some(said!("a consolidation has `source`, `reports`, `level`, `same`, `add` and `eliminate`")),
        Rule::only_elimination_item if ELIMINATION.contains(&word) => of_keyword(word),
        Rule::only_elimination_item => Some(AGAINST),
        Rule::only_due_entry => Some(said!("write `Q1 25 April` or `January 25 February`, and `of the next year` where it is the next")),
        Rule::only_report_item if REPORT.contains(&word) => of_keyword(word),
        Rule::only_report_item => {
            Some(said!("a report has `source`, `module`, `period`, `due`, `retain`, `valid`, `form`, `grid`, `list` and `check`"))
        }
        Rule::only_grid_item if GRID.contains(&word) => of_keyword(word),
        Rule::only_grid_item => Some(said!("a grid has `columns`, `rows`, `check`, `let` and `map`")),
        Rule::only_check_item if CHECK.contains(&word) => of_keyword(word),
        Rule::only_check_item => Some(said!("a check has `require`, `when`, `tolerance`, `severity` and `source`")),
        Rule::only_test_item if TEST.contains(&word) => of_keyword(word),
        Rule::only_test_item => Some(said!("a test has `given`, `line`, `submission`, `earlier`, `entity`, `expect` and `cases`")),
        Rule::only_cases_head => Some(said!("a table of cases begins with its head: `given 010, 020 | expect 100, enough`")),
        Rule::only_case_row => {
            Some(said!("write a case as its name and a value for each column of the head: `\"a tenth\" : 1, 10 | 10.00 %, passes`"))
        }
        Rule::only_total_entry => Some(said!("a total row has formulas for its columns, as `total \"Total\" {{ 050 = sum; 060 = sum }}`")),
        Rule::only_form_item if ["heading", "check", "let"].contains(&word) => of_keyword(word),
        Rule::only_list_item if ["heading", "check", "let", "total", "key"].contains(&word) => of_keyword(word),
        Rule::only_axis_item | Rule::only_heading_item if word == "heading" => of_keyword(word),
        Rule::only_form_item | Rule::only_list_item | Rule::only_axis_item | Rule::only_heading_item => Some(ENTRY),
        Rule::only_package
        | Rule::only_parameter
        | Rule::only_codelist
        | Rule::only_calendar
        | Rule::only_consolidation
        | Rule::only_layout
        | Rule::only_report
        | Rule::only_test => of_keyword(word),
        _ => None,
    }
}

/// Says how the clause is written that an entry breaks off in; nothing where it breaks off between clauses.
pub(super) fn clause_pattern(before: &str) -> Option<Phrase> {
    let mut words = before.trim_end().rsplit([' ', '\t']);
    let (last, last_but_one) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    if before.contains("running sum of ") && !before.contains(" over ") {
        return Some(said!("write `running sum of 300 over 020..080`"));
    }
    match (last_but_one, last) {
        ("accept", _) | (_, "accept") => of_keyword("accept"),
        (_, "x") => Some(said!("write the codes where nothing applies, as `x 030..080, 100`")),
        (_, "overrides") => Some(said!("write `overrides columns` in a row, `overrides rows` in a column")),
        (_, "source") => of_keyword("source"),
        (_, "tolerance") => of_keyword("tolerance"),
        (_, "valid") => of_keyword("valid"),
        _ => None,
    }
}

/// Finds the keyword that a word in this place may have been meant for.
pub(super) fn nearest_keyword(rule: Rule, word: &str) -> Option<&'static str> {
    let keywords: &[&'static str] = match rule {
        Rule::only_package_item => &HEADER,
        Rule::only_report_item => &REPORT,
        Rule::only_calendar_item => &CALENDAR,
        Rule::only_consolidation_item => &CONSOLIDATION,
        Rule::only_elimination_item => &ELIMINATION,
        Rule::only_grid_item => &GRID,
        Rule::only_check_item => &CHECK,
        Rule::only_test_item => &TEST,
        _ => &[],
    };
    keywords.iter().copied().find(|keyword| *keyword != word && is_near(keyword, word))
}

/// Tells whether two words differ in at most two letters in one place, as a slip of the keyboard leaves them.
pub(crate) fn is_near(keyword: &str, word: &str) -> bool {
    let (left, right): (Vec<char>, Vec<char>) = (keyword.chars().collect(), word.to_lowercase().chars().collect());
    let longest = left.len().max(right.len());
    let first = left.iter().zip(&right).take_while(|(left, right)| left == right).count();
    let last = left.iter().rev().zip(right.iter().rev()).take_while(|(left, right)| left == right).count();
    let shared = first.saturating_add(last).min(left.len().min(right.len()));
    shared.saturating_add(2) >= longest && shared.saturating_mul(2) >= longest
}

fn of_keyword(word: &str) -> Option<Phrase> {
    Some(match word {
        "package" => said!("write `package my_returns \"Title\" {{ language en }}`"),
        "parameter" => said!("write `parameter min_ratio \"Title\" : percent {{ from 2025-01-01 = 10 % }}`"),
        "codelist" => said!("write `codelist category {{ 01 \"first\"; 02 \"second\" }}`"),
        "report" => said!("write `report capital \"Title\" {{ form main {{ … }} }}`"),
        "test" => said!("write `test \"what is so\" for capital period 2025-Q1 {{ given 010 = 5; expect 020 = 5 }}`"),
        "given" => said!("write `given 010 = 1 900 000, 020 = 100 000`"),
        "line" => said!("write `line loans 020 = \"Baker\", 030 = 25 000`"),
        "earlier" => said!("write `earlier 2024-Q4 given 010 = 5` or `earlier 2024-Q4 line loans 020 = \"Baker\"`"),
        "submission" => said!("write `submission \"samples/2025-Q1.json\"`"),
        "entity" => said!("write `entity \"Another bank\" given 010 = 5`"),
        "cases" => said!("write `cases {{ … }}` with a head as `given 010, 020 | expect 100` and rows as `\"a tenth\" : 1, 10 | 10.00 %`"),
        "expect" => said!("write `expect 100 = 12.50 %`, `expect 100 is missing`, `expect enough passes` or `expect no findings`"),
        "publisher" => said!("write `publisher \"My authority\"`"),
        "language" => said!("write `language lv, en`"),
        "valid" => said!("write `valid from 2025-01-01`, or with a last day `valid from 2025-01-01 until 2025-12-31`"),
        "precision" => said!("write `precision EUR 0, percent 2`"),
        "rounding" => said!("write `rounding half away from zero`, `rounding half even` or `rounding toward zero`"),
        "source" => said!("write `source \"Point 9.1.\"`"),
        "module" => said!("write `module \"KKS-KPRA\"`"),
        "period" => said!("write `period year`, `period quarter`, `period month` or `period day`"),
        "calendar" => said!("write `calendar holidays \"Title\" {{ 1 January \"New Year's Day\"; Easter + 1 day \"Easter Monday\" }}`"),
        "consolidation" => said!("write `consolidation \"Title\" {{ eliminate balances \"Title\" {{ main.080 against main.060 }} }}`"),
        "reports" => said!("write `reports assets, loans`"),
        "level" => said!("write `level institution \"Title\"`, or `level ministry \"Title\" of institution`"),
        "same" => said!("write `same main.precision`"),
        "add" => said!("write `add main.shares`"),
        "eliminate" => said!("write `eliminate balances \"Title\" {{ main.080 against main.060 }}`"),
        "smaller" => said!("write `smaller side`, or `smaller side at treasury`"),
        "weekend" => said!("write `weekend Saturday, Sunday`"),
        "due" => {
            said!(
                "write `due day 15 of the next month`, `due last day of the next month`, `due 31 March of the next year`, \
             `due {{ Q1 25 April; … }}` or `due 8 working days after \"event\"`; with a calendar `due …, working days of holidays`"
            )
        }
        "retain" => said!("write `retain permanently`, `retain not permanently` or `retain 5 years`"),
        "accept" => said!("write `accept P0602 \"the reason\"`"),
        "form" => said!("write `form main \"Title\" {{ 010 \"Label\" : EUR }}`"),
        "grid" => said!("write `grid assets \"Title\" : EUR {{ columns {{ 010 \"Label\" }}; rows {{ 110 \"Label\" }} }}`"),
        "layout" => said!("write `layout budget {{ columns {{ 010 \"Label\" }}; rows {{ 110 \"Label\" }} }}`"),
        "map" => said!("write `map t11.4.1 to 4.2`: row 4.1 of grid t11 counts as row 4.2 of this one"),
        "list" => said!("write `list loans \"Title\" {{ 010 \"Label\" : EUR }}`, or `list groups from loans by 020 {{ … }}`"),
        "check" => said!("write `check name \"Message\" {{ require 010 >= 020 }}`"),
        "heading" => said!("write `heading \"Title\"`, or `heading \"Title\" {{ … }}` around what it spans"),
        "let" => said!("write `let name = 010+020`"),
        "total" => said!("write `total \"Total\" {{ 050 = sum; 060 = sum }}`"),
        "key" => said!("write `key (010, 020)`; a key of one column is written after its type, as `: text, key`"),
        "columns" => said!("write `columns {{ 010 \"Label\"; 020 \"Label\" }}`"),
        "rows" => said!("write `rows {{ 110 \"Label\"; 120 \"Label\" }}`"),
        "for" => said!("write `for each row`, `for each column`, or some of them as `for each row 110..130`"),
        "require" => said!("write `require 010 >= 020`"),
        "when" => said!("write `when 010 > 0`"),
        "tolerance" => said!("write `tolerance 1 EUR`"),
        "severity" => said!("write `severity error`, `severity breach`, `severity warning` or `severity info`"),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_keyboard_is_near_and_another_word_is_not() {
        assert!(is_near("report", "reprt"));
        assert!(is_near("report", "Report"));
        assert!(is_near("package", "pakage"));
        assert!(is_near("rows", "row"));
        assert!(!is_near("report", "table"));
        assert!(!is_near("due", "valid"));
        assert!(!is_near("form", "from_here"));
    }
}
