//! Finds lines whose key was there before.

use super::Standing;
use super::collect_findings::{Findings, Spot};
use super::make_groups::{compare_lines, key_value, lines_by_key};
use super::worksheet::{Worksheet, column_at, lists};
use crate::finding::FindingKind;
use positum_plan::id::IdVec;
use positum_plan::plan::{ColumnId, List, ReportId};
use positum_plan::value::Value;

/// Makes a finding at each line whose key an earlier line has. Lines without a whole key are not compared.
pub(super) fn find_duplicates(worksheet: &Worksheet<'_>, standings: &IdVec<ReportId, Standing>, findings: &mut Findings<'_>) {
    for (table, list) in lists(worksheet.plan) {
        let is_shown = standings[worksheet.plan.tables[table].report] == Standing::Shown;
        if let (true, Some(first_column)) = (is_shown, list.key.first()) {
            find_in_list(worksheet, list, *first_column, worksheet.lines[table], findings);
        }
    }
}

fn find_in_list(worksheet: &Worksheet<'_>, list: &List, first_column: ColumnId, count: usize, findings: &mut Findings<'_>) {
    let lines = lines_by_key(worksheet, &list.key, count);
    let same = |left: &usize, right: &usize| compare_lines(worksheet, &list.key, *left, *right).is_eq();
    for group in lines.chunk_by(same) {
        let [first, later @ ..] = group else { continue };
        for line in later {
            let kind = FindingKind::DuplicateKey { key: key_text(worksheet, &list.key, *line), first_line: first.saturating_add(1) };
            let at = column_at(first_column, *line);
            let origin = worksheet.cell(at).and_then(|cell| worksheet.origin_of(cell));
            findings.push(&Spot::Cell(at), kind, origin);
        }
    }
}

fn key_text(worksheet: &Worksheet<'_>, key: &[ColumnId], line: usize) -> String {
    let text = |column: &ColumnId| match (&worksheet.plan.columns[*column].value_type, key_value(worksheet, *column, line)) {
        (Some(value_type), Some(value)) => value_type.text(value),
        (None, Some(Value::Text(text))) => text.clone(),
        (None | Some(_), _) => String::new(),
    };
    key.iter().map(text).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::super::sample_plan::{SamplePlan, findings, given_at, integer, text};
    use crate::finding::FindingKind;
    use positum_plan::plan::{Absence, Aggregate};

    fn sample() -> SamplePlan {
        let mut sample = SamplePlan::new();
        let report = sample.report("r");
        let list = sample.list(report, "l");
        let number = sample.input_column(list, "n", integer(), Absence::Required);
        let name = sample.input_column(list, "t", text(), Absence::Required);
        sample.list_of(list).key = vec![name, number];
        let form = sample.form(report, "f");
        let count = sample.aggregate(Aggregate::Count, list, None, None);
        sample.computed(form, "c", integer(), count);
        sample
    }

    #[test]
    fn each_later_line_with_the_key_is_found_and_all_count() {
        let sample = sample();
        let lines = [("4", "7", "a"), ("2", "7", "a"), ("9", "007", "a"), ("5", "7", "A")];
        let names: Vec<[String; 2]> = lines.iter().map(|(line, ..)| [format!("r.l.{line}:n"), format!("r.l.{line}:t")]).collect();
        let given: Vec<(&str, &str)> =
            names.iter().zip(&lines).flat_map(|([number, text], (_, n, t))| [(number.as_str(), *n), (text.as_str(), *t)]).collect();
        let evaluated = sample.evaluate(&given);
        assert_eq!(findings(&evaluated), ["r.l.2:t duplicate_key", "r.l.4:t duplicate_key"]);
        assert_eq!(evaluated.findings[1].kind, FindingKind::DuplicateKey { key: "a, 7".to_owned(), first_line: 1 });
        assert_eq!(evaluated.findings[1].origin, Some(given_at(6)));
        assert_eq!(sample.shown(&evaluated, positum_plan::plan::CellId(0)), "4 computed");
    }

    #[test]
    fn lines_without_a_whole_key_are_not_compared() {
        let given = [("r.l.1:n", "1"), ("r.l.2:n", "1"), ("r.l.3:n", "x"), ("r.l.3:t", "a"), ("r.l.4:n", "x"), ("r.l.4:t", "a")];
        let found = findings(&sample().evaluate(&given));
        assert_eq!(found, ["r.l.1:t missing_required", "r.l.2:t missing_required", "r.l.3:n unreadable_value", "r.l.4:n unreadable_value"]);
    }
}
