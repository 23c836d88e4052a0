//! Big screen, overlay and QR codes, as the machine beside the wall gets them.

use domain::{
    Actor, AgendaNo, Command, FloorCommand, MeetingCommand, MeetingId, Roles, ScreenView, StageCommand, SuggestionNo,
};
use http::StatusCode;
use store::{Change, NewScreen, ScreenKind};

use crate::hall::{Bell, Hall, House, quick};

const TOKEN: &str = "an-address-that-only-the-room-knows";

impl House {
    /// A link with [`TOKEN`]; the answer is its number.
    async fn link(&self, id: &MeetingId, kind: ScreenKind) -> u32 {
        let now = domain::Clock::now(&*self.clock);
        let staff = self.store.create_staff(&format!("{kind:?}"), "王", "none", Roles::default(), now).await.unwrap();
        let token = format!("{TOKEN}-{kind:?}");
        let new = NewScreen {
            meeting: id.clone(),
            kind,
            label: "大厅".to_owned(),
            token_hash: identity::token_hash(&token),
            created_by: staff,
            created_at: now,
        };
        self.store.create_screen(new).await.unwrap().unwrap().id
    }

    async fn live(&self, id: &str) -> MeetingId {
        let id = self.meeting(id).await;
        self.command(&id, MeetingCommand::GoLive).await;
        self.command(&id, MeetingCommand::StartItem(AgendaNo(2))).await;
        id
    }

    async fn floor(&self, id: &MeetingId, no: SuggestionNo, command: FloorCommand) {
        let change = Change::new(id.clone(), Actor::System, Command::Floor { no, command });
        self.store.change(change).await.unwrap();
    }

    async fn stage(&self, id: &MeetingId, command: StageCommand) {
        let change = Change::new(id.clone(), Actor::System, Command::Stage(command));
        self.store.change(change).await.unwrap();
    }
}

struct Opened {
    status: StatusCode,
    policy: String,
    page: String,
}

impl Opened {
    fn view(&self) -> &str {
        let (_, after) = self.page.split_once("data-view=\"").unwrap();
        after.split_once('"').unwrap().0
    }
}

impl Hall {
    async fn open_link(&self, path: &str, query: &str) -> Opened {
        let kind = if path.starts_with("/screen") { "Screen" } else { "Overlay" };
        let request = self.http.get(self.url(&format!("{path}?k={TOKEN}-{kind}{query}")));
        let answer = request.header("accept", "text/html").header("accept-language", "zh-CN").send().await.unwrap();
        let policy = answer.headers().get("content-security-policy");
        Opened {
            status: answer.status(),
            policy: policy.map_or_else(String::new, |policy| policy.to_str().unwrap().to_owned()),
            page: answer.text().await.unwrap(),
        }
    }
}

#[tokio::test]
async fn screen_shows_the_ranking_and_the_way_in_whole_from_the_server() {
    let house = House::open().await;
    let id = house.live("ranked").await;
    house.publish_many(&id, (0..8).map(|no| format!("第 {no} 条：步道旁多一些座椅"))).await;
    house.support(&id, SuggestionNo(7), 1).await;
    house.link(&id, ScreenKind::Screen).await;
    let hall = Hall::open(&house, quick(), Bell::Rings).await;
    hall.whole_board(&id, house.head(&id).await).await;
    let opened = hall.open_link("/screen/ranked", "&view=rank").await;
    assert_eq!((opened.status, opened.view()), (StatusCode::OK, "rank"));
    assert!(opened.policy.contains("frame-ancestors 'self'") && opened.policy.contains("script-src 'self'"));
    let (rows, _) = opened.page.split_once("</ol>").unwrap();
    assert_eq!(rows.matches("<li data-no=").count(), 5);
    assert!(rows.contains("<li data-no=\"7\"><span class=\"n\">1</span>"), "most backed first: {rows}");
    assert!(opened.page.contains("议题二 · 附议最多") && opened.page.contains("本议题还剩"));
    assert!(opened.page.contains("class=\"qr\"") && opened.page.contains("会议码 000 "), "code in two threes");
    assert!(!opened.page.contains(" style=") && !opened.page.contains("<style"));
}

#[tokio::test]
async fn view_follows_the_host_unless_the_address_fixes_it() {
    let house = House::open().await;
    let id = house.live("followed").await;
    let no = house.publish(&id, "口袋公园选址请先公示").await;
    house.floor(&id, no, FloorCommand::Show).await;
    house.link(&id, ScreenKind::Screen).await;
    let hall = Hall::open(&house, quick(), Bell::Rings).await;
    let view = async |query: &str| {
        hall.whole_board(&id, house.head(&id).await).await;
        hall.open_link("/screen/followed", query).await.view().to_owned()
    };
    assert_eq!((view("").await, view("&view=rank").await), ("focus".to_owned(), "rank".to_owned()));
    house.stage(&id, StageCommand::View { view: ScreenView::Timer }).await;
    assert_eq!((view("").await, view("&view=focus").await), ("timer".to_owned(), "focus".to_owned()));
    house.stage(&id, StageCommand::View { view: ScreenView::Blank }).await;
    assert_eq!((view("").await, view("&view=rank").await), ("blank".to_owned(), "blank".to_owned()));
}

#[tokio::test]
async fn revoked_wrong_and_foreign_links_say_so_and_show_nothing_of_the_meeting() {
    let house = House::open().await;
    let id = house.live("revoked").await;
    let other = house.live("other").await;
    house.publish(&id, "口袋公园选址请先公示").await;
    let link = house.link(&id, ScreenKind::Screen).await;
    let hall = Hall::open(&house, quick(), Bell::Rings).await;
    hall.whole_board(&id, house.head(&id).await).await;
    assert_eq!(hall.open_link("/screen/revoked", "").await.status, StatusCode::OK);
    assert_eq!(hall.open_link("/screen/revoked/pulse", "").await.status, StatusCode::OK);
    let foreign = hall.open_link(&format!("/screen/{other}"), "").await;
    house.store.revoke_screen(&id, link, domain::Clock::now(&*house.clock)).await.unwrap();
    let revoked = hall.open_link("/screen/revoked", "").await;
    for refused in [foreign, revoked, hall.open_link("/overlay/revoked", "").await] {
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert!(refused.page.contains("这个链接打不开了") && !refused.page.contains("口袋公园"), "{}", refused.page);
    }
    let pulse = hall.get(&format!("/screen/revoked/pulse?k={TOKEN}-Screen")).await;
    assert_eq!(pulse.status(), StatusCode::FORBIDDEN, "an open screen learns it");
    assert_eq!(hall.get(&format!("/screen/revoked/qr.svg?k={TOKEN}-Screen")).await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn pulse_tells_what_frames_do_not() {
    let house = House::open().await;
    let id = house.live("pulsing").await;
    house.publish_many(&id, (0..3).map(|no| format!("第 {no} 条：步道旁多一些座椅"))).await;
    for kind in [ScreenKind::Screen, ScreenKind::Overlay] {
        house.link(&id, kind).await;
    }
    let hall = Hall::open(&house, quick(), Bell::Rings).await;
    let head = house.head(&id).await;
    hall.whole_board(&id, head).await;
    let read = async |path: &str| {
        let pulse: protocol::screens::ScreenPulse = serde_json::from_str(&hall.open_link(path, "").await.page).unwrap();
        pulse
    };
    let screen = read("/screen/pulsing/pulse").await;
    assert_eq!((screen.seq.0, screen.totals.suggestions, screen.open), (head, 3, true));
    assert!(screen.axis.starts_with("<svg") && screen.axis.contains("id=\"playhead\""));
    assert_eq!(read("/overlay/pulsing/pulse").await.axis, "");
}

#[tokio::test]
async fn overlay_is_empty_markup_with_its_data_and_bad_wishes_are_refused_by_name() {
    let house = House::open().await;
    let id = house.live("laid").await;
    house.publish(&id, "</script><script>alert(1)</script>多种树").await;
    house.link(&id, ScreenKind::Overlay).await;
    let hall = Hall::open(&house, quick(), Bell::Rings).await;
    hall.whole_board(&id, house.head(&id).await).await;
    let opened = hall.open_link("/overlay/laid", "&layout=lower,qr&safe=7&stay=1").await;
    assert_eq!(opened.status, StatusCode::OK);
    assert!(opened.page.contains("class=\"safe-7\"") && opened.page.contains("data-layout=\"lower,qr\" data-stay"));
    assert_eq!(
        opened.page.matches("<section").count(),
        opened.page.matches(" hidden>").count(),
        "nothing is shown yet"
    );
    assert_eq!(opened.page.matches("<script").count(), 1, "only the data block: {}", opened.page);
    for (path, name) in [("/overlay/laid", "layout=wall"), ("/overlay/laid", "safe=11")] {
        let refused = hall.http.get(hall.url(&format!("{path}?k={TOKEN}-Overlay&{name}"))).send().await.unwrap();
        assert_eq!(refused.status(), StatusCode::BAD_REQUEST, "{name}");
    }
}

#[tokio::test]
async fn draft_can_be_put_on_the_screen_and_waits() {
    let house = House::open().await;
    let id = house.draft("rehearsed").await;
    house.link(&id, ScreenKind::Screen).await;
    let hall = Hall::open(&house, quick(), Bell::Rings).await;
    let opened = hall.open_link("/screen/rehearsed", "").await;
    assert_eq!((opened.status, opened.view()), (StatusCode::OK, "wait"));
    assert!(opened.page.contains("\"open\":false"), "the script waits for the meeting to open");
    assert_eq!(hall.get("/m/rehearsed/qr.svg").await.status(), StatusCode::NOT_FOUND, "but nobody else learns of it");
}

#[tokio::test]
async fn qr_code_leads_to_the_public_origin_or_to_the_host_that_was_asked() {
    let house = House::open().await;
    let id = house.meeting("scanned").await;
    let code = house.store.meeting(&id).await.unwrap().unwrap().code;
    let picture = async |config| {
        let hall = Hall::open(&house, config, Bell::Rings).await;
        let answer = hall.get("/m/scanned/qr.svg").await;
        assert_eq!(answer.headers()["content-type"], "image/svg+xml");
        answer.text().await.unwrap()
    };
    let (one, again) = (picture(quick()).await, picture(quick()).await);
    assert!(one.contains("<title>") && one.contains(&code.to_string()[..3]), "it names itself: {one}");
    assert_ne!(one, again, "two halls have two ports");
    let configured = gateway::GatewayConfig { public_origin: "https://yanlu.example.org".to_owned(), ..quick() };
    assert_eq!(picture(configured.clone()).await, picture(configured).await);
}

#[tokio::test]
async fn qr_code_of_a_number_leads_to_its_page_and_tells_nothing_of_it() {
    let house = House::open().await;
    house.meeting("scanned").await;
    let hall = Hall::open(&house, quick(), Bell::Rings).await;
    let text = async |path: &str| hall.get(path).await.text().await.unwrap();
    let (meeting, one, other) =
        tokio::join!(text("/m/scanned/qr.svg"), text("/m/scanned/qr.svg?no=17"), text("/m/scanned/qr.svg?no=18"),);
    assert!(one.contains("<svg") && one != meeting && one != other, "no such number is needed: it is an address");
    assert_eq!(hall.get("/m/scanned/qr.svg?no=x").await.status(), StatusCode::BAD_REQUEST);
}
