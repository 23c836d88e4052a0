//! The one table of error codes: stable name, HTTP status, whether trying again helps. Texts are in the locale files under
//! `error.{code}`; a test walks the table and demands a text in every locale.

use domain::Refusal;
use http::StatusCode;

macro_rules! codes {
    ($($(#[$meaning:meta])* $variant:ident $name:literal $status:ident $retry:literal;)*) => {
        /// A stable code of a problem document.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum ErrorCode {
            $($(#[$meaning])* $variant,)*
        }

        impl ErrorCode {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The stable name on the wire.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The HTTP status that goes with it.
            pub fn status(self) -> StatusCode {
                match self { $(Self::$variant => StatusCode::$status,)* }
            }

            /// Whether the same request may succeed later without being changed.
            pub fn retryable(self) -> bool {
                match self { $(Self::$variant => $retry,)* }
            }
        }
    };
}

codes! {
    /// The body is not JSON, not UTF-8, too deeply nested, or not of the form that is asked for.
    BadBody "bad_body" BAD_REQUEST false;
    /// The body has a field that is not known here.
    UnknownField "unknown_field" BAD_REQUEST false;
    /// A field's value is outside its range.
    BadField "bad_field" UNPROCESSABLE_ENTITY false;
    /// The text has too few characters.
    TextTooShort "text_too_short" UNPROCESSABLE_ENTITY false;
    /// The text has too many characters.
    TextTooLong "text_too_long" UNPROCESSABLE_ENTITY false;
    /// The text has control, direction-changing or invisible characters.
    TextBadCharacter "text_bad_character" UNPROCESSABLE_ENTITY false;
    /// The text says nothing: only punctuation or blanks.
    TextEmpty "text_empty" UNPROCESSABLE_ENTITY false;
    /// The body is larger than it may be.
    BodyTooLarge "body_too_large" PAYLOAD_TOO_LARGE false;
    /// The body's content type is not taken here.
    UnsupportedMedia "unsupported_media" UNSUPPORTED_MEDIA_TYPE false;
    /// A parameter of the address cannot be read.
    BadParameter "bad_parameter" BAD_REQUEST false;
    /// The idempotency key is malformed: 1–64 visible ASCII characters.
    BadKey "bad_idempotency_key" BAD_REQUEST false;
    /// The idempotency key was used before with another body.
    KeyReused "idempotency_key_reused" UNPROCESSABLE_ENTITY false;
    /// No such address.
    NotFound "not_found" NOT_FOUND false;
    /// This address does not take this method.
    MethodNotAllowed "method_not_allowed" METHOD_NOT_ALLOWED false;
    /// No such meeting.
    NoSuchMeeting "no_such_meeting" NOT_FOUND false;
    /// No such suggestion, or not yours.
    NoSuchSuggestion "no_such_suggestion" NOT_FOUND false;
    /// The agenda has no such item.
    NoSuchItem "no_such_item" UNPROCESSABLE_ENTITY false;
    /// The meeting is not in the phase for this.
    WrongPhase "wrong_phase" CONFLICT false;
    /// Suggestions are closed.
    IntakeClosed "intake_closed" FORBIDDEN false;
    /// Suggestions are paused.
    IntakePaused "intake_paused" SERVICE_UNAVAILABLE true;
    /// Backing is closed.
    SupportClosed "support_closed" FORBIDDEN false;
    /// The meeting does not ask for judgements on cards.
    CardsOff "cards_off" FORBIDDEN false;
    /// The card's token is void.
    BadCard "bad_card" CONFLICT false;
    /// The card was answered before.
    AlreadyAnswered "already_answered" CONFLICT false;
    /// The person may not suggest for a while.
    Muted "muted" FORBIDDEN true;
    /// The person may neither suggest nor back for a while.
    Suspended "suspended" FORBIDDEN true;
    /// The person is restricted already, or in another way than was thought.
    AlreadyRestricted "already_restricted" CONFLICT false;
    /// As many people are restricted as may be.
    TooManyRestrictions "too_many_restrictions" CONFLICT false;
    /// The person's suggestions are used up.
    QuotaUsed "quota_used" TOO_MANY_REQUESTS false;
    /// The person's last suggestion was too recent.
    TooSoon "too_soon" TOO_MANY_REQUESTS true;
    /// Too many requests of this person or from this address.
    RateLimited "rate_limited" TOO_MANY_REQUESTS true;
    /// The writer's queue is full.
    Busy "busy" SERVICE_UNAVAILABLE true;
    /// The time for edits is over.
    EditWindowOver "edit_window_over" CONFLICT false;
    /// The time for a second look is over, or it was had.
    AppealOver "appeal_over" CONFLICT false;
    /// Not possible in its present state.
    WrongState "wrong_state" CONFLICT false;
    /// It lives on in another suggestion.
    Merged "merged" CONFLICT false;
    /// The text changed after it was read.
    StaleRevision "stale_revision" CONFLICT false;
    /// A colleague changed it after it was read.
    StaleVersion "stale_version" CONFLICT false;
    /// Somebody else decided first.
    AlreadyDecided "already_decided" CONFLICT false;
    /// Dealt to somebody else.
    NotLeased "not_leased" CONFLICT false;
    /// Cannot be merged into that one.
    BadMergeTarget "bad_merge_target" UNPROCESSABLE_ENTITY false;
    /// More than such a change of wording.
    NotAnEdit "not_an_edit" UNPROCESSABLE_ENTITY false;
    /// A word of the lists asks for a second person: escalate it.
    SecondPersonNeeded "second_person_needed" CONFLICT false;
    /// A second look is somebody else's.
    OwnDecision "own_decision" FORBIDDEN false;
    /// This decision needs words.
    NoteNeeded "note_needed" UNPROCESSABLE_ENTITY false;
    /// Nothing to take back.
    NothingToUndo "nothing_to_undo" CONFLICT false;
    /// Another suggestion is on the screen.
    ScreenBusy "screen_busy" CONFLICT false;
    /// Not a step from its floor state.
    WrongFloorState "wrong_floor_state" CONFLICT false;
    /// No such job that sets supports aside.
    NoSuchInvalidation "no_such_invalidation" NOT_FOUND false;
    /// Another job moves supports now.
    InvalidationAtWork "invalidation_at_work" CONFLICT true;
    /// The job is past the point where this was possible.
    InvalidationOver "invalidation_over" CONFLICT false;
    /// The count that the order stands on is no longer true: count again.
    CountChanged "count_changed" CONFLICT false;
    /// No support meets the conditions.
    NoSupportsMeant "no_supports_meant" UNPROCESSABLE_ENTITY false;
    /// More supports meet the conditions than a job takes.
    TooManySupports "too_many_supports" UNPROCESSABLE_ENTITY false;
    /// The rules are locked since the start.
    RulesLocked "rules_locked" CONFLICT false;
    /// The meeting has as many open links for screens as it may have.
    TooManyLinks "too_many_links" CONFLICT false;
    /// Log in first.
    LoginNeeded "login_needed" UNAUTHORIZED false;
    /// Login or password is wrong.
    BadLogin "bad_login" UNAUTHORIZED false;
    /// Not allowed for your role.
    NotAllowed "not_allowed" FORBIDDEN false;
    /// The request did not come from our own pages.
    CrossSite "cross_site" FORBIDDEN false;
    /// A set-up link is used up or has expired.
    LinkSpent "link_spent" GONE false;
    /// The password is too weak: 12 characters at least.
    WeakPassword "weak_password" UNPROCESSABLE_ENTITY false;
    /// The login name is taken.
    LoginTaken "login_taken" CONFLICT false;
    /// History for `since` is gone or not of this meeting: fetch the board again.
    Resync "resync" GONE false;
    /// The segment is not there (yet, or any more).
    NoSuchSegment "no_such_segment" NOT_FOUND true;
    /// Something failed inside; the request id helps to find it.
    Internal "internal" INTERNAL_SERVER_ERROR true;
}

impl From<Refusal> for ErrorCode {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NotAllowed => Self::NotAllowed,
            Refusal::NoSuchMeeting => Self::NoSuchMeeting,
            Refusal::NoSuchSuggestion => Self::NoSuchSuggestion,
            Refusal::NoSuchItem => Self::NoSuchItem,
            Refusal::WrongPhase => Self::WrongPhase,
            Refusal::IntakeClosed => Self::IntakeClosed,
            Refusal::IntakePaused => Self::IntakePaused,
            Refusal::SupportClosed => Self::SupportClosed,
            Refusal::CardsOff => Self::CardsOff,
            Refusal::BadCard => Self::BadCard,
            Refusal::AlreadyAnswered => Self::AlreadyAnswered,
            Refusal::QuotaUsed { .. } => Self::QuotaUsed,
            Refusal::TooSoon { .. } => Self::TooSoon,
            Refusal::TextTooLong { .. } => Self::TextTooLong,
            Refusal::EditWindowOver => Self::EditWindowOver,
            Refusal::AppealOver => Self::AppealOver,
            Refusal::WrongState { .. } => Self::WrongState,
            Refusal::Merged { .. } => Self::Merged,
            Refusal::StaleRevision => Self::StaleRevision,
            Refusal::StaleVersion => Self::StaleVersion,
            Refusal::AlreadyDecided => Self::AlreadyDecided,
            Refusal::NotLeased => Self::NotLeased,
            Refusal::BadMergeTarget => Self::BadMergeTarget,
            Refusal::NotAnEdit => Self::NotAnEdit,
            Refusal::SecondPersonNeeded => Self::SecondPersonNeeded,
            Refusal::OwnDecision => Self::OwnDecision,
            Refusal::NoteNeeded => Self::NoteNeeded,
            Refusal::NothingToUndo => Self::NothingToUndo,
            Refusal::ScreenBusy { .. } => Self::ScreenBusy,
            Refusal::WrongFloorState => Self::WrongFloorState,
            Refusal::NoSuchInvalidation => Self::NoSuchInvalidation,
            Refusal::InvalidationAtWork { .. } => Self::InvalidationAtWork,
            Refusal::InvalidationOver => Self::InvalidationOver,
            Refusal::CountChanged { .. } => Self::CountChanged,
            Refusal::NoSupportsMeant => Self::NoSupportsMeant,
            Refusal::TooManySupports { .. } => Self::TooManySupports,
            Refusal::RulesLocked => Self::RulesLocked,
            Refusal::Muted { .. } => Self::Muted,
            Refusal::Suspended { .. } => Self::Suspended,
            Refusal::AlreadyRestricted => Self::AlreadyRestricted,
            Refusal::TooManyRestrictions { .. } => Self::TooManyRestrictions,
            Refusal::BadSetting | Refusal::BadDuration { .. } => Self::BadField,
        }
    }
}
