//! Tables and properties of the finders of personal data. All numbers are made up.

use super::document::check_character;
use super::*;
use proptest::prelude::*;

#[path = "personal_tests/lookalikes.rs"]
mod lookalikes;
#[path = "personal_tests/written.rs"]
mod written;

use lookalikes::LOOKALIKES;
use written::WRITTEN;

/// Rows that each table must have at least.
const ROWS_MIN: usize = 200;

#[test]
fn every_written_form_is_masked() {
    let mut wrong = Vec::new();
    for &(kinds, given, expected) in WRITTEN {
        let found: Vec<&str> = personal_data(given).iter().map(|found| found.kind.word()).collect();
        if found.join(",") != kinds || mask(given) != expected {
            wrong.push(format!("{given:?}: {} {:?}, not {kinds} {expected:?}", found.join(","), mask(given)));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), WRITTEN.len(), wrong.join("\n"));
    assert!(WRITTEN.len() >= ROWS_MIN);
}

#[test]
fn every_written_form_is_masked_inside_a_sentence() {
    for &(kinds, given, expected) in WRITTEN {
        // What a word says about a number is part of the row; no word here says anything about numbers.
        let (before, after) = ("您好，", "，谢谢！");
        assert_eq!(
            mask(&format!("{before}{given}{after}")),
            format!("{before}{expected}{after}"),
            "{kinds}: {given:?}"
        );
    }
}

#[test]
fn no_masked_form_leaves_the_digits_to_read() {
    for &(kinds, given, _) in WRITTEN {
        let masked = mask(given);
        assert!(personal_data(&masked).is_empty(), "{masked:?}");
        let (before, after) = (digits(given), digits(&masked));
        // Not where letters are put for digits.
        if given.contains(['O', 'o', 'О', 'l', 'I']) {
            continue;
        }
        assert!(
            kinds == "plate" || kinds == "address" || kinds == "email" || after.len() + 3 <= before.len(),
            "{given:?}"
        );
    }
}

#[test]
fn lookalikes_are_left_alone() {
    let wrong: Vec<String> =
        LOOKALIKES.iter().filter(|given| !personal_data(given).is_empty()).map(|given| mask(given)).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    assert!(LOOKALIKES.iter().all(|given| mask(given) == *given));
    assert!(LOOKALIKES.len() >= ROWS_MIN);
}

#[test]
fn lookalikes_are_left_alone_inside_a_sentence() {
    for given in LOOKALIKES {
        for text in [format!("建议{given}，谢谢"), format!("关于{given}的意见"), format!("{given}。{given}")]
        {
            assert_eq!(mask(&text), text);
        }
    }
}

#[test]
fn news_holds_no_personal_data() {
    let Some(shared) = testkit::shared_dir() else { return };
    for language in ["zho-CN", "zho-TW"] {
        let file = shared.join(format!("ranking/data/ntrex/newstest2019-ref.{language}.txt"));
        let news = std::fs::read_to_string(file).expect("the folder has the news sentences");
        for line in news.lines() {
            assert_eq!(mask(line), line);
        }
    }
}

#[test]
fn finding_names_its_kind_and_bytes() {
    let text = "电话１３８ 1234\u{200B} 5521，邮箱z@example.com";
    let found = personal_data(text);
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].kind, PersonalKind::Mobile);
    assert_eq!(&text[found[0].range.clone()], "１３８ 1234\u{200B} 5521");
    assert_eq!(found[1].kind, PersonalKind::Email);
    assert_eq!(&text[found[1].range.clone()], "z@example.com");
}

#[test]
fn check_characters_follow_the_standard() {
    // The two worked examples of GB 11643-1999.
    assert_eq!(check_character("11010519491231002"), Some('X'));
    assert_eq!(check_character("44052418800101001"), Some('4'));
}

/// All digits of a text as ASCII.
fn digits(text: &str) -> String {
    let values = glyphs(text).into_iter().filter_map(|glyph| glyph.figure().or_else(|| glyph.han_digit()));
    values.map(|value| char::from(b'0' + value)).collect()
}

/// A number as people write it: each digit plain, full-width, circled or Chinese, up to two separators between.
fn written(digits: String) -> impl Strategy<Value = String> {
    let count = digits.len();
    prop::collection::vec((0..4_usize, "[ \\-－·\u{200B}]{0,2}"), count).prop_map(move |styles| {
        let dresses = ["0123456789", "０１２３４５６７８９", "⓪①②③④⑤⑥⑦⑧⑨", "零一二三四五六七八九"];
        let pairs = digits.bytes().zip(styles).enumerate();
        pairs.fold(String::new(), |mut text, (index, (digit, (dress, gap)))| {
            if index > 0 {
                text.push_str(&gap);
            }
            text.extend(dresses[dress].chars().nth(usize::from(digit - b'0')));
            text
        })
    })
}

fn with_writing(pattern: &str) -> impl Strategy<Value = (String, String)> + use<> {
    let numbers = proptest::string::string_regex(pattern).expect("the pattern is well formed");
    numbers.prop_flat_map(|digits| (Just(digits.clone()), written(digits)))
}

fn identity_numbers() -> impl Strategy<Value = String> {
    ("[1-6][1-5][0-9]{4}", 1900..2030, 1..=12, 1..=28, "[0-9]{3}").prop_map(|(area, year, month, day, order)| {
        let digits = format!("{area}{year}{month:02}{day:02}{order}");
        format!("{digits}{}", check_character(&digits).unwrap())
    })
}

fn card_numbers() -> impl Strategy<Value = String> {
    "62[0-9]{13,16}".prop_map(|digits| {
        let luhn = |whole: &str| {
            let values = whole.bytes().rev().map(|byte| u32::from(byte - b'0')).enumerate();
            values.map(|(at, value)| if at % 2 == 1 { value * 2 / 10 + value * 2 % 10 } else { value }).sum::<u32>()
        };
        (0..10).map(|check| format!("{digits}{check}")).find(|whole| luhn(whole) % 10 == 0).unwrap()
    })
}

proptest! {
    #[test]
    fn mask_never_leaves_a_mobile_number(
        before in "[公园a-z，。]{0,10}电话",
        (number, written) in with_writing("1[3-9][0-9]{9}"),
        after in "([公园，。][公园a-z ，。]{0,10})?",
    ) {
        let masked = mask(&format!("{before}{written}{after}"));
        prop_assert_eq!(digits(&masked), format!("{}{}", &number[..3], &number[7..]), "{}", masked);
        prop_assert!(personal_data(&masked).is_empty());
    }

    #[test]
    fn mask_never_leaves_a_landline_number(
        area in "010|02[1-9]|0[3-9][1-9][0-9]",
        local in "[2-8][0-9]{7}",
        between in "[ \\-)）－—]{0,1}",
        extension in "(转[0-9]{1,4}|-[0-9]{1,4})?",
    ) {
        let masked = mask(&format!("座机{area}{between}{local}{extension}，"));
        prop_assert_eq!(digits(&masked), format!("{area}{}", &local[4..]));
    }

    #[test]
    fn mask_never_leaves_an_identity_number((number, written) in identity_numbers().prop_flat_map(|number| {
        let digits = number.trim_end_matches('X').to_owned();
        (Just(number), written(digits))
    })) {
        let check = if number.ends_with('X') { "x" } else { "" };
        let masked = mask(&format!("我的{written}{check}号"));
        prop_assert!(digits(&masked).len() <= 5, "{}", masked);
        prop_assert!(personal_data(&masked).is_empty());
    }

    #[test]
    fn mask_never_leaves_a_card_number(number in card_numbers(), gap in "[ \\-]?", wide in any::<bool>()) {
        let fours: Vec<String> = number.as_bytes().chunks(4).map(|four| String::from_utf8_lossy(four).into_owned()).collect();
        let mut written = fours.join(&gap);
        if wide {
            written = written.chars().map(|c| if c.is_ascii_digit() { char::from_u32(u32::from(c) + 0xFEE0).unwrap() } else { c }).collect();
        }
        let masked = mask(&format!("我的{written}。"));
        prop_assert!(digits(&masked).len() <= 8, "{}", masked);
    }

    #[test]
    fn mask_never_leaves_a_plate(
        place in "[京津沪渝冀豫辽湘皖鲁苏浙赣鄂桂晋陕吉闽贵粤琼]", letter in "[A-HJ-NP-Z]",
        dot in "[·. \\-•]?", body in "[0-9]{5}|[A-HJ-NP-Z][0-9]{4}|[DF][0-9]{5}|[0-9]{5}[DF]|[0-9]{4}[学挂警]",
    ) {
        let masked = mask(&format!("那辆{place}{letter}{dot}{body}占道"));
        let start: String = body.chars().take(3).collect();
        prop_assert!(!masked.contains(&start) && masked.contains("***"), "{}", masked);
    }

    #[test]
    fn masked_text_has_nothing_more_to_mask(text in "[0-9１３８X@.* \\-a-c公一三八号栋路室粤B+转]{0,60}") {
        let masked = mask(&text);
        prop_assert!(personal_data(&masked).is_empty(), "{}", masked);
        prop_assert_eq!(mask(&masked), masked.clone());
    }

    #[test]
    fn findings_are_ordered_and_on_character_boundaries(text in "\\PC{0,60}|[0-9 \\-一三八零号栋单元室路里村组粤BD·@.转+()\u{200B}\u{301}]{0,60}") {
        let mut end = 0;
        for finding in personal_data(&text) {
            prop_assert!(finding.range.start >= end && finding.range.end > finding.range.start);
            prop_assert!(text.get(finding.range.clone()).is_some());
            end = finding.range.end;
        }
    }
}
