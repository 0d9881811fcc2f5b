//! The period of a test: as written, else the last of the newest version, or its first where the end is open.

use super::TestCompiler;
use crate::diagnostic_code::DiagnosticCode;
use crate::time_words::period_word;
use jiff::Span as TimeSpan;
use jiff::civil::Date;
use positum_grammar::phrase::said;
use positum_grammar::source::Span;
use positum_grammar::syntax_tree::test_block::Test;
use positum_plan::period::{Period, PeriodKind};
use positum_plan::test_case::Expectation;

/// The finding that a period outside a package's time makes.
const PERIOD_NOT_COVERED: &str = "period_not_covered";

impl TestCompiler<'_, '_> {
    pub(super) fn period<'e>(&mut self, test: &Test, expectations: impl IntoIterator<Item = &'e Expectation>) -> Option<Period> {
        let kind = self.kind();
        let Some((text, span)) = &test.period else { return self.usual_period(kind.unwrap_or(PeriodKind::Quarter), test.name.span) };
        let period = self.written_period(text, *span)?;
        let is_expected =
            expectations.into_iter().any(|expectation| matches!(expectation, Expectation::Finding(code, _) if code == PERIOD_NOT_COVERED));
        if is_expected {
            return Some(period);
        }
        if let (Some(kind), Some(report)) = (kind, self.report)
            && kind != period.kind()
        {
            let name = &self.resolved.reports[report].name;
            let message = said!("report `{name}` is for a {}, and `{text}` is a {}", period_word(kind), period_word(period.kind()));
            self.say(DiagnosticCode::TestPeriod, *span, message, said!("write a {}, as `{}`", period_word(kind), kind.example()));
            return None;
        }
        self.covered(period, text, *span)
    }

    /// Gives an earlier period as written, if the package is for it.
    pub(super) fn period_read(&mut self, text: &str, span: Span) -> Option<Period> {
        let period = self.written_period(text, span)?;
        self.covered(period, text, span)
    }

    fn written_period(&mut self, text: &str, span: Span) -> Option<Period> {
        let period = text.parse::<Period>().ok();
        if period.is_none() {
            let example = self.kind().map_or("2025-Q1", PeriodKind::example);
            let help = said!("write it as `{example}`; a period is a year, a quarter, a month or a day");
            self.say(DiagnosticCode::TestPeriod, span, said!("there is no period `{text}`"), help);
        }
        period
    }

    fn covered(&mut self, period: Period, text: &str, span: Span) -> Option<Period> {
        let validity = self.resolved.package.validity;
        if !validity.covers(period.last_day()) {
            let help = match (validity.from, validity.until) {
                (Some(from), Some(until)) => said!("it is valid from {from} until {until}, and the period's last day decides"),
                (Some(from), None) => said!("it is valid from {from}, and the period's last day decides"),
                (None, Some(until)) => said!("it is valid until {until}, and the period's last day decides"),
                (None, None) => said!("it is valid, and the period's last day decides"),
            };
            self.say(DiagnosticCode::TestPeriod, span, said!("the package is not for `{text}`"), help);
            return None;
        }
        Some(period)
    }

    /// Gives the length of the periods: the report's, else that of the first report that says it.
    fn kind(&self) -> Option<PeriodKind> {
        match self.report {
            Some(report) => self.resolved.reports[report].period,
            None => self.resolved.reports.iter().find_map(|report| report.period),
        }
    }

    fn usual_period(&mut self, kind: PeriodKind, name: Span) -> Option<Period> {
        let validity = self.resolved.package.validity;
        let period = match (validity.until, validity.from) {
            (Some(until), _) => {
                let last = containing(until, kind)?;
                if last.last_day() == until { Some(last) } else { containing(last.first_day().saturating_sub(TimeSpan::new().days(1)), kind) }
            }
            (None, Some(from)) => containing(from, kind),
            (None, None) => None,
        };
        if period.is_none() {
            let message = said!("the test names no period, and the package does not say from when it is valid");
            self.say(DiagnosticCode::TestPeriod, name, message, said!("write the period after the test's name, as `period {}`", kind.example()));
        }
        period
    }
}

/// Gives the period of a kind in which a day lies.
fn containing(day: Date, kind: PeriodKind) -> Option<Period> {
    let (year, month) = (day.year(), day.month());
    let text = match kind {
        PeriodKind::Year => format!("{year:04}"),
        PeriodKind::Quarter => format!("{year:04}-Q{}", month.saturating_add(2) / 3),
        PeriodKind::Month => format!("{year:04}-{month:02}"),
        PeriodKind::Day => day.to_string(),
    };
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_lies_in_one_period_of_each_kind() {
        let in_period = |day: &str, kind: PeriodKind| containing(day.parse().unwrap(), kind).unwrap().to_string();
        assert_eq!(in_period("2025-05-31", PeriodKind::Year), "2025");
        assert_eq!(in_period("2025-03-31", PeriodKind::Quarter), "2025-Q1");
        assert_eq!(in_period("2025-04-01", PeriodKind::Quarter), "2025-Q2");
        assert_eq!(in_period("2025-12-31", PeriodKind::Quarter), "2025-Q4");
        assert_eq!(in_period("2025-04-01", PeriodKind::Month), "2025-04");
        assert_eq!(in_period("2025-04-01", PeriodKind::Day), "2025-04-01");
    }
}
