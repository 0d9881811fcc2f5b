//! Consolidation: the reports that groups have, levels of entities, and the cells that are named.

use super::Resolver;
use crate::diagnostic::Diagnostic;
use crate::diagnostic_code::DiagnosticCode;
use crate::resolved_model::consolidation::{Against, Consolidation, Elimination, NamedPlace};
use positum_grammar::phrase::said;
use positum_grammar::source::Span;
use positum_grammar::suggest;
use positum_grammar::syntax_tree::consolidation::{self as syntax, ConsolidationItem, EliminationItem};
use positum_grammar::syntax_tree::{Reference, Word};
use positum_plan::consolidation::{Level, SmallerSide};
use positum_plan::plan::{ReportId, TableId};
use std::collections::{BTreeMap, BTreeSet};

/// The most levels of entities.
const MOST_LEVELS: usize = 100;

/// What a consolidation may name.
pub(super) struct Known<'t> {
    /// The reports that groups have.
    pub(super) reports: BTreeSet<ReportId>,
    /// Where they are listed; nothing where all are meant, or where a part of the list could not be read.
    pub(super) listed_at: Option<Span>,
    /// Tables by their names.
    pub(super) tables: BTreeMap<String, Vec<TableId>>,
    levels: LevelNames<'t>,
}

/// The reports that are listed.
struct Listed {
    /// In the order of the package, with the places of their names.
    reports: Vec<(ReportId, Span)>,
    /// Where the list stands.
    at: Span,
    /// Whether a name in it is unknown.
    is_broken: bool,
}

/// Levels by their names.
#[derive(Default)]
struct LevelNames<'t> {
    names: BTreeMap<&'t str, usize>,
    /// Whether a line could not be read that may have declared one.
    are_some_lost: bool,
}

impl<'t> Resolver<'t, '_> {
    pub(super) fn consolidation(&mut self) {
        let tree = self.tree;
        let Some((first, others)) = tree.consolidations.split_first() else { return };
        for second in others {
            let diagnostic = Diagnostic::new(DiagnosticCode::Duplicate, second.keyword, said!("the package has two consolidations"));
            self.report(
                diagnostic.other(first.keyword, said!("the first consolidation")).help(said!("write all that is said of consolidation into one")),
            );
        }
        for (span, earlier) in &first.repeated {
            self.said_twice(*span, *earlier, said!("consolidation"));
        }
        let broken = first.items.iter().filter_map(|item| if let ConsolidationItem::Broken(Some(word)) = item { Some(word) } else { None });
        self.broken.extend(broken.map(|word| word.text.clone()));
        let label = self.label(&first.labels);
        let listed = self.listed_reports(first);
        let reports: BTreeSet<ReportId> = match &listed {
            None => self.model.reports.ids().collect(),
            Some(listed) => listed.reports.iter().map(|(report, _)| *report).collect(),
        };
        let (levels, names) = self.levels(first);
        let mut tables: BTreeMap<String, Vec<TableId>> = BTreeMap::new();
        for (id, table) in self.model.tables.entries() {
            tables.entry(table.name.clone()).or_default().push(id);
        }
        // What could not be read may have named more.
        let listed_at = listed.as_ref().filter(|listed| !listed.is_broken && !names.are_some_lost).map(|listed| listed.at);
        let known = Known { reports, listed_at, tables, levels: names };
        let consolidation = Consolidation {
            label,
            source: None,
            reports: known.reports.iter().copied().collect(),
            listed: listed.map(|listed| listed.reports).unwrap_or_default(),
            levels,
            same: Vec::new(),
            added: Vec::new(),
            eliminations: Vec::new(),
        };
        self.model.consolidation = Some(self.consolidation_items(first, &known, consolidation));
    }

    /// Adds the clauses that name cells.
    fn consolidation_items(&mut self, syntax: &'t syntax::Consolidation, known: &Known<'_>, mut consolidation: Consolidation) -> Consolidation {
        let mut names: BTreeMap<&str, Span> = BTreeMap::new();
        for item in &syntax.items {
            match item {
                ConsolidationItem::Source(text) => consolidation.source = Some(text.text.clone()),
                ConsolidationItem::Same(cells) => consolidation.same.extend(self.named_places(cells, known)),
                ConsolidationItem::Add(cells) => consolidation.added.extend(self.named_places(cells, known)),
                ConsolidationItem::Elimination(elimination) => {
                    match names.get(elimination.name.text.as_str()) {
                        Some(earlier) => self.duplicate(&elimination.name, *earlier, said!("elimination")),
                        None => drop(names.insert(&elimination.name.text, elimination.name.span)),
                    }
                    let elimination = self.elimination(elimination, known);
                    consolidation.eliminations.push(elimination);
                }
                ConsolidationItem::Reports(_) | ConsolidationItem::Level(_) | ConsolidationItem::Broken(_) => {}
            }
        }
        consolidation
    }

    /// Gives the reports that are listed; nothing where no list is.
    fn listed_reports(&mut self, consolidation: &syntax::Consolidation) -> Option<Listed> {
        let lists = consolidation.items.iter().filter_map(|item| if let ConsolidationItem::Reports(words) = item { Some(words) } else { None });
        let lists: Vec<&Vec<Word>> = lists.collect();
        let words = || lists.iter().copied().flatten();
        let at = words().next().zip(words().last()).map_or(consolidation.keyword, |(first, last)| first.span.to(last.span));
        let (mut listed, mut is_broken): (BTreeMap<ReportId, Span>, bool) = (BTreeMap::new(), false);
        for word in words() {
            let Some(report) = self.report_named(word) else {
                is_broken = true;
                continue;
            };
            if let Some(first) = listed.get(&report) {
                let diagnostic = Diagnostic::new(DiagnosticCode::Duplicate, word.span, said!("report `{}` is listed twice", word.text));
                self.report(diagnostic.other(*first, said!("the first")).help(said!("delete one of the two")));
                continue;
            }
            listed.insert(report, word.span);
        }
        (!lists.is_empty()).then(|| Listed { reports: listed.into_iter().collect(), at, is_broken })
    }

    fn levels(&mut self, consolidation: &'t syntax::Consolidation) -> (Vec<Level>, LevelNames<'t>) {
        let are_some_lost = consolidation.items.iter().any(|item| matches!(item, ConsolidationItem::Broken(_)));
        let all = consolidation.items.iter().filter_map(|item| if let ConsolidationItem::Level(level) = item { Some(level) } else { None });
        let (mut declared, mut names): (Vec<&'t syntax::Level>, _) = (Vec::new(), LevelNames { are_some_lost, ..LevelNames::default() });
        let mut are_too_many = false;
        for level in all {
            if declared.len() == MOST_LEVELS {
                if !std::mem::replace(&mut are_too_many, true) {
                    let message = said!("a consolidation has at most {MOST_LEVELS} levels");
                    let diagnostic = Diagnostic::new(DiagnosticCode::TooLarge, level.name.span, message);
                    self.report(diagnostic.help(said!("a level is a kind of entity, as a ministry, and not each of them")));
                }
                self.broken.insert(level.name.text.clone());
                continue;
            }
            match names.names.get(level.name.text.as_str()).and_then(|index| declared.get(*index)) {
                Some(first) => self.duplicate(&level.name, first.name.span, said!("level")),
                None => {
                    names.names.insert(&level.name.text, declared.len());
                    declared.push(level);
                }
            }
        }
        let levels: Vec<Level> = declared
            .iter()
            .map(|level| Level {
                name: level.name.text.clone(),
                label: self.label(&level.labels),
                members: self.level_indexes(&level.members, &names),
            })
            .collect();
        self.levels_in_circles(&declared, &levels);
        (levels, names)
    }

    /// Finds levels by their names.
    fn level_indexes(&mut self, words: &[Word], names: &LevelNames<'_>) -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        for word in words {
            let Some(index) = names.names.get(word.text.as_str()).copied() else {
                self.unknown_level(word, names);
                continue;
            };
            if found.contains(&index) {
                let diagnostic = Diagnostic::new(DiagnosticCode::RepeatedClause, word.span, said!("`{}` stands twice", word.text));
                self.report(diagnostic.help(said!("delete one of the two")));
                continue;
            }
            found.push(index);
        }
        found
    }

    fn unknown_level(&mut self, word: &Word, names: &LevelNames<'_>) {
        if names.are_some_lost || self.broken.contains(&word.text) {
            return;
        }
        let known: Vec<&str> = names.names.keys().copied().collect();
        let near = suggest::nearest(&word.text, known.iter().copied());
        let declare = said!("declare `level {} \"Title\"`", word.text);
        let help = match (near.is_empty(), known.is_empty()) {
            (false, _) => said!("write {}, or {declare}", suggest::choice(&near)),
            (true, false) => said!("write {}, or {declare}", suggest::choice(&known)),
            (true, true) => declare,
        };
        self.report(Diagnostic::new(DiagnosticCode::UnknownName, word.span, said!("there is no level `{}`", word.text)).help(help));
    }

    /// Reports each circle of levels once, at a name in it that leads back.
    fn levels_in_circles(&mut self, declared: &[&syntax::Level], levels: &[Level]) {
        let mut told: BTreeSet<usize> = BTreeSet::new();
        for start in 0..levels.len() {
            let Some(path) = circle_from(start, levels).filter(|path| !path.iter().any(|level| told.contains(level))) else { continue };
            told.extend(&path);
            let next = path.get(1).or(path.first()).and_then(|next| levels.get(*next));
            let members = declared.get(start).map_or(&[][..], |level| level.members.as_slice());
            let Some(word) = members.iter().find(|word| next.is_some_and(|next| next.name == word.text)) else { continue };
            let named = path.iter().chain([&start]).filter_map(|level| levels.get(*level));
            let shown: Vec<String> = named.map(|level| format!("`{}`", level.name)).collect();
            let message = said!("a level stands under itself: {}", shown.join(" → "));
            self.report(Diagnostic::new(DiagnosticCode::EndlessLevel, word.span, message).help(said!("delete `{}` here", word.text)));
        }
    }

    fn named_places(&mut self, cells: &[Reference], known: &Known<'_>) -> Vec<NamedPlace> {
        cells.iter().filter_map(|cell| self.named_place(cell, known)).collect()
    }

    fn elimination(&mut self, syntax: &syntax::Elimination, known: &Known<'_>) -> Elimination {
        for (span, first) in &syntax.repeated {
            self.said_twice(*span, *first, said!("elimination"));
        }
        let label = self.label(&syntax.labels);
        let mut elimination = Elimination {
            name: syntax.name.text.clone(),
            label,
            pairs: Vec::new(),
            smaller_side: SmallerSide::Nowhere,
            tolerance: None,
            source: None,
        };
        let mut is_empty = true;
        for item in &syntax.items {
            match item {
                EliminationItem::Against(pair) => {
                    is_empty = false;
                    elimination.pairs.push(Against { left: self.named_places(&pair.left, known), right: self.named_places(&pair.right, known) });
                }
                EliminationItem::Tolerance(quantity) => elimination.tolerance = self.literal(quantity),
                EliminationItem::SmallerSide(levels) if levels.is_empty() => elimination.smaller_side = SmallerSide::Everywhere,
                EliminationItem::SmallerSide(levels) => elimination.smaller_side = SmallerSide::At(self.level_indexes(levels, &known.levels)),
                EliminationItem::Source(text) => elimination.source = Some(text.text.clone()),
                EliminationItem::Broken => is_empty = false,
            }
        }
        if is_empty {
            let message = said!("elimination `{}` does not say what stands against what", syntax.name.text);
            let diagnostic = Diagnostic::new(DiagnosticCode::ClauseMissing, syntax.name.span, message);
            self.report(diagnostic.help(said!("write a line as `main.080 against main.060` into it")));
        }
        elimination
    }
}

/// Gives a shortest way from a level through its members back to itself, without the end; nothing where there is none.
fn circle_from(start: usize, levels: &[Level]) -> Option<Vec<usize>> {
    let mut before: BTreeMap<usize, usize> = BTreeMap::new();
    let mut waiting = std::collections::VecDeque::from([start]);
    while let Some(level) = waiting.pop_front() {
        for member in &levels.get(level)?.members {
            if *member == start {
                let mut path = vec![level];
                while let Some(earlier) = path.last().and_then(|last| before.get(last)) {
                    path.push(*earlier);
                }
                path.reverse();
                return Some(path);
            }
            if !before.contains_key(member) {
                before.insert(*member, level);
                waiting.push_back(*member);
            }
        }
    }
    None
}
