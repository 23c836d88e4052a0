//! A flood: 5,000 messages made of six templates, disguised the way those who flood disguise them, among ordinary suggestions.

use text::Cohorts;

const MESSAGES: u64 = 5_000;
const TEMPLATES: [&str; 6] = [
    "请立即停止砍伐滨河路两边的香樟树，还市民一条林荫道！",
    "强烈要求3号地块改建停车场，小区门口已经没有地方停车了。",
    "公园里的收费游乐设施必须全部拆除，把草地还给孩子。",
    "反对把老火车站改成商业街，那是全城人共同的记忆。",
    "建议取消十六潭公园晚上10点清场，年轻人下班才有空散步。",
    "桂乡大道的隔离栏请尽快拆掉，救护车进不来谁来负责？",
];
/// Other people's wishes, about the same places.
const OTHERS: [&str; 8] = [
    "滨河路的香樟树下能不能放几张长椅，老人走累了可以歇脚。",
    "希望小区门口的停车场晚上对附近居民免费开放。",
    "公园草地上请多装几个洗手池，孩子玩完手很脏。",
    "老火车站可以改成城市博物馆，周末免费参观。",
    "十六潭公园早上跑步的人多，建议增加饮水点。",
    "桂乡大道的红绿灯时间太短，老人过马路很危险。",
    "公交站台加装遮雨棚，下雨天等车太狼狈了。",
    "河边绿道加装夜间照明灯，晚上散步看不清路。",
];
/// Characters that sound alike.
const HOMOPHONES: [(char, char); 18] = [
    ('园', '圆'),
    ('停', '亭'),
    ('树', '数'),
    ('路', '陆'),
    ('请', '清'),
    ('建', '健'),
    ('议', '义'),
    ('市', '士'),
    ('地', '第'),
    ('里', '理'),
    ('场', '厂'),
    ('全', '泉'),
    ('部', '步'),
    ('改', '盖'),
    ('门', '们'),
    ('护', '户'),
    ('必', '毕'),
    ('须', '需'),
];
const EMOJI: [&str; 8] = ["🌳", "🔥", "❗", "🙏", "👍", "💢", "📢", "🚨"];
const MARKS: [&str; 6] = ["！！", "。。", "～", "——", "…", " "];

/// Repeatable chance: the 64-bit generator of Steele, Lea and Flood (`SplitMix`, OOPSLA 2014).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((word ^ (word >> 31)) % bound as u64).expect("below a usize")
    }
}

/// A text in one to three of the five disguises.
fn disguised(template: &str, chance: &mut Chance) -> String {
    (0..=chance.below(3)).fold(template.to_owned(), |text, _| match chance.below(5) {
        0 => text.chars().map(wide).collect(),
        1 => text.chars().flat_map(|c| [Some(c), (chance.below(3) == 0).then_some('\u{200B}')]).flatten().collect(),
        2 => {
            let alike: Vec<_> = HOMOPHONES.iter().filter(|(from, _)| text.contains(*from)).collect();
            alike
                .get(chance.below(alike.len().max(1)))
                .map_or(text.clone(), |(from, to)| text.replacen(*from, &to.to_string(), 1))
        }
        3 => {
            let mut emoji = || EMOJI[chance.below(EMOJI.len())];
            format!("{}{}{text}{}", emoji(), emoji(), emoji())
        }
        _ => text.replace(['，', '。', '！', '？'], MARKS[chance.below(MARKS.len())]),
    })
}

/// The full-width form of what ASCII shows (Unicode block U+FF00).
fn wide(c: char) -> char {
    match c {
        '!'..='~' => char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

#[test]
fn a_disguised_flood_falls_into_a_dozen_cohorts_and_takes_nobody_else_along() {
    let mut chance = Chance(5);
    let mut cohorts = Cohorts::new();
    for (no, text) in (MESSAGES..).zip(OTHERS) {
        assert_eq!(cohorts.insert(no, text), no, "{text}");
    }
    for no in 0..MESSAGES {
        let template = TEMPLATES[chance.below(TEMPLATES.len())];
        cohorts.insert(no, &disguised(template, &mut chance));
    }
    for (leader, members) in cohorts.of_size(1).filter(|(leader, _)| *leader >= MESSAGES) {
        assert_eq!(members, [leader], "an ordinary suggestion leads no flood");
    }
    let mut sizes: Vec<usize> = cohorts.of_size(2).map(|(_, members)| members.len()).collect();
    sizes.sort_unstable_by(|one, other| other.cmp(one));
    let inside: usize = sizes.iter().take(12).sum();
    eprintln!("{inside} of {MESSAGES} messages in the 12 largest of {} cohorts", sizes.len());
    assert!(inside as u64 * 100 >= MESSAGES * 95, "{inside}");
}
