//! The newest lines of what is being said: folded from the log, for readers who follow in text or come later. The lines themselves
//! travel in frames; nothing of them is in the board.

use std::collections::VecDeque;

use domain::{Event, PublicEvent, Recorded, Seq};
use protocol::captions::{CAPTIONS_MAX, CaptionLine};

/// The newest [`CAPTIONS_MAX`] lines.
#[derive(Debug, Default)]
pub(crate) struct Captions(VecDeque<CaptionLine>);

impl Captions {
    /// Takes the next record of the log in; the oldest line goes when there are too many.
    pub(crate) fn take(&mut self, record: &Recorded) {
        let Event::Public(PublicEvent::Captioned { moment_ms, text }) = &record.event else { return };
        if self.0.len() == CAPTIONS_MAX {
            self.0.pop_front();
        }
        self.0.push_back(CaptionLine { seq: record.seq, moment_ms: *moment_ms, text: text.as_str().to_owned() });
    }

    /// Those after a place in the log, oldest first.
    pub(crate) fn after(&self, seq: Seq) -> Vec<CaptionLine> {
        self.0.range(self.0.partition_point(|line| line.seq <= seq)..).cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use domain::{Actor, Caption, UnixMs};

    use super::*;

    #[test]
    fn the_newest_two_hundred_lines_are_kept_and_told_from_a_place_on() {
        let mut captions = Captions::default();
        for seq in 1..=250 {
            let event = Event::Public(PublicEvent::Captioned {
                moment_ms: seq,
                text: Caption::new("请住建局回应。").unwrap(),
            });
            captions.take(&Recorded { seq: Seq(seq.into()), at: UnixMs(0), actor: Actor::System, event });
        }
        assert_eq!(captions.after(Seq(0)).len(), 200);
        assert_eq!(captions.after(Seq(0))[0].seq, Seq(51));
        assert_eq!(captions.after(Seq(248)).len(), 2);
        assert_eq!(captions.after(Seq(900)).len(), 0);
    }
}
