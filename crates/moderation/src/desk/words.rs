//! Words of the meeting's lists and links in a text. They inform, sort and hold; none rejects.

use std::collections::{BTreeSet, HashMap};

use domain::desk::{WordLevel, WordList, WordsRead};
use domain::{Flag, Suggestion, SuggestionNo};
use protocol::moderation::Hit;
use text::Lexicon;

use super::Desk;

/// What makes a word a link. Compared without regard to case.
const LINK_MARKS: [&str; 3] = ["http://", "https://", "www."];

/// The word lists in force.
#[derive(Debug, Default)]
pub(crate) struct Words {
    version: u32,
    lists: Vec<WordList>,
    /// Of the lists that are not switched off; `None` without any.
    sought: Option<Sought>,
    /// By suggestion that waits.
    levels: HashMap<SuggestionNo, WordLevel>,
}

/// Lists made ready to be looked for.
#[derive(Debug)]
pub(crate) struct Sought {
    lists: Vec<WordList>,
    lexicon: Lexicon,
}

impl Words {
    /// Puts other lists in force; what was read by the old ones is forgotten.
    pub(super) fn set(&mut self, version: u32, lists: &[WordList]) {
        *self = Self { version, lists: lists.to_vec(), sought: Sought::new(lists), levels: HashMap::new() };
    }

    /// Notes the weightiest word of a text that waits.
    pub(super) fn read(&mut self, no: SuggestionNo, text: &str) {
        match self.sought.as_ref().and_then(|sought| sought.level(text)) {
            Some(level) => self.levels.insert(no, level),
            None => self.levels.remove(&no),
        };
    }

    /// It no longer waits.
    pub(super) fn forget(&mut self, no: SuggestionNo) {
        self.levels.remove(&no);
    }

    /// How much the weightiest word weighs of a text that waits.
    pub(super) fn level(&self, no: SuggestionNo) -> Option<WordLevel> {
        self.levels.get(&no).copied()
    }

    /// The lists, and which version of them this is: 0 before the first.
    pub(crate) fn lists(&self) -> (u32, &[WordList]) {
        (self.version, &self.lists)
    }

    fn hits(&self, text: &str) -> Vec<Hit> {
        self.sought.as_ref().map(|sought| sought.hits(text)).unwrap_or_default()
    }
}

impl Sought {
    /// `None` when every list is switched off.
    pub(crate) fn new(lists: &[WordList]) -> Option<Self> {
        let lists: Vec<WordList> = lists.iter().filter(|list| !list.off).cloned().collect();
        let words: Vec<_> = lists.iter().map(|list| text::Words { words: &list.words, allow: &list.allow }).collect();
        let lexicon = Lexicon::new(&words);
        (!lists.is_empty()).then_some(Self { lists, lexicon })
    }

    /// How much the weightiest word in a text weighs.
    fn level(&self, text: &str) -> Option<WordLevel> {
        self.lexicon.all_hits(text).iter().map(|hit| self.level_of(hit)).max()
    }

    fn level_of(&self, hit: &text::WordHit) -> WordLevel {
        let level = self.lists[hit.list].level;
        if hit.by_sound { level.by_sound() } else { level }
    }

    /// The words in a text, in UTF-16 code units as browsers count.
    pub(crate) fn hits(&self, text: &str) -> Vec<Hit> {
        let units = |bytes: usize| text[..bytes].encode_utf16().count() as u32;
        let told = self.lexicon.hits(text).into_iter().map(|hit| {
            let list = &self.lists[hit.list];
            Hit {
                from: units(hit.range.start),
                to: units(hit.range.end),
                list: list.name.as_str().to_owned(),
                level: self.level_of(&hit),
                word: list.words[hit.word].clone(),
                by_sound: hit.by_sound,
            }
        });
        told.collect()
    }
}

/// The links in a text, as they stand there.
pub(super) fn links(text: &str) -> Vec<&str> {
    let is_link = |word: &&str| {
        let lower = word.to_ascii_lowercase();
        LINK_MARKS.iter().any(|mark| lower.contains(mark))
    };
    text.split_whitespace().filter(is_link).collect()
}

/// The sites that a text points to, in lower case and without `www.`.
pub(super) fn hosts(text: &str) -> BTreeSet<String> {
    links(text).into_iter().filter_map(host).collect()
}

fn host(link: &str) -> Option<String> {
    let lower = link.to_ascii_lowercase();
    let from = lower.find("://").map(|at| at + 3).or_else(|| lower.find("www."))?;
    let name: &str = lower[from..].split(|c: char| !c.is_ascii_alphanumeric() && c != '.' && c != '-').next()?;
    let name = name.trim_matches('.');
    let name = name.strip_prefix("www.").unwrap_or(name);
    name.contains('.').then(|| name.to_owned())
}

impl Desk {
    /// The lists, and which version of them this is.
    pub(crate) fn word_lists(&self) -> (u32, &[WordList]) {
        self.words.lists()
    }

    /// What today's lists say of a text that waits; `None` while there never was a list, and what was noticed at its receipt counts.
    pub(crate) fn words_read(&self, no: SuggestionNo) -> Option<WordsRead> {
        let (version, _) = self.words.lists();
        (version > 0).then(|| WordsRead { version, level: self.words.level(no) })
    }

    /// What was noticed of a suggestion by itself: at its receipt, but for its words, of which today's lists tell.
    pub(super) fn own_flags(&self, suggestion: &Suggestion) -> Vec<Flag> {
        match self.words_read(suggestion.no) {
            Some(words) => Flag::reread(&suggestion.flags, words.level),
            None => suggestion.flags.clone(),
        }
    }

    /// The words of the lists that stand in a text, in UTF-16 code units.
    pub(super) fn hits(&self, text: &str) -> Vec<Hit> {
        self.words.hits(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_read_from_whatever_stands_around_it() {
        let read = |text: &str| hosts(text).into_iter().collect::<Vec<_>>().join(" ");
        for (text, expected) in [
            ("请看https://WWW.Shop.example.cn/a?b=1，很好", "shop.example.cn"),
            ("www.shop.example.cn。", "shop.example.cn"),
            ("http://a.example.cn:8080/ 和 http://b.example.cn", "a.example.cn b.example.cn"),
            ("http://localhost/ 与 www.", ""),
            ("没有链接", ""),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
