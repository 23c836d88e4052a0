//! The progress line on standard error.

use std::io::{IsTerminal, Write};
use std::sync::Arc;
use std::time::Duration;

use domain::{Clock, UnixMs};
use tokio::task::JoinHandle;

use super::numbers::Numbers;
use super::seen::Seen;
use super::stage::Stage;

/// Tells once a second on a terminal, else every ten, where the meeting stands.
pub(crate) struct Progress(JoinHandle<()>);

impl Progress {
    /// Starts telling.
    pub(crate) fn start(
        clock: Arc<dyn Clock>,
        from: UnixMs,
        length_ms: i64,
        numbers: Arc<Numbers>,
        seen: Arc<Seen>,
        stage: &Stage,
    ) -> Self {
        let pending = stage.pending();
        Self(tokio::spawn(async move {
            let terminal = std::io::stderr().is_terminal();
            let every = Duration::from_secs(if terminal { 1 } else { 10 });
            loop {
                let gone_ms = clock.now().since_ms(from).min(length_ms);
                let minutes = gone_ms / 60_000;
                let line = format!(
                    "demo {:>3} %  meeting time {}:{:02}  received {}  waiting {}  frames {}  lost {}",
                    gone_ms * 100 / length_ms,
                    minutes / 60,
                    minutes % 60,
                    numbers.count(),
                    pending.count().await,
                    seen.frames(),
                    seen.lost(),
                );
                tell(&line, terminal);
                tokio::time::sleep(every).await;
            }
        }))
    }

    /// Stops telling.
    pub(crate) fn stop(self) {
        self.0.abort();
        if std::io::stderr().is_terminal() {
            let _ = writeln!(std::io::stderr());
        }
    }
}

fn tell(line: &str, terminal: bool) {
    let mut err = std::io::stderr().lock();
    // A closed standard error is no reason to stop the meeting.
    let _ = if terminal { write!(err, "\r{line}\x1b[K") } else { writeln!(err, "{line}") };
    let _ = err.flush();
}
