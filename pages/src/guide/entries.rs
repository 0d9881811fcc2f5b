//! What has an entry in the guide, where its entry stands, and how it is called.
//!
//! In comes a plan; out go entries with files, anchors and names. An anchor is made of names and codes alone, so that links
//! from elsewhere stay good while those do.

use super::page::{Line, Piece};
use positum_plan::fingerprint::fingerprint;
use positum_plan::id::{Id, IdVec};
use positum_plan::plan::{
    Axis, AxisEntry, CellId, CellReference, Check, CheckId, Codelist, CodelistId, ColumnId, Label, Origin, ParameterId, Place, Plan, ReportId, Scope,
    Shape, TableId,
};
use positum_runtime::language::Language;
use std::collections::BTreeSet;

/// The page of codelists.
pub(super) const CODELISTS: &str = "codelists.html";
/// The page of parameters.
pub(super) const PARAMETERS: &str = "parameters.html";

/// What has an entry: each position, row and column, not each cell of a grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Entry {
    /// A position of a form.
    Position(CellId),
    /// A row of a grid.
    Row(TableId, usize),
    /// A column of a grid.
    Column(TableId, usize),
    /// A column of a list.
    ListColumn(ColumnId),
    /// A cell of a list's total row.
    Total(CellId),
    /// An intermediate value.
    Let(CellReference),
}

/// From where a name is read: what is near needs no long one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct View {
    pub(super) report: Option<ReportId>,
    pub(super) table: Option<TableId>,
}

/// A plan in a language, with what is needed to name and link its parts.
pub(super) struct Guide<'p> {
    pub(super) plan: &'p Plan,
    pub(super) language: Language,
    /// What tells the definition from others.
    pub(super) fingerprint: String,
    files: IdVec<ReportId, String>,
    entries: IdVec<TableId, Vec<Entry>>,
}

impl<'p> Guide<'p> {
    pub(super) fn new(plan: &'p Plan, language: Language) -> Self {
        let mut entries: IdVec<TableId, Vec<Entry>> = plan.tables.ids().map(|table| printed_entries(plan, table)).collect();
        add_intermediates(plan, &mut entries);
        Self { plan, language, fingerprint: fingerprint(plan), files: file_names(plan), entries }
    }

    /// Gives the entries of a table as printed, intermediates last.
    pub(super) fn entries(&self, table: TableId) -> &[Entry] {
        self.entries.lookup(table).map_or(&[], Vec::as_slice)
    }

    /// Gives the file of a report's page.
    pub(super) fn file(&self, report: ReportId) -> &str {
        self.files.lookup(report).map_or("", String::as_str)
    }

    /// Gives the label in the language of the guide, else in another with its name.
    pub(super) fn label(&self, label: &Label) -> Piece {
        let text = label.text(self.language.code(), &self.plan.package.languages);
        let has_own = label.0.contains_key(self.language.code());
        let other = || self.plan.package.languages.iter().find(|language| label.0.contains_key(*language)).cloned();
        Piece { lang: if has_own || text.is_empty() { None } else { other() }, ..Piece::text(text) }
    }

    /// Gives the label, or where there is none the name.
    pub(super) fn label_or(&self, label: &Label, name: &str) -> Piece {
        let piece = self.label(label);
        if piece.text.is_empty() { Piece::code(name) } else { piece }
    }

    /// Gives a text that the definition has in one language only, which is taken for its first.
    pub(super) fn in_main_language(&self, text: impl AsRef<str>) -> Line {
        let main = self.plan.package.languages.first().filter(|language| *language != self.language.code());
        vec![Piece { lang: main.cloned(), ..Piece::text(text) }]
    }

    /// Gives a report's title as a link.
    pub(super) fn report_link(&self, report: ReportId) -> Piece {
        let definition = &self.plan.reports[report];
        Piece { href: Some(self.file(report).to_owned()), ..self.label_or(&definition.label, &definition.name) }
    }

    /// Gives a table's title as a link.
    pub(super) fn table_link(&self, table: TableId) -> Piece {
        let definition = &self.plan.tables[table];
        let href = format!("{}#{}", self.file(definition.report), fragment(&definition.name));
        Piece { href: Some(href), ..self.label_or(&definition.label, &definition.name) }
    }

    /// Gives the table of an entry.
    pub(super) fn table_of(&self, entry: Entry) -> TableId {
        match entry {
            Entry::Position(cell) | Entry::Total(cell) | Entry::Let(CellReference::Cell(cell)) => self.plan.cells[cell].table,
            Entry::ListColumn(column) | Entry::Let(CellReference::Column(column)) => self.plan.columns[column].table,
            Entry::Row(table, _) | Entry::Column(table, _) => table,
        }
    }

    /// Gives what is printed beside an entry; nothing of intermediates and totals.
    pub(super) fn axis_entry(&self, entry: Entry) -> Option<&'p AxisEntry> {
        let table = self.table_of(entry);
        match (entry, &self.plan.tables[table].shape) {
            (Entry::Position(cell), Shape::Form { axis, .. }) => match self.plan.cells[cell].place {
                Place::Position(index) => axis.entries.get(index),
                Place::Grid(..) | Place::Total(_) | Place::Let(_) => None,
            },
            (Entry::Row(_, index), Shape::Grid { rows, .. }) => rows.entries.get(index),
            (Entry::Column(_, index), Shape::Grid { columns, .. }) => columns.entries.get(index),
            (Entry::ListColumn(column), Shape::List(list)) => {
                list.columns.iter().position(|other| *other == column).and_then(|index| list.axis.entries.get(index))
            }
            (Entry::Position(_) | Entry::Row(..) | Entry::Column(..) | Entry::ListColumn(_) | Entry::Total(_) | Entry::Let(_), _) => None,
        }
    }

    /// Gives the code or name of an entry within its table.
    pub(super) fn code(&self, entry: Entry) -> String {
        match entry {
            Entry::ListColumn(column) | Entry::Let(CellReference::Column(column)) => self.plan.columns[column].code.clone(),
            Entry::Total(cell) => format!("total:{}", self.cell_code(cell)),
            Entry::Let(CellReference::Cell(cell)) => self.cell_code(cell),
            Entry::Position(_) | Entry::Row(..) | Entry::Column(..) => self.axis_entry(entry).map(|entry| entry.code.clone()).unwrap_or_default(),
        }
    }

    fn cell_code(&self, cell: CellId) -> String {
        match &self.plan.cells[cell].place {
            Place::Let(name) => name.clone(),
            Place::Total(column) => self.plan.columns[*column].code.clone(),
            Place::Position(_) | Place::Grid(..) => String::new(),
        }
    }

    /// Gives the label of an entry; of totals that of the row.
    pub(super) fn title(&self, entry: Entry) -> Piece {
        if let Some(printed) = self.axis_entry(entry) {
            return self.label(&printed.label);
        }
        match (entry, &self.plan.tables[self.table_of(entry)].shape) {
            (Entry::Total(_), Shape::List(list)) => list.total.as_ref().map(|total| self.label(&total.label)).unwrap_or_default(),
            (_, Shape::Form { .. } | Shape::Grid { .. } | Shape::List(_)) => Piece::default(),
        }
    }

    /// Gives the anchor of an entry: `main.010` of a position or row, `assets:020` of a column.
    pub(super) fn anchor(&self, entry: Entry) -> String {
        let table = &self.plan.tables[self.table_of(entry)].name;
        let mark = match entry {
            Entry::Position(_) | Entry::Row(..) | Entry::Total(_) | Entry::Let(CellReference::Cell(_)) => '.',
            Entry::Column(..) | Entry::ListColumn(_) | Entry::Let(CellReference::Column(_)) => ':',
        };
        anchor(&format!("{table}{mark}{}", self.code(entry)))
    }

    /// Gives the link to an entry.
    pub(super) fn href(&self, entry: Entry) -> String {
        let report = self.plan.tables[self.table_of(entry)].report;
        format!("{}#{}", self.file(report), fragment(&self.anchor(entry)))
    }

    /// Gives the view from within a table.
    pub(super) fn view(&self, table: TableId) -> View {
        View { report: Some(self.plan.tables[table].report), table: Some(table) }
    }

    /// Gives the name of an entry as seen from a place: `010`, `assets.100`, `capital_adequacy.main.010`.
    pub(super) fn name_from(&self, entry: Entry, from: View) -> String {
        let table = self.table_of(entry);
        let code = self.code(entry);
        let definition = &self.plan.tables[table];
        if from.table == Some(table) {
            return code;
        }
        let report = &self.plan.reports[definition.report].name;
        let mark = if matches!(entry, Entry::Column(..)) { ":" } else { "." };
        if from.report == Some(definition.report) {
            format!("{}{mark}{code}", definition.name)
        } else {
            format!("{report}.{}{mark}{code}", definition.name)
        }
    }

    /// Gives a link to an entry, called as seen from a place, with its label.
    pub(super) fn entry_link(&self, entry: Entry, from: View) -> Line {
        let mut line = vec![Piece { is_code: true, ..Piece::link(self.name_from(entry, from), self.href(entry)) }];
        let title = self.title(entry);
        if !title.text.is_empty() {
            line.extend([Piece::text(" "), title]);
        }
        line
    }

    /// Gives the anchor and link of a cell of a grid, which stands in the printed table.
    pub(super) fn grid_cell(&self, table: TableId, row: usize, column: usize) -> Option<(String, String)> {
        let definition = &self.plan.tables[table];
        let Shape::Grid { rows, columns, .. } = &definition.shape else { return None };
        let anchor = anchor(&format!("{}.{}:{}", definition.name, rows.entries.get(row)?.code, columns.entries.get(column)?.code));
        let href = format!("{}#{}", self.file(definition.report), fragment(&anchor));
        Some((anchor, href))
    }

    /// Gives the anchor of a check on its report's page.
    pub(super) fn check_anchor(&self, check: &Check) -> String {
        let table = check.table.map(|table| self.plan.tables[table].name.as_str()).unwrap_or_default();
        anchor(&format!("check-{table}-{}", self.check_name(check)))
    }

    /// Gives the name of a check within its table; one that is there for each row or column begins with its code.
    pub(super) fn check_name(&self, check: &Check) -> String {
        match &check.scope {
            Scope::Once | Scope::EachLine(_) => check.name.clone(),
            Scope::Row(code) | Scope::Column(code) => format!("{code}:{}", check.name),
        }
    }

    /// Gives a link to a check, with the name of its report where that is another one.
    pub(super) fn check_link(&self, check: CheckId, from: Option<ReportId>) -> Line {
        let definition = &self.plan.checks[check];
        let report = &self.plan.reports[definition.report].name;
        let table = definition.table.map(|table| format!("{}.", self.plan.tables[table].name)).unwrap_or_default();
        let near = format!("{table}{}", self.check_name(definition));
        let name = if from == Some(definition.report) { near } else { format!("{report}.{near}") };
        let href = format!("{}#{}", self.file(definition.report), fragment(&self.check_anchor(definition)));
        vec![Piece { is_code: true, ..Piece::link(name, href) }]
    }

    /// Gives a link to a parameter, by its name.
    pub(super) fn parameter_link(&self, parameter: ParameterId) -> Piece {
        let name = &self.plan.parameters[parameter].name;
        Piece { is_code: true, ..Piece::link(name, format!("{PARAMETERS}#{}", fragment(&anchor(name)))) }
    }

    /// Gives a link to a codelist, by its title or name.
    pub(super) fn codelist_link(&self, codelist: CodelistId) -> Piece {
        let list = &self.plan.codelists[codelist];
        let label = self.label_or(&list.label, &list.name);
        Piece { href: Some(format!("{CODELISTS}#{}", fragment(&anchor(&list.name)))), ..label }
    }

    /// Gives the anchor of a code of a codelist.
    pub(super) fn code_anchor(list: &Codelist, code: &str) -> String {
        anchor(&format!("{}.{code}", list.name))
    }

    /// Gives the entry that a cell belongs to; of a cell of a grid the row's or the column's.
    pub(super) fn entry_of(&self, reference: CellReference, by_column: bool) -> Entry {
        match reference {
            CellReference::Column(column) if self.is_intermediate(column) => Entry::Let(reference),
            CellReference::Column(column) => Entry::ListColumn(column),
            CellReference::Cell(id) => {
                let cell = &self.plan.cells[id];
                match cell.place {
                    Place::Position(_) => Entry::Position(id),
                    Place::Grid(_, column) if by_column => Entry::Column(cell.table, column),
                    Place::Grid(row, _) => Entry::Row(cell.table, row),
                    Place::Total(_) => Entry::Total(id),
                    Place::Let(_) => Entry::Let(reference),
                }
            }
        }
    }

    fn is_intermediate(&self, column: ColumnId) -> bool {
        match &self.plan.tables[self.plan.columns[column].table].shape {
            Shape::List(list) => !list.columns.contains(&column),
            Shape::Form { .. } | Shape::Grid { .. } => true,
        }
    }

    /// Gives the cells of an entry with how they get their values.
    pub(super) fn cells(&self, entry: Entry) -> Vec<CellReference> {
        match entry {
            Entry::Position(cell) | Entry::Total(cell) => vec![CellReference::Cell(cell)],
            Entry::ListColumn(column) => vec![CellReference::Column(column)],
            Entry::Let(reference) => vec![reference],
            Entry::Row(table, row) => self.grid_cells(table, |at, _| at == row),
            Entry::Column(table, column) => self.grid_cells(table, |_, at| at == column),
        }
    }

    fn grid_cells(&self, table: TableId, is_wanted: impl Fn(usize, usize) -> bool) -> Vec<CellReference> {
        let Shape::Grid { columns, cells, .. } = &self.plan.tables[table].shape else { return Vec::new() };
        let width = columns.entries.len().max(1);
        let wanted = cells.iter().enumerate().filter(|(index, _)| is_wanted(index / width, index % width));
        wanted.filter_map(|(_, cell)| cell.map(CellReference::Cell)).collect()
    }

    /// Gives how a cell gets its value.
    pub(super) fn origin(&self, reference: CellReference) -> &'p Origin {
        match reference {
            CellReference::Cell(cell) => &self.plan.cells[cell].origin,
            CellReference::Column(column) => &self.plan.columns[column].origin,
        }
    }
}

/// Gives the row and column of a cell of a grid.
pub(super) fn grid_place(plan: &Plan, reference: CellReference) -> Option<(TableId, usize, usize)> {
    let CellReference::Cell(cell) = reference else { return None };
    match plan.cells[cell].place {
        Place::Grid(row, column) => Some((plan.cells[cell].table, row, column)),
        Place::Position(_) | Place::Total(_) | Place::Let(_) => None,
    }
}

fn printed_entries(plan: &Plan, table: TableId) -> Vec<Entry> {
    let indexes = |axis: &Axis| 0..axis.entries.len();
    match &plan.tables[table].shape {
        Shape::Form { positions, .. } => positions.iter().copied().map(Entry::Position).collect(),
        Shape::Grid { rows, columns, .. } => {
            indexes(rows).map(|row| Entry::Row(table, row)).chain(indexes(columns).map(|column| Entry::Column(table, column))).collect()
        }
        Shape::List(list) => {
            let totals = list.total.iter().flat_map(|total| total.cells.iter().map(|(_, cell)| Entry::Total(*cell)));
            list.columns.iter().copied().map(Entry::ListColumn).chain(totals).collect()
        }
    }
}

fn add_intermediates(plan: &Plan, entries: &mut IdVec<TableId, Vec<Entry>>) {
    for (id, cell) in plan.cells.entries().filter(|(_, cell)| matches!(cell.place, Place::Let(_))) {
        entries[cell.table].push(Entry::Let(CellReference::Cell(id)));
    }
    for (id, column) in plan.columns.entries() {
        if !entries[column.table].contains(&Entry::ListColumn(id)) {
            entries[column.table].push(Entry::Let(CellReference::Column(id)));
        }
    }
}

/// Gives the files of the reports: names of plans come from files, and some disks do not tell large letters from small.
fn file_names(plan: &Plan) -> IdVec<ReportId, String> {
    let mut taken = BTreeSet::new();
    let name = |(id, name): (ReportId, &str), taken: &mut BTreeSet<String>| {
        let plain: String =
            name.chars().take(100).map(|letter| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '_' }).collect();
        let file = if taken.insert(plain.clone()) { plain } else { format!("{plain}-{}", id.index()) };
        format!("report_{file}.html")
    };
    plan.reports.entries().map(|(id, report)| name((id, &report.name), &mut taken)).collect()
}

/// Makes an anchor: names have no spaces there.
pub(super) fn anchor(name: &str) -> String {
    let mut anchor = String::new();
    for character in super::page::shown(name).chars() {
        if character.is_whitespace() || character == '~' {
            anchor.push_str(&format!("~{:02X}", u32::from(character)));
        } else {
            anchor.push(character);
        }
    }
    anchor
}

/// Writes an anchor as the end of an address.
pub(super) fn fragment(anchor: &str) -> String {
    let mut fragment = String::new();
    for byte in anchor.bytes() {
        if byte.is_ascii_alphanumeric() || b"._~:-".contains(&byte) {
            fragment.push(char::from(byte));
        } else {
            fragment.push_str(&format!("%{byte:02X}"));
        }
    }
    fragment
}
