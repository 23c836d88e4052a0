//! A text as the finders of personal data see it: one plain character per visible character, with its place.
//!
//! Invisible characters are passed over, so that none of them can hide a number. Only for looking: what is shown comes
//! from the text itself.

use crate::invisible::{is_bidi, is_blank, is_control, is_variation_selector};
use std::sync::LazyLock;
use unicode_normalization::char::decompose_compatible;

/// The frame that makes a keycap of the digit before it.
const KEYCAP: char = '\u{20E3}';

/// A visible character, its place in bytes, and the plain form in which it is compared.
#[derive(Debug, Clone, Copy)]
pub(super) struct Glyph {
    pub(super) start: usize,
    /// Byte after the character and the invisible ones behind it.
    pub(super) end: usize,
    /// As written.
    pub(super) shown: char,
    /// ASCII where it has such a form (`８` is `8`, `＠` is `@`), simplified where the finders' words need it.
    pub(super) plain: char,
}

impl Glyph {
    /// The value of a European digit, in whatever dress.
    pub(super) fn figure(self) -> Option<u8> {
        self.plain.to_digit(10).map(|digit| digit as u8)
    }

    /// The value of a Chinese digit, in daily or in financial form; `幺` is how a one is read out.
    pub(super) fn han_digit(self) -> Option<u8> {
        match self.plain {
            '零' | '〇' | '○' | '◯' => Some(0),
            '一' | '壹' | '幺' => Some(1),
            '二' | '贰' => Some(2),
            '三' | '叁' => Some(3),
            '四' | '肆' => Some(4),
            '五' | '伍' => Some(5),
            '六' | '陆' => Some(6),
            '七' | '柒' => Some(7),
            '八' | '捌' => Some(8),
            '九' | '玖' => Some(9),
            _ => None,
        }
    }

    /// The digit that a letter is put for.
    pub(super) fn letter_digit(self) -> Option<u8> {
        match self.plain {
            'O' | 'o' => Some(0),
            'l' | 'I' => Some(1),
            _ => None,
        }
    }
}

/// The visible characters of a text in their order.
pub(super) fn glyphs(text: &str) -> Vec<Glyph> {
    let mut glyphs: Vec<Glyph> = Vec::with_capacity(text.len() / 2);
    for (start, shown) in text.char_indices() {
        let end = start + shown.len_utf8();
        match glyphs.last_mut() {
            Some(last) if is_unseen(shown) => last.end = end,
            None if is_unseen(shown) => {}
            _ => glyphs.push(Glyph { start, end, shown, plain: plain(shown) }),
        }
    }
    glyphs
}

/// Whether one of the words stands within `span` characters before `at`.
pub(super) fn says_before(glyphs: &[Glyph], at: usize, span: usize, words: &[&str]) -> bool {
    (at.saturating_sub(span)..at).any(|from| word_at(&glyphs[..at], from, words).is_some())
}

/// The same with no figure and no mark that parts sentences between the word and `at`.
pub(super) fn says_right_before(glyphs: &[Glyph], at: usize, span: usize, words: &[&str]) -> bool {
    let near = glyphs[..at].iter().rev().take(span).take_while(|glyph| {
        glyph.figure().is_none() && !matches!(glyph.plain, ',' | '。' | '\n' | ';' | '、' | '!' | '?')
    });
    says_before(glyphs, at, near.count(), words)
}

/// The length in characters of the first of the words that the text has at `at`. Words are in lower case.
pub(super) fn word_at(glyphs: &[Glyph], at: usize, words: &[&str]) -> Option<usize> {
    words.iter().find_map(|word| {
        let mut end = at;
        for c in word.chars() {
            if glyphs.get(end)?.plain.to_ascii_lowercase() != c {
                return None;
            }
            end += 1;
        }
        Some(end - at)
    })
}

/// Whether one of the words ends right before `at`.
pub(super) fn word_before(glyphs: &[Glyph], at: usize, words: &[&str]) -> bool {
    words.iter().any(|word| {
        let mut before = glyphs[..at].iter().rev();
        word.chars().rev().all(|c| before.next().is_some_and(|glyph| glyph.plain.to_ascii_lowercase() == c))
    })
}

fn is_unseen(c: char) -> bool {
    !c.is_ascii_graphic()
        && (is_blank(c)
            || is_bidi(c)
            || is_variation_selector(c)
            || c == KEYCAP
            || (is_control(c) && !c.is_whitespace()))
}

fn plain(c: char) -> char {
    match c {
        c if c.is_ascii_graphic() => c,
        '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
        '\u{4E00}'..='\u{9FFF}' => simplified(c),
        '。' => '。',
        '–' | '—' | '‐' | '‑' | '−' | '―' | '‒' | '─' | 'ー' | '﹣' | '⁃' => '-',
        '•' | '・' | '‧' | '∙' | '⋅' | '●' | '᛫' => '·',
        'О' | 'о' | 'Ο' | 'ο' => 'O',
        'Х' | 'х' | 'Χ' | 'χ' => 'X',
        '⓿' => '0',
        '\u{2776}'..='\u{277E}' => nth_digit(c, '\u{2776}'),
        '\u{2780}'..='\u{2788}' => nth_digit(c, '\u{2780}'),
        '\u{278A}'..='\u{2792}' => nth_digit(c, '\u{278A}'),
        '\u{24F5}'..='\u{24FD}' => nth_digit(c, '\u{24F5}'),
        c if c.is_whitespace() => ' ',
        c => single_ascii(c).unwrap_or(c),
    }
}

/// The digit of a circled form, counted from that of one.
fn nth_digit(c: char, one: char) -> char {
    let value = (u32::from(c) - u32::from(one) + 1) % 10;
    char::from_digit(value, 10).unwrap_or(c)
}

/// The one ASCII character that a character is a variant of, if it is one.
fn single_ascii(c: char) -> Option<char> {
    let mut count = 0;
    let mut last = c;
    decompose_compatible(c, |part| {
        count += 1;
        last = part;
    });
    (count == 1 && last.is_ascii()).then_some(last)
}

/// Traditional characters of the finders' words, each with its simplified form behind it, in the order of code points.
const SIMPLIFIED: &str = "\
    佈布係系個个們们傳传億亿內内兩两務务區区參叁叄叁單单國国園园執执報报場场學学寧宁層层島岛嶺岭帳账\
    廈厦廠厂廣广後后從从戶户掛挂撥拨時时晉晋東东條条棟栋業业樓楼橋桥機机淺浅滬沪灘滩灣湾瓊琼產产碼码\
    粵粤組组絡络網网線线縣县羅罗聯联職职臺台莊庄華华萬万蘇苏號号衕同衚胡裏里裡里訊讯設设話话證证護护\
    財财貳贰貴贵賬账贛赣車车軌轨軒轩轉转辦办這这運运達达遼辽鄉乡醫医銀银錢钱鎮镇鐵铁長长門门開开閣阁\
    閩闽陝陕陸陆陽阳隊队難难雲云電电領领頻频顧顾館馆馬马驗验魯鲁點点齋斋";

static SIMPLIFIED_PAIRS: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let (from, to) = (SIMPLIFIED.chars().step_by(2), SIMPLIFIED.chars().skip(1).step_by(2));
    from.zip(to).collect()
});

fn simplified(c: char) -> char {
    let at = SIMPLIFIED_PAIRS.binary_search_by_key(&c, |&(from, _)| from);
    at.map_or(c, |at| SIMPLIFIED_PAIRS[at].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_of_simplified_forms_is_in_order() {
        assert!(SIMPLIFIED_PAIRS.is_sorted_by(|one, other| one.0 < other.0));
        assert_eq!(simplified('樓'), '楼');
        assert_eq!(simplified('公'), '公');
    }

    #[test]
    fn invisible_characters_are_passed_over() {
        let plain: String = glyphs("1\u{200B}3\u{FE0F}\u{20E3}８➊①棟").iter().map(|glyph| glyph.plain).collect();
        assert_eq!(plain, "13811栋");
    }
}
