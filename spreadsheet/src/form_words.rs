//! The fixed words of forms, in each language.
//!
//! In come words and the few numbers that they hold; out goes text for people. What a cell, check or finding says by itself
//! is worded by the runtime.

use positum_plan::calendar::{DayOfYear, Deadline, Due};
use positum_plan::period::PeriodKind;
use positum_plan::plan::Plan;
use positum_runtime::language::Language;

/// A word or phrase of a form that never changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FormWord {
    /// The name of the first sheet.
    InformationSheet,
    /// The name of the sheet of checks.
    FindingsSheet,
    /// The name of the sheet of codelists.
    CodelistSheet,
    /// The name of the hidden sheet of periods and parameters.
    PeriodSheet,
    /// The name of the hidden sheet of calculations.
    CalculationSheet,
    /// Over entity and period.
    Submission,
    /// Who reports.
    Entity,
    /// The period.
    Period,
    /// Beside the entity.
    EntityHint,
    /// Over the parameters.
    Parameters,
    /// Beside a parameter that the user gives.
    ParameterToGive,
    /// Beside a parameter that the definition gives.
    ParameterGiven,
    /// Over the instructions.
    HowTo,
    /// Over the list of sheets.
    Contents,
    /// Over the legend.
    Marks,
    /// Over what tells the definition.
    Definition,
    /// The package.
    Package,
    /// The days for which the definition holds.
    InForce,
    /// The fingerprint.
    Version,
    /// An input cell in the legend.
    InputCell,
    /// A required input cell that is empty, in the legend.
    MissingCell,
    /// A computed cell in the legend.
    ComputedCell,
    /// An x cell in the legend.
    CrossedCell,
    /// A value that cannot be computed, in the legend.
    NotComputed,
    /// A value that does not apply, in the legend.
    NotApplicable,
    /// A cell of a failed check of severity error or breach, in the legend.
    FailedCell,
    /// A cell of a failed check of severity warning, in the legend.
    WarnedCell,
    /// A cell of a failed check of severity info, in the legend.
    NotedCell,
    /// Over the report of a check.
    Report,
    /// Over the name of a check.
    Check,
    /// Over the severity of a check.
    Severity,
    /// Over the outcome of a check.
    Outcome,
    /// Over the message of a check.
    Message,
    /// Over the number of lines in which a check fails.
    FailedLines,
    /// Over the first line in which a check fails.
    FirstFailedLine,
    /// Over the source of a check.
    Source,
    /// Before the number of failed checks.
    FailedChecks,
    /// Over what checks say of each line of a list.
    LineMessages,
    /// In place of checks where the definition has none.
    NoChecks,
    /// Says what the sheet of checks shows.
    FindingsNote,
    /// Says what the sheet of codelists shows.
    CodelistNote,
    /// The title of an error about a value.
    WrongValue,
    /// Says how a whole number is written.
    WholeNumberRule,
    /// Says how a date is written.
    DateRule,
    /// Says how a truth value is written.
    BoolRule,
    /// True.
    Yes,
    /// False.
    No,
    /// Says that the lines of a list come from another.
    DerivedNote,
    /// In place of the outcome of a check of lines where there are none.
    NoLines,
    /// In place of the outcome of a check that no formula can tell.
    NotLive,
    /// Before the cells that no formula can tell.
    NotLiveCells,
    /// Before why no formula can tell a check.
    NotLiveBecause,
    /// A text is held against a pattern.
    NotLivePattern,
    /// Lines are held against lines.
    NotLiveLines,
    /// A value is looked for among others.
    NotLiveOptions,
    /// Working days of a calendar are counted.
    NotLiveWorkingDays,
    /// The formula would be too long.
    NotLiveLong,
    /// Over codes.
    Code,
    /// Over what codes stand for.
    Meaning,
    /// Over the labels of positions and rows.
    Label,
    /// Over the values of a form.
    Value,
    /// The page number, for the footer.
    PageOf,
}

impl FormWord {
    /// All of them.
    #[cfg(test)]
    pub(crate) const ALL: [Self; 62] = [
        Self::InformationSheet,
        Self::FindingsSheet,
        Self::CodelistSheet,
        Self::PeriodSheet,
        Self::CalculationSheet,
        Self::Submission,
        Self::Entity,
        Self::Period,
        Self::EntityHint,
        Self::Parameters,
        Self::ParameterToGive,
        Self::ParameterGiven,
        Self::HowTo,
        Self::Contents,
        Self::Marks,
        Self::Definition,
        Self::Package,
        Self::InForce,
        Self::Version,
        Self::InputCell,
        Self::MissingCell,
        Self::ComputedCell,
        Self::CrossedCell,
        Self::NotComputed,
        Self::NotApplicable,
        Self::FailedCell,
        Self::WarnedCell,
        Self::NotedCell,
        Self::Report,
        Self::Check,
        Self::Severity,
        Self::Outcome,
        Self::Message,
        Self::FailedLines,
        Self::FirstFailedLine,
        Self::Source,
        Self::FailedChecks,
        Self::LineMessages,
        Self::NoChecks,
        Self::FindingsNote,
        Self::CodelistNote,
        Self::WrongValue,
        Self::WholeNumberRule,
        Self::DateRule,
        Self::BoolRule,
        Self::Yes,
        Self::No,
        Self::DerivedNote,
        Self::NoLines,
        Self::NotLive,
        Self::NotLiveCells,
        Self::NotLiveBecause,
        Self::NotLivePattern,
        Self::NotLiveLines,
        Self::NotLiveOptions,
        Self::NotLiveWorkingDays,
        Self::NotLiveLong,
        Self::Code,
        Self::Meaning,
        Self::Label,
        Self::Value,
        Self::PageOf,
    ];
}

/// Gives a word or phrase.
pub(crate) fn form_word(word: FormWord, language: Language) -> &'static str {
    let (latvian, english) = both(word);
    match language {
        Language::Latvian => latvian,
        Language::English => english,
    }
}

#[expect(clippy::too_many_lines, reason = "one line for each word")]
fn both(word: FormWord) -> (&'static str, &'static str) {
    match word {
        FormWord::InformationSheet => ("Ievads", "Start"),
        FormWord::FindingsSheet => ("Konstatējumi", "Findings"),
        FormWord::CodelistSheet => ("Kodi", "Codes"),
        FormWord::PeriodSheet => ("Periodi", "Periods"),
        FormWord::CalculationSheet => ("Aprēķini", "Calculations"),
        FormWord::Submission => ("Iesniegums", "Submission"),
        FormWord::Entity => ("Iesniedzējs", "Entity"),
        FormWord::Period => ("Periods", "Period"),
        FormWord::EntityHint => ("nosaukums vai kods, ar ko iesniedzējs ir pazīstams", "the name or code by which the entity is known"),
        FormWord::Parameters => ("Parametri", "Parameters"),
        FormWord::ParameterToGive => ("jānorāda", "to be given"),
        FormWord::ParameterGiven => ("noteikts definīcijā, atkarīgs no perioda", "laid down in the definition, depends on the period"),
        FormWord::HowTo => ("Kā aizpildīt", "How to fill in"),
        FormWord::Contents => ("Saturs", "Contents"),
        FormWord::Marks => ("Apzīmējumi", "Marks"),
        FormWord::Definition => ("Definīcija", "Definition"),
        FormWord::Package => ("Pakete", "Package"),
        FormWord::InForce => ("Spēkā", "In force"),
        FormWord::Version => ("Versija", "Version"),
        FormWord::InputCell => ("šūna, ko aizpilda", "a cell to fill in"),
        FormWord::MissingCell => ("obligāta šūna, kas vēl nav aizpildīta", "a required cell that is still empty"),
        FormWord::ComputedCell => ("aprēķināta šūna, to neaizpilda", "a computed cell, not to be filled in"),
        FormWord::CrossedCell => ("šūna, ko pārskatā neaizpilda", "a cell that the report leaves out"),
        FormWord::NotComputed => {
            ("nav aprēķināts: trūkst kādas vērtības vai ir dalīšana ar nulli", "not computed: a value is missing, or a division by zero")
        }
        FormWord::NotApplicable => ("nav piemērojams", "not applicable"),
        FormWord::FailedCell => ("nav izpildīta pārbaude: kļūda vai pārkāpums", "a check fails: an error or a breach"),
        FormWord::WarnedCell => ("nav izpildīta pārbaude: brīdinājums", "a check fails: a warning"),
        FormWord::NotedCell => ("nav izpildīta pārbaude: piezīme", "a check fails: a note"),
        FormWord::Report => ("Pārskats", "Report"),
        FormWord::Check => ("Pārbaude", "Check"),
        FormWord::Severity => ("Svarīgums", "Severity"),
        FormWord::Outcome => ("Iznākums", "Outcome"),
        FormWord::Message => ("Paziņojums", "Message"),
        FormWord::FailedLines => ("Rindas, kurās nav izpildīta", "Lines in which it fails"),
        FormWord::FirstFailedLine => ("Pirmā no tām", "First of them"),
        FormWord::Source => ("Avots", "Source"),
        FormWord::FailedChecks => ("Neizpildītas pārbaudes", "Failed checks"),
        FormWord::LineMessages => ("Ko saka pārbaudes", "What checks say"),
        FormWord::NoChecks => ("Definīcijā pārbaužu nav.", "The definition has no checks."),
        FormWord::FindingsNote => (
            "Iznākumi mainās līdz ar vērtībām. Šūnas, uz kurām attiecas neizpildīta pārbaude, veidlapā ir iekrāsotas.",
            "Outcomes follow the values. Cells that a failed check looks at are coloured on the form.",
        ),
        FormWord::CodelistNote => (
            "Kodi, kurus var uzrādīt. Veidlapas šūnās tos izvēlas no saraksta.",
            "The codes that may be reported. In the cells of the form they are chosen from a list.",
        ),
        FormWord::WrongValue => ("Vērtība neder", "Not a valid value"),
        FormWord::WholeNumberRule => ("Ierakstiet veselu skaitli, piemēram, 1250.", "Enter a whole number, such as 1250."),
        FormWord::DateRule => ("Ierakstiet datumu kopš 1900. gada, piemēram, 31.03.2025.", "Enter a date since 1900, such as 31/03/2025."),
        FormWord::BoolRule => ("Izvēlieties «jā» vai «nē».", "Choose “yes” or “no”."),
        FormWord::Yes => ("jā", "yes"),
        FormWord::No => ("nē", "no"),
        FormWord::DerivedNote => (
            "Šo sarakstu neaizpilda: tā rindas rodas no citas lapas datiem.",
            "This list is not filled in: its lines come from the data of another sheet.",
        ),
        FormWord::NoLines => ("nav datu", "no lines"),
        FormWord::NotLive => ("veidlapa nepārbauda, pārbauda `positum eval`", "not checked by the form, `positum eval` checks it"),
        FormWord::NotLiveCells => {
            ("Šūnas, ko veidlapa neaprēķina, bet aprēķina `positum eval`", "Cells that the form does not compute, but `positum eval` does")
        }
        FormWord::NotLiveBecause => ("Veidlapa to nevar pārbaudīt", "The form cannot check it"),
        FormWord::NotLivePattern => ("teksta paraugu nevar izteikt ar formulu", "no formula can hold a text against the pattern"),
        FormWord::NotLiveLines => ("savstarpēji jāsalīdzina pārāk daudz rindu", "too many lines are held against each other"),
        FormWord::NotLiveOptions => ("vērtība jāmeklē starp pārāk daudzām citām", "a value is looked for among too many others"),
        FormWord::NotLiveWorkingDays => ("jāskaita kalendāra darbdienas", "working days of a calendar are counted"),
        FormWord::NotLiveLong => ("formula būtu pārāk gara", "the formula would be too long"),
        FormWord::Code => ("Kods", "Code"),
        FormWord::Meaning => ("Nozīme", "Meaning"),
        FormWord::Label => ("Pozīcijas nosaukums", "Position"),
        FormWord::Value => ("Vērtība", "Value"),
        FormWord::PageOf => ("&P. lapa no &N", "Page &P of &N"),
    }
}

/// Gives the instructions of the first sheet, one sentence or two a paragraph.
pub(crate) fn instructions(language: Language) -> [&'static str; 5] {
    match language {
        Language::Latvian => [
            "Vispirms šajā lapā aizpildiet iesniedzēju, periodu un parametrus, pēc tam pārējo lapu gaiši dzeltenās šūnas.",
            "Procentus raksta tā, kā tos rāda: 12,5 nozīmē 12,5 %. Datumus raksta kā datumus, kodus izvēlas no saraksta.",
            "Ieēnotās šūnas aprēķina pati veidlapa. Šūnas ar × neaizpilda.",
            "Pārbaužu iznākumi ir konstatējumu lapā; šūnas, uz kurām attiecas neizpildīta pārbaude, iekrāsojas.",
            "Lapas ir aizsargātas bez paroles, lai formulas nejauši neizdzēstu. Aizsardzību noņem ar Pārskatīšana > Noņemt lapas aizsardzību.",
        ],
        Language::English => [
            "First fill in the entity, the period and the parameters on this sheet, then the pale yellow cells of the other sheets.",
            "Percentages are written as they are shown: 12.5 means 12.5 %. Dates are written as dates, codes are chosen from a list.",
            "Shaded cells are computed by the form. Cells with × are left empty.",
            "The outcomes of checks stand on the sheet of findings; cells that a failed check looks at are coloured.",
            "Sheets are protected without a password, so that formulas are not erased by accident. Review > Unprotect Sheet takes the protection off.",
        ],
    }
}

/// Says how many lines of a list are prepared, and what becomes of others.
pub(crate) fn lines_note(lines: u32, language: Language) -> String {
    match language {
        Language::Latvian => format!(
            "Sagatavoto rindu skaits: {lines}. Veidlapu ar vairāk rindām izveido `positum template --lines`. Tabulas vidū ievietotas rindas `positum eval` nolasa, bet veidlapa pati tās neaprēķina."
        ),
        Language::English => format!(
            "Prepared lines: {lines}. `positum template --lines` makes a form with more. Rows inserted inside the table are read by `positum eval`, but the form itself does not compute them."
        ),
    }
}

/// Says how a number with at most so many decimals is written.
pub(crate) fn decimals_rule(decimals: u32, language: Language) -> String {
    match (language, decimals) {
        (Language::Latvian, 1) => "Ierakstiet skaitli ar ne vairāk kā vienu zīmi aiz komata.".to_owned(),
        (Language::Latvian, _) => format!("Ierakstiet skaitli ar ne vairāk kā {decimals} zīmēm aiz komata, piemēram, 1250,75."),
        (Language::English, 1) => "Enter a number with at most one decimal.".to_owned(),
        (Language::English, _) => format!("Enter a number with at most {decimals} decimals, such as 1250.75."),
    }
}

/// Says how long a text may be.
pub(crate) fn text_rule(longest: u32, language: Language) -> String {
    match language {
        Language::Latvian => format!("Tekstā var būt ne vairāk kā {longest} rakstzīmes."),
        Language::English => format!("The text may have at most {longest} characters."),
    }
}

/// Says where a code comes from.
pub(crate) fn code_rule(codelist: &str, language: Language) -> String {
    match language {
        Language::Latvian => {
            format!("Izvēlieties kodu no saraksta «{codelist}»; kodi un to nozīmes ir lapā «{}».", form_word(FormWord::CodelistSheet, language))
        }
        Language::English => format!(
            "Choose a code of the list “{codelist}”; codes and what they mean stand on sheet “{}”.",
            form_word(FormWord::CodelistSheet, language)
        ),
    }
}

/// Says how periods of these lengths are written; of any length where none is named.
pub(crate) fn period_rule(kinds: &[PeriodKind], language: Language) -> String {
    let any = [PeriodKind::Year, PeriodKind::Quarter, PeriodKind::Month, PeriodKind::Day];
    let kinds = if kinds.is_empty() { &any } else { kinds };
    let examples: Vec<&str> = kinds.iter().map(|kind| kind.example()).collect();
    match language {
        Language::Latvian => format!("periodu raksta kā {}", examples.join(" vai ")),
        Language::English => format!("written as {}", examples.join(" or ")),
    }
}

/// Says by when a report is handed in, for any period.
pub(crate) fn deadline_words(plan: &Plan, due: &Due, language: Language) -> String {
    match (&due.deadline, language) {
        (Deadline::DayOfNextMonth(day), Language::Latvian) => format!("iesniedz līdz nākamā mēneša {day}. datumam"),
        (Deadline::DayOfNextMonth(day), Language::English) => format!("due by day {day} of the next month"),
        (Deadline::LastDayOfNextMonth, Language::Latvian) => "iesniedz līdz nākamā mēneša pēdējai dienai".to_owned(),
        (Deadline::LastDayOfNextMonth, Language::English) => "due by the last day of the next month".to_owned(),
        (Deadline::WorkingDayOfNextMonth(day), Language::Latvian) => format!("iesniedz līdz nākamā mēneša {day}. darbdienai"),
        (Deadline::WorkingDayOfNextMonth(day), Language::English) => format!("due by working day {day} of the next month"),
        (Deadline::DayOfYear(days), Language::Latvian) => format!("iesniedz līdz {}", days_of_year(days, language)),
        (Deadline::DayOfYear(days), Language::English) => format!("due by {}", days_of_year(days, language)),
        (Deadline::AfterEvent { working_days, event }, Language::Latvian) => {
            let event = event.text(language.code(), &plan.package.languages);
            format!("iesniedz {working_days} darbdienu laikā pēc šā notikuma: {event}")
        }
        (Deadline::AfterEvent { working_days, event }, Language::English) => {
            let event = event.text(language.code(), &plan.package.languages);
            format!("due within {working_days} working days after {event}")
        }
    }
}

fn days_of_year(days: &[DayOfYear], language: Language) -> String {
    let shown = |day: &DayOfYear| {
        let (month, number) = (day.day.month, day.day.day);
        match (language, day.is_next_year) {
            (Language::Latvian, false) => format!("{number:02}.{month:02}."),
            (Language::Latvian, true) => format!("nākamā gada {number:02}.{month:02}."),
            (Language::English, false) => format!("{number:02}/{month:02}"),
            (Language::English, true) => format!("{number:02}/{month:02} of the next year"),
        }
    };
    let all: Vec<String> = days.iter().map(shown).collect();
    all.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input_rules::{MOST_RULE_CHARACTERS, shortened};
    use crate::sheet_names::SheetNames;
    use positum_plan::calendar::DayOfMonth;
    use positum_plan::plan::Label;

    /// Every word and sentence of a form.
    fn everything(language: Language) -> Vec<String> {
        let day = DayOfYear { day: DayOfMonth { day: 31, month: 3 }, is_next_year: true };
        let deadlines = [
            Deadline::DayOfNextMonth(15),
            Deadline::LastDayOfNextMonth,
            Deadline::WorkingDayOfNextMonth(5),
            Deadline::DayOfYear(vec![day, DayOfYear { is_next_year: false, ..day }]),
            Deadline::AfterEvent {
                working_days: 5,
                event: Label([("lv", "x"), ("en", "x")].map(|(code, text)| (code.to_owned(), text.to_owned())).into()),
            },
        ];
        let plan = Plan {
            package: Default::default(),
            codelists: Default::default(),
            parameters: Default::default(),
            calendars: Default::default(),
            reports: Default::default(),
            tables: Default::default(),
            cells: Default::default(),
            columns: Default::default(),
            nodes: Default::default(),
            checks: Default::default(),
            steps: Vec::new(),
            other_reports: Default::default(),
            consolidation: None,
        };
        let words = FormWord::ALL.map(|word| form_word(word, language).to_owned());
        let due = deadlines.into_iter().map(|deadline| deadline_words(&plan, &Due { deadline, calendar: None }, language));
        let rules = [
            lines_note(100, language),
            decimals_rule(1, language),
            decimals_rule(2, language),
            text_rule(4000, language),
            code_rule("x", language),
            period_rule(&[], language),
            period_rule(&[PeriodKind::Quarter], language),
        ];
        words.into_iter().chain(due).chain(rules).chain(instructions(language).map(str::to_owned)).collect()
    }

    #[test]
    fn everything_is_said_in_both_languages() {
        let (latvian, english) = (everything(Language::Latvian), everything(Language::English));
        assert_eq!(latvian.len(), english.len());
        for (latvian, english) in latvian.iter().zip(&english) {
            assert!(!latvian.trim().is_empty() && !english.trim().is_empty());
            assert_ne!(latvian, english);
            assert!(!english.chars().any(|letter| "āčēģīķļņšūž".contains(letter)), "{english}");
        }
    }

    #[test]
    fn every_word_is_listed_once() {
        let listed: std::collections::BTreeSet<String> = FormWord::ALL.iter().map(|word| format!("{word:?}")).collect();
        assert_eq!(listed.len(), FormWord::ALL.len());
        // Sentences are formed of words of the table alone, so that one that is not listed is not tested.
        let source = include_str!("form_words.rs");
        let table = source.split("fn both(").nth(1).unwrap().split("\n}").next().unwrap();
        assert_eq!(table.matches("FormWord::").count(), FormWord::ALL.len());
    }

    #[test]
    fn words_fit_where_spreadsheets_set_limits() {
        for language in Language::ALL {
            let mut names = SheetNames::default();
            let sheets =
                [FormWord::InformationSheet, FormWord::FindingsSheet, FormWord::CodelistSheet, FormWord::PeriodSheet, FormWord::CalculationSheet];
            let words = sheets.map(|word| form_word(word, language));
            for word in words {
                names.take(word);
            }
            assert_eq!(names.into_names(), words);
            for rule in [decimals_rule(9, language), text_rule(4000, language), code_rule(&"x".repeat(60), language), period_rule(&[], language)] {
                assert_eq!(shortened(&rule, MOST_RULE_CHARACTERS), rule);
            }
            // Fixed words stand in formulas between quotation marks.
            assert!(FormWord::ALL.iter().all(|word| !form_word(*word, language).contains('"')));
        }
    }
}
