//! The printed figures of tables 7 to 17, and the relations between them that follow from the codes of the rows and from the
//! tables that are parts of others.

use super::samples;
use std::collections::BTreeMap;
use std::fs;

/// The columns as the printed files and as the package call them.
pub(super) const COLUMNS: [(&str, &str); 3] = [("previous_year", "previous"), ("approved", "approved"), ("actual", "actual")];

/// A printed cell: table, row, column.
pub(super) type Place3 = (String, String, String);
/// A sum of cells that must be 0, by their factors.
pub(super) type Form<K> = BTreeMap<K, i64>;

/// Gives the printed figures of tables 7 to 17.
pub(super) fn printed() -> BTreeMap<Place3, i64> {
    let mut printed = BTreeMap::new();
    for table in 7..=17 {
        let text = fs::read_to_string(samples().join(format!("printed/table-{table:02}.csv"))).unwrap();
        let mut lines = text.lines();
        assert_eq!(lines.next(), Some("code,label,previous_year,approved,actual"));
        for line in lines {
            // Labels hold commas, codes and figures do not.
            let fields: Vec<&str> = line.split(',').collect();
            for (figure, (_, column)) in fields[fields.len() - 3..].iter().zip(COLUMNS) {
                let place = (format!("t{table}"), fields[0].to_owned(), column.to_owned());
                assert_eq!(printed.insert(place, figure.parse().unwrap()), None);
            }
        }
    }
    printed
}

/// Gives the tables that each table is the sum of.
fn parts_of_tables() -> BTreeMap<String, Vec<String>> {
    let text = fs::read_to_string(samples().join("printed/index.csv")).unwrap();
    let mut parts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in text.lines().skip(1) {
        let (table, parent) = (line.split(',').next().unwrap(), line.rsplit(',').next().unwrap());
        if !parent.is_empty() {
            parts.entry(format!("t{parent}")).or_default().push(format!("t{table}"));
        }
    }
    parts
}

/// Gives the form of `total = parts`, with the sign of the parts.
fn equation(total: &Place3, parts: impl Iterator<Item = Place3>, sign: i64) -> Form<Place3> {
    let mut form = Form::from([(total.clone(), 1)]);
    form.extend(parts.map(|part| (part, -sign)));
    form
}

/// Gives the relations within the tables, for each column.
pub(super) fn relations_in_tables(printed: &BTreeMap<Place3, i64>) -> Vec<Form<Place3>> {
    let mut relations = Vec::new();
    for (table, row, column) in printed.keys() {
        let at = |code: &str| (table.clone(), code.to_owned(), column.clone());
        let here = |code: &str| printed.contains_key(&at(code));
        let under = |code: &str| -> Vec<Place3> {
            let is_under = |other: &str| other.strip_prefix(code).and_then(|rest| rest.strip_prefix('.')).is_some_and(|rest| !rest.contains('.'));
            printed.keys().filter(|(a, b, c)| a == table && c == column && is_under(b)).cloned().collect()
        };
        let own = at(row);
        if ["1", "2", "2.1", "4"].contains(&row.as_str()) && !under(row).is_empty() {
            relations.push(equation(&own, under(row).into_iter(), 1));
        }
        match row.as_str() {
            "3" => relations.push(Form::from([(own, 1), (at("1"), -1), (at("2"), 1)])),
            "4" => relations.push(equation(&own, [at("3")].into_iter(), -1)),
            "1" if !here("3") => relations.push(equation(&own, [at("2")].into_iter(), 1)),
            _ => {}
        }
    }
    relations
}

/// Gives the relations between tables, for each column: a row that a part does not have counts as 0.
pub(super) fn relations_across_tables(printed: &BTreeMap<Place3, i64>) -> Vec<Form<Place3>> {
    let parts = parts_of_tables();
    let totals = printed.keys().filter(|(table, row, _)| parts.contains_key(table) && !row.starts_with("4."));
    let relation = |total: &Place3| {
        let places = parts[&total.0].iter().map(|part| (part.clone(), total.1.clone(), total.2.clone()));
        equation(total, places.filter(|place| printed.contains_key(place)), 1)
    };
    totals.map(relation).collect()
}
