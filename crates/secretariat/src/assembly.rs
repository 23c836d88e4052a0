//! The one assembly of a meeting's results: the page and every export read it, so their totals are equal. Pure.
//!
//! What it gives holds no hidden text and nobody's identity.

use std::collections::HashMap;

use domain::{Floor, RejectReason, Review, ReviewKind, Suggestion, SuggestionNo, UnixMs};
use protocol::frame::MeetingCard;
use protocol::secretariat::{ReasonCount, ResultRow, ResultTotals, ResultsReply};
use ranking::{Backed, rank_by_support};

use crate::chronicle::Chronicle;

/// `people` is the store's count of those who suggested or backed. `None` before the meeting was created.
pub(crate) fn assemble(chronicle: &Chronicle, people: u32, now: UnixMs) -> Option<ResultsReply> {
    let record = chronicle.record();
    let meeting = record.meeting()?;
    let ranks = ranks(record.suggestions().values(), |one| one.supports);
    let ranks_with = ranks_with(record.suggestions().values());
    let mut rows: Vec<_> = record.suggestions().values().map(|one| row(chronicle, one, &ranks, &ranks_with)).collect();
    // Stable: what is public by its place, then the rest by number.
    rows.sort_by_key(|row| ranks.get(&row.no).map_or(usize::MAX, |(place, _)| *place));
    let waits = chronicle.waits_ms();
    Some(ResultsReply {
        meeting: MeetingCard::from(meeting),
        at: now.max(record.at()),
        seq: record.seq(),
        totals: ResultTotals {
            people,
            p50_wait_ms: percentile(&waits, 50),
            p95_wait_ms: percentile(&waits, 95),
            ..totals(&rows)
        },
        reasons: reasons(&rows),
        rows,
        ridge: chronicle.seconds().ridge(),
    })
}

type Ranks = HashMap<SuggestionNo, (usize, u32)>;

/// The same as [`ranks`] if nobody's support were set aside.
fn ranks_with<'a>(suggestions: impl Iterator<Item = &'a Suggestion>) -> Ranks {
    ranks(suggestions, |one| one.supports.saturating_add(one.aside.unwrap_or_default()))
}

/// The place in the list, from 0, and the rank, from 1 with ties sharing one, of what is public.
fn ranks<'a>(suggestions: impl Iterator<Item = &'a Suggestion>, supports: impl Fn(&Suggestion) -> u32) -> Ranks {
    let backed = suggestions.filter_map(|one| match one.review {
        Review::Published { at, .. } => {
            Some(Backed { no: u64::from(one.no.0), supports: u64::from(supports(one)), published_at_ms: at.0 })
        }
        _ => None,
    });
    let placed = rank_by_support(&backed.collect::<Vec<_>>());
    let ranked = placed.iter().enumerate().map(|(place, one)| (SuggestionNo(one.no as u32), (place, one.rank as u32)));
    ranked.collect()
}

fn row(chronicle: &Chronicle, one: &Suggestion, ranks: &Ranks, ranks_with: &Ranks) -> ResultRow {
    let (decided_at, reason, merged_into) = ending(&one.review);
    let hidden = one.review.kind() == ReviewKind::Hidden;
    ResultRow {
        no: one.no,
        rank: ranks.get(&one.no).map(|(_, rank)| *rank),
        rank_with: ranks_with.get(&one.no).map(|(_, rank)| *rank),
        text: if hidden { String::new() } else { readable(chronicle, one) },
        state: one.review.kind(),
        agenda_item: one.item,
        supports: one.supports,
        aside: one.aside.unwrap_or_default(),
        merged: one.merged,
        merged_into,
        reason,
        area: one.area.as_ref().filter(|_| !hidden).map(|area| area.as_str().to_owned()),
        display_name: one.display_name.as_ref().filter(|_| !hidden).map(|name| name.as_str().to_owned()),
        moment_ms: one.moment_ms,
        submitted_at: one.submitted_at,
        decided_at,
        floor: floor_word(one.floor).to_owned(),
    }
}

/// The text that was public last; else the author's, with personal data masked as publishing it would have.
fn readable(chronicle: &Chronicle, one: &Suggestion) -> String {
    match chronicle.once_public(one.no) {
        Some(shown) => shown.as_str().to_owned(),
        None => text::mask(one.text.as_str()),
    }
}

/// When and how a suggestion came to rest.
fn ending(review: &Review) -> (Option<UnixMs>, Option<RejectReason>, Option<SuggestionNo>) {
    match review {
        Review::Pending | Review::Held { .. } | Review::Appealed(_) | Review::Decided { .. } => (None, None, None),
        Review::Published { at, .. } | Review::Withdrawn { at } => (Some(*at), None, None),
        Review::Returned { at, reason, .. } | Review::Rejected { at, reason, .. } | Review::Hidden { at, reason } => {
            (Some(*at), Some(*reason), None)
        }
        Review::Merged { into, at, .. } => (Some(*at), None, Some(*into)),
    }
}

/// The stable word of a floor state.
fn floor_word(floor: Floor) -> &'static str {
    match floor {
        Floor::Off => "off",
        Floor::Shortlisted => "shortlisted",
        Floor::OnScreen => "on_screen",
        Floor::ReadOut => "read_out",
        Floor::Answered { .. } => "answered",
        Floor::Covered { .. } => "covered",
        Floor::Deferred => "deferred",
    }
}

fn totals(rows: &[ResultRow]) -> ResultTotals {
    let mut totals = ResultTotals::default();
    for row in rows {
        totals.received += 1;
        *match row.state {
            ReviewKind::Pending | ReviewKind::Held | ReviewKind::Appealed | ReviewKind::Decided => &mut totals.pending,
            ReviewKind::Published => &mut totals.published,
            ReviewKind::Returned => &mut totals.returned,
            ReviewKind::Rejected => &mut totals.rejected,
            ReviewKind::Hidden => &mut totals.hidden,
            ReviewKind::Withdrawn => &mut totals.withdrawn,
            ReviewKind::Merged => &mut totals.merged,
        } += 1;
        if row.state == ReviewKind::Published {
            totals.supports += u64::from(row.supports);
            totals.aside += u64::from(row.aside);
        }
    }
    totals
}

fn reasons(rows: &[ResultRow]) -> Vec<ReasonCount> {
    let mut counts: HashMap<RejectReason, u32> = HashMap::new();
    for reason in rows.iter().filter_map(|row| row.reason) {
        *counts.entry(reason).or_default() += 1;
    }
    let mut reasons: Vec<_> = counts.into_iter().map(|(reason, count)| ReasonCount { reason, count }).collect();
    reasons.sort_unstable_by_key(|one| (std::cmp::Reverse(one.count), one.reason));
    reasons
}

/// The nearest-rank percentile of values in rising order; 0 of none.
fn percentile(sorted: &[i64], percent: usize) -> i64 {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied().unwrap_or(0)
}

#[cfg(test)]
#[path = "assembly_tests.rs"]
mod tests;
