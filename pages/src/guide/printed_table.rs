//! Tables as the form prints them, with links from each row, column, position and cell to its entry.

use super::entries::{Entry, Guide};
use super::formulas::Formulas;
use super::guide_words::GuideWord;
use super::linked_text::{Names, Standpoint};
use super::page::{Line, PageTable, Piece, TableCell, line};
use super::type_text::short_type;
use super::uses::looked_at;
use positum_plan::header_rows::{HeaderContent, header_rows};
use positum_plan::plan::{Axis, CellId, CellReference, ColumnId, List, Origin, Shape, TableId};
use positum_plan::value::ValueType;

/// The mark of a cell that a formula computes.
const COMPUTED: &str = "=";
/// The mark of a cell that is filled in.
const FILLED: &str = "○";
/// The mark of a cell that is not reported.
const CLOSED: &str = "x";
/// The deepest indent of labels.
const DEEPEST: usize = 4;

/// Gives a table as printed.
pub(super) fn printed_table(guide: &Guide<'_>, names: &Names<'_, '_>, formulas: &Formulas, table: TableId) -> PageTable {
    let printer = Printer { guide, names, formulas, table };
    let definition = &guide.plan.tables[table];
    let caption = vec![table_title(guide, table)];
    match &definition.shape {
        Shape::Form { positions, axis } => PageTable { caption, ..printer.form(positions, axis) },
        Shape::Grid { rows, columns, cells } => PageTable { caption, ..printer.grid(rows, columns, cells) },
        Shape::List(list) => PageTable { caption, ..printer.list(list) },
    }
}

/// Gives the title of a table; of one without that of its report.
pub(super) fn table_title(guide: &Guide<'_>, table: TableId) -> Piece {
    let definition = &guide.plan.tables[table];
    let report = &guide.plan.reports[definition.report];
    let own = guide.label(&definition.label);
    if own.text.is_empty() { guide.label_or(&report.label, &definition.name) } else { own }
}

struct Printer<'a> {
    guide: &'a Guide<'a>,
    names: &'a Names<'a, 'a>,
    formulas: &'a Formulas,
    table: TableId,
}

impl Printer<'_> {
    fn word(&self, word: GuideWord) -> Line {
        line(word.text(self.guide.language))
    }

    fn form(&self, positions: &[CellId], axis: &Axis) -> PageTable {
        let head = [GuideWord::Label, GuideWord::Code, GuideWord::ValueOrFormula].map(|word| TableCell::header(self.word(word), "col"));
        let mut body = Vec::new();
        for (index, cell) in positions.iter().enumerate() {
            self.add_headings(axis, index, 3, &mut body);
            let entry = Entry::Position(*cell);
            let value = self.value(entry, CellReference::Cell(*cell), self.guide.plan.cells[*cell].value_type.as_ref());
            body.push(vec![self.label(axis, index, entry), self.code(entry), TableCell::value(value)]);
        }
        PageTable { class: "form", is_captioned: true, head: vec![head.to_vec()], body, ..PageTable::default() }
    }

    fn grid(&self, rows: &Axis, columns: &Axis, cells: &[Option<CellId>]) -> PageTable {
        let corner = [GuideWord::Label, GuideWord::Code].map(|word| TableCell::header(self.word(word), "col"));
        let head = self.head(columns, corner.to_vec(), |index| Entry::Column(self.table, index));
        let width = columns.entries.len();
        let mut body = Vec::new();
        let mut cells = cells.iter();
        for (index, _) in rows.entries.iter().enumerate() {
            self.add_headings(rows, index, width.saturating_add(2), &mut body);
            let entry = Entry::Row(self.table, index);
            let mut row = vec![self.label(rows, index, entry).class(&format!("label sticky {}", depth_class(rows, index))), self.code(entry)];
            row.extend((0..width).zip(cells.by_ref()).map(|(column, cell)| self.grid_cell(index, column, *cell)));
            body.push(row);
        }
        PageTable { class: "grid", is_captioned: true, head, body, ..PageTable::default() }
    }

    fn grid_cell(&self, row: usize, column: usize, cell: Option<CellId>) -> TableCell {
        let language = self.guide.language;
        let id = self.guide.grid_cell(self.table, row, column).map(|(anchor, _)| anchor);
        let Some(cell) = cell else {
            let closed = Piece { label: Some(GuideWord::Closed.text(language).to_owned()), ..Piece::text(CLOSED) };
            return TableCell { id, ..TableCell::value(vec![closed]).class("x") };
        };
        let (by_row, by_column) = (Entry::Row(self.table, row), Entry::Column(self.table, column));
        let reference = CellReference::Cell(cell);
        let is_of_column = self.formulas.of(by_column).iter().any(|formula| formula.cells.contains(&reference));
        let entry = if is_of_column { by_column } else { by_row };
        let (mark, word) = match self.guide.origin(reference) {
            Origin::Formula { .. } => (COMPUTED, GuideWord::Computed),
            Origin::Input(_) | Origin::Sequence | Origin::GroupKey => (FILLED, GuideWord::FilledIn),
        };
        let label = format!("{}:{}, {}", self.guide.code(by_row), self.guide.code(by_column), word.text(language));
        let piece = Piece { label: Some(label), ..Piece::link(mark, self.guide.href(entry)) };
        TableCell { id, ..TableCell::value(vec![piece]).class("mark") }
    }

    fn list(&self, list: &List) -> PageTable {
        let entry = |index: usize| list.columns.get(index).map_or(Entry::ListColumn(ColumnId(u32::MAX)), |column| Entry::ListColumn(*column));
        let head = self.head(&list.axis, Vec::new(), entry);
        let value = |column: &ColumnId| {
            let value_type = self.guide.plan.columns[*column].value_type.as_ref();
            TableCell::value(self.value(Entry::ListColumn(*column), CellReference::Column(*column), value_type))
        };
        let body = vec![list.columns.iter().map(value).collect()];
        let foot = list.total.as_ref().map(|total| {
            let cell = |column: &ColumnId| match total.cells.iter().find(|(of, _)| of == column) {
                Some((_, cell)) => {
                    let piece = Piece {
                        label: Some(GuideWord::Computed.text(self.guide.language).to_owned()),
                        ..Piece::link(COMPUTED, self.guide.href(Entry::Total(*cell)))
                    };
                    TableCell::value(vec![piece]).class("mark")
                }
                None => TableCell::value(Line::new()).class("x"),
            };
            // The title stands in the columns before the first that has a total.
            let first = list.columns.iter().position(|column| total.cells.iter().any(|(of, _)| of == column)).unwrap_or(list.columns.len());
            let title = TableCell::header(vec![self.guide.label_or(&total.label, "total")], "row").spanning(first.max(1), 1);
            let rest = list.columns.iter().skip(first).map(cell);
            if first == 0 { rest.collect() } else { std::iter::once(title).chain(rest).collect() }
        });
        PageTable { class: "list", is_captioned: true, head, body, foot: foot.into_iter().collect(), ..PageTable::default() }
    }

    /// Gives the merged header over columns, and their codes under it.
    fn head(&self, axis: &Axis, corner: Vec<TableCell>, entry: impl Fn(usize) -> Entry) -> Vec<Vec<TableCell>> {
        let rows = header_rows(axis);
        let height = rows.len().saturating_add(1);
        let mut head: Vec<Vec<TableCell>> = Vec::new();
        for row in rows {
            let cell = |cell: positum_plan::header_rows::HeaderCell| match cell.content {
                HeaderContent::Heading(index) => {
                    let label = axis.headings.get(index).map(|heading| self.guide.label(&heading.label)).unwrap_or_default();
                    TableCell::header(vec![label], "colgroup").class("group").spanning(cell.columns, cell.rows)
                }
                HeaderContent::Entry(index) => {
                    let label = axis.entries.get(index).map(|entry| self.guide.label(&entry.label)).unwrap_or_default();
                    let label = Piece { href: (!label.text.is_empty()).then(|| self.guide.href(entry(index))), ..label };
                    TableCell::header(vec![label], "col").spanning(cell.columns, cell.rows)
                }
            };
            head.push(row.into_iter().map(cell).collect());
        }
        if let Some(first) = head.first_mut() {
            let corner = corner.into_iter().map(|cell| cell.spanning(1, height));
            first.splice(0..0, corner);
        }
        let code = |(index, _): (usize, _)| {
            let entry = entry(index);
            TableCell::header(vec![Piece::link(self.guide.code(entry), self.guide.href(entry))], "col").class("code")
        };
        head.push(axis.entries.iter().enumerate().map(code).collect());
        head
    }

    /// Adds the headings that begin before an entry.
    fn add_headings(&self, axis: &Axis, index: usize, width: usize, body: &mut Vec<Vec<TableCell>>) {
        for heading in axis.headings.iter().filter(|heading| heading.start == index) {
            let class = format!("heading depth-{}", heading.depth.min(DEEPEST));
            let cell = TableCell::header(vec![self.guide.label(&heading.label)], "rowgroup").class(&class).spanning(width, 1);
            body.push(vec![cell]);
        }
    }

    fn label(&self, axis: &Axis, index: usize, entry: Entry) -> TableCell {
        let label = axis.entries.get(index).map(|printed| self.guide.label(&printed.label)).unwrap_or_default();
        let label = Piece { href: (!label.text.is_empty()).then(|| self.guide.href(entry)), ..label };
        TableCell::header(vec![label], "row").class(&format!("label {}", depth_class(axis, index)))
    }

    fn code(&self, entry: Entry) -> TableCell {
        TableCell::value(vec![Piece::link(self.guide.code(entry), self.guide.href(entry))]).class("code")
    }

    /// Gives what stands in place of a value: the formula, or the type.
    fn value(&self, entry: Entry, reference: CellReference, value_type: Option<&ValueType>) -> Line {
        let formula = self.formulas.of(entry).iter().find(|formula| formula.cells.contains(&reference));
        let Some(formula) = formula else { return short_type(self.guide, value_type) };
        let report = self.guide.plan.tables[self.table].report;
        let at = Standpoint { report, table: Some(self.table), prefers_columns: false };
        let mut text = vec![Piece::text("= ")];
        text.extend(self.names.link(&formula.text, at, &looked_at(self.guide.plan, &formula.nodes)));
        text
    }
}

fn depth_class(axis: &Axis, index: usize) -> String {
    let spans = axis.headings.iter().filter(|heading| (heading.start..heading.end).contains(&index));
    let depth = spans.map(|heading| heading.depth.saturating_add(1)).max().unwrap_or(0);
    format!("depth-{}", depth.min(DEEPEST))
}
