//! Writes elements of an XML Schema: attributes and texts are escaped here and nowhere else.

use crate::language::Language;
use crate::render::xml::{XmlError, escaped};
use quick_xml::Writer;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use quick_xml::name::QName;

/// The namespace of XML Schema.
const XML_SCHEMA: &str = "http://www.w3.org/2001/XMLSchema";

pub(super) type Written = Result<(), XmlError>;

/// A schema that is being written.
pub(super) struct Markup {
    out: Writer<Vec<u8>>,
}

impl Markup {
    /// Begins a schema of a namespace, whose names have the prefix `p`.
    pub(super) fn begin(namespace: &str, version: &str) -> Result<Self, XmlError> {
        let mut markup = Self { out: Writer::new_with_indent(Vec::new(), b' ', 2) };
        markup.out.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        let attributes = [
            ("xmlns:xs", XML_SCHEMA),
            ("xmlns:p", namespace),
            ("targetNamespace", namespace),
            ("elementFormDefault", "qualified"),
            ("attributeFormDefault", "unqualified"),
            ("version", version),
        ];
        markup.open("xs:schema", &attributes)?;
        Ok(markup)
    }

    /// Ends the schema and gives its text.
    pub(super) fn end(mut self) -> Result<String, XmlError> {
        self.close("xs:schema")?;
        let mut text = String::from_utf8(self.out.into_inner()).map_err(|error| XmlError::from(std::io::Error::other(error)))?;
        text.push('\n');
        Ok(text)
    }

    pub(super) fn open(&mut self, element: &str, attributes: &[(&str, &str)]) -> Written {
        Ok(self.out.write_event(Event::Start(start_of(element, attributes)))?)
    }

    pub(super) fn close(&mut self, element: &str) -> Written {
        Ok(self.out.write_event(Event::End(BytesEnd::new(element)))?)
    }

    pub(super) fn empty(&mut self, element: &str, attributes: &[(&str, &str)]) -> Written {
        Ok(self.out.write_event(Event::Empty(start_of(element, attributes)))?)
    }

    /// Writes a facet of a type.
    pub(super) fn facet(&mut self, facet: &str, value: &str) -> Written {
        self.empty(facet, &[("value", value)])
    }

    /// Writes what is said of a part, in the order of languages; nothing where nothing is.
    pub(super) fn documentation(&mut self, texts: &[(Language, String)]) -> Written {
        if texts.is_empty() {
            return Ok(());
        }
        self.open("xs:annotation", &[])?;
        for (language, text) in texts {
            self.out.write_event(Event::Start(start_of("xs:documentation", &[("xml:lang", language.code())])))?;
            self.out.write_event(Event::Text(BytesText::from_escaped(escaped(text).text)))?;
            self.close("xs:documentation")?;
        }
        self.close("xs:annotation")
    }
}

fn start_of(element: &str, attributes: &[(&str, &str)]) -> BytesStart<'static> {
    let mut start = BytesStart::new(element.to_owned());
    for (key, value) in attributes {
        start.push_attribute(Attribute { key: QName(key), value: escaped(value).text.into() });
    }
    start
}
