//! Writes the submissions that show claims as files, in the shape that `positum eval` reads.

use super::shown_claims::ShownClaim;
use crate::exit_code::Failure;
use crate::message_language::spoken;
use crate::output::write_file;
use positum_grammar::phrase::said;
use positum_plan::plan::{Check, Plan, Scope};
use positum_proof::analyse::Shows;
use positum_runtime::render::submission::write_submission_json;
use std::path::Path;

/// What the submissions are said to come from.
pub(super) const WITNESS: &str = "witness";
/// How our files end, by which a folder that was written before is known.
const ENDING: &str = ".witness.json";

/// Writes the submissions of each claim; gives the names of their files, in the order of the claims.
pub(super) fn write(folder: &Path, claims: &[ShownClaim<'_>]) -> Result<Vec<Vec<String>>, Failure> {
    clear(folder)?;
    let mut names = Vec::new();
    for (number, shown) in (1_usize..).zip(claims) {
        let mut of_claim = Vec::new();
        for (shows, draft) in &shown.claim.witnesses {
            let name = format!("{number:03}-{}-{}{ENDING}", shown.claim.kind.keyword(), shows_name(shown.plan, *shows));
            let text = write_submission_json(shown.plan, &draft.submission(shown.plan, WITNESS));
            write_file(&folder.join(&name), |file| file.write_all(text.as_bytes()))?;
            of_claim.push(name);
        }
        names.push(of_claim);
    }
    Ok(names)
}

/// Makes the folder, and takes away what was written before; a folder with other files stays as it is.
fn clear(folder: &Path) -> Result<(), Failure> {
    let shown = folder.display().to_string();
    std::fs::create_dir_all(folder).map_err(|error| Failure::disk(&shown, &error))?;
    let mut ours = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|error| Failure::disk(&shown, &error))? {
        let entry = entry.map_err(|error| Failure::disk(&shown, &error))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.ends_with(ENDING) {
            return Err(Failure::Data(spoken(&said!(
                "{shown} holds {name}, which no analysis has written; nothing was written. Name another folder"
            ))));
        }
        ours.push(entry.path());
    }
    ours.iter().try_for_each(|path| std::fs::remove_file(path).map_err(|error| Failure::disk(&path.display().to_string(), &error)))
}

fn shows_name(plan: &Plan, shows: Shows) -> String {
    let of = |check| {
        let check: &Check = &plan.checks[check];
        match &check.scope {
            Scope::Row(code) | Scope::Column(code) => format!("{}-{code}", check.name),
            Scope::Once | Scope::EachLine(_) => check.name.clone(),
        }
    };
    let name = match shows {
        Shows::Passes(check) => format!("{}-passes", of(check)),
        Shows::Fails(check) => format!("{}-fails", of(check)),
        Shows::Skipped(check) => format!("{}-is_not_evaluated", of(check)),
        Shows::IsZero => "divides_by_zero".to_owned(),
        Shows::Divides => "divides".to_owned(),
        Shows::Holds => "holds".to_owned(),
        Shows::HoldsNot => "does_not_hold".to_owned(),
    };
    name.chars().map(|sign| if sign.is_ascii_alphanumeric() || "_-.".contains(sign) { sign } else { '_' }).collect()
}
