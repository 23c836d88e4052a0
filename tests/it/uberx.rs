//! Real input: a Polis conversation played through the public interface, with and without `kill -9` on the way.
//!
//! Data: Polis "vtaiwan.uberx", CC BY 4.0, The Computational Democracy Project. Not part of this repository: the test says so
//! where it is not there.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use reqwest::Method;
use serde_json::json;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::client::{Client, connections};
use crate::office::{eventually, live_meeting, publish_all, secretary, settings, supports, without_limits, yanlu};

const ACTIONS_UNDER_WAY: usize = 64;

struct Conversation {
    /// Comment id, author, text, by time.
    comments: Vec<(u32, u32, String)>,
    /// Comment id, voter, whether it is an *agree*, by time.
    votes: Vec<(u32, u32, bool)>,
}

impl Conversation {
    fn read(dir: &Path) -> Self {
        let rows = |name: &str| -> Vec<HashMap<String, String>> {
            let reader = csv::ReaderBuilder::new().flexible(true).from_path(dir.join(name)).unwrap();
            reader.into_deserialize().map(|row| row.unwrap()).collect()
        };
        let number = |row: &HashMap<String, String>, name: &str| row[name].parse::<u32>().unwrap();
        let mut comments = rows("comments.csv");
        comments.sort_by_key(|row| (row["timestamp"].parse::<i64>().unwrap(), number(row, "comment-id")));
        let mut votes = rows("votes.csv");
        // Stable: votes of one millisecond keep the file's order.
        votes.sort_by_key(|row| row["timestamp"].parse::<i64>().unwrap());
        Self {
            comments: comments
                .iter()
                .map(|row| (number(row, "comment-id"), number(row, "author-id"), row["comment-body"].clone()))
                .collect(),
            votes: votes
                .iter()
                .map(|row| (number(row, "comment-id"), number(row, "voter-id"), row["vote"] == "1"))
                .collect(),
        }
    }

    /// How many people's last word on each comment is *agree*.
    fn agrees(&self) -> HashMap<u32, u64> {
        let last: HashMap<_, _> =
            self.votes.iter().map(|(comment, voter, agree)| ((*comment, *voter), *agree)).collect();
        let mut agrees: HashMap<u32, u64> = self.comments.iter().map(|(comment, ..)| (*comment, 0)).collect();
        for ((comment, _), _) in last.iter().filter(|(_, agree)| **agree) {
            *agrees.entry(*comment).or_default() += 1;
        }
        agrees
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_statement_has_the_supports_of_the_file() {
    play(0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn three_kills_on_the_way_change_no_number() {
    play(3).await;
}

async fn play(kills: usize) {
    let Some(shared) = testkit::shared_dir() else { return };
    let conversation = Conversation::read(&shared.join("ranking/data/polis/vtaiwan.uberx"));
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().to_str().unwrap();
    let mut server = testkit::ServerProcess::start(without_limits(yanlu(&["serve", "--data", data]))).await;
    let http = connections();
    let secretary = Arc::new(secretary(&http, &server).await);
    let meeting = live_meeting(&secretary, &settings("vtaiwan.uberx")).await;
    let stop = CancellationToken::new();
    let desk = tokio::spawn({
        let (secretary, meeting, stop) = (Arc::clone(&secretary), meeting.clone(), stop.clone());
        async move { publish_all(&secretary, &meeting, stop).await }
    });
    let people = people(&conversation, &http, &server.url());
    arrive(&people, &meeting).await;
    let numbers = suggest(&conversation, &people, &meeting).await;
    eventually(60, "every comment is public", async || supports(&secretary, &meeting).await.len() == numbers.len())
        .await;

    let done = Arc::new(AtomicUsize::new(0));
    let voting =
        tokio::spawn(vote(conversation.votes.clone(), people, meeting.clone(), numbers.clone(), Arc::clone(&done)));
    for kill in 1..=kills {
        let agrees = conversation.votes.iter().filter(|(.., agree)| *agree).count();
        let share = agrees * kill / (kills + 1);
        eventually(300, "the voting goes on", async || done.load(Ordering::Relaxed) >= share).await;
        server.restart().await;
    }
    voting.await.unwrap();
    stop.cancel();
    desk.await.unwrap();

    let agrees = conversation.agrees();
    let wanted: BTreeMap<u64, u64> = numbers.iter().map(|(comment, no)| (*no, agrees[comment])).collect();
    let mut board = BTreeMap::new();
    // The last frame may still be on its way to the board.
    for _ in 0..100 {
        board = supports(&secretary, &meeting).await.into_iter().collect();
        if board == wanted {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(board, wanted);
    let sum: u64 = agrees.values().sum();
    let results = secretary.get(&format!("{meeting}/results")).await.ok();
    assert_eq!(results["totals"]["supports"].as_u64(), Some(sum));
    assert_eq!(results["totals"]["published"].as_u64(), Some(numbers.len() as u64));
}

fn people(conversation: &Conversation, http: &reqwest::Client, base: &str) -> Arc<HashMap<u32, Client>> {
    let voters = conversation.votes.iter().map(|(_, voter, _)| *voter);
    let authors = conversation.comments.iter().map(|(_, author, _)| *author);
    Arc::new(voters.chain(authors).map(|person| (person, Client::new(http, base))).collect())
}

/// Everybody opens the meeting first, as a browser does, and so is known by a cookie before writing: an answer lost in a crash is then
/// asked for again by the same person.
async fn arrive(people: &Arc<HashMap<u32, Client>>, meeting: &str) {
    let places = Arc::new(Semaphore::new(ACTIONS_UNDER_WAY));
    let mut under_way = JoinSet::new();
    for person in people.keys() {
        let place = Arc::clone(&places).acquire_owned().await.unwrap();
        let (person, people, path) = (*person, Arc::clone(people), format!("{meeting}/mine"));
        under_way.spawn(async move {
            people[&person].get(&path).await.ok();
            drop(place);
        });
    }
    under_way.join_all().await;
}

/// Hands every comment in, in order; which number each got.
async fn suggest(conversation: &Conversation, people: &HashMap<u32, Client>, meeting: &str) -> HashMap<u32, u64> {
    let mut numbers = HashMap::new();
    for (comment, author, text) in &conversation.comments {
        let key = format!("comment-{comment}");
        let path = format!("{meeting}/suggestions");
        let answer = people[author].insist(Method::POST, &path, Some(&json!({ "text": text })), Some(&key)).await;
        numbers.insert(*comment, answer.ok()["no"].as_u64().unwrap());
    }
    numbers
}

/// Every *agree* is a support; another last word takes it back. One person's votes keep their order.
async fn vote(
    votes: Vec<(u32, u32, bool)>,
    people: Arc<HashMap<u32, Client>>,
    meeting: String,
    numbers: HashMap<u32, u64>,
    done: Arc<AtomicUsize>,
) {
    let began = tokio::time::Instant::now();
    let mut by_person: HashMap<u32, Vec<(u64, bool)>> = HashMap::new();
    let mut order = Vec::new();
    for (comment, voter, agree) in &votes {
        let queue = by_person.entry(*voter).or_insert_with(|| {
            order.push(*voter);
            Vec::new()
        });
        // A first vote that is no *agree* is nothing to send; a later one takes the backing back.
        let no = numbers[comment];
        if *agree || queue.iter().any(|(earlier, _)| *earlier == no) {
            queue.push((no, *agree));
        }
    }
    let actions: usize = by_person.values().map(Vec::len).sum();
    let places = Arc::new(Semaphore::new(ACTIONS_UNDER_WAY));
    let mut under_way = JoinSet::new();
    for voter in order {
        let place = Arc::clone(&places).acquire_owned().await.unwrap();
        let (people, meeting, done) = (Arc::clone(&people), meeting.clone(), Arc::clone(&done));
        let queue = by_person.remove(&voter).unwrap();
        under_way.spawn(async move {
            for (no, agree) in queue {
                let method = if agree { Method::PUT } else { Method::DELETE };
                people[&voter].insist(method, &format!("{meeting}/suggestions/{no}/support"), None, None).await.ok();
                done.fetch_add(1, Ordering::Relaxed);
            }
            drop(place);
        });
    }
    while let Some(ended) = under_way.join_next().await {
        ended.unwrap();
    }
    let per_second = actions as f64 / began.elapsed().max(Duration::from_millis(1)).as_secs_f64();
    println!("{actions} actions at {per_second:.0} a second");
}
