//! Writes pages with the templates. A name that a template has and a page has not is an error, never an empty place.

use super::entries::fragment;
use super::guide_words::GuideWord;
use super::page::{Line, Page};
use super::{GuideError, entries::Guide};
use handlebars::Handlebars;
use positum_runtime::language::Language;
use serde_json::{Map, Value, json};

const PARTIALS: [(&str, &str); 6] = [
    ("guide_line", include_str!("../templates/guide_line.hbs")),
    ("guide_facts", include_str!("../templates/guide_facts.hbs")),
    ("guide_cells", include_str!("../templates/guide_cells.hbs")),
    ("guide_table", include_str!("../templates/guide_table.hbs")),
    ("guide_page", include_str!("../templates/guide_page.hbs")),
    ("guide_home", include_str!("../templates/guide_home.hbs")),
];

/// A link of the navigation.
#[derive(Clone, Debug)]
pub(super) struct Stop {
    pub(super) file: String,
    pub(super) title: String,
    pub(super) lang: Option<String>,
}

/// The templates, ready to write.
pub(super) struct Templates {
    registry: Handlebars<'static>,
}

impl Templates {
    pub(super) fn new() -> Result<Self, GuideError> {
        let mut registry = Handlebars::new();
        registry.set_strict_mode(true);
        for (name, text) in PARTIALS {
            // The line end with which a file ends is no part of what stands within a line.
            registry.register_template_string(name, text.trim_end()).map_err(|error| GuideError::Template(error.to_string()))?;
        }
        Ok(Self { registry })
    }

    /// Writes a page of a language.
    pub(super) fn page(&self, guide: &Guide<'_>, page: &Page, navigation: &[Stop], languages: &[Language]) -> Result<Vec<u8>, GuideError> {
        let mut sections = page.sections.clone();
        for section in &mut sections {
            section.fragment = fragment(&section.anchor);
            section.entries.iter_mut().for_each(|entry| entry.fragment = fragment(&entry.anchor));
        }
        let current = guide.language;
        let package = &guide.plan.package;
        let stop = |stop: &Stop| json!({ "file": stop.file, "title": stop.title, "lang": stop.lang, "is_current": stop.file == page.file });
        let data = json!({
            "lang": current.code(),
            "package_title": guide.label_or(&package.label, &package.name).text,
            "title": page.title,
            "intro": page.intro,
            "facts": page.facts,
            "file": page.file,
            "has_contents": sections.len() > 2,
            "sections": sections,
            "is_search": page.is_search,
            "words": words(current),
            "fingerprint": guide.fingerprint,
            "navigation": navigation.iter().map(stop).collect::<Vec<_>>(),
            "languages": languages.iter().map(|language| one_language(*language, *language == current, &page.file)).collect::<Vec<_>>(),
        });
        self.write("guide_page", &data)
    }

    /// Writes the page on which a language is chosen.
    pub(super) fn home(&self, guides: &[Guide<'_>]) -> Result<Vec<u8>, GuideError> {
        let title = |guide: &Guide<'_>| guide.label_or(&guide.plan.package.label, &guide.plan.package.name).text;
        let language = |guide: &Guide<'_>| {
            let mut value = one_language(guide.language, false, "");
            if let Value::Object(map) = &mut value {
                map.insert("title".to_owned(), json!(title(guide)));
                map.insert("words".to_owned(), words(guide.language));
            }
            value
        };
        let only = match guides {
            [guide] => Some(guide.language.code()),
            _ => None,
        };
        let first = guides.first();
        let data = json!({
            "lang": first.map(|guide| guide.language.code()),
            "only": only,
            "package_title": first.map(title),
            "languages": guides.iter().map(language).collect::<Vec<_>>(),
        });
        self.write("guide_home", &data)
    }

    fn write(&self, template: &str, data: &Value) -> Result<Vec<u8>, GuideError> {
        let mut text = self.registry.render(template, data).map_err(|error| GuideError::Template(error.to_string()))?;
        text.push('\n');
        Ok(text.into_bytes())
    }
}

fn words(language: Language) -> Value {
    let words: Map<String, Value> = GuideWord::ALL.iter().map(|word| (word.name().to_owned(), json!(word.text(language)))).collect();
    Value::Object(words)
}

fn one_language(language: Language, is_current: bool, file: &str) -> Value {
    let name = match language {
        Language::Latvian => "Latviski",
        Language::English => "English",
    };
    json!({ "code": language.code(), "name": name, "is_current": is_current, "file": file })
}

/// Gives a line without its links.
pub(super) fn plain(line: &Line) -> String {
    line.iter().map(|piece| piece.text.as_str()).collect()
}
