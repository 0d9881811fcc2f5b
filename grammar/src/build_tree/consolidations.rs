//! How the reports of groups come from those of their members.

use super::{Builder, Node, Rule};
use crate::build_expression::build_reference;
use crate::phrase::{Phrase, said};
use crate::syntax_tree::consolidation::{Against, Consolidation, ConsolidationItem, Elimination, EliminationItem, Level};
use crate::syntax_tree::{Labels, Reference, Word};

impl Builder<'_> {
    pub(super) fn consolidation(&mut self, pair: Node<'_>) -> Consolidation {
        let span = self.span(&pair);
        let mut consolidation = Consolidation { labels: Labels::default(), items: Vec::new(), repeated: Vec::new(), keyword: span, span };
        for inner in pair.into_inner() {
            self.clause(&inner);
            match inner.as_rule() {
                Rule::kw_consolidation => consolidation.keyword = self.span(&inner),
                Rule::labels => consolidation.labels = self.labels(inner),
                Rule::source => consolidation.items.extend(self.string_of(&inner).map(ConsolidationItem::Source)),
                Rule::consolidation_block => {
                    consolidation.repeated = self.repeated(&inner);
                    let items = inner.into_inner().filter_map(|item| self.consolidation_item(item));
                    consolidation.items.extend(items);
                }
                _ => {}
            }
        }
        consolidation
    }

    fn consolidation_item(&mut self, pair: Node<'_>) -> Option<ConsolidationItem> {
        Some(match pair.as_rule() {
            Rule::source => ConsolidationItem::Source(self.string_of(&pair)?),
            Rule::reports => ConsolidationItem::Reports(self.names(&pair)),
            Rule::level => ConsolidationItem::Level(self.level(pair)?),
            Rule::same => ConsolidationItem::Same(self.named_cells(&pair).next().unwrap_or_default()),
            Rule::add => ConsolidationItem::Add(self.named_cells(&pair).next().unwrap_or_default()),
            Rule::elimination => ConsolidationItem::Elimination(Box::new(self.elimination(pair)?)),
            Rule::bad_entry => ConsolidationItem::Broken(self.broken(&pair, Rule::only_consolidation_item)),
            _ => return None,
        })
    }

    fn names(&self, pair: &Node<'_>) -> Vec<Word> {
        pair.clone().into_inner().filter(|inner| inner.as_rule() == Rule::name).map(|name| self.word(&name)).collect()
    }

    fn level(&self, pair: Node<'_>) -> Option<Level> {
        let mut level = Level { name: self.first(&pair, Rule::name)?, labels: Labels::default(), members: Vec::new() };
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::labels => level.labels = self.labels(inner),
                Rule::level_members => level.members = self.names(&inner),
                _ => {}
            }
        }
        Some(level)
    }

    /// Gives the cells of each list of cells in a line: one, or one on each side of `against`.
    fn named_cells(&mut self, pair: &Node<'_>) -> impl Iterator<Item = Vec<Reference>> + use<> {
        let lists = pair.clone().into_inner().filter(|inner| inner.as_rule() == Rule::named_cells);
        let cells = |list: Node<'_>| -> Vec<Reference> {
            let cells = list.into_inner().filter(|inner| inner.as_rule() == Rule::reference);
            cells.filter_map(|cell| build_reference(self, cell)).collect()
        };
        lists.map(cells).collect::<Vec<_>>().into_iter()
    }

    fn elimination(&mut self, pair: Node<'_>) -> Option<Elimination> {
        let (name, span) = (self.first(&pair, Rule::name)?, self.span(&pair));
        let mut elimination = Elimination { name, labels: Labels::default(), items: Vec::new(), repeated: Vec::new(), span };
        for inner in pair.into_inner() {
            self.clause(&inner);
            match inner.as_rule() {
                Rule::labels => elimination.labels = self.labels(inner),
                Rule::source => elimination.items.extend(self.string_of(&inner).map(EliminationItem::Source)),
                Rule::elimination_block => {
                    elimination.repeated = self.repeated(&inner);
                    let items = inner.into_inner().filter_map(|item| self.elimination_item(item));
                    elimination.items.extend(items);
                }
                _ => {}
            }
        }
        Some(elimination)
    }

    fn elimination_item(&mut self, pair: Node<'_>) -> Option<EliminationItem> {
        Some(match pair.as_rule() {
            Rule::source => EliminationItem::Source(self.string_of(&pair)?),
            Rule::tolerance => EliminationItem::Tolerance(self.tolerance(pair)?),
            Rule::smaller_side => EliminationItem::SmallerSide(self.names(&pair)),
            Rule::against => {
                let mut sides = self.named_cells(&pair);
                EliminationItem::Against(Against { left: sides.next()?, right: sides.next()? })
            }
            Rule::bad_entry => {
                self.broken(&pair, Rule::only_elimination_item);
                EliminationItem::Broken
            }
            _ => return None,
        })
    }
}

/// Puts what could have followed in a consolidation into the reader's words.
pub(super) fn expected_word(rule: Rule) -> Option<Phrase> {
    Some(match rule {
        Rule::consolidation_block | Rule::elimination_block => said!("`{{`"),
        Rule::kw_against => said!("`against`"),
        Rule::level_members => said!("`of`"),
        Rule::kw_side => said!("`side`"),
        Rule::named_cells => said!("a cell as `table.010`"),
        _ => return None,
    })
}
