//! Opens a written form: its parts as XML, and its cells with what a spreadsheet program would make of them.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// A written form.
pub(crate) struct OpenForm {
    parts: BTreeMap<String, String>,
    texts: Vec<String>,
    unlocked: Vec<bool>,
    formats: Vec<String>,
}

/// A cell of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OpenCell {
    /// The text of a text, the digits of a number, the result of a formula.
    pub(crate) value: String,
    pub(crate) is_text: bool,
    pub(crate) formula: Option<String>,
    pub(crate) is_unlocked: bool,
    pub(crate) number_format: String,
}

impl OpenForm {
    pub(crate) fn new(bytes: &[u8]) -> Self {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut parts = BTreeMap::new();
        for index in 0..archive.len() {
            let mut part = archive.by_index(index).unwrap();
            let mut text = String::new();
            part.read_to_string(&mut text).unwrap();
            parts.insert(part.name().unwrap().into_owned(), text);
        }
        let mut form = Self { parts, texts: Vec::new(), unlocked: Vec::new(), formats: Vec::new() };
        form.texts = form
            .each("xl/sharedStrings.xml", "si", |item| item.descendants().filter(roxmltree::Node::is_text).filter_map(|node| node.text()).collect());
        form.unlocked =
            form.styles(|style| style.children().any(|child| child.has_tag_name((MAIN, "protection")) && child.attribute("locked") == Some("0")));
        let codes: BTreeMap<String, String> =
            form.each("xl/styles.xml", "numFmt", |format| (attribute(format, "numFmtId"), attribute(format, "formatCode"))).into_iter().collect();
        form.formats = form.styles(|style| {
            let id = attribute(style, "numFmtId");
            codes.get(&id).cloned().unwrap_or_else(|| format!("#{id}"))
        });
        form
    }

    /// Gives a part of the file.
    pub(crate) fn part(&self, name: &str) -> &str {
        self.parts.get(name).unwrap_or_else(|| panic!("no part {name}"))
    }

    pub(crate) fn part_names(&self) -> Vec<&str> {
        self.parts.keys().map(String::as_str).collect()
    }

    /// Gives something of each element of this name in a part.
    pub(crate) fn each<T>(&self, part: &str, element: &str, of: impl Fn(roxmltree::Node<'_, '_>) -> T) -> Vec<T> {
        let document = roxmltree::Document::parse(self.part(part)).unwrap();
        document.descendants().filter(|node| node.tag_name().name() == element).map(of).collect()
    }

    fn styles<T>(&self, of: impl Fn(roxmltree::Node<'_, '_>) -> T) -> Vec<T> {
        let document = roxmltree::Document::parse(self.part("xl/styles.xml")).unwrap();
        let styles = document.descendants().find(|node| node.tag_name().name() == "cellXfs").unwrap();
        styles.children().filter(roxmltree::Node::is_element).map(of).collect()
    }

    /// Gives the names of the sheets in order.
    pub(crate) fn sheets(&self) -> Vec<String> {
        self.each("xl/workbook.xml", "sheet", |sheet| attribute(sheet, "name"))
    }

    /// Gives the part of a sheet.
    pub(crate) fn sheet_part(&self, name: &str) -> String {
        let index = self.sheets().iter().position(|known| known == name).unwrap_or_else(|| panic!("no sheet {name} of {:?}", self.sheets()));
        format!("xl/worksheets/sheet{}.xml", index + 1)
    }

    /// Gives the names of the workbook with what they stand for.
    pub(crate) fn names(&self) -> BTreeMap<String, String> {
        self.each("xl/workbook.xml", "definedName", |name| (attribute(name, "name"), name.text().unwrap_or_default().to_owned()))
            .into_iter()
            .collect()
    }

    /// Gives the cells of a sheet, as `C12`.
    pub(crate) fn cells(&self, sheet: &str) -> BTreeMap<String, OpenCell> {
        let read = |cell: roxmltree::Node<'_, '_>| {
            let child =
                |name: &str| cell.children().find(|child| child.tag_name().name() == name).map(|child| child.text().unwrap_or_default().to_owned());
            let kind = cell.attribute("t").unwrap_or("n");
            let value = child("v").unwrap_or_default();
            let value = if kind == "s" { self.texts[value.parse::<usize>().unwrap()].clone() } else { value };
            let style: usize = cell.attribute("s").unwrap_or("0").parse().unwrap();
            let found = OpenCell {
                value,
                is_text: kind == "s" || kind == "str",
                formula: child("f"),
                is_unlocked: self.unlocked[style],
                number_format: self.formats[style].clone(),
            };
            (attribute(cell, "r"), found)
        };
        self.each(&self.sheet_part(sheet), "c", read).into_iter().collect()
    }

    /// Gives the cells of a sheet that can be typed into.
    pub(crate) fn unlocked(&self, sheet: &str) -> BTreeSet<String> {
        self.cells(sheet).into_iter().filter(|(_, cell)| cell.is_unlocked).map(|(name, _)| name).collect()
    }

    /// Gives what may be typed: by cells, the kind of rule and its first formula.
    pub(crate) fn rules(&self, sheet: &str) -> BTreeMap<String, (String, String)> {
        let read = |rule: roxmltree::Node<'_, '_>| {
            let formula = rule.descendants().find(|node| node.tag_name().name() == "formula1").and_then(|node| node.text()).unwrap_or_default();
            (attribute(rule, "sqref"), (attribute(rule, "type"), formula.to_owned()))
        };
        self.each(&self.sheet_part(sheet), "dataValidation", read).into_iter().collect()
    }

    /// Gives the merged cells of a sheet.
    pub(crate) fn merged(&self, sheet: &str) -> BTreeSet<String> {
        self.each(&self.sheet_part(sheet), "mergeCell", |cells| attribute(cells, "ref")).into_iter().collect()
    }
}

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// Gives an attribute; an empty text where there is none.
pub(crate) fn attribute(node: roxmltree::Node<'_, '_>, name: &str) -> String {
    node.attribute(name).unwrap_or_default().to_owned()
}
