//! Paths as URI references. (RFC 3986.)

/// Where a file is, as a log says it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Reference {
    /// The reference.
    pub(super) text: String,
    /// Whether it is relative to the folder in which the compiler ran, and stays below it.
    pub(super) is_inside: bool,
}

/// The reference of a path with `/`: relative without `.` and, where it can be, without `..`; or
/// an absolute `file` URI; or what bundled files are called. What a URI does not allow is
/// percent-encoded.
pub(super) fn of_path(path: &str) -> Reference {
    if path.starts_with("smithyc:/") {
        return Reference {
            text: encoded(path, true),
            is_inside: false,
        };
    }
    let drive = path
        .split_once(":/")
        .filter(|(letter, _)| cfg!(windows) && letter.len() == 1);
    if path.starts_with('/') || drive.is_some() {
        let slash = if drive.is_some() { "/" } else { "" };
        return Reference {
            text: format!("file://{slash}{}", encoded(path, true)),
            is_inside: false,
        };
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    Reference {
        is_inside: parts.first() != Some(&".."),
        text: encoded(&parts.join("/"), false),
    }
}

/// A colon in the first part of a relative path would make that a scheme.
fn encoded(path: &str, colons: bool) -> String {
    let mut out = String::with_capacity(path.len());
    let first = path.split('/').next().map_or(0, str::len);
    for (at, byte) in path.bytes().enumerate() {
        let plain = byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@".contains(&byte);
        if plain || (byte == b':' && (colons || at >= first)) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_references() {
        let text = |path: &str| of_path(path).text;
        assert_eq!(text("/a/b#c.smithy"), "file:///a/b%23c.smithy");
        assert_eq!(text("a:b/c:d"), "a%3Ab/c:d");
        assert_eq!(text("./a/./b/../c d%.smithy"), "a/c%20d%25.smithy");
        assert_eq!(text("ä\u{1b}\u{202e}[?]"), "%C3%A4%1B%E2%80%AE%5B%3F%5D");
        assert_eq!(text("a.jar!/META-INF/b"), "a.jar!/META-INF/b");
        assert_eq!(
            text("smithyc:/smithy/api.smithy"),
            "smithyc:/smithy/api.smithy"
        );
    }

    #[test]
    fn only_what_is_below_the_folder_is_inside() {
        for inside in ["a", "./a", "a/../b", "..a"] {
            assert!(of_path(inside).is_inside, "{inside}");
        }
        for outside in ["/a", "../a", "a/../../b", "smithyc:/a"] {
            assert!(!of_path(outside).is_inside, "{outside}");
        }
        assert_eq!(of_path("a/../../b").text, "../b");
    }
}
