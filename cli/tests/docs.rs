//! What the documents say is so: the examples of `docs/language.md` compile, paths and codes exist.
#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

use crate::program::{positum, root};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const HEADER: &str = "package sample \"Sample\" {\n  language en, lv\n  precision EUR 0, rate 5\n}\n";
/// Something that is declared and not used, which parts of a package cannot help.
const UNUSED: &str = "P0602";
/// What the names of a reader's own folders begin with.
const OF_THE_READER: &str = "my_";

/// An example with the line on which it begins, from 1.
struct Example {
    line: usize,
    info: String,
    body: String,
}

/// What an example must give.
struct Wanted {
    text: String,
    code: Option<String>,
    may_be_unused: bool,
}

/// Puts around an example what its first line says that it lacks; the comment at the head of the page explains it.
fn wanted(example: &Example) -> Result<Wanted, String> {
    let words: Vec<&str> = example.info.split_whitespace().skip(1).collect();
    let (kind, code) = match words.as_slice() {
        [] => (None, None),
        ["wrong", code] => (None, Some((*code).to_owned())),
        [kind] => (Some(*kind), None),
        [kind, "wrong", code] => (Some(*kind), Some((*code).to_owned())),
        _ => return Err(format!("nobody knows what `{}` means", example.info)),
    };
    let body = &example.body;
    let in_report = |content: String| format!("{HEADER}report sample \"Sample\" {{\n{content}}}\n");
    let text = match kind {
        None => body.clone(),
        Some("header") => format!("package sample \"Sample\" {{\n{body}}}\nreport sample \"Sample\" {{\n  form main {{ a \"A\" : count }}\n}}\n"),
        Some("top") => format!("{HEADER}{body}"),
        Some("tests") => format!("{}{body}", first_package()),
        Some("report") => in_report(body.clone()),
        Some("form") => in_report(format!("form sample {{\n{body}}}\n")),
        Some("grid") => in_report(format!("grid sample : EUR, blank = 0 {{\n{body}}}\n")),
        Some("list") => in_report(format!("list sample {{\n{body}}}\n")),
        Some(other) => return Err(format!("nobody knows what `{other}` means")),
    };
    Ok(Wanted { text, may_be_unused: kind.is_some() && code.as_deref() != Some(UNUSED), code })
}

/// Gives the blocks between fences.
fn examples(page: &str) -> Vec<Example> {
    let mut found = Vec::new();
    let mut open: Option<Example> = None;
    for (index, line) in page.lines().enumerate() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(info), None) => open = Some(Example { line: index + 1, info: info.to_owned(), body: String::new() }),
            (Some(_), Some(_)) => found.extend(open.take()),
            (None, Some(example)) => example.body.extend([line, "\n"]),
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a fence is not closed");
    found
}

/// Writes the files that the page shows into a folder.
fn write_files(folder: &Path) {
    for file in examples(&language_page()) {
        if let Some(name) = file.info.strip_prefix("csv ").or_else(|| file.info.strip_prefix("json ")) {
            let path = folder.join(name);
            std::fs::create_dir_all(path.parent().expect("it lies in the folder")).expect("the folder can be made");
            std::fs::write(path, file.body).expect("the file can be written");
        }
    }
}

fn language_page() -> String {
    std::fs::read_to_string(root().join("docs/language.md")).expect("the reference is there")
}

/// Gives the whole package that the reference begins with.
fn first_package() -> String {
    examples(&language_page()).into_iter().find(|example| example.info == "positum").expect("there is a whole package").body
}

/// Gives the codes of what the compiler says of a text, and all that it says.
fn diagnostics(text: &str) -> (BTreeSet<String>, String) {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    write_files(folder.path());
    std::fs::write(folder.path().join("package.positum"), text).expect("the text can be written");
    let run = positum(&["check", &folder.path().display().to_string(), "--message-format", "json"]);
    let codes = run.stderr.lines().map(|line| {
        let diagnostic: serde_json::Value = serde_json::from_str(line).expect("a diagnostic is a line of JSON");
        diagnostic["code"].as_str().expect("a diagnostic has a code").to_owned()
    });
    (codes.collect(), run.stderr)
}

/// Says what is wrong with an example; nothing where it gives what it should.
fn mistake(example: &Example) -> Option<String> {
    let wanted = match wanted(example) {
        Ok(wanted) => wanted,
        Err(mistake) => return Some(mistake),
    };
    let (mut found, said) = diagnostics(&wanted.text);
    if wanted.may_be_unused {
        found.remove(UNUSED);
    }
    (found != wanted.code.clone().into_iter().collect()).then(|| format!("wanted {}, found\n{said}", wanted.code.unwrap_or("nothing".to_owned())))
}

/// Gives the documents that are there, by their names from the project's folder.
fn documents() -> Vec<(String, String)> {
    let mut paths: Vec<PathBuf> = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"].map(|name| root().join(name)).to_vec();
    for folder in ["docs", "docs/decisions"] {
        let entries = std::fs::read_dir(root().join(folder)).expect("the folder is there");
        paths.extend(entries.map(|entry| entry.expect("the folder can be read").path()));
    }
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "md") && path.is_file());
    paths.sort();
    let name = |path: &Path| path.strip_prefix(root()).expect("it lies in the project").display().to_string();
    paths.iter().map(|path| (name(path), std::fs::read_to_string(path).expect("it is UTF-8"))).collect()
}

/// Gives the paragraphs outside fences.
fn paragraphs(page: &str) -> Vec<String> {
    let mut paragraphs = vec![String::new()];
    let mut is_fenced = false;
    for line in page.lines() {
        let is_fence = line.starts_with("```");
        is_fenced ^= is_fence;
        match paragraphs.last_mut() {
            Some(last) if !is_fence && !is_fenced && !line.is_empty() => last.extend([line, "\n"]),
            Some(_) | None => paragraphs.push(String::new()),
        }
    }
    paragraphs
}

/// Gives the words that stand between backticks.
fn words_in_backticks(page: &str) -> Vec<String> {
    let words = |paragraph: String| paragraph.split('`').skip(1).step_by(2).flat_map(str::split_whitespace).map(str::to_owned).collect::<Vec<_>>();
    paragraphs(page).into_iter().flat_map(words).collect()
}

/// Gives the targets of links to files and headings of the project.
fn links(page: &str) -> Vec<String> {
    let targets = |paragraph: String| {
        let targets = paragraph.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(target, _)| target.to_owned());
        targets.filter(|target| !target.contains("://")).collect::<Vec<_>>()
    };
    paragraphs(page).into_iter().flat_map(targets).collect()
}

/// Gives the name by which a link reaches a heading.
fn anchor(heading: &str) -> String {
    let letters = heading.trim_start_matches('#').trim().chars().filter(|letter| letter.is_alphanumeric() || " -_".contains(*letter));
    letters.map(|letter| if letter == ' ' { '-' } else { letter.to_ascii_lowercase() }).collect()
}

/// Tells whether a link of a document reaches a file and, where it names one, a heading in it.
fn is_reached(link: &str, document: &str) -> bool {
    let (file, heading) = link.split_once('#').unwrap_or((link, ""));
    let own = root().join(document);
    let target = if file.is_empty() { own } else { own.parent().expect("it lies in a folder").join(file) };
    if heading.is_empty() {
        return target.exists();
    }
    std::fs::read_to_string(target).is_ok_and(|page| page.lines().any(|line| line.starts_with('#') && anchor(line) == heading))
}

/// Tells whether a word names a file or folder: its first part is one of the project's, or its last has an ending.
fn is_path(word: &str) -> bool {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "_-./".contains(letter);
    let Some((first, _)) = word.split_once('/') else { return false };
    let last = word.rsplit('/').next().unwrap_or_default();
    let has_ending = last.split_once('.').is_some_and(|(_, ending)| ending.starts_with(|letter: char| letter.is_ascii_lowercase()));
    let is_ours = !first.is_empty() && root().join(first).exists();
    word.chars().all(is_plain) && !word.starts_with(OF_THE_READER) && (is_ours || has_ending)
}

fn exists(word: &str, document: &str) -> bool {
    let beside = root().join(document).parent().map(|folder| folder.join(word));
    root().join(word).exists() || beside.is_some_and(|path| path.exists())
}

/// Gives the words that look like the code of a diagnostic.
fn codes_in(page: &str) -> BTreeSet<&str> {
    let words = page.split(|letter: char| !letter.is_ascii_alphanumeric());
    words.filter(|word| word.len() == 5 && word.strip_prefix('P').is_some_and(|digits| digits.bytes().all(|digit| digit.is_ascii_digit()))).collect()
}

#[test]
fn every_example_of_the_language_gives_what_it_says() {
    let page = language_page();
    let examples: Vec<Example> = examples(&page).into_iter().filter(|example| example.info.starts_with("positum")).collect();
    assert!(examples.len() > 30, "only {} examples were found", examples.len());
    let mistakes: Vec<String> =
        examples.iter().filter_map(|example| mistake(example).map(|mistake| format!("docs/language.md:{}: {mistake}", example.line))).collect();
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
}

#[test]
fn every_test_of_the_language_passes() {
    let examples: Vec<Example> = examples(&language_page()).into_iter().filter(|example| example.info == "positum tests").collect();
    assert!(examples.len() > 2, "only {} examples were found", examples.len());
    for example in examples {
        let folder = tempfile::tempdir().expect("there is room for a folder");
        write_files(folder.path());
        let text = wanted(&example).expect("it is known how to read it").text;
        std::fs::write(folder.path().join("package.positum"), text).expect("the text can be written");
        let run = positum(&["test", &folder.path().display().to_string()]);
        assert_eq!(run.code, 0, "docs/language.md:{}: {}{}", example.line, run.stdout, run.stderr);
    }
}

#[test]
fn an_example_that_gives_something_else_is_noticed() {
    let example = |info: &str, body: &str| Example { line: 1, info: info.to_owned(), body: body.to_owned() };
    assert!(mistake(&example("positum form", "010 : EUR = 020\n")).is_some());
    assert!(mistake(&example("positum form wrong P0204", "010 : EUR\n")).is_some());
    assert!(mistake(&example("positum form wrong P0204", "010 : EUR = 020\n020 : EUX\n")).is_some());
    assert!(mistake(&example("positum form P0204", "010 : EUR = 020\n")).is_some());
    assert!(mistake(&example("positum form wrong P0204", "010 : EUR = 020\n")).is_none());
    assert!(mistake(&example("positum", HEADER)).is_none());
}

#[test]
fn every_path_that_a_document_names_exists() {
    let missing: Vec<String> = documents()
        .iter()
        .flat_map(|(document, page)| {
            let paths = words_in_backticks(page).into_iter().filter(|word| is_path(word) && !exists(word, document));
            let links = links(page).into_iter().filter(|link| !is_reached(link, document));
            paths.chain(links).map(|name| format!("{document} names `{name}`, which is not there")).collect::<Vec<_>>()
        })
        .collect();
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn paths_are_told_from_formulas_and_units() {
    for word in ["plan/src/amount.rs", "grammar/", "reports/no_such_package", "nowhere/page.md", ".ci/run"] {
        assert!(is_path(word), "{word}");
    }
    for word in
        ["030/(010+020)", "020/010", "EUR/USD", "EUR/[A]", "a/b", "`", "my_returns/package.positum", "README.md", "https://example.org/a.html"]
    {
        assert!(!is_path(word), "{word}");
    }
}

#[test]
fn every_code_that_a_document_names_is_in_the_catalogue() {
    let catalogue = positum(&["explain"]).stdout;
    let known: BTreeSet<&str> = catalogue.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(known.contains("P0101"), "the catalogue is {catalogue}");
    for (document, page) in documents() {
        let unknown: Vec<&str> = codes_in(&page).difference(&known).copied().collect();
        assert!(unknown.is_empty(), "{document} names {}, which no diagnostic has", unknown.join(", "));
    }
}
