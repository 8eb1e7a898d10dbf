//! What each report means: a page of Markdown for every code, and how to find it.
//!
//! A page opens with its code, then a line with the severity and the event ids, then says in words
//! what the report means; a wrong model, the right one, and the reason for the rule follow
//! (`pages/`, listed in [`pages`]). [`find`] goes from what a person asks to pages, [`overview`] and
//! [`list`] make lists of them, and [`terminal`] draws Markdown for a terminal. Nothing here knows of
//! models, diagnostics or streams; `tests/explain.rs` compiles what the pages show.

mod pages;
pub mod terminal;

use std::collections::BTreeMap;

/// The page of one code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Page {
    slug: &'static str,
    markdown: &'static str,
}

impl Page {
    /// The code, such as `unresolved-target`.
    pub fn slug(&self) -> &'static str {
        self.slug
    }

    /// The whole page.
    pub fn markdown(&self) -> &'static str {
        self.markdown
    }

    /// The severity that such reports have unless they say otherwise, as in `ERROR`.
    pub fn severity(&self) -> &'static str {
        let word = self.headline().split_whitespace().next();
        word.unwrap_or_default()
    }

    /// The event ids of such reports; the first is that of the code.
    pub fn events(&self) -> impl Iterator<Item = &'static str> {
        self.headline().split('`').skip(1).step_by(2)
    }

    /// The first sentence of what it means, on one line and without its period; of a long one, what
    /// stands before a colon or semicolon.
    pub fn summary(&self) -> String {
        let paragraph = self
            .markdown
            .split("\n\n")
            .nth(2)
            .unwrap_or_default()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let sentence = until(&paragraph, &['.']);
        if sentence.chars().count() > LONG_SENTENCE {
            until(sentence, &[':', ';']).to_owned()
        } else {
            sentence.to_owned()
        }
    }

    fn headline(&self) -> &'static str {
        let paragraph = self.markdown.split("\n\n").nth(1);
        paragraph.unwrap_or_default()
    }
}

/// How many characters of a sentence fit a list.
const LONG_SENTENCE: usize = 100;

/// The text before the first of some marks that has a blank or nothing behind it, outside of code.
fn until<'a>(text: &'a str, marks: &[char]) -> &'a str {
    let mut in_code = false;
    for (at, character) in text.char_indices() {
        let before = text.get(..at).unwrap_or_default();
        let after = text.get(at + character.len_utf8()..).unwrap_or_default();
        let short = || {
            ["e.g", "i.e", "etc"]
                .iter()
                .any(|one| before.ends_with(one))
        };
        match character {
            '`' => in_code = !in_code,
            _ if !in_code
                && marks.contains(&character)
                && (after.is_empty() || after.starts_with(' '))
                && !short() =>
            {
                return before;
            }
            _ => {}
        }
    }
    text
}

/// All pages, sorted by their codes.
pub fn pages() -> &'static [Page] {
    pages::PAGES
}

/// The page of a code, spelled exactly. Logarithmic in the pages.
pub fn page(slug: &str) -> Option<&'static Page> {
    let at = pages().binary_search_by(|page| page.slug.cmp(slug)).ok()?;
    pages().get(at)
}

/// What there is on something that a person asks about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Answer {
    /// One page.
    Page(&'static Page),
    /// Several, and the event id that they have in common.
    Several(&'static str, Vec<&'static Page>),
    /// Nothing; these codes and event ids are near to what was asked.
    Unknown(Vec<&'static str>),
}

/// Finds what there is on a code or an event id, whatever their case. An event id means all those
/// below it too; one that is longer than any that is known (since it ends in the name of a shape or
/// a term) means the nearest above it. A head copied from a report (`error[unresolved-target]`) is
/// taken for its code. Linear in the pages.
pub fn find(asked: &str) -> Answer {
    let asked = asked.trim();
    let inside = asked
        .split_once('[')
        .and_then(|(_, rest)| rest.split_once(']'));
    let asked = inside.map_or(asked, |(code, _)| code);
    let by_slug = pages()
        .iter()
        .find(|page| page.slug.eq_ignore_ascii_case(asked));
    if let Some(page) = by_slug {
        return Answer::Page(page);
    }
    if let Some(found) = answer(with_event(asked, true), asked) {
        return found;
    }
    let mut above = asked;
    while let Some((head, _)) = above.rsplit_once(['.', '_']) {
        if let Some(found) = answer(with_event(head, false), head) {
            return found;
        }
        above = head;
    }
    Answer::Unknown(near(asked))
}

fn answer(found: Vec<&'static Page>, event: &str) -> Option<Answer> {
    match found.as_slice() {
        [] => None,
        [one] => Some(Answer::Page(one)),
        several => {
            let written = several.iter().flat_map(|page| page.events());
            let written = written.filter_map(|known| known.get(..event.len()));
            let name = written
                .into_iter()
                .find(|head| head.eq_ignore_ascii_case(event));
            Some(Answer::Several(name.unwrap_or_default(), found))
        }
    }
}

/// The pages with an event id, and if so asked with ids below it.
fn with_event(event: &str, below: bool) -> Vec<&'static Page> {
    let has = |page: &&Page| {
        page.events().any(|known| {
            let head = known.get(..event.len());
            let rest = known.get(event.len()..).unwrap_or_default();
            head.is_some_and(|head| head.eq_ignore_ascii_case(event))
                && (rest.is_empty() || (below && rest.starts_with('.')))
        })
    };
    pages().iter().filter(has).collect()
}

/// How many names are offered for one that is unknown.
const OFFERED: usize = 6;

/// The codes and event ids that were probably meant: those spelled alike, else those that have what
/// was asked in their names.
fn near(asked: &str) -> Vec<&'static str> {
    let mut names: Vec<&'static str> = pages().iter().map(Page::slug).collect();
    names.extend(pages().iter().flat_map(Page::events));
    names.sort_unstable();
    names.dedup();
    let alike = crate::diag::nearest(asked, names.iter().copied());
    if !alike.is_empty() || asked.is_empty() {
        return alike;
    }
    let asked = asked.to_ascii_lowercase();
    let holding = names.into_iter();
    let holding = holding.filter(|name| name.to_ascii_lowercase().contains(&asked));
    holding.take(OFFERED).collect()
}

/// What a list ends with.
const HOW_ON: &str =
    "\n`smithyc explain CODE` shows the page of one code, with a wrong model and the right one.\n";

/// Markdown that lists pages below a heading.
pub fn list(heading: &str, pages: &[&Page]) -> String {
    let mut text = format!("# {heading}\n\n");
    for page in pages {
        text.push_str(&row(page));
    }
    text + HOW_ON
}

/// Markdown that lists all pages, by the first parts of their event ids.
pub fn overview() -> String {
    let mut groups: BTreeMap<&str, Vec<&Page>> = BTreeMap::new();
    for page in pages() {
        let event = page.events().next().unwrap_or_default();
        let group = event.split('.').next().unwrap_or_default();
        groups.entry(group).or_default().push(page);
    }
    let mut text = String::from("# Codes by event id\n");
    for (event, pages) in groups {
        text.push_str(&format!("\n## {event}\n\n"));
        for page in pages {
            text.push_str(&row(page));
        }
    }
    text + HOW_ON
}

fn row(page: &Page) -> String {
    let (slug, severity) = (page.slug, page.severity());
    format!("- `{slug}` ({severity}): {}\n", page.summary())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: Page = Page {
        slug: "missing-tail",
        markdown: "# missing-tail\n\nERROR · `Tail.Missing`, `Tail.Cut`\n\nThe cat of `a.b. c` (e.g. a\nManx) has no tail. It should.\n\n## Wrong\n",
    };

    #[test]
    fn a_page_says_what_it_is() {
        assert_eq!(PAGE.severity(), "ERROR");
        assert_eq!(
            PAGE.events().collect::<Vec<_>>(),
            ["Tail.Missing", "Tail.Cut"]
        );
        assert_eq!(
            PAGE.summary(),
            "The cat of `a.b. c` (e.g. a Manx) has no tail"
        );
    }

    #[test]
    fn a_summary_fits_a_list() {
        let long =
            "of a sentence that goes on and on, with commas, and with all that one can think of";
        let markdown =
            format!("# a\n\nNOTE · `A`\n\nThe head `of: it` here: the rest {long}. More.\n");
        let page = Page {
            slug: "a",
            markdown: markdown.leak(),
        };
        assert_eq!(page.summary(), "The head `of: it` here");
    }

    #[test]
    fn codes_are_found_in_any_case_and_inside_of_a_report() {
        for asked in [
            "no-input",
            "No-Input",
            " error[no-input]: there is",
            "[no-input]",
        ] {
            assert_eq!(find(asked), Answer::Page(page("no-input").unwrap()));
        }
        assert_eq!(page("No-Input"), None);
    }

    #[test]
    fn event_ids_mean_those_below_them_and_else_those_above() {
        let Answer::Several(event, of_model) = find("model") else {
            panic!("one page on `Model`");
        };
        assert_eq!(event, "Model");
        let direct = |page: &&Page| page.events().any(|event| event == "Model");
        let Answer::Several("Model", above) = find("Model.Of.Something") else {
            panic!("no pages above");
        };
        assert!(above.iter().all(direct) && above.len() <= of_model.len());
    }

    #[test]
    fn what_is_unknown_gets_names_that_are_near() {
        assert_eq!(find("no-inptu"), Answer::Unknown(vec!["no-input"]));
        assert_eq!(find(""), Answer::Unknown(Vec::new()));
        let Answer::Unknown(near) = find("input") else {
            panic!("`input` is a code");
        };
        assert!(near.len() <= OFFERED && !near.is_empty());
        for odd in ["ä", ".", "_", "[", "[]", "ModelÄ.x", "\u{0}"] {
            find(odd);
        }
    }
}
