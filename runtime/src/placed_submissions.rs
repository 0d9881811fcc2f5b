//! Submissions whose cells are placed as they are read, so that none is ever in memory as it was written.
//!
//! In come the cells of any number of submissions, mixed as they may be; out go submissions that [`PackageEvaluator`] can
//! evaluate. Nothing here knows file formats.

use crate::evaluate::Begun;
use crate::package_evaluator::PackageEvaluator;
use crate::read::CellReceiver;
use crate::submission::SubmittedCell;
use positum_plan::period::Period;

/// Places cells.
pub struct Placing<'e, 'p> {
    evaluator: &'e PackageEvaluator<'p>,
    begun: Vec<PlacedSubmission>,
}

/// A submission whose cells are in their places.
pub struct PlacedSubmission {
    pub(crate) entity: String,
    pub(crate) period: Period,
    /// The version of the package for the period, with the cells; nothing where there is no version at all.
    pub(crate) placed: Option<(usize, Begun<'static>)>,
}

impl PlacedSubmission {
    /// Gives who reports.
    pub fn entity(&self) -> &str {
        &self.entity
    }

    /// Gives the period.
    pub fn period(&self) -> Period {
        self.period
    }
}

impl<'e, 'p> Placing<'e, 'p> {
    /// Begins with no submission.
    pub fn new(evaluator: &'e PackageEvaluator<'p>) -> Self {
        Self { evaluator, begun: Vec::new() }
    }

    /// Gives the submissions in the order in which they began.
    pub fn finish(self) -> Vec<PlacedSubmission> {
        self.begun
    }
}

impl CellReceiver for Placing<'_, '_> {
    fn begin(&mut self, entity: &str, period: Period) {
        self.begun.push(PlacedSubmission { entity: entity.to_owned(), period, placed: self.evaluator.begin(period) });
    }

    fn take(&mut self, number: usize, cell: &SubmittedCell) {
        if let Some((version, begun)) = self.begun.get_mut(number).and_then(|submission| submission.placed.as_mut()) {
            self.evaluator.place(*version, begun, cell);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Placing;
    use crate::language::Language;
    use crate::package_evaluator::{Evaluated, PackageEvaluator, PackageOptions};
    use crate::read::sample_plan::sample_plan;
    use crate::read::{Format, ReadOptions, SubmissionStream, read_all, read_cells, stream_cells};
    use crate::render::json::JsonWriter;

    /// Lines of two submissions, mixed, with all that may be wrong with a cell, and a name with a dot.
    const MIXED: &str = "entity,period,report,table,row,column,value
E,2025-Q1,capital,main,010,,5
F,2025-Q1,currency,positions,7,A,USD
E,2025-Q1,currency,positions,3,010,1.005
E,2025-Q1,currency,positions,3,A,USD
F,2025-Q1,currency,positions,7,010,x
E,2025-Q1,currency,positions,2,010,12
E,2025-Q1,currency,positions,2,A,EUR
F,2025-Q1,currency,positions,7,020,99
E,2025-Q1,currency,positions,2,nothing,5
E,2025-Q1,currency,positions,3,A,USD
E,2025-Q1,currency,groups,1,sum,7
E,2025-Q1,currency,groups,009,sum.,7
E,2025-Q1,nowhere,main,010,,5
F,2024,capital,main,010.,,6
F,2025-Q1,ladder,assets,110,030,7
";

    fn written(evaluated: &[Evaluated<'_>]) -> String {
        let mut writer = JsonWriter::new(Vec::new(), true, Language::English).unwrap();
        evaluated.iter().for_each(|one| writer.write(one.plan, &one.submission).unwrap());
        String::from_utf8(writer.finish().unwrap()).unwrap()
    }

    #[test]
    fn cells_that_are_placed_as_they_come_give_what_whole_submissions_give() {
        let plans = [sample_plan()];
        let mut evaluator = PackageEvaluator::new(&plans, &PackageOptions::default()).unwrap();
        let options = ReadOptions::default();
        let whole = read_all(MIXED.as_bytes(), "f.csv", Format::Csv, &plans[0], &options).unwrap();
        assert_eq!(whole.len(), 3);
        let expected = written(&evaluator.evaluate_all(&whole));
        let mut placing = Placing::new(&evaluator);
        let wide = read_cells(MIXED.as_bytes(), "f.csv", Format::Csv, &plans[0], &options, &mut placing).unwrap();
        assert!(wide.is_empty());
        let placed = placing.finish();
        assert_eq!(written(&evaluator.evaluate_placed(placed, || {})), expected);
        for code in ["given_twice", "unreadable_value", "submitted_total_differs", "unknown_name", "value_in_x_cell", "too_many_decimals"] {
            assert!(expected.contains(code), "{code}: {expected}");
        }
    }

    #[test]
    fn a_stream_of_cells_gives_one_submission_after_the_other_and_what_whole_ones_give() {
        let plans = [sample_plan()];
        let mut evaluator = PackageEvaluator::new(&plans, &PackageOptions::default()).unwrap();
        let options = ReadOptions::default();
        let (header, lines) = MIXED.split_once('\n').unwrap();
        let mut lines: Vec<&str> = lines.lines().collect();
        lines.sort_by_key(|line| line.split(',').take(2).collect::<Vec<_>>().join(","));
        let sorted = format!("{header}\n{}\n", lines.join("\n"));
        let whole = read_all(sorted.as_bytes(), "f.csv", Format::Csv, &plans[0], &options).unwrap();
        let expected = written(&evaluator.evaluate_all(&whole));
        let Ok(SubmissionStream::Cells(mut stream)) = stream_cells(sorted.as_bytes(), "f.csv", Format::Csv, &plans[0], &options) else {
            panic!("long CSV comes cell by cell");
        };
        let mut evaluated = Vec::new();
        loop {
            let mut placing = Placing::new(&evaluator);
            if !stream.give_next(&mut placing).unwrap() {
                break;
            }
            let placed = placing.finish();
            assert_eq!(placed.len(), 1);
            evaluated.extend(evaluator.evaluate_placed(placed, || {}));
        }
        assert_eq!(written(&evaluated), expected);
    }

    #[test]
    fn wide_csv_comes_back_as_submissions() {
        let plans = [sample_plan()];
        let evaluator = PackageEvaluator::new(&plans, &PackageOptions::default()).unwrap();
        let mut placing = Placing::new(&evaluator);
        let wide = "entity,period,capital.main.010\nE,2025-Q1,5\nF,2025-Q1,6\n";
        let read = read_cells(wide.as_bytes(), "f.csv", Format::Csv, &plans[0], &ReadOptions::default(), &mut placing).unwrap();
        assert_eq!((read.len(), placing.finish().len()), (2, 0));
    }
}
