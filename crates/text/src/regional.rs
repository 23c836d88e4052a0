//! Words that the two shores of the Taiwan Strait use for one thing, and ways of naming a day, as one word.
//!
//! For comparison only. The list is this project's own: words of public life, none that means something else on the
//! other shore (質量 is quality here and mass there, and is not in it). A match across the border of two words does no
//! harm: it changes every text alike.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

/// Simplified characters: what is written, and the word that it is compared as.
const WORDS: &[(&str, &str)] = &[
    ("礼拜一", "周一"),
    ("礼拜二", "周二"),
    ("礼拜三", "周三"),
    ("礼拜四", "周四"),
    ("礼拜五", "周五"),
    ("礼拜六", "周六"),
    ("礼拜日", "周日"),
    ("礼拜天", "周日"),
    ("星期一", "周一"),
    ("星期二", "周二"),
    ("星期三", "周三"),
    ("星期四", "周四"),
    ("星期五", "周五"),
    ("星期六", "周六"),
    ("星期日", "周日"),
    ("星期天", "周日"),
    ("计程车", "出租车"),
    ("捷运", "地铁"),
    ("脚踏车", "自行车"),
    ("单车", "自行车"),
    ("停车格", "停车位"),
    ("幼稚园", "幼儿园"),
    ("网路", "网络"),
    ("网际网络", "互联网"),
    ("网际网路", "互联网"),
    ("软体", "软件"),
    ("硬体", "硬件"),
    ("资讯", "信息"),
    ("讯息", "信息"),
    ("简讯", "短信"),
    ("录影", "录像"),
    ("萤幕", "屏幕"),
    ("智慧型手机", "智能手机"),
    ("人工智慧", "人工智能"),
    ("部落格", "博客"),
    ("印表机", "打印机"),
    ("伺服器", "服务器"),
    ("滑鼠", "鼠标"),
    ("飞弹", "导弹"),
    ("执行长", "首席执行官"),
    ("志工", "志愿者"),
    ("身心障碍", "残疾"),
    ("银发族", "老年人"),
    ("冷气", "空调"),
    ("瓦斯", "煤气"),
    ("塑胶", "塑料"),
    ("保丽龙", "泡沫塑料"),
    ("雷射", "激光"),
    ("爱滋病", "艾滋病"),
    ("忧郁症", "抑郁症"),
    ("纽西兰", "新西兰"),
    ("义大利", "意大利"),
    ("印尼", "印度尼西亚"),
    ("川普", "特朗普"),
];

struct Table {
    search: AhoCorasick,
    /// By number of a pattern.
    compared_as: Vec<&'static str>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let (written, compared_as): (Vec<&str>, Vec<&str>) = WORDS.iter().copied().unzip();
    let search = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(written);
    Table { search: search.expect("a few dozen short words are far below every limit of the automaton"), compared_as }
});

/// Simplified text with one word for each thing of the list.
pub(crate) fn with_common_words(form: &str) -> String {
    TABLE.search.replace_all(form, &TABLE.compared_as)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::script::simplified;

    #[test]
    fn words_of_both_shores_are_one() {
        assert_eq!(with_common_words("礼拜三捷运的志工"), "周三地铁的志愿者");
        assert_eq!(with_common_words("周三地铁的志愿者"), "周三地铁的志愿者");
        assert_eq!(with_common_words("礼拜"), "礼拜");
    }

    #[test]
    fn list_is_in_simplified_characters_and_changes_nothing_twice() {
        for (written, compared_as) in WORDS {
            assert_eq!(simplified(written), *written);
            assert_eq!(with_common_words(compared_as), *compared_as, "{written}");
        }
    }
}
