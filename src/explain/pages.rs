//! The list of the pages: one row a code, sorted; a text is `pages/<slug>.md`. It knows nothing of
//! what a page says.

use super::Page;

macro_rules! page {
    ($slug:literal) => {
        Page {
            slug: $slug,
            markdown: include_str!(concat!("pages/", $slug, ".md")),
        }
    };
}

pub(super) const PAGES: &[Page] = &[page!("no-input"), page!("unknown-code")];
