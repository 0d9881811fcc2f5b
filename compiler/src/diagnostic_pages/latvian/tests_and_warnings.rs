//! The Latvian pages of tests and warnings: P05 and P06.

use super::LatvianPage;

pub(super) const UNKNOWN_IN_TEST: LatvianPage = LatvianPage {
    title: "tests nosauc to, kā nav",
    explanation: "
        Tests šūnas un pārbaudes nosauc tāpat kā iesniegumi un konstatējumi: `010`, `main.010`, `assets.110:020`,
        `report.table.row:column`; saraksta rindu – ar tās atslēgu `loans[\"Baker\"].030` vai numuru `loans.2:030`.
        Vārdus bez pārskata meklē pārskatā, ko nosauc `for`. Nosauktajam jābūt: citādi tests neko neteiktu par to, ko
        autors domājis.",
};

pub(super) const TEST_VALUE: LatvianPage = LatvianPage {
    title: "testa vērtība neder tās šūnai",
    explanation: "
        Vērtībai testā ir tās šūnas tips. Skaitlis var būt viens pats un tad ir tas, ko rakstītu iesniegums: 12.50, ja
        ir 12.50 %. Ja ir mērvienība, tai jābūt šūnas mērvienībai. Sagaidāmā vērtība ir tā, ko rāda pārskats, tāpēc tai
        nav vairāk zīmju aiz komata nekā šūnai. Tekstus raksta pēdiņās, datumus – kā 2025-03-31.",
};

pub(super) const TEST_PERIOD: LatvianPage = LatvianPage {
    title: "testa periods neder",
    explanation: "
        Tests notiek vienā periodā. Ja tas nav nosaukts, tas ir pēdējais, kurā pakete ir spēkā, vai pirmais, ja beigas
        ir atvērtas. Pakete, kurā nav teikts, no kad tā ir spēkā, izvēli atstāj testam. Periods ir tik garš kā
        pārskatam, un tā pēdējā dienā paketei jābūt spēkā; citādi neko nevērtētu.",
};

pub(super) const TEST_EXPECTS_NOTHING: LatvianPage = LatvianPage {
    title: "tests neko nesagaida",
    explanation: "
        Tests, kas neko nesagaida, nekad nevar neizpildīties, tāpēc tas neko nesaka. Pievienojiet to, kam no norādītā
        jāiznāk: vērtību, šūnas stāvokli, pārbaudes iznākumu vai konstatējumus.",
};

pub(super) const TEST_SAYS_TWICE: LatvianPage = LatvianPage {
    title: "tests kaut ko saka divreiz",
    explanation: "
        Tests šūnai norāda vienu vērtību un sagaida vienu. Ja ir divas, viena parasti domāta citai šūnai vai citam
        testam. Nākamās saraksta rindas norāda ar nākamo `line`.",
};

pub(super) const TEST_CANNOT_GIVE: LatvianPage = LatvianPage {
    title: "tests norāda vai sagaida to, ko nevar",
    explanation: "
        Tests norāda to, ko norāda iesniegums, un sagaida to, ko rāda pārskats. Saraksta šūnas norāda pa rindām ar
        `line`. Saraksta, kas grupē citu, rindas nāk no tā. Parametru norāda, nevis sagaida; starprezultātu – ne vienu,
        ne otru.",
};

pub(super) const TEST_CASES: LatvianPage = LatvianPage {
    title: "gadījums neatbilst savas tabulas galvai",
    explanation: "
        Gadījumu tabulā zem katras galvas šūnas un pārbaudes ir vērtība: pa kreisi no svītras tas, ko norāda, pa labi –
        sagaidāmais. Kur gadījumā nekas nav norādīts vai sagaidīts, raksta `-`. Aile ir vai nu šūnai, vai pārbaudei;
        konstatējumu kodiem ir aile `finding`.",
};

pub(super) const TEST_FILE: LatvianPage = LatvianPage {
    title: "testa datne ir ārpus paketes mapes",
    explanation: "
        Testa `submission` datne atrodas paketes mapē vai zem tās, lai testi iet līdzi paketei. To nosauc, skatoties no
        šīs mapes, starp mapēm liekot `/`. Vai tā ir, skatās tikai `positum test`: paketi var lietot arī bez tās testu
        datnēm.",
};

pub(super) const IDLE_OVERRIDE: LatvianPage = LatvianPage {
    title: "`overrides` neko nenosaka",
    explanation: "
        `overrides` pasaka, kura no divām formulām vai diviem tipiem ir pirmā. Šeit nevienai šūnai nav divu, tāpēc vārds
        neko neizšķir. Visbiežāk tas palicis no agrāka veidlapas stāvokļa un klusi izšķirtu, ja atkal rastos otra
        formula.",
};

pub(super) const UNUSED: LatvianPage = LatvianPage {
    title: "kaut kas ir deklarēts un netiek izmantots",
    explanation: "
        Parametrs, kodu saraksts vai `let` ir deklarēts, bet nekas uz to neatsaucas. Ierobežojums, ko neizmanto neviena
        pārbaude, nevienu nesargā: varbūt pārbaude ir aizmirsta. To, ko patur ar nolūku, pasaka ar `accept P0602
        \"iemesls\"`.",
};

pub(super) const TOTAL_WITH_PARTS: LatvianPage = LatvianPage {
    title: "apgabalā ir kopsumma un tās daļas",
    explanation: "
        Apgabalā ir kopsumma un arī šūnas, kas šo kopsummu veido, tāpēc tās skaitās divreiz. Beidziet apgabalu pirms
        kopsummas vai nosauciet domātās daļas.",
};

pub(super) const SUM_OF_PERCENTS: LatvianPage = LatvianPage {
    title: "saskaita procentus",
    explanation: "
        Dažādu veselumu procentiem nav jēgpilnas summas: 10 % no viena aizdevuma un 20 % no cita nav 30 % ne no kā.
        Saskaitiet summas un daliet to summu. Ja visi procenti ir no viena veseluma, to summa ir pareiza; tad pasakiet
        to ar `accept P0604 \"iemesls\"`.",
};

pub(super) const TIMES_HUNDRED: LatvianPage = LatvianPage {
    title: "attiecību reizina, lai to rādītu procentos",
    explanation: "
        Izklājlapā attiecību reizina ar 100, lai to lasītu kā procentus. Šeit to dara tips: šūna `percent` attiecību
        0.125 rāda kā 12.50. Vēlreiz sareizināta, tā rādītu 1250.00.",
};

pub(super) const ROUNDED_FACTOR: LatvianPage = LatvianPage {
    title: "summu reizina ar noapaļotiem procentiem",
    explanation: "
        Tas, ko aprēķina no šūnas, izmanto vērtību, ko šūna rāda, bet procentiem ir maz zīmju aiz komata: trešdaļai
        33.33 %. Reizinot ar lielu summu, noapaļotais kļūst redzams. Reiziniet ar pašu dalījumu, ja vien noteikumi
        neprasa noapaļotus procentus.",
};

pub(super) const OTHER_LABEL: LatvianPage = LatvianPage {
    title: "rindām vai ailēm ar vienu kodu ir dažādi nosaukumi",
    explanation: "
        Rindas formula ņem citas tabulas rindu ailēs ar tiem pašiem kodiem, un divām no šīm ailēm ir dažādi nosaukumi:
        kodi sakrīt, nozīme varbūt ne. Ja ailes nav viena un tā pati, atzīmējiet šūnu ar x; ja ir, dodiet tām vienu
        nosaukumu vai pasakiet iemeslu ar `accept P0607 \"iemesls\"`.",
};

pub(super) const OTHER_FORMULA_PRINTED: LatvianPage = LatvianPage {
    title: "nosaukumā ir cita formula nekā definētā",
    explanation: "
        Nosaukumā iekavās ir formula, bet pozīciju aprēķina pēc citas. Viena no abām ir nepareiza, un veidlapas
        aizpildītājs lasa nosaukumu. Skaitās tikai iekavas, kurās nav nekā cita kā divi vai vairāki kodi un darbības
        zīmes, un formulas, kas nozīmē vienu, ir vienādas: `(010+020)` un `010+...+020`. Skatās uz nosaukumu katrā
        valodā.",
};

pub(super) const PRINTED_NOT_COMPUTED: LatvianPage = LatvianPage {
    title: "nosaukumā ir formula, bet vērtību aizpilda",
    explanation: "
        Nosaukumā iekavās ir formula, bet pozīcijai tās nav: veidlapas aizpildītājs vērtību rēķina pats, un neviena
        pārbaude to nesalīdzina ar nosaukumā teikto. Ierakstiet formulu vai prasiet vienādību pārbaudē.",
};

pub(super) const CONSTANT_CHECK: LatvianPage = LatvianPage {
    title: "pārbaude nekad nevar neizpildīties vai izpildīties",
    explanation: "
        Lai ko iesniegtu, pārbaudes iznākums ir viens: tā aprēķinātu šūnu salīdzina ar tās pašas formulu vai divus
        uzrakstītus skaitļus, vai jautā, vai skaits ir vismaz 0. Visbiežāk kāds kods tajā ir nepareizs. Saka tikai to,
        kas ir droši zināms bez jebkāda iesnieguma.",
};

pub(super) const ZERO_DIVISOR: LatvianPage = LatvianPage {
    title: "dalītājs var būt nulle tur, kur nosacījums to ļauj",
    explanation: "
        Formula pasaka, kad tā ir piemērojama, bet tās dalītājs tad var būt nulle, un tas šūnu atstāj bez vērtības un
        rada konstatējumu. `when b > 0`, `when b <> 0` un tamlīdzīgi to izslēdz. Uz formulu bez `when` neskatās: tur
        nulle dalītājā ir iesnieguma kļūda.",
};

pub(super) const IDLE_ACCEPT: LatvianPage = LatvianPage {
    title: "`accept` neko nepieņem",
    explanation: "
        `accept` apklusina brīdinājumu, bet šeit tāda veida brīdinājuma nav. Visbiežāk tas palicis no kļūdas, kas kopš
        tā laika izlabota, un nākamo tādu apklusinātu neizlasītu. Labotais piemērs pieņem brīdinājumu, kas ir.",
};

pub(super) const LOST_ROWS: LatvianPage = LatvianPage {
    title: "pazūd saskaitītas tabulas rindas",
    explanation: "
        Tabula, ko aprēķina no citām, no katras ņem šūnas ar saviem kodiem. Rindas un ailes, kas ir tikai citām,
        rezultātā nenonāk, un neviens to neredz. Deklarējiet tās arī šeit vai ar `map` pasakiet, kurai rindai tās
        atbilst.",
};
