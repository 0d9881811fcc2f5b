//! Waits until a file of the package changes.
//!
//! The files are looked at again and again. They are few, so that this costs nothing that could be measured, and it works
//! where the system does not tell of changes: on network disks, in containers, where an editor writes a new file and moves
//! it over the old one.

use crate::exit_code::Failure;
use crate::message_language::spoken;
use crate::output;
use crate::read_sources::DEFINITION_ENDING;
use positum_grammar::phrase::said;
use std::collections::{BTreeMap, BTreeSet};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, SystemTime};

/// How long a change may go unnoticed.
const PAUSE: Duration = Duration::from_millis(200);
/// What clears a terminal and moves to its beginning.
const CLEAR: &str = "\u{1b}[2J\u{1b}[3J\u{1b}[H";

/// What tells a changed file from the same file: when it was written, and how long it is; nothing where it is not there.
type Stamp = Option<(SystemTime, u64)>;

/// The files of which a change is waited for.
#[derive(Default)]
pub(super) struct Watched {
    /// The folder or file of the package.
    package: PathBuf,
    /// Files beside the definitions.
    named: Mutex<BTreeSet<PathBuf>>,
    /// What was there before the package was read, so that no change in between is missed.
    before: BTreeMap<PathBuf, Stamp>,
}

impl Watched {
    /// Begins a run: what changes from now on is a change.
    pub(super) fn begin(&mut self, package: &str) {
        self.package = PathBuf::from(package);
        self.before = self.stamps();
    }

    /// Takes note of a file that the package names.
    pub(super) fn see(&self, folder: Option<&Path>, name: &str) {
        if let (Some(folder), Ok(mut named)) = (folder, self.named.lock()) {
            named.insert(folder.join(name));
        }
    }

    /// Waits until something has changed since the run began.
    pub(super) fn wait_for_change(&mut self) {
        // Files that were named for the first time in this run are as they were read, as far as anyone can tell.
        for (path, stamp) in self.stamps() {
            if self.is_named(&path) {
                self.before.entry(path).or_insert(stamp);
            }
        }
        output::tell(&format!("{}\n", spoken(&said!("waiting for changes; Ctrl-C ends"))));
        while self.stamps() == self.before {
            thread::sleep(PAUSE);
        }
    }

    fn is_named(&self, path: &Path) -> bool {
        self.named.lock().is_ok_and(|named| named.contains(path))
    }

    fn stamps(&self) -> BTreeMap<PathBuf, Stamp> {
        let mut paths: BTreeSet<PathBuf> = self.named.lock().map(|named| named.clone()).unwrap_or_default();
        paths.insert(self.package.clone());
        if let Ok(entries) = std::fs::read_dir(&self.package) {
            let files = entries.filter_map(|entry| entry.ok().map(|entry| entry.path()));
            paths.extend(files.filter(|path| path.extension().is_some_and(|ending| ending == DEFINITION_ENDING)));
        }
        paths.into_iter().map(|path| (stamp(&path), path)).map(|(stamp, path)| (path, stamp)).collect()
    }
}

/// A folder changes with everything that is written into it, of which only definitions matter, and they are looked at
/// themselves.
fn stamp(path: &Path) -> Stamp {
    let metadata = std::fs::metadata(path).ok().filter(|metadata| !metadata.is_dir())?;
    Some((metadata.modified().ok()?, metadata.len()))
}

/// Clears the screen, where there is one.
pub(super) fn clear_screen() -> Result<(), Failure> {
    if std::io::stdout().is_terminal() { output::print(CLEAR.as_bytes()) } else { Ok(()) }
}
