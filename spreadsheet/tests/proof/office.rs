//! LibreOffice without a window: it recalculates workbooks and saves them again.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

/// How many files one call converts.
const FILES_A_CALL: usize = 25;
/// How many calls run at a time, each on a profile of its own: two runs on one profile disturb each other.
const CALLS_AT_A_TIME: usize = 2;

/// A profile in which every formula is calculated when a file is opened, whatever value is stored with it.
const SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="ODFRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"#;

/// A folder for files to convert, with profiles of its own.
pub(crate) struct Office {
    folder: tempfile::TempDir,
}

impl Office {
    /// Gives nothing, and says so, where LibreOffice is not installed.
    pub(crate) fn new() -> Option<Self> {
        let is_there =
            Command::new("soffice").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success());
        if !is_there {
            eprintln!("skipped: no `soffice` here; install libreoffice-calc-nogui");
            return None;
        }
        let folder = tempfile::tempdir().expect("a folder");
        for profile in 0..CALLS_AT_A_TIME {
            let user = folder.path().join(format!("profile-{profile}/user"));
            fs::create_dir_all(&user).expect("a folder");
            fs::write(user.join("registrymodifications.xcu"), SETTINGS).expect("a file");
        }
        Some(Self { folder })
    }

    /// Lets LibreOffice open workbooks and save them with another ending; gives the new files in the order of the old.
    pub(crate) fn converted(&self, files: &[Vec<u8>], from: &str, to: &str) -> Vec<Vec<u8>> {
        let (old, new) = (self.folder.path().join(format!("old-{to}")), self.folder.path().join(format!("new-{to}")));
        fs::create_dir_all(&old).expect("a folder");
        let path = |folder: &Path, index: usize, ending: &str| folder.join(format!("{index:05}.{ending}"));
        let paths: Vec<PathBuf> = (0..files.len()).map(|index| path(&old, index, from)).collect();
        for (bytes, path) in files.iter().zip(&paths) {
            fs::write(path, bytes).expect("a file");
        }
        fs::create_dir_all(&new).expect("a folder");
        thread::scope(|scope| {
            for profile in 0..CALLS_AT_A_TIME {
                let calls = paths.chunks(FILES_A_CALL).skip(profile).step_by(CALLS_AT_A_TIME);
                let new = &new;
                scope.spawn(move || calls.for_each(|paths| self.convert(profile, paths, new, to)));
            }
        });
        // A run that fails ends with success all the same: what counts is the file.
        (0..files.len())
            .map(|index| fs::read(path(&new, index, to)).unwrap_or_else(|error| panic!("file {index} was not converted: {error}")))
            .collect()
    }

    fn convert(&self, profile: usize, paths: &[PathBuf], folder: &Path, ending: &str) {
        let profile = format!("-env:UserInstallation=file://{}", self.folder.path().join(format!("profile-{profile}")).display());
        let run = Command::new("soffice")
            .args([&profile, "--headless", "--norestore", "--convert-to", ending, "--outdir"])
            .arg(folder)
            .args(paths)
            .output()
            .expect("soffice runs");
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    }
}
