//! All phases in a row: from texts to a plan.

use crate::check_types::check_types;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::diagnostic_code::DiagnosticCode;
use crate::lint::{lint, warn_idle_accepts};
use crate::lower_to_plan::lower_to_plan;
use crate::order_cells::order_cells;
use crate::report_syntax;
use crate::resolve_names::{Accepted, resolve_names};
use crate::settle_cells::settle_cells;
use positum_grammar::known_stack::with_known_stack;
use positum_grammar::parse_text::parse_text;
use positum_grammar::source::SourceId;
use positum_grammar::syntax_tree::SyntaxTree;
use positum_plan::plan::Plan;

/// What compiling gives.
#[derive(Debug)]
pub struct Compiled {
    /// The plan; nothing where there is an error.
    pub plan: Option<Plan>,
    /// Errors and warnings, by place.
    pub diagnostics: Vec<Diagnostic>,
}

/// Compiles a package. Its texts are read as one; a span's source is the text's index.
pub fn compile(texts: &[&str]) -> Compiled {
    with_known_stack(|| compile_on_this_stack(texts))
}

fn compile_on_this_stack(texts: &[&str]) -> Compiled {
    let mut diagnostics = Diagnostics::default();
    let mut tree = SyntaxTree::default();
    for (index, text) in texts.iter().enumerate() {
        let parsed = parse_text(SourceId(u32::try_from(index).unwrap_or(u32::MAX)), text);
        for error in &parsed.errors {
            diagnostics.push(report_syntax::diagnostic(error));
        }
        tree.append(parsed.tree);
    }
    let is_empty = tree.packages.is_empty() && tree.reports.is_empty() && !diagnostics.has_errors();
    if is_empty {
        let mut diagnostic = Diagnostic::new(DiagnosticCode::NoPackage, positum_grammar::source::Span::default(), "the package is empty");
        diagnostic.span = None;
        let diagnostic = diagnostic.help("begin with `package my_package \"Title\" { language en }` and a report; `positum new` writes a small one");
        return Compiled { plan: None, diagnostics: vec![diagnostic] };
    }
    let resolved = resolve_names(&tree, texts, &mut diagnostics);
    let accepted = resolved.accepted;
    let rounding = resolved.rounding;
    let settled = settle_cells(resolved.model, &mut diagnostics);
    let typed = check_types(settled, texts, &mut diagnostics);
    let steps = order_cells(&typed, &mut diagnostics);
    if !diagnostics.has_errors() {
        lint(&typed, texts, &resolved.unused, &resolved.printed, &mut diagnostics);
    }
    let plan = (!diagnostics.has_errors()).then(|| lower_to_plan(&typed, steps, rounding));
    if plan.is_some() {
        warn_idle_accepts(&accepted, &mut diagnostics);
    }
    let is_told = |diagnostic: &Diagnostic| !accepted.iter().any(|accepted| accepts(accepted, diagnostic));
    let diagnostics = diagnostics.into_sorted().into_iter().filter(is_told).collect();
    Compiled { plan, diagnostics }
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
