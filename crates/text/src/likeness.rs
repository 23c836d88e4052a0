//! What a likeness means to a moderator: its band, whether the texts contradict each other, and whether a merge may be
//! offered ticked. The rule is written here and nowhere else.
//!
//! Never merges anything, and knows nothing of suggestions.

use crate::comparable::{Fingerprint, comparable};
use crate::polarity::polarity_differs;

/// Han characters and kana come after the alphabets.
const ALPHABETS_END: u32 = 0x2E80;

/// From here on the two are almost the same text.
///
/// This and the other two bounds are cosines of [`SimilarIndex`](crate::SimilarIndex), from near-copies of real texts
/// and 197 comments of a consultation: 3 of 3 pairs from here on were the same idea, 13 of 14 from [`MAYBE_MIN`] on.
pub const ALMOST_MIN: f32 = 0.90;
/// From here on the two are very likely the same suggestion: 99.9 % of edited copies are above, 1 % of other pairs.
pub const LIKELY_MIN: f32 = 0.74;
/// From here on the two are maybe the same idea.
pub const MAYBE_MIN: f32 = 0.50;

/// How alike two texts are, the likest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Band {
    /// The same text but for script, case, punctuation, spaces and politeness.
    Exact,
    /// At least [`ALMOST_MIN`].
    Almost,
    /// At least [`LIKELY_MIN`].
    Likely,
    /// At least [`MAYBE_MIN`].
    Maybe,
}

impl Band {
    /// The band of a cosine; `None` below [`MAYBE_MIN`]. A cosine alone never says [`Band::Exact`]: the same pairs of
    /// characters can stand in another order.
    pub fn of(score: f32) -> Option<Self> {
        [(ALMOST_MIN, Self::Almost), (LIKELY_MIN, Self::Likely), (MAYBE_MIN, Self::Maybe)]
            .into_iter()
            .find_map(|(min, band)| (score >= min).then_some(band))
    }
}

/// What is told about two texts side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Likeness {
    /// How alike they are.
    pub band: Band,
    /// Whether one may say the opposite of the other ([`polarity_differs`]).
    pub polarity_differs: bool,
    /// Whether a merge may be offered ticked ([`preticked`]).
    pub preticked: bool,
}

/// Judges two texts whose cosine is `score`; `None` when they are below the lowest band.
pub fn likeness(a: &str, b: &str, score: f32) -> Option<Likeness> {
    let same = Fingerprint::of(a) == Fingerprint::of(b);
    let band = if same { Band::Exact } else { Band::of(score)? };
    Some(Likeness { band, polarity_differs: polarity_differs(a, b), preticked: preticked(a, b, score) })
}

/// Whether a merge of two texts whose cosine is `score` may be offered ticked.
///
/// Their polarity must be equal, and they must be the same text, or almost ([`ALMOST_MIN`]) and one only the other with
/// something added: a word instead of another (北 for 南), words in another order, a number, a name in letters, or
/// anything that could turn the sense round leaves the tick to a person. A cosine alone would not do: 98 of 100 negated
/// sentences are above [`ALMOST_MIN`].
pub fn preticked(a: &str, b: &str, score: f32) -> bool {
    if polarity_differs(a, b) {
        return false;
    }
    Fingerprint::of(a) == Fingerprint::of(b) || score >= ALMOST_MIN && differ_by_additions(a, b)
}

/// Words that can come and go without changing what is asked for, longer ones before their parts. Simplified.
const FILLERS: &[&str] = &[
    "一些", "一下", "能够", "应该", "应当", "可以", "非常", "十分", "的", "了", "啊", "呀", "哦", "啦", "嘛", "能",
    "应", "要", "还", "也", "都", "再",
];

/// Characters that can turn a sense round, alone or as a part of a word that no list has. Wider than what
/// [`polarity_differs`] counts, where too much would cry wolf.
const DOUBTFUL: &str = "不没无非未别勿莫毋甭休弗否难少禁停反拒取消减降撤废弃阻抗缓限缩砍拆关闭封免除绝止断罢退驳斥戒忌拖搁抵抑逆假伪误错差坏低慢短小弱轻缺失离远仅只才偏";

/// Whether one comparable form is the other with something added, and both have the same figures, letters and doubtful
/// characters in the same order.
fn differ_by_additions(a: &str, b: &str) -> bool {
    let [a, b] = [a, b].map(without_fillers);
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let telling = |form: &str| form.chars().filter(|&c| is_telling(c)).collect::<String>();
    telling(&short) == telling(&long) && is_subsequence(&short, &long)
}

fn is_telling(c: char) -> bool {
    u32::from(c) < ALPHABETS_END || c.is_numeric() || DOUBTFUL.contains(c)
}

fn is_subsequence(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    short.chars().all(|c| rest.any(|other| other == c))
}

/// The comparable form without [`FILLERS`].
fn without_fillers(text: &str) -> String {
    let mut form = comparable(text);
    for filler in FILLERS {
        form = form.replace(filler, "");
    }
    form
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_begin_at_their_bounds() {
        for (score, band) in [
            (1.0, Some(Band::Almost)),
            (0.90, Some(Band::Almost)),
            (0.899, Some(Band::Likely)),
            (0.74, Some(Band::Likely)),
            (0.739, Some(Band::Maybe)),
            (0.50, Some(Band::Maybe)),
            (0.499, None),
            (f32::NAN, None),
        ] {
            assert_eq!(Band::of(score), band, "{score}");
        }
        assert!(Band::Exact < Band::Almost && Band::Likely < Band::Maybe);
    }

    #[test]
    fn the_same_text_in_the_other_script_is_exact_and_ticked() {
        let seen = likeness("建議多建公園！", "多建公园，谢谢", 1.0);
        assert_eq!(seen, Some(Likeness { band: Band::Exact, polarity_differs: false, preticked: true }));
    }

    #[test]
    fn under_a_tick_one_may_only_say_more_than_the_other() {
        assert!(preticked("应该在老城区多建一些口袋公园", "在老城区多建口袋公园的", 0.93));
        assert!(preticked("在老城区的河边多建口袋公园", "在老城区多建口袋公园", 0.93));
        assert!(!preticked("在老城区的河边多建口袋公园", "在老城区多建口袋公园，孩子都去", 0.93));
        for other in [
            "在老城区多建口袋花园",
            "在老城区少建口袋公园",
            "在老城区甭建口袋公园",
            "在老城区多建3个口袋公园",
            "在老城区才多建口袋公园",
            "在老城区多建口袋公园ok",
            "在新城区多建口袋公园",
        ] {
            assert!(!preticked("在老城区多建口袋公园", other, 0.99), "{other}");
        }
        assert!(!preticked("多建的公园", "多建公园", 0.89));
        assert!(!preticked("从东到西修路", "从西到东修路", 0.95));
    }

    #[test]
    fn opposites_are_told_and_never_ticked() {
        let seen = likeness("There should be no table", "there should be notable", 1.0);
        assert_eq!(seen, Some(Likeness { band: Band::Exact, polarity_differs: true, preticked: false }));
    }

    #[test]
    fn texts_that_share_little_are_not_alike() {
        assert_eq!(likeness("多建公园", "延长地铁", 0.1), None);
    }
}
