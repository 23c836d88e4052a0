//! `yanlu demo`: the model meeting, played by synthetic people over the public HTTP and socket interfaces.

mod chamber;
mod client;
mod content;
mod crowd;
mod curve;
mod desk;
mod lookout;
mod model;
mod numbers;
mod progress;
mod said;
mod scenario;
mod seen;
mod stage;
mod stream;
mod viewer;

use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use domain::{Clock, Phase, UnixMs};
use gateway::replica::Replica;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use serde::Serialize;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::cli::DemoArgs;
use crate::clock::FastClock;
use crate::failure::Failure;
use crate::serve::{self, Running};
use client::Client;
use content::Author;
use crowd::Crowd;
use desk::Moderator;
use lookout::{Lookout, Outlook};
use numbers::Numbers;
use progress::Progress;
use seen::Seen;
use stage::Stage;
use viewer::Viewer;

/// How often the board is looked at until it shows the meeting closed (real time), and how many times at most.
const BOARD_EVERY: Duration = Duration::from_millis(50);
const BOARD_LOOKS_MAX: usize = 200;
/// How long viewers may take to have the last frame, real time.
const CATCH_UP_MAX: Duration = Duration::from_secs(15);

/// The last line of standard output.
#[derive(Debug, Serialize)]
struct Summary {
    meeting: String,
    received: u32,
    published: u32,
    merged: u32,
    rejected: u32,
    returned: u32,
    withdrawn: u32,
    pending: u32,
    supports: u64,
    people: u32,
    p50_wait_s: f64,
    p95_wait_s: f64,
    /// The same by the plain model of the queue, for the same arrivals and as many moderators.
    model_p50_wait_s: f64,
    model_p95_wait_s: f64,
    /// Minutes of the broadcast: when the desk foretold that its target would be missed, when it was, and warnings that nothing came of.
    warned_min: Option<f64>,
    missed_min: Option<f64>,
    warned_in_vain_min: f64,
    burst_alarms: usize,
    p95_seen_ms: f64,
    frames: u64,
    frames_lost: u64,
    card_answers: usize,
    requests_declined: usize,
}

/// Plays the meeting; returns when it is over (and, unless `--until-end`, when the person stops it).
pub(crate) async fn run(args: DemoArgs) -> Result<(), Failure> {
    check(&args)?;
    let (data, temporary) = match &args.data {
        Some(dir) => (dir.clone(), false),
        None => (serve::temporary_folder("yanlu-demo")?, true),
    };
    let clock: Arc<dyn Clock> = Arc::new(FastClock::start(args.speed));
    let running = serve::demo(args.listen, &data, Arc::clone(&clock), stream::router(Arc::clone(&clock))).await?;
    if let Some(scenario) = args.scenario {
        return scenario::play(&args, scenario, running, clock, temporary.then_some(data)).await;
    }
    let played = play(&args, &running, clock).await;
    if played.is_ok() && !args.until_end {
        running.until_stopped().await;
    }
    running.stop().await;
    if temporary {
        serve::remove_folder(&data);
    }
    let summary = played?;
    crate::say::result(&summary);
    if summary.pending > 0 || summary.frames_lost > 0 {
        return Err(Failure::DemoIncomplete { pending: summary.pending, frames_lost: summary.frames_lost });
    }
    Ok(())
}

fn check(args: &DemoArgs) -> Result<(), Failure> {
    let ranges = [
        ("--speed", args.speed, 1.0, 240.0),
        ("--viewers", args.viewers as f64, 1.0, 5_000.0),
        ("--moderators", args.moderators as f64, 1.0, 20.0),
        ("--suggestions", args.suggestions as f64, 10.0, 20_000.0),
    ];
    match ranges.into_iter().find(|(_, value, min, max)| !(min..=max).contains(&value)) {
        Some((flag, value, min, max)) => Err(Failure::OutOfRange { flag, value, min, max }),
        None => Ok(()),
    }
}

/// Everybody on the stage and in the audience.
struct Cast {
    crowd: Arc<Crowd>,
    seen: Arc<Seen>,
    moderators: JoinSet<()>,
    lookout: tokio::task::JoinHandle<Outlook>,
    viewers: JoinSet<Option<Replica>>,
    stop_viewers: CancellationToken,
    stop_moderators: CancellationToken,
}

async fn play(args: &DemoArgs, running: &Running, clock: Arc<dyn Clock>) -> Result<Summary, Failure> {
    let http = client::connections();
    let base = running.base_url();
    let stage = Stage::set(&http, &base, running, clock.as_ref()).await?;
    if !args.headless {
        stage.announce(&base);
    }
    let from = clock.now();
    let mut cast = gather(args, running, &http, &stage, Arc::clone(&clock), from).await?;
    let mut rng = ChaCha8Rng::seed_from_u64(args.seed);
    let moments = curve::arrivals(args.suggestions, &mut rng);
    let (model_p50_wait_s, model_p95_wait_s) = model::waits_s(&moments, args.moderators, args.seed);
    let length_ms = ((curve::PRE_MIN + curve::LIVE_MIN + curve::LATE_MIN) * 60_000.0) as i64;
    let progress = Progress::start(
        Arc::clone(&clock),
        from,
        length_ms,
        Arc::clone(&cast.crowd.numbers),
        Arc::clone(&cast.seen),
        &stage,
    );
    let suggest = tokio::spawn(Arc::clone(&cast.crowd).suggest(moments, args.seed ^ 1));
    let support = tokio::spawn(Arc::clone(&cast.crowd).support(args.suggestions, length_ms, args.seed ^ 2));
    let judge = tokio::spawn(Arc::clone(&cast.crowd).judge(length_ms, args.seed ^ 3));
    let over = CancellationToken::new();
    let host = tokio::spawn(stage.host(Arc::clone(&clock)).work(args.seed ^ 4, over.clone()));
    let ran = stage.run_agenda(clock.as_ref(), from).await;
    over.cancel();
    ran?;
    for part in [suggest, support, judge, host] {
        part.await.map_err(Failure::Task)?;
    }
    stage.queue_empty().await?;
    cast.stop_moderators.cancel();
    while cast.moderators.join_next().await.is_some() {}
    let outlook = (&mut cast.lookout).await.map_err(Failure::Task)?;
    stage.close().await?;
    compare(&mut cast, &stage).await?;
    progress.stop();
    let results = stage.results().await?;
    if let Some(dir) = &args.out {
        stage.export(dir).await?;
    }
    let totals = results.totals;
    Ok(Summary {
        meeting: stage.id().to_owned(),
        received: totals.received,
        published: totals.published,
        merged: totals.merged,
        rejected: totals.rejected,
        returned: totals.returned,
        withdrawn: totals.withdrawn,
        pending: totals.pending,
        supports: totals.supports,
        people: totals.people,
        p50_wait_s: totals.p50_wait_ms as f64 / 1_000.0,
        p95_wait_s: totals.p95_wait_ms as f64 / 1_000.0,
        model_p50_wait_s,
        model_p95_wait_s,
        warned_min: outlook.warned_min,
        missed_min: outlook.missed_min,
        warned_in_vain_min: outlook.warned_in_vain_min,
        burst_alarms: outlook.burst_alarms,
        p95_seen_ms: cast.seen.p95_ms(),
        frames: cast.seen.frames(),
        frames_lost: cast.seen.lost(),
        card_answers: cast.crowd.judged.load(Ordering::Relaxed),
        requests_declined: cast.crowd.failed.load(Ordering::Relaxed),
    })
}

async fn gather(
    args: &DemoArgs,
    running: &Running,
    http: &reqwest::Client,
    stage: &Stage,
    clock: Arc<dyn Clock>,
    from: UnixMs,
) -> Result<Cast, Failure> {
    let base = running.base_url();
    let meeting = stage.path();
    let seen = Arc::new(Seen::default());
    let author = Arc::new(Mutex::new(Author::new()));
    let numbers = Arc::new(Numbers::default());
    let (stop_viewers, stop_moderators) = (CancellationToken::new(), CancellationToken::new());
    let people: Vec<_> = (0..args.viewers).map(|_| Arc::new(Client::new(http.clone(), &base, args.speed))).collect();
    let mut viewers = JoinSet::new();
    for (serial, client) in people.iter().enumerate() {
        let viewer = Viewer {
            client: Arc::clone(client),
            address: running.address().to_string(),
            meeting: meeting.clone(),
            clock: Arc::clone(&clock),
            seen: Arc::clone(&seen),
            serial,
        };
        let stop = stop_viewers.clone();
        viewers.spawn(async move { viewer.watch(stop).await.ok() });
    }
    let mut moderators = JoinSet::new();
    let mut consoles = Vec::new();
    for serial in 1..=args.moderators {
        let client = Arc::new(stage.moderator(http, &base, args.speed, serial).await?);
        let console = format!("demo-{serial}");
        consoles.push((Arc::clone(&client), console.clone()));
        let moderator = Moderator {
            client,
            meeting: meeting.clone(),
            console,
            speed: args.speed,
            author: Arc::clone(&author),
            numbers: Arc::clone(&numbers),
        };
        moderators.spawn(moderator.work(args.seed + serial as u64, stop_moderators.clone()));
    }
    let live = from.plus_ms((curve::PRE_MIN * 60_000.0) as i64).0;
    let lookout = Lookout {
        consoles,
        meeting: meeting.clone(),
        clock: Arc::clone(&clock),
        live_ms: (live, live + (curve::LIVE_MIN * 60_000.0) as i64),
    };
    let lookout = tokio::spawn(lookout.keep(stop_moderators.clone()));
    let crowd = Arc::new(Crowd {
        people,
        meeting,
        clock,
        from,
        author,
        numbers,
        judged: Arc::default(),
        failed: Arc::default(),
    });
    Ok(Cast { crowd, seen, moderators, lookout, viewers, stop_viewers, stop_moderators })
}

/// Every viewer's page must equal the board once the last frame has arrived.
async fn compare(cast: &mut Cast, stage: &Stage) -> Result<(), Failure> {
    let fetch = async || viewer::fetch(&cast.crowd.people[0], &stage.path()).await.map_err(client_failed);
    let mut fresh = fetch().await?;
    // The board is up to one frame behind the log: closing is the last change, and it must be on it.
    for _ in 0..BOARD_LOOKS_MAX {
        if matches!(fresh.meeting().phase, Phase::Closed { .. }) {
            break;
        }
        tokio::time::sleep(BOARD_EVERY).await;
        fresh = fetch().await?;
    }
    cast.seen.wait_for(fresh.seq(), cast.crowd.people.len(), CATCH_UP_MAX).await;
    cast.stop_viewers.cancel();
    while let Some(page) = cast.viewers.join_next().await {
        if !page.ok().flatten().is_some_and(|page| page.same_as(&fresh)) {
            cast.seen.differs();
        }
    }
    Ok(())
}

/// A synthetic person's failure as the command's.
fn client_failed(error: client::ClientError) -> Failure {
    Failure::Client(Box::new(error))
}

/// Where exports go.
fn export_path(dir: &std::path::Path, meeting: &str, format: &str) -> PathBuf {
    dir.join(format!("{meeting}.{format}"))
}
