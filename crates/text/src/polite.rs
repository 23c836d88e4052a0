//! Words around a suggestion that carry politeness only: how it is opened and closed.
//!
//! Works on the letters of a text in simplified characters and lower case, for comparison only. The lists are this
//! project's own, from how letters to mayors and comments in public consultations begin and end.

mod words;

use self::words::{
    ASKED, ASKING, ATTENTION, CLOSINGS, DEGREES, ENGLISH, GREETED, GREETINGS, INTRODUCTIONS, KINDS, MANNERS, PERSONS,
    PLEASE_WORDS, SPEAKERS, SPEAKERS_VERBS, VERBS,
};

/// Openings taken off one after the other, and closings likewise; a text of nothing but politeness keeps the rest.
const ROUNDS_MAX: usize = 4;
/// Words of one kind in a row that are passed over within an opening or a closing.
const WORDS_MAX: usize = 4;
/// Characters that must be left: a text is never taken away whole.
const LEFT_MIN: usize = 2;

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
        let closing = strip_last(rest, CLOSINGS).or_else(|| before_asking(rest));
        match closing.and_then(enough) {
            Some(shorter) => rest = shorter,
            None => break,
        }
    }
    rest
}

/// `form` without its first polite opening.
fn opened(form: &str) -> Option<&str> {
    if let Some(rest) = after_asking(form).or_else(|| after_introduction(form)).and_then(enough) {
        return Some(rest);
    }
    enough(after_greeting(form).or_else(|| after_speaker(form)).or_else(|| after_please(form))?)
}

fn after_asking(form: &str) -> Option<&str> {
    let rest = strip_first(form, ASKING)?;
    let rest = strip_all_first(strip_first(rest, ASKED)?, MANNERS);
    strip_first(rest, ATTENTION)
}

fn before_asking(form: &str) -> Option<&str> {
    let mut rest = strip_last(form, ATTENTION)?;
    for _ in 0..WORDS_MAX {
        rest = strip_last(rest, MANNERS).unwrap_or(rest);
    }
    strip_last(strip_last(rest, ASKED).unwrap_or(rest), ASKING)
}

/// 我是一名普通市民, but not 我是市民的孩子.
fn after_introduction(form: &str) -> Option<&str> {
    let rest = strip_all_first(strip_first(form, INTRODUCTIONS)?, KINDS);
    strip_first(rest, PERSONS).filter(|rest| !rest.starts_with('的'))
}

fn strip_first<'a>(form: &'a str, words: &[&str]) -> Option<&'a str> {
    words.iter().find_map(|word| form.strip_prefix(word))
}

fn strip_last<'a>(form: &'a str, words: &[&str]) -> Option<&'a str> {
    words.iter().find_map(|word| form.strip_suffix(word))
}

fn strip_all_first<'a>(form: &'a str, words: &[&str]) -> &'a str {
    let mut rest = form;
    for _ in 0..WORDS_MAX {
        rest = strip_first(rest, words).unwrap_or(rest);
    }
    rest
}

fn after_greeting(form: &str) -> Option<&str> {
    let greeted = GREETED.iter().find_map(|greeted| {
        let rest = form.strip_prefix(greeted)?;
        // 你好 but not 你好像.
        let rest = rest.strip_prefix("你好").or_else(|| rest.strip_prefix("好"))?;
        (!rest.starts_with(['像', '不', '几', '多', '好'])).then_some(rest)
    });
    greeted.or_else(|| strip_first(form, GREETINGS)).or_else(|| strip_first(form, ENGLISH))
}

fn after_speaker(form: &str) -> Option<&str> {
    let speaker = strip_first(form, SPEAKERS);
    let rest = speaker.unwrap_or(form);
    let rest = strip_first(rest, DEGREES).unwrap_or(rest);
    let verb = VERBS.iter().find_map(|(verb, other)| {
        let rest = rest.strip_prefix(verb)?;
        (!other.iter().any(|other| rest.starts_with(other))).then_some(rest)
    });
    verb.or_else(|| speaker.and(strip_first(rest, SPEAKERS_VERBS)))
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
            ("我是一名普通市民建议多种树请尽快处理", "多种树"),
            ("反映一个问题多种树希望得到回复", "多种树"),
            ("在此恳请多种树不胜感激", "多种树"),
            ("多种树期待你的回复", "多种树"),
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
            "我是市民的孩子",
            "路口太暗没人处理",
        ] {
            assert_eq!(without_politeness(text), text);
        }
    }
}
