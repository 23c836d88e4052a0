//! Where a request comes from, for limits and, as a keyed tag of the network, for the abuse desk. Addresses are never logged and never kept.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRef, FromRequestParts};
use domain::{MeetingId, SourceId};
use http::HeaderMap;
use http::request::Parts;

use crate::{Identity, IdentityConfig};

/// Hops of `X-Forwarded-For` that are looked at; more than a chain of proxies has.
const HOPS_MAX: usize = 16;

/// The client's address: the peer's, or, where the peer is a trusted proxy, the last hop before our own proxies.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ClientAddress(IpAddr);

impl ClientAddress {
    /// The address that limits count by: IPv4 whole, IPv6 by its /64, since a household or a phone has a /64 of its own.
    pub fn network(self) -> IpAddr {
        match self.0.to_canonical() {
            IpAddr::V6(address) => {
                let mut parts = address.segments();
                parts[4..].fill(0);
                IpAddr::V6(Ipv6Addr::from(parts))
            }
            address @ IpAddr::V4(_) => address,
        }
    }

    /// The network that is compared with others: IPv4 by its /24, the longest prefix that is commonly routed; IPv6 by its /48, what one
    /// organisation is given (RFC 6177). `None` for a request made inside the process.
    fn prefix(self) -> Option<[u8; 16]> {
        let mut bytes = match self.0.to_canonical() {
            address if address.is_unspecified() => return None,
            IpAddr::V4(address) => {
                let [a, b, c, _] = address.octets();
                return Some(Ipv4Addr::new(a, b, c, 0).to_ipv6_mapped().octets());
            }
            IpAddr::V6(address) => address.octets(),
        };
        bytes[6..].fill(0);
        Some(bytes)
    }

    /// The client of a request that came over a socket from `peer`. Without a socket (a request made inside the process) everything
    /// counts as one address.
    pub fn of(peer: Option<IpAddr>, headers: &HeaderMap, identity: &Identity) -> Self {
        Self::behind(peer.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED)), headers, identity.config())
    }

    fn behind(peer: IpAddr, headers: &HeaderMap, config: &IdentityConfig) -> Self {
        let peer = peer.to_canonical();
        if !config.trusts(peer) {
            return Self(peer);
        }
        let lines: Vec<&str> =
            headers.get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok()).collect();
        let hops = lines.iter().flat_map(|line| line.split(',')).map(str::trim).rev().take(HOPS_MAX);
        let mut nearest = peer;
        for hop in hops {
            // What a proxy of ours did not write cannot be read further.
            let Some(address) = address(hop) else { break };
            nearest = address;
            if !config.trusts(nearest) {
                break;
            }
        }
        Self(nearest)
    }
}

impl Identity {
    /// The network of a client as a meeting's log may know it. Without the server's secret it tells nothing but whether two are the same, and
    /// two meetings' cannot be compared.
    pub fn source(&self, meeting: &MeetingId, from: ClientAddress) -> Option<SourceId> {
        let tag = self.keys().source.tag(&[meeting.as_str().as_bytes(), &from.prefix()?]);
        let mut bytes = [0; 8];
        bytes.copy_from_slice(&tag[..8]);
        Some(SourceId(u64::from_be_bytes(bytes)))
    }
}

/// An address as proxies write it: bare, with a port, or in brackets.
fn address(hop: &str) -> Option<IpAddr> {
    let bare = hop.parse::<IpAddr>().ok();
    let with_port = || hop.parse::<SocketAddr>().ok().map(|address| address.ip());
    let bracketed = || hop.strip_prefix('[')?.strip_suffix(']')?.parse::<IpAddr>().ok();
    bare.or_else(with_port).or_else(bracketed).map(|address| address.to_canonical())
}

impl fmt::Debug for ClientAddress {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("ClientAddress(…)")
    }
}

impl<S: Send + Sync> FromRequestParts<S> for ClientAddress
where
    Identity: FromRef<S>,
{
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
        Ok(Self::of(peer, &parts.headers, &Identity::from_ref(state)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(peer: &str, forwarded: &[&str]) -> String {
        let config = IdentityConfig {
            trusted_proxies: vec!["127.0.0.1/32".parse().unwrap(), "10.0.0.0/8".parse().unwrap()],
            ..IdentityConfig::default()
        };
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append("x-forwarded-for", line.parse().unwrap());
        }
        ClientAddress::behind(peer.parse().unwrap(), &headers, &config).network().to_string()
    }

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        for (peer, forwarded, expected) in [
            ("203.0.113.9", &["198.51.100.1"][..], "203.0.113.9"),
            ("127.0.0.1", &["198.51.100.1"], "198.51.100.1"),
            ("127.0.0.1", &["1.2.3.4, 198.51.100.1"], "198.51.100.1"),
            ("127.0.0.1", &["1.2.3.4, 198.51.100.1, 10.0.0.7"], "198.51.100.1"),
            ("127.0.0.1", &["1.2.3.4", "198.51.100.1"], "198.51.100.1"),
            ("127.0.0.1", &["198.51.100.1:4711"], "198.51.100.1"),
            ("127.0.0.1", &["1.2.3.4, nonsense, 10.0.0.7"], "10.0.0.7"),
            ("127.0.0.1", &[], "127.0.0.1"),
            ("::ffff:203.0.113.9", &[], "203.0.113.9"),
        ] {
            assert_eq!(client(peer, forwarded), expected, "{peer} {forwarded:?}");
        }
    }

    #[test]
    fn addresses_of_one_ipv6_network_count_as_one() {
        let one = client("127.0.0.1", &["2001:db8:1:2:aaaa::1"]);
        assert_eq!(one, "2001:db8:1:2::");
        assert_eq!(one, client("127.0.0.1", &["[2001:db8:1:2:bbbb::2]:443"]));
        assert_ne!(one, client("127.0.0.1", &["2001:db8:1:3::1"]));
    }

    #[test]
    fn a_source_is_the_network_that_one_organisation_has() {
        let prefix = |address: &str| ClientAddress(address.parse().unwrap()).prefix();
        assert_eq!(prefix("203.0.113.9"), prefix("203.0.113.200"));
        assert_eq!(prefix("203.0.113.9"), prefix("::ffff:203.0.113.1"));
        assert_ne!(prefix("203.0.113.9"), prefix("203.0.114.9"));
        assert_eq!(prefix("2001:db8:1:2::1"), prefix("2001:db8:1:ffff::2"));
        assert_ne!(prefix("2001:db8:1:2::1"), prefix("2001:db8:2:2::1"));
        assert_eq!((prefix("0.0.0.0"), prefix("::")), (None, None));
    }

    #[test]
    fn an_address_is_not_shown() {
        assert_eq!(format!("{:?}", ClientAddress(IpAddr::V4(Ipv4Addr::LOCALHOST))), "ClientAddress(…)");
    }
}
