//! Writes how long something took.

use std::time::Duration;

/// Writes a time in seconds, to the microsecond.
pub(super) fn seconds(time: Duration) -> String {
    format!("{}.{:06}", time.as_secs(), time.subsec_micros())
}
