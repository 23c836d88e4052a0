//! Cookies: how this crate's two are written, and how they are read.

use std::sync::{Arc, Mutex, PoisonError};

use cookie::time::Duration;
use cookie::{Cookie, SameSite};
use http::{HeaderMap, HeaderValue, header};

/// The cookie that holds the device's id.
pub(crate) const DEVICE_COOKIE: &str = "yl_device";
/// The cookie that holds a staff session's token.
pub(crate) const SESSION_COOKIE: &str = "yl_session";
/// Browsers keep a cookie for 400 days at most (RFC 6265bis §5.5).
const DEVICE_DAYS: i64 = 400;

/// The value of the first cookie of that name.
pub(crate) fn value<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(given, _)| *given == name).map(|(_, value)| value)
}

/// The device's cookie: sent with links from elsewhere too, since a QR code or a chat is how people come.
pub(crate) fn device(value: &str, secure: bool) -> HeaderValue {
    written(DEVICE_COOKIE, value, SameSite::Lax, Duration::days(DEVICE_DAYS), secure)
}

/// The session's cookie: sent with requests from our own pages only.
pub(crate) fn session(token: &str, hours: u32, secure: bool) -> HeaderValue {
    written(SESSION_COOKIE, token, SameSite::Strict, Duration::hours(i64::from(hours)), secure)
}

/// Takes the session's cookie away.
pub(crate) fn no_session(secure: bool) -> HeaderValue {
    written(SESSION_COOKIE, "", SameSite::Strict, Duration::ZERO, secure)
}

fn written(name: &str, value: &str, same_site: SameSite, max_age: Duration, secure: bool) -> HeaderValue {
    let cookie =
        Cookie::build((name, value)).http_only(true).same_site(same_site).path("/").max_age(max_age).secure(secure);
    let mut value = HeaderValue::try_from(cookie.to_string()).expect("base64url and attributes are visible ASCII");
    value.set_sensitive(true);
    value
}

/// Where an extractor leaves a cookie for the answer; the outermost layer of this crate puts one into every request.
#[derive(Debug, Clone, Default)]
pub struct NewCookie(Arc<Mutex<Option<HeaderValue>>>);

impl NewCookie {
    /// Leaves a cookie; a later one replaces it.
    pub(crate) fn put(&self, cookie: HeaderValue) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(cookie);
    }

    /// Takes the cookie out.
    pub(crate) fn take(&self) -> Option<HeaderValue> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_are_out_of_reach_of_scripts_and_bound_to_the_site() {
        let text = |value: HeaderValue| value.to_str().unwrap().to_owned();
        let device = text(device("abc", false));
        for part in ["yl_device=abc", "HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=34560000"] {
            assert!(device.contains(part), "{device} lacks {part}");
        }
        assert!(!device.contains("Secure"));
        let session = text(session("abc", 12, true));
        for part in ["yl_session=abc", "HttpOnly", "SameSite=Strict", "Path=/", "Secure", "Max-Age=43200"] {
            assert!(session.contains(part), "{session} lacks {part}");
        }
        assert!(text(no_session(false)).contains("Max-Age=0"));
    }

    #[test]
    fn a_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, HeaderValue::from_static("lang=en; xyl_device=no"));
        headers.append(header::COOKIE, HeaderValue::from_static("a=b;yl_device=yes=; yl_device=later"));
        assert_eq!(value(&headers, DEVICE_COOKIE), Some("yes="));
        assert_eq!(value(&headers, SESSION_COOKIE), None);
    }
}
