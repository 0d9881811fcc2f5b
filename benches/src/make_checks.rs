//! Makes the checks of tables and reports.

use crate::generate_package::PackageSize;
use crate::make_tables::{amount_in, some_amount, some_source, some_sum};
use crate::package_model::{Check, PackageModel, Shape, Table, Unit};
use crate::random::Random;
use crate::share_out::share_out;

/// Makes all checks: three quarters in tables, the others in reports.
pub(crate) fn make_checks(size: PackageSize, model: &mut PackageModel, random: &mut Random) {
    let maker = &mut CheckMaker { parameter_count: size.checks.div_ceil(300), made: 0, random };
    let of_reports = size.checks / 4;
    let shares = share_out(size.checks - of_reports, &vec![0; model.tables.len()], maker.random);
    for (index, share) in shares.into_iter().enumerate() {
        let Some(table) = model.tables.get(index) else { continue };
        let checks = (0..share).map(|_| maker.in_table(table, &mut model.parameters)).collect();
        if let Some(table) = model.tables.get_mut(index) {
            table.checks = checks;
        }
    }
    let shares = share_out(of_reports, &vec![0; model.report_count], maker.random);
    for (report, share) in shares.into_iter().enumerate() {
        let mut used = std::mem::take(&mut model.parameters);
        let checks = (0..share).map(|_| maker.in_report(report, model, &mut used)).collect();
        model.report_checks.push(checks);
        model.parameters = used;
    }
}

struct CheckMaker<'r> {
    parameter_count: usize,
    made: usize,
    random: &'r mut Random,
}

impl CheckMaker<'_> {
    fn in_table(&mut self, table: &Table, parameters: &mut std::collections::BTreeSet<usize>) -> Check {
        let code = table.codes(Unit::Code);
        if let (Shape::List { .. }, Some(code)) = (&table.shape, code.first().filter(|_| self.random.happens(20))) {
            let amount = self.amount(table);
            return self.check(format!("not ({code} in (\"01\", \"02\")) or {amount} > 0"), None, false, amount);
        }
        let amounts = [self.amount(table), self.amount(table), self.amount(table)];
        self.relation(amounts, parameters)
    }

    fn in_report(&mut self, report: usize, model: &PackageModel, parameters: &mut std::collections::BTreeSet<usize>) -> Check {
        let mut amount = || some_amount(report, model, self.random).unwrap_or_else(|| "0".to_owned());
        let amounts = [amount(), amount(), amount()];
        match some_sum(report, model, self.random).filter(|_| self.random.happens(30)) {
            Some(sum) => {
                let [one, ..] = amounts;
                self.check(format!("{sum} <= {one}"), Some(format!("{one} > 0")), false, one)
            }
            None => self.relation(amounts, parameters),
        }
    }

    fn amount(&mut self, table: &Table) -> String {
        let columns = table.codes(Unit::Amount);
        let found = match &table.shape {
            Shape::List { .. } => self.random.pick(&columns).cloned(),
            Shape::Form { .. } | Shape::Grid { .. } => (0..50).find_map(|_| amount_in(table, self.random)),
        };
        found.unwrap_or_else(|| "0".to_owned())
    }

    /// Makes a check of three amounts, as regulators relate them.
    fn relation(&mut self, amounts: [String; 3], parameters: &mut std::collections::BTreeSet<usize>) -> Check {
        let [one, other, third] = amounts;
        match self.random.below(8) {
            0 | 1 => self.check(format!("{one} <= {other}"), None, false, one),
            2 => self.check(format!("{one} = {other} + {third}"), None, true, one),
            3 => self.check(format!("{one} >= 0"), None, false, one),
            4 => {
                let parameter = self.random.below(self.parameter_count);
                parameters.insert(parameter);
                let requirement = format!("{one} / {other} <= limit_{parameter:02}");
                self.check(requirement, Some(format!("{other} > 0 and {third} >= 0")), false, format!("{one} / {other}"))
            }
            5 => self.check(format!("abs({one} - {other}) <= 0.05 x abs({third})"), None, false, format!("{one} - {other}")),
            6 => self.check(format!("{one} = {other}"), Some(format!("{third} <> 0")), true, one),
            _ => self.check(format!("({one} else 0) + ({other} else 0) >= ({third} else 0)"), None, false, third),
        }
    }

    fn check(&mut self, requirement: String, condition: Option<String>, is_tolerant: bool, shown: String) -> Check {
        self.made += 1;
        let severity = self.random.pick(&[None, None, Some("warning"), Some("breach")]).copied().flatten();
        let shown = Some(shown).filter(|_| self.random.happens(60));
        Check { name: format!("v{:05}", self.made), requirement, condition, is_tolerant, severity, shown, source: some_source(self.random) }
    }
}
