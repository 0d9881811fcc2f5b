//! Numbers and dates as we write them, compared with the locale data of Unicode.

use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets::{YM, YMD};
use icu_datetime::input::Date as OtherDate;
use icu_datetime::options::YearStyle;
use icu_decimal::input::Decimal;
use icu_decimal::options::DecimalFormatterOptions;
use icu_decimal::{DecimalFormatter, DecimalFormatterPreferences};
use icu_locale_core::{Locale, locale};
use jiff::civil::Date;
use positum_runtime::language::Language;
use positum_runtime::number_text::{date_text, shown_number};
use positum_runtime::words::period_text;

/// Our languages as Unicode names them. The English of reports is that of Europe: days stand before months.
fn unicode(language: Language) -> Locale {
    match language {
        Language::Latvian => locale!("lv"),
        Language::English => locale!("en-GB"),
    }
}

fn numbers(language: Language) -> DecimalFormatter {
    DecimalFormatter::try_new(DecimalFormatterPreferences::from(unicode(language)), DecimalFormatterOptions::default()).expect("a known locale")
}

/// Numbers of every length up to 20 digits, with none to four decimals, of both signs.
fn samples() -> Vec<String> {
    let digits = "12345678901234567890";
    let mut samples = Vec::new();
    for length in 1..=digits.len() {
        for fraction in ["", ".5", ".05", ".120", ".0000"] {
            for sign in ["", "-"] {
                samples.push(format!("{sign}{}{fraction}", digits.chars().take(length).collect::<String>()));
            }
        }
    }
    samples.extend(["0", "0.00", "0.92460", "999", "1000", "-1000", "9999.99", "10000"].map(str::to_owned));
    samples
}

fn whole_digits(number: &str) -> usize {
    number.trim_start_matches('-').split('.').next().unwrap().len()
}

#[test]
fn numbers_are_written_as_unicode_writes_them() {
    for language in Language::ALL {
        let formatter = numbers(language);
        for sample in samples() {
            let other = formatter.format(&sample.parse::<Decimal>().unwrap()).to_string();
            let shown = shown_number(&sample, language);
            if language == Language::Latvian && whole_digits(&sample) == 4 {
                // Unicode's Latvian groups from five digits on; the Treasury prints `2 442`.
                assert_eq!(shown.replacen('\u{a0}', "", 1), other);
                assert_ne!(shown, other);
            } else {
                assert_eq!(shown, other, "{sample} in {}", language.code());
            }
        }
    }
    assert_eq!(shown_number("2442", Language::Latvian), "2\u{a0}442");
}

fn days() -> Vec<Date> {
    let months = (1..=12).map(|month| Date::new(2025, month, 1).unwrap());
    months.chain([Date::new(1999, 12, 31).unwrap(), Date::new(2024, 2, 29).unwrap(), Date::new(2030, 10, 9).unwrap()]).collect()
}

macro_rules! other_day {
    ($day:expr) => {
        &OtherDate::try_new_iso($day.year().into(), $day.month().try_into().unwrap(), $day.day().try_into().unwrap()).unwrap()
    };
}

#[test]
fn days_are_written_as_unicode_writes_them() {
    let latvian = DateTimeFormatter::try_new(unicode(Language::Latvian).into(), YMD::short().with_year_style(YearStyle::Full)).unwrap();
    let english = DateTimeFormatter::try_new(unicode(Language::English).into(), YMD::long()).unwrap();
    for day in days() {
        assert_eq!(date_text(day, Language::Latvian), latvian.format(other_day!(day)).to_string());
        assert_eq!(date_text(day, Language::English), english.format(other_day!(day)).to_string());
    }
}

#[test]
fn months_are_named_as_unicode_names_them() {
    for language in Language::ALL {
        let formatter = DateTimeFormatter::try_new(unicode(language).into(), YM::long()).unwrap();
        for day in days() {
            let period = format!("{}-{:02}", day.year(), day.month()).parse().unwrap();
            // Unicode's Latvian has a point after `gada`, which is a slip of its pattern: `gada` is no abbreviation.
            let other = formatter.format(other_day!(day)).to_string().replace("gada.", "gada");
            assert_eq!(period_text(period, language), other);
        }
    }
}
