//! The pages of diagnostics in Latvian: title and explanation; the examples are those of the English page.

mod consolidation;
mod spelling_and_names;
mod tests_and_warnings;
mod units_and_cells;

use crate::diagnostic_code::DiagnosticCode;

/// What a page says in Latvian.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LatvianPage {
    /// In a few words what is wrong.
    pub(super) title: &'static str,
    /// What the diagnostic means, and why the compiler insists.
    pub(super) explanation: &'static str,
}

/// Gives the page of a diagnostic.
#[expect(clippy::too_many_lines, reason = "one line for each code")]
pub(super) fn content(code: DiagnosticCode) -> LatvianPage {
    match code {
        DiagnosticCode::Unexpected => spelling_and_names::UNEXPECTED,
        DiagnosticCode::UnknownDeclaration => spelling_and_names::UNKNOWN_DECLARATION,
        DiagnosticCode::Unclosed => spelling_and_names::UNCLOSED,
        DiagnosticCode::ExtraBracket => spelling_and_names::EXTRA_BRACKET,
        DiagnosticCode::UnclosedString => spelling_and_names::UNCLOSED_STRING,
        DiagnosticCode::DecimalComma => spelling_and_names::DECIMAL_COMMA,
        DiagnosticCode::ForeignLetter => spelling_and_names::FOREIGN_LETTER,
        DiagnosticCode::UnknownOperator => spelling_and_names::UNKNOWN_OPERATOR,
        DiagnosticCode::ComparisonChain => spelling_and_names::COMPARISON_CHAIN,
        DiagnosticCode::MisplacedSet => spelling_and_names::MISPLACED_SET,
        DiagnosticCode::TooLarge => spelling_and_names::TOO_LARGE,
        DiagnosticCode::NoPackage => spelling_and_names::NO_PACKAGE,
        DiagnosticCode::Duplicate => spelling_and_names::DUPLICATE,
        DiagnosticCode::UnknownName => spelling_and_names::UNKNOWN_NAME,
        DiagnosticCode::UnknownCode => spelling_and_names::UNKNOWN_CODE,
        DiagnosticCode::Ambiguous => spelling_and_names::AMBIGUOUS,
        DiagnosticCode::UnknownCurrency => spelling_and_names::UNKNOWN_CURRENCY,
        DiagnosticCode::UnknownType => spelling_and_names::UNKNOWN_TYPE,
        DiagnosticCode::UnknownFunction => spelling_and_names::UNKNOWN_FUNCTION,
        DiagnosticCode::UnknownLanguage => spelling_and_names::UNKNOWN_LANGUAGE,
        DiagnosticCode::UnknownCodelistValue => spelling_and_names::UNKNOWN_CODELIST_VALUE,
        DiagnosticCode::ManyLines => spelling_and_names::MANY_LINES,
        DiagnosticCode::CellNeeded => spelling_and_names::CELL_NEEDED,
        DiagnosticCode::BadRange => spelling_and_names::BAD_RANGE,
        DiagnosticCode::WrongPlace => spelling_and_names::WRONG_PLACE,
        DiagnosticCode::RepeatedClause => spelling_and_names::REPEATED_CLAUSE,
        DiagnosticCode::ClauseMissing => spelling_and_names::CLAUSE_MISSING,
        DiagnosticCode::BadDate => spelling_and_names::BAD_DATE,
        DiagnosticCode::Overlap => spelling_and_names::OVERLAP,
        DiagnosticCode::DeadlineMisfit => spelling_and_names::DEADLINE_MISFIT,
        DiagnosticCode::EarlyDeadline => spelling_and_names::EARLY_DEADLINE,
        DiagnosticCode::BadMove => spelling_and_names::BAD_MOVE,
        DiagnosticCode::EndlessCalendar => spelling_and_names::ENDLESS_CALENDAR,
        DiagnosticCode::CodelistFileMissing => spelling_and_names::CODELIST_FILE_MISSING,
        DiagnosticCode::CodelistFileContent => spelling_and_names::CODELIST_FILE_CONTENT,
        DiagnosticCode::GroupCode => spelling_and_names::GROUP_CODE,
        DiagnosticCode::BadTextLimit => spelling_and_names::BAD_TEXT_LIMIT,
        DiagnosticCode::BadKey => spelling_and_names::BAD_KEY,
        DiagnosticCode::ConsolidatedCell => consolidation::CONSOLIDATED_CELL,
        DiagnosticCode::ConsolidatedTwice => consolidation::CONSOLIDATED_TWICE,
        DiagnosticCode::EndlessLevel => consolidation::ENDLESS_LEVEL,
        DiagnosticCode::UnitMismatch => units_and_cells::UNIT_MISMATCH,
        DiagnosticCode::NotComparable => units_and_cells::NOT_COMPARABLE,
        DiagnosticCode::UnitsDoNotCombine => units_and_cells::UNITS_DO_NOT_COMBINE,
        DiagnosticCode::FormulaDoesNotFill => units_and_cells::FORMULA_DOES_NOT_FILL,
        DiagnosticCode::NotACondition => units_and_cells::NOT_A_CONDITION,
        DiagnosticCode::SeveralCurrencies => units_and_cells::SEVERAL_CURRENCIES,
        DiagnosticCode::BareNumber => units_and_cells::BARE_NUMBER,
        DiagnosticCode::TypeMissing => units_and_cells::TYPE_MISSING,
        DiagnosticCode::TypesDiffer => units_and_cells::TYPES_DIFFER,
        DiagnosticCode::BadPrecision => units_and_cells::BAD_PRECISION,
        DiagnosticCode::BadTolerance => units_and_cells::BAD_TOLERANCE,
        DiagnosticCode::NotANumber => units_and_cells::NOT_A_NUMBER,
        DiagnosticCode::NotAText => units_and_cells::NOT_A_TEXT,
        DiagnosticCode::NotAddedUp => consolidation::NOT_ADDED_UP,
        DiagnosticCode::DefinedTwice => units_and_cells::DEFINED_TWICE,
        DiagnosticCode::XCell => units_and_cells::X_CELL,
        DiagnosticCode::OnlyXCells => units_and_cells::ONLY_X_CELLS,
        DiagnosticCode::Cycle => units_and_cells::CYCLE,
        DiagnosticCode::OutsideRunningSum => units_and_cells::OUTSIDE_RUNNING_SUM,
        DiagnosticCode::EqualCodeMissing => units_and_cells::EQUAL_CODE_MISSING,
        DiagnosticCode::UnknownInTest => tests_and_warnings::UNKNOWN_IN_TEST,
        DiagnosticCode::TestValue => tests_and_warnings::TEST_VALUE,
        DiagnosticCode::TestPeriod => tests_and_warnings::TEST_PERIOD,
        DiagnosticCode::TestExpectsNothing => tests_and_warnings::TEST_EXPECTS_NOTHING,
        DiagnosticCode::TestSaysTwice => tests_and_warnings::TEST_SAYS_TWICE,
        DiagnosticCode::TestCannotGive => tests_and_warnings::TEST_CANNOT_GIVE,
        DiagnosticCode::TestCases => tests_and_warnings::TEST_CASES,
        DiagnosticCode::TestFile => tests_and_warnings::TEST_FILE,
        DiagnosticCode::IdleOverride => tests_and_warnings::IDLE_OVERRIDE,
        DiagnosticCode::Unused => tests_and_warnings::UNUSED,
        DiagnosticCode::TotalWithParts => tests_and_warnings::TOTAL_WITH_PARTS,
        DiagnosticCode::SumOfPercents => tests_and_warnings::SUM_OF_PERCENTS,
        DiagnosticCode::TimesHundred => tests_and_warnings::TIMES_HUNDRED,
        DiagnosticCode::RoundedFactor => tests_and_warnings::ROUNDED_FACTOR,
        DiagnosticCode::OtherLabel => tests_and_warnings::OTHER_LABEL,
        DiagnosticCode::OtherFormulaPrinted => tests_and_warnings::OTHER_FORMULA_PRINTED,
        DiagnosticCode::PrintedNotComputed => tests_and_warnings::PRINTED_NOT_COMPUTED,
        DiagnosticCode::ConstantCheck => tests_and_warnings::CONSTANT_CHECK,
        DiagnosticCode::ZeroDivisor => tests_and_warnings::ZERO_DIVISOR,
        DiagnosticCode::IdleAccept => tests_and_warnings::IDLE_ACCEPT,
        DiagnosticCode::LostRows => tests_and_warnings::LOST_ROWS,
        DiagnosticCode::NothingToAdd => consolidation::NOTHING_TO_ADD,
    }
}
