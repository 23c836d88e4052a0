//! The word lists of each meeting, made ready to be looked for at the receipt of a text.
//!
//! Kept by version and read from the log when the store says that others are in force; between two changes of the lists nothing is asked
//! for. What they find sorts and holds; nothing is refused for it, and no citizen is told.

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use domain::desk::{WordLevel, WordList, WordsRead};
use domain::{MeetingId, Refusal};
use lru::LruCache;
use protocol::Problem;
use store::{Change, ChangeError, Changed, Store, StoreError};
use text::{Lexicon, Words};

use crate::{IngestState, declined};

/// Meetings whose lists are kept; beyond it those that were asked for longest ago are read again when they are next asked for.
const MEETINGS_MAX: NonZeroUsize = NonZeroUsize::new(32).expect("not zero");
/// How often a text is read again because the lists have changed while it was read. They are changed by hand.
const READINGS_MAX: usize = 4;

/// Every meeting's lists, as far as they were needed.
pub(crate) struct Lists {
    meetings: Mutex<LruCache<MeetingId, Arc<Entry>>>,
}

#[derive(Default)]
struct Entry {
    reader: Mutex<Arc<Reader>>,
    /// Held by the one who reads and builds; the others wait for what comes of it.
    renewal: tokio::sync::Mutex<()>,
}

/// The lists of one version; without any by default.
#[derive(Default)]
struct Reader {
    version: u32,
    /// By list, and what looks for their words; `None` where no list is switched on.
    sought: Option<(Vec<WordLevel>, Lexicon)>,
}

impl Lists {
    pub(crate) fn new() -> Self {
        Self { meetings: Mutex::new(LruCache::new(MEETINGS_MAX)) }
    }

    /// What the lists say of a text, as far as they are known here: the store refuses what other lists say.
    fn read(&self, meeting: &MeetingId, text: &str) -> WordsRead {
        let entry = self.meetings.lock().unwrap_or_else(PoisonError::into_inner).get(meeting).cloned();
        // Most meetings never had any.
        entry.map_or(WordsRead { version: 0, level: None }, |entry| entry.reader().read(text))
    }

    /// Puts the lists in force in the place of those of the version `old`. Whoever comes meanwhile waits; cancelling loses the work, and
    /// the next begins anew.
    async fn renew(&self, store: &Store, meeting: &MeetingId, old: u32) -> Result<(), StoreError> {
        let entry = {
            let mut meetings = self.meetings.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(meetings.get_or_insert(meeting.clone(), Arc::default))
        };
        let _alone = entry.renewal.lock().await;
        if entry.reader().version != old {
            return Ok(());
        }
        let (version, lists) = store.lexicon(meeting).await?;
        // The longest lists take some tens of milliseconds, in which others are to be served.
        let built = tokio::task::spawn_blocking(move || Reader::new(version, &lists)).await;
        let reader = built.expect("building does not panic, and this task is not aborted");
        *entry.reader.lock().unwrap_or_else(PoisonError::into_inner) = Arc::new(reader);
        Ok(())
    }
}

impl Entry {
    fn reader(&self) -> Arc<Reader> {
        Arc::clone(&self.reader.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Reader {
    fn new(version: u32, lists: &[WordList]) -> Self {
        let lists: Vec<&WordList> = lists.iter().filter(|list| !list.off).collect();
        let words: Vec<_> = lists.iter().map(|list| Words { words: &list.words, allow: &list.allow }).collect();
        let sought = (!lists.is_empty()).then(|| (lists.iter().map(|list| list.level).collect(), Lexicon::new(&words)));
        Self { version, sought }
    }

    fn read(&self, text: &str) -> WordsRead {
        let level = self.sought.as_ref().and_then(|(levels, lexicon)| {
            let hits = lexicon.hits(text);
            hits.iter().map(|hit| levels[hit.list]).max()
        });
        WordsRead { version: self.version, level }
    }
}

impl IngestState {
    /// Has a wish with a text decided and kept, after the meeting's word lists have read the text.
    pub(crate) async fn put_read(&self, change: Change, text: &str) -> Result<Changed, Problem> {
        for _ in 0..READINGS_MAX {
            let words = self.lists().read(&change.meeting, text);
            let mut read = change.clone();
            read.command = read.command.with_words(words.level);
            read.words = Some(words);
            match self.store().change(read).await {
                Err(ChangeError::Refused(Refusal::StaleRevision)) => {
                    let renewed = self.lists().renew(self.store(), &change.meeting, words.version).await;
                    renewed.map_err(declined::reading)?;
                }
                kept => return kept.map_err(|error| declined::change(error, self.now())),
            }
        }
        Err(declined::change(ChangeError::Busy, self.now()))
    }
}
