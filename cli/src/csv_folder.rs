//! A folder that gets cells.csv, checks.csv and findings.csv, each whole or not at all.

use crate::exit_code::Failure;
use crate::message_language::spoken;
use positum_grammar::phrase::said;
use positum_plan::plan::Plan;
use positum_runtime::evaluated_submission::EvaluatedSubmission;
use positum_runtime::language::Language;
use positum_runtime::render::csv::{CELLS, CHECKS, CsvWriter, FINDINGS};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

type FileWriter = CsvWriter<BufWriter<NamedTempFile>>;

/// Writes evaluated submissions one after the other.
pub(crate) struct CsvFolder {
    folder: PathBuf,
    cells: FileWriter,
    checks: FileWriter,
    findings: FileWriter,
}

impl CsvFolder {
    /// Makes the folder, where it is not there, and the beginnings of its files.
    pub(crate) fn create(folder: &Path) -> Result<Self, Failure> {
        if folder.is_file() {
            return Err(Failure::Data(spoken(&said!("{}: this is a file, and CSV output is a folder with three files", folder.display()))));
        }
        let begin = |columns: &[&str]| -> io::Result<FileWriter> { CsvWriter::new(BufWriter::new(NamedTempFile::new_in(folder)?), columns) };
        let make = || -> io::Result<Self> {
            std::fs::create_dir_all(folder)?;
            Ok(Self { folder: folder.to_owned(), cells: begin(&CELLS)?, checks: begin(&CHECKS)?, findings: begin(&FINDINGS)? })
        };
        make().map_err(|error| Failure::disk(&folder.display().to_string(), &error))
    }

    /// Writes a submission.
    pub(crate) fn write(&mut self, plan: &Plan, evaluated: &EvaluatedSubmission, language: Language) -> Result<(), Failure> {
        let written = self
            .cells
            .write_cells(plan, evaluated)
            .and_then(|()| self.checks.write_checks(plan, evaluated, language))
            .and_then(|()| self.findings.write_findings(plan, evaluated, language));
        written.map_err(|error| Failure::disk(&self.folder.display().to_string(), &error))
    }

    /// Gives the files their names.
    pub(crate) fn finish(self) -> Result<(), Failure> {
        let folder = self.folder;
        for (writer, name) in [(self.cells, "cells.csv"), (self.checks, "checks.csv"), (self.findings, "findings.csv")] {
            let path = folder.join(name);
            let finish = || -> io::Result<()> {
                let file = writer.finish()?.into_inner().map_err(io::IntoInnerError::into_error)?;
                crate::output::readable_by_all(file.as_file())?;
                file.persist(&path).map_err(|error| error.error)?;
                Ok(())
            };
            finish().map_err(|error| Failure::disk(&path.display().to_string(), &error))?;
        }
        Ok(())
    }
}
