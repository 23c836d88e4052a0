//! What is found of a list, in which dress, and what is not.

use super::*;

fn found(words: &[&str], allow: &[&str], text: &str) -> Vec<String> {
    let own = |list: &[&str]| list.iter().map(|&word| word.to_owned()).collect::<Vec<_>>();
    let (words, allow) = (own(words), own(allow));
    let lexicon = Lexicon::new(&[Words { words: &words, allow: &allow }]);
    lexicon.hits(text).into_iter().map(|hit| text[hit.range].to_owned()).collect()
}

#[test]
fn a_word_is_found_in_every_dress() {
    for text in [
        "这里有赌博网站请处理",
        "這裡有賭博網站請處理",
        "赌 博 网 站",
        "赌.博.网.站",
        "赌。博。网。站",
        "赌\u{200B}博\u{200D}网\u{FEFF}站",
        "赌🌳博🌳网🌳站",
        "贝者博网站",
        "贝者十尃网立占",
        "賭博网站",
    ] {
        assert_eq!(found(&["赌博网站"], &[], text).len(), 1, "{text}");
    }
    assert_eq!(found(&["ＶＩＰ群"], &[], "加vip群"), ["vip群"]);
}

#[test]
fn neighbours_that_meet_by_chance_are_no_word() {
    for (word, text) in [
        ("口交", "请在路口，交警站一站"),
        ("法轮", "学好方法。轮到我了"),
        ("sex", "Essex road"),
        ("sex", "so be it, use X"),
        ("13", "2013年"),
        ("古", "叶子"),
        ("三级片", "分为一二三级。片区之间"),
    ] {
        assert_eq!(found(&[word], &[], text), Vec::<String>::new(), "{word}: {text}");
    }
    assert_eq!(found(&["sex"], &[], "Sex, 13"), ["Sex"]);
}

#[test]
fn within_an_allowed_phrase_a_word_is_harmless() {
    assert_eq!(found(&["法轮"], &["用法轮流"], "用法轮流说明"), Vec::<String>::new());
    assert_eq!(found(&["法轮"], &["用法轮流"], "用法轮流说明，法轮").len(), 1);
}

#[test]
fn the_longer_word_is_told() {
    assert_eq!(found(&["赌博", "赌博网站", "网站"], &[], "赌博网站"), ["赌博网站"]);
}

#[test]
fn nothing_is_found_of_nothing() {
    assert_eq!(found(&[], &[], "公园"), Vec::<String>::new());
    assert_eq!(found(&["。", ""], &[], "公园。"), Vec::<String>::new());
}

#[test]
fn there_is_an_end_to_what_is_told() {
    assert_eq!(found(&["钱"], &[], &"钱".repeat(200)).len(), HITS_MAX);
}
