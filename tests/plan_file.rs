//! The file form of a plan: what is written is read again, and what is damaged is refused or at least harmless.

use super::support::{compiles, definitions, evaluate, form, list, package, report, report_packages, show, submitted, warns_anything};
use positum_compiler::compile::compile;
use positum_plan::plan::{CellId, CellReference, CheckId, ColumnId, Node, NodeId, Origin, Plan, ReportId, Shape, Step, TableId, Term};
use positum_plan::plan_file::{FORMAT, PlanFileError, read_plans, write_plans};
use positum_runtime::evaluate::{EvaluationOptions, Evaluator};
use positum_runtime::read::{Format, ReadOptions, read_all};
use std::slice;

fn read_plan(text: &str) -> Result<Plan, PlanFileError> {
    read_plans(text).map(|mut versions| versions.remove(0))
}

fn plans() -> Vec<Plan> {
    let accepted = definitions("tests/accepted").into_iter().map(|(_, text)| warns_anything(&text).unwrap());
    report_packages().iter().map(|name| package(name)).chain(accepted).collect()
}

/// A small plan with something of everything.
fn small() -> Plan {
    compiles(
        "package p \"P\" { language en; precision EUR 0; valid from 2025-01-01 }\nparameter p : percent { from 2025-01-01 = 5 % }\ncodelist c { 01; 02 }\n\
         report r \"R\" {\nperiod quarter\nform f {\na : EUR\nb : percent(1) half even = a / 3 EUR\nk : code c, optional\nlet d = a / 2\ne : EUR = if a > 0 then d else (a when a < 0)\n}\n\
         grid g : EUR, blank = 0 {\ncolumns {\n1\nheading \"h\" { 2 x 4 }\n}\nrows {\n3\n4\n5 = 3+...+4\n}\n}\n\
         list l {\nno : sequence\nw : text, key\nv : EUR, optional\ntotal { v = sum }\n}\nlist h from l by w {\ns : EUR = sum(v where v > 0)\n}\n\
         check z \"{f.a} {f.b}\" { require f.a + l.total:v = max(g.5:1, 0) tolerance 1 EUR when f.b > p }\n}\n",
    )
}

const SUBMISSION: [(&str, &str); 8] =
    [("f.a", "7"), ("f.k", "03"), ("g.3:1", "4"), ("g.4:2", "1"), ("l.1:w", "x"), ("l.1:v", "3"), ("l.2:w", "x"), ("h.1:s", "9")];

#[test]
fn a_plan_that_is_written_is_read_again() {
    for plan in plans().into_iter().chain([small()]) {
        let text = write_plans(slice::from_ref(&plan)).unwrap();
        let read = read_plan(&text).unwrap();
        assert_eq!(read, plan);
        assert_eq!(write_plans(slice::from_ref(&read)).unwrap(), text);
    }
}

#[test]
fn a_plan_that_is_read_gives_equal_results() {
    let plan = small();
    let read = read_plan(&write_plans(slice::from_ref(&plan)).unwrap()).unwrap();
    let [first, second] = [&plan, &read].map(|plan| evaluate(plan, "2025-Q1", &EvaluationOptions::default(), &SUBMISSION));
    assert_eq!((first.cells, first.findings, first.checks, first.messages), (second.cells, second.findings, second.checks, second.messages));
    let plan = package("lv_credit_unions");
    let read = read_plan(&write_plans(slice::from_ref(&plan)).unwrap()).unwrap();
    for (_, bytes) in super::samples::submissions() {
        let submission = read_all(&bytes, "sample", Format::Json, &plan, &ReadOptions::default()).unwrap().remove(0);
        let [first, second] =
            [&plan, &read].map(|plan| show(plan, &Evaluator::new(plan, &EvaluationOptions::default()).unwrap().evaluate(&submission)));
        assert_eq!((first.cells, first.findings, first.checks), (second.cells, second.findings, second.checks));
    }
}

#[test]
fn the_same_definition_gives_the_same_bytes() {
    assert_eq!(write_plans(&[small()]).unwrap(), write_plans(&[small()]).unwrap());
    assert!(write_plans(&[small()]).unwrap().starts_with(&format!("{{\"positum_plan\":{FORMAT},")));
}

#[test]
fn what_is_no_plan_is_refused() {
    assert_eq!(read_plan("{}"), Err(PlanFileError::NoPlan));
    assert_eq!(read_plan("{\"entity\":\"E\"}"), Err(PlanFileError::NoPlan));
    for text in
        ["", "[]", "null", "{\"positum_plan\":2", "{\"positum_plan\":\"2\"}", "{\"positum_plan\":2}", "{\"positum_plan\":2,\"versions\":[{}]}"]
    {
        assert!(matches!(read_plan(text), Err(PlanFileError::Unreadable(_))), "{text}");
    }
    let text = write_plans(&[small()]).unwrap();
    let other = text.replacen(&format!("\"positum_plan\":{FORMAT}"), "\"positum_plan\":999", 1);
    assert_eq!(read_plan(&other), Err(PlanFileError::OtherFormat(999)));
    assert!(read_plan(&format!("{text}x")).is_err());
    assert!(read_plan(text.split_at(text.len() / 2).0).is_err());
}

fn is_refused(what: &str, damage: impl FnOnce(&mut Plan)) {
    let mut plan = small();
    damage(&mut plan);
    let read = read_plan(&write_plans(slice::from_ref(&plan)).unwrap());
    assert!(matches!(read, Err(PlanFileError::Inconsistent(_))), "{what}");
}

fn some_node(plan: &Plan, wanted: fn(&Node) -> bool) -> NodeId {
    plan.nodes.entries().find(|(_, node)| wanted(node)).unwrap().0
}

fn some_list(plan: &Plan) -> TableId {
    plan.tables.entries().find(|(_, table)| matches!(table.shape, Shape::List(_))).unwrap().0
}

#[test]
fn a_plan_that_names_what_it_does_not_have_is_refused() {
    is_refused("a table of no report", |plan| plan.tables[TableId(0)].report = ReportId(9));
    is_refused("a report with no such table", |plan| plan.reports[ReportId(0)].tables.push(TableId(99)));
    is_refused("a cell of no table", |plan| plan.cells[CellId(0)].table = TableId(99));
    is_refused("a cell of another table", |plan| plan.cells[CellId(0)].table = TableId(1));
    is_refused("a column of no table", |plan| plan.columns[ColumnId(0)].table = TableId(99));
    is_refused("a column of a form", |plan| plan.columns[ColumnId(0)].table = TableId(0));
    is_refused("a check of no report", |plan| plan.checks[CheckId(0)].report = ReportId(9));
    is_refused("a check of no formula", |plan| plan.checks[CheckId(0)].requirement = NodeId(9_999));
    is_refused("a check of no cell", |plan| plan.checks[CheckId(0)].cells.push(CellReference::Cell(CellId(9_999))));
    is_refused("a step for no cell", |plan| plan.steps.push(Step::Cell(CellId(9_999))));
    is_refused("a step for no column", |plan| plan.steps.push(Step::Column(ColumnId(9_999))));
    is_refused("a step for groups of a form", |plan| plan.steps.push(Step::Group(TableId(0))));
    is_refused("a formula that is not there", |plan| {
        let origin = plan.cells.iter().position(|cell| matches!(cell.origin, Origin::Formula { .. })).unwrap();
        plan.cells[CellId(u32::try_from(origin).unwrap())].origin = Origin::Formula { node: NodeId(9_999), text: String::new(), tolerance: None };
    });
    is_refused("no language", |plan| plan.package.languages.clear());
}

#[test]
fn a_formula_that_holds_itself_or_what_comes_later_is_refused() {
    for distance in [0, 1] {
        is_refused("a later node", |plan| {
            let node = some_node(plan, |node| matches!(node, Node::Quotient(..)));
            plan.nodes[node] = Node::Negation(NodeId(node.0 + distance));
        });
    }
    is_refused("a sum of itself", |plan| {
        let node = some_node(plan, |node| matches!(node, Node::Sum(_)));
        plan.nodes[node] = Node::Sum(vec![Term { negative: false, node }]);
    });
    is_refused("a formula deeper than any", |plan| {
        for _ in 0..3_000 {
            let last = plan.nodes.ids().last().unwrap();
            plan.nodes.push(Node::Negation(last));
        }
    });
}

#[test]
fn a_table_whose_parts_do_not_fit_is_refused() {
    is_refused("a form without a position", |plan| {
        if let Shape::Form { positions, .. } = &mut plan.tables[TableId(0)].shape {
            positions.pop();
        }
    });
    is_refused("a grid without a cell", |plan| {
        if let Shape::Grid { cells, .. } = &mut plan.tables[TableId(1)].shape {
            cells.pop();
        }
    });
    is_refused("a list without a column", |plan| {
        let list = some_list(plan);
        if let Shape::List(list) = &mut plan.tables[list].shape {
            list.columns.pop();
        }
    });
    is_refused("a key of no column", |plan| {
        let list = some_list(plan);
        if let Shape::List(list) = &mut plan.tables[list].shape {
            list.key.push(ColumnId(9_999));
        }
    });
}

/// Reads a damaged plan and, where it is taken, evaluates with it.
fn survives(text: &str) -> bool {
    let Ok(plan) = read_plan(text) else { return false };
    if let Ok(evaluator) = Evaluator::new(&plan, &EvaluationOptions::default()) {
        show_nothing(&plan, &evaluator);
    }
    true
}

fn show_nothing(plan: &Plan, evaluator: &Evaluator<'_>) {
    for period in ["2025-Q1", "2025", "1999-12"] {
        evaluator.evaluate(&submitted(plan, period, &SUBMISSION));
    }
}

#[test]
fn a_plan_with_any_one_byte_changed_is_refused_or_harmless() {
    let text = write_plans(&[small()]).unwrap();
    let mut taken = 0;
    let mut random: u32 = 1;
    for position in 0..text.len() {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let byte = b"0123456789-.,:\"[]{}aeN "[(random >> 16) as usize % 23];
        let mut bytes = text.clone().into_bytes();
        bytes[position] = byte;
        taken += usize::from(survives(std::str::from_utf8(&bytes).unwrap()));
    }
    assert!(taken < text.len());
}

#[test]
fn a_plan_with_any_one_number_changed_is_refused_or_harmless() {
    let text = write_plans(&[small()]).unwrap();
    let numbers: Vec<usize> = text.char_indices().filter(|(_, letter)| letter.is_ascii_digit()).map(|(place, _)| place).collect();
    for place in numbers {
        for digit in ["0", "1", "4", "7", "40", "4294967295", "-1"] {
            let (before, after) = text.split_at(place);
            survives(&format!("{before}{digit}{}", after.split_at(1).1));
        }
    }
}

#[test]
fn a_plan_without_any_one_of_its_steps_is_refused_or_harmless() {
    let plan = small();
    for step in 0..plan.steps.len() {
        let mut shorter = plan.clone();
        shorter.steps.remove(step);
        survives(&write_plans(slice::from_ref(&shorter)).unwrap());
        let mut reversed = plan.clone();
        reversed.steps.swap(0, step);
        survives(&write_plans(slice::from_ref(&reversed)).unwrap());
    }
}

#[test]
fn plans_of_tiny_definitions_are_read_again() {
    for text in [form("a : EUR"), list("a : text"), report("form f {\n}"), report(""), list("a : EUR\ntotal { a = sum }")] {
        let plan = compile(&[&text]).plan.unwrap();
        assert_eq!(read_plan(&write_plans(slice::from_ref(&plan)).unwrap()).unwrap(), plan);
    }
}

#[test]
fn codes_under_unknown_ones_and_under_themselves_are_refused() {
    let codelist =
        "package p \"P\" { language en }\ncodelist c { A { B } }\nreport r \"R\" {\nform f {\na : code c\nb : text(5) matches \"[a-z]+\"\n}\n}\n";
    let text = write_plans(slice::from_ref(&compiles(codelist))).unwrap();
    assert_eq!(read_plan(&text).map(|_| ()), Ok(()));
    for (from, to, what) in [
        ("\"parent\":\"A\"", "\"parent\":\"X\"", "a code under an unknown code"),
        ("\"parent\":\"A\"", "\"parent\":\"B\"", "a code that stands under itself"),
        ("\"quantity\":\"text\"", "\"quantity\":\"date\"", "a pattern of what is no text"),
    ] {
        assert_eq!(text.matches(from).count(), 1, "{from} in {text}");
        assert_eq!(read_plan(&text.replace(from, to)), Err(PlanFileError::Inconsistent(what)));
    }
    let Err(PlanFileError::Unreadable(reason)) = read_plan(&text.replace("[a-z]+", "[a-z")) else { panic!("a pattern that cannot be read") };
    assert!(reason.contains("a pattern is wrong"), "{reason}");
}
