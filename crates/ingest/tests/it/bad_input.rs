//! Whatever is sent, the answer is a problem document with a stable code and field, and nothing is kept.

use axum::body::Body;
use http::{StatusCode, header};
use protocol::citizen::BODY_BYTES_MAX;
use serde_json::{Value, json};

use crate::stage::{Stage, TEXT, id};

async fn assert_nothing_kept(stage: &Stage) {
    assert_eq!(stage.store.suggestions(&id()).await.unwrap(), Vec::new());
}

#[tokio::test]
async fn body_that_is_no_json_of_the_form_asked_for_is_refused() {
    let stage = Stage::open().await;
    let citizen = stage.citizen();
    let deep = format!("{{\"text\":{}{}}}", "[".repeat(5_000), "]".repeat(5_000));
    let invalid_utf8 = [&b"{\"text\":\"\xff\xfe\xc3("[..], &b"\"}"[..]].concat();
    let lone_surrogate = br#"{"text":"\ud800 and more"}"#.to_vec();
    for (body, field) in [
        (b"".to_vec(), None),
        (b"{".to_vec(), None),
        (b"text=abcd".to_vec(), None),
        (deep.into_bytes(), None),
        (invalid_utf8, None),
        (lone_surrogate, None),
        (b"[]".to_vec(), None),
        (b"null".to_vec(), None),
        (b"{\"text\":\"abcd\"} and more".to_vec(), None),
        (b"{}".to_vec(), Some("text")),
        (br#"{"text":null}"#.to_vec(), Some("text")),
        (br#"{"text":["abcd"]}"#.to_vec(), Some("text")),
        (br#"{"text":"abcdef","agenda_item":"1"}"#.to_vec(), Some("agenda_item")),
        (br#"{"text":"abcdef","agenda_item":70000}"#.to_vec(), Some("agenda_item")),
        (br#"{"text":"abcdef","moment_ms":-1}"#.to_vec(), Some("moment_ms")),
        (br#"{"text":"abcdef","moment_ms":1.5}"#.to_vec(), Some("moment_ms")),
        (br#"{"text":"abcdef","area":7}"#.to_vec(), Some("area")),
        (br#"{"text":"abcdef","display_name":{}}"#.to_vec(), Some("display_name")),
    ] {
        let told = String::from_utf8_lossy(&body[..body.len().min(40)]).into_owned();
        let answer = citizen.send_json("POST", "/suggestions", body).await;
        assert_eq!(answer.refusal(), (400, "bad_body", field), "{told}");
        assert_eq!(answer.headers[header::CONTENT_TYPE], "application/problem+json");
    }
    assert_nothing_kept(&stage).await;
}

#[tokio::test]
async fn unknown_fields_are_refused_not_ignored() {
    let stage = Stage::open().await;
    for extra in ["no", "author", "state", "text2", "TEXT"] {
        let mut body = json!({ "text": TEXT });
        body[extra] = json!(1);
        let answer = stage.citizen().send_json("POST", "/suggestions", body.to_string()).await;
        assert_eq!(answer.refusal(), (400, "unknown_field", None), "{extra}");
    }
    let answer = stage.citizen().send_json("PUT", "/suggestions/1", json!({ "text": TEXT, "no": 2 }).to_string()).await;
    assert_eq!(answer.code(), "unknown_field");
    assert_nothing_kept(&stage).await;
}

#[tokio::test]
async fn texts_are_refused_by_their_fault_and_never_cut() {
    let stage = Stage::open().await;
    let citizen = stage.citizen();
    let cases: [(String, u16, &str); 14] = [
        (String::new(), 422, "text_empty"),
        ("   \n ".into(), 422, "text_empty"),
        ("？！……。".into(), 422, "text_empty"),
        ("修路。".into(), 422, "text_too_short"),
        ("公园\u{200B}里多种些树".into(), 422, "text_bad_character"),
        ("公园\u{FEFF}里多种些树".into(), 422, "text_bad_character"),
        ("公园\u{200D}里多种些树".into(), 422, "text_bad_character"),
        ("公园\u{202E}里多种些树".into(), 422, "text_bad_character"),
        ("公园\u{0}里多种些树".into(), 422, "text_bad_character"),
        ("公园\u{1B}[31m里多种些树".into(), 422, "text_bad_character"),
        ("公园\u{85}里\u{9F}多种些树".into(), 422, "text_bad_character"),
        (format!("公园{}多种些树", "\u{301}".repeat(500)), 422, "text_bad_character"),
        // Between the meeting's maximum and the ceiling the domain refuses, above it the text type does.
        ("树".repeat(201), 422, "text_too_long"),
        ("树".repeat(5_000), 422, "text_too_long"),
    ];
    for (text, status, code) in cases {
        let answer = citizen.suggest(&text).await;
        assert_eq!(answer.refusal(), (status, code, Some("text")), "{text:.20}");
    }
    let hidden = citizen.suggest("公园\u{200B}里多种些树").await;
    assert_eq!(hidden.json["at"], 3, "counted from 1, as readers do");
    let long = citizen.suggest(&"树".repeat(201)).await;
    assert_eq!((&long.json["chars"], &long.json["max"]), (&json!(201), &json!(200)));
    assert_nothing_kept(&stage).await;
    citizen.suggest(&"树".repeat(200)).await.no();
}

#[tokio::test]
async fn other_fields_are_refused_by_name() {
    let stage = Stage::open().await;
    let citizen = stage.citizen();
    for (field, value, code) in [
        ("agenda_item", json!(0), "no_such_item"),
        ("agenda_item", json!(3), "no_such_item"),
        ("area", json!("长".repeat(31)), "bad_field"),
        ("area", json!("隐\u{200B}形"), "bad_field"),
        ("display_name", json!("长".repeat(21)), "bad_field"),
        ("display_name", json!("两\n行"), "bad_field"),
    ] {
        let mut body = json!({ "text": TEXT });
        body[field] = value;
        let answer = citizen.send_json("POST", "/suggestions", body.to_string()).await;
        assert_eq!(answer.refusal(), (422, code, Some(field)), "{body}");
    }
    assert_nothing_kept(&stage).await;
}

#[tokio::test]
async fn bodies_beyond_the_limit_and_of_other_types_are_refused() {
    let stage = Stage::open().await;
    let citizen = stage.citizen();
    let exactly = |bytes: usize| {
        let frame = json!({ "text": "" }).to_string().len();
        json!({ "text": "a".repeat(bytes - frame) }).to_string()
    };
    assert_eq!(citizen.send_json("POST", "/suggestions", exactly(BODY_BYTES_MAX)).await.code(), "text_too_long");
    for bytes in [BODY_BYTES_MAX + 1, 10_000_000] {
        let answer = citizen.send_json("POST", "/suggestions", exactly(bytes)).await;
        assert_eq!(answer.refusal(), (413, "body_too_large", None));
        assert_eq!(answer.json["max"], BODY_BYTES_MAX);
    }
    for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""] {
        let request = citizen.request("POST", "/suggestions").header(header::CONTENT_TYPE, kind);
        let answer = citizen.send(request.body(Body::from(json!({ "text": TEXT }).to_string())).unwrap()).await;
        assert_eq!(answer.refusal(), (415, "unsupported_media", None), "{kind}");
    }
    assert_nothing_kept(&stage).await;
}

#[tokio::test]
async fn wrong_meeting_and_wrong_number_are_not_found() {
    let stage = Stage::open().await;
    let citizen = stage.citizen();
    let elsewhere = async |path: &str| {
        let request = http::Request::post(path).header(header::CONTENT_TYPE, "application/json");
        citizen.send(request.body(Body::from(json!({ "text": TEXT }).to_string())).unwrap()).await
    };
    for meeting in ["nosuch99", "UPPER", "x", "%E5%85%AC%E5%9B%AD", "%FF%FE%FD"] {
        let answer = elsewhere(&format!("/api/v1/meetings/{meeting}/suggestions")).await;
        assert_eq!(answer.refusal(), (404, "no_such_meeting", None), "{meeting}");
    }
    for no in ["0", "1", "4294967295", "4294967296", "-1", "abc", "1e3"] {
        let answer = citizen.plain("PUT", &format!("/suggestions/{no}/support")).await;
        assert_eq!(answer.refusal(), (404, "no_such_suggestion", None), "{no}");
    }
    let mine = citizen.send(http::Request::get("/api/v1/meetings/nosuch99/mine").body(Body::empty()).unwrap()).await;
    assert_eq!(mine.code(), "no_such_meeting");
    assert_eq!(citizen.plain("PATCH", "/suggestions/1").await.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn refusals_speak_the_reader_s_language() {
    let stage = Stage::open().await;
    let citizen = stage.citizen();
    let mut titles = Vec::new();
    for language in ["zh-CN", "zh-TW", "en"] {
        let request = citizen.request("POST", "/suggestions").header(header::CONTENT_TYPE, "application/json");
        let request = request.header(header::ACCEPT_LANGUAGE, language);
        let answer = citizen.send(request.body(Body::from(json!({ "text": "修路。" }).to_string())).unwrap()).await;
        titles.push(answer.json["title"].as_str().map(str::to_owned));
    }
    assert!(titles.iter().all(|title| title.as_ref().is_some_and(|title| title.contains('4'))), "{titles:?}");
    assert!(titles[0] != titles[2] && titles[1] != titles[2]);
}

#[tokio::test]
async fn other_sites_pages_change_nothing() {
    let stage = Stage::open().await;
    let citizen = stage.citizen();
    let request = citizen.request("POST", "/suggestions").header(header::CONTENT_TYPE, "application/json");
    let request = request.header(header::ORIGIN, "https://evil.example");
    let answer = citizen.send(request.body(Body::from(json!({ "text": TEXT }).to_string())).unwrap()).await;
    assert_eq!(answer.refusal(), (403, "cross_site", None));
    assert_nothing_kept(&stage).await;
}

#[tokio::test]
async fn same_fields_written_differently_are_the_same_body() {
    let stage = Stage::open().await;
    let citizen = stage.citizen();
    let bodies = [
        format!("{{\"text\":\"{TEXT}\",\"area\":null}}"),
        format!(" {{ \"area\" : null, \"text\" : \"{TEXT}\" }} "),
        json!({ "text": TEXT }).to_string(),
    ];
    let mut answers: Vec<Value> = Vec::new();
    for body in bodies {
        let request = citizen.request("POST", "/suggestions").header("idempotency-key", "one");
        let request = request.header(header::CONTENT_TYPE, "application/json");
        answers.push(citizen.send(request.body(Body::from(body)).unwrap()).await.json);
    }
    assert!(answers.iter().all(|answer| answer["no"] == 1 && *answer == answers[0]), "{answers:?}");
}
