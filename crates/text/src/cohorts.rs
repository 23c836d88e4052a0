//! Cohorts: texts that are copies of one another but for their dress, gathered as they come.
//!
//! Each cohort has a leader, its first text, and every later one is compared with leaders only: a chain of small changes does not join
//! texts that have nothing in common. A cohort is a hint to a person and never a decision.

use std::collections::{BTreeMap, HashMap};

use crate::likeness::LIKELY_MIN;
use crate::polarity::polarity_differs;
use crate::similar::SimilarIndex;

/// Leaders that one text is compared with: the nearest may say the opposite, and then the next is asked.
const LEADERS_ASKED: usize = 4;

/// Texts by number in cohorts, named by the number of their leader. At most [`TEXTS_MAX`](crate::TEXTS_MAX) leaders; the texts of
/// leaders are kept, those of the others are not.
#[derive(Debug, Default)]
pub struct Cohorts {
    index: SimilarIndex,
    leaders: HashMap<u64, Box<str>>,
    /// Text to leader.
    of: HashMap<u64, u64>,
    /// Leader to texts, in order of their numbers; the leader's own is among them.
    members: BTreeMap<u64, Vec<u64>>,
}

impl Cohorts {
    /// No text yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a text in and says who leads it: the nearest leader that is very likely the same text ([`LIKELY_MIN`]) and does not say
    /// the opposite, or else the text itself. A number that is known already moves when its text has changed; a leader stays with
    /// those who follow it.
    pub fn insert(&mut self, no: u64, text: &str) -> u64 {
        if self.leaders.contains_key(&no) {
            return no;
        }
        self.leave(no);
        let near = self.index.nearest(text, LEADERS_ASKED, LIKELY_MIN);
        let found = near.iter().find(|near| self.leaders.get(&near.no).is_some_and(|led| !polarity_differs(led, text)));
        let leader = found.map_or(no, |near| near.no);
        if leader == no {
            self.index.insert(no, text);
            self.leaders.insert(no, text.into());
        }
        self.of.insert(no, leader);
        let members = self.members.entry(leader).or_default();
        members.insert(members.partition_point(|other| *other < no), no);
        leader
    }

    /// Cohorts of at least `size_min` texts: the leader and the members by number, the leader among them.
    pub fn of_size(&self, size_min: usize) -> impl Iterator<Item = (u64, &[u64])> {
        let large = self.members.iter().filter(move |(_, members)| members.len() >= size_min);
        large.map(|(leader, members)| (*leader, members.as_slice()))
    }

    fn leave(&mut self, no: u64) {
        let Some(leader) = self.of.remove(&no) else { return };
        if let Some(members) = self.members.get_mut(&leader) {
            members.retain(|other| *other != no);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(cohorts: &Cohorts, size_min: usize) -> Vec<(u64, usize)> {
        cohorts.of_size(size_min).map(|(leader, members)| (leader, members.len())).collect()
    }

    #[test]
    fn copies_follow_the_first_and_others_lead_themselves() {
        let mut cohorts = Cohorts::new();
        assert_eq!(cohorts.insert(1, "请立即停止砍伐滨河路两边的香樟树，还市民一条林荫道！"), 1);
        assert_eq!(cohorts.insert(2, "🌳請立即停止砍伐濱河路兩邊的香樟樹，還市民一條林蔭道"), 1);
        assert_eq!(cohorts.insert(3, "建议取消十六潭公园晚上10点清场，年轻人下班才有空散步。"), 3);
        assert_eq!(cohorts.of_size(2).collect::<Vec<_>>(), [(1, [1, 2].as_slice())]);
        assert_eq!(sizes(&cohorts, 1), [(1, 2), (3, 1)]);
    }

    #[test]
    fn the_opposite_is_no_copy() {
        let mut cohorts = Cohorts::new();
        cohorts.insert(1, "河边步道应该允许骑自行车，方便市民上下班");
        assert_eq!(cohorts.insert(2, "河边步道不应该允许骑自行车，方便市民上下班"), 2);
        assert_eq!(
            cohorts.insert(3, "河边步道不应该允许骑自行车，方便市民上下班！"),
            2,
            "the nearest that says the same"
        );
    }

    #[test]
    fn a_text_that_changes_moves_and_a_leader_stays() {
        let mut cohorts = Cohorts::new();
        let (trees, lamps) = ("多种些树，让孩子放学路上有阴凉", "河边绿道加装夜间照明灯，老人走路安全");
        for (no, text) in [(1, trees), (2, trees), (3, lamps)] {
            cohorts.insert(no, text);
        }
        assert_eq!(cohorts.insert(2, lamps), 3);
        assert_eq!(cohorts.insert(3, trees), 3);
        assert_eq!(sizes(&cohorts, 1), [(1, 1), (3, 2)]);
    }
}
