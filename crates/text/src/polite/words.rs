//! The words of politeness, in simplified characters and lower case. Only lists; how they combine stands in `polite`.

/// Who is greeted, alone or before "好" or "你好". 您 has become 你 before.
pub(super) const GREETED: &[&str] = &[
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
pub(super) const GREETINGS: &[&str] = &[
    "尊敬的各位领导",
    "尊敬的领导",
    "尊敬的主席",
    "尊敬的市长",
    "尊敬的书记",
    "尊敬的各位代表",
    "尊敬的各位委员",
    "反映一个问题",
    "反映一个情况",
    "反映一下",
    "提一个建议",
    "提个建议",
    "有个建议",
    "一点建议",
    "几点建议",
    "建议如下",
    "意见如下",
    "我的建议是",
    "我的意见是",
    "我的想法是",
    "不好意思",
    "打扰了",
    "麻烦你",
    "hello",
    "hi",
    "dearsirormadam",
];

/// Who speaks.
pub(super) const SPEAKERS: &[&str] =
    &["作为一名市民我", "作为市民我", "我个人", "我们", "我", "本人", "个人", "咱们", "咱", "俺", "小弟", "在下"];
/// How strongly.
pub(super) const DEGREES: &[&str] = &[
    "强烈", "非常", "特别", "十分", "真诚", "真心", "衷心", "诚恳", "诚挚", "郑重", "在此", "再次", "还是", "也", "还",
    "很", "就",
];
/// What the speaker does with the suggestion, and how the words go on when they mean something else.
pub(super) const VERBS: &[(&str, &[&str])] = &[
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
pub(super) const SPEAKERS_VERBS: &[&str] = &[
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
pub(super) const PLEASE_WORDS: &[&str] = &["假", "客", "愿", "示", "帖", "柬", "教", "安", "缨", "战", "罪"];

/// Openings in English, letters only.
pub(super) const ENGLISH: &[&str] = &[
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
pub(super) const CLOSINGS: &[&str] = &[
    "不胜感激",
    "感激不尽",
    "万分感激",
    "不胜感谢",
    "此致",
    "敬礼",
    "祝工作顺利",
    "工作顺利",
    "顺祝商祺",
    "打扰了",
    "以上谢谢",
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

/// Asking somebody for attention, before or after what is suggested: 希望政府重视, 请领导尽快处理.
pub(super) const ASKING: &[&str] =
    &["希望", "期望", "恳请", "敬请", "烦请", "还请", "盼望", "期待", "请", "望", "盼", "求"];
/// Who is asked.
pub(super) const ASKED: &[&str] = &[
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
    "你",
];
/// In what manner.
pub(super) const MANNERS: &[&str] = &[
    "尽快", "尽早", "早日", "及时", "予以", "给予", "加以", "引起", "能够", "能", "可以", "得到", "给个", "给", "认真",
    "高度", "多多", "多", "被", "予", "的",
];
/// For what.
pub(super) const ATTENTION: &[&str] = &[
    "重视", "关注", "关心", "考虑", "采纳", "研究", "解决", "处理", "落实", "安排", "回复", "答复", "反馈", "办理",
    "批准",
];

/// How speakers introduce themselves: 我是一名普通市民.
pub(super) const INTRODUCTIONS: &[&str] = &["我是", "本人是", "作为", "身为"];
/// What stands between.
pub(super) const KINDS: &[&str] =
    &["一名", "一个", "一位", "普通", "热心", "本地", "本市", "退休", "老", "附近", "小区", "的"];
/// As whom.
pub(super) const PERSONS: &[&str] = &[
    "市民",
    "居民",
    "村民",
    "业主",
    "群众",
    "百姓",
    "网友",
    "家长",
    "学生",
    "大学生",
    "教师",
    "老师",
    "老人",
    "职工",
    "司机",
    "上班族",
    "志愿者",
];
