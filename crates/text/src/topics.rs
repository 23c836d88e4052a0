//! Topics: texts about the same thing, gathered as they come around the centre of those that were there before (leader clustering), and
//! gathered anew when somebody asks.
//!
//! Two texts of one topic need not say the same. A topic is known by the number of its first text. Words that many texts have tell nothing
//! and are left out. People move texts and fix topics; the machine leaves alone what they did.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::comparable::comparable;

/// A text joins the nearest topic whose centre has at least this cosine with it. On passages of news (110 characters) 0.12 is measured best,
/// with a B-cubed F of 0.70–0.72; a suggestion is a quarter as long and has fewer pairs to share.
const JOIN_MIN: f32 = 0.1;
/// The same when everything is gathered anew: all that a topic will have is known then.
const JOIN_ANEW_MIN: f32 = 0.08;
/// A pair that more than one text in so many has tells nothing …
const COMMON_SHARE: usize = 10;
/// … once there are this many texts.
const COMMON_FROM: usize = 20;

/// A character and its right neighbour.
type Pair = (char, char);

/// What the meeting's texts are about.
#[derive(Debug, Clone, Default)]
pub struct Topics {
    texts: BTreeMap<u64, Text>,
    by_no: BTreeMap<u64, Topic>,
    /// Texts with a pair.
    with: HashMap<Pair, u32>,
    /// Topics with a pair in their centre.
    having: HashMap<Pair, BTreeSet<u64>>,
}

#[derive(Debug, Clone)]
struct Text {
    pairs: Vec<(Pair, f32)>,
    topic: u64,
    /// Somebody put it there.
    by_hand: bool,
}

#[derive(Debug, Clone, Default)]
struct Topic {
    members: BTreeSet<u64>,
    /// The sum of its texts' pairs.
    centre: HashMap<Pair, f32>,
    /// Whether the centre stays as it is.
    fixed: bool,
}

impl Topics {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a text in and says which topic it belongs to: the nearest one, or a new one of its own number. A text that is known moves
    /// when it has changed, unless somebody put it where it is.
    pub fn insert(&mut self, no: u64, text: &str) -> u64 {
        let pairs = pairs(text);
        if let Some(known) = self.texts.get(&no)
            && (known.by_hand || known.pairs == pairs)
        {
            return known.topic;
        }
        self.remove(no);
        for (pair, _) in &pairs {
            *self.with.entry(*pair).or_default() += 1;
        }
        let topic = self.nearest(&pairs, JOIN_MIN).unwrap_or(no);
        self.texts.insert(no, Text { pairs, topic, by_hand: false });
        self.join(no, topic);
        topic
    }

    /// Takes a text out.
    pub fn remove(&mut self, no: u64) {
        let Some(text) = self.texts.get(&no) else { return };
        for (pair, _) in &text.pairs {
            if let Some(count) = self.with.get_mut(pair) {
                *count -= 1;
            }
        }
        self.leave(no);
        self.texts.remove(&no);
    }

    /// Somebody puts a text into a topic; it stays there.
    pub fn place(&mut self, no: u64, topic: u64) {
        if !self.texts.contains_key(&no) {
            return;
        }
        self.leave(no);
        self.join(no, topic);
        if let Some(text) = self.texts.get_mut(&no) {
            text.by_hand = true;
        }
    }

    /// Whether the centre of a topic stays as it is, whoever joins. An unknown topic is opened, empty.
    pub fn fix(&mut self, topic: u64, fixed: bool) {
        self.by_no.entry(topic).or_default().fixed = fixed;
    }

    /// The topic of a text.
    pub fn of(&self, no: u64) -> Option<u64> {
        self.texts.get(&no).map(|text| text.topic)
    }

    /// Every topic that has texts, with its texts, both by number.
    pub fn groups(&self) -> impl Iterator<Item = (u64, impl Iterator<Item = u64>)> {
        let with_texts = self.by_no.iter().filter(|(_, topic)| !topic.members.is_empty());
        with_texts.map(|(no, topic)| (*no, topic.members.iter().copied()))
    }

    /// What came of gathering everything anew, now that all texts are known: in two rounds, the second against the centres of the first.
    /// Fixed topics and what somebody put by hand stay. Changes nothing.
    pub fn regrouped(&self) -> Vec<(u64, Vec<u64>)> {
        let mut anew = Self { with: self.with.clone(), ..Self::default() };
        for (no, topic) in self.by_no.iter().filter(|(_, topic)| topic.fixed) {
            anew.by_no.insert(*no, Topic { members: BTreeSet::new(), ..topic.clone() });
            for pair in topic.centre.keys() {
                anew.having.entry(*pair).or_default().insert(*no);
            }
        }
        let stays = |text: &Text| text.by_hand || self.by_no.get(&text.topic).is_some_and(|topic| topic.fixed);
        for (no, text) in &self.texts {
            let topic = if stays(text) { text.topic } else { anew.nearest(&text.pairs, JOIN_ANEW_MIN).unwrap_or(*no) };
            anew.texts.insert(*no, Text { topic, ..text.clone() });
            anew.join(*no, topic);
        }
        let centres = anew.clone();
        for (no, text) in self.texts.iter().filter(|(_, text)| !stays(text)) {
            if let Some(topic) = centres.nearest(&text.pairs, JOIN_ANEW_MIN) {
                anew.leave(*no);
                anew.join(*no, topic);
            }
        }
        anew.groups().map(|(topic, members)| (topic, members.collect())).collect()
    }

    /// Puts every text where it belongs by these groups; a text that is in none of them stays.
    pub fn set(&mut self, groups: &[(u64, Vec<u64>)]) {
        for (topic, members) in groups {
            for no in members {
                if self.texts.contains_key(no) {
                    self.leave(*no);
                    self.join(*no, *topic);
                }
            }
        }
    }

    fn join(&mut self, no: u64, topic: u64) {
        let Some(text) = self.texts.get_mut(&no) else { return };
        text.topic = topic;
        let there = self.by_no.entry(topic).or_default();
        there.members.insert(no);
        if there.fixed && !there.centre.is_empty() {
            return;
        }
        for (pair, count) in &text.pairs {
            *there.centre.entry(*pair).or_default() += count;
            self.having.entry(*pair).or_default().insert(topic);
        }
    }

    fn leave(&mut self, no: u64) {
        let Some(text) = self.texts.get(&no) else { return };
        let Some(there) = self.by_no.get_mut(&text.topic) else { return };
        there.members.remove(&no);
        if there.fixed {
            return;
        }
        for (pair, count) in &text.pairs {
            let Some(sum) = there.centre.get_mut(pair) else { continue };
            *sum -= count;
            // Nobody but this text had it.
            if *sum < f32::EPSILON * 16.0 {
                there.centre.remove(pair);
                if let Some(having) = self.having.get_mut(pair) {
                    having.remove(&text.topic);
                }
            }
        }
        if there.members.is_empty() {
            self.by_no.remove(&text.topic);
        }
    }

    /// The topic whose centre is nearest and near enough; of equals the older one.
    fn nearest(&self, pairs: &[(Pair, f32)], min: f32) -> Option<u64> {
        let weighed: Vec<(Pair, f32)> = pairs.iter().map(|(pair, count)| (*pair, count * self.weight(*pair))).collect();
        let length = weighed.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
        let telling = weighed.iter().filter(|(_, weight)| *weight > 0.0);
        let candidates: BTreeSet<u64> =
            telling.filter_map(|(pair, _)| self.having.get(pair)).flatten().copied().collect();
        let mut best: Option<(f32, u64)> = None;
        for no in candidates {
            let centre = &self.by_no[&no].centre;
            let at = |pair: &Pair| centre.get(pair).copied().unwrap_or_default() * self.weight(*pair);
            let product: f32 = weighed.iter().map(|(pair, weight)| weight * at(pair)).sum();
            let square: f32 = centre.keys().map(|pair| at(pair).powi(2)).sum();
            let cosine = product / (length * square.sqrt()).max(f32::MIN_POSITIVE);
            if cosine >= min && best.is_none_or(|(there, _)| cosine > there) {
                best = Some((cosine, no));
            }
        }
        best.map(|(_, no)| no)
    }

    /// Inverse document frequency, ln((1 + texts) / (1 + texts with it)) + 1; 0 for what is common.
    fn weight(&self, pair: Pair) -> f32 {
        let texts = self.texts.len().max(1);
        let with = self.with.get(&pair).copied().unwrap_or_default() as usize;
        if texts >= COMMON_FROM && with > texts / COMMON_SHARE {
            return 0.0;
        }
        ((1.0 + texts as f32) / (1.0 + with as f32)).ln().max(0.0) + 1.0
    }
}

/// The pairs of a text, each once, by their order, with damped counts.
fn pairs(text: &str) -> Vec<(Pair, f32)> {
    let form: Vec<char> = comparable(text).chars().collect();
    let mut counts: BTreeMap<Pair, u32> = BTreeMap::new();
    for pair in form.windows(2) {
        *counts.entry((pair[0], pair[1])).or_default() += 1;
    }
    counts.into_iter().map(|(pair, count)| (pair, 1.0 + (count as f32).ln())).collect()
}

#[cfg(test)]
#[path = "topics_tests.rs"]
mod tests;
