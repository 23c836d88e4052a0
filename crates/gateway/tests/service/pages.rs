//! Citizens' pages as a browser without scripts gets them.

use domain::{MeetingCommand, SuggestionNo};
use http::StatusCode;

use crate::hall::{Bell, Hall, House, quick};

async fn live_meeting(house: &House, id: &str, suggestions: usize) -> domain::MeetingId {
    let id = house.meeting(id).await;
    house.command(&id, MeetingCommand::GoLive).await;
    house.command(&id, MeetingCommand::StartItem(domain::AgendaNo(2))).await;
    house.publish_many(&id, (0..suggestions).map(|no| format!("第 {no} 条：步道旁多一些座椅"))).await;
    id
}

impl Hall {
    async fn page(&self, path: &str) -> (StatusCode, String) {
        let request =
            self.http.get(self.url(path)).header("accept", "text/html,*/*;q=0.8").header("accept-language", "zh-CN");
        let answer = request.send().await.unwrap();
        (answer.status(), answer.text().await.unwrap())
    }
}

#[tokio::test]
async fn live_page_is_readable_and_every_button_is_a_form() {
    let house = House::open().await;
    let id = live_meeting(&house, "readable", 30).await;
    house.support(&id, SuggestionNo(7), 1).await;
    let hall = Hall::open(&house, quick(), Bell::Rings).await;
    hall.whole_board(&id, house.head(&id).await).await;
    let (status, page) = hall.page(&format!("/m/{id}")).await;
    assert_eq!(status, 200);
    let (list, template) = page.split_once("<template").unwrap();
    assert_eq!(list.matches("<article").count(), 20);
    assert_eq!(template.matches("<article").count(), 1, "the script's markup is the server's");
    assert_eq!(list.matches("form=\"backing\" formaction=\"/m/").count(), 20);
    assert!(list.find("data-no=\"7\"") < list.find("<article class=\"card\" id=\"n1\""), "most backed first");
    assert!(page.contains("<html lang=\"zh-Hans\">") && page.contains("<noscript><meta http-equiv=\"refresh\""));
    assert!(page.contains("name=\"csrf\" value=\"") && page.contains("aria-posinset=\"1\" aria-setsize=\"30\""));
    let (_, second) = hall.page(&format!("/m/{id}?scope=item&page=2")).await;
    assert!(second.contains("aria-posinset=\"21\""), "the next page goes on where the first ended");
}

#[tokio::test]
async fn who_has_not_chosen_sees_all_while_the_running_item_has_none() {
    let house = House::open().await;
    let id = live_meeting(&house, "chosen", 3).await;
    house.command(&id, MeetingCommand::StartItem(domain::AgendaNo(1))).await;
    let hall = Hall::open(&house, quick(), Bell::Rings).await;
    hall.whole_board(&id, house.head(&id).await).await;
    let list =
        async |query: &str| hall.page(&format!("/m/{id}{query}")).await.1.split("<template").next().unwrap().to_owned();
    assert_eq!(list("").await.matches("<article").count(), 3);
    let empty = list("?scope=item").await;
    assert!(!empty.contains("role=\"feed\"") && empty.contains("还没有建议"), "a feed without articles is none");
}

#[tokio::test]
async fn the_form_is_a_page_of_its_own_that_works_without_a_script() {
    let house = House::open().await;
    let id = live_meeting(&house, "writing", 1).await;
    let hall = Hall::open(&house, quick(), Bell::Rings).await;
    hall.whole_board(&id, house.head(&id).await).await;
    let (status, page) = hall.page(&format!("/m/{id}/new?item=1")).await;
    assert_eq!(status, 200);
    assert!(page.contains(&format!("method=\"post\" action=\"/m/{id}/new\"")));
    for field in ["csrf", "key", "moment_ms", "agenda_item", "text", "area", "display_name"] {
        assert!(page.contains(&format!("name=\"{field}\"")), "{field}");
    }
    assert!(page.contains("<option value=\"1\" selected"), "the item that the address names is chosen");
    let only_with_script = page.split("id=\"c-moment\"").nth(1).unwrap().split('>').next().unwrap();
    assert!(only_with_script.contains("hidden"), "what needs the script is not shown without it");
    assert!(page.contains("id=\"state\"") && !page.contains("http-equiv=\"refresh\""), "nobody loses what they type");
}

#[tokio::test]
async fn pages_have_no_inline_script_or_style_and_escape_what_people_write() {
    let house = House::open().await;
    let id = live_meeting(&house, "escaped", 0).await;
    house.publish(&id, "</script><script>alert(1)</script><b>多种树</b>").await;
    let hall = Hall::open(&house, quick(), Bell::Rings).await;
    hall.whole_board(&id, house.head(&id).await).await;
    for path in ["", "/agenda", "/replies", "/new", "/i/1"] {
        let (status, page) = hall.page(&format!("/m/{id}{path}")).await;
        assert_eq!(status, 200, "{path}");
        assert!(!page.contains(" style=") && !page.contains("<style") && !page.contains(" onclick"), "{path}");
        assert!(!page.contains("<b>多种树"), "{path}");
        let scripts = page.matches("<script").count();
        assert_eq!(scripts, page.matches("<script type=\"application/json\" id=\"state\">").count(), "{path}");
    }
}

#[tokio::test]
async fn a_code_leads_to_its_meeting_and_a_wrong_one_can_be_corrected() {
    let house = House::open().await;
    let id = house.meeting("coded").await;
    let hall = Hall::open(&house, quick(), Bell::Rings).await;
    let code = house.store.meeting(&id).await.unwrap().unwrap().code;
    let (status, page) = hall.page(&format!("/j/{code}")).await;
    assert!(status == 200 && page.contains("id=\"feed\""));
    let (status, page) = hall.page("/j?code=999999").await;
    assert!(status == 404 && page.contains("value=\"999999\"") && page.contains("没有找到这个会议码"));
    let (status, page) = hall.page("/").await;
    assert!(status == 200 && page.contains(&format!("href=\"/m/{id}\"")));
}

#[tokio::test]
async fn a_draft_is_nowhere_and_a_refusal_is_a_page_for_people() {
    let house = House::open().await;
    let id = house.draft("hidden").await;
    let hall = Hall::open(&house, quick(), Bell::Rings).await;
    assert!(!hall.page("/").await.1.contains("/m/hidden"));
    let (status, page) = hall.page(&format!("/m/{id}")).await;
    assert!(status == 404 && page.contains("<html") && page.contains("没有找到这个会议"));
    let program = hall.get(&format!("/m/{id}")).await;
    assert_eq!(program.status(), 404);
    assert!(!program.text().await.unwrap().contains("<html"));
}

#[tokio::test]
async fn the_language_is_remembered_and_the_reader_returns_to_a_page_of_this_site() {
    let house = House::open().await;
    let hall = Hall::open(&house, quick(), Bell::Rings).await;
    let http = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let go = async |query: &str| {
        let answer = http.get(hall.url(&format!("/locale?{query}"))).send().await.unwrap();
        (answer.status(), answer.headers().clone())
    };
    let (status, headers) = go("lang=en&next=%2Fm%2Fpark%3Fscope%3Dall").await;
    assert_eq!((status.as_u16(), headers["location"].to_str().unwrap()), (303, "/m/park?scope=all"));
    assert!(headers["set-cookie"].to_str().unwrap().starts_with("lang=en; Path=/;"));
    assert_eq!(go("lang=zh-TW&next=%2F%2Fevil.example").await.1["location"], "/");
    assert_eq!(go("lang=fr").await.0, 400);
    let english = hall.http.get(hall.url("/")).header("cookie", "lang=en").send().await.unwrap().text().await.unwrap();
    assert!(english.contains("<html lang=\"en\">"));
}
