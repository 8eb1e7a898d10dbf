//! Lays out shapes, their members, operations and `apply`.
//!
//! Members stand on lines of their own, and with empty lines between them as soon as one of them
//! has a trait or a comment that is not simply behind it on its line. Comments inside a member or
//! in the head of a shape, where no line of their own is free, move up to the line above.

use std::ops::Range;

use crate::name::ShapeType;
use crate::syntax::token::Kind;

use super::file::Layout;
use super::nodes::{Content, Spread};
use super::pieces::{Comment, Facts, Remark};

/// What is a member of a body.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Members {
    /// Of an aggregate shape or an enum.
    Shape,
    /// The properties of an operation.
    Operation,
}

/// The first and the last piece of a member, and whether a value is assigned to it.
struct Member {
    first: usize,
    last: usize,
    assigned: bool,
}

impl Layout<'_, '_> {
    /// A shape or `apply` statement.
    pub(super) fn statement(&mut self, at: usize) -> usize {
        if self.pieces.is_word(at, "apply") {
            return self.apply(at);
        }
        let at = self.traits(at);
        self.shape(at)
    }

    fn shape(&mut self, at: usize) -> usize {
        let keyword = self.pieces.text(at);
        let body = self.head_end(at + 2);
        let has_body = self.pieces.kind(body) == Kind::LeftBrace;
        let head_end = if has_body { body } else { body - 1 };
        for comment in self.head_comments(at, head_end) {
            self.comment(comment);
            self.writer.line();
        }
        self.writer.text(keyword);
        self.writer.text(" ");
        self.writer.text(self.pieces.text(at + 1));
        self.clauses(at + 2, true);
        if !has_body {
            return body;
        }
        match ShapeType::from_keyword(keyword) {
            Some(ShapeType::Service | ShapeType::Resource) => self.entity_body(body),
            Some(ShapeType::Operation) => self.body(body, Members::Operation),
            _ => self.body(body, Members::Shape),
        }
    }

    /// The piece behind `for Resource` and `with [Mixin …]`.
    fn head_end(&self, at: usize) -> usize {
        let mut at = at;
        loop {
            if self.pieces.is_word(at, "for") {
                at += 2;
            } else if self.is_with(at) {
                at = self.pieces.close(at + 1) + 1;
            } else {
                return at;
            }
        }
    }

    fn is_with(&self, at: usize) -> bool {
        self.pieces.is_word(at, "with") && self.pieces.kind(at + 1) == Kind::LeftBracket
    }

    /// The comments between two pieces of the head of a shape, but for those of the mixins.
    fn head_comments(&self, first: usize, last: usize) -> Vec<usize> {
        let mut found = Vec::new();
        let mut at = first;
        while at < last {
            if self.is_with(at) {
                at = self.pieces.close(at + 1);
            } else {
                found.extend(self.pieces.before(at + 1));
                at += 1;
            }
        }
        found
    }

    /// `for Resource` and `with [Mixin …]`, with a blank before each; `apart` says whether there
    /// is one before the first.
    fn clauses(&mut self, at: usize, apart: bool) -> usize {
        let mut at = at;
        let mut apart = apart;
        loop {
            let resource = self.pieces.is_word(at, "for");
            if !resource && !self.is_with(at) {
                return at;
            }
            if std::mem::replace(&mut apart, true) {
                self.writer.text(" ");
            }
            if resource {
                self.writer.text("for ");
                self.id(at + 1);
                at += 2;
            } else {
                self.writer.text("with ");
                at = self.bracket(at + 1, Content::Mixins, Spread::Asked);
            }
        }
    }

    /// A body of members, behind a name. It may begin on a new line.
    fn body(&mut self, open: usize, kind: Members) -> usize {
        let close = self.pieces.close(open);
        if close == open + 1 && self.pieces.before(close).is_empty() {
            return self.group(" {}".len(), |layout| {
                layout.writer.text("{}");
                close + 1
            });
        }
        self.group(" {".len(), |layout| {
            layout.members(open, kind);
            close + 1
        })
    }

    fn members(&mut self, open: usize, kind: Members) {
        let close = self.pieces.close(open);
        let members = self.find_members(open, kind);
        let apart = self.stand_apart(open, &members);
        self.writer.text("{");
        self.writer.deeper();
        let mut above: Option<&Member> = None;
        for member in members.iter().map(Some).chain([None]) {
            let next = member.map_or(close, |member| member.first);
            let mut begun = false;
            for at in self.pieces.before(next) {
                let Some(comment) = self.pieces.comment(at) else {
                    continue;
                };
                let documentation = self.documents(comment, open, above, member, kind);
                let behind = above.is_some_and(|above| self.is_behind(comment, above));
                if behind && (comment.behind_value || member.is_some() || !apart) {
                    self.writer.text(" ");
                } else if std::mem::replace(&mut begun, true) {
                    self.writer.line();
                } else {
                    self.begin_member(above.is_some() && apart);
                }
                self.comment_as(at, documentation);
            }
            if let Some(member) = member {
                if begun {
                    self.writer.line();
                } else {
                    self.begin_member(above.is_some() && apart);
                }
                match kind {
                    Members::Shape => self.member(member),
                    Members::Operation => self.operation_property(member),
                }
            }
            above = member;
        }
        self.writer.leave();
        self.writer.text("}");
    }

    fn begin_member(&mut self, apart: bool) {
        self.writer.line();
        if apart {
            self.writer.line();
        }
    }

    /// Whether a comment is to be written as documentation: where it documents the next member.
    /// Behind a member it never does. Between the properties of an operation it may be written so
    /// though it documents nothing.
    fn documents(
        &self,
        comment: Comment,
        open: usize,
        above: Option<&Member>,
        next: Option<&Member>,
        kind: Members,
    ) -> bool {
        let behind = match above {
            Some(above) => self.is_behind(comment, above),
            None => kind == Members::Operation && self.pieces.get(open).line == comment.line,
        };
        match comment.remark {
            Remark::Plain => false,
            Remark::Documentation => !behind,
            Remark::Misplaced => kind == Members::Operation && next.is_some() && !behind,
        }
    }

    fn is_behind(&self, comment: Comment, member: &Member) -> bool {
        self.pieces.get(member.last).end_line == comment.line
    }

    /// Whether there are to be empty lines between members.
    fn stand_apart(&self, open: usize, members: &[Member]) -> bool {
        if self.pieces.get(open).has(Facts::TRAIT) {
            return true;
        }
        let Some(first) = members.first() else {
            return false;
        };
        if !self.pieces.before(first.first).is_empty() {
            return true;
        }
        let close = self.pieces.close(open);
        let nexts = members.iter().skip(1).map(|member| member.first);
        let mut between = members.iter().zip(nexts.chain([close]));
        let comments = |range: Range<usize>| range.filter_map(|at| self.pieces.comment(at));
        let alone = between.any(|(member, next)| {
            let end = self.pieces.get(member.last).end_line;
            // A comment on the line below an assigned value goes with it.
            let near = end + u32::from(member.assigned);
            comments(self.pieces.before(next)).any(|comment| !(end..=near).contains(&comment.line))
        });
        alone
            || members.iter().any(|member| {
                comments(self.pieces.inside(member.first, member.last))
                    .any(|comment| !comment.behind_value)
            })
    }

    /// Where the members of a body begin and end.
    fn find_members(&self, open: usize, kind: Members) -> Vec<Member> {
        let close = self.pieces.close(open);
        let mut found = Vec::new();
        let mut first = open + 1;
        while first < close {
            let mut at = self.skip_traits(first);
            let mut assigned = false;
            match kind {
                Members::Shape => {
                    at += usize::from(self.pieces.kind(at) == Kind::Dollar) + 1;
                    if self.pieces.kind(at) == Kind::Colon {
                        at = self.pieces.behind(at + 1);
                    }
                    if self.pieces.kind(at) == Kind::Equal {
                        assigned = true;
                        at = self.pieces.behind(at + 1);
                    }
                }
                Members::Operation if self.pieces.kind(at + 1) == Kind::Walrus => {
                    let body = self.head_end(self.skip_traits(at + 2));
                    at = self.pieces.behind(body);
                }
                Members::Operation => at = self.pieces.behind(at + 2),
            }
            let last = at.min(close) - 1;
            found.push(Member {
                first,
                last,
                assigned,
            });
            first = last + 1;
        }
        found
    }

    fn skip_traits(&self, at: usize) -> usize {
        let mut at = at;
        while self.pieces.kind(at) == Kind::At {
            at += 2;
            if self.pieces.kind(at) == Kind::LeftParenthesis {
                at = self.pieces.behind(at);
            }
        }
        at
    }

    /// A member of an aggregate shape or an enum.
    fn member(&mut self, member: &Member) {
        let name = self.traits(member.first);
        let elided = self.pieces.kind(name) == Kind::Dollar;
        let at = name + usize::from(elided) + 1;
        let colon = self.pieces.kind(at) == Kind::Colon;
        let target = at + 1;
        let equal = if colon {
            self.pieces.behind(target)
        } else {
            at
        };
        let assigned = self.pieces.kind(equal) == Kind::Equal;
        self.raise(name, if colon { equal - 1 } else { at - 1 });
        if assigned {
            self.raise(equal - 1, equal + 1);
        }
        if elided {
            self.writer.text("$");
        }
        self.writer.text(self.pieces.text(at - 1));
        if colon {
            self.writer.text(": ");
            self.target(target);
        }
        if assigned {
            self.writer.text(" = ");
            self.value(equal + 1);
        }
    }

    /// What a member targets: a name, `[Target]` or `{Key: Value}`, always on one line.
    fn target(&mut self, at: usize) {
        for at in at..self.pieces.behind(at) {
            match self.pieces.kind(at) {
                Kind::Colon => self.writer.text(": "),
                kind if kind.is_name() => self.id(at),
                _ => self.writer.text(self.pieces.text(at)),
            }
        }
    }

    /// Writes the comments between two pieces on lines of their own.
    pub(super) fn raise(&mut self, first: usize, last: usize) {
        for comment in self.pieces.inside(first, last) {
            self.comment(comment);
            self.writer.line();
        }
    }

    /// `input`, `output` or `errors` of an operation.
    fn operation_property(&mut self, property: &Member) {
        let at = property.first;
        let name = self.pieces.text(at);
        let inline = self.pieces.kind(at + 1) == Kind::Walrus;
        let last = if inline { at + 1 } else { at + 2 };
        for comment in self.pieces.inside(at, last) {
            self.slashed_comment(comment);
            self.writer.line();
        }
        if inline {
            self.writer.text(name);
            self.inline(at + 1);
            return;
        }
        self.writer.text(name);
        self.writer.text(": ");
        if self.pieces.kind(at + 2) == Kind::LeftBracket {
            self.writer.text("[");
            self.writer.enter();
            self.elements(at + 2, Content::Errors);
            self.writer.leave();
            self.writer.text("]");
        } else {
            self.id(at + 2);
        }
    }

    /// `:= traits for Resource with [Mixin …] { member … }`. With traits or comments, everything
    /// behind the sign stands on lines of its own.
    fn inline(&mut self, sign: usize) {
        let first = sign + 1;
        let head = self.skip_traits(first);
        let open = self.head_end(head);
        let mut comments: Vec<usize> = self.pieces.before(first).collect();
        comments.extend(self.head_comments(head, open));
        self.writer.text(" :=");
        if comments.is_empty() && head == first {
            self.clauses(head, true);
            self.body(open, Members::Shape);
            return;
        }
        self.writer.enter();
        for comment in comments {
            self.comment(comment);
            self.writer.line();
        }
        self.traits(first);
        self.clauses(head, false);
        self.body(open, Members::Shape);
        self.writer.shallower();
    }

    /// `apply target @trait`, or `apply target { @trait … }`.
    fn apply(&mut self, at: usize) -> usize {
        let open = at + 2;
        let block = self.pieces.kind(open) == Kind::LeftBrace;
        self.raise(at, open + 1);
        self.writer.text("apply ");
        self.id(at + 1);
        self.writer.text(" ");
        if !block {
            return self.application(open);
        }
        let close = self.pieces.close(open);
        self.writer.text("{");
        self.writer.deeper();
        let mut at = open + 1;
        while self.pieces.kind(at) == Kind::At {
            self.writer.line();
            self.raise(at, at + 1);
            at = self.application(at);
            for comment in self.pieces.before(at) {
                self.writer.line();
                self.comment(comment);
            }
        }
        self.writer.leave();
        self.writer.text("}");
        close + 1
    }
}
