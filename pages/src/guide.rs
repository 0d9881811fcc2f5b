//! The guide that a regulator publishes with a form: a folder of pages, one for each report and language, with search and
//! pictures, that needs no server.
//!
//! In come the plans of a package's versions; out go files in memory. It knows no disk, no clock and no submissions.

mod check_boxes;
mod consolidation_page;
mod deadline_text;
mod deadlines_page;
mod entries;
mod entry_boxes;
mod formulas;
mod graph;
mod guide_words;
mod linked_text;
mod node_text;
mod package_page;
mod page;
mod printed_table;
mod report_pages;
mod search_pages;
mod submit_page;
mod templates;
mod terms_page;
mod type_text;
mod uses;
mod value_pages;

use entries::Guide;
use entry_boxes::Known;
use formulas::Formulas;
use guide_words::GuideWord;
use linked_text::Names;
use page::Page;
use positum_plan::fingerprint::fingerprint;
use positum_plan::period::{Period, PeriodKind, Validity};
use positum_plan::plan::{Plan, plan_for};
use positum_runtime::language::Language;
use std::fmt;
use templates::{Stop, Templates, plain};
use uses::Uses;

/// The file that says that a folder is a guide, and which files are of it.
pub const MARKER: &str = "guide.json";
/// The version of the marker.
const MARKER_FORMAT: u32 = 1;

/// The most reports that stand in the navigation of each page.
const MOST_REPORTS_IN_NAVIGATION: usize = 12;

/// What a guide is made for.
#[derive(Clone, Debug, Default)]
pub struct GuideOptions {
    /// The period that chooses the version, and with which deadlines begin; the newest version where left out.
    pub period: Option<Period>,
}

/// Why there is no guide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GuideError {
    /// There is no plan.
    NoVersion,
    /// A template and what it is given do not fit, which is a mistake of this program.
    Template(String),
}

impl fmt::Display for GuideError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoVersion => write!(formatter, "the package has no version"),
            Self::Template(reason) => write!(formatter, "a page cannot be written: {reason}"),
        }
    }
}

impl std::error::Error for GuideError {}

/// A file of the guide: its path within the folder, with `/`, and its bytes.
pub type GuideFile = (String, Vec<u8>);

/// Makes the files of a guide, the marker first. The same plans give the same bytes.
///
/// `on_page` is told how many pages of how many are made.
///
/// # Errors
/// A package without a version.
pub fn write_guide(plans: &[Plan], options: &GuideOptions, on_page: &mut dyn FnMut(usize, usize)) -> Result<Vec<GuideFile>, GuideError> {
    let chosen = match options.period {
        Some(period) => plan_for(plans, period).map(|(_, plan)| plan),
        None => plans.last(),
    };
    let plan = chosen.ok_or(GuideError::NoVersion)?;
    let versions: Vec<Validity> = plans.iter().map(|plan| plan.package.validity).collect();
    let from = options.period.or_else(|| Period::holding(PeriodKind::Month, plan.package.validity.from?));
    let languages = languages_of(plan);
    let guides: Vec<Guide<'_>> = languages.iter().map(|language| Guide::new(plan, *language)).collect();
    let templates = Templates::new()?;
    let mut files = vec![
        ("index.html".to_owned(), templates.home(&guides)?),
        ("style.css".to_owned(), concat!(include_str!("templates/style.css"), include_str!("templates/guide.css")).into()),
        ("search.js".to_owned(), include_str!("templates/guide_search.js").into()),
    ];
    let mut done = 0_usize;
    for guide in &guides {
        let (pages, index) = pages_of(guide, &versions, from);
        let navigation = navigation(&pages, guide);
        let all = pages.len().saturating_mul(guides.len());
        let folder = guide.language.code();
        for page in &pages {
            files.push((format!("{folder}/{}", page.file), templates.page(guide, page, &navigation, &languages)?));
            done = done.saturating_add(1);
            on_page(done, all);
        }
        files.push((format!("{folder}/search_index.js"), index.into_bytes()));
    }
    files.sort();
    files.insert(0, (MARKER.to_owned(), marker(plan, &files)));
    Ok(files)
}

/// Gives the files that a folder's marker names; nothing where it is none of a guide.
pub fn files_of_marker(marker: &str) -> Option<Vec<String>> {
    let marker: serde_json::Value = serde_json::from_str(marker).ok()?;
    marker.get("positum_guide").and_then(serde_json::Value::as_u64).filter(|format| *format == u64::from(MARKER_FORMAT))?;
    marker.get("files")?.as_array()?.iter().map(|file| file.as_str().map(str::to_owned)).collect()
}

fn marker(plan: &Plan, files: &[GuideFile]) -> Vec<u8> {
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    let (package, fingerprint) = (&plan.package.name, fingerprint(plan));
    let marker = serde_json::json!({ "positum_guide": MARKER_FORMAT, "package": package, "fingerprint": fingerprint, "files": names });
    let mut text = serde_json::to_string_pretty(&marker).unwrap_or_default();
    text.push('\n');
    text.into_bytes()
}

/// Gives the languages of the package in which we speak, in its order; English where there is none.
fn languages_of(plan: &Plan) -> Vec<Language> {
    let spoken = |code: &String| Language::ALL.into_iter().find(|language| language.code() == code);
    let mut languages: Vec<Language> = Vec::new();
    for language in plan.package.languages.iter().filter_map(spoken) {
        if !languages.contains(&language) {
            languages.push(language);
        }
    }
    if languages.is_empty() { vec![Language::English] } else { languages }
}

/// Gives the pages of a language, and the index of its search.
fn pages_of(guide: &Guide<'_>, versions: &[Validity], from: Option<Period>) -> (Vec<Page>, String) {
    let names = Names::new(guide);
    let formulas = Formulas::new(guide);
    let uses = Uses::new(guide, &formulas);
    let known = Known { guide, names: &names, formulas: &formulas, uses: &uses };
    let found = search_pages::all_found(&known);
    let mut pages = vec![package_page::package_page(&known, versions)];
    pages.extend(guide.plan.reports.ids().map(|report| report_pages::report_page(&known, report)));
    pages.push(deadlines_page::deadlines_page(&known, from));
    pages.extend(guide.plan.consolidation.as_ref().map(|consolidation| consolidation_page::consolidation_page(&known, consolidation)));
    pages.push(value_pages::parameters_page(&known));
    pages.push(value_pages::codelists_page(&known));
    pages.push(submit_page::submit_page(&known, from));
    pages.push(terms_page::terms_page(&known));
    pages.push(search_pages::index_page(&known, &found));
    pages.push(search_pages::search_page(&known));
    pages.retain(|page| page.is_search || page.has_content());
    (pages, search_pages::index_script(&found))
}

fn navigation(pages: &[Page], guide: &Guide<'_>) -> Vec<Stop> {
    let stop = |page: &Page| {
        let is_overview = page.file == package_page::OVERVIEW;
        let title = if is_overview { GuideWord::Overview.text(guide.language).to_owned() } else { plain(&page.title) };
        let lang = page.title.first().and_then(|piece| piece.lang.clone()).filter(|_| !is_overview);
        Stop { file: page.file.clone(), title, lang }
    };
    // Of many reports the overview is the list.
    let has_all = guide.plan.reports.len() <= MOST_REPORTS_IN_NAVIGATION;
    let is_report = |page: &Page| guide.plan.reports.ids().any(|report| guide.file(report) == page.file);
    pages.iter().filter(|page| has_all || !is_report(page)).map(stop).collect()
}
