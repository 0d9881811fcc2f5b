//! The folder that consolidating writes as CSV: cells of all parts, checks and findings of groups, findings of consolidation.

use crate::exit_code::Failure;
use crate::message_language::spoken;
use crate::output;
use positum_grammar::phrase::said;
use positum_plan::period::Period;
use positum_plan::plan::Plan;
use positum_runtime::consolidate::{ConsolidationFinding, EntityTree, GroupReports, PartOfGroup};
use positum_runtime::language::Language;
use positum_runtime::render::csv::{CHECKS, CONSOLIDATION_FINDINGS, CsvWriter, FINDINGS, PART_CELLS};
use std::io::{self, Write};
use std::path::Path;

/// What is written.
pub(crate) struct Consolidated<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) tree: &'a EntityTree,
    pub(crate) period: Period,
    pub(crate) groups: &'a [GroupReports],
    pub(crate) parts: &'a [PartOfGroup],
    pub(crate) findings: &'a [ConsolidationFinding],
    pub(crate) language: Language,
}

impl Consolidated<'_> {
    /// Writes the folder; each file whole or not at all.
    pub(crate) fn write_folder(&self, folder: &Path) -> Result<(), Failure> {
        if folder.is_file() {
            return Err(Failure::Data(spoken(&said!("{}: this is a file, and CSV output is a folder with four files", folder.display()))));
        }
        std::fs::create_dir_all(folder).map_err(|error| Failure::disk(&folder.display().to_string(), &error))?;
        output::write_file(&folder.join("cells.csv"), |file| self.write_cells(file))?;
        output::write_file(&folder.join("checks.csv"), |file| {
            let mut writer = CsvWriter::new(file, &CHECKS)?;
            self.groups.iter().try_for_each(|group| writer.write_checks(self.plan, &group.consolidated, self.language))?;
            writer.flush()
        })?;
        output::write_file(&folder.join("findings.csv"), |file| {
            let mut writer = CsvWriter::new(file, &FINDINGS)?;
            self.groups.iter().try_for_each(|group| writer.write_findings(self.plan, &group.consolidated, self.language))?;
            writer.flush()
        })?;
        output::write_file(&folder.join("consolidation.csv"), |file| {
            let mut writer = CsvWriter::new(file, &CONSOLIDATION_FINDINGS)?;
            let place = (self.plan, self.tree, self.period);
            self.findings.iter().try_for_each(|finding| writer.write_consolidation_finding(place, finding, self.language))?;
            writer.flush()
        })
    }

    /// Writes the cells of all parts.
    pub(crate) fn write_cells(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut writer = CsvWriter::new(out, &PART_CELLS)?;
        for group in self.groups {
            for part in self.parts {
                writer.write_part(self.plan, group.part(*part), *part)?;
            }
        }
        writer.flush()
    }
}
