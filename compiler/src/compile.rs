//! All phases in a row: from texts to a plan.

use crate::check_types::check_types;
use crate::compile_tests::{CompiledTest, compile_tests};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::diagnostic_code::DiagnosticCode;
use crate::lint::{lint, warn_idle_accepts};
use crate::lower_to_plan::lower_to_plan;
use crate::order_cells::order_cells;
use crate::places::Places;
use crate::report_syntax;
use crate::resolve_names::{Accepted, resolve_names};
use crate::settle_cells::settle_cells;
use crate::sources::{FileText, Sources};
use crate::split_versions::{MOST_VERSIONS, TimesOf, never_in_force, split_versions};
use crate::time_words::time_text;
use crate::typed_model::TypedModel;
use positum_grammar::known_stack::with_known_stack;
use positum_grammar::parse_text::{parse_on_this_stack, parse_text};
use positum_grammar::phrase::{Phrase, said};
use positum_grammar::source::SourceId;
use positum_grammar::syntax_tree::SyntaxTree;
use positum_plan::amount::Rounding;
use positum_plan::period::Validity;
use positum_plan::plan::Plan;
use std::collections::BTreeSet;

/// What compiling gives.
#[derive(Debug)]
pub struct Compiled {
    /// The plan of the newest version; nothing where there is an error in any.
    pub plan: Option<Plan>,
    /// The plans of earlier versions, by time: a package whose reports or positions have a validity has several.
    pub earlier_plans: Vec<Plan>,
    /// Tests of the package, which are no part of the plan; none where there is an error.
    pub tests: Vec<CompiledTest>,
    /// For each version, by time, where the parts of its plan stand; none where there is an error.
    pub places: Vec<Places>,
    /// Errors and warnings, by place.
    pub diagnostics: Vec<Diagnostic>,
}

impl Compiled {
    /// Gives the plans of all versions, by time; none where there is an error.
    pub fn plans(self) -> Vec<Plan> {
        self.plans_and_tests().0
    }

    /// Gives the plans of all versions, by time, and the tests; none where there is an error.
    pub fn plans_and_tests(self) -> (Vec<Plan>, Vec<CompiledTest>) {
        (self.earlier_plans.into_iter().chain(self.plan).collect(), self.tests)
    }
}

/// Compiles a package that needs no files beside its texts; these are read as one.
pub fn compile(texts: &[&str]) -> Compiled {
    compile_package(&Sources { texts, files: &|_| FileText::Missing })
}

/// Compiles a package. Its texts are read as one; a span's source is the text's index.
pub fn compile_package(sources: &Sources<'_>) -> Compiled {
    with_known_stack(|| compile_on_this_stack(sources))
}

/// Gives what a package means before it is made a plan, and its rule of rounding; nothing where there is an error, or
/// where reports or positions have a validity, so that there is more than one meaning.
pub fn typed_model_of(texts: &[&str]) -> Option<(TypedModel, Rounding)> {
    with_known_stack(|| {
        let mut diagnostics = Diagnostics::default();
        let tree = read_texts(texts, &mut diagnostics);
        let resolved = resolve_names(&tree, &Sources { texts, files: &|_| FileText::Missing }, &mut diagnostics);
        let rounding = resolved.rounding;
        let typed = check_types(settle_cells(resolved.model, &mut diagnostics), texts, &mut diagnostics);
        order_cells(&typed, &mut diagnostics);
        (!diagnostics.has_errors() && split_versions(&tree).is_empty()).then_some((typed, rounding))
    })
}

/// Reads the texts of a package as one.
fn read_texts(texts: &[&str], diagnostics: &mut Diagnostics) -> SyntaxTree {
    let mut tree = SyntaxTree::default();
    for (index, text) in texts.iter().enumerate() {
        let parsed = parse_on_this_stack(SourceId(u32::try_from(index).unwrap_or(u32::MAX)), text);
        parsed.errors.iter().for_each(|error| diagnostics.push(report_syntax::diagnostic(error)));
        tree.append(parsed.tree);
    }
    tree
}

fn compile_on_this_stack(sources: &Sources<'_>) -> Compiled {
    let mut diagnostics = Diagnostics::default();
    let tree = read_texts(sources.texts, &mut diagnostics);
    let is_empty = tree.packages.is_empty() && tree.reports.is_empty() && !diagnostics.has_errors();
    if is_empty {
        let mut diagnostic = Diagnostic::new(DiagnosticCode::NoPackage, positum_grammar::source::Span::default(), said!("the package is empty"));
        diagnostic.span = None;
        let diagnostic =
            diagnostic.help(said!("begin with `package my_package \"Title\" {{ language en }}` and a report; `positum new` writes a small one"));
        return Compiled { plan: None, earlier_plans: Vec::new(), tests: Vec::new(), places: Vec::new(), diagnostics: vec![diagnostic] };
    }
    compile_versions(tree, sources, diagnostics, Warnings::Told)
}

/// Whether warnings are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Warnings {
    /// They are.
    Told,
    /// Nobody would read them.
    LeftOut,
}

/// Compiles what is in force between each two changes, and joins what there is to say.
pub(crate) fn compile_versions(tree: SyntaxTree, sources: &Sources<'_>, syntax: Diagnostics, warnings: Warnings) -> Compiled {
    let mut syntax = syntax;
    never_in_force(&tree).into_iter().for_each(|diagnostic| syntax.push(diagnostic));
    let versions = split_versions(&tree);
    if versions.is_empty() {
        return compile_tree(tree, sources, syntax, warnings);
    }
    if versions.len() > MOST_VERSIONS {
        let mut diagnostics = syntax;
        let span = tree.packages.first().map(|package| package.name.span).unwrap_or_default();
        let message = said!("reports and positions change more than {MOST_VERSIONS} times");
        diagnostics.push(Diagnostic::new(DiagnosticCode::TooLarge, span, message).help(said!("leave out versions that nobody reports for any more")));
        return Compiled { plan: None, earlier_plans: Vec::new(), tests: Vec::new(), places: Vec::new(), diagnostics: diagnostics.into_sorted() };
    }
    let syntax = syntax.into_sorted();
    let compile = |tree: SyntaxTree| compile_tree(tree, sources, Diagnostics::from(syntax.clone()), warnings);
    let compiled: Vec<(Validity, Compiled)> = versions.into_iter().map(|version| (version.validity, compile(version.tree))).collect();
    let names: BTreeSet<String> = tree.reports.iter().map(|report| report.name.text.clone()).collect();
    let (mut plans, mut said, mut tests, mut places) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (version, (validity, compiled)) in compiled.into_iter().enumerate() {
        tests.extend(compiled.tests.into_iter().map(|test| CompiledTest { version, ..test }));
        plans.push(compiled.plan.map(|plan| without_others(plan, &names)));
        places.extend(compiled.places);
        said.push((validity, compiled.diagnostics));
    }
    let mut plans: Vec<Plan> = plans.into_iter().collect::<Option<_>>().unwrap_or_default();
    let plan = plans.pop();
    if plan.is_none() {
        tests.clear();
        places.clear();
    }
    Compiled { plan, earlier_plans: plans, tests, places, diagnostics: join_versions(&tree, said) }
}

/// Gives the plan with the names of reports that only other versions have.
fn without_others(mut plan: Plan, reports: &BTreeSet<String>) -> Plan {
    plan.other_reports = reports.iter().filter(|name| !plan.reports.iter().any(|report| report.name == **name)).cloned().collect();
    plan
}

/// Joins what was said of the versions: the same once; of what concerns only some, which.
fn join_versions(tree: &SyntaxTree, said: Vec<(Validity, Vec<Diagnostic>)>) -> Vec<Diagnostic> {
    let times_of = TimesOf::new(tree);
    let all: Vec<Validity> = said.iter().map(|(validity, _)| *validity).collect();
    // What is only there in some versions can be wrong only in these.
    let count = |diagnostic: &Diagnostic| all.iter().filter(|time| times_of.is_in_force(diagnostic.span, **time)).count();
    let mut joined: Vec<(Diagnostic, Vec<Validity>)> = Vec::new();
    for (validity, diagnostics) in said {
        for diagnostic in diagnostics {
            let same = |(other, _): &&mut (Diagnostic, Vec<Validity>)| other.code == diagnostic.code && other.span == diagnostic.span;
            match joined.iter_mut().find(same) {
                Some((_, times)) => times.push(validity),
                None => joined.push((diagnostic, vec![validity])),
            }
        }
    }
    joined.sort_by_key(|(diagnostic, _)| (diagnostic.span, diagnostic.code));
    joined.retain(|(diagnostic, times)| !is_idle(diagnostic) || times.len() >= count(diagnostic));
    let about_some = |(diagnostic, times): (Diagnostic, Vec<Validity>)| {
        if times.len() >= count(&diagnostic) { diagnostic } else { diagnostic.help(said!("this concerns periods {}", times_text(&times))) }
    };
    joined.into_iter().map(about_some).collect()
}

/// Tells whether something is only said not to be needed: what one version leaves unused, another may use.
fn is_idle(diagnostic: &Diagnostic) -> bool {
    [DiagnosticCode::Unused, DiagnosticCode::IdleOverride, DiagnosticCode::IdleAccept].contains(&diagnostic.code)
}

/// Names times, those that follow one another as one.
fn times_text(times: &[Validity]) -> Phrase {
    let mut joined: Vec<Validity> = Vec::new();
    for time in times {
        match joined.last_mut() {
            Some(last) if last.until.and_then(|until| until.tomorrow().ok()) == time.from && time.from.is_some() => last.until = time.until,
            Some(_) | None => joined.push(*time),
        }
    }
    Phrase::joined(joined.into_iter().map(time_text), ", ")
}

fn compile_tree(tree: SyntaxTree, sources: &Sources<'_>, mut diagnostics: Diagnostics, warnings: Warnings) -> Compiled {
    let texts = sources.texts;
    let resolved = resolve_names(&tree, sources, &mut diagnostics);
    // The rest of the tree goes: what follows grows into its memory.
    let tests = tree.tests;
    drop((tree.packages, tree.parameters, tree.codelists, tree.reports));
    let accepted = resolved.accepted;
    let rounding = resolved.rounding;
    let settled = settle_cells(resolved.model, &mut diagnostics);
    let typed = check_types(settled, texts, &mut diagnostics);
    let tests = compile_tests(&tests, typed.settled(), &resolved.broken, &mut diagnostics);
    let steps = order_cells(&typed, &mut diagnostics);
    if !diagnostics.has_errors() && warnings == Warnings::Told {
        lint(&typed, texts, &resolved.unused, &resolved.printed, &mut diagnostics);
    }
    let lowered = (!diagnostics.has_errors()).then(|| lower_to_plan(&typed, steps, rounding));
    let (plan, places) = lowered.map_or((None, Vec::new()), |(plan, places)| (Some(plan), vec![places]));
    if plan.is_some() {
        warn_idle_accepts(&accepted, &mut diagnostics);
    }
    let is_told = |diagnostic: &Diagnostic| !accepted.iter().any(|accepted| accepts(accepted, diagnostic));
    let diagnostics = diagnostics.into_sorted().into_iter().filter(is_told).collect();
    let tests = if plan.is_some() { tests } else { Vec::new() };
    Compiled { plan, earlier_plans: Vec::new(), tests, places, diagnostics }
}

/// Tells whether an `accept` silences a diagnostic.
pub(crate) fn accepts(accepted: &Accepted, diagnostic: &Diagnostic) -> bool {
    diagnostic.severity() == Severity::Warning
        && accepted.code.text == diagnostic.code.number()
        // That it is idle itself is not for it to accept.
        && diagnostic.span != Some(accepted.code.span)
        && diagnostic.span.is_some_and(|span| accepted.within.is_none_or(|within| within.contains(span)))
}

/// Gives the syntax errors of one text.
pub fn syntax_diagnostics(source: SourceId, text: &str) -> Vec<Diagnostic> {
    parse_text(source, text).errors.iter().map(report_syntax::diagnostic).collect()
}
