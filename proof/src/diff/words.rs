//! The words of comparisons, in each language.

use positum_runtime::language::Language;

macro_rules! define_words {
    ($($(#[$doc:meta])* $variant:ident = $latvian:literal, $english:literal;)+) => {
        /// A word or phrase of a comparison.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum DiffWord {
            $($(#[$doc])* $variant),+
        }

        impl DiffWord {
            /// Every one.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// Gives the words.
            pub fn text(self, language: Language) -> &'static str {
                match (self, language) {
                    $((Self::$variant, Language::Latvian) => $latvian, (Self::$variant, Language::English) => $english),+
                }
            }
        }
    };
}

define_words! {
    /// Before the title.
    Title = "Izmaiņas", "Changes";
    /// Over what is.
    Now = "Šobrīd", "Now";
    /// Over what will be.
    New = "Jaunā redakcija", "New";
    /// Over the title of a package.
    Definition = "Definīcija", "Definition";
    /// Over the time in force.
    InForce = "Spēkā (pēc perioda pēdējās dienas)", "In force (by the last day of the period)";
    /// Over a fingerprint.
    Mark = "Kontrolzīme", "Mark";
    /// In place of everything.
    Nothing = "Pēc būtības nekas nemainās.", "Nothing changes in meaning.";
    /// Where only wording changes.
    OnlyWording = "Mainās tikai formulējumi.", "Only wording changes.";
    /// Over the counts.
    Summary = "Kopsavilkums", "Summary";
    /// Over what is counted.
    WhatChanges = "Kas mainās", "What changes";
    /// Over a number.
    Count = "Skaits", "How many";
    /// Reports that are added or removed.
    ReportsCounted = "Pievienoti vai svītroti pārskati", "Reports added or removed";
    /// Tables that are added or removed.
    TablesCounted = "Pievienotas, svītrotas vai citādas tabulas", "Tables added, removed or of another shape";
    /// Positions that are added.
    PositionsAdded = "Pievienotas pozīcijas, rindas un ailes", "Positions, rows and columns added";
    /// Positions that are removed.
    PositionsRemoved = "Svītrotas pozīcijas, rindas un ailes", "Positions, rows and columns removed";
    /// Formulas.
    FormulasCounted = "Mainītas formulas", "Formulas changed";
    /// Anything else of positions.
    PositionsCounted = "Citas izmaiņas pozīcijās, rindās un ailēs", "Other changes of positions, rows and columns";
    /// Checks.
    ChecksCounted = "Izmaiņas pārbaudēs", "Changes of checks";
    /// Limits.
    LimitsCounted = "Izmaiņas ierobežojumos un likmēs", "Changes of limits and rates";
    /// Deadlines and other duties.
    DutiesCounted = "Izmaiņas termiņos un citos pārskata noteikumos", "Changes of deadlines and other duties";
    /// Codelists, calendars, consolidation, the package.
    OthersCounted = "Izmaiņas kodu sarakstos, kalendāros un citur", "Changes of codelists, calendars and others";
    /// Wording.
    WordingCounted = "Tikai formulējuma izmaiņas", "Changes of wording alone";
    /// The section of the package.
    Package = "Pakete kopumā", "The package";
    /// The section of parameters.
    Limits = "Ierobežojumi un likmes", "Limits and rates";
    /// Over the name of one.
    Limit = "Ierobežojums vai likme", "Limit or rate";
    /// The section of codelists.
    Codelists = "Kodu saraksti", "Codelists";
    /// Over a code.
    Code = "Saraksts un kods", "List and code";
    /// The section of calendars.
    Calendars = "Kalendāri", "Calendars";
    /// Over a calendar.
    Calendar = "Kalendārs", "Calendar";
    /// The section of consolidation.
    Consolidation = "Konsolidācija", "Consolidation";
    /// Over in which respect.
    Change = "Izmaiņa", "Change";
    /// Over when.
    Time = "Spēkā", "In force";
    /// At all times.
    Always = "vienmēr", "always";
    /// The rows of a report as a whole.
    Duties = "Pārskats kopumā", "The report";
    /// Over deadlines by date.
    DueDates = "Iesniegšanas dienas", "Days on which it is due";
    /// Over a period.
    Period = "Periods", "Period";
    /// No day.
    NoDay = "nav dienas", "no day";
    /// Over positions.
    Positions = "Pozīcijas, rindas un ailes", "Positions, rows and columns";
    /// Over a position.
    Position = "Pozīcija", "Position";
    /// Over checks.
    Checks = "Pārbaudes", "Checks";
    /// Over a check.
    Check = "Pārbaude", "Check";
    /// Over wording.
    Wording = "Formulējumi", "Wording";
    /// Over what has wording.
    Subject = "Kas", "What";
    /// Over what can give another result.
    Consequences = "Kas var dot citu rezultātu", "What can give another result";
    /// Over a cell or check.
    CellOrCheck = "Šūna vai pārbaude", "Cell or check";
    /// Over an example.
    Example = "Piemērs", "Example";
    /// A report that is added.
    ReportAdded = "Pārskats ir pievienots.", "The report is added.";
    /// A report that is removed.
    ReportRemoved = "Pārskats ir svītrots.", "The report is removed.";
    /// No example.
    NoExample = "citāds rezultāts nav atrasts", "no difference found";
    /// Before the line of an example.
    InRow = "rinda", "row";
    /// In place of what is given where all is zero.
    AllZero = "viss ir nulle vai nav norādīts", "all is zero or left out";
    /// The section of archived submissions.
    Replay = "Iepriekš iesniegtie pārskati", "Submissions of the past";
    /// Over a cell or check of these.
    Submissions = "Iesniegumi", "Submissions";
    /// How many there are.
    SubmissionsRead = "Pārrēķināti iesniegumi", "Submissions evaluated";
    /// How many change.
    SubmissionsChanged = "No tiem ar citu rezultātu", "Of these with another result";
    /// How many fail now.
    FailNow = "Bija bez kļūdām, tagad ar kļūdām", "Without error before, with errors now";
    /// How many pass now.
    PassNow = "Bija ar kļūdām, tagad bez kļūdām", "With errors before, without now";
    /// How many errors.
    Errors = "Kļūdas un pārkāpumi kopā", "Errors and breaches together";
    /// Checks that fail now.
    FailsNow = "Neizpildīta tikai tagad", "Fails now only";
    /// Checks that do not fail any more.
    PassesNow = "Neizpildīta tikai agrāk", "Failed before only";
    /// Over cells and checks with other results.
    OtherResults = "Šūnas un pārbaudes ar citu rezultātu", "Cells and checks with another result";
    /// Findings by kind.
    Findings = "Konstatējumi un pārbaužu iznākumi", "Findings and outcomes of checks";
    /// A kind of finding or an outcome.
    Kind = "Veids", "Kind";
    /// Cells of one side.
    OneSided = "Šūnas un pārbaudes, kas ir tikai vienā redakcijā", "Cells and checks that only one version has";
    /// Whose they are.
    Whose = "Kurā", "Where";
    /// Over the list.
    Listed = "Izmaiņas pa iesniegumiem", "Changes by submission";
    /// Over who reports.
    Entity = "Iesniedzējs", "Entity";
    /// No change on archived submissions.
    NothingReplayed = "Nevienam iesniegumam rezultāts nemainās.", "No submission has another result.";
}

/// Says how many submissions were tried.
pub(super) fn tried_text(tried: u64, language: Language) -> String {
    match language {
        Language::Latvian => {
            format!("Pārbaudīts ar ģenerētiem iesniegumiem; to skaits: {tried}. Piemērā nenorādītās vērtības ir nulle vai nav aizpildītas.")
        }
        Language::English => format!("Tried on generated submissions: {tried}. What an example does not name is zero or not filled in."),
    }
}

/// Says how many changes are not listed.
pub(super) fn left_out_text(count: usize, language: Language) -> String {
    match language {
        Language::Latvian => format!("Neuzskaitītas izmaiņas: {count}."),
        Language::English => format!("Changes that are not listed: {count}."),
    }
}

/// Says that positions depend on what changes, and nobody found a difference.
pub(super) fn many_without_example_text(names: &str, language: Language) -> String {
    match language {
        Language::Latvian => format!("Atkarīgas no izmaiņām, bet citāds rezultāts nav atrasts: {names}."),
        Language::English => format!("Depend on what changes, but no difference was found: {names}."),
    }
}

/// Says of a list of cells in one row how many more there are.
pub(super) fn and_more_text(count: usize, language: Language) -> String {
    match language {
        Language::Latvian => format!("un vēl {count}"),
        Language::English => format!("and {count} more"),
    }
}
