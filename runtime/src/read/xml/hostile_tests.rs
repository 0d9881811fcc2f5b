//! Documents that mean harm, or look as if they did: each is an error with its place, or nothing comes of it.

use crate::language::Language;
use crate::read::sample_plan::{sample_plan, shown};
use crate::read::{Format, LARGEST_FILE_BYTES, ReadOptions, read_all, read_stream};
use std::io::Read;

const ROOT: &str = "<submission xmlns=\"urn:positum:sample\" entity=\"E\" period=\"2025\">";
const NO_DOCTYPE: &str = "a document type declaration (<!DOCTYPE …>) is not read; remove it";

fn read_bytes(bytes: &[u8]) -> Result<Vec<String>, String> {
    let submissions = read_all(bytes, "f.xml", Format::Xml, &sample_plan(), &ReadOptions::default());
    submissions.map(|submissions| shown(&submissions[0].cells)).map_err(|error| {
        for language in Language::ALL {
            let text = error.text(language);
            assert!(!text.contains(char::is_control) && text.len() < 1_000, "{text:?}");
        }
        assert_ne!(error.text(Language::Latvian), error.text(Language::English));
        error.to_string()
    })
}

fn read(text: &str) -> Result<Vec<String>, String> {
    read_bytes(text.as_bytes())
}

fn inside(content: &str) -> Result<Vec<String>, String> {
    read(&format!("{ROOT}{content}</submission>"))
}

#[test]
fn no_document_type_is_read_in_any_form() {
    let laughs: String = (1..10).map(|level| format!("<!ENTITY l{level} \"{}\">", format!("&l{};", level - 1).repeat(10))).collect();
    for document_type in [
        format!("<!DOCTYPE a [<!ENTITY l0 \"ha\">{laughs}]>"),
        format!("<!DOCTYPE a [<!ENTITY l0 \"{}\">]>", "ha".repeat(100_000)),
        "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>".to_owned(),
        "<!DOCTYPE a [<!ENTITY x SYSTEM \"http://192.0.2.1/x\">]>".to_owned(),
        "<!DOCTYPE a [<!ENTITY % p SYSTEM \"http://192.0.2.1/p.dtd\"> %p;]>".to_owned(),
        "<!DOCTYPE a SYSTEM \"http://192.0.2.1/a.dtd\">".to_owned(),
        "<!DOCTYPE a PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"http://192.0.2.1/\">".to_owned(),
        "<!DOCTYPE submission>".to_owned(),
        "<!DOCTYPE a [<!ATTLIST submission entity CDATA \"Other\">]>".to_owned(),
        "<!doctype html>".to_owned(),
        "<!DOCTYPE".to_owned(),
        "<!ENTITY x \"y\">".to_owned(),
    ] {
        let document =
            format!("<?xml version=\"1.0\"?>\n<!-- c -->{document_type}\n{ROOT}<capital><main><note>&l9;&x;</note></main></capital></submission>");
        assert_eq!(read(&document), Err(format!("f.xml:2:11: {NO_DOCTYPE}")), "{document_type}");
    }
    assert!(inside("<!DOCTYPE a>").unwrap_err().ends_with(NO_DOCTYPE));
}

#[test]
fn no_entity_is_read_but_the_five_and_characters() {
    for name in ["x", "nbsp", "l9", "%p"] {
        let error = inside(&format!("<capital><main>\n<note>&{name};</note></main></capital>")).unwrap_err();
        assert!(error.starts_with("f.xml:2:"), "{error}");
    }
    let text = inside("<capital><main><note>&lt;&#65;&#x42;&amp;lt;</note></main></capital>").unwrap();
    assert_eq!(text, ["capital.main.note:=<AB&lt;"]);
    for character in ["&#0;", "&#x1;", "&#xD800;", "&#xFFFE;", "&#x110000;", "&#99999999999;"] {
        assert!(inside(&format!("<capital><main><note>{character}</note></main></capital>")).is_err(), "{character}");
        assert!(inside(&format!("<other report=\"{character}\">1</other>")).is_err(), "{character}");
        assert!(inside(&format!("<capital><main><note><![CDATA[{character}]]></note></main></capital>")).is_ok(), "{character}");
    }
}

#[test]
fn depth_is_bounded_and_no_stack_is_used_up() {
    let deep = |count: usize| format!("{}{}", "<a>".repeat(count), "</a>".repeat(count));
    for count in [20, 200_000] {
        let error = inside(&deep(count)).unwrap_err();
        assert!(error.ends_with("elements are nested more than 20 deep"), "{error}");
        assert_eq!(error.split(':').nth(2), Some((ROOT.len() + 1 + 19 * 3).to_string().as_str()));
    }
    assert!(inside(&"<a>".repeat(200_000)).unwrap_err().ends_with("elements are nested more than 20 deep"));
    assert!(inside(&format!("<capital><main><note>{}</note></main></capital>", deep(10))).unwrap()[0].starts_with("capital.main.note:=!<a>"));
}

#[test]
fn a_huge_value_is_kept_to_what_a_message_can_show() {
    let huge = "9".repeat(2_000_000);
    assert_eq!(inside(&format!("<capital><main><p010>{huge}</p010></main></capital>")).unwrap()[0].len(), huge.len() + "capital.main.010:=".len());
    for attribute in [format!("{huge}=\"1\""), format!("a=\"{huge}\""), format!("xmlns:a=\"{huge}\"")] {
        let _ = inside(&format!("<capital {attribute}/>"));
    }
    let error = read(&ROOT.replace("2025", &huge).replace('>', "/>")).unwrap_err();
    assert!(error.contains("is no period"), "{error}");
    assert!(read(&ROOT.replace("urn:positum:sample", &huge)).is_err());
    assert!(inside(&format!("<{huge}/>")).is_err());
    assert!(inside(&format!("<a{huge}/>")).is_ok());
}

#[test]
fn the_number_of_elements_is_bounded() {
    let error = inside(&format!("<capital><main>{}</main></capital>", "<a/>".repeat(5_000_001))).unwrap_err();
    assert!(error.starts_with("f.xml:1:") && error.ends_with(": too many elements"), "{error}");
}

/// An endless document that counts what was taken of it.
struct Endless {
    taken: usize,
}

impl Read for &mut Endless {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        buffer.fill(b'<');
        self.taken += buffer.len();
        Ok(buffer.len())
    }
}

#[test]
fn of_a_file_that_is_too_large_no_more_is_read_than_shows_it() {
    let mut endless = Endless { taken: 0 };
    let plan = sample_plan();
    let stream = std::io::BufReader::with_capacity(64 * 1024, &mut endless);
    let error = read_stream(stream, "f.xml", Format::Xml, &plan, &ReadOptions::default()).err().unwrap();
    assert_eq!(error.to_string(), "f.xml: more than 64 MiB, the most for one submission; split it");
    assert_eq!(error.text(Language::Latvian), "f.xml: vairāk par 64 MiB, kas ir iesnieguma lielākais apjoms; sadaliet to");
    assert!(endless.taken <= LARGEST_FILE_BYTES + 2 * 64 * 1024, "{}", endless.taken);
}

#[test]
fn other_encodings_are_refused_whether_they_are_said_or_not() {
    let document = |encoding: &str| format!("<?xml version=\"1.0\" encoding=\"{encoding}\"?>{ROOT}</submission>");
    for encoding in ["UTF-8", "utf-8", "US-ASCII"] {
        assert_eq!(read(&document(encoding)), Ok(Vec::new()));
    }
    assert_eq!(read(&document("UTF-8").replace('"', "'").replace("encoding=", "encoding = ")), Ok(Vec::new()));
    for encoding in ["UTF-16", "ISO-8859-1", "windows-1257", "UTF-7", ""] {
        let expected = format!("f.xml:1:1: the document says that it is in `{encoding}`, and only UTF-8 is read; save it as UTF-8");
        assert_eq!(read(&document(encoding)), Err(expected));
    }
    let utf16 = |little: bool| -> Vec<u8> {
        let units = document("UTF-16").encode_utf16().collect::<Vec<_>>();
        units.into_iter().flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
    };
    for bytes in [[&[0xff, 0xfe][..], &utf16(true)].concat(), [&[0xfe, 0xff][..], &utf16(false)].concat(), utf16(true), utf16(false)] {
        let error = read_bytes(&bytes).unwrap_err();
        assert!(error.contains("not UTF-8: the file seems to be UTF-16"), "{error}");
    }
    let latin: Vec<u8> = ROOT.replace("\"E\"", "\"\u{1}\"").bytes().map(|byte| if byte == 1 { 0xe2 } else { byte }).collect();
    assert_eq!(read_bytes(&latin).unwrap_err(), "f.xml:1:48: not UTF-8: the file seems to be Latin-1 or Windows-1257; save it as UTF-8");
    assert_eq!(read(&format!("\u{feff}{}", document("UTF-8"))), Ok(Vec::new()));
}

#[test]
fn processing_instructions_and_comments_say_nothing() {
    let content = "<?php system('id') ?><capital><main><note>a<?b c?>b<!-- <p010>9</p010> --></note></main></capital>";
    let document = format!("<?xml version=\"1.0\"?><?xml-stylesheet href=\"http://192.0.2.1/x.xsl\"?>{ROOT}{content}</submission><?end?>");
    assert_eq!(read(&document), Ok(vec!["capital.main.note:=ab".to_owned()]));
    assert_eq!(inside("<capital><main><note><![CDATA[<!DOCTYPE a> &x;]]></note></main></capital>").unwrap(), ["capital.main.note:=<!DOCTYPE a> &x;"]);
    let include = "<capital><xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"file:///etc/passwd\" parse=\"text\"/></capital>";
    assert!(inside(include).unwrap_err().ends_with("the element `include` is of another namespace"));
}

#[test]
fn there_is_one_root_and_nothing_follows_it() {
    let whole = format!("{ROOT}</submission>");
    for document in [
        format!("{whole}{whole}"),
        format!("{whole}text"),
        format!("text{whole}"),
        format!("{whole}<a/>"),
        format!(" <?xml version=\"1.0\"?>{whole}"),
    ] {
        let error = read(&document).unwrap_err();
        assert!(error.starts_with("f.xml:1:") && error.contains("not well-formed XML"), "{error}");
    }
}

#[test]
fn a_namespace_is_what_it_is_bound_to_and_not_its_prefix() {
    let prefixed = "<s:submission xmlns:s=\"urn:positum:sample\" xmlns=\"urn:other\" entity=\"E\" period=\"2025\">\
                    <s:capital><t:main xmlns:t=\"urn:positum:sample\"><s:note>a</s:note></t:main></s:capital></s:submission>";
    assert_eq!(read(prefixed), Ok(vec!["capital.main.note:=a".to_owned()]));
    assert!(read(&prefixed.replace("<s:note>a</s:note>", "<note>a</note>")).unwrap_err().ends_with("the element `note` is of another namespace"));
    assert!(inside("<capital xmlns=\"\"/>").unwrap_err().ends_with("the element `capital` is of another namespace"));
    assert!(
        read("<s:submission xmlns:s=\"urn:positum:sampl\u{435}\" entity=\"E\" period=\"2025\"/>").unwrap_err().contains("for this package it is")
    );
    // An attribute of a namespace is none of ours, even of our own.
    let both = "<s:submission xmlns:s=\"urn:positum:sample\" s:entity=\"E\" period=\"2025\"/>";
    assert_eq!(read(both), Err("f.xml:1:1: no `entity`: say who reports".to_owned()));
    let spoofed = ROOT.replace("entity=", "xmlns:s=\"urn:other\" s:entity=\"Other\" s:period=\"1999\" entity=");
    let document = format!("{spoofed}</submission>");
    let submissions = read_all(document.as_bytes(), "f.xml", Format::Xml, &sample_plan(), &ReadOptions::default()).unwrap();
    assert_eq!((submissions[0].entity.as_str(), submissions[0].period.to_string().as_str()), ("E", "2025"));
    for content in ["<a xmlns:xml=\"urn:x\"/>", "<p:a/>", "<a p:b=\"1\"/>"] {
        assert!(inside(content).is_err(), "{content}");
    }
}
