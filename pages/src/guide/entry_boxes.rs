//! What is said of each position, row, column and intermediate value.

use super::entries::{Entry, Guide};
use super::formulas::{Formula, Formulas};
use super::guide_words::GuideWord;
use super::linked_text::{Names, Standpoint};
use super::page::{EntryBox, Fact, Line, Piece, capitalized, joined, line, say, shown};
use super::type_text::{origin_text, type_text};
use super::uses::{Uses, looked_at};
use positum_plan::amount::Exact;
use positum_plan::plan::{AxisEntry, CellReference, Label, Origin, Shape, TableId};
use positum_plan::value::{Value, ValueType};
use positum_runtime::language::Language;
use positum_runtime::number_text::{shown_number, spoken_value};
use positum_runtime::render::element_name::{CodeKind, element_of_code, element_of_name};
use rust_decimal::Decimal;

/// What boxes are made of.
pub(super) struct Known<'a> {
    pub(super) guide: &'a Guide<'a>,
    pub(super) names: &'a Names<'a, 'a>,
    pub(super) formulas: &'a Formulas,
    pub(super) uses: &'a Uses,
}

impl Known<'_> {
    pub(super) fn word(&self, word: GuideWord) -> &'static str {
        word.text(self.guide.language)
    }

    /// Gives what is said of an entry.
    pub(super) fn entry_box(&self, entry: Entry) -> EntryBox {
        let printed = self.guide.axis_entry(entry);
        let mut facts = Vec::new();
        if let Some(printed) = printed {
            self.say_translations(&mut facts, &printed.label);
        }
        self.say_value(&mut facts, entry);
        self.say_formulas(&mut facts, entry);
        self.say_crossings(&mut facts, entry);
        self.say_users(&mut facts, entry);
        say(&mut facts, self.word(GuideWord::Source), self.source_of(printed));
        say(&mut facts, self.word(GuideWord::NamesInFiles), self.names_in_files(entry));
        EntryBox {
            anchor: self.guide.anchor(entry),
            kind: self.word(kind_of(entry)).to_owned(),
            code: shown(&self.guide.code(entry)),
            title: vec![self.guide.title(entry)],
            class: "entry",
            facts,
            ..EntryBox::default()
        }
    }

    /// Says how a label reads in the other languages of the package.
    pub(super) fn say_translations(&self, facts: &mut Vec<Fact>, label: &Label) {
        let own = self.guide.label(label);
        let shown_language = own.lang.as_deref().unwrap_or(self.guide.language.code());
        for language in self.guide.plan.package.languages.iter().filter(|language| *language != shown_language) {
            if let Some(text) = label.0.get(language) {
                let piece = Piece { lang: Some(language.clone()), ..Piece::text(text) };
                say(facts, &capitalized(&self.in_language(language)), vec![vec![piece]]);
            }
        }
    }

    fn source_of(&self, printed: Option<&AxisEntry>) -> Vec<Line> {
        printed.and_then(|printed| printed.source.as_ref()).map(|text| self.guide.in_main_language(text)).into_iter().collect()
    }

    /// Says in which language something is.
    pub(super) fn in_language(&self, language: &str) -> String {
        match Language::ALL.into_iter().find(|known| known.code() == language) {
            Some(Language::Latvian) => self.word(GuideWord::InLatvian).to_owned(),
            Some(Language::English) => self.word(GuideWord::InEnglish).to_owned(),
            None => format!("{} ({})", self.word(GuideWord::InLanguage), shown(language)),
        }
    }

    /// Says what type a value is and how it gets there; of a row or column whose cells differ, for which of them, and not
    /// what was said of the whole grid.
    fn say_value(&self, facts: &mut Vec<Fact>, entry: Entry) {
        let table = self.guide.table_of(entry);
        let is_of_grid = matches!(entry, Entry::Row(..) | Entry::Column(..));
        let (shared_types, shared_origins) =
            if is_of_grid { (self.types(self.all_cells(table)).len(), self.input_origins(table).len()) } else { (0, 0) };
        let types = if shared_types == 1 { Vec::new() } else { self.types(self.guide.cells(entry)) };
        let is_one = types.len() == 1;
        let said = |(text, cells): (Line, Vec<CellReference>)| if is_one { text } else { joined([text, self.across(entry, &cells)], ": ") };
        say(facts, self.word(GuideWord::Type), types.into_iter().map(said).collect());
        let mut origins = self.origins(self.guide.cells(entry));
        let is_one = origins.len() == 1;
        if shared_origins == 1 && !is_one {
            origins.retain(|(text, _)| *text == self.word(GuideWord::Computed));
        }
        let said =
            |(text, cells): (&str, Vec<CellReference>)| if is_one { line(text) } else { joined([line(text), self.across(entry, &cells)], ": ") };
        say(facts, self.word(GuideWord::Filling), origins.into_iter().map(said).collect());
        say(facts, self.word(GuideWord::Key), vec![self.key_text(entry)]);
        say(facts, self.word(GuideWord::Closed), vec![self.closed_cells(table, entry)]);
    }

    /// Says what all cells of a grid share.
    pub(super) fn say_shared(&self, facts: &mut Vec<Fact>, table: TableId) {
        if let [(text, _)] = self.types(self.all_cells(table)).as_slice() {
            say(facts, self.word(GuideWord::Type), vec![text.clone()]);
        }
        if let [text] = self.input_origins(table).as_slice() {
            say(facts, self.word(GuideWord::InputCells), vec![line(text)]);
        }
    }

    fn all_cells(&self, table: TableId) -> Vec<CellReference> {
        match &self.guide.plan.tables[table].shape {
            Shape::Grid { cells, .. } => cells.iter().flatten().copied().map(CellReference::Cell).collect(),
            Shape::Form { .. } | Shape::List(_) => Vec::new(),
        }
    }

    /// Groups cells by their types.
    fn types(&self, cells: Vec<CellReference>) -> Vec<(Line, Vec<CellReference>)> {
        let mut types = Vec::new();
        for cell in cells {
            let text = self.value_type(cell).map_or_else(|| line(self.word(GuideWord::NeverRounded)), |value_type| type_text(self.guide, value_type));
            add(&mut types, text, cell);
        }
        types
    }

    /// Groups cells by how they get their values.
    fn origins(&self, cells: Vec<CellReference>) -> Vec<(&'static str, Vec<CellReference>)> {
        let mut origins = Vec::new();
        for cell in cells {
            add(&mut origins, origin_text(self.guide.origin(cell), self.guide.language), cell);
        }
        origins
    }

    fn input_origins(&self, table: TableId) -> Vec<&'static str> {
        let origins = self.origins(self.all_cells(table)).into_iter().map(|(text, _)| text);
        origins.filter(|text| *text != self.word(GuideWord::Computed)).collect()
    }

    fn value_type(&self, cell: CellReference) -> Option<&ValueType> {
        match cell {
            CellReference::Cell(cell) => self.guide.plan.cells[cell].value_type.as_ref(),
            CellReference::Column(column) => self.guide.plan.columns[column].value_type.as_ref(),
        }
    }

    /// Names cells of a row by their columns, and the other way round.
    fn across(&self, entry: Entry, cells: &[CellReference]) -> Line {
        let by_column = matches!(entry, Entry::Row(..));
        let link = |cell: &CellReference| {
            let other = self.guide.entry_of(*cell, by_column);
            vec![Piece { is_code: true, ..Piece::link(self.guide.code(other), self.guide.href(other)) }]
        };
        joined(cells.iter().map(link), ", ")
    }

    fn key_text(&self, entry: Entry) -> Line {
        let (Entry::ListColumn(column), Shape::List(list)) = (entry, &self.guide.plan.tables[self.guide.table_of(entry)].shape) else {
            return Line::new();
        };
        match (list.key.contains(&column), list.key.len()) {
            (false, _) => Line::new(),
            (true, 0 | 1) => line(self.word(GuideWord::KeyAlone)),
            (true, _) => {
                let link = |column: &_| {
                    vec![Piece {
                        is_code: true,
                        ..Piece::link(self.guide.code(Entry::ListColumn(*column)), self.guide.href(Entry::ListColumn(*column)))
                    }]
                };
                joined([line(self.word(GuideWord::KeyTogether)), joined(list.key.iter().map(link), ", ")], " ")
            }
        }
    }

    fn closed_cells(&self, table: TableId, entry: Entry) -> Line {
        let Shape::Grid { cells, columns, .. } = &self.guide.plan.tables[table].shape else { return Line::new() };
        let width = columns.entries.len().max(1);
        let across = |index: usize| match entry {
            Entry::Row(_, row) => (index / width == row).then_some(Entry::Column(table, index % width)),
            Entry::Column(_, column) => (index % width == column).then_some(Entry::Row(table, index / width)),
            Entry::Position(_) | Entry::ListColumn(_) | Entry::Total(_) | Entry::Let(_) => None,
        };
        let closed = cells.iter().enumerate().filter(|(_, cell)| cell.is_none()).filter_map(|(index, _)| across(index));
        joined(closed.map(|other| vec![Piece { is_code: true, ..Piece::link(self.guide.code(other), self.guide.href(other)) }]), ", ")
    }

    fn say_formulas(&self, facts: &mut Vec<Fact>, entry: Entry) {
        let formulas = self.formulas.of(entry);
        let computed = self.guide.cells(entry).into_iter().filter(|cell| matches!(self.guide.origin(*cell), Origin::Formula { .. })).count();
        for formula in formulas {
            let mut lines = vec![self.linked(entry, formula)];
            // A formula that fills some of the computed cells says which.
            let is_grid = matches!(entry, Entry::Row(..) | Entry::Column(..));
            if is_grid && formula.cells.len() < computed {
                lines.push(joined([line(self.word(GuideWord::InCells)), self.across(entry, &formula.cells)], " "));
            }
            facts.push(Fact { class: "formula-of", ..Fact::new(self.word(GuideWord::Formula), lines) });
            let value_type = formula.cells.first().and_then(|cell| self.value_type(*cell));
            let tolerance = formula.tolerance.map(|tolerance| self.tolerance_text(tolerance, value_type));
            say(facts, self.word(GuideWord::Tolerance), tolerance.map(line).into_iter().collect());
        }
    }

    fn linked(&self, entry: Entry, formula: &Formula) -> Line {
        let table = self.guide.table_of(entry);
        let at = Standpoint { report: self.guide.plan.tables[table].report, table: Some(table), prefers_columns: matches!(entry, Entry::Column(..)) };
        self.names.link(&formula.text, at, &looked_at(self.guide.plan, &formula.nodes))
    }

    /// Gives a plain value as its type shows it.
    pub(super) fn tolerance_text(&self, tolerance: Decimal, value_type: Option<&ValueType>) -> String {
        let plain = tolerance.normalize().to_string();
        match (value_type, Exact::parse_plain(&plain)) {
            // A tolerance can be finer than what is shown.
            (Some(value_type), Ok(exact)) if exact.fits_decimals(value_type.plain_decimals()) => {
                spoken_value(&Value::Number(exact), Some(value_type), self.guide.language)
            }
            (Some(_) | None, _) => shown_number(&plain, self.guide.language),
        }
    }

    fn say_crossings(&self, facts: &mut Vec<Fact>, entry: Entry) {
        let table = self.guide.table_of(entry);
        let at = Standpoint { report: self.guide.plan.tables[table].report, table: Some(table), prefers_columns: false };
        let crossing = |crossing: &super::formulas::Crossing| {
            let (row, column) = (Entry::Row(table, crossing.row), Entry::Column(table, crossing.column));
            let name = format!("{}:{}", self.guide.code(row), self.guide.code(column));
            let href = self.guide.grid_cell(table, crossing.row, crossing.column).map(|(_, href)| href).unwrap_or_default();
            let mut all = vec![
                Piece { is_code: true, ..Piece::link(name, href) },
                Piece::text(": "),
                Piece::text(self.word(GuideWord::ComputedBy)),
                Piece::text(" "),
            ];
            let cell = self.guide.cells(row).into_iter().find(|cell| self.guide.entry_of(*cell, true) == column);
            let nodes: Vec<_> = cell
                .into_iter()
                .filter_map(|cell| match self.guide.origin(cell) {
                    Origin::Formula { node, .. } => Some(*node),
                    Origin::Input(_) | Origin::Sequence | Origin::GroupKey => None,
                })
                .collect();
            all.extend(self.names.link(&crossing.holds, at, &looked_at(self.guide.plan, &nodes)));
            all.push(Piece::text(format!("; {} ", self.word(GuideWord::NotBy))));
            let across = if self.formulas.of(row).iter().any(|formula| formula.text == crossing.other) { row } else { column };
            let other = self.formulas.of(across).iter().find(|formula| formula.text == crossing.other);
            all.extend(other.map(|other| self.linked(across, other)).unwrap_or_default());
            all
        };
        say(facts, self.word(GuideWord::FormulasMeet), self.formulas.crossings(entry).into_iter().map(crossing).collect());
    }

    fn say_users(&self, facts: &mut Vec<Fact>, entry: Entry) {
        let table = self.guide.table_of(entry);
        let report = self.guide.plan.tables[table].report;
        let users = self.uses.users(entry).into_iter().map(|user| self.guide.entry_link(user, self.guide.view(table)));
        let lists =
            self.uses.filters(entry).map(|list| vec![Piece::text(self.word(GuideWord::LinesOf)), Piece::text(" "), self.guide.table_link(list)]);
        say(facts, self.word(GuideWord::UsedBy), users.chain(lists).collect());
        let checks: Vec<Line> = self.uses.checks(entry).map(|check| self.guide.check_link(check, Some(report))).collect();
        say(facts, self.word(GuideWord::Checks), if checks.is_empty() { Vec::new() } else { vec![joined(checks, ", ")] });
    }

    /// Gives the names by which submissions have the cells: in wide CSV, and as path of XML elements.
    fn names_in_files(&self, entry: Entry) -> Vec<Line> {
        let table = self.guide.table_of(entry);
        let definition = &self.guide.plan.tables[table];
        let report = &self.guide.plan.reports[definition.report];
        let code = self.guide.code(entry);
        let (wide, kind) = match entry {
            Entry::Let(_) => return Vec::new(),
            Entry::Position(_) => (format!(".{code}"), CodeKind::Position),
            Entry::Row(..) => (format!(".{code}:…"), CodeKind::Row),
            Entry::Column(..) => (format!(".…:{code}"), CodeKind::Column),
            Entry::ListColumn(_) => (format!(":{code}"), CodeKind::Column),
            Entry::Total(_) => (format!(".{code}"), CodeKind::Column),
        };
        let inner = match entry {
            Entry::ListColumn(_) => format!("line/{}", element_of_code(&code, kind)),
            Entry::Total(_) => format!("total/{}", element_of_code(code.trim_start_matches("total:"), kind)),
            Entry::Row(..) => format!("{}/…", element_of_code(&code, kind)),
            Entry::Column(..) => format!("…/{}", element_of_code(&code, kind)),
            Entry::Position(_) | Entry::Let(_) => element_of_code(&code, kind),
        };
        let path = format!("{}/{}/{inner}", element_of_name(&report.name, &["parameters", "other"]), element_of_name(&definition.name, &[]));
        let csv = Piece::code(format!("{}.{}{wide}", report.name, definition.name));
        vec![vec![Piece::text("CSV: "), csv], vec![Piece::text("XML: "), Piece::code(path)]]
    }
}

fn add<T: PartialEq>(groups: &mut Vec<(T, Vec<CellReference>)>, what: T, cell: CellReference) {
    match groups.iter_mut().find(|(other, _)| *other == what) {
        Some((_, cells)) => cells.push(cell),
        None => groups.push((what, vec![cell])),
    }
}

/// Gives the word for a kind of entry.
pub(super) fn kind_of(entry: Entry) -> GuideWord {
    match entry {
        Entry::Position(_) => GuideWord::Position,
        Entry::Row(..) => GuideWord::Row,
        Entry::Column(..) | Entry::ListColumn(_) => GuideWord::Column,
        Entry::Total(_) => GuideWord::Total,
        Entry::Let(_) => GuideWord::Intermediate,
    }
}
