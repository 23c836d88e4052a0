//! A suggestion as it lies on the desk, with all that helps to decide it: what stands in the text, who says the same, who wrote it.

use domain::{Appeal, Review, Suggestion, UnixMs};
use protocol::moderation::{CANDIDATES_SHOWN, Check, CheckKind, DealtItem, Hit, Mark};
use text::{mask, personal_data};

use super::beside::{Scope, beside};
use super::words::links;
use super::{Desk, Neighbours};

/// An author's suggestions within so long count as in one rush.
const RUSH_MS: i64 = 300_000;
/// So many in one rush are a flood.
const RUSH_MIN: u32 = 4;
/// Names told of what one check found.
const WORDS_MAX: usize = 5;

impl Desk {
    /// The suggestion as it is dealt.
    pub(crate) fn item(&self, suggestion: &Suggestion, leased_until: UnixMs, now: UnixMs) -> DealtItem {
        let text = suggestion.text.as_str();
        let note = match &suggestion.review {
            Review::Held { note, .. } | Review::Appealed(Appeal { note, .. }) => {
                note.as_ref().map(|note| note.as_str().to_owned())
            }
            _ => None,
        };
        let (marks, hits) = (marks(text), self.hits(text));
        DealtItem {
            no: suggestion.no,
            text: text.to_owned(),
            shown: mask(text),
            checks: self.checks(suggestion, &marks, &hits),
            marks,
            hits,
            flags: self.flags(suggestion),
            revision: suggestion.revision,
            agenda_item: suggestion.item,
            moment_ms: suggestion.moment_ms,
            area: suggestion.area.as_ref().map(|area| area.as_str().to_owned()),
            display_name: suggestion.display_name.as_ref().map(|name| name.as_str().to_owned()),
            submitted_at: suggestion.submitted_at,
            state: suggestion.review.kind(),
            note,
            leased_until,
            unread: suggestion.unread,
            topic: self.topics().of(suggestion.no),
            similar: beside(self, suggestion, CANDIDATES_SHOWN, Scope::Waiting),
            author: self.author(suggestion.author, now),
        }
    }

    /// One line a check, the clean ones too, so that absence is visible.
    fn checks(&self, suggestion: &Suggestion, marks: &[Mark], hits: &[Hit]) -> Vec<Check> {
        let line = |kind, count: usize, words: Vec<String>| Check { kind, ok: count == 0, count: count as u32, words };
        let names = |found: &mut dyn Iterator<Item = &str>| {
            let mut names: Vec<String> = Vec::new();
            for name in found {
                if names.len() < WORDS_MAX && names.iter().all(|there| there != name) {
                    names.push(name.to_owned());
                }
            }
            names
        };
        let links = links(suggestion.text.as_str());
        let rush = self.rush(suggestion);
        let own = self.suggestions_of(suggestion.author).count();
        vec![
            line(CheckKind::PersonalData, marks.len(), names(&mut marks.iter().map(|mark| mark.kind.as_str()))),
            line(CheckKind::Words, hits.len(), names(&mut hits.iter().map(|hit| hit.list.as_str()))),
            line(CheckKind::Link, links.len(), names(&mut links.iter().copied())),
            Check { kind: CheckKind::Flood, ok: rush < RUSH_MIN, count: rush, words: Vec::new() },
            line(
                CheckKind::NearIdentical,
                self.near().neighbours(suggestion.no).map_or(0, Neighbours::others),
                Vec::new(),
            ),
            Check { kind: CheckKind::NewAuthor, ok: own > 1, count: own as u32, words: Vec::new() },
        ]
    }

    /// How many suggestions its author handed in shortly before it and with it.
    fn rush(&self, suggestion: &Suggestion) -> u32 {
        let at = suggestion.submitted_at;
        let lately = |one: &&Suggestion| (0..RUSH_MS).contains(&at.since_ms(one.submitted_at));
        self.suggestions_of(suggestion.author).filter(lately).count() as u32
    }
}

/// The stretches that hold personal data, in UTF-16 code units as browsers count.
fn marks(text: &str) -> Vec<Mark> {
    let units = |bytes: usize| text[..bytes].encode_utf16().count() as u32;
    let found = personal_data(text).into_iter().map(|found| Mark {
        from: units(found.range.start),
        to: units(found.range.end),
        kind: found.kind.word().to_owned(),
        masked: found.masked,
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_count_as_browsers_do() {
        let marks = marks("🌳电话13800005521。");
        assert_eq!(marks.len(), 1);
        assert_eq!((marks[0].from, marks[0].to, marks[0].kind.as_str()), (4, 15, "mobile"));
        assert_eq!(marks[0].masked, "138****5521");
    }
}
