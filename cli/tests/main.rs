//! Tests of the program as its users meet it.

mod commands;
mod help;
mod program;
mod readme;
