//! Words of other languages that are written for the language's own: those of Latvian forms, of spreadsheets, of databases.

/// Words with which declarations and their parts begin.
const KEYWORDS: [(&str, &str); 48] = [
    ("pakete", "package"),
    ("pakotne", "package"),
    ("pārskats", "report"),
    ("parskats", "report"),
    ("atskaite", "report"),
    ("pielikums", "report"),
    ("annex", "report"),
    ("return", "report"),
    ("veidlapa", "form"),
    ("forma", "form"),
    ("table", "form"),
    ("template", "form"),
    ("tabula", "grid"),
    ("režģis", "grid"),
    ("matrix", "grid"),
    ("saraksts", "list"),
    ("pārbaude", "check"),
    ("parbaude", "check"),
    ("kontrole", "check"),
    ("rule", "check"),
    ("validation", "check"),
    ("assert", "check"),
    ("prasa", "require"),
    ("prasība", "require"),
    ("must", "require"),
    ("ailes", "columns"),
    ("kolonnas", "columns"),
    ("column", "columns"),
    ("cols", "columns"),
    ("rindas", "rows"),
    ("row", "rows"),
    ("parametrs", "parameter"),
    ("klasifikators", "codelist"),
    ("enum", "codelist"),
    ("virsraksts", "heading"),
    ("kopā", "total"),
    ("kopa", "total"),
    ("avots", "source"),
    ("valoda", "language"),
    ("valodas", "language"),
    ("izdevējs", "publisher"),
    ("noapaļošana", "rounding"),
    ("precizitāte", "precision"),
    ("periods", "period"),
    ("termiņš", "due"),
    ("konsolidācija", "consolidation"),
    ("consolidate", "consolidation"),
    ("modulis", "module"),
];

/// Words that stand in formulas.
const IN_FORMULAS: [(&str, &str); 20] = [
    ("un", "and"),
    ("vai", "or"),
    ("nav", "not"),
    ("ne", "not"),
    ("ja", "if"),
    ("tad", "then"),
    ("citādi", "else"),
    ("citadi", "else"),
    ("kad", "when"),
    ("where", "when"),
    ("And", "and"),
    ("Or", "or"),
    ("Not", "not"),
    ("If", "if"),
    ("otherwise", "else"),
    ("elseif", "else if"),
    ("elif", "else if"),
    ("mod", "-"),
    ("times", "x"),
    ("minus", "-"),
];

/// Words that stand for types.
const TYPES: [(&str, &str); 24] = [
    ("procenti", "percent"),
    ("procents", "percent"),
    ("skaits", "count"),
    ("datums", "date"),
    ("teksts", "text"),
    ("dienas", "days"),
    ("eiro", "EUR"),
    ("euro", "EUR"),
    ("euros", "EUR"),
    ("dollar", "USD"),
    ("dollars", "USD"),
    ("number", "decimal(2)"),
    ("numeric", "decimal(2)"),
    ("float", "decimal(2)"),
    ("int", "integer"),
    ("string", "text"),
    ("varchar", "text"),
    ("boolean", "bool"),
    ("percentage", "percent"),
    ("EUROS", "EUR"),
    ("EURO", "EUR"),
    ("DOLLAR", "USD"),
    ("INT", "integer"),
    ("STRING", "text"),
];

/// The types that have a name.
const OWN_TYPES: [&str; 12] =
    ["percent", "permille", "basis_points", "ratio", "count", "integer", "decimal", "days", "date", "text", "bool", "sequence"];

/// Gives the keyword that a word stands for.
pub(crate) fn keyword_for(word: &str) -> Option<&'static str> {
    let lower = word.to_lowercase();
    KEYWORDS.iter().find(|(theirs, _)| *theirs == lower).map(|(_, ours)| *ours)
}

/// Gives the word of formulas that a word stands for.
pub(super) fn word_of_formulas_for(word: &str) -> Option<&'static str> {
    IN_FORMULAS.iter().find(|(theirs, _)| *theirs == word).map(|(_, ours)| *ours)
}

/// Gives the type that a word stands for.
pub(super) fn type_for(word: &str) -> Option<&'static str> {
    let lower = word.to_lowercase();
    let own = OWN_TYPES.into_iter().find(|own| *own == lower);
    own.or_else(|| TYPES.iter().find(|(theirs, _)| *theirs == word || *theirs == lower).map(|(_, ours)| *ours))
}

/// Tells whether a word is written as a type is.
pub(super) fn is_type(word: &str) -> bool {
    OWN_TYPES.contains(&word) || ["money", "rate", "code"].contains(&word) || (word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase()))
}

/// Gives the currency of a sign.
pub(super) fn currency_of(sign: char) -> Option<&'static str> {
    Some(match sign {
        '€' => "EUR",
        '$' => "USD",
        '£' => "GBP",
        '¥' => "JPY",
        _ => return None,
    })
}

/// Writes a word with the letters that names have; nothing where a letter has no likeness among them.
pub(super) fn as_name(word: &str) -> Option<String> {
    let plain = |letter: char| {
        Some(match letter {
            'ā' | 'à' | 'á' | 'â' | 'ä' | 'å' | 'ą' | 'ã' => 'a',
            'č' | 'ć' | 'ç' => 'c',
            'ē' | 'è' | 'é' | 'ê' | 'ë' | 'ė' | 'ę' | 'ě' => 'e',
            'ģ' | 'ğ' => 'g',
            'ī' | 'ì' | 'í' | 'î' | 'ï' | 'į' => 'i',
            'ķ' => 'k',
            'ļ' | 'ł' => 'l',
            'ņ' | 'ń' | 'ñ' | 'ň' => 'n',
            'ō' | 'ò' | 'ó' | 'ô' | 'ö' | 'õ' | 'ø' => 'o',
            'ŗ' | 'ř' => 'r',
            'š' | 'ś' | 'ş' => 's',
            'ū' | 'ù' | 'ú' | 'û' | 'ü' | 'ų' | 'ů' => 'u',
            'ž' | 'ź' | 'ż' => 'z',
            '-' | ' ' => '_',
            letter if letter.is_ascii_alphanumeric() || letter == '_' => letter,
            _ => return None,
        })
    };
    word.to_lowercase().chars().map(plain).collect::<Option<String>>().filter(|name| name.starts_with(|letter: char| letter.is_ascii_lowercase()))
}
