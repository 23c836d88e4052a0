//! The words around a door's number: units, what makes a place of the words before it, and what speaks against a door.
//!
//! Over 400 lines: three quarters of it are lists of words, which are looked up in one place.

use super::address::Unit;
use super::glyph::{Glyph, word_at, word_before};

/// What the words before a number name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// 人民路, 桂香巷, 四段.
    Street,
    /// 阳光花园, 桂香里.
    Estate,
    /// 东河村.
    Village,
    /// A hospital, a school, an office: its buildings are everybody's.
    Public,
    /// None of these.
    None,
}

/// Words that say that somebody lives at what follows.
pub(super) const LIVING: [&str; 14] =
    ["我住", "家住", "住在", "住址", "地址", "家在", "我家", "住户", "租住", "搬到", "居住", "寄到", "本人住", "上门"];
/// Words for the number of a door.
pub(super) const DOOR: [&str; 4] = ["门牌", "房号", "房间号", "户号"];
/// What has a number of its own behind `号`: not a door but a thing.
pub(super) const NUMBERED: [&str; 63] = [
    "线",
    "车",
    "站",
    "台",
    "口",
    "出口",
    "入口",
    "门",
    "大门",
    "桥",
    "桥墩",
    "灯",
    "路灯",
    "杆",
    "井",
    "闸",
    "泵",
    "机",
    "炉",
    "塔",
    "坝",
    "隧道",
    "航站",
    "码头",
    "泊位",
    "地块",
    "标段",
    "工地",
    "桩",
    "馆",
    "厅",
    "会议室",
    "窗口",
    "公交",
    "地铁",
    "文",
    "令",
    "公告",
    "提案",
    "建议",
    "议案",
    "议题",
    "意见",
    "附件",
    "图",
    "表",
    "电梯",
    "垃圾",
    "匝道",
    "立交",
    "涵洞",
    "泵站",
    "水库",
    "变电",
    "配电",
    "球场",
    "跑道",
    "展厅",
    "展位",
    "摊位",
    "井盖",
    "信箱",
    "充电",
];
/// What follows the day of a month.
pub(super) const DATED: [&str; 38] = [
    "开始", "起", "前", "后", "之前", "之后", "以前", "以后", "晚", "早", "上午", "下午", "中午", "凌晨", "夜", "当天",
    "那天", "白天", "通车", "封", "停", "断", "施工", "动工", "开工", "完工", "竣工", "恢复", "开通", "开放", "开会",
    "召开", "举行", "又", "就", "才", "已", "还",
];
/// What follows a count of buildings.
const COUNTED: [&str; 22] = [
    "楼房", "居民", "住宅", "高层", "房子", "建筑", "老楼", "旧楼", "危楼", "新楼", "别墅", "小楼", "大楼", "都", "全",
    "共", "多层", "左右", "以上", "以下", "未", "安置",
];
/// `5栋楼有`, but `5栋楼道`.
const INSIDE: [&str; 10] = ["楼道", "楼下", "楼上", "楼梯", "楼顶", "楼前", "楼后", "楼门", "楼栋", "楼旁"];
/// What makes an amount of a number.
const MEASURES: [&str; 40] = [
    "年", "月", "日", "号", "人", "户", "平", "米", "个", "元", "万", "亿", "千", "套", "路", "条", "公里", "吨", "名",
    "位", "次", "件", "%", "‰", ":", "点", "时", "分", "℃", "度", "层", "岁", "辆", "台", "㎡", "多", "余", "余户",
    "块", "家",
];

/// Streets. 道 and 里 end many other words and have their own rule.
const STREETS: [&str; 8] = ["路", "街", "大道", "巷", "弄", "胡同", "街坊", "支路"];
const NO_STREETS: [&str; 20] = [
    "公路", "铁路", "道路", "线路", "思路", "出路", "电路", "网路", "马路", "修路", "走路", "半路", "一路", "沿路",
    "让路", "上路", "问路", "逛街", "上街", "铺路",
];
const ESTATES: [&str; 44] = [
    "小区",
    "社区",
    "花园",
    "家园",
    "新村",
    "公寓",
    "花苑",
    "苑",
    "华庭",
    "嘉园",
    "新城",
    "大院",
    "家属院",
    "宿舍",
    "公馆",
    "府邸",
    "山庄",
    "庄园",
    "别墅",
    "坊",
    "阁",
    "轩",
    "邸",
    "湾",
    "府",
    "华府",
    "名都",
    "名城",
    "雅居",
    "豪庭",
    "佳园",
    "华园",
    "景园",
    "御园",
    "馨园",
    "丽园",
    "怡园",
    "康园",
    "半岛",
    "国际",
    "大厦",
    "广场",
    "花城",
    "号院",
];
/// What stands before a number that counts.
const COUNTING: [&str; 8] = ["第", "这", "那", "有", "共", "约", "修", "建"];
/// Estates that more often are something else.
const PUBLIC: [&str; 60] = [
    "公园",
    "产业园区",
    "工业园区",
    "科技园区",
    "工业园",
    "产业园",
    "科技园",
    "校园",
    "幼儿园",
    "动物园",
    "植物园",
    "医院",
    "法院",
    "学院",
    "检察院",
    "研究院",
    "养老院",
    "敬老院",
    "福利院",
    "电影院",
    "剧院",
    "国务院",
    "卫生院",
    "设计院",
    "体育场",
    "停车场",
    "市场",
    "机场",
    "车站",
    "火车站",
    "地铁站",
    "政府",
    "中心",
    "大学",
    "学校",
    "中学",
    "小学",
    "图书馆",
    "博物馆",
    "体育馆",
    "银行",
    "派出所",
    "服务厅",
    "办事大厅",
    "政务大厅",
    "大厅",
    "公司",
    "工厂",
    "商场",
    "超市",
    "酒店",
    "宾馆",
    "办公室",
    "委员会",
    "局",
    "实验室",
    "会议室",
    "教室",
    "村委会",
    "居委会",
];
const VILLAGES: [&str; 6] = ["村", "庄", "屯", "寨", "镇", "乡"];
/// Words for a place that name none.
const NAMELESS: [&str; 34] = [
    "我们小区",
    "本小区",
    "这个小区",
    "该小区",
    "老旧小区",
    "各小区",
    "每个小区",
    "全小区",
    "个小区",
    "我们社区",
    "本社区",
    "个社区",
    "我们村",
    "全村",
    "本村",
    "各村",
    "每村",
    "个村",
    "农村",
    "乡村",
    "城中村",
    "新农村",
    "这个村",
    "个院",
    "我们院",
    "大院里",
    "个新村",
    "个花园",
    "小花园",
    "个苑",
    "个公寓",
    "人才公寓",
    "城镇",
    "乡镇",
];
/// Characters before 里 with which it means inside, or a measure.
const INSIDE_OF: &str = "公这那哪家村院城区市县镇楼屋心夜手园校店田地山水河厂班群会百千万十英海华方库场街巷路房校车站间局所馆洞墙箱网店表桌";
/// Characters before 道 with which it is no street.
const NO_ROADS: &str = "知报难味渠频管通轨跑河隧车行步绿赛航水地街铁公国省县乡称霸厚索要说我他都一这人赤权孝正东下上";

/// The unit at `at` and its length in characters.
pub(super) fn unit(glyphs: &[Glyph], at: usize) -> Option<(Unit, usize)> {
    const UNITS: [(&str, Unit); 26] = [
        ("支弄", Unit::Court),
        ("号楼", Unit::Building),
        ("号院", Unit::Court),
        ("号大院", Unit::Court),
        ("号门", Unit::Stair),
        ("号房", Unit::Room),
        ("号室", Unit::Room),
        ("号", Unit::Number),
        ("#楼", Unit::Building),
        ("#", Unit::Building),
        ("单元", Unit::Stair),
        ("门", Unit::Stair),
        ("梯", Unit::Stair),
        ("栋", Unit::Building),
        ("幢", Unit::Building),
        ("座", Unit::Building),
        ("室", Unit::Room),
        ("房", Unit::Room),
        ("楼", Unit::Floor),
        ("层", Unit::Floor),
        ("弄", Unit::Lane),
        ("巷", Unit::Alley),
        ("村民小组", Unit::Group),
        ("组", Unit::Group),
        ("社", Unit::Group),
        ("队", Unit::Group),
    ];
    let (word, unit) = UNITS.iter().find(|(word, _)| word_at(glyphs, at, &[word]).is_some())?;
    Some((*unit, word.chars().count()))
}

/// What the words before a number name.
pub(super) fn place_before(glyphs: &[Glyph], at: usize) -> Place {
    let blanks = glyphs[..at].iter().rev().take(2).take_while(|glyph| matches!(glyph.plain, ' ' | ',' | '第')).count();
    let end = at - blanks;
    if is_street(glyphs, end) {
        return Place::Street;
    }
    if word_before(glyphs, end, &PUBLIC) {
        return Place::Public;
    }
    if word_before(glyphs, end, &NAMELESS) {
        return Place::None;
    }
    let end = before_part(glyphs, end);
    if (is_named(glyphs, end, 1) && word_before(glyphs, end, &ESTATES)) || is_neighbourhood(glyphs, end) {
        return Place::Estate;
    }
    if is_named(glyphs, end, 1) && word_before(glyphs, end, &VILLAGES) {
        return Place::Village;
    }
    Place::None
}

fn is_street(glyphs: &[Glyph], end: usize) -> bool {
    let Some(last) = end.checked_sub(1).map(|index| glyphs[index]) else { return false };
    let before = end.checked_sub(2).map(|index| glyphs[index]);
    match last.plain {
        '道' if !word_before(glyphs, end, &["大道"]) => {
            before.is_some_and(|glyph| is_han(glyph.plain) && !NO_ROADS.contains(glyph.plain))
        }
        // `人民南路四段`, `东四十条`.
        '段' => before.is_some_and(is_ordinal) && is_street(glyphs, end - 2),
        '条' => before.is_some_and(is_ordinal) && is_named(glyphs, end, 2) && !word_before(glyphs, end - 2, &COUNTING),
        // `112路`: a bus.
        '路' if before.is_some_and(|glyph| glyph.figure().is_some()) => false,
        _ => word_before(glyphs, end, &STREETS) && !word_before(glyphs, end, &NO_STREETS) && is_named(glyphs, end, 1),
    }
}

/// A digit or a side of the compass, as parts of a long street have.
fn is_ordinal(glyph: Glyph) -> bool {
    glyph.figure().is_some() || glyph.han_digit().is_some() || "十东西南北中".contains(glyph.plain)
}

/// Where the name of an estate ends before its part: `花园二期`, `花园A区`.
fn before_part(glyphs: &[Glyph], end: usize) -> usize {
    let is_part = end.checked_sub(2).is_some_and(|at| {
        matches!(glyphs[at + 1].plain, '期' | '区') && (is_ordinal(glyphs[at]) || glyphs[at].plain.is_ascii_uppercase())
    });
    if is_part { end - 2 } else { end }
}

/// `桂香里`, not `公园里` or `5公里`.
fn is_neighbourhood(glyphs: &[Glyph], end: usize) -> bool {
    let is_last = end.checked_sub(1).is_some_and(|index| glyphs[index].plain == '里');
    let before = end.checked_sub(2).map(|index| glyphs[index].plain);
    is_last && is_named(glyphs, end, 2) && before.is_some_and(|c| is_han(c) && !INSIDE_OF.contains(c))
}

/// Whether at least `count` Chinese characters stand before the last one of a name.
fn is_named(glyphs: &[Glyph], end: usize, count: usize) -> bool {
    let name = glyphs[..end].iter().rev().skip(1).take(count);
    name.clone().count() == count && name.clone().all(|glyph| is_han(glyph.plain) || glyph.figure().is_some())
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '〇')
}

/// Whether what follows a number makes it an amount, a date or a time.
pub(super) fn is_measured(glyphs: &[Glyph], end: usize) -> bool {
    let blank = usize::from(glyphs.get(end).is_some_and(|glyph| glyph.plain == ' '));
    word_at(glyphs, end + blank, &MEASURES).is_some() || is_decimal(glyphs, end)
}

fn is_decimal(glyphs: &[Glyph], end: usize) -> bool {
    let is_point = glyphs.get(end).is_some_and(|glyph| matches!(glyph.plain, '.' | ','));
    is_point && glyphs.get(end + 1).is_some_and(|glyph| glyph.figure().is_some())
}

/// Whether what follows a last unit makes a count of it: `5栋楼有`, `3室2厅`, `2栋12层`.
pub(super) fn is_quantity(glyphs: &[Glyph], end: usize, unit: Unit) -> bool {
    let is_counted = match unit {
        Unit::Building => {
            let inside = word_at(glyphs, end, &INSIDE).is_some();
            (!inside && word_at(glyphs, end, &["楼"]).is_some()) || word_at(glyphs, end, &COUNTED).is_some()
        }
        Unit::Room => word_at(glyphs, end + 1, &["厅", "卫"]).is_some(),
        Unit::Floor => word_at(glyphs, end, &COUNTED).is_some(),
        _ => false,
    };
    is_counted || is_amount_behind(glyphs, end)
}

/// `3栋120户`: a count of households follows a count of buildings.
fn is_amount_behind(glyphs: &[Glyph], end: usize) -> bool {
    let figures =
        glyphs.get(end..).unwrap_or_default().iter().take(6).take_while(|glyph| glyph.figure().is_some()).count();
    figures > 0
        && word_at(glyphs, end + figures, &["户", "人", "个", "套", "平", "层", "米", "万", "名", "余"]).is_some()
}
