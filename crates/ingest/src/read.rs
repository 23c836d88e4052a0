//! Wishes with a text: the meeting's word lists read it before it is decided.

use domain::Refusal;
use protocol::Problem;
use store::{Change, ChangeError, Changed};

use crate::declined;
use crate::state::IngestState;

/// How often a text is read again because the lists have changed while it was read. They are changed by hand.
const READINGS_MAX: usize = 4;

impl IngestState {
    /// Has a wish with a text decided and kept, after the meeting's word lists have read the text.
    pub(crate) async fn put_read(&self, change: Change, text: &str) -> Result<Changed, Problem> {
        for _ in 0..READINGS_MAX {
            let words = self.lists().read(&change.meeting, text);
            let mut read = change.clone();
            read.command = read.command.with_words(words.level);
            read.words = Some(words);
            let stale = match self.store().change(read).await {
                Err(error @ ChangeError::Refused(Refusal::StaleRevision)) => error,
                kept => return kept.map_err(|error| declined::change(error, self.now())),
            };
            let renewed = self.lists().renew(self.store(), &change.meeting, words.version).await;
            if !renewed.map_err(declined::reading)? {
                // The lists are the same: it is the text itself that has changed meanwhile.
                return Err(declined::change(stale, self.now()));
            }
        }
        Err(declined::change(ChangeError::Busy, self.now()))
    }
}
