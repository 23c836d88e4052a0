//! What a campaign writes: six templates of a flood with their disguises, and the ten wishes of a hijack.

use rand::seq::IndexedRandom;
use rand::{Rng, RngExt};

/// What is copied and pasted.
pub(crate) const TEMPLATES: [&str; 6] = [
    "请立即停止砍伐滨河路两边的香樟树，还市民一条林荫道！",
    "强烈要求3号地块改建停车场，小区门口已经没有地方停车了。",
    "公园里的收费游乐设施必须全部拆除，把草地还给孩子。",
    "反对把老火车站改成商业街，那是全城人共同的记忆。",
    "建议取消十六潭公园晚上10点清场，年轻人下班才有空散步。",
    "桂乡大道的隔离栏请尽快拆掉，救护车进不来谁来负责？",
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

/// One of the disguises of the templates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Evasion {
    FullWidth,
    ZeroWidth,
    Homophone,
    Emoji,
    Punctuation,
}

impl Evasion {
    const ALL: [Self; 5] = [Self::FullWidth, Self::ZeroWidth, Self::Homophone, Self::Emoji, Self::Punctuation];
}

/// A template in one or two disguises. `invisible` is whether characters may be put in that nobody sees.
pub(crate) fn disguised(template: &str, invisible: bool, rng: &mut impl Rng) -> String {
    let mut text = template.to_owned();
    for _ in 0..rng.random_range(1..=2) {
        let evasion = Evasion::ALL.choose(rng).copied().unwrap_or(Evasion::Emoji);
        if evasion != Evasion::ZeroWidth || invisible {
            text = dress(&text, evasion, rng);
        }
    }
    text
}

fn dress(text: &str, evasion: Evasion, rng: &mut impl Rng) -> String {
    match evasion {
        Evasion::FullWidth => text.chars().map(wide).collect(),
        Evasion::ZeroWidth => {
            let seeds: Vec<bool> = text.chars().map(|_| rng.random_range(0..3) == 0).collect();
            text.chars().zip(seeds).flat_map(|(c, hide)| [Some(c), hide.then_some('\u{200B}')]).flatten().collect()
        }
        Evasion::Homophone => {
            let alike: Vec<_> = HOMOPHONES.iter().filter(|(from, _)| text.contains(*from)).collect();
            match alike.choose(rng) {
                Some((from, to)) => text.replacen(*from, &to.to_string(), 1),
                None => text.to_owned(),
            }
        }
        Evasion::Emoji => {
            let mut pick = || EMOJI.choose(rng).copied().unwrap_or_default();
            format!("{}{}{text}{}", pick(), pick(), pick())
        }
        Evasion::Punctuation => {
            let mark = MARKS.choose(rng).copied().unwrap_or_default();
            text.replace(['，', '。', '！', '？'], mark)
        }
    }
}

/// The full-width form of what ASCII shows (Unicode block U+FF00).
fn wide(c: char) -> char {
    match c {
        '!'..='~' => char::from_u32(c as u32 + 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// What a campaign that votes wants: each written anew by those who were told to.
pub(crate) const CAUSES: [&str; 10] = [
    "开放全市公园夜间饮酒，成年人自己负责",
    "取消公园内的一切禁酒规定",
    "公园便利店应当出售酒精饮料",
    "河边步道请设露天酒吧，带动夜经济",
    "允许在公园举办啤酒节，每月一次",
    "撤销去年发布的公园饮酒罚款",
    "公园保安不得没收游客自带的酒",
    "体育公园看台应当允许饮酒观赛",
    "请给湖边烧烤区配酒类售卖亭",
    "把公园饮酒问题列入今天的议程",
];
const CALLS: [&str; 8] =
    ["强烈支持：", "代表很多人说：", "我们要求", "再说一遍：", "请听听年轻人：", "呼吁：", "建议", "必须讨论："];
const ENDS: [&str; 8] =
    ["。", "！", "，大家都这么想。", "，别再拖了。", "，给个说法。", "，谢谢。", "，马上办。", "，年年提年年没回音。"];

/// A campaigner's wording of a cause; `serial` keeps wordings apart.
pub(crate) fn campaign(serial: usize) -> String {
    let cause = CAUSES[serial % CAUSES.len()];
    let call = CALLS[serial / CAUSES.len() % CALLS.len()];
    let end = ENDS[serial / (CAUSES.len() * CALLS.len()) % ENDS.len()];
    format!("{call}{cause}{end}")
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;

    use super::*;

    #[test]
    fn every_disguise_fits_the_limits_and_most_texts_differ_from_their_template() {
        let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(5);
        let mut changed = 0;
        for serial in 0..600 {
            let template = TEMPLATES[serial % TEMPLATES.len()];
            let text = disguised(template, false, &mut rng);
            assert!(domain::SuggestionText::new(&text, 200).is_ok(), "{text}");
            changed += usize::from(text != template);
        }
        assert!(changed > 450, "{changed}");
    }

    #[test]
    fn four_hundred_campaigners_write_four_hundred_texts() {
        let mut texts: Vec<String> = (0..400).map(campaign).collect();
        texts.sort();
        texts.dedup();
        assert_eq!(texts.len(), 400);
    }
}
