//! The configuration: defaults in code, then the file, then `YANLU_SECTION__NAME` of the environment. All faults are told at once.

use std::path::Path;

use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use serde::{Deserialize, Serialize};

use crate::failure::Failure;

/// One section per subsystem. Units are in the names.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Config {
    /// Cookies, sessions, log-in limits, trusted proxies.
    pub(crate) identity: identity::IdentityConfig,
    /// The read side.
    pub(crate) gateway: gateway::GatewayConfig,
    /// The write side and its limits.
    pub(crate) ingest: ingest::IngestConfig,
    /// The database.
    pub(crate) store: StoreConfig,
}

/// `[store]`.
#[expect(clippy::struct_field_names, reason = "extremes come last, in settings too")]
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct StoreConfig {
    /// Changes that may wait for the writer, 1–1,000,000; beyond it the answer is 503.
    pub(crate) queue_max: usize,
    /// Changes committed together, 1–10,000.
    pub(crate) batch_max: usize,
    /// Connections for reading, 1–100.
    pub(crate) readers_max: u32,
}

impl Default for StoreConfig {
    fn default() -> Self {
        Self { queue_max: 8_192, batch_max: 512, readers_max: 8 }
    }
}

impl Config {
    /// Reads the layers; a section or name that does not exist is a fault, not a silent nothing.
    pub(crate) fn read(file: Option<&Path>) -> Result<Self, Failure> {
        let mut figment = Figment::from(Serialized::defaults(Self::default()));
        if let Some(file) = file {
            if !file.is_file() {
                return Err(Failure::Config { faults: vec![format!("{} is not there", file.display())] });
            }
            figment = figment.merge(Toml::file_exact(file));
        }
        // YANLU_DATABASE and YANLU_REDIS are flags; only names with a section are settings.
        let sections = Env::prefixed("YANLU_").filter(|name| name.as_str().contains("__")).split("__");
        let config: Self = figment
            .merge(sections)
            .extract()
            .map_err(|error| Failure::Config { faults: error.into_iter().map(|fault| fault.to_string()).collect() })?;
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> Result<(), Failure> {
        let store = &self.store;
        let ranges = [
            ("store.queue_max", store.queue_max, 1, 1_000_000),
            ("store.batch_max", store.batch_max, 1, 10_000),
            ("store.readers_max", store.readers_max as usize, 1, 100),
        ];
        let mut faults: Vec<_> = ranges
            .into_iter()
            .filter(|(_, value, min, max)| !(min..=max).contains(&value))
            .map(|(name, value, min, max)| format!("{name} = {value} is outside {min}–{max}"))
            .collect();
        faults.extend(self.gateway.faults());
        if faults.is_empty() { Ok(()) } else { Err(Failure::Config { faults }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_file(text: &str) -> Result<Config, Failure> {
        let file = std::env::temp_dir().join(format!("yanlu-config-{}-{:p}.toml", std::process::id(), text));
        std::fs::write(&file, text).unwrap();
        let config = Config::read(Some(&file));
        std::fs::remove_file(&file).unwrap();
        config
    }

    #[test]
    fn without_a_file_the_defaults_hold() {
        assert_eq!(Config::read(None).unwrap().store.queue_max, 8_192);
    }

    #[test]
    fn the_sample_configuration_says_the_defaults() {
        let sample = with_file(include_str!("../../../deploy/yanlu.toml")).unwrap();
        let told = |config: &Config| serde_json::to_value(config).unwrap();
        assert_eq!(told(&sample), told(&Config::default()));
    }

    #[test]
    fn a_file_changes_what_it_names() {
        assert_eq!(with_file("[store]\nbatch_max = 64\n").unwrap().store.batch_max, 64);
    }

    #[test]
    fn unknown_names_and_values_out_of_range_are_faults() {
        assert!(with_file("[store]\nqueue = 1\n").is_err());
        let Err(Failure::Config { faults }) = with_file("[store]\nqueue_max = 0\nbatch_max = 0\n") else { panic!() };
        assert_eq!(faults.len(), 2);
    }
}
