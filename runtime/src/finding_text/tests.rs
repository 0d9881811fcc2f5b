//! Texts of every kind in every language, and names of cells.

use super::*;
use crate::submission::{Address, Origin as ReadAt};
use positum_plan::amount::{Exact, Rounding};
use positum_plan::period::Validity;
use positum_plan::plan::{
    Absence, Axis, AxisEntry, Cell, CellId, CellReference, Check, CheckId, Code, Codelist, CodelistId, Column, ColumnId, Label, List, Node, NodeId,
    Origin, Package, Parameter, ParameterId, Place, Report, ReportId, Scope, Shape, Table, TableId, TotalRow,
};
use positum_plan::value::{Quantity, RatioScale, Value, ValueType};
use std::collections::BTreeMap;

const BOTH: [Language; 2] = [Language::Latvian, Language::English];

fn value_type(quantity: Quantity, decimals: u32) -> ValueType {
    ValueType { quantity, decimals, rounding: Rounding::HalfAwayFromZero, limits: Default::default() }
}

fn entry(code: &str) -> AxisEntry {
    AxisEntry { code: code.to_owned(), label: Label::default(), source: None }
}

fn axis(codes: &[&str]) -> Axis {
    Axis { entries: codes.iter().map(|code| entry(code)).collect(), headings: Vec::new() }
}

fn report(name: &str, tables: Vec<TableId>) -> Report {
    Report { name: name.to_owned(), label: Label::default(), source: None, module: None, period: None, due: None, retention: None, tables }
}

fn table(report: u32, name: &str, shape: Shape) -> Table {
    Table { report: ReportId(report), name: name.to_owned(), label: Label::default(), source: None, shape }
}

fn scalar(table: u32, place: Place) -> Cell {
    Cell { table: TableId(table), place, value_type: Some(value_type(Quantity::Count, 0)), origin: Origin::Input(Absence::Required) }
}

/// A report of one form, and one of a grid and a list with a total row.
fn plan() -> Plan {
    let amount = || Some(value_type(Quantity::Decimal, 2));
    let column = Column { table: TableId(2), code: "050".to_owned(), value_type: amount(), origin: Origin::Input(Absence::Required) };
    let total = TotalRow { label: Label::default(), cells: vec![(ColumnId(0), CellId(2))] };
    let list = List { columns: vec![ColumnId(0)], axis: axis(&["050"]), key: Vec::new(), total: Some(total), derivation: None };
    let category = Codelist::flat("category", ["01", "02"].map(|code| (code.to_owned(), Label::default())));
    let parameter = Parameter {
        name: "max_single_loan".to_owned(),
        label: Label::default(),
        value_type: value_type(Quantity::Ratio(RatioScale::Percent), 2),
        values: Vec::new(),
        source: None,
    };
    Plan {
        package: Package { languages: vec!["lv".to_owned(), "en".to_owned()], ..Package::default() },
        codelists: [category].into_iter().collect(),
        parameters: [parameter].into_iter().collect(),
        calendars: Default::default(),
        reports: [report("capital_adequacy", vec![TableId(0)]), report("ladder", vec![TableId(1), TableId(2)])].into_iter().collect(),
        tables: [
            table(0, "main", Shape::Form { positions: vec![CellId(0)], axis: axis(&["020"]) }),
            table(1, "assets", Shape::Grid { rows: axis(&["110"]), columns: axis(&["030"]), cells: vec![Some(CellId(1))] }),
            table(1, "lines", Shape::List(list)),
        ]
        .into_iter()
        .collect(),
        cells: [
            scalar(0, Place::Position(0)),
            scalar(1, Place::Grid(0, 0)),
            scalar(2, Place::Total(ColumnId(0))),
            scalar(0, Place::Let("own_funds".to_owned())),
        ]
        .into_iter()
        .collect(),
        columns: [column].into_iter().collect(),
        nodes: [Node::Bool(true)].into_iter().collect(),
        checks: [check()].into_iter().collect(),
        steps: Vec::new(),
        other_reports: std::collections::BTreeSet::new(),
        consolidation: None,
    }
}

fn check() -> Check {
    Check {
        report: ReportId(0),
        table: None,
        name: "adequate".to_owned(),
        severity: Severity::Breach,
        scope: Scope::Once,
        condition: None,
        requirement: NodeId(0),
        text: "100 >= 10 %".to_owned(),
        messages: BTreeMap::new(),
        cells: Vec::new(),
        source: None,
    }
}

fn all_kinds() -> Vec<FindingKind> {
    let given = || "`x`\u{1b}[2J".to_owned();
    let mut kinds = vec![
        FindingKind::MissingRequired,
        FindingKind::OutOfRange { given: Some(given()) },
        FindingKind::OutOfRange { given: None },
        FindingKind::UnknownCode { given: given(), codelist: "category".to_owned() },
        FindingKind::UnknownCode { given: given(), codelist: "iso3166".to_owned() },
        FindingKind::UnknownCode { given: given(), codelist: "iso4217".to_owned() },
        FindingKind::TextDoesNotFit { given: given(), limit: TextLimit::Longest(35) },
        FindingKind::TextDoesNotFit { given: given(), limit: TextLimit::Pattern("LV[0-9]{11}".to_owned()) },
        FindingKind::UnknownName { name: given() },
        FindingKind::DuplicateKey { key: given(), first_line: 3 },
        FindingKind::ValueInXCell { given: given() },
        FindingKind::GivenTwice { first: ReadAt::in_text("a.csv".into(), 2, 0) },
        FindingKind::SubmittedTotalDiffers { given: "1234".to_owned(), computed: "-1235".to_owned() },
        FindingKind::DivisionByZero { formula: "030/(010+020)".to_owned(), dividend: "250000".to_owned() },
        FindingKind::NoSuchDay { year: "2025".to_owned(), month: "2".to_owned(), day: "30".to_owned() },
        FindingKind::WorkingDaysOutOfRange { given: "2.5".to_owned() },
        FindingKind::PeriodNotCovered { period: given(), example: Some("2025-Q1") },
        FindingKind::PeriodNotCovered { period: given(), example: None },
        FindingKind::UnknownOfMembers,
    ];
    for expected in [Expected::Number, Expected::Date, Expected::Bool, Expected::Text] {
        kinds.push(FindingKind::UnreadableValue { given: given(), expected });
    }
    for decimals in [0, 1, 2] {
        kinds.push(FindingKind::TooManyDecimals { given: given(), decimals, shown: "12.50".to_owned() });
    }
    kinds
}

fn said(kind: FindingKind, language: Language) -> String {
    finding_text(&plan(), &Finding { kind, address: Address::default(), origin: None }, language).replace('\u{a0}', " ")
}

fn at(reference: CellReference) -> CellAt {
    CellAt { reference, line: 6 }
}

fn all_causes() -> Vec<Cause> {
    let cell = at(CellReference::Cell(CellId(0)));
    vec![
        Cause::Missing(cell),
        Cause::Unreadable(cell),
        Cause::NotApplicable(cell),
        Cause::Blank(cell),
        Cause::DivisionByZero(cell),
        Cause::OutOfRange(cell),
        Cause::OfNothing(cell),
        Cause::Parameter(ParameterId(0)),
        Cause::DivisionByZeroInCheck,
        Cause::NoResultInCheck,
        Cause::NoSuchDay(cell),
        Cause::NoSuchDayInCheck,
        Cause::WorkingDaysOutOfRange(cell),
        Cause::WorkingDaysOutOfRangeInCheck,
        Cause::ReportLeftOut(ReportId(1)),
    ]
}

/// Lower case, no full stop, one line, and not the same in two languages.
fn assert_sentences(latvian: &str, english: &str) {
    assert_ne!(latvian, english);
    for text in [latvian, english] {
        let first = text.chars().next().unwrap();
        assert!(!first.is_uppercase(), "{text}");
        assert!(!text.ends_with('.'), "{text}");
        assert!(!text.chars().any(char::is_control), "{text:?}");
        assert!(!text.contains("  "), "{text}");
    }
}

#[test]
fn every_finding_and_cause_has_a_sentence_in_each_language() {
    for kind in all_kinds() {
        assert_sentences(&said(kind.clone(), Language::Latvian), &said(kind, Language::English));
    }
    for cause in all_causes() {
        assert_sentences(&cause_text(&plan(), &cause, Language::Latvian), &cause_text(&plan(), &cause, Language::English));
    }
}

#[test]
fn every_word_differs_from_the_others_of_its_kind() {
    for language in BOTH {
        let severities = [Severity::Info, Severity::Warning, Severity::Error, Severity::Breach].map(|severity| severity_word(severity, language));
        let outcomes = [Outcome::Pass, Outcome::Fail, Outcome::NotApplicable, Outcome::NotEvaluated].map(|outcome| outcome_word(outcome, language));
        for words in [severities, outcomes] {
            for (index, word) in words.iter().enumerate() {
                assert!(!words[..index].contains(word), "{word}");
            }
        }
    }
}

#[test]
fn states_without_value_have_marks_of_their_own() {
    let marks = [CellState::Missing, CellState::Unreadable, CellState::NotComputed, CellState::NotApplicable].map(|state| state_mark(state).unwrap());
    for (index, mark) in marks.iter().enumerate() {
        assert!(!marks[..index].contains(mark) && *mark != "x");
    }
    for state in [CellState::Given, CellState::Computed, CellState::Blank] {
        assert_eq!(state_mark(state), None);
        assert_ne!(state_word(state, Language::Latvian), state_word(state, Language::English));
    }
}

#[test]
fn numbers_in_findings_are_written_in_the_reader_s_way_and_given_text_as_it_was() {
    let differs = FindingKind::SubmittedTotalDiffers { given: "12345.00".to_owned(), computed: "-12346.50".to_owned() };
    assert_eq!(said(differs.clone(), Language::Latvian), "iesniegts 12 345,00, bet aprēķināts -12 346,50");
    assert_eq!(said(differs, Language::English), "12,345.00 was submitted, but -12,346.50 is computed");
    let decimals = FindingKind::TooManyDecimals { given: "11511.966".to_owned(), decimals: 2, shown: "11511.97".to_owned() };
    assert_eq!(said(decimals, Language::Latvian), "`11511.966` ir vairāk par 2 zīmēm aiz komata, izmantots 11 511,97");
}

#[test]
fn what_the_user_wrote_cannot_move_the_cursor_and_is_shortened() {
    let name = format!("\u{1b}[31m\u{202e}{}", "a".repeat(100));
    let text = said(FindingKind::UnknownName { name }, Language::English);
    assert!(text.starts_with("`\u{fffd}[31m\u{fffd}aaa"));
    assert!(text.contains("aaa…` is not in the definition"));
}

#[test]
fn a_code_that_lost_its_zeros_is_named() {
    let text = |name: &str, table: &str, language| {
        let address = Address { report: "ladder".to_owned(), table: table.to_owned(), row: "1".to_owned(), column: name.to_owned() };
        finding_text(&plan(), &Finding { kind: FindingKind::UnknownName { name: name.to_owned() }, address, origin: None }, language)
    };
    let list = plan().tables[TableId(2)].name.clone();
    assert_eq!(text("50", &list, Language::English), "`50` is not in the definition, so it is ignored; the code is `050`, with a zero in front");
    assert_eq!(text("50", &list, Language::Latvian), "`50` definīcijā nav, tāpēc nav ņemts vērā; kods ir `050`, ar nulli sākumā");
    for other in ["5", "", "0050", "x50"] {
        assert!(text(other, &list, Language::English).ends_with("ignored"), "{other}");
    }
    assert!(text("50", "elsewhere", Language::English).ends_with("ignored"));
}

#[test]
fn a_short_codelist_is_named_and_a_standard_one_by_its_standard() {
    let unknown = |codelist: &str| FindingKind::UnknownCode { given: "XX".to_owned(), codelist: codelist.to_owned() };
    assert_eq!(said(unknown("category"), Language::English), "`XX` is not in the codelist `category`, which has `01`, `02`");
    assert_eq!(said(unknown("iso4217"), Language::Latvian), "`XX` nav valūtas kods (ISO 4217)");
}

#[test]
fn a_code_that_no_cell_can_hold_says_why() {
    let mut plan = plan();
    let codelist = &mut plan.codelists[CodelistId(0)];
    let until = Validity { from: None, until: Some("2013-12-31".parse().unwrap()) };
    codelist.declare("LVL".to_owned(), Code { validity: until, ..Code::default() });
    codelist.declare("S".to_owned(), Code { is_group: true, ..Code::default() });
    let said = |given: &str, language| {
        let kind = FindingKind::UnknownCode { given: given.to_owned(), codelist: "category".to_owned() };
        finding_text(&plan, &Finding { kind, address: Address::default(), origin: None }, language)
    };
    assert_eq!(said("LVL", Language::Latvian), "kodu `LVL` lietoja līdz 2013-12-31");
    assert_eq!(said("S", Language::English), "`S` only groups other codes, and is not reported");
    assert_eq!(said("X", Language::English), "`X` is not in the codelist `category`, which has `01`, `02`, `LVL`");
}

#[test]
fn a_text_that_does_not_fit_names_the_length_or_the_pattern() {
    let kind = |limit: TextLimit| FindingKind::TextDoesNotFit { given: "LVX".to_owned(), limit };
    let pattern = || kind(TextLimit::Pattern("LV[0-9]{11}".to_owned()));
    assert_eq!(said(pattern(), Language::Latvian), "`LVX` neatbilst paraugam `LV[0-9]{11}`");
    assert_eq!(said(pattern(), Language::English), "`LVX` does not fit the pattern `LV[0-9]{11}`");
    for (most, latvian, english) in [(1, "1 zīmi", "1 character"), (11, "11 zīmēm", "11 characters"), (21, "21 zīmi", "21 characters")] {
        assert_eq!(said(kind(TextLimit::Longest(most)), Language::Latvian), format!("`LVX` ir garāks par {latvian}"));
        assert_eq!(said(kind(TextLimit::Longest(most)), Language::English), format!("`LVX` is longer than {english}"));
    }
}

#[test]
fn a_cell_is_called_as_a_submission_calls_it() {
    let plan = plan();
    for (reference, name) in [
        (CellReference::Cell(CellId(0)), "capital_adequacy.020"),
        (CellReference::Cell(CellId(1)), "ladder.assets.110:030"),
        (CellReference::Cell(CellId(2)), "ladder.lines.total:050"),
        (CellReference::Cell(CellId(3)), "capital_adequacy.own_funds"),
        (CellReference::Column(ColumnId(0)), "ladder.lines.7:050"),
    ] {
        assert_eq!(cell_text(&plan, at(reference)), name);
    }
    assert_eq!(column_text(&plan, CellReference::Column(ColumnId(0))), "ladder.lines.050");
    assert_eq!(column_text(&plan, CellReference::Cell(CellId(1))), "ladder.assets.110:030");
}

#[test]
fn an_address_leaves_out_what_is_empty_and_the_only_form() {
    let named = |parts: [&str; 4]| {
        let [report, table, row, column] = parts.map(str::to_owned);
        address_text(&plan(), &Address { report, table, row, column })
    };
    assert_eq!(named(["capital_adequacy", "main", "020", ""]), "capital_adequacy.020");
    assert_eq!(named(["capital_adequacy", "mian", "020", ""]), "capital_adequacy.mian.020");
    assert_eq!(named(["ladder", "assets", "110", "030"]), "ladder.assets.110:030");
    assert_eq!(named(["ladder", "assets", "", ""]), "ladder.assets");
    assert_eq!(named(["ladder", "lines", "", "050"]), "ladder.lines:050");
    assert_eq!(named(["", "", "110", "030"]), "110:030");
    assert_eq!(named(["parameters", "", "max_single_loan", ""]), "parameters.max_single_loan");
    assert_eq!(named(["", "", "", ""]), "");
}

#[test]
fn a_missing_parameter_says_how_to_give_it() {
    let cause = Cause::Parameter(ParameterId(0));
    assert_eq!(cause_text(&plan(), &cause, Language::English), "parameter max_single_loan has no value: give it with --parameter max_single_loan=…");
}

#[test]
fn a_message_takes_the_language_else_the_first_of_the_package_else_the_requirement() {
    let percent = value_type(Quantity::Ratio(RatioScale::Percent), 2);
    let value = Value::Number(Exact::parse_plain("0.095").unwrap());
    let pieces = |text: &str| vec![MessagePiece::Text(text.to_owned()), MessagePiece::Value(Some((value.clone(), Some(percent.clone()))))];
    let mut messages = BTreeMap::new();
    let said = |messages: &BTreeMap<_, _>, language| message_text(&plan(), &CheckOutcome::failed(CheckId(0), "".into(), messages.clone()), language);
    assert_eq!(said(&messages, Language::English), "`100 >= 10 %` must hold");
    messages.insert("lv".to_owned(), pieces("Kapitāls ir "));
    assert_eq!(said(&messages, Language::English), "Kapitāls ir 9.50%");
    messages.insert("en".to_owned(), pieces("Capital is "));
    assert_eq!(said(&messages, Language::English), "Capital is 9.50%");
    assert_eq!(said(&messages, Language::Latvian), "Kapitāls ir 9,50\u{a0}%");
    messages.insert("en".to_owned(), vec![MessagePiece::Value(None)]);
    assert_eq!(said(&messages, Language::English), "(no value)");
}
