//! Edited copies find the text that they were made from, and no other.

use std::collections::{BTreeMap, BTreeSet};

use text::{LIKELY_MIN, SimilarIndex, comparable, likeness};

use crate::data;

const RECALL_MIN: f64 = 0.99;
const FALSE_MAX: f64 = 0.01;

#[derive(Default)]
struct Tally {
    asked: usize,
    found: usize,
    wrong: usize,
    same: usize,
    ticked: usize,
}

impl Tally {
    fn line(&self, kind: &str) -> String {
        let share = |count: usize| count as f64 / self.asked as f64;
        let (found, wrong, same, ticked) = (share(self.found), share(self.wrong), share(self.same), share(self.ticked));
        format!("{kind:<11} {:>5} found {found:.4} wrong {wrong:.4} exact {same:.3} ticked {ticked:.3}", self.asked)
    }
}

#[test]
fn near_copies_find_their_base_and_nothing_else() {
    let (Some(copies), Some(news)) = (data::near_copies(), data::news("zho-CN")) else { return };
    let texts: BTreeSet<&str> = copies.iter().map(|copy| copy.base.as_str()).chain(news.iter().map(|s| &**s)).collect();
    let texts: Vec<&str> = texts.into_iter().collect();
    let mut index = SimilarIndex::new();
    for (no, text) in (0..).zip(&texts) {
        index.insert(no, text);
    }
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    for copy in &copies {
        let near = index.nearest(&copy.text, 10, LIKELY_MIN);
        let is_base = |no: u64| comparable(texts[no as usize]) == comparable(&copy.base);
        let base = near.iter().find(|near| is_base(near.no));
        let seen = base.and_then(|base| likeness(&copy.text, &copy.base, base.score));
        for tally in ["all", &copy.kind] {
            let tally = tallies.entry(tally).or_default();
            tally.asked += 1;
            tally.found += usize::from(base.is_some());
            tally.wrong += usize::from(near.iter().any(|near| !is_base(near.no)));
            tally.same += usize::from(index.same(&copy.text, 10).into_iter().any(is_base));
            tally.ticked += usize::from(seen.is_some_and(|seen| seen.preticked));
        }
    }
    for (kind, tally) in &tallies {
        println!("{}", tally.line(kind));
    }
    let all = &tallies["all"];
    let share = |count: usize| count as f64 / all.asked as f64;
    println!("near copies: recall {:.4} (target >= {RECALL_MIN})", share(all.found));
    println!("near copies: false {:.4} (target <= {FALSE_MAX})", share(all.wrong));
    assert!(share(all.found) >= RECALL_MIN && share(all.wrong) <= FALSE_MAX);
}
