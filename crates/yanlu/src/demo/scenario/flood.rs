//! Scenario E: 5,000 messages of six templates, disguised, by 200 accounts behind 40 addresses within ten minutes; beside it the same
//! meeting without them. Shown are the groups that the house finds, and how long everybody else waits in either.
//!
//! The limits of a person are taken off for this meeting, so that all of the flood reaches the desk.

use std::collections::HashSet;
use std::sync::Arc;

use domain::{Policy, RejectReason, SuggestionNo, UnixMs};
use protocol::citizen::{SubmitBody, SubmitReply};
use protocol::moderation::{BulkBody, BulkReply, DecisionWish};
use protocol::secretariat::MeetingReply;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde::Serialize;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::hall::{Hall, path};
use super::texts::{TEMPLATES, disguised};
use crate::cli::DemoArgs;
use crate::demo::client::{Client, ClientError};
use crate::demo::crowd::Crowd;
use crate::demo::model::percentile;
use crate::failure::Failure;

/// Minutes of each of the two meetings, and suggestions a minute that are nobody's campaign.
const LENGTH_MIN: f64 = 30.0;
const ORDINARY_PER_MIN: f64 = 6.0;
const PEOPLE: usize = 240;
/// The flood: from which minute, for how many, how much, by how many, from how many addresses.
const FLOOD_FROM_MIN: f64 = 8.0;
const FLOOD_MIN: f64 = 10.0;
const MESSAGES: usize = 5_000;
const ACCOUNTS: usize = 200;
const ADDRESSES: usize = 40;
/// Requests under way at once.
const UNDER_WAY_MAX: usize = 48;
/// Seconds of the meeting: how often the senior moderator looks for groups, and reads one before deciding it.
const LOOK_S: f64 = 10.0;
const READ_S: f64 = 20.0;
/// Waiting members from which a group is decided together.
const GROUP_MIN: u32 = 10;
/// Groups that may hold the flood: twice the templates.
const GROUPS_MAX: usize = 12;
/// Looks until nothing waits any more, at most.
const LOOKS_MAX: usize = 600;

/// The last line of standard output.
#[derive(Debug, Serialize)]
pub(crate) struct Figures {
    scenario: &'static str,
    meeting: String,
    sent: usize,
    received: usize,
    refused_invisible: usize,
    groups: usize,
    in_groups: u32,
    share_in_groups: f64,
    group_decisions: u32,
    others: usize,
    p50_wait_others_s: f64,
    p95_wait_others_s: f64,
    p50_wait_without_s: f64,
    p95_wait_without_s: f64,
}

/// How the others fared in one meeting.
struct Played {
    meeting: MeetingReply,
    waits_s: Vec<f64>,
    flood: Flooded,
}

/// What came of the flood.
#[derive(Default)]
struct Flooded {
    received: usize,
    refused_invisible: usize,
    groups: usize,
    in_groups: u32,
    decided: u32,
}

/// Plays both meetings and gives the figures.
pub(crate) async fn play(args: &DemoArgs, hall: Arc<Hall>) -> Result<Figures, Failure> {
    let without = meeting(args, &hall, 1, false).await?;
    let with = meeting(args, &hall, 2, true).await?;
    let flood = with.flood;
    Ok(Figures {
        scenario: "flood",
        meeting: with.meeting.id.to_string(),
        sent: MESSAGES,
        received: flood.received,
        refused_invisible: flood.refused_invisible,
        groups: flood.groups,
        in_groups: flood.in_groups,
        share_in_groups: f64::from(flood.in_groups) / flood.received.max(1) as f64,
        group_decisions: flood.decided,
        others: with.waits_s.len(),
        p50_wait_others_s: percentile(&with.waits_s, 50),
        p95_wait_others_s: percentile(&with.waits_s, 95),
        p50_wait_without_s: percentile(&without.waits_s, 50),
        p95_wait_without_s: percentile(&without.waits_s, 95),
    })
}

async fn meeting(args: &DemoArgs, hall: &Arc<Hall>, round: usize, flooded: bool) -> Result<Played, Failure> {
    let policy = Policy { suggestions_per_person: 1_000, suggestion_interval_s: 0, ..Policy::default() };
    let made = hall.meeting(if flooded { "洪水来时" } else { "平时" }, policy).await?;
    if !args.headless {
        hall.announce(made.id.as_str());
    }
    let from = hall.clock.now();
    let crowd = hall.crowd(&made, PEOPLE, from);
    let stop = CancellationToken::new();
    let mut team = hall.moderators(&crowd, args.moderators, args.seed, round, &stop).await?;
    let mut rng = ChaCha8Rng::seed_from_u64(args.seed);
    let mut moments: Vec<i64> = (0..(LENGTH_MIN * ORDINARY_PER_MIN) as usize)
        .map(|_| (rng.random_range(0.0..LENGTH_MIN) * 60_000.0) as i64)
        .collect();
    moments.sort_unstable();
    let ordinary = tokio::spawn(Arc::clone(&crowd).suggest(moments, args.seed ^ 1));
    let mut flood = Flooded::default();
    if flooded {
        let over = CancellationToken::new();
        let groups = tokio::spawn(decide_groups(Arc::clone(hall), path(&made), over.clone()));
        (flood.received, flood.refused_invisible) = pour(hall, &made, from, args.seed).await;
        hall.until(from, LENGTH_MIN).await;
        over.cancel();
        flood.decided = groups.await.map_err(Failure::Task)?;
    }
    ordinary.await.map_err(Failure::Task)?;
    let waits_s = waits(hall, &made, &crowd).await?;
    stop.cancel();
    while team.join_next().await.is_some() {}
    if flooded {
        let reply = hall.abuse(&path(&made)).await?;
        let mut sizes: Vec<u32> = reply.cohorts.iter().map(|one| one.size).collect();
        sizes.sort_unstable_by(|one, other| other.cmp(one));
        flood.groups = sizes.len();
        flood.in_groups = sizes.iter().take(GROUPS_MAX).sum::<u32>().min(flood.received as u32);
    }
    Ok(Played { meeting: made, waits_s, flood })
}

/// Sends the flood; how many were received, and how many were refused at first for characters that nobody sees.
async fn pour(hall: &Arc<Hall>, meeting: &MeetingReply, from: UnixMs, seed: u64) -> (usize, usize) {
    let mut rng = ChaCha8Rng::seed_from_u64(seed ^ 9);
    let accounts = hall.people(ACCOUNTS, 1, ACCOUNTS / ADDRESSES);
    let mut moments: Vec<f64> = (0..MESSAGES).map(|_| FLOOD_FROM_MIN + rng.random_range(0.0..FLOOD_MIN)).collect();
    moments.sort_by(f64::total_cmp);
    let places = Arc::new(Semaphore::new(UNDER_WAY_MAX));
    let mut under_way: JoinSet<(bool, bool)> = JoinSet::new();
    for (serial, minute) in moments.into_iter().enumerate() {
        hall.until(from, minute).await;
        let template = TEMPLATES[serial % TEMPLATES.len()];
        let texts = [disguised(template, true, &mut rng), disguised(template, false, &mut rng)];
        let place = Arc::clone(&places).acquire_owned().await.expect("never closed");
        let account = Arc::clone(&accounts[rng.random_range(0..ACCOUNTS)]);
        let address = format!("{}/suggestions", path(meeting));
        under_way.spawn(async move {
            let _place = place;
            send(&account, &address, texts, serial).await
        });
    }
    let (mut received, mut refused) = (0, 0);
    while let Some(sent) = under_way.join_next().await {
        let (taken, again) = sent.unwrap_or_default();
        received += usize::from(taken);
        refused += usize::from(again);
    }
    (received, refused)
}

/// One message; where its invisible characters are refused, the other wording. Whether it was taken, and whether it was refused first.
async fn send(account: &Client, address: &str, texts: [String; 2], serial: usize) -> (bool, bool) {
    let mut refused = false;
    for (turn, text) in texts.into_iter().enumerate() {
        let body = SubmitBody { text, agenda_item: None, moment_ms: None, area: None, display_name: None };
        let key = format!("flood-{serial}-{turn}");
        let reply: Result<SubmitReply, ClientError> = account.post(address, &body, Some(&key)).await;
        match reply {
            Ok(_) => return (true, refused),
            Err(error) if error.code() == Some("text_bad_character") => refused = true,
            Err(error) => {
                tracing::warn!(%error, "a message of the flood was declined");
                return (false, refused);
            }
        }
    }
    (false, refused)
}

/// The senior moderator: looks for groups and turns each down, fifty at a time. How many decisions that took.
async fn decide_groups(hall: Arc<Hall>, meeting: String, over: CancellationToken) -> u32 {
    let mut decisions = 0;
    while !over.is_cancelled() {
        hall.pass(LOOK_S).await;
        let Ok(reply) = hall.abuse(&meeting).await else { continue };
        for group in reply.cohorts.iter().filter(|one| one.waiting >= GROUP_MIN) {
            hall.pass(READ_S).await;
            let mut nos = group.nos.clone();
            while !nos.is_empty() && !over.is_cancelled() {
                let (done, left) = turn_down(&hall, &meeting, group.no, nos).await;
                decisions += u32::from(done > 0);
                nos = if done > 0 { left } else { Vec::new() };
            }
        }
    }
    decisions
}

/// One bulk decision about a group; how many it concerned, and the members that wait now.
async fn turn_down(
    hall: &Hall,
    meeting: &str,
    group: SuggestionNo,
    nos: Vec<SuggestionNo>,
) -> (usize, Vec<SuggestionNo>) {
    let decision = DecisionWish::Reject { reason: RejectReason::SpamFlood, note: None };
    let body = BulkBody { console: "demo-senior".into(), nos, seq: None, decision };
    let reply: Result<BulkReply, ClientError> = hall.senior.post(&format!("{meeting}/bulk"), &body, None).await;
    let done = match reply {
        Ok(reply) => reply.done.len(),
        Err(error) => {
            tracing::warn!(%error, "a group was not decided");
            0
        }
    };
    let after = hall.abuse(meeting).await.ok();
    let left = after.and_then(|after| after.cohorts.into_iter().find(|one| one.no == group && one.waiting > 0));
    (done, left.map(|one| one.nos).unwrap_or_default())
}

/// How long those waited who are no flood, in seconds of the meeting, in rising order. Waits until all of them are decided.
async fn waits(hall: &Hall, meeting: &MeetingReply, crowd: &Crowd) -> Result<Vec<f64>, Failure> {
    let own: HashSet<SuggestionNo> = crowd.numbers.all();
    for _ in 0..LOOKS_MAX {
        let rows = hall.results(&path(meeting)).await?.rows;
        let mut waits: Vec<f64> = rows
            .iter()
            .filter(|row| own.contains(&row.no))
            .filter_map(|row| Some(row.decided_at?.since_ms(row.submitted_at) as f64 / 1_000.0))
            .collect();
        if waits.len() == own.len() {
            waits.sort_by(f64::total_cmp);
            return Ok(waits);
        }
        hall.pass(LOOK_S).await;
    }
    Ok(Vec::new())
}
