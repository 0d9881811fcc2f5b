//! Pages as Markdown, and templates of users.

use super::{page_of, trial};
use positum_pages::page_template::{Markup, fill_users};
use positum_pages::write_markdown::write_markdown;
use positum_runtime::language::Language;

fn markdown(language: Language) -> String {
    write_markdown(&trial(language)).expect("our own template")
}

/// Gives the cells of a row of a Markdown table.
fn cells(row: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut characters = row.trim_matches('|').chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => cells.last_mut().unwrap().extend(characters.next()),
            '|' => cells.push(String::new()),
            other => cells.last_mut().unwrap().push(other),
        }
    }
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}

#[test]
fn rows_of_tables_have_as_many_cells_as_their_headers() {
    for language in Language::ALL {
        let text = markdown(language);
        let mut tables = 0;
        for block in text.split("\n\n").filter(|block| block.starts_with('|')) {
            let widths: Vec<usize> = block.lines().map(|line| cells(line).len()).collect();
            assert!(widths.len() > 2 && widths.iter().all(|width| *width == widths[0]), "{block}");
            tables += 1;
        }
        // Four tables of the package that have lines, the empty one, and the checks of two reports.
        assert_eq!(tables, 6, "{text}");
    }
}

#[test]
fn headings_over_columns_are_joined() {
    let text = markdown(Language::English);
    let header = text.lines().find(|line| line.contains("one year")).expect("the ladder");
    let titles = ["Position", "Code", "Total (010)", "By term / short (020)", "By term / Longer / one year (030)", "By term / Longer / more (040)"];
    assert_eq!(cells(header), titles);
}

#[test]
fn what_anyone_wrote_is_only_text() {
    let text = markdown(Language::English);
    assert!(text.starts_with(r"# \<script\>alert(1)\</script\>"), "{text}");
    assert!(text.contains("img src") && text.matches('<').count() == text.matches(r"\<").count(), "{text}");
    assert!(text.contains(r"## Capital \| ratio") && text.contains(r"**Of which \*these\***"));
}

#[test]
fn notes_have_the_numbers_that_stand_in_the_cells() {
    let text = markdown(Language::Latvian);
    let note = text.lines().find(|line| line.starts_with("- [") && line.contains("obligātā")).expect("the note of what is missing");
    let number = note.split(['[', ']']).nth(1).expect("a number");
    let row = text.lines().find(|line| line.starts_with("| Trūkst")).expect("the row");
    assert_eq!(cells(row), ["Trūkst", "090", &format!("? [{number}]")]);
}

#[test]
fn a_template_of_a_user_has_all_names_and_our_parts() {
    let template = "<h1>{{#each submissions}}{{entity}} {{@root.words.notes}}{{#each reports}}\n{{> report}}\n{{/each}}{{/each}}</h1>";
    let html = fill_users(&trial(Language::English), Markup::Html, template).expect("a good template");
    assert!(html.starts_with("<h1>&lt;script&gt;") && html.contains("<caption") && html.contains("Notes"), "{html}");
    let text = fill_users(&trial(Language::English), Markup::Markdown, "{{#each submissions}}{{entity}}{{/each}}").expect("a good template");
    assert!(text.starts_with(r"\<script\>"), "{text}");
}

#[test]
fn the_example_of_the_documentation_gives_what_it_says() {
    let documentation = include_str!("../../docs/templates.md");
    let block = |kind: &str| documentation.split(&format!("```{kind}\n")).nth(1).and_then(|rest| rest.split("```").next()).expect(kind);
    let page = page_of(include_str!("../../docs/examples/capital.positum"), include_str!("../../docs/examples/capital.json"), Language::English);
    let html = fill_users(&page, Markup::Html, block("handlebars")).expect("the example");
    assert_eq!(html, block("html"));
}

#[test]
fn the_documentation_names_every_name() {
    let documentation = include_str!("../../docs/templates.md");
    for (_, owner, names) in positum_pages::page_template::known_names::OWNERS {
        for name in names {
            assert!(documentation.contains(&format!("| `{name}` |")), "{owner}: {name} is not documented");
        }
    }
    for (name, _) in positum_pages::page_words::PageWord::ALL {
        assert!(documentation.contains(&format!("`{name}`")), "the word {name} is not documented");
    }
}
