//! Deposits of any number, for the package `lv_deposit_guarantee`, one after the other: nothing of those before is kept.
//!
//! In come a number and a seed; out come deposits in whole cents, or a long CSV of them. The same seed gives the same
//! deposits on every machine. What is covered is not computed here.

use crate::random::Random;
use std::io::{self, Write};

/// The day of the deposits.
pub const DAY: &str = "2025-03-14";

/// The decimals of a rate.
pub const RATE_DECIMALS: u32 = 10;

/// A currency with its rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Currency {
    /// Its code.
    pub code: &'static str,
    /// Euro for one unit, in ten-billionths.
    pub rate: u64,
}

/// The currencies in which deposits are held.
pub const CURRENCIES: [Currency; 4] = [
    Currency { code: "EUR", rate: 10_000_000_000 },
    Currency { code: "USD", rate: 9_180_000_000 },
    Currency { code: "GBP", rate: 11_912_345_678 },
    Currency { code: "JPY", rate: 61_728_395 },
];

/// Who deposits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DepositorKind {
    /// A natural person.
    Natural,
    /// A legal person.
    Legal,
    /// A municipality, with its annual budget in cents.
    Municipality(u64),
    /// A financial institution.
    Financial,
}

/// A deposit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deposit {
    /// The number of the depositor.
    pub depositor: usize,
    /// Who that is; a depositor is always the same.
    pub kind: DepositorKind,
    /// The number of the bank, 1 to 9, or of the credit union and 9, 10 to 39.
    pub institution: usize,
    /// The day of the initial deposit, for a temporary high balance.
    pub since: Option<&'static str>,
    /// The currency.
    pub currency: Currency,
    /// The balance in hundredths of the currency.
    pub balance: u64,
    /// The accrued interest in hundredths of the currency.
    pub interest: u64,
}

/// Days of initial deposits; only the first two are no more than three months before [`DAY`].
const INITIAL_DAYS: [&str; 4] = ["2025-03-01", "2024-12-14", "2024-12-13", "2024-02-29"];

/// Gives so many deposits.
pub fn deposits(count: usize, seed: u64) -> impl Iterator<Item = Deposit> {
    let mut random = Random::new(seed);
    let depositors = depositor_count(count);
    (0..count).map(move |_| one(&mut random, depositors))
}

fn depositor_count(count: usize) -> usize {
    count / 3 + 1
}

fn one(random: &mut Random, depositors: usize) -> Deposit {
    let depositor = random.below(depositors);
    let kind = kind_of(depositor);
    // Most are clients of one institution.
    let institution = if random.happens(80) { depositor % 39 + 1 } else { random.between(1, 39) };
    let is_temporary = kind == DepositorKind::Natural && random.happens(10);
    let since = if is_temporary { random.pick(&INITIAL_DAYS).copied() } else { None };
    let most = if is_temporary || random.happens(20) { 40_000_000 } else { 2_000_000 };
    let currency = CURRENCIES.get(random.below(12)).or(CURRENCIES.first()).copied().unwrap_or(Currency { code: "EUR", rate: 0 });
    // A yen is a hundredth of a euro or less.
    let units = if currency.code == "JPY" { 150 } else { 1 };
    let [balance, interest] = [most, 1_000].map(|most| u64::try_from(random.below(most) * units).unwrap_or(0));
    Deposit { depositor, kind, institution, since, currency, balance, interest }
}

fn kind_of(depositor: usize) -> DepositorKind {
    match depositor % 100 {
        0 => DepositorKind::Financial,
        1 => DepositorKind::Municipality(if depositor % 200 == 1 { 50_000_001 } else { 50_000_000 }),
        2..=14 => DepositorKind::Legal,
        _ => DepositorKind::Natural,
    }
}

/// The code of an institution in the package.
pub fn institution_code(institution: usize) -> String {
    match institution.checked_sub(9) {
        Some(union) if union > 0 => format!("K{union:02}"),
        Some(_) | None => format!("B{institution:02}"),
    }
}

/// Writes the long CSV of a submission with so many deposits; fails where nothing more can be written.
pub fn write_deposits(out: &mut impl Write, count: usize, seed: u64) -> io::Result<()> {
    writeln!(out, "entity,period,report,table,row,column,value")?;
    for (row, Currency { code, rate }) in (1..).zip(CURRENCIES) {
        let one = 10_u64.pow(RATE_DECIMALS);
        cells(out, "rates", row, &[("010", code), ("020", &format!("{}.{:010}", rate / one, rate % one))])?;
    }
    let municipalities = (0..depositor_count(count)).filter_map(|depositor| match kind_of(depositor) {
        DepositorKind::Municipality(budget) => Some((depositor, budget)),
        DepositorKind::Natural | DepositorKind::Legal | DepositorKind::Financial => None,
    });
    for (row, (depositor, budget)) in (1..).zip(municipalities) {
        cells(out, "municipalities", row, &[("010", &identity(depositor)), ("020", &hundredths(budget))])?;
    }
    for (row, deposit) in (1..).zip(deposits(count, seed)) {
        write_deposit(out, row, &deposit)?;
    }
    Ok(())
}

fn write_deposit(out: &mut impl Write, row: usize, deposit: &Deposit) -> io::Result<()> {
    let kind = match deposit.kind {
        DepositorKind::Natural => "10",
        DepositorKind::Legal => "20",
        DepositorKind::Municipality(_) => "30",
        DepositorKind::Financial => "93",
    };
    let (identity, institution) = (identity(deposit.depositor), institution_code(deposit.institution));
    let (balance, interest) = (hundredths(deposit.balance), hundredths(deposit.interest));
    cells(out, "accounts", row, &[("020", &identity), ("040", kind), ("050", &institution), ("060", &format!("A{row}"))])?;
    match deposit.since {
        Some(day) => cells(out, "accounts", row, &[("070", "21"), ("080", day)])?,
        None => cells(out, "accounts", row, &[("070", "10")])?,
    }
    cells(out, "accounts", row, &[("090", deposit.currency.code), ("100", &balance), ("110", &interest)])
}

fn cells(out: &mut impl Write, table: &str, row: usize, values: &[(&str, &str)]) -> io::Result<()> {
    values.iter().try_for_each(|(column, value)| writeln!(out, "F,{DAY},covered_deposits,{table},{row},{column},{value}"))
}

fn hundredths(amount: u64) -> String {
    format!("{}.{:02}", amount / 100, amount % 100)
}

/// The identity of a depositor in the CSV.
pub fn identity(depositor: usize) -> String {
    format!("D{depositor:07}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_and_another_one_does_not() {
        let made = |seed| deposits(200, seed).collect::<Vec<_>>();
        assert_eq!(made(1), made(1));
        assert_ne!(made(1), made(2));
    }

    #[test]
    fn every_kind_of_deposit_comes_up() {
        let made: Vec<Deposit> = deposits(5_000, 1).collect();
        for kind in [DepositorKind::Natural, DepositorKind::Legal, DepositorKind::Financial] {
            assert!(made.iter().any(|deposit| deposit.kind == kind), "{kind:?}");
        }
        for budget in [50_000_000, 50_000_001] {
            assert!(made.iter().any(|deposit| deposit.kind == DepositorKind::Municipality(budget)), "{budget}");
        }
        for day in INITIAL_DAYS {
            assert!(made.iter().any(|deposit| deposit.since == Some(day)), "{day}");
        }
        for currency in CURRENCIES {
            assert!(made.iter().any(|deposit| deposit.currency == currency), "{currency:?}");
        }
        assert!((1..=39).all(|institution| made.iter().any(|deposit| deposit.institution == institution)));
    }

    #[test]
    fn a_line_of_the_csv_is_a_cell() {
        let mut written = Vec::new();
        write_deposits(&mut written, 2, 1).unwrap();
        let text = String::from_utf8(written).unwrap();
        assert!(text.starts_with("entity,period,report,table,row,column,value\nF,2025-03-14,covered_deposits,rates,1,010,EUR\n"), "{text}");
        assert!(text.contains("F,2025-03-14,covered_deposits,rates,4,020,0.0061728395\n"), "{text}");
        assert_eq!((institution_code(9), institution_code(10), institution_code(39)), ("B09".into(), "K01".into(), "K30".into()));
    }
}
