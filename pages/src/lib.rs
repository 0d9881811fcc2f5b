//! Pages that people read: reports as HTML and Markdown, and the guide that is published with a form.
//!
//! In come plans and evaluated submissions; out goes text. It knows no definitions' text, no files and no spreadsheets.
//! It is a crate of its own because handlebars brings a parser, which a runtime does not need.

pub mod coverage;
pub mod guide;
pub mod page_template;
pub mod page_words;
pub mod report_page;
pub mod write_html;
pub mod write_markdown;
