//! What differs between two versions of a definition: in what they mean, and in what comes of submissions.
//!
//! In come plans; out goes data, and words where every front end needs the same. How text was written is not known here.

pub mod counterparts;
pub mod results;
