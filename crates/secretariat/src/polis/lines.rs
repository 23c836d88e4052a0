//! On which line a row begins, as an editor counts.
//!
//! The CSV reader counts a line when it reads the next row, so that with CRLF and with blank lines it names the line before. Here the
//! places of line breaks are noted on their way into the reader, and dropped once a row beyond them was asked for.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::Read;
use std::rc::Rc;

/// A carriage return or a line feed, by its place in bytes from the beginning.
#[derive(Debug, Clone, Copy)]
struct Break {
    byte: u64,
    feeds: bool,
}

type Breaks = Rc<RefCell<VecDeque<Break>>>;

/// Passes bytes on and notes the line breaks among them.
pub(super) struct Counted<R> {
    inner: R,
    passed: u64,
    breaks: Breaks,
}

/// Turns places into lines; places must be asked for in rising order.
pub(super) struct Lines {
    line: u64,
    breaks: Breaks,
}

impl<R: Read> Counted<R> {
    pub(super) fn new(inner: R) -> (Self, Lines) {
        let breaks = Breaks::default();
        (Self { inner, passed: 0, breaks: Rc::clone(&breaks) }, Lines { line: 1, breaks })
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let count = self.inner.read(into)?;
        let mut breaks = self.breaks.borrow_mut();
        for (at, byte) in (self.passed..).zip(&into[..count]).filter(|(_, byte)| matches!(byte, b'\r' | b'\n')) {
            breaks.push_back(Break { byte: at, feeds: *byte == b'\n' });
        }
        self.passed += count as u64;
        Ok(count)
    }
}

impl Lines {
    /// The line on which the row begins that the reader found at `byte`: line breaks right there still belong to the row before, or
    /// are blank lines.
    pub(super) fn line_at(&mut self, byte: u64) -> u64 {
        let mut begin = byte;
        let mut breaks = self.breaks.borrow_mut();
        while let Some(next) = breaks.front().filter(|next| next.byte <= begin) {
            begin = begin.max(next.byte + 1);
            self.line += u64::from(next.feeds);
            breaks.pop_front();
        }
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<(String, u64)> {
        let (counted, mut lines) = Counted::new(text.as_bytes());
        let mut reader = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(counted);
        let rows = reader.byte_records().map(|row| {
            let row = row.unwrap();
            let line = lines.line_at(row.position().unwrap().byte());
            (String::from_utf8_lossy(&row[0]).into_owned(), line)
        });
        rows.collect()
    }

    #[test]
    fn a_row_s_line_is_what_an_editor_shows() {
        let expected =
            [("a", 1), ("b", 2), ("c\nd", 4), ("e", 6), ("f", 7)].map(|(field, line)| (field.to_owned(), line));
        let text = "a,1\nb,2\n\n\"c\nd\",3\ne,4\nf,5\n";
        assert_eq!(lines(text), expected);
        let crlf = expected.map(|(field, line)| (field.replace('\n', "\r\n"), line));
        assert_eq!(lines(&text.replace('\n', "\r\n")), crlf);
    }
}
