//! Shows on the terminal how far work is that lasts longer than a second: on standard error, and only where that is one.
//!
//! Everything shown disappears when the work ends, so that nothing of it is left between diagnostics or in files.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, Read};
use std::thread;
use std::time::{Duration, Instant};

/// Work that takes less shows nothing.
const SILENT: Duration = Duration::from_secs(1);
/// How often work of which only the time is known is drawn anew.
const TICK: Duration = Duration::from_millis(200);

/// Work of a known number of steps.
pub(crate) struct Steps {
    bar: ProgressBar,
    start: Instant,
    is_shown: bool,
}

impl Steps {
    /// Begins work of so many steps on what is named.
    pub(crate) fn begin(name: &str, steps: usize) -> Self {
        let length = u64::try_from(steps).unwrap_or(u64::MAX);
        let bar = styled(Some(length), "{msg} {bar:30} {pos}/{len}  {eta}");
        Self::of(bar.with_message(shortened(name)))
    }

    /// Begins reading as many bytes; where that is not known, it is only told how many there were.
    fn of_bytes(bytes: Option<u64>) -> Self {
        let template = match bytes {
            Some(_) => "{bar:40} {percent:>3} %  {bytes}/{total_bytes}  {bytes_per_sec}  {eta}",
            None => "{spinner} {bytes}  {bytes_per_sec}",
        };
        Self::of(styled(bytes, template))
    }

    fn of(bar: ProgressBar) -> Self {
        Self { bar, start: Instant::now(), is_shown: false }
    }

    /// Tells that a step is done.
    pub(crate) fn step(&mut self) {
        self.advance(1);
    }

    fn advance(&mut self, steps: u64) {
        if !self.is_shown && self.start.elapsed() > SILENT {
            // Draws on a terminal only.
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
            self.is_shown = true;
        }
        self.bar.inc(steps);
    }
}

impl Drop for Steps {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// Work of which only is known that it goes on; dropping it ends it.
pub(crate) struct Work(ProgressBar);

impl Work {
    /// Begins work on what is named.
    pub(crate) fn begin(name: &str) -> Self {
        let bar = styled(None, "{spinner} {msg} {elapsed}").with_message(shortened(name));
        let shown_later = bar.clone();
        thread::spawn(move || {
            thread::sleep(SILENT);
            if !shown_later.is_finished() {
                shown_later.set_draw_target(ProgressDrawTarget::stderr());
                shown_later.enable_steady_tick(TICK);
            }
            // It may have ended while it was being shown.
            if shown_later.is_finished() {
                shown_later.finish_and_clear();
            }
        });
        Self(bar)
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

/// A reader that tells how far it is.
pub(crate) struct Watched<R> {
    reader: R,
    progress: Steps,
}

impl<R> Watched<R> {
    /// Watches a reader of so many bytes, where that is known.
    pub(crate) fn new(reader: R, bytes: Option<u64>) -> Self {
        Self { reader, progress: Steps::of_bytes(bytes) }
    }
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.reader.read(buffer)?;
        self.progress.advance(u64::try_from(length).unwrap_or(0));
        Ok(length)
    }
}

/// Makes a bar that stays hidden until it is shown.
fn styled(length: Option<u64>, template: &str) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(length, ProgressDrawTarget::hidden());
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// Gives the end of a name, which tells files apart, so that the bar stays on one line.
fn shortened(name: &str) -> String {
    const MOST: usize = 30;
    let length = name.chars().count();
    let kept: String = name.chars().skip(length.saturating_sub(MOST)).filter(|character| !character.is_control()).collect();
    if length > MOST { format!("…{kept}") } else { kept }
}
