//! Timestamps in nodes: the formats `date-time` and `http-date`.
//!
//! (Specification: "timestampFormat trait"; RFC 3339 section 5.6 without offsets; the IMF-fixdate
//! of RFC 9110 section 5.6.7.)

/// Whether a text is an RFC 3339 timestamp in UTC, such as `1985-04-12T23:20:50.52Z`.
pub(super) fn is_date_time(text: &str) -> bool {
    let Some(text) = text.strip_suffix('Z') else {
        return false;
    };
    let Some((date, time)) = text.split_once('T') else {
        return false;
    };
    let Some([year, month, day]) = numbers(date, '-', [4, 2, 2]) else {
        return false;
    };
    let (time, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let fraction_fits =
        (1..=9).contains(&fraction.len()) && fraction.bytes().all(|b| b.is_ascii_digit());
    is_date(year, month, day) && is_time(time) && fraction_fits
}

/// Whether a text is an IMF-fixdate, such as `Tue, 29 Apr 2014 18:30:38 GMT`.
pub(super) fn is_http_date(text: &str) -> bool {
    const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let Some((weekday, rest)) = text.split_once(", ") else {
        return false;
    };
    let mut parts = rest.split(' ');
    let (Some(day), Some(month), Some(year), Some(time), Some("GMT"), None) = (
        parts.next(),
        parts.next(),
        parts.next(),
        parts.next(),
        parts.next(),
        parts.next(),
    ) else {
        return false;
    };
    let Some(month) = MONTHS.iter().position(|name| *name == month) else {
        return false;
    };
    let (Some([day]), Some([year])) = (numbers(day, '-', [2]), numbers(year, '-', [4])) else {
        return false;
    };
    let month = u32::try_from(month + 1).unwrap_or(0);
    DAYS.contains(&weekday) && is_date(year, month, day) && is_time(time)
}

fn is_time(text: &str) -> bool {
    // 60 is a leap second.
    numbers(text, ':', [2, 2, 2])
        .is_some_and(|[hour, minute, second]| hour < 24 && minute < 60 && second <= 60)
}

fn is_date(year: u32, month: u32, day: u32) -> bool {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

fn numbers<const N: usize>(text: &str, separator: char, widths: [usize; N]) -> Option<[u32; N]> {
    let mut found = [0; N];
    let mut parts = text.split(separator);
    for (slot, width) in found.iter_mut().zip(widths) {
        let part = parts.next()?;
        let plain = part.len() == width && part.bytes().all(|b| b.is_ascii_digit());
        *slot = part.parse().ok().filter(|_| plain)?;
    }
    parts.next().is_none().then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn date_times() {
        for text in [
            "1985-04-12T23:20:50.52Z",
            "2024-02-29T00:00:00Z",
            "1990-12-31T23:59:60Z",
        ] {
            assert!(is_date_time(text), "{text}");
        }
        for text in [
            "1985-04-12",
            "1985-04-12T23:20:50",
            "1985-04-12T23:20:50+00:00",
            "2023-02-29T00:00:00Z",
            "1985-13-12T23:20:50Z",
            "1985-04-12T24:20:50Z",
            "1985-04-12T23:20:50.Z",
            "+985-04-12T23:20:50Z",
            "Z",
            "",
        ] {
            assert!(!is_date_time(text), "{text}");
        }
    }

    #[test]
    fn http_dates() {
        assert!(is_http_date("Tue, 29 Apr 2014 18:30:38 GMT"));
        for text in [
            "Tue, 29 Apr 2014 18:30:38 UTC",
            "Tue, 29 Foo 2014 18:30:38 GMT",
            "29 Apr 2014 18:30:38 GMT",
            "Tue, 31 Apr 2014 18:30:38 GMT",
            "",
        ] {
            assert!(!is_http_date(text), "{text}");
        }
    }
}
