//! Mutations with what became of them.

use crate::read_sources::Source;
use crate::show_diagnostics::place_of;
use positum_grammar::mutations::Mutation;
use positum_proof::mutation::{Counts, Survivor, Verdict};
use std::collections::BTreeMap;
use std::path::Path;

/// A mutation with what became of it.
pub(super) struct Judged<'m> {
    pub(super) mutation: &'m Mutation,
    pub(super) verdict: Verdict,
}

impl Judged<'_> {
    pub(super) fn survivor(&self) -> Option<&Survivor> {
        self.verdict.survivor()
    }
}

/// Counts all.
pub(super) fn counts(judged: &[Judged<'_>]) -> Counts {
    Counts::of(judged.iter().map(|judged| &judged.verdict))
}

/// Counts by what mutations are called; names of which there are none are left out.
pub(super) fn by_name(judged: &[Judged<'_>], name: impl Fn(&Mutation) -> String) -> BTreeMap<String, Counts> {
    let mut rows: BTreeMap<String, Counts> = BTreeMap::new();
    judged.iter().for_each(|judged| rows.entry(name(judged.mutation)).or_default().add(&judged.verdict));
    rows.retain(|_, counts| counts.all() > 0);
    rows
}

/// Names a test after the change that it notices.
pub(super) fn test_name(sources: &[Source], mutation: &Mutation) -> String {
    const MOST: usize = 20;
    let (file, line, column) = place_of(sources, mutation.span);
    let file = Path::new(&file).file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let is_plain = |letter: &char| !letter.is_control() && !"\"«»".contains(*letter);
    let after: String = mutation.replacement.chars().filter(is_plain).take(MOST).collect();
    format!("{} {file}:{line}:{column} {after}", mutation.kind.name()).trim_end().to_owned()
}
