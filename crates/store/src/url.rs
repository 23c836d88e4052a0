//! The address of a database, as a flag or configuration writes it.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use crate::error::StoreError;

/// `sqlite:PATH` or `postgres://user:password@host:port/database`.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// A file, made when missing. `sqlite://PATH` reads the same.
    Sqlite(PathBuf),
    /// A server.
    Postgres(String),
}

impl FromStr for DatabaseUrl {
    type Err = StoreError;

    fn from_str(text: &str) -> Result<Self, StoreError> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(text.to_owned()));
        }
        let path = text.strip_prefix("sqlite:").ok_or(StoreError::BadUrl)?;
        let path = path.strip_prefix("//").unwrap_or(path);
        // Every process and every connection must see the same data: a database in memory is private to a connection.
        if path.is_empty() || path == ":memory:" || path.contains('?') {
            return Err(StoreError::BadUrl);
        }
        Ok(Self::Sqlite(path.into()))
    }
}

impl fmt::Debug for DatabaseUrl {
    /// Without the password.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(out, "sqlite:{}", path.display()),
            Self::Postgres(_) => out.write_str("postgres://…"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_kinds_are_read_and_everything_else_is_refused() {
        assert_eq!("sqlite:a/b.db".parse::<DatabaseUrl>().unwrap(), DatabaseUrl::Sqlite("a/b.db".into()));
        assert_eq!("sqlite:///tmp/b.db".parse::<DatabaseUrl>().unwrap(), DatabaseUrl::Sqlite("/tmp/b.db".into()));
        assert!(matches!("postgres://u@h/d".parse(), Ok(DatabaseUrl::Postgres(_))));
        for text in ["", "sqlite:", "sqlite::memory:", "sqlite:a?mode=ro", "mysql://h/d", "/tmp/b.db"] {
            assert!(matches!(text.parse::<DatabaseUrl>(), Err(StoreError::BadUrl)), "{text}");
        }
    }

    #[test]
    fn a_password_is_not_printed() {
        let url: DatabaseUrl = "postgres://u:secret@h/d".parse().unwrap();
        assert!(!format!("{url:?}").contains("secret"));
    }
}
