//! One file: text in, tree and reports out.
//!
//! Lexes, cuts, parses the statements (in parallel where there are many) and puts them together
//! in order. The order of the sections and the line breaks between statements are judged here,
//! because no single statement can see them.

use rayon::prelude::*;

use crate::diag::{Diagnostic, Diagnostics, Fix, Severity};
use crate::name::ShapeType;
use crate::text::{FileId, Span};

use super::grammar::{Context, Grammar, Outcome, Parsed};
use super::report;
use super::statements::{Cut, Form, Lexeme, Problem, StatementRange, cut};
use super::token::{Flags, Kind, Lexing, TOKEN_LIMIT, Token, lex, lex_from};
use super::tree::{Body, File, ShapeStatement, Statement};

/// How many statements one worker parses at a time; building a parser costs as much as parsing
/// one or two of them.
const CHUNK: usize = 256;

/// Behind how many statements that are in order one that comes too late is moved at most. All are
/// looked at for each that comes too late.
const MOST_BEFORE: usize = 1024;

/// Parses IDL text. Never fails: what could not be read is reported and absent from the tree.
/// Linear in the text.
pub fn parse(file: FileId, text: &str) -> (File, Diagnostics) {
    let mut tree = File {
        file,
        controls: Vec::new(),
        metadata: Vec::new(),
        namespace: None,
        uses: Vec::new(),
        statements: Vec::new(),
    };
    if u32::try_from(text.len()).is_err() {
        let report = report::too_large(Span::start_of(file));
        return (tree, report.into());
    }
    let context = Context { text, file };
    let Some((tokens, cut)) = read(context) else {
        let report = report::too_many_tokens(Span::start_of(file), TOKEN_LIMIT);
        return (tree, report.into());
    };
    let results = parse_statements(context, &cut);
    let mut diagnostics = report::characters(context, &cut, &tokens);
    diagnostics.absorb(report::strings(context, &cut));
    diagnostics.absorb(report::trailing_traits(context, &cut));
    diagnostics.extend(
        cut.problems
            .iter()
            .filter_map(|problem| report::problem(context, &cut, problem)),
    );
    Assembly {
        context,
        cut: &cut,
        tree: &mut tree,
        diagnostics: &mut diagnostics,
        section: Section::Control,
        homeless: false,
        shape_before: None,
        dropped: dropped_documentation(&cut),
    }
    .run(results, tokens.last().copied());
    diagnostics.sort_by_key(|report| report.span.map(|span| span.start));
    (tree, diagnostics)
}

fn dropped_documentation(cut: &Cut) -> Vec<u32> {
    let mut starts: Vec<u32> = cut
        .problems
        .iter()
        .filter_map(|problem| match problem {
            Problem::Documentation(lexeme) => Some(lexeme.start),
            _ => None,
        })
        .collect();
    starts.sort_unstable();
    starts
}

/// Tokens and statements, where quotes that are not closed have been found out. `None` where there
/// are more tokens than a model has.
fn read(context: Context<'_>) -> Option<(Vec<Token>, Cut)> {
    let mut tokens = lex(context.text);
    if tokens.len() > TOKEN_LIMIT {
        return None;
    }
    let first = cut(context.text, &tokens);
    let Some(at) = untrusted_string(context, &tokens, &first) else {
        return Some((tokens, first));
    };
    let Some(token) = tokens.get(at).copied() else {
        return Some((tokens, first));
    };
    tokens.truncate(at);
    let start = token.start as usize;
    lex_from(
        context.text,
        start,
        token.flags.before(),
        Lexing::Strict,
        &mut tokens,
    );
    if tokens.len() > TOKEN_LIMIT {
        return None;
    }
    let second = cut(context.text, &tokens);
    Some((tokens, second))
}

/// The first string that looks as if it had swallowed code, and whose statement does not parse.
fn untrusted_string(context: Context<'_>, tokens: &[Token], cut: &Cut) -> Option<usize> {
    let mut grammar = None;
    let mut checked = usize::MAX;
    for (at, token) in tokens.iter().enumerate() {
        let quoted = matches!(
            token.kind,
            Kind::String | Kind::TextBlock | Kind::UnclosedString | Kind::UnclosedTextBlock
        );
        if !quoted || !token.flags.has(Flags::SUSPICIOUS) {
            continue;
        }
        if matches!(token.kind, Kind::UnclosedString | Kind::UnclosedTextBlock) {
            return Some(at);
        }
        let number = cut.statements.partition_point(|statement| {
            cut.lexemes
                .get(statement.last.saturating_sub(1))
                .is_some_and(|last| last.start < token.start)
        });
        if number == checked {
            continue;
        }
        checked = number;
        let Some(statement) = cut.statements.get(number) else {
            return Some(at);
        };
        let grammar = grammar.get_or_insert_with(|| Grammar::new(context));
        let (parsed, failures) = grammar.parse(statement.form, lexemes(cut, statement));
        if statement.reported || parsed.is_none() || !failures.is_empty() {
            return Some(at);
        }
    }
    None
}

/// The lexemes that the parser of a statement sees: those of a shape with its traits, those of
/// others from the keyword on.
fn lexemes<'c>(cut: &'c Cut, statement: &StatementRange) -> &'c [Lexeme] {
    let first = match statement.form {
        Form::Shape(_) => statement.first,
        _ => statement.keyword,
    };
    cut.lexemes.get(first..statement.last).unwrap_or(&[])
}

fn parse_statements(context: Context<'_>, cut: &Cut) -> Vec<Outcome<Parsed>> {
    let chunk = |statements: &[StatementRange]| -> Vec<Outcome<Parsed>> {
        let grammar = Grammar::new(context);
        statements
            .iter()
            .map(|statement| grammar.parse(statement.form, lexemes(cut, statement)))
            .collect()
    };
    if cut.statements.len() <= 2 * CHUNK {
        return chunk(&cut.statements);
    }
    cut.statements
        .par_chunks(CHUNK)
        .flat_map_iter(chunk)
        .collect()
}

/// The sections of a file, in their order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Section {
    Control,
    Metadata,
    Namespace,
    Use,
    Shapes,
}

impl Section {
    /// Where statements of a form belong.
    fn of(form: Form) -> Option<Self> {
        Some(match form {
            Form::Control => Self::Control,
            Form::Metadata => Self::Metadata,
            Form::Namespace => Self::Namespace,
            Form::Use => Self::Use,
            Form::Apply | Form::Shape(_) => Self::Shapes,
            Form::Unknown => return None,
        })
    }
}

struct Assembly<'a, 't> {
    context: Context<'t>,
    cut: &'a Cut,
    tree: &'a mut File,
    diagnostics: &'a mut Diagnostics,
    /// The latest section that has begun.
    section: Section,
    /// Whether it has been said that there is no namespace.
    homeless: bool,
    /// The first shape, for what has to come before it.
    shape_before: Option<Span>,
    /// Where documentation was dropped, in order.
    dropped: Vec<u32>,
}

impl Assembly<'_, '_> {
    fn run(&mut self, results: Vec<Outcome<Parsed>>, end: Option<Token>) {
        let cut = self.cut;
        let mut clean = false;
        let mut previous: Option<&StatementRange> = None;
        for (statement, (parsed, failures)) in cut.statements.iter().zip(results) {
            let before = previous.replace(statement);
            let told = self.diagnostics.len();
            if clean {
                self.check_line_break(before, statement);
            }
            let behind = self.diagnostics.len() > told && statement.keyword == statement.last;
            let known = statement.form != Form::Unknown && !statement.misspelt;
            clean = failures.is_empty() && known && !statement.reported;
            // Traits that were meant for the statement before need none behind them.
            if !behind {
                self.check_before(statement);
            }
            if let Some(report) = report::alias(self.context, self.rest(statement)) {
                self.push(report);
                self.enter(statement);
                self.place_placeholder(statement);
                continue;
            }
            if statement.misspelt {
                self.diagnostics.extend(report::unknown_statement(
                    self.context,
                    self.rest(statement),
                    statement.meant,
                ));
            }
            // A guess that does not parse was a wrong one. Of `apply` it is said that its traits
            // stand before it.
            let traits = cut.lexemes.get(statement.first..statement.keyword);
            let traits = traits.unwrap_or(&[]);
            let bare = statement.form == Form::Apply
                && traits.iter().any(|lexeme| lexeme.kind == Kind::At);
            if parsed.is_some() || !(statement.misspelt || bare) {
                let file = self.context.file;
                if self.diagnostics.is_full(file) {
                    let count = failures.len();
                    self.diagnostics.count_dropped(file, count, Severity::Error);
                } else {
                    let reports = report::failures(self.context, cut, statement, &failures);
                    self.diagnostics.absorb(reports);
                }
            }
            self.enter(statement);
            if let Some(parsed) = parsed {
                self.place(parsed);
            } else if !known {
                self.place_placeholder(statement);
            }
        }
        let trailing = end.filter(|end| clean && end.flags.has(Flags::COMMA));
        if let Some((end, last)) = trailing.zip(cut.lexemes.last()) {
            let report = report::trailing_comma(self.context, *last, end.start);
            self.diagnostics.push(report);
        }
    }

    fn push(&mut self, report: Diagnostic) {
        self.diagnostics.push(report);
    }

    /// A statement begins on a line of its own.
    fn check_line_break(&mut self, previous: Option<&StatementRange>, statement: &StatementRange) {
        let at = |index: usize| self.cut.lexemes.get(index).copied();
        let before = statement.first.checked_sub(1).and_then(at);
        let Some((last, first)) = before.zip(at(statement.first)) else {
            return;
        };
        if first.flags.has(Flags::COMMA) {
            self.push(report::trailing_comma(self.context, last, first.start));
        } else if !first.flags.has(Flags::NEWLINE) {
            if let Some(report) = previous.and_then(|it| self.traits_behind(it, statement, last)) {
                self.push(report);
                return;
            }
            self.push(report::statement_on_line(self.context, last, first));
        }
    }

    /// The report of traits on the line of a shape statement that has ended, with nothing behind
    /// them on this line.
    fn traits_behind(
        &self,
        before: &StatementRange,
        statement: &StatementRange,
        last: Lexeme,
    ) -> Option<Diagnostic> {
        let traits = self.cut.lexemes.get(statement.first..statement.keyword)?;
        let keyword = self.cut.lexemes.get(statement.keyword);
        let own = traits.first()?.kind == Kind::At
            && traits
                .iter()
                .skip(1)
                .all(|it| !it.flags.has(Flags::NEWLINE));
        let ends = statement.keyword == statement.last
            || keyword.is_none_or(|keyword| keyword.flags.has(Flags::NEWLINE));
        let shape = matches!(before.form, Form::Shape(_));
        let keyword = self.cut.lexemes.get(before.keyword)?;
        if !(own && ends && shape) {
            return None;
        }
        report::traits_behind(self.context, *keyword, last, traits)
    }

    /// Nothing but shapes takes traits or documentation, and traits need a shape.
    fn check_before(&mut self, statement: &StatementRange) {
        if matches!(statement.form, Form::Shape(_)) {
            return;
        }
        let lexemes = |range: std::ops::Range<usize>| -> &[Lexeme] {
            self.cut.lexemes.get(range).unwrap_or(&[])
        };
        let all = lexemes(statement.first..statement.last);
        let before = lexemes(statement.first..statement.keyword);
        let has_keyword = statement.keyword < statement.last;
        let keyword = lexemes(statement.keyword..statement.last);
        if statement.form == Form::Unknown && !has_keyword {
            let at = before.iter().find(|lexeme| lexeme.kind == Kind::At);
            let unclosed = all.iter().any(|lexeme| {
                matches!(lexeme.kind, Kind::UnclosedString | Kind::UnclosedTextBlock)
            });
            if unclosed {
                return;
            }
            if let Some(at) = at.filter(|_| self.section < Section::Namespace && !self.homeless) {
                self.homeless = true;
                let place = self.context.span(*at);
                let report = report::missing_namespace(place, Section::Shapes, None, None);
                self.push(report);
                return;
            }
        }
        let mut reports = report::before_statement(self.context, statement, before, keyword);
        // Documentation inside the statement has been reported for both.
        reports.retain(|report| {
            let start = report.span.map_or(0, |span| span.start);
            let next = self.dropped.partition_point(|dropped| *dropped <= start);
            let inside = self.dropped.get(next).zip(all.last());
            report.severity != Severity::Warning
                || inside.is_none_or(|(dropped, last)| *dropped >= last.end)
        });
        self.diagnostics.absorb(reports);
    }

    /// Notes the section of a statement, and reports one that comes too late.
    fn enter(&mut self, statement: &StatementRange) {
        let Some(section) = Section::of(statement.form) else {
            return;
        };
        let Some(keyword) = self.cut.lexemes.get(statement.keyword).copied() else {
            return;
        };
        let place = self.context.span(keyword);
        let homeless = section >= Section::Use && self.section < Section::Namespace;
        if homeless && !self.homeless {
            self.homeless = true;
            let other = self
                .cut
                .statements
                .iter()
                .find(|other| other.form == Form::Namespace);
            let later = other
                .and_then(|other| self.cut.lexemes.get(other.keyword))
                .map(|lexeme| self.context.span(*lexeme));
            let first = self.cut.lexemes.get(statement.first).copied();
            let place = first.map_or(place, |first| self.context.span(first));
            let fix = other.and_then(|other| {
                let whole = self.whole(other)?;
                report::move_statement(self.context, whole, place.start_point(), "", "\n\n")
            });
            self.push(report::missing_namespace(place, section, later, fix));
        }
        if section < self.section {
            let known = section == Section::Namespace && self.homeless;
            if section == Section::Namespace && self.tree.namespace.is_some() {
                let first = self.tree.namespace.map(|name| name.span);
                self.push(report::second_namespace(place, first));
            } else if !known {
                let fix = self.move_up(statement, section);
                self.push(report::late_statement(
                    place,
                    section,
                    self.section,
                    self.shape_before,
                    fix,
                ));
            }
        } else if section == Section::Namespace && self.tree.namespace.is_some() {
            let first = self.tree.namespace.map(|name| name.span);
            self.push(report::second_namespace(place, first));
        }
        if section == Section::Shapes && self.shape_before.is_none() {
            self.shape_before = Some(place);
        }
        self.section = self.section.max(section);
    }

    /// From the first to the last token of a statement.
    fn whole(&self, statement: &StatementRange) -> Option<Span> {
        let first = self.cut.lexemes.get(statement.first)?;
        let last = self.cut.lexemes.get(statement.last.checked_sub(1)?)?;
        Some(self.context.span(*first).to(self.context.span(*last)))
    }

    /// Moves a statement behind the last one of its section or of an earlier one that stands where
    /// it should.
    fn move_up(&self, statement: &StatementRange, section: Section) -> Option<Fix> {
        let whole = self.whole(statement)?;
        let before = self
            .cut
            .statements
            .iter()
            .map_while(|other| Some((Section::of(other.form)?, other)))
            .take_while(|(other, _)| *other <= section)
            .take(MOST_BEFORE)
            .last();
        match before {
            Some((other, before)) => {
                let end = self.whole(before)?.end_point();
                let gap = if other == section { "\n" } else { "\n\n" };
                report::move_statement(self.context, whole, end, gap, "")
            }
            None => {
                let first = self.whole(self.cut.statements.first()?)?;
                report::move_statement(self.context, whole, first.start_point(), "", "\n\n")
            }
        }
    }

    /// A statement from its keyword on.
    fn rest(&self, statement: &StatementRange) -> &[Lexeme] {
        let range = statement.keyword..statement.last;
        self.cut.lexemes.get(range).unwrap_or(&[])
    }

    /// What has the look of a shape of a type that does not exist still declares its name, so
    /// that nothing which refers to it is called unresolved.
    fn place_placeholder(&mut self, statement: &StatementRange) {
        let [keyword, name, behind @ ..] = self.rest(statement) else {
            return;
        };
        let word = |lexeme: &Lexeme| lexeme.kind == Kind::Identifier;
        let body = behind.first().is_none_or(|next| {
            next.kind == Kind::LeftBrace || matches!(self.context.text(*next), "with" | "for")
        });
        if !(word(keyword) && word(name) && body) || name.flags.has(Flags::NEWLINE) {
            return;
        }
        let keyword_span = self.context.span(*keyword);
        let name = self.context.name(*name);
        let shape = ShapeStatement {
            traits: Vec::new(),
            shape_type: ShapeType::Structure,
            keyword_span,
            name,
            for_resource: None,
            mixins: Vec::new(),
            body: Body::Broken,
            span: keyword_span.to(name.span),
        };
        self.tree.statements.push(Statement::Shape(Box::new(shape)));
    }

    fn place(&mut self, parsed: Parsed) {
        match parsed {
            Parsed::Control(setting) => self.tree.controls.push(setting),
            Parsed::Metadata(setting) => self.tree.metadata.push(setting),
            Parsed::Namespace(name) => {
                self.tree.namespace.get_or_insert(name);
            }
            Parsed::Use(import) => self.tree.uses.push(import),
            Parsed::Shape(shape) => self.tree.statements.push(Statement::Shape(shape)),
            Parsed::Apply(apply) => self.tree.statements.push(Statement::Apply(apply)),
        }
    }
}
