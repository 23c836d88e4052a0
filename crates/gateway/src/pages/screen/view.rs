//! Which view a screen shows, and how large a quotation is. Pure; `web/screen/view.ts` decides the same, and both are held to
//! `tests/fixtures/screen.json`.

use domain::{Phase, ScreenView};
use serde::{Deserialize, Serialize};

/// What stands on a screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Shown {
    /// The most backed suggestions.
    Rank,
    /// One suggestion.
    Focus,
    /// What is left of the running item's time.
    Timer,
    /// Title, code and start.
    Wait,
    /// Thanks, and where replies will be.
    End,
    /// Nothing.
    Blank,
}

impl Shown {
    /// The word in the markup.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Rank => "rank",
            Self::Focus => "focus",
            Self::Timer => "timer",
            Self::Wait => "wait",
            Self::End => "end",
            Self::Blank => "blank",
        }
    }
}

/// What the choice of a view depends on.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct Situation {
    /// The view that the address fixes; `Auto` follows the host.
    pub(super) fixed: ScreenView,
    /// The host's wish.
    pub(super) host: ScreenView,
    /// Where the meeting stands.
    pub(super) phase: Phase,
    /// Whether a suggestion is on the screen.
    pub(super) on_screen: bool,
    /// Whether an agenda item runs.
    pub(super) running: bool,
}

/// The view for a situation. The host's blank goes before everything: it is the way to take something away at once.
pub(super) fn shown(at: &Situation) -> Shown {
    if at.host == ScreenView::Blank || at.fixed == ScreenView::Blank {
        return Shown::Blank;
    }
    let over = matches!(at.phase, Phase::Late { .. } | Phase::Closed { .. } | Phase::Archived { .. });
    let wish = match at.fixed {
        ScreenView::Auto if over => return Shown::End,
        ScreenView::Auto => at.host,
        fixed => fixed,
    };
    match wish {
        ScreenView::Auto if !matches!(at.phase, Phase::Live { .. }) => Shown::Wait,
        ScreenView::Auto if at.on_screen => Shown::Focus,
        ScreenView::Auto | ScreenView::Rank => Shown::Rank,
        ScreenView::Focus if at.on_screen => Shown::Focus,
        ScreenView::Timer if at.running => Shown::Timer,
        ScreenView::Focus | ScreenView::Timer | ScreenView::Wait | ScreenView::Blank => Shown::Wait,
    }
}

/// How wide a text is in full-width characters: two of ASCII are about as wide as one of Chinese.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>().div_ceil(2)
}

/// Classes of quotations with the width up to which there is room for the next suggestion below, and that up to which they fit without
/// it. 96 px for 44 and 76 px for 70 characters are the specification's; the smaller ones hold a suggestion of the usual 200.
const QUOTES: [(usize, usize, &str); 5] =
    [(39, 44, "q1"), (64, 70, "q2"), (100, 105, "q3"), (150, 156, "q4"), (196, 203, "q5")];
/// The class that also takes what is longer, and shows its beginning.
pub(super) const QUOTE_LAST: &str = "q6";

/// The class of a quotation, and whether it needs the room of the next suggestion.
pub(super) fn quote(text: &str) -> (&'static str, bool) {
    let width = width(text);
    let found = QUOTES.iter().find(|(_, max, _)| width <= *max);
    found.map_or((QUOTE_LAST, false), |(beside, _, class)| (class, width > *beside))
}

/// Time that is left, `13:24` or `1:02:03`; what is over begins with a plus.
pub(super) fn countdown(left_ms: i64) -> String {
    // The last second counts until it is over.
    let seconds = if left_ms > 0 { (left_ms + 999) / 1_000 } else { -left_ms / 1_000 };
    let sign = if left_ms < 0 { "+" } else { "" };
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{sign}{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{sign}{minutes:02}:{seconds:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct ViewRow {
        #[serde(flatten)]
        at: Situation,
        shown: Shown,
    }

    #[derive(Deserialize)]
    struct QuoteRow {
        text: String,
        times: usize,
        class: String,
        full: bool,
    }

    #[derive(Deserialize)]
    struct CountdownRow {
        left_ms: i64,
        text: String,
    }

    #[derive(Deserialize)]
    struct Fixture {
        views: Vec<ViewRow>,
        quotes: Vec<QuoteRow>,
        countdowns: Vec<CountdownRow>,
    }

    #[test]
    fn views_and_sizes_are_those_of_the_fixture() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/screen.json");
        let fixture: Fixture = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
        for row in fixture.views {
            assert_eq!(shown(&row.at), row.shown, "{:?}", row.at);
        }
        for row in fixture.quotes {
            let (class, full) = quote(&row.text.repeat(row.times));
            assert_eq!((class, full), (row.class.as_str(), row.full), "{} × {}", row.text, row.times);
        }
        for row in fixture.countdowns {
            assert_eq!(countdown(row.left_ms), row.text);
        }
    }
}
