//! How often one person and one address may write.

use std::net::IpAddr;
use std::sync::Arc;

use domain::{Clock, PersonId};
use identity::{ClientAddress, Limiter};
use protocol::{ErrorCode, Problem};

use crate::IngestConfig;

/// The limits of this process. Several processes each have their own: a person's requests mostly reach the same one.
pub(crate) struct Limits {
    writes: Limiter<IpAddr>,
    supports: Limiter<PersonId>,
    answers: Limiter<PersonId>,
    edits: Limiter<PersonId>,
}

impl Limits {
    pub(crate) fn new(config: &IngestConfig, clock: &Arc<dyn Clock>) -> Self {
        Self {
            writes: Limiter::per_minute(config.writes_per_minute_address, Arc::clone(clock)),
            supports: Limiter::per_minute(config.supports_per_minute_person, Arc::clone(clock)),
            answers: Limiter::per_minute(config.answers_per_minute_person, Arc::clone(clock)),
            edits: Limiter::per_minute(config.edits_per_minute_person, Arc::clone(clock)),
        }
    }

    /// Counts a write of any kind.
    pub(crate) fn write(&self, from: ClientAddress) -> Result<(), Problem> {
        self.writes.check(&from.network()).map_err(|seconds| limited("address", seconds))
    }

    /// Counts a backing or its withdrawal.
    pub(crate) fn support(&self, person: PersonId) -> Result<(), Problem> {
        self.supports.check(&person).map_err(|seconds| limited("person", seconds))
    }

    /// Counts a hand of answer cards, or a set of answers.
    pub(crate) fn answer(&self, person: PersonId) -> Result<(), Problem> {
        self.answers.check(&person).map_err(|seconds| limited("person", seconds))
    }

    /// Counts an edit or a withdrawal of a suggestion.
    pub(crate) fn edit(&self, person: PersonId) -> Result<(), Problem> {
        self.edits.check(&person).map_err(|seconds| limited("person", seconds))
    }
}

fn limited(by: &'static str, seconds: u32) -> Problem {
    metrics::counter!("yanlu_limited_total", "by" => by).increment(1);
    Problem::new(ErrorCode::RateLimited).retry_after(seconds).value("s", seconds)
}
