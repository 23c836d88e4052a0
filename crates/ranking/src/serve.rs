//! Which cards to serve: newcomers get their turn, and the rest of the attention goes where it settles most.
//!
//! Must not know persons: whom a suggestion may be served to is the caller's question. Chance is a seed, so that the same
//! question always has the same answer.

/// Cards that one visit is served.
pub const CARDS: usize = 9;
/// One card in so many, rounded up, goes to what was served least.
const NEWCOMERS_ONE_IN: usize = 3;
/// The order is settled around this place: who belongs to the first so many.
pub const SETTLED_PLACES: usize = 20;
/// Answers at the pooled rate that every suggestion is given in advance, so that one answer decides nothing.
const PRIOR_ANSWERS: f64 = 4.0;
/// Keeps a suggestion that stands exactly on the boundary from taking all attention.
const DISTANCE_MIN: f64 = 0.02;
/// The pooled rate before anybody has answered anything.
const RATE_UNKNOWN: f64 = 0.5;

/// What was answered about one suggestion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// Number of the suggestion in its meeting; unique in one list.
    pub no: u64,
    /// Answers of every kind: support, not now and skip. A card that nobody answered does not count.
    pub answers: u64,
    /// Those of them that support it; more than `answers` counts as `answers`.
    pub supporting: u64,
}

/// How much each suggestion deserves the next card. Made once for all visitors of the same second.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights(Vec<Row>);

#[derive(Debug, Clone, Copy, PartialEq)]
struct Row {
    no: u64,
    answers: u64,
    weight: f64,
}

impl Weights {
    /// Weighs the suggestions by what was answered so far.
    ///
    /// With `m` the pooled rate of support, `μ = (a + 4m) / (n + 4)` and `σ = √(μ(1 − μ) / (n + 4))`, the weight is
    /// `σ / (|μ − θ| + 0.02)`, where `θ` is midway between the [`SETTLED_PLACES`]th and the next `μ`. With no more
    /// suggestions than places there is no boundary, and `σ` alone decides. Cost: O(n).
    pub fn new(tallies: &[Tally]) -> Self {
        let rate = pooled_rate(tallies);
        let mean = |tally: &Tally| {
            (tally.supporting.min(tally.answers) as f64 + PRIOR_ANSWERS * rate) / (tally.answers as f64 + PRIOR_ANSWERS)
        };
        let boundary = boundary(tallies.iter().map(mean).collect());
        let row = |tally: &Tally| {
            let mean = mean(tally);
            let doubt = (mean * (1.0 - mean) / (tally.answers as f64 + PRIOR_ANSWERS)).sqrt();
            let distance = boundary.map_or(0.0, |boundary| (mean - boundary).abs());
            Row { no: tally.no, answers: tally.answers, weight: doubt / (distance + DISTANCE_MIN) }
        };
        Self(tallies.iter().map(row).collect())
    }

    /// Picks at most `cards` different suggestions among those that `may` be served: a third of them, rounded up, the
    /// least answered, the rest the heaviest; ties at random, and the hand is shuffled, so that a place in it tells
    /// nothing. The order of the tallies does not matter. Cost: O(n).
    pub fn pick(&self, cards: usize, seed: u64, may: impl Fn(u64) -> bool) -> Vec<u64> {
        let mut left: Vec<&Row> = self.0.iter().filter(|row| may(row.no)).collect();
        let chance = |row: &Row| mixed(seed ^ mixed(row.no));
        let newcomers = cards.div_ceil(NEWCOMERS_ONE_IN);
        let mut hand = take_first(&mut left, newcomers, |row| (row.answers, chance(row)));
        // Positive floats order like their bits; the largest comes first.
        let by_weight = |row: &Row| (std::cmp::Reverse(row.weight.to_bits()), chance(row));
        hand.extend(take_first(&mut left, cards - newcomers, by_weight));
        hand.sort_unstable_by_key(|no| mixed(!seed ^ mixed(*no)));
        hand
    }
}

/// Support among all answers.
fn pooled_rate(tallies: &[Tally]) -> f64 {
    let answers: u64 = tallies.iter().map(|tally| tally.answers).sum();
    let supporting: u64 = tallies.iter().map(|tally| tally.supporting.min(tally.answers)).sum();
    if answers == 0 { RATE_UNKNOWN } else { supporting as f64 / answers as f64 }
}

/// Midway between the last settled place and the next; `None` when there is no next.
fn boundary(mut means: Vec<f64>) -> Option<f64> {
    if means.len() <= SETTLED_PLACES {
        return None;
    }
    let (better, next, _) = means.select_nth_unstable_by(SETTLED_PLACES, |one, other| other.total_cmp(one));
    let last = better.iter().copied().fold(f64::INFINITY, f64::min);
    Some(f64::midpoint(last, *next))
}

/// Takes the `count` rows with the smallest keys out of `rows`, in no order.
fn take_first<K: Ord>(rows: &mut Vec<&Row>, count: usize, key: impl Fn(&Row) -> K) -> Vec<u64> {
    if count == 0 {
        return Vec::new();
    }
    if rows.len() > count {
        rows.select_nth_unstable_by_key(count - 1, |row| key(row));
    }
    rows.drain(..count.min(rows.len())).map(|row| row.no).collect()
}

/// SplitMix64's mixing (Steele, Lea, Flood 2014): every bit of the result depends on every bit of the input.
fn mixed(input: u64) -> u64 {
    let mut bits = input.wrapping_add(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn tally(no: u64, supporting: u64, answers: u64) -> Tally {
        Tally { no, answers, supporting }
    }

    fn all(_: u64) -> bool {
        true
    }

    #[test]
    fn nothing_to_serve_is_an_empty_hand() {
        assert!(Weights::new(&[]).pick(CARDS, 1, all).is_empty());
        assert!(Weights::new(&[tally(1, 0, 0)]).pick(CARDS, 1, |_| false).is_empty());
        assert!(Weights::new(&[tally(1, 0, 0)]).pick(0, 1, all).is_empty());
    }

    #[test]
    fn a_third_goes_to_the_least_answered() {
        let mut tallies: Vec<Tally> = (1..=100).map(|no| tally(no, 20, 40)).collect();
        tallies.extend([tally(101, 0, 0), tally(102, 1, 2), tally(103, 1, 3)]);
        for seed in 0..50 {
            let hand = Weights::new(&tallies).pick(CARDS, seed, all);
            assert!([101, 102, 103].iter().all(|no| hand.contains(no)), "{hand:?}");
        }
    }

    #[test]
    fn the_rest_goes_to_the_boundary_of_the_settled_places() {
        // 19 that everybody wants, 79 that nobody wants, and two of which it is open who takes the 20th place.
        let mut tallies: Vec<Tally> = (1..=19).map(|no| tally(no, 99, 100)).collect();
        tallies.extend((20..=98).map(|no| tally(no, 1, 100)));
        tallies.extend([tally(99, 51, 100), tally(100, 49, 100)]);
        for seed in 0..20 {
            let hand = Weights::new(&tallies).pick(CARDS, seed, all);
            assert!(hand.contains(&99) && hand.contains(&100), "{hand:?}");
        }
    }

    #[test]
    fn weights_are_the_formula_s() {
        // m = 30/60, and with two suggestions there is no boundary: σ alone over 0.02.
        let Weights(rows) = Weights::new(&[tally(1, 10, 20), tally(2, 20, 40)]);
        let sigma = |n: f64| (0.25 / (n + 4.0)).sqrt() / 0.02;
        assert!((rows[0].weight - sigma(20.0)).abs() < 1e-12 && (rows[1].weight - sigma(40.0)).abs() < 1e-12);
        // 21 suggestions: the boundary lies between the 20 that all support and the one that nobody does.
        let mut tallies: Vec<Tally> = (1..=20).map(|no| tally(no, 10, 10)).collect();
        tallies.push(tally(21, 0, 10));
        let Weights(rows) = Weights::new(&tallies);
        let m = 200.0 / 210.0;
        let (high, low) = ((10.0 + 4.0 * m) / 14.0, 4.0 * m / 14.0);
        let weight = |mean: f64| (mean * (1.0 - mean) / 14.0).sqrt() / ((high - low) / 2.0 + 0.02);
        assert!((rows[0].weight - weight(high)).abs() < 1e-12, "{} {}", rows[0].weight, weight(high));
        assert!((rows[20].weight - weight(low)).abs() < 1e-12);
    }

    #[test]
    fn among_equals_chance_is_fair() {
        let tallies: Vec<Tally> = (1..=30).map(|no| tally(no, 0, 0)).collect();
        let weights = Weights::new(&tallies);
        let mut served = [0_u32; 31];
        for seed in 0..2_000 {
            weights.pick(CARDS, seed, all).iter().for_each(|no| served[*no as usize] += 1);
        }
        // 600 expected each; 6 standard deviations of a binomial are 123.
        assert!(served[1..].iter().all(|count| (477..=723).contains(count)), "{served:?}");
    }

    fn lists() -> impl Strategy<Value = Vec<Tally>> {
        prop::collection::vec((0_u64..40, 0_u64..40), 0..120).prop_map(|rows| {
            (1..).zip(rows).map(|(no, (one, other))| tally(no, one.min(other), one.max(other))).collect()
        })
    }

    proptest! {
        #[test]
        fn a_hand_holds_each_card_once_and_only_what_may_be_served(tallies in lists(), seed: u64, cards in 0_usize..15) {
            let may = |no: u64| !no.is_multiple_of(3);
            let hand = Weights::new(&tallies).pick(cards, seed, may);
            let different: BTreeSet<u64> = hand.iter().copied().collect();
            let may_be = tallies.iter().filter(|tally| may(tally.no)).count();
            prop_assert_eq!(different.len(), hand.len());
            prop_assert_eq!(hand.len(), cards.min(may_be));
            prop_assert!(hand.iter().all(|no| may(*no)));
        }

        #[test]
        fn a_hand_does_not_depend_on_the_order_of_the_tallies(
            (one, other) in lists().prop_flat_map(|list| (Just(list.clone()), Just(list).prop_shuffle())), seed: u64
        ) {
            let pick = |tallies: &[Tally]| Weights::new(tallies).pick(CARDS, seed, all);
            prop_assert_eq!(pick(&one), pick(&other));
        }

        #[test]
        fn nobody_left_out_was_answered_less_than_every_newcomer(tallies in lists(), seed: u64) {
            let hand = Weights::new(&tallies).pick(CARDS, seed, all);
            let answers = |no: &u64| tallies.iter().find(|tally| tally.no == *no).map_or(0, |tally| tally.answers);
            let mut inside: Vec<u64> = hand.iter().map(answers).collect();
            inside.sort_unstable();
            let least_outside =
                tallies.iter().filter(|tally| !hand.contains(&tally.no)).map(|tally| tally.answers).min();
            if let (Some(third), Some(outside)) = (inside.get(CARDS.div_ceil(3) - 1), least_outside) {
                prop_assert!(*third <= outside);
            }
        }

        #[test]
        fn weights_are_finite_and_not_negative(tallies in lists()) {
            let Weights(rows) = Weights::new(&tallies);
            prop_assert!(rows.iter().all(|row| row.weight.is_finite() && row.weight >= 0.0));
        }
    }
}
