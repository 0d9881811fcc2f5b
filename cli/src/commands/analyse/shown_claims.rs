//! Joins claims that are the same for who reads the text: of several periods, versions, and rows of one formula.

use super::{Asked, Definition};
use positum_grammar::source::Span;
use positum_plan::period::Period;
use positum_plan::plan::{CheckId, Plan};
use positum_proof::analyse::{Claim, ClaimKind, Weight};

/// A claim as it is shown.
pub(crate) struct ShownClaim<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) claim: &'a Claim,
    pub(crate) weight: Weight,
    /// Where what it is about is written.
    pub(crate) span: Option<Span>,
    /// Where the other checks are written.
    pub(crate) others: Vec<(CheckId, Span)>,
    /// The periods that it was found for.
    pub(crate) periods: Vec<Period>,
    /// Claims of the same kind about other rows or cells of the same text.
    pub(crate) alike: Vec<&'a Claim>,
}

impl ShownClaim<'_> {
    /// Tells whether people are told of it one by one: that a divisor is never zero is only counted.
    pub(crate) fn is_told(&self) -> bool {
        !matches!(self.claim.kind, ClaimKind::NeverZero(_))
    }
}

/// Joins claims, the weightiest first, then by place.
pub(crate) fn shown_claims<'a>(definition: &'a Definition, asked: &'a [Asked]) -> Vec<ShownClaim<'a>> {
    let mut shown: Vec<ShownClaim<'a>> = Vec::new();
    for Asked { version, period, analysis } in asked {
        let Some(plan) = definition.plans.get(*version) else { continue };
        for claim in &analysis.claims {
            let one = place(definition, *version, plan, claim, *period);
            match shown.iter_mut().find(|other| is_alike(other, &one)) {
                Some(other) => join(other, &one),
                None => shown.push(one),
            }
        }
    }
    shown.sort_by_key(|claim| (std::cmp::Reverse(claim.weight), claim.span));
    shown
}

fn place<'a>(definition: &Definition, version: usize, plan: &'a Plan, claim: &'a Claim, period: Period) -> ShownClaim<'a> {
    let places = definition.places.get(version);
    let of_check = |check: CheckId| places.and_then(|places| places.checks.lookup(check).copied());
    let of_formula = claim.kind.formula().and_then(|(node, _)| places.and_then(|places| places.nodes.lookup(node).copied()));
    let span = of_formula.or_else(|| claim.kind.check().and_then(of_check));
    let mut others: Vec<(CheckId, Span)> = Vec::new();
    for check in claim.kind.other_checks() {
        if let Some(other) = of_check(*check).filter(|other| Some(*other) != span && !others.iter().any(|(_, known)| known == other)) {
            others.push((*check, other));
        }
    }
    ShownClaim { plan, claim, weight: claim.weight(plan), span, others, periods: vec![period], alike: Vec::new() }
}

/// Tells whether claims are about the same places; without places only the same claim of another period is alike.
fn is_alike(one: &ShownClaim<'_>, other: &ShownClaim<'_>) -> bool {
    let is_same_kind = one.claim.kind.keyword() == other.claim.kind.keyword() && one.weight == other.weight;
    if one.span.is_none() {
        return is_same_kind && std::ptr::eq(one.plan, other.plan) && one.claim.kind == other.claim.kind;
    }
    let spans = |shown: &ShownClaim<'_>| shown.others.iter().map(|(_, span)| *span).collect::<Vec<_>>();
    is_same_kind && one.span == other.span && spans(one) == spans(other)
}

fn join<'a>(into: &mut ShownClaim<'a>, one: &ShownClaim<'a>) {
    let is_same = into.claim.kind == one.claim.kind;
    if !is_same && std::ptr::eq(into.plan, one.plan) && !into.alike.iter().any(|alike| alike.kind == one.claim.kind) {
        into.alike.push(one.claim);
    }
    for period in &one.periods {
        if !into.periods.contains(period) {
            into.periods.push(*period);
        }
    }
}
