//! Imports of Polis exports, small ones written here and real ones where they are at hand.

use std::collections::HashMap;
use std::fs::File;
use std::io::Cursor;
use std::path::Path;

use domain::{Event, Phase, PublicEvent, ReviewKind, Seq, Suggestion};
use protocol::Locale;
use protocol::secretariat::ExportFormat;
use secretariat::{ImportError, ImportSummary, Input, PolisFiles, PolisOptions, Progress, import_polis};

use crate::house::House;

fn options() -> PolisOptions {
    PolisOptions { meeting: "polis001".parse().unwrap(), code: domain::MeetingCode::from_number(7) }
}

/// An import of files with this content.
async fn written(files: &[(&str, &[u8])]) -> (House, Result<ImportSummary, ImportError>) {
    let house = House::open().await;
    let file = |name: &str| {
        let content = files.iter().find(|(there, _)| *there == name).map(|(_, content)| content.to_vec());
        content.map(|content| Box::new(Cursor::new(content)) as Input)
    };
    let files = PolisFiles {
        name: "a folder".into(),
        comments: file("comments.csv").unwrap(),
        votes: file("votes.csv"),
        participants_votes: file("participants-votes.csv"),
        summary: file("summary.csv"),
    };
    let summary = import_polis(&house.store, house.clock.clone(), files, options(), |_| {}).await;
    (house, summary)
}

async fn suggestions(house: &House) -> Vec<Suggestion> {
    house.store.suggestions(&"polis001".parse().unwrap()).await.unwrap()
}

fn told(summary: &ImportSummary) -> Vec<String> {
    summary.malformed.iter().map(ToString::to_string).collect()
}

const HEADER: &str = "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n";

#[tokio::test]
async fn statements_agreements_and_the_topic_come_in() {
    let comments = format!(
        "{HEADER}5,x,1,4,0,0,1,\"Second, \"\"quoted\"\"\nand broken\"\n3,x,0,3,2,1,0,The first one\n7,x,2,5,1,0,-1,Taken out\n"
    );
    // The last vote counts, by its time and not by its place; at one time by its line.
    let votes = "timestamp,datetime,comment-id,voter-id,vote\n\
                 20,x,0,a,1\n10,x,0,a,-1\n5,x,0,b,1\n6,x,0,b,0\n7,x,1,b,-1\n7,x,1,b,1\n9,x,1,c,1\n9,x,2,c,1\n";
    let files: [(&str, &[u8]); 3] = [
        ("comments.csv", comments.as_bytes()),
        ("votes.csv", votes.as_bytes()),
        ("summary.csv", "topic,多一些绿道\nurl,https://example.org/x\nviews,3\n".as_bytes()),
    ];
    let (house, summary) = written(&files).await;
    let summary = summary.unwrap();
    assert_eq!(told(&summary), Vec::<String>::new());
    assert_eq!((summary.received, summary.published, summary.rejected), (3, 2, 1));
    assert_eq!((summary.supports, summary.supports_of_rejected, summary.people), (3, 1, 6));
    let rows = suggestions(&house).await;
    let row = |at: usize| (rows[at].no.0, rows[at].text.as_str(), rows[at].supports, rows[at].review.kind());
    assert_eq!(row(0), (1, "The first one", 1, ReviewKind::Published));
    assert_eq!(row(1), (2, "Second, \"quoted\"\nand broken", 2, ReviewKind::Published));
    assert_eq!(row(2), (3, "Taken out", 0, ReviewKind::Rejected));
    let meeting = house.store.meeting(&summary.meeting).await.unwrap().unwrap();
    assert_eq!(
        (meeting.settings.title.as_str(), meeting.settings.summary.as_str()),
        ("多一些绿道", "https://example.org/x")
    );
    assert!(matches!(meeting.phase, Phase::Closed { .. }));
    let public = house.store.log(&summary.meeting, Seq(0), 1_000).await.unwrap();
    let public: Vec<_> = public.into_iter().filter(|one| matches!(one.event, Event::Public(_))).collect();
    assert!(!serde_json::to_string(&public).unwrap().contains("Taken out"));
    let file =
        secretariat::export(&house.store, house.clock.clone(), &summary.meeting, ExportFormat::Xlsx, Locale::En).await;
    assert!(file.unwrap().is_some());
}

#[tokio::test]
async fn malformed_rows_are_told_by_line_and_do_not_stop_the_rest() {
    let long = "long ".repeat(201);
    let mut comments = format!(
        "{HEADER}1,x,0,3,0,0,1,Fine as it is\n1,x,zero,3,0,0,1,No number here\n1,x,0,3,0,0,1,The same id again\n\
         1,x,3,3,0,0,7,Moderated by seven\n1,x,4,3,0,0,1,abc\n1,x,5,3,0,0,1,{long}\n1,x,6,3\n1,x,7,3,0,0,1,\n"
    )
    .into_bytes();
    comments.extend_from_slice(b"1,x,8,3,0,0,1,not \xff utf-8\n1,x,9,3,0,0,1,Fine to the end\n");
    let votes = "timestamp,datetime,comment-id,voter-id,vote\n1,x,0,a,1\n1,x,0,b,2\n1,x,0,c,yes\nsoon,x,0,d,1\n1,x,77,e,1\n1,x,0\n1,x,0,,1\n1,x,9,f,1\n";
    let (house, summary) = written(&[("comments.csv", &comments), ("votes.csv", votes.as_bytes())]).await;
    let summary = summary.unwrap();
    let lines: Vec<_> = summary.malformed.iter().map(|one| (one.file, one.line)).collect();
    let of = |file, lines: &[u64]| lines.iter().map(|line| (file, *line)).collect::<Vec<_>>();
    let expected = [of("comments.csv", &[3, 4, 5, 6, 7, 8, 9, 10]), of("votes.csv", &[3, 4, 5, 6, 7, 8])].concat();
    assert_eq!(lines, expected, "{:#?}", told(&summary));
    assert_eq!(summary.malformed_total, 14);
    assert!(summary.malformed[4].reason.contains("1004 characters"), "{:?}", summary.malformed[4]);
    assert_eq!((summary.received, summary.published, summary.supports), (2, 2, 2));
    assert_eq!(suggestions(&house).await.iter().map(|one| one.supports).collect::<Vec<_>>(), [1, 1]);
}

#[tokio::test]
async fn other_spellings_byte_order_marks_and_line_ends_are_read() {
    let comments = "\u{feff}comment_id,Comment Body\r\n4,Four wheels good\r\n9,\"Two\r\nwheels better\"\r\n";
    let votes = "\u{feff}participant,xid,group-id,n-votes,4,9,12\r\n1,,0,2,1,-1,\r\n2,,0,1,1\r\n3,,0,2,,1,1\r\n4,,0,2,1,maybe,\r\n";
    let files: [(&str, &[u8]); 2] =
        [("comments.csv", comments.as_bytes()), ("participants-votes.csv", votes.as_bytes())];
    let (house, summary) = written(&files).await;
    let summary = summary.unwrap();
    let told = told(&summary);
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(
        told[0].starts_with("participants-votes.csv, line 1: comment-id 12") && told[1].contains("line 5: 9 is"),
        "{told:?}"
    );
    let rows = suggestions(&house).await;
    let rows: Vec<_> = rows.iter().map(|one| (one.no.0, one.text.as_str(), one.supports)).collect();
    assert_eq!(
        rows,
        [(1, "Four wheels good", 2), (2, "Two\nwheels better", 1)],
        "of a row with a fault nothing is taken"
    );
}

#[tokio::test]
async fn personal_data_are_masked_as_in_every_publication() {
    let comments = format!("{HEADER}1,x,0,3,0,0,1,Call me at 13800005521 please\n");
    let votes = "comment-id,voter-id,vote\n0,a,1\n";
    let (house, summary) = written(&[("comments.csv", comments.as_bytes()), ("votes.csv", votes.as_bytes())]).await;
    let log = house.store.log(&summary.unwrap().meeting, Seq(0), 100).await.unwrap();
    let published = log.iter().find_map(|one| match &one.event {
        Event::Public(PublicEvent::Published(published)) => Some(published.text.as_str()),
        _ => None,
    });
    assert_eq!(published, Some("Call me at 138****5521 please"));
}

#[tokio::test]
async fn what_is_no_export_is_refused_before_anything_is_written() {
    let comments = format!("{HEADER}1,x,0,3,0,0,1,Fine as it is\n");
    let (house, refused) = written(&[("comments.csv", comments.as_bytes())]).await;
    assert!(matches!(refused, Err(ImportError::NoVotes)));
    assert!(house.store.meetings(10).await.unwrap().is_empty());
    let (_, refused) =
        written(&[("comments.csv", b"comment-id\n1\n"), ("votes.csv", b"comment-id,voter-id,vote\n")]).await;
    assert!(matches!(refused, Err(ImportError::NoColumn { file: "comments.csv", column: "comment-body" })));
    let (_, refused) = written(&[("comments.csv", comments.as_bytes()), ("votes.csv", b"comment-id,vote\n")]).await;
    assert!(matches!(refused, Err(ImportError::NoColumn { file: "votes.csv", column: "voter-id" })));
}

/// Agreements of each statement by the last vote of each person, counted here in another way than the import does.
fn agrees(dir: &Path) -> HashMap<u64, u32> {
    let mut rows: Vec<(i64, u64, String, i8)> = csv::Reader::from_path(dir.join("votes.csv"))
        .unwrap()
        .records()
        .map(|row| {
            let row = row.unwrap();
            (row[0].parse().unwrap(), row[2].parse().unwrap(), row[3].to_owned(), row[4].parse().unwrap())
        })
        .collect();
    rows.sort_by_key(|row| row.0);
    let last: HashMap<(u64, String), i8> = rows.into_iter().map(|(_, id, voter, vote)| ((id, voter), vote)).collect();
    let mut agrees = HashMap::new();
    for ((id, _), vote) in last {
        *agrees.entry(id).or_default() += u32::from(vote == 1);
    }
    agrees
}

#[tokio::test]
async fn the_real_conversation_about_uber_keeps_its_figures() {
    let Some(shared) = testkit::shared_dir() else {
        return;
    };
    let dir = shared.join("ranking/data/polis/vtaiwan.uberx");
    let house = House::open().await;
    let mut steps = 0;
    let file = |name: &str| Box::new(File::open(dir.join(name)).unwrap()) as Input;
    let files = PolisFiles {
        name: String::new(),
        comments: file("comments.csv"),
        votes: Some(file("votes.csv")),
        participants_votes: None,
        summary: Some(file("summary.csv")),
    };
    let summary = import_polis(&house.store, house.clock.clone(), files, options(), |step| {
        steps += usize::from(!matches!(step, Progress::Reading));
    })
    .await
    .unwrap();
    assert_eq!(told(&summary), Vec::<String>::new());
    assert_eq!((summary.received, summary.published, summary.rejected), (197, 119, 78));
    assert!(steps >= 2 * 197);
    let agrees = agrees(&dir);
    let rows = suggestions(&house).await;
    let mut supports = 0;
    // The comment ids of this conversation are 0 to 196.
    for (id, row) in (0..).zip(&rows) {
        let expected = if row.review.kind() == ReviewKind::Published { agrees[&id] } else { 0 };
        assert_eq!(row.supports, expected, "comment {id}");
        supports += expected;
    }
    assert_eq!(summary.supports, supports);
    assert_eq!(supports + summary.supports_of_rejected, agrees.values().sum::<u32>());
}
