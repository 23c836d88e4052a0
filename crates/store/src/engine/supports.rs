//! Supports as a set: whatever their number, a handful of statements and one event.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use domain::support::{self, Change};
use domain::{
    Actor, Event, Meeting, MeetingId, PersonId, Phase, PublicEvent, Refusal, StaffEvent, Suggestion, SuggestionNo,
    SupportTotal, UnixMs,
};

use crate::engine::log::Log;
use crate::engine::{Rows, invalidations};
use crate::error::StoreError;
use crate::port::{BackedRows, LedgerRow};
use crate::rows::Pair;

/// What one person wishes about one suggestion.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wish {
    pub(super) person: PersonId,
    pub(super) no: SuggestionNo,
    /// Whether to be among the backers.
    pub(super) wants: bool,
    /// When it was, if not now.
    pub(super) at: Option<UnixMs>,
}

/// By which phases the wishes are judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rule {
    /// By the meeting's own.
    Meeting,
    /// As in an open meeting: the source had its own phases and its own way with people.
    Import,
}

/// What came of a set.
pub(super) struct Backed {
    /// In the order of the wishes: whether the person backs it after the wish.
    pub(super) answers: Vec<Result<bool, Refusal>>,
    /// Every suggestion that a wish named, after the whole set.
    pub(super) suggestions: BTreeMap<SuggestionNo, Arc<Suggestion>>,
    /// Wishes that made a new backer.
    pub(super) added: u32,
}

/// The state while wishes are decided, in memory and in order: one pair may occur several times.
struct Ballot {
    meeting: Meeting,
    suggestions: BTreeMap<SuggestionNo, Suggestion>,
    backing: HashSet<Pair>,
    /// Those of the pairs that are set aside: backed or not, they change no official number.
    aside: HashSet<Pair>,
    ledger: Vec<LedgerRow>,
}

impl Ballot {
    fn decide(&mut self, wish: &Wish, at: UnixMs) -> Result<bool, Refusal> {
        let suggestion = self.suggestions.get_mut(&wish.no).ok_or(Refusal::NoSuchSuggestion)?;
        let pair = (wish.no, wish.person);
        let asked = support::Wish { person: wish.person, backs_now: self.backing.contains(&pair), wish: wish.wants };
        let change = support::decide(&self.meeting, &suggestion.review, asked, at)?;
        let number = match (&mut suggestion.aside, self.aside.contains(&pair)) {
            (Some(aside), true) => aside,
            _ => &mut suggestion.supports,
        };
        match change {
            Change::Added => {
                self.backing.insert(pair);
                *number += 1;
            }
            Change::Removed => {
                self.backing.remove(&pair);
                *number = number.saturating_sub(1);
            }
            Change::Nothing => return Ok(wish.wants),
        }
        let at = wish.at.unwrap_or(at);
        self.ledger.push(LedgerRow { no: wish.no, person: wish.person, delta: change.delta(), at });
        Ok(wish.wants)
    }
}

/// Decides the wishes in order and writes what they change; one `Tally` carries the new totals into the log.
pub(super) async fn back(
    rows: &mut Rows<'_>,
    log: &mut Log,
    wishes: &[Wish],
    rule: Rule,
    at: UnixMs,
) -> Result<Backed, StoreError> {
    let id = log.meeting.id.clone();
    let nos: BTreeSet<SuggestionNo> = wishes.iter().map(|wish| wish.no).collect();
    let pairs: BTreeSet<Pair> = wishes.iter().map(|wish| (wish.no, wish.person)).collect();
    let nos: Vec<SuggestionNo> = nos.into_iter().collect();
    let pairs: Vec<Pair> = pairs.into_iter().collect();
    let suggestions: BTreeMap<_, _> =
        rows.suggestions_among(&id, &nos).await?.into_iter().map(|suggestion| (suggestion.no, suggestion)).collect();
    let numbers = |one: &Suggestion| (one.supports, one.aside);
    let totals_before: BTreeMap<_, _> = suggestions.iter().map(|(no, one)| (*no, numbers(one))).collect();
    let before = rows.backings(&id, &pairs).await?;
    let aside = aside(rows, &id, &suggestions, &pairs).await?;

    let mut meeting = log.meeting.clone();
    if rule == Rule::Import {
        meeting.phase = Phase::Open;
        meeting.restrictions.clear();
    }
    let mut ballot = Ballot { meeting, suggestions, backing: before.clone(), aside, ledger: Vec::new() };
    let answers: Vec<_> = wishes.iter().map(|wish| ballot.decide(wish, at)).collect();

    let totals: Vec<(SuggestionNo, u32)> = ballot
        .suggestions
        .iter()
        .filter(|(no, one)| totals_before.get(no).map(|before| before.0) != Some(one.supports))
        .map(|(no, suggestion)| (*no, suggestion.supports))
        .collect();
    write(rows, &id, &before, &ballot, &totals).await?;
    let moved =
        ballot.suggestions.values().filter(|one| totals_before.get(&one.no).map(|before| before.1) != Some(one.aside));
    let moved: Vec<&Suggestion> = moved.collect();
    for suggestion in &moved {
        rows.put_suggestion(&id, suggestion).await?;
    }
    if !moved.is_empty() {
        let totals = moved.into_iter().map(invalidations::total).collect();
        log.push(Actor::System, at, vec![Event::Staff(StaffEvent::AsideTallied { totals })]);
    }
    if !totals.is_empty() {
        let totals = totals.into_iter().map(|(no, supports)| SupportTotal { no, supports }).collect();
        // A set has many authors, and who backs what is secret: the event names none.
        log.push(Actor::System, at, vec![Event::Public(PublicEvent::Tally { totals })]);
    }
    let added = ballot.ledger.iter().filter(|row| row.delta > 0).count() as u32;
    let suggestions = ballot.suggestions.into_iter().map(|(no, suggestion)| (no, Arc::new(suggestion))).collect();
    Ok(Backed { answers, suggestions, added })
}

/// Those of the pairs that are set aside. Asked for only where a job ever set something aside: this is the busiest path.
async fn aside(
    rows: &mut Rows<'_>,
    id: &MeetingId,
    suggestions: &BTreeMap<SuggestionNo, Suggestion>,
    pairs: &[Pair],
) -> Result<HashSet<Pair>, StoreError> {
    let touched = |no: &SuggestionNo| suggestions.get(no).is_some_and(|one| one.aside.is_some());
    let pairs: Vec<Pair> = pairs.iter().copied().filter(|(no, _)| touched(no)).collect();
    if pairs.is_empty() { Ok(HashSet::new()) } else { rows.aside_among(id, &pairs, false).await }
}

async fn write(
    rows: &mut Rows<'_>,
    id: &MeetingId,
    before: &HashSet<Pair>,
    ballot: &Ballot,
    totals: &[(SuggestionNo, u32)],
) -> Result<(), StoreError> {
    if ballot.ledger.is_empty() {
        return Ok(());
    }
    let new: Vec<Pair> = ballot.backing.difference(before).copied().collect();
    let gone: Vec<Pair> = before.difference(&ballot.backing).copied().collect();
    rows.write_backed(id, BackedRows { ledger: &ballot.ledger, new: &new, gone: &gone, totals }).await
}
