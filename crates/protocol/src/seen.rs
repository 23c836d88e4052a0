//! When a reader last looked at their own list: kept on their device alone, in a cookie that holds a moment and no secret.

use domain::{MeetingId, UnixMs};
use http::{HeaderMap, HeaderValue, header};

/// Browsers keep a cookie for 400 days at most (RFC 6265bis §5.5).
const SECONDS: u32 = 400 * 86_400;

/// When this device last saw its list in `meeting`; 0 when never, or when the cookie says nonsense.
pub fn seen_at(headers: &HeaderMap, meeting: &MeetingId) -> UnixMs {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let given = pairs.find(|(name, _)| name.strip_prefix("seen_") == Some(meeting.as_str()));
    UnixMs(given.and_then(|(_, moment)| moment.parse().ok()).unwrap_or(0))
}

/// The cookie that says that the list was seen at `now`.
pub fn seen_cookie(meeting: &MeetingId, now: UnixMs) -> HeaderValue {
    let cookie = format!("seen_{meeting}={}; Path=/; Max-Age={SECONDS}; SameSite=Lax; HttpOnly", now.0);
    HeaderValue::try_from(cookie).expect("a meeting's id and a number are visible ASCII")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_cookie_says_is_read_back_for_its_own_meeting() {
        let (park, lake): (MeetingId, MeetingId) = ("park2026".parse().unwrap(), "lake2026".parse().unwrap());
        let set = seen_cookie(&park, UnixMs(1_700_000_000_123));
        let pair = set.to_str().unwrap().split(';').next().unwrap().to_owned();
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, format!("lang=en; {pair}").parse().unwrap());
        assert_eq!(seen_at(&headers, &park), UnixMs(1_700_000_000_123));
        assert_eq!(seen_at(&headers, &lake), UnixMs(0));
        headers.insert(header::COOKIE, "seen_park2026=soon".parse().unwrap());
        assert_eq!(seen_at(&headers, &park), UnixMs(0));
    }
}
