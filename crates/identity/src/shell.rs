//! The one HTML page of the staff app: it holds nothing secret, so it is the same for everybody.

use axum::response::{IntoResponse, Response};
use http::header;
use protocol::Locale;

use crate::Assets;

/// The page that loads the staff app, in `locale`; the app looks at the address and asks who is there.
pub fn staff_shell(assets: &Assets, locale: Locale) -> Response {
    let Assets { staff_js, staff_css, .. } = assets;
    let (tag, title, noscript) = (locale.tag(), locale.text("app.title"), locale.text("app.noscript"));
    let sheet = when(staff_css, |href| format!("<link rel=\"stylesheet\" href=\"{href}\">\n"));
    let script = when(staff_js, |src| format!("<script type=\"module\" src=\"{src}\"></script>\n"));
    let icons = &assets.icons;
    let page = format!(
        "<!doctype html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"robots\" content=\"noindex\">\n<title>{title}</title>\n{sheet}{script}</head>\n\
         <body>\n<div id=\"app\" data-icons=\"{icons}\"></div>\n<noscript>{noscript}</noscript>\n</body>\n</html>\n"
    );
    let headers = [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")];
    (headers, page).into_response()
}

fn when(address: &str, line: impl FnOnce(&str) -> String) -> String {
    if address.is_empty() { String::new() } else { line(address) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_shell_has_no_inline_script_and_names_its_files() {
        let assets = Assets { staff_js: "/assets/s.js".into(), staff_css: "/assets/s.css".into(), ..Assets::default() };
        let body = axum::body::to_bytes(staff_shell(&assets, Locale::En).into_body(), 10_000).await.unwrap();
        let page = String::from_utf8(body.to_vec()).unwrap();
        assert!(page.contains("<html lang=\"en\">") && page.contains("<div id=\"app\""), "{page}");
        assert!(page.contains("src=\"/assets/s.js\"></script>") && page.contains("href=\"/assets/s.css\""), "{page}");
    }
}
