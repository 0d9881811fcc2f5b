//! The keys by which a form is read back, wherever a person has moved its cells: those who write forms and those who read them
//! take them from here.

/// What the names of a form's cells begin with.
pub(crate) const NAME_PREFIX: &str = "positum_";
/// The name of the cell that holds the package.
pub(crate) const PACKAGE: &str = "positum_package";
/// The name of the cell that holds the fingerprint of the definition.
pub(crate) const VERSION: &str = "positum_version";
/// The name of the cell that says who reports.
pub(crate) const ENTITY: &str = "positum_entity";
/// The name of the cell that holds the period.
pub(crate) const PERIOD: &str = "positum_period";
/// What the names of cells of parameters begin with.
pub(crate) const PARAMETER: &str = "positum_parameter_";
/// What the mark of a table begins with; report and table follow.
pub(crate) const MARK: &str = "positum:";
/// The key of the column of labels.
pub(crate) const LABEL_KEY: &str = "#label";
/// The key of the column of codes.
pub(crate) const CODE_KEY: &str = "#code";
/// The key of the column of a form's values.
pub(crate) const VALUE_KEY: &str = "#value";
/// What stands in the column of the mark in prepared lines of a list.
pub(crate) const LINE_MARK: &str = "line";
/// What stands there in the row that closes a list.
pub(crate) const TOTAL_MARK: &str = "total";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_by_what_they_begin_with() {
        // In small letters, as names are read.
        for name in [PACKAGE, VERSION, ENTITY, PERIOD, PARAMETER] {
            assert!(name.starts_with(NAME_PREFIX) && name.to_ascii_lowercase() == name, "{name}");
        }
    }

    #[test]
    fn keys_stand_nowhere_else() {
        let sources = [
            include_str!("read_workbook/cell_reference.rs"),
            include_str!("read_workbook/fields.rs"),
            include_str!("read_workbook/read_lines.rs"),
            include_str!("read_workbook/table_sheets.rs"),
            include_str!("read_workbook/workbook.rs"),
            include_str!("read_workbook/workbook_error.rs"),
            include_str!("write_form/form_content.rs"),
            include_str!("write_form/grid_sheet.rs"),
            include_str!("write_form/list_sheet.rs"),
            include_str!("write_form/period_sheet.rs"),
            include_str!("write_form/required_marks.rs"),
            include_str!("write_form/table_header.rs"),
        ];
        for key in [PACKAGE, VERSION, ENTITY, PERIOD, PARAMETER, MARK, LABEL_KEY, CODE_KEY, VALUE_KEY] {
            assert!(sources.iter().all(|source| !source.contains(key)), "{key}");
        }
    }
}
