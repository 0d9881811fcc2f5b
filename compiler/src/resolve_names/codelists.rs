//! Codelists: those of the package, in its text or in files, and those that every package has.

use super::Resolver;
use super::codelist_file::read_codes;
use crate::code_tables;
use crate::diagnostic::Diagnostic;
use crate::diagnostic_code::DiagnosticCode;
use crate::sources::{FileText, LARGEST_FILE, is_inside};
use positum_grammar::phrase::{Phrase, said};
use positum_grammar::source::Span;
use positum_grammar::suggest;
use positum_grammar::syntax_tree::{self as syntax, Text, Word};
use positum_plan::plan::{Code, Codelist, CodelistId};
use std::collections::BTreeMap;

impl Resolver<'_, '_> {
    pub(super) fn name_codelists(&mut self) {
        for codelist in &self.tree.codelists {
            if let Some(first) = self.codelist_syntax.insert(&codelist.name.text, codelist) {
                self.duplicate(&codelist.name, first.name.span, said!("codelist"));
            }
            if code_tables::built_in(&codelist.name.text).is_some() {
                let message = said!("`{}` is a codelist that every package has", codelist.name.text);
                self.report(Diagnostic::new(DiagnosticCode::Duplicate, codelist.name.span, message).help(said!("give yours another name")));
            }
            self.accept(codelist.span, &codelist.accepts);
        }
    }

    /// Finds a codelist, and puts it into the model when it is named for the first time.
    pub(super) fn codelist(&mut self, name: &Word) -> Option<CodelistId> {
        if let Some(id) = self.codelist_names.get(&name.text) {
            return Some(*id);
        }
        let syntax = self.codelist_syntax.get(name.text.as_str()).copied();
        let codelist = match syntax {
            Some(syntax) => self.own_codelist(syntax),
            None => match code_tables::built_in(&name.text) {
                Some(codelist) => codelist,
                None => {
                    self.unknown_codelist(name);
                    return None;
                }
            },
        };
        let families = codelist.families().into_iter();
        let families = families.map(|(code, under)| (code.to_owned(), under.into_iter().map(str::to_owned).collect())).collect();
        self.model.families.push(families);
        let is_whole = !codelist.codes.is_empty() && syntax.is_none_or(|syntax| !syntax.codes.iter().any(|entry| entry.is_broken));
        let id = self.model.codelists.push(codelist);
        if !is_whole {
            self.model.broken_codelists.insert(id);
        }
        self.codelist_names.insert(name.text.clone(), id);
        Some(id)
    }

    fn unknown_codelist(&mut self, name: &Word) {
        if self.broken.contains(&name.text) {
            return;
        }
        let known: Vec<&str> = self.codelist_syntax.keys().copied().chain([code_tables::COUNTRIES, code_tables::CURRENCIES]).collect();
        let near = suggest::nearest(&name.text, known.iter().copied());
        let offered = if near.is_empty() { suggest::choice(&known) } else { suggest::choice(&near) };
        let message = said!("there is no codelist `{}`", name.text);
        self.report(
            Diagnostic::new(DiagnosticCode::UnknownName, name.span, message)
                .help(said!("write {offered}, or declare `codelist {} {{ 01 \"first\"; 02 \"second\" }}`", name.text)),
        );
    }

    fn own_codelist(&mut self, syntax: &syntax::Codelist) -> Codelist {
        let mut codelist = Codelist::flat(&syntax.name.text, []);
        codelist.label = self.label(&syntax.labels);
        codelist.source = syntax.source.as_ref().map(|text| text.text.clone());
        match &syntax.file {
            Some(file) => self.codes_of_file(file, &mut codelist),
            None => self.codes_of_text(syntax, &mut codelist),
        }
        codelist
    }

    fn codes_of_text(&mut self, syntax: &syntax::Codelist, codelist: &mut Codelist) {
        if syntax.codes.is_empty() {
            let message = said!("codelist `{}` has no code", syntax.name.text);
            self.report(
                Diagnostic::new(DiagnosticCode::ClauseMissing, syntax.name.span, message).help(said!("add one on each line, as `01 \"first\"`")),
            );
        }
        let mut spans: BTreeMap<&str, Span> = BTreeMap::new();
        for entry in &syntax.codes {
            let label = self.label(&entry.labels);
            if let Some(first) = spans.get(entry.code.text.as_str()).copied() {
                if !entry.is_broken {
                    self.duplicate(&entry.code, first, said!("code"));
                }
                continue;
            }
            spans.insert(&entry.code.text, entry.code.span);
            let parent = entry.parent.and_then(|parent| syntax.codes.get(parent)).map(|parent| parent.code.text.clone());
            codelist.declare(entry.code.text.clone(), Code { label, parent, is_group: entry.is_group, ..Code::default() });
        }
    }

    fn codes_of_file(&mut self, file: &Text, codelist: &mut Codelist) {
        let name = file.text.as_str();
        if !is_inside(name) {
            let shown: String = name.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
            let message = said!("`{shown}` is no file in the package's folder");
            self.no_file(file, message, said!("write its name as it is seen from that folder, with `/` between folders: `\"codes/banks.csv\"`"));
            return;
        }
        match (self.files)(name) {
            FileText::Text(text) if text.len() <= LARGEST_FILE => {
                let mistakes = read_codes(name, &text, &self.model.package.languages, codelist);
                if let [first, others @ ..] = mistakes.as_slice() {
                    let diagnostic = Diagnostic::new(DiagnosticCode::CodelistFileContent, file.span, first.message.clone()).help(first.help.clone());
                    self.report(others.iter().fold(diagnostic, |diagnostic, other| diagnostic.help(said!("besides, {}", other.message))));
                    // What uses the codes is no mistake of its own.
                    codelist.codes.clear();
                }
            }
            FileText::Text(_) | FileText::TooLarge => {
                let message = said!("`{name}` has more than {LARGEST_FILE} bytes");
                self.no_file(file, message, said!("leave out the columns and codes that the reports do not need"));
            }
            FileText::Missing => {
                let message = said!("there is no file `{name}` in the package's folder");
                self.no_file(
                    file,
                    message,
                    said!("put the file beside the definitions, or write the codes in braces: `{{ 01 \"first\"; 02 \"second\" }}`"),
                );
            }
            FileText::NoFolder => {
                let message = said!("`{name}` cannot be read: this definition stands in no folder");
                self.no_file(file, message, said!("give the package's folder or file to the program"));
            }
            FileText::Unreadable(reason) => {
                self.no_file(file, said!("`{name}` cannot be read: {reason}"), said!("mend the file, and save it as UTF-8"));
            }
        }
    }

    fn no_file(&mut self, file: &Text, message: Phrase, help: Phrase) {
        self.report(Diagnostic::new(DiagnosticCode::CodelistFileMissing, file.span, message).help(help));
    }
}
