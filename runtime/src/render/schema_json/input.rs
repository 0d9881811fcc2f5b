//! The schema of submissions: cells as texts or numbers, lists as arrays of lines or as objects with rows and total.

use super::tree::Object;
use super::values::{entity_value, given_value, period_value};
use super::{closed, described, head, object_type, reference};
use crate::render::schema_facts::{SchemaFacts, Standing, standing_of};
use crate::render::schema_types::SchemaTypes;
use crate::submission::{PARAMETERS, TOTAL};
use positum_plan::plan::{Axis, AxisEntry, CellId, List, Origin, Report, Shape, Table, TableId};
use positum_plan::value::ValueType;

/// The definition of one submission.
pub(super) const PART: &str = "submission";
/// What stands for a cell that is left empty.
const NOTHING: &str = "nothing";
/// What does not.
const SOMETHING: &str = "something";
/// The key of a list's lines.
const ROWS: &str = "rows";
/// The keys of single lines: their numbers.
const LINE_NUMBERS: &str = "^0*[1-9][0-9]*$";

/// Makes the schema.
pub(super) fn schema(facts: &SchemaFacts<'_>) -> Object {
    let mut maker = InputSchema { facts, types: SchemaTypes::new(facts.plan) };
    let submission = maker.submission();
    let mut definitions =
        Object::new().with(PART, submission).with(NOTHING, nothing()).with(SOMETHING, Object::new().with("not", reference(NOTHING)));
    for (name, value_type) in &maker.types.types {
        definitions.put(name, given_value(facts, value_type.as_ref()));
    }
    head(facts, PART).with("$defs", definitions)
}

fn nothing() -> Object {
    Object::new().with("enum", vec![super::Tree::Null, super::Tree::from("")])
}

struct InputSchema<'f, 'p> {
    facts: &'f SchemaFacts<'p>,
    types: SchemaTypes<'p>,
}

impl<'p> InputSchema<'_, 'p> {
    fn submission(&mut self) -> Object {
        let reports: Vec<&'p Report> = self.facts.reports().map(|(_, report)| report).collect();
        let mut properties = Object::new();
        let mut required = Vec::new();
        for report in reports {
            properties.put(&report.name, self.report(report));
            if self.facts.is_report_required(report) {
                required.push(report.name.clone());
            }
        }
        let mut of_submission = vec!["entity".to_owned(), "period".to_owned()];
        of_submission.extend((!required.is_empty()).then(|| "reports".to_owned()));
        let reports = typed(object_type(!required.is_empty()), closed(properties, required));
        let parts = Object::new()
            .with("entity", entity_value(self.facts))
            .with("period", period_value(self.facts))
            .with("reports", reports)
            .with(PARAMETERS, self.parameters())
            // Reading passes over these, which output has besides.
            .with("checks", true)
            .with("findings", true);
        typed("object".into(), closed(parts, of_submission))
    }

    fn parameters(&mut self) -> Object {
        let plan = self.facts.plan;
        let mut properties = Object::new();
        for parameter in plan.parameters.iter() {
            let name = self.types.of_input(Some(&parameter.value_type));
            properties.put(&parameter.name, described(or_nothing(&name), plan, &parameter.label, None, parameter.source.as_deref()));
        }
        typed(object_type(false), closed(properties, Vec::new()))
    }

    fn report(&mut self, report: &'p Report) -> Object {
        let plan = self.facts.plan;
        let mut properties = Object::new();
        let mut required = Vec::new();
        for id in &report.tables {
            let table = &plan.tables[*id];
            properties.put(&table.name, self.table(*id, table));
            if self.facts.is_table_required(*id) {
                required.push(table.name.clone());
            }
        }
        let schema = typed(object_type(!required.is_empty()), closed(properties, required));
        described(schema, plan, &report.label, None, report.source.as_deref())
    }

    fn table(&mut self, id: TableId, table: &'p Table) -> Object {
        let schema = match &table.shape {
            Shape::Form { positions, axis } => self.cells(axis.entries.iter().zip(positions.iter().copied())),
            Shape::Grid { rows, columns, cells } => self.grid(rows, columns, cells, self.facts.is_table_required(id)),
            Shape::List(list) => self.list(list),
        };
        described(schema, self.facts.plan, &table.label, None, table.source.as_deref())
    }

    /// An object with a key for each cell.
    fn cells(&mut self, cells: impl Iterator<Item = (&'p AxisEntry, CellId)>) -> Object {
        let plan = self.facts.plan;
        let (mut properties, mut required) = (Object::new(), Vec::new());
        for (entry, cell) in cells {
            let cell = &plan.cells[cell];
            properties.put(&entry.code, self.cell(entry, &cell.origin, cell.value_type.as_ref()));
            if standing_of(&cell.origin) == Standing::Required {
                required.push(entry.code.clone());
            }
        }
        typed(object_type(!required.is_empty()), closed(properties, required))
    }

    fn cell(&mut self, entry: &'p AxisEntry, origin: &'p Origin, value_type: Option<&'p ValueType>) -> Object {
        let name = self.type_of(origin, value_type);
        let schema = match standing_of(origin) {
            Standing::Required => reference(&name),
            Standing::Optional(_) | Standing::Computed => or_nothing(&name),
        };
        self.said(schema, entry, origin)
    }

    fn type_of(&mut self, origin: &Origin, value_type: Option<&ValueType>) -> String {
        let is_free = self.facts.is_free(origin, value_type);
        self.types.of_input(if is_free { None } else { value_type })
    }

    fn said(&self, schema: Object, entry: &AxisEntry, origin: &Origin) -> Object {
        let formula = if let Origin::Formula { text, .. } = origin { Some(text.as_str()) } else { None };
        described(schema, self.facts.plan, &entry.label, formula, entry.source.as_deref())
    }

    fn grid(&mut self, rows: &'p Axis, columns: &'p Axis, cells: &'p [Option<CellId>], is_table_required: bool) -> Object {
        let plan = self.facts.plan;
        let mut cells = cells.iter();
        let (mut properties, mut required) = (Object::new(), Vec::new());
        for row in &rows.entries {
            let of_row: Vec<(&'p AxisEntry, CellId)> =
                columns.entries.iter().zip(cells.by_ref()).filter_map(|(column, cell)| Some((column, (*cell)?))).collect();
            if of_row.iter().any(|(_, cell)| self.facts.is_required(*cell)) {
                required.push(row.code.clone());
            }
            let schema = self.cells(of_row.into_iter());
            properties.put(&row.code, described(schema, plan, &row.label, None, row.source.as_deref()));
        }
        typed(object_type(is_table_required), closed(properties, required))
    }

    fn list(&mut self, list: &'p List) -> Object {
        let line = self.line(list);
        let mut parts = Object::new().with(ROWS, Object::new().with("type", "array").with("items", line.clone()));
        if let Some(total) = &list.total {
            let entry_of = |column| list.columns.iter().zip(&list.axis.entries).find(|(id, _)| *id == column).map(|(_, entry)| entry);
            let cells: Vec<(&'p AxisEntry, CellId)> = total.cells.iter().filter_map(|(column, cell)| Some((entry_of(column)?, *cell))).collect();
            parts.put(TOTAL, self.cells(cells.into_iter()));
        }
        Object::new()
            .with("type", vec!["array", "object", "null"])
            .with("items", line.clone())
            .with("properties", parts)
            .with("patternProperties", Object::new().with(LINE_NUMBERS, line))
            .with("additionalProperties", false)
    }

    /// A line. One in which nothing is filled in is none, and lacks nothing.
    fn line(&mut self, list: &'p List) -> Object {
        let plan = self.facts.plan;
        let (mut properties, mut filled, mut required) = (Object::new(), Vec::new(), Object::new());
        for (entry, column) in list.axis.entries.iter().zip(&list.columns) {
            let column = &plan.columns[*column];
            let schema = or_nothing(&self.type_of(&column.origin, column.value_type.as_ref()));
            properties.put(&entry.code, self.said(schema, entry, &column.origin));
            let standing = standing_of(&column.origin);
            if standing != Standing::Computed {
                let has_it = Object::new().with(&entry.code, reference(SOMETHING));
                filled.push(Object::new().with("required", vec![entry.code.clone()]).with("properties", has_it));
            }
            if standing == Standing::Required {
                required.put(&entry.code, reference(SOMETHING));
            }
        }
        let line = typed(object_type(false), closed(properties, Vec::new()));
        let keys = required.keys();
        if keys.is_empty() {
            return line;
        }
        let is_line = Object::new().with("type", "object").with("anyOf", filled);
        line.with("if", is_line).with("then", Object::new().with("required", keys).with("properties", required))
    }
}

/// A value of a type, or nothing.
fn or_nothing(name: &str) -> Object {
    // Rather than one of both, so that what is said of a wrong value is what is wrong with it.
    Object::new().with("if", reference(NOTHING)).with("else", reference(name))
}

/// Puts the type before the rest of a schema.
fn typed(kind: super::Tree, rest: Object) -> Object {
    Object::new().with("type", kind).and(rest)
}
