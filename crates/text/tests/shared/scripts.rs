//! A sentence in traditional characters finds its independent translation in simplified ones.

use text::SimilarIndex;

use crate::data;

const FIRST_MIN: f64 = 0.84;
const TENTH_MIN: f64 = 0.93;

/// Number of the translation of line `i` written in simplified and in traditional characters.
fn numbers(i: usize) -> (u64, u64) {
    (i as u64 * 2, i as u64 * 2 + 1)
}

#[test]
fn sentence_finds_its_translation_in_the_other_script() {
    let (Some(simplified), Some(traditional)) = (data::news("zho-CN"), data::news("zho-TW")) else { return };
    let mut index = SimilarIndex::new();
    for (i, (simplified, traditional)) in simplified.iter().zip(&traditional).enumerate() {
        index.insert(numbers(i).0, simplified);
        index.insert(numbers(i).1, traditional);
    }
    for (asked, name) in [(&traditional, "zh-TW -> zh-CN"), (&simplified, "zh-CN -> zh-TW")] {
        let (mut first, mut tenth) = (0, 0);
        for (i, question) in asked.iter().enumerate() {
            let (mut own, mut wanted) = numbers(i);
            if name.starts_with("zh-TW") {
                (own, wanted) = (wanted, own);
            }
            let near: Vec<u64> = index.nearest(question, 11, 0.0).into_iter().map(|near| near.no).collect();
            let place = near.iter().filter(|&&no| no != own).position(|&no| no == wanted);
            first += usize::from(place == Some(0));
            tenth += usize::from(place.is_some_and(|place| place < 10));
        }
        let (first, tenth) = (f64::from(first as u32) / asked.len() as f64, tenth as f64 / asked.len() as f64);
        println!("{name}: R@1 {first:.3} (target >= {FIRST_MIN}), R@10 {tenth:.3} (target >= {TENTH_MIN})");
        assert!(first >= FIRST_MIN && tenth >= TENTH_MIN, "{name}");
    }
}
