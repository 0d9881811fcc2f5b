//! Coverage as JSON: shares, and each aim with where it stands and how often it came about.

use super::text::Spot;
use super::words::{fork_word, missing_text};
use super::{Aim, AimGroup, AimKind, Coverage, Share, Tally, TextPlace, Turn, times_covered};
use positum_runtime::language::Language;
use serde_json::{Value, json};

/// Writes coverage as JSON; what is missing is said in `language`.
pub fn coverage_json(coverage: &Coverage, package: &str, spot: &dyn Fn(TextPlace) -> Spot, language: Language) -> String {
    let report = |name: &String| {
        let mut shares = shares_json(coverage, Some(name));
        if let Value::Object(map) = &mut shares {
            map.insert("name".to_owned(), json!(name));
        }
        shares
    };
    let whole = json!({
        "package": package,
        "total": shares_json(coverage, None),
        "reports": coverage.reports().iter().map(report).collect::<Vec<_>>(),
        "aims": coverage.aims().map(|(aim, tally)| aim_json(aim, tally, &spot(aim.place), language)).collect::<Vec<_>>(),
    });
    format!("{whole:#}\n")
}

fn shares_json(coverage: &Coverage, report: Option<&str>) -> Value {
    let share = |group: Option<AimGroup>| {
        let Share { covered, all } = coverage.share(report, group);
        json!({"covered": covered, "all": all})
    };
    json!({
        "all": share(None),
        "percent": coverage.share(report, None).percent(),
        "computed": share(Some(AimGroup::Computed)),
        "given": share(Some(AimGroup::Given)),
        "branches": share(Some(AimGroup::Branches)),
        "checks": share(Some(AimGroup::Outcomes)),
    })
}

fn aim_json(aim: &Aim, tally: Tally, spot: &Spot, language: Language) -> Value {
    let is_covered = times_covered(aim.kind, tally) > 0;
    let (kind, way) = words(aim.kind);
    json!({
        "at": {"file": spot.file, "line": spot.line, "column": spot.column},
        "report": aim.report,
        "subject": aim.subject,
        "kind": kind,
        "way": way,
        "covered": is_covered,
        "reached": tally.reached,
        "expected": matches!(aim.kind, AimKind::Computed).then_some(tally.expected),
        "missing": (!is_covered).then(|| missing_text(aim.kind, tally, language)),
    })
}

/// Gives the words for an aim in data.
fn words(kind: AimKind) -> (&'static str, Option<String>) {
    match kind {
        AimKind::Computed => ("computed", None),
        AimKind::Grouped => ("grouped", None),
        AimKind::Given => ("given", None),
        AimKind::Outcome(outcome) => ("outcome", Some(outcome.keyword().to_owned())),
        AimKind::Branch(fork, turn) => (fork_word(fork), Some(turn_word(turn))),
    }
}

fn turn_word(turn: Turn) -> String {
    match turn {
        Turn::Holds => "holds".to_owned(),
        Turn::DoesNotHold => "does_not_hold".to_owned(),
        Turn::First => "first".to_owned(),
        Turn::Second => "second".to_owned(),
        Turn::Decides(place) => format!("decides_{}", place.saturating_add(1)),
        Turn::NoneDecides => "none_decides".to_owned(),
    }
}
