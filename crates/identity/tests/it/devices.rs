//! Devices, pseudonyms, forms, and requests that other sites' pages send.

use axum::body::Body;
use http::{StatusCode, header};

use crate::house::{House, request};

#[tokio::test]
async fn device_gets_a_cookie_once_and_keeps_its_pseudonym() {
    let house = House::new().await;
    let first = house.get("/person/park2026", None).await;
    let cookie = first.cookie().unwrap();
    assert!(cookie.starts_with("yl_device="));
    assert_eq!(first.headers[header::CACHE_CONTROL], "private, no-store");
    let again = house.get("/person/park2026", Some(&cookie)).await;
    assert_eq!(again.text(), first.text());
    assert!(again.cookie().is_none(), "a known device needs no new cookie");
}

#[tokio::test]
async fn pseudonyms_of_two_meetings_and_of_two_devices_differ() {
    let house = House::new().await;
    let first = house.get("/person/park2026", None).await;
    let cookie = first.cookie().unwrap();
    let elsewhere = house.get("/person/lake2026", Some(&cookie)).await;
    let other = house.get("/person/park2026", None).await;
    assert_eq!(first.text().len(), 32);
    assert_ne!(first.text(), elsewhere.text());
    assert_ne!(first.text(), other.text());
    assert!(!cookie.contains(&first.text()));
}

#[tokio::test]
async fn forged_device_cookie_makes_a_new_device() {
    let house = House::new().await;
    let first = house.get("/person/park2026", None).await;
    let cookie = first.cookie().unwrap();
    let flip = if cookie.ends_with('A') { "B" } else { "A" };
    let forged = format!("{}{flip}", &cookie[..cookie.len() - 1]);
    for bad in [forged.as_str(), "yl_device=", "yl_device=abc", "yl_device=%00"] {
        let answer = house.get("/person/park2026", Some(bad)).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_ne!(answer.text(), first.text(), "{bad}");
        assert!(answer.cookie().is_some(), "{bad}");
    }
}

#[tokio::test]
async fn form_is_taken_only_from_the_device_that_it_was_shown_to() {
    let house = House::new().await;
    let shown = house.get("/token", None).await;
    let (cookie, token) = (shown.cookie().unwrap(), shown.text());
    let other = house.get("/token", None).await;
    let send = async |cookie: Option<&str>, token: &str| {
        let form = request("POST", "/form", cookie).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        house.send(form.body(Body::from(format!("csrf={token}"))).unwrap()).await
    };
    assert_eq!(send(Some(&cookie), &token).await.text(), "taken");
    for (cookie, token) in [
        (Some(cookie.as_str()), other.text()),
        (None, token),
        (Some(cookie.as_str()), String::new()),
        (Some(cookie.as_str()), "x".repeat(32)),
    ] {
        let answer = send(cookie, &token).await;
        assert_eq!((answer.status, answer.code().as_str()), (StatusCode::FORBIDDEN, "cross_site"));
    }
}

#[tokio::test]
async fn change_asked_for_by_another_site_is_refused_before_anything_else() {
    let house = House::new().await;
    let post = async |name: &str, value: &str| {
        let request = request("POST", "/person/park2026", None).header(name, value);
        house.send(request.body(Body::empty()).unwrap()).await
    };
    for (name, value) in
        [("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site"), ("origin", "https://evil.example")]
    {
        let answer = post(name, value).await;
        assert_eq!((answer.status, answer.code().as_str()), (StatusCode::FORBIDDEN, "cross_site"), "{name}: {value}");
        assert!(answer.cookie().is_none());
    }
    assert_eq!(post("origin", "https://yanlu.example").await.status, StatusCode::OK);
    assert_eq!(post("sec-fetch-site", "same-origin").await.status, StatusCode::OK);
    let reading = request("GET", "/person/park2026", None).header("sec-fetch-site", "cross-site");
    assert_eq!(house.send(reading.body(Body::empty()).unwrap()).await.status, StatusCode::OK);
}
