//! Where much more comes from lately than from elsewhere: a network, a link, copies of a text. Hints to people; nothing is changed by them.

use std::collections::{BTreeMap, BTreeSet};

use domain::{SourceId, Suggestion, SuggestionNo, UnixMs};
use protocol::abuse::{COHORT_MIN, SOURCES_MAX, SourceKind, SourceLine};

use super::words::hosts;
use super::{Desk, beginning};

/// What counts as lately, ms.
const WINDOW_MS: i64 = 15 * 60_000;
/// A network is told of from so many suggestions. Where each of the others brings one, as homes do, Poisson's law gives a network six or more
/// by chance once in 1,700 times: less than one false hint a window even with a thousand networks.
const NETWORK_MIN: u32 = 6;
/// And from so many times what the others bring on average. A street or a school behind one address brings twice or three times as much
/// honestly; four times two or more is chance once in 900 times, and rarer the more there is.
const NETWORK_TIMES: f64 = 4.0;
/// A link is told of from so many suggestions: as many as copies of a text are. A link is rare in a suggestion, so chance explains none of them.
const LINK_MIN: usize = COHORT_MIN;

impl Desk {
    /// The sources that stand out in the 15 minutes before `now`, what brings most first.
    pub(crate) fn sources(&self, now: UnixMs) -> Vec<SourceLine> {
        let since = now.plus_ms(-WINDOW_MS);
        let lately: Vec<&Suggestion> = self.suggestions().rev().take_while(|one| one.submitted_at > since).collect();
        let mut lines = self.networks(&lately);
        lines.extend(self.sites(&lately));
        lines.extend(self.repeated(since));
        lines.sort_by_key(|line| (std::cmp::Reverse(line.count), line.kind, line.first_at));
        lines.truncate(SOURCES_MAX);
        lines
    }

    fn networks(&self, lately: &[&Suggestion]) -> Vec<SourceLine> {
        let mut networks: BTreeMap<SourceId, Vec<&Suggestion>> = BTreeMap::new();
        for one in lately {
            if let Some(network) = self.watch.network(one.no) {
                networks.entry(network).or_default().push(one);
            }
        }
        let all: usize = networks.values().map(Vec::len).sum();
        // With nothing to compare it with, as behind a proxy that tells no addresses, no network stands out.
        let others = networks.len().saturating_sub(1);
        let lines = networks.into_iter().filter(|_| others > 0).filter_map(|(network, of_it)| {
            let usual = (all - of_it.len()) as f64 / others as f64;
            let count = of_it.len() as u32;
            if count < NETWORK_MIN || f64::from(count) < NETWORK_TIMES * usual {
                return None;
            }
            let first = self.suggestions().find(|one| self.watch.network(one.no) == Some(network))?;
            let line = line(SourceKind::Network, network.to_string(), first.submitted_at, &of_it);
            Some(SourceLine { usual: Some(usual), ..line })
        });
        lines.collect()
    }

    fn sites(&self, lately: &[&Suggestion]) -> Vec<SourceLine> {
        let mut sites: BTreeMap<String, Vec<&Suggestion>> = BTreeMap::new();
        for one in lately {
            for site in hosts(one.text.as_str()) {
                sites.entry(site).or_default().push(one);
            }
        }
        let lines = sites.into_iter().filter(|(_, of_it)| of_it.len() >= LINK_MIN).filter_map(|(site, of_it)| {
            let first = self.suggestions().find(|one| hosts(one.text.as_str()).contains(&site))?;
            Some(line(SourceKind::Link, site, first.submitted_at, &of_it))
        });
        lines.collect()
    }

    fn repeated(&self, since: UnixMs) -> Vec<SourceLine> {
        let lines = self.watch.copies().filter_map(|(leader, all)| {
            let all: Vec<&Suggestion> = all.iter().rev().filter_map(|no| self.suggestion(*no)).collect();
            let first_at = all.iter().map(|one| one.submitted_at).min()?;
            let lately: Vec<&Suggestion> = all.into_iter().filter(|one| one.submitted_at > since).collect();
            let text = beginning(self.suggestion(leader)?.text.as_str());
            (lately.len() >= COHORT_MIN).then(|| line(SourceKind::Text, text, first_at, &lately))
        });
        lines.collect()
    }
}

/// `of_it`: the latest first.
fn line(kind: SourceKind, name: String, first_at: UnixMs, of_it: &[&Suggestion]) -> SourceLine {
    let nos: Vec<SuggestionNo> = of_it.iter().map(|one| one.no).take(SOURCES_MAX).collect();
    SourceLine {
        kind,
        name,
        count: of_it.len() as u32,
        people: of_it.iter().map(|one| one.author).collect::<BTreeSet<_>>().len() as u32,
        usual: None,
        first_at,
        nos,
    }
}
