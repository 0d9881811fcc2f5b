//! What tests of packages reach and miss, worked out by hand; and what must hold of any package.

use crate::random_packages::compare::{compiled, random_submissions};
use crate::random_packages::packages::random_package;
use crate::support::HEADER;
use positum_compiler::compile::compile;
use positum_plan::plan::{Node, NodeId, Origin, Plan, TableId};
use positum_plan::test_case::TestCase;
use positum_plan::value::Value;
use positum_proof::coverage::{AimGroup, Coverage, PartPlaces, times_covered};
use positum_runtime::evaluate::{EvaluatedParts, EvaluationOptions, Evaluator, Turn, Turns};
use positum_runtime::evaluated_submission::CellState;

/// Gives the coverage of a package by those of its tests whose name holds `filter`.
fn coverage(text: &str, filter: &str) -> Coverage {
    let compiled = compile(&[text]);
    assert!(compiled.plan.is_some(), "{:?}", compiled.diagnostics);
    let tests = compiled.tests.clone();
    let plans = compiled.plans();
    let versions = plans.iter().enumerate().map(|(version, plan)| {
        let Ok(evaluator) = Evaluator::new(plan, &EvaluationOptions::default()) else { panic!("no options are wrong") };
        let cases: Vec<&TestCase> =
            tests.iter().filter(|test| test.version == version && test.case.name.contains(filter)).map(|test| &test.case).collect();
        Coverage::of_version(&evaluator, &PartPlaces::default(), &cases, &positum_runtime::run_tests::TestFiles::default())
    });
    versions.fold(Coverage::default(), |mut whole, version| {
        whole.add(version);
        whole
    })
}

/// Names what is missed, sorted: the subject and the kind.
fn missed(text: &str, filter: &str) -> Vec<String> {
    let coverage = coverage(&format!("{HEADER}{text}\n"), filter);
    let mut missed: Vec<String> = coverage
        .aims()
        .filter(|(aim, tally)| times_covered(aim.kind, *tally) == 0)
        .map(|(aim, _)| format!("{} {:?}", aim.subject, aim.kind))
        .collect();
    missed.sort();
    missed
}

const FORM: &str = "
report r \"R\" {
  period quarter
  form f {
    010 : integer
    020 : integer, optional
    030 : integer = 010 + 010
    040 : integer = 010 when 010 > 5
    050 : integer = 020 else 010
    let big = if 010 > 5 then 1 else 2
    060 : integer = big
  }
}
test \"a\" for r period 2025-Q1 { given 010 = 7; expect 030 = 14, 040 is computed }
test \"b\" for r period 2025-Q1 { given 010 = 5, 020 = 1; expect 050 = 1, 040 is not_applicable, 060 = 2 }
";

#[test]
fn positions_are_covered_where_given_or_computed_and_expected_and_branches_where_taken() {
    // Test a computes 040 to a value and expects no value of it; 050 takes 010; 010 > 5 holds.
    let of_a = [
        "r.f.020 Given",
        "r.f.040 Branch(When, DoesNotHold)",
        "r.f.040 Computed",
        "r.f.050 Branch(Else, First)",
        "r.f.050 Computed",
        "r.f.060 Computed",
        "r.f.big Branch(If, DoesNotHold)",
    ];
    assert_eq!(missed(FORM, "a"), of_a);
    // Test b gives 020, so that 050 takes it; 010 > 5 does not hold.
    let of_b = ["r.f.030 Computed", "r.f.040 Branch(When, Holds)", "r.f.040 Computed", "r.f.050 Branch(Else, Second)", "r.f.big Branch(If, Holds)"];
    assert_eq!(missed(FORM, "b"), of_b);
    assert_eq!(missed(FORM, ""), ["r.f.040 Computed"]);
    // Inputs 010 and 020; computed 030, 040, 050, 060; two branches each of `when`, `else`, `if`.
    let whole = coverage(&format!("{HEADER}{FORM}"), "");
    let share = |group| (whole.share(Some("r"), group).covered, whole.share(Some("r"), group).all);
    assert_eq!(share(Some(AimGroup::Given)), (2, 2));
    assert_eq!(share(Some(AimGroup::Computed)), (3, 4));
    assert_eq!(share(Some(AimGroup::Branches)), (6, 6));
    assert_eq!(share(None), (11, 12));
    assert_eq!(whole.share(None, None).percent(), 91);
}

const LISTS: &str = "
report r \"R\" {
  period quarter
  list l {
    A \"A\" : integer
    B \"B\" : integer = if A > 2 then 1 else 2
  }
  list g from l where A > 1 by A { n \"N\" : integer = sum(B) }
  form f { 070 : integer = sum(l.B where A > 3) }
}
test \"one\" for r period 2025-Q1 { line l A = 1; expect l.1:B = 2 }
test \"three\" for r period 2025-Q1 { line l A = 3; expect g[3].n = 1 }
test \"four\" for r period 2025-Q1 { line l A = 4; expect 070 = 1 }
test \"both\" for r period 2025-Q1 { line l A = 3; line l A = 4; expect 070 = 1 }
";

#[test]
fn branches_are_told_of_each_line_of_lists_and_aggregates() {
    let of_one = [
        "r.f.070 Branch(Where, Holds)",
        "r.f.070 Computed",
        "r.g Branch(Where, Holds)",
        "r.g:A Grouped",
        "r.g:n Computed",
        "r.l:B Branch(If, Holds)",
    ];
    assert_eq!(missed(LISTS, "one"), of_one);
    let of_three =
        ["r.f.070 Branch(Where, Holds)", "r.f.070 Computed", "r.g Branch(Where, DoesNotHold)", "r.l:B Branch(If, DoesNotHold)", "r.l:B Computed"];
    assert_eq!(missed(LISTS, "three"), of_three);
    // Of the two lines one is taken by 070 and one is not.
    let of_both = ["r.g Branch(Where, DoesNotHold)", "r.g:n Computed", "r.l:B Branch(If, DoesNotHold)", "r.l:B Computed"];
    assert_eq!(missed(LISTS, "both"), of_both);
    assert_eq!(missed(LISTS, ""), Vec::<String>::new());
}

const CHECKS: &str = "
report r \"R\" {
  period quarter
  form f {
    010 : integer
    020 : integer, blank = 0
    030 : decimal(2) = 010/020 when 020 > 0
    check always \"A\" { require 020 >= 0 and 020 < 100.0 }
    check divided \"D\" { require 030 <= 5  when 020 > 0 }
    check zero \"Z\" { require 020 / 020 = 1  when 020 <> 0 }
    check bare \"B\" { require 020 / (020 + 1) < 1 }
    check each_way \"E\" { require 020 > 5 or 020 < 3 }
  }
}
test \"low\" for r period 2025-Q1 { given 020 = 1; expect always passes }
test \"high\" for r period 2025-Q1 { given 010 = 1, 020 = 100; expect always fails }
";

#[test]
fn not_evaluated_is_asked_where_it_can_come_about_and_not_applicable_where_there_is_a_condition() {
    let all = coverage(&format!("{HEADER}{CHECKS}"), "none of them");
    let outcomes: Vec<String> = all
        .aims()
        .filter(|(aim, _)| aim.kind.group() == AimGroup::Outcomes)
        .map(|(aim, _)| format!("{} {:?}", aim.subject, aim.kind).replace("Outcome", ""))
        .collect();
    // 020 has a value always, and is not zero where `zero` divides by it; 010 may be missing; 020 + 1 may be zero.
    let expected = [
        "r.f.always (Pass)",
        "r.f.always (Fail)",
        "r.f.bare (Pass)",
        "r.f.bare (Fail)",
        "r.f.bare (NotEvaluated)",
        "r.f.divided (Pass)",
        "r.f.divided (Fail)",
        "r.f.divided (NotApplicable)",
        "r.f.divided (NotEvaluated)",
        "r.f.each_way (Pass)",
        "r.f.each_way (Fail)",
        "r.f.zero (Pass)",
        "r.f.zero (Fail)",
        "r.f.zero (NotApplicable)",
    ];
    assert_eq!(outcomes, expected);
}

#[test]
fn outcomes_and_deciding_operands_are_told_apart() {
    // 020 = 1: both parts of `always` hold; `divided` is not evaluated without 010; 020 < 3 decides `each_way`.
    let of_low = missed(CHECKS, "low");
    let of = |check: &str| -> Vec<String> {
        let prefix = format!("r.f.{check} ");
        of_low.iter().filter_map(|missed| missed.strip_prefix(&prefix)).map(str::to_owned).collect()
    };
    assert_eq!(of("always"), ["Branch(And, Decides(0))", "Branch(And, Decides(1))", "Outcome(Fail)"]);
    assert_eq!(of("divided"), ["Outcome(Fail)", "Outcome(NotApplicable)", "Outcome(Pass)"]);
    assert_eq!(of("each_way"), ["Branch(Or, Decides(0))", "Branch(Or, NoneDecides)", "Outcome(Fail)"]);
    assert_eq!(of("zero"), ["Outcome(Fail)", "Outcome(NotApplicable)"]);
    // 020 = 100: the second part of `always` does not hold, 020 > 5 decides `each_way`, and 1/100 passes.
    let of_both = missed(CHECKS, "");
    let missed = of_both.iter().filter(|missed| missed.starts_with("r.f.always") || missed.starts_with("r.f.divided")).collect::<Vec<_>>();
    assert_eq!(missed, ["r.f.always Branch(And, Decides(0))", "r.f.divided Outcome(Fail)", "r.f.divided Outcome(NotApplicable)"]);
}

#[test]
fn what_earlier_submissions_reach_counts_and_previous_can_be_without_value() {
    let text = "
report r \"R\" {
  period quarter
  form f {
    010 : integer, blank = 0
    020 : integer = 010 + (previous(010) else 3)
    030 : integer = if 010 > 5 then 1 else 2
    check grows \"G\" { require 010 >= previous(010) }
  }
}
test \"t\" for r period 2025-Q2 { earlier 2025-Q1 given 010 = 7; given 010 = 1; expect 020 = 8, 030 = 2, grows fails }
";
    // The earlier submission takes `then`, has no earlier one itself, and leaves `grows` not evaluated. Without an earlier
    // submission there is no result to which `else` could give way: its second value can never be taken.
    assert_eq!(missed(text, ""), ["r.f.grows Outcome(Pass)"]);
}

#[test]
fn a_layout_counts_each_cell_and_versions_are_one() {
    let text = "
report r \"R\" {
  period quarter
  grid g : integer, blank = 0 {
    columns { 1 \"a\"; 2 \"b\" }
    rows { 10 \"A\"; 20 \"B\"  x 2; 30 \"T\" = 10 + 20 }
  }
}
report new \"N\" { valid from 2026-01-01; form f { 500 : integer = r.g.30:1 } }
test \"old\" for r period 2025-Q1 { given r.g.10:1 = 1; expect r.g.30:1 = 1 }
test \"new\" for new period 2026-Q1 { given r.g.20:1 = 2; expect new.500 = 2 }
";
    // 20:2 is an x, so that 30:2 is 10:2 alone. Each version has the grid, and it counts once.
    let whole = coverage(&format!("{HEADER}{text}"), "");
    assert_eq!((whole.share(Some("r"), Some(AimGroup::Given)).all, whole.share(Some("r"), Some(AimGroup::Computed)).all), (3, 2));
    assert_eq!(missed(text, ""), ["r.g.10:2 Given", "r.g.30:2 Computed"]);
    assert_eq!(whole.share(Some("new"), None).percent(), 100);
}

#[test]
fn more_tests_never_reach_less() {
    for (text, names) in [(FORM, ["a", "b"]), (LISTS, ["one", "four"]), (CHECKS, ["low", "high"])] {
        let all = coverage(&format!("{HEADER}{text}"), "");
        for name in names {
            let some = coverage(&format!("{HEADER}{text}"), name);
            for ((aim, less), (_, more)) in some.aims().zip(all.aims()) {
                assert!(less.reached <= more.reached && less.expected <= more.expected, "{aim:?}");
            }
        }
    }
}

/// Gives the part that is evaluated first, and always.
fn first_part(plan: &Plan, node: NodeId) -> Option<NodeId> {
    match &plan.nodes[node] {
        Node::When { condition, .. } => Some(*condition),
        // What an aggregate runs over, it runs over several times.
        Node::Aggregate { .. } => None,
        _ => plan.parts(node).first().copied(),
    }
}

/// Gives the turn that a part takes by the value of its first operand alone; nothing where that does not tell.
fn turn_by_value(parts: &EvaluatedParts<'_>, node: NodeId, lines: &[(TableId, usize)]) -> Option<Turn> {
    let first = parts.part(first_part(parts.plan(), node)?, lines);
    match (&parts.plan().nodes[node], first) {
        (Node::When { .. } | Node::If { .. }, Ok(Value::Bool(holds))) => Some(if holds { Turn::Holds } else { Turn::DoesNotHold }),
        (Node::Else(..), Ok(_)) => Some(Turn::First),
        (Node::Else(..), Err(CellState::Missing | CellState::Blank | CellState::NotApplicable)) => Some(Turn::Second),
        (Node::And(_), Ok(Value::Bool(false))) | (Node::Or(_), Ok(Value::Bool(true))) => Some(Turn::Decides(0)),
        (_, _) => None,
    }
}

/// Compares the turns of a formula with the values of its operands; gives how many were compared.
fn compare_turns(parts: &EvaluatedParts<'_>, root: NodeId, line: Option<(TableId, usize)>) -> usize {
    let mut turns = Turns::default();
    let (table, number) = line.unzip();
    parts.add_turns(root, table.zip(number.as_ref().map(std::slice::from_ref)), &mut turns);
    let mut compared = 0;
    let mut next = Some(root);
    while let Some(node) = next {
        let expected = turn_by_value(parts, node, line.as_slice());
        for turn in [Turn::Holds, Turn::DoesNotHold, Turn::First, Turn::Second, Turn::Decides(0)] {
            // An aggregate notes its lines, and is not on the way.
            if !matches!(parts.plan().nodes[node], Node::Aggregate { .. }) {
                assert_eq!(turns.count(node, turn), u64::from(expected == Some(turn)), "{turn:?} of {:?}", parts.plan().nodes[node]);
            }
        }
        compared += usize::from(expected.is_some());
        next = first_part(parts.plan(), node);
    }
    compared
}

#[test]
fn turns_of_random_formulas_are_those_that_the_values_of_their_operands_tell() {
    let mut compared = 0;
    for seed in 0..12 {
        let package = compiled(&random_package(seed)).expect("a package");
        let evaluator = Evaluator::new(&package.plan, &EvaluationOptions::default()).expect("an evaluator");
        for submission in random_submissions(&package, seed, 4) {
            let parts = evaluator.evaluate_with_parts(&submission, None);
            for cell in package.plan.cells.iter() {
                if let Origin::Formula { node, .. } = &cell.origin {
                    compared += compare_turns(&parts, *node, None);
                }
            }
            for column in package.plan.columns.iter() {
                let Origin::Formula { node, .. } = &column.origin else { continue };
                compared += (0..parts.lines(column.table)).map(|line| compare_turns(&parts, *node, Some((column.table, line)))).sum::<usize>();
            }
        }
    }
    assert!(compared > 60, "only {compared} turns were compared");
}
