//! Runs work that recurses on a stack of known size, whatever thread it is called on.
//!
//! Depth is bounded by [`crate::parse_text::DEEPEST_NESTING`], and a frame of the parser takes some kilobytes in builds
//! without optimisation: the small stacks of test runners and thread pools would not do.

use std::panic::resume_unwind;
use std::thread;

/// Enough for the deepest text that is accepted, in every profile, with a margin of four.
const STACK_BYTES: usize = 64 * 1024 * 1024;

/// Does the work and gives its result.
pub fn with_known_stack<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    let mut work = Some(work);
    let outcome = thread::scope(|scope| {
        let taken = &mut work;
        let handle = thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, move || taken.take().map(|work| work()));
        handle.ok().map(thread::ScopedJoinHandle::join)
    });
    match (outcome, work) {
        (Some(Ok(Some(result))), _) => result,
        (Some(Err(panic)), _) => resume_unwind(panic),
        // No thread could be had: the stack at hand must do.
        (None | Some(Ok(None)), Some(work)) => work(),
        (None | Some(Ok(None)), None) => resume_unwind(Box::new("the work was done and gave nothing")),
    }
}
