//! What is known against the dependencies: licences, bans, advisories, for Rust and for the web pages.
//!
//! A closed network is no fault: what could not be asked is said, not failed.

use crate::install;
use crate::machine::repository;
use crate::shell::{cargo, command, output, run};
use crate::summary::{Done, Outcome};

/// A network that swallows packets must not hold up the tests.
const FETCH_LIMIT_S: &str = "120";

/// Bans, licences and sources: needs no network.
pub(crate) fn cargo_deny() -> Outcome {
    install::cargo_tool("deny", "4 to 5")?;
    run(cargo().args(["deny", "--log-level", "error", "check", "bans", "licenses", "sources"]))?;
    Ok(Done::Passed)
}

/// Known vulnerabilities of crates, when the advisory database can be fetched.
pub(crate) fn advisories() -> Outcome {
    let fetched = output(command("timeout").args([FETCH_LIMIT_S, "cargo", "deny", "fetch", "db"]))?.1;
    if !fetched {
        return Ok(Done::Skipped("the advisory database cannot be fetched from here".to_owned()));
    }
    run(cargo().args(["deny", "--log-level", "error", "check", "advisories"]))?;
    Ok(Done::Passed)
}

/// Known vulnerabilities, high or critical, of the web packages that reach a browser.
pub(crate) fn npm() -> Outcome {
    let mut audit = command("timeout");
    audit.args([FETCH_LIMIT_S, "npm", "audit", "--omit=dev", "--audit-level=high", "--json"]);
    let (report, clean) = output(audit.current_dir(repository().join("web")))?;
    judge(&report, clean)
}

/// npm ends non-zero both for findings and for a registry that has no audit; only the former has counts.
fn judge(report: &str, clean: bool) -> Outcome {
    if !report.contains("\"vulnerabilities\"") {
        return Ok(Done::Skipped("the npm registry does not answer the audit from here".to_owned()));
    }
    if clean {
        return Ok(Done::Passed);
    }
    Err(format!("npm audit found high or critical vulnerabilities:\n{report}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_fail_and_a_silent_registry_does_not() {
        let counts = r#"{"metadata": {"vulnerabilities": {"high": 1}}}"#;
        assert!(judge(counts, false).is_err());
        assert!(matches!(judge(counts, true), Ok(Done::Passed)));
        assert!(matches!(judge(r#"{"error": {"code": "ENOAUDIT"}}"#, false), Ok(Done::Skipped(_))));
        assert!(matches!(judge("", false), Ok(Done::Skipped(_))));
    }
}
