//! The header over the columns of a table as rows of merged cells, for every output that can merge cells.
//!
//! In comes an axis; out go rows of header cells that together cover each column on each row exactly once. Nothing here
//! knows languages, codes or how a cell is drawn.

use crate::plan::{Axis, Heading};

/// A cell of a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeaderCell {
    /// What it shows.
    pub content: HeaderContent,
    /// The first column that it spans, an index of the axis's entries.
    pub first: usize,
    /// How many columns it spans; at least one.
    pub columns: usize,
    /// How many rows it spans, this one and those under it; at least one.
    pub rows: usize,
}

/// What a cell of a header shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderContent {
    /// The heading of this index.
    Heading(usize),
    /// The label of the entry of this index.
    Entry(usize),
}

/// Gives the rows of the header, from the top; the last is that on which all labels of entries end.
///
/// A heading that spans nothing has no place over columns and is left out.
pub fn header_rows(axis: &Axis) -> Vec<Vec<HeaderCell>> {
    let spanning = || axis.headings.iter().enumerate().filter(|(_, heading)| heading.end > heading.start);
    let depths = spanning().map(|(_, heading)| heading.depth.saturating_add(1)).max().unwrap_or(0);
    let mut rows = vec![Vec::new(); depths.saturating_add(1)];
    for (index, _) in axis.entries.iter().enumerate() {
        let over = |heading: &Heading| (heading.start..heading.end).contains(&index);
        let top = spanning().filter(|(_, heading)| over(heading)).map(|(_, heading)| heading.depth.saturating_add(1)).max().unwrap_or(0);
        let height = depths.saturating_add(1).saturating_sub(top);
        if let Some(row) = rows.get_mut(top) {
            row.push(HeaderCell { content: HeaderContent::Entry(index), first: index, columns: 1, rows: height });
        }
    }
    for (index, heading) in spanning() {
        let columns = heading.end.saturating_sub(heading.start);
        if let Some(row) = rows.get_mut(heading.depth) {
            row.push(HeaderCell { content: HeaderContent::Heading(index), first: heading.start, columns, rows: 1 });
        }
    }
    for row in &mut rows {
        row.sort_by_key(|cell| cell.first);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{AxisEntry, Label};

    fn axis(count: usize, headings: &[(usize, usize, usize)]) -> Axis {
        let entry = |index: usize| AxisEntry { code: index.to_string(), label: Label::default(), source: None };
        let heading = |(start, end, depth): &(usize, usize, usize)| Heading { label: Label::default(), start: *start, end: *end, depth: *depth };
        Axis { entries: (0..count).map(entry).collect(), headings: headings.iter().map(heading).collect() }
    }

    fn shown(axis: &Axis) -> Vec<Vec<(HeaderContent, usize, usize, usize)>> {
        let row = |row: &Vec<HeaderCell>| row.iter().map(|cell| (cell.content, cell.first, cell.columns, cell.rows)).collect();
        header_rows(axis).iter().map(row).collect()
    }

    #[test]
    fn without_headings_there_is_one_row_of_labels() {
        use HeaderContent::Entry;
        assert_eq!(shown(&axis(2, &[])), [[(Entry(0), 0, 1, 1), (Entry(1), 1, 1, 1)]]);
    }

    #[test]
    fn labels_reach_up_to_the_heading_over_them() {
        use HeaderContent::{Entry, Heading};
        let expected = [
            vec![(Entry(0), 0, 1, 3), (Heading(0), 1, 3, 1)],
            vec![(Entry(1), 1, 1, 2), (Heading(1), 2, 2, 1)],
            vec![(Entry(2), 2, 1, 1), (Entry(3), 3, 1, 1)],
        ];
        assert_eq!(shown(&axis(4, &[(1, 4, 0), (2, 4, 1)])), expected);
    }

    #[test]
    fn every_column_is_covered_once_on_every_row() {
        let axis = axis(6, &[(0, 2, 0), (2, 6, 0), (3, 5, 1), (4, 5, 2), (5, 5, 0)]);
        let rows = header_rows(&axis);
        for column in 0..6 {
            for row in 0..rows.len() {
                let covers = |(start, cell): &(usize, &HeaderCell)| {
                    (*start..*start + cell.rows).contains(&row) && (cell.first..cell.first + cell.columns).contains(&column)
                };
                let all = rows.iter().enumerate().flat_map(|(start, row)| row.iter().map(move |cell| (start, cell)));
                assert_eq!(all.filter(covers).count(), 1, "row {row}, column {column}");
            }
        }
    }
}
