//! Deciding what staff arrange around the queue, and the state after it.

use crate::desk::{
    AUTOCLEAR_AFTER_MAX, CALLED_MAX, CANNED_MAX, DeskCommand, LISTS_MAX, WORD_BYTES_MAX, WORDS_MAX, WordList, WordsRead,
};
use crate::{
    Actor, CommandKind, Event, Meeting, Phase, PublicEvent, Refusal, StaffEvent, StaffId, SuggestionNo, UnixMs,
};

impl Meeting {
    /// Decides what staff arrange.
    pub fn decide_desk(&self, actor: &Actor, command: &DeskCommand, now: UnixMs) -> Result<Vec<Event>, Refusal> {
        if !actor.may(kind_of(command)) {
            return Err(Refusal::NotAllowed);
        }
        if matches!(self.phase, Phase::Archived { .. }) {
            return Err(Refusal::WrongPhase);
        }
        let by = match actor {
            Actor::Staff { id, .. } => *id,
            Actor::System | Actor::Person(_) => StaffId(0),
        };
        if let DeskCommand::SetAutoclear { after } = command {
            let after = after.filter(|after| *after > 0);
            fits(after.is_none_or(|after| after <= AUTOCLEAR_AFTER_MAX))?;
            return Ok(vec![Event::Public(PublicEvent::AutoclearChanged { after })]);
        }
        let event = match command {
            DeskCommand::Restrict(wish) => self.restrict(actor, by, wish, now)?,
            DeskCommand::Lift { id } => self.lift(actor, by, *id, now)?,
            _ => self.arrange(by, command)?,
        };
        Ok(vec![Event::Staff(event)])
    }

    fn arrange(&self, by: StaffId, command: &DeskCommand) -> Result<StaffEvent, Refusal> {
        use DeskCommand as C;
        Ok(match command {
            C::SetLexicon { version, lists } => self.set_lexicon(*version, lists)?,
            C::CallHelp { note, to } => {
                fits(to.len() <= CALLED_MAX)?;
                StaffEvent::HelpCalled { by, note: note.clone(), to: to.clone() }
            }
            C::HandOver { text } => StaffEvent::HandedOver { by, text: text.clone() },
            C::SetRunbook { version, text } => {
                StaffEvent::RunbookSet { version: next(self.runbook_version, *version)?, text: text.clone() }
            }
            C::SetCanned { version, replies } => {
                let version = next(self.canned_version, *version)?;
                fits(replies.len() <= CANNED_MAX)?;
                StaffEvent::CannedSet { version, replies: replies.clone() }
            }
            C::NameTopic { topic, name, fixed } => {
                StaffEvent::TopicNamed { topic: self.known(*topic)?, name: name.clone(), fixed: *fixed }
            }
            C::AssignTopic { no, topic } => {
                StaffEvent::TopicAssigned { no: self.known(*no)?, topic: self.known(*topic)? }
            }
            C::Regroup { topics } => {
                for no in topics.iter().flat_map(|group| group.members.iter().chain([&group.topic])) {
                    self.known(*no)?;
                }
                StaffEvent::TopicsRegrouped { topics: topics.clone() }
            }
            C::TakeOver { no, from } => StaffEvent::TakenOver { no: self.known(*no)?, from: *from, by },
            C::SetAutoclear { .. } | C::Restrict(_) | C::Lift { .. } => unreachable!("decided before"),
        })
    }

    fn set_lexicon(&self, version: u32, lists: &[WordList]) -> Result<StaffEvent, Refusal> {
        let version = next(self.lexicon_version, version)?;
        let words = || lists.iter().flat_map(|list| list.words.iter().chain(&list.allow));
        fits(lists.len() <= LISTS_MAX && words().count() <= WORDS_MAX)?;
        fits(words().all(|word| !word.trim().is_empty() && word.len() <= WORD_BYTES_MAX))?;
        Ok(StaffEvent::LexiconChanged { version, lists: lists.to_vec() })
    }

    /// Whether a text was read by the word lists in force; one that nobody has read was so only where there are none. Refused when it was
    /// read by others.
    pub fn has_read(&self, words: Option<WordsRead>) -> Result<bool, Refusal> {
        match words {
            Some(words) if words.version != self.lexicon_version => Err(Refusal::StaleRevision),
            Some(_) => Ok(true),
            None => Ok(self.lexicon_version == 0),
        }
    }

    pub(super) fn known(&self, no: SuggestionNo) -> Result<SuggestionNo, Refusal> {
        if (1..=self.last_no).contains(&no.0) { Ok(no) } else { Err(Refusal::NoSuchSuggestion) }
    }

    /// The part of an event that changes what staff arranged.
    pub(super) fn apply_desk(&mut self, event: &StaffEvent) {
        match event {
            StaffEvent::LexiconChanged { version, .. } => self.lexicon_version = *version,
            StaffEvent::RunbookSet { version, .. } => self.runbook_version = *version,
            StaffEvent::CannedSet { version, .. } => self.canned_version = *version,
            StaffEvent::Restricted { person, restriction } => self.put_restriction(*person, restriction),
            StaffEvent::Lifted { person, .. } => drop(self.restrictions.remove(person)),
            _ => {}
        }
    }
}

/// The version after `now`, for a change that was made on it.
fn next(now: u32, made_on: u32) -> Result<u32, Refusal> {
    if made_on == now { Ok(now + 1) } else { Err(Refusal::StaleVersion) }
}

fn fits(fits: bool) -> Result<(), Refusal> {
    if fits { Ok(()) } else { Err(Refusal::BadSetting) }
}

/// Which row of the role × command table a command falls under.
fn kind_of(command: &DeskCommand) -> CommandKind {
    use DeskCommand as C;
    match command {
        C::CallHelp { .. }
        | C::HandOver { .. }
        | C::NameTopic { .. }
        | C::AssignTopic { .. }
        | C::Regroup { .. }
        | C::TakeOver { .. } => CommandKind::Arrange,
        // The least that it takes; what takes more is looked at where it is decided.
        C::Restrict(_) | C::Lift { .. } => CommandKind::MuteBriefly,
        C::SetLexicon { .. } | C::SetRunbook { .. } | C::SetCanned { .. } | C::SetAutoclear { .. } => {
            CommandKind::Govern
        }
    }
}
