//! What the environment says of the terminal and of the one who sits there.

/// The value of a variable that is set to something.
fn set(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Whether to colour where nobody said: as `NO_COLOR`, then `CLICOLOR_FORCE`, then `CLICOLOR` ask,
/// and else on a terminal that knows colours.
pub(super) fn wants_color(terminal: bool) -> bool {
    if set("NO_COLOR").is_some() {
        return false;
    }
    if set("CLICOLOR_FORCE").is_some_and(|value| value != "0") {
        return true;
    }
    terminal && !is_dumb() && set("CLICOLOR").as_deref() != Some("0")
}

/// Whether the terminal can neither colour nor move back.
pub(super) fn is_dumb() -> bool {
    set("TERM").as_deref() == Some("dumb")
}

/// Whether nobody watches the terminal, though it is one.
pub(super) fn is_ci() -> bool {
    set("CI").is_some_and(|value| value != "0" && value != "false")
}

/// How many columns somebody asks for.
pub(super) fn columns() -> Option<usize> {
    set("COLUMNS")?.parse().ok().filter(|columns| *columns > 0)
}

/// Whether the terminal takes UTF-8, as far as the locale does not say otherwise.
pub(super) fn is_utf8() -> bool {
    let locale = set("LC_ALL")
        .or_else(|| set("LC_CTYPE"))
        .or_else(|| set("LANG"))
        .map(|locale| locale.to_ascii_lowercase());
    locale.is_none_or(|locale| locale.contains("utf-8") || locale.contains("utf8"))
}
