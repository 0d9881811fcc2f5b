//! Lays a tree of lines out with guides, wrapped to a width.

use crate::finding_text::printable;
use crate::render::table::wrap::{LongWords, wrap};

/// The least room for text, however deep it stands.
const LEAST_ROOM: usize = 24;
/// Deeper text stands no further to the right.
const MOST_GUIDES: usize = 20;

/// A line of an explanation with what stands under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextNode {
    /// What it is about.
    pub head: String,
    /// What is said of it.
    pub notes: Vec<String>,
    /// What it is made of.
    pub children: Vec<TextNode>,
}

impl TextNode {
    /// Makes a line with nothing under it.
    pub fn line(head: String) -> Self {
        Self { head, notes: Vec::new(), children: Vec::new() }
    }
}

/// Writes a tree.
pub(super) fn lay_out(node: &TextNode, width: usize) -> String {
    let mut text = String::new();
    put(node, "", "", 0, width, &mut text);
    text
}

fn put(node: &TextNode, first: &str, rest: &str, depth: usize, width: usize, text: &mut String) {
    let under = if node.children.is_empty() { "  " } else { "│ " };
    let own = format!("{rest}{under}");
    put_wrapped(&node.head, first, &own, width, text);
    for note in &node.notes {
        put_wrapped(note, &own, &format!("{own}  "), width, text);
    }
    let last = node.children.len().checked_sub(1);
    for (index, child) in node.children.iter().enumerate() {
        let (branch, stem) = if Some(index) == last { ("└ ", "  ") } else { ("├ ", "│ ") };
        let stem = if depth < MOST_GUIDES { stem } else { "" };
        put(child, &format!("{rest}{branch}"), &format!("{rest}{stem}"), depth.saturating_add(1), width, text);
    }
}

fn put_wrapped(line: &str, first: &str, rest: &str, width: usize, text: &mut String) {
    let room = width.saturating_sub(rest.chars().count()).max(LEAST_ROOM);
    for (index, wrapped) in wrap(&printable(line), room, 0, LongWords::Keep).iter().enumerate() {
        text.push_str(if index == 0 { first } else { rest });
        text.push_str(wrapped);
        text.push('\n');
    }
}
