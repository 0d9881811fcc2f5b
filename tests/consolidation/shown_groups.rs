//! Runs a consolidation of texts and shows what came out, in short.

use crate::support::compiles;
use positum_plan::plan::Plan;
use positum_runtime::consolidate::{
    Circumstances, ConsolidationFinding, Consolidator, Done, EntityTree, GroupReports, PartOfGroup, consolidation_finding_text, read_eliminations,
    read_tree,
};
use positum_runtime::evaluate::{EvaluationOptions, Evaluator};
use positum_runtime::evaluated_submission::EvaluatedSubmission;
use positum_runtime::explain::{Explainer, Limits};
use positum_runtime::language::Language;
use positum_runtime::package_evaluator::{PackageEvaluator, PackageOptions};
use positum_runtime::read::{Format, ReadOptions, read_all};
use positum_runtime::render::csv::{CELLS, CsvWriter};
use positum_runtime::render::explanation::{ExplanationOptions, write_group_explanation};
use positum_runtime::submission::Submission;
use std::collections::BTreeMap;

/// The texts of a consolidation.
#[derive(Clone, Copy)]
pub(super) struct Texts<'a> {
    pub(super) period: &'a str,
    pub(super) tree: &'a str,
    /// Long CSV with all its columns, without the header.
    pub(super) members: &'a str,
    /// As `members`; of several files with `=` alone on a line between them.
    pub(super) adjustments: &'a str,
    pub(super) eliminations: &'a str,
}

impl Default for Texts<'_> {
    fn default() -> Self {
        Self { period: "2025", tree: "", members: "", adjustments: "", eliminations: "" }
    }
}

/// The cells of an evaluated submission: names as `table.row:column`, values with their states.
pub(super) type Cells = BTreeMap<String, (String, String)>;

/// What came out.
pub(super) struct Shown {
    pub(super) tree: EntityTree,
    pub(super) groups: Vec<GroupReports>,
    pub(super) findings: Vec<ConsolidationFinding>,
    pub(super) plan: Plan,
}

pub(super) const LONG: &str = "entity,period,report,table,row,column,value\n";
const ELIMINATIONS: &str = "entity,counterparty,period,report,table,row,column,value\n";

/// Consolidates with a package given as text.
pub(super) fn consolidated(package: &str, texts: Texts<'_>) -> Shown {
    let plan = compiles(package);
    let members = submissions(&plan, "members.csv", texts.members);
    consolidated_of(plan, texts, &members)
}

/// Reads submissions of long CSV.
pub(super) fn submissions(plan: &Plan, file: &str, lines: &str) -> Vec<Submission> {
    let text = format!("{LONG}{lines}");
    let options = ReadOptions::default();
    read_all(text.as_bytes(), file, Format::LongCsv, plan, &options).expect("lines of long CSV")
}

pub(super) fn consolidated_of(plan: Plan, texts: Texts<'_>, members: &[Submission]) -> Shown {
    let tree = read_tree(texts.tree.as_bytes(), "tree.csv", &plan, texts.period.parse().expect("a period")).expect("a tree");
    let (groups, done) = run(&plan, &tree, texts, members, &[]);
    Shown { tree, groups, findings: done.findings, plan }
}

fn run(plan: &Plan, tree: &EntityTree, texts: Texts<'_>, members: &[Submission], explained: &[String]) -> (Vec<GroupReports>, Done) {
    let plans = std::slice::from_ref(plan);
    let period = texts.period.parse().expect("a period");
    let reports = &plan.consolidation.as_ref().expect("a consolidation").reports;
    let all = PackageEvaluator::new(plans, &PackageOptions::default()).expect("options");
    let (_, _, earlier) = all.evaluator_for(period).expect("a plan");
    let evaluator = Evaluator::new(plan, &EvaluationOptions::default()).expect("options");
    let of_groups = Evaluator::new(plan, &EvaluationOptions { parameters: Vec::new(), reports: Some(reports.clone()) }).expect("options");
    let circumstances = Circumstances { tree, period, members: &evaluator, groups: &of_groups, earlier };
    let mut consolidator = Consolidator::new(circumstances).expect("a consolidation");
    consolidator.explain_later(explained).expect("cells");
    for (file, text) in ["adjustments.csv", "more.csv"].into_iter().zip(texts.adjustments.split("=\n")) {
        submissions(plan, file, text).into_iter().for_each(|submission| consolidator.adjust_by(submission));
    }
    let eliminations = format!("{ELIMINATIONS}{}", texts.eliminations);
    consolidator.eliminate(&read_eliminations(eliminations.as_bytes(), "eliminations.csv", plan).expect("eliminations"));
    members.iter().for_each(|submission| consolidator.take(submission));
    let mut groups = Vec::new();
    let done = consolidator.finish(&tree.groups().collect(), &mut |group| groups.push(group));
    (groups, done)
}

/// Explains cells of a group, as text in English.
pub(super) fn explained(package: &str, texts: Texts<'_>, group: &str, cells: &[&str]) -> String {
    let plan = compiles(package);
    let members = submissions(&plan, "members.csv", texts.members);
    let tree = read_tree(texts.tree.as_bytes(), "tree.csv", &plan, texts.period.parse().expect("a period")).expect("a tree");
    let names: Vec<String> = cells.iter().map(|cell| (*cell).to_owned()).collect();
    let (groups, done) = run(&plan, &tree, texts, &members, &names);
    let id = tree.find(group).expect("a group");
    let reports = groups.iter().find(|reports| reports.group == id).expect("reports of the group");
    let evaluator = Evaluator::new(&plan, &EvaluationOptions::default()).expect("options");
    let explainer = Explainer::new(&evaluator, &reports.submission, None);
    let limits = Limits { with_changes: false, ..Limits::default() };
    let explanation = done.explain(&tree, reports, &explainer, &names, &limits).expect("an explanation");
    write_group_explanation(&plan, &tree, &explanation, &ExplanationOptions { language: Language::English, width: 100 }).replace('\u{a0}', " ")
}

impl Shown {
    pub(super) fn group(&self, name: &str) -> &GroupReports {
        let id = self.tree.find(name).expect("an entity of the tree");
        self.groups.iter().find(|reports| reports.group == id).expect("reports of the group")
    }

    /// Gives the cells of a part of a group.
    pub(super) fn cells(&self, group: &str, part: PartOfGroup) -> Cells {
        cells_of(&self.plan, self.group(group).part(part))
    }

    /// Asserts values of cells in the four parts: `summary adjustments eliminations consolidated`, `-` for none.
    pub(super) fn has(&self, group: &str, wanted: &[(&str, &str)]) {
        let parts = PartOfGroup::ALL.map(|part| self.cells(group, part));
        for (name, values) in wanted {
            let value = |cells: &Cells| match cells.get(*name) {
                Some((value, _)) if !value.is_empty() => value.clone(),
                Some(_) | None => "-".to_owned(),
            };
            let found: Vec<String> = parts.iter().map(value).collect();
            assert_eq!(found.join(" "), *values, "{group} {name}");
        }
    }

    /// Gives the findings as `group entity cell code`, with `-` for none, but for those that members have of themselves.
    pub(super) fn short_findings(&self) -> Vec<String> {
        self.findings.iter().map(|finding| self.short(finding)).collect()
    }

    fn short(&self, finding: &ConsolidationFinding) -> String {
        let group = finding.group.map_or("-", |group| &self.tree.entity(group).name);
        let entity = finding.entity.as_deref().unwrap_or("-");
        let address = &finding.address;
        let column = if address.column.is_empty() { String::new() } else { format!(":{}", address.column) };
        let cell = if address.table.is_empty() { "-".to_owned() } else { format!("{}.{}{column}", address.table, address.row) };
        format!("{group} {entity} {cell} {}", finding.kind.code())
    }

    /// Gives the texts of the findings in a language.
    pub(super) fn texts(&self, language: Language) -> Vec<String> {
        self.findings.iter().map(|finding| consolidation_finding_text(&self.plan, finding, language).replace('\u{a0}', " ")).collect()
    }
}

/// Gives the cells of an evaluated submission.
pub(super) fn cells_of(plan: &Plan, evaluated: &EvaluatedSubmission) -> Cells {
    let mut bytes = Vec::new();
    let mut writer = CsvWriter::new(&mut bytes, &CELLS).expect("a header");
    writer.write_cells(plan, evaluated).expect("cells");
    writer.flush().expect("a buffer");
    drop(writer);
    let text = String::from_utf8(bytes).expect("UTF-8");
    let fields = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
    let cell = |line: &str| {
        let fields = fields(line);
        let column = if fields[5].is_empty() { String::new() } else { format!(":{}", fields[5]) };
        (format!("{}.{}{column}", fields[3], fields[4]), (fields[6].clone(), fields[7].clone()))
    };
    text.lines().skip(1).map(cell).collect()
}
