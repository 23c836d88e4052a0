//! Waiting for another process to be ready, by polling with an upper bound.

use std::thread::sleep;
use std::time::Duration;

const POLL: Duration = Duration::from_millis(20);

/// Polls `ready` every 20 ms until it yields a value, for about `limit`; `None` when the limit has passed.
pub(crate) fn until<T>(limit: Duration, mut ready: impl FnMut() -> Option<T>) -> Option<T> {
    let polls = limit.as_millis() / POLL.as_millis();
    for _ in 0..=polls {
        if let Some(value) = ready() {
            return Some(value);
        }
        sleep(POLL);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_ends_with_the_first_value_or_with_the_limit() {
        let mut polls = 0;
        let third = until(Duration::from_secs(1), || {
            polls += 1;
            (polls == 3).then_some(polls)
        });
        assert_eq!(third, Some(3));
        assert_eq!(until::<()>(Duration::from_millis(40), || None), None);
    }
}
