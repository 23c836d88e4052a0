//! The busiest address without a router: `PUT` and `DELETE …/suggestions/{no}/support`.
//!
//! Nine of ten requests are backings, and a router with its layers costs each of them more than the backing itself. No rule is written
//! here: those of the routed way are called one after the other, and a test asks both ways.

use std::net::IpAddr;

use axum::Json;
use axum::response::{IntoResponse, Response};
use domain::{MeetingId, SuggestionNo};
use http::request::Parts;
use http::{HeaderMap, Method};
use identity::{ClientAddress, Device, NewCookie, check_same_site};
use protocol::citizen::SupportReply;
use protocol::{Locale, Problem, explained};

use crate::IngestState;
use crate::support::wish;
use crate::writer::Writer;

/// A backing or its withdrawal, as an address asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backing {
    meeting: MeetingId,
    no: SuggestionNo,
    wish: bool,
}

impl Backing {
    /// What a request asks for; `None` where it is something else, or is written in a way that takes the router to read or refuse.
    pub fn asked(method: &Method, path: &str) -> Option<Self> {
        let wish = match *method {
            Method::PUT => true,
            Method::DELETE => false,
            _ => return None,
        };
        let (meeting, rest) = path.strip_prefix("/api/v1/meetings/")?.split_once('/')?;
        let no = rest.strip_prefix("suggestions/")?.strip_suffix("/support")?;
        Some(Self { meeting: meeting.parse().ok()?, no: SuggestionNo(no.parse().ok()?), wish })
    }
}

impl IngestState {
    /// Answers as [`crate::router`] does inside [`identity::same_site`] and [`protocol::explain`]. `peer` is where the socket leads, `id`
    /// the request's.
    pub async fn answer(&self, backing: Backing, request: &Parts, peer: Option<IpAddr>, id: &str) -> Response {
        let slot = NewCookie::default();
        let answered = match check_same_site(&request.method, &request.headers, &request.uri) {
            Ok(()) => self.back(backing, &request.headers, peer, &slot).await,
            Err(refused) => Err(refused),
        };
        let mut response = answered.into_response();
        slot.leave_with(response.headers_mut());
        explained(response, || Locale::of(&request.headers, request.uri.query()), Some(id))
    }

    async fn back(
        &self,
        backing: Backing,
        headers: &HeaderMap,
        peer: Option<IpAddr>,
        slot: &NewCookie,
    ) -> Result<Json<SupportReply>, Problem> {
        let from = ClientAddress::of(peer, headers, self.identity());
        self.limits().write(from)?;
        let device = Device::of(headers, self.identity(), Some(slot.clone()));
        let writer = Writer::new(backing.meeting, device, from);
        wish(self, &writer, backing.no, backing.wish).await.map(Json)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_plain_address_of_a_backing_is_read_here() {
        let park = |no, wish| Some(Backing { meeting: "park2026".parse().unwrap(), no: SuggestionNo(no), wish });
        let at = "/api/v1/meetings/park2026/suggestions";
        for (method, path, expected) in [
            (Method::PUT, format!("{at}/7/support"), park(7, true)),
            (Method::DELETE, format!("{at}/7/support"), park(7, false)),
            (Method::GET, format!("{at}/7/support"), None),
            (Method::POST, format!("{at}/7/support"), None),
            (Method::PUT, format!("{at}/7/support/"), None),
            (Method::PUT, format!("{at}/7/8/support"), None),
            (Method::PUT, format!("{at}/%37/support"), None),
            (Method::PUT, format!("{at}/99999999999/support"), None),
            (Method::PUT, format!("{at}//support"), None),
            (Method::PUT, format!("{at}/support"), None),
            (Method::PUT, format!("{at}/7/appeal"), None),
            (Method::PUT, format!("{at}/7"), None),
            (Method::PUT, "/api/v1/meetings/Park2026/suggestions/7/support".to_owned(), None),
            (Method::PUT, "/api/v1/meetings//suggestions/7/support".to_owned(), None),
        ] {
            assert_eq!(Backing::asked(&method, &path), expected, "{method} {path}");
        }
    }
}
