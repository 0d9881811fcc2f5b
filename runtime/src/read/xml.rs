//! Reads the XML document of a submission, as `render::xml` writes it.
//!
//! The names of elements are those of [`crate::render::element_name`]. An element that the package does not know becomes a
//! cell all the same, and evaluating it gives the finding; only what has no address at all is an error.

mod check_markup;
#[cfg(test)]
mod hostile_tests;

pub(super) use check_markup::DEEPEST_ELEMENT;

use super::places::Places;
use super::read_error::{DocumentProblem, ReadError, ReadErrorKind, SyntaxProblem};
use super::table_looks::{TableLooks, looks_of};
use super::{Input, MOST_LINES, address, shortened};
use crate::finding_text::printable;
use crate::render::element_name::{CodeKind, code_of_element, name_of_element};
use crate::render::xml::{
    COMPUTED, ENTITY, GIVEN, GIVEN_NUMBER, GIVEN_UNKNOWN, GIVEN_UNREADABLE, LINE, MODULE, NUMBER, OTHER, PERIOD, ROOT, namespace_of,
};
use crate::submission::{Address, Given, PARAMETERS, Submission, SubmittedCell};
use check_markup::{check_encoding, check_markup};
use roxmltree::{Document, Node, ParsingOptions};

/// The most elements and texts of a document.
const MOST_NODES: u32 = 15_000_000;
/// The most cells of a document: more than fit into a file with a name and a value each, fewer than elements of one letter do.
const MOST_CELLS: usize = 5_000_000;

/// Reads the submission of a document.
pub(super) fn read_document(input: &Input<'_>, text: &str) -> Result<Submission, ReadError> {
    if text.trim().is_empty() {
        return Err(input.error((0, 0), ReadErrorKind::Empty));
    }
    check_encoding(text).map_err(|(problem, offset)| input.error(Places::new(text).at(offset), problem.into()))?;
    check_markup(text).map_err(|(problem, offset)| input.error(Places::new(text).at(offset), problem.into()))?;
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|error| syntax_error(input, &error))?;
    let namespace = namespace_of(input.plan);
    let reader = XmlReader { input, places: Places::new(text), namespace: &namespace, cells: Vec::new() };
    reader.read_root(document.root_element())
}

fn syntax_error(input: &Input<'_>, error: &roxmltree::Error) -> ReadError {
    let position = error.pos();
    let place = (position.row.into(), position.col.into());
    let kind = match error {
        roxmltree::Error::UnknownEntityReference(name, _) => DocumentProblem::UnknownEntity(name.clone()).into(),
        roxmltree::Error::DtdDetected => DocumentProblem::DocumentType.into(),
        roxmltree::Error::NodesLimitReached => return input.error((0, 0), DocumentProblem::TooManyElements.into()),
        other => {
            let message = other.to_string();
            let detail = message.strip_suffix(&format!(" at {position}")).unwrap_or(&message);
            // The reader's words may hold a sign of the document as it is.
            SyntaxProblem::Xml(printable(detail)).into()
        }
    };
    input.error(place, kind)
}

struct XmlReader<'a, 't> {
    input: &'a Input<'a>,
    places: Places<'t>,
    namespace: &'a str,
    cells: Vec<SubmittedCell>,
}

type Element<'d, 't> = Node<'d, 't>;

impl<'t> XmlReader<'_, 't> {
    fn fail<T>(&mut self, element: Element<'_, 't>, problem: DocumentProblem) -> Result<T, ReadError> {
        Err(self.input.error(self.places.at(element.range().start), problem.into()))
    }

    fn read_root(mut self, root: Element<'_, 't>) -> Result<Submission, ReadError> {
        let (name, namespace) = (root.tag_name().name(), root.tag_name().namespace().unwrap_or_default());
        if name != ROOT || namespace != self.namespace {
            let expected = self.namespace.to_owned();
            return self.fail(root, DocumentProblem::OtherRoot { found: shortened(name), namespace: shortened(namespace), expected });
        }
        self.check_attributes(root, &[ENTITY, PERIOD])?;
        let place = self.places.at(root.range().start);
        let entity = self.input.entity(attribute_of(root, ENTITY).unwrap_or_default(), place)?;
        let period = self.input.period(attribute_of(root, PERIOD), place)?;
        for child in self.children(root)? {
            match child.tag_name().name() {
                PARAMETERS => self.read_parameters(child)?,
                OTHER => self.read_other(child)?,
                name => self.read_report(child, &name_of_element(name))?,
            }
        }
        Ok(Submission { entity, period, cells: self.cells })
    }

    fn read_parameters(&mut self, parameters: Element<'_, 't>) -> Result<(), ReadError> {
        self.check_attributes(parameters, &[])?;
        for child in self.children(parameters)? {
            self.add_cell(address(PARAMETERS, "", &name_of_element(child.tag_name().name()), ""), child)?;
        }
        Ok(())
    }

    /// Reads a value with its address in attributes.
    fn read_other(&mut self, element: Element<'_, 't>) -> Result<(), ReadError> {
        let [report, table, row, column] = ["report", "table", "row", "column"].map(|name| attribute_of(element, name).unwrap_or_default());
        self.check_attributes(element, &["report", "table", "row", "column", GIVEN])?;
        self.push(address(report, table, row, column), element);
        Ok(())
    }

    fn read_report(&mut self, element: Element<'_, 't>, report: &str) -> Result<(), ReadError> {
        self.check_attributes(element, &[MODULE])?;
        if is_leaf(element) {
            self.add_misplaced(address(report, "", "", ""), element);
            return Ok(());
        }
        for child in self.children(element)? {
            self.read_table(child, report, &name_of_element(child.tag_name().name()))?;
        }
        Ok(())
    }

    fn read_table(&mut self, element: Element<'_, 't>, report: &str, table: &str) -> Result<(), ReadError> {
        self.check_attributes(element, &[])?;
        if is_leaf(element) {
            self.add_misplaced(address(report, table, "", ""), element);
            return Ok(());
        }
        let looks = looks_of(self.input.plan, report, table);
        let mut lines = 0_usize;
        for child in self.children(element)? {
            let name = child.tag_name().name();
            match looks {
                TableLooks::List | TableLooks::Unknown if name == LINE => {
                    lines = lines.saturating_add(1);
                    if lines > MOST_LINES {
                        return self.fail(child, DocumentProblem::TooManyLines);
                    }
                    let number = attribute_of(child, NUMBER).map_or_else(|| lines.to_string(), str::to_owned);
                    self.read_row(child, report, table, &number)?;
                }
                TableLooks::List => self.read_row(child, report, table, &name_of_element(name))?,
                TableLooks::Grid => self.read_row(child, report, table, &code_of_element(name, CodeKind::Row))?,
                TableLooks::Unknown if !is_leaf(child) => self.read_row(child, report, table, &code_of_element(name, CodeKind::Row))?,
                TableLooks::Form | TableLooks::Unknown => {
                    self.add_cell(address(report, table, &code_of_element(name, CodeKind::Position), ""), child)?
                }
            }
        }
        Ok(())
    }

    fn read_row(&mut self, element: Element<'_, 't>, report: &str, table: &str, row: &str) -> Result<(), ReadError> {
        let known: &[&str] = if element.tag_name().name() == LINE { &[NUMBER] } else { &[] };
        self.check_attributes(element, known)?;
        if is_leaf(element) {
            self.add_misplaced(address(report, table, row, ""), element);
            return Ok(());
        }
        for child in self.children(element)? {
            self.add_cell(address(report, table, row, &code_of_element(child.tag_name().name(), CodeKind::Column)), child)?;
        }
        Ok(())
    }

    fn add_cell(&mut self, address: Address, element: Element<'_, 't>) -> Result<(), ReadError> {
        self.check_attributes(element, &[COMPUTED, GIVEN])?;
        if self.cells.len() >= MOST_CELLS {
            return self.fail(element, DocumentProblem::TooManyElements);
        }
        self.push(address, element);
        Ok(())
    }

    /// Adds what stands in place of a report, table or row, unless nothing does.
    fn add_misplaced(&mut self, address: Address, element: Element<'_, 't>) {
        let text = text_of(element);
        if !text.trim().is_empty() {
            let place = self.places.at(element.range().start);
            self.cells.push(SubmittedCell { address, given: Given::NoValue(shortened(&text)), origin: self.input.origin(place) });
        }
    }

    fn push(&mut self, address: Address, element: Element<'_, 't>) {
        let place = self.places.at(element.range().start);
        self.cells.push(SubmittedCell { address, given: given(element), origin: self.input.origin(place) });
    }

    /// Gives the elements in an element that holds no text.
    fn children<'d>(&mut self, element: Element<'d, 't>) -> Result<impl Iterator<Item = Element<'d, 't>> + use<'d, 't>, ReadError> {
        for child in element.children() {
            if child.is_text() && child.text().is_some_and(|text| !text.trim().is_empty()) {
                return self.fail(child, DocumentProblem::TextBetween);
            }
            if child.is_element() && child.tag_name().namespace() != Some(self.namespace) {
                return self.fail(child, DocumentProblem::OtherNamespace(child.tag_name().name().to_owned()));
            }
        }
        Ok(element.children().filter(Node::is_element))
    }

    /// Refuses attributes without a meaning; those of other namespaces are not ours to judge.
    fn check_attributes(&mut self, element: Element<'_, 't>, known: &[&str]) -> Result<(), ReadError> {
        let unknown = element.attributes().find(|attribute| attribute.namespace().is_none() && !known.contains(&attribute.name()));
        match unknown {
            Some(attribute) => self.fail(element, DocumentProblem::UnknownAttribute(attribute.name().to_owned())),
            None => Ok(()),
        }
    }
}

/// Gives an attribute of no namespace. The tree's own search takes one of any namespace for it.
fn attribute_of<'d>(element: Element<'d, '_>, name: &str) -> Option<&'d str> {
    element.attributes().find(|attribute| attribute.namespace().is_none() && attribute.name() == name).map(|attribute| attribute.value())
}

/// Tells whether an element has text and no elements.
fn is_leaf(element: Element<'_, '_>) -> bool {
    !element.children().any(|child| child.is_element())
}

fn text_of(element: Element<'_, '_>) -> String {
    element.children().filter(Node::is_text).filter_map(|child| child.text()).collect()
}

fn given(element: Element<'_, '_>) -> Given {
    if !is_leaf(element) {
        let names: Vec<String> = element.children().filter(Node::is_element).map(|child| format!("<{}>", child.tag_name().name())).collect();
        return Given::NoValue(shortened(&names.concat()));
    }
    let text = text_of(element);
    match attribute_of(element, GIVEN) {
        Some(GIVEN_NUMBER) => Given::JsonNumber(text),
        Some(GIVEN_UNREADABLE) => Given::NoValue(text),
        Some(GIVEN_UNKNOWN) => Given::UnknownOfMembers,
        Some(_) | None if text.is_empty() => Given::Nothing,
        Some(_) | None => Given::Text(text),
    }
}

#[cfg(test)]
mod tests {
    use crate::read::sample_plan::{sample_plan, shown};
    use crate::read::{Format, ReadOptions, read_all};

    const ROOT: &str = "<submission xmlns=\"urn:positum:sample\" entity=\"E\" period=\"2025\">";

    fn read(text: &str) -> Result<Vec<String>, String> {
        let submissions = read_all(text.as_bytes(), "f.xml", Format::Xml, &sample_plan(), &ReadOptions::default());
        submissions.map(|submissions| shown(&submissions[0].cells)).map_err(|error| error.to_string())
    }

    fn inside(content: &str) -> Result<Vec<String>, String> {
        read(&format!("{ROOT}{content}</submission>"))
    }

    #[test]
    fn elements_give_cells_with_their_codes() {
        let content = "<capital module=\"K-1\"><main>\n <p010>5</p010><p100 computed=\"true\">12.50</p100><_x0070_1>a &lt; b<!-- c --></_x0070_1></main></capital>
            <ladder><assets><r110><c020> 7 </c020></r110></assets></ladder>
            <currency><positions><line number=\"3\"><cA>USD</cA></line><line><c010/></line><total><c020>1</c020></total></positions></currency>
            <parameters><limit>25</limit></parameters>";
        let expected = [
            "capital.main.010:=5",
            "capital.main.100:=12.50",
            "capital.main.p1:=a < b",
            "ladder.assets.110:020= 7 ",
            "currency.positions.3:A=USD",
            "currency.positions.2:010=",
            "currency.positions.total:020=1",
            "parameters..limit:=25",
        ];
        assert_eq!(inside(content).unwrap(), expected);
    }

    #[test]
    fn places_are_those_of_the_elements() {
        let text = format!("{ROOT}\n<capital><main>\n  <p1>ķ</p1> <p010>5</p010></main></capital></submission>");
        let submissions = read_all(text.as_bytes(), "f.xml", Format::Xml, &sample_plan(), &ReadOptions::default()).unwrap();
        let places: Vec<String> = submissions[0].cells.iter().map(|cell| cell.origin.to_string()).collect();
        assert_eq!(places, ["f.xml:3:3", "f.xml:3:14"]);
    }

    #[test]
    fn what_the_package_does_not_know_gives_cells_all_the_same() {
        let content = "<capital><main><p999>1</p999></main><side><p1>2</p1><r1><c1>3</c1></r1></side></capital><x>4</x><ladder><debts/></ladder>
            <currency><positions><row>5</row></positions></currency><other report=\"a\" row=\"b\" given=\"number\">1e3</other>";
        let expected = ["capital.main.999:=1", "capital.side.1:=2", "capital.side.1:1=3", "x..:=!4", "currency.positions.row:=!5", "a..b:=#1e3"];
        assert_eq!(inside(content).unwrap(), expected);
        assert_eq!(inside("<capital><main><p010><b/><c/></p010></main></capital>").unwrap(), ["capital.main.010:=!<b><c>"]);
    }

    #[test]
    fn a_document_of_another_package_says_for_which_it_should_be() {
        let expected = "f.xml:1:1: the document is `<submission xmlns=\"urn:positum:other\">`, \
                        and for this package it is `<submission xmlns=\"urn:positum:sample\">`";
        assert_eq!(read("<submission xmlns=\"urn:positum:other\"/>"), Err(expected.to_owned()));
        assert!(read("<html/>").unwrap_err().starts_with("f.xml:1:1: the document is `<html xmlns=\"\">`"));
        assert_eq!(inside("<a xmlns=\"urn:b\"/>"), Err(format!("f.xml:1:{}: the element `a` is of another namespace", ROOT.len() + 1)));
    }

    #[test]
    fn document_types_and_entities_are_refused() {
        let expected = "f.xml:1:1: a document type declaration (<!DOCTYPE …>) is not read; remove it";
        assert_eq!(read(&format!("<!DOCTYPE submission>{ROOT}</submission>")), Err(expected.to_owned()));
        let bomb = "<!DOCTYPE a [<!ENTITY b \"bb\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]>";
        assert_eq!(read(&format!("{bomb}{ROOT}<capital>&c;</capital></submission>")), Err(expected.to_owned()));
        let external = "<?xml version=\"1.0\"?>\n<!DOCTYPE a SYSTEM \"file:///etc/passwd\">";
        assert_eq!(read(&format!("{external}{ROOT}</submission>")), Err(expected.replace("1:1", "2:1")));
        let error = inside("<capital>&c;</capital>").unwrap_err();
        assert!(error.ends_with("the entity `c` is not read; only &amp; &lt; &gt; &apos; &quot; and numbers are"), "{error}");
    }

    #[test]
    fn documents_that_are_not_well_formed_are_refused_with_their_place() {
        for content in ["<capital>", "<capital></ladder>", "<capital a=\"1\" a=\"2\"/>", "<1/>", "a < b", "]]>", "<p:a/>"] {
            let error = inside(content).unwrap_err();
            assert!(error.starts_with("f.xml:1:") && error.contains("not well-formed XML"), "{error}");
        }
        assert_eq!(read(""), Err("f.xml: the file is empty".to_owned()));
    }

    #[test]
    fn what_has_no_meaning_is_refused() {
        let start = ROOT.len() + 1;
        assert_eq!(inside("<capital>a<main/></capital>"), Err(format!("f.xml:1:{}: text between elements", start + 9)));
        let error = inside("<capital><main><p010 currency=\"EUR\">1</p010></main></capital>");
        assert_eq!(error, Err(format!("f.xml:1:{}: unknown attribute `currency`", start + 15)));
        let schema = "xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" i:schemaLocation=\"urn:positum:sample a.xsd\"";
        assert_eq!(read(&ROOT.replace("entity", &format!("{schema} entity")).replace('>', "/>")), Ok(Vec::new()));
    }

    #[test]
    fn depth_and_the_number_of_attributes_are_bounded() {
        let deep = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
        assert!(inside(&deep).unwrap_err().ends_with("elements are nested more than 20 deep"));
        let wide: String = (0..100_000).map(|index| format!(" a{index}='>'")).collect();
        assert!(inside(&format!("<a{wide}/>")).unwrap_err().ends_with("the element has too many attributes"));
        assert!(inside(&"<a xmlns:b='c'/>".repeat(1_000)).unwrap_err().contains("too many namespace declarations"));
    }
}
