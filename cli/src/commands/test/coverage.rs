//! Coverage for `positum test`: what the tests that were run reach and miss.

use super::Shown;
use crate::arguments::{TestArguments, TestFormat};
use crate::coverage_folder;
use crate::exit_code::Failure;
use crate::message_language::{message_language, spoken};
use crate::output;
use crate::read_sources::Source;
use positum_compiler::compile_tests::CompiledTest;
use positum_compiler::places::Places;
use positum_grammar::phrase::said;
use positum_grammar::source::{SourceId, Span};
use positum_pages::coverage::{CoveragePages, CoveredFile, CoveredReport, CoveredShare};
use positum_proof::coverage::json::coverage_json;
use positum_proof::coverage::lcov::lcov;
use positum_proof::coverage::text::{Spot, coverage_text, missing, names_text};
use positum_proof::coverage::words::{group_word, total_word};
use positum_proof::coverage::{AimGroup, Coverage, PartPlaces, Share, TextPlace, times_covered};
use positum_runtime::evaluate::Evaluator;
use positum_runtime::language::Language;
use positum_runtime::run_tests::TestFiles;

/// Runs the tests once more and counts what they reach; nothing of a package without versions.
pub(super) fn cover(evaluators: &[Evaluator<'_>], places: &[Places], tests: &[&CompiledTest], files: &TestFiles) -> Option<Coverage> {
    let mut newest_first = evaluators.iter().zip(places).enumerate().rev().map(|(version, (evaluator, places))| {
        let cases: Vec<_> = tests.iter().filter(|test| test.version == version).map(|test| &test.case).collect();
        Coverage::of_version(evaluator, &part_places(places), &cases, files)
    });
    let mut whole = newest_first.next()?;
    newest_first.for_each(|version| whole.add(version));
    Some(whole)
}

fn part_places(places: &Places) -> PartPlaces {
    PartPlaces {
        tables: places.tables.iter().copied().map(text_place).collect(),
        cells: places.cells.iter().copied().map(text_place).collect(),
        columns: places.columns.iter().copied().map(text_place).collect(),
        checks: places.check_names.iter().copied().map(text_place).collect(),
        nodes: places.nodes.iter().copied().map(text_place).collect(),
    }
}

fn text_place(span: Span) -> TextPlace {
    let range = span.range();
    TextPlace { text: span.source.0 as usize, start: range.start, end: range.end }
}

/// Shows and writes what is asked for; tells whether enough is covered.
pub(super) fn show(coverage: &Coverage, shown: &Shown<'_>, sources: &[Source], arguments: &TestArguments) -> Result<bool, Failure> {
    let language = message_language();
    let (package, format, arguments) = (&shown.plan.package.name, arguments.run.format, &arguments.coverage);
    let spot = |place: TextPlace| {
        let source = SourceId(u32::try_from(place.text).unwrap_or(u32::MAX));
        let (file, line, column) = shown.places.of(Span::new(source, place.start, place.end));
        Spot { file, line, column }
    };
    if let Some(path) = &arguments.coverage_lcov {
        output::write_file(path, |file| file.write_all(lcov(coverage, &spot).as_bytes()))?;
    }
    if let Some(path) = &arguments.coverage_json {
        output::write_file(path, |file| file.write_all(coverage_json(coverage, package, &spot, language).as_bytes()))?;
    }
    if let Some(folder) = &arguments.coverage_html {
        coverage_folder::write(folder, &covered_pages(coverage, package, sources, &spot, language), language)?;
    }
    if arguments.coverage {
        let text = format!("\n{}", coverage_text(coverage, &spot, arguments.coverage_limit, language));
        // Where standard output is data, text goes beside it.
        match format {
            TestFormat::Human => output::print(text.as_bytes())?,
            TestFormat::Json | TestFormat::Junit => output::tell(&text),
        }
    }
    Ok(is_enough(coverage.share(None, None).percent(), arguments.coverage_fail_under))
}

/// Tells whether enough is covered, and says so where it is not.
fn is_enough(percent: usize, least: Option<u8>) -> bool {
    let Some(least) = least.filter(|least| percent < usize::from(*least)) else { return true };
    output::tell(&format!("{}\n", spoken(&said!("{percent} % is covered, less than --coverage-fail-under {least}"))));
    false
}

/// Gives what coverage pages show.
fn covered_pages(coverage: &Coverage, package: &str, sources: &[Source], spot: &dyn Fn(TextPlace) -> Spot, language: Language) -> CoveragePages {
    let mut files: Vec<CoveredFile> =
        sources.iter().map(|source| CoveredFile { name: source.name.clone(), text: source.text.clone(), ..CoveredFile::default() }).collect();
    for (aim, tally) in coverage.aims() {
        let Some(file) = files.get_mut(aim.place.text) else { continue };
        let line = file.lines.entry(spot(aim.place).line).or_default();
        line.share.all = line.share.all.saturating_add(1);
        line.share.covered = line.share.covered.saturating_add(usize::from(times_covered(aim.kind, tally) > 0));
    }
    for ((place, what), subjects) in missing(coverage, language) {
        if let Some(line) = files.get_mut(place.text).and_then(|file| file.lines.get_mut(&spot(place).line)) {
            line.missing.push((names_text(&subjects, language), what));
        }
    }
    let report = |name: &str, report: Option<&str>| CoveredReport {
        name: name.to_owned(),
        kinds: AimGroup::ALL.iter().map(|group| covered_share(coverage.share(report, Some(*group)))).collect(),
        all: covered_share(coverage.share(report, None)),
    };
    CoveragePages {
        package: package.to_owned(),
        kinds: AimGroup::ALL.iter().map(|group| group_word(*group, language).to_owned()).collect(),
        reports: coverage.reports().iter().map(|name| report(name, Some(name))).collect(),
        total: report(total_word(language), None),
        files,
    }
}

fn covered_share(share: Share) -> CoveredShare {
    CoveredShare { covered: share.covered, all: share.all }
}
