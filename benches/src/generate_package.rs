//! A package of a wished size, as text. What comes out is the same for the same size and seed, and compiles without an
//! error or a warning.
//!
//! The shape is that of the European framework of bank reporting: a third of the tables are lists, tables reach into each
//! other within and across reports, and there is a check for every two rows or columns.

use crate::make_checks::make_checks;
use crate::make_tables::make_tables;
use crate::package_model::PackageModel;
use crate::random::Random;
use crate::write_package::write_package;

/// How much of everything a package has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PackageSize {
    /// Forms, grids and lists.
    pub tables: usize,
    /// How many of the tables are lists.
    pub open_tables: usize,
    /// Positions, rows and columns of all tables; a table has five at least, a grid eight.
    pub positions: usize,
    /// Checks of tables and reports.
    pub checks: usize,
}

impl PackageSize {
    /// The European framework, as it is published: all templates of all modules.
    pub const EUROPEAN: Self = Self { tables: 1_066, open_tables: 347, positions: 20_000, checks: 11_000 };

    /// A package of the European shape with so many positions.
    pub fn of_positions(positions: usize) -> Self {
        let whole = Self::EUROPEAN;
        let part = |count: usize| count * positions / whole.positions;
        Self { tables: part(whole.tables).max(3), open_tables: part(whole.open_tables).max(1), positions, checks: part(whole.checks) }
    }
}

/// Generates the files of a package: their names and texts.
pub fn generate_package(size: PackageSize, seed: u64) -> Vec<(String, String)> {
    write_package(&make_package(size, seed))
}

fn make_package(size: PackageSize, seed: u64) -> PackageModel {
    let mut random = Random::new(seed);
    let mut model = PackageModel { report_count: size.tables.div_ceil(17), ..PackageModel::default() };
    make_tables(size, &mut model, &mut random);
    make_checks(size, &mut model, &mut random);
    model
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::package_model::{Shape, Table};
    use positum_compiler::compile::compile;

    fn positions(table: &Table) -> usize {
        match &table.shape {
            Shape::Form { positions, .. } => positions.len(),
            Shape::Grid { columns, rows } => columns.len() + rows.len(),
            // The column after `by` is the first of the new list.
            Shape::List { columns, derivation, .. } => columns.len() + usize::from(derivation.is_some()),
        }
    }

    #[test]
    fn packages_compile_without_an_error_or_a_warning() {
        for (positions, seed) in [(100, 1), (100, 2), (300, 3), (300, 4), (1_000, 5), (2_000, 6)] {
            let files = generate_package(PackageSize::of_positions(positions), seed);
            let texts: Vec<&str> = files.iter().map(|(_, text)| text.as_str()).collect();
            let compiled = compile(&texts);
            assert!(compiled.diagnostics.is_empty(), "{positions} {seed}: {:?}", compiled.diagnostics.first());
            assert!(compiled.plan.is_some());
        }
    }

    #[test]
    fn the_european_package_has_as_many_tables_positions_and_checks_as_it_says() {
        let model = make_package(PackageSize::EUROPEAN, 1);
        assert_eq!(model.tables.len(), 1_066);
        assert_eq!(model.tables.iter().filter(|table| table.is_list()).count(), 347);
        assert_eq!(model.tables.iter().map(positions).sum::<usize>(), 20_000);
        let of_tables: usize = model.tables.iter().map(|table| table.checks.len()).sum();
        let of_reports: usize = model.report_checks.iter().map(Vec::len).sum();
        assert_eq!(of_tables + of_reports, 11_000);
    }

    #[test]
    fn a_seed_gives_one_package_and_another_seed_another() {
        let size = PackageSize::of_positions(300);
        assert_eq!(generate_package(size, 7), generate_package(size, 7));
        assert_ne!(generate_package(size, 7), generate_package(size, 8));
    }
}
