//! Shares a whole out among parts, most of them small and few large, as the tables of real frameworks are.

use crate::random::Random;

/// Shares out a whole; each part gets its least and, by its luck, more. The parts add up to the whole, unless the least
/// parts alone are more.
pub(crate) fn share_out(whole: usize, least: &[usize], random: &mut Random) -> Vec<usize> {
    let rest = whole.saturating_sub(least.iter().sum());
    let weights: Vec<usize> = least.iter().map(|_| 20 + random.below(10) * random.below(10) * random.below(10)).collect();
    let all: usize = weights.iter().sum::<usize>().max(1);
    let (mut weight_so_far, mut given) = (0, 0);
    let part = |(least, weight): (&usize, &usize)| {
        weight_so_far += weight;
        // What is given so far is rounded, not each part: so nothing is left over.
        let part = rest * weight_so_far / all - given;
        given += part;
        least + part
    };
    least.iter().zip(&weights).map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_add_up_and_none_is_below_its_least() {
        let parts = share_out(1_000, &[5, 8, 6, 8], &mut Random::new(1));
        assert_eq!(parts.iter().sum::<usize>(), 1_000);
        assert!(parts.iter().zip([5, 8, 6, 8]).all(|(part, least)| *part >= least));
    }
}
