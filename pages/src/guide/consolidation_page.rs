//! The page of consolidation: which reports groups have, levels of entities, and what is added up, must agree or is eliminated.

use super::entries::{Entry, View, anchor, grid_place};
use super::entry_boxes::Known;
use super::guide_words::GuideWord;
use super::page::{Line, Page, PageTable, Piece, Section, TableCell, joined, line, say, sentence};
use positum_plan::consolidation::{Consolidation, Elimination, Level, SmallerSide};
use positum_plan::plan::{CellReference, Origin};

/// The page of consolidation.
pub(super) const CONSOLIDATION: &str = "consolidation.html";

/// Gives the page.
pub(super) fn consolidation_page(known: &Known<'_>, consolidation: &Consolidation) -> Page {
    let guide = known.guide;
    let mut facts = Vec::new();
    known.say_translations(&mut facts, &consolidation.label);
    say(&mut facts, known.word(GuideWord::Source), consolidation.source.iter().map(|text| guide.in_main_language(text)).collect());
    let reports = consolidation.reports.iter().map(|report| vec![guide.report_link(*report)]).collect();
    say(&mut facts, known.word(GuideWord::ConsolidatedReports), reports);
    let rules = [GuideWord::HowAmountsCombine, GuideWord::HowOthersCombine, GuideWord::HowComputedCombine, GuideWord::HowLinesCombine];
    let mut sections = vec![Section {
        anchor: "how-values-combine".to_owned(),
        title: line(known.word(GuideWord::HowValuesCombine)),
        intro: rules.into_iter().map(|word| line(known.word(word))).collect(),
        ..Section::default()
    }];
    sections.extend(levels(known, &consolidation.levels));
    sections.extend(cells_section(known, "must-agree", GuideWord::MustAgree, &consolidation.same));
    sections.extend(cells_section(known, "also-added", GuideWord::AlsoAdded, &consolidation.added));
    sections.extend(consolidation.eliminations.iter().map(|elimination| elimination_section(known, consolidation, elimination)));
    let title = guide.label(&consolidation.label);
    let title = if title.text.is_empty() { Piece::text(known.word(GuideWord::Consolidation)) } else { title };
    let intro = vec![line(sentence(known.word(GuideWord::AboutConsolidation)))];
    Page { file: CONSOLIDATION.to_owned(), title: vec![title], intro, facts, sections, ..Page::default() }
}

fn level_name(known: &Known<'_>, level: &Level) -> Line {
    vec![known.guide.label_or(&level.label, &level.name)]
}

fn levels(known: &Known<'_>, levels: &[Level]) -> Option<Section> {
    let row = |level: &Level| {
        let members = level.members.iter().filter_map(|member| levels.get(*member)).map(|member| level_name(known, member));
        let members = if level.members.is_empty() { line(known.word(GuideWord::NoMembers)) } else { joined(members, ", ") };
        let name = TableCell::value(vec![Piece::code(&level.name)]);
        vec![TableCell::header(level_name(known, level), "row"), name, TableCell::value(members)]
    };
    let words = [GuideWord::LevelOfEntity, GuideWord::Name, GuideWord::MembersOfLevel];
    let table = PageTable {
        caption: line(known.word(GuideWord::LevelsOfEntities)),
        is_captioned: true,
        head: vec![words.map(|word| TableCell::header(line(known.word(word)), "col")).to_vec()],
        body: levels.iter().map(row).collect(),
        ..PageTable::default()
    };
    let title = line(known.word(GuideWord::LevelsOfEntities));
    (!levels.is_empty()).then(|| Section { anchor: "levels".to_owned(), title, tables: vec![table], ..Section::default() })
}

fn cells_section(known: &Known<'_>, place: &str, title: GuideWord, cells: &[CellReference]) -> Option<Section> {
    let title = line(known.word(title));
    let intro = cell_links(known, cells);
    (!cells.is_empty()).then(|| Section { anchor: place.to_owned(), title, is_links: true, intro, ..Section::default() })
}

/// Gives links to cells; of a row of a grid whose input cells all stand there, to the row.
fn cell_links(known: &Known<'_>, cells: &[CellReference]) -> Vec<Line> {
    let guide = known.guide;
    let mut links: Vec<Line> = Vec::new();
    let mut rows: Vec<Entry> = Vec::new();
    for cell in cells {
        let entry = guide.entry_of(*cell, false);
        let Some((table, row, column)) = grid_place(guide.plan, *cell) else {
            links.push(guide.entry_link(entry, View::default()));
            continue;
        };
        let is_input = |cell: &CellReference| matches!(guide.origin(*cell), Origin::Input(_));
        let is_whole = guide.cells(entry).iter().filter(|cell| is_input(cell)).all(|cell| cells.contains(cell));
        if is_whole && !rows.contains(&entry) {
            rows.push(entry);
            links.push(guide.entry_link(entry, View::default()));
        } else if !is_whole {
            let column = guide.code(Entry::Column(table, column));
            let name = format!("{}:{column}", guide.name_from(entry, View::default()));
            let href = guide.grid_cell(table, row, grid_place(guide.plan, *cell).map_or(0, |(_, _, column)| column)).map(|(_, href)| href);
            links.push(vec![Piece { href, ..Piece::code(name) }, Piece::text(" "), guide.title(entry)]);
        }
    }
    links
}

fn elimination_section(known: &Known<'_>, consolidation: &Consolidation, elimination: &Elimination) -> Section {
    let guide = known.guide;
    let mut facts = Vec::new();
    known.say_translations(&mut facts, &elimination.label);
    say(&mut facts, known.word(GuideWord::Name), vec![vec![Piece::code(&elimination.name)]]);
    let both = known.word(GuideWord::BothSides);
    let eliminated = match &elimination.smaller_side {
        SmallerSide::Nowhere => vec![line(both)],
        SmallerSide::Everywhere => vec![line(known.word(GuideWord::SmallerSideEverywhere))],
        SmallerSide::At(levels) => {
            let named = levels.iter().filter_map(|level| consolidation.levels.get(*level)).map(|level| level_name(known, level));
            let mut at = line(format!("{} ", known.word(GuideWord::SmallerSideAtLevels)));
            at.extend(joined(named, ", "));
            vec![at, line(both)]
        }
    };
    say(&mut facts, known.word(GuideWord::Eliminated), eliminated);
    let first = elimination.pairs.iter().flat_map(|pair| pair.left.iter().chain(&pair.right)).next();
    let value_type = first.and_then(|cell| match cell {
        CellReference::Cell(cell) => guide.plan.cells[*cell].value_type.as_ref(),
        CellReference::Column(column) => guide.plan.columns[*column].value_type.as_ref(),
    });
    if !elimination.tolerance.is_zero() {
        say(&mut facts, known.word(GuideWord::SidesMayDiffer), vec![line(known.tolerance_text(elimination.tolerance, value_type))]);
    }
    say(&mut facts, known.word(GuideWord::Source), elimination.source.iter().map(|text| guide.in_main_language(text)).collect());
    let side = |cells: &[CellReference]| TableCell::value(joined(cell_links(known, cells), "; "));
    let title = vec![guide.label_or(&elimination.label, &elimination.name)];
    let table = PageTable {
        caption: line(known.word(GuideWord::Elimination)),
        head: vec![[GuideWord::OneSide, GuideWord::OtherSide].map(|word| TableCell::header(line(known.word(word)), "col")).to_vec()],
        body: elimination.pairs.iter().map(|pair| vec![side(&pair.left), side(&pair.right)]).collect(),
        is_captioned: true,
        ..PageTable::default()
    };
    Section { anchor: anchor(&format!("elimination-{}", elimination.name)), title, facts, tables: vec![table], ..Section::default() }
}
