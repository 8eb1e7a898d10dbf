//! Reads CommonMark.

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

use super::build::Builder;
use super::html;

/// Feeds a whole text to the builder. HTML inside it goes through the reader of HTML.
pub(super) fn feed(text: &str, builder: &mut Builder) {
    let mut block = String::new();
    for event in Parser::new(text) {
        match event {
            Event::Start(tag) => open(&tag, builder),
            Event::End(TagEnd::HtmlBlock) => {
                html::feed(&block, builder);
                block.clear();
            }
            Event::End(tag) => close(tag, builder),
            Event::Text(text) => builder.words(&text),
            Event::Code(text) => builder.inline_code(&text),
            Event::Html(text) => block.push_str(&text),
            Event::InlineHtml(text) => html::feed(&text, builder),
            Event::SoftBreak => builder.words(" "),
            Event::HardBreak => builder.line_break(),
            Event::Rule => builder.paragraph(),
            _ => {}
        }
    }
    html::feed(&block, builder);
}

fn open(tag: &Tag<'_>, builder: &mut Builder) {
    match tag {
        Tag::List(first) => builder.open_list(*first),
        Tag::Item => builder.open_item(),
        Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => {
            builder.open_block_code();
        }
        Tag::Link { dest_url, .. } => builder.open_link(dest_url),
        Tag::Paragraph | Tag::Heading { .. } | Tag::BlockQuote(_) => builder.paragraph(),
        _ => {}
    }
}

fn close(tag: TagEnd, builder: &mut Builder) {
    match tag {
        TagEnd::List(_) => builder.close_list(),
        TagEnd::CodeBlock => builder.close_block_code(),
        TagEnd::Link => builder.close_link(),
        TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::BlockQuote(_) => {
            builder.paragraph();
        }
        _ => {}
    }
}
