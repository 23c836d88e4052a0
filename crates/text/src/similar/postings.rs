//! Which texts have a term, packed small: 100,000 texts have some five million postings.

use std::collections::HashMap;

use super::terms::Term;

/// Bits of a posting that hold the count of the term in the text.
const COUNT_BITS: u32 = 6;
/// Counts beyond are taken for this.
const COUNT_MAX: u32 = (1 << COUNT_BITS) - 1;
/// Texts that one index can hold at a time: twice as many as the largest meeting that it was measured at has.
pub const TEXTS_MAX: usize = 200_000;
const _: () = assert!(TEXTS_MAX <= 1 << (u32::BITS - COUNT_BITS), "a posting holds every slot");

/// Maps that share the vocabulary. A map that grows moves all that it has; in one map that would be half a million
/// terms at once, and the insert that causes it would take tens of milliseconds.
const SHARDS: usize = 256;

/// A text's slot and the count of the term in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Posting(u32);

impl Posting {
    pub(super) fn new(slot: u32, count: u32) -> Self {
        Self(slot << COUNT_BITS | count.min(COUNT_MAX))
    }

    pub(super) fn slot(self) -> u32 {
        self.0 >> COUNT_BITS
    }

    pub(super) fn count(self) -> u32 {
        self.0 & COUNT_MAX
    }
}

/// The postings of one term in the order of their slots. Most terms occur in one text: that needs no allocation.
#[derive(Debug)]
enum Postings {
    One(Posting),
    Many(Vec<Posting>),
}

impl Postings {
    fn as_slice(&self) -> &[Posting] {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::Many(many) => many,
        }
    }

    fn insert(&mut self, posting: Posting) {
        let many = match self {
            Self::Many(many) => many,
            Self::One(one) => {
                let mut many = Vec::with_capacity(2);
                many.push(*one);
                *self = Self::Many(many);
                let Self::Many(many) = self else { return };
                many
            }
        };
        if many.len() == many.capacity() {
            // A quarter instead of Vec's doubling: the spare room of all lists would be a third of the index.
            many.reserve_exact(many.len().div_ceil(4));
        }
        let at = many.partition_point(|there| there.slot() < posting.slot());
        many.insert(at, posting);
    }

    /// Removes a slot; says whether none is left.
    fn remove(&mut self, slot: u32) -> bool {
        match self {
            Self::One(one) => one.slot() == slot,
            Self::Many(many) => {
                if let Ok(at) = many.binary_search_by_key(&slot, |there| there.slot()) {
                    many.remove(at);
                }
                if many.len() < many.capacity() / 4 {
                    many.shrink_to(many.len() * 2);
                }
                many.is_empty()
            }
        }
    }
}

/// Every term of the index with its postings.
#[derive(Debug)]
pub(super) struct Vocabulary {
    shards: Box<[HashMap<Term, Postings>]>,
}

impl Default for Vocabulary {
    fn default() -> Self {
        Self { shards: (0..SHARDS).map(|_| HashMap::new()).collect() }
    }
}

impl Vocabulary {
    /// The texts that have `term`, in the order of their slots.
    pub(super) fn postings(&self, term: Term) -> &[Posting] {
        self.shards[shard(term)].get(&term).map_or(&[], Postings::as_slice)
    }

    /// Number of texts that have `term`.
    pub(super) fn texts_with(&self, term: Term) -> usize {
        self.postings(term).len()
    }

    pub(super) fn insert(&mut self, term: Term, posting: Posting) {
        self.shards[shard(term)]
            .entry(term)
            .and_modify(|postings| postings.insert(posting))
            .or_insert(Postings::One(posting));
    }

    pub(super) fn remove(&mut self, term: Term, slot: u32) {
        let shard = &mut self.shards[shard(term)];
        if shard.get_mut(&term).is_some_and(|postings| postings.remove(slot)) {
            shard.remove(&term);
        }
    }

    /// Number of terms.
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.shards.iter().map(HashMap::len).sum()
    }
}

/// The shard of a term: the upper bits of a Fibonacci hash (Knuth, The Art of Computer Programming 3, 6.4), which
/// spreads neighbouring characters.
fn shard(term: Term) -> usize {
    (term.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (u64::BITS - SHARDS.ilog2())) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postings_stay_in_order_and_go_without_a_trace() {
        let mut vocabulary = Vocabulary::default();
        for slot in [5, 1, 9, 3] {
            vocabulary.insert(7, Posting::new(slot, slot));
        }
        let slots = |vocabulary: &Vocabulary| vocabulary.postings(7).iter().map(|p| p.slot()).collect::<Vec<_>>();
        assert_eq!(slots(&vocabulary), [1, 3, 5, 9]);
        vocabulary.remove(7, 3);
        vocabulary.remove(7, 4);
        assert_eq!(slots(&vocabulary), [1, 5, 9]);
        for slot in [1, 5, 9] {
            vocabulary.remove(7, slot);
        }
        assert_eq!(vocabulary.len(), 0);
    }

    #[test]
    fn a_count_beyond_its_bits_does_not_touch_the_slot() {
        let posting = Posting::new(TEXTS_MAX as u32 - 1, 1_000);
        assert_eq!((posting.slot() as usize, posting.count()), (TEXTS_MAX - 1, COUNT_MAX));
    }

    #[test]
    fn common_characters_spread_over_the_shards() {
        let mut sizes = [0_usize; SHARDS];
        for c in 0x4E00_u64..0x9FFF {
            sizes[shard(c)] += 1;
        }
        assert!(sizes.iter().all(|&size| size < 3 * 0x51FF / SHARDS), "{sizes:?}");
    }
}
