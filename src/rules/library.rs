//! What the functions of the library do.
//!
//! (Specification: "Rules engine standard library"; "AWS rules engine library functions".)

use std::fmt::Write;
use std::rc::Rc;

use super::value::Value;

/// The longest label of a host name.
const LONGEST_LABEL: usize = 63;

/// The shortest name of a bucket.
const SHORTEST_BUCKET: usize = 3;

/// The schemes of URLs that have a meaning to clients.
const SCHEMES: [&str; 5] = ["http", "https", "file", "ftp", "jar"];

/// `isValidHostLabel`: letters, digits and hyphens, the first no hyphen; or several such labels
/// with dots between.
pub(super) fn is_valid_host_label(text: &str, dots: bool) -> bool {
    if dots {
        text.split('.').all(is_label)
    } else {
        is_label(text)
    }
}

fn is_label(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() <= LONGEST_LABEL
        && bytes.first().is_some_and(u8::is_ascii_alphanumeric)
        && bytes
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
}

/// `aws.isVirtualHostableS3Bucket`: a bucket whose name can be the label of a host.
pub(super) fn is_virtual_hostable_s3_bucket(text: &str, dots: bool) -> bool {
    let bytes = text.as_bytes();
    let plain = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    if bytes.len() < SHORTEST_BUCKET
        || bytes.len() > LONGEST_LABEL
        || !bytes.first().is_some_and(plain)
        || !bytes.last().is_some_and(plain)
    {
        return false;
    }
    if !dots {
        return bytes.iter().all(|byte| plain(byte) || *byte == b'-');
    }
    let follows = bytes.windows(2).all(|pair| match pair {
        [before, b'.'] => !matches!(before, b'.' | b'-'),
        [before, b'-'] => *before != b'.',
        [_, byte] => plain(byte),
        _ => true,
    });
    follows && !is_ip(text)
}

/// Whether a host is an address: one in brackets, or four groups of up to three digits.
pub(super) fn is_ip(host: &str) -> bool {
    if host.len() >= 2 && host.starts_with('[') && host.ends_with(']') {
        return true;
    }
    let mut groups = 0;
    for group in host.split('.') {
        groups += 1;
        let digits =
            matches!(group.len(), 1..=3) && group.bytes().all(|byte| byte.is_ascii_digit());
        if !digits || (group.len() > 1 && group.starts_with('0')) {
            return false;
        }
    }
    groups == 4
}

/// `parseURL`: its parts; not set where it is no URL or has a query.
pub(super) fn parse_url<'m>(text: &str) -> Value<'m> {
    let Some(url) = Url::parse(text).filter(|url| !url.has_query) else {
        return Value::Empty;
    };
    let normalized = if url.path.trim().is_empty() {
        "/".to_owned()
    } else {
        let before = if url.path.starts_with('/') { "" } else { "/" };
        let after = if url.path.ends_with('/') { "" } else { "/" };
        format!("{before}{}{after}", url.path)
    };
    Value::Record(Rc::from([
        ("scheme", Value::made(url.scheme)),
        ("authority", Value::made(url.authority)),
        ("path", Value::made(url.path)),
        ("normalizedPath", Value::made(normalized)),
        ("isIp", Value::Boolean(is_ip(url.host))),
    ]))
}

/// The parts of a URL.
pub(super) struct Url<'t> {
    pub scheme: String,
    /// Host and port, with what is before `@`.
    pub authority: &'t str,
    pub host: &'t str,
    pub path: &'t str,
    pub has_query: bool,
}

impl<'t> Url<'t> {
    /// Takes a URL apart; `None` where its scheme is unknown or its authority malformed.
    pub fn parse(text: &'t str) -> Option<Self> {
        let text = text.trim_matches(|c: char| c <= ' ');
        let (scheme, rest) = text.split_once(':')?;
        let scheme = scheme.to_ascii_lowercase();
        if !SCHEMES.contains(&&*scheme) {
            return None;
        }
        let rest = rest.split('#').next().unwrap_or("");
        let (rest, has_query) = match rest.split_once('?') {
            Some((before, _)) => (before, true),
            None => (rest, false),
        };
        let (authority, path) = match rest.strip_prefix("//") {
            Some(rest) => rest.split_at(rest.find('/').unwrap_or(rest.len())),
            None => ("", rest),
        };
        let host_and_port = authority
            .rsplit_once('@')
            .map_or(authority, |(_, host)| host);
        let (host, port) = if let Some(inner) = host_and_port.strip_prefix('[') {
            let (address, port) = inner.split_once(']')?;
            let address_is_sound = address.contains(':')
                && address
                    .bytes()
                    .all(|byte| byte.is_ascii_hexdigit() || matches!(byte, b':' | b'.' | b'%'));
            let end = address.len() + 2;
            let port = match port {
                "" => "",
                port => port.strip_prefix(':')?,
            };
            if !address_is_sound {
                return None;
            }
            (host_and_port.get(..end)?, port)
        } else {
            host_and_port.split_once(':').unwrap_or((host_and_port, ""))
        };
        if !port.is_empty() && port.parse::<i32>().ok().filter(|port| *port >= 0).is_none() {
            return None;
        }
        Some(Self {
            scheme,
            authority,
            host,
            path,
            has_query,
        })
    }
}

/// Whether a text is a URL with a host, out of characters that URLs may have. (RFC 3986, section 2.)
pub fn is_url(text: &str) -> bool {
    let Some(url) = Url::parse(text) else {
        return false;
    };
    let bytes = text.as_bytes();
    let escaped = |at: usize| {
        bytes
            .get(at + 1..at + 3)
            .is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    };
    let characters = text.char_indices().all(|(at, c)| match c {
        '%' => escaped(at),
        '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' => false,
        _ => !c.is_control() && !c.is_whitespace(),
    });
    characters && !(url.authority.is_empty() && url.path.is_empty())
}

/// `substring`: not set where the text is too short or not ASCII.
pub(super) fn substring<'m>(text: &str, start: i32, stop: i32, reverse: bool) -> Value<'m> {
    let (Ok(start), Ok(stop)) = (usize::try_from(start), usize::try_from(stop)) else {
        return Value::Empty;
    };
    if !text.is_ascii() || start >= stop || text.len() < stop {
        return Value::Empty;
    }
    let range = if reverse {
        text.len() - stop..text.len() - start
    } else {
        start..stop
    };
    text.get(range).map_or(Value::Empty, Value::made)
}

/// `split`: at most `limit` parts, or all where it is zero; `None` where there is no delimiter.
pub(super) fn split<'m>(text: &str, delimiter: &str, limit: i32) -> Option<Value<'m>> {
    if delimiter.is_empty() {
        return None;
    }
    let limit = match usize::try_from(limit).ok()? {
        0 => usize::MAX,
        limit => limit,
    };
    Some(Value::List(
        text.splitn(limit, delimiter).map(Value::made).collect(),
    ))
}

/// `uriEncode`: every byte but unreserved ones as `%` and two digits.
pub(super) fn uri_encode<'m>(text: &str) -> Value<'m> {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'~') {
            encoded.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    Value::made(encoded)
}

/// `aws.parseArn`: the parts of an ARN; not set where it is none.
pub(super) fn parse_arn<'m>(text: &str) -> Value<'m> {
    let mut parts = text.splitn(6, ':');
    let (Some("arn"), Some(partition), Some(service), Some(region), Some(account), Some(resource)) = (
        parts.next(),
        parts.next(),
        parts.next(),
        parts.next(),
        parts.next(),
        parts.next(),
    ) else {
        return Value::Empty;
    };
    if partition.is_empty() || service.is_empty() || resource.is_empty() {
        return Value::Empty;
    }
    Value::Record(Rc::from([
        ("partition", Value::made(partition)),
        ("service", Value::made(service)),
        ("region", Value::made(region)),
        ("accountId", Value::made(account)),
        (
            "resourceId",
            Value::List(resource.split([':', '/']).map(Value::made).collect()),
        ),
    ]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn host_labels() {
        for (text, dots, sound) in [
            ("abc", false, true),
            ("a.b", false, false),
            ("a.b", true, true),
            ("a..b", true, false),
            ("", true, false),
            ("-a", false, false),
            ("a-", false, true),
            ("a_b", false, false),
        ] {
            assert_eq!(is_valid_host_label(text, dots), sound, "{text} {dots}");
        }
        assert!(!is_valid_host_label(&"a".repeat(64), false));
    }

    #[test]
    fn addresses() {
        for host in ["1.2.3.4", "999.0.10.255", "[::1]"] {
            assert!(is_ip(host), "{host}");
        }
        for host in [
            "1.2.3",
            "1.2.3.4.5",
            "01.2.3.4",
            "1.2.3.a",
            "1234.1.1.1",
            "",
        ] {
            assert!(!is_ip(host), "{host}");
        }
    }

    #[test]
    fn buckets() {
        for (name, dots, sound) in [
            ("bucket", false, true),
            ("my-bucket", false, true),
            ("Bucket", false, false),
            ("ab", false, false),
            ("a.b.c", false, false),
            ("a.b.c", true, true),
            ("a..c", true, false),
            ("a.-c", true, false),
            ("a-.c", true, false),
            ("1.2.3.4", true, false),
            ("abc-", false, false),
        ] {
            assert_eq!(is_virtual_hostable_s3_bucket(name, dots), sound, "{name}");
        }
    }

    fn field(value: &Value<'_>, name: &str) -> String {
        match value {
            Value::Record(fields) => fields.iter().find(|(field, _)| *field == name).map_or(
                "no field".to_owned(),
                |(_, value)| match value {
                    Value::Text(text) => text.as_str().to_owned(),
                    other => other.describe(),
                },
            ),
            other => other.describe(),
        }
    }

    #[test]
    fn urls() {
        let url = parse_url("https://user@example.com:8080/a/b");
        assert_eq!(field(&url, "scheme"), "https");
        assert_eq!(field(&url, "authority"), "user@example.com:8080");
        assert_eq!(field(&url, "path"), "/a/b");
        assert_eq!(field(&url, "normalizedPath"), "/a/b/");
        assert_eq!(field(&parse_url("http://[::1]:80"), "isIp"), "`true`");
        assert_eq!(field(&parse_url("http://a"), "normalizedPath"), "/");
        for text in ["a", "abc://x", "http://a:b/", "http://a/?q", "http://[x]/"] {
            assert!(matches!(parse_url(text), Value::Empty), "{text}");
        }
    }

    #[test]
    fn texts_that_are_urls() {
        for text in ["https://a.b/c", "http://a%20b", "https://a:80"] {
            assert!(is_url(text), "{text}");
        }
        for text in [
            "a.b",
            "https://",
            "https://a b",
            "https://a%2",
            "x://a",
            "https://a:b",
        ] {
            assert!(!is_url(text), "{text}");
        }
    }

    #[test]
    fn arns() {
        let arn = parse_arn("arn:aws:s3:::bucket/key:1");
        assert_eq!(field(&arn, "service"), "s3");
        assert_eq!(field(&arn, "region"), "");
        assert_eq!(field(&arn, "resourceId"), "a list of 3 elements");
        for text in ["arn:aws:s3:::", "arn:::::x", "a:b:c", "arn:aws:s3::"] {
            assert!(matches!(parse_arn(text), Value::Empty), "{text}");
        }
    }

    #[test]
    fn texts() {
        assert_eq!(substring("abcdef", 0, 2, false).describe(), "`ab`");
        assert_eq!(substring("abcdef", 0, 2, true).describe(), "`ef`");
        assert_eq!(substring("é", 0, 1, false).describe(), "not set");
        assert_eq!(substring("ab", 0, 3, false).describe(), "not set");
        assert_eq!(uri_encode("a b*~/é").describe(), "`a%20b%2A~%2F%C3%A9`");
        let parts = |text, delimiter, limit| split(text, delimiter, limit).map(|v| v.describe());
        assert_eq!(
            parts("a-b-c", "-", 0).as_deref(),
            Some("a list of 3 elements")
        );
        assert_eq!(
            parts("a-b-c", "-", 2).as_deref(),
            Some("a list of 2 elements")
        );
        assert_eq!(parts("", "-", 0).as_deref(), Some("a list of 1 element"));
        assert_eq!(parts("a", "", 0), None);
    }
}
