//! Lowers what a package says of consolidation.

use crate::settled_model::{NamedCell, SettledModel};
use positum_plan::consolidation::{Consolidation, EliminatedPair, Elimination};
use positum_plan::plan::CellReference;
use rust_decimal::Decimal;

/// Gives the consolidation of a plan; nothing where the package says none.
pub(super) fn consolidation(model: &SettledModel) -> Option<Consolidation> {
    let consolidation = model.resolved.consolidation.as_ref()?;
    let pairs_of_all = &model.consolidated.eliminations;
    let eliminations = consolidation.eliminations.iter().zip(pairs_of_all).map(|(elimination, pairs)| Elimination {
        name: elimination.name.clone(),
        label: elimination.label.clone(),
        pairs: pairs.iter().map(|pair| EliminatedPair { left: cells(&pair.left), right: cells(&pair.right) }).collect(),
        smaller_side: elimination.smaller_side.clone(),
        tolerance: elimination.tolerance.as_ref().map_or(Decimal::ZERO, |tolerance| tolerance.value),
        source: elimination.source.clone(),
    });
    Some(Consolidation {
        label: consolidation.label.clone(),
        source: consolidation.source.clone(),
        reports: consolidation.reports.clone(),
        levels: consolidation.levels.clone(),
        same: cells(&model.consolidated.same),
        added: cells(&model.consolidated.added),
        eliminations: eliminations.collect(),
    })
}

fn cells(named: &[NamedCell]) -> Vec<CellReference> {
    named.iter().map(|named| named.cell).collect()
}
