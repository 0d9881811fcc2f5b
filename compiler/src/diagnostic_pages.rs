//! The page of each diagnostic: what it means, an example, and its mend.
//!
//! The texts are for whoever writes regulations, not for programmers. They stand in a module for each hundred of
//! codes; here they are put together for the terminal and for `docs/diagnostics.md`.

mod calendars;
mod cells;
mod codes_and_texts;
mod consolidation;
mod latvian;
mod more_warnings;
mod names;
mod syntax;
mod tests_of_packages;
mod types;
mod warnings;

use crate::diagnostic::Severity;
use crate::diagnostic_code::DiagnosticCode;

/// The widest line of an explanation.
const LINE_WIDTH: usize = 80;

/// What a page says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// What the diagnostic means, and why the compiler insists.
    pub explanation: &'static str,
    /// An example that raises it, and nothing else.
    pub wrong: &'static str,
    /// The example as it should be: it raises nothing.
    pub mended: &'static str,
    /// What both examples leave out.
    pub left_out: LeftOut,
}

/// What an example leaves out, so that the reader sees only the lines that matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// It is a whole package.
    Nothing,
    /// The package's header.
    Header,
    /// The header, and the report around the example.
    Report,
    /// The header, the report, and the form around the example.
    Form,
}

/// Gives the page of a diagnostic.
#[expect(clippy::too_many_lines, reason = "one line for each code")]
pub fn content(code: DiagnosticCode) -> Page {
    match code {
        DiagnosticCode::Unexpected => syntax::UNEXPECTED,
        DiagnosticCode::UnknownDeclaration => syntax::UNKNOWN_DECLARATION,
        DiagnosticCode::Unclosed => syntax::UNCLOSED,
        DiagnosticCode::ExtraBracket => syntax::EXTRA_BRACKET,
        DiagnosticCode::UnclosedString => syntax::UNCLOSED_STRING,
        DiagnosticCode::DecimalComma => syntax::DECIMAL_COMMA,
        DiagnosticCode::ForeignLetter => syntax::FOREIGN_LETTER,
        DiagnosticCode::UnknownOperator => syntax::UNKNOWN_OPERATOR,
        DiagnosticCode::ComparisonChain => syntax::COMPARISON_CHAIN,
        DiagnosticCode::MisplacedSet => syntax::MISPLACED_SET,
        DiagnosticCode::TooLarge => syntax::TOO_LARGE,
        DiagnosticCode::NoPackage => names::NO_PACKAGE,
        DiagnosticCode::Duplicate => names::DUPLICATE,
        DiagnosticCode::UnknownName => names::UNKNOWN_NAME,
        DiagnosticCode::UnknownCode => names::UNKNOWN_CODE,
        DiagnosticCode::Ambiguous => names::AMBIGUOUS,
        DiagnosticCode::UnknownCurrency => names::UNKNOWN_CURRENCY,
        DiagnosticCode::UnknownType => names::UNKNOWN_TYPE,
        DiagnosticCode::UnknownFunction => names::UNKNOWN_FUNCTION,
        DiagnosticCode::UnknownLanguage => names::UNKNOWN_LANGUAGE,
        DiagnosticCode::UnknownCodelistValue => names::UNKNOWN_CODELIST_VALUE,
        DiagnosticCode::ManyLines => names::MANY_LINES,
        DiagnosticCode::CellNeeded => names::CELL_NEEDED,
        DiagnosticCode::BadRange => names::BAD_RANGE,
        DiagnosticCode::WrongPlace => names::WRONG_PLACE,
        DiagnosticCode::RepeatedClause => names::REPEATED_CLAUSE,
        DiagnosticCode::ClauseMissing => names::CLAUSE_MISSING,
        DiagnosticCode::BadDate => names::BAD_DATE,
        DiagnosticCode::Overlap => names::OVERLAP,
        DiagnosticCode::DeadlineMisfit => calendars::DEADLINE_MISFIT,
        DiagnosticCode::EarlyDeadline => calendars::EARLY_DEADLINE,
        DiagnosticCode::BadMove => calendars::BAD_MOVE,
        DiagnosticCode::EndlessCalendar => calendars::ENDLESS_CALENDAR,
        DiagnosticCode::CodelistFileMissing => codes_and_texts::CODELIST_FILE_MISSING,
        DiagnosticCode::CodelistFileContent => codes_and_texts::CODELIST_FILE_CONTENT,
        DiagnosticCode::GroupCode => codes_and_texts::GROUP_CODE,
        DiagnosticCode::BadTextLimit => codes_and_texts::BAD_TEXT_LIMIT,
        DiagnosticCode::BadKey => names::BAD_KEY,
        DiagnosticCode::ConsolidatedCell => consolidation::CONSOLIDATED_CELL,
        DiagnosticCode::ConsolidatedTwice => consolidation::CONSOLIDATED_TWICE,
        DiagnosticCode::EndlessLevel => consolidation::ENDLESS_LEVEL,
        DiagnosticCode::UnitMismatch => types::UNIT_MISMATCH,
        DiagnosticCode::NotComparable => types::NOT_COMPARABLE,
        DiagnosticCode::UnitsDoNotCombine => types::UNITS_DO_NOT_COMBINE,
        DiagnosticCode::FormulaDoesNotFill => types::FORMULA_DOES_NOT_FILL,
        DiagnosticCode::NotACondition => types::NOT_A_CONDITION,
        DiagnosticCode::SeveralCurrencies => types::SEVERAL_CURRENCIES,
        DiagnosticCode::BareNumber => types::BARE_NUMBER,
        DiagnosticCode::TypeMissing => types::TYPE_MISSING,
        DiagnosticCode::TypesDiffer => types::TYPES_DIFFER,
        DiagnosticCode::BadPrecision => types::BAD_PRECISION,
        DiagnosticCode::BadTolerance => types::BAD_TOLERANCE,
        DiagnosticCode::NotANumber => types::NOT_A_NUMBER,
        DiagnosticCode::NotAText => codes_and_texts::NOT_A_TEXT,
        DiagnosticCode::NotAddedUp => consolidation::NOT_ADDED_UP,
        DiagnosticCode::DefinedTwice => cells::DEFINED_TWICE,
        DiagnosticCode::XCell => cells::X_CELL,
        DiagnosticCode::OnlyXCells => cells::ONLY_X_CELLS,
        DiagnosticCode::Cycle => cells::CYCLE,
        DiagnosticCode::OutsideRunningSum => cells::OUTSIDE_RUNNING_SUM,
        DiagnosticCode::EqualCodeMissing => cells::EQUAL_CODE_MISSING,
        DiagnosticCode::UnknownInTest => tests_of_packages::UNKNOWN_IN_TEST,
        DiagnosticCode::TestValue => tests_of_packages::TEST_VALUE,
        DiagnosticCode::TestPeriod => tests_of_packages::TEST_PERIOD,
        DiagnosticCode::TestExpectsNothing => tests_of_packages::TEST_EXPECTS_NOTHING,
        DiagnosticCode::TestSaysTwice => tests_of_packages::TEST_SAYS_TWICE,
        DiagnosticCode::TestCannotGive => tests_of_packages::TEST_CANNOT_GIVE,
        DiagnosticCode::TestCases => tests_of_packages::TEST_CASES,
        DiagnosticCode::TestFile => tests_of_packages::TEST_FILE,
        DiagnosticCode::IdleOverride => warnings::IDLE_OVERRIDE,
        DiagnosticCode::Unused => warnings::UNUSED,
        DiagnosticCode::TotalWithParts => warnings::TOTAL_WITH_PARTS,
        DiagnosticCode::SumOfPercents => warnings::SUM_OF_PERCENTS,
        DiagnosticCode::TimesHundred => warnings::TIMES_HUNDRED,
        DiagnosticCode::RoundedFactor => warnings::ROUNDED_FACTOR,
        DiagnosticCode::LostRows => warnings::LOST_ROWS,
        DiagnosticCode::NothingToAdd => consolidation::NOTHING_TO_ADD,
        DiagnosticCode::OtherLabel => warnings::OTHER_LABEL,
        DiagnosticCode::OtherFormulaPrinted => more_warnings::OTHER_FORMULA_PRINTED,
        DiagnosticCode::PrintedNotComputed => more_warnings::PRINTED_NOT_COMPUTED,
        DiagnosticCode::ConstantCheck => more_warnings::CONSTANT_CHECK,
        DiagnosticCode::ZeroDivisor => more_warnings::ZERO_DIVISOR,
        DiagnosticCode::IdleAccept => more_warnings::IDLE_ACCEPT,
    }
}

/// Gives the page of a diagnostic for the terminal.
pub fn page(code: DiagnosticCode) -> String {
    let Page { explanation, wrong, mended, .. } = content(code);
    let explanation = wrapped(explanation);
    format!("{}: {}\n\n{explanation}\nWrong:\n\n{}\nRight:\n\n{}", code.number(), code.title(), indented(wrong), indented(mended))
}

/// Gives the page of a diagnostic in Latvian for the terminal.
pub fn latvian_page(code: DiagnosticCode) -> String {
    let Page { wrong, mended, .. } = content(code);
    let explanation = wrapped(latvian::content(code).explanation);
    format!("{}: {}\n\n{explanation}\nNepareizi:\n\n{}\nPareizi:\n\n{}", code.number(), latvian_title(code), indented(wrong), indented(mended))
}

/// Says in a few words of Latvian what is wrong.
pub fn latvian_title(code: DiagnosticCode) -> &'static str {
    latvian::content(code).title
}

/// Gives all pages as one document: `docs/diagnostics.md`.
pub fn markdown_pages() -> String {
    let mut text = format!("{}\n", INTRODUCTION.trim());
    let mut last = None;
    for code in DiagnosticCode::ALL.iter().copied() {
        let chapter = chapter(code);
        if last != Some(chapter) {
            text.push_str(&format!("\n## {chapter}\n"));
            last = Some(chapter);
        }
        let Page { explanation, wrong, mended, .. } = content(code);
        let level = match code.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        text.push_str(&format!("\n### {} {}\n\n{level}. {}\n", code.number(), code.title(), one_line(explanation)));
        text.push_str(&format!("\nWrong:\n\n```positum\n{wrong}\n```\n\nRight:\n\n```positum\n{mended}\n```\n"));
    }
    text
}

/// Gives the whole package of which an example is a part.
///
/// The header's languages and precisions are those of `docs/diagnostics.md`; in the page of [`DiagnosticCode::TooLarge`]
/// `((…` stands for 201 opening brackets and `…))` for as many closing ones.
pub fn whole_package(example: &str, left_out: LeftOut) -> String {
    const HEADER: &str = "package returns \"Returns\" {\n  language en\n  precision EUR 0, money 2, percent 2, rate 5\n}\n\n";
    const BRACKETS: usize = 201;
    let example = example.replace("((…", &"(".repeat(BRACKETS)).replace("…))", &")".repeat(BRACKETS));
    match left_out {
        LeftOut::Nothing => format!("{example}\n"),
        LeftOut::Header => format!("{HEADER}{example}\n"),
        LeftOut::Report => format!("{HEADER}report capital \"Capital\" {{\n{example}\n}}\n"),
        LeftOut::Form => format!("{HEADER}report capital \"Capital\" {{\n  form main {{\n{example}\n  }}\n}}\n"),
    }
}

const INTRODUCTION: &str = "
# Diagnostics

<!-- Written by `POSITUM_UPDATE=1 cargo test -p positum`; the texts are in `compiler/src/diagnostic_pages/`. -->

What `positum check` says about a definition, code by code. Each code keeps its meaning from version to version.
`positum explain P0301` shows a page in the terminal. With an error a package does not compile; a warning is about
what compiles and may not mean what was meant, and `accept P0602 \"the reason\"` on a declaration silences one there;
`positum check --deny P0602` makes one of a kind end with code 1, `--allow P0602` leaves a kind out.

The examples show the lines that matter. Where they begin with a position, they stand in a form; where they begin
with a form, grid, list or check, in a report; and where there is no `package` line, the package begins:

```positum
package returns \"Returns\" {
  language en
  precision EUR 0, money 2, percent 2, rate 5
}
```
";

fn chapter(code: DiagnosticCode) -> &'static str {
    match code.number().get(1..3) {
        Some("01") => "Spelling",
        Some("02") => "Names and codes",
        Some("03") => "Units and types",
        Some("04") => "Cells and formulas",
        Some("05") => "Tests",
        _ => "Warnings",
    }
}

/// Puts a text that is broken into lines in the source on one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn wrapped(text: &str) -> String {
    let mut lines = String::new();
    let mut width = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if width > 0 && width + 1 + length > LINE_WIDTH {
            lines.push('\n');
            width = 0;
        }
        if width > 0 {
            lines.push(' ');
            width += 1;
        }
        lines.push_str(word);
        width += length;
    }
    lines.push('\n');
    lines
}

fn indented(example: &str) -> String {
    example.lines().map(|line| if line.is_empty() { "\n".to_owned() } else { format!("    {line}\n") }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_explanation_is_wrapped_between_words() {
        let text = wrapped(&"ten wide   ".repeat(20));
        assert!(text.lines().all(|line| line.chars().count() <= LINE_WIDTH && !line.ends_with(' ')));
        assert_eq!(text.split_whitespace().count(), 40);
    }

    #[test]
    fn a_page_has_title_explanation_and_both_examples() {
        let text = page(DiagnosticCode::UnitMismatch);
        assert!(text.starts_with("P0301: values of different units are added\n\n"));
        assert!(text.contains("\nWrong:\n\n    ") && text.contains("\nRight:\n\n    "));
    }
}
