//! How pages look on a device: what the server writes into them before they are sent, and what stands around the suggestions.

use domain::{Actor, AgendaNo, Command, FloorCommand, MeetingCommand, SuggestionNo};
use http::StatusCode;
use store::Change;

use crate::hall::{Bell, Hall, House, quick};

struct Answer {
    status: StatusCode,
    cookies: Vec<String>,
    page: String,
}

impl Hall {
    async fn look(&self, path: &str, cookie: &str) -> Answer {
        let request = self.http.get(self.url(path)).header("accept", "text/html").header("accept-language", "zh-CN");
        let answer = request.header("cookie", cookie).send().await.unwrap();
        let texts = |name: &str| -> Vec<String> {
            answer.headers().get_all(name).iter().map(|value| value.to_str().unwrap().to_owned()).collect()
        };
        Answer { status: answer.status(), cookies: texts("set-cookie"), page: answer.text().await.unwrap() }
    }
}

async fn live_meeting(house: &House, id: &str) -> domain::MeetingId {
    let id = house.meeting(id).await;
    house.command(&id, MeetingCommand::GoLive).await;
    house.command(&id, MeetingCommand::StartItem(AgendaNo(2))).await;
    house.publish_many(&id, (0..25).map(|no| format!("第 {no} 条：步道旁多一些座椅"))).await;
    id
}

#[tokio::test]
async fn a_page_is_dressed_as_the_cookie_says_before_any_script_runs() {
    let house = House::open().await;
    let id = live_meeting(&house, "dressed").await;
    let hall = Hall::open(&house, quick(), Bell::Rings).await;
    hall.whole_board(&id, house.head(&id).await).await;
    for path in ["", "/agenda", "/replies", "/new", "/i/1", "/i/999"] {
        let path = format!("/m/{id}{path}");
        let plain = hall.look(&path, "").await.page;
        assert!(plain.contains("<html lang=\"zh-Hans\">"), "{path}");
        let big = hall.look(&path, "look=1.8-dark-0-1").await.page;
        let root = "<html lang=\"zh-Hans\" data-scale=\"1.8\" data-big data-theme=\"dark\" data-motion=\"less\">";
        assert!(big.contains(root), "{path}");
    }
    assert!(hall.look("/", "look=1-hc-1-0").await.page.contains(" data-theme=\"hc\" data-elder>"));
}

#[tokio::test]
async fn a_link_brings_easy_mode_and_language_and_both_are_kept() {
    let house = House::open().await;
    let id = live_meeting(&house, "brought").await;
    let hall = Hall::open(&house, quick(), Bell::Rings).await;
    hall.whole_board(&id, house.head(&id).await).await;
    let brought = hall.look(&format!("/m/{id}?elder=1&lang=en"), "look=1-dark-0-0").await;
    assert!(brought.page.contains("<html lang=\"en\" data-theme=\"dark\" data-elder>"));
    assert!(brought.cookies.iter().any(|cookie| cookie.starts_with("look=1-dark-1-0;")), "{:?}", brought.cookies);
    assert!(brought.cookies.iter().any(|cookie| cookie.starts_with("lang=en;")), "{:?}", brought.cookies);
    let left = hall.look(&format!("/m/{id}?elder=0"), "look=1-dark-1-0").await;
    assert!(
        !left.page.contains("data-elder>") && left.cookies.iter().any(|cookie| cookie.starts_with("look=1-dark-0-0;"))
    );
    assert!(hall.look(&format!("/m/{id}"), "").await.cookies.is_empty(), "who brings nothing keeps nothing");
}

#[tokio::test]
async fn settings_are_a_form_that_works_without_a_script() {
    let house = House::open().await;
    let hall = Hall::open(&house, quick(), Bell::Rings).await;
    let form = hall.look("/settings?next=/m/park", "look=1.2-hc-0-0").await;
    assert_eq!(form.status, 200);
    assert!(form.page.contains("value=\"1.2\" checked") && form.page.contains("value=\"hc\" checked"));
    assert!(form.page.contains("action=\"/settings/save\"") && form.page.contains("name=\"next\" value=\"/m/park\""));
    let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let saved = async |query: &str| {
        let answer = http.get(hall.url(&format!("/settings/save?{query}"))).send().await.unwrap();
        let text = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
        (answer.status(), text("set-cookie"), text("location"))
    };
    let (status, cookie, location) = saved("scale=1.4&theme=light&elder=1&next=%2Fm%2Fpark").await;
    assert_eq!((status.as_u16(), location.as_str()), (303, "/m/park"));
    assert!(cookie.starts_with("look=1.4-light-1-0;"), "{cookie}");
    let (_, cookie, location) = saved("scale=9&theme=pink&next=%2F%2Fevil.example").await;
    assert!(cookie.starts_with("look=1-auto-0-0;") && location == "/", "{cookie} {location}");
}

#[tokio::test]
async fn a_shared_suggestion_comes_first_with_its_item_and_so_does_what_is_on_screen() {
    let house = House::open().await;
    let id = live_meeting(&house, "shared").await;
    let hall = Hall::open(&house, quick(), Bell::Rings).await;
    hall.whole_board(&id, house.head(&id).await).await;
    let first = |page: &str| page.split("data-no=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let shared = hall.look(&format!("/m/{id}?n=23&t=2892"), "").await.page;
    assert_eq!(first(&shared), "23");
    assert!(shared.contains("id=\"shared\""));
    let moment = hall.look(&format!("/m/{id}?a=2&t=2892"), "").await.page;
    assert!(moment.contains("00:48:12") && first(&moment) != "23");
    let list = moment.split("<template").next().unwrap();
    assert_eq!(list.matches("<article").count(), 20, "nothing is shown twice");
    let show = Command::Floor { no: SuggestionNo(24), command: FloorCommand::Show };
    house.store.change(Change::new(id.clone(), Actor::System, show)).await.unwrap();
    hall.whole_board(&id, house.head(&id).await).await;
    let on_screen = hall.look(&format!("/m/{id}?scope=all"), "").await.page;
    assert_eq!(first(&on_screen), "24");
}

#[tokio::test]
async fn the_time_axis_can_be_had_alone_with_its_table() {
    let house = House::open().await;
    let id = live_meeting(&house, "axis").await;
    let hall = Hall::open(&house, quick(), Bell::Rings).await;
    hall.whole_board(&id, house.head(&id).await).await;
    let axis = hall.look(&format!("/m/{id}/axis?lang=en"), "").await;
    assert_eq!(axis.status, 200);
    assert!(axis.page.contains("id=\"axis-box\"") && axis.page.contains("<tbody id=\"axis-rows\">"));
    assert!(axis.page.contains("2 agenda items, now on item 2"), "{}", axis.page);
    assert!(!axis.page.contains("csrf") && axis.cookies.is_empty(), "nothing of it is the reader’s own");
    assert_eq!(hall.look("/m/nowhere/axis", "").await.status, 404);
}
