//! Writes what a consolidation of any size needs: a package, a tree of entities, and members as long CSV on standard output.
//!
//! `consolidation_members FOLDER MEMBERS CELLS` writes `package.positum` and `entities.csv` into the folder: ten ministries
//! under one state, whatever the number of members. Every member gives every cell of a grid.
#![expect(clippy::print_stderr, reason = "a tool says what is wrong where it was called")]

use std::fmt::Write as _;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

/// Columns of the grid.
const COLUMNS: usize = 20;
/// Ministries, among which the members are shared out.
const MINISTRIES: usize = 10;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, members, cells] = arguments.as_slice() else {
        eprintln!("consolidation_members FOLDER MEMBERS CELLS");
        return ExitCode::from(64);
    };
    let (Ok(members), Ok(cells)) = (members.parse(), cells.parse::<usize>()) else {
        eprintln!("MEMBERS and CELLS are whole numbers");
        return ExitCode::from(64);
    };
    match write_files(Path::new(folder), members, cells.div_ceil(COLUMNS)).and_then(|()| write_members(members, cells.div_ceil(COLUMNS))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{folder}: {error}");
            ExitCode::from(3)
        }
    }
}

fn write_files(folder: &Path, members: usize, rows: usize) -> io::Result<()> {
    let mut package =
        String::from("package large \"Large\" { language en; precision EUR 0 }\nreport r \"R\" {\n  grid g : EUR, blank = 0 {\n    columns {\n");
    for column in 0..COLUMNS {
        let _ = writeln!(package, "      c{column} \"Column {column}\"");
    }
    package.push_str("    }\n    rows {\n");
    for row in 0..rows {
        let _ = writeln!(package, "      r{row} \"Row {row}\"");
    }
    package.push_str("    }\n  }\n}\nconsolidation \"Group\" { }\n");
    let mut tree = String::from("entity,parent\nSTATE,\n");
    for ministry in 0..MINISTRIES {
        let _ = writeln!(tree, "M{ministry},STATE");
    }
    for member in 0..members {
        let _ = writeln!(tree, "E{member},M{}", member % MINISTRIES);
    }
    std::fs::create_dir_all(folder)?;
    std::fs::write(folder.join("package.positum"), package)?;
    std::fs::write(folder.join("entities.csv"), tree)
}

fn write_members(members: usize, rows: usize) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    writeln!(out, "entity,period,report,table,row,column,value")?;
    for member in 0..members {
        for row in 0..rows {
            for column in 0..COLUMNS {
                let value = member.wrapping_mul(31).wrapping_add(row.wrapping_mul(7)).wrapping_add(column) % 10_000;
                writeln!(out, "E{member},2025,r,g,r{row},c{column},{value}")?;
            }
        }
    }
    out.flush()
}
