//! Writes a comparison as Markdown, with tables as GitHub has them.

use super::comparison::Comparison;
use super::document::{Block, DocumentOptions, Text, document};

/// Writes a comparison for a consultation paper.
pub fn write_markdown(comparison: &Comparison, options: &DocumentOptions) -> String {
    let mut text = String::new();
    for block in document(comparison, options) {
        if !text.is_empty() {
            text.push('\n');
        }
        match block {
            Block::Heading(level, title) => text.push_str(&format!("{} {}\n", "#".repeat(level), escaped(&title, false))),
            Block::Paragraph(paragraph) => text.push_str(&format!("{}\n", escaped(&paragraph, true))),
            Block::Table { headers, rows } => {
                let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
                text.push_str(&line(headers.iter().map(|header| escaped(header, false)).collect()));
                text.push_str(&line(headers.iter().map(|_| "---".to_owned()).collect()));
                for row in &rows {
                    text.push_str(&line(row.iter().map(cell).collect()));
                }
            }
        }
    }
    text
}

fn cell(text: &Text) -> String {
    match text {
        Text::Plain(text) => escaped(text, false),
        Text::Code(code) => coded(code),
        Text::Named(code, label) => format!("{} {}", coded(code), escaped(label, false)),
    }
}

/// Writes a text as code in a cell of a table.
fn coded(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let fence = if text.contains('`') { "``" } else { "`" };
    let space = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{space}{}{space}{fence}", one_line(text).replace('|', "\\|"))
}

/// Writes a text so that it shows as it is, and means nothing, also where a line begins with it.
fn escaped(text: &str, begins_line: bool) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut characters = one_line(text).chars().collect::<Vec<_>>().into_iter().peekable();
    let mut before = ' ';
    let mut is_start = begins_line;
    while let Some(character) = characters.next() {
        let after = characters.peek().copied().unwrap_or(' ');
        let is_special = match character {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '|' | '~' | '$' => true,
            '&' => after.is_ascii_alphabetic() || after == '#',
            '_' => !(before.is_alphanumeric() && after.is_alphanumeric()),
            '#' | '=' => before == ' ' && is_start,
            '-' | '+' => before == ' ' && is_start && (after == ' ' || after == character),
            '.' | ')' => is_start && before.is_ascii_digit() && after == ' ',
            _ => false,
        };
        if is_special {
            escaped.push('\\');
        }
        escaped.push(character);
        is_start &= character.is_ascii_digit();
        before = character;
    }
    escaped
}

fn one_line(text: &str) -> String {
    text.replace(['\n', '\r'], " ")
}
