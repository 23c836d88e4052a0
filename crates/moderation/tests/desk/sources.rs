//! Networks, links and texts that bring much more than others lately are told of; what is usual is not.

use serde_json::{Value, json};

use crate::house::{House, START};

/// What of each source a test looks at.
async fn sources(house: &House, token: &str) -> Vec<Value> {
    let told = house.ask("GET", "/abuse", token, None).await.ok();
    let keys = ["kind", "name", "count", "people", "first_at"];
    let line = |one: &Value| keys.iter().map(|key| one[*key].clone()).collect();
    told["sources"].as_array().unwrap().iter().map(line).collect()
}

/// Texts that have nothing in common.
fn different(at: u8) -> String {
    let places =
        ["东门", "西桥", "南湖", "北坡", "中街", "桥头", "站前", "校旁", "菜场", "河湾", "山脚", "渡口", "塔下"];
    let wishes = ["缺一盏路灯", "想要长椅", "少个公厕", "请多种树", "自行车没处停", "雨天积水", "台阶太高"];
    format!("{}{}{at}", places[usize::from(at) % 13], wishes[usize::from(at) % 7])
}

#[tokio::test]
async fn a_network_stands_out_by_what_the_others_bring_and_only_lately() {
    let house = House::open().await;
    let one = house.moderator("li").await;
    for at in 0..5 {
        house.submit_from(at, &different(at), 0xabc).await;
    }
    for at in 5..13 {
        house.submit_from(at, &different(at), u64::from(at)).await;
    }
    assert_eq!(sources(&house, &one).await, Vec::<Value>::new(), "five may well be chance");
    house.clock.advance_ms(1_000);
    house.submit_from(13, &different(13), 0xabc).await;
    assert_eq!(sources(&house, &one).await, [json!(["network", "0000000000000abc", 6, 6, START.0])]);
    for at in 14..27 {
        house.submit_from(at, &different(at), u64::from(at % 8 + 5)).await;
    }
    assert_eq!(sources(&house, &one).await, Vec::<Value>::new(), "where all bring much, six is not much");
    house.clock.advance_ms(15 * 60_000);
    for at in 27..34 {
        house.submit_from(at, &different(at), 0xabc).await;
    }
    assert_eq!(sources(&house, &one).await, Vec::<Value>::new(), "nothing to compare with");
}

#[tokio::test]
async fn a_link_and_a_text_stand_out_by_how_often_they_come() {
    let house = House::open().await;
    let one = house.moderator("li").await;
    for at in 0..5 {
        let text = format!("{}，详见https://www.shop.example.cn/{at} 谢谢", different(at));
        house.submit(at, &text).await;
    }
    house.submit(9, &format!("{}，另见http://park.example.cn/", different(9))).await;
    house.clock.advance_ms(1_000);
    for at in 20..24 {
        let dress = ["", "！", "~", "。。"][usize::from(at) - 20];
        house.submit(at, &format!("强烈要求立即停止口袋公园项目{dress}")).await;
    }
    let told = sources(&house, &one).await;
    let expected = [
        json!(["link", "shop.example.cn", 5, 5, START.0]),
        json!(["text", "强烈要求立即停止口袋公园项目", 4, 4, START.0 + 1_000]),
    ];
    assert_eq!(told, expected);
    house.clock.advance_ms(15 * 60_000);
    assert_eq!(sources(&house, &one).await, Vec::<Value>::new(), "that was then");
}
