//! Types of cells in words: what they measure, decimals, rounding, and what a text must be like.

use super::entries::{Entry, Guide};
use super::guide_words::GuideWord;
use super::page::{Line, Piece};
use positum_plan::amount::Rounding;
use positum_plan::plan::{Absence, Origin};
use positum_plan::text_limits::TextLimits;
use positum_plan::value::{Currency, Quantity, RatioScale, ValueType};
use positum_runtime::language::Language;

/// Says what a type is: `amount in EUR, whole units, rounded to the nearest, half away from zero`.
pub(super) fn type_text(guide: &Guide<'_>, value_type: &ValueType) -> Line {
    let mut text = quantity_text(guide, &value_type.quantity);
    if value_type.is_number() {
        text.push(Piece::text(format!(", {}", decimals_text(value_type.decimals, guide.language))));
        let is_always_whole = matches!(value_type.quantity, Quantity::Count | Quantity::Integer | Quantity::Days);
        if !is_always_whole {
            text.push(Piece::text(format!("; {}", rounding_text(value_type.rounding, guide.language))));
        }
    }
    text.extend(limits_text(&value_type.limits, guide.language));
    text
}

/// Gives a type in one word, for a table: `EUR`, `%`, `date`.
pub(super) fn short_type(guide: &Guide<'_>, value_type: Option<&ValueType>) -> Line {
    let language = guide.language;
    let Some(value_type) = value_type else { return Line::new() };
    match &value_type.quantity {
        Quantity::Amount(currency) => currency_piece(guide, currency),
        Quantity::Rate { to, from } => {
            let mut line = currency_piece(guide, to);
            line.push(Piece::text("/"));
            line.extend(currency_piece(guide, from));
            line
        }
        Quantity::Ratio(RatioScale::Plain) => vec![Piece::text(GuideWord::Ratio.text(language))],
        Quantity::Ratio(scale) => vec![Piece::text(scale.sign())],
        Quantity::Code(codelist) => vec![guide.codelist_link(*codelist)],
        Quantity::Count => vec![Piece::text(GuideWord::Count.text(language))],
        Quantity::Integer => vec![Piece::text(GuideWord::Integer.text(language))],
        Quantity::Decimal => vec![Piece::text(GuideWord::Decimal.text(language))],
        Quantity::Days => vec![Piece::text(GuideWord::Days.text(language))],
        Quantity::Date => vec![Piece::text(GuideWord::Date.text(language))],
        Quantity::Text => vec![Piece::text(GuideWord::Text.text(language))],
        Quantity::Bool => vec![Piece::text(GuideWord::YesOrNo.text(language))],
    }
}

fn quantity_text(guide: &Guide<'_>, quantity: &Quantity) -> Line {
    let language = guide.language;
    let with = |word: GuideWord, rest: Line| -> Line {
        let mut line = vec![Piece::text(word.text(language)), Piece::text(" ")];
        line.extend(rest);
        line
    };
    match quantity {
        Quantity::Amount(Currency::Fixed(currency)) => with(GuideWord::AmountIn, vec![Piece::text(currency)]),
        Quantity::Amount(currency @ Currency::OfColumn(_)) => with(GuideWord::AmountInCurrencyOf, currency_piece(guide, currency)),
        Quantity::Rate { .. } => {
            let rate = short_type(
                guide,
                Some(&ValueType { quantity: quantity.clone(), decimals: 0, rounding: Rounding::default(), limits: TextLimits::default() }),
            );
            with(GuideWord::ExchangeRate, rate)
        }
        Quantity::Ratio(RatioScale::Plain) => vec![Piece::text(GuideWord::Ratio.text(language))],
        Quantity::Ratio(RatioScale::Percent) => vec![Piece::text(GuideWord::Percent.text(language))],
        Quantity::Ratio(RatioScale::Permille) => vec![Piece::text(GuideWord::Permille.text(language))],
        Quantity::Ratio(RatioScale::BasisPoints) => vec![Piece::text(GuideWord::BasisPoints.text(language))],
        Quantity::Code(codelist) => with(GuideWord::CodeOf, vec![guide.codelist_link(*codelist)]),
        Quantity::Date => vec![Piece::text(GuideWord::DateAsWritten.text(language))],
        Quantity::Bool => vec![Piece::text(GuideWord::TrueOrFalse.text(language))],
        Quantity::Count | Quantity::Integer | Quantity::Decimal | Quantity::Days | Quantity::Text => {
            let bare = ValueType { quantity: quantity.clone(), decimals: 0, rounding: Rounding::default(), limits: TextLimits::default() };
            short_type(guide, Some(&bare))
        }
    }
}

fn currency_piece(guide: &Guide<'_>, currency: &Currency) -> Line {
    match currency {
        Currency::Fixed(code) => vec![Piece::text(code)],
        Currency::OfColumn(column) => {
            let entry = Entry::ListColumn(*column);
            vec![Piece::text("["), Piece::link(guide.code(entry), guide.href(entry)), Piece::text("]")]
        }
    }
}

/// Says with how many decimals a number is given.
pub(super) fn decimals_text(decimals: u32, language: Language) -> String {
    let is_one = decimals % 10 == 1 && decimals % 100 != 11;
    match (decimals, language) {
        (0, Language::Latvian) => "bez zīmēm aiz komata".to_owned(),
        (0, Language::English) => "no decimals".to_owned(),
        (_, Language::Latvian) => format!("{decimals} {} aiz komata", if is_one { "zīme" } else { "zīmes" }),
        (1, Language::English) => "1 decimal".to_owned(),
        (_, Language::English) => format!("{decimals} decimals"),
    }
}

fn rounding_text(rounding: Rounding, language: Language) -> &'static str {
    let word = match rounding {
        Rounding::HalfAwayFromZero => GuideWord::RoundedAwayFromZero,
        Rounding::HalfEven => GuideWord::RoundedToEven,
        Rounding::TowardZero => GuideWord::CutOff,
    };
    word.text(language)
}

fn limits_text(limits: &TextLimits, language: Language) -> Line {
    let mut line = Line::new();
    if let Some(longest) = limits.longest {
        let is_one = longest % 10 == 1 && longest % 100 != 11;
        line.push(Piece::text(match (language, longest) {
            (Language::Latvian, _) => format!(", ne garāks par {longest} {}", if is_one { "rakstzīmi" } else { "rakstzīmēm" }),
            (Language::English, 1) => ", at most 1 character".to_owned(),
            (Language::English, _) => format!(", at most {longest} characters"),
        }));
    }
    if let Some(pattern) = &limits.pattern {
        line.push(Piece::text(format!(", {} ", GuideWord::FitsPattern.text(language))));
        line.push(Piece::code(pattern.text()));
    }
    line
}

/// Says how a cell gets its value: whether it is filled in, and what a blank one is.
pub(super) fn origin_text(origin: &Origin, language: Language) -> &'static str {
    let word = match origin {
        Origin::Input(Absence::Required) => GuideWord::Required,
        Origin::Input(Absence::Optional) => GuideWord::Optional,
        Origin::Input(Absence::Zero) => GuideWord::BlankIsZero,
        Origin::Formula { .. } => GuideWord::Computed,
        Origin::Sequence => GuideWord::Sequence,
        Origin::GroupKey => GuideWord::GroupKey,
    };
    word.text(language)
}
