//! Sets what two entities owe each other against each other, and tells what of each item is eliminated.
//!
//! In come the amounts of both sides; out go as many amounts to eliminate, and what is to be said.

use positum_plan::amount::Exact;

/// What of two sides is eliminated.
pub(super) struct Matched {
    /// Of each item on the left.
    pub(super) left: Vec<Exact>,
    /// Of each item on the right.
    pub(super) right: Vec<Exact>,
    /// What is to be said.
    pub(super) verdict: Verdict,
}

/// What is to be said of two sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// They are equal, or as good as that.
    Balanced,
    /// There is only one.
    OneSided,
    /// They differ.
    Unbalanced,
    /// The smaller was taken.
    SmallerTaken,
}

/// The sum of a side; nothing where it has no items, or has grown beyond every bound.
pub(super) fn sum_of(items: &[Exact]) -> Option<Exact> {
    let (first, rest) = items.split_first()?;
    rest.iter().try_fold(first.clone(), |sum, item| sum.plus(item))
}

/// Gives how far apart two sides are.
pub(super) fn difference_of(left: Option<&Exact>, right: Option<&Exact>) -> Exact {
    let zero = Exact::ZERO;
    let difference = left.unwrap_or(&zero).minus(right.unwrap_or(&zero));
    difference.map_or_else(|| zero.clone(), |difference| difference.absolute())
}

/// Matches both sides as they are.
pub(super) fn match_in_full(left: &[Exact], right: &[Exact], tolerance: &Exact) -> Matched {
    let verdict = match (sum_of(left), sum_of(right)) {
        (Some(one), Some(other)) if difference_of(Some(&one), Some(&other)) <= *tolerance => Verdict::Balanced,
        (Some(_), Some(_)) => Verdict::Unbalanced,
        (None, _) | (_, None) => Verdict::OneSided,
    };
    Matched { left: left.to_vec(), right: right.to_vec(), verdict }
}

/// Takes the smaller of both sums on both sides; of the larger side the last items are cut. One side alone is not eliminated,
/// and neither are sums of which one is below zero and the other above.
pub(super) fn match_smaller(left: &[Exact], right: &[Exact]) -> Matched {
    let nothing = |items: &[Exact]| vec![Exact::ZERO; items.len()];
    let (Some(one), Some(other)) = (sum_of(left), sum_of(right)) else {
        return Matched { left: nothing(left), right: nothing(right), verdict: Verdict::OneSided };
    };
    let differ_in_sign = (one < Exact::ZERO && other > Exact::ZERO) || (one > Exact::ZERO && other < Exact::ZERO);
    if differ_in_sign {
        return Matched { left: nothing(left), right: nothing(right), verdict: Verdict::Unbalanced };
    }
    let smaller = if one.absolute() <= other.absolute() { &one } else { &other };
    let verdict = if one == other { Verdict::Balanced } else { Verdict::SmallerTaken };
    Matched { left: cut_to(left, &one, smaller), right: cut_to(right, &other, smaller), verdict }
}

/// Cuts items that come to `sum` from the last one on, until they come to `wanted`, which is no larger and of the same sign.
fn cut_to(items: &[Exact], sum: &Exact, wanted: &Exact) -> Vec<Exact> {
    let Some(mut excess) = sum.minus(wanted) else { return items.to_vec() };
    let mut kept = items.to_vec();
    for item in kept.iter_mut().rev() {
        // Items of the other sign make the sum smaller: there is nothing to cut of them.
        let is_alike = (*item > Exact::ZERO && excess > Exact::ZERO) || (*item < Exact::ZERO && excess < Exact::ZERO);
        if !is_alike {
            continue;
        }
        let cut = if item.absolute() <= excess.absolute() { item.clone() } else { excess.clone() };
        if let (Some(rest), Some(left)) = (item.minus(&cut), excess.minus(&cut)) {
            (*item, excess) = (rest, left);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(numbers: &[i128]) -> Vec<Exact> {
        numbers.iter().map(|number| Exact::whole(*number)).collect()
    }

    #[test]
    fn in_full_both_sides_stay_and_the_tolerance_is_inclusive() {
        let matched = |tolerance| match_in_full(&exact(&[60, 41]), &exact(&[100]), &Exact::whole(tolerance));
        assert_eq!(matched(1).verdict, Verdict::Balanced);
        assert_eq!(matched(0).verdict, Verdict::Unbalanced);
        assert_eq!((matched(0).left, matched(0).right), (exact(&[60, 41]), exact(&[100])));
        assert_eq!(match_in_full(&exact(&[1]), &[], &Exact::whole(9)).verdict, Verdict::OneSided);
    }

    #[test]
    fn of_the_larger_side_the_last_items_are_cut() {
        let matched = match_smaller(&exact(&[60, 30, 20]), &exact(&[75]));
        assert_eq!((matched.left, matched.right, matched.verdict), (exact(&[60, 15, 0]), exact(&[75]), Verdict::SmallerTaken));
        let matched = match_smaller(&exact(&[-5]), &exact(&[-3, -4]));
        assert_eq!((matched.left, matched.right), (exact(&[-5]), exact(&[-3, -2])));
    }

    #[test]
    fn items_of_the_other_sign_are_passed_over_when_cutting() {
        let matched = match_smaller(&exact(&[10, -2]), &exact(&[5]));
        assert_eq!(matched.left, exact(&[7, -2]));
    }

    #[test]
    fn one_side_alone_and_sides_of_other_signs_are_not_eliminated() {
        let matched = match_smaller(&exact(&[10]), &[]);
        assert_eq!((matched.left, matched.verdict), (exact(&[0]), Verdict::OneSided));
        let matched = match_smaller(&exact(&[10]), &exact(&[-10]));
        assert_eq!((matched.left, matched.right, matched.verdict), (exact(&[0]), exact(&[0]), Verdict::Unbalanced));
    }
}
