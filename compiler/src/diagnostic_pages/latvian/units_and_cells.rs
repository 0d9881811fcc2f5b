//! The Latvian pages of units, types, cells and formulas: P03 and P04.

use super::LatvianPage;

pub(super) const UNIT_MISMATCH: LatvianPage = LatvianPage {
    title: "saskaita vērtības ar dažādām mērvienībām",
    explanation: "
        Eiro un biedrus nevar saskaitīt, tāpat eiro un dolārus: summa būtu skaitlis bez jēgas. Paziņojums nosauc abas
        mērvienības un to, kur katra deklarēta. Visbiežāk viens no kodiem ir pārrakstīts; citādi viens ir deklarēts par
        to, kas tas nav, vai summa vispirms jāpārrēķina. Tikai 0 der jebkurai mērvienībai. Arī parametra vērtībai ir tā
        tipa mērvienība: `from 2025-01-01 = 10 %`, nevis `= 10`.",
};

pub(super) const NOT_COMPARABLE: LatvianPage = LatvianPage {
    title: "salīdzina vērtības ar dažādām mērvienībām",
    explanation: "
        Salīdzināt var tikai vērtības ar vienu mērvienību: tas, vai 5 biedri ir vairāk nekā 3 eiro, nav jautājums.
        Skaitlim salīdzinājumā vajag otras puses mērvienību, piemēram, `100 EUR`, bet teksti un kodi ir vienādi vai nav,
        bet nav lielāki vai mazāki.",
};

pub(super) const UNITS_DO_NOT_COMBINE: LatvianPage = LatvianPage {
    title: "mērvienības, ko nevar reizināt vai dalīt",
    explanation: "
        Šo abu reizinājums vai dalījums neko nenozīmē: kvadrāteiro neviens neuzrāda. Summu var reizināt ar skaitli,
        skaitu, attiecību vai kursu, kas pārrēķina tās valūtu, un dalīt ar tiem vai ar citu summu tajā pašā valūtā, kas
        dod attiecību. Bieži viens no abiem deklarēts par summu, bet ir skaits vai kurss.",
};

pub(super) const FORMULA_DOES_NOT_FILL: LatvianPage = LatvianPage {
    title: "formula neder tās šūnai",
    explanation: "
        Formulas rezultātam ir cita mērvienība nekā tā, kas šūnai deklarēta: summa, dalīta ar summu, ir attiecība, nevis
        summa. Nepareiza ir vai nu deklarācija, un tad padoms pasaka formulas tipu, vai formula. Attiecība der šūnai
        `percent`, kas to rāda, reizinātu ar 100.",
};

pub(super) const NOT_A_CONDITION: LatvianPage = LatvianPage {
    title: "nosacījums nav ne patiess, ne aplams",
    explanation: "
        Aiz `require`, `when`, `if` un `where` un starp `and`, `or` un `not` stāv nosacījums, kas ir patiess vai aplams.
        Summa nav ne viens, ne otrs: pasakiet, ar ko to salīdzina. To, ka tā nav nulle, raksta kā `<> 0`.",
};

pub(super) const SEVERAL_CURRENCIES: LatvianPage = LatvianPage {
    title: "saskaita summas dažādās valūtās",
    explanation: "
        Ailē vienā rindā ir dolāri, nākamajā – Šveices franki: tās summa, lielākā vai mazākā vērtība sajauktu valūtas.
        Pārrēķiniet katru rindu pēc tās kursa savā ailē un ņemiet šo aili. Noslēguma rindā aili izlaiž; tur tā nav
        piemērojama.",
};

pub(super) const BARE_NUMBER: LatvianPage = LatvianPage {
    title: "skaitlis bez mērvienības sastop procentus",
    explanation: "
        Procenti sastop skaitli bez procentu zīmes. Nevar zināt, vai 10 nozīmē 10 % vai desmitkārt veselo, bet tie
        atšķiras simtkārt. Rakstiet zīmi; tikai nullei tās nevajag.",
};

pub(super) const TYPE_MISSING: LatvianPage = LatvianPage {
    title: "šūnai nav tipa",
    explanation: "
        Nav teikts, ko šī šūna mēra: ne tās rindiņā, ne tabulā. Bez tipa vērtību nevar ne nolasīt, ne noapaļot, ne
        pārbaudīt. Tabulā to var pateikt rinda, aile vai visa tabula.",
};

pub(super) const TYPES_DIFFER: LatvianPage = LatvianPage {
    title: "rinda un aile deklarē dažādus tipus",
    explanation: "
        Rinda saka, ka tās šūnas ir viens, aile – ka tās šūnas ir kas cits, bet tām ir kopīga šūna. Lai viena piekāpjas:
        `overrides columns` rindā vai `overrides rows` ailē pasaka, kura tips ir spēkā.",
};

pub(super) const BAD_PRECISION: LatvianPage = LatvianPage {
    title: "zīmju skaita aiz komata trūkst, vai tas ir nepareizs",
    explanation: "
        To, kā vērtību noapaļo, nosaka zīmju skaits aiz komata, tāpēc to nekad neuzmin. Valūtām ir tik zīmju aiz komata,
        cik nosaka ISO 4217, procentiem divas, ja paketes ievadā nav teikts citādi; attiecībām, decimālskaitļiem un
        kursiem tās jānorāda. Skaitam, datumam un tekstam to nav, un neviens tips nerāda vairāk par 15.",
};

pub(super) const BAD_TOLERANCE: LatvianPage = LatvianPage {
    title: "pielaide neder",
    explanation: "
        Pielaide pasaka, cik ļoti var atšķirties vienādības puses. Tāpēc tā ir tikai pārbaudei, kas prasa `a = b`, tai
        ir salīdzināmā mērvienība, un tā nav negatīva. Nevienādībām tās nevajag: rakstiet pašu robežu.",
};

pub(super) const NOT_A_NUMBER: LatvianPage = LatvianPage {
    title: "vajadzīgs skaitlis",
    explanation: "
        Summas, mīnusa zīmes, `abs` un `round` rēķina ar skaitļiem, bet tas ir teksts, datums vai kods. Personas kodi un
        reģistrācijas numuri ir teksti arī tad, ja sastāv no cipariem. Lai uzzinātu, cik to ir, saskaitiet tos ar
        `count`.",
};

pub(super) const NOT_A_TEXT: LatvianPage = LatvianPage {
    title: "paraugs tam, kas nav teksts",
    explanation: "
        Paraugs pasaka, kā tekstu raksta, bet tas ir skaitlis, datums vai patiess vai aplams. Tos raksta vienā veidā, un
        tos salīdzina. Personas kodi un reģistrācijas numuri ir teksti arī tad, ja sastāv no cipariem.",
};

pub(super) const DEFINED_TWICE: LatvianPage = LatvianPage {
    title: "šūna definēta divreiz un atšķirīgi",
    explanation: "
        Tabulā rindas formula un ailes formula satiekas vienā šūnā. Ja abas vienmēr dod vienu vērtību, kā visu kopsummu
        kopsummā, neko nesaka. Šeit tās var atšķirties: piemērā rinda 300 ņem aili 010 kopā ar ieķīlātajiem aktīviem,
        bet rindas 300 aile 010 saskaita šūnas bez tiem, jo tur tie ir izsvītroti. Izlemiet, kura no abām aprēķina šūnu,
        un rakstiet `overrides columns` rindā vai `overrides rows` ailē.",
};

pub(super) const X_CELL: LatvianPage = LatvianPage {
    title: "nosaukta šūna, kas nav piemērojama",
    explanation: "
        Šūna, kas atzīmēta ar x, drukātajā veidlapā ir izsvītrota: tās nav, un tai nekad nav vērtības. Summas tai iet
        pāri, bet to nevar ne nosaukt pašu par sevi, ne reizināt, dalīt vai salīdzināt. Vai nu domāta cita šūna, vai
        atzīme ir nepareiza.",
};

pub(super) const ONLY_X_CELLS: LatvianPage = LatvianPage {
    title: "šūnu aprēķina tikai no x šūnām",
    explanation: "
        Formula aizpildītu šo šūnu, bet visas šūnas, par kurām tā runā, tur ir atzīmētas ar x. No nekā neko nevar
        aprēķināt, un nulle apgalvotu, ka kaut kas saskaitīts. Arī šī šūna nav piemērojama un to pasaka ar savu x
        atzīmi.",
};

pub(super) const CYCLE: LatvianPage = LatvianPage {
    title: "šūna ir atkarīga no sevis",
    explanation: "
        Lai aprēķinātu pirmo no šīm šūnām, vajag otro un tā tālāk, līdz atkal vajag pirmo. Izklājlapa ietu riņķī vai
        rādītu to, kas tai bija pēdējais. Paziņojums parāda visu ceļu, šūnu pa šūnai. Kāda no tām jāaizpilda pārskata
        iesniedzējam vai jāaprēķina no citām šūnām.",
};

pub(super) const OUTSIDE_RUNNING_SUM: LatvianPage = LatvianPage {
    title: "uzkrātā summa šūnu nesasniedz",
    explanation: "
        Uzkrātā summa katrai ailei dod visu aiļu summu līdz tai, pār ailēm, kas nosauktas aiz `over`. Šai rindai ir
        šūnas arī citās ailēs, un par tām formula neko nesaka. Atzīmējiet tās ar x vai dodiet ailei savu formulu.",
};

pub(super) const EQUAL_CODE_MISSING: LatvianPage = LatvianPage {
    title: "otrā tabulā nav tādas rindas vai ailes",
    explanation: "
        Rindas formula, kas nosauc citas tabulas rindu, ņem to ailē ar to pašu kodu. Šeit savā tabulā ir aile, kādas
        otrā nav, un tās šūnai formulai nav ko ņemt. Atzīmējiet šūnu ar x vai nosauciet vienu šūnu ar rindu un aili.",
};
