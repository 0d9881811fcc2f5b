//! Values of cells, and the types that say how they are read, rounded and shown.

use crate::amount::{Exact, Rounding};
use crate::plan::{CodelistId, ColumnId};
use crate::text_limits::TextLimits;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What a cell or a formula gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A number; a percent is its plain value, 12.50 % is 0.125.
    Number(Exact),
    /// A text, or a value of a codelist.
    Text(String),
    /// A truth value.
    Bool(bool),
    /// A day.
    Date(Date),
}

/// How a plain ratio is shown: as it is, or times a power of ten.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RatioScale {
    /// As it is.
    Plain,
    /// Times 100.
    Percent,
    /// Times 1,000.
    Permille,
    /// Times 10,000.
    BasisPoints,
}

impl RatioScale {
    /// Gives the power of ten between the plain value and the shown one.
    pub fn power(self) -> u32 {
        match self {
            Self::Plain => 0,
            Self::Percent => 2,
            Self::Permille => 3,
            Self::BasisPoints => 4,
        }
    }

    /// Gives the sign that follows a shown value.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Percent => "%",
            Self::Permille => "‰",
            Self::BasisPoints => "bp",
        }
    }

    /// Gives the name of the type in a definition.
    pub fn keyword(self) -> &'static str {
        match self {
            Self::Plain => "ratio",
            Self::Percent => "percent",
            Self::Permille => "permille",
            Self::BasisPoints => "basis_points",
        }
    }
}

/// A currency that is known, or that another column of the same line names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Currency {
    /// An ISO 4217 code.
    Fixed(String),
    /// The currency that the column names in the same line.
    OfColumn(ColumnId),
}

/// What a value measures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quantity {
    /// An amount of money.
    Amount(Currency),
    /// Units of `to` for one unit of `from`.
    Rate {
        /// The currency that an amount is converted to.
        to: Currency,
        /// The currency that an amount is converted from.
        from: Currency,
    },
    /// A part of a whole.
    Ratio(RatioScale),
    /// A number of things.
    Count,
    /// A whole number without a unit.
    Integer,
    /// A number without a unit.
    Decimal,
    /// A number of days.
    Days,
    /// A day.
    Date,
    /// A text.
    Text,
    /// A truth value.
    Bool,
    /// A value of a codelist.
    Code(CodelistId),
}

/// How a cell's value is read, rounded and shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValueType {
    /// What it measures.
    pub quantity: Quantity,
    /// Decimals that are shown; of a percent those of the percent.
    pub decimals: u32,
    /// What happens to further decimals.
    pub rounding: Rounding,
    /// What a text must be like.
    #[serde(default, skip_serializing_if = "TextLimits::is_none")]
    pub limits: TextLimits,
}

impl Quantity {
    /// Gives the codelist of a code.
    pub fn codelist(&self) -> Option<CodelistId> {
        match self {
            Self::Code(codelist) => Some(*codelist),
            Self::Amount(_)
            | Self::Rate { .. }
            | Self::Ratio(_)
            | Self::Count
            | Self::Integer
            | Self::Decimal
            | Self::Days
            | Self::Date
            | Self::Text
            | Self::Bool => None,
        }
    }
}

impl ValueType {
    /// Tells whether values are numbers.
    pub fn is_number(&self) -> bool {
        match self.quantity {
            Quantity::Amount(_)
            | Quantity::Rate { .. }
            | Quantity::Ratio(_)
            | Quantity::Count
            | Quantity::Integer
            | Quantity::Decimal
            | Quantity::Days => true,
            Quantity::Date | Quantity::Text | Quantity::Bool | Quantity::Code(_) => false,
        }
    }

    /// Gives the power of ten between the plain value and the shown one.
    pub fn shown_power(&self) -> u32 {
        match self.quantity {
            Quantity::Ratio(scale) => scale.power(),
            Quantity::Amount(_)
            | Quantity::Rate { .. }
            | Quantity::Count
            | Quantity::Integer
            | Quantity::Decimal
            | Quantity::Days
            | Quantity::Date
            | Quantity::Text
            | Quantity::Bool
            | Quantity::Code(_) => 0,
        }
    }

    /// Gives the decimals of the plain value: two more than shown for a percent.
    pub fn plain_decimals(&self) -> u32 {
        self.decimals.saturating_add(self.shown_power())
    }

    /// Rounds a plain value as the cell shows it; nothing where it takes too many digits.
    pub fn rounded(&self, number: &Exact) -> Option<Exact> {
        number.rounded_exactly(self.plain_decimals(), self.rounding)
    }

    /// Gives one unit of the last shown digit, as a plain value.
    pub fn last_digit(&self) -> Exact {
        Exact::scaled(1, self.plain_decimals())
    }

    /// Writes a value as the exchange formats have it: `12.50` for 12.50 %, dates as `2025-03-31`.
    pub fn text(&self, value: &Value) -> String {
        match value {
            Value::Number(number) => {
                let shown = number.times(&Exact::whole(10_i128.saturating_pow(self.shown_power())));
                match shown.as_ref().and_then(|shown| shown.rounded(self.decimals, self.rounding)) {
                    Some(decimal) => decimal.to_string(),
                    None => number.to_string(),
                }
            }
            Value::Text(text) => text.clone(),
            Value::Bool(value) => if *value { "true" } else { "false" }.to_owned(),
            Value::Date(date) => date.to_string(),
        }
    }

    /// Turns a shown number into the plain value: 12.50 of a percent into 0.125.
    pub fn plain_from_shown(&self, shown: &Exact) -> Exact {
        shown.times(&Exact::scaled(1, self.shown_power())).unwrap_or_else(|| shown.clone())
    }
}
