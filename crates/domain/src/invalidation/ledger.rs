//! Which supports meet conditions: one way through the ledger of steps, then a look at what stands.
//!
//! What a merge brought has no time of its own: it is meant when everything is meant by which the person backs the suggestion that goes
//! on, directly or through what was merged into it. So one support that stands keeps its person counted, once.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{Conditions, Pace, PaceBound};
use crate::{PersonId, SuggestionNo, UnixMs};

/// Merges that are followed from one suggestion: more than any meeting has of one.
const FAMILY_MAX: usize = 10_000;

type Pair = (SuggestionNo, PersonId);

/// One step of the ledger of supports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LedgerStep {
    /// Its place; later ones have higher places, with holes.
    pub place: i64,
    /// The suggestion.
    pub no: SuggestionNo,
    /// The person.
    pub person: PersonId,
    /// Whether it was backed, or the backing taken back.
    pub added: bool,
    /// When.
    pub at: UnixMs,
    /// The suggestion whose merge did it; `None` when it was the person.
    pub via: Option<SuggestionNo>,
}

/// A suggestion that lives on in another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MergedOne {
    /// Which one.
    pub no: SuggestionNo,
    /// Where it lives on.
    pub into: SuggestionNo,
    /// Its author, whom the merge made a backer.
    pub author: PersonId,
}

/// A support that a job names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct NamedSupport {
    /// The suggestion.
    pub no: SuggestionNo,
    /// The person.
    pub person: PersonId,
    /// The suggestion whose merge brought it there; `None` when the person gave it there.
    pub via: Option<SuggestionNo>,
}

/// The supports that are meant.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Picked {
    /// Each once, by suggestion and person.
    pub named: Vec<NamedSupport>,
    /// How many of them people gave themselves.
    pub supports: u32,
    /// By how many people.
    pub people: u32,
    /// How many backers are meant of each suggestion that stands for itself.
    pub by_suggestion: BTreeMap<SuggestionNo, u32>,
    /// The ledger's last place that was looked at.
    pub as_of: i64,
    /// What lived on in what meanwhile, by number.
    pub merged: Vec<(SuggestionNo, SuggestionNo)>,
}

/// What the ledger of one meeting says, step by step.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    last: HashMap<Pair, LedgerStep>,
    came: HashMap<PersonId, UnixMs>,
    place: i64,
}

impl Ledger {
    /// Folds the next step.
    pub fn add(&mut self, step: LedgerStep) {
        self.place = self.place.max(step.place);
        self.last.insert((step.no, step.person), step);
        if step.added && step.via.is_none() {
            let came = self.came.entry(step.person).or_insert(step.at);
            *came = step.at.min(*came);
        }
    }

    /// The supports that stand, were given by the place `as_of` at the latest (`None`: now), and meet the conditions.
    pub fn pick(&self, conditions: &Conditions, merged: &[MergedOne], as_of: Option<i64>) -> Picked {
        let as_of = as_of.unwrap_or(self.place).min(self.place);
        let look = Look {
            ledger: self,
            conditions,
            nos: families(merged).of_all(&conditions.nos),
            pace: conditions.pace.map(|pace| self.at_pace(pace)),
            families: families(merged),
            as_of,
        };
        // A merge may have copied later what was given in time.
        let standing = self.last.values().filter(|step| step.added && (step.via.is_some() || step.place <= as_of));
        let mut named: Vec<NamedSupport> = standing
            .filter(|step| look.means_all_of(step.no, step.person))
            .map(|step| NamedSupport { no: step.no, person: step.person, via: step.via })
            .collect();
        named.sort_unstable();
        let ended: HashSet<SuggestionNo> = merged.iter().map(|one| one.no).collect();
        let mut by_suggestion: BTreeMap<SuggestionNo, u32> = BTreeMap::new();
        for one in named.iter().filter(|one| !ended.contains(&one.no)) {
            *by_suggestion.entry(one.no).or_default() += 1;
        }
        let supports = named.iter().filter(|one| one.via.is_none()).count() as u32;
        let people = named.iter().map(|one| one.person).collect::<HashSet<_>>().len() as u32;
        let mut merged: Vec<_> = merged.iter().map(|one| (one.no, one.into)).collect();
        merged.sort_unstable();
        Picked { named, supports, people, by_suggestion, as_of, merged }
    }

    /// The people who backed at this pace.
    fn at_pace(&self, pace: Pace) -> HashSet<PersonId> {
        let mut moments: HashMap<PersonId, Vec<UnixMs>> = HashMap::new();
        for step in self.last.values().filter(|step| step.added && step.via.is_none()) {
            moments.entry(step.person).or_default().push(step.at);
        }
        let (count, within) = (usize::from(pace.count), i64::from(pace.minutes) * 60_000);
        let keeps = |moments: &mut Vec<UnixMs>| {
            moments.sort_unstable();
            match pace.bound {
                PaceBound::AtLeast => moments.windows(count).any(|run| run[count - 1].since_ms(run[0]) <= within),
                PaceBound::AtMost => {
                    moments.len() <= count && moments[moments.len() - 1].since_ms(moments[0]) <= within
                }
            }
        };
        moments.into_iter().filter_map(|(person, mut moments)| keeps(&mut moments).then_some(person)).collect()
    }
}

/// One look through the ledger.
struct Look<'a> {
    ledger: &'a Ledger,
    conditions: &'a Conditions,
    /// The suggestions meant, with what was merged into them; empty: all.
    nos: HashSet<SuggestionNo>,
    /// The people of the pace that is asked for.
    pace: Option<HashSet<PersonId>>,
    families: Families,
    as_of: i64,
}

impl Look<'_> {
    /// Whether there is a support by which the person backs the suggestion, and every one of them is meant.
    fn means_all_of(&self, no: SuggestionNo, person: PersonId) -> bool {
        let mut some = false;
        for (member, author) in self.families.with_members(no) {
            if author == Some(person) {
                return false;
            }
            match self.ledger.last.get(&(member, person)) {
                Some(step) if step.added && step.via.is_none() => {
                    if !self.means(step) {
                        return false;
                    }
                    some = true;
                }
                _ => {}
            }
        }
        some
    }

    fn means(&self, step: &LedgerStep) -> bool {
        let asked = self.conditions;
        let within = |at: UnixMs, from: Option<UnixMs>, until: Option<UnixMs>| {
            from.is_none_or(|from| at >= from) && until.is_none_or(|until| at < until)
        };
        let came = || self.ledger.came.get(&step.person).copied().unwrap_or(step.at);
        step.place <= self.as_of
            && (self.nos.is_empty() || self.nos.contains(&step.no))
            && within(step.at, asked.from, asked.until)
            && within(came(), asked.came_from, asked.came_until)
            && self.pace.as_ref().is_none_or(|people| people.contains(&step.person))
    }
}

/// What lives on in what.
struct Families(HashMap<SuggestionNo, Vec<(SuggestionNo, PersonId)>>);

fn families(merged: &[MergedOne]) -> Families {
    let mut families: HashMap<SuggestionNo, Vec<(SuggestionNo, PersonId)>> = HashMap::new();
    for one in merged {
        families.entry(one.into).or_default().push((one.no, one.author));
    }
    Families(families)
}

impl Families {
    /// The suggestion itself, and all that was merged into it with its authors.
    fn with_members(&self, no: SuggestionNo) -> Vec<(SuggestionNo, Option<PersonId>)> {
        let mut all = vec![(no, None)];
        let mut next = 0;
        while next < all.len() && all.len() < FAMILY_MAX {
            let members = self.0.get(&all[next].0).into_iter().flatten();
            all.extend(members.map(|(no, author)| (*no, Some(*author))));
            next += 1;
        }
        all
    }

    fn of_all(&self, nos: &[SuggestionNo]) -> HashSet<SuggestionNo> {
        nos.iter().flat_map(|no| self.with_members(*no)).map(|(no, _)| no).collect()
    }
}
