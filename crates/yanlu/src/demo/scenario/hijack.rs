//! Scenario D: a campaign of 2,500 accounts behind 300 addresses hands in 400 suggestions and gives 20,000 supports within 15 minutes
//! of a meeting of 800 suggestions. Shown are how soon the alarm is raised, how many alarms there are before it and on others,
//! and how many of the first ten places the campaign takes.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};

use domain::{Policy, SuggestionNo, UnixMs};
use protocol::citizen::{SubmitBody, SubmitReply, SupportReply};
use protocol::frame::Board;
use protocol::secretariat::MeetingReply;
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde::Serialize;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::hall::{Hall, path, sent};
use super::texts::campaign;
use crate::cli::DemoArgs;
use crate::demo::client::{Client, ClientError};
use crate::failure::Failure;

const LENGTH_MIN: f64 = 50.0;
const ORDINARY: usize = 800;
const PEOPLE: usize = 300;
/// Enough for more than thirty suggestions a minute: this is about votes, not about the queue.
const MODERATORS: usize = 10;
/// The campaign.
const FROM_MIN: f64 = 20.0;
const WINDOW_MIN: f64 = 15.0;
const SUGGESTIONS: usize = 400;
const ACCOUNTS: usize = 2_500;
const ADDRESSES: usize = 300;
const SUPPORTS_EACH: usize = 8;
/// Each of them backs eight of so many that lead.
const LEADING: usize = 10;
/// Requests under way at once.
const UNDER_WAY_MAX: usize = 48;
/// Seconds of the meeting between two looks.
const LOOK_S: f64 = 2.0;
/// Places of the ranking that are compared.
const TOP: usize = 10;
/// Looks for enough of its suggestions to be public, at most.
const LOOKS_MAX: usize = 3_000;

/// The last line of standard output.
#[derive(Debug, Serialize)]
pub(crate) struct Figures {
    scenario: &'static str,
    meeting: String,
    campaign_suggestions: usize,
    campaign_supports: usize,
    alarms_before: usize,
    alarms_on_others: usize,
    alarm_delay_s: Option<f64>,
    of_the_top_10: usize,
}

/// What the campaign has done so far.
#[derive(Default)]
struct Campaign {
    nos: std::sync::Mutex<HashSet<SuggestionNo>>,
    supports: AtomicUsize,
    /// When the first support was given; 0 before.
    began_ms: AtomicI64,
}

/// Plays the meeting and gives the figures.
pub(crate) async fn play(args: &DemoArgs, hall: Arc<Hall>) -> Result<Figures, Failure> {
    let policy = Policy { suggestion_interval_s: 0, ..Policy::default() };
    let made = hall.meeting("被带偏的会", policy).await?;
    if !args.headless {
        hall.announce(made.id.as_str());
    }
    let from = hall.clock.now();
    let crowd = hall.crowd(&made, PEOPLE, from);
    let stop = CancellationToken::new();
    let mut team = hall.moderators(&crowd, MODERATORS, args.seed, 1, &stop).await?;
    let mut rng = ChaCha8Rng::seed_from_u64(args.seed);
    let length_ms = (LENGTH_MIN * 60_000.0) as i64;
    let mut moments: Vec<i64> = (0..ORDINARY).map(|_| rng.random_range(0..length_ms)).collect();
    moments.sort_unstable();
    let suggest = tokio::spawn(Arc::clone(&crowd).suggest(moments, args.seed ^ 1));
    let support = tokio::spawn(Arc::clone(&crowd).support(ORDINARY, length_ms, args.seed ^ 2));

    hall.until(from, FROM_MIN).await;
    let alarms_before = hall.abuse(&path(&made)).await?.alarms.len();
    let campaign = Arc::new(Campaign::default());
    let over = CancellationToken::new();
    let watch = tokio::spawn(first_alarm(Arc::clone(&hall), path(&made), Arc::clone(&campaign), over.clone()));
    attack(&hall, &made, from, args.seed, &campaign).await;
    over.cancel();
    let raised = watch.await.map_err(Failure::Task)?;

    let of_the_top_10 = of_the_top(&hall, &made, &campaign).await?;
    let alarms = hall.abuse(&path(&made)).await?.alarms;
    let nos = campaign.nos.lock().expect("no holder panics").clone();
    for part in [suggest, support] {
        part.await.map_err(Failure::Task)?;
    }
    stop.cancel();
    while team.join_next().await.is_some() {}
    let began = UnixMs(campaign.began_ms.load(Ordering::Relaxed));
    Ok(Figures {
        scenario: "hijack",
        meeting: made.id.to_string(),
        campaign_suggestions: nos.len(),
        campaign_supports: campaign.supports.load(Ordering::Relaxed),
        alarms_before,
        alarms_on_others: alarms.iter().filter(|one| !nos.contains(&one.no)).count(),
        alarm_delay_s: raised.map(|raised| raised.since_ms(began) as f64 / 1_000.0),
        of_the_top_10,
    })
}

/// The campaign: its suggestions first, and supports as soon as enough of them are public.
async fn attack(hall: &Arc<Hall>, meeting: &MeetingReply, from: UnixMs, seed: u64, campaign: &Arc<Campaign>) {
    let mut rng = ChaCha8Rng::seed_from_u64(seed ^ 7);
    let accounts = hall.people(ACCOUNTS, 2, ACCOUNTS.div_ceil(ADDRESSES));
    let writing = {
        let (hall, meeting, accounts, campaign) =
            (Arc::clone(hall), path(meeting), accounts.clone(), Arc::clone(campaign));
        tokio::spawn(async move { write(&hall, &meeting, from, &accounts, &campaign).await })
    };
    let leading = leading(hall, meeting, campaign).await;
    let begins_min = hall.clock.now().since_ms(from) as f64 / 60_000.0;
    let left_min = (FROM_MIN + WINDOW_MIN - begins_min).max(1.0);
    let places = Arc::new(Semaphore::new(UNDER_WAY_MAX));
    let mut under_way = JoinSet::new();
    for (serial, account) in accounts.iter().enumerate() {
        hall.until(from, begins_min + left_min * serial as f64 / ACCOUNTS as f64).await;
        let mut choice = leading.clone();
        choice.shuffle(&mut rng);
        choice.truncate(SUPPORTS_EACH);
        let place = Arc::clone(&places).acquire_owned().await.expect("never closed");
        let (account, campaign, meeting) = (Arc::clone(account), Arc::clone(campaign), path(meeting));
        let clock = Arc::clone(&hall.clock);
        under_way.spawn(async move {
            let _place = place;
            let began = clock.now().0;
            let _ = campaign.began_ms.compare_exchange(0, began, Ordering::Relaxed, Ordering::Relaxed);
            back(&account, &meeting, &choice, &campaign).await;
        });
    }
    while under_way.join_next().await.is_some() {}
    if let Err(error) = writing.await {
        tracing::warn!(%error, "the campaign's writers ended abnormally");
    }
}

async fn write(hall: &Hall, meeting: &str, from: UnixMs, accounts: &[Arc<Client>], campaign: &Campaign) {
    for serial in 0..SUGGESTIONS {
        hall.until(from, FROM_MIN + WINDOW_MIN * serial as f64 / SUGGESTIONS as f64).await;
        let body = SubmitBody {
            text: self::campaign(serial),
            agenda_item: None,
            moment_ms: None,
            area: None,
            display_name: None,
        };
        let key = format!("campaign-{serial}");
        let account = &accounts[serial % accounts.len()];
        let reply: Result<SubmitReply, ClientError> =
            account.post(&format!("{meeting}/suggestions"), &body, Some(&key)).await;
        match reply {
            Ok(reply) => {
                campaign.nos.lock().expect("no holder panics").insert(reply.no);
            }
            Err(error) => tracing::warn!(%error, "a campaigner was declined"),
        }
    }
}

/// The first of the campaign's suggestions that are public; waits for [`LEADING`] of them.
async fn leading(hall: &Hall, meeting: &MeetingReply, campaign: &Campaign) -> Vec<SuggestionNo> {
    for _ in 0..LOOKS_MAX {
        let public = board(hall, meeting, "newest", 200).await.unwrap_or_default();
        let own = campaign.nos.lock().expect("no holder panics").clone();
        let mut nos: Vec<SuggestionNo> = public.into_iter().filter(|no| own.contains(no)).collect();
        nos.sort_unstable();
        if nos.len() >= LEADING {
            nos.truncate(LEADING);
            return nos;
        }
        hall.pass(LOOK_S).await;
    }
    Vec::new()
}

async fn back(account: &Client, meeting: &str, choice: &[SuggestionNo], campaign: &Campaign) {
    for no in choice {
        let reply: Result<SupportReply, ClientError> =
            account.put(&format!("{meeting}/suggestions/{}/support", no.0)).await;
        match reply {
            Ok(_) => {
                campaign.supports.fetch_add(1, Ordering::Relaxed);
            }
            Err(error) => tracing::debug!(%error, "a campaigner's support was declined"),
        }
    }
}

/// Looks at the abuse desk until it tells of a burst of the campaign's; when that was seen.
async fn first_alarm(
    hall: Arc<Hall>,
    meeting: String,
    campaign: Arc<Campaign>,
    over: CancellationToken,
) -> Option<UnixMs> {
    while !over.is_cancelled() {
        if let Ok(told) = hall.abuse(&meeting).await {
            let own = campaign.nos.lock().expect("no holder panics").clone();
            if told.alarms.iter().any(|alarm| own.contains(&alarm.no)) {
                return Some(hall.clock.now());
            }
        }
        hall.pass(LOOK_S).await;
    }
    None
}

/// How many of the first ten are the campaign's.
async fn of_the_top(hall: &Hall, meeting: &MeetingReply, campaign: &Campaign) -> Result<usize, Failure> {
    let top = sent(board(hall, meeting, "supports", TOP).await)?;
    let own = campaign.nos.lock().expect("no holder panics");
    Ok(top.iter().take(TOP).filter(|no| own.contains(no)).count())
}

async fn board(
    hall: &Hall,
    meeting: &MeetingReply,
    order: &str,
    limit: usize,
) -> Result<Vec<SuggestionNo>, ClientError> {
    let board: Board = hall.senior.get(&format!("{}/board?order={order}&limit={limit}", path(meeting))).await?;
    Ok(board.suggestions.iter().map(|card| card.no).collect())
}
