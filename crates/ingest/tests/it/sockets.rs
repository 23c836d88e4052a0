//! What only a real socket shows: bodies that never end, announced or not, and connections that hang up.

use std::net::SocketAddr;

use http::StatusCode;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::stage::{MEETING, Stage, TEXT, id};

const TEN_MB: usize = 10_000_000;

async fn serve(stage: &Stage) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let app = stage.app.clone().into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, app).await });
    address
}

fn head(framing: &str) -> String {
    format!(
        "POST /api/v1/meetings/{MEETING}/suggestions HTTP/1.1\r\nhost: yanlu\r\n\
         content-type: application/json\r\n{framing}\r\n\r\n"
    )
}

/// Sends what it can while the server still reads, then whatever the server answered.
async fn exchange(address: SocketAddr, head: &str, chunk: &[u8], times: usize) -> String {
    let (mut reading, mut writing) = TcpStream::connect(address).await.unwrap().into_split();
    writing.write_all(head.as_bytes()).await.unwrap();
    let chunk = chunk.to_vec();
    let sending = tokio::spawn(async move {
        for _ in 0..times {
            // The server may have hung up: that is an answer too.
            if writing.write_all(&chunk).await.is_err() {
                break;
            }
        }
        writing
    });
    let mut answer = vec![0; 4_096];
    let read = reading.read(&mut answer).await.unwrap();
    drop(sending.await.unwrap());
    String::from_utf8(answer[..read].to_vec()).unwrap()
}

#[tokio::test]
async fn ten_megabytes_are_refused_after_sixteen_kilobytes() {
    let stage = Stage::open().await;
    let address = serve(&stage).await;
    let announced = head(&format!("content-length: {TEN_MB}"));
    let chunk = [b'a'; 10_000];
    let answer = exchange(address, &announced, &chunk, TEN_MB / chunk.len()).await;
    assert!(answer.starts_with("HTTP/1.1 413 ") && answer.contains("body_too_large"), "{answer}");
    let chunked = format!("2710\r\n{}\r\n", "a".repeat(10_000));
    let answer = exchange(address, &head("transfer-encoding: chunked"), chunked.as_bytes(), 1_000).await;
    assert!(answer.starts_with("HTTP/1.1 413 ") && answer.contains("body_too_large"), "{answer}");
    assert_eq!(stage.store.suggestions(&id()).await.unwrap(), Vec::new());
}

#[tokio::test]
async fn invalid_utf8_is_refused_and_the_connection_goes_on() {
    let stage = Stage::open().await;
    let address = serve(&stage).await;
    let mut socket = TcpStream::connect(address).await.unwrap();
    let bad = b"{\"text\":\"\xff\xfe\xfd\xfc\xfb\"}";
    let good = json!({ "text": TEXT }).to_string();
    for (body, status) in [(&bad[..], "400"), (good.as_bytes(), "201")] {
        socket.write_all(head(&format!("content-length: {}", body.len())).as_bytes()).await.unwrap();
        socket.write_all(body).await.unwrap();
        let mut answer = vec![0; 4_096];
        let read = socket.read(&mut answer).await.unwrap();
        let answer = String::from_utf8_lossy(&answer[..read]).into_owned();
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{answer}");
    }
}

#[tokio::test]
async fn body_that_breaks_off_changes_nothing() {
    let stage = Stage::open().await;
    let address = serve(&stage).await;
    let mut socket = TcpStream::connect(address).await.unwrap();
    socket.write_all(head("content-length: 100").as_bytes()).await.unwrap();
    socket.write_all(b"{\"text\":\"").await.unwrap();
    drop(socket);
    let client = reqwest::Client::new();
    let url = format!("http://{address}/api/v1/meetings/{MEETING}/suggestions");
    let answer = client.post(&url).json(&json!({ "text": TEXT })).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::CREATED);
    assert!(answer.headers()["set-cookie"].to_str().unwrap().starts_with("yl_device="));
    assert_eq!(answer.json::<Value>().await.unwrap()["no"], 1);
}
