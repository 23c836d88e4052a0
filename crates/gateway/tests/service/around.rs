//! Around a meeting: captions, the course of one suggestion, frames on other sites, reading from anywhere.

use std::time::Duration;

use domain::{
    Actor, Caption, Command, Decision, FloorCommand, Label, MeetingCommand, MeetingId, Role, Settings, StaffId,
    StageCommand, SuggestionCommand, SuggestionNo,
};
use http::header;
use serde_json::Value;
use store::Change;

use crate::hall::{Bell, Hall, House, PATIENCE, quick};

impl House {
    async fn wish(&self, id: &MeetingId, actor: Actor, command: Command) {
        self.store.change(Change::new(id.clone(), actor, command)).await.unwrap();
    }

    async fn caption(&self, id: &MeetingId, text: &str) {
        let text = Caption::new(text).unwrap();
        self.wish(id, Actor::System, Command::Stage(StageCommand::Caption { moment_ms: None, text })).await;
    }

    async fn step(&self, id: &MeetingId, no: SuggestionNo, command: FloorCommand) {
        self.wish(id, Actor::System, Command::Floor { no, command }).await;
    }

    async fn merge(&self, id: &MeetingId, no: SuggestionNo, into: SuggestionNo) {
        let actor = Actor::Staff { id: StaffId(1), roles: [Role::SeniorModerator].into_iter().collect() };
        let revision = self.store.suggestion(id, no).await.unwrap().unwrap().revision;
        let command = SuggestionCommand::Decide { decision: Decision::merge(into), revision };
        self.wish(id, actor, Command::Suggestion { no, command }).await;
    }

    async fn allow_frames(&self, id: &MeetingId, origins: &[&str]) {
        let settings = self.store.meeting(id).await.unwrap().unwrap().settings;
        let embed_from = origins.iter().map(|origin| (*origin).to_owned()).collect();
        self.command(id, MeetingCommand::Revise(Settings { embed_from, ..settings })).await;
    }
}

async fn page(hall: &Hall, path: &str) -> String {
    let request = hall.http.get(hall.url(path)).header("accept", "text/html").header("accept-language", "zh-CN");
    request.send().await.unwrap().text().await.unwrap()
}

#[tokio::test]
async fn captions_come_from_the_log_and_go_on_after_a_place() {
    let house = House::open().await;
    let id = house.meeting("captions").await;
    house.command(&id, MeetingCommand::GoLive).await;
    house.clock.advance_ms(61_000);
    house.caption(&id, "请住建局回应。").await;
    let hall = Hall::open(&house, quick(), Bell::Rings).await;
    let read = async |query: &str| -> Value {
        let text = hall.get(&format!("/api/v1/meetings/{id}/captions{query}")).await.text().await.unwrap();
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
    };
    let lines = read("").await;
    assert_eq!(
        (&lines["lines"][0]["moment_ms"], &lines["lines"][0]["text"]),
        (&61_000.into(), &"请住建局回应。".into())
    );
    let seq = lines["lines"][0]["seq"].as_u64().unwrap();
    house.caption(&id, "一个月内答复。").await;
    // The log is looked at a few times a second, however many ask.
    let later = async {
        loop {
            let later = read(&format!("?after={seq}")).await;
            if !later["lines"].as_array().unwrap().is_empty() {
                return later;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    let later = tokio::time::timeout(PATIENCE, later).await.expect("the line arrives");
    assert_eq!(later["lines"].as_array().unwrap().len(), 1);
    assert_eq!(later["lines"][0]["text"], "一个月内答复。");
    assert_eq!(hall.get(&format!("/api/v1/meetings/{id}/captions?after=x")).await.status(), 400);
    let draft = house.draft("unseen").await;
    assert_eq!(hall.get(&format!("/api/v1/meetings/{draft}/captions")).await.status(), 404);
}

#[tokio::test]
async fn one_suggestion_tells_its_course_and_what_a_chat_shows_of_it() {
    let house = House::open().await;
    let id = house.meeting("course").await;
    house.command(&id, MeetingCommand::GoLive).await;
    let no = house.publish(&id, "口袋公园选址\"先公示\"再定").await;
    house.step(&id, no, FloorCommand::Shortlist).await;
    house.step(&id, no, FloorCommand::Show).await;
    house.step(&id, no, FloorCommand::Ask { unit: Label::new("住建局").unwrap() }).await;
    house.step(&id, no, FloorCommand::Answer { moment_ms: Some(754_000) }).await;
    let hall = Hall::open(&house, quick(), Bell::Rings).await;
    hall.whole_board(&id, house.head(&id).await).await;
    let page = page(&hall, &format!("/m/{id}/i/{no}")).await;
    let words = ["提交", "审核通过，已公开", "上了会场大屏", "主持人请住建局回应", "会场已答复"];
    let places: Vec<_> =
        words.iter().map(|word| page.find(&format!("<b>{word}</b>")).unwrap_or_else(|| panic!("{word}"))).collect();
    assert!(places.is_sorted(), "{places:?}");
    assert!(
        page.contains(&format!("href=\"/m/{id}?n={}&#38;t=754\"", no.0)) && page.contains("00:12:34"),
        "the moment is linked"
    );
    assert!(
        page.contains("property=\"og:title\" content=\"") && page.contains("name=\"twitter:card\" content=\"summary\"")
    );
    assert!(
        page.contains("先公示&#34;再定｜") && !page.contains("content=\"口袋公园选址\"先"),
        "what people write is escaped"
    );
    let address = hall.url(&format!("/m/{id}/i/{}", no.0));
    assert!(
        page.contains(&format!("property=\"og:url\" content=\"{address}\""))
            && page.contains(&format!("readonly value=\"{address}\""))
    );
}

#[tokio::test]
async fn a_number_that_lives_on_leads_to_the_other() {
    let house = House::open().await;
    let id = house.meeting("merged").await;
    let (one, other) = (house.publish(&id, "多建口袋公园").await, house.publish(&id, "口袋公园多建一些").await);
    house.merge(&id, other, one).await;
    let hall = Hall::open(&house, quick(), Bell::Rings).await;
    hall.whole_board(&id, house.head(&id).await).await;
    let page = page(&hall, &format!("/m/{id}/i/{}", other.0)).await;
    assert!(page.contains("多建口袋公园") && page.contains("您要看的 0002 号与本条意思相同"), "{page}");
    assert!(page.contains("<b>0002 号意思相同，并入本条</b>"));
    assert_eq!(hall.get(&format!("/m/{id}/i/99")).await.status(), 404);
}

#[tokio::test]
async fn only_the_sites_that_the_secretary_named_may_frame_the_list() {
    let house = House::open().await;
    let id = house.meeting("framed").await;
    house.publish_many(&id, (0..8).map(|no| format!("第 {no} 条：步道旁多一些座椅"))).await;
    let hall = Hall::open(&house, quick(), Bell::Rings).await;
    hall.whole_board(&id, house.head(&id).await).await;
    let policy = async |path: &str| {
        let answer = hall.get(path).await;
        assert_eq!(answer.status(), 200);
        assert!(!answer.headers().contains_key(header::SET_COOKIE), "a frame leaves no cookie");
        let policy = answer.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned();
        (policy, answer.text().await.unwrap())
    };
    let (before, page) = policy(&format!("/embed/{id}")).await;
    assert!(before.ends_with("frame-ancestors 'none'"), "{before}");
    assert_eq!(page.split("<template").next().unwrap().matches("<li").count(), 5);
    house.allow_frames(&id, &["https://news.example", "https://*.city.example:8443"]).await;
    hall.whole_board(&id, house.head(&id).await).await;
    let (after, page) = policy(&format!("/embed/{id}?n=8&order=newest")).await;
    assert!(after.ends_with("frame-ancestors https://news.example https://*.city.example:8443"), "{after}");
    assert_eq!(page.split("<template").next().unwrap().matches("<li").count(), 8);
    assert!(!page.contains(" style=") && !page.contains("<style"));
    for query in ["?n=0", "?n=21", "?n=x"] {
        assert_eq!(hall.get(&format!("/embed/{id}{query}")).await.status(), 400, "{query}");
    }
}

#[tokio::test]
async fn any_page_may_read_what_is_public_and_nothing_else() {
    let house = House::open().await;
    let id = house.meeting("open").await;
    house.publish(&id, "公开的接口谁都能读").await;
    let hall = Hall::open(&house, quick(), Bell::Rings).await;
    hall.whole_board(&id, house.head(&id).await).await;
    let api = format!("/api/v1/meetings/{id}");
    let open = [
        "/api/v1/meetings".to_owned(),
        format!("{api}/board"),
        format!("{api}/suggestions/1"),
        format!("{api}/captions"),
        format!("/m/{id}/feed/live.json"),
    ];
    for path in open {
        let answer = hall.http.get(hall.url(&path)).header("origin", "https://elsewhere.example").send().await.unwrap();
        assert_eq!(answer.headers()[header::ACCESS_CONTROL_ALLOW_ORIGIN], "*", "{path}");
        assert!(!answer.headers().contains_key(header::ACCESS_CONTROL_ALLOW_CREDENTIALS), "{path}");
    }
    for path in [format!("/m/{id}"), format!("/m/{id}/i/1"), "/".to_owned()] {
        assert!(!hall.get(&path).await.headers().contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN), "{path}");
    }
}

#[tokio::test]
async fn the_page_that_shows_how_to_read_names_this_server_and_a_meeting() {
    let house = House::open().await;
    let hall = Hall::open(&house, quick(), Bell::Rings).await;
    assert!(page(&hall, "/api").await.contains("/api/v1/meetings/MEETING/board"));
    let id = house.meeting("shown").await;
    let shown = page(&hall, "/api").await;
    assert!(shown.contains(&format!("curl &#39;{}", hall.url(&format!("/api/v1/meetings/{id}/board")))), "{shown}");
    assert!(shown.contains("href=\"/api/openapi.json\"") && shown.contains(&format!("/embed/{id}")));
}

#[tokio::test]
async fn a_code_is_found_however_it_is_typed_and_a_wrong_one_stays_in_the_field() {
    let house = House::open().await;
    let id = house.meeting("typed").await;
    let code = house.store.meeting(&id).await.unwrap().unwrap().code.to_string();
    let hall = Hall::open(&house, quick(), Bell::Rings).await;
    let spaced = format!("{}+{}", &code[..3], &code[3..]);
    assert!(page(&hall, &format!("/j?code={spaced}")).await.contains("id=\"feed\""));
    let wrong = page(&hall, "/j?code=99%209999").await;
    assert!(wrong.contains("value=\"99 9999\"") && wrong.contains("aria-invalid=\"true\""), "{wrong}");
    house.command(&id, MeetingCommand::GoLive).await;
    house.command(&id, MeetingCommand::EndLive).await;
    assert!(page(&hall, "/").await.contains("直播已结束，仍可补充建议"));
    house.command(&id, MeetingCommand::Close).await;
    assert!(page(&hall, "/").await.contains("已结束，可看建议与答复"));
}
