//! `positum test --watch` runs again when a file changes. The tests wait for lines of its output, and not for time to pass.

use crate::program::{command, positum_with_input};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// Longer than anything takes; a program that says nothing then has failed.
const LONGEST: Duration = Duration::from_secs(120);

const PACKAGE: &str = "package p \"P\" { language en; valid from 2025-01-01; precision EUR 0 }
codelist kind from \"kinds.csv\"
report r \"R\" { form f { 010 : EUR; 015 : code kind, optional; 020 : EUR = 010 + 010 } }
test \"t\" for r period 2025-Q1 { submission \"a.csv\"; given 015 = x; expect 020 = 10 }
";

struct Watching {
    child: Child,
    lines: Receiver<String>,
}

impl Watching {
    fn begin(folder: &Path) -> Self {
        let mut child =
            command(&["test", folder.to_str().unwrap(), "--watch"]).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it starts");
        let (sender, lines) = channel();
        let out = BufReader::new(child.stdout.take().expect("it has an output"));
        std::thread::spawn(move || out.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
        Self { child, lines }
    }

    /// Waits for the line that sums up a run.
    fn summary(&self) -> String {
        loop {
            let line = self.lines.recv_timeout(LONGEST).expect("the program says something");
            if line.starts_with("p: ") {
                return line;
            }
        }
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn every_kind_of_file_is_watched() {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("p.positum", PACKAGE);
    write("kinds.csv", "code,label\nx,X\n");
    write("a.csv", "entity,period,010\nA,2025-Q1,5\n");
    let watching = Watching::begin(folder.path());
    assert_eq!(watching.summary(), "p: 1 test, 1 passed, 0 failed");
    write("a.csv", "entity,period,010\nA,2025-Q1,50\n");
    assert_eq!(watching.summary(), "p: 1 test, 0 passed, 1 failed");
    write("p.positum", &PACKAGE.replace("020 = 10", "020 = 100"));
    assert_eq!(watching.summary(), "p: 1 test, 1 passed, 0 failed");
    write("more.positum", "test \"u\" for r period 2025-Q1 { given 015 = y; expect no findings }\n");
    // The code does not exist yet, so that the package does not compile: nothing is run before the list has it.
    write("kinds.csv", "code,label\nx,X\ny,Y\n");
    assert_eq!(watching.summary(), "p: 2 tests, 2 passed, 0 failed");
    std::fs::remove_file(folder.path().join("more.positum")).unwrap();
    assert_eq!(watching.summary(), "p: 1 test, 1 passed, 0 failed");
}

#[test]
fn standard_input_cannot_be_watched() {
    let run = positum_with_input(&["test", "-", "--watch"], PACKAGE.as_bytes());
    assert_eq!((run.code, run.stdout.as_str()), (64, ""));
    assert!(run.stderr.contains("--watch"), "{}", run.stderr);
}
