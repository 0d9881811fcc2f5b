//! Coverage as LCOV, which editors, servers and `genhtml` read.
//!
//! A line is hit as often as the position on it that is hit least; positions and checks are its functions; branches of
//! formulas and outcomes of checks are its branches.

use super::text::Spot;
use super::{Aim, AimGroup, Coverage, Tally, TextPlace, times_covered};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What a line of a definition says.
#[derive(Default)]
struct Line {
    /// The least hits of a position; nothing where none stands there.
    position: Option<u64>,
    /// How often something came about at it.
    hits: u64,
    /// Hits by what belongs together, in the order of the plan.
    branches: Vec<(String, u64)>,
}

/// A file of the definition.
#[derive(Default)]
struct File {
    lines: BTreeMap<usize, Line>,
    /// Positions and checks: lines and hits by name.
    functions: BTreeMap<(String, usize), u64>,
}

/// Writes coverage as LCOV.
pub fn lcov(coverage: &Coverage, spot: &dyn Fn(TextPlace) -> Spot) -> String {
    let mut files: BTreeMap<String, File> = BTreeMap::new();
    for (aim, tally) in coverage.aims() {
        let spot = spot(aim.place);
        files.entry(spot.file.chars().filter(|character| !character.is_control()).collect()).or_default().add(aim, tally, spot.line);
    }
    let mut text = String::new();
    for (name, file) in &files {
        file.write(name, &mut text);
    }
    text
}

impl File {
    fn add(&mut self, aim: &Aim, tally: Tally, line: usize) {
        let hits = times_covered(aim.kind, tally);
        let at = self.lines.entry(line).or_default();
        at.hits = at.hits.saturating_add(hits);
        let group = aim.kind.group();
        match group {
            AimGroup::Computed | AimGroup::Given => at.position = Some(at.position.map_or(hits, |least| least.min(hits))),
            AimGroup::Branches | AimGroup::Outcomes => at.branches.push((aim.subject.clone(), hits)),
        }
        if group != AimGroup::Branches {
            let function = self.functions.entry((aim.subject.clone(), line)).or_default();
            *function = function.saturating_add(hits);
        }
    }

    /// Writes the record of a file. Writing to a text cannot fail.
    fn write(&self, name: &str, text: &mut String) {
        let _ = writeln!(text, "TN:\nSF:{name}");
        let functions: Vec<(usize, String, u64)> =
            self.functions.iter().map(|((name, line), hits)| (*line, self.unique(name, *line), *hits)).collect();
        for (line, name, _) in &functions {
            let _ = writeln!(text, "FN:{line},{name}");
        }
        for (_, name, hits) in &functions {
            let _ = writeln!(text, "FNDA:{hits},{name}");
        }
        let _ = writeln!(text, "FNF:{}\nFNH:{}", functions.len(), functions.iter().filter(|(_, _, hits)| *hits > 0).count());
        let (mut found, mut hit) = (0_usize, 0_usize);
        for (number, line) in &self.lines {
            for (block, branch, hits) in blocks(&line.branches) {
                let _ = writeln!(text, "BRDA:{number},{block},{branch},{}", hits.map_or_else(|| "-".to_owned(), |hits| hits.to_string()));
                found = found.saturating_add(1);
                hit = hit.saturating_add(usize::from(hits.is_some_and(|hits| hits > 0)));
            }
        }
        let _ = writeln!(text, "BRF:{found}\nBRH:{hit}");
        let hits = |line: &Line| line.position.unwrap_or(line.hits);
        for (number, line) in &self.lines {
            let _ = writeln!(text, "DA:{number},{}", hits(line));
        }
        let _ = writeln!(text, "LF:{}\nLH:{}\nend_of_record", self.lines.len(), self.lines.values().filter(|line| hits(line) > 0).count());
    }

    /// Gives a name that no other function of the file has: what stands in several places has its line, too.
    fn unique(&self, name: &str, line: usize) -> String {
        let count = self.functions.range((name.to_owned(), 0)..=(name.to_owned(), usize::MAX)).count();
        if count > 1 { format!("{name}@{line}") } else { name.to_owned() }
    }
}

/// Numbers the branches of a line: what belongs to one cell or check is a block, of which nothing is said where it was
/// never looked at.
fn blocks(branches: &[(String, u64)]) -> Vec<(usize, usize, Option<u64>)> {
    let mut by_subject: BTreeMap<&str, Vec<u64>> = BTreeMap::new();
    branches.iter().for_each(|(subject, hits)| by_subject.entry(subject).or_default().push(*hits));
    let numbered = by_subject.values().enumerate().flat_map(|(block, hits)| {
        let is_seen = hits.iter().any(|hits| *hits > 0);
        hits.iter().enumerate().map(move |(branch, hits)| (block, branch, is_seen.then_some(*hits)))
    });
    numbered.collect()
}
