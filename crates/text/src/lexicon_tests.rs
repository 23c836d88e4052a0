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

fn heard(words: &[&str], text: &str) -> Vec<String> {
    let words: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
    let hits = Lexicon::new(&[Words { words: &words, allow: &[] }]).hits(text);
    assert!(hits.iter().all(|hit| hit.by_sound), "{text}: {hits:?}");
    hits.into_iter().map(|hit| text[hit.range].to_owned()).collect()
}

#[test]
fn a_word_is_heard_in_pinyin() {
    for (text, at) in [
        ("门口有人dubo", "dubo"),
        ("门口有人DuBo，请管", "DuBo"),
        ("du bo", "du bo"),
        ("du-bo", "du-bo"),
        ("du·bo", "du·bo"),
        ("du3bo2", "du3bo"),
        ("du3 bo2", "du3 bo"),
        ("dǔ bó", "dǔ bó"),
        ("dǔbó网站", "dǔbó"),
        ("ｄｕｂｏ", "ｄｕｂｏ"),
        ("du\u{200B}bo", "du\u{200B}bo"),
        ("赌bo", "赌bo"),
        ("賭bo", "賭bo"),
        ("du博", "du博"),
        ("赌 bo2", "赌 bo"),
        ("nalikeyidubohexi", "dubo"),
        ("加QQ dubo 10086", "dubo"),
    ] {
        assert_eq!(heard(&["赌博"], text), [at], "{text}");
    }
    assert_eq!(heard(&["女子", "绿色"], "nǚzi 和 lv se"), ["nǚzi", "lv se"]);
    assert_eq!(heard(&["重庆", "长大"], "chongqing zhang da").len(), 2, "in any of its readings");
    assert_eq!(heard(&["西安门"], "xi'anmen"), ["xi'anmen"]);
    assert_eq!(heard(&["西安门"], "xianmen"), ["xianmen"], "in any way in which it falls into syllables");
}

#[test]
fn what_is_no_whole_syllable_of_its_own_is_not_heard() {
    for (word, text) in [
        ("赌博", "dubos"),
        ("赌博", "du，bo"),
        ("赌博", "独播剧场"),
        ("赌博", "赌播"),
        ("赌博", "赌b"),
        ("赌", "du"),
        ("妈的", "made in China"),
        ("比客", "a bike"),
        ("和她", "when he ta lked"),
        ("看门", "they can men tion it"),
        ("仙女", "xi'annv"),
        ("提续", "T恤"),
        ("爱片", "A片"),
        ("饿心", "e心"),
        ("四级", "2014级"),
        ("看他", "The canta ta"),
        // The price of it: beside a name the first syllable goes with the name.
        ("赌博", "Johnson du bo"),
    ] {
        assert_eq!(found(&[word], &[], text), Vec::<String>::new(), "{word}: {text}");
    }
}

#[test]
fn no_word_is_heard_in_other_characters() {
    assert_eq!(heard(&["赌博网站"], "这个堵博网战"), Vec::<String>::new());
    assert_eq!(heard(&["赌博网站"], "这个堵bo网站"), Vec::<String>::new());
    assert_eq!(heard(&["网站"], "网战"), Vec::<String>::new());
}

#[test]
fn what_is_written_goes_before_what_is_heard() {
    let words = ["赌博".to_owned(), "赌博网站".to_owned(), "网站".to_owned()];
    let lexicon = Lexicon::new(&[Words { words: &words, allow: &["赌bo史".to_owned()] }]);
    let told = |text: &str| lexicon.hits(text).iter().map(|hit| (hit.word, hit.by_sound)).collect::<Vec<_>>();
    assert_eq!(told("赌博网站"), [(1, false)]);
    assert_eq!(told("赌博wangzhan"), [(1, true), (0, false)], "the written word weighs more");
    assert_eq!(told("dubowangzhan"), [(1, true)]);
    assert_eq!(told("赌bo史"), []);
}

#[test]
fn what_is_beyond_the_end_of_what_is_told_is_still_weighed() {
    let words = ["钱".to_owned(), "赌博".to_owned()];
    let lexicon = Lexicon::new(&[Words { words: &words, allow: &[] }]);
    let text = format!("{}赌博", "钱".repeat(HITS_MAX));
    assert!(lexicon.hits(&text).iter().all(|hit| hit.word == 0));
    assert!(lexicon.all_hits(&text).iter().any(|hit| hit.word == 1));
}
