//! `GET …/find?q=&state=&page=&console=`: a search over everything that reviewers may see, by words, number and state.

use std::collections::HashMap;

use axum::Json;
use axum::extract::{Query, State};
use domain::{CommandKind, ReviewKind, Suggestion};
use identity::CurrentStaff;
use protocol::moderation::{FIND_PAGE, FindReply};
use protocol::{ErrorCode, InMeeting, Problem};
use serde::Deserialize;

use crate::access::permit;
use crate::desk::Desk;
use crate::queue::Onlooker;
use crate::state::ModerationState;

/// The longest search, in bytes.
const SEARCH_BYTES_MAX: usize = 400;
/// Words of a search that are looked for.
const WORDS_MAX: usize = 8;

#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    state: String,
    #[serde(default = "first")]
    page: u32,
    console: Option<String>,
}

fn first() -> u32 {
    1
}

/// Which states are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Any,
    Unread,
    In(ReviewKind),
}

impl Wanted {
    fn read(word: &str) -> Option<Self> {
        match word {
            "" => Some(Self::Any),
            "unread" => Some(Self::Unread),
            word => ReviewKind::ALL.into_iter().find(|kind| kind.word() == word).map(Self::In),
        }
    }

    fn takes(self, suggestion: &Suggestion) -> bool {
        match self {
            Self::Any => true,
            Self::Unread => suggestion.unread,
            Self::In(kind) => suggestion.review.kind() == kind,
        }
    }
}

/// What is looked for: each word in its comparable form and as it was typed.
struct Words(Vec<(String, String)>);

impl Words {
    fn read(search: &str) -> Self {
        let words = search.split_whitespace().take(WORDS_MAX);
        Self(words.map(|word| (text::comparable(word), word.to_lowercase())).collect())
    }

    /// Whether all of them stand in the text. A word that has no comparable form (a courtesy, a mark) is looked for as it is.
    fn stand_in(&self, desk: &Desk, suggestion: &Suggestion) -> bool {
        if self.0.is_empty() {
            return true;
        }
        let text = suggestion.text.as_str();
        let known = desk.near().form(suggestion.no);
        let form = known.map_or_else(|| text::comparable(text).into(), std::borrow::Cow::Borrowed);
        self.0.iter().all(|(plain, typed)| {
            (!plain.is_empty() && form.contains(plain.as_str())) || text.to_lowercase().contains(typed.as_str())
        })
    }
}

pub(crate) async fn find(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    InMeeting(meeting): InMeeting,
    asked: Result<Query<Asked>, axum::extract::rejection::QueryRejection>,
) -> Result<Json<FindReply>, Problem> {
    let permitted = permit(&staff, CommandKind::Review)?;
    let Query(asked) = asked.map_err(|_| Problem::new(ErrorCode::BadParameter))?;
    if asked.q.len() > SEARCH_BYTES_MAX {
        return Err(Problem::new(ErrorCode::BadParameter).field("q"));
    }
    let wanted = Wanted::read(&asked.state).ok_or_else(|| Problem::new(ErrorCode::BadParameter).field("state"))?;
    let open = state.desks.of(&state.store, &meeting).await?;
    let onlooker =
        Onlooker::new(&state, &meeting, &open, &permitted, asked.console.as_deref(), &HashMap::new()).await?;
    let desk = open.look();
    let found = search(&desk, &asked.q, wanted);
    let pages = u32::try_from(found.len().div_ceil(FIND_PAGE)).unwrap_or(u32::MAX).max(1);
    let page = asked.page.clamp(1, pages);
    let on_page = found.iter().skip((page as usize - 1) * FIND_PAGE).take(FIND_PAGE);
    Ok(Json(FindReply {
        items: on_page.map(|suggestion| onlooker.row(&desk, suggestion)).collect(),
        page,
        pages,
        total: found.len() as u32,
    }))
}

/// What is found: the number that was typed first, then the latest first.
fn search<'a>(desk: &'a Desk, search: &str, wanted: Wanted) -> Vec<&'a Suggestion> {
    let words = Words::read(search);
    let named: Option<u32> = search.trim().trim_start_matches('#').parse().ok();
    let named = |suggestion: &Suggestion| Some(suggestion.no.0) == named;
    let mut found: Vec<&Suggestion> =
        desk.suggestions().rev().filter(|one| wanted.takes(one) && (named(one) || words.stand_in(desk, one))).collect();
    found.sort_by_key(|suggestion| !named(suggestion));
    found
}
