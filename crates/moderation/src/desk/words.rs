//! Words of the meeting's lists and links in a text. They inform and sort; none rejects.

use domain::desk::{WordLevel, WordList};
use domain::{StaffEvent, Suggestion};
use protocol::moderation::Hit;

use super::Desk;

/// What makes a word a link. Compared without regard to case.
const LINK_MARKS: [&str; 3] = ["http://", "https://", "www."];
/// Hits told of in one text.
const HITS_MAX: usize = 50;

/// The word lists in force.
#[derive(Debug, Default)]
pub(crate) struct Words(Vec<WordList>);

impl Words {
    /// Folds a change of the lists; other events change nothing.
    pub(crate) fn apply(&mut self, event: &StaffEvent) {
        if let StaffEvent::LexiconChanged { lists, .. } = event {
            self.0 = lists.iter().filter(|list| !list.off).cloned().collect();
        }
    }

    fn hits(&self, text: &str) -> Vec<Hit> {
        let units = |bytes: usize| text[..bytes].encode_utf16().count() as u32;
        let mut hits = Vec::new();
        for list in &self.0 {
            let allowed: Vec<_> = list.allow.iter().flat_map(|phrase| places(text, phrase)).collect();
            for word in &list.words {
                let stands = places(text, word)
                    .filter(|at| allowed.iter().all(|phrase| !(phrase.start <= at.start && at.end <= phrase.end)));
                hits.extend(stands.map(|at| Hit {
                    from: units(at.start),
                    to: units(at.end),
                    list: list.name.as_str().to_owned(),
                    level: list.level,
                    word: word.clone(),
                }));
            }
        }
        hits.sort_by_key(|hit| (hit.from, hit.to));
        hits.truncate(HITS_MAX);
        hits
    }
}

fn places<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = std::ops::Range<usize>> {
    text.match_indices(word).map(|(at, found)| at..at + found.len())
}

/// The links in a text, as they stand there.
pub(super) fn links(text: &str) -> Vec<&str> {
    let is_link = |word: &&str| {
        let lower = word.to_ascii_lowercase();
        LINK_MARKS.iter().any(|mark| lower.contains(mark))
    };
    text.split_whitespace().filter(is_link).collect()
}

impl Desk {
    /// The words of the lists that stand in a text, in UTF-16 code units.
    pub(super) fn hits(&self, text: &str) -> Vec<Hit> {
        self.words.hits(text)
    }

    /// Whether a word of today's lists asks for a look by itself, also where the lists came after the text.
    pub(crate) fn words_need_care(&self, suggestion: &Suggestion) -> bool {
        self.hits(suggestion.text.as_str()).iter().any(|hit| hit.level >= WordLevel::Review)
    }
}
