//! What members of staff did, as the activity stream and a suggestion's history tell it. Pure: an event in, a deed out.

use domain::desk::CannedReply;
use domain::restriction::Restriction;
use domain::{
    AgendaNo, Decision, DeskText, Event, Floor, Intake, InvalidationState, MergedText, Note, PersonId, PublicEvent,
    RejectReason, SealedEvent, StaffEvent, StaffId, SuggestionNo, UnixMs,
};
use unicode_segmentation::UnicodeSegmentation;

use super::Papers;
use super::authors::handle;

/// Characters of a text that a deed keeps: enough to see what was changed.
const EXCERPT_CHARS: usize = 120;
/// Characters of a text that a row of a list shows: two lines. The desk shows all of it.
const ROW_CHARS: usize = 80;

/// Something that a member of staff did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Deed {
    pub(crate) at: UnixMs,
    pub(crate) who: StaffId,
    pub(crate) verb: &'static str,
    pub(crate) no: Option<SuggestionNo>,
    pub(crate) into: Option<SuggestionNo>,
    pub(crate) reason: Option<RejectReason>,
    /// What it said or was before, where the deed changed that.
    pub(crate) before: Option<String>,
    /// What it says or is after.
    pub(crate) after: Option<String>,
}

impl Deed {
    /// Whether it is a decision about a suggestion: what counts as an item handled.
    pub(crate) fn is_decision(&self) -> bool {
        matches!(self.verb, "publish" | "return" | "reject" | "hide" | "merge" | "confirm")
    }
}

/// What is known of the suggestion right before the event.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Before<'a> {
    /// The author's text.
    pub(crate) text: Option<&'a str>,
    /// Its agenda item.
    pub(crate) item: Option<AgendaNo>,
    /// Its topic.
    pub(crate) topic: Option<SuggestionNo>,
    /// How fast suggestions are taken.
    pub(crate) intake: Option<Intake>,
    /// After how many published suggestions authors are public before a look.
    pub(crate) autoclear: Option<u8>,
    /// The desk's papers.
    pub(crate) papers: Option<&'a Papers>,
}

/// The stable word of a decision, the one that it goes into, and its reason.
pub(crate) fn decision_parts(decision: &Decision) -> (&'static str, Option<SuggestionNo>, Option<RejectReason>) {
    match decision {
        Decision::Publish { .. } => ("publish", None, None),
        Decision::Return { reason, .. } => ("return", None, Some(*reason)),
        Decision::Reject { reason, .. } => ("reject", None, Some(*reason)),
        Decision::Hide { reason, .. } => ("hide", None, Some(*reason)),
        Decision::Merge { into, .. } => ("merge", Some(*into), None),
    }
}

/// What an event says that `who` did, where it is a deed of staff. Hidden, merged and confirmed stand here on their own only when that
/// happened to something public; else the clock's arm carries out what was decided before.
pub(crate) fn deed(event: &Event, who: StaffId, at: UnixMs, before: Before<'_>) -> Option<Deed> {
    let about = |verb, no| Deed { at, who, verb, no, into: None, reason: None, before: None, after: None };
    let plain = |verb| about(verb, event.suggestion());
    Some(match event {
        Event::Staff(event) => return of_staff(event, about, before),
        Event::Sealed(SealedEvent::Hidden { no, reason, .. }) => {
            Deed { reason: Some(*reason), ..about("hide", Some(*no)) }
        }
        Event::Public(PublicEvent::Merged { no, into, .. }) => Deed { into: Some(*into), ..about("merge", Some(*no)) },
        Event::Public(PublicEvent::Unmerged { no, into, .. }) => {
            Deed { into: Some(*into), ..about("unmerge", Some(*no)) }
        }
        Event::Public(PublicEvent::FloorChanged { floor: Floor::OnScreen, .. }) => plain("show"),
        Event::Public(PublicEvent::IntakeChanged { intake }) => {
            Deed { before: before.intake.map(intake_word), after: Some(intake_word(*intake)), ..plain("intake") }
        }
        Event::Public(PublicEvent::AutoclearChanged { after }) => {
            let word = |after: Option<u8>| after.map_or_else(|| "off".to_owned(), |after| after.to_string());
            Deed { before: Some(word(before.autoclear)), after: Some(word(*after)), ..plain("autoclear") }
        }
        Event::Public(PublicEvent::PhaseChanged { .. }) => plain("phase"),
        _ => return None,
    })
}

fn of_staff(
    event: &StaffEvent,
    about: impl Fn(&'static str, Option<SuggestionNo>) -> Deed,
    before: Before<'_>,
) -> Option<Deed> {
    Some(match event {
        StaffEvent::Decided { no, decision, .. } => {
            let (verb, into, reason) = decision_parts(decision);
            let (was, is) = wording(decision, before.text);
            Deed { into, reason, before: was, after: is, ..about(verb, Some(*no)) }
        }
        StaffEvent::DecisionUndone { no } => about("undo", Some(*no)),
        StaffEvent::Escalated { no, .. } => about("escalate", Some(*no)),
        StaffEvent::Confirmed { no, .. } => about("confirm", Some(*no)),
        StaffEvent::Reopened { no, .. } => about("reopen", Some(*no)),
        StaffEvent::TakenOver { no, .. } => about("take_over", Some(*no)),
        StaffEvent::Retagged { no, item } => Deed {
            before: before.item.map(|item| item.0.to_string()),
            after: Some(item.0.to_string()),
            ..about("retag", Some(*no))
        },
        StaffEvent::TopicAssigned { no, topic } => Deed {
            before: before.topic.map(|topic| topic.0.to_string()),
            after: Some(topic.0.to_string()),
            ..about("topic", Some(*no))
        },
        StaffEvent::TopicNamed { topic, name, .. } => {
            Deed { after: name.as_ref().map(|name| name.as_str().to_owned()), ..about("topic", Some(*topic)) }
        }
        StaffEvent::TopicsRegrouped { .. } => about("regroup", None),
        StaffEvent::LexiconChanged { .. } => about("lexicon", None),
        StaffEvent::RunbookSet { text, .. } => Deed {
            before: before.papers.and_then(Papers::runbook).map(|(text, ..)| excerpt(text)),
            after: text.as_ref().map(DeskText::as_str).map(excerpt),
            ..about("runbook", None)
        },
        StaffEvent::CannedSet { replies, .. } => Deed {
            before: before.papers.and_then(|papers| titles(papers.canned())),
            after: titles(replies),
            ..about("canned", None)
        },
        StaffEvent::HelpCalled { note, .. } => {
            Deed { after: note.as_ref().map(Note::as_str).map(excerpt), ..about("help", None) }
        }
        StaffEvent::HandedOver { text, .. } => Deed { after: Some(excerpt(text.as_str())), ..about("hand_over", None) },
        StaffEvent::Restricted { person, restriction } => Deed {
            reason: Some(restriction.reason),
            after: Some(restriction_words(*person, restriction)),
            ..about("restrict", restriction.no)
        },
        StaffEvent::Lifted { person, no, .. } => Deed { before: Some(handle(*person)), ..about("lift", *no) },
        StaffEvent::InvalidationBegun(job) => {
            Deed { after: Some(job.supports.to_string()), ..about("set_aside", None) }
        }
        StaffEvent::InvalidationCancelled { id, .. } => {
            Deed { before: Some(id.to_string()), ..about("aside_cancel", None) }
        }
        StaffEvent::InvalidationReversed { id, .. } => {
            Deed { before: Some(id.to_string()), ..about("aside_reverse", None) }
        }
        StaffEvent::InvalidationEnded { moved, state, .. } => {
            let count: u32 = moved.iter().map(|one| one.count).sum();
            Deed { after: Some(count.to_string()), ..about(ended_word(*state), None) }
        }
        _ => return None,
    })
}

/// What came of a job, as the record names it.
pub(crate) fn ended_word(state: InvalidationState) -> &'static str {
    if state == InvalidationState::Done { "aside_done" } else { "aside_undone" }
}

/// What a decision changes in the words, where it does.
fn wording(decision: &Decision, text: Option<&str>) -> (Option<String>, Option<String>) {
    match (decision, text) {
        (Decision::Publish { shown, edit: Some(_), .. }, Some(text)) => {
            (Some(excerpt(text)), Some(excerpt(shown.as_str())))
        }
        (Decision::Merge { text: MergedText::Supplement { shown }, .. }, _) => (None, Some(excerpt(shown.as_str()))),
        _ => (None, None),
    }
}

/// What the canned replies are called; `None` without any.
fn titles(replies: &[CannedReply]) -> Option<String> {
    let titles: Vec<&str> = replies.iter().map(|reply| reply.title.as_str()).collect();
    (!titles.is_empty()).then(|| excerpt(&titles.join(" · ")))
}

/// Whom, what and for how many minutes; without an end of its own it lasts as long as the meeting.
fn restriction_words(person: PersonId, restriction: &Restriction) -> String {
    let (who, kind) = (handle(person), restriction.kind.word());
    match restriction.until {
        Some(until) => format!("{who} {kind} {} min", until.since_ms(restriction.at) / 60_000),
        None => format!("{who} {kind}"),
    }
}

fn intake_word(intake: Intake) -> String {
    match intake {
        Intake::Normal => "normal".to_owned(),
        Intake::Slow { interval_s } => format!("slow {interval_s}"),
        Intake::Paused => "paused".to_owned(),
    }
}

/// What a deed keeps of a text; an ellipsis says that it goes on.
fn excerpt(text: &str) -> String {
    first(text, EXCERPT_CHARS)
}

/// The beginning of a text, as a row of a list shows it; an ellipsis says that it goes on.
pub(crate) fn beginning(text: &str) -> String {
    first(text, ROW_CHARS)
}

fn first(text: &str, chars: usize) -> String {
    match text.grapheme_indices(true).nth(chars) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_shows_whole_characters_and_says_when_there_is_more() {
        assert_eq!(beginning("修路"), "修路");
        let families = "👨‍👩‍👧‍👦".repeat(ROW_CHARS);
        assert_eq!(beginning(&families), families);
        assert_eq!(beginning(&format!("{families}多")), format!("{families}…"));
    }
}
