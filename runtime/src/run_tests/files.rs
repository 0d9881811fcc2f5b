//! Files that tests take submissions of: what was read of each, and which of its submissions a test means.
//!
//! Whoever runs tests reads the files; nothing here knows disks or formats.

use crate::submission::Submission;
use positum_plan::period::Period;
use positum_plan::test_case::SubmissionFile;
use std::collections::BTreeMap;

/// Submissions by the name of the file that holds them.
#[derive(Clone, Debug, Default)]
pub struct TestFiles {
    files: BTreeMap<String, Vec<Submission>>,
}

/// Why a file has no submission for a test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotPicked {
    /// The file was not read.
    NotRead,
    /// There is none of the entity for the period; those that there are.
    None(Vec<(String, Period)>),
    /// There are several for the period; whose.
    Several(Vec<String>),
}

impl TestFiles {
    /// Adds submissions that were read of a file.
    pub fn add(&mut self, file: &str, submissions: Vec<Submission>) {
        self.files.entry(file.to_owned()).or_default().extend(submissions);
    }

    /// Gives the submission that a test means for a period: that of the entity that the test names, else the only one.
    ///
    /// # Errors
    /// A file that was not read, that has no such submission, or several.
    pub fn pick(&self, file: &SubmissionFile, period: Period) -> Result<&Submission, NotPicked> {
        let submissions = self.files.get(&file.name).ok_or(NotPicked::NotRead)?;
        let is_meant =
            |submission: &&Submission| submission.period == period && file.entity.as_ref().is_none_or(|entity| submission.entity == *entity);
        let mut meant = submissions.iter().filter(is_meant);
        match (meant.next(), meant.next()) {
            (Some(only), None) => Ok(only),
            (Some(first), Some(second)) => {
                let others = meant.map(|submission| submission.entity.clone());
                Err(NotPicked::Several([first.entity.clone(), second.entity.clone()].into_iter().chain(others).collect()))
            }
            (None, _) => Err(NotPicked::None(submissions.iter().map(|submission| (submission.entity.clone(), submission.period)).collect())),
        }
    }

    /// Gives what the file of a submission has of the same entity for earlier periods.
    pub(super) fn before<'f>(&'f self, file: &str, submission: &'f Submission) -> impl Iterator<Item = &'f Submission> {
        let all = self.files.get(file).into_iter().flatten();
        let is_before = |other: &&Submission| {
            other.entity == submission.entity && other.period.kind() == submission.period.kind() && other.period < submission.period
        };
        all.filter(is_before)
    }
}
