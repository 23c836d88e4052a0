//! Parameters of addresses. Unknown ones are ignored; a known one that cannot be read is refused by name.

use std::str::FromStr;

use axum::extract::{FromRequestParts, Query};
use domain::{AgendaNo, Seq};
use http::request::Parts;
use protocol::frame::{BOARD_PAGE, BOARD_PAGE_MAX, BoardOrder};
use protocol::{ErrorCode, Problem};

use crate::board::BoardQuery;

/// The pairs of a query string; the first of each name counts, an empty value counts as absent.
#[derive(Debug, Default)]
pub(crate) struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// The text of a parameter.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        let value = self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        value.filter(|value| !value.is_empty())
    }

    /// A parameter that is read from text.
    pub(crate) fn parsed<T: FromStr>(&self, name: &'static str) -> Result<Option<T>, Problem> {
        let refused = |_| Problem::new(ErrorCode::BadParameter).field(name);
        self.text(name).map(|value| value.parse().map_err(refused)).transpose()
    }

    /// `since`.
    pub(crate) fn since(&self) -> Result<Option<Seq>, Problem> {
        Ok(self.parsed("since")?.map(Seq))
    }

    /// `order`, `agenda_item`, `page` and `limit`.
    pub(crate) fn board(&self) -> Result<BoardQuery, Problem> {
        let refused = |name| Problem::new(ErrorCode::BadParameter).field(name);
        let order = match self.text("order") {
            None | Some("supports") => BoardOrder::Supports,
            Some("newest") => BoardOrder::Newest,
            Some("no") => BoardOrder::No,
            Some(_) => return Err(refused("order")),
        };
        let agenda_item: Option<u16> = self.parsed("agenda_item")?;
        let page: u32 = self.parsed("page")?.unwrap_or(1);
        let limit: usize = self.parsed("limit")?.unwrap_or(BOARD_PAGE);
        match (agenda_item, page, limit) {
            (Some(0), _, _) => Err(refused("agenda_item")),
            (_, 0, _) => Err(refused("page")),
            (_, _, limit) if !(1..=BOARD_PAGE_MAX).contains(&limit) => Err(refused("limit")),
            _ => Ok(BoardQuery { order, agenda_item: agenda_item.map(AgendaNo), page, limit }),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Parameters {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let pairs = Query::try_from_uri(&parts.uri).map_err(|_| Problem::new(ErrorCode::BadParameter))?;
        let Query(pairs) = pairs;
        Ok(Self(pairs))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parameters(query: &str) -> Parameters {
        Parameters(Query::try_from_uri(&format!("/x?{query}").parse().unwrap()).unwrap().0)
    }

    #[test]
    fn unknown_and_empty_parameters_are_ignored() {
        let query = parameters("utm_source=x&agenda_item=&page=").board().unwrap();
        assert_eq!(query, BoardQuery::default());
        let query = parameters("order=newest&agenda_item=2&page=3&limit=200").board().unwrap();
        let expected = BoardQuery { order: BoardOrder::Newest, agenda_item: Some(AgendaNo(2)), page: 3, limit: 200 };
        assert_eq!(query, expected);
    }

    #[test]
    fn a_known_parameter_that_cannot_be_read_is_refused() {
        let refused =
            ["order=best", "page=0", "page=x", "page=-1", "limit=0", "limit=201", "agenda_item=0", "agenda_item=70000"];
        for query in refused {
            assert!(parameters(query).board().is_err(), "{query}");
        }
        for query in ["since=-1", "since=x", "since=99999999999999999999"] {
            assert!(parameters(query).since().is_err(), "{query}");
        }
    }
}
