//! `cargo xtask pictures` and `cargo xtask bench pages`: what only a browser can show or measure. The programs themselves are in `tests/e2e`.

use std::path::Path;

use crate::machine::{Machine, repository};
use crate::shell::{cargo, command, run};
use crate::{install, packages};

/// The benchmark's name on the command line.
pub(crate) const NAME: &str = "pages";
/// The load bench of the binary, which can keep sockets open.
const LOAD: [&str; 7] = ["bench", "--quiet", "--package", "yanlu", "--bench", "load", "--"];

/// Measures the pages of the release binary; one JSON line per figure.
pub(crate) fn bench() -> Result<(), String> {
    let cargo = cargo();
    let words = std::iter::once(cargo.get_program().to_string_lossy().into_owned());
    let words: Vec<String> = words.chain(LOAD.map(str::to_owned)).map(|word| quoted(&word)).collect();
    in_browser("bench.js", &[], &[("YANLU_LOAD", format!("[{}]", words.join(",")))])
}

/// Plays the demonstration and takes a picture of every face into `folder`, which is the caller's.
pub(crate) fn pictures(folder: &Path) -> Result<(), String> {
    let folder = std::path::absolute(folder).map_err(|fault| format!("{}: {fault}", folder.display()))?;
    in_browser("pictures.js", &[&folder.to_string_lossy()], &[])
}

fn in_browser(program: &str, arguments: &[&str], variables: &[(&str, String)]) -> Result<(), String> {
    install::npm("tests/e2e")?;
    run(command("node")
        .arg(program)
        .args(arguments)
        .current_dir(repository().join("tests/e2e"))
        .env("YANLU_BIN", repository().join("target/release/yanlu"))
        .envs(variables.iter().map(|(name, value)| (name, value)))
        .envs(packages::environment(&Machine::this())))
}

/// As a JSON string.
fn quoted(word: &str) -> String {
    format!("\"{}\"", word.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_with_marks_stay_one_json_string() {
        assert_eq!(quoted(r#"a "b" \c"#), r#""a \"b\" \\c""#);
    }
}
