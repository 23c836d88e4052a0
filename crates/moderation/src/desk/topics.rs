//! What the suggestions are about: which belong together, by their texts and as staff arranged it, under which name.

use std::collections::HashMap;

use domain::{Label, StaffEvent, Suggestion, SuggestionNo};
use protocol::moderation::Topic;

use super::{Desk, beginning};

/// What staff wish of a topic.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct TopicWish {
    pub(crate) name: Option<Label>,
    pub(crate) fixed: bool,
}

/// A topic's number, which is that of its first suggestion, and its members.
pub(crate) type Group = (SuggestionNo, Vec<SuggestionNo>);

/// The topics of one meeting.
#[derive(Default)]
pub(crate) struct Topics {
    live: text::Topics,
    wishes: HashMap<SuggestionNo, TopicWish>,
}

impl Topics {
    /// Folds what staff arranged; other events change nothing.
    pub(crate) fn apply(&mut self, event: &StaffEvent) {
        match event {
            StaffEvent::TopicNamed { topic, name, fixed } => {
                self.wishes.insert(*topic, TopicWish { name: name.clone(), fixed: *fixed });
                self.live.fix(number(*topic), *fixed);
            }
            StaffEvent::TopicAssigned { no, topic } => self.live.place(number(*no), number(*topic)),
            StaffEvent::TopicsRegrouped { topics } => {
                let numbers = |members: &[SuggestionNo]| members.iter().map(|no| number(*no)).collect();
                let groups: Vec<_> =
                    topics.iter().map(|group| (number(group.topic), numbers(&group.members))).collect();
                self.live.set(&groups);
            }
            _ => {}
        }
    }

    /// Takes the text of what waits or is public in.
    pub(super) fn read(&mut self, no: SuggestionNo, text: &str) {
        self.live.insert(number(no), text);
    }

    /// It neither waits nor is public any more.
    pub(super) fn forget(&mut self, no: SuggestionNo) {
        self.live.remove(number(no));
    }

    /// The topic of a suggestion.
    pub(crate) fn of(&self, no: SuggestionNo) -> Option<SuggestionNo> {
        self.live.of(number(no)).and_then(suggestion)
    }

    /// How many topics there are.
    pub(crate) fn len(&self) -> usize {
        self.live.groups().count()
    }

    /// What staff wish of a topic, if there is such a one: any suggestion can be the first of a topic.
    pub(crate) fn staff_wish(&self, topic: SuggestionNo) -> TopicWish {
        self.wishes.get(&topic).cloned().unwrap_or_default()
    }

    /// All topics as they are now.
    pub(crate) fn groups(&self) -> Vec<Group> {
        let group = |(topic, members)| Some((suggestion(topic)?, members));
        let groups = self.live.groups().filter_map(group);
        groups.map(|(topic, members)| (topic, members.filter_map(suggestion).collect())).collect()
    }

    /// All topics as they would be if everything were grouped anew. Nothing changes.
    pub(crate) fn regrouped(&self) -> Vec<Group> {
        let known = |members: Vec<u64>| members.into_iter().filter_map(suggestion).collect();
        let groups = self.live.regrouped().into_iter();
        groups.filter_map(|(topic, members)| Some((suggestion(topic)?, known(members)))).collect()
    }
}

fn number(no: SuggestionNo) -> u64 {
    u64::from(no.0)
}

fn suggestion(number: u64) -> Option<SuggestionNo> {
    u32::try_from(number).map(SuggestionNo).ok()
}

impl Desk {
    /// The topics with most suggestions, largest first, at most `max`.
    pub(crate) fn largest_topics(&self, max: usize) -> Vec<Topic> {
        self.told_topics(&self.topics().groups(), max)
    }

    /// Groups as they would be told of, largest first, at most `max`.
    pub(crate) fn told_topics(&self, groups: &[Group], max: usize) -> Vec<Topic> {
        let mut groups: Vec<&Group> = groups.iter().collect();
        groups.sort_by_key(|(topic, members)| (std::cmp::Reverse(members.len()), *topic));
        groups.into_iter().take(max).map(|(topic, members)| self.topic(*topic, members)).collect()
    }

    fn topic(&self, topic: SuggestionNo, members: &[SuggestionNo]) -> Topic {
        let wish = self.topics().staff_wish(topic);
        let first = || self.suggestion(topic).map(|one| beginning(one.text.as_str())).unwrap_or_default();
        let waiting = members.iter().filter(|no| self.suggestion(**no).is_some_and(Suggestion::waits_for_look)).count();
        Topic {
            topic,
            named: wish.name.is_some(),
            name: wish.name.map_or_else(first, |name| name.as_str().to_owned()),
            size: members.len() as u32,
            waiting: waiting as u32,
            fixed: wish.fixed,
        }
    }
}
