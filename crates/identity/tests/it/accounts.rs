//! Accounts, links, sessions.

use domain::Role;
use http::{StatusCode, header};
use identity::{IdentityConfig, SETUP_LINK_HOURS};
use serde_json::{Value, json};

use crate::house::{House, PASSWORD};

const PEER: &str = "203.0.113.7:4711";
const HOUR_MS: i64 = 3_600_000;

#[tokio::test]
async fn set_up_link_makes_one_account_with_every_duty_and_then_is_spent() {
    let house = House::new().await;
    let token = house.identity.first_link().await.unwrap().unwrap();
    let path = format!("/api/v1/setup/{token}");
    let weak = json!({ "login": "chief", "name": "秘书", "password": "short" });
    let answer = house.post(&path, None, &weak).await;
    assert_eq!((answer.status, answer.code().as_str()), (StatusCode::UNPROCESSABLE_ENTITY, "weak_password"));
    assert_eq!(answer.json()["field"], "password");
    // A refused form has not used the link up.
    let body = json!({ "login": "chief", "name": " 秘书 ", "password": PASSWORD });
    let answer = house.post(&path, None, &body).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let card = answer.json();
    assert_eq!((card["login"].as_str(), card["name"].as_str()), (Some("chief"), Some("秘书")));
    assert_eq!(card["roles"].as_array().map(Vec::len), Some(Role::ALL.len() - 1), "every duty of staff");
    let me = house.get("/api/v1/me", answer.cookie().as_deref()).await;
    assert_eq!(me.json(), card);
    assert_eq!(me.headers[header::CACHE_CONTROL], "no-store");
    let second = json!({ "login": "other", "name": "他人", "password": PASSWORD });
    let answer = house.post(&path, None, &second).await;
    assert_eq!((answer.status, answer.code().as_str()), (StatusCode::GONE, "link_spent"));
    assert_eq!(house.identity.first_link().await.unwrap(), None, "there is an account now");
}

#[tokio::test]
async fn set_up_link_expires_and_a_wrong_one_is_refused() {
    let house = House::new().await;
    let token = house.identity.first_link().await.unwrap().unwrap();
    let body = json!({ "login": "chief", "name": "秘书", "password": PASSWORD });
    assert_eq!(house.post("/api/v1/setup/guess", None, &body).await.code(), "link_spent");
    house.clock.advance_ms(i64::from(SETUP_LINK_HOURS) * HOUR_MS + 1);
    assert_eq!(house.post(&format!("/api/v1/setup/{token}"), None, &body).await.code(), "link_spent");
}

#[tokio::test]
async fn login_that_is_taken_does_not_use_a_link_up() {
    let house = House::new().await;
    house.set_up().await;
    let path = format!("/api/v1/setup/{}", house.identity.new_link().await.unwrap());
    let taken = json!({ "login": "chief", "name": "秘书", "password": PASSWORD });
    let answer = house.post(&path, None, &taken).await;
    assert_eq!((answer.status, answer.code().as_str()), (StatusCode::CONFLICT, "login_taken"));
    let free = json!({ "login": "deputy", "name": "副秘书", "password": PASSWORD });
    assert_eq!(house.post(&path, None, &free).await.status, StatusCode::OK);
}

#[tokio::test]
async fn right_password_begins_a_session_that_log_out_ends() {
    let house = House::new().await;
    house.set_up().await;
    let answer = house.log_in("chief", PASSWORD, PEER).await;
    assert_eq!((answer.status, answer.json()["login"].as_str()), (StatusCode::OK, Some("chief")));
    let set = answer.headers[header::SET_COOKIE].to_str().unwrap().to_owned();
    for part in ["yl_session=", "HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(set.contains(part), "{set} lacks {part}");
    }
    let cookie = answer.cookie().unwrap();
    assert_eq!(house.get("/api/v1/me", Some(&cookie)).await.status, StatusCode::OK);
    let out = house.post("/api/v1/logout", Some(&cookie), &json!({})).await;
    assert_eq!(out.status, StatusCode::NO_CONTENT);
    assert!(out.headers[header::SET_COOKIE].to_str().unwrap().contains("Max-Age=0"));
    let after = house.get("/api/v1/me", Some(&cookie)).await;
    assert_eq!((after.status, after.code().as_str()), (StatusCode::UNAUTHORIZED, "login_needed"));
    assert!(after.headers.contains_key(header::WWW_AUTHENTICATE));
}

#[tokio::test]
async fn wrong_password_and_unknown_login_are_told_alike() {
    let house = House::new().await;
    house.set_up().await;
    let wrong = house.log_in("chief", "not the password", PEER).await;
    let unknown = house.log_in("nobody", "not the password", PEER).await;
    let strange = house.log_in("No Such Form!", "not the password", PEER).await;
    let endless = house.log_in("chief", &"x".repeat(2_000), PEER).await;
    for answer in [&wrong, &unknown, &strange, &endless] {
        assert_eq!((answer.status, answer.code().as_str()), (StatusCode::UNAUTHORIZED, "bad_login"));
        assert_eq!(answer.body, wrong.body);
        assert!(answer.cookie().is_none());
    }
}

#[tokio::test]
async fn attempts_are_limited_by_address_and_by_login() {
    let house = House::new().await;
    house.set_up().await;
    for serial in 0..10 {
        assert_eq!(house.log_in(&format!("guess{serial}"), "wrong password", PEER).await.code(), "bad_login");
    }
    let limited = house.log_in("chief", PASSWORD, PEER).await;
    assert_eq!((limited.status, limited.code().as_str()), (StatusCode::TOO_MANY_REQUESTS, "rate_limited"));
    assert_eq!(limited.headers[header::RETRY_AFTER], "6");
    // Somebody else is not kept out, until the login itself has been tried too often from anywhere.
    for serial in 1..=10 {
        let from = format!("198.51.100.{serial}:1");
        assert_eq!(house.log_in("chief", "wrong password", &from).await.code(), "bad_login");
    }
    assert_eq!(house.log_in("chief", PASSWORD, "198.51.100.99:1").await.code(), "rate_limited");
    house.clock.advance_ms(6_000);
    assert_eq!(house.log_in("chief", PASSWORD, "198.51.100.99:1").await.status, StatusCode::OK);
}

#[tokio::test]
async fn session_ends_by_itself() {
    let house = House::with(IdentityConfig { session_hours: 1, ..IdentityConfig::default() }).await;
    let cookie = house.set_up().await;
    house.clock.advance_ms(HOUR_MS - 1);
    assert_eq!(house.get("/api/v1/me", Some(&cookie)).await.status, StatusCode::OK);
    house.clock.advance_ms(2);
    assert_eq!(house.get("/api/v1/me", Some(&cookie)).await.code(), "login_needed");
    for bad in ["yl_session=", "yl_session=guess", "yl_device=x"] {
        assert_eq!(house.get("/api/v1/me", Some(bad)).await.code(), "login_needed");
    }
}

#[tokio::test]
async fn only_a_system_administrator_makes_accounts() {
    let house = House::new().await;
    let chief = house.set_up().await;
    let account =
        |login: &str, roles: Value| json!({ "login": login, "name": "李洁", "password": PASSWORD, "roles": roles });
    let made = house.post("/api/v1/staff", Some(&chief), &account("li.jie", json!(["moderator"]))).await;
    assert_eq!((made.status, &made.json()["roles"]), (StatusCode::CREATED, &json!(["moderator"])));
    let again = house.post("/api/v1/staff", Some(&chief), &account("li.jie", json!(["moderator"]))).await;
    assert_eq!((again.code().as_str(), &again.json()["field"]), ("login_taken", &json!("login")));
    for roles in [json!([]), json!(["participant"])] {
        let refused = house.post("/api/v1/staff", Some(&chief), &account("other", roles)).await;
        assert_eq!((refused.code().as_str(), &refused.json()["field"]), ("bad_field", &json!("roles")));
    }
    let moderator = house.log_in("li.jie", PASSWORD, PEER).await.cookie().unwrap();
    let refused = house.post("/api/v1/staff", Some(&moderator), &account("other", json!(["chair"]))).await;
    assert_eq!((refused.status, refused.code().as_str()), (StatusCode::FORBIDDEN, "not_allowed"));
    assert_eq!(house.get("/api/v1/staff", Some(&moderator)).await.code(), "not_allowed");
    let list = house.get("/api/v1/staff", Some(&chief)).await;
    assert_eq!(list.json()["staff"].as_array().map(Vec::len), Some(2));
    assert!(!list.text().contains("argon2"), "hashes stay in the store");
}

#[tokio::test]
async fn page_without_a_session_leads_to_the_log_in_and_back() {
    let house = House::new().await;
    let chief = house.set_up().await;
    let away = house.get("/mod/park2026?a=1&b=2", None).await;
    assert_eq!(away.status, StatusCode::SEE_OTHER);
    assert_eq!(away.headers[header::LOCATION], "/login?next=%2Fmod%2Fpark2026%3Fa%3D1%26b%3D2");
    assert_eq!(house.get("/mod/park2026", Some(&chief)).await.text(), "console");
    let login = house.get("/login?lang=en", None).await;
    assert!(login.text().contains("<html lang=\"en\">"));
    assert_eq!(login.headers[header::REFERRER_POLICY], "no-referrer");
}

#[tokio::test]
async fn bodies_of_accounts_are_small_and_exact() {
    let house = House::new().await;
    let known = json!({ "login": "a", "password": "b", "admin": true });
    assert_eq!(house.post("/api/v1/login", None, &known).await.code(), "unknown_field");
    let large = json!({ "login": "a", "password": "x".repeat(5_000) });
    assert_eq!(house.post("/api/v1/login", None, &large).await.status, StatusCode::PAYLOAD_TOO_LARGE);
}
