//! The catalogue of diagnostics: each code with its title. Its pages are in `diagnostic_pages.rs`.

use crate::diagnostic::Severity;

macro_rules! define_codes {
    ($($name:ident, $number:literal, $severity:ident, $title:literal;)+) => {
        /// A kind of diagnostic.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum DiagnosticCode {
            $(
                #[doc = $title]
                $name,
            )+
        }

        impl DiagnosticCode {
            /// Every kind, in the order of the numbers.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// Gives the stable number, as `P0101`.
            pub fn number(self) -> &'static str {
                match self {
                    $(Self::$name => $number,)+
                }
            }

            /// Gives how bad it is.
            pub fn severity(self) -> Severity {
                match self {
                    $(Self::$name => Severity::$severity,)+
                }
            }

            /// Says in a few words what is wrong.
            pub fn title(self) -> &'static str {
                match self {
                    $(Self::$name => $title,)+
                }
            }
        }
    };
}

define_codes! {
    Unexpected, "P0101", Error, "something does not belong here";
    UnknownDeclaration, "P0102", Error, "a line begins no declaration";
    Unclosed, "P0103", Error, "a brace or bracket is never closed";
    ExtraBracket, "P0104", Error, "a closing brace or bracket closes nothing";
    UnclosedString, "P0105", Error, "a quotation mark is not closed";
    DecimalComma, "P0106", Error, "a number is written with a comma";
    ForeignLetter, "P0107", Error, "a letter that names and operators do not have";
    UnknownOperator, "P0108", Error, "an operator of another language";
    ComparisonChain, "P0109", Error, "comparisons in a row";
    MisplacedSet, "P0110", Error, "several values where one is needed";
    TooLarge, "P0111", Error, "too deep, too long or too large";
    NoPackage, "P0201", Error, "the package has no header";
    Duplicate, "P0202", Error, "a name or code is declared twice";
    UnknownName, "P0203", Error, "a name that does not exist";
    UnknownCode, "P0204", Error, "a code that does not exist";
    Ambiguous, "P0205", Error, "a name that could be several things";
    UnknownCurrency, "P0206", Error, "a currency that does not exist";
    UnknownType, "P0207", Error, "a type that does not exist";
    UnknownFunction, "P0208", Error, "a function that does not exist, or takes other arguments";
    UnknownLanguage, "P0209", Error, "a language that the package does not have";
    UnknownCodelistValue, "P0210", Error, "a code that its codelist does not have";
    ManyLines, "P0211", Error, "a list's column where one value is needed";
    CellNeeded, "P0212", Error, "a row or column where one cell is needed";
    BadRange, "P0213", Error, "a range that does not run";
    WrongPlace, "P0214", Error, "something stands in the wrong place";
    RepeatedClause, "P0215", Error, "something is said twice";
    ClauseMissing, "P0216", Error, "something is missing";
    BadDate, "P0217", Error, "a day that does not exist";
    Overlap, "P0218", Error, "two versions hold at the same time";
    DeadlineMisfit, "P0219", Error, "a deadline does not fit the report's periods";
    EarlyDeadline, "P0220", Error, "a deadline lies before its period ends";
    BadMove, "P0221", Error, "a day is moved where it cannot be";
    EndlessCalendar, "P0222", Error, "a calendar has no beginning, or no working day";
    CodelistFileMissing, "P0225", Error, "a file of codes that is not there";
    CodelistFileContent, "P0226", Error, "a file of codes has mistakes";
    GroupCode, "P0227", Error, "a code that no cell holds";
    BadTextLimit, "P0228", Error, "a length or pattern that no text can have";
    BadKey, "P0231", Error, "a line is looked up without its key";
    ConsolidatedCell, "P0232", Error, "a consolidation names what it cannot use";
    ConsolidatedTwice, "P0233", Error, "a cell is consolidated in two ways";
    EndlessLevel, "P0234", Error, "a level of entities stands under itself";
    UnitMismatch, "P0301", Error, "values of different units are added";
    NotComparable, "P0302", Error, "values of different units are compared";
    UnitsDoNotCombine, "P0303", Error, "units that cannot be multiplied or divided";
    FormulaDoesNotFill, "P0304", Error, "a formula does not fit its cell";
    NotACondition, "P0305", Error, "a condition is not true or false";
    SeveralCurrencies, "P0306", Error, "amounts in different currencies are added up";
    BareNumber, "P0307", Error, "a number without a unit meets a percent";
    TypeMissing, "P0308", Error, "a cell has no type";
    TypesDiffer, "P0309", Error, "row and column declare different types";
    BadPrecision, "P0310", Error, "a number of decimals is missing or wrong";
    BadTolerance, "P0311", Error, "a tolerance does not fit";
    NotANumber, "P0312", Error, "a number is needed";
    NotAText, "P0313", Error, "a pattern for what is no text";
    NotAddedUp, "P0314", Error, "a cell is not added up, or is without being named";
    DefinedTwice, "P0401", Error, "a cell is defined twice, and differently";
    XCell, "P0402", Error, "a cell that does not apply is named";
    OnlyXCells, "P0403", Error, "a cell is computed only from x cells";
    Cycle, "P0404", Error, "a cell depends on itself";
    OutsideRunningSum, "P0405", Error, "a running sum does not reach a cell";
    EqualCodeMissing, "P0406", Error, "the other table lacks the row or column";
    UnknownInTest, "P0501", Error, "a test names what does not exist";
    TestValue, "P0502", Error, "a value in a test does not fit its cell";
    TestPeriod, "P0503", Error, "a test's period does not fit";
    TestExpectsNothing, "P0504", Error, "a test expects nothing";
    TestSaysTwice, "P0505", Error, "a test says something twice";
    TestCannotGive, "P0506", Error, "a test gives or expects what it cannot";
    TestCases, "P0507", Error, "a case does not fit the head of its table";
    TestFile, "P0508", Error, "a test's file lies outside the package's folder";
    IdleOverride, "P0601", Warning, "an `overrides` settles nothing";
    Unused, "P0602", Warning, "something is declared and not used";
    TotalWithParts, "P0603", Warning, "a range holds a total and its parts";
    SumOfPercents, "P0604", Warning, "percents are added";
    TimesHundred, "P0605", Warning, "a ratio is multiplied to show it as a percent";
    RoundedFactor, "P0606", Warning, "an amount is multiplied with a rounded percent";
    OtherLabel, "P0607", Warning, "rows or columns of equal code have different labels";
    OtherFormulaPrinted, "P0608", Warning, "a label prints another formula than the one defined";
    PrintedNotComputed, "P0609", Warning, "a label prints a formula, and the value is filled in";
    ConstantCheck, "P0610", Warning, "a check can never fail, or never pass";
    ZeroDivisor, "P0611", Warning, "a divisor can be zero where the condition lets it be used";
    IdleAccept, "P0612", Warning, "an `accept` accepts nothing";
    LostRows, "P0620", Warning, "rows of an added grid get lost";
    NothingToAdd, "P0621", Warning, "a consolidated report has nothing to add up";
}

impl DiagnosticCode {
    /// Finds a kind by its number.
    pub fn by_number(number: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.number().eq_ignore_ascii_case(number))
    }
}
