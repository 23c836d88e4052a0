//! `GET …/host`: the chamber as host and director see it, read again after every change.

use std::collections::HashSet;

use axum::Json;
use axum::extract::State;
use domain::{CommandKind, Floor, Meeting, Refusal, Review, Suggestion, SuggestionNo, UnixMs};
use identity::CurrentStaff;
use protocol::floor::{ENDED_MAX, HostReply, READ_OUT_MAX};
use protocol::frame::{Card, MeetingCard};
use protocol::{InMeeting, Problem};

use crate::access::permit;
use crate::desk::Desk;
use crate::state::ModerationState;

pub(crate) async fn show(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    InMeeting(meeting): InMeeting,
) -> Result<Json<HostReply>, Problem> {
    permit(&staff, CommandKind::Stage)?;
    let open = state.desks.of(&state.store, &meeting).await?;
    let now = state.clock.now();
    reply(&open.look(), now).map(Json).ok_or_else(|| Problem::refused(Refusal::NoSuchMeeting, now))
}

fn reply(desk: &Desk, now: UnixMs) -> Option<HostReply> {
    let meeting = desk.meeting()?;
    let (shortlist, open) = candidates(desk, meeting);
    let on_floor = |stands: fn(Floor) -> bool, most: usize| {
        let public = desk.on_floor().filter(|one| stands(one.floor)).filter_map(Card::of);
        public.take(most).collect::<Vec<_>>()
    };
    Some(HostReply {
        seq: desk.seq(),
        at: now,
        meeting: MeetingCard::from(meeting),
        shortlist,
        on_screen: meeting.on_screen.and_then(|no| desk.suggestion(no)).and_then(Card::of),
        read_out: on_floor(|floor| floor == Floor::ReadOut, READ_OUT_MAX),
        ended: on_floor(has_outcome, ENDED_MAX),
        open,
    })
}

/// The list in the host's order, what is beyond that order behind it by number; and how many public suggestions have no outcome.
fn candidates(desk: &Desk, meeting: &Meeting) -> (Vec<Card>, u32) {
    let ordered: HashSet<SuggestionNo> = meeting.shortlist.iter().copied().collect();
    let mut open = 0;
    let mut beyond = Vec::new();
    for suggestion in desk.suggestions().filter(|one| matches!(one.review, Review::Published { .. })) {
        open += u32::from(!has_outcome(suggestion.floor));
        if suggestion.floor == Floor::Shortlisted && !ordered.contains(&suggestion.no) {
            beyond.push(suggestion);
        }
    }
    let listed = |suggestion: &&Suggestion| suggestion.floor == Floor::Shortlisted;
    let first = meeting.shortlist.iter().filter_map(|no| desk.suggestion(*no)).filter(listed);
    (first.chain(beyond).filter_map(Card::of).collect(), open)
}

fn has_outcome(floor: Floor) -> bool {
    matches!(floor, Floor::Answered { .. } | Floor::Covered { .. } | Floor::Deferred)
}
