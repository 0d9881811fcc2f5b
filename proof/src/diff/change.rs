//! A change of meaning: of what, in which respect, from what to what.

use super::spoken::Spoken;
use positum_plan::period::Validity;
use positum_runtime::language::Language;

/// A change of meaning, or of wording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What changes.
    pub subject: Subject,
    /// Its label: the new one, or that of what is removed.
    pub label: Spoken,
    /// In which respect.
    pub aspect: Aspect,
    /// What it was; nothing where there was nothing.
    pub old: Option<Spoken>,
    /// What it is; nothing where there is nothing.
    pub new: Option<Spoken>,
    /// When, where it is not always.
    pub time: Option<Validity>,
}

/// What changes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// The package.
    Package,
    /// A parameter.
    Parameter(String),
    /// A codelist.
    Codelist(String),
    /// A code of a codelist.
    Code(String, String),
    /// A calendar.
    Calendar(String),
    /// How groups are consolidated.
    Consolidation,
    /// A report.
    Report(String),
    /// A table of a report.
    Table(String, String),
    /// A position, row or column of a table, or cells of it, as printed after the table's name.
    Entry(String, String, String),
    /// A check of a report, by the table in which it stands, or none, and its name.
    Check(String, String, String),
}

impl Subject {
    /// Gives the report that it belongs to.
    pub fn report(&self) -> Option<&str> {
        match self {
            Self::Report(report) | Self::Table(report, _) | Self::Entry(report, ..) | Self::Check(report, ..) => Some(report),
            Self::Package | Self::Parameter(_) | Self::Codelist(_) | Self::Code(..) | Self::Calendar(_) | Self::Consolidation => None,
        }
    }

    /// Gives its name inside its report, as a definition has it.
    pub fn name(&self) -> String {
        match self {
            Self::Package | Self::Consolidation => String::new(),
            Self::Parameter(name) | Self::Codelist(name) | Self::Calendar(name) | Self::Report(name) | Self::Table(_, name) => name.clone(),
            Self::Code(list, code) => format!("{list} {code}"),
            Self::Entry(_, table, entry) => format!("{table}.{entry}"),
            Self::Check(_, table, name) if table.is_empty() => name.clone(),
            Self::Check(_, table, name) => format!("{table}.{name}"),
        }
    }

    /// Gives the stable word for the kind of thing.
    pub fn keyword(&self) -> &'static str {
        match self {
            Self::Package => "package",
            Self::Parameter(_) => "parameter",
            Self::Codelist(_) => "codelist",
            Self::Code(..) => "code",
            Self::Calendar(_) => "calendar",
            Self::Consolidation => "consolidation",
            Self::Report(_) => "report",
            Self::Table(..) => "table",
            Self::Entry(..) => "entry",
            Self::Check(..) => "check",
        }
    }
}

macro_rules! define_aspects {
    ($($(#[$doc:meta])* $variant:ident = $word:literal, $latvian:literal, $english:literal;)+) => {
        /// In which respect something changes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Aspect {
            $($(#[$doc])* $variant),+
        }

        impl Aspect {
            /// Every one.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// Gives the stable word for it in output files.
            pub fn keyword(self) -> &'static str {
                match self {
                    $(Self::$variant => $word),+
                }
            }

            /// Gives the words for it.
            pub fn text(self, language: Language) -> &'static str {
                match (self, language) {
                    $((Self::$variant, Language::Latvian) => $latvian, (Self::$variant, Language::English) => $english),+
                }
            }
        }
    };
}

define_aspects! {
    /// It is there only now.
    Added = "added", "pievienošana", "added";
    /// It was there only before.
    Removed = "removed", "svītrošana", "removed";
    /// It has another code or name.
    Renamed = "renamed", "koda maiņa", "other code";
    /// It stands elsewhere in its table.
    Moved = "moved", "vietas maiņa", "moved";
    /// What it is: amounts, percent, texts.
    Type = "type", "tips", "type";
    /// How many decimals are shown.
    Decimals = "decimals", "zīmes aiz komata", "decimals";
    /// The rule of rounding.
    Rounding = "rounding", "noapaļošana", "rounding";
    /// What a text must be like.
    TextLimits = "text_limits", "teksta ierobežojumi", "limits on the text";
    /// Whether it is filled in or computed, and what a blank one is.
    Origin = "origin", "aizpildīšana", "how it is filled";
    /// The formula.
    Formula = "formula", "formula", "formula";
    /// How far a submitted value may be off.
    Tolerance = "tolerance", "pielaide", "tolerance";
    /// Whether the cell exists, or an `x` stands there.
    Exists = "exists", "x šūna", "x cell";
    /// The columns that tell lines apart.
    Key = "key", "atslēga", "key";
    /// Which lines a list takes of another.
    Lines = "lines", "rindu atlase", "lines taken";
    /// The shape of a table.
    Shape = "shape", "tabulas veids", "kind of table";
    /// The total row.
    TotalRow = "total_row", "kopsummas rinda", "total row";
    /// The value of a parameter.
    Value = "value", "vērtība", "value";
    /// When it is in force.
    Validity = "validity", "spēkā esība", "in force";
    /// The code that it stands under, or whether it only groups.
    Hierarchy = "hierarchy", "hierarhija", "hierarchy";
    /// The languages.
    Languages = "languages", "valodas", "languages";
    /// For which periods.
    Period = "period", "pārskata periods", "period";
    /// When it is due, as laid down.
    Deadline = "deadline", "iesniegšanas termiņš", "deadline";
    /// How long it is kept.
    Retention = "retention", "glabāšana", "retention";
    /// Its code in the receiving system.
    Module = "module", "modulis", "module";
    /// Days off, and days that are moved.
    Days = "days", "brīvdienas", "days off";
    /// What must hold.
    Requirement = "requirement", "prasība", "requirement";
    /// When it applies.
    Condition = "condition", "piemērošanas nosacījums", "condition";
    /// How bad it is.
    Severity = "severity", "smagums", "severity";
    /// How often it is looked at.
    Scope = "scope", "tvērums", "scope";
    /// What is consolidated and how.
    Declaration = "declaration", "noteikumi", "declarations";
    /// The label.
    Label = "label", "nosaukums", "label";
    /// What it says when it fails.
    Message = "message", "ziņojums", "message";
    /// What it rests on.
    Source = "source", "avots", "source";
    /// Who publishes it.
    Publisher = "publisher", "izdevējs", "publisher";
}

impl Aspect {
    /// Tells whether it is wording alone, which changes no result and no duty.
    pub fn is_wording(self) -> bool {
        matches!(self, Self::Label | Self::Message | Self::Source | Self::Publisher)
    }
}
