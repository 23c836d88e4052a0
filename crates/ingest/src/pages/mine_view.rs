//! One's own suggestions in words: what each state says, why, and what can be done next.

use domain::{SuggestionNo, UnixMs};
use protocol::citizen::MyCard;
use protocol::{Locale, figures};

/// A card of `mine.html`.
pub(super) struct MineView {
    pub(super) no: u32,
    pub(super) class: &'static str,
    pub(super) icon: &'static str,
    pub(super) word: &'static str,
    pub(super) label: String,
    pub(super) text: String,
    pub(super) steps: Vec<Step>,
    pub(super) lines: Vec<Line>,
    pub(super) submitted: String,
    pub(super) backed: String,
    /// Until when it may be changed; empty when it may not.
    pub(super) until: String,
    pub(super) href: String,
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
        let look = look(&card.state);
        Self {
            no: card.no.0,
            class: look.class,
            icon: look.icon,
            word: locale.text(look.word),
            label: label(locale, card.no),
            text: card.text.clone(),
            steps: steps(locale, look.step),
            lines: lines(locale, meeting, card),
            submitted: at(locale, "mine.submitted", card.submitted_at),
            backed: match card.supports {
                0 => String::new(),
                supports => locale.fill("mine.supporters", &[("n", &figures::exact(u64::from(supports)))]),
            },
            until: card.editable_until.map_or_else(String::new, |until| at(locale, "mine.until", until)),
            href: format!("/m/{meeting}/i/{}", card.no.0),
        }
    }
}

/// A suggestion's number in words.
pub(super) fn label(locale: Locale, no: SuggestionNo) -> String {
    locale.fill("card.no", &[("no", &no.to_string())])
}

fn at(locale: Locale, key: &str, at: UnixMs) -> String {
    locale.fill(key, &[("time", &locale.day_and_time(at))])
}

fn look(state: &str) -> Look {
    let look = |class, icon, word, step| Look { class, icon, word, step };
    match state {
        "pending" => look("wait", "hourglass-medium-bold", "st.pending", 2),
        "checking" => look("wait", "shield-warning-bold", "st.check", 2),
        "published" => look("pub", "check-bold", "st.pub", 3),
        "edited" => look("pub", "pencil-simple-bold", "st.edited", 3),
        "merged" => look("mrg", "git-merge-bold", "st.merged", 0),
        "returned" => look("wait", "pencil-simple-bold", "st.returned", 0),
        "withdrawn" => look("no-go", "prohibit-bold", "st.withdrawn", 0),
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
    let reason = card.reason.map(|reason| {
        let reason = locale.text(&format!("reason.{}", reason.code()));
        Line { text: locale.fill("mine.why", &[("reason", reason)]), strong: true, ..Line::default() }
    });
    let note = card.note.as_ref().map(|note| Line {
        text: locale.fill("mine.note", &[("note", note)]),
        of_staff: true,
        ..Line::default()
    });
    let merged = card.merged_into.map(|into| {
        let no = into.to_string();
        Line {
            text: locale.fill("mine.merged", &[("no", &no)]),
            href: format!("/m/{meeting}/i/{}", into.0),
            link: locale.fill("mine.into", &[("no", &no)]),
            ..Line::default()
        }
    });
    let returned =
        (card.state == "returned").then(|| Line { text: locale.text("mine.returned").to_owned(), ..Line::default() });
    [reason, note, merged, returned].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use domain::RejectReason;

    use super::*;

    fn card(state: &str) -> MyCard {
        MyCard {
            no: SuggestionNo(7),
            text: "多种树".to_owned(),
            state: state.to_owned(),
            reason: None,
            note: None,
            merged_into: None,
            supports: 0,
            submitted_at: UnixMs(0),
            editable_until: None,
        }
    }

    #[test]
    fn every_state_has_a_word_and_an_icon() {
        for state in ["pending", "checking", "published", "edited", "merged", "returned", "rejected", "withdrawn"] {
            for locale in Locale::ALL {
                let view = MineView::new(locale, "park", &card(state));
                assert!(view.word.chars().count() > 1 && !view.icon.is_empty(), "{state}");
            }
        }
    }

    #[test]
    fn what_is_not_taken_up_says_why_in_words() {
        let rejected =
            MyCard { reason: Some(RejectReason::ALL[0]), note: Some("请看说明".to_owned()), ..card("rejected") };
        let view = MineView::new(Locale::ZhHans, "park", &rejected);
        assert!(view.lines[0].strong && view.lines[0].text.starts_with("原因："), "{}", view.lines[0].text);
        assert!(view.lines[1].of_staff && view.steps.is_empty());
    }

    #[test]
    fn merged_suggestion_leads_to_the_one_that_goes_on() {
        let view =
            MineView::new(Locale::ZhHans, "park", &MyCard { merged_into: Some(SuggestionNo(3)), ..card("merged") });
        assert_eq!(view.lines[0].href, "/m/park/i/3");
    }
}
