//! Pairs of formulas that mean the same, and pairs that do not, by what the language lays down.

use super::{Forms, Intermediates, PlanForms, passed_over};
use positum_compiler::compile::compile;
use positum_plan::plan::{CellReference, NodeId, Origin, Plan};

/// `o` and `p` may be blank, `z` is zero where it is, `n` may not apply.
fn plan(intermediate: &str, formula: &str) -> Plan {
    let text = format!(
        "package p \"P\" {{ language en }}
        report r {{ form f {{ A : decimal(2); B : decimal(2); C : decimal(2); O : decimal(2), optional; Z : decimal(2), blank = 0
        N : decimal(2) = A when B > 0; t \"T\" : text; d \"D\" : date; e \"E\" : date; u \"U\" : bool; v \"V\" : bool, optional
        {intermediate}\n result \"R\" : {formula} }} }}"
    );
    let compiled = compile(&[text.as_str()]);
    compiled.plan.unwrap_or_else(|| panic!("{formula}: {:?}", compiled.diagnostics))
}

fn formula(plan: &Plan) -> NodeId {
    let result = plan.cells.entries().find(|(id, _)| plan.cell_name(CellReference::Cell(*id)).ends_with(".result")).unwrap().1;
    let Origin::Formula { node, .. } = &result.origin else { panic!("no formula") };
    *node
}

fn are_equal(one: &Plan, two: &Plan, intermediates: Intermediates) -> bool {
    let names = passed_over(one).union(&passed_over(two)).cloned().collect();
    let mut forms = Forms::new();
    let first = PlanForms::new(one, intermediates, &names).form(&mut forms, formula(one));
    first == PlanForms::new(two, intermediates, &names).form(&mut forms, formula(two))
}

fn check(pairs: &[(&str, &str)], equal: bool) {
    for (one, two) in pairs {
        assert_eq!(are_equal(&plan("", one), &plan("", two), Intermediates::LookedThrough), equal, "{one} and {two}");
        assert!(are_equal(&plan("", one), &plan("", one), Intermediates::ByName), "{one}");
    }
}

#[test]
fn sums_and_products_may_be_written_in_any_order() {
    check(
        &[
            ("decimal(2) = A + B", "decimal(2) = B + A"),
            ("decimal(2) = (A + B) + C", "decimal(2) = C + (B + A)"),
            ("decimal(2) = A - B", "decimal(2) = -(B - A)"),
            ("decimal(2) = A - (B - C)", "decimal(2) = A + C - B"),
            ("decimal(2) = -(-A) + B", "decimal(2) = A + B"),
            ("decimal(2) = A x 2 x 3", "decimal(2) = A x 6"),
            ("decimal(2) = A + A", "decimal(2) = A x 2"),
            ("decimal(2) = (A + B) x 2", "decimal(2) = 2 x B + 2 x A"),
            ("ratio(2) = A / B", "ratio(2) = (2 x A) / (2 x B)"),
            ("ratio(2) = (A + C) / B", "ratio(2) = A / B + C / B"),
            ("decimal(2) = A / B x C", "decimal(2) = A x C / B"),
            ("decimal(2) = A x 0.1", "decimal(2) = A / 10"),
            ("decimal(2) = abs(A - B)", "decimal(2) = abs(B - A)"),
            ("decimal(2) = abs(A x 2)", "decimal(2) = 2 x abs(A)"),
            ("decimal(2) = min(A, B)", "decimal(2) = min(B, A)"),
            ("decimal(2) = A when B > C", "decimal(2) = A when C < B"),
            ("decimal(2) = A when B > C", "decimal(2) = A when B - C > 0"),
            ("decimal(2) = A when not (B <= C)", "decimal(2) = A when B > C"),
            ("decimal(2) = A when B = C", "decimal(2) = A when C = B"),
            ("decimal(2) = A when not (u and v)", "decimal(2) = A when not u or not v"),
            ("decimal(2) = if u then A else B", "decimal(2) = if not u then B else A"),
            ("decimal(2) = O else (N else A)", "decimal(2) = (O else N) else A"),
            ("decimal(2) = A when t in (\"x\", \"y\")", "decimal(2) = A when t in (\"y\", \"x\")"),
            ("bool = u and (v and u)", "bool = (u and v) and u"),
        ],
        true,
    );
}

#[test]
fn a_range_is_a_sum_only_where_nothing_can_be_passed_over() {
    check(&[("decimal(2) = A+...+C", "decimal(2) = C + B + A")], true);
    check(&[("decimal(2) = C+...+Z", "decimal(2) = C + O + Z"), ("decimal(2) = C+...+N", "decimal(2) = C + O + Z + N")], false);
    check(&[("decimal(2) = A + (C+...+Z)", "decimal(2) = A + C + O + Z")], false);
}

#[test]
fn what_differs_in_some_submission_has_two_forms() {
    check(
        &[
            ("decimal(2) = A + B", "decimal(2) = A - B"),
            ("decimal(2) = A", "decimal(2) = B"),
            // Without a value of b there is no result.
            ("decimal(2) = A", "decimal(2) = A + B - B"),
            ("decimal(2) = A", "decimal(2) = A x B / B"),
            ("decimal(2) = A x 0 + C", "decimal(2) = B x 0 + C"),
            ("decimal(2) = N", "decimal(2) = N + 0"),
            ("decimal(2) = O else A", "decimal(2) = (O + 0) else A"),
            // `not` of a blank is not computed, so that `else` does not take u.
            ("bool = v else u", "bool = (not not v) else u"),
            ("decimal(2) = A when B > C", "decimal(2) = A when B >= C"),
            ("decimal(2) = A when B > 0", "decimal(2) = A when B > 1"),
            // The first operand decides whether the second is looked at.
            ("bool = u and v", "bool = v and u"),
            ("bool = u or v", "bool = v or u"),
            // a / (B / c) has no result where c is zero.
            ("decimal(2) = A / (B / C)", "decimal(2) = A x C / B"),
            ("decimal(2) = round(A / 3, 0)", "decimal(2) = round(A / 3, 1)"),
            ("integer = d - e", "integer = e - d"),
            ("decimal(2) = if u then A else B", "decimal(2) = if u then B else A"),
        ],
        false,
    );
}

#[test]
fn intermediates_are_looked_through() {
    let direct = plan("", "decimal(2) = (A + O) x 2");
    let through = plan("let sum = O + A", "decimal(2) = sum x 2");
    assert!(are_equal(&direct, &through, Intermediates::LookedThrough));
    assert!(!are_equal(&direct, &through, Intermediates::ByName));
    let other = plan("let sum = O - A", "decimal(2) = sum x 2");
    assert!(!are_equal(&through, &other, Intermediates::LookedThrough));
    assert!(are_equal(&through, &other, Intermediates::ByName));
    // A blank seen through an intermediate is passed over as the cell itself is.
    let blank = plan("let seen = O", "decimal(2) = min(A, seen)");
    assert!(are_equal(&blank, &plan("", "decimal(2) = min(O, A)"), Intermediates::LookedThrough));
}

#[test]
fn a_division_by_the_number_zero_is_itself() {
    let zero = plan("", "decimal(2) = A / (1 - 1)");
    assert!(are_equal(&zero, &zero, Intermediates::LookedThrough));
}
