//! What a page hands to its script: where the board stands, what is shown, and the words that the script may need. Data only, in a
//! block that no browser executes.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use domain::AgendaNo;
use protocol::Locale;
use protocol::frame::{BoardOrder, MeetingCard};
use serde::Serialize;

use super::cards::supports_open;
use super::reader::Visit;

/// Keys of the words that the script uses; a test of the web side holds the list to the script.
static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../../../web/citizen/words.json")).expect("a test reads the list of words")
});

/// The part of the board that the page shows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    pub(super) item: Option<AgendaNo>,
    pub(super) order: BoardOrder,
    pub(super) page: u32,
    pub(super) pages: u32,
    pub(super) setsize: usize,
    pub(super) limit: usize,
}

#[derive(Serialize)]
struct State<'a> {
    seq: u64,
    now: i64,
    speed: f64,
    locale: &'static str,
    meeting: &'a MeetingCard,
    item: Option<u16>,
    order: BoardOrder,
    page: u32,
    pages: u32,
    setsize: usize,
    limit: usize,
    total: u32,
    supported: Vec<u32>,
    supports_open: bool,
    chars_min: usize,
    words: BTreeMap<&'a str, &'static str>,
}

/// The data as JSON that is safe inside a `script` element: it holds no `<`.
pub(super) fn state(visit: &Visit, seen: &Seen) -> String {
    // The summary is long and only the agenda page shows it.
    let meeting = MeetingCard { summary: String::new(), ..visit.meeting().clone() };
    let state = State {
        seq: visit.view.seq().0,
        now: visit.now.0,
        speed: visit.speed,
        locale: visit.reader.locale.tag(),
        supports_open: supports_open(&meeting),
        meeting: &meeting,
        item: seen.item.map(|item| item.0),
        order: seen.order,
        page: seen.page,
        pages: seen.pages,
        setsize: seen.setsize,
        limit: seen.limit,
        total: visit.view.totals().suggestions,
        supported: visit.supported.iter().map(|no| no.0).collect(),
        chars_min: domain::TEXT_CHARS_MIN,
        words: words(visit.reader.locale),
    };
    serde_json::to_string(&state).expect("a struct of strings and numbers is JSON").replace('<', "\\u003c")
}

fn words(locale: Locale) -> BTreeMap<&'static str, &'static str> {
    WORDS.iter().map(|key| (key.as_str(), locale.text(key))).collect()
}
