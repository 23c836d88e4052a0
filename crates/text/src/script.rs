//! Traditional characters into simplified ones, for comparison.
//!
//! Never for what people read: the mapping loses distinctions (後 and 后 become one) that an author made.
//!
//! The tables are OpenCC's (Apache-2.0, <https://github.com/BYVoid/OpenCC>), compiled into the crate `ferrous-opencc`
//! (Apache-2.0): about 300 phrases first, the longest that fits, then about 4,000 single characters.

use std::sync::LazyLock;

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;

/// Loaded when first used, in less than a millisecond, and kept (about 0.5 MiB).
static CONVERTER: LazyLock<OpenCC> = LazyLock::new(|| {
    OpenCC::from_config(BuiltinConfig::T2s).expect("the tables are compiled in and were read when the package was made")
});

/// The text in simplified characters (OpenCC's conversion `t2s`). Everything that is not a traditional character stays
/// as it is.
///
/// For the search and comparison of texts that were written in either script.
pub fn simplified(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    CONVERTER.convert(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traditional_text_becomes_simplified() {
        for (traditional, expected) in [
            ("建議在老城區多建口袋公園", "建议在老城区多建口袋公园"),
            ("頭髮與發展", "头发与发展"),
            ("乾隆皇帝的乾淨衣服", "乾隆皇帝的干净衣服"),
            ("皇后在後面", "皇后在后面"),
            ("這裡與那裏", "这里与那里"),
            ("臺灣的計程車", "台湾的计程车"),
        ] {
            assert_eq!(simplified(traditional), expected);
            assert_eq!(simplified(expected), expected);
        }
    }

    #[test]
    fn other_writing_stays() {
        for text in ["", "abc 123", "café", "ПРИВЕТ", "ひらがな", "བོད་ཡིག", "公园城市🌳"]
        {
            assert_eq!(simplified(text), text);
        }
    }
}
