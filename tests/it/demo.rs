//! `yanlu demo --headless --until-end`: every suggestion ends, nothing is lost, totals are equal everywhere.

use std::process::Stdio;

use calamine::{Data, Reader};
use serde_json::Value;
use tokio::process::Command;

#[tokio::test(flavor = "multi_thread")]
async fn a_headless_demo_ends_with_nothing_pending_and_equal_totals() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let args = ["demo", "--headless", "--until-end", "--listen", "127.0.0.1:0", "--speed", "240"];
    let ended = Command::new(env!("CARGO_BIN_EXE_yanlu"))
        .args(args)
        .args(["--viewers", "40", "--moderators", "4", "--suggestions", "120", "--out"])
        .arg(&out)
        .stdin(Stdio::null())
        .output()
        .await
        .unwrap();
    let said = String::from_utf8(ended.stdout).unwrap();
    let summary: Value = serde_json::from_str(said.lines().last().unwrap_or_default())
        .unwrap_or_else(|_| panic!("{said}\n{}", String::from_utf8_lossy(&ended.stderr)));
    assert!(ended.status.success(), "{summary}\n{}", String::from_utf8_lossy(&ended.stderr));
    assert_eq!(
        (&summary["received"], &summary["pending"], &summary["frames_lost"]),
        (&120.into(), &0.into(), &0.into())
    );
    let count = |name: &str| summary[name].as_u64().unwrap();
    let ends = ["published", "merged", "rejected", "returned", "withdrawn"].map(count);
    assert_eq!(ends.iter().sum::<u64>(), 120, "{summary}");

    let file = |format: &str| out.join(format!("{}.{format}", summary["meeting"].as_str().unwrap()));
    let exported: Value = serde_json::from_slice(&std::fs::read(file("json")).unwrap()).unwrap();
    let rows = exported["suggestions"].as_array().unwrap();
    let published = rows.iter().filter(|row| row["state"] == "published");
    assert_eq!(rows.len(), 120);
    assert_eq!(published.clone().count() as u64, count("published"));
    assert_eq!(published.filter_map(|row| row["supports"].as_u64()).sum::<u64>(), count("supports"));

    let text = std::fs::read(file("csv")).unwrap();
    assert!(text.starts_with(b"\xef\xbb\xbf"));
    let mut reader = csv::Reader::from_reader(&text[3..]);
    assert_eq!(reader.records().flatten().count(), 120);

    let mut book: calamine::Xlsx<_> = calamine::open_workbook(file("xlsx")).unwrap();
    let ranked = book.worksheet_range("排序").unwrap();
    assert_eq!(ranked.rows().skip(1).filter(|row| row[0] != Data::Empty).count() as u64, count("published"));
}
