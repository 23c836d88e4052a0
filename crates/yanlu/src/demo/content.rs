//! What the synthetic citizens say: sentences in several voices, their variations, near copies, and texts that must not be taken up.

use std::collections::HashMap;

use domain::RejectReason;
use rand::seq::IndexedRandom;
use rand::{Rng, RngExt};

const SENTENCES: &str = include_str!("sentences.tsv");

const PLACES: [&str; 16] = [
    "温泉街道",
    "永安街道",
    "浮山街道",
    "城东街道",
    "桂香里",
    "滨河路口",
    "老火车站",
    "十六潭",
    "淦河西岸",
    "贺胜路",
    "向阳湖",
    "横沟桥",
    "双鹤社区",
    "金桂社区",
    "书台街",
    "青龙山",
];
const PARKS: [&str; 10] = [
    "人民公园",
    "潜山公园",
    "十六潭公园",
    "香城公园",
    "滨河公园",
    "青龙山公园",
    "月亮湾公园",
    "桂花公园",
    "文化公园",
    "体育公园",
];
const ROADS: [&str; 8] = ["长安大道", "贺胜路", "银泉大道", "书台街", "桂乡大道", "淦河大道", "咸宁大道", "滨河东路"];
const SURNAMES: [&str; 16] =
    ["李", "王", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林"];
const TITLES: [&str; 4] = ["女士", "先生", "师傅", "老师"];
/// Ways in which people say the same again. `{}` is what was said.
const ECHOES: [&str; 8] =
    ["{}", "建议：{}", "我也想说，{}", "{}谢谢！", "再提一次：{}", "{}望采纳。", "附近的人都这么想：{}", "{} 请重视"];

/// Share of the texts that must not be taken up, in per cent.
const DECLINED_PERCENT: u32 = 6;
/// Share of the texts that repeat an earlier one, in per cent.
const ECHO_PERCENT: u32 = 10;
/// Share of the texts in which somebody leaves a phone number, in per cent.
const PHONE_PERCENT: u32 = 2;

/// What a careful moderator would do with a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Publish it.
    Publish,
    /// Do not take it up.
    Decline(RejectReason),
    /// It says again what this text said.
    Echo(String),
}

/// One synthetic suggestion.
#[derive(Debug, Clone)]
pub(crate) struct Words {
    /// The text.
    pub(crate) text: String,
    /// The name shown, for most.
    pub(crate) display_name: Option<String>,
    /// The place meant, for most.
    pub(crate) area: Option<String>,
}

struct Sentence {
    pattern: &'static str,
    decline: Option<RejectReason>,
}

/// Makes texts and remembers what should become of each.
pub(crate) struct Author {
    taken: Vec<Sentence>,
    declined: Vec<Sentence>,
    said: Vec<String>,
    verdicts: HashMap<String, Verdict>,
}

impl Author {
    /// Reads the sentences that the binary carries.
    pub(crate) fn new() -> Self {
        let (declined, taken) = SENTENCES
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| {
                let mut fields = line.split('\t').skip(1);
                let (kind, pattern) = (fields.next()?, fields.next()?);
                Some(Sentence { pattern, decline: RejectReason::from_code(kind) })
            })
            .partition(|sentence| sentence.decline.is_some());
        Self { taken, declined, said: Vec::new(), verdicts: HashMap::new() }
    }

    /// The next text, different from all before.
    pub(crate) fn next(&mut self, rng: &mut impl Rng) -> Words {
        // Sixteen places, ten parks and eight roads make far more texts than a meeting asks for; the serial mark is for the day
        // that somebody asks for more.
        let (mut text, mut verdict) = self.draw(rng);
        for _ in 0..40 {
            if !self.verdicts.contains_key(&text) {
                break;
            }
            (text, verdict) = self.draw(rng);
        }
        if self.verdicts.contains_key(&text) {
            text = format!("{text}（之{}）", self.said.len() + 1);
        }
        if verdict == Verdict::Publish {
            self.said.push(text.clone());
        }
        self.verdicts.insert(text.clone(), verdict);
        let area = PLACES.choose(rng).map(|area| (*area).to_owned());
        let name = (rng.random_range(0..100) < 85).then(|| {
            format!(
                "{}{}",
                SURNAMES.choose(rng).copied().unwrap_or("李"),
                TITLES.choose(rng).copied().unwrap_or("女士")
            )
        });
        Words { text, display_name: name, area: area.filter(|_| rng.random_range(0..100) < 80) }
    }

    fn draw(&self, rng: &mut impl Rng) -> (String, Verdict) {
        let roll = rng.random_range(0..100);
        if roll < DECLINED_PERCENT
            && let Some(sentence) = self.declined.choose(rng)
        {
            let verdict = sentence.decline.map_or(Verdict::Publish, Verdict::Decline);
            return (vary(sentence.pattern, rng), verdict);
        }
        if roll < DECLINED_PERCENT + ECHO_PERCENT
            && let (Some(said), Some(echo)) = (self.said.choose(rng), ECHOES.choose(rng))
        {
            return (echo.replace("{}", said), Verdict::Echo(said.clone()));
        }
        let pattern = self.taken.choose(rng).map_or("", |sentence| sentence.pattern);
        let mut text = vary(pattern, rng);
        if rng.random_range(0..100) < PHONE_PERCENT {
            let phone = rng.random_range(0..10_000);
            text = format!("{text}电话1380000{phone:04}。");
        }
        (text, Verdict::Publish)
    }

    /// What a careful moderator would do with this text.
    pub(crate) fn verdict(&self, text: &str) -> Verdict {
        self.verdicts.get(text).cloned().unwrap_or(Verdict::Publish)
    }
}

fn vary(pattern: &str, rng: &mut impl Rng) -> String {
    let pick = |list: &[&'static str], rng: &mut _| list.choose(rng).copied().unwrap_or_default();
    let number = rng.random_range(2..40);
    let text = pattern
        .replace("{place}", pick(&PLACES, rng))
        .replace("{park}", pick(&PARKS, rng))
        .replace("{road}", pick(&ROADS, rng))
        .replace("{n}", &number.to_string());
    // Where the sentence has nothing to fill in, people still differ in how they begin and where they stand.
    match rng.random_range(0..10) {
        0 => format!("请问一下，{text}"),
        1 => format!("{}：{text}", pick(&PLACES, rng)),
        2 => format!("{text}（{}）", pick(&PARKS, rng)),
        3 => format!("作为{}居民，我想说：{text}", pick(&PLACES, rng)),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;

    use super::*;

    #[test]
    fn there_are_150_different_sentences_and_every_kind_is_known() {
        let author = Author::new();
        let mut patterns: Vec<_> = author.taken.iter().map(|sentence| sentence.pattern).collect();
        patterns.sort_unstable();
        patterns.dedup();
        assert!(patterns.len() >= 150, "{}", patterns.len());
        assert!(author.declined.len() >= 15);
        let lines = SENTENCES.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(lines, author.taken.len() + author.declined.len());
    }

    #[test]
    fn a_thousand_texts_differ_and_fit_the_limits() {
        let mut author = Author::new();
        let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(1);
        let texts: Vec<_> = (0..1_000).map(|_| author.next(&mut rng).text).collect();
        let mut distinct = texts.clone();
        distinct.sort();
        distinct.dedup();
        assert_eq!(distinct.len(), 1_000);
        for text in &texts {
            assert!(domain::SuggestionText::new(text, 200).is_ok(), "{text}");
        }
        let declined = texts.iter().filter(|text| matches!(author.verdict(text), Verdict::Decline(_))).count();
        let echoes = texts.iter().filter(|text| matches!(author.verdict(text), Verdict::Echo(_))).count();
        assert!((20..=120).contains(&declined) && (40..=160).contains(&echoes), "{declined} {echoes}");
    }
}
