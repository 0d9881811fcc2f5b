//! Draws a graph as SVG that stands within a page, whose style sheet gives the colours.

use super::layers::{Arrow, Layout, Point};
use super::{Graph, GraphBox};
use crate::guide::page::shown;
use std::fmt::Write;

/// The width of a box.
pub(super) const WIDTH: i64 = 184;
/// The height of a box.
pub(super) const HEIGHT: i64 = 42;
/// The most characters of a name in a box.
const NAME_CHARACTERS: usize = 21;
/// The most characters of a title in a box.
const TITLE_CHARACTERS: usize = 24;

/// What a picture is called.
pub(super) struct Named<'a> {
    pub(super) id: &'a str,
    pub(super) title: &'a str,
    pub(super) description: &'a str,
}

/// Writes the picture. Boxes are links, so that it is a group and no image: what is in an image cannot be reached.
pub(super) fn write_svg(graph: &Graph, layout: &Layout, named: &Named<'_>) -> String {
    let (width, height, id) = (layout.width, layout.height, escaped(named.id));
    let mut svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" class="graph" role="group" width="{width}" height="{height}" viewBox="0 0 {width} {height}" aria-labelledby="{id}-title" aria-describedby="{id}-text">"#
    );
    // Writing to a text does not fail.
    let _ = write!(svg, r#"<title id="{id}-title">{}</title><desc id="{id}-text">{}</desc>"#, escaped(named.title), escaped(named.description));
    let _ = write!(
        svg,
        r#"<defs><marker id="{id}-tip" class="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto-start-reverse"><path d="M0 0L8 4L0 8Z"/></marker></defs>"#
    );
    for ((from, to), arrow) in graph.arrows.iter().zip(&layout.arrows) {
        if let (Some(from), Some(to)) = (graph.boxes.get(*from), graph.boxes.get(*to)) {
            write_arrow(&mut svg, arrow, (from, to), &id);
        }
    }
    for (one, at) in graph.boxes.iter().zip(&layout.boxes) {
        write_box(&mut svg, one, *at);
    }
    svg.push_str("</svg>");
    svg
}

fn write_arrow(svg: &mut String, arrow: &Arrow, (from, to): (&GraphBox, &GraphBox), id: &str) {
    let mut path = String::new();
    let mut before: Option<Point> = None;
    for (index, point) in arrow.points.iter().enumerate() {
        let _ = match before {
            None => write!(path, "M{} {}", point.x, point.y),
            // Through a passage it runs straight.
            Some(_) if index.is_multiple_of(2) => write!(path, "L{} {}", point.x, point.y),
            Some(last) => {
                let half = last.x.midpoint(point.x);
                write!(path, "C{half} {} {half} {} {} {}", last.y, point.y, point.x, point.y)
            }
        };
        before = Some(*point);
    }
    let (class, end) = if arrow.is_back { ("arrow back", "start") } else { ("arrow", "end") };
    let (from, to) = (escaped(&from.href), escaped(&to.href));
    let _ = write!(svg, r#"<path class="{class}" data-from="{from}" data-to="{to}" d="{path}" marker-{end}="url(#{id}-tip)"/>"#);
}

fn write_box(svg: &mut String, one: &GraphBox, at: Point) {
    let class = match (one.is_foreign, one.is_intermediate) {
        (true, _) => "box foreign",
        (false, true) => "box intermediate",
        (false, false) => "box",
    };
    let (x, y) = (at.x, at.y);
    let (left, middle) = (x.saturating_add(10), y.saturating_add(HEIGHT / 2));
    let (upper, lower) = (y.saturating_add(18), y.saturating_add(34));
    let full = if one.title.is_empty() { one.name.clone() } else { format!("{} – {}", one.name, one.title) };
    let name = escaped(&shortened(&one.name, NAME_CHARACTERS));
    let _ = write!(svg, r#"<a class="{class}" href="{}"><title>{}</title>"#, escaped(&one.href), escaped(&full));
    let _ = write!(svg, r#"<rect x="{x}" y="{y}" width="{WIDTH}" height="{HEIGHT}" rx="5"/>"#);
    if one.title.is_empty() {
        let _ = write!(svg, r#"<text class="name" x="{left}" y="{}">{name}</text></a>"#, middle.saturating_add(5));
    } else {
        let title = escaped(&shortened(&one.title, TITLE_CHARACTERS));
        let _ =
            write!(svg, r#"<text class="name" x="{left}" y="{upper}">{name}</text><text class="title" x="{left}" y="{lower}">{title}</text></a>"#);
    }
}

fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let start: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", start.trim_end())
}

fn escaped(text: &str) -> String {
    shown(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}
