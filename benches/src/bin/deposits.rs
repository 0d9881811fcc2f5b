//! A submission of any size for the package `lv_deposit_guarantee`.
//!
//! `deposits COUNT [SEED]` writes it as long CSV to the standard output.

use positum_benches::generate_deposits::write_deposits;
use std::env;
use std::error::Error;
use std::io::{BufWriter, Write, stdout};

const SEED: u64 = 1;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let (count, seed) = match arguments.as_slice() {
        [count] => (count.parse()?, SEED),
        [count, seed] => (count.parse()?, seed.parse()?),
        _ => return Err("write `deposits COUNT` or `deposits COUNT SEED`".into()),
    };
    let mut out = BufWriter::new(stdout().lock());
    write_deposits(&mut out, count, seed)?;
    Ok(out.flush()?)
}
