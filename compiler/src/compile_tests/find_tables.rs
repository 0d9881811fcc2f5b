//! Which report, table or parameter a name in a test stands for.

use super::TestCompiler;
use crate::diagnostic::Diagnostic;
use crate::diagnostic_code::DiagnosticCode;
use positum_grammar::phrase::said;
use positum_grammar::suggest;
use positum_grammar::syntax_tree::Word;
use positum_plan::plan::{ParameterId, ReportId, TableId};

impl TestCompiler<'_, '_> {
    pub(super) fn report_named(&mut self, word: &Word) -> Option<ReportId> {
        let found = self.report_id(&word.text);
        if found.is_none() {
            let names: Vec<&str> = self.resolved.reports.iter().map(|report| report.name.as_str()).collect();
            self.unknown(word, said!("there is no report `{}`", word.text), &names, said!("the package's reports are"));
        }
        found
    }

    pub(super) fn report_id(&self, name: &str) -> Option<ReportId> {
        self.resolved.reports.entries().find(|(_, report)| report.name == name).map(|(id, _)| id)
    }

    pub(super) fn parameter_named(&mut self, word: &Word) -> Option<ParameterId> {
        let found = self.parameter_id(&word.text);
        if found.is_none() {
            let names: Vec<&str> = self.resolved.parameters.iter().map(|parameter| parameter.name.as_str()).collect();
            self.unknown(word, said!("there is no parameter `{}`", word.text), &names, said!("the package's parameters are"));
        }
        found
    }

    pub(super) fn parameter_id(&self, name: &str) -> Option<ParameterId> {
        self.resolved.parameters.entries().find(|(_, parameter)| parameter.name == name).map(|(id, _)| id)
    }

    /// Gives the tables that the names before a dot can mean: none, a table, a report, or both.
    pub(super) fn tables_meant(&mut self, qualifiers: &[Word]) -> Option<Vec<TableId>> {
        match qualifiers {
            [] => Some(self.tables_of(self.report)),
            [only] => {
                let of_report = self.tables_of(self.report);
                let named: Vec<TableId> = of_report.into_iter().filter(|table| self.resolved.tables[*table].name == only.text).collect();
                if !named.is_empty() {
                    return Some(named);
                }
                if let Some(report) = self.report_id(&only.text) {
                    return Some(self.tables_of(Some(report)));
                }
                let elsewhere = self.resolved.tables.iter().find(|table| table.name == only.text);
                if let Some(table) = elsewhere {
                    let report = &self.resolved.reports[table.report].name;
                    let (message, help) = (said!("there is no table or report `{}` here", only.text), said!("write `{report}.{}`", only.text));
                    self.say(DiagnosticCode::UnknownInTest, only.span, message, help);
                    return None;
                }
                let tables = self.tables_of(self.report).into_iter().map(|table| self.resolved.tables[table].name.as_str());
                let names: Vec<&str> = tables.chain(self.resolved.reports.iter().map(|report| report.name.as_str())).collect();
                self.unknown(only, said!("there is no table or report `{}`", only.text), &names, said!("there are"));
                None
            }
            [report, name] => {
                let id = self.report_named(report)?;
                let table = self.tables_of(Some(id)).into_iter().find(|table| self.resolved.tables[*table].name == name.text);
                if table.is_none() {
                    let names: Vec<&str> = self.resolved.reports[id].tables.iter().map(|table| self.resolved.tables[*table].name.as_str()).collect();
                    self.unknown(name, said!("report `{}` has no table `{}`", report.text, name.text), &names, said!("its tables are"));
                }
                table.map(|table| vec![table])
            }
            [_, _, third, ..] => {
                let message = said!("a name has at most a report and a table before it");
                self.say(DiagnosticCode::UnknownInTest, third.span, message, said!("write `report.table.row:column`, or `report.list[key].column`"));
                None
            }
        }
    }

    pub(super) fn tables_of(&self, report: Option<ReportId>) -> Vec<TableId> {
        match report {
            Some(report) => self.resolved.reports[report].tables.clone(),
            None => self.resolved.tables.ids().collect(),
        }
    }

    /// Names a table so that it can be told from others of the package.
    pub(super) fn table_text(&self, table: TableId) -> String {
        let content = &self.resolved.tables[table];
        if Some(content.report) == self.report {
            content.name.clone()
        } else {
            format!("{}.{}", self.resolved.reports[content.report].name, content.name)
        }
    }

    pub(super) fn ambiguous(&mut self, word: &Word, spellings: &[String]) {
        let offered: Vec<&str> = spellings.iter().map(String::as_str).collect();
        let message = said!("`{}` could be several things", word.text);
        let diagnostic = Diagnostic::new(DiagnosticCode::Ambiguous, word.span, message);
        self.diagnostics.push(diagnostic.help(said!("write {}", suggest::choice(&offered))));
    }
}
