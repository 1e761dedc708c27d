//! The preview's own script and style sheet, and where they are: beside the portal, never in an output.

/// The script every page of the preview loads.
pub(super) const SCRIPT: &str = include_str!("preview.js");
/// The style sheet of bar, overlay and desk.
pub(super) const STYLE: &str = include_str!("preview.css");

/// Where the script is.
pub(super) const SCRIPT_PATH: &str = "/_preview/preview.js";
/// Where the style sheet is.
pub(super) const STYLE_PATH: &str = "/_preview/preview.css";
/// Where the browser hears of changes.
pub(super) const EVENTS_PATH: &str = "/_preview/events";
/// The editor-in-chief's desk.
pub(super) const DESK_PATH: &str = "/_desk/";
