//! Cases across the crates: what the pages say of the language, as definitions and submissions.

#[cfg(test)]
mod arrows;
#[cfg(test)]
mod blanks;
#[cfg(test)]
mod calendars;
#[cfg(test)]
mod checks;
#[cfg(test)]
mod codelists;
#[cfg(test)]
mod codes_and_numbers;
#[cfg(test)]
mod consolidation;
#[cfg(test)]
mod consolidation_definitions;
#[cfg(test)]
mod coverage;
#[cfg(test)]
mod days_in_formulas;
#[cfg(test)]
mod deadlines;
#[cfg(test)]
mod deposit_guarantee;
#[cfg(test)]
mod each;
#[cfg(test)]
mod explanations;
#[cfg(test)]
mod finding;
#[cfg(test)]
mod format;
#[cfg(test)]
mod icalendar_files;
#[cfg(test)]
mod layouts;
#[cfg(test)]
mod lists;
#[cfg(test)]
mod locale;
#[cfg(test)]
mod names;
#[cfg(test)]
mod normal_forms;
#[cfg(test)]
mod order;
#[cfg(test)]
mod other_cells;
#[cfg(test)]
mod package_calendars;
#[cfg(test)]
mod package_tests;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod plan_file;
#[cfg(test)]
mod printed_formulas;
#[cfg(test)]
mod random_packages;
#[cfg(test)]
mod ranges;
#[cfg(test)]
mod reference_evaluator;
#[cfg(test)]
mod relations;
#[cfg(test)]
mod replay_corpus;
#[cfg(test)]
mod rounding;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod schemas;
#[cfg(test)]
mod support;
#[cfg(test)]
mod test_stories;
#[cfg(test)]
mod texts;
#[cfg(test)]
mod treasury_budget;
#[cfg(test)]
mod treasury_quarterly;
#[cfg(test)]
mod two_formulas;
#[cfg(test)]
mod units;
#[cfg(test)]
mod versions;
#[cfg(test)]
mod warnings;
#[cfg(test)]
mod writing;
#[cfg(test)]
mod x_cells;
