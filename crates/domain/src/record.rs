//! A meeting folded from its log: what every service that keeps one in memory starts from.

use std::collections::BTreeMap;

use crate::{Event, Meeting, MeetingId, PublicEvent, Recorded, Seq, StaffEvent, Suggestion, SuggestionNo, UnixMs};

/// The state of one meeting after the events up to [`Record::seq`]. Holds what staff may know: it must not be handed to citizens.
#[derive(Debug, Clone)]
pub struct Record {
    id: MeetingId,
    seq: Seq,
    at: UnixMs,
    meeting: Option<Meeting>,
    suggestions: BTreeMap<SuggestionNo, Suggestion>,
}

impl Record {
    /// The state before the log's first event.
    pub fn new(id: MeetingId) -> Self {
        Self { id, seq: Seq(0), at: UnixMs(0), meeting: None, suggestions: BTreeMap::new() }
    }

    /// Which meeting it is.
    pub fn id(&self) -> &MeetingId {
        &self.id
    }

    /// The place in the log up to which events are folded.
    pub fn seq(&self) -> Seq {
        self.seq
    }

    /// When the last of them was appended; 0 before the first.
    pub fn at(&self) -> UnixMs {
        self.at
    }

    /// The meeting, once it was created.
    pub fn meeting(&self) -> Option<&Meeting> {
        self.meeting.as_ref()
    }

    /// Every suggestion by its number.
    pub fn suggestions(&self) -> &BTreeMap<SuggestionNo, Suggestion> {
        &self.suggestions
    }

    /// Folds the next event and says whether it was the next: one that is already in, or beyond a hole, changes nothing.
    pub fn apply(&mut self, recorded: &Recorded) -> bool {
        if recorded.seq != self.seq.next() {
            return false;
        }
        (self.seq, self.at) = (recorded.seq, recorded.at);
        self.fold(&recorded.event, recorded.at);
        true
    }

    fn fold(&mut self, event: &Event, at: UnixMs) {
        match event {
            Event::Staff(StaffEvent::MeetingCreated { settings, code }) => {
                self.meeting = Some(Meeting::new(self.id.clone(), *code, (**settings).clone()));
            }
            Event::Staff(StaffEvent::Submitted(submitted)) => {
                self.suggestions.insert(submitted.no, Suggestion::new(submitted, at));
            }
            Event::Public(PublicEvent::Tally { totals }) => {
                for total in totals {
                    if let Some(suggestion) = self.suggestions.get_mut(&total.no) {
                        suggestion.supports = total.supports;
                    }
                }
            }
            Event::Staff(StaffEvent::SupportsMoved { totals, .. } | StaffEvent::AsideTallied { totals }) => {
                for total in totals {
                    if let Some(suggestion) = self.suggestions.get_mut(&total.no) {
                        (suggestion.supports, suggestion.aside) = (total.supports, Some(total.aside));
                    }
                }
            }
            Event::Public(PublicEvent::Merged { no, into, .. } | PublicEvent::Unmerged { no, into, .. }) => {
                for no in [no, into] {
                    self.touch(*no, event, at);
                }
            }
            _ => {
                if let Some(no) = event.suggestion() {
                    self.touch(no, event, at);
                }
            }
        }
        if let Some(meeting) = &mut self.meeting {
            meeting.apply(event);
        }
    }

    fn touch(&mut self, no: SuggestionNo, event: &Event, at: UnixMs) {
        if let Some(suggestion) = self.suggestions.get_mut(&no) {
            suggestion.apply(event, at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Actor, MeetingCode, PersonId, Settings, SubmittedSuggestion, SuggestionText, SupportTotal};

    fn settings() -> Settings {
        Settings {
            title: "公园城市".into(),
            organiser: String::new(),
            summary: String::new(),
            stream_url: String::new(),
            starts_at: None,
            agenda: Vec::new(),
            windows: crate::Windows::default(),
            policy: crate::Policy::default(),
            ..Settings::default()
        }
    }

    fn submitted(no: u32) -> Event {
        Event::Staff(StaffEvent::Submitted(Box::new(SubmittedSuggestion {
            no: SuggestionNo(no),
            author: PersonId([no as u8; 16]),
            entered_by: None,
            text: SuggestionText::new("多种些树吧", 200).unwrap(),
            item: None,
            moment_ms: None,
            area: None,
            display_name: None,
            flags: Vec::new(),
            paper: None,
            source: None,
        })))
    }

    #[test]
    fn events_are_folded_once_and_only_in_order() {
        let mut record = Record::new("park2026".parse().unwrap());
        let event =
            |seq: u64, event: Event| Recorded { seq: Seq(seq), at: UnixMs(seq as i64), actor: Actor::System, event };
        let created = StaffEvent::MeetingCreated { settings: Box::new(settings()), code: MeetingCode::from_number(7) };
        let events = [
            event(1, Event::Staff(created)),
            event(2, submitted(1)),
            event(3, submitted(2)),
            event(
                4,
                Event::Public(PublicEvent::Tally {
                    totals: vec![
                        SupportTotal { no: SuggestionNo(1), supports: 3 },
                        SupportTotal { no: SuggestionNo(9), supports: 1 },
                    ],
                }),
            ),
            event(
                5,
                Event::Public(PublicEvent::Merged {
                    no: SuggestionNo(2),
                    into: SuggestionNo(1),
                    supports: 4,
                    merged: 1,
                    supplement: None,
                }),
            ),
        ];
        assert!(!record.apply(&events[1]), "there is a hole before it");
        assert!(events.iter().all(|event| record.apply(event)));
        assert!(events.iter().all(|event| !record.apply(event)), "all of them are in already");
        assert_eq!((record.seq(), record.at()), (Seq(5), UnixMs(5)));
        assert_eq!(record.meeting().map(|meeting| meeting.last_no), Some(2));
        let kept = &record.suggestions()[&SuggestionNo(1)];
        assert_eq!((kept.supports, kept.merged), (4, 1));
        assert_eq!(record.suggestions()[&SuggestionNo(2)].review.kind(), crate::ReviewKind::Merged);
    }
}
