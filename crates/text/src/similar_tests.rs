//! Claims about likeness.

use super::*;
use crate::likeness::{ALMOST_MIN, LIKELY_MIN, MAYBE_MIN};
use proptest::prelude::*;

const TEXTS: [&str; 6] = [
    "建议在老城区多建口袋公园",
    "希望延长地铁末班车时间",
    "河边绿道晚上太暗，请增加路灯",
    "公园里增加无障碍坡道",
    "小区门口的垃圾桶太少",
    "建议在老城区多建一些口袋公园",
];

fn index() -> SimilarIndex {
    let mut index = SimilarIndex::new();
    for (no, text) in (1..).zip(TEXTS) {
        index.insert(no, text);
    }
    index
}

#[test]
fn the_same_text_scores_one() {
    let near = index().nearest("建议，在老城区多建口袋公园！", 1, 0.5);
    assert_eq!(near[0].no, 1);
    assert!(near[0].score > 0.9999);
}

#[test]
fn the_other_script_and_its_words_make_no_difference() {
    let mut index = index();
    index.insert(7, "计程车太少");
    for (no, asked) in [(1, "建議在老城區多建口袋公園"), (7, "出租車太少，謝謝！")] {
        let near = index.nearest(asked, 1, 0.5);
        assert_eq!(near[0].no, no);
        assert!(near[0].score > 0.9999);
        assert_eq!(index.same(asked, 5), [no]);
    }
}

#[test]
fn two_texts_alone_are_as_alike_as_among_thousands() {
    let mut index = SimilarIndex::new();
    index.insert(1, "建议在河边绿道加装夜间照明灯");
    for (asked, min) in [
        ("建议在河边绿道多装夜间照明灯", LIKELY_MIN),
        ("希望河边绿道加装夜间照明灯，孩子们晚上要走", MAYBE_MIN),
        ("建议在河边绿道多装夜间照明灯，联系我 13800005521", MAYBE_MIN),
    ] {
        assert_eq!(index.nearest(asked, 1, min).len(), 1, "{asked}");
    }
    assert!(index.nearest("建议在老城区多建口袋公园", 1, MAYBE_MIN).is_empty());
}

#[test]
fn a_near_copy_comes_before_a_shared_word() {
    let numbers: Vec<u64> = index().nearest("老城区多建口袋公园", 3, 0.05).iter().map(|near| near.no).collect();
    assert_eq!(numbers, [1, 6, 4]);
}

#[test]
fn a_text_with_nothing_in_common_has_no_neighbours() {
    assert!(index().nearest("xyz", 10, 0.0).is_empty());
    assert!(index().nearest("", 10, 0.0).is_empty());
    assert!(index().nearest("。。。", 10, 0.0).is_empty());
}

#[test]
fn a_removed_text_is_not_found() {
    let mut index = index();
    assert!(index.remove(1));
    assert!(!index.remove(1));
    assert!(index.nearest(TEXTS[0], 10, 0.0).iter().all(|near| near.no != 1));
    assert_eq!(index.len(), 5);
}

#[test]
fn an_edited_text_is_found_by_its_new_words_only() {
    let mut index = index();
    index.insert(1, "xyz");
    assert_eq!(index.len(), 6);
    assert!(index.nearest(TEXTS[0], 10, 0.0).iter().all(|near| near.no != 1));
    assert_eq!(index.nearest("xyz", 1, 0.5)[0].no, 1);
}

#[test]
fn answers_are_at_most_k_and_never_more_than_the_limit() {
    let mut index = SimilarIndex::new();
    for no in 0..200 {
        index.insert(no, "同一句话");
    }
    let near = index.nearest("同一句话", 3, 0.0);
    assert_eq!(near.iter().map(|near| near.no).collect::<Vec<_>>(), [0, 1, 2]);
    assert_eq!(index.nearest("同一句话", 1_000, 0.0).len(), NEAREST_MAX);
}

#[test]
fn churn_does_not_grow_the_vocabulary() {
    let mut index = SimilarIndex::new();
    for no in 0..2_000_u32 {
        let text: String = (0..5).filter_map(|i| char::from_u32(0x4E00 + no * 5 + i)).collect();
        index.insert(0, &text);
    }
    assert_eq!(index.index.vocabulary.len(), 9);
    assert_eq!(index.index.texts.len(), 1);
}

/// A made-up sentence of 20 to 60 characters, frequent ones more often, the same for the same seed.
fn sentence(seed: u64) -> String {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = |below: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % below
    };
    let length = 20 + next(41);
    (0..length)
        .filter_map(|_| {
            let spread = next(1_500) + 1;
            char::from_u32(0x4E00 + next(spread) as u32)
        })
        .collect()
}

#[test]
fn a_text_among_five_thousand_finds_itself_first() {
    let mut index = SimilarIndex::new();
    for no in 0..5_000 {
        index.insert(no, &sentence(no));
    }
    for no in 0..50 {
        assert_eq!(index.nearest(&sentence(no), 5, 0.3)[0].no, no);
    }
}

proptest! {
    #[test]
    fn scores_are_shares_in_the_order_of_their_bands(texts in prop::collection::vec("[公园城市建设ab]{0,12}", 0..40), question in "[公园城市建设abz]{0,12}") {
        let mut index = SimilarIndex::new();
        for (no, text) in (0..).zip(&texts) {
            index.insert(no, text);
        }
        let near = index.nearest(&question, 50, 0.0);
        prop_assert!(near.iter().all(|near| near.score > 0.0 && near.score <= 1.0));
        let bands: Vec<Option<Band>> = near.iter().map(|near| Band::of(near.score)).collect();
        prop_assert!(bands.is_sorted_by_key(|band| band.map_or(u8::MAX, |band| band as u8)), "{:?}", near);
        let almost: Vec<f32> = near.iter().map(|near| near.score).filter(|score| *score >= ALMOST_MIN).collect();
        prop_assert!(almost.is_sorted_by(|a, b| a >= b));
    }

    #[test]
    fn every_text_is_nearest_to_itself(texts in prop::collection::vec("[公园城市建设ab]{1,12}", 1..60), removed in 0_u64..60) {
        let mut index = SimilarIndex::new();
        for (no, text) in (0..).zip(&texts) {
            index.insert(no, text);
        }
        index.remove(removed);
        for (no, text) in (0..).zip(&texts).filter(|&(no, _)| no != removed) {
            let near = index.nearest(text, NEAREST_MAX, 0.999);
            prop_assert!(near.len() == NEAREST_MAX || near.iter().any(|near| near.no == no), "{} {:?}", text, near);
        }
    }
}
