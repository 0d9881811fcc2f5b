//! Random packages and submissions, evaluated by the runtime and by the reference evaluator.
//!
//! `POSITUM_CASES` says how many cases are looked at, `POSITUM_SEED` with which package to begin.

pub(crate) mod compare;
mod constructs;
pub(crate) mod dice;
mod explained;
mod formulas;
mod grids;
mod one_report;
mod other_cells;
pub(crate) mod packages;
mod shrink;
mod submissions;
mod tables;
mod two_ways;

use compare::{compiled, first_difference, random_submissions};
use constructs::Constructs;
use packages::random_package;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

/// How many submissions each package gets.
const SUBMISSIONS: u64 = 20;

pub(crate) fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().map_or(default, |text| text.parse().expect("a number"))
}

/// Evaluates the submissions of one package both ways.
fn look_at(seed: u64, constructs: &mut Constructs) {
    let text = random_package(seed);
    let package = compiled(&text).unwrap_or_else(|said| panic!("the package of seed {seed} does not compile:\n{text}\n{said}"));
    constructs.add(package.typed.settled());
    let submissions = random_submissions(&package, seed, usize::try_from(SUBMISSIONS).expect("few"));
    if first_difference(&package, &submissions, constructs).is_some() {
        panic!("{}", shrink::smallest(seed, text, submissions));
    }
}

#[test]
fn the_runtime_and_the_reference_agree() {
    let (cases, first) = (setting("POSITUM_CASES", 10_000), setting("POSITUM_SEED", 0));
    let packages = cases.div_ceil(SUBMISSIONS);
    let next = AtomicU64::new(first);
    let work = || {
        let mut constructs = Constructs::default();
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= first + packages {
                return constructs;
            }
            look_at(seed, &mut constructs);
        }
    };
    let workers = thread::available_parallelism().map_or(1, usize::from).min(2);
    let constructs = thread::scope(|scope| {
        let begun: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        begun.into_iter().fold(Constructs::default(), |all, worker| {
            let made = worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            all.with(made)
        })
    });
    constructs.assert_all_were_made();
}
