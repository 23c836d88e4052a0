//! Whether two texts say yes and no to the same thing: counts of words that turn a wish round.
//!
//! "拆除旧桥" and "不拆除旧桥" are nearly the same letters and opposite wishes; no likeness of letters tells them apart.
//! This does not understand a sentence either: it counts, and a difference is a reason for a person to look.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::canonical::canonical;
use crate::comparable::comparable;

/// Directions that a word can give to a wish. Words of one direction stand for each other (没有 and 无), those of two
/// do not (减少 and 禁止).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Not,
    Against,
    For,
    Stop,
    Allow,
    Less,
    More,
    /// A word in which a marker is only a syllable: 特别 does not forbid. 卜 has become 不 before, in 萝卜 too.
    None,
}

const DIRECTIONS: usize = Direction::None as usize;

/// Simplified characters; of overlapping words the first counts, and the longest of those that begin together.
const CHINESE: &[(Direction, &[&str])] = &[
    (
        Direction::Not,
        &[
            "不", "没有", "没", "木有", "无", "无须", "无需", "非", "未", "别", "勿", "莫", "毋", "甭", "冇", "唔",
            "袂", "弗", "否", "绝非", "并非", "从未", "缺乏", "缺少", "休想", "免得", "难以", "失去",
        ],
    ),
    (
        Direction::Against,
        &[
            "反对", "抵制", "抗议", "抗拒", "拒绝", "拒", "谢绝", "杜绝", "否决", "否定", "否认", "驳回", "质疑",
            "反感", "讨厌", "批评",
        ],
    ),
    (
        Direction::For,
        &[
            "支持", "赞成", "赞同", "同意", "拥护", "认同", "通过", "欢迎", "接受", "喜欢", "肯定", "鼓励", "提倡",
            "力挺",
        ],
    ),
    (
        Direction::Stop,
        &[
            "禁止", "严禁", "禁", "取消", "停止", "停办", "停建", "停用", "停运", "停开", "暂停", "叫停", "终止",
            "中止", "中断", "制止", "阻止", "避免", "防止", "废除", "废止", "撤销", "撤除", "撤掉", "撤回", "去除",
            "去掉", "除去", "拆除", "拆掉", "拆", "删除", "删掉", "关闭", "关停", "关掉", "封闭", "封", "免除", "免征",
            "放弃", "排除", "淘汰", "摒弃", "罢免", "解散", "清除", "移除", "停", "限制", "管制", "破坏",
        ],
    ),
    (
        Direction::Allow,
        &[
            "允许", "准许", "容许", "许可", "批准", "开放", "开通", "开启", "开设", "恢复", "保留", "保护", "保持",
            "继续", "坚持", "设立", "建立", "修建", "新建", "建设", "兴建", "启用", "实施", "实行", "推行", "执行",
            "引进", "放开",
        ],
    ),
    (
        Direction::Less,
        &[
            "减少", "减轻", "减小", "减弱", "减缓", "减低", "减慢", "减", "降低", "下降", "下调", "降价", "调低", "降",
            "缩小", "缩短", "缩减", "压缩", "削减", "削弱", "少", "裁减", "精简", "延缓", "推迟", "推后", "放慢",
            "放松", "弱化", "淡化", "收窄", "变窄", "节制", "更低", "更慢", "更小", "最低", "至少", "少数",
        ],
    ),
    (
        Direction::More,
        &[
            "增加", "增多", "增设", "增大", "增强", "增建", "新增", "提高", "提升", "上升", "上涨", "上调", "涨价",
            "调高", "扩大", "扩建", "扩充", "延长", "加强", "加大", "加快", "加宽", "加速", "加紧", "提前", "提早",
            "拓宽", "强化", "放宽", "更高", "更快", "更大", "最高", "至多", "多数",
        ],
    ),
    (
        Direction::None,
        &[
            "特别",
            "级别",
            "性别",
            "个别",
            "类别",
            "差别",
            "区别",
            "识别",
            "别墅",
            "别人",
            "别的",
            "辨别",
            "鉴别",
            "告别",
            "非常",
            "非洲",
            "非遗",
            "非机动车",
            "未来",
            "未成年",
            "最高法院",
            "无锡",
            "无线",
            "不锈钢",
            "不仅",
            "不但",
            "不断",
            "不过",
            "不管",
            "不论",
            "无论",
            "不同",
            "是否",
            "能否",
            "可否",
            "会否",
            "与否",
            "可不可以",
            "少年",
            "青少年",
            "少儿",
            "多少",
            "减灾",
            "不禁",
            "萝不",
            "占不",
            "停车",
            "停放",
            "停靠",
            "公交停靠",
            "开封",
            "信封",
            "莫名",
            "莫非",
            "降雨",
            "降水",
            "通过率",
        ],
    ),
];

const ENGLISH: &[(Direction, &[&str])] = &[
    (
        Direction::Not,
        &[
            "no", "not", "never", "none", "nobody", "nothing", "nowhere", "neither", "nor", "without", "cannot",
            "cant", "dont", "doesnt", "didnt", "wont", "shouldnt", "isnt", "arent", "wasnt", "werent", "hardly",
            "lack", "lacks",
        ],
    ),
    (
        Direction::Against,
        &[
            "against",
            "oppose",
            "opposes",
            "opposed",
            "reject",
            "rejects",
            "rejected",
            "refuse",
            "refuses",
            "refused",
            "disagree",
            "disagrees",
            "deny",
            "boycott",
        ],
    ),
    (Direction::For, &["support", "supports", "supported", "agree", "agrees", "favour", "favor", "accept", "welcome"]),
    (
        Direction::Stop,
        &[
            "stop",
            "stops",
            "ban",
            "bans",
            "banned",
            "prohibit",
            "prohibited",
            "forbid",
            "forbidden",
            "cancel",
            "cancelled",
            "canceled",
            "remove",
            "removed",
            "abolish",
            "close",
            "closed",
            "demolish",
            "avoid",
            "prevent",
            "restrict",
            "end",
            "repeal",
            "scrap",
        ],
    ),
    (
        Direction::Allow,
        &[
            "allow",
            "allows",
            "allowed",
            "permit",
            "permitted",
            "open",
            "opened",
            "keep",
            "restore",
            "continue",
            "build",
            "preserve",
            "start",
            "introduce",
        ],
    ),
    (
        Direction::Less,
        &[
            "less",
            "fewer",
            "reduce",
            "reduces",
            "reduced",
            "decrease",
            "decreased",
            "lower",
            "lowered",
            "shorten",
            "shrink",
            "cut",
            "narrow",
            "slower",
            "weaken",
        ],
    ),
    (
        Direction::More,
        &[
            "more",
            "increase",
            "increases",
            "increased",
            "raise",
            "raised",
            "extend",
            "extended",
            "expand",
            "widen",
            "higher",
            "faster",
            "strengthen",
        ],
    ),
];

struct Markers {
    search: AhoCorasick,
    /// By number of a pattern.
    directions: Vec<Direction>,
}

static MARKERS: LazyLock<Markers> = LazyLock::new(|| {
    let words = CHINESE.iter().flat_map(|(direction, words)| words.iter().map(move |word| (*word, *direction)));
    let (words, directions): (Vec<&str>, Vec<Direction>) = words.unzip();
    let search = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(words);
    Markers {
        search: search.expect("a few hundred short words are far below every limit of the automaton"),
        directions,
    }
});

/// Whether two texts differ in how many words of a direction they have: negations (不, 没, not), against and for, stop
/// and allow, less and more, in either script and in English.
///
/// Errs on the side of a difference: a false one costs a person a look, a missed one joins a wish to its opposite.
pub fn polarity_differs(a: &str, b: &str) -> bool {
    counts(a) != counts(b)
}

/// Words of each direction in a text.
fn counts(text: &str) -> [u32; DIRECTIONS] {
    let mut counts = [0; DIRECTIONS];
    let mut count = |direction: Direction| {
        if let Some(count) = counts.get_mut(direction as usize) {
            *count += 1;
        }
    };
    for found in MARKERS.search.find_iter(&comparable(text)) {
        count(MARKERS.directions[found.pattern().as_usize()]);
    }
    // Words need their spaces, which the comparable form has lost.
    let canonical = canonical(text).replace(['\'', '’'], "");
    for word in canonical.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        if let Some((direction, _)) = ENGLISH.iter().find(|(_, words)| words.contains(&word)) {
            count(*direction);
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opposites_differ() {
        for (one, other) in [
            ("拆除旧桥", "不拆除旧桥"),
            ("請延長末班車時間", "請勿延長末班車時間"),
            ("支持在江边修路", "反对在江边修路"),
            ("增加停车位", "减少停车位"),
            ("允许电动车上楼", "禁止电动车上楼"),
            ("沒有路燈", "有路燈"),
            ("多建停车场", "少建停车场"),
            ("Allow dogs in the park", "Do not allow dogs in the park"),
            ("We can park here", "We can’t park here"),
            ("more trees", "fewer trees"),
            ("卜要拆", "要拆"),
        ] {
            assert!(polarity_differs(one, other), "{one} / {other}");
            assert!(polarity_differs(other, one), "{one} / {other}");
        }
    }

    #[test]
    fn the_same_direction_in_other_words_does_not_differ() {
        for (one, other) in [
            ("没有路灯", "無路燈"),
            ("特别希望增加路灯", "希望新增路灯"),
            ("不要乱停车", "别乱停车"),
            ("是否可以种树", "可以种树"),
            ("cannot cross", "can’t cross"),
            ("notable table", "a table"),
            ("", ""),
        ] {
            assert!(!polarity_differs(one, other), "{one} / {other}");
        }
    }

    #[test]
    fn no_word_has_two_directions() {
        for table in [CHINESE, ENGLISH] {
            let mut words: Vec<&str> = table.iter().flat_map(|(_, words)| words.iter().copied()).collect();
            words.sort_unstable();
            assert!(words.is_sorted_by(|a, b| a < b), "{words:?}");
        }
    }
}
