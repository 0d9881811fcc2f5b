//! What a changed definition does otherwise: whether it still means the same, whether tests notice it, and a submission that
//! tells the two apart.
//!
//! In come the plans of a definition and of a mutant of it; out come submissions on which they differ, what differs, and a
//! test that passes with the one and fails with the other. How text becomes a plan is not known here.

mod balance;
mod compare;
mod cone;
mod counts;
mod definition;
mod difference_text;
mod drafts;
mod given;
mod judge;
mod meaning;
mod perturb;
mod pool;
mod shows_same;
mod tell;
mod test_text;

pub use compare::{Difference, Shown};
pub use counts::Counts;
pub use definition::Definition;
pub use difference_text::difference_text;
pub use judge::{Compile, Compiled, Judge, Survivor, Verdict};
pub use tell::{Teller, Telling};
