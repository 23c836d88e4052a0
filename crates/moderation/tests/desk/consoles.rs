//! Many consoles over one queue, some of which die at any moment: each item is decided exactly once, and what a dead console held comes
//! back. The clock is the test's, chance is seeded, the requests go through the real router.

use std::collections::{BTreeMap, BTreeSet};
use std::pin::pin;
use std::task::Poll;

use domain::{Clock, Event, PublicEvent, Role, StaffEvent, StaffId, SuggestionNo, UnixMs};
use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::house::{Answer, House};

const ITEMS: u32 = 1_000;
/// Meeting time that passes in a round: each console does one thing in it.
const ROUND_MS: i64 = 2_000;
/// What is dealt to a console that dies is back after so long at most: the lease, and a little for the last request on its way.
const BACK_WITHIN_MS: i64 = 95_000;
/// One press in so many is the console's last.
const DEATH_IN: u64 = 40;
/// Rounds after which the test gives up.
const ROUNDS_MAX: u32 = 6_000;

/// Numbers that look random and are the same in every run (xorshift64*, Vigna 2014).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % end
    }
}

/// One moderator's window. A window that died is opened anew under another name.
struct Console {
    staff: StaffId,
    token: String,
    lives: u32,
    hand: Vec<Value>,
    chance: Chance,
    /// Rounds until the moderator is back.
    away: u64,
}

/// A window that died, when, and what it may have held.
struct Dead {
    staff: StaffId,
    console: String,
    at: UnixMs,
}

impl Console {
    fn name(&self) -> String {
        format!("c{}-{}", self.staff.0, self.lives)
    }

    /// One press. `None` when the console died in the middle of it, with the request dropped wherever it was.
    async fn press(&mut self, house: &House) -> Option<()> {
        if self.away > 0 {
            self.away -= 1;
            return Some(());
        }
        let dies = self.chance.below(DEATH_IN) == 0;
        let polls = dies.then(|| self.chance.below(12));
        let name = self.name();
        let Some(item) = self.hand.first().cloned() else {
            let dealt = cut_short(polls, house.deal(&self.token, &name, 5)).await?;
            if is_busy(&dealt) {
                return Some(());
            }
            self.hand.clone_from(dealt.ok()["items"].as_array().unwrap());
            return Some(());
        };
        if self.chance.below(25) == 0 {
            let body = json!({"console": name, "nos": []});
            let released = cut_short(polls, house.ask("POST", "/queue/release", &self.token, Some(body))).await?;
            if !is_busy(&released) {
                released.ok();
                self.hand.clear();
            }
            return Some(());
        }
        let no = SuggestionNo(item["no"].as_u64().unwrap() as u32);
        let revision = item["revision"].as_u64().unwrap() as u32;
        let wish = match self.chance.below(3) {
            0 => json!({"kind": "publish"}),
            1 => json!({"kind": "reject", "reason": "empty"}),
            _ => json!({"kind": "return", "reason": "joke"}),
        };
        let answer = cut_short(polls, house.decide(&self.token, &name, no, revision, wish)).await?;
        if is_busy(&answer) {
            return Some(());
        }
        self.hand.remove(0);
        check_told(&answer);
        Some(())
    }
}

/// The database was too busy, which a console takes as "once more": connections of those who died are closed beside the others' work.
fn is_busy(answer: &Answer) -> bool {
    answer.status == 503
}

/// Either it was decided here, or the lease had run out and the answer says who was faster.
fn check_told(answer: &Answer) {
    if answer.status == 200 {
        return;
    }
    let (status, code) = answer.code();
    assert!(status == 409 && matches!(code, "already_decided" | "not_leased"), "{code}: {:?}", answer.body);
    assert!(!answer.body["who"].as_str().unwrap_or_default().is_empty(), "{:?}", answer.body);
}

/// The future's outcome, or `None` when it is dropped after so many polls.
async fn cut_short<T>(polls: Option<u64>, work: impl Future<Output = T>) -> Option<T> {
    let mut work = pin!(work);
    let mut left = polls;
    std::future::poll_fn(move |context| match &mut left {
        Some(0) => Poll::Ready(None),
        Some(polls) => {
            *polls -= 1;
            // Polled again at once, so that the cut may fall before anything has happened.
            context.waker().wake_by_ref();
            work.as_mut().poll(context).map(Some)
        }
        None => work.as_mut().poll(context).map(Some),
    })
    .await
}

async fn fill(house: &House) {
    let texts = (0..ITEMS).map(|at| {
        let text = format!("第{at}条：{}路口{}号的路灯{}", at % 17, at % 29, ["太暗", "坏了", "刺眼"][at as usize % 3]);
        async move { house.submit((at % 251) as u8, &text).await }
    });
    join_all(texts).await;
}

async fn consoles(house: &House, count: u32) -> Vec<Console> {
    let mut all = Vec::new();
    for at in 0..count {
        let (staff, token) = house.staff(&format!("m{at}"), &[Role::Moderator]).await;
        let seed = 0x9E37_79B9_7F4A_7C15 ^ u64::from(at + 1) << 20;
        all.push(Console { staff, token, lives: 0, hand: Vec::new(), chance: Chance(seed), away: 0 });
    }
    all
}

/// No two live windows show one item.
fn check_hands(consoles: &[Console]) {
    let mut shown = BTreeSet::new();
    for item in consoles.iter().flat_map(|console| &console.hand) {
        assert!(shown.insert(item["no"].as_u64()), "{} is on two desks", item["no"]);
    }
}

/// What died long enough ago holds nothing.
async fn check_dead(house: &House, dead: &[Dead]) {
    let now = house.clock.now();
    let leases = house.store.leases(&house.meeting, now).await.unwrap();
    for dead in dead.iter().filter(|dead| now.since_ms(dead.at) >= BACK_WITHIN_MS) {
        let held = leases.iter().find(|one| one.holder.staff == dead.staff && one.holder.console == dead.console);
        assert!(held.is_none(), "{} still holds {held:?}", dead.console);
    }
}

/// How often each item was decided.
async fn decisions(house: &House) -> BTreeMap<SuggestionNo, u32> {
    let mut decisions = BTreeMap::new();
    for recorded in house.log().await {
        match recorded.event {
            Event::Staff(StaffEvent::Decided { no, .. }) => *decisions.entry(no).or_default() += 1,
            Event::Staff(StaffEvent::DecisionUndone { no }) => panic!("nobody undid {no}"),
            _ => {}
        }
    }
    decisions
}

/// Works the queue off and returns how many windows died meanwhile.
async fn work_off(house: &House, count: u32) -> usize {
    fill(house).await;
    let mut all = consoles(house, count).await;
    let mut dead: Vec<Dead> = Vec::new();
    for round in 0..ROUNDS_MAX {
        let presses = join_all(all.iter_mut().map(|console| console.press(house))).await;
        let now = house.clock.now();
        for (console, pressed) in all.iter_mut().zip(presses) {
            if pressed.is_none() {
                dead.push(Dead { staff: console.staff, console: console.name(), at: now });
                console.lives += 1;
                console.hand.clear();
                console.away = console.chance.below(20);
            }
        }
        check_hands(&all);
        house.clock.advance_ms(ROUND_MS);
        moderation::settle_due(&house.state).await.unwrap();
        if round % 20 == 0 {
            check_dead(house, &dead).await;
            let left = house.queue(&all[0].token, "looks").await["counts"]["waiting"].as_u64().unwrap();
            if left == 0 {
                break;
            }
        }
    }
    dead.len()
}

async fn each_item_is_decided_exactly_once(house: &House, count: u32) {
    let died = work_off(house, count).await;
    assert!(died > 5, "only {died} windows died");
    let decisions = decisions(house).await;
    assert_eq!(decisions.len(), ITEMS as usize, "every item");
    let twice: Vec<_> = decisions.iter().filter(|(_, times)| **times != 1).collect();
    assert!(twice.is_empty(), "{twice:?}");
    house.settle().await;
    let mut public = BTreeSet::new();
    for event in house.public_events().await {
        if let Event::Public(PublicEvent::Published(published)) = event {
            assert!(public.insert(published.no), "{} was published twice", published.no);
        }
    }
    let leases = house.store.leases(&house.meeting, house.clock.now()).await.unwrap();
    let decided: Vec<_> = leases.iter().filter(|lease| decisions.contains_key(&lease.no)).collect();
    assert!(decided.is_empty(), "what is decided is nobody's: {decided:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_consoles_decide_a_thousand_items_once_each_on_sqlite() {
    each_item_is_decided_exactly_once(&House::open().await, 2).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twelve_consoles_decide_a_thousand_items_once_each_on_sqlite() {
    each_item_is_decided_exactly_once(&House::open().await, 12).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_consoles_decide_a_thousand_items_once_each_on_postgres() {
    each_item_is_decided_exactly_once(&House::open_on_postgres().await, 2).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twelve_consoles_decide_a_thousand_items_once_each_on_postgres() {
    each_item_is_decided_exactly_once(&House::open_on_postgres().await, 12).await;
}
