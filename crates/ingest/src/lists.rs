//! The word lists of each meeting, made ready to be looked for at the receipt of a text.
//!
//! Kept by version and read from the log when the store says that others are in force; between two changes of the lists nothing is asked
//! for. What they find sorts and holds; nothing is refused for it, and no citizen is told.

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use domain::MeetingId;
use domain::desk::{WordLevel, WordList, WordsRead};
use lru::LruCache;
use store::{Store, StoreError};
use text::{Lexicon, WordHit, Words};

/// Meetings whose lists are kept; beyond it those that were asked for longest ago are read again when they are next asked for.
const MEETINGS_MAX: NonZeroUsize = NonZeroUsize::new(32).expect("not zero");

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
    pub(crate) fn read(&self, meeting: &MeetingId, text: &str) -> WordsRead {
        let entry = self.meetings.lock().unwrap_or_else(PoisonError::into_inner).get(meeting).cloned();
        // Most meetings never had any.
        entry.map_or(WordsRead { version: 0, level: None }, |entry| entry.reader().read(text))
    }

    /// Puts the lists in force in the place of those of the version `old`, and says whether they are others. Whoever comes meanwhile waits;
    /// cancelling loses the work, and the next begins anew.
    pub(crate) async fn renew(&self, store: &Store, meeting: &MeetingId, old: u32) -> Result<bool, StoreError> {
        let entry = {
            let mut meetings = self.meetings.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(meetings.get_or_insert(meeting.clone(), Arc::default))
        };
        let _alone = entry.renewal.lock().await;
        if entry.reader().version != old {
            return Ok(true);
        }
        let (version, lists) = store.lexicon(meeting).await?;
        if version == old {
            return Ok(false);
        }
        // The longest lists take some tens of milliseconds, in which others are to be served.
        let built = tokio::task::spawn_blocking(move || Reader::new(version, &lists)).await;
        let reader = built.expect("building does not panic, and this task is not aborted");
        *entry.reader.lock().unwrap_or_else(PoisonError::into_inner) = Arc::new(reader);
        Ok(true)
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
            let level = |hit: &WordHit| if hit.by_sound { levels[hit.list].by_sound() } else { levels[hit.list] };
            lexicon.all_hits(text).iter().map(level).max()
        });
        WordsRead { version: self.version, level }
    }
}
