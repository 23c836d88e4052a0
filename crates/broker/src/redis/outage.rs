//! One log line when Redis goes and one when it is back, however many calls fail in between.

use std::sync::atomic::{AtomicU8, Ordering};

/// Who noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Side {
    Publisher = 1,
    Listener = 2,
}

/// Which sides are without Redis at present, as bits.
#[derive(Debug, Default)]
pub(crate) struct Outage(AtomicU8);

impl Outage {
    /// Notes that `side` has lost Redis; says so in the log if it is the first to notice, and tells whether it was.
    pub(crate) fn begins(&self, side: Side, cause: &dyn std::fmt::Display) -> bool {
        let is_first = self.0.fetch_or(side as u8, Ordering::AcqRel) == 0;
        if is_first {
            metrics::gauge!("broker_down").set(1.0);
            tracing::warn!(%cause, "the bell is down; the log is read every second instead");
        }
        is_first
    }

    /// Notes that `side` has Redis again; says so in the log if it is the last, and tells whether it was.
    pub(crate) fn ends(&self, side: Side) -> bool {
        let is_last = self.0.fetch_and(!(side as u8), Ordering::AcqRel) == side as u8;
        if is_last {
            metrics::gauge!("broker_down").set(0.0);
            tracing::info!("the bell works again");
        }
        is_last
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outage_is_told_once_and_its_end_once() {
        let outage = Outage::default();
        assert!(!outage.ends(Side::Listener), "nothing has begun");
        assert!(outage.begins(Side::Publisher, &"gone"));
        assert!(!outage.begins(Side::Publisher, &"gone"));
        assert!(!outage.begins(Side::Listener, &"gone"));
        assert!(!outage.ends(Side::Publisher));
        assert!(outage.ends(Side::Listener));
        assert!(!outage.ends(Side::Listener));
    }
}
