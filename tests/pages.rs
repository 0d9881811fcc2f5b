//! Pages of submissions in which every state, every kind of finding and every outcome of a check comes up, read back with
//! an XML parser that knows nothing of how they were written.

mod page;
mod tables;
mod texts;

use positum_compiler::compile::compile;
use positum_pages::report_page::{PageSource, ReportPage, report_page};
use positum_plan::plan::Plan;
use positum_runtime::evaluate::{EvaluationOptions, Evaluator};
use positum_runtime::evaluated_submission::EvaluatedSubmission;
use positum_runtime::explain::Explainer;
use positum_runtime::language::Language;
use positum_runtime::read::{Format, ReadOptions, read_all};
use positum_runtime::submission::Submission;

/// A package in which everything has labels in English, and some in Latvian too.
const DEFINITION: &str = r##"
package trials "Trials <b>&amp;" lv "Izmēģinājumi" {
  language en, lv
  publisher """The "Publisher" & co"""
  precision EUR 0, money 2, percent 2
}
parameter open_limit "Limit that nobody gave" : percent
codelist kind {
  a "A"
  b "B"
}

report capital "Capital | ratio" lv "Kapitāls" {
  source "Annex 1"
  module "CAP-1"
  period quarter
  due day 15 of the next month

  form main {
    010 "Assets" lv "Aktīvi" : EUR
    heading "Of which *these*" lv "Tai skaitā" {
      020 "Items" lv "Posteņi" : EUR
      030 "Only in English" : EUR, optional
    }
    040 "Ratio (010/020)" lv "Attiecība (010/020)" : percent = 010 / 020
    050 "If positive" lv "Ja pozitīvs" : EUR = 010 when 010 > 0
    060 "Kind" lv "Veids" : code kind
    070 "Text" lv "Teksts" : text(5), optional
    080 "Sum" lv "Summa" : EUR = 010 + 090
    090 "Missing" lv "Trūkst" : EUR
    100 "Doubled" lv "Divkāršots" : EUR = 010 * 2
  }

  grid ladder "Ladder" lv "Termiņi" : EUR, blank = 0 {
    columns {
      010 "Total" lv "Kopā" = 020 + ... + 040
      heading "By term" lv "Pēc termiņa" {
        020 "short" lv "īsi"
        heading "Longer" lv "Ilgāki" {
          030 "one year" lv "viens gads"
          040 "more" lv "vairāk"
        }
      }
    }
    rows {
      110 "Cash" lv "Kase"  x 030..040
      120 "Loans" lv "Kredīti"
    }
  }

  check info_check "Assets are {main.010}" { require main.010 > 1 000 000 EUR  severity info }
  check warning_check "Ladder is {ladder.110:020}" { require ladder.110:020 > main.010  severity warning }
  check breach_check "Assets of {main.010} are too few" lv "Aktīvu ({main.010}) ir par maz" {
    require main.010 >= 500 EUR  severity breach  source "Section 3"
  }
  check passing "never said" { require main.010 > 0 EUR  severity error }
  check waiting "needs a limit" { require main.040 <= open_limit  severity error }
}

report lines "Lines" lv "Rindas" {
  period quarter
  list loans "Loans" lv "Aizdevumi" {
    010 "Name" lv "Vārds" : text, key
    heading "Amounts" lv "Summas" {
      020 "lent" lv "izsniegts" : EUR
      030 "paid" lv "samaksāts" : EUR
    }
    040 "open" lv "atlikums" : EUR = 020 - 030
    total "Total" lv "Kopā" { 020 = sum }
    check order "{030} is more than {020}" lv "{030} ir vairāk nekā {020}" { require 030 <= 020  severity error }
  }
  list empty "Nothing" lv "Nekā" {
    A "Code" lv "Kods" : text, key
  }
  check rarely "seldom" { require sum(loans.020) > 0 EUR when sum(loans.020) > 2 000 000 EUR  severity error }
}
"##;

/// A submission with something of everything.
const SUBMISSION: &str = r#"{
  "entity": "<script>alert(1)</script> \u202e \"O'Hara\" & co | *x*",
  "period": "2025-Q1",
  "reports": {
    "capital": {
      "main": {"010": "400.4", "020": "0", "060": "z", "070": "too long", "080": "9", "100": "900", "999": "1"},
      "ladder": {"110": {"020": "5", "030": "7"}, "120": {"020": "-12345", "040": "twelve"}}
    },
    "lines": {
      "loans": [
        {"010": "first", "020": "10", "030": "20"},
        {"010": "first", "020": "1000000", "030": "1"},
        {"010": "</td><img src=x>", "020": "3", "030": "99999999999999999999999999999999"}
      ]
    }
  }
}"#;

fn plan_of(definition: &str) -> Plan {
    let compiled = compile(&[definition]);
    let said: Vec<_> = compiled.diagnostics.iter().map(|diagnostic| (diagnostic.code.number(), diagnostic.message.clone())).collect();
    compiled.plan.unwrap_or_else(|| panic!("{said:?}"))
}

fn read(plan: &Plan, json: &str) -> Vec<Submission> {
    read_all(json.as_bytes(), "trial.json", Format::Json, plan, &ReadOptions::default()).expect("a submission")
}

/// Makes the page of submissions, with explanations.
fn page_of(definition: &str, json: &str, language: Language) -> ReportPage {
    let plan = plan_of(definition);
    let submissions = read(&plan, json);
    let evaluator = Evaluator::new(&plan, &EvaluationOptions::default()).expect("no options");
    let evaluated: Vec<EvaluatedSubmission> = submissions.iter().map(|submission| evaluator.evaluate(submission)).collect();
    let explainers: Vec<Explainer<'_>> = submissions.iter().map(|submission| Explainer::new(&evaluator, submission, None)).collect();
    let sources = evaluated.iter().zip(&explainers);
    let sources: Vec<PageSource<'_>> =
        sources.map(|(evaluated, explainer)| PageSource { plan: &plan, evaluated, explainer: Some(explainer) }).collect();
    report_page(&sources, language)
}

fn trial(language: Language) -> ReportPage {
    page_of(DEFINITION, SUBMISSION, language)
}
