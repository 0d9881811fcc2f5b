//! A text that is being written, and may not become longer than a page can be.

use std::io;

/// The longest page, in bytes.
pub(super) const LONGEST_PAGE: usize = 256 * 1024 * 1024;

/// Takes up a page.
#[derive(Debug, Default)]
pub(super) struct LimitedWriter {
    bytes: Vec<u8>,
    is_full: bool,
}

impl LimitedWriter {
    /// Tells whether something did not fit.
    pub(super) fn is_full(&self) -> bool {
        self.is_full
    }

    /// Gives what was written.
    pub(super) fn into_text(self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}

impl io::Write for LimitedWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len().saturating_add(bytes.len()) > LONGEST_PAGE {
            self.is_full = true;
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
