//! Plans that are told to mean the same give the same results: random packages with one part of a formula rewritten.

use crate::random_packages::compare::{compiled, random_submissions};
use crate::random_packages::dice::Dice;
use crate::random_packages::packages::random_package;
use crate::random_packages::setting;
use positum_plan::plan::{Comparison, Node, NodeId, Plan};
use positum_proof::diff::counterparts::Counterparts;
use positum_proof::diff::meaning::compare_meaning;
use positum_proof::diff::results::ResultDifference;
use positum_runtime::evaluate::{EvaluationOptions, Evaluator};

/// Rewrites a part in a way that may keep the meaning or not; tells whether it did anything.
fn rewrite(plan: &mut Plan, node: NodeId, dice: &mut Dice) -> bool {
    let rewritten = match plan.nodes[node].clone() {
        Node::Sum(mut terms) if terms.len() > 1 => match dice.below(4) {
            0 => {
                terms.reverse();
                Node::Sum(terms)
            }
            1 if terms.iter().all(|term| !term.negative) => Node::Total(terms.iter().map(|term| term.node).collect()),
            2 => {
                terms[1].negative = !terms[1].negative;
                Node::Sum(terms)
            }
            _ => {
                terms.swap(0, 1);
                Node::Sum(terms)
            }
        },
        Node::Total(parts) if dice.below(2) == 0 => {
            Node::Sum(parts.into_iter().map(|node| positum_plan::plan::Term { negative: false, node }).collect())
        }
        Node::Total(mut parts) => {
            parts.reverse();
            Node::Total(parts)
        }
        Node::Product(left, right) => Node::Product(right, left),
        Node::Quotient(left, right) => Node::Quotient(right, left),
        Node::And(mut parts) => {
            parts.reverse();
            Node::And(parts)
        }
        Node::Or(mut parts) => {
            parts.reverse();
            Node::Or(parts)
        }
        Node::Least(mut parts) => {
            parts.reverse();
            Node::Least(parts)
        }
        Node::Greatest(mut parts) => {
            parts.reverse();
            Node::Greatest(parts)
        }
        Node::Else(first, second) => Node::Else(second, first),
        Node::If { condition, then, otherwise } => Node::If { condition, then: otherwise, otherwise: then },
        Node::Comparison { operator, left, right, tolerance } => {
            let mirrored = match operator {
                Comparison::Less => Comparison::Greater,
                Comparison::Greater => Comparison::Less,
                Comparison::LessOrEqual => Comparison::GreaterOrEqual,
                Comparison::GreaterOrEqual => Comparison::LessOrEqual,
                Comparison::Equal | Comparison::NotEqual => operator,
            };
            Node::Comparison { operator: if dice.below(4) == 0 { operator } else { mirrored }, left: right, right: left, tolerance }
        }
        _ => return false,
    };
    plan.nodes[node] = rewritten;
    true
}

#[test]
fn what_is_told_to_mean_the_same_gives_the_same_results() {
    let (cases, first) = (setting("POSITUM_CASES", 600), setting("POSITUM_SEED", 0));
    let (mut same, mut told, mut confirmed) = (0_u64, 0_u64, 0_u64);
    for seed in first..first + cases.div_ceil(20) {
        let package = compiled(&random_package(seed)).expect("it compiles");
        let submissions = random_submissions(&package, seed, 20);
        let old = &package.plan;
        assert!(compare_meaning(old, old).changes.is_empty(), "seed {seed}: a plan differs from itself");
        let mut dice = Dice::new(seed);
        // Most parts are names and numbers, of which nothing is rewritten.
        for _ in 0..60 {
            let mut new = old.clone();
            let node = NodeId(u32::try_from(dice.below(old.nodes.len())).expect("few nodes"));
            if !rewrite(&mut new, node, &mut dice) {
                continue;
            }
            let meaning = compare_meaning(old, &new);
            let evaluators = [old, &new].map(|plan| Evaluator::new(plan, &EvaluationOptions::default()).expect("no options"));
            let counterparts = Counterparts::new(old, &new);
            let differs = submissions.iter().any(|submission| {
                let differences = counterparts.different_results(&evaluators[0].evaluate(submission), &evaluators[1].evaluate(submission));
                // Which of several troubles is told may differ.
                differences.iter().any(|difference| !matches!(difference, ResultDifference::Finding { .. }))
            });
            if meaning.changes.iter().all(|change| change.aspect.is_wording()) {
                same += 1;
                assert!(!differs, "seed {seed}: {:?} is told to mean {:?}", new.nodes[node], old.nodes[node]);
            } else {
                told += 1;
                confirmed += u64::from(differs);
            }
        }
    }
    // A comparison that tells everything, or nothing, would pass without this.
    assert!(same > cases / 10 && told > cases / 20 && confirmed > told / 4, "{same} the same, {told} told, {confirmed} confirmed");
}
