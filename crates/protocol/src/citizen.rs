//! What citizens send and are answered.

use domain::restriction::RestrictionKind;
use domain::{AgendaNo, Answer, Floor, RejectReason, SuggestionNo, UnixMs};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The largest JSON or form body taken from citizens.
pub const BODY_BYTES_MAX: usize = 16 * 1_024;
/// The longest idempotency key, in visible ASCII characters.
pub const KEY_CHARS_MAX: usize = 64;
/// Answers of cards that one request may carry.
pub const ANSWERS_MAX: usize = 20;

/// `POST …/suggestions`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SubmitBody {
    /// The text.
    pub text: String,
    /// The agenda item, from 1; without it, the one running now.
    #[serde(default)]
    #[ts(optional)]
    pub agenda_item: Option<u16>,
    /// The broadcast moment, ms from the start.
    #[serde(default)]
    #[ts(optional)]
    pub moment_ms: Option<u32>,
    /// The place meant.
    #[serde(default)]
    #[ts(optional)]
    pub area: Option<String>,
    /// The name to show.
    #[serde(default)]
    #[ts(optional)]
    pub display_name: Option<String>,
}

/// The answer to a suggestion: 201.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SubmitReply {
    /// Its id in addresses: the same number.
    #[ts(type = "number")]
    pub id: SuggestionNo,
    /// Its number.
    #[ts(type = "number")]
    pub no: SuggestionNo,
    /// Its review state: `pending`, or `published` in post-moderation.
    pub state: String,
    /// The receipt: proof of what was taken and when. Keep it.
    pub receipt: String,
    /// When it was taken (ms since 1970).
    #[ts(type = "number")]
    pub submitted_at: UnixMs,
}

/// `PUT …/suggestions/{no}` by its author.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct EditBody {
    /// The new text.
    pub text: String,
}

/// The answer to `PUT` and `DELETE …/suggestions/{no}/support`: 200.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SupportReply {
    /// Whether the person backs it now.
    pub supported: bool,
    /// How many people back it now.
    pub supports: u32,
}

/// `GET …/mine`: the reader's own suggestions and backings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MineReply {
    /// Own suggestions, latest change first.
    pub suggestions: Vec<MyCard>,
    /// Numbers of the suggestions that the reader backs.
    #[ts(type = "number[]")]
    pub supported: Vec<SuggestionNo>,
    /// How many more suggestions the reader may make in this meeting.
    pub left: u32,
    /// How many of the suggestions had an outcome since the reader last looked at their list on this device.
    pub unread: u32,
    /// What the reader may not do for now; `null`: nothing.
    pub restriction: Option<MyRestriction>,
}

/// What one may not do for a while. What one has suggested and backed stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MyRestriction {
    /// `mute`: no suggestions; `suspend`: no backing and no answers either.
    #[ts(type = "'mute' | 'suspend'")]
    pub kind: RestrictionKind,
    /// Why: a code with a text under `reason.{code}`.
    #[ts(type = "string")]
    pub reason: RejectReason,
    /// The staff's words.
    pub note: Option<String>,
    /// Since when (ms since 1970).
    #[ts(type = "number")]
    pub since: UnixMs,
    /// Until when; `null`: until the meeting is closed.
    #[ts(type = "number | null")]
    pub until: Option<UnixMs>,
    /// Whom to tell if one objects: the meeting's organiser; empty when the meeting names none.
    pub contact: String,
}

/// One's own suggestion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MyCard {
    /// Its number.
    #[ts(type = "number")]
    pub no: SuggestionNo,
    /// The author's text.
    pub text: String,
    /// What the author may know of its state: `pending`, `checking`, `published`, `edited`, `merged`, `returned`, `rejected`, `withdrawn`,
    /// `appealed`.
    pub state: String,
    /// Why it was returned or not taken up: a code with a text under `reason.{code}`.
    #[ts(type = "string | null")]
    pub reason: Option<RejectReason>,
    /// A moderator's words.
    pub note: Option<String>,
    /// Where it lives on.
    #[ts(type = "number | null")]
    pub merged_into: Option<SuggestionNo>,
    /// Its backers, when public.
    pub supports: u32,
    /// When it was handed in (ms since 1970).
    #[ts(type = "number")]
    pub submitted_at: UnixMs,
    /// Until when it may be edited or withdrawn (ms since 1970); `null` when it may not.
    #[ts(type = "number | null")]
    pub editable_until: Option<UnixMs>,
    /// Its agenda item, from 1.
    #[ts(type = "number | null")]
    pub agenda_item: Option<AgendaNo>,
    /// The broadcast moment, ms from the start.
    pub moment_ms: Option<u32>,
    /// Where it stands on the floor.
    #[ts(type = "{ state: string, moment_ms?: number | null }")]
    pub floor: Floor,
    /// The unit that the chair asked to respond.
    pub asked: Option<String>,
    /// When the author last had something new to learn of it (ms since 1970).
    #[ts(type = "number")]
    pub changed_at: UnixMs,
    /// Whether that was an outcome which the author has not seen on this device.
    pub unread: bool,
    /// Until when its author may ask for a second look (ms since 1970); `null` when they may not.
    #[ts(type = "number | null")]
    pub appealable_until: Option<UnixMs>,
    /// When its author asked for a second look that is not decided yet (ms since 1970).
    #[ts(type = "number | null")]
    pub appealed_at: Option<UnixMs>,
    /// When it was merged: the suggestion that goes on, while that is public.
    pub goes_on: Option<GoesOn>,
}

/// The suggestion in which another lives on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct GoesOn {
    /// Its number.
    #[ts(type = "number")]
    pub no: SuggestionNo,
    /// How many people back it.
    pub supports: u32,
    /// Where it stands on the floor.
    #[ts(type = "{ state: string, moment_ms?: number | null }")]
    pub floor: Floor,
    /// The unit that the chair asked to respond.
    pub asked: Option<String>,
}

/// `POST …/suggestions/{no}/appeal`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AppealBody {
    /// Why, in the author's words.
    #[serde(default)]
    #[ts(optional)]
    pub note: Option<String>,
}

/// `GET …/cards`: suggestions that the server asks this reader about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CardsReply {
    /// At most 9, in no order that means anything.
    pub cards: Vec<AnswerCard>,
    /// There is none now, but there may be some later.
    pub waiting: bool,
}

/// A card to answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AnswerCard {
    /// The suggestion's number.
    #[ts(type = "number")]
    pub no: SuggestionNo,
    /// Its public text.
    pub text: String,
    /// Its agenda item, from 1.
    #[ts(type = "number | null")]
    pub agenda_item: Option<AgendaNo>,
    /// Answers this card once. A later card for the same suggestion makes it void.
    pub token: String,
}

/// `POST …/answers`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AnswersBody {
    /// 1–20 answers.
    pub answers: Vec<CardAnswer>,
}

/// What a reader says of a card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CardAnswer {
    /// The suggestion's number.
    #[ts(type = "number")]
    pub no: SuggestionNo,
    /// The card's token.
    pub token: String,
    /// `support`, `not_now` or `skip`.
    #[ts(type = "'support' | 'not_now' | 'skip'")]
    pub answer: Answer,
}

/// The answer to `POST …/answers`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AnswersReply {
    /// How many of the answers count.
    pub accepted: u32,
    /// The others.
    pub refused: Vec<RefusedAnswer>,
}

/// An answer that does not count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RefusedAnswer {
    /// The suggestion's number.
    #[ts(type = "number")]
    pub no: SuggestionNo,
    /// Why: a code of the problem documents. `already_answered` means that an earlier answer counts.
    pub code: String,
}

/// `GET …/similar?text=`: public suggestions that say something close.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SimilarReply {
    /// At most 3, closest first.
    pub similar: Vec<SimilarCard>,
}

/// A similar suggestion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SimilarCard {
    /// Its number.
    #[ts(type = "number")]
    pub no: SuggestionNo,
    /// Its public text.
    pub text: String,
    /// Its backers.
    pub supports: u32,
    /// How close it is, 0–100.
    pub percent: u8,
}
