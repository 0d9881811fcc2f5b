//! Writes long CSV with as many accounts as asked for, eight cells each, for the package in `benches/accounts`.
//!
//! `account_lines LINES > accounts.csv`; with `broken` behind it, every balance is one that cannot be read. The same
//! arguments give the same bytes.

use std::env;
use std::error::Error;
use std::io::{self, BufWriter, Write};

/// Accounts for each depositor, on the average, and institutions in all.
const ACCOUNTS_OF_ONE: u64 = 3;
const INSTITUTIONS: u64 = 12;
const CURRENCIES: [(&str, u64); 6] = [("EUR", 100_000), ("EUR", 100_000), ("EUR", 100_000), ("USD", 92_456), ("GBP", 118_730), ("SEK", 8_912)];
const KINDS: [&str; 4] = ["CUR", "SAV", "DEP", "EXC"];

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (lines, is_broken) = match arguments.as_slice() {
        [lines] => (lines.parse()?, false),
        [lines, "broken"] => (lines.parse()?, true),
        _ => return Err("write `account_lines LINES`, or `account_lines LINES broken`".into()),
    };
    write_accounts(&mut BufWriter::new(io::stdout().lock()), lines, is_broken)?;
    Ok(())
}

fn write_accounts(out: &mut impl Write, lines: u64, is_broken: bool) -> io::Result<()> {
    writeln!(out, "entity,period,report,table,row,column,value")?;
    for line in 1..=lines {
        let mut cell = |column: &str, value: &str| writeln!(out, "Scheme,2025-Q1,guarantee,accounts,{line},{column},{value}");
        let depositor = mixed(line) % (lines / ACCOUNTS_OF_ONE).max(1);
        let (currency, rate) = usize::try_from(mixed(line ^ 0xA5A5) % 6).ok().and_then(|at| CURRENCIES.get(at)).copied().unwrap_or_default();
        let kind = usize::try_from(mixed(line ^ 0x5A5A) % 4).ok().and_then(|at| KINDS.get(at)).copied().unwrap_or_default();
        let cents = mixed(line ^ 0xFFFF) % 20_000_000;
        cell("institution", &format!("LV{:09}", depositor % INSTITUTIONS))?;
        cell("depositor", &format!("{:06}-{:05}", depositor % 1_000_000, 10_000 + depositor / 1_000_000))?;
        cell("account", &format!("LV80BANK{line:013}"))?;
        cell("kind", kind)?;
        cell("currency", currency)?;
        if is_broken {
            cell("balance", &format!("{} EUR", cents / 100))?
        } else {
            cell("balance", &format!("{}.{:02}", cents / 100, cents % 100))?
        }
        cell("rate", &format!("{}.{:05}", rate / 100_000, rate % 100_000))?;
        cell("holders", if depositor.is_multiple_of(10) { "2" } else { "1" })?;
    }
    out.flush()
}

/// Mixes the bits of a number, as splitmix64 does.
fn mixed(number: u64) -> u64 {
    let mut mixed = number.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}
