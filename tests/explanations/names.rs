//! Names on the command line: full and shorter ones, lines by number and key, checks with rows; wrong ones.

use super::explained;
use crate::support::{compiles, report, submitted};
use positum_plan::plan::Plan;
use positum_runtime::evaluate::{EvaluationOptions, Evaluator};
use positum_runtime::explain::{Explainer, Subject, SubjectError};

fn plan() -> Plan {
    compiles(&format!(
        "{}report s \"S\" {{\nform f {{\n010 : EUR, blank = 0\n}}\n}}\n",
        report(
            "form f {\n010 : EUR, blank = 0\n020 : EUR, blank = 0\nlet half = 010 / 2\n030 : EUR = half\n}\n\
             grid g : EUR, blank = 0 {\ncolumns {\n010 \"A\"\n020 \"B\"\n}\nrows {\n100 \"P\" x 020\n110 \"Q\"\n}\ncheck each {\nfor each row\nrequire 010 >= 0\n}\n}\n\
             list l {\nA : code iso4217\nB : integer\nkey (A, B)\n050 : EUR\ntotal \"T\" { 050 = sum }\ncheck small { require 050 < 100 EUR }\n}\n\
             check whole { require f.010 >= 0 }"
        )
    ))
}

const GIVEN: [(&str, &str); 6] = [("l.1:A", "USD"), ("l.1:B", "1"), ("l.1:050", "5"), ("l.2:A", "GBP"), ("l.2:B", "7"), ("l.2:050", "600")];

fn found(name: &str) -> Vec<String> {
    let plan = plan();
    let explanation = explained(&plan, &GIVEN, &[name]);
    let name_of = |subject: &Subject| match subject {
        Subject::Cell(cell) => cell.name.clone(),
        Subject::Check(check) => check.name.clone(),
        Subject::Parameter(parameter) => parameter.name.clone(),
    };
    explanation.subjects.iter().map(name_of).collect()
}

fn wrong(name: &str) -> SubjectError {
    let plan = plan();
    let submission = submitted(&plan, "2025-Q1", &GIVEN);
    let evaluator = Evaluator::new(&plan, &EvaluationOptions::default()).unwrap();
    Explainer::new(&evaluator, &submission, None).find(name).unwrap_err()
}

#[test]
fn names_may_be_full_or_as_short_as_they_are_unique() {
    for (name, full) in [
        ("r.f.010", "r.f.010"),
        ("020", "r.f.020"),
        ("r.020", "r.f.020"),
        ("f.030", "r.f.030"),
        ("s.010", "s.f.010"),
        ("half", "r.f.half"),
        ("g.110:020", "r.g.110:020"),
        ("110:010", "r.g.110:010"),
        ("r.l.2:050", "r.l.2:050"),
        ("l.1:A", "r.l.1:A"),
        ("l[GBP, 7].050", "r.l.2:050"),
        ("r.l[\"GBP\",7]:050", "r.l.2:050"),
        ("l.total:050", "r.l.total:050"),
        ("total:050", "r.l.total:050"),
        ("whole", "r.whole"),
        ("r.whole", "r.whole"),
        // Of a check with several rows those that fail.
        ("l.small", "r.l.small[2]"),
        ("r.l.small[1]", "r.l.small[1]"),
        ("small[USD, 1]", "r.l.small[1]"),
        ("g.each[100]", "r.g.each[100]"),
    ] {
        assert_eq!(found(name), [full], "{name}");
    }
    assert_eq!(found("g.each"), ["r.g.each[100]", "r.g.each[110]"]);
}

#[test]
fn wrong_names_say_what_is_wrong_with_them() {
    assert!(matches!(wrong("010"), SubjectError::Ambiguous { full_names, .. } if full_names == ["r.f.010", "s.f.010"]));
    assert!(matches!(wrong("g.100:020"), SubjectError::XCell { name } if name == "r.g.100:020"));
    assert!(matches!(wrong("l.3:050"), SubjectError::NoSuchLine { lines: 2, keys, .. } if keys == ["USD, 1", "GBP, 7"]));
    assert!(matches!(wrong("l[EUR, 1].050"), SubjectError::NoSuchLine { .. }));
    assert!(matches!(wrong("l.small[9]"), SubjectError::NoSuchLine { .. }));
    let SubjectError::Unknown { known, .. } = wrong("r.f.O10") else { panic!("no such name") };
    for name in ["r.f.010", "r.l.1:050", "r.l.small", "half", "110:010"] {
        assert!(known.iter().any(|known| known == name), "{name} in {known:?}");
    }
    for name in ["", ".", ":", "[", "]", "l[", "l[]", "l.0:050", "l.99999999999999999999:050", "g.100", "r", "r.f", "r.f.010:020", "total"] {
        wrong(name);
    }
}
