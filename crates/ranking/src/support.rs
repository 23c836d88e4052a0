//! Order by open support: the plain rule "most backed first".
//!
//! Must not weigh anybody: one person is one support, and who they are is unknown here.

/// One suggestion, reduced to what the order by support looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backed {
    /// Number of the suggestion in its meeting; unique in one list.
    pub no: u64,
    /// Distinct persons who support it, merged suggestions included.
    pub supports: u64,
    /// When it became public, in Unix milliseconds.
    pub published_at_ms: i64,
}

/// A suggestion's place in the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed {
    /// Number of the suggestion in its meeting.
    pub no: u64,
    /// Rank from 1. Equal support is equal rank, and the next rank skips as many as were equal: 1, 1, 3.
    pub rank: u64,
    /// The support that the rank stands on.
    pub supports: u64,
}

/// Orders suggestions by support, most first, and gives each its rank.
///
/// The *order of the rows* is total, so that every process prints the same list: support downwards, then the earlier
/// published, then the smaller number. The *rank* looks at support alone ("standard competition ranking", 1, 1, 3):
/// whoever spoke first must not outrank an equally backed suggestion, for early arrival is already an advantage.
///
/// The order of `items` does not matter. Cost: O(n log n).
pub fn rank_by_support(items: &[Backed]) -> Vec<Placed> {
    let mut order = items.to_vec();
    order.sort_unstable_by_key(|item| (std::cmp::Reverse(item.supports), item.published_at_ms, item.no));
    let mut placed: Vec<Placed> = Vec::with_capacity(order.len());
    for (index, item) in order.iter().enumerate() {
        let rank = match placed.last() {
            Some(above) if above.supports == item.supports => above.rank,
            _ => index as u64 + 1,
        };
        placed.push(Placed { no: item.no, rank, supports: item.supports });
    }
    placed
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn backed(no: u64, supports: u64, published_at_ms: i64) -> Backed {
        Backed { no, supports, published_at_ms }
    }

    fn ranks(items: &[Backed]) -> Vec<(u64, u64)> {
        rank_by_support(items).iter().map(|placed| (placed.no, placed.rank)).collect()
    }

    #[test]
    fn an_empty_list_has_no_ranks() {
        assert!(rank_by_support(&[]).is_empty());
    }

    #[test]
    fn most_backed_comes_first() {
        let items = [backed(1, 2, 0), backed(2, 9, 5), backed(3, 4, 1)];
        assert_eq!(ranks(&items), [(2, 1), (3, 2), (1, 3)]);
    }

    #[test]
    fn equal_support_is_equal_rank_and_the_next_rank_skips() {
        let items = [backed(1, 7, 0), backed(2, 7, 0), backed(3, 5, 0), backed(4, 0, 0), backed(5, 0, 0)];
        assert_eq!(ranks(&items), [(1, 1), (2, 1), (3, 3), (4, 4), (5, 4)]);
    }

    #[test]
    fn equal_support_is_listed_by_time_then_number() {
        let items = [backed(3, 7, 20), backed(2, 7, 20), backed(9, 7, 10)];
        assert_eq!(ranks(&items), [(9, 1), (2, 1), (3, 1)]);
    }

    fn lists() -> impl Strategy<Value = Vec<Backed>> {
        prop::collection::vec((0_u64..6, 0_i64..4), 0..60).prop_map(|rows| {
            (1..).zip(rows).map(|(no, (supports, published_at_ms))| backed(no, supports, published_at_ms)).collect()
        })
    }

    proptest! {
        #[test]
        fn rank_is_one_more_than_the_better_backed(items in lists()) {
            for placed in rank_by_support(&items) {
                let better = items.iter().filter(|item| item.supports > placed.supports).count() as u64;
                prop_assert_eq!(placed.rank, better + 1);
            }
        }

        #[test]
        fn order_does_not_depend_on_the_order_given(items in lists().prop_flat_map(|items| (Just(items.clone()), Just(items).prop_shuffle()))) {
            prop_assert_eq!(rank_by_support(&items.0), rank_by_support(&items.1));
        }

        #[test]
        fn every_suggestion_is_placed_once(items in lists()) {
            let mut numbers: Vec<u64> = rank_by_support(&items).iter().map(|placed| placed.no).collect();
            numbers.sort_unstable();
            let expected: Vec<u64> = items.iter().map(|item| item.no).collect();
            prop_assert_eq!(numbers, expected);
        }
    }
}
