//! Writes the XML Schema of a package's documents, as `render::xml` writes them for submissions without findings.
//!
//! In comes a plan; out goes a schema (XSD 1.0) in which each cell has its type, what is required must be there, x cells have
//! no element, keys of lists are unique, and everything says in each language what it is. What it cannot say, formulas,
//! checks and dates of the package, is for evaluating to find. The order of elements is that of the plan.

mod markup;
mod types;

use crate::language::Language;
use crate::render::element_name::{CodeKind, element_of_code, element_of_name};
use crate::render::schema_facts::{SchemaFacts, SchemaOptions, Standing, period_pattern, standing_of};
use crate::render::schema_types::SchemaTypes;
use crate::render::schema_words::{FactWord, Remark, fact_text, label_in, languages_of, remark_text, validity_text};
use crate::render::xml::{COMPUTED, ENTITY, LINE, MODULE, NUMBER, OTHER, PERIOD, ROOT, XmlError, namespace_of};
use crate::submission::{PARAMETERS, TOTAL};
use markup::{Markup, Written};
use positum_plan::fingerprint::fingerprint;
use positum_plan::period::PeriodKind;
use positum_plan::plan::{Absence, Axis, AxisEntry, CellId, Label, List, Origin, Plan, Report, Shape, Table, TableId};
use positum_plan::value::ValueType;

/// Writes the schema. The same plan gives the same bytes.
///
/// # Errors
/// None but those of the machine.
pub fn write_xsd(plan: &Plan, options: SchemaOptions) -> Result<String, XmlError> {
    let version = format!("{} {}", fingerprint(plan), plan.package.validity);
    let mut writer = XsdWriter {
        facts: SchemaFacts::new(plan, options),
        languages: languages_of(plan),
        markup: Markup::begin(&namespace_of(plan), &version)?,
        types: SchemaTypes::new(plan),
    };
    writer.write_head()?;
    writer.write_root()?;
    writer.types.write(&writer.facts, &mut writer.markup)?;
    writer.markup.end()
}

/// What is said of a part.
type Said = Vec<(Language, String)>;

struct XsdWriter<'p> {
    facts: SchemaFacts<'p>,
    languages: Vec<Language>,
    markup: Markup,
    types: SchemaTypes<'p>,
}

impl<'p> XsdWriter<'p> {
    fn write_head(&mut self) -> Written {
        let package = &self.facts.plan.package;
        let mut said = Said::new();
        for language in self.languages.iter().copied() {
            said.extend(label_in(&package.label, language).map(|label| (language, label.to_owned())));
            said.extend(package.publisher.as_ref().map(|publisher| (language, fact_text(FactWord::Publisher, publisher, language))));
            said.extend(package.source.as_ref().map(|source| (language, fact_text(FactWord::Source, source, language))));
            let version = format!("{} {}", fingerprint(self.facts.plan), validity_text(package.validity, language));
            said.push((language, fact_text(FactWord::Version, &version, language)));
            said.push((language, remark_text(Remark::ValidDocument, language).to_owned()));
        }
        self.markup.documentation(&said)
    }

    fn write_root(&mut self) -> Written {
        let said = self.said(&self.facts.plan.package.label, None, None);
        self.open_element(ROOT, false, &said)?;
        self.markup.open("xs:sequence", &[])?;
        let reports: Vec<&'p Report> = self.facts.reports().map(|(_, report)| report).collect();
        for report in reports {
            self.write_report(report)?;
        }
        self.write_parameters()?;
        self.markup.close("xs:sequence")?;
        self.write_attribute(ENTITY, "p:entity", true)?;
        self.write_attribute(PERIOD, "p:period", true)?;
        self.close_element()?;
        self.write_named_parts()
    }

    fn write_report(&mut self, report: &'p Report) -> Written {
        let plan = self.facts.plan;
        let said = self.said(&report.label, None, report.source.as_deref());
        self.open_element(&element_of_name(&report.name, &[PARAMETERS, OTHER]), !self.facts.is_report_required(report), &said)?;
        self.markup.open("xs:sequence", &[])?;
        for table in &report.tables {
            self.write_table(report, *table, &plan.tables[*table])?;
        }
        self.markup.close("xs:sequence")?;
        if let Some(module) = &report.module {
            self.markup.empty("xs:attribute", &[("name", MODULE), ("type", "xs:string"), ("fixed", module)])?;
        }
        self.close_element()
    }

    fn write_table(&mut self, report: &'p Report, id: TableId, table: &'p Table) -> Written {
        let element = element_of_name(&table.name, &[]);
        let said = self.said(&table.label, None, table.source.as_deref());
        self.open_element(&element, !self.facts.is_table_required(id), &said)?;
        self.markup.open("xs:sequence", &[])?;
        match &table.shape {
            Shape::Form { positions, axis } => {
                for (entry, cell) in axis.entries.iter().zip(positions) {
                    self.write_cell(entry, CodeKind::Position, *cell)?;
                }
            }
            Shape::Grid { rows, columns, cells } => self.write_rows(rows, columns, cells)?,
            Shape::List(list) => self.write_list(list)?,
        }
        self.markup.close("xs:sequence")?;
        self.markup.close("xs:complexType")?;
        if let Shape::List(list) = &table.shape {
            self.write_unique(&format!("{}.{element}", element_of_name(&report.name, &[])), list)?;
        }
        self.markup.close("xs:element")
    }

    fn write_rows(&mut self, rows: &'p Axis, columns: &'p Axis, cells: &'p [Option<CellId>]) -> Written {
        let mut cells = cells.iter();
        for row in &rows.entries {
            let of_row: Vec<(&AxisEntry, CellId)> =
                columns.entries.iter().zip(cells.by_ref()).filter_map(|(column, cell)| Some((column, (*cell)?))).collect();
            if of_row.is_empty() {
                continue;
            }
            let is_required = of_row.iter().any(|(_, cell)| self.facts.is_required(*cell));
            let said = self.said(&row.label, None, row.source.as_deref());
            self.open_element(&element_of_code(&row.code, CodeKind::Row), !is_required, &said)?;
            self.markup.open("xs:sequence", &[])?;
            for (column, cell) in of_row {
                self.write_cell(column, CodeKind::Column, cell)?;
            }
            self.markup.close("xs:sequence")?;
            self.close_element()?;
        }
        Ok(())
    }

    fn write_list(&mut self, list: &'p List) -> Written {
        let plan = self.facts.plan;
        self.markup.open("xs:element", &[("name", LINE), ("minOccurs", "0"), ("maxOccurs", "unbounded")])?;
        self.markup.open("xs:complexType", &[])?;
        self.markup.open("xs:sequence", &[])?;
        for (entry, column) in list.axis.entries.iter().zip(&list.columns) {
            let column = &plan.columns[*column];
            self.write_value(entry, CodeKind::Column, &column.origin, column.value_type.as_ref())?;
        }
        self.markup.close("xs:sequence")?;
        self.write_attribute(NUMBER, "p:line-number", false)?;
        self.close_element()?;
        let Some(total) = &list.total else { return Ok(()) };
        let said = self.said(&total.label, None, None);
        let is_required = total.cells.iter().any(|(_, cell)| self.facts.is_required(*cell));
        self.open_element(TOTAL, !is_required, &said)?;
        self.markup.open("xs:sequence", &[])?;
        for (column, cell) in &total.cells {
            let entries = list.columns.iter().zip(&list.axis.entries);
            if let Some((_, entry)) = entries.into_iter().find(|(id, _)| *id == column) {
                self.write_cell(entry, CodeKind::Column, *cell)?;
            }
        }
        self.markup.close("xs:sequence")?;
        self.close_element()
    }

    /// Says that no two lines have one number, or one key. A line without a part of the key is not compared, here as there.
    fn write_unique(&mut self, name: &str, list: &'p List) -> Written {
        let selector = format!("p:{LINE}");
        self.markup.open("xs:unique", &[("name", &format!("{name}.{NUMBER}"))])?;
        self.markup.empty("xs:selector", &[("xpath", &selector)])?;
        self.markup.empty("xs:field", &[("xpath", &format!("@{NUMBER}"))])?;
        self.markup.close("xs:unique")?;
        if list.key.is_empty() || list.derivation.is_some() {
            return Ok(());
        }
        self.markup.open("xs:unique", &[("name", &format!("{name}.key"))])?;
        self.markup.empty("xs:selector", &[("xpath", &selector)])?;
        for column in &list.key {
            let element = element_of_code(&self.facts.plan.columns[*column].code, CodeKind::Column);
            self.markup.empty("xs:field", &[("xpath", &format!("p:{element}"))])?;
        }
        self.markup.close("xs:unique")
    }

    fn write_cell(&mut self, entry: &'p AxisEntry, kind: CodeKind, cell: CellId) -> Written {
        let cell = &self.facts.plan.cells[cell];
        self.write_value(entry, kind, &cell.origin, cell.value_type.as_ref())
    }

    fn write_value(&mut self, entry: &'p AxisEntry, kind: CodeKind, origin: &'p Origin, value_type: Option<&'p ValueType>) -> Written {
        let standing = standing_of(origin);
        let type_name = match standing {
            Standing::Required | Standing::Optional(_) => self.types.of_input(value_type),
            Standing::Computed => self.types.of_computed(value_type, self.facts.is_free(origin, value_type)),
        };
        let formula = if let Origin::Formula { text, .. } = origin { Some(text.as_str()) } else { None };
        let mut said = self.said(&entry.label, formula, entry.source.as_deref());
        if standing == Standing::Optional(Absence::Zero) {
            said.extend(self.languages.iter().map(|language| (*language, remark_text(Remark::BlankIsZero, *language).to_owned())));
        }
        let element = element_of_code(&entry.code, kind);
        self.write_simple(&element, &type_name, standing == Standing::Required, &said)
    }

    fn write_parameters(&mut self) -> Written {
        let plan = self.facts.plan;
        if plan.parameters.is_empty() {
            return Ok(());
        }
        let said = self.remark(Remark::Parameters);
        self.open_element(PARAMETERS, true, &said)?;
        self.markup.open("xs:sequence", &[])?;
        for parameter in plan.parameters.iter() {
            let type_name = self.types.of_input(Some(&parameter.value_type));
            let said = self.said(&parameter.label, None, parameter.source.as_deref());
            self.write_simple(&element_of_name(&parameter.name, &[]), &type_name, false, &said)?;
        }
        self.markup.close("xs:sequence")?;
        self.close_element()
    }

    /// Writes the types of attributes.
    fn write_named_parts(&mut self) -> Written {
        self.open_type("entity", Remark::Entity)?;
        self.markup.open("xs:restriction", &[("base", "xs:string")])?;
        self.markup.facet("xs:pattern", r"[^\p{Cc}]*[^\p{Cc}\p{Z}][^\p{Cc}]*")?;
        self.markup.close("xs:restriction")?;
        self.markup.close("xs:simpleType")?;
        self.write_period()?;
        self.open_type("line-number", Remark::LineNumber)?;
        self.markup.open("xs:restriction", &[("base", "xs:unsignedLong")])?;
        self.markup.facet("xs:minInclusive", "1")?;
        self.markup.facet("xs:pattern", "[0-9]+")?;
        self.markup.close("xs:restriction")?;
        self.markup.close("xs:simpleType")?;
        let said = self.remark(Remark::Computed);
        self.markup.open("xs:attributeGroup", &[("name", COMPUTED)])?;
        self.markup.open("xs:attribute", &[("name", COMPUTED), ("type", "xs:string"), ("fixed", "true")])?;
        self.markup.documentation(&said)?;
        self.markup.close("xs:attribute")?;
        self.markup.close("xs:attributeGroup")
    }

    /// Writes the type of periods: days are days of the calendar, others fit a pattern.
    fn write_period(&mut self) -> Written {
        let mut kinds = self.facts.kinds.clone();
        let has_days = kinds.remove(&PeriodKind::Day);
        self.open_type("period", Remark::Period)?;
        if !has_days && kinds.is_empty() {
            // No report is for any period: no text is one.
            self.markup.open("xs:restriction", &[("base", "xs:string")])?;
            self.markup.facet("xs:length", "0")?;
            self.markup.close("xs:restriction")?;
        }
        if has_days && !kinds.is_empty() {
            self.markup.open("xs:union", &[])?;
        }
        if has_days {
            self.write_period_part("xs:date", "[0-9]{4}-[0-9]{2}-[0-9]{2}", !kinds.is_empty())?;
        }
        if !kinds.is_empty() {
            self.write_period_part("xs:string", &period_pattern(&kinds), has_days)?;
        }
        if has_days && !kinds.is_empty() {
            self.markup.close("xs:union")?;
        }
        self.markup.close("xs:simpleType")
    }

    fn write_period_part(&mut self, base: &str, pattern: &str, is_part: bool) -> Written {
        if is_part {
            self.markup.open("xs:simpleType", &[])?;
        }
        self.markup.open("xs:restriction", &[("base", base)])?;
        self.markup.facet("xs:pattern", pattern)?;
        self.markup.close("xs:restriction")?;
        if is_part { self.markup.close("xs:simpleType") } else { Ok(()) }
    }

    fn open_type(&mut self, name: &str, remark: Remark) -> Written {
        let said = self.remark(remark);
        self.markup.open("xs:simpleType", &[("name", name)])?;
        self.markup.documentation(&said)
    }

    /// Gives a label in each language, and facts under it.
    fn said(&self, label: &Label, formula: Option<&str>, source: Option<&str>) -> Said {
        let mut said = Said::new();
        for language in self.languages.iter().copied() {
            said.extend(label_in(label, language).map(|label| (language, label.to_owned())));
            said.extend(formula.map(|formula| (language, fact_text(FactWord::Formula, formula, language))));
            said.extend(source.map(|source| (language, fact_text(FactWord::Source, source, language))));
        }
        said
    }

    fn remark(&self, remark: Remark) -> Said {
        self.languages.iter().map(|language| (*language, remark_text(remark, *language).to_owned())).collect()
    }

    /// Writes an element that holds a value.
    fn write_simple(&mut self, element: &str, type_name: &str, is_required: bool, said: &[(Language, String)]) -> Written {
        let type_name = format!("p:{type_name}");
        let mut attributes = vec![("name", element), ("type", type_name.as_str())];
        if !is_required {
            attributes.push(("minOccurs", "0"));
        }
        if said.is_empty() {
            return self.markup.empty("xs:element", &attributes);
        }
        self.markup.open("xs:element", &attributes)?;
        self.markup.documentation(said)?;
        self.markup.close("xs:element")
    }

    /// Begins an element that holds elements, up to what it holds.
    fn open_element(&mut self, element: &str, may_be_left_out: bool, said: &[(Language, String)]) -> Written {
        let mut attributes = vec![("name", element)];
        if may_be_left_out {
            attributes.push(("minOccurs", "0"));
        }
        self.markup.open("xs:element", &attributes)?;
        self.markup.documentation(said)?;
        self.markup.open("xs:complexType", &[])
    }

    fn close_element(&mut self) -> Written {
        self.markup.close("xs:complexType")?;
        self.markup.close("xs:element")
    }

    fn write_attribute(&mut self, name: &str, type_name: &str, is_required: bool) -> Written {
        let mut attributes = vec![("name", name), ("type", type_name)];
        if is_required {
            attributes.push(("use", "required"));
        }
        self.markup.empty("xs:attribute", &attributes)
    }
}
