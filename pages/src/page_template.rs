//! Fills templates with the page's model: our own, and those that users write.
//!
//! In come a model as data, a template and the markup that comes of it; out goes text. Names are strict: one that the model
//! does not have is an error, never an empty text. What a template writes in two braces is escaped for the markup. A
//! template is looked through before it is compiled, because the compiler and the renderer recurse over its blocks.

mod escape;
pub mod known_names;
mod limited_writer;
mod scan_template;
mod template_error;
#[cfg(test)]
mod tests;

use crate::report_page::ReportPage;
use escape::{escaped_html, escaped_markdown};
use handlebars::{Handlebars, RenderError, RenderErrorReason};
use limited_writer::LimitedWriter;
use scan_template::{Scanned, TagKind, scan_template};
use serde::Serialize;
pub use template_error::{Mistake, TemplateError};

/// The style sheet of all pages.
pub const STYLE: &str = include_str!("templates/style.css");

/// What a template makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Markup {
    /// A page for browsers.
    Html,
    /// A text with tables as GitHub has them.
    Markdown,
}

/// A template of ours: its name and its text.
type Part = (&'static str, &'static str);

const HTML: [Part; 6] = [
    ("page", include_str!("templates/html/page.hbs")),
    ("submission", include_str!("templates/html/submission.hbs")),
    ("report", include_str!("templates/html/report.hbs")),
    ("table", include_str!("templates/html/table.hbs")),
    ("note", include_str!("templates/html/note.hbs")),
    ("explanation", include_str!("templates/html/explanation.hbs")),
];

const MARKDOWN: [Part; 6] = [
    ("page", include_str!("templates/markdown/page.hbs")),
    ("submission", include_str!("templates/markdown/submission.hbs")),
    ("report", include_str!("templates/markdown/report.hbs")),
    ("table", include_str!("templates/markdown/table.hbs")),
    ("note", include_str!("templates/markdown/note.hbs")),
    ("explanation", include_str!("templates/markdown/explanation.hbs")),
];

/// The name under which a user's template is known.
const USERS: &str = "template";

/// The parts of our pages that a template may take over.
pub const PARTS: [&str; 5] = ["submission", "report", "table", "note", "explanation"];

/// What templates are filled with.
#[derive(Serialize)]
struct Filling<'a> {
    #[serde(flatten)]
    page: &'a ReportPage,
    style: &'static str,
}

/// Writes a page with our own template.
///
/// # Errors
/// A page that is too long.
pub fn fill_own(page: &ReportPage, markup: Markup) -> Result<String, TemplateError> {
    render(&registry(markup)?, "page", page, &Scanned::default())
}

/// Writes a page with a user's template.
///
/// # Errors
/// What is wrong with the template, and where.
pub fn fill_users(page: &ReportPage, markup: Markup, template: &str) -> Result<String, TemplateError> {
    let scanned = scan_template(template)?;
    let mut registry = registry(markup)?;
    registry.register_template_string(USERS, template).map_err(|error| {
        let (line, column) = error.pos().unwrap_or((1, 1));
        TemplateError { line, column, mistake: Mistake::Syntax }
    })?;
    render(&registry, USERS, page, &scanned)
}

fn registry(markup: Markup) -> Result<Handlebars<'static>, TemplateError> {
    let mut registry = Handlebars::new();
    registry.set_strict_mode(true);
    registry.set_prevent_indent(true);
    let parts = match markup {
        Markup::Html => {
            registry.register_escape_fn(escaped_html);
            HTML
        }
        Markup::Markdown => {
            registry.register_escape_fn(escaped_markdown);
            MARKDOWN
        }
    };
    for (name, text) in parts {
        registry.register_template_string(name, text).map_err(|error| {
            let (line, column) = error.pos().unwrap_or((1, 1));
            TemplateError { line, column, mistake: Mistake::Syntax }
        })?;
    }
    Ok(registry)
}

fn render(registry: &Handlebars<'_>, name: &str, page: &ReportPage, scanned: &Scanned) -> Result<String, TemplateError> {
    let mut writer = LimitedWriter::default();
    let filling = Filling { page, style: STYLE };
    match registry.render_to_write(name, &filling, &mut writer) {
        Ok(()) => Ok(writer.into_text()),
        Err(_) if writer.is_full() => Err(TemplateError { line: 1, column: 1, mistake: Mistake::TooLong }),
        Err(error) => Err(render_error(&error, scanned)),
    }
}

fn render_error(error: &RenderError, scanned: &Scanned) -> TemplateError {
    let (line, column) = (error.line_no.unwrap_or(1), error.column_no.unwrap_or(1));
    let part = error.template_name.as_deref().filter(|name| PARTS.contains(name));
    if let Some(part) = part {
        // The part is right by itself: it was taken over where its names are not.
        let tag = scanned.tags.iter().find(|tag| tag.kind == TagKind::Part && tag.name == part);
        let (line, column) = tag.map_or((1, 1), |tag| (tag.line, tag.column));
        return TemplateError { line, column, mistake: Mistake::PartElsewhere(part.to_owned()) };
    }
    let mistake = match error.reason() {
        RenderErrorReason::MissingVariable(Some(name)) => Mistake::NotHere(name.clone()),
        _ => scanned.name_at(line, column).map_or(Mistake::Syntax, Mistake::NotHere),
    };
    TemplateError { line, column, mistake }
}
