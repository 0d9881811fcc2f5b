//! Packages of any size in the shape of real frameworks of reports, and submissions of any size, for measuring.

pub mod generate_deposits;
pub mod generate_package;
mod labels;
mod make_checks;
mod make_tables;
mod package_model;
mod random;
mod share_out;
mod write_package;
