//! What staff may change in a text before it is published: a slip of the pen, a covered name, something left out. Never what it says.

use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation;

use crate::SuggestionText;

/// In what way staff changed a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EditKind {
    /// 錯字: a few characters were wrong.
    Typo,
    /// 打碼: something is covered.
    Mask,
    /// 刪節: something is left out.
    Shorten,
}

/// A change of wording by staff, as everybody may see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// In what way.
    pub kind: EditKind,
    /// The author's text, personal data masked; `None` where showing it would uncover what was covered.
    pub before: Option<SuggestionText>,
}

/// A slip changes at most one character in so many.
const TYPO_SHARE: usize = 8;
/// A slip in a short text changes at most so many characters.
const TYPO_MIN: usize = 2;
/// Characters that cover or stand for what is left out.
const COVERS: [&str; 10] = ["*", "＊", "×", "█", "▓", "■", "□", "○", "…", "."];

/// Whether `shown` is no more than such an edit of the author's `text`. What is told as `before` may cover personal data of the author's
/// text and must not change it otherwise.
pub fn is_edit(edit: &Edit, text: &SuggestionText, shown: &SuggestionText) -> bool {
    match &edit.before {
        None if edit.kind == EditKind::Mask => fits(EditKind::Mask, text.as_str(), shown.as_str()),
        Some(before) if edit.kind != EditKind::Mask => {
            let told = before == text || fits(EditKind::Mask, text.as_str(), before.as_str());
            told && fits(edit.kind, before.as_str(), shown.as_str())
        }
        None | Some(_) => false,
    }
}

/// Whether `after` is a change of this kind of `before`, and no more.
fn fits(kind: EditKind, before: &str, after: &str) -> bool {
    let graphemes = |text| UnicodeSegmentation::graphemes(text, true).collect::<Vec<&str>>();
    let (old, new) = (graphemes(before), graphemes(after));
    let kept: Vec<&str> = new.iter().copied().filter(|one| !COVERS.contains(one)).collect();
    let of_its_kind = match kind {
        EditKind::Typo => distance_at_most(&old, &new, (old.len() / TYPO_SHARE).max(TYPO_MIN)),
        EditKind::Mask => kept.len() < new.len() && is_part(&kept, &old),
        EditKind::Shorten => new.len() < old.len() && is_part(&kept, &old),
    };
    of_its_kind && before != after
}

/// Whether `part` is `whole` with some left out, in the same order.
fn is_part(part: &[&str], whole: &[&str]) -> bool {
    let mut rest = whole.iter();
    part.iter().all(|one| rest.any(|other| other == one))
}

/// Whether one becomes the other by at most `max` changes of one character (Levenshtein).
fn distance_at_most(one: &[&str], other: &[&str], max: usize) -> bool {
    if one.len().abs_diff(other.len()) > max {
        return false;
    }
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, old) in one.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = at + 1;
        for (place, new) in other.iter().enumerate() {
            let changed = diagonal + usize::from(old != new);
            diagonal = row[place + 1];
            row[place + 1] = changed.min(diagonal + 1).min(row[place] + 1);
        }
        if row.iter().min().is_some_and(|least| *least > max) {
            return false;
        }
    }
    row[other.len()] <= max
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_takes_its_own_change_only() {
        use EditKind as K;
        let before = "我住桂香里三栋，希望社区在路口装一盏路灯，晚上太暗了。";
        for (kind, after, expected) in [
            (K::Typo, "我住桂香里三栋，希望社区在路口安一盏路灯，晚上太暗了。", true),
            (K::Typo, "我住桂香里三栋，反对社区在路口拆掉全部路灯，晚上太亮了。", false),
            (K::Typo, before, false),
            (K::Mask, "我住桂香里＊栋，希望社区在路口装一盏路灯，晚上太暗了。", true),
            (K::Mask, "我住桂香里＊栋，反对社区在路口装一盏路灯，晚上太暗了。", false),
            (K::Mask, "希望社区在路口装一盏路灯，晚上太暗了。", false),
            (K::Shorten, "希望社区在路口装一盏路灯，晚上太暗了。", true),
            (K::Shorten, "希望社区在路口装一盏路灯……", true),
            (K::Shorten, "希望社区在路口装两盏路灯。", false),
            (K::Shorten, before, false),
        ] {
            assert_eq!(fits(kind, before, after), expected, "{kind:?}: {after}");
        }
    }

    #[test]
    fn a_negation_is_no_slip_of_a_short_text_only_by_its_share() {
        // Two characters in a short text may be a slip; that they turn it round a reader must see: the diff is public.
        assert!(fits(EditKind::Typo, "建议多种些树", "建议多种一些树"));
        assert!(!fits(EditKind::Typo, "建议多种些树", "不建议再种什么树"));
    }
}
