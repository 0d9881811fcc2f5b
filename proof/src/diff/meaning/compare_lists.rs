//! What only lists have: keys, which lines they take of others, total rows.

use super::Comparing;
use crate::diff::change::{Aspect, Subject};
use crate::diff::spoken::Spoken;
use crate::diff::things::{Thing, list_name};
use positum_plan::plan::{ColumnId, Derivation, List, Plan, Shape, TableId};

impl Comparing<'_> {
    pub(super) fn compare_lists(&mut self, subject: &Subject, label: &Spoken, old: TableId, new: TableId) {
        let (before, after) = (self.old, self.new);
        let (Shape::List(one), Shape::List(two)) = (&before.tables[old].shape, &after.tables[new].shape) else { return };
        let codes = |plan: &Plan, columns: &[ColumnId]| {
            let text = columns.iter().map(|column| plan.columns[*column].code.clone()).collect::<Vec<_>>().join(", ");
            Spoken::same(if text.is_empty() { "–" } else { &text })
        };
        self.differ(subject, label, Aspect::Key, codes(before, &one.key), codes(after, &two.key));
        if one.key.len() != two.key.len() || codes(before, &one.key) != codes(after, &two.key) {
            self.seed(Thing::List(list_name(after, new)));
        }
        self.compare_derivations(subject, label, new, (one.derivation.as_ref(), two.derivation.as_ref()));
        let total = |plan: &Plan, list: &List| {
            let cells = list.total.as_ref().map(|total| total.cells.iter().map(|(column, _)| *column).collect::<Vec<_>>());
            cells.map_or_else(|| Spoken::same("–"), |cells| codes(plan, &cells))
        };
        self.differ(subject, label, Aspect::TotalRow, total(before, one), total(after, two));
    }

    fn compare_derivations(&mut self, subject: &Subject, label: &Spoken, new: TableId, pair: (Option<&Derivation>, Option<&Derivation>)) {
        let filters = (pair.0.and_then(|one| one.filter), pair.1.and_then(|two| two.filter));
        let text = |plan: &Plan, derivation: Option<&Derivation>| {
            let Some(derivation) = derivation else { return "–".to_owned() };
            let by = derivation.by.iter().map(|column| plan.columns[*column].code.clone()).collect::<Vec<_>>().join(", ");
            let filter = if derivation.filter_text.is_empty() { String::new() } else { format!(" where {}", derivation.filter_text) };
            format!("from {}{filter} by {by}", plan.tables[derivation.source].name)
        };
        let bare = |plan: &Plan, derivation: Option<&Derivation>| {
            derivation.map(|one| (list_name(plan, one.source), one.by.iter().map(|column| plan.columns[*column].code.clone()).collect::<Vec<_>>()))
        };
        let is_same = bare(self.old, pair.0) == bare(self.new, pair.1) && self.is_same_condition(filters.0, filters.1);
        if !is_same {
            let (old, new_text) = (Spoken::same(&text(self.old, pair.0)), Spoken::same(&text(self.new, pair.1)));
            self.change(subject.clone(), label.clone(), Aspect::Lines, Some(old), Some(new_text));
            self.seed(Thing::List(list_name(self.new, new)));
        }
    }
}
