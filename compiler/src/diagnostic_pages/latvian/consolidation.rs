//! The pages about consolidation.

use super::LatvianPage;

pub(super) const CONSOLIDATED_CELL: LatvianPage = LatvianPage {
    title: "konsolidācija nosauc to, ko tā nevar lietot",
    explanation: "
        Grupas pārskatu saskaita no tā, ko aizpildījuši tās dalībnieki; kopsummas un attiecības izriet no to formulām. Tāpēc
        konsolidācija nosauc aizpildāmas šūnas, turklāt konsolidējamos pārskatos, un nekad saraksta atslēgu. Šūnu nosauc kopā
        ar tabulu, kā `main.010`; tabulas rinda apzīmē visas tās aizpildāmās šūnas, un neviens vārds neapzīmē visu tabulu.",
};

pub(super) const CONSOLIDATED_TWICE: LatvianPage = LatvianPage {
    title: "šūnu konsolidē divējādi",
    explanation: "
        Par katru šūnu jābūt skaidram, ko grupa ar to dara. Šūnu, kurā dalībniekiem jāsakrīt, nesaskaita un no tās neko
        neizslēdz. Šūna ir savstarpējās izslēgšanas vienā pusē un šajā pusē tikai vienā rindā: citādi nebūtu skaidrs, pret ko
        ir tajā norādītā summa.",
};

pub(super) const ENDLESS_LEVEL: LatvianPage = LatvianPage {
    title: "vienību līmenis ir pakļauts pats sev",
    explanation: "
        Līmenis pasaka, kādos līmeņos ir tā vienību dalībnieki. Ejot uz leju, tiem jābeidzas: vienība nevar būt pati savs
        dalībnieks.",
};

pub(super) const NOT_ADDED_UP: LatvianPage = LatvianPage {
    title: "šūnu nesaskaita, vai arī saskaita bez nosaukšanas",
    explanation: "
        Dalībnieku summas un skaitu saskaita arī bez nosaukšanas. Par skaitļiem bez mērvienības un dienām tikai autors zina,
        vai to kopsummai ir jēga: tos nosauc ar `add`. Tekstiem, kodiem, datumiem, kursiem un attiecībām kopsummas nav; grupas
        attiecību aprēķina no tās kopsummām. No tā, ko nesaskaita, neko nevar izslēgt.",
};

pub(super) const NOTHING_TO_ADD: LatvianPage = LatvianPage {
    title: "konsolidējamā pārskatā nav ko saskaitīt",
    explanation: "
        Grupas pārskatā, kurā neko nesaskaita, ir tikai tas, kas visiem dalībniekiem ir kopīgs. Visbiežāk tas nosaukts kļūdas
        pēc, vai arī tā skaitļi bez mērvienības nav nosaukti ar `add`.",
};
