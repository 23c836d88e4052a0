//! What screen and overlay hand to their scripts: the cards shown, the meeting, and the words.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use domain::{AgendaNo, UnixMs};
use protocol::Locale;
use protocol::frame::{Card, MeetingCard, Totals};
use serde::Serialize;

use crate::board::View;

/// Keys of the words that the scripts use; a test of the web side holds the list to the scripts.
static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../../../../web/screen/words.json")).expect("a test reads the list of words")
});

/// The data block of a page.
#[derive(Serialize)]
struct State<'a> {
    seq: u64,
    now: i64,
    speed: f64,
    locale: &'static str,
    /// Whether citizens may see the meeting; before that there is nothing to follow.
    open: bool,
    meeting: MeetingCard,
    /// The item whose ranking is shown.
    item: Option<u16>,
    totals: Totals,
    cards: Vec<&'a Card>,
    words: BTreeMap<&'static str, &'static str>,
}

/// The data as JSON that is safe inside a `script` element: it holds no `<`. A card that comes twice is written once.
pub(in crate::pages) fn state<'a>(
    l: Locale,
    view: &'a View,
    (now, speed): (UnixMs, f64),
    item: Option<AgendaNo>,
    cards: impl Iterator<Item = &'a Arc<Card>>,
) -> String {
    let cards: BTreeMap<_, _> = cards.map(|card| (card.no, &**card)).collect();
    let state = State {
        seq: view.seq().0,
        now: now.0,
        speed,
        locale: l.tag(),
        open: view.is_public(),
        // The summary is long and no screen shows it.
        meeting: MeetingCard { summary: String::new(), ..(**view.meeting()).clone() },
        item: item.map(|item| item.0),
        totals: view.totals(),
        cards: cards.into_values().collect(),
        words: WORDS.iter().map(|key| (key.as_str(), l.text(key))).collect(),
    };
    serde_json::to_string(&state).expect("a struct of strings and numbers is JSON").replace('<', "\\u003c")
}
