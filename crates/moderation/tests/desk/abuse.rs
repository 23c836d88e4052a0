//! What looks like many voices of one mouth is told of; what does not is not.

use serde_json::{Value, json};

use crate::house::House;

async fn abuse(house: &House, token: &str) -> Value {
    house.ask("GET", "/abuse", token, None).await.ok()
}

#[tokio::test]
async fn copies_of_many_authors_are_one_cohort_and_other_texts_are_not_in_it() {
    let house = House::open().await;
    let one = house.moderator("li").await;
    for author in 1..=6 {
        let dress = ["", "！", "~", "。。", "  ", "🌳"][usize::from(author) - 1];
        house.submit(author, &format!("强烈要求立即停止口袋公园项目{dress}")).await;
    }
    house.submit(7, "建议口袋公园多放几张长椅，方便老人歇脚").await;
    let told = abuse(&house, &one).await;
    let cohorts = told["cohorts"].as_array().unwrap();
    assert_eq!(cohorts.len(), 1, "{told}");
    assert_eq!((&cohorts[0]["size"], &cohorts[0]["people"], &cohorts[0]["waiting"]), (&json!(6), &json!(6), &json!(6)));
    assert_eq!(cohorts[0]["nos"], json!([1, 2, 3, 4, 5, 6]));
    assert_eq!(told["alarms"], json!([]));
}

#[tokio::test]
async fn backing_that_comes_too_fast_raises_an_alarm_and_changes_nothing() {
    let house = House::open().await;
    let one = house.moderator("li").await;
    let calm = house.published(&one, 1, "多种些树，让孩子放学路上有阴凉").await;
    let pushed = house.published(&one, 2, "河边步道晚上灯太暗，请补几盏矮灯").await;
    for person in 0..30 {
        house.support(person, calm).await;
        house.clock.advance_ms(10_000);
    }
    for person in 100..180 {
        house.support(person, pushed).await;
        house.clock.advance_ms(500);
    }
    house.clock.advance_ms(10_000);
    let told = abuse(&house, &one).await;
    let alarmed: Vec<_> =
        told["alarms"].as_array().unwrap().iter().map(|alarm| alarm["no"].as_u64().unwrap()).collect();
    assert_eq!(alarmed, [u64::from(pushed.0)], "{told}");
    assert_eq!(house.suggestion(pushed).await.supports, 80, "nothing is taken away");
    assert_eq!(house.ask("GET", "/abuse", "", None).await.code(), (401, "login_needed"));
}

#[tokio::test]
async fn a_flood_of_copies_is_dealt_after_everything_else_but_for_its_first() {
    let house = House::open().await;
    let one = house.moderator("li").await;
    for serial in 0..40_u8 {
        house
            .submit(serial % 5, &format!("强烈要求立即停止口袋公园项目{}", "！".repeat(usize::from(serial % 7))))
            .await;
    }
    let (lamp, bench) = ("河边步道晚上灯太暗，请补几盏矮灯", "建议口袋公园多放几张长椅，方便老人歇脚");
    for (author, text) in [(7, lamp), (8, bench)] {
        house.submit(author, text).await;
    }
    assert_eq!(house.deal(&one, "a", 3).await.nos(), [1, 41, 42], "its first is seen in its turn");
    assert_eq!(house.deal(&one, "a", 5).await.nos(), [1, 2, 3, 41, 42], "and none is left out");
    let queue = house.queue(&one, "a").await;
    assert_eq!(queue["waiting"].as_array().unwrap().len(), 42);
    assert_eq!(queue["counts"]["waiting"], 42);
}
