//! From the text of a definition to its syntax tree, and back to text in one spelling.
//!
//! In comes text; out come a [`syntax_tree::SyntaxTree`] with spans and every syntax error of the text. This
//! crate knows no meaning: whether digits are a code or a number, and whether a name exists, is the
//! compiler's to say.

// `said!` names this crate by its name.
extern crate self as positum_grammar;

mod build_expression;
mod build_tree;
pub mod format_text;
pub mod known_stack;
pub mod mutations;
pub mod parse_text;
pub mod phrase;
mod scan_text;
pub mod source;
pub mod suggest;
pub mod syntax_error;
pub mod syntax_tree;
