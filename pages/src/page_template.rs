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
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
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
    let noticed = Arc::new(AtomicBool::new(false));
    registry.register_escape_fn(noticing(escape_of(markup), Arc::clone(&noticed)));
    let text = render(&registry, USERS, page, &scanned)?;
    match noticed.load(Ordering::Relaxed).then(|| no_text(page, &scanned)).flatten() {
        Some(error) => Err(error),
        None => Ok(text),
    }
}

/// Finds the first tag that writes what is no text: something that has texts in it, or several.
fn no_text(page: &ReportPage, scanned: &Scanned) -> Option<TemplateError> {
    let mut names = BTreeSet::new();
    let mut waiting = vec![serde_json::to_value(page).ok()?];
    while let Some(value) = waiting.pop() {
        match value {
            Value::Object(parts) => {
                names.extend(parts.iter().filter(|(_, part)| part.is_object() || part.is_array()).map(|(name, _)| name.clone()));
                waiting.extend(parts.into_iter().map(|(_, part)| part));
            }
            Value::Array(parts) => waiting.extend(parts),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    let last = |tag: &scan_template::Tag| tag.name.rsplit(['.', '/']).next().unwrap_or_default().to_owned();
    let tag = scanned.tags.iter().find(|tag| tag.kind == TagKind::Value && names.contains(&last(tag)))?;
    Some(TemplateError { line: tag.line, column: tag.column, mistake: Mistake::NoText(tag.name.clone()) })
}

fn escape_of(markup: Markup) -> fn(&str) -> String {
    match markup {
        Markup::Html => escaped_html,
        Markup::Markdown => escaped_markdown,
    }
}

/// How a text begins that the library makes of what is no text.
const NO_TEXT: [&str; 2] = ["[object]", "[[object]"];

/// Wraps an escape so that it notices what is no text.
fn noticing(escape: fn(&str) -> String, noticed: Arc<AtomicBool>) -> impl Fn(&str) -> String + Send + Sync + 'static {
    move |text| {
        if NO_TEXT.iter().any(|begin| text.starts_with(begin)) {
            noticed.store(true, Ordering::Relaxed);
        }
        escape(text)
    }
}

fn registry(markup: Markup) -> Result<Handlebars<'static>, TemplateError> {
    let mut registry = Handlebars::new();
    registry.set_strict_mode(true);
    registry.set_prevent_indent(true);
    registry.register_escape_fn(escape_of(markup));
    let parts = match markup {
        Markup::Html => HTML,
        Markup::Markdown => MARKDOWN,
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
