//! What both back ends must do alike, and what the one over Redis must do when Redis goes and comes.

use broker::{Broker, BrokerError, BrokerOptions, Heard, ITEMS_BYTES_MAX, RINGS_BUFFERED_MAX, Ring, Subscription};
use bytes::Bytes;
use domain::{MeetingId, Seq};
use std::time::Duration;
use testkit::{redis, redis_private};
use tokio::net::TcpListener;
use tokio::time::timeout;

/// Longest wait for anything that must happen.
const SOON: Duration = Duration::from_secs(10);

/// A deployment: brokers of it hear each other, those of another one do not.
struct Deployment {
    options: BrokerOptions,
    first: Broker,
}

impl Deployment {
    async fn in_memory() -> Self {
        Self::new(BrokerOptions::default()).await
    }

    async fn over_redis() -> Self {
        let share = redis().await;
        Self::new(BrokerOptions { url: Some(share.url), prefix: share.key_prefix, ..BrokerOptions::default() }).await
    }

    async fn new(options: BrokerOptions) -> Self {
        let first = Broker::open_with(options.clone()).await.expect("the address is one");
        Self { options, first }
    }

    /// The same, with reports of presence that count for `ttl`.
    async fn with_presence_ttl(self, ttl: Duration) -> Self {
        Self::new(BrokerOptions { presence_ttl: ttl, ..self.options }).await
    }

    /// The broker of another process; in memory there is but one.
    async fn other_process(&self) -> Broker {
        match self.options.url {
            None => self.first.clone(),
            Some(_) => Broker::open_with(self.options.clone()).await.expect("the address is one"),
        }
    }
}

/// Writes each claim as a test of either back end.
macro_rules! conformance {
    ($($claim:ident),+ $(,)?) => {
        mod in_memory {
            $(#[tokio::test] async fn $claim() { super::$claim(super::Deployment::in_memory().await).await; })+
        }
        mod over_redis {
            $(#[tokio::test] async fn $claim() { super::$claim(super::Deployment::over_redis().await).await; })+
        }
    };
}

conformance!(
    every_listener_of_every_process_hears_a_ring,
    rings_are_heard_in_their_order,
    items_too_large_travel_as_numbers_only,
    items_at_the_limit_travel,
    a_listener_that_lags_is_told_and_hears_the_newest,
    a_listener_hears_nothing_from_before,
    ringing_for_nobody_is_fine,
    a_subscription_ends_with_its_broker,
    presence_is_the_sum_over_nodes_and_apart_per_meeting,
    a_newer_report_replaces_the_older,
    a_silent_node_stops_counting,
);

fn meeting(id: &str) -> MeetingId {
    id.parse().expect("an id of a test is an id")
}

fn ring(number: u64, items: impl Into<Bytes>) -> Ring {
    Ring { meeting: meeting("park2024"), from: Seq(number), to: Seq(number), items: items.into() }
}

async fn hear(subscription: &mut Subscription) -> Heard {
    let heard = timeout(SOON, subscription.next()).await.expect("something is heard soon");
    heard.expect("the broker lives")
}

async fn hear_until(subscription: &mut Subscription, wanted: &Heard) {
    while hear(subscription).await != *wanted {}
}

async fn every_listener_of_every_process_hears_a_ring(deployment: Deployment) {
    let other = deployment.other_process().await;
    let mut listeners = [deployment.first.subscribe(), deployment.first.subscribe(), other.subscribe()];
    let long = Ring { meeting: meeting("m0002"), from: Seq(3), to: Seq(9), items: Bytes::from_static(b"[1,2]") };
    deployment.first.ring(long.clone()).await;
    for listener in &mut listeners {
        assert_eq!(hear(listener).await, Heard::Ring(long.clone()));
    }
}

async fn rings_are_heard_in_their_order(deployment: Deployment) {
    let other = deployment.other_process().await;
    let mut listener = other.subscribe();
    for number in 1..=200 {
        deployment.first.ring(ring(number, "[]")).await;
    }
    for number in 1..=200 {
        assert_eq!(hear(&mut listener).await, Heard::Ring(ring(number, "[]")));
    }
}

async fn items_too_large_travel_as_numbers_only(deployment: Deployment) {
    let mut listener = deployment.first.subscribe();
    deployment.first.ring(ring(1, vec![b'x'; ITEMS_BYTES_MAX + 1])).await;
    assert_eq!(hear(&mut listener).await, Heard::Ring(ring(1, "")));
}

async fn items_at_the_limit_travel(deployment: Deployment) {
    let mut listener = deployment.first.subscribe();
    let largest = ring(1, vec![b'x'; ITEMS_BYTES_MAX]);
    deployment.first.ring(largest.clone()).await;
    assert_eq!(hear(&mut listener).await, Heard::Ring(largest));
}

async fn a_listener_that_lags_is_told_and_hears_the_newest(deployment: Deployment) {
    let mut slow = deployment.first.subscribe();
    let mut quick = deployment.first.subscribe();
    let last = RINGS_BUFFERED_MAX as u64 + 10;
    for number in 1..=last {
        deployment.first.ring(ring(number, "")).await;
        assert_eq!(hear(&mut quick).await, Heard::Ring(ring(number, "")));
    }
    assert_eq!(hear(&mut slow).await, Heard::Missed);
    for number in 11..=last {
        assert_eq!(hear(&mut slow).await, Heard::Ring(ring(number, "")));
    }
}

async fn a_listener_hears_nothing_from_before(deployment: Deployment) {
    let mut early = deployment.first.subscribe();
    deployment.first.ring(ring(1, "")).await;
    assert_eq!(hear(&mut early).await, Heard::Ring(ring(1, "")));
    let mut late = deployment.first.subscribe();
    deployment.first.ring(ring(2, "")).await;
    assert_eq!(hear(&mut late).await, Heard::Ring(ring(2, "")));
}

async fn ringing_for_nobody_is_fine(deployment: Deployment) {
    for number in 0..10 {
        deployment.first.ring(ring(number, "")).await;
    }
}

async fn a_subscription_ends_with_its_broker(deployment: Deployment) {
    let mut listener = deployment.first.subscribe();
    drop(deployment);
    assert_eq!(timeout(SOON, listener.next()).await, Ok(None));
}

async fn presence_is_the_sum_over_nodes_and_apart_per_meeting(deployment: Deployment) {
    let other = deployment.other_process().await;
    let (one, two) = (meeting("m0001"), meeting("m0002"));
    assert_eq!(other.count(&one).await, 0);
    deployment.first.report("a", &one, 120).await;
    other.report("b", &one, 80).await;
    other.report("b", &two, 5).await;
    assert_eq!(deployment.first.count(&one).await, 200);
    assert_eq!(other.count(&two).await, 5);
}

async fn a_newer_report_replaces_the_older(deployment: Deployment) {
    let one = meeting("m0001");
    for count in [9, 4, 0] {
        deployment.first.report("a", &one, count).await;
        assert_eq!(deployment.first.count(&one).await, count);
    }
}

async fn a_silent_node_stops_counting(deployment: Deployment) {
    let deployment = deployment.with_presence_ttl(Duration::from_millis(400)).await;
    let one = meeting("m0001");
    deployment.first.report("silent", &one, 3).await;
    assert_eq!(deployment.first.count(&one).await, 3);
    let silence = async {
        loop {
            deployment.first.report("alive", &one, 4).await;
            if deployment.first.count(&one).await == 4 {
                break;
            }
            tokio::task::yield_now().await;
        }
    };
    timeout(SOON, silence).await.expect("the silent node is forgotten");
}

#[tokio::test]
async fn listeners_are_told_when_redis_goes_and_hear_again_when_it_is_back() {
    let mut server = redis_private().await;
    let url = server.url();
    let ringer = Broker::open(Some(&url)).await.unwrap();
    let hearer = Broker::open(Some(&url)).await.unwrap();
    let mut listener = hearer.subscribe();
    ringer.ring(ring(1, "a")).await;
    assert_eq!(hear(&mut listener).await, Heard::Ring(ring(1, "a")));

    server.kill();
    assert_eq!(hear(&mut listener).await, Heard::Down);
    for number in 2..=3_000 {
        ringer.ring(ring(number, "b")).await;
    }
    let mut late = hearer.subscribe();
    assert_eq!(hear(&mut late).await, Heard::Down, "who comes during the outage is told, too");

    server.restart().await;
    assert_eq!(hear(&mut listener).await, Heard::Missed);
    assert_eq!(hear(&mut late).await, Heard::Missed);
    // The ringer finds out for itself, a moment earlier or later; from then on every ring arrives.
    let back = async {
        for number in 3_001.. {
            ringer.ring(ring(number, "c")).await;
            let heard = timeout(Duration::from_millis(50), listener.next()).await;
            if matches!(heard, Ok(Some(Heard::Ring(Ring { from, .. }))) if from.0 > 3_000) {
                break;
            }
        }
    };
    timeout(SOON, back).await.expect("rings arrive again");
    let last = ring(9_999, "d");
    ringer.ring(last.clone()).await;
    hear_until(&mut late, &Heard::Ring(last)).await;
}

#[tokio::test]
async fn what_was_rung_during_an_outage_is_told_as_one_ring_of_numbers() {
    let mut server = redis_private().await;
    let ringer = Broker::open(Some(&server.url())).await.unwrap();
    let mut listener = ringer.subscribe();
    server.kill();
    assert_eq!(hear(&mut listener).await, Heard::Down);
    for number in 5..=50 {
        ringer.ring(ring(number, "x")).await;
    }
    server.restart().await;
    let hearer = Broker::open(Some(&server.url())).await.unwrap();
    let mut fresh = hearer.subscribe();
    let whole = Ring { from: Seq(5), to: Seq(50), ..ring(5, "") };
    let either = async {
        loop {
            let heard = tokio::select! { heard = listener.next() => heard, heard = fresh.next() => heard };
            if heard == Some(Heard::Ring(whole.clone())) {
                break;
            }
        }
    };
    timeout(SOON, either).await.expect("the debt is paid");
}

#[tokio::test]
async fn presence_without_redis_is_what_this_process_reported() {
    let mut server = redis_private().await;
    let broker = Broker::open(Some(&server.url())).await.unwrap();
    let other = Broker::open(Some(&server.url())).await.unwrap();
    let one = meeting("m0001");
    broker.report("a", &one, 2).await;
    other.report("b", &one, 3).await;
    assert_eq!(broker.count(&one).await, 5);
    server.kill();
    assert_eq!(broker.count(&one).await, 2);
    server.restart().await;
    let back = async {
        while broker.count(&one).await != 7 {
            broker.report("a", &one, 3).await;
            other.report("b", &one, 4).await;
        }
    };
    timeout(SOON, back).await.expect("presence is shared again");
}

#[tokio::test]
async fn broker_opens_while_redis_is_gone_and_recovers() {
    let mut server = redis_private().await;
    server.kill();
    let broker = Broker::open(Some(&server.url())).await.unwrap();
    let mut listener = broker.subscribe();
    assert_eq!(hear(&mut listener).await, Heard::Down);
    server.restart().await;
    hear_until(&mut listener, &Heard::Missed).await;
    broker.ring(ring(1, "")).await;
    hear_until(&mut listener, &Heard::Ring(ring(1, ""))).await;
}

#[tokio::test]
async fn a_redis_that_never_answers_counts_as_gone() {
    let hole = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("redis://{}", hole.local_addr().unwrap());
    let opened = timeout(SOON, Broker::open(Some(&url))).await.expect("opening does not hang");
    let broker = opened.unwrap();
    let mut listener = broker.subscribe();
    assert_eq!(hear(&mut listener).await, Heard::Down);
    let calls = async {
        for number in 0..5_000 {
            broker.ring(ring(number, "x")).await;
        }
        broker.report("a", &meeting("m0001"), 7).await;
        broker.count(&meeting("m0001")).await
    };
    assert_eq!(timeout(SOON, calls).await, Ok(7));
}

#[tokio::test]
async fn what_is_no_ring_on_the_channel_makes_listeners_read_the_log() {
    let server = redis_private().await;
    let broker = Broker::open(Some(&server.url())).await.unwrap();
    let mut listener = broker.subscribe();
    let client = ::redis::Client::open(server.url()).unwrap();
    let mut connection = client.get_multiplexed_async_connection().await.unwrap();
    let _: u64 = ::redis::cmd("PUBLISH").arg("yanlu:bell").arg("garbage").query_async(&mut connection).await.unwrap();
    assert_eq!(hear(&mut listener).await, Heard::Missed);
    broker.ring(ring(1, "")).await;
    assert_eq!(hear(&mut listener).await, Heard::Ring(ring(1, "")));
}

#[tokio::test]
async fn an_address_that_is_none_is_refused() {
    for url in ["", "127.0.0.1:6379", "http://127.0.0.1", "redis://127.0.0.1:notaport"] {
        assert!(matches!(Broker::open(Some(url)).await, Err(BrokerError::Address(_))), "{url:?}");
    }
}
