//! Tests of forms as their users meet them: filled in, saved by other programs, damaged.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test stops where something is not as it should be, in its helpers too"
)]

mod damage;
mod open_document;
mod proof;
mod reading;
mod writing;
