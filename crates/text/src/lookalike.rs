//! Characters that are written for another one because they look like it: letters of other alphabets, radicals, and the
//! dressed-up characters of Chinese chat (火星文).
//!
//! For comparison only: some of them are words of their own elsewhere, and become equal to what they resemble.
//!
//! The tables are this project's own choice. Sources of the letters: Unicode Technical Standard 39 (confusables), of
//! the radicals: Unicode's EquivalentUnifiedIdeograph.txt. μ stays apart from m: 5 μg is not 5 mg.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Each character of the first string is written for the character at its place in the second.
type Rows = &'static [(&'static str, &'static str)];

/// Whatever the script and before letters are told from marks: radicals and lettered emoji are no letters to Unicode.
const LETTERS: Rows = &[
    // Cyrillic, small then capital.
    ("авгеиіїјкӏмнопрсѕтуүхһԁԛԝѵԍьҽ", "abreuiijklmhonpcstyyxhdqwvgbe"),
    ("АВЕІЇЈКӀМНОРСЅТУҮХҺԀԚԜѴԌЬ", "ABEIIJKIMHOPCSTYYXHDQWVGB"),
    // Greek, small then capital.
    ("αβγεικνορτυχωηϳ", "abyeikvoptuxwnj"),
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧͿ", "ABEZHIKMNOPTYXJ"),
    // Armenian, and letters of phonetic writing.
    ("օսոցհյզ", "ounghjq"),
    ("ɑɡıȷʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢᴀ", "agijbcdefghijklmnoprstuvwyza"),
    // U+2E80–U+2EF3, the radicals that look like a whole character.
    (
        "⺁⺄⺈⺊⺌⺍⺎⺒⺓⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺥⺧⺨⺩⺪⺫⺬⺭⺮",
        "厂乙刀卜小小兀巳幺心手攵无日月歹母民水水火爪牛犬王疋网示示竹",
    ),
    (
        "⺯⺰⺱⺲⺳⺶⺷⺹⺻⺼⺾⺿⻀⻁⻂⻃⻄⻅⻆⻈⻉⻊⻋⻌⻎⻏⻐⻑⻒⻓⻔",
        "糸纟网网网羊羊老聿肉艹艹艹虎衣西西见角讠贝足车辶辶邑钅长长长门",
    ),
    (
        "⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "阜雨青韦页风飞食饣食首马骨鬼鱼鸟卤麦黄黾齐齐齿齿龙龙龟龟龟",
    ),
];

/// In simplified text.
const HAN: Rows = &[
    // Pronouns and particles; 您 and 妳 are 你 in another tone.
    ("莪硪涐沵伱祢您妳彵牠祂菛亾亽", "我我我你你你你你他它它们人人"),
    ("哋菂旳嘚の昰湜媞卜芣卟钚吥莈冇", "的的的的的是是是不不不不不没没"),
    ("恏洧茬ㄋㄌㄉㄇ孒庅嚒吔岢姒", "好有在了了的吗了么么也可以"),
    ("偠婹僦菿厾螚啝莋著妺", "要要就到去能和作着妹"),
    // Things and qualities.
    ("汏夶尐丄仩丅芐狆妕囯迗兲姩仴ㄖ", "大大小上上下下中中国天天年月日"),
    ("氺沝吙圡吢忄嫒唻𪶄旹逅偂岀苼", "水水火土心心爱来时时后前出生"),
    ("镓茤幵斈荖㳡𬣳妑侽炡椨", "家多开学老过很把男政府"),
    ("蕗厷巿踺湕闁咹佺洤髙昉毉伡", "路公市建建门安全全高房医车"),
    // Kana and figures that look like a character.
    ("ロエカニタハ〇", "口工力二夕八零"),
];

/// U+1F150 and U+1F170 begin the alphabets in white on a disc and on a square, which have no compatibility form.
const WHITE_ALPHABETS: [u32; 2] = [0x1F150, 0x1F170];

static LETTER_TABLE: LazyLock<HashMap<char, char>> = LazyLock::new(|| table(LETTERS));
static HAN_TABLE: LazyLock<HashMap<char, char>> = LazyLock::new(|| table(HAN));

fn table(rows: Rows) -> HashMap<char, char> {
    rows.iter().flat_map(|(written, meant)| written.chars().zip(meant.chars())).collect()
}

/// The plain letter or character that a letter of another alphabet, a radical or a lettered emoji stands for; itself
/// for every other.
pub(crate) fn plain_letter(c: char) -> char {
    if c.is_ascii() {
        return c;
    }
    let code = u32::from(c);
    let white = WHITE_ALPHABETS.iter().find_map(|first| code.checked_sub(*first).filter(|place| *place < 26));
    match white {
        Some(place) => char::from(b'a' + place as u8),
        None => LETTER_TABLE.get(&c).copied().unwrap_or(c),
    }
}

/// The common character that a dressed-up one stands for, in simplified text; itself for every other.
pub(crate) fn plain_han(c: char) -> char {
    if c.is_ascii() { c } else { HAN_TABLE.get(&c).copied().unwrap_or(c) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::script::simplified;

    #[test]
    fn rows_pair_up_and_no_character_stands_for_two() {
        for rows in [LETTERS, HAN] {
            let written: Vec<char> = rows.iter().flat_map(|(written, _)| written.chars()).collect();
            assert_eq!(table(rows).len(), written.len());
            for (written, meant) in rows {
                assert_eq!(written.chars().count(), meant.chars().count(), "{written}");
            }
        }
    }

    #[test]
    fn what_a_character_stands_for_stands_for_itself() {
        for (rows, plain) in [(LETTERS, plain_letter as fn(char) -> char), (HAN, plain_han)] {
            for c in rows.iter().flat_map(|(_, meant)| meant.chars()) {
                assert_eq!(plain(c), c);
            }
        }
    }

    #[test]
    fn rows_of_characters_are_in_simplified_text() {
        for (written, meant) in HAN {
            assert_eq!(simplified(written), *written);
            assert_eq!(simplified(meant), *meant);
        }
    }

    #[test]
    fn lettered_emoji_are_letters() {
        assert_eq!("🅰🅱🅩".chars().map(plain_letter).collect::<String>(), "abz");
        assert_eq!("🇨👍a我".chars().map(plain_letter).collect::<String>(), "🇨👍a我");
    }
}
