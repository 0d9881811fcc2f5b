//! The Latvian pages of spelling, names and codes: P01 and P02.

use super::LatvianPage;

pub(super) const UNEXPECTED: LatvianPage = LatvianPage {
    title: "šeit kaut kas neiederas",
    explanation: "
        Teksts ir saprasts līdz atzīmei, bet tas, kas tur stāv, nevar sekot. Paziņojums nosauc to, kas varētu būt. Bieži
        tieši pirms tā trūkst kaut kā maza: kola pirms tipa, vienādības zīmes pirms formulas, komata, pēdiņu. Ieraksts
        beidzas līdz ar rindiņu, tāpēc pārējo paketi pārbauda tāpat.",
};

pub(super) const UNKNOWN_DECLARATION: LatvianPage = LatvianPage {
    title: "ar rindiņu nesākas neviena deklarācija",
    explanation: "
        Definīcija sastāv no deklarācijām, un katra sākas ar vienu no astoņiem vārdiem: `package`, `parameter`,
        `codelist`, `calendar`, `layout`, `report`, `consolidation` vai `test`. Šī rindiņa ir ārpus visām deklarācijām un sākas ar citu
        vārdu. Veidlapas, tabulas, saraksti un pārbaudes ir starp pārskata figūriekavām.",
};

pub(super) const UNCLOSED: LatvianPage = LatvianPage {
    title: "iekava nav aizvērta",
    explanation: "
        Iekava ir atvērta, bet tās daļa beidzas, pirms tā aizvērta. Kur jābūt beigu iekavai, zina tikai autors;
        figūriekavai kompilators skatās uz atkāpēm, tāpēc atzīme var būt pie tādas, kas ir aizvērta un paņēmusi citas
        beigu iekavu. Pārskatus pirms un pēc tās lasa un pārbauda neatkarīgi no tās.",
};

pub(super) const EXTRA_BRACKET: LatvianPage = LatvianPage {
    title: "beigu iekava neko neaizver",
    explanation: "
        Šī iekava aizver kaut ko, kas nav atvērts. Vai nu tā ir lieka, vai ir aizmirsta sākuma iekava. Formulā abi
        lasījumi dod dažādas summas, tāpēc kompilators neko neuzmin.",
};

pub(super) const UNCLOSED_STRING: LatvianPage = LatvianPage {
    title: "pēdiņas nav aizvērtas",
    explanation: "
        Nosaukums vai paziņojums sākas ar pēdiņām un nebeidzas savā rindiņā. Tas, kas seko, tiktu uzskatīts par
        nosaukumu, tāpēc no rindiņas neko nevar nolasīt. Nosaukumu, kurā pašā ir pēdiņas, raksta starp « un », bet tādu,
        kas ir vairākās rindiņās, – starp trim pēdiņām katrā pusē.",
};

pub(super) const DECIMAL_COMMA: LatvianPage = LatvianPage {
    title: "skaitlis rakstīts ar komatu",
    explanation: "
        Skaitļus formulās un parametros raksta ar decimālpunktu neatkarīgi no pārskatu valodas. Komats atdala vērtības:
        `max(1,5)` ir lielākais no 1 un 5. To, kā skaitļus drukā pārskatos, tas neietekmē.",
};

pub(super) const FOREIGN_LETTER: LatvianPage = LatvianPage {
    title: "burts, kāda vārdos un darbības zīmēs nav",
    explanation: "
        Vārdus raksta ar burtiem no a līdz z, cipariem un `_`, kodus – ar cipariem un lielajiem burtiem no A līdz Z.
        Nosaukumi un paziņojumi ir pēdiņās, un tajos var būt visi burti. Kirilicas burts var izskatīties kā latīņu: tas,
        kas šķiet `x`, var būt burts, kas krievu tastatūrā ir tā vietā.",
};

pub(super) const UNKNOWN_OPERATOR: LatvianPage = LatvianPage {
    title: "citas valodas darbības zīme",
    explanation: "
        Šī zīme vai vārds ir no programmēšanas valodas vai izklājlapas. Definīcijā `=` salīdzina, `<>` nozīmē, ka divas
        vērtības atšķiras, `and`, `or` un `not` savieno nosacījumus, `x` vai `*` reizina un `/` dala. Funkcijas raksta
        ar mazajiem burtiem, bet nosacījumu – kā `if a then b else c`.",
};

pub(super) const COMPARISON_CHAIN: LatvianPage = LatvianPage {
    title: "salīdzinājumi virknē",
    explanation: "
        Divi salīdzinājumi ir viens aiz otra, kā tos raksta matemātiķi. Programmas tādu virkni lasa dažādi, tāpēc šeit
        tā nav atļauta: abus salīdzinājumus izraksta un savieno ar `and`.",
};

pub(super) const MISPLACED_SET: LatvianPage = LatvianPage {
    title: "vairākas vērtības, kur vajadzīga viena",
    explanation: "
        Vairākas vērtības iekavās, atdalītas ar komatiem, ir izvēle, kas stāv aiz `in`. Visur citur vajadzīga viena
        vērtība: nekas nevar vienlaikus būt vienāds ar vairākām vērtībām, un šūnā ir viena.",
};

pub(super) const TOO_LARGE: LatvianPage = LatvianPage {
    title: "par dziļu, par garu vai par lielu",
    explanation: "
        Formula vai teksts ir lielāks, nekā cilvēks varētu pārbaudīt: iekavas ir cita citā vairāk nekā 200 līmeņos,
        formulā ir vairāk nekā 20 000 daļu vai datnē ir vairāk nekā 64 megabaiti. Tādus tekstus rada programmas, kas
        raksta definīcijas. Garas summas raksta kā apgabalu `020+...+100`, un formulas daļām dod vārdu ar `let`.",
};

pub(super) const NO_PACKAGE: LatvianPage = LatvianPage {
    title: "paketei nav ievada",
    explanation: "
        Paketei ir viens ievads. Tajā ir vārds, ar kuru paketi pazīst iesniegumi un datnes, tās nosaukumu valodas, tas,
        no kad tā ir spēkā, un tas, kā noapaļo summas. Bez tā pārskatiem nebūtu ne vārda, ne precizitātes.",
};

pub(super) const DUPLICATE: LatvianPage = LatvianPage {
    title: "vārds vai kods deklarēts divreiz",
    explanation: "
        Divām viena veida lietām ir viens vārds vai kods: formula vai iesniegums, kas to nosauc, varētu domāt jebkuru.
        Kodi neatkārtojas starp veidlapas pozīcijām, starp tabulas rindām un starp tās ailēm, un sarakstā; tabulu vārdi
        – savā pārskatā; pārskatu, parametru un kodu sarakstu vārdi – paketē.",
};

pub(super) const UNKNOWN_NAME: LatvianPage = LatvianPage {
    title: "vārds, kāda nav",
    explanation: "
        Vārds neapzīmē neko, kas no šejienes redzams. Vārdu meklē starp savas tabulas ierakstiem, tad citās pārskata
        tabulās, tad starp parametriem. To, kas ir citā pārskatā, nosauc kopā ar to, piemēram, `capital_adequacy.030`.
        Padoms piedāvā vārdus, kas rakstībā tam līdzīgākie.",
};

pub(super) const UNKNOWN_CODE: LatvianPage = LatvianPage {
    title: "kods, kāda nav",
    explanation: "
        Tabulā nav pozīcijas, rindas vai ailes ar šādu kodu. Cipari ir kods visur, kur tabulā ir kodi ar tikpat
        cipariem, lai pārrakstīšanās nevarētu pozīciju pārvērst par skaitli. Ja domāts skaitlis, tam raksta mērvienību
        vai zīmi aiz komata: `115 EUR`, `115 %`, `115.0`.",
};

pub(super) const AMBIGUOUS: LatvianPage = LatvianPage {
    title: "vārds, kas var nozīmēt vairākas lietas",
    explanation: "
        Ieraksts ar šādu vārdu vai kodu ir vairākās tabulās, un nav teikts, kurš domāts. Padoms uzskaita pilnos vārdus;
        rakstiet vienu no tiem. Tabulas pašas ieraksti ir pirms citu tabulu ierakstiem, tāpēc tas attiecas uz visa
        pārskata pārbaudēm un vārdiem no citurienes.",
};

pub(super) const UNKNOWN_CURRENCY: LatvianPage = LatvianPage {
    title: "valūta, kādas nav",
    explanation: "
        Valūtas raksta ar trim ISO 4217 burtiem, un pazīst tikai spēkā esošās: ne latu, ne Vācijas marku. Valūta
        kompilatoram vajadzīga, lai nesajauktu summas dažādās valūtās un zinātu, cik tām ir zīmju aiz komata.",
};

pub(super) const UNKNOWN_TYPE: LatvianPage = LatvianPage {
    title: "tips, kāda nav",
    explanation: "
        Aiz kola stāv tas, ko šūna mēra: valūta, `percent`, `count`, `date`, `text`, `code` ar kodu saraksta vārdu un
        vēl daži. Tips pasaka, kā vērtības lasa, noapaļo un rāda un ar ko tās var saskaitīt vai salīdzināt. Summai nav
        sava tipa: tā vienmēr ir summa kādā valūtā.",
};

pub(super) const UNKNOWN_FUNCTION: LatvianPage = LatvianPage {
    title: "funkcija, kādas nav vai kas pieņem ko citu",
    explanation: "
        Funkciju ir maz: `sum`, `count`, `min`, `max` un `first` pār saraksta rindām un `abs`, `round`, `sum`, `min` un
        `max` vērtībām. Šeit nosauktās funkcijas nav, vai arī tai dod ko citu, nekā tā pieņem. To, kas izklājlapās ir
        vēl, var uzrakstīt ar šīm.",
};

pub(super) const UNKNOWN_LANGUAGE: LatvianPage = LatvianPage {
    title: "valoda, kuras paketē nav",
    explanation: "
        Nosaukums ir valodā, kuras nav paketes ievadā. Ievada valodas ir solījums: pārskatu var parādīt katrā no tām.
        Pievienojiet valodu tur, pirmo vai pēdējo: pirmā ir nosaukumiem bez valodas.",
};

pub(super) const UNKNOWN_CODELIST_VALUE: LatvianPage = LatvianPage {
    title: "kods, kura tā kodu sarakstā nav",
    explanation: "
        Vērtību salīdzina ar kodu, kura tās kodu sarakstā nav. Salīdzinājums nekad nevarētu būt patiess, un pārbaude vai
        summa, kas uz to balstās, klusi izlaistu katru rindu. Vai nu kods ir pārrakstīts, vai tā sarakstā trūkst.",
};

pub(super) const MANY_LINES: LatvianPage = LatvianPage {
    title: "saraksta aile, kur vajadzīga viena vērtība",
    explanation: "
        Saraksta ailē ir tik vērtību, cik sarakstā rindu, bet šeit vajadzīga viena. Pasakiet, kura: to summa, lielākā,
        mazākā vai pirmā. Pārbaude, kas domāta katrai rindai, ir pašā sarakstā.",
};

pub(super) const CELL_NEEDED: LatvianPage = LatvianPage {
    title: "rinda vai aile, kur vajadzīga viena šūna",
    explanation: "
        Kods viens pats nosauc veselu tabulas rindu vai aili, bet šeit vajadzīga viena šūna. Šūnu nosauc ar rindu un
        aili, starp tām liekot kolu: `assets.100:020`. Tikai rindas formulā kods viens pats nozīmē rindu attiecīgajā
        ailē, un ailes formulā tas nozīmē aili.",
};

pub(super) const BAD_RANGE: LatvianPage = LatvianPage {
    title: "apgabals, kas neder",
    explanation: "
        Apgabals, piemēram, `010+...+030`, ņem visus ierakstus no pirmā līdz pēdējam tādā secībā, kādā tabula tos
        deklarē, nevis skaitļu secībā. Tam jābeidzas pēc tam, kad tas sākas, un pirms punktiem rakstītajiem kodiem jābūt
        apgabala pirmajiem. Pats par sevi `010..030` nav vērtība; tas stāv funkcijā `sum(…)`, x atzīmēs un aiz `over`.",
};

pub(super) const WRONG_PLACE: LatvianPage = LatvianPage {
    title: "kaut kas nav savā vietā",
    explanation: "
        Tas, kas šeit rakstīts, pastāv, bet ne šajā vietā. x atzīmes un `overrides` ir tabulas rindām un ailēm, `key` un
        summas katrai rindai savā valūtā – sarakstam, `where` – saraksta rindām. Paziņojums pasaka, kur tas pieder.",
};

pub(super) const REPEATED_CLAUSE: LatvianPage = LatvianPage {
    title: "kaut kas teikts divreiz",
    explanation: "
        Viens un tas pats ir teikts divreiz, un abi nevar būt spēkā, vai arī vienu no tiem neņemtu vērā. Atstājiet
        vienu. Divas vienas pārbaudes prasības savieno ar `and` vai izveido divas pārbaudes, lai katrai būtu savs
        paziņojums.",
};

pub(super) const CLAUSE_MISSING: LatvianPage = LatvianPage {
    title: "kaut kā trūkst",
    explanation: "
        Nav daļas, ko nevar izlaist: tabula sastāv no rindām un ailēm, un pārbaude kaut ko prasa. Bez tās tabulā nebūtu
        šūnu, un pārbaude vienmēr izpildītos.",
};

pub(super) const BAD_DATE: LatvianPage = LatvianPage {
    title: "diena, kādas nav",
    explanation: "
        Kalendārā tādas dienas nav, vai arī laiks beidzas, pirms tas sākas. Datumus raksta secībā gads-mēnesis-diena,
        piemēram, 2025-03-31, neatkarīgi no paketes valodas, lai 2025-03-04 visur būtu ceturtais marts.",
};

pub(super) const OVERLAP: LatvianPage = LatvianPage {
    title: "divas versijas ir spēkā vienā laikā",
    explanation: "
        Parametram vienā dienā ir divas vērtības, tāpēc šīs dienas pārskatu varētu vērtēt pēc jebkuras. Vērtība bez
        pēdējās dienas beidzas tur, kur sākas nākamā; vērtībai ar `until` jābeidzas, pirms sākas nākamā.",
};

pub(super) const DEADLINE_MISFIT: LatvianPage = LatvianPage {
    title: "termiņš neatbilst pārskata periodiem",
    explanation: "
        Termiņam ar dienu katram ceturksnim vajag visus četrus un pārskatu par katru ceturksni; dienai katram mēnesim
        vajag visus divpadsmit un pārskatu par katru mēnesi. Viena diena, piemēram, `due 31 March of the next year`, ir
        pārskatam par katru gadu. Termiņu, kas pēc katra perioda ir vienāds, raksta kā `due day 15 of the next month`.",
};

pub(super) const EARLY_DEADLINE: LatvianPage = LatvianPage {
    title: "termiņš ir, pirms beidzas tā periods",
    explanation: "
        Pārskatu nevar iesniegt, pirms beidzies periods, par kuru tas ir. Diena ir tajā pašā gadā, kur periods, ja vien
        aiz tās nav `of the next year`.",
};

pub(super) const BAD_MOVE: LatvianPage = LatvianPage {
    title: "dienu pārceļ tur, kur nevar",
    explanation: "
        Darbdienu pārceļ uz nedēļas nogales dienu: vispirms raksta darbdienu, kas ir brīva, tad dienu, kurā tās vietā
        strādā. Nevar pārcelt dienu, kas jau ir brīva, vai svētku dienu, un dienu pārceļ vienreiz. Svētku dienu, kas
        iekrīt nedēļas nogalē, pārceļ uz pirmo darbdienu pēc tās, ko nosaka kalendāra nedēļas nogale. 2026. gada 16.
        janvāris ir piektdiena.",
};

pub(super) const ENDLESS_CALENDAR: LatvianPage = LatvianPage {
    title: "kalendāram nav sākuma vai darbdienas",
    explanation: "
        Kalendārs sākas ar citu, kas sākas ar to, tāpēc nevienam nav savu dienu; vai arī visas septiņas nedēļas dienas
        ir brīvas, tāpēc darbdiena nekad nepienāk.",
};

pub(super) const CODELIST_FILE_MISSING: LatvianPage = LatvianPage {
    title: "nav kodu datnes",
    explanation: "
        Kodu saraksts var būt CSV datnē paketes mapē, bet šīs datnes nav, tā ir par lielu vai to nevar nolasīt. Tās
        nosaukumu raksta, skatoties no mapes. Datnes citur diskā nelasa nekad, tāpēc mape ir visa pakete: kam to iedod,
        tas to var kompilēt.",
};

pub(super) const CODELIST_FILE_CONTENT: LatvianPage = LatvianPage {
    title: "kodu datnē ir kļūdas",
    explanation: "
        Kodu datnes pirmā rinda nosauc ailes: `code`, ja kodi ir cits zem cita – `parent`, un pa vienai katrai paketes
        valodai; `label` ir galvenajai valodai. Katra nākamā rinda ir viens kods. Kods tur ir vienreiz, un tas, zem kā
        tas ir, arī ir datnes kods. Pirmajā piemērā kods datnē ir divreiz.",
};

pub(super) const GROUP_CODE: LatvianPage = LatvianPage {
    title: "kods, kura nevienā šūnā nav",
    explanation: "
        Kods, kas deklarēts ar `group`, tikai stāv pāri citiem: nevienā iesnieguma šūnā tas nedrīkst būt. Salīdzinājums
        ar to nekad nevarētu būt patiess. Parasti domāts jebkurš kods zem tā, un to raksta ar `in`.",
};

pub(super) const BAD_TEXT_LIMIT: LatvianPage = LatvianPage {
    title: "garums vai paraugs, kāda tekstam nevar būt",
    explanation: "
        Tekstā ir ne vairāk kā 4000 zīmju, un to var ierobežot vēl. Paraugs ir regulāra izteiksme, kurai atbilst viss
        teksts: burti un cipari apzīmē paši sevi, `[0-9]` ir viens no vairākiem, `{6}` pasaka, cik reižu, `(a|b)` ir
        viens vai otrs, `.` ir jebkura zīme, un slīpsvītra stāv pirms zīmes, kas apzīmē pati sevi. Šeit paraugu vai
        skaitli nevar nolasīt.",
};

pub(super) const BAD_KEY: LatvianPage = LatvianPage {
    title: "rindu meklē bez tās atslēgas",
    explanation: "
        Saraksta rindu atrod pēc tās atslēgas: `limits[\"A\"].020` ir aile 020 rindā, kuras atslēga ir A. Sarakstā jābūt
        teiktam, kura aile vai kuras ailes kopā atšķir tā rindas, un katrai no tām jābūt vienai vērtībai ar atslēgas
        tipu. Arī divu periodu rindas saista to atslēga, tāpēc tā vajadzīga `previous` un `closing`.",
};
