//! Words around a suggestion that carry politeness only: how it is opened and closed.
//!
//! Works on the letters of a text in simplified characters and lower case, for comparison only. The lists are this
//! project's own, from how letters to mayors and comments in public consultations begin and end.

/// Openings taken off one after the other, and closings likewise; a text of nothing but politeness keeps the rest.
const ROUNDS_MAX: usize = 4;
/// Characters that must be left: a text is never taken away whole.
const LEFT_MIN: usize = 2;

/// Who is greeted, alone or before "好" or "你好". 您 has become 你 before.
const GREETED: &[&str] = &[
    "尊敬的各位领导",
    "尊敬的领导",
    "尊敬的主席",
    "尊敬的市长",
    "尊敬的书记",
    "尊敬的各位代表",
    "尊敬的各位委员",
    "各位领导",
    "各位委员",
    "各位代表",
    "各位专家",
    "各位老师",
    "各位",
    "领导",
    "主席",
    "市长",
    "书记",
    "委员",
    "代表",
    "主持人",
    "主任",
    "老师",
    "大家",
    "你们",
    "早上",
    "上午",
    "中午",
    "下午",
    "晚上",
    "你",
];
/// A greeting that needs nothing after it.
const GREETINGS: &[&str] = &[
    "尊敬的各位领导",
    "尊敬的领导",
    "尊敬的主席",
    "尊敬的市长",
    "尊敬的书记",
    "尊敬的各位代表",
    "尊敬的各位委员",
    "不好意思",
    "打扰了",
    "麻烦你",
    "hello",
    "hi",
    "dearsirormadam",
];

/// Who speaks.
const SPEAKERS: &[&str] =
    &["作为一名市民我", "作为市民我", "我个人", "我们", "我", "本人", "个人", "咱们", "咱", "俺", "小弟", "在下"];
/// How strongly.
const DEGREES: &[&str] = &[
    "强烈", "非常", "特别", "十分", "真诚", "真心", "衷心", "诚恳", "诚挚", "郑重", "在此", "再次", "还是", "也", "还",
    "很", "就",
];
/// What the speaker does with the suggestion, and how the words go on when they mean something else.
const VERBS: &[(&str, &[&str])] = &[
    ("建议", &["书", "箱", "权", "稿", "函", "栏"]),
    ("希望", &["小学", "中学", "学校", "工程", "之", "路", "大道", "街", "镇", "村", "广场"]),
    ("期望", &["值"]),
    ("盼望", &[]),
    ("期待", &[]),
    ("恳请", &[]),
    ("恳求", &[]),
    ("请求", &[]),
    ("提议", &["案"]),
    ("呼吁", &["书"]),
    ("拜托", &[]),
    ("敬请", &[]),
    ("麻烦", &["事"]),
];
/// What only a speaker does before a suggestion: taken off with the speaker, never alone.
const SPEAKERS_VERBS: &[&str] = &[
    "想说的是",
    "想说",
    "想建议",
    "想提议",
    "想请",
    "觉得",
    "认为",
    "以为",
    "感觉",
    "提个建议",
    "有个建议",
    "的建议是",
    "的意见是",
];
/// 请, and how it goes on in words of its own.
const PLEASE_WORDS: &[&str] = &["假", "客", "愿", "示", "帖", "柬", "教", "安", "缨", "战", "罪"];

/// Openings in English, letters only.
const ENGLISH: &[&str] = &[
    "iwouldliketosuggestthat",
    "iwouldliketosuggest",
    "isuggestthat",
    "isuggest",
    "weshould",
    "ithinkthat",
    "ithink",
    "ihopethat",
    "ihope",
    "pleasecouldyou",
    "couldyouplease",
    "please",
];

/// How a suggestion is closed; the longer before the shorter that it ends with.
const CLOSINGS: &[&str] = &[
    "希望能够采纳",
    "希望能被采纳",
    "希望被采纳",
    "希望能采纳",
    "希望得到采纳",
    "希望采纳",
    "恳请采纳",
    "敬请采纳",
    "请予采纳",
    "请予以采纳",
    "请采纳",
    "望采纳",
    "望考虑",
    "请考虑",
    "望重视",
    "请重视",
    "望关注",
    "请关注",
    "望批准",
    "请批准",
    "望回复",
    "请回复",
    "盼回复",
    "支持的请点赞",
    "支持请点赞",
    "请大家支持",
    "同意的请点赞",
    "来自网友",
    "此致敬礼",
    "非常感谢大家",
    "十分感谢",
    "万分感谢",
    "非常感谢",
    "非常谢谢",
    "感谢你们",
    "感谢大家",
    "感谢领导",
    "感谢你",
    "感谢",
    "感恩",
    "谢谢你们",
    "谢谢大家",
    "谢谢各位领导",
    "谢谢各位",
    "谢谢领导",
    "谢谢主席",
    "谢谢你",
    "谢谢啦",
    "谢谢了",
    "谢谢",
    "多谢了",
    "多谢",
    "谢啦",
    "辛苦了",
    "你们辛苦了",
    "拜托了",
    "拜托啦",
    "拜托",
    "以上是我的建议",
    "以上是我的意见",
    "这是我的建议",
    "thankyouverymuch",
    "thankyou",
    "manythanks",
    "thanks",
    "thx",
];

/// Who is asked for attention, and how: 希望政府重视, 请领导关注, before or after what is suggested.
const ASKING: &[&str] = &["希望", "恳请", "敬请", "盼望", "请", "望", "盼", "求"];
const ASKED: &[&str] = &[
    "各级政府",
    "市政府",
    "区政府",
    "县政府",
    "政府",
    "各位领导",
    "各级领导",
    "市领导",
    "区领导",
    "领导",
    "有关部门",
    "相关部门",
    "主管部门",
    "有关方面",
    "相关方面",
    "有关单位",
    "相关单位",
    "各部门",
    "上级",
    "贵单位",
    "贵局",
    "各位",
    "大家",
    "你们",
];
const ATTENTION: &[&str] = &[
    "高度重视",
    "引起重视",
    "予以重视",
    "加以重视",
    "多多关注",
    "予以关注",
    "予以考虑",
    "认真考虑",
    "予以采纳",
    "尽快解决",
    "重视",
    "关注",
    "关心",
    "考虑",
    "采纳",
    "研究",
    "解决",
];

/// The text without polite openings and closings; itself when hardly anything would be left.
pub(crate) fn without_politeness(form: &str) -> &str {
    let mut rest = form;
    for _ in 0..ROUNDS_MAX {
        match opened(rest) {
            Some(shorter) => rest = shorter,
            None => break,
        }
    }
    for _ in 0..ROUNDS_MAX {
        let closing = CLOSINGS.iter().find_map(|closing| rest.strip_suffix(closing)).or_else(|| before_asking(rest));
        match closing.and_then(enough) {
            Some(shorter) => rest = shorter,
            None => break,
        }
    }
    rest
}

/// `form` without its first polite opening.
fn opened(form: &str) -> Option<&str> {
    if let Some(rest) = after_asking(form).and_then(enough) {
        return Some(rest);
    }
    enough(after_greeting(form).or_else(|| after_speaker(form)).or_else(|| after_please(form))?)
}

fn after_asking(form: &str) -> Option<&str> {
    let rest = ASKING.iter().find_map(|asking| form.strip_prefix(asking))?;
    let rest = ASKED.iter().find_map(|asked| rest.strip_prefix(asked))?;
    ATTENTION.iter().find_map(|attention| rest.strip_prefix(attention))
}

fn before_asking(form: &str) -> Option<&str> {
    let rest = ATTENTION.iter().find_map(|attention| form.strip_suffix(attention))?;
    let rest = ASKED.iter().find_map(|asked| rest.strip_suffix(asked))?;
    ASKING.iter().find_map(|asking| rest.strip_suffix(asking))
}

fn after_greeting(form: &str) -> Option<&str> {
    let greeted = GREETED.iter().find_map(|greeted| {
        let rest = form.strip_prefix(greeted)?;
        // 你好 but not 你好像.
        let rest = rest.strip_prefix("你好").or_else(|| rest.strip_prefix("好"))?;
        (!rest.starts_with(['像', '不', '几', '多', '好'])).then_some(rest)
    });
    greeted.or_else(|| GREETINGS.iter().chain(ENGLISH).find_map(|greeting| form.strip_prefix(greeting)))
}

fn after_speaker(form: &str) -> Option<&str> {
    let speaker = SPEAKERS.iter().find_map(|speaker| form.strip_prefix(speaker));
    let rest = speaker.unwrap_or(form);
    let rest = DEGREES.iter().find_map(|degree| rest.strip_prefix(degree)).unwrap_or(rest);
    let verb = VERBS.iter().find_map(|(verb, other)| {
        let rest = rest.strip_prefix(verb)?;
        (!other.iter().any(|other| rest.starts_with(other))).then_some(rest)
    });
    verb.or_else(|| speaker.and(SPEAKERS_VERBS.iter().find_map(|verb| rest.strip_prefix(verb))))
}

fn after_please(form: &str) -> Option<&str> {
    let rest = form.strip_prefix('请')?;
    let rest = rest.strip_prefix('问').unwrap_or(rest);
    (!PLEASE_WORDS.iter().any(|word| rest.starts_with(word))).then_some(rest)
}

fn enough(rest: &str) -> Option<&str> {
    (rest.chars().nth(LEFT_MIN - 1).is_some()).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn openings_and_closings_go() {
        for (given, left) in [
            ("我建议多种树", "多种树"),
            ("建议多种树谢谢", "多种树"),
            ("各位委员好我们强烈希望多种树谢谢大家", "多种树"),
            ("主席好我想说多种树", "多种树"),
            ("你好请多种树望采纳感谢", "多种树"),
            ("希望政府重视多种树", "多种树"),
            ("多种树恳请有关部门尽快解决谢谢", "多种树"),
            ("个人认为多种树", "多种树"),
            ("pleaseplanttreesthankyou", "planttrees"),
            ("请领导关注", "领导关注"),
        ] {
            assert_eq!(without_politeness(given), left, "{given}");
        }
    }

    #[test]
    fn words_that_begin_alike_stay() {
        for text in [
            "希望小学",
            "建议书要公开",
            "请假制度",
            "你好像记错了",
            "觉得慢",
            "谢谢",
            "谢谢你",
            "希望",
            "",
            "建议多",
            "老师好不容易来了",
        ] {
            assert_eq!(without_politeness(text), text);
        }
    }
}
