//! Writes what groups report as JSON: for each group its parts as trees like those of submissions, then the findings.

use super::{Checks, Findings, Reports, Source, full_name};
use crate::consolidate::{ConsolidationFinding, EntityTree, GroupReports, PartOfGroup, consolidation_finding_text};
use crate::language::Language;
use positum_plan::period::Period;
use positum_plan::plan::Plan;
use serde::{Serialize, Serializer};
use std::io::{Result, Write};

/// Writes groups with the parts that are asked for, and findings.
///
/// # Errors
/// What writing to `out` gives.
pub fn write_consolidation_json(
    out: &mut dyn Write,
    (plan, tree, period): (&Plan, &EntityTree, Period),
    groups: &[GroupReports],
    parts: &[PartOfGroup],
    findings: &[ConsolidationFinding],
    language: Language,
) -> Result<()> {
    let group = |reports| Group { plan, tree, reports, parts, language };
    let finding = |finding: &ConsolidationFinding| FindingParts {
        code: finding.kind.code(),
        severity: finding.kind.severity().keyword(),
        group: finding.group.map(|group| tree.entity(group).name.to_string()),
        entity: finding.entity.as_deref().map(str::to_owned),
        cell: Some(full_name(&finding.address)).filter(|name| !name.is_empty()),
        message: consolidation_finding_text(plan, finding, language),
        origin: finding.origin.as_ref().map(ToString::to_string),
    };
    let whole = Whole { period: period.to_string(), groups: groups.iter().map(group).collect(), findings: findings.iter().map(finding).collect() };
    serde_json::to_writer_pretty(&mut *out, &whole)?;
    out.write_all(b"\n")
}

#[derive(Serialize)]
struct Whole<'a> {
    period: String,
    groups: Vec<Group<'a>>,
    findings: Vec<FindingParts>,
}

struct Group<'a> {
    plan: &'a Plan,
    tree: &'a EntityTree,
    reports: &'a GroupReports,
    parts: &'a [PartOfGroup],
    language: Language,
}

impl Serialize for Group<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let entity = self.tree.entity(self.reports.group);
        let levels = self.plan.consolidation.as_ref().map_or(&[][..], |consolidation| consolidation.levels.as_slice());
        GroupParts {
            group: &entity.name,
            label: &entity.label,
            level: entity.level.and_then(|level| levels.get(level)).map(|level| level.name.as_str()),
            members: Members { reported: self.reports.totals.reported, all: self.reports.totals.all },
            parts: Parts(self),
        }
        .serialize(serializer)
    }
}

#[derive(Serialize)]
struct GroupParts<'a> {
    group: &'a str,
    label: &'a str,
    level: Option<&'a str>,
    members: Members,
    parts: Parts<'a>,
}

/// Entities without members under the group.
#[derive(Serialize)]
struct Members {
    reported: usize,
    all: usize,
}

struct Parts<'a>(&'a Group<'a>);

impl Serialize for Parts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let Self(group) = *self;
        let part = |part: &PartOfGroup| {
            let source = Source { plan: group.plan, evaluated: group.reports.part(*part), language: group.language };
            let is_whole = !part.is_difference();
            let (checks, findings) = (is_whole.then_some(Checks(source)), is_whole.then_some(Findings(source)));
            (part.keyword(), Part { reports: Reports(source), checks, findings })
        };
        serializer.collect_map(group.parts.iter().map(part))
    }
}

/// A part. What changes has neither checks nor findings.
#[derive(Serialize)]
struct Part<'a> {
    reports: Reports<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    checks: Option<Checks<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    findings: Option<Findings<'a>>,
}

#[derive(Serialize)]
struct FindingParts {
    code: &'static str,
    severity: &'static str,
    group: Option<String>,
    entity: Option<String>,
    cell: Option<String>,
    message: String,
    origin: Option<String>,
}
