//! Writes evaluated submissions as Markdown, with tables as GitHub has them, that can also be read as plain text.

use crate::page_template::{Markup, TemplateError, fill_own};
use crate::report_page::ReportPage;

/// Writes the text.
///
/// # Errors
/// A text that is too long.
pub fn write_markdown(page: &ReportPage) -> Result<String, TemplateError> {
    fill_own(page, Markup::Markdown)
}
