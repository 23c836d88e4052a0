//! The addresses of the built scripts, style sheets and icons, as pages name them.

use serde_json::Value;

/// Addresses of the entry files. An empty one is left out of the page, which works without it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Assets {
    /// The citizens' script.
    pub citizen_js: String,
    /// The citizens' style sheet.
    pub citizen_css: String,
    /// What the citizens' pages beside the live page need over that.
    pub rest_css: String,
    /// The script of the small pages around a meeting: frames on other sites, links to copy.
    pub around_js: String,
    /// Their style sheet, beside the citizens'.
    pub around_css: String,
    /// The big screen's script.
    pub screen_js: String,
    /// The big screen's style sheet.
    pub screen_css: String,
    /// The overlay's script.
    pub overlay_js: String,
    /// The overlay's style sheet.
    pub overlay_css: String,
    /// The staff app.
    pub staff_js: String,
    /// The staff app's style sheet.
    pub staff_css: String,
    /// The sheet of icons, an SVG with one symbol each.
    pub icons: String,
}

impl Assets {
    /// Reads the manifest that the web build writes; entries that it lacks are empty.
    pub fn from_manifest(manifest: &Value) -> Self {
        let address = |path: &Value| path.as_str().map_or_else(String::new, |path| format!("/{path}"));
        let script = |entry: &str| address(&manifest[entry]["file"]);
        let sheet = |entry: &str| address(&manifest[entry]["css"][0]);
        Self {
            citizen_js: script("citizen/main.ts"),
            citizen_css: sheet("citizen/main.ts"),
            rest_css: script("citizen/rest.css"),
            around_js: script("citizen/around.ts"),
            around_css: sheet("citizen/around.ts"),
            screen_js: script("screen/screen.ts"),
            screen_css: sheet("screen/screen.ts"),
            overlay_js: script("screen/overlay.ts"),
            overlay_css: sheet("screen/overlay.ts"),
            staff_js: script("staff/main.ts"),
            staff_css: sheet("staff/main.ts"),
            icons: script("shared/icons.svg"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_found_in_the_manifest_and_missing_ones_are_empty() {
        let manifest = serde_json::json!({
            "citizen/main.ts": { "file": "assets/citizen-1.js", "css": ["assets/citizen-2.css"] },
            "shared/icons.svg": { "file": "assets/icons-3.svg" },
        });
        let assets = Assets::from_manifest(&manifest);
        assert_eq!(assets.citizen_js, "/assets/citizen-1.js");
        assert_eq!(assets.citizen_css, "/assets/citizen-2.css");
        assert_eq!(assets.icons, "/assets/icons-3.svg");
        assert_eq!((assets.staff_js, assets.staff_css), (String::new(), String::new()));
        assert_eq!(Assets::from_manifest(&Value::Null), Assets::default());
    }
}
