//! Errors planted in a valid XML document: each is refused, at the element where it is.

use super::json_documents::{DEFINITION, valid};
use super::validators::{uppsala, xmllint};
use crate::support::compiles;
use positum_plan::period::PeriodKind;
use positum_plan::plan::Plan;
use positum_runtime::evaluate::{EvaluationOptions, Evaluator};
use positum_runtime::read::{Format, ReadOptions, read_all};
use positum_runtime::render::schema_facts::SchemaOptions;
use positum_runtime::render::schema_xsd::write_xsd;
use positum_runtime::render::xml::write_xml;

fn schema(plan: &Plan) -> String {
    write_xsd(plan, SchemaOptions::default()).expect("a schema")
}

fn document(plan: &Plan, json: &serde_json::Value) -> String {
    let submission = read_all(json.to_string().as_bytes(), "f", Format::Json, plan, &ReadOptions::default()).expect("a submission").remove(0);
    let evaluated = Evaluator::new(plan, &EvaluationOptions::default()).expect("no options").evaluate(&submission);
    assert_eq!(evaluated.findings, []);
    write_xml(plan, &submission, &evaluated).expect("a document")
}

/// Errors: what they are, what stands in the valid document, what is put there, and the element at which they are found.
const PLANTED: [(&str, &str, &str, &str); 44] = [
    ("a text for a number", "<p010>5<", "<p010>abc<", "p010"),
    ("too many decimals", "<p010>5<", "<p010>5.5<", "p010"),
    ("29 digits", "<p010>5<", "<p010>99999999999999999999999999999<", "p010"),
    ("a plus sign", "<p010>5<", "<p010>+5<", "p010"),
    ("a comma", "<p020>12.50<", "<p020>12,50<", "p020"),
    ("a group mark", "<p010>5<", "<p010>5 000<", "p010"),
    ("a percent sign", "<p020>12.50<", "<p020>12.50%<", "p020"),
    ("digits of another script", "<p010>5<", "<p010>\u{665}<", "p010"),
    ("a required cell that is not there", "<p010>5</p010>", "", "p020"),
    ("a required cell that is empty", "<p010>5<", "<p010><", "p010"),
    ("a cell that is there twice", "<p010>5</p010>", "<p010>5</p010><p010>5</p010>", "p010"),
    ("a day that there is not", "2025-03-31<", "2025-02-30<", "p030"),
    ("a date in another spelling", "2025-03-31<", "31.03.2025<", "p030"),
    ("a date with a time zone", "2025-03-31<", "2025-03-31Z<", "p030"),
    ("another spelling of true", "<p040>true<", "<p040>1<", "p040"),
    ("an unknown code", "<p050>A<", "<p050>C<", "p050"),
    ("a code with a blank", "<p050>A<", "<p050>A <", "p050"),
    ("a text that is too long", "<p070>", "<p060>abcdef</p060><p070>", "p060"),
    ("a text over two lines", "<p070>", "<p060>a\nb</p060><p070>", "p060"),
    ("a text that does not fit its pattern", "<p070>LV123<", "<p070>LV12A<", "p070"),
    ("a text that fits its pattern only in part", "<p070>LV123<", "<p070>LV1234<", "p070"),
    ("a computed value that is no number", ">100.00<", ">n/a<", "p100"),
    ("a computed value with too many decimals", ">100.00<", ">100.001<", "p100"),
    ("an input cell that claims to be computed", "<p010>5<", "<p010 computed=\"true\">5<", "p010"),
    ("a value that is marked as unreadable", "<p010>5<", "<p010 given=\"unreadable\">5<", "p010"),
    ("a mark that says something else", "<p100 computed=\"true\">", "<p100 computed=\"maybe\">", "p100"),
    ("an unknown attribute", "<p010>5<", "<p010 currency=\"EUR\">5<", "p010"),
    ("the wrong order", "<p010>5</p010>\n      <p020>12.50</p020>", "<p020>12.50</p020><p010>5</p010>", "p020"),
    ("an unknown position", "<p010>5</p010>", "<p010>5</p010><p999>1</p999>", "p999"),
    ("an element of another namespace", "<p010>5</p010>", "<p010 xmlns=\"urn:other\">5</p010>", "p010"),
    ("text between elements", "<main>", "<main>text", "main"),
    ("an element in a cell", "<p010>5<", "<p010><b>5</b><", "p010"),
    ("an x cell", "<c020>7</c020>", "<c020>7</c020><c030>1</c030>", "c030"),
    ("an unknown row", "<r120>", "<r130/><r120>", "r130"),
    ("a key that was there before", "<c020>Juris<", "<c020>Anna<", "line"),
    ("a line number that was there before", "<line number=\"6\">", "<line number=\"1\">", "line"),
    ("a line with the number 0", "<line number=\"6\">", "<line number=\"0\">", "line"),
    ("a line without a required column", "<c030>EUR</c030>", "", "c040"),
    ("a wrong module", "<r module=\"R-1\">", "<r module=\"R-2\">", "r"),
    ("no entity", " entity=\"E\"", "", "submission"),
    ("an entity of blanks", " entity=\"E\"", " entity=\"  \"", "submission"),
    ("a period of another length", "period=\"2025-Q1\"", "period=\"2025\"", "submission"),
    ("a quarter that there is not", "period=\"2025-Q1\"", "period=\"2025-Q5\"", "submission"),
    ("what has no element", "</submission>", "<other report=\"r\">5</other></submission>", "other"),
];

#[test]
fn a_planted_error_is_refused_at_its_element() {
    let plan = compiles(&DEFINITION.replace("period quarter", "module \"R-1\"\n  period quarter"));
    let (schema, valid) = (schema(&plan), document(&plan, &valid()));
    let mut documents = vec![valid.clone()];
    for (name, from, to, _) in PLANTED {
        assert_eq!(valid.matches(from).count(), 1, "{name}: {from} stands once in\n{valid}");
        documents.push(valid.replace(from, to));
    }
    documents.push(valid.replace("urn:positum:planted", "urn:positum:other"));
    documents.push(valid.replace("submission", "statement"));
    assert_eq!(uppsala(&schema, &documents[..1])[0], Vec::<String>::new(), "{valid}");
    let Some(by_xmllint) = xmllint(&schema, &documents) else { return };
    assert_eq!(by_xmllint[0], Vec::<String>::new(), "{valid}");
    for (errors, (name, _, _, element)) in by_xmllint.iter().skip(1).zip(PLANTED) {
        let first = errors.first().unwrap_or_else(|| panic!("xmllint takes {name}"));
        assert!(first.contains(&format!("element {element}: Schemas validity error")), "{name}: {errors:?}");
    }
    assert!(by_xmllint.iter().rev().take(2).all(|errors| !errors.is_empty()));
}

#[test]
fn without_a_period_a_report_of_another_length_may_be_there_and_with_one_it_may_not() {
    let text = DEFINITION.replace("report r", "report y \"Yearly\" {\n  period year\n  form main { 010 \"Members\" : count }\n}\nreport r");
    let plan = compiles(&text);
    let yearly = "<submission xmlns=\"urn:positum:planted\" entity=\"E\" period=\"2025\"><y><main><p010>1</p010></main></y></submission>".to_owned();
    let quarterly = document(&plan, &valid());
    let empty = "<submission xmlns=\"urn:positum:planted\" entity=\"E\" period=\"2025\"/>".to_owned();
    let documents = [yearly, quarterly, empty];
    for (kind, wanted) in [
        (None, [true, true, true]),
        (Some(PeriodKind::Year), [true, false, false]),
        (Some(PeriodKind::Quarter), [false, true, false]),
        (Some(PeriodKind::Day), [false, false, false]),
    ] {
        let schema = write_xsd(&plan, SchemaOptions { kind }).expect("a schema");
        for errors in [Some(uppsala(&schema, &documents)), xmllint(&schema, &documents)].into_iter().flatten() {
            let found: Vec<bool> = errors.iter().map(Vec::is_empty).collect();
            assert_eq!(found, wanted, "{kind:?}: {errors:?}");
        }
    }
}

#[test]
fn days_and_other_periods_are_told_apart() {
    let plan = compiles(&DEFINITION.replace("  period quarter\n", ""));
    let schema = schema(&plan);
    let valid = document(&plan, &valid());
    let periods =
        [("2025", true), ("2025-Q4", true), ("2025-12", true), ("2025-13", false), ("2024-02-29", true), ("2025-02-29", false), ("25", false)];
    let documents: Vec<String> = periods.iter().map(|(period, _)| valid.replace("2025-Q1", period)).collect();
    if let Some(errors) = xmllint(&schema, &documents) {
        for ((period, wanted), errors) in periods.iter().zip(errors) {
            assert_eq!(errors.is_empty(), *wanted, "{period}: {errors:?}");
        }
    }
}

#[test]
fn codes_are_those_of_the_version_and_labels_are_escaped() {
    let text = DEFINITION
        .replace("language en, lv", "language en, lv\n  valid from 2026-01-01")
        .replace("B \"Second\"", "B \"Second <&> ]]> 'x'\"; D \"All\" group { E \"Last\" }");
    let plan = compiles(&text);
    let schema = schema(&plan);
    let enumerated = |code: &str| schema.contains(&format!("<xs:enumeration value=\"{code}\""));
    assert_eq!(["A", "B", "D", "E", "EUR", "LVL"].map(enumerated), [true, true, false, true, true, false]);
    assert!(schema.contains("Second &lt;&amp;&gt; ]]&gt; 'x'"));
    let older = self::schema(&compiles(&DEFINITION.replace("language en, lv", "language en, lv\n  valid from 2010-01-01")));
    assert!(older.contains("<xs:enumeration value=\"LVL\"") && older.contains("(until 2013-12-31)") && older.contains("(līdz 2013-12-31)"));
    let escaped = compiles(&DEFINITION.replace("\"Assets\"", "\"<&> ]]> 'x'\""));
    let schema = write_xsd(&escaped, SchemaOptions::default()).expect("a schema");
    assert!(schema.contains("&lt;&amp;&gt; ]]&gt; 'x'"));
    assert_eq!(uppsala(&schema, &[document(&escaped, &valid())]), [Vec::<String>::new()]);
}

#[test]
fn everything_is_said_in_both_languages() {
    let plan = compiles(DEFINITION);
    let schema = uppsala_text(&schema(&plan));
    for said in [
        "en Assets",
        "lv Aktīvi",
        "en Formula: 010/010",
        "lv Formula: 010/010",
        "en amount in EUR, decimals: 0",
        "lv summa EUR, zīmes aiz komata: 0",
        "en First",
        "lv Pirmais",
        "lv Ja elementa nav, vērtība ir 0.",
    ] {
        assert!(schema.iter().any(|text| text == said), "{said} is not in {schema:#?}");
    }
}

/// Gives what the documentation of a schema says, each with its language.
fn uppsala_text(schema: &str) -> Vec<String> {
    let parts = schema.split("<xs:documentation xml:lang=\"").skip(1);
    parts.map(|part| part.split("</").next().unwrap_or_default().replacen("\">", " ", 1)).collect()
}
