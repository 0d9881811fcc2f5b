//! Tests of the program as its users meet it.

mod commands;
mod docs;
mod help;
mod program;
mod readme;
mod rejected;
