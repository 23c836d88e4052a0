//! The burst alarm on the votes of real consultations, squeezed into a meeting of 90 minutes. The votes stand beside the repository
//! (`../shared/ranking/data/polis`); without them nothing is proved, and the test says so.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

use std::path::Path;

use ranking::BurstAlarm;

const MEETING_MS: i64 = 90 * 60_000;
/// An attack: so many backers in so long.
const BACKERS: i64 = 100;
const ATTACK_MS: i64 = 120_000;

/// Agreeing votes as (moment in ms, suggestion): in the order in which they came, spread evenly over the meeting, since a
/// consultation of weeks has nights in it.
fn votes(file: &Path) -> Vec<(i64, u64)> {
    let text = std::fs::read_to_string(file).unwrap();
    let mut rows: Vec<(i64, u64, i64)> = text
        .lines()
        .skip(1)
        .map(|line| {
            let fields: Vec<&str> = line.split(',').collect();
            (fields[0].parse().unwrap(), fields[2].parse().unwrap(), fields[4].parse().unwrap())
        })
        .collect();
    rows.sort_by_key(|(at, ..)| *at);
    let all = rows.len() as i64;
    let spread = rows.iter().zip(0..).map(|((_, no, vote), place)| (place * MEETING_MS / all, *no, *vote));
    spread.filter(|(.., vote)| *vote == 1).map(|(at, no, _)| (at, no)).collect()
}

fn run(votes: &[(i64, u64)]) -> BurstAlarm {
    let mut alarm = BurstAlarm::new();
    for (at, no) in votes {
        alarm.add(*no, 1, *at);
    }
    alarm.advance(MEETING_MS + 600_000);
    alarm
}

fn conversations() -> Vec<(String, Vec<(i64, u64)>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/ranking/data/polis");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        return Vec::new();
    };
    let files = entries.map(|entry| entry.unwrap().path()).filter(|path| path.join("votes.csv").exists());
    files.map(|path| (path.display().to_string(), votes(&path.join("votes.csv")))).collect()
}

#[test]
fn real_meetings_raise_no_alarm_and_every_attack_on_them_does_within_a_minute() {
    let conversations = conversations();
    if conversations.is_empty() {
        eprintln!("skipped: the votes are not here");
        return;
    }
    let (mut caught, mut attacks) = (0, 0);
    let mut delays = Vec::new();
    for (name, honest) in &conversations {
        let false_alarms: Vec<_> = run(honest).raised().copied().collect();
        assert_eq!(false_alarms, [], "{name}");
        let mut targets: Vec<u64> = honest.iter().map(|(_, no)| *no).collect();
        targets.sort_unstable();
        targets.dedup();
        for turn in 0..20_i64 {
            let begins = 600_000 + turn * 211_337;
            let target = targets[(turn as usize * 7_919) % targets.len()];
            let mut all = honest.clone();
            all.extend((0..BACKERS).map(|serial| (begins + serial * ATTACK_MS / BACKERS, target)));
            all.sort_unstable();
            attacks += 1;
            let raised = run(&all).raised().find(|burst| burst.no == target).map(|burst| burst.raised_ms - begins);
            if let Some(delay) = raised.filter(|delay| *delay <= 60_000) {
                caught += 1;
                delays.push(delay);
            }
        }
    }
    delays.sort_unstable();
    eprintln!("{caught} of {attacks} attacks caught within 60 s, the median after {} ms", delays[delays.len() / 2]);
    assert!(caught * 100 >= attacks * 95, "{caught} of {attacks}");
}
