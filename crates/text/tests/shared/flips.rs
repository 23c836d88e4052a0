//! Negated texts are never offered as a ticked merge, and true copies hardly ever held back for a negation.

use std::collections::BTreeSet;

use text::{ALMOST_MIN, SimilarIndex, polarity_differs, preticked};

use crate::data;

/// Flips that the sentences must yield for the claim to mean something.
const FLIPS_MIN: usize = 1_245;
/// Share of copies that almost equal their text and are held back all the same.
const BLOCKED_MAX: f64 = 0.01;

/// Words before which a negation can stand.
const NEGATED: &[&str] = &[
    "应该", "应當", "應該", "应", "可以", "能够", "能夠", "能", "会", "會", "要", "是", "有", "愿意", "支持", "同意",
    "允许", "允許", "需要", "希望", "必须", "必須", "想", "让", "讓", "使用", "影响", "影響", "知道", "相信", "认为",
    "認為",
];
const NEGATIONS: &[&str] =
    &["不", "没", "沒", "无", "非", "未", "别", "勿", "不要", "不再", "禁止", "反对", "拒絕", "停止"];

/// Words and their opposites, each for the other.
const OPPOSITES: &[(&str, &str)] = &[
    ("支持", "反对"),
    ("支持", "反對"),
    ("增加", "减少"),
    ("增加", "減少"),
    ("提高", "降低"),
    ("允许", "禁止"),
    ("允許", "禁止"),
    ("同意", "拒绝"),
    ("同意", "反對"),
    ("开始", "停止"),
    ("開始", "停止"),
    ("继续", "停止"),
    ("繼續", "取消"),
    ("举行", "取消"),
    ("舉行", "取消"),
    ("建立", "取消"),
    ("扩大", "缩小"),
    ("加强", "削弱"),
    ("接受", "拒绝"),
    ("批准", "否决"),
    ("上升", "下降"),
    ("有", "没有"),
    ("有", "無"),
    ("是", "不是"),
    ("多", "少"),
    ("最高", "最低"),
    ("赞成", "反对"),
    ("延长", "缩短"),
    ("保留", "拆除"),
    ("开放", "关闭"),
    ("開放", "關閉"),
    ("上涨", "下跌"),
    ("允许", "不允许"),
    ("更多", "更少"),
];

/// Markers that fall away.
const REMOVED: &[&str] =
    &["不", "没有", "沒有", "没", "无", "無", "未", "非", "别", "勿", "反对", "禁止", "取消", "停止", "拒绝"];

/// Words in which what looks like a marker is none, so that taking it away is not a flip.
const NO_MARKERS: &[&str] =
    &["不过", "不過", "不断", "不斷", "不同", "不仅", "不僅", "非常", "未来", "未來", "特别", "无论", "別"];

/// A text turned round in every way that its words allow; each word takes the next of the negations.
fn flips(text: &str, next: &mut impl Iterator<Item = &'static str>) -> Vec<String> {
    let mut flips = Vec::new();
    for (word, negation) in NEGATED.iter().filter(|word| text.contains(*word)).zip(next) {
        flips.push(text.replacen(word, &format!("{negation}{word}"), 1));
    }
    for (one, other) in OPPOSITES {
        for (from, to) in [(one, other), (other, one)] {
            flips.extend(text.contains(from).then(|| text.replacen(from, to, 1)));
        }
    }
    if NO_MARKERS.iter().all(|word| !text.contains(word)) {
        flips.extend(REMOVED.iter().filter(|word| text.contains(*word)).map(|word| text.replacen(word, "", 1)));
    }
    flips
}

#[test]
fn no_negated_text_is_ticked() {
    let (Some(copies), Some(cn), Some(tw)) = (data::near_copies(), data::news("zho-CN"), data::news("zho-TW")) else {
        return;
    };
    let bases = copies.into_iter().map(|copy| copy.base);
    let texts: BTreeSet<String> = bases.chain(cn).chain(tw).collect();
    let mut next = NEGATIONS.iter().copied().cycle();
    let pairs: Vec<(&String, String)> =
        texts.iter().flat_map(|text| flips(text, &mut next).into_iter().map(move |flip| (text, flip))).collect();
    // As if every pair were as alike as two texts can be.
    let ticked: Vec<_> = pairs.iter().filter(|(text, flip)| preticked(text, flip, 1.0)).collect();
    let unseen = pairs.iter().filter(|(text, flip)| !polarity_differs(text, flip)).count();
    println!("flips: {} of {} ticked (target 0), {unseen} not told as opposites", ticked.len(), pairs.len());
    assert!(pairs.len() >= FLIPS_MIN);
    assert!(ticked.is_empty(), "{ticked:?}");
}

#[test]
fn true_copies_are_hardly_ever_taken_for_opposites() {
    let Some(copies) = data::near_copies() else { return };
    let bases: BTreeSet<&str> = copies.iter().map(|copy| copy.base.as_str()).collect();
    let bases: Vec<&str> = bases.into_iter().collect();
    let mut index = SimilarIndex::new();
    for (no, base) in (0..).zip(&bases) {
        index.insert(no, base);
    }
    let (mut almost, mut blocked) = (0_u32, 0_u32);
    for copy in &copies {
        let near = index.nearest(&copy.text, 10, ALMOST_MIN);
        if near.iter().any(|near| bases[near.no as usize] == copy.base) {
            almost += 1;
            blocked += u32::from(polarity_differs(&copy.base, &copy.text));
        }
    }
    let share = f64::from(blocked) / f64::from(almost);
    println!("copies taken for opposites: {share:.4} of {almost} (target <= {BLOCKED_MAX})");
    assert!(share <= BLOCKED_MAX);
}
