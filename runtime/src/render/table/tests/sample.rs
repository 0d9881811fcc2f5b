//! A hand-made plan of four credit-union reports, and submissions for it written as `report.table.row:column value`.

use crate::evaluated_submission::{Cause, CellAt, CellState, CheckOutcome, EvaluatedCell, EvaluatedSubmission, MessagePiece, Outcome};
use crate::finding::{Expected, Finding, FindingKind};
use crate::submission::{Address, Origin as ReadAt};
use positum_plan::amount::{Exact, Rounding};
use positum_plan::calendar::{Deadline, Due};
use positum_plan::id::IdVec;
use positum_plan::period::PeriodKind;
use positum_plan::plan::{
    Absence, Axis, AxisEntry, Cell, CellId, CellReference, Check, CheckId, Codelist, CodelistId, Column, ColumnId, Heading, Label, List, Node,
    NodeId, Origin, Package, Place, Plan, Report, ReportId, Scope, Severity, Shape, Table, TableId, TotalRow,
};
use positum_plan::value::{Currency, Quantity, RatioScale, Value, ValueType};
use std::collections::BTreeMap;

pub(super) fn label(latvian: &str, english: &str) -> Label {
    Label(BTreeMap::from([("lv".to_owned(), latvian.to_owned()), ("en".to_owned(), english.to_owned())]))
}

fn typed(quantity: Quantity, decimals: u32) -> ValueType {
    ValueType { quantity, decimals, rounding: Rounding::HalfAwayFromZero, limits: Default::default() }
}

pub(super) fn euro() -> ValueType {
    typed(Quantity::Amount(Currency::Fixed("EUR".to_owned())), 0)
}

pub(super) fn percent() -> ValueType {
    typed(Quantity::Ratio(RatioScale::Percent), 2)
}

fn integer() -> ValueType {
    typed(Quantity::Integer, 0)
}

pub(super) fn text() -> ValueType {
    typed(Quantity::Text, 0)
}

fn code() -> ValueType {
    typed(Quantity::Code(CodelistId(0)), 0)
}

fn input() -> Origin {
    Origin::Input(Absence::Required)
}

fn axis(entries: &[(&str, &str, &str)], headings: Vec<Heading>) -> Axis {
    let entry = |(code, latvian, english): &(&str, &str, &str)| AxisEntry { code: (*code).to_owned(), label: label(latvian, english), source: None };
    Axis { entries: entries.iter().map(entry).collect(), headings }
}

pub(super) fn heading(latvian: &str, english: &str, start: usize, end: usize) -> Heading {
    Heading { label: label(latvian, english), start, end, depth: 0 }
}

pub(super) fn empty_plan() -> Plan {
    let package = Package {
        name: "lv_credit_unions".to_owned(),
        label: label("Krājaizdevu sabiedrību pārskati", "Credit union returns"),
        publisher: Some("Latvijas Banka".to_owned()),
        languages: vec!["lv".to_owned(), "en".to_owned()],
        ..Package::default()
    };
    let codelist = Codelist::flat("currencies", ["USD", "GBP"].map(|code| (code.to_owned(), Label::default())));
    Plan {
        package,
        codelists: [codelist].into_iter().collect(),
        parameters: IdVec::new(),
        calendars: IdVec::new(),
        reports: IdVec::new(),
        tables: IdVec::new(),
        cells: IdVec::new(),
        columns: IdVec::new(),
        nodes: [Node::Bool(true)].into_iter().collect(),
        checks: IdVec::new(),
        steps: Vec::new(),
        other_reports: std::collections::BTreeSet::new(),
        consolidation: None,
    }
}

pub(super) fn add_report(plan: &mut Plan, name: &str, title: Label, annex: &str, module: &str) -> ReportId {
    plan.reports.push(Report {
        name: name.to_owned(),
        label: title,
        source: Some(format!("{annex}. pielikums")),
        module: Some(module.to_owned()),
        period: Some(PeriodKind::Quarter),
        due: Some(Due { deadline: Deadline::DayOfNextMonth(15), calendar: None }),
        retention: None,
        tables: Vec::new(),
    })
}

fn add_table(plan: &mut Plan, report: ReportId, name: &str, title: Label, shape: Shape) -> TableId {
    let id = plan.tables.push(Table { report, name: name.to_owned(), label: title, source: None, shape });
    plan.reports[report].tables.push(id);
    id
}

fn next_table(plan: &Plan) -> TableId {
    TableId(u32::try_from(plan.tables.len()).unwrap())
}

pub(super) fn add_form(
    plan: &mut Plan,
    report: ReportId,
    name: &str,
    positions: &[(&str, &str, &str, ValueType)],
    headings: Vec<Heading>,
) -> TableId {
    let table = next_table(plan);
    let add = |(index, position): (usize, &(&str, &str, &str, ValueType))| {
        plan.cells.push(Cell { table, place: Place::Position(index), value_type: Some(position.3.clone()), origin: input() })
    };
    let ids = positions.iter().enumerate().map(add).collect();
    let entries: Vec<_> = positions.iter().map(|(code, latvian, english, _)| (*code, *latvian, *english)).collect();
    add_table(plan, report, name, Label::default(), Shape::Form { positions: ids, axis: axis(&entries, headings) })
}

pub(super) fn add_grid(plan: &mut Plan, report: ReportId, name: &str, title: Label, rows: Axis, columns: Axis, absent: &[(&str, &str)]) -> TableId {
    let table = next_table(plan);
    let mut cells = Vec::new();
    for (row, row_entry) in rows.entries.iter().enumerate() {
        for (column, column_entry) in columns.entries.iter().enumerate() {
            let exists = !absent.contains(&(row_entry.code.as_str(), column_entry.code.as_str()));
            cells.push(exists.then(|| plan.cells.push(Cell { table, place: Place::Grid(row, column), value_type: Some(euro()), origin: input() })));
        }
    }
    add_table(plan, report, name, title, Shape::Grid { rows, columns, cells })
}

pub(super) fn add_list(
    plan: &mut Plan,
    report: ReportId,
    name: &str,
    columns: &[(&str, &str, &str, ValueType)],
    headings: Vec<Heading>,
    total: Option<(Label, &[&str])>,
) -> TableId {
    let table = next_table(plan);
    let mut ids = Vec::new();
    for (index, (code, _, english, value_type)) in columns.iter().enumerate() {
        let origin = if index == 0 && *english == "No." { Origin::Sequence } else { input() };
        ids.push(plan.columns.push(Column { table, code: (*code).to_owned(), value_type: Some(value_type.clone()), origin }));
    }
    let total = total.map(|(label, codes)| {
        let summed: Vec<ColumnId> = ids.iter().copied().filter(|id| codes.contains(&plan.columns[*id].code.as_str())).collect();
        let add = |id: ColumnId| {
            let value_type = plan.columns[id].value_type.clone();
            (id, plan.cells.push(Cell { table, place: Place::Total(id), value_type, origin: input() }))
        };
        TotalRow { label, cells: summed.into_iter().map(add).collect() }
    });
    let entries: Vec<_> = columns.iter().map(|(code, latvian, english, _)| (*code, *latvian, *english)).collect();
    let list = List { columns: ids, axis: axis(&entries, headings), key: Vec::new(), total, derivation: None };
    add_table(plan, report, name, Label::default(), Shape::List(list))
}

pub(super) fn add_check(plan: &mut Plan, report: ReportId, table: Option<TableId>, name: &str, severity: Severity) -> CheckId {
    plan.checks.push(Check {
        report,
        table,
        name: name.to_owned(),
        severity,
        scope: table.map_or(Scope::Once, Scope::EachLine),
        condition: None,
        requirement: NodeId(0),
        text: "100 <= 090".to_owned(),
        messages: BTreeMap::new(),
        cells: Vec::new(),
        source: Some("31.1. apakšpunkts".to_owned()),
    })
}

/// Makes annex 1 with its check.
pub(super) fn add_capital_adequacy(plan: &mut Plan) -> ReportId {
    let title = label("Kapitāla pietiekamības rādītāja aprēķins", "Calculation of the capital adequacy ratio");
    let report = add_report(plan, "capital_adequacy", title, "1", "KKS-KPRA");
    let count = || typed(Quantity::Count, 0);
    let positions = [
        ("010", "Aktīvi (samazināti par uzkrājumiem), veselos euro", "Assets (net of provisions), whole euro", euro()),
        (
            "020",
            "Ārpusbilances posteņi (samazināti par uzkrājumiem), veselos euro",
            "Off-balance-sheet items (net of provisions), whole euro",
            euro(),
        ),
        ("030", "Pašu kapitāls, veselos euro", "Equity, whole euro", euro()),
        ("100", "Kapitāla pietiekamības rādītājs (030/(010+020)), %", "Capital adequacy ratio (030/(010+020)), %", percent()),
        ("210", "Biedru skaits", "Number of members", count()),
        ("230", "Bijušajiem biedriem neizmaksāto paju vērtību kopsumma, veselos euro", "Shares not paid out to former members, whole euro", euro()),
    ];
    let members = heading("Informācija par biedru skaitu un paju vērtību kopsummām", "Number of members and total value of shares", 4, 4);
    add_form(plan, report, "main", &positions, vec![members]);
    add_check(plan, report, None, "adequate", Severity::Breach);
    report
}

/// Makes the first grid of annex 2.
pub(super) fn add_maturity_ladder(plan: &mut Plan) -> ReportId {
    let title = label("Aktīvu un pasīvu termiņstruktūras pārskats", "Maturity ladder of assets and liabilities");
    let report = add_report(plan, "maturity_ladder", title, "2", "APTS-KKS");
    let columns = axis(
        &[
            ("010", "Kopā aktīvi (020+...+100)", "Total assets (020+...+100)"),
            ("020", "Uz pieprasījumu", "On demand"),
            ("030", "līdz 7 dienām", "up to 7 days"),
            ("040", "no 8 līdz 30 dienām", "8 to 30 days"),
            ("050", "no 31 līdz 90 dienām", "31 to 90 days"),
            ("060", "no 91 līdz 180 dienām", "91 to 180 days"),
            ("070", "no 181 līdz 360 dienām", "181 to 360 days"),
            ("080", "no 361 dienas", "361 days or more"),
            ("090", "Nokavētie aktīvi", "Overdue assets"),
            ("100", "Ieķīlātie aktīvi", "Pledged assets"),
        ],
        vec![heading("Aktīvi ar atlikušo termiņu", "Assets by remaining maturity", 2, 8)],
    );
    let rows = axis(
        &[
            ("100", "Kopā aktīvi (110+120+130+140+150+160+170+180)", "Total assets (110+120+130+140+150+160+170+180)"),
            ("110", "Kase", "Cash on hand"),
            ("120", "Prasības pret Latvijas Republikas kredītiestādēm", "Claims on credit institutions of the Republic of Latvia"),
            ("130", "Prasības pret Latvijas Republikas krājaizdevu sabiedrībām", "Claims on credit unions of the Republic of Latvia"),
            ("140", "Kredīti", "Loans"),
            ("150", "Parāda vērtspapīri", "Debt securities"),
            ("160", "Pamatlīdzekļi un nemateriālie aktīvi", "Property, plant and equipment, and intangible assets"),
            ("170", "Nākamo periodu izdevumi un uzkrātie ienākumi", "Prepaid expenses and accrued income"),
            ("180", "Pārējie aktīvi", "Other assets"),
        ],
        Vec::new(),
    );
    let mut absent: Vec<(&str, &str)> = ["030", "040", "050", "060", "070", "080", "090", "100"].map(|column| ("110", column)).to_vec();
    absent.extend(["020", "030", "040", "050", "060", "070", "090"].map(|column| ("160", column)));
    absent.push(("170", "100"));
    let title = label("1. Aktīvu termiņstruktūra (veselos euro)", "1. Maturity structure of assets (whole euro)");
    add_grid(plan, report, "assets", title, rows, columns, &absent);
    report
}

/// Makes the list of annex 3 with its closing form and its check.
pub(super) fn add_large_exposures(plan: &mut Plan) -> ReportId {
    let report = add_report(plan, "large_exposures", label("Lielo riska darījumu pārskats", "Large exposures"), "3", "LRD_KKS_IND");
    let of_which = "tai skaitā ailē \"Kredīti biedriem\" (060) uzrādītajiem kredītiem";
    let columns = [
        ("010", "Nr. p. k.", "No.", integer()),
        (
            "020",
            "Krājaizdevu sabiedrības biedra numurs vai kopējās riska grupas numurs",
            "Number of the member or of the group of connected members",
            integer(),
        ),
        ("030", "Personas kods vai reģistrācijas numurs", "Personal identity number or registration number", text()),
        ("040", "Vārds un uzvārds vai nosaukums", "Full name or registered name", text()),
        ("050", "Valsts kods", "Country code", code()),
        ("060", "Kredīti biedriem", "Loans to members", euro()),
        ("070", "Garantijas un citas ārpusbilances saistības", "Guarantees and other off-balance-sheet commitments", euro()),
        ("080", "Citi darījumi", "Other exposures", euro()),
        ("090", "", "", euro()),
        ("100", of_which, "of which for loans reported in column \"Loans to members\" (060)", euro()),
        ("110", "Kredīti (samazināti par uzkrājumiem) (060–100), veselos euro", "Loans (net of provisions) (060–100), whole euro", euro()),
        ("120", "Kredītu (samazinātu par uzkrājumiem) attiecība pret pašu kapitālu, %", "Ratio of loans (net of provisions) to equity, %", percent()),
        (
            "130",
            "Lielie riska darījumi (samazināti par uzkrājumiem) (060+070+080–090), veselos euro",
            "Large exposures (net of provisions) (060+070+080–090), whole euro",
            euro(),
        ),
    ];
    let member = "Informācija par krājaizdevu sabiedrības biedru vai kopējā riska grupā iekļauto biedru";
    let headings = vec![
        heading(member, "Member of the credit union or of the group of connected members", 2, 5),
        heading("Riska darījumi, veselos euro", "Exposures, whole euro", 5, 8),
        heading("Uzkrājumi riska darījumiem, veselos euro", "Provisions for exposures, whole euro", 8, 10),
    ];
    let table = add_list(plan, report, "exposures", &columns, headings, None);
    let totals = [
        ("total", "Lielo riska darījumu kopsumma", "Total large exposures", euro()),
        ("equity", "Pašu kapitāls", "Equity", euro()),
        ("ratio", "Lielo riska darījumu kopsummas attiecība pret pašu kapitālu, %", "Ratio of total large exposures to equity, %", percent()),
    ];
    add_form(plan, report, "totals", &totals, Vec::new());
    add_check(plan, report, Some(table), "of_which", Severity::Error);
    report
}

/// Makes the list of annex 5 with its total row.
pub(super) fn add_foreign_currency(plan: &mut Plan) -> ReportId {
    let title = label("Ārvalstu valūtu atklāto pozīciju pārskats", "Open foreign currency positions");
    let report = add_report(plan, "foreign_currency", title, "5", "AVAPP");
    let currency = || Currency::OfColumn(ColumnId(u32::MAX));
    let money = || typed(Quantity::Amount(currency()), 2);
    let rate = typed(Quantity::Rate { to: Currency::Fixed("EUR".to_owned()), from: currency() }, 5);
    let ratio = "Tīrās pozīcijas attiecība pret pašu kapitālu ((050) vai (060) attiecība pret pašu kapitālu), %";
    let columns = [
        ("A", "Ārvalstu valūtas kods", "Foreign currency code", code()),
        ("010", "aktīvi", "assets", money()),
        ("020", "saistības un ārpusbilances posteņi", "liabilities and off-balance-sheet items", money()),
        ("030", "tīrā atklātā pozīcija (+/–) (010–020)", "net open position (+/–) (010–020)", money()),
        ("040", "Ārvalstu valūtas kurss", "Exchange rate", rate),
        ("050", "garā (+), ja 030>0", "long (+), if 030>0", euro()),
        ("060", "īsā (–), ja 030<0", "short (–), if 030<0", euro()),
        ("070", ratio, "Ratio of the net position to equity (ratio of (050) or (060) to equity), %", percent()),
    ];
    let headings = vec![
        heading("Summa ārvalstu valūtā", "Amount in foreign currency", 1, 4),
        heading("Tīrā pozīcija (030x040), veselos euro", "Net position (030x040), whole euro", 5, 7),
    ];
    add_list(plan, report, "positions", &columns, headings, Some((label("Kopā", "Total"), &["050", "060"])));
    report
}

pub(super) fn sample_plan() -> Plan {
    let mut plan = empty_plan();
    add_capital_adequacy(&mut plan);
    add_maturity_ladder(&mut plan);
    add_large_exposures(&mut plan);
    add_foreign_currency(&mut plan);
    plan
}

fn cell(state: CellState, value: Option<Value>) -> EvaluatedCell {
    match value {
        Some(value) => EvaluatedCell::with_value(state, value),
        None => EvaluatedCell::without_value(state, None),
    }
}

fn parsed(written: &str, value_type: Option<&ValueType>) -> EvaluatedCell {
    let is_number = value_type.is_some_and(ValueType::is_number);
    match (written, value_type) {
        ("?", _) => cell(CellState::Missing, None),
        ("!", _) => cell(CellState::Unreadable, None),
        ("#", _) => cell(CellState::NotComputed, None),
        ("~", _) => cell(CellState::NotApplicable, None),
        ("", _) if is_number => cell(CellState::Blank, Some(Value::Number(Exact::ZERO))),
        ("", _) => cell(CellState::Blank, None),
        (number, Some(value_type)) if is_number => {
            let shown = Exact::parse_plain(number).unwrap();
            cell(CellState::Given, Some(Value::Number(value_type.plain_from_shown(&shown))))
        }
        (text, _) => cell(CellState::Given, Some(Value::Text(text.to_owned()))),
    }
}

/// Evaluates nothing: takes for each table its values, `|` between those of a row; what is left out is blank.
pub(super) fn filled(plan: &Plan, entity: &str, tables: &[(&str, &[&str])]) -> EvaluatedSubmission {
    let mut cells = IdVec::filled(plan.cells.len(), cell(CellState::Blank, None));
    let mut columns: IdVec<ColumnId, Vec<EvaluatedCell>> = IdVec::filled(plan.columns.len(), Vec::new());
    let mut lines: IdVec<TableId, usize> = IdVec::filled(plan.tables.len(), 0);
    for (name, rows) in tables {
        let (id, table) = plan.tables.entries().find(|(_, table)| table.name == *name).unwrap();
        let values = rows.iter().map(|row| row.split('|').map(str::trim).collect::<Vec<_>>());
        let targets: Vec<CellId> = match &table.shape {
            Shape::Form { positions, .. } => positions.clone(),
            Shape::Grid { cells, .. } => cells.iter().flatten().copied().collect(),
            Shape::List(list) => list.total.iter().flat_map(|total| total.cells.iter().map(|(_, cell)| *cell)).collect(),
        };
        let scalars: Vec<&str> = match &table.shape {
            Shape::Form { .. } | Shape::Grid { .. } => values.flatten().filter(|value| *value != "x").collect(),
            Shape::List(list) => {
                let (total, rows): (Vec<_>, Vec<_>) = values.partition(|row| row[0] == "total");
                lines[id] = rows.len();
                for row in rows {
                    for (column, value) in list.columns.iter().zip(row) {
                        columns[*column].push(parsed(value, plan.columns[*column].value_type.as_ref()));
                    }
                }
                total.into_iter().flat_map(|row| row.into_iter().skip(1)).collect()
            }
        };
        for (target, value) in targets.iter().zip(scalars) {
            cells[*target] = parsed(value, plan.cells[*target].value_type.as_ref());
        }
    }
    let period = "2025-Q1".parse().unwrap();
    let reports: Vec<_> = plan.reports.ids().collect();
    let evaluated_reports = reports.clone();
    EvaluatedSubmission {
        entity: entity.to_owned(),
        period,
        reports,
        evaluated_reports,
        parameters: plan.parameters.iter().map(|_| None).collect(),
        cells,
        columns,
        lines,
        unknown_lines: IdVec::filled(plan.tables.len(), None),
        checks: Vec::new(),
        findings: Vec::new(),
        main_file: None,
    }
}

/// Gives the cell of a list's column, by the column's code.
pub(super) fn column_cell(plan: &Plan, table: &str, code: &str, line: usize) -> CellAt {
    let (id, _) = plan.columns.entries().find(|(_, column)| column.code == code && plan.tables[column.table].name == table).unwrap();
    CellAt { reference: CellReference::Column(id), line }
}

/// Gives a cause that names a list's cell.
pub(super) fn unreadable(plan: &Plan, table: &str, code: &str, line: usize) -> Cause {
    Cause::Unreadable(column_cell(plan, table, code, line))
}

pub(super) const ASSETS: &[&str] = &[
    "12604377 | 1202019 | 962093 | 214381 | 216862 | 4149633 | 1685842 | 1871743 | 1108687 | 1187506 ",
    "345858 | 345858 | x|x|x|x|x|x|x|x",
    "628214 | 0 | 0 | 157055 | 157053 | 0 | | 157053 | 157053 | 157053",
    "382509 | 22500 | 112506 | 22500 | 22500 | 22500 | 22500 | 45001 | 112502 | 0",
    "10706924 | 823609 | 823609 | 0 | | 4118050 | 1647219 | 1647219 | 823609 | 823609",
    "14058 | | | 2008 | 1004 | 1004 | 2008 | 5022 | 2008 | 1004",
    "173024 | x|x|x|x|x|x | | x | 173024",
    "52346 | 3489 | 3489 | 0 | 3489 | 17453 | 3489 | 17448 | 3489 | x",
    "144391 | 6563 | 0 | 32818 | 32816 | 13126 | 13126 | 0 | 13126 | 32816",
];

pub(super) const EXPOSURES: &[&str] = &[
    "1 | 1 | 000000-00001 | Kristīne Ņikitina | LV | 112483 | | 2249 | 1124 | 1124 | 111359 | 2.32 | 113608",
    "2 | 2 | 00000000002 | ZS Kalnāji | LV | 399702 | | | 2595 | 2595 | 397107 | 8.27 | 397107",
    "3 | 10234 | 000000-00003 | Biedrība \"Latvijas lauku krājaizdevēju savstarpējās palīdzības fonds\" | LT | 4305413 | 52731 | 9818 | 0 | | 4305413 | 89.66 | 4367962",
];

pub(super) const POSITIONS: &[&str] = &[
    "DKK | 124440.26 | 65391.18 | 59049.08 | 0.13405 | 7916 | ~ | 0.16",
    "GBP | 115010.20 | 119909.26 | -4899.06 | 1.19730 | ~ | -5866 | 0.12",
    "USD | 11511.97 | 9572.12 | 1939.85 | 0.92456 | 1794 | ~ | 0.04",
    "NOK | 49008.77 | 57490.92 | -8482.15 | 0.08756 | ~ | -743 | 0.02",
    "total | 9710 | -6609",
];

pub(super) fn sample_submission(plan: &Plan) -> EvaluatedSubmission {
    let capital = ["12604377", "217916", "4801994", "37.45", "5182", "2520"];
    let totals = ["4878677", "4801994", "101.60"];
    filled(plan, "KKS-B", &[("main", &capital), ("assets", ASSETS), ("exposures", EXPOSURES), ("totals", &totals), ("positions", POSITIONS)])
}

pub(super) fn finding(address: [&str; 4], line: u64, kind: FindingKind) -> Finding {
    let [report, table, row, column] = address.map(str::to_owned);
    let origin = (line > 0).then(|| ReadAt::in_text("samples/2025-Q1.json".into(), line, 20));
    Finding { kind, address: Address { report, table, row, column }, origin }
}

pub(super) fn outcome(check: CheckId, row: &str, outcome: Outcome, cause: Option<Cause>, messages: &[(&str, &str)]) -> CheckOutcome {
    let pieces = |(language, text): &(&str, &str)| ((*language).to_owned(), vec![MessagePiece::Text((*text).to_owned())]);
    match outcome {
        Outcome::Fail => CheckOutcome::failed(check, row.into(), messages.iter().map(pieces).collect()),
        Outcome::NotEvaluated => CheckOutcome::not_evaluated(check, row.into(), cause),
        Outcome::Pass | Outcome::NotApplicable => CheckOutcome::plain(check, row.into(), outcome),
    }
}

/// A submission in which most things are wrong.
pub(super) fn faulty_submission(plan: &Plan) -> EvaluatedSubmission {
    let capital = ["650002", "?", "0", "#", "279", "!"];
    let totals = ["4878677", "0", "#"];
    let mut evaluated =
        filled(plan, "KKS-D", &[("main", &capital), ("assets", ASSETS), ("exposures", EXPOSURES), ("totals", &totals), ("positions", POSITIONS)]);
    let given = |text: &str| text.to_owned();
    let unreadable_number = FindingKind::UnreadableValue { given: given("1 000,50"), expected: Expected::Number };
    evaluated.findings = vec![
        finding(["capital_adequacy", "main", "020", ""], 0, FindingKind::MissingRequired),
        finding(["capital_adequacy", "main", "230", ""], 7, unreadable_number),
        finding(["capital_adequacy", "main", "011", ""], 8, FindingKind::UnknownName { name: given("011") }),
        finding(["maturity_ladder", "assets", "110", "050"], 12, FindingKind::ValueInXCell { given: given("500") }),
        finding(["maturity_ladder", "asets", "110", "050"], 13, FindingKind::UnknownName { name: given("asets") }),
        finding(["foreign_currency", "positions", "2", "A"], 40, FindingKind::DuplicateKey { key: given("GBP"), first_line: 1 }),
        finding(
            ["foreign_currency", "positions", "3", "010"],
            41,
            FindingKind::TooManyDecimals { given: given("11511.966"), decimals: 2, shown: given("11511.97") },
        ),
        finding(["capital", "", "", ""], 50, FindingKind::UnknownName { name: given("capital") }),
    ];
    let messages = [
        ("lv", "Kapitāla pietiekamība ir 9,50\u{a0}%, likums prasa vismaz 10,00\u{a0}%"),
        ("en", "Capital adequacy is 9.50%; the law requires at least 10.00%"),
    ];
    let too_much = [
        ("lv", "Uzkrājumi kredītiem (100) ir 1 200, vairāk nekā visi uzkrājumi (090) – 1 124"),
        ("en", "Provisions for loans (100) are 1,200, more than all provisions (090) of 1,124"),
    ];
    evaluated.checks = vec![
        outcome(CheckId(0), "", Outcome::Fail, None, &messages),
        outcome(CheckId(1), "1", Outcome::Fail, None, &too_much),
        outcome(CheckId(1), "2", Outcome::NotEvaluated, Some(unreadable(plan, "exposures", "100", 1)), &[]),
        outcome(CheckId(1), "3", Outcome::NotEvaluated, Some(unreadable(plan, "exposures", "100", 2)), &[]),
    ];
    evaluated
}
