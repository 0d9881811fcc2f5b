//! Makes a package and its submissions smaller as long as the two evaluators still differ.

use super::compare::{compiled, first_difference};
use super::constructs::Constructs;
use positum_runtime::submission::Submission;
use std::fmt::Write;

/// Gives the smallest case that was found, with how the two differ.
pub(crate) fn smallest(seed: u64, text: String, submissions: Vec<Submission>) -> String {
    let mut case = Case { text, submissions, kind: String::new() };
    case.kind = case.difference().map(|(_, said)| kind(&said)).expect("they differ");
    loop {
        let before = case.size();
        case.fewer_submissions();
        case.fewer_lines();
        case.shorter_formulas();
        case.fewer_cells();
        if case.size() >= before {
            break;
        }
    }
    let mut said = format!("seed {seed}\n{}\n", case.text);
    for submission in &case.submissions {
        let _ = writeln!(said, "submission of {} for {}", submission.entity, submission.period);
        for cell in &submission.cells {
            let at = &cell.address;
            let _ = writeln!(said, "  {}.{}.{}:{} {:?}", at.report, at.table, at.row, at.column, cell.given);
        }
    }
    let _ = writeln!(said, "{}", case.difference().map(|(_, said)| said).expect("they still differ"));
    said
}

struct Case {
    text: String,
    submissions: Vec<Submission>,
    /// In which way the two differ.
    kind: String,
}

/// Gives in which way the two differ, wherever that is.
fn kind(difference: &str) -> String {
    difference.split_whitespace().take(if difference.starts_with("finding") { 2 } else { 1 }).collect()
}

impl Case {
    fn size(&self) -> usize {
        self.text.len() + self.submissions.iter().map(|submission| submission.cells.len() + 1).sum::<usize>()
    }

    fn difference(&self) -> Option<(usize, String)> {
        first_difference(&compiled(&self.text).ok()?, &self.submissions, &mut Constructs::default())
    }

    fn still_differs(&self) -> bool {
        self.difference().is_some_and(|(_, said)| kind(&said) == self.kind)
    }

    /// Keeps another text where it compiles and the two still differ.
    fn takes(&mut self, text: String) -> bool {
        let other = Self { text, submissions: self.submissions.clone(), kind: self.kind.clone() };
        let differs = other.still_differs();
        if differs {
            self.text = other.text;
        }
        differs
    }

    fn fewer_submissions(&mut self) {
        let mut index = self.submissions.len();
        while index > 0 {
            index -= 1;
            let mut submissions = self.submissions.clone();
            submissions.remove(index);
            self.takes_submissions(submissions);
        }
    }

    fn takes_submissions(&mut self, submissions: Vec<Submission>) {
        let other = Self { text: self.text.clone(), submissions, kind: self.kind.clone() };
        if other.still_differs() {
            self.submissions = other.submissions;
        }
    }

    fn fewer_cells(&mut self) {
        for submission in 0..self.submissions.len() {
            let mut index = self.submissions[submission].cells.len();
            while index > 0 {
                index -= 1;
                let mut submissions = self.submissions.clone();
                submissions[submission].cells.remove(index);
                self.takes_submissions(submissions);
            }
        }
    }

    /// Leaves out lines, and blocks with all that stands in them, the last first.
    fn fewer_lines(&mut self) {
        let mut index = self.text.lines().count();
        while index > 0 {
            index -= 1;
            let lines: Vec<&str> = self.text.lines().collect();
            if index >= lines.len() {
                continue;
            }
            let end = block_end(&lines, index);
            let kept: Vec<&str> = lines[..index].iter().chain(&lines[end..]).copied().collect();
            self.takes(kept.join("\n") + "\n");
        }
    }

    /// Puts a part of a formula that stands in brackets in the place of all of it.
    fn shorter_formulas(&mut self) {
        let mut index = self.text.lines().count();
        while index > 0 {
            index -= 1;
            while self.shorter_line(index) {}
        }
    }

    fn shorter_line(&mut self, index: usize) -> bool {
        let lines: Vec<String> = self.text.lines().map(str::to_owned).collect();
        let Some(line) = lines.get(index) else { return false };
        for shorter in shorter(line) {
            let mut lines = lines.clone();
            lines[index] = shorter;
            if self.takes(lines.join("\n") + "\n") {
                return true;
            }
        }
        false
    }
}

/// Gives the line after the block that a line begins, or after the line itself.
fn block_end(lines: &[&str], start: usize) -> usize {
    let mut depth = 0_i64;
    for (index, line) in lines.iter().enumerate().skip(start) {
        depth += line.matches('{').count() as i64 - line.matches('}').count() as i64;
        if depth <= 0 {
            return index + 1;
        }
    }
    lines.len()
}

/// Gives shorter spellings of a line: a bracketed part for the whole formula or for the bracket around it, an operand less.
fn shorter(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    let formula = [" = ", "require "].iter().find_map(|mark| line.find(mark).map(|start| start + mark.len()));
    let brackets = brackets(line);
    for &(start, end) in &brackets {
        if let Some(formula) = formula.filter(|formula| *formula <= start) {
            let tail = if line.starts_with("check") { " }" } else { "" };
            found.push(format!("{}{}{tail}", part_of(line, 0..formula), part_of(line, start..end)));
            found.push(format!("{}{}{tail}", part_of(line, 0..formula), part_of(line, start + 1..end - 1)));
        }
        for &(inner_start, inner_end) in &brackets {
            if start < inner_start && inner_end < end {
                found.push(format!("{}{}{}", part_of(line, 0..start), part_of(line, inner_start..inner_end), part_of(line, end..line.len())));
            }
        }
        // One operand of the two in the brackets.
        let inner = part_of(line, start + 1..end - 1);
        for mark in [" + ", " - ", " * ", " x ", " / ", " when ", " else ", " and ", " or ", ", ", " then ", " where "] {
            if let Some((left, right)) = inner.split_once(mark) {
                for part in [left, right] {
                    found.push(format!("{}({part}){}", part_of(line, 0..start), part_of(line, end..line.len())));
                    found.push(format!("{}{part}{}", part_of(line, 0..start), part_of(line, end..line.len())));
                }
            }
        }
    }
    found.retain(|shorter| shorter.len() < line.len());
    found.sort_by_key(String::len);
    found.dedup();
    found
}

fn part_of(line: &str, range: std::ops::Range<usize>) -> &str {
    line.get(range).expect("a part between two signs")
}

fn brackets(line: &str) -> Vec<(usize, usize)> {
    let mut open = Vec::new();
    let mut found = Vec::new();
    for (index, letter) in line.char_indices() {
        match letter {
            '(' => open.push(index),
            ')' => found.extend(open.pop().map(|start| (start, index + 1))),
            _ => {}
        }
    }
    found
}
