//! What joins, what opens a topic, and what people have arranged.

use super::*;

const LAMPS: [&str; 4] = [
    "河边步道晚上路灯太暗，老人散步看不清路",
    "建议给河边步道加装路灯",
    "步道路灯坏了一个月没人修",
    "晚上步道路灯能不能亮一点",
];
const PARKING: [&str; 4] = [
    "老旧小区停车位不够，晚上回来没处停车",
    "希望小区停车位能错时开放",
    "小区里乱停车，消防通道被堵",
    "错时停车的办法请公布小区停车收费标准",
];

fn mixed() -> Topics {
    let mut topics = Topics::new();
    for (at, (lamp, parking)) in LAMPS.iter().zip(PARKING).enumerate() {
        topics.insert(at as u64 * 2 + 1, lamp);
        topics.insert(at as u64 * 2 + 2, parking);
    }
    topics
}

fn groups(topics: &Topics) -> Vec<(u64, Vec<u64>)> {
    topics.groups().map(|(topic, members)| (topic, members.collect())).collect()
}

#[test]
fn texts_about_the_same_thing_are_together() {
    assert_eq!(groups(&mixed()), [(1, vec![1, 3, 5, 7]), (2, vec![2, 4, 6, 8])]);
}

#[test]
fn script_and_dress_do_not_count() {
    let mut topics = mixed();
    assert_eq!(topics.insert(9, "河邊步道的路燈，太暗了！"), 1);
    assert_eq!(topics.insert(10, "游泳馆暑假的票能不能便宜些"), 10, "something else opens a topic");
}

#[test]
fn what_somebody_put_stays_there() {
    let mut topics = mixed();
    topics.place(7, 2);
    assert_eq!(topics.insert(7, "晚上步道路灯能不能再亮一点"), 2);
    assert!(topics.regrouped().contains(&(2, vec![2, 4, 6, 7, 8])));
    topics.place(99, 2);
    assert_eq!(topics.of(99), None, "nobody knows that text");
}

#[test]
fn a_fixed_topic_keeps_its_centre_and_its_texts() {
    let mut topics = mixed();
    topics.fix(2, true);
    for no in 20..40 {
        topics.place(no, 2);
        topics.insert(no, &format!("小区停车位第{no}次反映"));
    }
    let centre = topics.by_no[&2].centre.len();
    topics.insert(50, "小区停车位不够，充电桩也不够");
    assert_eq!((topics.of(50), topics.by_no[&2].centre.len()), (Some(2), centre));
    assert!(topics.regrouped().iter().any(|(topic, members)| *topic == 2 && members.starts_with(&[2, 4, 6, 8])));
}

#[test]
fn gathering_anew_mends_what_the_order_of_arrival_did_and_only_shows_it() {
    let mut topics = Topics::new();
    for (at, text) in LAMPS.iter().chain(&PARKING).enumerate() {
        topics.insert(at as u64 + 1, text);
    }
    let before = groups(&topics);
    topics.place(8, 1);
    topics.texts.get_mut(&8).unwrap().by_hand = false;
    let anew = topics.regrouped();
    assert_eq!(anew, before, "8 goes back to its own");
    assert_ne!(groups(&topics), before);
    topics.set(&anew);
    assert_eq!(groups(&topics), before);
}

#[test]
fn a_topic_goes_with_its_last_text() {
    let mut topics = mixed();
    for no in [1, 3, 5, 7] {
        topics.remove(no);
    }
    topics.remove(7);
    assert_eq!(groups(&topics), [(2, vec![2, 4, 6, 8])]);
    assert_eq!(topics.insert(11, LAMPS[1]), 11);
}

#[test]
fn the_same_texts_in_the_same_order_make_the_same_topics() {
    assert_eq!(groups(&mixed()), groups(&mixed()));
    let mut topics = Topics::new();
    assert_eq!(topics.insert(1, ""), 1);
    assert_eq!(topics.insert(2, "🌳"), 2, "nothing is like nothing");
}
