//! Results and exports: the same figures everywhere, and nothing that must stay inside.

use domain::{Decision, MeetingId, Note, RejectReason, Role, SuggestionText};
use http::header;
use protocol::Locale;
use protocol::secretariat::ExportFormat;
use serde_json::{Value, json};

use crate::house::House;

const SECRET: &str = "某人住在三号楼二单元";

/// A meeting with one suggestion in each kind of ending.
async fn played(house: &House, token: &str) -> MeetingId {
    let meeting = house.create(token).await;
    house.run(token, &meeting, json!({"action": "open"})).await.ok();
    let shown = |text: &str| Decision::publish(SuggestionText::new(text, 200).unwrap());
    let texts = ["=河边加灯", "多种些树", "河边请加灯", "东西太贵了", "请讲清楚", SECRET, "还没有人看"];
    let mut nos = Vec::new();
    for (author, text) in (1..).zip(texts) {
        nos.push(house.submit(&meeting, author, text).await);
        house.clock.advance_ms(2_000);
    }
    house.decide(&meeting, nos[0], shown(texts[0])).await;
    house.decide(&meeting, nos[1], shown(texts[1])).await;
    for person in [20, 21, 22] {
        house.support(&meeting, person, nos[0]).await;
    }
    house.support(&meeting, 20, nos[1]).await;
    house.decide(&meeting, nos[2], Decision::merge(nos[0])).await;
    house.decide(&meeting, nos[3], Decision::Reject { reason: RejectReason::OutOfScope, note: None }).await;
    house.decide(&meeting, nos[4], Decision::Return { reason: RejectReason::Empty, note: None }).await;
    let note = Note::new("写了住址").ok();
    house.decide(&meeting, nos[5], Decision::Hide { reason: RejectReason::Privacy, note }).await;
    meeting
}

#[tokio::test]
async fn page_and_exports_tell_the_same_figures() {
    let house = House::open().await;
    let secretary = house.staff("shu", Role::Secretary).await;
    let meeting = played(&house, &secretary).await;
    let results = house.send("GET", &format!("/api/v1/meetings/{meeting}/results"), &secretary, None).await.ok();
    let totals = &results["totals"];
    let counts: Vec<_> = [
        "received",
        "published",
        "merged",
        "rejected",
        "returned",
        "hidden",
        "withdrawn",
        "pending",
        "supports",
        "people",
    ]
    .iter()
    .map(|key| totals[*key].as_u64().unwrap())
    .collect();
    assert_eq!(counts, [7, 2, 1, 1, 1, 1, 0, 1, 5, 10]);
    assert_eq!((totals["p50_wait_ms"].as_i64(), totals["p95_wait_ms"].as_i64()), (Some(8_000), Some(14_000)));

    let file = async |format: &str| {
        let path = format!("/api/v1/meetings/{meeting}/export?format={format}&lang=en");
        let answer = house.send("GET", &path, &secretary, None).await;
        assert_eq!(answer.status, 200);
        answer
    };
    let json_file = file("json").await.ok();
    for key in [
        "received",
        "published",
        "merged",
        "rejected",
        "returned",
        "hidden",
        "withdrawn",
        "pending",
        "supports",
        "people",
    ] {
        assert_eq!(json_file["totals"][key], totals[key], "{key}");
    }
    let rows = |value: &Value, list: &str| -> Vec<(u64, Option<u64>, u64, String)> {
        let one = |row: &Value| {
            let state = row["state"].as_str().unwrap().to_owned();
            (row["no"].as_u64().unwrap(), row["rank"].as_u64(), row["supports"].as_u64().unwrap(), state)
        };
        value[list].as_array().unwrap().iter().map(one).collect()
    };
    assert_eq!(rows(&json_file, "suggestions"), rows(&results, "rows"));
    assert_eq!(
        rows(&results, "rows")[0],
        (1, Some(1), 4, "published".into()),
        "three backers and the author of the merged one"
    );
    let csv_file = String::from_utf8(file("csv").await.bytes).unwrap();
    assert!(csv_file.starts_with('\u{feff}') && csv_file.contains("'=河边加灯"), "{csv_file}");
    assert_eq!(csv_file.lines().count(), 8);
    assert_eq!(&file("xlsx").await.bytes[..2], b"PK");
    assert_eq!(house.send("GET", "/api/v1/schemas/export.json", "", None).await.ok()["type"], "object");
}

#[tokio::test]
async fn no_hidden_text_and_no_pseudonym_leaves_the_house() {
    let house = House::open().await;
    let secretary = house.staff("shu", Role::Secretary).await;
    let meeting = played(&house, &secretary).await;
    let mut told =
        vec![house.send("GET", &format!("/api/v1/meetings/{meeting}/results"), &secretary, None).await.bytes];
    for format in [ExportFormat::Json, ExportFormat::Csv] {
        let bytes = secretariat::export(&house.store, house.clock.clone(), &meeting, format, Locale::ZhHans).await;
        told.push(bytes.unwrap().unwrap());
    }
    for bytes in told {
        let text = String::from_utf8(bytes).unwrap();
        assert!(!text.contains(SECRET) && !text.contains("写了住址") && !text.contains(&"05".repeat(16)), "{text}");
    }
}

#[tokio::test]
async fn a_file_is_named_after_the_meeting() {
    let house = House::open().await;
    let secretary = house.staff("shu", Role::Secretary).await;
    let meeting = house.create(&secretary).await;
    let answer = house.send("GET", &format!("/api/v1/meetings/{meeting}/export"), &secretary, None).await;
    let name = answer.headers[header::CONTENT_DISPOSITION].to_str().unwrap();
    let encoded = "%E5%85%AC%E5%9B%AD%E5%9F%8E%E5%B8%82%E8%A7%84%E5%88%92%E5%BB%BA%E8%AE%BE";
    assert_eq!(name, format!("attachment; filename=\"{meeting}.xlsx\"; filename*=UTF-8''{encoded}-{meeting}.xlsx"));
    assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store");
    let other = house.send("GET", &format!("/api/v1/meetings/{meeting}/export?format=pdf"), &secretary, None).await;
    assert_eq!(other.problem(), (400, "bad_parameter".into(), Some("format".into())));
    let nowhere = "nowhere9".parse().unwrap();
    let none = secretariat::export(&house.store, house.clock.clone(), &nowhere, ExportFormat::Csv, Locale::En).await;
    assert!(none.unwrap().is_none());
}

#[tokio::test]
async fn results_follow_the_log() {
    let house = House::open().await;
    let secretary = house.staff("shu", Role::Secretary).await;
    let meeting = played(&house, &secretary).await;
    let path = format!("/api/v1/meetings/{meeting}/results");
    let before = house.send("GET", &path, &secretary, None).await.ok();
    assert_eq!(house.send("GET", &path, &secretary, None).await.ok(), before, "nothing happened");
    house.support(&meeting, 40, domain::SuggestionNo(2)).await;
    let after = house.send("GET", &path, &secretary, None).await.ok();
    assert_eq!(after["totals"]["supports"].as_u64(), Some(6));
    assert_eq!(after["totals"]["people"].as_u64(), Some(11));
    assert!(after["seq"].as_u64() > before["seq"].as_u64());
}
