//! How pages look on a reader's device: text size, easy mode, colours, motion. It is kept in a cookie and written into the page before it
//! is sent, so that the first paint is right without any script. It says nothing about who the reader is.

use std::fmt::Write as _;

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderMap, HeaderValue, header};

use crate::Locale;
use crate::locale::LOCALE_COOKIE;

/// The cookie that remembers a look. Scripts read and write it too.
pub const LOOK_COOKIE: &str = "look";
/// A choice is kept for a year, in seconds.
pub const LOOK_KEPT_S: u32 = 31_536_000;
/// What a page's template writes where the look belongs.
const PLACE: &str = " data-look";
/// The place is at the very beginning of a page.
const PLACE_WITHIN_BYTES: usize = 256;
/// A page larger than this is sent as it is.
const PAGE_BYTES_MAX: usize = 4 * 1024 * 1024;

/// The size of text, as a multiple of the standard one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scale {
    /// 17 px for body text.
    #[default]
    Standard,
    /// 1.2 times.
    Large,
    /// 1.4 times; from here on a page is one column of everything.
    Larger,
    /// 1.8 times: 30.6 px, the size that the norm for elderly readers asks for.
    Largest,
}

impl Scale {
    /// Every size, small to large.
    pub const ALL: [Self; 4] = [Self::Standard, Self::Large, Self::Larger, Self::Largest];

    /// As pages and the cookie write it.
    pub fn value(self) -> &'static str {
        match self {
            Self::Standard => "1",
            Self::Large => "1.2",
            Self::Larger => "1.4",
            Self::Largest => "1.8",
        }
    }
}

/// The colours of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// What the system asks for.
    #[default]
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// High contrast, light or dark by the system.
    Contrast,
}

impl Theme {
    /// Every theme.
    pub const ALL: [Self; 4] = [Self::Auto, Self::Light, Self::Dark, Self::Contrast];

    /// As pages and the cookie write it.
    pub fn value(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Contrast => "hc",
        }
    }
}

/// How pages look on one device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    /// Size of text.
    pub scale: Scale,
    /// Colours.
    pub theme: Theme,
    /// Easy mode, 长辈版: big text, big buttons, fewer distractions.
    pub elder: bool,
    /// Less motion than the system asks for.
    pub calm: bool,
}

impl Look {
    /// Reads `1.2-dark-0-1`: size, colours, easy mode, less motion. `None` when it is not of this form.
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let scale = parts.next().and_then(|part| Scale::ALL.into_iter().find(|scale| scale.value() == part))?;
        let theme = parts.next().and_then(|part| Theme::ALL.into_iter().find(|theme| theme.value() == part))?;
        let (elder, calm) = (parts.next()? == "1", parts.next()? == "1");
        parts.next().is_none().then_some(Self { scale, theme, elder, calm })
    }

    /// As [`Look::read`] reads it.
    pub fn written(self) -> String {
        format!("{}-{}-{}-{}", self.scale.value(), self.theme.value(), u8::from(self.elder), u8::from(self.calm))
    }

    /// The look of a request: the cookie, and `?elder=1` or `?elder=0` over it.
    pub fn of(headers: &HeaderMap, query: Option<&str>) -> Self {
        let kept = cookie(headers, LOOK_COOKIE).and_then(Self::read).unwrap_or_default();
        Self { elder: asked_elder(query).unwrap_or(kept.elder), ..kept }
    }

    /// A `Set-Cookie` that keeps it.
    pub fn cookie(self) -> HeaderValue {
        kept(LOOK_COOKIE, &self.written())
    }

    /// The attributes of a page's root element; a standard look has none.
    pub fn attributes(self) -> String {
        let mut attributes = String::new();
        if self.scale != Scale::Standard {
            let _ = write!(attributes, " data-scale=\"{}\"", self.scale.value());
        }
        if matches!(self.scale, Scale::Larger | Scale::Largest) {
            attributes.push_str(" data-big");
        }
        if self.theme != Theme::Auto {
            let _ = write!(attributes, " data-theme=\"{}\"", self.theme.value());
        }
        if self.elder {
            attributes.push_str(" data-elder");
        }
        if self.calm {
            attributes.push_str(" data-motion=\"less\"");
        }
        attributes
    }
}

fn asked_elder(query: Option<&str>) -> Option<bool> {
    query?.split('&').find_map(|pair| pair.strip_prefix("elder=")).map(|value| value == "1")
}

fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(given, _)| *given == name).map(|(_, value)| value)
}

fn kept(name: &str, value: &str) -> HeaderValue {
    let cookie = format!("{name}={value}; Path=/; Max-Age={LOOK_KEPT_S}; SameSite=Lax");
    HeaderValue::try_from(cookie).expect("a look and a language tag are visible ASCII")
}

/// The layer that writes the look into pages. A link may bring a look (`?elder=1`) or a language (`?lang=en`) with it: these are kept, so
/// that they hold on the pages that the reader goes on to.
pub async fn dress(request: Request, next: Next) -> Response {
    let query = request.uri().query();
    let look = Look::of(request.headers(), query);
    let brought_look = asked_elder(query).is_some();
    let brought_locale = Locale::from_query(query);
    let response = next.run(request).await;
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let is_page = kind.is_some_and(|kind| kind.starts_with("text/html"));
    if !is_page || response.headers().contains_key(header::CONTENT_ENCODING) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(page) = to_bytes(body, PAGE_BYTES_MAX).await else {
        return Response::from_parts(parts, Body::empty());
    };
    let Some(dressed) = with_look(&page, look) else {
        return Response::from_parts(parts, Body::from(page));
    };
    parts.headers.remove(header::CONTENT_LENGTH);
    if brought_look {
        parts.headers.append(header::SET_COOKIE, look.cookie());
    }
    if let Some(locale) = brought_locale {
        parts.headers.append(header::SET_COOKIE, kept(LOCALE_COOKIE, locale.tag()));
    }
    Response::from_parts(parts, Body::from(dressed))
}

/// The page with its look; `None` when it has no place for one.
fn with_look(page: &[u8], look: Look) -> Option<Vec<u8>> {
    let head = &page[..page.len().min(PLACE_WITHIN_BYTES)];
    let at = head.windows(PLACE.len()).position(|window| window == PLACE.as_bytes())?;
    Some([&page[..at], look.attributes().as_bytes(), &page[at + PLACE.len()..]].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_reads_back_as_it_was_written() {
        for scale in Scale::ALL {
            for theme in Theme::ALL {
                let look = Look { scale, theme, elder: true, calm: false };
                assert_eq!(Look::read(&look.written()), Some(look));
            }
        }
        for text in ["", "2-dark-0-0", "1-pink-0-0", "1-dark-0", "1-dark-0-0-0"] {
            assert_eq!(Look::read(text), None, "{text}");
        }
    }

    #[test]
    fn a_link_may_ask_for_easy_mode_over_the_cookie() {
        let mut headers = HeaderMap::new();
        headers.insert("cookie", "a=b; look=1.2-dark-0-1".parse().unwrap());
        let look = Look::of(&headers, Some("t=3&elder=1"));
        assert_eq!(look, Look { scale: Scale::Large, theme: Theme::Dark, elder: true, calm: true });
        assert!(!Look::of(&headers, None).elder);
        assert_eq!(Look::of(&HeaderMap::new(), None), Look::default());
    }

    #[test]
    fn a_page_gets_its_look_at_its_root_and_nowhere_else() {
        let page = b"<!doctype html>\n<html lang=\"en\" data-look>\n<p>the words  data-look stay</p>";
        let plain = String::from_utf8(with_look(page, Look::default()).unwrap()).unwrap();
        assert!(plain.contains("<html lang=\"en\">") && plain.contains("words  data-look stay"), "{plain}");
        let look = Look { scale: Scale::Largest, theme: Theme::Contrast, elder: true, calm: true };
        let page = String::from_utf8(with_look(page, look).unwrap()).unwrap();
        let root = "<html lang=\"en\" data-scale=\"1.8\" data-big data-theme=\"hc\" data-elder data-motion=\"less\">";
        assert!(page.contains(root), "{page}");
        assert_eq!(with_look(b"<html lang=\"en\">", look), None);
    }
}
