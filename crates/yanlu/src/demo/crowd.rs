//! Synthetic citizens who write: suggestions by the arrival curve, backings of what they read.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use domain::{Answer, Clock, SuggestionNo, UnixMs};
use protocol::citizen::{AnswersBody, AnswersReply, CardAnswer, CardsReply, SubmitBody, SubmitReply, SupportReply};
use protocol::frame::{Board, BoardOrder};
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use super::client::{Client, ClientError};
use super::content::{Author, Words};
use super::numbers::Numbers;

/// Requests under way at once.
const UNDER_WAY_MAX: usize = 64;
/// Backings per suggestion, mean.
const SUPPORTS_PER_SUGGESTION: usize = 12;
/// A person leaves at least this long between two suggestions (meeting time): a little more than the rule asks.
const BETWEEN_MS: i64 = 35_000;
/// A person makes at most this many suggestions: the meeting's rule.
const PER_PERSON: usize = 10;
/// Share of backings that are taken back, in per cent.
const TAKEN_BACK_PERCENT: u32 = 3;
/// Visits to the answer cards per person, mean.
const CARD_VISITS: usize = 2;
/// Share of the cards that a person supports and passes over, in per cent; to the others they say "not now".
const CARDS_SUPPORTED_PERCENT: u32 = 55;
const CARDS_SKIPPED_PERCENT: u32 = 10;
/// How often the list of public suggestions is read again, real time.
const READ_EVERY: Duration = Duration::from_millis(500);

/// The people and what they share.
pub(crate) struct Crowd {
    /// Everybody's way in.
    pub(crate) people: Vec<Arc<Client>>,
    /// The meeting's address prefix, `/api/v1/meetings/{id}`.
    pub(crate) meeting: String,
    /// The meeting's clock.
    pub(crate) clock: Arc<dyn Clock>,
    /// The opening of the pre-collection window.
    pub(crate) from: UnixMs,
    /// Where texts come from.
    pub(crate) author: Arc<Mutex<Author>>,
    /// Which number each text got.
    pub(crate) numbers: Arc<Numbers>,
    /// Cards answered.
    pub(crate) judged: Arc<AtomicUsize>,
    /// Requests that ended in an unexpected no.
    pub(crate) failed: Arc<AtomicUsize>,
}

impl Crowd {
    /// Hands in a suggestion at each of `moments` (ms after the opening); returns when all are acknowledged.
    pub(crate) async fn suggest(self: Arc<Self>, moments: Vec<i64>, seed: u64) {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let mut diary: HashMap<usize, (usize, i64)> = HashMap::new();
        let mut under_way = JoinSet::new();
        let places = Arc::new(Semaphore::new(UNDER_WAY_MAX));
        for (serial, at) in moments.into_iter().enumerate() {
            self.until(at).await;
            let person = self.pick(&mut diary, at, &mut rng);
            let words = self.author.lock().expect("no holder panics").next(&mut rng);
            let place = Arc::clone(&places).acquire_owned().await.expect("never closed");
            let crowd = Arc::clone(&self);
            under_way.spawn(async move {
                crowd.submit(person, words, serial).await;
                drop(place);
            });
        }
        while under_way.join_next().await.is_some() {}
    }

    /// Somebody who may suggest at `at`.
    fn pick(&self, diary: &mut HashMap<usize, (usize, i64)>, at: i64, rng: &mut ChaCha8Rng) -> usize {
        let start = rng.random_range(0..self.people.len());
        let free = (0..self.people.len())
            .map(|step| (start + step) % self.people.len())
            .find(|person| diary.get(person).is_none_or(|(made, last)| *made < PER_PERSON && at - last >= BETWEEN_MS));
        let person = free.unwrap_or(start);
        let entry = diary.entry(person).or_default();
        *entry = (entry.0 + 1, at);
        person
    }

    async fn submit(&self, person: usize, words: Words, serial: usize) {
        let body = SubmitBody {
            text: words.text.clone(),
            agenda_item: None,
            moment_ms: None,
            area: words.area,
            display_name: words.display_name,
        };
        let key = format!("demo-{serial}");
        let path = format!("{}/suggestions", self.meeting);
        let reply: Result<SubmitReply, ClientError> = self.people[person].post(&path, &body, Some(&key)).await;
        match reply {
            Ok(reply) => self.numbers.learn(words.text, reply.no),
            Err(error) => self.note(&error),
        }
    }

    /// Backs public suggestions over `length_ms` of the meeting, on average twelve times per suggestion of `suggestions`.
    pub(crate) async fn support(self: Arc<Self>, suggestions: usize, length_ms: i64, seed: u64) {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let total = suggestions * SUPPORTS_PER_SUGGESTION;
        let mut moments: Vec<i64> = (0..total).map(|_| rng.random_range(0..length_ms)).collect();
        moments.sort_unstable();
        let mut under_way = JoinSet::new();
        let places = Arc::new(Semaphore::new(UNDER_WAY_MAX));
        let public = Arc::new(Mutex::new(Vec::new()));
        let reader = tokio::spawn(Arc::clone(&self).read(Arc::clone(&public)));
        for at in moments {
            self.until(at).await;
            let choice = public.lock().expect("no holder panics").choose(&mut rng).copied();
            let Some(no) = choice else { continue };
            let person = Arc::clone(self.people.choose(&mut rng).expect("there are people"));
            let back = rng.random_range(0..100) < TAKEN_BACK_PERCENT;
            let place = Arc::clone(&places).acquire_owned().await.expect("never closed");
            let crowd = Arc::clone(&self);
            under_way.spawn(async move {
                crowd.back(&person, no, back).await;
                drop(place);
            });
        }
        while under_way.join_next().await.is_some() {}
        reader.abort();
    }

    /// Answers the cards that the server chooses, at random moments of `length_ms`.
    pub(crate) async fn judge(self: Arc<Self>, length_ms: i64, seed: u64) {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let mut visits: Vec<i64> =
            (0..self.people.len() * CARD_VISITS).map(|_| rng.random_range(0..length_ms)).collect();
        visits.sort_unstable();
        let mut under_way = JoinSet::new();
        let places = Arc::new(Semaphore::new(UNDER_WAY_MAX));
        for at in visits {
            self.until(at).await;
            let person = Arc::clone(self.people.choose(&mut rng).expect("there are people"));
            let mood = rng.random();
            let place = Arc::clone(&places).acquire_owned().await.expect("never closed");
            let crowd = Arc::clone(&self);
            under_way.spawn(async move {
                crowd.answer(&person, mood).await;
                drop(place);
            });
        }
        while under_way.join_next().await.is_some() {}
    }

    async fn answer(&self, person: &Client, mood: u64) {
        let mut rng = ChaCha8Rng::seed_from_u64(mood);
        let served: Result<CardsReply, ClientError> = person.get(&format!("{}/cards", self.meeting)).await;
        let cards = match served {
            Ok(reply) => reply.cards,
            Err(error) => return self.note(&error),
        };
        let answers: Vec<CardAnswer> = cards
            .into_iter()
            .map(|card| {
                let roll = rng.random_range(0..100);
                let answer = match roll {
                    0..CARDS_SUPPORTED_PERCENT => Answer::Support,
                    _ if roll >= 100 - CARDS_SKIPPED_PERCENT => Answer::Skip,
                    _ => Answer::NotNow,
                };
                CardAnswer { no: card.no, token: card.token, answer }
            })
            .collect();
        if answers.is_empty() {
            return;
        }
        let body = AnswersBody { answers };
        let said: Result<AnswersReply, ClientError> =
            person.post(&format!("{}/answers", self.meeting), &body, None).await;
        match said {
            Ok(reply) => {
                self.judged.fetch_add(reply.accepted as usize, Ordering::Relaxed);
            }
            Err(error) => self.note(&error),
        }
    }

    async fn back(&self, person: &Client, no: SuggestionNo, and_take_back: bool) {
        let path = format!("{}/suggestions/{}/support", self.meeting, no.0);
        let mut reply: Result<SupportReply, ClientError> = person.put(&path).await;
        if and_take_back && reply.is_ok() {
            reply = person.delete(&path).await;
        }
        // Merged or withdrawn since the list was read: what the person sees is a card that has moved.
        if let Err(error) = reply
            && !matches!(error.code(), Some("merged" | "no_such_suggestion"))
        {
            self.note(&error);
        }
    }

    /// Keeps `public` filled with what a reader's list shows: the most backed and the newest, so that early ones have no monopoly.
    async fn read(self: Arc<Self>, public: Arc<Mutex<Vec<SuggestionNo>>>) {
        loop {
            let mut numbers = Vec::new();
            for order in [BoardOrder::Supports, BoardOrder::Newest] {
                let order = if order == BoardOrder::Newest { "newest" } else { "supports" };
                let path = format!("{}/board?order={order}&limit=100", self.meeting);
                let board: Result<Board, ClientError> = self.people[0].get(&path).await;
                numbers.extend(board.iter().flat_map(|board| board.suggestions.iter().map(|card| card.no)));
            }
            if !numbers.is_empty() {
                *public.lock().expect("no holder panics") = numbers;
            }
            tokio::time::sleep(READ_EVERY).await;
        }
    }

    async fn until(&self, at: i64) {
        let left_ms = self.from.plus_ms(at).since_ms(self.clock.now());
        if left_ms > 0 {
            tokio::time::sleep(Duration::from_secs_f64(left_ms as f64 / 1_000.0 / self.clock.speed())).await;
        }
    }

    fn note(&self, error: &ClientError) {
        self.failed.fetch_add(1, Ordering::Relaxed);
        tracing::warn!(%error, "a synthetic citizen was declined");
    }
}
