//! What has publicly become of each suggestion, step by step: folded from the log, for the page of one suggestion. Nothing that was
//! never public is in here: a step is made from a public event alone.

use std::collections::{HashMap, VecDeque};

use domain::{Event, Floor, PublicEvent, Recorded, SuggestionNo, UnixMs, UnpublishedBecause};

/// Steps kept of one suggestion; the oldest go. Merging may take very many together.
const STEPS_MAX: usize = 40;

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Passed {
    pub(crate) at: UnixMs,
    pub(crate) step: Step,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    /// It became public (again).
    Published,
    /// It left the public eye.
    Left(UnpublishedBecause),
    /// The chair asked a unit to respond.
    Asked(String),
    /// A step in the chamber.
    Floor(Floor),
    /// Another one lives on in it.
    Took(SuggestionNo),
    /// That one stands for itself again.
    LetGo(SuggestionNo),
}

/// The steps of every suggestion, and where those went that live on in another.
#[derive(Debug, Default)]
pub(crate) struct Courses {
    steps: HashMap<SuggestionNo, VecDeque<Passed>>,
    into: HashMap<SuggestionNo, SuggestionNo>,
}

impl Courses {
    /// Takes the next record of the log in.
    pub(crate) fn take(&mut self, record: &Recorded) {
        let Event::Public(event) = &record.event else { return };
        let (no, step) = match event {
            PublicEvent::Published(published) => {
                // After a second look a merged one may stand for itself again.
                self.into.remove(&published.no);
                (published.no, Step::Published)
            }
            PublicEvent::Unpublished { no, because } => (*no, Step::Left(*because)),
            PublicEvent::Asked { no, unit } => (*no, Step::Asked(unit.as_str().to_owned())),
            PublicEvent::FloorChanged { no, floor } => (*no, Step::Floor(*floor)),
            PublicEvent::Merged { no, into, .. } => {
                self.steps.remove(no);
                self.into.insert(*no, *into);
                (*into, Step::Took(*no))
            }
            PublicEvent::Unmerged { no, into, .. } => {
                self.into.remove(no);
                (*into, Step::LetGo(*no))
            }
            _ => return,
        };
        let steps = self.steps.entry(no).or_default();
        if steps.len() == STEPS_MAX {
            steps.pop_front();
        }
        steps.push_back(Passed { at: record.at, step });
    }

    /// The newest steps of a suggestion, oldest first.
    pub(crate) fn of(&self, no: SuggestionNo) -> Vec<Passed> {
        self.steps.get(&no).map(|steps| steps.iter().cloned().collect()).unwrap_or_default()
    }

    /// Where a suggestion lives on.
    pub(crate) fn merged_into(&self, no: SuggestionNo) -> Option<SuggestionNo> {
        self.into.get(&no).copied()
    }
}

#[cfg(test)]
mod tests {
    use domain::{Actor, Label, PublishedSuggestion, Seq, SuggestionText};

    use super::*;

    fn record(at: i64, event: PublicEvent) -> Recorded {
        Recorded { seq: Seq(at as u64), at: UnixMs(at), actor: Actor::System, event: Event::Public(event) }
    }

    #[test]
    fn steps_are_told_in_order_and_the_merged_are_found_in_the_other() {
        let (one, other) = (SuggestionNo(1), SuggestionNo(2));
        let mut courses = Courses::default();
        courses.take(&record(1, PublicEvent::Asked { no: one, unit: Label::new("住建局").unwrap() }));
        courses.take(&record(2, PublicEvent::FloorChanged { no: one, floor: Floor::Answered { moment_ms: Some(5) } }));
        courses
            .take(&record(3, PublicEvent::Merged { no: other, into: one, supports: 3, merged: 1, supplement: None }));
        let steps: Vec<_> = courses.of(one).into_iter().map(|passed| passed.step).collect();
        let answered = Step::Floor(Floor::Answered { moment_ms: Some(5) });
        assert_eq!(steps, [Step::Asked("住建局".into()), answered, Step::Took(other)]);
        assert_eq!((courses.merged_into(other), courses.merged_into(one)), (Some(one), None));
        assert_eq!(courses.of(other), []);
    }

    #[test]
    fn a_suggestion_that_took_very_many_keeps_the_newest_steps() {
        let mut courses = Courses::default();
        for no in 2..=100 {
            let event = PublicEvent::Merged {
                no: SuggestionNo(no),
                into: SuggestionNo(1),
                supports: no,
                merged: no,
                supplement: None,
            };
            courses.take(&record(i64::from(no), event));
        }
        let steps = courses.of(SuggestionNo(1));
        assert_eq!(steps.len(), STEPS_MAX);
        assert_eq!(steps.last().unwrap().step, Step::Took(SuggestionNo(100)));
    }

    #[test]
    fn what_is_published_after_its_merge_stands_for_itself() {
        let (one, other) = (SuggestionNo(1), SuggestionNo(2));
        let mut courses = Courses::default();
        courses
            .take(&record(1, PublicEvent::Merged { no: other, into: one, supports: 3, merged: 1, supplement: None }));
        courses.take(&record(
            2,
            PublicEvent::Published(PublishedSuggestion {
                no: other,
                text: SuggestionText::new("请修一条绿道。", 200).unwrap(),
                item: None,
                moment_ms: None,
                area: None,
                display_name: None,
                submitted_at: UnixMs(0),
                supports: 0,
                merged: 0,
                edited: false,
                edit: None,
                related: Vec::new(),
                supplements: Vec::new(),
            }),
        ));
        assert_eq!(courses.merged_into(other), None);
        assert_eq!(courses.of(other).len(), 1);
    }
}
