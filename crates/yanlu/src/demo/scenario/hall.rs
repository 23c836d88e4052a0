//! What the scenarios are played in: a secretary, a senior moderator who watches the abuse desk, moderators, and people with
//! addresses of their own.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use domain::{Clock, Policy, Role, Settings, UnixMs};
use protocol::abuse::AbuseReply;
use protocol::frame::MeetingCard;
use protocol::secretariat::{MeetingBody, MeetingReply, ResultsReply, RunBody};
use protocol::staff::{LoginBody, SetupBody, StaffBody, StaffCard};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::demo::client::{Client, ClientError};
use crate::demo::content::Author;
use crate::demo::crowd::Crowd;
use crate::demo::desk::Moderator;
use crate::demo::numbers::Numbers;
use crate::failure::Failure;
use crate::serve::Running;

/// What everybody of a scenario shares.
pub(crate) struct Hall {
    http: reqwest::Client,
    base: String,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) secretary: Client,
    /// 組長: decides groups and sets supports aside; takes no items from the queue.
    pub(crate) senior: Client,
    password: String,
}

impl Hall {
    /// Uses the one-time set-up link.
    pub(crate) async fn set(running: &Running, clock: Arc<dyn Clock>) -> Result<Self, Failure> {
        let http = crate::demo::client::connections();
        let base = running.base_url();
        let secretary = Client::new(http.clone(), &base, clock.speed());
        let password = identity::random_token();
        let token = running.first_link().ok_or(Failure::AlreadySetUp)?;
        let setup = SetupBody { login: "secretary".into(), name: "秘书".into(), password: password.clone() };
        let _: StaffCard = sent(secretary.post(&format!("/api/v1/setup/{token}"), &setup, None).await)?;
        let senior = Client::new(http.clone(), &base, clock.speed());
        let mut hall = Self { http, base, clock, secretary, senior, password };
        hall.senior = hall.staff("senior", "陈敏", vec![Role::SeniorModerator]).await?;
        Ok(hall)
    }

    /// Prints the addresses to open.
    pub(crate) fn announce(&self, id: &str) {
        crate::say::lines(&[
            format!("abuse desk {}/desk/m/{id}/abuse", self.base),
            format!("console    {}/mod/{id}", self.base),
            format!("citizen    {}/m/{id}", self.base),
            format!("log in as  senior (or secretary)   password  {}", self.password),
        ]);
    }

    async fn staff(&self, login: &str, name: &str, roles: Vec<Role>) -> Result<Client, Failure> {
        let account =
            StaffBody { login: login.to_owned(), name: name.to_owned(), password: self.password.clone(), roles };
        let _: StaffCard = sent(self.secretary.post("/api/v1/staff", &account, None).await)?;
        let client = Client::new(self.http.clone(), &self.base, self.clock.speed());
        let login = LoginBody { login: account.login, password: account.password };
        let _: StaffCard = sent(client.post("/api/v1/login", &login, None).await)?;
        Ok(client)
    }

    /// A meeting that is on the air.
    pub(crate) async fn meeting(&self, title: &str, policy: Policy) -> Result<MeetingReply, Failure> {
        let settings = Settings { title: title.to_owned(), policy, ..Settings::default() };
        let made: MeetingReply = sent(self.secretary.post("/api/v1/meetings", &MeetingBody { settings }, None).await)?;
        for step in [RunBody::Open, RunBody::GoLive] {
            let path = format!("{}/run", path(&made));
            let _: MeetingCard = sent(self.secretary.post(&path, &step, None).await)?;
        }
        Ok(made)
    }

    /// `count` people, each with an address of their own: network `net` of 100.64.0.0/10, `per_address` people to an address.
    pub(crate) fn people(&self, count: usize, net: u8, per_address: usize) -> Vec<Arc<Client>> {
        let person = |serial: usize| {
            let host = serial / per_address.max(1);
            let address = format!("100.{}.{}.{}", 64 + u16::from(net), host / 250, host % 250 + 1);
            Arc::new(Client::new(self.http.clone(), &self.base, self.clock.speed()).at(address))
        };
        (0..count).map(person).collect()
    }

    /// Those who write of themselves, from `from` on.
    pub(crate) fn crowd(&self, meeting: &MeetingReply, people: usize, from: UnixMs) -> Arc<Crowd> {
        Arc::new(Crowd {
            people: self.people(people, 0, 1),
            meeting: path(meeting),
            clock: Arc::clone(&self.clock),
            from,
            author: Arc::new(Mutex::new(Author::new())),
            numbers: Arc::new(Numbers::default()),
            judged: Arc::default(),
            failed: Arc::default(),
        })
    }

    /// `count` moderators at work until `stop`; `round` keeps their log-ins apart.
    pub(crate) async fn moderators(
        &self,
        crowd: &Crowd,
        count: usize,
        seed: u64,
        round: usize,
        stop: &CancellationToken,
    ) -> Result<JoinSet<()>, Failure> {
        let mut team = JoinSet::new();
        for serial in 1..=count {
            let login = format!("moderator{round}{serial:02}");
            let moderator = Moderator {
                client: Arc::new(self.staff(&login, "李洁", vec![Role::Moderator]).await?),
                meeting: crowd.meeting.clone(),
                console: format!("demo-{round}-{serial}"),
                speed: self.clock.speed(),
                author: Arc::clone(&crowd.author),
                numbers: Arc::clone(&crowd.numbers),
            };
            let stop = stop.clone();
            team.spawn(async move {
                moderator.work(seed + serial as u64, stop).await;
            });
        }
        Ok(team)
    }

    /// What stands out, as the senior moderator sees it.
    pub(crate) async fn abuse(&self, meeting: &str) -> Result<AbuseReply, Failure> {
        sent(self.senior.get(&format!("{meeting}/abuse")).await)
    }

    /// The results as the secretary reads them.
    pub(crate) async fn results(&self, meeting: &str) -> Result<ResultsReply, Failure> {
        sent(self.secretary.get(&format!("{meeting}/results")).await)
    }

    /// Waits for a moment of the meeting, minutes after `from`.
    pub(crate) async fn until(&self, from: UnixMs, minute: f64) {
        let left_ms = from.plus_ms((minute * 60_000.0) as i64).since_ms(self.clock.now());
        if left_ms > 0 {
            tokio::time::sleep(Duration::from_secs_f64(left_ms as f64 / 1_000.0 / self.clock.speed())).await;
        }
    }

    /// Waits for so many seconds of the meeting.
    pub(crate) async fn pass(&self, seconds: f64) {
        tokio::time::sleep(Duration::from_secs_f64(seconds / self.clock.speed())).await;
    }
}

/// The meeting's address prefix in the interface.
pub(crate) fn path(meeting: &MeetingReply) -> String {
    format!("/api/v1/meetings/{}", meeting.id)
}

/// A request's failure as the command's.
pub(crate) fn sent<T>(answer: Result<T, ClientError>) -> Result<T, Failure> {
    answer.map_err(crate::demo::client_failed)
}
