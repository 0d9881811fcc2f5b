//! How the cells of a form look: fonts, fills, borders, numbers.
//!
//! In come what a cell is and its type; out go formats. It knows no places.

use positum_plan::plan::Severity;
use positum_plan::value::{Quantity, ValueType};
use positum_runtime::language::Language;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// A font that every system has, or one of the same widths.
pub(crate) const FONT: &str = "Arial";
/// Its size in points.
pub(crate) const FONT_SIZE: u32 = 10;

const BORDER: Color = Color::RGB(0x00A6_A6A6);
const INPUT: Color = Color::RGB(0x00FF_FDE7);
const MISSING: Color = Color::RGB(0x00FF_F0B3);
const COMPUTED: Color = Color::RGB(0x00E9_EFF7);
const CROSSED: Color = Color::RGB(0x00D9_D9D9);
const HEADER: Color = Color::RGB(0x00DC_E6F1);
const HEADING: Color = Color::RGB(0x00F2_F2F2);
const QUIET: Color = Color::RGB(0x0059_5959);
const FAILED: (Color, Color) = (Color::RGB(0x00F8_CBCB), Color::RGB(0x007F_0000));
const WARNED: (Color, Color) = (Color::RGB(0x00FF_D98A), Color::RGB(0x0066_3C00));
const NOTED: (Color, Color) = (Color::RGB(0x00C6_E2FF), Color::RGB(0x0000_3A70));

/// What a cell of values is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CellKind {
    /// To be filled in.
    Input,
    /// Computed by the form.
    Computed,
}

/// The format that all others are made of.
pub(crate) fn base() -> Format {
    Format::new().set_font_name(FONT).set_font_size(FONT_SIZE).set_align(FormatAlign::VerticalCenter)
}

/// A title; the size in points.
pub(crate) fn title(size: u32) -> Format {
    base().set_font_size(size).set_bold().set_text_wrap()
}

/// Running text.
pub(crate) fn text() -> Format {
    base().set_text_wrap()
}

/// Less important text: sources, notes.
pub(crate) fn quiet() -> Format {
    text().set_font_size(9).set_font_color(QUIET)
}

/// A label of a row or position; indented by headings over it.
pub(crate) fn label(depth: usize) -> Format {
    bordered(text()).set_indent(indent(depth))
}

/// Gives by how much a label stands in, in steps of about two characters; text never touches a border.
fn indent(depth: usize) -> u8 {
    u8::try_from(depth.saturating_add(1).min(8)).unwrap_or(1)
}

/// The code of a row; one that is only a name is not printed in annexes, and stands back.
pub(crate) fn code(is_name: bool) -> Format {
    let format = bordered(base()).set_align(FormatAlign::Center).set_num_format("@");
    if is_name { format.set_font_color(BORDER).set_font_size(8).set_shrink() } else { format }
}

/// A cell of the header.
pub(crate) fn header() -> Format {
    bordered(text()).set_bold().set_align(FormatAlign::Center).set_background_color(HEADER)
}

/// A code under the header.
pub(crate) fn header_code(is_name: bool) -> Format {
    let format = bordered(base()).set_align(FormatAlign::Center).set_background_color(HEADER).set_num_format("@");
    if is_name { format.set_font_color(QUIET).set_font_size(8).set_shrink() } else { format }
}

/// A heading between rows; the depth is that of headings over it.
pub(crate) fn heading(depth: usize) -> Format {
    bordered(text()).set_bold().set_background_color(HEADING).set_indent(indent(depth))
}

/// A cell without a value.
pub(crate) fn crossed() -> Format {
    bordered(base()).set_align(FormatAlign::Center).set_background_color(CROSSED).set_font_color(QUIET)
}

/// A cell of a table of texts, as that of checks.
pub(crate) fn bordered_text() -> Format {
    bordered(text()).set_align(FormatAlign::Left).set_align(FormatAlign::Top).set_indent(1)
}

/// A cell of a value.
pub(crate) fn value(kind: CellKind, value_type: &ValueType, language: Language) -> Format {
    let format = aligned(bordered(base()).set_num_format(number_format(value_type, language)), value_type);
    match kind {
        CellKind::Input => format.set_background_color(INPUT).set_unlocked(),
        CellKind::Computed => format.set_background_color(COMPUTED),
    }
}

/// A cell of a total.
pub(crate) fn total(format: Format) -> Format {
    format.set_bold().set_border_top(FormatBorder::Medium)
}

/// A field for a text, as the entity.
pub(crate) fn text_field() -> Format {
    bordered(base()).set_background_color(INPUT).set_num_format("@").set_unlocked().set_text_wrap().set_indent(1)
}

/// The sample of a cell in the legend.
pub(crate) fn sample(kind: CellKind) -> Format {
    let format = bordered(base()).set_align(FormatAlign::Center);
    match kind {
        CellKind::Input => format.set_background_color(INPUT),
        CellKind::Computed => format.set_background_color(COMPUTED),
    }
}

/// A required cell that is empty.
pub(crate) fn missing() -> Format {
    Format::new().set_background_color(MISSING)
}

/// A cell of a failed check.
pub(crate) fn failed(severity: Severity) -> Format {
    let (fill, font) = match severity {
        Severity::Error | Severity::Breach => FAILED,
        Severity::Warning => WARNED,
        Severity::Info => NOTED,
    };
    Format::new().set_background_color(fill).set_font_color(font)
}

/// The fill of a mark in the legend.
pub(crate) fn legend(marked: &Format) -> Format {
    bordered(base()).set_align(FormatAlign::Center).merge(marked)
}

fn bordered(format: Format) -> Format {
    format.set_border(FormatBorder::Thin).set_border_color(BORDER)
}

fn aligned(format: Format, value_type: &ValueType) -> Format {
    match value_type.quantity {
        Quantity::Amount(_)
        | Quantity::Rate { .. }
        | Quantity::Ratio(_)
        | Quantity::Count
        | Quantity::Integer
        | Quantity::Decimal
        | Quantity::Days => format.set_align(FormatAlign::Right),
        Quantity::Date | Quantity::Bool | Quantity::Code(_) => format.set_align(FormatAlign::Center),
        Quantity::Text => format.set_align(FormatAlign::Left).set_indent(1).set_text_wrap(),
    }
}

/// Gives the number format; group and decimal marks become those of whoever opens the form.
pub(crate) fn number_format(value_type: &ValueType, language: Language) -> String {
    let fraction = |whole: &str| match usize::try_from(value_type.decimals) {
        Ok(decimals) if decimals > 0 => format!("{whole}.{}", "0".repeat(decimals)),
        Ok(_) | Err(_) => whole.to_owned(),
    };
    match value_type.quantity {
        Quantity::Amount(_) | Quantity::Count | Quantity::Decimal | Quantity::Days => fraction("#,##0"),
        // A rate or ratio is short; an integer is a number of a member or account.
        Quantity::Rate { .. } | Quantity::Ratio(_) | Quantity::Integer => fraction("0"),
        Quantity::Date => match language {
            Language::Latvian => "dd\\.mm\\.yyyy\\.".to_owned(),
            Language::English => "d mmm yyyy".to_owned(),
        },
        Quantity::Text | Quantity::Bool | Quantity::Code(_) => "@".to_owned(),
    }
}
