//! Labels in two languages, made of the words that banks report with.

use crate::random::Random;

/// A label in English and Latvian.
#[derive(Clone, Debug)]
pub(crate) struct Labels {
    pub(crate) english: String,
    pub(crate) latvian: String,
}

const SUBJECTS: [(&str, &str); 20] = [
    ("Loans and advances", "Kredīti un avansi"),
    ("Debt securities", "Parāda vērtspapīri"),
    ("Equity instruments", "Pašu kapitāla instrumenti"),
    ("Cash balances at central banks", "Naudas līdzekļu atlikumi centrālajās bankās"),
    ("Derivatives held for trading", "Tirdzniecībai turēti atvasinātie instrumenti"),
    ("Deposits", "Noguldījumi"),
    ("Debt securities issued", "Emitētie parāda vērtspapīri"),
    ("Provisions", "Uzkrājumi"),
    ("Off-balance-sheet exposures", "Ārpusbilances riska darījumi"),
    ("Loan commitments given", "Sniegtās kredītu saistības"),
    ("Financial guarantees given", "Sniegtās finanšu garantijas"),
    ("Exposures secured by immovable property", "Ar nekustamo īpašumu nodrošināti riska darījumi"),
    ("Non-performing exposures", "Ieņēmumus nenesoši riska darījumi"),
    ("Forborne exposures", "Pārskatītie riska darījumi"),
    ("Risk-weighted exposure amount", "Riska darījumu riska svērtā vērtība"),
    ("Common equity tier 1 items", "Pirmā līmeņa pamata kapitāla posteņi"),
    ("Encumbered assets", "Apgrūtinātie aktīvi"),
    ("Liquid assets", "Likvīdie aktīvi"),
    ("Required stable funding", "Nepieciešamais stabilais finansējums"),
    ("Interest income", "Procentu ienākumi"),
];

const PARTIES: [(&str, &str); 8] = [
    ("central banks", "centrālās bankas"),
    ("general governments", "vispārējā valdība"),
    ("credit institutions", "kredītiestādes"),
    ("other financial corporations", "citas finanšu sabiedrības"),
    ("non-financial corporations", "nefinanšu sabiedrības"),
    ("households", "mājsaimniecības"),
    ("small and medium-sized enterprises", "mazie un vidējie uzņēmumi"),
    ("related parties", "saistītās personas"),
];

const MEASURES: [(&str, &str); 8] = [
    ("gross carrying amount", "bruto uzskaites vērtība"),
    ("accumulated impairment", "uzkrātais vērtības samazinājums"),
    ("fair value", "patiesā vērtība"),
    ("exposure value", "riska darījuma vērtība"),
    ("of which: past due for more than 90 days", "tai skaitā kavēti vairāk nekā 90 dienas"),
    ("of which: residual maturity of up to one year", "tai skaitā ar atlikušo termiņu līdz vienam gadam"),
    ("before credit risk mitigation", "pirms kredītriska mazināšanas"),
    ("after conversion factors", "pēc korekcijas pakāpes piemērošanas"),
];

/// Makes a label of two or three parts.
pub(crate) fn make_labels(random: &mut Random) -> Labels {
    let mut labels = Labels { english: String::new(), latvian: String::new() };
    labels.append("", random.pick(&SUBJECTS));
    if random.happens(60) {
        labels.append(": ", random.pick(&PARTIES));
    }
    if random.happens(70) {
        labels.append(", ", random.pick(&MEASURES));
    }
    labels
}

impl Labels {
    fn append(&mut self, between: &str, part: Option<&(&str, &str)>) {
        let (english, latvian) = part.copied().unwrap_or_default();
        self.english.extend([between, english]);
        self.latvian.extend([between, latvian]);
    }

    /// Writes both as the language has them.
    pub(crate) fn written(&self) -> String {
        format!("\"{}\" lv \"{}\"", self.english, self.latvian)
    }
}
