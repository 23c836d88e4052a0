//! How characters sound: their syllables of pinyin, without tones.
//!
//! For finding words only; most characters with several readings have but the usual ones here.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Source and licence stand at its top.
const TABLE: &str = include_str!("../data/pinyin.txt");
/// The longest syllable: zhuang.
pub(crate) const SYLLABLE_MAX: usize = 6;

static SOUNDS: LazyLock<HashMap<char, Vec<&'static str>>> = LazyLock::new(|| {
    let mut sounds: HashMap<char, Vec<&'static str>> = HashMap::new();
    // The usual reading comes first.
    for usual in [true, false] {
        for (syllable, characters, others) in rows() {
            for c in if usual { characters } else { others }.chars() {
                let of = sounds.entry(c).or_default();
                of.push(syllable);
                // ü without its dots, as it is left when accents do not count.
                of.extend(undotted(syllable));
            }
        }
    }
    sounds
});

static SYLLABLES: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| rows().flat_map(|(syllable, ..)| [Some(syllable), undotted(syllable)]).flatten().collect());

/// Each syllable with the characters that are usually read so, and those that sometimes are.
fn rows() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let (syllable, characters) = line.split_once(' ')?;
        let (usual, others) = characters.split_once('|').unwrap_or((characters, ""));
        Some((syllable, usual, others))
    })
}

fn undotted(syllable: &str) -> Option<&'static str> {
    match syllable {
        "lv" => Some("lu"),
        "lve" => Some("lue"),
        "nv" => Some("nu"),
        "nve" => Some("nue"),
        _ => None,
    }
}

/// The syllables of a simplified character, the usual one first; none for what is no common character.
pub(crate) fn sounds(c: char) -> &'static [&'static str] {
    if c.is_ascii() { &[] } else { SOUNDS.get(&c).map_or(&[], Vec::as_slice) }
}

/// Whether small Latin letters are one whole syllable.
pub(crate) fn is_syllable(letters: &str) -> bool {
    SYLLABLES.contains(letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_have_their_usual_sound_first() {
        assert_eq!(sounds('赌'), ["du"]);
        assert_eq!(sounds('重'), ["zhong", "chong"]);
        assert_eq!(sounds('女'), ["nv", "nu"]);
        assert_eq!((sounds('a').len(), sounds('の').len()), (0, 0));
    }

    #[test]
    fn the_table_is_whole() {
        assert!(SOUNDS.len() > 8_000, "{}", SOUNDS.len());
        assert!(SYLLABLES.iter().all(|one| one.len() <= SYLLABLE_MAX && one.bytes().all(|b| b.is_ascii_lowercase())));
        assert!(is_syllable("zhuang") && is_syllable("lue") && !is_syllable("zhua ng") && !is_syllable("th"));
    }
}
