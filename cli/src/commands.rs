//! The commands: each takes its arguments and gives an exit code.

pub(crate) mod analyse;
pub(crate) mod batch;
pub(crate) mod calendar;
pub(crate) mod check;
pub(crate) mod compile;
pub(crate) mod consolidate;
pub(crate) mod diff;
pub(crate) mod doc;
pub(crate) mod eval;
pub(crate) mod explain;
pub(crate) mod explain_cell;
pub(crate) mod fmt;
pub(crate) mod generate;
pub(crate) mod input;
pub(crate) mod manual;
pub(crate) mod new;
pub(crate) mod pages;
pub(crate) mod schema;
pub(crate) mod template;
pub(crate) mod test;
