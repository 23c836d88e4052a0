//! What the suggestions are about, as staff arranged it: which belong together, under which name.

use std::collections::{BTreeMap, BTreeSet, HashMap};

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
type Group = (SuggestionNo, Vec<SuggestionNo>);

/// The topics of one meeting.
#[derive(Default)]
pub(crate) struct Topics {
    of: HashMap<SuggestionNo, SuggestionNo>,
    members: BTreeMap<SuggestionNo, BTreeSet<SuggestionNo>>,
    wishes: HashMap<SuggestionNo, TopicWish>,
}

impl Topics {
    /// Folds what staff arranged; other events change nothing.
    pub(crate) fn apply(&mut self, event: &StaffEvent) {
        match event {
            StaffEvent::TopicNamed { topic, name, fixed } => {
                self.wishes.insert(*topic, TopicWish { name: name.clone(), fixed: *fixed });
                self.members.entry(*topic).or_default();
            }
            StaffEvent::TopicAssigned { no, topic } => self.put(*no, *topic),
            StaffEvent::TopicsRegrouped { topics } => {
                for (group, no) in topics.iter().flat_map(|group| group.members.iter().map(move |no| (group, no))) {
                    self.put(*no, group.topic);
                }
                self.members.retain(|topic, members| !members.is_empty() || self.wishes.contains_key(topic));
            }
            _ => {}
        }
    }

    fn put(&mut self, no: SuggestionNo, topic: SuggestionNo) {
        if let Some(old) = self.of.insert(no, topic).and_then(|old| self.members.get_mut(&old)) {
            old.remove(&no);
        }
        self.members.entry(topic).or_default().insert(no);
    }

    /// The topic of a suggestion.
    pub(crate) fn of(&self, no: SuggestionNo) -> Option<SuggestionNo> {
        self.of.get(&no).copied()
    }

    /// How many topics there are.
    pub(crate) fn len(&self) -> usize {
        self.members.len()
    }

    /// What staff wish of a topic, if there is such a one: any suggestion can be the first of a topic.
    pub(crate) fn staff_wish(&self, topic: SuggestionNo) -> TopicWish {
        self.wishes.get(&topic).cloned().unwrap_or_default()
    }

    /// All topics as they are now.
    fn groups(&self) -> Vec<Group> {
        self.members.iter().map(|(topic, members)| (*topic, members.iter().copied().collect())).collect()
    }
}

impl Desk {
    /// The topics with most suggestions, largest first, at most `max`.
    pub(crate) fn largest_topics(&self, max: usize) -> Vec<Topic> {
        let mut groups = self.topics().groups();
        groups.sort_by_key(|(topic, members)| (std::cmp::Reverse(members.len()), *topic));
        groups.into_iter().take(max).map(|(topic, members)| self.topic(topic, &members)).collect()
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
