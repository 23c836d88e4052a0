//! What the form of a suggestion offers and says, for the pages of the read and the write side. It decides nothing: the domain does
//! when the suggestion arrives.

use domain::{AgendaItem, AgendaNo, Intake, Phase, Policy, ReviewMode, TEXT_CHARS_MIN, UnixMs, Windows};

use crate::{Locale, figures};

/// Minutes that review takes as a rule, as citizens are told.
const REVIEW_MINUTES: &str = "2";

/// The part of a meeting that the form depends on.
#[derive(Debug, Clone, Copy)]
pub struct FormFacts<'a> {
    /// The agenda.
    pub agenda: &'a [AgendaItem],
    /// The item running now.
    pub current: Option<AgendaNo>,
    /// Where the meeting stands.
    pub phase: Phase,
    /// When suggestions are taken.
    pub windows: Windows,
    /// How fast they are taken.
    pub intake: Intake,
    /// After how many published suggestions an author is public before a reviewer looks; `None`: nobody is.
    pub autoclear: Option<u8>,
    /// The rules.
    pub policy: &'a Policy,
}

/// The form of a suggestion in a reader's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuggestionForm {
    /// Whether suggestions are taken now.
    pub open: bool,
    /// Why they are not, are taken slowly, or become public before a look; empty when there is nothing to say.
    pub intake: String,
    /// The agenda items to choose from.
    pub items: Vec<ItemChoice>,
    /// The range of lengths in words.
    pub rule: String,
    /// What happens after sending.
    pub hint: String,
    /// The broadcast moment at which the form was opened, ms from its start; empty outside the broadcast.
    pub moment: String,
}

/// One agenda item to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemChoice {
    /// Its number, or empty for none.
    pub value: String,
    /// Its words.
    pub text: String,
    /// Whether it is chosen at first.
    pub selected: bool,
}

/// What a person has typed into the form and gets back when it could not be taken.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    /// The text.
    pub text: String,
    /// The place.
    pub area: String,
    /// The name to show.
    pub display_name: String,
}

impl SuggestionForm {
    /// The form as it stands at `now`, with `chosen` or else the running item chosen.
    pub fn new(locale: Locale, facts: &FormFacts<'_>, chosen: Option<AgendaNo>, now: UnixMs) -> Self {
        let in_window = facts.windows.open_in(facts.phase, now);
        let max = facts.policy.suggestion_chars_max.to_string();
        let min = TEXT_CHARS_MIN.to_string();
        Self {
            open: in_window && facts.intake != Intake::Paused,
            intake: intake_words(locale, facts, in_window),
            items: choices(locale, facts, chosen.or(facts.current)),
            rule: locale.fill("c.rule", &[("min", &min), ("max", &max)]),
            moment: match facts.phase {
                Phase::Live { since } => now.since_ms(since).max(0).to_string(),
                _ => String::new(),
            },
            hint: locale.fill("c.hint", &[("t", &locale.fill("time.minutes", &[("n", REVIEW_MINUTES)]))]),
        }
    }
}

fn intake_words(locale: Locale, facts: &FormFacts<'_>, in_window: bool) -> String {
    match (in_window, facts.intake) {
        (false, _) => match facts.phase {
            Phase::Closed { at } => locale.fill("lim.closed", &[("time", &locale.day_and_time(at))]),
            _ => locale.text("lim.closed.now").to_owned(),
        },
        (true, Intake::Paused) => locale.text("lim.paused").to_owned(),
        (true, intake) => {
            let slow = match intake {
                Intake::Slow { interval_s } => Some(locale.fill("lim.slow", &[("s", &interval_s.to_string())])),
                Intake::Normal | Intake::Paused => None,
            };
            // Where everything is public before a look, some being so is no news.
            let after = facts.autoclear.filter(|_| facts.policy.review == ReviewMode::Pre);
            let cleared = after.map(|after| locale.fill("lim.clear", &[("n", &after.to_string())]));
            let said: Vec<_> = slow.into_iter().chain(cleared).collect();
            said.join(" · ")
        }
    }
}

fn choices(locale: Locale, facts: &FormFacts<'_>, chosen: Option<AgendaNo>) -> Vec<ItemChoice> {
    let none =
        ItemChoice { value: String::new(), text: locale.text("c.item.none").to_owned(), selected: chosen.is_none() };
    // Without a number the server takes the running item, so "none" can be chosen only while none is running.
    let none = facts.current.is_none().then_some(none);
    let items = facts.agenda.iter().zip(1_u16..).map(|(item, number)| ItemChoice {
        value: number.to_string(),
        text: locale.fill("c.item.n", &[("n", &locale.item_number(number)), ("title", &item.title)]),
        selected: chosen == Some(AgendaNo(number)),
    });
    none.into_iter().chain(items).collect()
}

impl Locale {
    /// An agenda item's number in a sentence: 议题二, Item 2.
    pub fn item_number(self, number: u16) -> String {
        match self {
            Self::ZhHans | Self::ZhHant => figures::numeral(number),
            Self::En => number.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(phase: Phase, intake: Intake, current: Option<AgendaNo>) -> SuggestionForm {
        let item = |title: &str| AgendaItem {
            title: title.to_owned(),
            speaker: String::new(),
            planned_minutes: 10,
            started_at: None,
            ended_at: None,
        };
        let agenda = [item("规划"), item("增绿")];
        let policy = Policy::default();
        let windows = Windows::default();
        let facts = FormFacts { agenda: &agenda, current, phase, windows, intake, autoclear: None, policy: &policy };
        SuggestionForm::new(Locale::ZhHans, &facts, None, UnixMs(5_000))
    }

    #[test]
    fn form_says_whose_suggestions_are_public_before_a_look() {
        let said = |review, intake, phase| {
            let policy = Policy { review, ..Policy::default() };
            let facts = FormFacts {
                agenda: &[],
                current: None,
                phase,
                windows: Windows::default(),
                intake,
                autoclear: Some(3),
                policy: &policy,
            };
            SuggestionForm::new(Locale::En, &facts, None, UnixMs(0)).intake
        };
        let (open, closed) = (Phase::Open, Phase::Closed { at: UnixMs(0) });
        let told = Locale::En.fill("lim.clear", &[("n", "3")]);
        assert_eq!(said(ReviewMode::Pre, Intake::Normal, open), told);
        let slow = said(ReviewMode::Pre, Intake::Slow { interval_s: 60 }, open);
        assert!(slow.contains("60") && slow.ends_with(&told), "{slow}");
        assert_eq!(said(ReviewMode::Post, Intake::Normal, open), "", "there everybody's are");
        assert!(!said(ReviewMode::Pre, Intake::Paused, open).contains(&told));
        assert!(!said(ReviewMode::Pre, Intake::Normal, closed).contains(&told));
    }

    #[test]
    fn running_item_is_chosen_and_none_is_not_offered() {
        let form = form(Phase::Live { since: UnixMs(0) }, Intake::Normal, Some(AgendaNo(2)));
        assert!(form.open && form.intake.is_empty());
        assert_eq!(form.moment, "5000");
        let chosen: Vec<_> = form.items.iter().map(|item| (item.text.as_str(), item.selected)).collect();
        assert_eq!(chosen, [("议题一 · 规划", false), ("议题二 · 增绿", true)]);
    }

    #[test]
    fn form_says_why_it_takes_nothing_or_little() {
        let paused = form(Phase::Live { since: UnixMs(0) }, Intake::Paused, None);
        assert!(!paused.open && paused.intake == Locale::ZhHans.text("lim.paused"));
        let closed = form(Phase::Closed { at: UnixMs(0) }, Intake::Normal, None);
        assert!(!closed.open && closed.intake.contains("08:00"));
        let slow = form(Phase::Open, Intake::Slow { interval_s: 60 }, None);
        assert!(slow.open && slow.intake.contains("60"));
        assert_eq!((slow.items[0].value.as_str(), slow.moment.as_str()), ("", ""));
    }
}
