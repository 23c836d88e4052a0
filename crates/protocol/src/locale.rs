//! The words that people read, in three locales, from the same files that the browser reads.

use std::collections::HashMap;
use std::sync::LazyLock;

use domain::RejectReason;
use http::{HeaderMap, header};
use serde::{Deserialize, Serialize};

/// The cookie that remembers a reader's choice.
pub const LOCALE_COOKIE: &str = "lang";

/// A language of the interface. What people write is shown as they wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Locale {
    /// Simplified Chinese, the default.
    #[default]
    #[serde(rename = "zh-Hans")]
    ZhHans,
    /// Traditional Chinese.
    #[serde(rename = "zh-Hant")]
    ZhHant,
    /// English.
    #[serde(rename = "en")]
    En,
}

type Texts = HashMap<String, String>;

static TEXTS: LazyLock<[Texts; 3]> = LazyLock::new(|| {
    [
        include_str!("../../../web/locales/zh-Hans.json"),
        include_str!("../../../web/locales/zh-Hant.json"),
        include_str!("../../../web/locales/en.json"),
    ]
    .map(|text| serde_json::from_str(text).expect("a test reads every locale file"))
});

impl Locale {
    /// Every locale.
    pub const ALL: [Self; 3] = [Self::ZhHans, Self::ZhHant, Self::En];

    /// Its BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::ZhHans => "zh-Hans",
            Self::ZhHant => "zh-Hant",
            Self::En => "en",
        }
    }

    /// The locale that a BCP 47 tag asks for, if it is one of ours: `zh-TW`, `zh-HK` and `zh-MO` read traditional characters.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let tag = tag.trim().to_ascii_lowercase();
        let mut parts = tag.split('-');
        match parts.next()? {
            "zh" => {
                let traditional = parts.any(|part| matches!(part, "hant" | "tw" | "hk" | "mo"));
                Some(if traditional { Self::ZhHant } else { Self::ZhHans })
            }
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// The locale of a request: `?lang=`, else the cookie, else the first of `Accept-Language` that is ours, else the default.
    pub fn of(headers: &HeaderMap, query: Option<&str>) -> Self {
        Self::from_query(query)
            .or_else(|| Self::from_cookies(headers))
            .or_else(|| Self::from_accept(headers))
            .unwrap_or_default()
    }

    /// The locale that `?lang=` asks for.
    pub fn from_query(query: Option<&str>) -> Option<Self> {
        query?.split('&').find_map(|pair| pair.strip_prefix("lang=")).and_then(Self::from_tag)
    }

    fn from_cookies(headers: &HeaderMap) -> Option<Self> {
        let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        let mut pairs = cookies.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
        pairs.find(|(name, _)| *name == LOCALE_COOKIE).and_then(|(_, tag)| Self::from_tag(tag))
    }

    fn from_accept(headers: &HeaderMap) -> Option<Self> {
        let accept = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
        // Browsers list languages by falling preference; weights other than that order are not seen in practice.
        accept.split(',').find_map(|entry| Self::from_tag(entry.split(';').next()?))
    }

    /// The text of `key`. A missing key gives an ellipsis, which a test would have caught.
    pub fn text(self, key: &str) -> &'static str {
        TEXTS[self as usize].get(key).map_or(MISSING, String::as_str)
    }

    /// Whether there is a text for `key`.
    pub fn has(self, key: &str) -> bool {
        TEXTS[self as usize].contains_key(key)
    }

    /// The text of `key` with each `{name}` replaced by its value.
    pub fn fill(self, key: &str, values: &[(&str, &str)]) -> String {
        let mut text = self.text(key).to_owned();
        for (name, value) in values {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        text
    }

    /// A reason in words.
    pub fn reason(self, reason: RejectReason) -> &'static str {
        self.text(&format!("reason.{}", reason.code()))
    }

    /// Every key and text, for pages that hand words to their scripts.
    pub fn texts(self) -> &'static HashMap<String, String> {
        &TEXTS[self as usize]
    }
}

/// Shown for a key that has no text. Tests demand every key in every locale.
const MISSING: &str = "…";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorCode;

    #[test]
    fn every_locale_has_the_same_keys_and_the_same_placeholders() {
        let placeholders = |text: &str| {
            let mut names: Vec<_> =
                text.split('{').skip(1).filter_map(|rest| rest.split('}').next().map(str::to_owned)).collect();
            names.sort();
            names
        };
        for (key, text) in Locale::ZhHans.texts() {
            for other in [Locale::ZhHant, Locale::En] {
                assert!(other.has(key), "{} lacks {key}", other.tag());
                assert_eq!(placeholders(text), placeholders(other.text(key)), "{key}");
            }
        }
        let counts = Locale::ALL.map(|locale| locale.texts().len());
        assert!(counts.iter().all(|count| *count == counts[0]), "{counts:?}");
    }

    #[test]
    fn every_error_and_every_reason_has_a_text_in_every_locale() {
        for locale in Locale::ALL {
            for code in ErrorCode::ALL {
                assert!(locale.has(&format!("error.{}", code.name())), "{}: error.{}", locale.tag(), code.name());
            }
            for reason in domain::RejectReason::ALL {
                assert!(locale.has(&format!("reason.{}", reason.code())), "{}: reason.{}", locale.tag(), reason.code());
            }
        }
    }

    #[test]
    fn the_reader_s_wish_decides_the_locale() {
        let headers = |name: &'static str, value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(name, value.parse().unwrap());
            headers
        };
        assert_eq!(Locale::of(&HeaderMap::new(), None), Locale::ZhHans);
        assert_eq!(Locale::of(&headers("accept-language", "fr,en;q=0.8,zh;q=0.5"), None), Locale::En);
        assert_eq!(Locale::of(&headers("accept-language", "zh-TW"), None), Locale::ZhHant);
        assert_eq!(Locale::of(&headers("cookie", "a=b; lang=en"), None), Locale::En);
        assert_eq!(Locale::of(&headers("cookie", "lang=en"), Some("x=1&lang=zh-Hant")), Locale::ZhHant);
    }
}
