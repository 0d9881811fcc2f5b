//! Splits CSV into records, strictly.
//!
//! The `csv` crate writes our CSV but does not read it: it counts the lines of files with CRLF and with empty lines otherwise
//! than an editor, and takes an unclosed quotation mark, and text after a closed one, without a word.

use crate::read::read_error::{ReadError, ReadErrorKind, SyntaxProblem};
use crate::read::{Input, LARGEST_FILE_BYTES};
use std::io::{BufRead, Read};

/// The fields of a record.
#[derive(Clone, Debug, Default)]
pub(crate) struct Record {
    /// The line on which it begins.
    pub(crate) line: u64,
    text: String,
    /// Where each field ends in the text.
    ends: Vec<usize>,
}

impl Record {
    /// Gives a field; nothing is an empty one.
    pub(crate) fn field(&self, index: usize) -> &str {
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.ends.get(index).and_then(|end| self.text.get(start..*end)).unwrap_or("")
    }

    pub(crate) fn fields(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len()).map(|index| self.field(index))
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }
}

/// What the characters read so far leave open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    FieldStart,
    Plain,
    Quoted,
    AfterQuote,
}

/// Reads records from a stream.
pub(crate) struct Records<'a, R> {
    input: Input<'a>,
    stream: R,
    record: Record,
    line: Vec<u8>,
    next_line: u64,
    /// How many bytes the submission that is being read may still have.
    bytes_left: usize,
    /// Whether the limit of bytes is that of the file.
    is_whole: bool,
}

impl<'a, R: BufRead> Records<'a, R> {
    pub(crate) fn new(input: Input<'a>, stream: R) -> Self {
        let bytes_left = input.most_bytes;
        Self { input, stream, record: Record::default(), line: Vec::new(), next_line: 1, bytes_left, is_whole: false }
    }

    /// Another submission begins, for which the limit of bytes counts anew.
    pub(crate) fn begin_submission(&mut self) {
        if !self.is_whole {
            self.bytes_left = self.input.most_bytes;
        }
    }

    /// Each line that follows is a submission, which has the limit of those that are read whole.
    pub(super) fn limit_lines(&mut self) {
        self.input.most_bytes = LARGEST_FILE_BYTES;
    }

    /// All that follows stays in memory as it is, so that the file has the limit of files that are read whole.
    pub(super) fn read_whole(&mut self) {
        let taken = self.input.most_bytes.saturating_sub(self.bytes_left);
        self.input.most_bytes = LARGEST_FILE_BYTES;
        self.bytes_left = LARGEST_FILE_BYTES.saturating_sub(taken);
        self.is_whole = true;
    }

    /// Gives the next record that is not empty.
    pub(crate) fn next_record(&mut self) -> Result<Option<&Record>, ReadError> {
        loop {
            self.record.text.clear();
            self.record.ends.clear();
            self.record.line = self.next_line;
            if !self.read_record()? {
                return Ok(None);
            }
            // Spreadsheets leave lines of nothing but commas at the end.
            if !self.record.text.is_empty() {
                return Ok(Some(&self.record));
            }
        }
    }

    /// Reads lines until no quotation mark is open; tells whether there was one.
    fn read_record(&mut self) -> Result<bool, ReadError> {
        let mut state = State::FieldStart;
        loop {
            let line_number = self.next_line;
            if !self.read_line()? {
                let open = || self.input.error((self.record.line, 0), SyntaxProblem::OpenQuote.into());
                return if state == State::FieldStart { Ok(false) } else { Err(open()) };
            }
            let line = std::mem::take(&mut self.line);
            let text = self.input.text(&line, line_number)?;
            state = self.split_line(state, text, line_number)?;
            self.line = line;
            if state != State::Quoted {
                self.record.ends.push(self.record.text.len());
                return Ok(true);
            }
        }
    }

    fn read_line(&mut self) -> Result<bool, ReadError> {
        self.line.clear();
        let most = u64::try_from(self.bytes_left).unwrap_or(u64::MAX).saturating_add(1);
        let read = self.stream.by_ref().take(most).read_until(b'\n', &mut self.line);
        let count = read.map_err(|error| self.input.error((self.next_line, 0), ReadErrorKind::Io(error)))?;
        match self.bytes_left.checked_sub(count) {
            Some(left) => self.bytes_left = left,
            None if self.input.most_bytes > LARGEST_FILE_BYTES => return Err(self.input.error((self.next_line, 0), ReadErrorKind::TooManyCells)),
            None => return Err(self.input.error((self.next_line, 0), ReadErrorKind::TooLarge)),
        }
        self.next_line = self.next_line.saturating_add(1);
        Ok(count > 0)
    }

    /// Adds the fields of a line to the record; the last one stays open.
    fn split_line(&mut self, mut state: State, line: &str, line_number: u64) -> Result<State, ReadError> {
        let content = line.strip_suffix('\n').unwrap_or(line);
        let content = content.strip_suffix('\r').unwrap_or(content);
        let fail = |problem: SyntaxProblem| Err(self.input.error((line_number, 0), problem.into()));
        for character in content.chars() {
            state = match (state, character) {
                (State::FieldStart, '"') => State::Quoted,
                (State::Quoted, '"') => State::AfterQuote,
                (State::FieldStart | State::Plain | State::AfterQuote, ',') => {
                    self.record.ends.push(self.record.text.len());
                    State::FieldStart
                }
                (State::FieldStart | State::Plain, '\r') => return fail(SyntaxProblem::LineEnds),
                (State::AfterQuote, '"') | (State::Quoted, _) => {
                    self.record.text.push(character);
                    State::Quoted
                }
                (State::AfterQuote, _) => return fail(SyntaxProblem::AfterQuote),
                (State::FieldStart | State::Plain, _) => {
                    self.record.text.push(character);
                    State::Plain
                }
            };
        }
        if state == State::Quoted {
            self.record.text.push_str(line.get(content.len()..).unwrap_or_default());
        }
        Ok(state)
    }
}
