//! What became of a suggestion, step by step, in words. Who decided is told by duty, never by name.

use domain::{Floor, UnixMs, UnpublishedBecause};
use protocol::frame::{Card, MeetingCard};
use protocol::{Locale, figures};

use crate::courses::{Passed, Step};

/// A step of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) icon: &'static str,
    pub(super) word: String,
    pub(super) time: String,
    pub(super) machine: String,
    /// Where the broadcast's moment is played; empty without one.
    pub(super) moment_href: String,
    pub(super) moment: String,
    /// Whether the institution speaks here, so that the seal stands beside it.
    pub(super) sealed: bool,
}

/// The rows: handed in, then every public step.
pub(super) fn rows(l: Locale, meeting: &MeetingCard, card: &Card, steps: &[Passed]) -> Vec<Row> {
    let first = row(l, "note-pencil-bold", l.text("one.step.submitted").to_owned(), card.submitted_at);
    let told = steps.iter().enumerate().filter_map(|(at, passed)| {
        let before = at.checked_sub(1).map(|at| &steps[at].step);
        let (icon, word) = words(l, &passed.step, before)?;
        let mut row = row(l, icon, word, passed.at);
        if let Step::Floor(Floor::Answered { moment_ms: Some(ms) } | Floor::Covered { moment_ms: Some(ms) }) =
            passed.step
        {
            row.moment = figures::clock(u64::from(ms));
            row.moment_href = format!("/m/{}?n={}&t={}", meeting.id, card.no.0, ms / 1_000);
        }
        row.sealed = matches!(passed.step, Step::Floor(Floor::Answered { .. }));
        Some(row)
    });
    std::iter::once(first).chain(told).collect()
}

fn row(l: Locale, icon: &'static str, word: String, at: UnixMs) -> Row {
    Row {
        icon,
        word,
        time: l.day_and_time(at),
        machine: figures::machine_time(at),
        moment_href: String::new(),
        moment: String::new(),
        sealed: false,
    }
}

/// Icon and words of a step; `None` for what only the chamber's staff need to know.
fn words(l: Locale, step: &Step, before: Option<&Step>) -> Option<(&'static str, String)> {
    let plain = |icon, key| Some((icon, l.text(key).to_owned()));
    match step {
        Step::Published if matches!(before, Some(Step::Left(_))) => plain("check-circle-fill", "one.step.again"),
        Step::Published => plain("check-circle-fill", "one.step.published"),
        Step::Left(UnpublishedBecause::Edited) => plain("pencil-simple-bold", "one.step.edited"),
        Step::Left(UnpublishedBecause::Reopened) => plain("arrow-counter-clockwise-bold", "one.step.reopened"),
        Step::Left(UnpublishedBecause::Withdrawn | UnpublishedBecause::Hidden | UnpublishedBecause::Declined) => None,
        Step::Asked(unit) => Some(("microphone-fill", l.fill("one.step.asked", &[("name", unit)]))),
        Step::Took(no) => Some(("git-merge-bold", l.fill("one.step.merged", &[("no", &no.to_string())]))),
        Step::LetGo(no) => Some(("git-merge-bold", l.fill("one.step.unmerged", &[("no", &no.to_string())]))),
        Step::Floor(floor) => match floor {
            Floor::OnScreen => plain("presentation-fill", "one.step.on_screen"),
            Floor::ReadOut => plain("microphone-fill", "one.step.read_out"),
            Floor::Answered { .. } => plain("seal-check", "one.step.answered"),
            Floor::Covered { .. } => plain("seal-check", "one.step.covered"),
            Floor::Deferred => plain("clock-bold", "one.step.deferred"),
            Floor::Off | Floor::Shortlisted => None,
        },
    }
}
