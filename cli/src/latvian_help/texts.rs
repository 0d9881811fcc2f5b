//! The texts of the help in Latvian, paragraph by paragraph, in the order of the English.

/// Words that the argument parser writes of its own, with what surrounds them.
pub(super) const FIXED_WORDS: &[(&str, &str)] = &[
    ("Usage:", "Lietojums:"),
    ("Commands:\n", "Komandas:\n"),
    ("Arguments:\n", "Argumenti:\n"),
    ("Options:\n", "Izvēles:\n"),
    ("Possible values:\n", "Iespējamās vērtības:\n"),
    ("[possible values:", "[iespējamās vērtības:"),
    ("[default:", "[ja nav norādīts:"),
    ("[aliases:", "[arī:"),
    ("[OPTIONS]", "[IZVĒLES]"),
    ("<COMMAND>", "<KOMANDA>"),
    ("Print help (see more with '--help')", "Parāda palīdzību (vairāk ar `--help`)"),
    ("Print help (see a summary with '-h')", "Parāda palīdzību (īsumā ar `-h`)"),
    ("Print help", "Parāda palīdzību"),
    ("Print version", "Parāda versiju"),
    ("Print this message or the help of the given subcommand(s)", "Parāda šo vai komandas palīdzību"),
];

/// English texts with their Latvian.
pub(super) const TEXTS: &[(&str, &str)] = &[
    ("Make the reports of groups from the submissions of their members", "Sastāda grupu pārskatus no to dalībnieku iesniegumiem"),
    (
        "A tree of entities says who is a member of which group; the package says by `consolidation` which reports groups have, in which cells members must agree, and what is eliminated. Shown are the summary, adjustments, eliminations, and what is consolidated, which is their sum. docs/consolidation.md has the shapes of the files and the findings.",
        "Vienību sarakstā ir norādīts, kas ietilpst kurā grupā; paketē ar `consolidation` – kuri pārskati ir grupām, kurās šūnās dalībniekiem jāsakrīt un ko izslēdz. Parāda kopsavilkumu, korekcijas, izslēgto un konsolidēto, kas ir to summa. Datņu uzbūve un konstatējumi ir aprakstīti docs/consolidation.md.",
    ),
    (
        "Examples:
  positum consolidate my_returns all.csv --entities tree.csv
                                               show what the top groups report
  positum consolidate my_returns all.csv --entities tree.csv --group ministry --part consolidated
                                               show what one group reports, without its parts
  positum consolidate my_returns all.csv --entities tree.csv --explain balance.main.010
                                               show what each member brings to a cell",
        "Piemēri:
  positum consolidate my_returns all.csv --entities tree.csv
                                               parāda augstāko grupu pārskatus
  positum consolidate my_returns all.csv --entities tree.csv --group ministry --part consolidated
                                               parāda vienas grupas pārskatus bez to daļām
  positum consolidate my_returns all.csv --entities tree.csv --explain balance.main.010
                                               parāda, ko šūnā ienes katrs dalībnieks",
    ),
    (
        "File with submissions of members: long CSV sorted by entity and period, wide CSV, JSON lines, JSON, XML, or a filled form; or `-` with --input-format; several may be given",
        "Datne ar dalībnieku iesniegumiem: pēc iesniedzēja un perioda sakārtots garais CSV, platais CSV, JSON rindas, JSON, XML vai aizpildīta veidlapa; vai `-` kopā ar --input-format; var norādīt vairākas",
    ),
    (
        "File with the tree of entities, as CSV: entity,parent,level,label,from,until",
        "CSV datne ar vienību sarakstu: entity,parent,level,label,from,until",
    ),
    (
        "File with adjustments: submissions of groups, whose values are added; may be repeated",
        "Datne ar korekcijām: grupu iesniegumi, kuru vērtības pieskaita; var norādīt vairākkārt",
    ),
    (
        "File with eliminations, as CSV: entity,counterparty,period,report,table,row,column,value; may be repeated",
        "CSV datne ar izslēdzamajām summām: entity,counterparty,period,report,table,row,column,value; var norādīt vairākkārt",
    ),
    (
        "In a list, row is the key of the line, or else its number as submitted.",
        "Sarakstā row ir rindas atslēga vai, ja tādas nav, rindas numurs iesniegumā.",
    ),
    (
        "Group to show; those that are members of none where left out; may be repeated",
        "Grupa, ko parādīt; ja nav norādīta, tās, kas neietilpst nevienā citā; var norādīt vairākkārt",
    ),
    ("Show all groups", "Parāda visas grupas"),
    ("Part to show; all where left out; may be repeated", "Daļa, ko parādīt; ja nav norādīta, visas; var norādīt vairākkārt"),
    (
        "Explain this cell down to the members, in place of the reports; may be repeated",
        "Pārskatu vietā izskaidro šo šūnu līdz dalībniekiem; var norādīt vairākkārt",
    ),
    ("How many formulas, and groups, to show inside each other in an explanation", "Cik formulu un grupu citu citā rādīt skaidrojumā"),
    (
        "File to write, or for CSV a folder that gets cells.csv, checks.csv, findings.csv and consolidation.csv",
        "Datne, ko rakstīt, vai CSV gadījumā mape, kurā ieraksta cells.csv, checks.csv, findings.csv un consolidation.csv",
    ),
    ("The sum of the members", "Dalībnieku summa"),
    ("What adjustments change", "Ko maina korekcijas"),
    ("What eliminations change", "Ko maina izslēgšana"),
    ("What the group reports", "Ko uzrāda grupa"),
    (
        "A diagnostic is explained by its code. Of a submission is shown how cells came to their values, formula by formula, down to the file and line where each value was read; of a failing check which cells decide, and the smallest change of a single input that would make it pass, found by evaluating changed submissions. `positum explain-cell` is the same command.",
        "Paziņojumu izskaidro pēc tā koda. Par iesniegumu parāda, kā šūnas ieguvušas savas vērtības, formulu pa formulai līdz datnei un rindai, kur katra vērtība nolasīta; par neizpildītu pārbaudi — kuras šūnas to nosaka un kāda ir mazākā vienas ievades izmaiņa, ar kuru tā būtu izpildīta; to atrod, vērtējot mainītus iesniegumus. `positum explain-cell` ir tā pati komanda.",
    ),
    ("A filled form, as a workbook", "Aizpildīta veidlapa kā darbgrāmata"),
    (
        "A page for browsers and printers, without script and without anything from outside",
        "Lapa pārlūkam un drukai, bez skriptiem un bez nekā no ārpuses",
    ),
    ("A tree for the terminal", "Koks terminālim"),
    (
        "A workbook has a sheet for each table, as it is printed: cells to fill in, computed cells as formulas, checks that follow the values. `positum eval` reads it back. Of several versions of a package it takes that for --period, else the newest.",
        "Darbgrāmatā katrai tabulai ir lapa, kāda tā ir drukātā veidā: aizpildāmas šūnas, aprēķinātās šūnas ar formulām, pārbaudes, kas mainās līdz ar vērtībām. Aizpildīto nolasa `positum eval`. No vairākām paketes redakcijām ņem to, kas ir spēkā periodā --period, bez tā – jaunāko.",
    ),
    ("Bring definitions to one spelling: operators, spaces, indents", "Pieraksta definīcijas vienādi: operatorus, atstarpes, atkāpes"),
    (
        "CELL is a cell as wide CSV names it, report.table.row:column, or shorter where that is unique in the
package; a line of a list stands under its number or key: positions.2:050, positions[USD].050, and
its total row as positions.total:050. CELL may also be a parameter, or a check, with a line or row
as check[3]. `positum explain-cell` is the same command.",
        "CELL ir šūna ar nosaukumu, kāds tai ir platā CSV, pārskats.tabula.rinda:aile, vai īsāku, ja paketē
tas ir tikai viens; saraksta rindu nosauc ar numuru vai atslēgu: positions.2:050, positions[USD].050,
kopsummas rindu kā positions.total:050. CELL var būt arī parametrs vai pārbaude, ar rindu kā
pārbaude[3]. `positum explain-cell` ir tā pati komanda.",
    ),
    ("CSV, long or wide by its header", "CSV, garš vai plats, kā rāda tā galvene"),
    ("Cell, check or parameter; everything that is wrong where left out", "Šūna, pārbaude vai parametrs; ja nav norādīts, viss, kas nav pareizi"),
    ("Cells with their states", "Šūnas ar to stāvokļiem"),
    ("Cells, checks and findings", "Šūnas, pārbaudes un konstatējumi"),
    ("Change nothing; name the files that would change and end with code 1", "Neko nemaina; nosauc datnes, kas mainītos, un beidz ar kodu 1"),
    ("Check a package and show everything that is wrong with it", "Pārbauda paketi un parāda visu, kas tajā nav pareizi"),
    (
        "Code of the diagnostic, as P0301, all of them where left out; or, before a submission, the package",
        "Paziņojuma kods, piemēram, P0301, visi, ja nav norādīts; vai, ja seko iesniegums, pakete",
    ),
    ("Column of a wide CSV that names the entity", "Plata CSV aile, kurā ir iesniedzējs"),
    ("Compile a package to a plan that runs without its text", "Kompilē paketi plānā, kas darbojas bez tās teksta"),
    ("Do not look for changes that would make failing checks pass", "Nemeklē izmaiņas, ar kurām neizpildītās pārbaudes būtu izpildītas"),
    (
        "End with code 1 when there are warnings, too: `warning` for all of them, or the code of a kind, as P0607; may be repeated",
        "Beidz ar kodu 1 arī tad, ja ir brīdinājumi: `warning` nozīmē visus, kods, piemēram, P0607, vienu veidu; var norādīt vairākkārt",
    ),
    ("English", "Angļu"),
    ("Entity whose submission it is, where the file has several", "Iesniedzējs, kura iesniegums tas ir, ja datnē ir vairāki"),
    ("Errors and breaches", "Kļūdas un pārkāpumi"),
    ("Evaluate many submissions and sum up their checks", "Vērtē daudzus iesniegumus un apkopo to pārbaudes"),
    (
        "Evaluate submissions and show the reports with their findings and checks",
        "Vērtē iesniegumus un rāda pārskatus ar konstatējumiem un pārbaudēm",
    ),
    ("Evaluate this report alone; may be repeated", "Vērtē tikai šo pārskatu; var norādīt vairākkārt"),
    ("Evaluated submissions", "Izvērtēti iesniegumi"),
    (
        "Examples:
  positum explain                                        list the diagnostics
  positum explain P0301                                  explain one
  positum explain my_returns 2025-Q1.json capital.ratio  show how a cell came to its value
  positum explain my_returns 2025-Q1.json adequate       show what decides a check, and for one that
                                                         fails the smallest change that mends it
  positum explain my_returns 2025-Q1.json                explain all that is wrong",
        "Piemēri:
  positum explain                                        nosauc visus paziņojumus
  positum explain P0301                                  izskaidro vienu
  positum explain my_returns 2025-Q1.json capital.ratio  rāda, kā šūna ieguvusi savu vērtību
  positum explain my_returns 2025-Q1.json adequate       rāda, kas izšķir pārbaudi, un neizpildītai arī
                                                         mazāko izmaiņu, ar ko tā būtu izpildīta
  positum explain my_returns 2025-Q1.json                izskaidro visu, kas nav pareizi",
    ),
    (
        "Examples:
  positum new my_returns                        write a small package to start from
  positum check my_returns                      see what is wrong with it
  positum test my_returns                       run its tests
  positum eval my_returns my_returns/samples/2025-Q1.json
                                                evaluate a submission and see the report
  positum batch my_returns all.csv              evaluate many submissions and sum up their checks
  positum template my_returns -o form.xlsx      write a spreadsheet form to fill in",
        "Piemēri:
  positum new my_returns                        izveido mazu paketi, ar ko sākt
  positum check my_returns                      parāda, kas tajā nav pareizi
  positum test my_returns                       izpilda tās testus
  positum eval my_returns my_returns/samples/2025-Q1.json
                                                vērtē iesniegumu un rāda pārskatu
  positum batch my_returns all.csv              vērtē daudzus iesniegumus un apkopo to pārbaudes
  positum template my_returns -o form.xlsx      izveido aizpildāmu izklājlapas veidlapu",
    ),
    (
        "Exit codes:
  0   all tests passed
  1   a test failed, or less than --coverage-fail-under is covered
  2   the definition does not compile
  3   data or disk cannot be read or written, a file that a test names too
  64  the command was called in the wrong way, or --filter leaves no test",
        "Beigu kodi:
  0   visi testi izpildīti
  1   kāds tests nav izpildīts vai sasniegts mazāk nekā --coverage-fail-under
  2   definīciju nevar kompilēt
  3   nevar nolasīt vai uzrakstīt datus, arī testā nosauktu datni
  64  komanda izsaukta nepareizi vai --filter neatstāj nevienu testu",
    ),
    ("--watch goes on until it is interrupted, whatever comes out.", "--watch turpina, līdz to pārtrauc, lai kāds būtu iznākums."),
    (
        "Exit codes:
  0   nothing is wrong
  1   findings or failed checks of severity error or breach (--deny lowers the bar)
  2   the definition does not compile
  3   data or disk cannot be read or written
  64  the command was called in the wrong way",
        "Beigu kodi:
  0   viss ir kārtībā
  1   ir konstatējumi vai neizpildītas pārbaudes ar smagumu error vai breach (--deny pazemina slieksni)
  2   definīciju nevar kompilēt
  3   nevar nolasīt vai uzrakstīt datus
  64  komanda izsaukta nepareizi",
    ),
    ("Explain a diagnostic; or a cell or check of a submission", "Izskaidro paziņojumu vai arī iesnieguma šūnu vai pārbaudi"),
    ("Failing tests, and how many passed", "Neizpildītie testi un izpildīto skaits"),
    ("File to write, or `-` for standard output", "Rakstāmā datne vai `-`, lai rakstītu standarta izvadē"),
    (
        "File to write, or for CSV a folder that gets cells.csv, checks.csv and findings.csv",
        "Datne, ko rakstīt, bet CSV gadījumā mape, kurā rodas cells.csv, checks.csv un findings.csv",
    ),
    (
        "File to write; what --format human shows goes to standard output then",
        "Datne, ko rakstīt; standarta izvadē tad raksta to, ko rāda --format human",
    ),
    ("JUnit XML, as Jenkins and GitLab read it", "JUnit XML, kā to lasa Jenkins un GitLab"),
    ("List the tests with their places, and run none", "Uzskaita testus ar to vietām un nevienu neizpilda"),
    ("Stop after the first test that fails", "Beidz pēc pirmā neizpildītā testa"),
    ("Tell how long each test took; equal runs differ then", "Pasaka, cik ilgi katrs tests izpildījās; vienādi izpildījumi tad atšķiras"),
    ("File to write; standard output where left out", "Datne, ko rakstīt; ja nav norādīts, standarta izvade"),
    (
        "File with one submission (.csv, .json, .jsonl, .xml) or a filled form (.xlsx, .ods), with which the form comes filled in; or `-` with --input-format",
        "Datne ar vienu iesniegumu (.csv, .json, .jsonl, .xml) vai aizpildītu veidlapu (.xlsx, .ods), ar ko veidlapu aizpilda; vai `-` kopā ar --input-format",
    ),
    (
        "File with one submission or several (.csv, .json, .jsonl, .xml) or a filled form (.xlsx, .ods), or `-` with --input-format",
        "Datne ar vienu vai vairākiem iesniegumiem (.csv, .json, .jsonl, .xml) vai aizpildītu veidlapu (.xlsx, .ods), vai `-` kopā ar --input-format",
    ),
    (
        "File with submissions of earlier periods, for formulas with `previous` and `closing`; may be repeated",
        "Datne ar agrāku periodu iesniegumiem formulām ar `previous` un `closing`; var norādīt vairākkārt",
    ),
    (
        "File with submissions: long CSV sorted by entity and period, wide CSV, or JSON lines",
        "Datne ar iesniegumiem: garš CSV, kas sakārtots pēc iesniedzēja un perioda, plats CSV vai JSON rindas",
    ),
    (
        "File with the submission (.csv, .json, .jsonl, .xml) or a filled form (.xlsx, .ods), or `-` with --input-format",
        "Datne ar iesniegumu (.csv, .json, .jsonl, .xml) vai aizpildītu veidlapu (.xlsx, .ods), vai `-` ar --input-format",
    ),
    (
        "Files are formatted in place. Line breaks, comments, strings and the order of clauses stay the author's; a text with syntax errors is left as it is.",
        "Datnes maina uz vietas. Rindu dalījums, komentāri, teksti un daļu secība paliek tāda, kā autors rakstījis; tekstu ar sintakses kļūdām nemaina.",
    ),
    (
        "Folder that gets cells.csv, checks.csv and findings.csv of all submissions",
        "Mape, kurā rodas visu iesniegumu cells.csv, checks.csv un findings.csv",
    ),
    ("Folder to make; its last part is the package's name", "Mape, ko izveidot; tās pēdējā daļa ir paketes nosaukums"),
    ("Folder to write", "Rakstāmā mape"),
    ("Folder, file or `-`", "Mape, datne vai `-`"),
    ("Folder, file, or `-` to format standard input to standard output", "Mape, datne vai `-`: standarta ievadi pārraksta standarta izvadē"),
    ("Folder, file, or compiled plan (.json)", "Mape, datne vai kompilēts plāns (.json)"),
    ("For people", "Cilvēkiem"),
    ("Format of the submissions; told from the file's ending where left out", "Iesniegumu formāts; ja nav norādīts, to nosaka datnes paplašinājums"),
    ("How diagnostics are written", "Kā raksta paziņojumus"),
    ("How diagnostics of the definition are written", "Kā raksta paziņojumus par definīciju"),
    ("How many failing entities to name for each check", "Cik iesniedzēju nosaukt pie katras neizpildītās pārbaudes"),
    (
        "How many formulas to show inside each other: 1 for the cell's own with the values in it",
        "Cik formulu rādīt citu citā: 1 nozīmē tikai pašas šūnas formulu ar tās vērtībām",
    ),
    ("How outcomes are written", "Kā raksta iznākumus"),
    ("How the explanation is written", "Kā raksta skaidrojumu"),
    ("How the result is written", "Kā raksta rezultātu"),
    ("How the summary is written", "Kā raksta kopsavilkumu"),
    (
        "JSON Schema (2020-12) of submissions, or with `=output` of what `positum eval --format json` writes",
        "Iesniegumu JSON shēma (2020-12) vai, ar `=output`, tā shēma, ko raksta `positum eval --format json`",
    ),
    (
        "Language of labels and messages; for reports the package's first where left out, for diagnostics the environment's",
        "Nosaukumu un paziņojumu valoda; ja nav norādīta, pārskatiem paketes pirmā, paziņojumiem par definīciju vides valoda",
    ),
    (
        "Language of labels and words; for submissions the package's first where left out, for diagnostics the environment's",
        "Nosaukumu un vārdu valoda; ja nav norādīta, iesniegumiem paketes pirmā, paziņojumiem par definīciju vides valoda",
    ),
    ("Language of messages, `lv` or `en`; as the environment says where left out", "Paziņojumu valoda, `lv` vai `en`; ja nav norādīta, vides valoda"),
    ("Language of the package", "Paketes valoda"),
    ("Latvian", "Latviešu"),
    ("Leave out warnings of this kind, as P0607; may be repeated", "Nerāda šā veida brīdinājumus, piemēram, P0607; var norādīt vairākkārt"),
    ("Lowest severity that ends with code 1", "Zemākais smagums, ar kuru beidz ar kodu 1"),
    (
        "Make a form for this report and those that it takes values of; may be repeated",
        "Veido veidlapu šim pārskatam un tiem, no kuriem tas ņem vērtības; var norādīt vairākkārt",
    ),
    ("Notes, warnings, errors and breaches", "Piezīmes, brīdinājumi, kļūdas un pārkāpumi"),
    ("One JSON object a line", "Viens JSON objekts rindā"),
    ("One line a cell: entity,period,report,table,row,column,value", "Viena rinda katrai šūnai: entity,period,report,table,row,column,value"),
    ("One line a submission, a column a cell", "Viena rinda katram iesniegumam, aile katrai šūnai"),
    ("One line each: file:line:column: error[code]: message", "Viena rinda katram: file:line:column: error[code]: message"),
    ("One submission a line", "Viens iesniegums rindā"),
    ("One submission, or an array of them", "Viens iesniegums vai iesniegumu masīvs"),
    (
        "PACKAGE is a folder of .positum files, one such file, `-` for standard input, or, where a package
is only run, the .json file that `positum compile` wrote.",
        "PACKAGE ir mape ar .positum datnēm, viena šāda datne, `-` (standarta ievade) vai, ja pakete tikai
jāizpilda, .json datne, ko uzrakstīja `positum compile`.",
    ),
    (
        "Period of a wide CSV without a column for it: 2025-Q1, 2025-03, 2025 or a date; for `explain` also that of the submission, where the file has several, and for `consolidate` that which is consolidated, of the first submission where left out",
        "Periods platam CSV, kurā tam nav ailes: 2025-Q1, 2025-03, 2025 vai datums; ar `explain` arī iesnieguma periods, ja datnē ir vairāki, bet ar `consolidate` – konsolidējamais periods, bez tā pirmā iesnieguma",
    ),
    (
        "Period that chooses the version and begins the deadlines: 2025-Q1, 2025-03, 2025 or a date; the newest version where left out",
        "Periods, kas izvēlas versiju un ar ko sākas termiņi: 2025-Q1, 2025-03, 2025 vai datums; ja nav norādīts, jaunākā versija",
    ),
    (
        "Prepared lines of each list; as many as are filled in where those are more",
        "Katra saraksta sagatavoto rindu skaits; ja aizpildīto rindu ir vairāk, to skaits",
    ),
    ("Print a script that completes commands in a shell", "Izdrukā skriptu, ar kuru čaula pabeidz komandas"),
    ("Print the man page", "Izdrukā rokasgrāmatas lapu"),
    (
        "Report definitions as text: checked, compiled, evaluated on real submissions, shown as tables and XML",
        "Pārskatu definīcijas kā teksts: pārbauda, kompilē, vērtē īstus iesniegumus, rāda kā tabulas un XML",
    ),
    ("End with code 1 when less than this share of everything is covered", "Beidz ar kodu 1, ja no visa sasniegta mazāka daļa"),
    ("How many missing things `--coverage` names", "Cik trūkstošu lietu nosauc `--coverage`"),
    (
        "Show what the tests reach and miss: positions, branches of formulas, outcomes of checks",
        "Parāda, ko testi sasniedz un ko ne: pozīcijas, formulu zarus, pārbaužu iznākumus",
    ),
    ("Write coverage as JSON", "Uzraksta pārklājumu kā JSON"),
    ("Write coverage as LCOV, which editors and servers read", "Uzraksta pārklājumu kā LCOV, ko lasa redaktori un serveri"),
    (
        "Write coverage as pages, one for each file of the definition; the folder is made",
        "Uzraksta pārklājumu kā lapas, pa vienai katrai definīcijas datnei; mapi izveido",
    ),
    (
        "Change the definition, one small edit at a time, and list the changes that no test notices",
        "Maina definīciju pa vienam nelielam labojumam un uzskaita izmaiņas, ko nepamana neviens tests",
    ),
    (
        "Each comes with its place and, where one is found, a test that would notice it. docs/mutation.md says which edits are made.",
        "Katrai norāda vietu un, ja tādu atrod, testu, kas to pamanītu. Kādus labojumus izdara, teikts docs/mutation.md.",
    ),
    ("Make only changes of this kind; may be repeated", "Izdara tikai šāda veida izmaiņas; var atkārtot"),
    ("Change only this report; may be repeated", "Maina tikai šo pārskatu; var atkārtot"),
    ("Change only files whose name holds this text", "Maina tikai failus, kuru nosaukumā ir šis teksts"),
    ("Make so many changes at most, drawn by --mutate-seed", "Izdara ne vairāk kā tik izmaiņu, ko izlozē ar --mutate-seed"),
    (
        "Number by which changes are drawn and submissions made; equal numbers give equal output",
        "Skaitlis, pēc kura izlozē izmaiņas un veido iesniegumus; vienādi skaitļi dod vienādu izvadi",
    ),
    (
        "End with exit code 1 where tests notice less than so many percent of the changes",
        "Beidz ar izejas kodu 1, ja testi pamana mazāk procentu izmaiņu, nekā norādīts",
    ),
    (
        "Run again whenever a file of the package changes: a definition, codes, a submission that a test names",
        "Izpilda no jauna, kad mainās kāda paketes datne: definīcija, kodi, testā nosaukts iesniegums",
    ),
    (
        "Run only tests whose name, report or file holds this text; may be repeated: a test with any of them runs",
        "Izpilda tikai testus, kuru nosaukumā, pārskatā vai datnē ir šis teksts; var atkārtot: der tests ar jebkuru no tiem",
    ),
    ("Run the tests of a package and show those that fail", "Izpilda paketes testus un parāda neizpildītos"),
    ("Submissions", "Iesniegumi"),
    (
        "Template that makes the page, with --format html or markdown; ours where left out (docs/templates.md)",
        "Veidne, no kuras rodas lapa, kopā ar --format html vai markdown; ja nav norādīta, mūsu veidne (docs/templates.md)",
    ),
    (
        "Tests stand in packages: `test \"name\" for report { given …; expect … }`. Of each that fails is shown where the expectation stands, what was expected, what came out, and the formula with the values in it.",
        "Testi ir paketēs: `test \"name\" for report { given …; expect … }`. Par katru neizpildīto parāda, kur ir gaidītais, kas bija gaidīts, kas iznāca un formulu ar vērtībām tajā.",
    ),
    ("Text with tables as GitHub has them", "Teksts ar tabulām, kādas ir GitHub"),
    ("The document that `--format xml` writes", "Dokuments, ko raksta `--format xml`"),
    (
        "The pages need no server: each position with its type, formula, checks and sources, the deadlines, and pictures of what depends on what. A folder that is there is written over only where it is empty, or holds a guide and nothing else.",
        "Lapām nevajag serveri: katra pozīcija ar tipu, formulu, pārbaudēm un avotiem, termiņi un attēli, kas no kā atkarīgs. Esošu mapi pārraksta tikai tad, ja tā ir tukša vai tajā ir tikai šāda rokasgrāmata.",
    ),
    ("The reports as printed, for the terminal", "Pārskati, kā tos drukā, terminālim"),
    ("The same as data", "Tas pats datu veidā"),
    ("The shell", "Čaula"),
    (
        "The shell reads it: for bash, `positum completions bash > /etc/bash_completion.d/positum`.",
        "To nolasa čaula: bash gadījumā `positum completions bash > /etc/bash_completion.d/positum`.",
    ),
    ("The submission, completed, as XML in the package's namespace", "Aizpildīts iesniegums kā XML paketes vārdtelpā"),
    ("Value of a parameter, as `max_single_loan=25%`; may be repeated", "Parametra vērtība, piemēram, `max_single_loan=25%`; var norādīt vairākkārt"),
    (
        "Version of the package for this period, and only reports for periods of its length; the newest version and all reports where left out",
        "Paketes versija šim periodam un tikai pārskati, kuru periods ir tikpat garš; ja nav norādīts, jaunākā versija un visi pārskati",
    ),
    ("Warnings, errors and breaches", "Brīdinājumi, kļūdas un pārkāpumi"),
    (
        "Width of the table in columns; the terminal's, at most 120, where left out",
        "Tabulas platums zīmēs; ja nav norādīts, termināļa platums, bet ne vairāk par 120",
    ),
    (
        "Width of the text in columns; the terminal's, at most 120, where left out",
        "Teksta platums zīmēs; ja nav norādīts, termināļa platums, bet ne vairāk par 120",
    ),
    (
        "With a schema any tool can tell whether a submission is complete and its values are of their types. What a schema cannot say, formulas and checks, `positum eval` finds.",
        "Ar shēmu jebkurš rīks var pateikt, vai iesniegums ir pilnīgs un tā vērtības atbilst tipiem. Ko shēma nevar pateikt — formulas un pārbaudes —, to atrod `positum eval`.",
    ),
    ("With the text and what is wrong in it", "Ar tekstu un norādi, kas tajā nav pareizi"),
    ("Write a schema of submissions, for XML or JSON", "Uzraksta iesniegumu shēmu, XML vai JSON"),
    ("Write a small package to start from", "Izveido mazu paketi, ar ko sākt"),
    (
        "Write a spreadsheet form (.xlsx) to fill in, with live formulas and checks",
        "Izveido aizpildāmu izklājlapas veidlapu (.xlsx) ar formulām un pārbaudēm",
    ),
    (
        "Write the guide that is published with a form: a folder of linked pages",
        "Uzraksta rokasgrāmatu, ko publicē kopā ar veidlapu: mapi ar saistītām lapām",
    ),
    (
        "XML Schema (XSD 1.0) of the documents that `positum eval --format xml` writes",
        "To dokumentu XML shēma (XSD 1.0), ko raksta `positum eval --format xml`",
    ),
    ("{\"passed\": N, \"failed\": N, \"tests\": […]}", "{\"passed\": N, \"failed\": N, \"tests\": […]}"),
    ("{\"submissions\": N, \"checks\": […]}", "{\"submissions\": N, \"checks\": […]}"),
    ("A line for each deadline, then for each report without a date", "Pa rindai katram termiņam, tad katram pārskatam bez datuma"),
    (
        "Deadlines come with the working day that they shift to and why, by the version of the package that holds for each period. Reports without a date, as those due after an event, are listed after them. `--format ics` writes what calendar programs import; importing it again replaces what was there.",
        "Termiņam norāda darbdienu, uz kuru tas pāriet, un iemeslu; katram periodam ņem paketes redakciju, kas tad ir spēkā. Pēc tiem uzskaita pārskatus bez datuma, piemēram, tos, kas jāiesniedz pēc kāda notikuma. `--format ics` raksta to, ko importē kalendāra programmas; importējot vēlreiz, ieraksti tiek aizstāti.",
    ),
    ("First day, as 2026-07-01, in place of a year", "Pirmā diena, piemēram, 2026-07-01, gada vietā"),
    (
        "How the list is written; told from the ending of --output where left out, else a table",
        "Kā sarakstu pieraksta; ja nav norādīts, to nosaka --output paplašinājums, citādi – tabula",
    ),
    ("Last day, at most ten years after the first", "Pēdējā diena, ne vairāk kā desmit gadus pēc pirmās"),
    (
        "List holidays, substitute days and moved days instead, of all calendars of the package or of one",
        "Uzskaita nevis termiņus, bet svētku dienas, brīvdienas to vietā un pārceltās dienas visos paketes kalendāros vai vienā",
    ),
    (
        "List the days on which reports are due, as a table, as data, or for calendar programs",
        "Uzskaita dienas, līdz kurām iesniedzami pārskati: tabulā, kā datus vai kalendāra programmām",
    ),
    ("List this report alone; may be repeated", "Uzskaita tikai šo pārskatu; var norādīt vairākkārt"),
    (
        "Remind at nine in the morning so many days before, with --format ics; may be repeated",
        "Atgādina deviņos no rīta tik dienas iepriekš, kopā ar --format ics; var norādīt vairākkārt",
    ),
    ("The same as data, with the reasons in parts", "Tas pats datu veidā, ar iemesliem pa daļām"),
    (
        "Year of which to list deadlines, those that fall in it; from 1900 to 2999",
        "Gads, kura termiņus uzskaita, tos, kas tajā iekrīt; no 1900 līdz 2999",
    ),
    ("iCalendar (RFC 5545): an event of a day for each deadline", "iCalendar (RFC 5545): katram termiņam dienu garš notikums"),
    (
        "Generate submissions: valid ones, both sides of every check, ties in rounding, lists, blanks",
        "Izveido iesniegumus: pareizus, katras pārbaudes abas puses, noapaļošanu pusceļā, sarakstus, tukšus",
    ),
    (
        "They come from the definition alone, and each is evaluated before it is written: the manifest says what each file is for and what must come out, so that another program can be held against it. A folder that is there is written over only where it is empty, or holds generated submissions and nothing else. docs/generate.md says more.",
        "Tie rodas no definīcijas vien, un katru pirms ierakstīšanas novērtē: manifestā ir pateikts, kam katra datne domāta un kādam jābūt rezultātam, lai ar to varētu pārbaudīt citu programmu. Esošu mapi pārraksta tikai tad, ja tā ir tukša vai tajā ir tikai izveidotie iesniegumi. Vairāk ir docs/generate.md.",
    ),
    (
        "Examples:
  positum generate my_returns -o cases         write submissions and a manifest into the folder cases
  positum generate my_returns -o cases --only edges --format xml
                                               write both sides of every check, as XML
  positum generate my_returns --only valid | positum batch my_returns - --input-format long-csv
                                               evaluate valid submissions of a seed",
        "Piemēri:
  positum generate my_returns -o cases         ieraksta iesniegumus un manifestu mapē cases
  positum generate my_returns -o cases --only edges --format xml
                                               ieraksta katras pārbaudes abas puses kā XML
  positum generate my_returns --only valid | positum batch my_returns - --input-format long-csv
                                               novērtē pareizus iesniegumus",
    ),
    (
        "Folder to write, with manifest.json and manifest.csv; where left out, all submissions go to standard output as one long CSV, each with its name as the entity",
        "Rakstāmā mape, kurā ir arī manifest.json un manifest.csv; ja nav norādīta, visus iesniegumus raksta standarta izvadē kā vienu garo CSV, kur iesniedzējs ir iesnieguma nosaukums",
    ),
    ("Format of the files", "Datņu formāts"),
    ("One submission a file", "Katrā datnē viens iesniegums"),
    ("The document of the package's namespace, without computed cells", "Dokuments paketes nosaukumvietā, bez aprēķinātajām šūnām"),
    ("Generate these alone; may be repeated", "Izveido tikai šos; var norādīt vairākkārt"),
    ("Submissions with which nothing is wrong", "Iesniegumi, kuros viss ir pareizi"),
    (
        "For each check one that just passes and one that just fails",
        "Katrai pārbaudei viens, ar kuru tā tik tikko ir izpildīta, un viens, ar kuru tik tikko nav",
    ),
    (
        "For each rounded cell one whose exact result lies half way between two values",
        "Katrai noapaļotai šūnai viens, kura precīzais rezultāts ir tieši pusceļā starp divām vērtībām",
    ),
    (
        "Lists without lines, with one, with a key twice, with many; derived lists with one group and several",
        "Saraksti bez rindām, ar vienu rindu, ar atkārtotu atslēgu, ar daudzām; atvasināti saraksti ar vienu grupu un vairākām",
    ),
    ("What is left out, does not fit, or cannot be computed", "Tas, kas ir izlaists, neder vai nav aprēķināms"),
    (
        "Number from which everything random comes: equal numbers give equal files",
        "Skaitlis, no kura rodas viss nejaušais: vienādi skaitļi dod vienādas datnes",
    ),
    (
        "Period: 2025-Q1, 2025-03, 2025 or a date; where left out one for each length of period, the last that the package is for, or the first where it has no end",
        "Periods: 2025-Q1, 2025-03, 2025 vai datums; ja nav norādīts, katram perioda garumam viens: pēdējais, kuram pakete paredzēta, vai pirmais, ja tai nav beigu",
    ),
    ("Go through the checks and cells of this report alone; may be repeated", "Iziet tikai šī pārskata pārbaudes un šūnas; var norādīt vairākkārt"),
    ("How many lines long lists have", "Cik rindu ir garajos sarakstos"),
    (
        "How many submissions may be evaluated in search of what is wanted, for each period",
        "Cik iesniegumu drīkst novērtēt, meklējot vajadzīgos, katram periodam",
    ),
    (
        "Value of a parameter, as `max_single_loan=25%`; may be repeated. Submissions give those that have no value",
        "Parametra vērtība, piemēram, `max_single_loan=25%`; var norādīt vairākkārt. Parametrus, kuriem vērtības nav, norāda iesniegumos",
    ),
    ("Language of what the manifest says; the package's first where left out", "Manifesta valoda; ja nav norādīta, paketes pirmā"),
    (
        "Ask over the whole package what its checks imply: which never fail, never pass, or cannot hold together",
        "Noskaidro visā paketē, kas izriet no pārbaudēm: kuras vienmēr izpildās, kuras nekad un kuras nevar izpildīties kopā",
    ),
    (
        "Also which checks say nothing that others do not say, which divisors can be zero, and which conditions never hold. Each claim comes with a submission that shows it; what is not decided in time is not spoken of. docs/analysis.md says what is asked, and what `never` rests on.",
        "Arī kuras pārbaudes neprasa neko, ko neprasītu citas, kuri dalītāji var būt nulle un kuri nosacījumi nekad nav patiesi. Katram apgalvojumam ir iesniegums, kas to parāda; par to, kas laikā nav izšķirts, netiek runāts. Par ko jautā un uz ko balstās vārds \"nekad\", ir aprakstīts docs/analysis.md.",
    ),
    (
        "Period to ask in: 2025-Q1, 2025-03, 2025 or a date; one for each version and each value of its parameters where left out",
        "Periods, par kuru jautā: 2025-Q1, 2025-03, 2025 vai datums; ja nav norādīts – pa vienam katrai redakcijai un katrai tās parametru vērtībai",
    ),
    ("Ask about this report alone; may be repeated", "Jautā tikai par šo pārskatu; var norādīt vairākkārt"),
    ("Seconds after which a question is left undecided", "Sekundes, pēc kurām jautājums paliek neizšķirts"),
    ("How claims are written", "Kā apgalvojumus pieraksta"),
    (
        "Folder that gets the submissions that show the claims, as files that `positum eval` reads",
        "Mape, kurā ieraksta iesniegumus, kas apgalvojumus parāda, kā datnes, ko lasa `positum eval`",
    ),
    ("With the text that claims are about", "Ar tekstu, par kuru ir apgalvojums"),
    ("{\"claims\": […], \"questions\": {…}}", "{\"claims\": […], \"questions\": {…}}"),
    ("A list, as for a consultation paper", "Saraksts, piemēram, apspriešanas dokumentam"),
    (
        "Exit codes:
  0   nothing is claimed that is an error
  1   a claim of severity error (--deny lowers the bar)
  2   the definition does not compile
  3   data or disk cannot be read or written
  64  the command was called in the wrong way",
        "Izejas kodi:
  0   neviens apgalvojums nav kļūda
  1   ir apgalvojums, kas ir kļūda (--deny pazemina slieksni)
  2   definīcija nekompilējas
  3   datus vai disku nevar nolasīt vai ierakstīt
  64  komanda izsaukta nepareizi",
    ),
    (
        "Show what changes in meaning from one definition to another, and what follows",
        "Parāda, kas no vienas definīcijas uz otru mainās pēc būtības un kas no tā izriet",
    ),
    (
        "Order, spelling and the way a formula is written do not count: formulas are the same where they always give the same. Shown are positions, types, formulas, checks, limits by date and deadlines, which cells and checks can give another result, with a submission in which they do, and, with --replay, what changes on submissions of the past: those of periods for which NEW is not in force are evaluated as if it were. docs/diff.md says more.",
        "Secība, pieraksts un tas, kā formula uzrakstīta, netiek ņemts vērā: formulas ir vienādas, ja tās vienmēr dod vienu un to pašu. Parāda pozīcijas, tipus, formulas, pārbaudes, ierobežojumus pa datumiem un termiņus, kuras šūnas un pārbaudes var dot citu rezultātu, ar iesniegumu, kurā tas notiek, un ar --replay – kas mainās agrākos iesniegumos: ja NEW to periodā nav spēkā, tos pārrēķina tā, it kā būtu. Vairāk ir docs/diff.md.",
    ),
    (
        "Examples:
  positum diff returns_2025 returns_2026       show what changes in meaning
  positum diff returns_2025 returns_2026 --format markdown --lang lv -o paper.md
                                               write it for a consultation paper
  positum diff returns_2025 returns_2026 --replay all.csv
                                               and what changes on submissions of the past",
        "Piemēri:
  positum diff returns_2025 returns_2026       parāda, kas mainās pēc būtības
  positum diff returns_2025 returns_2026 --format markdown --lang lv -o paper.md
                                               uzraksta to konsultāciju dokumentam
  positum diff returns_2025 returns_2026 --replay all.csv
                                               un to, kas mainās agrākos iesniegumos",
    ),
    ("The definition that is in force: folder, file, or compiled plan (.json)", "Definīcija, kas ir spēkā: mape, datne vai kompilēts plāns (.json)"),
    (
        "The definition that shall be: folder, file, or compiled plan (.json)",
        "Definīcija, kas stāsies spēkā: mape, datne vai kompilēts plāns (.json)",
    ),
    (
        "How the comparison is written; told from the ending of --output where left out, else for people",
        "Kā salīdzinājumu pieraksta; ja nav norādīts, to nosaka --output paplašinājums, citādi – cilvēkiem",
    ),
    ("Language of words and labels; the first of NEW where left out", "Vārdu un nosaukumu valoda; ja nav norādīta, NEW pirmā valoda"),
    ("List labels, messages and sources that change, too", "Uzskaita arī nosaukumus, ziņojumus un avotus, kas mainās"),
    (
        "First day of the periods whose deadlines are compared, as 2026-01-01; the first day of NEW where left out",
        "To periodu pirmā diena, kuru termiņus salīdzina, piemēram, 2026-01-01; ja nav norādīta, NEW pirmā diena",
    ),
    (
        "How many random submissions to try for examples, for each version and kind of period; 0 for no examples",
        "Cik nejaušu iesniegumu izmēģina, meklējot piemērus, katrai redakcijai un perioda veidam; 0, ja piemērus nevajag",
    ),
    (
        "File with submissions of the past, sorted by period where formulas ask for earlier ones; may be repeated",
        "Datne ar agrākiem iesniegumiem, sakārtotiem pēc perioda, ja formulām vajadzīgi iepriekšējie; var norādīt vairākkārt",
    ),
    (
        "With --replay, evaluate all submissions with what NEW says on this day",
        "Kopā ar --replay: visus iesniegumus pārrēķina pēc tā, ko NEW nosaka šajā dienā",
    ),
    ("With --replay, how many changes to list", "Kopā ar --replay: cik izmaiņu uzskaita"),
    ("End with code 1 where the meaning changes", "Beidz ar kodu 1, ja mainās kas pēc būtības"),
    ("How diagnostics of the definitions are written", "Kā pieraksta definīciju kļūdas un brīdinājumus"),
    ("For people, at the terminal", "Cilvēkiem, terminālī"),
    ("A document with tables as GitHub has them", "Dokuments ar tabulām, kādas ir GitHub"),
    (
        "{\"changes\": […], \"deadlines\": […], \"consequences\": […], \"replay\": …}",
        "{\"changes\": […], \"deadlines\": […], \"consequences\": […], \"replay\": …}",
    ),
];
