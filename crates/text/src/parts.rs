//! Characters taken apart: 法 as 氵去, so that a word is found though somebody wrote its halves one by one.
//!
//! For finding words only. Parts are leaves: however far somebody went in taking a character apart, the same parts are left.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Source and licence stand at its top.
const TABLE: &str = include_str!("../data/parts.txt");
/// Radicals as they stand beside other parts, each with the character that it is: 氵 and 水 are typed for one another.
const RADICALS: &str = "氵水讠言訁言扌手亻人忄心钅金釒金纟丝糹丝糸丝饣食飠食犭犬衤衣礻示灬火刂刀⺈刀攵攴⺙攴罒网爫爪⺮竹⻊足牜牛\
    辶走⻌走辵走艹草艸草冫冰⺀冰疒病虍虎阝阜邑阜肉月⺼月玉王⺌小⺍小覀西夂夕龶丰龸尚耂土丬爿匸匚𠂉人曰日已己巳己";
/// Strokes that nobody writes but for a part of a character; what is left of it without them tells enough.
const STROKES: &str = "丨丿丶乚亅乛乀乁";
/// No character is made of parts within parts within parts beyond this.
const DEPTH_MAX: u8 = 12;

static PARTS: LazyLock<HashMap<char, Vec<char>>> = LazyLock::new(|| {
    let row = |line: &str| {
        let mut characters = line.chars();
        characters.next().map(|whole| (whole, characters.collect()))
    };
    let rows = TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(row);
    // A radical is a leaf: 氵 stands for 水, and 冰 is not taken apart into itself.
    rows.filter(|(whole, _): &(char, Vec<char>)| !WHOLE.values().any(|radical| radical == whole)).collect()
});

static WHOLE: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let characters: Vec<char> = RADICALS.chars().collect();
    characters.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
});

/// Appends the leaves of a character; one that is not taken apart is its own leaf, and a stroke is none.
pub(crate) fn push_parts(c: char, into: &mut String) {
    push(c, into, DEPTH_MAX);
}

fn push(c: char, into: &mut String, depth: u8) {
    let c = WHOLE.get(&c).copied().unwrap_or(c);
    match PARTS.get(&c) {
        Some(parts) if depth > 0 => parts.iter().for_each(|part| push(*part, into, depth - 1)),
        _ if STROKES.contains(c) => {}
        _ => into.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> String {
        let mut parts = String::new();
        text.chars().for_each(|c| push_parts(c, &mut parts));
        parts
    }

    #[test]
    fn a_character_and_its_halves_have_the_same_parts() {
        for (whole, split) in
            [("法", "氵去"), ("法", "水去"), ("谢", "讠射"), ("谢", "讠身寸"), ("轮", "车仑"), ("好", "女子")]
        {
            assert_eq!(parts(whole), parts(split), "{whole} {split}");
        }
        assert_ne!(parts("好"), parts("妈"));
    }

    #[test]
    fn the_table_is_whole() {
        assert!(PARTS.len() > 18_000, "{}", PARTS.len());
        assert!(PARTS.values().all(|parts| (1..=4).contains(&parts.len())));
        for whole in PARTS.keys() {
            let (mut once, mut again) = (String::new(), String::new());
            push(*whole, &mut once, DEPTH_MAX);
            push(*whole, &mut again, DEPTH_MAX + 1);
            assert_eq!(once, again, "{whole} comes to an end");
        }
    }
}
