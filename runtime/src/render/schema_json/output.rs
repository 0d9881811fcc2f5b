//! The schema of evaluated submissions: the tree of the input with a value and a state for each cell, then checks and findings.

use super::tree::{Object, Tree};
use super::values::shown_value;
use super::{closed, described, head, reference};
use crate::evaluated_submission::{CellState, Outcome};
use crate::render::schema_facts::{SchemaFacts, Standing, standing_of};
use crate::render::schema_types::SchemaTypes;
use crate::submission::TOTAL;
use positum_plan::plan::{Absence, AxisEntry, CellId, List, Origin, Report, Severity, Shape, Table};
use positum_plan::test_case::FINDING_CODES;
use positum_plan::value::ValueType;

/// The definition of one evaluated submission.
const PART: &str = "evaluated-submission";

/// Makes the schema.
pub(super) fn schema(facts: &SchemaFacts<'_>) -> Object {
    let mut maker = OutputSchema { facts, types: SchemaTypes::new(facts.plan), cells: Object::new() };
    let submission = maker.submission();
    let definitions = Object::new().with(PART, submission).with("check", check(facts)).with("finding", finding()).and(maker.cells);
    head(facts, PART).with("$defs", definitions)
}

struct OutputSchema<'f, 'p> {
    facts: &'f SchemaFacts<'p>,
    types: SchemaTypes<'p>,
    /// Definitions of cells, by type and by how they stand.
    cells: Object,
}

impl<'p> OutputSchema<'_, 'p> {
    fn submission(&mut self) -> Object {
        let reports: Vec<&'p Report> = self.facts.reports().map(|(_, report)| report).collect();
        let mut properties = Object::new();
        for report in reports {
            properties.put(&report.name, self.report(report));
        }
        // A report is left out where the period is not of its length, or another one was asked for.
        let parts = Object::new()
            .with("entity", Object::new().with("type", "string"))
            .with("period", Object::new().with("type", "string"))
            .with("reports", Object::new().with("type", "object").and(closed(properties, Vec::new())))
            .with("checks", Object::new().with("type", "array").with("items", reference("check")))
            .with("findings", Object::new().with("type", "array").with("items", reference("finding")));
        object_of(parts)
    }

    fn report(&mut self, report: &'p Report) -> Object {
        let plan = self.facts.plan;
        let mut properties = Object::new();
        for id in &report.tables {
            let table = &plan.tables[*id];
            properties.put(&table.name, self.table(table));
        }
        described(object_of(properties), plan, &report.label, None, report.source.as_deref())
    }

    fn table(&mut self, table: &'p Table) -> Object {
        let plan = self.facts.plan;
        let schema = match &table.shape {
            Shape::Form { positions, axis } => self.cells(axis.entries.iter().zip(positions.iter().copied())),
            Shape::Grid { rows, columns, cells } => {
                let mut cells = cells.iter();
                let mut properties = Object::new();
                for row in &rows.entries {
                    let of_row: Vec<(&'p AxisEntry, CellId)> =
                        columns.entries.iter().zip(cells.by_ref()).filter_map(|(column, cell)| Some((column, (*cell)?))).collect();
                    let schema = self.cells(of_row.into_iter());
                    properties.put(&row.code, described(schema, plan, &row.label, None, row.source.as_deref()));
                }
                object_of(properties)
            }
            Shape::List(list) => self.list(list),
        };
        described(schema, plan, &table.label, None, table.source.as_deref())
    }

    fn cells(&mut self, cells: impl Iterator<Item = (&'p AxisEntry, CellId)>) -> Object {
        let plan = self.facts.plan;
        let mut properties = Object::new();
        for (entry, cell) in cells {
            let cell = &plan.cells[cell];
            properties.put(&entry.code, self.cell(entry, &cell.origin, cell.value_type.as_ref()));
        }
        object_of(properties)
    }

    fn list(&mut self, list: &'p List) -> Object {
        let plan = self.facts.plan;
        let mut line = Object::new();
        for (entry, column) in list.axis.entries.iter().zip(&list.columns) {
            let column = &plan.columns[*column];
            line.put(&entry.code, self.cell(entry, &column.origin, column.value_type.as_ref()));
        }
        let mut parts = Object::new().with("rows", Object::new().with("type", "array").with("items", object_of(line)));
        if let Some(total) = &list.total {
            let entry_of = |column| list.columns.iter().zip(&list.axis.entries).find(|(id, _)| *id == column).map(|(_, entry)| entry);
            let cells: Vec<(&'p AxisEntry, CellId)> = total.cells.iter().filter_map(|(column, cell)| Some((entry_of(column)?, *cell))).collect();
            parts.put(TOTAL, self.cells(cells.into_iter()));
        }
        object_of(parts)
    }

    fn cell(&mut self, entry: &'p AxisEntry, origin: &'p Origin, value_type: Option<&'p ValueType>) -> Object {
        let standing = standing_of(origin);
        let ending = match standing {
            Standing::Required => "required",
            Standing::Optional(Absence::Zero) => "blank-is-zero",
            Standing::Optional(Absence::Optional | Absence::Required) => "optional",
            Standing::Computed => "computed",
        };
        let name = format!("{}-{ending}", self.types.of_input(value_type));
        if !self.cells.has(&name) {
            let schema = cell_schema(shown_value(self.facts, value_type), standing);
            self.cells.put(&name, schema);
        }
        let formula = if let Origin::Formula { text, .. } = origin { Some(text.as_str()) } else { None };
        described(reference(&name), self.facts.plan, &entry.label, formula, entry.source.as_deref())
    }
}

/// A cell: a value where its state has one, and the state.
fn cell_schema(value: Object, standing: Standing) -> Object {
    let states: &[CellState] = match standing {
        Standing::Required => &[CellState::Given, CellState::Missing, CellState::Unreadable],
        Standing::Optional(_) => &[CellState::Given, CellState::Blank, CellState::Unreadable],
        Standing::Computed => &[CellState::Computed, CellState::NotApplicable, CellState::NotComputed],
    };
    let keywords = |states: &[CellState]| states.iter().map(|state| state.keyword()).collect::<Vec<_>>();
    let mut with_value = vec![CellState::Given, CellState::Computed];
    if standing == Standing::Optional(Absence::Zero) {
        with_value.push(CellState::Blank);
    }
    let value_is = |kind: &str| Object::new().with("properties", Object::new().with("value", Object::new().with("type", kind)));
    let has_value = Object::new().with("state", Object::new().with("enum", keywords(&with_value)));
    object_of(Object::new().with("value", value).with("state", Object::new().with("enum", keywords(states))))
        .with("if", Object::new().with("properties", has_value))
        .with("then", value_is("string"))
        .with("else", value_is("null"))
}

fn check(facts: &SchemaFacts<'_>) -> Object {
    let reports: Vec<&str> = facts.plan.reports.iter().map(|report| report.name.as_str()).collect();
    let outcomes = [Outcome::Pass, Outcome::Fail, Outcome::NotApplicable, Outcome::NotEvaluated].map(Outcome::keyword);
    let parts = Object::new()
        .with("report", Object::new().with("enum", reports))
        .with("table", text_or_null())
        .with("check", text())
        .with("row", text_or_null())
        .with("outcome", Object::new().with("enum", outcomes.to_vec()))
        .with("severity", severities())
        .with("message", text_or_null())
        .with("reason", text_or_null())
        .with("cells", Object::new().with("type", "array").with("items", text()));
    object_of(parts)
}

fn finding() -> Object {
    let parts = Object::new()
        .with("code", Object::new().with("enum", FINDING_CODES.to_vec()))
        .with("severity", severities())
        .with("cell", text())
        .with("message", text())
        .with("origin", text_or_null());
    object_of(parts)
}

fn severities() -> Object {
    let severities = [Severity::Info, Severity::Warning, Severity::Error, Severity::Breach].map(Severity::keyword);
    Object::new().with("enum", severities.to_vec())
}

fn text() -> Object {
    Object::new().with("type", "string")
}

fn text_or_null() -> Object {
    Object::new().with("type", vec![Tree::from("string"), Tree::from("null")])
}

/// An object that has just these keys, all of them.
fn object_of(properties: Object) -> Object {
    let keys = properties.keys();
    Object::new().with("type", "object").and(closed(properties, keys))
}
