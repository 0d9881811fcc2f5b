//! Writes a comparison for a terminal: tables where they fit, and entry by entry where they do not.

use super::comparison::Comparison;
use super::document::{Block, DocumentOptions, Text, document};

/// The spaces between the columns of a table.
const GAP: &str = "  ";
/// The narrowest terminal.
const LEAST_WIDTH: usize = 30;

/// Writes a comparison in lines of at most `width` signs, but for words that are longer.
pub fn write_text(comparison: &Comparison, options: &DocumentOptions, width: usize) -> String {
    let width = width.max(LEAST_WIDTH);
    let mut text = String::new();
    for block in document(comparison, options) {
        if !text.is_empty() {
            text.push('\n');
        }
        match block {
            Block::Heading(1, title) => text.push_str(&format!("{}\n", wrapped(&title, width, "").join("\n"))),
            Block::Heading(2, title) => {
                let line = "─".repeat(width);
                text.push_str(&format!("{line}\n{}\n", wrapped(&title, width, "").join("\n")));
            }
            Block::Heading(_, title) => text.push_str(&format!("{}\n", wrapped(&title, width, "").join("\n"))),
            Block::Paragraph(paragraph) => text.push_str(&format!("{}\n", wrapped(&paragraph, width, "").join("\n"))),
            Block::Table { headers, rows } => text.push_str(&table(&headers, &rows, width)),
        }
    }
    text
}

fn cell(text: &Text) -> String {
    match text {
        Text::Plain(text) | Text::Code(text) => text.clone(),
        Text::Named(code, label) => format!("{code}  {label}"),
    }
}

fn length(text: &str) -> usize {
    text.chars().count()
}

fn table(headers: &[String], rows: &[Vec<Text>], width: usize) -> String {
    let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(cell).collect()).collect();
    let of_column = |column: usize| rows.iter().chain([&headers.to_vec()]).filter_map(|row| row.get(column)).map(|text| length(text)).max();
    let widths: Vec<usize> = (0..headers.len()).map(|column| of_column(column).unwrap_or(0)).collect();
    let gaps = length(GAP).saturating_mul(widths.len().saturating_sub(1));
    if widths.iter().sum::<usize>().saturating_add(gaps) > width {
        return entries(headers, &rows, width);
    }
    let line = |row: &[String]| {
        let cells = row.iter().zip(&widths).map(|(text, width)| format!("{text}{}", " ".repeat(width.saturating_sub(length(text)))));
        format!("{}\n", cells.collect::<Vec<_>>().join(GAP).trim_end())
    };
    let rule = format!("{}\n", "─".repeat(widths.iter().sum::<usize>().saturating_add(gaps)));
    line(headers) + &rule + &rows.iter().map(|row| line(row)).collect::<String>()
}

/// Writes each row as a paragraph: the first cell, then the others with their headers.
fn entries(headers: &[String], rows: &[Vec<String>], width: usize) -> String {
    let longest = headers.iter().skip(1).map(|header| length(header)).max().unwrap_or(0);
    let mut text = String::new();
    let mut last_first: Option<&String> = None;
    for row in rows {
        let first = row.first();
        if first != last_first || first.is_none() {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&format!("{}\n", wrapped(first.map_or("", String::as_str), width, "  ").join("\n")));
        }
        last_first = first;
        for (header, value) in headers.iter().zip(row).skip(1) {
            let start = format!("  {header}{} ", " ".repeat(longest.saturating_sub(length(header))));
            let indent = " ".repeat(length(&start));
            let lines = wrapped(value, width.saturating_sub(length(&indent)).max(LEAST_WIDTH / 2), "");
            for (index, line) in lines.iter().enumerate() {
                text.push_str(if index == 0 { &start } else { &indent });
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    text
}

/// Breaks a text into lines; all but the first begin with `indent`.
fn wrapped(text: &str, width: usize, indent: &str) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for word in text.split(' ') {
        let is_first = lines.len() == 1;
        let Some(line) = lines.last_mut() else { continue };
        let is_empty = line.trim().is_empty();
        if !is_empty && length(line).saturating_add(1).saturating_add(length(word)) > width {
            lines.push(format!("{indent}{word}"));
        } else {
            if !(is_empty && (is_first && line.is_empty())) {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines.into_iter().map(|line| line.trim_end().to_owned()).collect()
}
