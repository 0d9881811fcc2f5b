//! Looks at the bytes of a workbook before anything unpacks it: what kind of file it is, and how large it becomes.
//!
//! In come bytes, out goes the kind of workbook. It reads no part of it but to count.

use super::workbook_error::FileProblem;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The largest workbook, in bytes.
pub const LARGEST_WORKBOOK_BYTES: usize = 64 * 1024 * 1024;
/// The largest sum of the parts of a workbook when unpacked, in bytes.
pub const LARGEST_UNPACKED_BYTES: u64 = 256 * 1024 * 1024;
/// The most parts of a workbook's archive.
pub const MOST_PARTS: usize = 10_000;

/// What a compound file begins with: an old workbook, or one with a password.
const COMPOUND_FILE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
/// The name of the part of a compound file that holds an encrypted workbook.
const ENCRYPTED_PART: &str = "EncryptedPackage";
const OPEN_DOCUMENT_TYPE: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";
/// The bytes that are counted at a time.
const COUNTED_AT_A_TIME: usize = 64 * 1024;

/// The file formats of workbooks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WorkbookKind {
    /// Office Open XML.
    Excel,
    /// Open Document.
    OpenDocument,
}

/// Tells the kind of a workbook that can be read without harm.
pub(super) fn check_archive(bytes: &[u8]) -> Result<WorkbookKind, FileProblem> {
    if bytes.is_empty() {
        return Err(FileProblem::Empty);
    }
    if bytes.len() > LARGEST_WORKBOOK_BYTES {
        return Err(FileProblem::TooLarge);
    }
    if bytes.starts_with(COMPOUND_FILE) {
        return Err(if is_encrypted(bytes) { FileProblem::Encrypted } else { FileProblem::OldFormat });
    }
    if !bytes.starts_with(b"PK") {
        return Err(FileProblem::NotAWorkbook);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| FileProblem::Damaged(error.to_string()))?;
    if archive.len() > MOST_PARTS {
        return Err(FileProblem::TooManyParts);
    }
    check_sizes(&mut archive, LARGEST_UNPACKED_BYTES)?;
    kind_of(&mut archive)
}

fn is_encrypted(bytes: &[u8]) -> bool {
    let name: Vec<u8> = ENCRYPTED_PART.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
}

/// Counts what is really in the parts: what the archive says of them may be untrue.
fn check_sizes(archive: &mut ZipArchive<Cursor<&[u8]>>, most: u64) -> Result<(), FileProblem> {
    let damaged = |error: String| FileProblem::Damaged(error);
    let mut announced: u64 = 0;
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(|error| damaged(error.to_string()))?;
        if part.encrypted() {
            return Err(FileProblem::Encrypted);
        }
        announced = announced.saturating_add(part.size());
    }
    if announced > most {
        return Err(FileProblem::UnpackedTooLarge);
    }
    let mut counted: u64 = 0;
    let mut buffer = vec![0; COUNTED_AT_A_TIME];
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(|error| damaged(error.to_string()))?;
        loop {
            let read = part.read(&mut buffer).map_err(|error| damaged(error.to_string()))?;
            if read == 0 {
                break;
            }
            counted = counted.saturating_add(u64::try_from(read).unwrap_or(u64::MAX));
            if counted > most {
                return Err(FileProblem::UnpackedTooLarge);
            }
        }
    }
    Ok(())
}

fn kind_of(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<WorkbookKind, FileProblem> {
    if let Ok(part) = archive.by_name("mimetype") {
        let mut media_type = Vec::new();
        let most = u64::try_from(OPEN_DOCUMENT_TYPE.len()).unwrap_or(u64::MAX).saturating_add(1);
        part.take(most).read_to_end(&mut media_type).map_err(|error| FileProblem::Damaged(error.to_string()))?;
        return if media_type == OPEN_DOCUMENT_TYPE { Ok(WorkbookKind::OpenDocument) } else { Err(FileProblem::NotAWorkbook) };
    }
    if archive.by_name("xl/workbook.bin").is_ok() {
        return Err(FileProblem::BinaryFormat);
    }
    // The workbook's part may have another name, which only its relations tell.
    if archive.by_name("[Content_Types].xml").is_ok() && archive.by_name("_rels/.rels").is_ok() {
        return Ok(WorkbookKind::Excel);
    }
    Err(FileProblem::NotAWorkbook)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    /// Makes an archive with two parts of 100,000 bytes.
    fn archive() -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for name in ["a", "b"] {
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(&vec![0; 100_000]).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn sizes(bytes: &[u8], most: u64) -> Result<(), FileProblem> {
        check_sizes(&mut ZipArchive::new(Cursor::new(bytes)).unwrap(), most)
    }

    #[test]
    fn what_is_unpacked_is_counted_over_all_parts() {
        assert_eq!(sizes(&archive(), 200_000), Ok(()));
        assert_eq!(sizes(&archive(), 199_999), Err(FileProblem::UnpackedTooLarge));
    }

    #[test]
    fn an_archive_that_announces_less_than_it_holds_is_counted_all_the_same() {
        let mut bytes = archive();
        // The size stands 24 bytes into the part's entry of the directory.
        for entry in (0..bytes.len() - 4).filter(|at| &bytes[*at..*at + 4] == b"PK\x01\x02").collect::<Vec<_>>() {
            bytes[entry + 24..entry + 28].copy_from_slice(&1_000_u32.to_le_bytes());
        }
        assert!(matches!(sizes(&bytes, 150_000), Err(FileProblem::UnpackedTooLarge | FileProblem::Damaged(_))));
    }
}
