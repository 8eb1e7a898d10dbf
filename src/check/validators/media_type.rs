//! `MediaType`: media types are written as RFC 9110 has them.

use crate::check::Context;
use crate::diag::{Code, Diagnostics};
use crate::name::known;

const MALFORMED: Code = Code::error("media-type", "MediaType");

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for (subject, applied) in context.applied(known::MEDIA_TYPE) {
        let Some(text) = applied.value.as_str() else {
            continue;
        };
        if let Err(problem) = check(text) {
            out.push(
                MALFORMED
                    .at(
                        applied.value.span,
                        format!("`{text}` is not a media type"),
                    )
                    .shape(subject.id())
                    .here(problem)
                    .note("a media type is written `type/subtype`, such as `image/png` or `text/plain; charset=utf-8`"),
            );
        }
    }
}

/// `type/subtype *( ";" name=value )`.
fn check(text: &str) -> Result<(), &'static str> {
    let rest = token(text).ok_or("expected a type before `/`")?;
    let rest = rest
        .strip_prefix('/')
        .ok_or("expected `/` after the type")?;
    let mut rest = token(rest)
        .ok_or("expected a subtype after `/`")?
        .trim_start();
    while !rest.is_empty() {
        let parameter = rest
            .strip_prefix(';')
            .ok_or("expected `;` before a parameter")?
            .trim_start();
        let value = token(parameter)
            .ok_or("expected the name of a parameter")?
            .trim_start()
            .strip_prefix('=')
            .ok_or("expected `=` after the name of a parameter")?
            .trim_start();
        rest = match value.strip_prefix('"') {
            Some(quoted) => quoted_end(quoted).ok_or("expected a closing quote")?,
            None => token(value).ok_or("expected the value of a parameter")?,
        }
        .trim_start();
    }
    Ok(())
}

/// What follows a token; `None` where there is none.
fn token(text: &str) -> Option<&str> {
    let end = text
        .find(|c: char| !(c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c)))
        .unwrap_or(text.len());
    text.get(end..).filter(|_| end > 0)
}

fn quoted_end(text: &str) -> Option<&str> {
    let mut characters = text.char_indices();
    while let Some((at, c)) = characters.next() {
        match c {
            '\\' => {
                characters.next();
            }
            '"' => return text.get(at + 1..),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn media_types() {
        for text in [
            "image/png",
            "application/vnd.a+json",
            "text/plain; charset=utf-8",
            "a/b;c=\"d;\\\"e\" ; f=g",
        ] {
            assert!(check(text).is_ok(), "{text}");
        }
        for text in [
            "",
            "a",
            "a/",
            "/b",
            "a/b;",
            "a/b;c",
            "a/b;c=",
            "a/b c",
            "a/b;c=\"d",
        ] {
            assert!(check(text).is_err(), "{text}");
        }
    }
}
