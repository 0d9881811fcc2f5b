//! How long compiling takes, and how much memory, for packages from a hundred positions to the European framework.
//!
//! `compile_speed` prints a table. `compile_speed write FOLDER [POSITIONS]` writes a package to look at. Each size is
//! measured in a process of its own, which is this program called as `compile_speed measure POSITIONS`.

use positum_benches::generate_package::{PackageSize, generate_package};
use positum_compiler::compile::compile;
use positum_grammar::parse_text::parse_text;
use positum_grammar::source::SourceId;
use rustix::time::{ClockId, clock_gettime};
use std::env;
use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

const SIZES: [usize; 6] = [100, 300, 1_000, 3_000, 10_000, 20_000];
const SEED: u64 = 1;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        [] => compare_sizes(),
        ["measure", positions] => measure(size(positions.parse()?)),
        ["write", folder] => write(Path::new(folder), PackageSize::EUROPEAN),
        ["write", folder, positions] => write(Path::new(folder), size(positions.parse()?)),
        _ => Err("write `compile_speed` or `compile_speed write FOLDER [POSITIONS]`".into()),
    }
}

fn size(positions: usize) -> PackageSize {
    if positions == PackageSize::EUROPEAN.positions { PackageSize::EUROPEAN } else { PackageSize::of_positions(positions) }
}

fn write(folder: &Path, size: PackageSize) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(folder)?;
    for (name, text) in generate_package(size, SEED) {
        fs::write(folder.join(name), text)?;
    }
    Ok(())
}

fn compare_sizes() -> Result<(), Box<dyn Error>> {
    println!("positions  tables  checks   cells     text   reading  compiling (CPU)  elapsed  per position  peak memory");
    for positions in SIZES {
        let output = Command::new(env::current_exe()?).args(["measure", &positions.to_string()]).output()?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into());
        }
        print!("{}", String::from_utf8_lossy(&output.stdout));
    }
    Ok(())
}

/// Prints one line of the table.
fn measure(size: PackageSize) -> Result<(), Box<dyn Error>> {
    let files = generate_package(size, SEED);
    let texts: Vec<&str> = files.iter().map(|(_, text)| text.as_str()).collect();
    // The first run also tells how often it can be repeated in a few seconds.
    let start = Instant::now();
    let compiled = compile(&texts);
    let runs = (4_000_000 / start.elapsed().as_micros().max(1)).clamp(5, 101);
    let plan = compiled.plan.filter(|_| compiled.diagnostics.is_empty()).ok_or_else(|| format!("{:?}", compiled.diagnostics.first()))?;
    let (tables, checks, cells) = (plan.tables.len(), plan.checks.len(), plan.cells.len());
    drop(plan);
    let peak_memory = peak_memory()?;
    let (mut compiling, mut elapsed, mut reading) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..runs {
        let (start, before) = (Instant::now(), processor_microseconds());
        let compiled = compile(black_box(&texts));
        compiling.push(processor_microseconds() - before);
        elapsed.push(i64::try_from(start.elapsed().as_micros())?);
        drop(compiled);
        let before = processor_microseconds();
        for text in &texts {
            drop(black_box(parse_text(SourceId(0), black_box(text))));
        }
        reading.push(processor_microseconds() - before);
    }
    let (compiling, elapsed, reading) = (median(compiling), median(elapsed), median(reading));
    let (positions, kilobytes) = (size.positions, texts.iter().map(|text| text.len()).sum::<usize>() / 1_000);
    let per_position = compiling * 10 / i64::try_from(positions)?;
    println!(
        "{positions:9}  {tables:6}  {checks:6}  {cells:6}  {kilobytes:4} kB  {:>8}  {:>15}  {:>7}  {:>9}.{} µs  {:>8} MB",
        milliseconds(reading),
        milliseconds(compiling),
        milliseconds(elapsed),
        per_position / 10,
        per_position % 10,
        peak_memory.div_ceil(1_000),
    );
    Ok(())
}

fn median(mut all: Vec<i64>) -> i64 {
    all.sort_unstable();
    all.get(all.len() / 2).copied().unwrap_or_default()
}

fn milliseconds(microseconds: i64) -> String {
    format!("{}.{} ms", microseconds / 1_000, microseconds % 1_000 / 100)
}

/// Gives how long the processors have worked for this process.
fn processor_microseconds() -> i64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec * 1_000_000 + time.tv_nsec / 1_000
}

/// Gives the most memory that this process has held, in kilobytes.
fn peak_memory() -> Result<usize, Box<dyn Error>> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("the system does not tell the peak memory")?;
    Ok(line.trim().trim_end_matches(" kB").parse()?)
}
