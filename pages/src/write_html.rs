//! Writes evaluated submissions as a page for browsers and printers, without script and without anything from outside.

use crate::page_template::{Markup, TemplateError, fill_own};
use crate::report_page::ReportPage;

/// Writes the page.
///
/// # Errors
/// A page that is too long.
pub fn write_html(page: &ReportPage) -> Result<String, TemplateError> {
    fill_own(page, Markup::Html)
}
