//! Tables and properties of the personal-data finder. All numbers are made up.

use super::*;
use proptest::prelude::*;

#[test]
fn personal_data_is_masked() {
    for (given, expected) in [
        ("请打13812345521联系", "请打138****5521联系"),
        ("138 1234 5521", "138****5521"),
        ("138-1234-5521。", "138****5521。"),
        ("１３８１２３４５５２１", "138****5521"),
        ("1 3 8 1 2 3 4 5 5 2 1", "138****5521"),
        ("138—1234—5521", "138****5521"),
        ("+8613812345521", "+86138****5521"),
        ("0086 138 1234 5521", "0086 138****5521"),
        ("*13812345521*", "*138****5521*"),
        ("甲13812345521，乙19900001111", "甲138****5521，乙199****1111"),
        ("证号11010519491231002X。", "证号110*************2X。"),
        ("证号11010519491231002x", "证号110*************2X"),
        ("证号110105 19491231 002X", "证号110*************2X"),
        ("证号440524188001010014", "证号440524188001010014"),
        ("证号１１０１０５１９４９１２３１００２Ｘ", "证号110*************2X"),
        ("发到zhang.san@example.com谢谢", "发到z***@example.com谢谢"),
        ("发到ｚｈａｎｇ＠example．com", "发到z***@example.com"),
        ("a@b.cn.", "a***@b.cn."),
        ("13812345521@139.com", "1***@139.com"),
        ("a@13812345521.com", "a***@138****5521.com"),
        ("𝟏𝟑𝟖𝟏𝟐𝟑𝟒𝟓𝟓𝟐𝟏", "138****5521"),
    ] {
        assert_eq!(mask(given), expected, "{given:?}");
    }
}

#[test]
fn ordinary_numbers_are_left_alone() {
    for given in [
        "",
        "公园城市",
        "建128个口袋公园",
        "投资12345678901元",
        "编号2138123455210",
        "编号138123455210",
        "电话028-86543210",
        "2024年11月24日至2025年11月24日",
        "证号110105194912310021",
        "证号11010519491331002X",
        "账号6222021234567890123",
        "@所有人",
        "a@b",
        "比分3@2.5",
        "a@.cn",
        "a@b..cn",
        "138，1234，5521",
        "138    1234 5521",
    ] {
        assert!(personal_data(given).is_empty(), "{given:?}");
        assert_eq!(mask(given), given);
    }
}

#[test]
fn finding_names_its_kind_and_bytes() {
    let text = "电话１３８ 1234 5521，邮箱z@example.com";
    let found = personal_data(text);
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].kind, PersonalKind::Mobile);
    assert_eq!(&text[found[0].range.clone()], "１３８ 1234 5521");
    assert_eq!(found[1].kind, PersonalKind::Email);
    assert_eq!(&text[found[1].range.clone()], "z@example.com");
}

#[test]
fn check_characters_follow_the_standard() {
    // The two worked examples of GB 11643-1999.
    assert_eq!(check_character("11010519491231002"), Some('X'));
    assert_eq!(check_character("44052418800101001"), Some('4'));
}

fn ascii_digits(text: &str) -> String {
    let glyphs = text.char_indices().map(Glyph::new).map(|glyph| glyph.plain);
    glyphs.filter(char::is_ascii_digit).collect()
}

/// A number as people write it: each digit plain or full-width, up to two separators between.
fn written(digits: String) -> impl Strategy<Value = String> {
    let count = digits.len();
    prop::collection::vec((any::<bool>(), "[ \\-－]{0,2}"), count).prop_map(move |styles| {
        let pairs = digits.chars().zip(styles).enumerate();
        pairs.fold(String::new(), |mut text, (index, (digit, (wide, gap)))| {
            if index > 0 {
                text.push_str(&gap);
            }
            let full = char::from_u32(u32::from(digit) - u32::from('0') + u32::from('０'));
            text.push(if wide { full.unwrap_or(digit) } else { digit });
            text
        })
    })
}

proptest! {
    #[test]
    fn mask_never_leaves_the_raw_digits(
        before in "[公园a-z，。]{0,10}",
        (digits, number) in "1[3-9][0-9]{9}".prop_flat_map(|digits| (Just(digits.clone()), written(digits))),
        after in "([公园a-z，。][公园a-z0-9 ，。]{0,10})?",
    ) {
        let masked = mask(&format!("{before}{number}{after}"));
        prop_assert!(!ascii_digits(&masked).contains(&digits), "{}", masked);
        prop_assert!(personal_data(&masked).is_empty());
    }

    #[test]
    fn mask_never_leaves_an_identity_number(area in "[1-6][0-9]{5}", year in 1900..2030, month in 1..=12, day in 1..=28, order in "[0-9]{3}") {
        let digits = format!("{area}{year}{month:02}{day:02}{order}");
        let whole = format!("{digits}{}", check_character(&digits).unwrap());
        let masked = mask(&format!("我的{whole}号"));
        prop_assert!(!masked.contains(&digits[3..16]));
        prop_assert!(personal_data(&masked).is_empty());
    }

    #[test]
    fn masked_text_has_nothing_more_to_mask(text in "[0-9１３８X@.* \\-a-c公]{0,60}") {
        let masked = mask(&text);
        prop_assert!(personal_data(&masked).is_empty(), "{}", masked);
    }

    #[test]
    fn findings_are_ordered_and_on_character_boundaries(text in any::<String>()) {
        let mut end = 0;
        for finding in personal_data(&text) {
            prop_assert!(finding.range.start >= end);
            prop_assert!(text.get(finding.range.clone()).is_some());
            end = finding.range.end;
        }
    }
}
