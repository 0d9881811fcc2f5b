//! Writes explanations as JSON. Keys are stable and stand in a fixed order; what there is nothing of has no key; amounts
//! are strings at their precision. docs/explanation.md tells what they mean.
mod check_json;
mod ordered_json;

use crate::evaluated_submission::CellState;
use crate::explain::{
    AggregateExplanation, Branch, BranchKind, BranchOutcome, CellExplanation, ComesFrom, Contribution, EarlierExplanation, Explanation,
    FormulaExplanation, FormulaPiece, GroupExplanation, InputExplanation, LookupExplanation, ParameterExplanation, ParameterSource, Part, PassedOver,
    PassedOverReason, SourceOf, SourceText, Subject,
};
use crate::finding::Finding;
use crate::finding_text::{address_text, cause_text, finding_text};
use crate::language::Language;
use ordered_json::{Json, Object};
use positum_plan::amount::Rounding;
use positum_plan::plan::{Aggregate, Earlier, Label, Plan};
use positum_plan::value::{Currency, Quantity, Value, ValueType};

/// Writes an explanation as a JSON document; labels and messages are in `language`.
pub fn write_explanation_json(plan: &Plan, explanation: &Explanation, language: Language) -> String {
    let writer = JsonWriter { plan, language };
    let mut whole = Object::new();
    whole.text("entity", &explanation.entity);
    whole.text("period", &explanation.period.to_string());
    whole.list("explanations", explanation.subjects.iter().map(|subject| writer.subject(subject)));
    whole.count("more_explanations", explanation.more_subjects);
    whole.list_if_any("other_findings", explanation.other_findings.iter().map(|finding| writer.finding(finding)));
    let mut text = serde_json::to_string_pretty(&Json::from(whole)).unwrap_or_default();
    text.push('\n');
    text
}

#[derive(Clone, Copy)]
struct JsonWriter<'a> {
    plan: &'a Plan,
    language: Language,
}

impl JsonWriter<'_> {
    fn subject(&self, subject: &Subject) -> Json {
        match subject {
            Subject::Cell(cell) => self.cell(cell).into(),
            Subject::Check(check) => self.check(check).into(),
            Subject::Parameter(parameter) => self.parameter(parameter).into(),
        }
    }

    fn cell(&self, cell: &CellExplanation) -> Object {
        let mut object = Object::new();
        object.text("cell", &cell.name);
        object.optional("key", cell.key.as_deref());
        object.text_if_any("row_label", self.label(&cell.row_label));
        object.text_if_any("column_label", self.label(&cell.column_label));
        object.text("state", cell.state.keyword());
        self.value(&mut object, cell.value.as_ref(), cell.value_type.as_ref());
        if let Some(before) = &cell.before_rounding {
            let mut rounding = Object::new();
            rounding.text("number", &before.number.to_string());
            rounding.text("rule", rounding_word(before.rounding));
            rounding.number("decimals", usize::try_from(before.decimals).unwrap_or(usize::MAX));
            object.put("before_rounding", rounding.into());
        }
        object.optional("reason", cell.cause.map(|cause| cause_text(self.plan, &cause, self.language)).as_deref());
        self.comes_from(&mut object, &cell.comes_from);
        object.list_if_any("findings", cell.findings.iter().map(|finding| self.finding(finding)));
        object.list_if_any("sources", cell.sources.iter().map(source_json));
        object
    }

    fn comes_from(&self, object: &mut Object, comes_from: &ComesFrom) {
        match comes_from {
            ComesFrom::Submission(input) => {
                object.text("from", "submission");
                put_input(object, input);
            }
            ComesFrom::Formula(formula) => {
                object.text("from", "formula");
                self.formula(object, formula);
            }
            ComesFrom::Sequence => object.text("from", "sequence"),
            ComesFrom::GroupKey(group) => {
                object.text("from", "group");
                object.put("group", group_json(group).into());
            }
            ComesFrom::ReportLeftOut(report) => {
                object.text("from", "report_left_out");
                object.text("report", &self.plan.reports[*report].name);
            }
            ComesFrom::ToldBefore => object.text("from", "told_before"),
            ComesFrom::NotAsked => object.text("from", "not_asked"),
            ComesFrom::BeyondLimit => object.text("from", "beyond_limit"),
        }
    }

    fn formula(&self, object: &mut Object, formula: &FormulaExplanation) {
        object.text("formula", &formula.text);
        object.text("with_values", &plain_formula(&formula.values));
        object.list_if_any("branches", formula.branches.iter().map(branch_json));
        object.list_if_any("left_out", formula.passed_over.iter().map(left_out_json));
        object.list("parts", formula.parts.iter().map(|part| self.part(part)));
        object.count("more_parts", formula.more_parts);
    }

    fn part(&self, part: &Part) -> Json {
        match part {
            Part::Cell(cell) => self.cell(cell).into(),
            Part::Parameter(parameter) => self.parameter(parameter).into(),
            Part::Earlier(earlier) => self.earlier(earlier).into(),
            Part::Aggregate(aggregate) => self.aggregate(aggregate).into(),
            Part::Lookup(lookup) => self.lookup(lookup).into(),
            Part::PeriodPart(part, value) => {
                let mut object = Object::new();
                object.text("period_part", part.keyword());
                self.value(&mut object, Some(value), None);
                object.into()
            }
        }
    }

    fn parameter(&self, parameter: &ParameterExplanation) -> Object {
        let mut object = Object::new();
        object.text("parameter", &parameter.name);
        object.text_if_any("label", self.label(&parameter.label));
        self.value(&mut object, parameter.value.as_ref(), Some(&parameter.value_type));
        match &parameter.comes_from {
            ParameterSource::Submission(origin) => {
                object.text("from", "submission");
                object.text("read_at", &origin.to_string());
            }
            ParameterSource::User => object.text("from", "call"),
            ParameterSource::Package(validity) => {
                object.text("from", "definition");
                object.optional("valid_from", validity.from.map(|day| day.to_string()).as_deref());
                object.optional("valid_until", validity.until.map(|day| day.to_string()).as_deref());
            }
            ParameterSource::Nowhere => object.text("from", "nowhere"),
        }
        object.list_if_any("sources", parameter.sources.iter().map(|source| Json::Text(source.clone())));
        object
    }

    fn earlier(&self, earlier: &EarlierExplanation) -> Object {
        let mut object = Object::new();
        object.text("earlier", &earlier.name);
        let which = match earlier.which {
            Earlier::Period => "previous",
            Earlier::Year => "year_before",
            Earlier::Closing => "closing",
        };
        object.text("which", which);
        object.optional("period", earlier.period.map(|period| period.to_string()).as_deref());
        self.value(&mut object, earlier.value.as_ref(), earlier.value_type.as_ref());
        object.optional("reason", earlier.cause.map(|cause| cause_text(self.plan, &cause, self.language)).as_deref());
        object
    }

    fn aggregate(&self, aggregate: &AggregateExplanation) -> Object {
        let mut object = Object::new();
        let function = match aggregate.function {
            Aggregate::Sum => "sum",
            Aggregate::Count => "count",
            Aggregate::Min => "min",
            Aggregate::Max => "max",
            Aggregate::First => "first",
        };
        object.text("aggregate", function);
        object.text("formula", &aggregate.names);
        object.text("list", &aggregate.list_name);
        self.value(&mut object, aggregate.value.as_ref(), aggregate.value_type.as_ref());
        object.optional("reason", aggregate.cause.map(|cause| cause_text(self.plan, &cause, self.language)).as_deref());
        object.number("lines", aggregate.lines);
        object.count("filtered_out", aggregate.filtered_out);
        object.count("passed_over", aggregate.passed_over);
        let lines = aggregate.contributions.iter().map(|line| self.contribution(line, aggregate.value_type.as_ref()).into());
        object.list("largest", lines);
        object.count("more_lines", aggregate.more_lines);
        if let Some(rest) = &aggregate.rest {
            object.text("rest", &value_text(&Value::Number(rest.clone()), aggregate.value_type.as_ref()));
        }
        object
    }

    fn contribution(&self, contribution: &Contribution, value_type: Option<&ValueType>) -> Object {
        let mut object = Object::new();
        object.number("line", contribution.line);
        object.optional("key", contribution.key.as_deref());
        self.value(&mut object, contribution.value.as_ref(), value_type);
        object.optional("reason", contribution.cause.map(|cause| cause_text(self.plan, &cause, self.language)).as_deref());
        object.list_if_any("parts", contribution.parts.iter().map(|part| self.part(part)));
        object
    }

    fn lookup(&self, lookup: &LookupExplanation) -> Object {
        let mut object = Object::new();
        object.text("lookup", &lookup.list_name);
        let key = |(code, value, value_type): &(String, Option<Value>, Option<ValueType>)| {
            let mut key = Object::new();
            key.text("column", code);
            self.value(&mut key, value.as_ref(), value_type.as_ref());
            key.into()
        };
        object.list("key", lookup.keys.iter().map(key));
        if let Some(line) = lookup.line {
            object.number("line", line);
        }
        let cell = lookup.cell.iter().map(|cell| Json::from(self.cell(cell)));
        object.list("parts", cell.chain(lookup.key_parts.iter().map(|part| self.part(part))));
        object
    }

    fn value(&self, object: &mut Object, value: Option<&Value>, value_type: Option<&ValueType>) {
        if let Some(value) = value {
            object.text("value", &value_text(value, value_type));
            object.text_if_any("unit", &unit_of(value_type));
        }
    }

    fn label<'l>(&self, label: &'l Label) -> &'l str {
        label.text(self.language.code(), &self.plan.package.languages)
    }

    fn finding(&self, finding: &Finding) -> Json {
        let mut object = Object::new();
        object.text("code", finding.kind.code());
        object.text("severity", finding.kind.severity().keyword());
        object.text_if_any("cell", &address_text(self.plan, &finding.address));
        object.text("message", &finding_text(self.plan, finding, self.language));
        object.optional("origin", finding.origin.as_ref().map(ToString::to_string).as_deref());
        object.into()
    }
}

fn put_input(object: &mut Object, input: &InputExplanation) {
    object.optional("read_at", input.read_at.as_ref().map(ToString::to_string).as_deref());
    object.optional("given_text", input.given_text.as_deref());
}

fn group_json(group: &GroupExplanation) -> Object {
    let mut object = Object::new();
    object.text("list", &group.source_name);
    let line = |(line, key): &(usize, Option<String>)| {
        let mut object = Object::new();
        object.number("line", *line);
        object.optional("key", key.as_deref());
        object.into()
    };
    object.list("lines", group.lines.iter().map(line));
    object.count("more_lines", group.more_lines);
    object
}

fn branch_json(branch: &Branch) -> Json {
    let mut object = Object::new();
    let kind = match branch.kind {
        BranchKind::When => "when",
        BranchKind::Else => "else",
        BranchKind::If => "if",
    };
    object.text("kind", kind);
    object.text("condition", &branch.names);
    object.text("with_values", &plain_formula(&branch.values));
    let outcome = match branch.outcome {
        BranchOutcome::First => "first",
        BranchOutcome::Second => "second",
        BranchOutcome::Unknown => "unknown",
    };
    object.text("taken", outcome);
    object.into()
}

fn left_out_json(passed_over: &PassedOver) -> Json {
    let mut object = Object::new();
    object.text("name", &passed_over.name);
    let reason = match passed_over.reason {
        PassedOverReason::X => "x",
        PassedOverReason::Blank => CellState::Blank.keyword(),
        PassedOverReason::NotApplicable => CellState::NotApplicable.keyword(),
    };
    object.text("reason", reason);
    object.into()
}

fn source_json(source: &SourceText) -> Json {
    let mut object = Object::new();
    let of = match source.of {
        SourceOf::Check => "check",
        SourceOf::Row => "row",
        SourceOf::Column => "column",
        SourceOf::Table => "table",
        SourceOf::Report => "report",
    };
    object.text("of", of);
    object.text("text", &source.text);
    object.into()
}

/// Writes a formula with values as data have them: `190000 / (1900000 + 100000)`.
fn plain_formula(pieces: &[FormulaPiece]) -> String {
    let text = |piece: &FormulaPiece| match piece {
        FormulaPiece::Text(text) => text.clone(),
        FormulaPiece::Value(Value::Text(text), _) => format!("\"{text}\""),
        FormulaPiece::Value(value, value_type) => {
            let sign = value_type.as_ref().and_then(Plan::ratio_scale).map_or("", |scale| scale.sign());
            format!("{}{sign}", value_text(value, value_type.as_ref()))
        }
        FormulaPiece::NoValue(state) => format!("({})", state.keyword()),
        FormulaPiece::More(count) => format!("… {count} more"),
    };
    pieces.iter().map(text).collect()
}

/// Gives a value at the precision of its type; a number without type exactly.
fn value_text(value: &Value, value_type: Option<&ValueType>) -> String {
    match (value_type, value) {
        (Some(value_type), value) => value_type.text(value),
        (None, Value::Number(number)) => number.to_string(),
        (None, Value::Text(text)) => text.clone(),
        (None, Value::Bool(value)) => value.to_string(),
        (None, Value::Date(date)) => date.to_string(),
    }
}

/// Gives the currency or sign of a value; nothing for others.
fn unit_of(value_type: Option<&ValueType>) -> String {
    match value_type.map(|value_type| &value_type.quantity) {
        Some(Quantity::Amount(Currency::Fixed(code))) => code.clone(),
        Some(Quantity::Rate { to: Currency::Fixed(to), from: Currency::Fixed(from) }) => format!("{to}/{from}"),
        Some(Quantity::Ratio(scale)) => scale.sign().to_owned(),
        Some(
            Quantity::Amount(Currency::OfColumn(_))
            | Quantity::Rate { .. }
            | Quantity::Count
            | Quantity::Integer
            | Quantity::Decimal
            | Quantity::Days
            | Quantity::Date
            | Quantity::Text
            | Quantity::Bool
            | Quantity::Code(_),
        )
        | None => String::new(),
    }
}

fn rounding_word(rounding: Rounding) -> &'static str {
    match rounding {
        Rounding::HalfAwayFromZero => "half_away_from_zero",
        Rounding::HalfEven => "half_even",
        Rounding::TowardZero => "toward_zero",
    }
}
