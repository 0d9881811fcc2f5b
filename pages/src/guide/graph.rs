//! What depends on what within a report, as pictures and as text.
//!
//! In come the dependencies between entries; out go pictures of at most so many boxes: of the whole report, else of its
//! tables and of each of them. Where boxes stand, `layers.rs` knows; how they are drawn, `svg.rs`.

mod layers;
mod svg;

use super::entries::{Entry, Guide};
use super::guide_words::GuideWord;
use super::page::{Line, Picture, Piece, joined, line, sentence};
use super::uses::Uses;
use positum_plan::plan::{ReportId, TableId};
use std::collections::{BTreeMap, BTreeSet};

/// The most boxes of a picture.
const MOST_BOXES: usize = 120;
/// The most arrows of a picture: more nobody can follow.
const MOST_ARROWS: usize = 600;

/// A box of a picture.
#[derive(Clone, Debug)]
struct GraphBox {
    /// Its name, as seen from the report.
    name: String,
    title: String,
    href: String,
    /// Whether it is of another report.
    is_foreign: bool,
    is_intermediate: bool,
}

/// Boxes, and arrows between them by their indexes.
#[derive(Clone, Debug, Default)]
struct Graph {
    boxes: Vec<GraphBox>,
    arrows: Vec<(usize, usize)>,
}

/// Gives the pictures of a report.
pub(super) fn pictures(guide: &Guide<'_>, uses: &Uses, report: ReportId) -> Vec<Picture> {
    let is_own = |entry: Entry| guide.plan.tables[guide.table_of(entry)].report == report;
    let edges: Vec<(Entry, Entry)> = uses.edges.iter().copied().filter(|(used, user)| used != user && (is_own(*used) || is_own(*user))).collect();
    if edges.is_empty() {
        return vec![Picture { summary: GuideWord::NothingComputed.text(guide.language).to_owned(), ..Picture::default() }];
    }
    let drawer = Drawer { guide, report };
    let whole = drawer.of_entries(&edges);
    if whole.is_drawable() {
        let title = guide.label_or(&guide.plan.reports[report].label, &guide.plan.reports[report].name).text;
        return vec![drawer.picture(&whole, &title, "graph", drawer.lines(&edges))];
    }
    drawer.by_tables(&edges)
}

impl Graph {
    fn is_drawable(&self) -> bool {
        self.boxes.len() <= MOST_BOXES && self.arrows.len() <= MOST_ARROWS
    }
}

struct Drawer<'a> {
    guide: &'a Guide<'a>,
    report: ReportId,
}

impl Drawer<'_> {
    fn of_entries(&self, edges: &[(Entry, Entry)]) -> Graph {
        let entries: BTreeSet<Entry> = edges.iter().flat_map(|(used, user)| [*used, *user]).collect();
        let index: BTreeMap<Entry, usize> = self.in_order(entries).into_iter().zip(0..).collect();
        let mut boxes: Vec<(usize, GraphBox)> = index.iter().map(|(entry, index)| (*index, self.box_of(*entry))).collect();
        boxes.sort_by_key(|(index, _)| *index);
        let arrows = edges.iter().filter_map(|(used, user)| Some((*index.get(used)?, *index.get(user)?))).collect();
        Graph { boxes: boxes.into_iter().map(|(_, one)| one).collect(), arrows }
    }

    /// Gives entries in the order of the form.
    fn in_order(&self, entries: BTreeSet<Entry>) -> Vec<Entry> {
        let tables: BTreeSet<TableId> = entries.iter().map(|entry| self.guide.table_of(*entry)).collect();
        tables.into_iter().flat_map(|table| self.guide.entries(table)).copied().filter(|entry| entries.contains(entry)).collect()
    }

    fn box_of(&self, entry: Entry) -> GraphBox {
        let definition = &self.guide.plan.tables[self.guide.table_of(entry)];
        let is_foreign = definition.report != self.report;
        let mark = if matches!(entry, Entry::Column(..)) { ":" } else { "." };
        let code = self.guide.code(entry);
        let name = if is_foreign {
            format!("{}{mark}{code}", self.guide.plan.reports[definition.report].name)
        } else {
            format!("{}{mark}{code}", definition.name)
        };
        GraphBox {
            name,
            title: self.guide.title(entry).text,
            href: self.guide.href(entry),
            is_foreign,
            is_intermediate: matches!(entry, Entry::Let(_)),
        }
    }

    fn of_tables(&self, edges: &[(TableId, TableId)]) -> Graph {
        let tables: BTreeSet<TableId> = edges.iter().flat_map(|(used, user)| [*used, *user]).collect();
        let index: BTreeMap<TableId, usize> = tables.iter().copied().zip(0..).collect();
        let of_table = |table: &TableId| {
            let definition = &self.guide.plan.tables[*table];
            let link = self.guide.table_link(*table);
            let name = if definition.report == self.report {
                definition.name.clone()
            } else {
                format!("{}.{}", self.guide.plan.reports[definition.report].name, definition.name)
            };
            let title = self.guide.label(&definition.label).text;
            GraphBox { name, title, href: link.href.unwrap_or_default(), is_foreign: definition.report != self.report, is_intermediate: false }
        };
        let arrows = edges.iter().filter_map(|(used, user)| Some((*index.get(used)?, *index.get(user)?))).collect();
        Graph { boxes: tables.iter().map(of_table).collect(), arrows }
    }

    /// Gives a picture of the tables, and one of each table.
    fn by_tables(&self, edges: &[(Entry, Entry)]) -> Vec<Picture> {
        let table = |entry: Entry| self.guide.table_of(entry);
        let between: BTreeSet<(TableId, TableId)> =
            edges.iter().map(|(used, user)| (table(*used), table(*user))).filter(|(used, user)| used != user).collect();
        let between: Vec<_> = between.into_iter().collect();
        let mut pictures = Vec::new();
        let graph = self.of_tables(&between);
        if graph.is_drawable() && !between.is_empty() {
            pictures.push(self.picture(&graph, GuideWord::BetweenTables.text(self.guide.language), "graph", Vec::new()));
        }
        for id in &self.guide.plan.reports[self.report].tables {
            // What other reports make of the table belongs to it, too.
            let is_of_table = |(used, user): &&(Entry, Entry)| table(*user) == *id || (table(*used) == *id && self.box_of(*user).is_foreign);
            let own: Vec<(Entry, Entry)> = edges.iter().filter(is_of_table).copied().collect();
            let graph = self.of_entries(&own);
            let definition = &self.guide.plan.tables[*id];
            let title = self.guide.label_or(&definition.label, &definition.name).text;
            if graph.is_drawable() && !own.is_empty() {
                pictures.push(self.picture(&graph, &title, &format!("graph-{}", definition.name), self.lines(&own)));
            } else if !own.is_empty() {
                let summary = sentence(GuideWord::TooManyToDraw.text(self.guide.language));
                pictures.push(Picture { title, summary, lines: self.lines(&own), ..Picture::default() });
            }
        }
        pictures.iter_mut().for_each(|picture| picture.is_headed = true);
        pictures
    }

    fn picture(&self, graph: &Graph, title: &str, id: &str, lines: Vec<Line>) -> Picture {
        let language = self.guide.language;
        let arrows = graph.arrows.len();
        let description = format!("{}: {}; {}: {arrows}", GuideWord::Boxes.text(language), graph.boxes.len(), GuideWord::Arrows.text(language));
        let svg = svg::write_svg(graph, &layers::layout(graph), &svg::Named { id, title, description: &description });
        Picture { title: title.to_owned(), svg, summary: GuideWord::AsText.text(language).to_owned(), lines, ..Picture::default() }
    }

    /// Says of each entry what it is computed from.
    fn lines(&self, edges: &[(Entry, Entry)]) -> Vec<Line> {
        let mut sources: BTreeMap<Entry, BTreeSet<Entry>> = BTreeMap::new();
        for (used, user) in edges {
            sources.entry(*user).or_default().insert(*used);
        }
        let link = |entry: Entry| {
            let one = self.box_of(entry);
            vec![Piece { is_code: true, ..Piece::link(one.name, one.href) }]
        };
        let users = self.in_order(sources.keys().copied().collect());
        let said = |user: Entry| {
            let used = self.in_order(sources.get(&user).cloned().unwrap_or_default());
            joined([link(user), line("←"), joined(used.into_iter().map(link), ", ")], " ")
        };
        users.into_iter().map(said).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn graph(boxes: usize, arrows: &[(usize, usize)]) -> Graph {
        let one = |index: usize| GraphBox {
            name: format!("t.{index}"),
            title: "A <title> & \"more\" than fits into a box of a picture".to_owned(),
            href: format!("r.html#t.{index}"),
            is_foreign: index.is_multiple_of(7),
            is_intermediate: false,
        };
        Graph { boxes: (0..boxes).map(one).collect(), arrows: arrows.to_vec() }
    }

    /// Arrows that look random and are the same each time.
    fn many_arrows(boxes: usize, count: usize) -> Vec<(usize, usize)> {
        let mut state = 7_u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(state >> 33).unwrap() % boxes
        };
        let all: BTreeSet<(usize, usize)> = (0..count).map(|_| (next(), next())).filter(|(from, to)| from != to).collect();
        all.into_iter().collect()
    }

    #[test]
    fn no_two_boxes_overlap_and_all_lie_within_the_picture() {
        for (boxes, count) in [(1, 0), (2, 1), (5, 8), (30, 40), (119, 300)] {
            let arrows = if boxes == 1 { Vec::new() } else { many_arrows(boxes, count) };
            let layout = layers::layout(&graph(boxes, &arrows));
            assert_eq!(layout.boxes.len(), boxes);
            for (index, one) in layout.boxes.iter().enumerate() {
                assert!(one.x >= 0 && one.y >= 0 && one.x + svg::WIDTH <= layout.width && one.y + svg::HEIGHT <= layout.height);
                for other in layout.boxes.iter().skip(index + 1) {
                    let apart = (one.x - other.x).abs() >= svg::WIDTH || (one.y - other.y).abs() >= svg::HEIGHT;
                    assert!(apart, "{one:?} {other:?}");
                }
            }
        }
    }

    #[test]
    fn every_arrow_begins_and_ends_at_its_boxes_also_in_circles() {
        let arrows = [(0, 1), (1, 2), (2, 0), (0, 3), (3, 4), (4, 5), (0, 5)];
        let layout = layers::layout(&graph(6, &arrows));
        assert_eq!(layout.arrows.len(), arrows.len());
        for ((from, to), arrow) in arrows.iter().zip(&layout.arrows) {
            let (from, to) = if arrow.is_back { (to, from) } else { (from, to) };
            let (first, last) = (arrow.points.first().unwrap(), arrow.points.last().unwrap());
            assert_eq!((first.x, first.y), (layout.boxes[*from].x + svg::WIDTH, layout.boxes[*from].y + svg::HEIGHT / 2));
            assert_eq!((last.x, last.y), (layout.boxes[*to].x, layout.boxes[*to].y + svg::HEIGHT / 2));
        }
        // One arrow has to run against the others.
        assert_eq!(layout.arrows.iter().filter(|arrow| arrow.is_back).count(), 1);
    }

    #[test]
    fn what_is_computed_stands_right_of_what_it_is_computed_from() {
        let arrows = [(0, 2), (1, 2), (2, 3), (0, 3)];
        let layout = layers::layout(&graph(4, &arrows));
        for (from, to) in arrows {
            assert!(layout.boxes[from].x < layout.boxes[to].x);
        }
    }
}
