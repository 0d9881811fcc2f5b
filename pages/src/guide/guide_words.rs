//! The fixed words of the guide in each language that we speak.

use positum_runtime::language::Language;

/// Declares the words, each with its text in Latvian and in English.
macro_rules! guide_words {
    ($($name:ident: $latvian:literal, $english:literal;)+) => {
        /// A word or sentence of the guide.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum GuideWord {
            $($name,)+
        }

        impl GuideWord {
            /// All of them.
            pub(super) const ALL: &[Self] = &[$(Self::$name,)+];

            /// Gives the text.
            pub(super) fn text(self, language: Language) -> &'static str {
                match (self, language) {
                    $((Self::$name, Language::Latvian) => $latvian, (Self::$name, Language::English) => $english,)+
                }
            }

            /// Gives the name by which templates know it.
            pub(super) fn name(self) -> &'static str {
                match self {
                    $(Self::$name => stringify!($name),)+
                }
            }
        }
    };
}

guide_words! {
    // Around every page.
    SkipToContent: "Pāriet uz saturu", "Skip to content";
    GuideTitle: "Pārskatu ceļvedis", "Guide to the reports";
    Navigation: "Ceļveža lapas", "Pages of the guide";
    OnThisPage: "Šajā lapā", "On this page";
    Languages: "Valoda", "Language";
    Search: "Meklēšana", "Search";
    SearchFor: "Kods vai vārds", "Code or word";
    Find: "Meklēt", "Search";
    SearchHint: "Meklējiet pēc koda, nosaukuma vai dažiem vārdiem; garumzīmes un mīkstinājuma zīmes var nelikt.", "Search by code, name or a few words; diacritics may be left out.";
    WithoutScript: "Meklēšanai vajadzīgs JavaScript. Bez tā visi kodi pēc alfabēta ir lapā", "Searching needs JavaScript. Without it all codes are listed alphabetically on the page";
    NothingFound: "Nekas nav atrasts.", "Nothing was found.";
    FoundCount: "Atrasto ierakstu skaits:", "Entries found:";
    FirstShown: "Parādīti pirmie:", "The first are shown:";
    Results: "Atrastais", "Results";
    MadeWith: "Ceļvedis izveidots no pārskatu definīcijas ar Positum. Definīcijas nospiedums:", "This guide is made of the definition of the reports by Positum. Fingerprint of the definition:";
    ChooseLanguage: "Izvēlieties valodu", "Choose a language";
    Overview: "Kopskats", "Overview";

    // Titles.
    Reports: "Pārskati", "Reports";
    Report: "Pārskats", "Report";
    Table: "Tabula", "Table";
    Position: "Pozīcija", "Position";
    Row: "Rinda", "Row";
    Column: "Aile", "Column";
    Total: "Kopsummas šūna", "Cell of the total";
    Intermediate: "Starprezultāts", "Intermediate value";
    Check: "Pārbaude", "Check";
    Checks: "Pārbaudes", "Checks";
    Parameter: "Parametrs", "Parameter";
    Parameters: "Parametri", "Parameters";
    AllParameters: "Visi parametri", "All parameters";
    Codelist: "Kodu saraksts", "Codelist";
    Codelists: "Kodu saraksti", "Codelists";
    CodeOfList: "Saraksta kods", "Code of a list";
    Calendar: "Kalendārs", "Calendar";
    Deadlines: "Iesniegšanas termiņi", "Deadlines";
    Terms: "Apzīmējumi un jēdzieni", "Marks and terms";
    Submitting: "Kā iesniegt", "How to submit";
    Index: "Visi kodi", "All codes";
    AllCodes: "Kodi un nosaukumi pēc alfabēta", "Codes and names by the alphabet";
    Dependencies: "No kā ko aprēķina", "What is computed from what";
    AlsoHere: "Ceļvedī ir arī", "Also in this guide";
    AboutDeadlines: "līdz kuram datumam pārskatus iesniedz, un kāpēc datums var pārcelties", "by which date reports are handed in, and why the date can move";
    AboutParameters: "ierobežojumi, likmes un koeficienti ar vērtībām un laiku, kurā tās ir spēkā", "limits, rates and coefficients, with their values and when these are in force";
    AboutCodelists: "kodi, ko drīkst uzrādīt, un ko tie nozīmē", "the codes that may be reported, and what they mean";
    AboutSubmitting: "kādos formātos pārskatus raksta un kā tajos sauc katru šūnu", "the formats in which reports are written, and what each cell is called in them";
    AboutTerms: "šūnu stāvokļi, pārbaužu rezultāti un formulu vārdi", "states of cells, outcomes of checks and the words of formulas";
    AboutIndex: "pozīcijas, rindas, ailes, pārbaudes, parametri un kodi pēc alfabēta", "positions, rows, columns, checks, parameters and codes by the alphabet";

    // What is said of things.
    Name: "Nosaukums definīcijā", "Name in the definition";
    InLanguage: "citā valodā", "in another language";
    InLatvian: "latviski", "in Latvian";
    InEnglish: "angliski", "in English";
    Publisher: "Izdevējs", "Publisher";
    Source: "Avots", "Source";
    InForce: "Spēkā", "In force";
    Always: "bez termiņa", "without limit";
    OtherVersions: "Citas redakcijas ir spēkā", "Other versions are in force";
    Fingerprint: "Nospiedums", "Fingerprint";
    WhatFingerprintIs: "pēc tā pazīst, vai veidlapa, shēma un ceļvedis ir no vienas un tās pašas definīcijas", "tells whether a form, a schema and this guide come from the same definition";
    Module: "Moduļa kods", "Module code";
    Period: "Periods", "Period";
    Deadline: "Iesniedz", "Due";
    Dates: "datumi", "dates";
    Retention: "Glabā", "Kept";
    Code: "Kods", "Code";
    Label: "Pozīcijas nosaukums", "Label";
    Kind: "Veids", "Kind";
    Place: "Kur atrodas", "Where";
    ValueOrFormula: "Vērtība", "Value";
    Meaning: "Nozīme", "Meaning";
    Word: "Vārds", "Word";
    Mark: "Apzīmējums", "Mark";
    Type: "Veids un mērvienība", "Type and unit";
    Filling: "Aizpildīšana", "Filling in";
    Key: "Atslēga", "Key";
    KeyAlone: "katra vērtība sarakstā drīkst būt vienu reizi", "each value may be in the list once";
    KeyTogether: "sarakstā vienu reizi drīkst būt kopā:", "may be in the list once, together:";
    Formula: "Formula", "Formula";
    InCells: "šūnās", "in cells";
    Tolerance: "Pieļaujamā starpība", "Tolerance";
    FormulasMeet: "Kur satiekas divas formulas", "Where two formulas meet";
    ComputedBy: "aprēķina pēc", "computed by";
    NotBy: "otra formula:", "the other formula:";
    UsedBy: "Kur izmanto", "Used by";
    LinesOf: "rindu atlase tabulā", "choice of lines of";
    NamesInFiles: "Nosaukums datnēs", "Name in files";
    Requirement: "Prasība", "Requirement";
    Condition: "Ja", "Applies when";
    Severity: "Smagums", "Severity";
    Scope: "Cik reižu", "How often";
    Once: "vienu reizi iesniegumā", "once in a submission";
    ForEachLine: "katrai rindai tabulā", "for each line of";
    ForRow: "rindai", "for row";
    ForColumn: "ailei", "for column";
    Message: "Paziņojums", "Message";
    LooksAt: "Ko pārbauda", "Looks at";
    Values: "Vērtības", "Values";
    GivenByUser: "vērtība definīcijā nav noteikta; to norāda, vērtējot pārskatu", "the definition gives no value; it is given when a report is evaluated";
    MadeFrom: "Veido no", "Made from";
    OneLineForEach: "pa vienai rindai katrai atšķirīgai vērtībai ailē", "one line for each distinct value of";
    OnlyLinesWith: "tikai rindas, kurās", "only lines with";
    FormTable: "veidlapa: katrai pozīcijai viena vērtība", "form: one value for each position";
    GridTable: "tabula ar noteiktām rindām un ailēm", "grid: fixed rows by fixed columns";
    ListTable: "saraksts: noteiktas ailes un jebkurš rindu skaits", "list: fixed columns and any number of lines";
    GridMarks: "○ aizpilda, = aprēķina, x neaizpilda", "○ filled in, = computed, x not reported";
    Closed: "Neaizpilda (x)", "Not reported (x)";
    InputCells: "Aizpildāmās šūnas", "Cells to fill in";
    FilledIn: "aizpilda", "filled in";
    Computed: "aprēķina", "computed";

    // Types.
    AmountIn: "naudas summa,", "amount in";
    AmountInCurrencyOf: "naudas summa valūtā, ko nosaka aile", "amount in the currency of column";
    ExchangeRate: "valūtas kurss", "exchange rate";
    Ratio: "attiecība", "ratio";
    Percent: "procenti", "percent";
    Permille: "promiles", "per mille";
    BasisPoints: "bāzes punkti", "basis points";
    Count: "skaits", "count";
    Integer: "vesels skaitlis", "integer";
    Decimal: "skaitlis", "number";
    Days: "dienu skaits", "days";
    Date: "datums", "date";
    DateAsWritten: "datums, ko raksta kā 2025-03-31", "date, written as 2025-03-31";
    Text: "teksts", "text";
    YesOrNo: "jā vai nē", "yes or no";
    TrueOrFalse: "jā vai nē, ko raksta kā true vai false", "yes or no, written as true or false";
    CodeOf: "kods no saraksta", "code of the list";
    NeverRounded: "starprezultāts, ko nenoapaļo", "intermediate value, never rounded";
    RoundedAwayFromZero: "noapaļo līdz tuvākajai vērtībai, pusi – prom no nulles", "rounded to the nearest, half away from zero";
    RoundedToEven: "noapaļo līdz tuvākajai vērtībai, pusi – līdz pāra ciparam", "rounded to the nearest, half to even";
    CutOff: "liekos ciparus atmet", "further decimals are cut off";
    FitsPattern: "atbilst paraugam", "fits the pattern";
    Required: "jāaizpilda", "required";
    Optional: "drīkst neaizpildīt", "may be left blank";
    BlankIsZero: "ja nav aizpildīts, tad 0", "blank is 0";
    Sequence: "rindas kārtas numurs", "number of the line";
    GroupKey: "no saraksta, no kura tabulu veido", "taken from the list that this one is made from";

    // Calendars.
    Year: "gads", "year";
    Quarter: "ceturksnis", "quarter";
    Month: "mēnesis", "month";
    Day: "diena", "day";
    AnyPeriod: "jebkurš", "any";
    NoDeadline: "Termiņš definīcijā nav noteikts.", "The definition lays down no deadline.";
    OnWorkingDays: "ja tā ir brīvdiena, tad nākamajā darbdienā pēc kalendāra", "where that is a day off, on the next working day of the calendar";
    DatesOfPeriods: "Datumi", "Dates";
    LastDay: "Pēdējā diena", "Last day";
    Weekday: "Nedēļas diena", "Day of the week";
    Note: "Piezīme", "Note";
    Weekend: "Brīvdienas nedēļā", "Weekend";
    SpecialDays: "Brīvdienas un pārceltās dienas", "Days off and moved days";
    Why: "Kāpēc", "Why";
    WorkedFor: "darbdiena, kurā strādā par", "working day in place of";

    // Codelists.
    OnlyGroup: "tikai apvieno citus kodus, to neuzrāda", "only groups other codes, and is not reported";

    // Pictures.
    HowToReadGraph: "Bultas ved no izmantotās vērtības uz to, ko no tās aprēķina. Pozīcijas bez saistībām nav parādītas. Katrs lauks ir saite.", "Arrows lead from what is used to what is computed from it. Positions without connections are not shown. Each box is a link.";
    NothingComputed: "Šajā pārskatā neko neaprēķina no citām pozīcijām.", "Nothing in this report is computed from other positions.";
    TooManyToDraw: "saistību ir pārāk daudz, lai tās uzzīmētu", "too many connections to draw";
    BetweenTables: "Starp tabulām", "Between tables";
    Boxes: "Lauku skaits", "Boxes";
    Arrows: "bultu skaits", "arrows";
    AsText: "Tas pats tekstā", "The same as text";

    // Severities, states, outcomes.
    Severities: "Pārbaužu smagums", "Severities of checks";
    MeaningOfInfo: "to ir vērts zināt", "worth knowing";
    MeaningOfWarning: "dati var būt pareizi, bet tos ir vērts pārskatīt", "the data can be right, but are worth another look";
    MeaningOfError: "dati nav pareizi, tie jālabo", "the data are wrong and have to be corrected";
    MeaningOfBreach: "dati ir pareizi, bet ir pārkāpts tiesību aktā noteikts ierobežojums", "the data are right, and a limit laid down by law is broken";
    States: "Šūnu stāvokļi", "States of cells";
    StateGiven: "vērtība nolasīta no iesnieguma", "the value was read from the submission";
    StateComputed: "vērtību deva formula", "a formula gave the value";
    StateBlank: "vērtības nav, un tas ir atļauts", "there is no value, and that is allowed";
    StateMissing: "vērtības nav, bet tā ir obligāta", "there is no value, and one is required";
    StateNotApplicable: "formulas nosacījums nav izpildīts, tāpēc vērtības nav", "the condition of the formula does not hold, so there is no value";
    StateUnreadable: "iesniegtais nav šīs šūnas veida vērtība", "what was given is no value of the cell's type";
    StateNotComputed: "formulai nav rezultāta, jo trūkst kādas vērtības vai jādala ar nulli", "the formula has no result: a value is missing, or it divides by zero";
    Outcomes: "Pārbaužu rezultāti", "Outcomes of checks";
    OutcomePass: "prasība ir izpildīta", "the requirement holds";
    OutcomeFail: "prasība nav izpildīta", "the requirement does not hold";
    OutcomeNotApplicable: "pārbaudes nosacījums nav izpildīts", "the condition of the check does not hold";
    OutcomeNotEvaluated: "pārbaudei trūkst kādas vērtības", "a value that the check needs is missing";
    WordsOfFormulas: "Formulu vārdi", "Words of formulas";
    FormulaOperators: "saskaita, atņem, reizina, dala; kods nozīmē attiecīgās pozīcijas vērtību", "adds, subtracts, multiplies, divides; a code stands for the value of its position";
    FormulaRange: "summa no pirmā koda līdz pēdējam, kā tie iespiesti", "the sum from the first code to the last, as printed";
    FormulaSum: "summa: no koda līdz kodam vai visās saraksta rindās", "the sum: from code to code, or over all lines of a list";
    FormulaAggregates: "skaits, mazākā, lielākā un pirmā vērtība", "how many, the least, the greatest, the first";
    FormulaRunning: "uzkrātā summa: rindas 300 vērtības no ailes 020 līdz attiecīgajai ailei", "running sum: row 300 from column 020 up to the column at hand";
    FormulaWhen: "vērtība, ja nosacījums ir izpildīts; citādi nav piemērojams", "the value where the condition holds; else it does not apply";
    FormulaElse: "pirmā vērtība; ja tās nav, tad otrā", "the first value; the second where there is none";
    FormulaIf: "ja nosacījums ir izpildīts, tad pirmā vērtība, citādi otrā", "the first value where the condition holds, else the second";
    FormulaConditions: "un, vai, ne, ir viens no, atbilst paraugam", "both hold, one holds, does not hold, is one of, fits the pattern";
    FormulaAbs: "vērtība bez zīmes", "the value without its sign";
    FormulaRound: "noapaļo līdz norādītajam skaitam zīmju aiz komata", "rounded to so many decimals";
    FormulaExact: "aprēķinātā vērtība pirms noapaļošanas", "the computed value before it is rounded";
    FormulaPrevious: "vērtība iepriekšējā periodā vai tajā pašā periodā pirms gada", "the value in the period before, or in the same period a year before";
    FormulaClosing: "vērtība iepriekšējā gada pēdējā periodā", "the value in the last period of the year before";
    FormulaLookup: "ailes vērtība tajā saraksta rindā, kurai ir šāda atslēga", "the column in that line of a list which has the key";
    FormulaNames: "kā sauc šūnu citā rindā, tabulā vai pārskatā", "how a cell of another row, table or report is named";

    // Consolidation.
    Consolidation: "Konsolidācija", "Consolidation";
    AboutConsolidation: "kā grupas pārskatu veido no tās dalībnieku pārskatiem", "how the report of a group is made from those of its members";
    ConsolidatedReports: "Konsolidē pārskatus", "Reports that are consolidated";
    HowValuesCombine: "Kā vērtības apvieno", "How values are combined";
    HowAmountsCombine: "Summas un skaitu, ko aizpilda, saskaita, izņemot tās šūnas, kurās dalībniekiem jāsakrīt.", "Amounts and counts that are filled in are added up, except in cells in which members must agree.";
    HowOthersCombine: "Citās aizpildāmās šūnās ir tā vērtība, kas visiem dalībniekiem, kuri to norāda, ir vienāda; ja tā atšķiras, vērtības nav.", "Other cells that are filled in get the value in which all members that give one agree, and none where they do not.";
    HowComputedCombine: "Aprēķināmās šūnas aprēķina pēc to formulām no konsolidētajām vērtībām.", "Computed cells follow by their formulas from the consolidated values.";
    HowLinesCombine: "Saraksta rindas ar vienādu atslēgu saskaita; saraksta bez atslēgas rindas paliek atsevišķas.", "Lines of a list are added up where their keys are equal; lines of a list without a key stay lines of their own.";
    LevelsOfEntities: "Vienību līmeņi", "Levels of entities";
    LevelOfEntity: "Līmenis", "Level";
    MembersOfLevel: "Dalībnieku līmeņi", "Levels of members";
    NoMembers: "dalībnieku nav", "no members";
    MustAgree: "Kur dalībniekiem jāsakrīt", "Where members must agree";
    AlsoAdded: "Ko saskaita papildus", "What is added up too";
    Elimination: "Savstarpējā izslēgšana", "Elimination";
    OneSide: "Vienas vienības", "Of the one entity";
    OtherSide: "Otras vienības", "Of the other";
    Eliminated: "Izslēdz", "Eliminated";
    BothSides: "abas puses pilnībā", "both sides in full";
    SmallerSideEverywhere: "abās pusēs mazāko no abām summām", "the smaller of both sums, on both sides";
    SmallerSideAtLevels: "abās pusēs mazāko no abām summām līmenī", "the smaller of both sums, on both sides, on level";
    SidesMayDiffer: "Puses drīkst atšķirties par", "Sides may differ by";

    // Submitting.
    WhereNamesStand: "Katras pozīcijas, rindas un ailes nosaukums datnēs ir pie tās pārskata lapā.", "What a position, row or column is called in files stands with it on the page of its report.";
    Json: "JSON", "JSON";
    AboutJson: "Viens iesniegums vai to masīvs. Skaitļus raksta kā tekstu, lai nezustu cipari.", "One submission, or an array of them. Numbers are written as texts, so that no digit gets lost.";
    LongCsv: "CSV, katra šūna savā rindā", "CSV, one line a cell";
    AboutLongCsv: "Pozīcijas kods vai saraksta rindas numurs ir ailē row.", "The code of a position, or the number of a list's line, stands in row.";
    WideCsv: "CSV, katrs iesniegums savā rindā", "CSV, one line a submission";
    AboutWideCsv: "Ailes sauc par pārskats.tabula.rinda:aile; pietiek ar nosaukuma daļu, ja tā paketē ir vienīgā.", "Columns are named report.table.row:column; a shorter name is enough where the package has only one such.";
    Xml: "XML", "XML";
    AboutXml: "Koda priekšā ir burts: p pozīcijai, r rindai, c ailei. Zīmes, kādu XML nosaukumā nevar būt, raksta kā _xHHHH_.", "A letter stands before a code: p for a position, r for a row, c for a column. Signs that a name in XML cannot have are written _xHHHH_.";
    FilledForm: "Veidlapa", "Spreadsheet form";
    AboutFilledForm: "Izdevēja veidlapu (.xlsx) aizpilda ar Excel vai LibreOffice un iesniedz kā ir: šūnas atpazīst pēc kodiem, tāpēc rindas drīkst kārtot.", "The publisher's form (.xlsx) is filled in with Excel or LibreOffice and handed in as it is: cells are known by their codes, so that rows may be sorted.";
    AboutNumbers: "Skaitļi: tikai cipari, priekšā var būt - un pirms zīmēm aiz komata ir punkts: -1234.50.", "Numbers: digits alone, with - before them and a point before decimals, as in -1234.50.";
    AboutPercents: "Procenti: kā tos rāda, 12.50 ir 12,50 %.", "Percents: as they are shown, 12.50 is 12.50 %.";
    AboutOtherValues: "Datumi: 2025-03-31. Jā un nē: true un false.", "Dates: 2025-03-31. Yes and no: true and false.";
    AboutComputedCells: "Aprēķinātās šūnas var neiesniegt; iesniegtās salīdzina ar aprēķinu.", "Computed cells may be left out; those that are submitted are compared with what is computed.";
}

#[cfg(test)]
mod tests {
    use super::GuideWord;
    use positum_runtime::language::Language;
    use std::collections::BTreeSet;

    #[test]
    fn every_word_exists_in_both_languages_and_is_not_left_untranslated() {
        // The same in both languages.
        const ALIKE: [GuideWord; 3] = [GuideWord::Json, GuideWord::Xml, GuideWord::Formula];
        for word in GuideWord::ALL {
            let [latvian, english] = Language::ALL.map(|language| word.text(language));
            assert!(!latvian.is_empty() && !english.is_empty(), "{word:?}");
            assert!(latvian != english || ALIKE.contains(word), "{word:?}");
        }
    }

    #[test]
    fn english_has_no_letters_with_diacritics() {
        for word in GuideWord::ALL {
            assert!(
                !word.text(Language::English).chars().any(char::is_alphabetic)
                    || word.text(Language::English).chars().filter(|letter| letter.is_alphabetic()).all(|letter| letter.is_ascii()),
                "{word:?}"
            );
        }
    }

    #[test]
    fn templates_name_words_that_there_are() {
        let known: BTreeSet<&str> = GuideWord::ALL.iter().map(|word| word.name()).collect();
        let templates = [include_str!("../templates/guide_page.hbs"), include_str!("../templates/guide_home.hbs")];
        let mut used = 0;
        for template in templates {
            for name in template.split("words.").skip(1) {
                let name: String = name.chars().take_while(|letter| letter.is_ascii_alphanumeric()).collect();
                assert!(known.contains(name.as_str()), "{name}");
                used += 1;
            }
        }
        assert!(used > 10);
    }
}
