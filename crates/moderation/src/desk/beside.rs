//! What an item may be merged into and what a host may show: by likeness, by words or by number. Pure.

use domain::{Review, ReviewKind, Suggestion, SuggestionNo};
use protocol::moderation::{Band, MergeCandidate};

use super::{Close, Desk};

/// Candidates in one answer.
const CANDIDATES_MAX: usize = 10;

/// Which suggestions an asker may see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// What is public.
    Public,
    /// What is public and what waits.
    Waiting,
}

/// What is like an item, or holds what was sought, as an answer to an asker.
pub(crate) fn candidates(
    desk: &Desk,
    no: Option<SuggestionNo>,
    search: Option<&str>,
    scope: Scope,
) -> Vec<MergeCandidate> {
    let item = no.and_then(|no| desk.suggestion(no));
    let search = search.map(str::trim).filter(|search| !search.is_empty());
    let Some(search) = search else {
        return item.map(|item| beside(desk, item, CANDIDATES_MAX, scope)).unwrap_or_default();
    };
    let close = match search.parse().map(SuggestionNo) {
        Ok(named) if shows(desk, named, no, scope) => {
            vec![Close { no: named, score: 1.0, band: Band::Maybe }]
        }
        Ok(_) => Vec::new(),
        Err(_) => desk.near().with_words(search, CANDIDATES_MAX, |one| shows(desk, one, no, scope)),
    };
    // What was sought by words is proposed by a person, never by the desk.
    close.into_iter().filter_map(|close| candidate(desk, item, close)).collect()
}

/// What an item may be merged into, closest first, at most `k`; the desk may propose the first that is public.
pub(super) fn beside(desk: &Desk, item: &Suggestion, k: usize, scope: Scope) -> Vec<MergeCandidate> {
    let among = |public: bool| {
        let wanted =
            |one| shows(desk, one, Some(item.no), scope) && (desk.suggestion(one).is_some_and(shown) == public);
        desk.near().close_to(item.text.as_str(), k, wanted)
    };
    // Each for themselves: a flood of copies that wait must not hide the one that they can go into.
    let close = among(true).into_iter().chain(among(false));
    let mut beside: Vec<_> = close.into_iter().filter_map(|close| candidate(desk, Some(item), close)).collect();
    // First what it can go into at once: public and very likely the same. Of two about as close, the one that everybody sees.
    beside.sort_by(|one, other| {
        let rank = |candidate: &MergeCandidate| {
            let open = is_public(candidate);
            (open && candidate.band >= Band::Likely, candidate.band, open, candidate.percent, candidate.supports)
        };
        rank(other).cmp(&rank(one))
    });
    beside.truncate(k);
    if let Some(first) = beside.iter_mut().find(|candidate| is_public(candidate)) {
        first.preticked = text::preticked(item.text.as_str(), &first.text, first.score);
    }
    beside
}

fn shown(suggestion: &Suggestion) -> bool {
    suggestion.review.kind() == ReviewKind::Published
}

fn is_public(candidate: &MergeCandidate) -> bool {
    candidate.state == ReviewKind::Published
}

fn shows(desk: &Desk, no: SuggestionNo, except: Option<SuggestionNo>, scope: Scope) -> bool {
    let kind = desk.suggestion(no).filter(|_| Some(no) != except).map(|suggestion| suggestion.review.kind());
    kind.is_some_and(|kind| kind == ReviewKind::Published || (scope == Scope::Waiting && kind.waits()))
}

fn candidate(desk: &Desk, item: Option<&Suggestion>, close: Close) -> Option<MergeCandidate> {
    let suggestion = desk.suggestion(close.no)?;
    let text = match &suggestion.review {
        Review::Published { shown, .. } => shown,
        _ => &suggestion.text,
    };
    let score = close.score.clamp(0.0, 1.0);
    Some(MergeCandidate {
        no: close.no,
        text: text.as_str().to_owned(),
        supports: suggestion.supports,
        score,
        percent: (score * 100.0).round() as u8,
        band: close.band,
        polarity_differs: item.is_some_and(|item| text::polarity_differs(item.text.as_str(), text.as_str())),
        preticked: false,
        state: suggestion.review.kind(),
        on_screen: desk.meeting().is_some_and(|meeting| meeting.on_screen == Some(close.no)),
    })
}
