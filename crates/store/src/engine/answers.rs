//! Answers of cards as a set: whatever their number, a handful of statements and one event.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::answer::{Answer, AnswerCommand, AnswerTotal, Served};
use domain::cards::decide;
use domain::{Actor, Event, Meeting, PersonId, Refusal, StaffEvent, Suggestion, SuggestionNo, UnixMs};

use crate::engine::Rows;
use crate::engine::log::Log;
use crate::error::StoreError;
use crate::port::AnsweredRow;
use crate::rows::Pair;

/// What one person says of one card.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said {
    pub(super) person: PersonId,
    pub(super) command: AnswerCommand,
}

/// The state while answers are decided, in memory and in order: one card may occur several times.
struct Count<'m> {
    meeting: &'m Meeting,
    suggestions: BTreeMap<SuggestionNo, Suggestion>,
    served: HashMap<Pair, Served>,
    taken: Vec<AnsweredRow>,
}

impl Count<'_> {
    fn decide(&mut self, said: &Said, at: UnixMs) -> Result<(), Refusal> {
        let Said { person, command } = said;
        let suggestion = self.suggestions.get(&command.no).ok_or(Refusal::BadCard)?;
        let pair = (command.no, *person);
        decide(self.meeting, suggestion, *person, self.served.get(&pair), command, at)?;
        self.served.insert(pair, Served { hash: command.hash, answered: true });
        let AnswerCommand { no, hash, answer } = *command;
        self.taken.push(AnsweredRow { no, person: *person, hash, answer });
        Ok(())
    }
}

/// Decides the answers in order and writes those that count; one `AnswersTallied` carries the new totals into the log.
pub(super) async fn answer(
    rows: &mut Rows<'_>,
    log: &mut Log,
    all: &[Said],
    at: UnixMs,
) -> Result<Vec<Result<(), Refusal>>, StoreError> {
    let id = log.meeting.id.clone();
    let nos: BTreeSet<SuggestionNo> = all.iter().map(|said| said.command.no).collect();
    let pairs: BTreeSet<Pair> = all.iter().map(|said| (said.command.no, said.person)).collect();
    let nos: Vec<SuggestionNo> = nos.into_iter().collect();
    let pairs: Vec<Pair> = pairs.into_iter().collect();
    let suggestions = rows.suggestions_among(&id, &nos).await?;
    let served = rows.served_cards(&id, &pairs).await?;
    let mut count = Count {
        meeting: &log.meeting,
        suggestions: suggestions.into_iter().map(|suggestion| (suggestion.no, suggestion)).collect(),
        served,
        taken: Vec::new(),
    };
    let answers: Vec<_> = all.iter().map(|said| count.decide(said, at)).collect();
    let taken = count.taken;
    if taken.is_empty() {
        return Ok(answers);
    }
    let totals = totals(rows.answer_totals_among(&id, &nos).await?, &taken);
    rows.answer_cards(&id, &taken, at).await?;
    rows.put_answer_totals(&id, &totals).await?;
    // A set has many authors, and who says what is secret: the event names none.
    log.push(Actor::System, at, vec![Event::Staff(StaffEvent::AnswersTallied { totals })]);
    Ok(answers)
}

/// The totals that the answers change.
fn totals(before: Vec<AnswerTotal>, taken: &[AnsweredRow]) -> Vec<AnswerTotal> {
    let before: BTreeMap<SuggestionNo, AnswerTotal> = before.into_iter().map(|total| (total.no, total)).collect();
    let mut after: BTreeMap<SuggestionNo, AnswerTotal> = BTreeMap::new();
    for row in taken {
        let none = AnswerTotal { no: row.no, answers: 0, support: 0 };
        let total = after.entry(row.no).or_insert_with(|| before.get(&row.no).copied().unwrap_or(none));
        total.answers += 1;
        total.support += u32::from(row.answer == Answer::Support);
    }
    after.into_values().collect()
}
