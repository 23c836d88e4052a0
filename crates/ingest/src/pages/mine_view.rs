//! One's own suggestions in words: what each state says, why, and what can be done next.

use domain::restriction::RestrictionKind;
use domain::{Floor, SuggestionNo, UnixMs};
use protocol::citizen::{MyCard, MyRestriction};
use protocol::{Locale, figures};

/// A card of `mine.html`.
pub(super) struct MineView {
    pub(super) no: u32,
    pub(super) class: &'static str,
    pub(super) icon: &'static str,
    pub(super) word: &'static str,
    /// Whether it has an outcome that was not seen on this device.
    pub(super) unread: bool,
    pub(super) label: String,
    pub(super) text: String,
    pub(super) steps: Vec<Step>,
    pub(super) lines: Vec<Line>,
    pub(super) heard: Option<Heard>,
    pub(super) submitted: String,
    pub(super) backed: String,
    /// Until when it may be changed; empty when it may not.
    pub(super) until: String,
    /// Until when a second look may be asked for, in a sentence; empty when it may not.
    pub(super) appeal: String,
    /// Where it is edited and handed in anew; empty where that makes no sense.
    pub(super) again: String,
    /// Whether the text is gone, so that there is nothing to edit.
    pub(super) blank: bool,
    pub(super) href: String,
}

/// What the reader may not do for now, above their suggestions.
pub(super) struct RestrictedView {
    /// Since when (ms since 1970), so that the script knows what is news.
    pub(super) since: i64,
    pub(super) what: String,
    pub(super) why: String,
    /// The staff's words; empty without any.
    pub(super) note: String,
    pub(super) object: String,
}

impl RestrictedView {
    pub(super) fn new(locale: Locale, there: &MyRestriction) -> Self {
        let key = match there.kind {
            RestrictionKind::Mute => "mine.restricted.mute",
            RestrictionKind::Suspend => "mine.restricted.suspend",
        };
        let note = there.note.as_ref();
        Self {
            since: there.since.0,
            what: locale.fill(key, &[("until", &locale.end(there.until))]),
            why: locale.fill("mine.why", &[("reason", locale.reason(there.reason))]),
            note: note.map_or_else(String::new, |note| locale.fill("mine.note", &[("note", note)])),
            object: match there.contact.as_str() {
                "" => locale.text("mine.restricted.object.any").to_owned(),
                organiser => locale.fill("mine.restricted.object", &[("organiser", organiser)]),
            },
        }
    }
}

/// One of the five steps from handing in to an answer.
pub(super) struct Step {
    pub(super) class: &'static str,
    pub(super) word: &'static str,
    pub(super) current: bool,
}

/// A sentence under the text.
#[derive(Default)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) strong: bool,
    /// Written by a person, not one of our words.
    pub(super) of_staff: bool,
    pub(super) href: String,
    pub(super) link: String,
}

/// What the chamber did with it.
pub(super) struct Heard {
    pub(super) word: &'static str,
    /// Whether it was answered on the spot: that alone carries the seal's colour.
    pub(super) official: bool,
    /// The broadcast moment in words, and where it can be watched; empty when unknown.
    pub(super) moment: String,
    pub(super) href: String,
}

/// Where a suggestion is, as the page shows it.
struct Look {
    class: &'static str,
    icon: &'static str,
    word: &'static str,
    /// The step that it is at, from 1; 0 shows no steps.
    step: usize,
}

impl MineView {
    pub(super) fn new(locale: Locale, meeting: &str, card: &MyCard) -> Self {
        let look = look(card);
        let editable = card.editable_until.is_some();
        let ended = matches!(card.state.as_str(), "rejected" | "returned" | "withdrawn");
        let blank = card.text.is_empty();
        Self {
            no: card.no.0,
            class: look.class,
            icon: look.icon,
            word: locale.text(look.word),
            unread: card.unread,
            label: label(locale, card.no),
            text: card.text.clone(),
            steps: steps(locale, look.step),
            lines: lines(locale, meeting, card),
            heard: heard(locale, meeting, card.floor),
            submitted: at(locale, "mine.submitted", card.submitted_at),
            backed: match card.supports {
                0 => String::new(),
                supports => locale.fill("mine.supporters", &[("n", &figures::exact(u64::from(supports)))]),
            },
            until: card.editable_until.map_or_else(String::new, |until| at(locale, "mine.until", until)),
            appeal: card.appealable_until.map_or_else(String::new, |until| at(locale, "mine.appeal.t", until)),
            again: match (ended && !editable, blank) {
                (false, _) => String::new(),
                (true, true) => format!("/m/{meeting}/new"),
                (true, false) => format!("/m/{meeting}/new?from={}", card.no.0),
            },
            blank,
            href: format!("/m/{meeting}/i/{}", card.no.0),
        }
    }

    /// Whether it was not taken up and no second look can be asked for: then the page leads to the rules instead.
    pub(super) fn leads_to_rules(&self) -> bool {
        !self.again.is_empty() && self.appeal.is_empty() && self.class != "gone"
    }
}

/// A suggestion's number in words.
pub(super) fn label(locale: Locale, no: SuggestionNo) -> String {
    locale.fill("card.no", &[("no", &no.to_string())])
}

fn at(locale: Locale, key: &str, at: UnixMs) -> String {
    locale.fill(key, &[("time", &locale.day_and_time(at))])
}

fn look(card: &MyCard) -> Look {
    let look = |class, icon, word, step| Look { class, icon, word, step };
    match card.state.as_str() {
        "pending" => look("wait", "hourglass-medium-bold", "st.pending", 2),
        "checking" => look("wait", "shield-warning-bold", "st.check", 2),
        "appealed" => look("wait", "shield-warning-bold", "st.appeal", 2),
        "published" | "edited" => match (card.floor, &card.asked) {
            (Floor::Answered { .. } | Floor::Covered { .. }, _) => look("rep", "seal-check-fill", "st.replied", 5),
            (Floor::OnScreen, _) => look("pub", "presentation-fill", "st.onair", 3),
            (Floor::Deferred, _) | (_, Some(_)) => look("pub", "paper-plane-tilt-fill", "st.assigned", 4),
            _ if card.state == "edited" => look("pub", "pencil-simple-bold", "st.edited", 3),
            _ => look("pub", "check-bold", "st.pub", 3),
        },
        "merged" => look("mrg", "git-merge-bold", "st.merged", 0),
        "returned" => look("wait", "pencil-simple-bold", "st.returned", 0),
        "withdrawn" => look("gone", "prohibit-bold", "st.withdrawn", 0),
        _ => look("no-go", "info-bold", "st.no", 0),
    }
}

fn steps(locale: Locale, at: usize) -> Vec<Step> {
    const WORDS: [&str; 5] = ["mine.step.1", "mine.step.2", "mine.step.3", "mine.step.4", "mine.step.5"];
    if at == 0 {
        return Vec::new();
    }
    let step = |(key, number): (&&'static str, usize)| Step {
        class: match number.cmp(&at) {
            std::cmp::Ordering::Less => "dn",
            std::cmp::Ordering::Equal => "cur",
            std::cmp::Ordering::Greater => "",
        },
        word: locale.text(key),
        current: number == at,
    };
    WORDS.iter().zip(1..).map(step).collect()
}

fn lines(locale: Locale, meeting: &str, card: &MyCard) -> Vec<Line> {
    let say = |key: &str| Line { text: locale.text(key).to_owned(), ..Line::default() };
    let reason = card.reason.map(|reason| {
        let reason = locale.reason(reason);
        Line { text: locale.fill("mine.why", &[("reason", reason)]), strong: true, ..Line::default() }
    });
    let note = card.note.as_ref().map(|note| Line {
        text: locale.fill("mine.note", &[("note", note)]),
        of_staff: true,
        ..Line::default()
    });
    let next = match card.state.as_str() {
        "pending" => Some(say("mine.next.pending")),
        "checking" => Some(say("mine.next.check")),
        "returned" => Some(say("mine.returned")),
        _ => None,
    };
    let appealed = card.appealed_at.map(|when| Line { text: at(locale, "mine.appealed", when), ..Line::default() });
    let asked =
        card.asked.as_ref().map(|unit| Line { text: locale.fill("mine.asked", &[("unit", unit)]), ..Line::default() });
    [reason, note, next, appealed, asked].into_iter().flatten().chain(merged(locale, meeting, card)).collect()
}

/// Where a merged suggestion lives on, and what has become of that one.
fn merged(locale: Locale, meeting: &str, card: &MyCard) -> Vec<Line> {
    let Some(into) = card.merged_into else { return Vec::new() };
    let no = into.to_string();
    let first = Line { text: locale.fill("mine.merged", &[("no", &no)]), ..Line::default() };
    let Some(goes_on) = &card.goes_on else {
        return vec![first, Line { text: locale.text("mine.goes_on.gone").to_owned(), ..Line::default() }];
    };
    let supports = figures::exact(u64::from(goes_on.supports));
    let mut text = locale.fill("mine.goes_on", &[("n", &supports)]);
    let heard = match (goes_on.floor, &goes_on.asked) {
        (Floor::Answered { .. }, _) => locale.text("mine.answered").to_owned(),
        (Floor::Covered { .. }, _) => locale.text("mine.covered").to_owned(),
        (Floor::Deferred, _) => locale.text("mine.deferred").to_owned(),
        (_, Some(unit)) => locale.fill("mine.asked", &[("unit", unit)]),
        _ => String::new(),
    };
    if !heard.is_empty() {
        text.push_str(" · ");
        text.push_str(&heard);
    }
    let link = locale.fill("mine.into", &[("no", &goes_on.no.to_string())]);
    let href = format!("/m/{meeting}/i/{}", goes_on.no.0);
    vec![first, Line { text, href, link, ..Line::default() }]
}

fn heard(locale: Locale, meeting: &str, floor: Floor) -> Option<Heard> {
    let (key, official, moment_ms) = match floor {
        Floor::Answered { moment_ms } => ("mine.answered", true, moment_ms),
        Floor::Covered { moment_ms } => ("mine.covered", true, moment_ms),
        Floor::Deferred => ("mine.deferred", false, None),
        Floor::Off | Floor::Shortlisted | Floor::OnScreen | Floor::ReadOut => return None,
    };
    let moment = |moment_ms: u32| locale.fill("mine.at", &[("time", &figures::clock(u64::from(moment_ms)))]);
    Some(Heard {
        word: locale.text(key),
        official,
        moment: moment_ms.map(moment).unwrap_or_default(),
        href: moment_ms.map(|moment_ms| format!("/m/{meeting}?t={}", moment_ms / 1_000)).unwrap_or_default(),
    })
}

#[cfg(test)]
#[path = "mine_view_tests.rs"]
mod tests;
