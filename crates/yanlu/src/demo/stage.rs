//! The synthetic secretary: sets the meeting up, runs its agenda, closes it, fetches the exports.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use domain::{AgendaItem, AgendaNo, Clock, Role, Settings, UnixMs};
use protocol::frame::MeetingCard;
use protocol::moderation::QueueReply;
use protocol::secretariat::{MeetingBody, MeetingReply, ResultsReply, RunBody};
use protocol::staff::{LoginBody, SetupBody, StaffBody, StaffCard};

use super::chamber::Host;
use super::client::Client;
use super::{curve, said, stream};
use crate::failure::Failure;
use crate::serve::Running;

/// Looks at the queue this often while it empties, real time.
const LOOK_EVERY: Duration = Duration::from_millis(100);
/// The queue must be empty after this long, real time.
const EMPTY_WITHIN: Duration = Duration::from_mins(5);
const EXPORTS: [&str; 3] = ["xlsx", "csv", "json"];
/// The units that the chair may ask to respond.
const UNITS: [&str; 6] = ["住建局", "园林局", "交通局", "水利局", "城管局", "机关事务服务中心"];

/// The secretary at work.
pub(crate) struct Stage {
    client: Arc<Client>,
    meeting: MeetingReply,
    password: String,
}

impl Stage {
    /// Uses the one-time set-up link, creates the meeting and opens it.
    pub(crate) async fn set(
        http: &reqwest::Client,
        base: &str,
        running: &Running,
        clock: &dyn Clock,
    ) -> Result<Self, Failure> {
        let client = Client::new(http.clone(), base, clock.speed());
        // Every demo has a password of its own: there is no default account, not even here.
        let password = identity::random_token();
        let token = running.first_link().ok_or(Failure::AlreadySetUp)?;
        let setup = SetupBody { login: "secretary".into(), name: "秘书".into(), password: password.clone() };
        let _: StaffCard =
            client.post(&format!("/api/v1/setup/{token}"), &setup, None).await.map_err(super::client_failed)?;
        let body = MeetingBody { settings: settings(clock.now()) };
        let meeting: MeetingReply = client.post("/api/v1/meetings", &body, None).await.map_err(super::client_failed)?;
        let stage = Self { client: Arc::new(client), meeting, password };
        stage.act(&RunBody::Open).await?;
        Ok(stage)
    }

    /// The meeting's id.
    pub(crate) fn id(&self) -> &str {
        self.meeting.id.as_str()
    }

    /// The meeting's address prefix in the interface.
    pub(crate) fn path(&self) -> String {
        format!("/api/v1/meetings/{}", self.id())
    }

    /// Prints the addresses to open.
    pub(crate) fn announce(&self, base: &str) {
        let id = self.id();
        crate::say::lines(&[
            format!("citizen    {base}/m/{id}   (or {base}/ and the code {})", self.meeting.code),
            format!("console    {base}/mod/{id}"),
            format!("host       {base}/host/{id}   (and ?role=director)"),
            format!("scribe     {base}/scribe/{id}"),
            format!("secretary  {base}/desk/m/{id}/results"),
            format!("log in as  secretary   password  {}", self.password),
        ]);
    }

    /// The host, who here is the secretary: the same person often is.
    pub(crate) fn host(&self, clock: Arc<dyn Clock>) -> Host {
        let units = UNITS.map(str::to_owned).into();
        Host { client: Arc::clone(&self.client), meeting: self.path(), clock, units }
    }

    /// A moderator with an account of their own, logged in.
    pub(crate) async fn moderator(
        &self,
        http: &reqwest::Client,
        base: &str,
        speed: f64,
        serial: usize,
    ) -> Result<Client, Failure> {
        let names = ["李洁", "周毅", "陈敏", "王芳", "赵强"];
        let account = StaffBody {
            login: format!("moderator{serial}"),
            name: names[(serial - 1) % names.len()].to_owned(),
            password: self.password.clone(),
            // The first of them also has the second look.
            roles: if serial == 1 { vec![Role::Moderator, Role::SeniorModerator] } else { vec![Role::Moderator] },
        };
        let _: StaffCard = self.client.post("/api/v1/staff", &account, None).await.map_err(super::client_failed)?;
        let client = Client::new(http.clone(), base, speed);
        let login = LoginBody { login: account.login, password: account.password };
        let _: StaffCard = client.post("/api/v1/login", &login, None).await.map_err(super::client_failed)?;
        Ok(client)
    }

    /// Runs the broadcast by the planned times; returns when the late window is over.
    pub(crate) async fn run_agenda(&self, clock: &dyn Clock, from: UnixMs) -> Result<(), Failure> {
        until(clock, from, curve::PRE_MIN).await;
        self.act(&RunBody::GoLive).await?;
        let (items, ()) = tokio::join!(self.run_items(clock, from), self.write_down(clock, from));
        items?;
        self.act(&RunBody::EndLive).await?;
        until(clock, from, curve::PRE_MIN + curve::LIVE_MIN + curve::LATE_MIN).await;
        Ok(())
    }

    /// Starts the items at their planned times; returns when the last one's time is over.
    async fn run_items(&self, clock: &dyn Clock, from: UnixMs) -> Result<(), Failure> {
        let mut minute = curve::PRE_MIN;
        for (at, (.., planned)) in curve::AGENDA.iter().enumerate() {
            self.act(&RunBody::StartItem { item: AgendaNo(at as u16 + 1) }).await?;
            minute += f64::from(*planned);
            until(clock, from, minute).await;
        }
        Ok(())
    }

    /// Writes down what is said, line by line. A line that is lost is told of and is no reason to stop.
    async fn write_down(&self, clock: &dyn Clock, from: UnixMs) {
        let path = format!("{}/stage", self.path());
        for line in said::lines() {
            until(clock, from, curve::PRE_MIN + f64::from(line.moment_ms) / 60_000.0).await;
            let body = serde_json::json!({ "kind": "caption", "moment_ms": line.moment_ms, "text": line.text });
            let written: Result<serde_json::Value, _> = self.client.post(&path, &body, None).await;
            if let Err(error) = written {
                tracing::warn!(%error, "a line of captions was declined");
            }
        }
    }

    async fn act(&self, action: &RunBody) -> Result<(), Failure> {
        let _: MeetingCard =
            self.client.post(&format!("{}/run", self.path()), action, None).await.map_err(super::client_failed)?;
        Ok(())
    }

    /// Waits until nothing is left to decide, undo windows included.
    pub(crate) async fn queue_empty(&self) -> Result<(), Failure> {
        let rounds = EMPTY_WITHIN.as_millis() / LOOK_EVERY.as_millis();
        for _ in 0..rounds {
            if self.results().await?.totals.pending == 0 {
                return Ok(());
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
        Ok(())
    }

    /// Closes the meeting.
    pub(crate) async fn close(&self) -> Result<(), Failure> {
        self.act(&RunBody::Close).await
    }

    /// The results as the secretary reads them.
    pub(crate) async fn results(&self) -> Result<ResultsReply, Failure> {
        self.client.get(&format!("{}/results", self.path())).await.map_err(super::client_failed)
    }

    /// Writes every export into `dir`.
    pub(crate) async fn export(&self, dir: &Path) -> Result<(), Failure> {
        tokio::fs::create_dir_all(dir).await.map_err(|source| Failure::Write { path: dir.to_owned(), source })?;
        for format in EXPORTS {
            let bytes = self
                .client
                .bytes(&format!("{}/export?format={format}", self.path()))
                .await
                .map_err(super::client_failed)?;
            let path = super::export_path(dir, self.id(), format);
            tokio::fs::write(&path, bytes).await.map_err(|source| Failure::Write { path: path.clone(), source })?;
        }
        Ok(())
    }

    /// Something that tells how many suggestions wait.
    pub(crate) fn pending(&self) -> Pending {
        Pending { client: Arc::clone(&self.client), path: format!("{}/queue?console=demo-secretary", self.path()) }
    }
}

/// Asks how many suggestions wait.
pub(crate) struct Pending {
    client: Arc<Client>,
    path: String,
}

impl Pending {
    /// How many wait now; 0 where the server does not answer.
    pub(crate) async fn count(&self) -> u32 {
        let reply: Result<QueueReply, _> = self.client.get(&self.path).await;
        reply.map_or(0, |reply| reply.counts.waiting + reply.counts.held)
    }
}

async fn until(clock: &dyn Clock, from: UnixMs, minute: f64) {
    let left_ms = from.plus_ms((minute * 60_000.0) as i64).since_ms(clock.now());
    if left_ms > 0 {
        tokio::time::sleep(Duration::from_secs_f64(left_ms as f64 / 1_000.0 / clock.speed())).await;
    }
}

fn settings(now: UnixMs) -> Settings {
    let agenda = curve::AGENDA.iter().map(|(title, speaker, minutes)| AgendaItem {
        title: (*title).to_owned(),
        speaker: (*speaker).to_owned(),
        planned_minutes: *minutes,
        started_at: None,
        ended_at: None,
    });
    Settings {
        title: "公园城市规划建设专题协商会".into(),
        organiser: "市政协常务委员会".into(),
        summary: "围绕公园城市规划建设，请您谈谈身边的公园、绿道和街头绿地：在哪里、什么问题、希望怎么做。\
                  工作人员先审后发，会议结束后公布办理情况。"
            .into(),
        stream_url: stream::STREAM_PATH.into(),
        audio_url: stream::AUDIO_PATH.into(),
        captions_url: stream::CAPTIONS_PATH.into(),
        stream_delay_s: stream::delay_s(),
        units: UNITS.map(str::to_owned).into(),
        starts_at: Some(now.plus_ms((curve::PRE_MIN * 60_000.0) as i64)),
        agenda: agenda.collect(),
        ..Settings::default()
    }
}
