//! A package whose texts are read once, and then compiled any number of times with one of them changed.
//!
//! In come texts and edits of them; out comes what `compile_package` would give, without warnings.

use crate::compile::{Compiled, Warnings, compile_versions};
use crate::diagnostic::Diagnostics;
use crate::report_syntax;
use crate::sources::Sources;
use positum_grammar::known_stack::with_known_stack;
use positum_grammar::parse_text::{Parsed, parse_on_this_stack};
use positum_grammar::source::SourceId;
use positum_grammar::syntax_tree::SyntaxTree;

/// A package whose texts were read.
pub struct ParsedPackage<'s> {
    sources: Sources<'s>,
    parsed: Vec<Parsed>,
}

impl<'s> ParsedPackage<'s> {
    /// Reads the texts of a package.
    pub fn new(sources: Sources<'s>) -> Self {
        let read = |(index, text): (u32, &&str)| parse_on_this_stack(SourceId(index), text);
        let parsed = with_known_stack(|| (0..).zip(sources.texts).map(read).collect());
        Self { sources, parsed }
    }

    /// Gives the texts.
    pub fn texts(&self) -> &'s [&'s str] {
        self.sources.texts
    }

    /// Gives what all texts say.
    pub fn tree(&self) -> SyntaxTree {
        let mut tree = SyntaxTree::default();
        self.parsed.iter().for_each(|parsed| tree.append(parsed.tree.clone()));
        tree
    }

    /// Compiles the package with other texts in the places of its own, each by its index; one after the last is added.
    pub fn compile_with(&self, changed: &[(SourceId, &str)]) -> Compiled {
        with_known_stack(|| {
            let mut texts = self.sources.texts.to_vec();
            let mut diagnostics = Diagnostics::default();
            let mut trees: Vec<Parsed> = Vec::new();
            for (index, (parsed, _)) in (0..).zip(self.parsed.iter().zip(self.sources.texts)) {
                match changed.iter().find(|(source, _)| source.0 == index) {
                    Some((source, text)) => {
                        trees.push(parse_on_this_stack(*source, text));
                        texts.iter_mut().skip(index as usize).take(1).for_each(|old| *old = text);
                    }
                    None => trees.push(parsed.clone()),
                }
            }
            for (source, text) in changed.iter().filter(|(source, _)| source.0 as usize >= self.parsed.len()) {
                trees.push(parse_on_this_stack(*source, text));
                texts.push(text);
            }
            let mut tree = SyntaxTree::default();
            for parsed in trees {
                parsed.errors.iter().for_each(|error| diagnostics.push(report_syntax::diagnostic(error)));
                tree.append(parsed.tree);
            }
            let sources = Sources { texts: &texts, files: self.sources.files };
            compile_versions(tree, &sources, diagnostics, Warnings::LeftOut)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::compile;
    use crate::sources::FileText;

    const HEADER: &str = "package p \"P\" { language en; precision EUR 0 }";
    const REPORT: &str = "report r \"R\" { form f { 010 : EUR; 020 : EUR = 010 + 010 } }";
    const OTHER: &str = "report r \"R\" { form f { 010 : EUR; 020 : EUR = 010 - 010 } }";
    const MORE: &str = "report s \"S\" { form g { 010 : EUR = r.020 } }";

    #[test]
    fn a_changed_package_compiles_to_the_plan_that_its_texts_compile_to() {
        let texts = [HEADER, REPORT];
        let package = ParsedPackage::new(Sources { texts: &texts, files: &|_| FileText::Missing });
        assert_eq!(package.compile_with(&[]).plan, compile(&texts).plan);
        assert_eq!(package.compile_with(&[(SourceId(1), OTHER)]).plan, compile(&[HEADER, OTHER]).plan);
        assert_eq!(package.compile_with(&[(SourceId(2), MORE)]).plan, compile(&[HEADER, REPORT, MORE]).plan);
        assert!(package.compile_with(&[(SourceId(1), "report r {")]).plan.is_none());
    }
}
