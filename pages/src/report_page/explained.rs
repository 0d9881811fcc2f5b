//! How computed cells came to their values, and why checks fail: an entry for each, under its table or report.
//!
//! In come the runtime's explanations as trees of text; out go their lines. Each entry shows one formula; what stands in it
//! and is computed itself is a link to its own entry.

use super::notes::Notes;
use super::reader::{Reader, cleaned};
use super::{Explanation, ExplanationLine};
use positum_plan::plan::{CellReference, Origin, ReportId, Shape, TableId};
use positum_runtime::cell_address::{address_of, table_of};
use positum_runtime::evaluated_submission::{CellAt, Outcome};
use positum_runtime::explain::{Explainer, Limits, Named, SearchBudget, Subject};
use positum_runtime::finding_text::short_address;
use positum_runtime::language::Language;
use positum_runtime::render::explanation::{TextNode, beyond_limit_text, text_tree};
use std::collections::{BTreeMap, BTreeSet};

/// The most lines of a list of which all cells are explained; of longer ones only those with notes are.
const MOST_LINES: usize = 100;
/// The most cells of a submission that are explained.
const MOST_CELLS: usize = 1_000;
/// The most failing checks of a submission that are explained.
const MOST_CHECKS: usize = 20;
/// How many cells the search for changes may evaluate for a page, all of its submissions together.
const MOST_CELLS_EVALUATED: usize = 2_000_000;
/// The most changed submissions that are evaluated for a failing check.
const MOST_EVALUATIONS: usize = 500;
/// The fewest evaluations for which the search is worth beginning; submissions too large for so many go without.
const FEWEST_EVALUATIONS: usize = 100;
/// The deepest indent that pages have.
const DEEPEST: usize = 4;

/// The entries of a submission.
#[derive(Debug, Default)]
pub(super) struct Explained {
    ids: BTreeMap<CellAt, String>,
    by_table: BTreeMap<TableId, Vec<Explanation>>,
    by_report: BTreeMap<ReportId, Vec<Explanation>>,
    cut: BTreeSet<TableId>,
}

/// Gives what the search for changes that would make failing checks pass may spend for a page.
pub(super) fn budget_of_page() -> SearchBudget {
    SearchBudget { cells: MOST_CELLS_EVALUATED, evaluations_of_check: MOST_EVALUATIONS, fewest_evaluations: FEWEST_EVALUATIONS }
}

impl Explained {
    /// Explains what is computed and what fails.
    pub(super) fn new(reader: &Reader<'_>, (explainer, budget): (&Explainer<'_>, &mut SearchBudget), submission: &str, notes: &Notes) -> Self {
        let mut explained = Self::default();
        let cells = explained.pick_cells(reader, notes);
        let mut names: BTreeMap<String, String> = BTreeMap::new();
        for (index, at) in cells.iter().enumerate() {
            let id = format!("{submission}-e{}", index.saturating_add(1));
            names.insert(full_name(reader, *at), id.clone());
            explained.ids.insert(*at, id);
        }
        for at in cells {
            let limits = Limits { depth: 1, with_changes: false, ..Limits::default() };
            let tree = text_tree(reader.plan, &explainer.explain(&[Named::Cell(at)], &limits), reader.language);
            let id = explained.ids.get(&at).cloned().unwrap_or_default();
            let place = cleaned(&short_address(&address_of(reader.plan, at)));
            let entry = Explanation { lines: lines_of(reader, &tree, &names, &id), id, place };
            explained.by_table.entry(table_of(reader.plan, at.reference)).or_default().push(entry);
        }
        explained.explain_checks(reader, (explainer, budget), submission, &names);
        explained
    }

    /// Gives the name of a cell's entry; empty where it has none.
    pub(super) fn id_of(&self, at: CellAt) -> String {
        self.ids.get(&at).cloned().unwrap_or_default()
    }

    /// Gives the entries of a table.
    pub(super) fn of_table(&self, table: TableId) -> Vec<Explanation> {
        self.by_table.get(&table).cloned().unwrap_or_default()
    }

    /// Gives the entries of a report's failing checks.
    pub(super) fn of_report(&self, report: ReportId) -> Vec<Explanation> {
        self.by_report.get(&report).cloned().unwrap_or_default()
    }

    /// Tells whether a table has computed cells without an entry.
    pub(super) fn is_cut(&self, table: TableId) -> bool {
        self.cut.contains(&table)
    }

    /// Picks the cells that get an entry, in the order of the page.
    fn pick_cells(&mut self, reader: &Reader<'_>, notes: &Notes) -> Vec<CellAt> {
        let tables = reader.evaluated.reports.iter().flat_map(|report| &reader.plan.reports[*report].tables);
        let mut picked = Vec::new();
        for table in tables {
            let mut cells = computed_cells(reader, *table);
            let lines = reader.evaluated.lines.lookup(*table).copied().unwrap_or(0);
            let is_noted = |at: &CellAt| {
                let address = address_of(reader.plan, *at);
                is_scalar(*at) || !notes.beside(*table, &address.row, &address.column).is_empty()
            };
            let all = cells.len();
            if lines > MOST_LINES {
                cells.retain(is_noted);
            }
            cells.truncate(MOST_CELLS.saturating_sub(picked.len()));
            if cells.len() < all {
                self.cut.insert(*table);
            }
            picked.append(&mut cells);
        }
        picked
    }

    fn explain_checks(
        &mut self,
        reader: &Reader<'_>,
        (explainer, budget): (&Explainer<'_>, &mut SearchBudget),
        submission: &str,
        names: &BTreeMap<String, String>,
    ) {
        let failed = reader.evaluated.checks.iter().filter(|outcome| outcome.outcome == Outcome::Fail);
        for (index, outcome) in failed.take(MOST_CHECKS).enumerate() {
            let check = &reader.plan.checks[outcome.check];
            let limits = Limits { depth: 1, ..Limits::default() };
            let named = [Named::Check(outcome.check, outcome.row.to_string())];
            let explanation = explainer.explain_within(&named, &limits, budget);
            let tree = text_tree(reader.plan, &explanation, reader.language);
            let id = format!("{submission}-f{}", index.saturating_add(1));
            let place = if outcome.row.is_empty() { check.name.clone() } else { format!("{} {}", check.name, outcome.row) };
            let mut lines = lines_of(reader, &tree, names, &id);
            if explanation.subjects.iter().any(is_without_search) {
                let text = without_search_text(reader.language).to_owned();
                lines.push(ExplanationLine { text, kind: "note", depth: String::new(), target: String::new() });
            }
            let entry = Explanation { lines, id, place: cleaned(&place) };
            self.by_report.entry(check.report).or_default().push(entry);
        }
    }
}

/// Tells whether a failing check was explained without looking for changes.
fn is_without_search(subject: &Subject) -> bool {
    match subject {
        Subject::Check(check) => check.mending.is_none(),
        Subject::Cell(_) | Subject::Parameter(_) => false,
    }
}

/// Says that changes were not looked for, and what looks for them.
fn without_search_text(language: Language) -> &'static str {
    match language {
        Language::Latvian => "Lapā nav meklēts, ar kādu izmaiņu pārbaude būtu izpildīta; to parāda `positum explain`.",
        Language::English => "What change would make it pass was not looked for on this page; `positum explain` shows it.",
    }
}

fn is_scalar(at: CellAt) -> bool {
    match at.reference {
        CellReference::Cell(_) => true,
        CellReference::Column(_) => false,
    }
}

/// Gives the cells of a table that have formulas, intermediates too.
fn computed_cells(reader: &Reader<'_>, table: TableId) -> Vec<CellAt> {
    let plan = reader.plan;
    let is_formula = |origin: &Origin| matches!(origin, Origin::Formula { .. });
    let lines = reader.evaluated.lines.lookup(table).copied().unwrap_or(0);
    let columns: Vec<CellReference> = match &plan.tables[table].shape {
        Shape::Form { .. } | Shape::Grid { .. } => Vec::new(),
        Shape::List(_) => {
            let of_list = plan.columns.entries().filter(|(_, column)| column.table == table && is_formula(&column.origin));
            of_list.map(|(id, _)| CellReference::Column(id)).collect()
        }
    };
    let of_lines = (0..lines).flat_map(|line| columns.iter().map(move |reference| CellAt { reference: *reference, line }));
    let scalars = plan.cells.entries().filter(|(_, cell)| cell.table == table && is_formula(&cell.origin));
    let scalars = scalars.map(|(id, _)| CellAt { reference: CellReference::Cell(id), line: 0 });
    of_lines.chain(scalars).collect()
}

/// Gives the name of a cell as explanations have it.
fn full_name(reader: &Reader<'_>, at: CellAt) -> String {
    match at.reference {
        CellReference::Cell(_) => reader.plan.cell_name(at.reference),
        CellReference::Column(_) => {
            let address = address_of(reader.plan, at);
            format!("{}.{}.{}:{}", address.report, address.table, address.row, address.column)
        }
    }
}

fn lines_of(reader: &Reader<'_>, tree: &[TextNode], names: &BTreeMap<String, String>, own: &str) -> Vec<ExplanationLine> {
    let mut lines = Vec::new();
    for node in tree {
        put_lines(reader, node, 0, names, own, &mut lines);
    }
    lines
}

fn put_lines(reader: &Reader<'_>, node: &TextNode, depth: usize, names: &BTreeMap<String, String>, own: &str, lines: &mut Vec<ExplanationLine>) {
    let shown_depth = if depth == 0 { String::new() } else { depth.min(DEEPEST).to_string() };
    let name = node.head.split(' ').next().unwrap_or_default().trim_end_matches([':', ',']);
    let target = names.get(name).filter(|id| *id != own).cloned().unwrap_or_default();
    // What has an entry of its own is explained there.
    let cut = format!(", {}", beyond_limit_text(reader.language));
    let head = if target.is_empty() { node.head.as_str() } else { node.head.strip_suffix(&cut).unwrap_or(&node.head) };
    lines.push(ExplanationLine { text: cleaned(head), kind: "head", depth: shown_depth.clone(), target });
    for note in &node.notes {
        let kind = if note.starts_with("= ") { "formula" } else { "note" };
        lines.push(ExplanationLine { text: cleaned(note), kind, depth: shown_depth.clone(), target: String::new() });
    }
    for child in &node.children {
        put_lines(reader, child, depth.saturating_add(1), names, own, lines);
    }
}
