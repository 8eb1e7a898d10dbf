//! Tokens of the IDL.
//!
//! [`lex`] cuts a text into tokens that tile it exactly: white space, line breaks, commas and
//! comments are tokens too, so that a formatter loses nothing. Lexing never fails; what is no
//! token becomes [`Kind::Invalid`], and a quote that is never closed [`Kind::UnclosedString`].
//! Nothing here knows about statements, except that [`Lexing::Strict`] can tell a line of code
//! inside a quoted string. (Specification: "Smithy IDL", "Lexical notes" and ABNF.)

use logos::Logos;

/// How many tokens a file may have, white space included. EC2, the largest of the real models, has
/// half a million. A model of this many takes about 1.5 GB at worst, which is for one file what a
/// compiler may ask of a machine.
pub const TOKEN_LIMIT: usize = 8_000_000;

/// What a token is.
#[derive(Logos, Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[repr(u8)]
pub enum Kind {
    /// Spaces and tabs, and a byte order mark at the start of a file.
    #[regex(r"[ \t]+")]
    Space,
    /// `\n`, `\r\n` or `\r`.
    #[regex(r"\r\n|\n|\r")]
    Newline,
    /// `,`, which is white space.
    #[token(",")]
    Comma,
    /// `// …` without its line break.
    #[regex(r"//[^\r\n]*", allow_greedy = true, priority = 3)]
    Comment,
    /// `/// …` without its line break.
    #[regex(r"///[^\r\n]*", allow_greedy = true, priority = 10)]
    DocComment,

    /// `Name`.
    #[regex(r"(_*[A-Za-z]|_+[0-9])[A-Za-z0-9_]*", priority = 5)]
    Identifier,
    /// `a.b`: an identifier, then more of them after dots.
    #[regex(
        r"(_*[A-Za-z]|_+[0-9])[A-Za-z0-9_]*(\.(_*[A-Za-z]|_+[0-9])[A-Za-z0-9_]*)+",
        priority = 6
    )]
    DottedName,
    /// `Name$member`.
    #[regex(
        r"(_*[A-Za-z]|_+[0-9])[A-Za-z0-9_]*\$(_*[A-Za-z]|_+[0-9])[A-Za-z0-9_]*",
        priority = 6
    )]
    MemberId,
    /// `a.b#Name`.
    #[regex(
        r"(_*[A-Za-z]|_+[0-9])[A-Za-z0-9_]*(\.(_*[A-Za-z]|_+[0-9])[A-Za-z0-9_]*)*#(_*[A-Za-z]|_+[0-9])[A-Za-z0-9_]*",
        priority = 7
    )]
    AbsoluteId,
    /// `a.b#Name$member`.
    #[regex(
        r"(_*[A-Za-z]|_+[0-9])[A-Za-z0-9_]*(\.(_*[A-Za-z]|_+[0-9])[A-Za-z0-9_]*)*#(_*[A-Za-z]|_+[0-9])[A-Za-z0-9_]*\$(_*[A-Za-z]|_+[0-9])[A-Za-z0-9_]*",
        priority = 8
    )]
    AbsoluteMemberId,

    /// A number that follows the grammar.
    #[regex(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?", priority = 20)]
    Number,
    /// What begins like a number and is none: `01`, `1.`, `-`, `.5`, `+1`, `2020-01-01`.
    #[regex(r"[-+]?\.?[0-9][0-9A-Za-z_.+-]*|[-+]", priority = 10)]
    InvalidNumber,

    /// `"…"`, closed.
    #[token("\"")]
    String,
    /// `"""…"""`, closed.
    TextBlock,
    /// `"…` without its closing quote.
    UnclosedString,
    /// `"""…` without its closing quotes.
    UnclosedTextBlock,

    /// `@`.
    #[token("@")]
    At,
    /// `$`.
    #[token("$")]
    Dollar,
    /// `#`.
    #[token("#")]
    Pound,
    /// `.`.
    #[token(".")]
    Dot,
    /// `:`.
    #[token(":")]
    Colon,
    /// `:=`.
    #[token(":=")]
    Walrus,
    /// `=`.
    #[token("=")]
    Equal,
    /// `{`.
    #[token("{")]
    LeftBrace,
    /// `}`.
    #[token("}")]
    RightBrace,
    /// `[`.
    #[token("[")]
    LeftBracket,
    /// `]`.
    #[token("]")]
    RightBracket,
    /// `(`.
    #[token("(")]
    LeftParenthesis,
    /// `)`.
    #[token(")")]
    RightParenthesis,

    /// A text on one line in other quotes than `"`; becomes a [`Kind::String`].
    #[regex("'[^'\"\r\n]*'", priority = 3)]
    #[regex("[“„«][^“”„«»\"\r\n]*[“”»]", priority = 3)]
    Misquoted,
    /// A run of characters that begin no token, or a block comment, which Smithy does not have.
    #[regex(r"/\*([^*]|\*+[^*/])*\*+/", priority = 9)]
    Invalid,
    /// The end of the file; empty, and always the last token.
    End,
}

impl Kind {
    /// Whether the grammar never sees it.
    pub fn is_trivia(self) -> bool {
        matches!(
            self,
            Self::Space | Self::Newline | Self::Comma | Self::Comment
        )
    }

    /// Whether it opens a bracket.
    pub fn is_opener(self) -> bool {
        self.closer().is_some()
    }

    /// What closes the bracket that it opens.
    pub fn closer(self) -> Option<Kind> {
        match self {
            Self::LeftBrace => Some(Self::RightBrace),
            Self::LeftBracket => Some(Self::RightBracket),
            Self::LeftParenthesis => Some(Self::RightParenthesis),
            _ => None,
        }
    }

    /// Whether it closes a bracket.
    pub fn is_closer(self) -> bool {
        matches!(
            self,
            Self::RightBrace | Self::RightBracket | Self::RightParenthesis
        )
    }

    /// Whether it is an identifier or a longer name built of identifiers.
    pub fn is_name(self) -> bool {
        matches!(
            self,
            Self::Identifier
                | Self::DottedName
                | Self::MemberId
                | Self::AbsoluteId
                | Self::AbsoluteMemberId
        )
    }
}

/// What came before a token, and what it holds.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Flags(u8);

impl Flags {
    /// A line break or a comment lies between it and the last token that is not trivia.
    pub const NEWLINE: Flags = Flags(1);
    /// Some trivia lie between it and the last token that is none.
    pub const SPACE: Flags = Flags(2);
    /// A comma lies between them, before any line break.
    pub const COMMA: Flags = Flags(4);
    /// More than one comma lies between them, before any line break.
    pub const COMMAS: Flags = Flags(8);
    /// A string that cannot be taken as it is written: it holds an escape, a carriage return or
    /// a control character.
    pub const ESCAPED: Flags = Flags(16);
    /// A string over several lines, of which some look like code.
    pub const SUSPICIOUS: Flags = Flags(32);
    /// Not written; put there to close a bracket.
    pub const VIRTUAL: Flags = Flags(64);
    /// A string in other quotes than `"`.
    pub const MISQUOTED: Flags = Flags(128);
    /// A quote that is not closed since it closes a string itself, of which the opening quote is
    /// missing. Only on such quotes; strings that are closed have the same bit for their quotes.
    pub const UNOPENED: Flags = Flags(128);

    /// Whether any of these is set.
    pub fn has(self, other: Flags) -> bool {
        self.0 & other.0 != 0
    }

    /// Sets these too.
    pub fn add(&mut self, other: Flags) {
        self.0 |= other.0;
    }

    /// What came before the token, without what it holds.
    #[must_use]
    pub fn before(self) -> Flags {
        Flags(self.0 & (Self::NEWLINE.0 | Self::SPACE.0 | Self::COMMA.0 | Self::COMMAS.0))
    }

    /// Both together.
    #[must_use]
    pub fn with(self, other: Flags) -> Flags {
        Flags(self.0 | other.0)
    }
}

impl std::fmt::Debug for Flags {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:#b}", self.0)
    }
}

/// A token: eight bytes. It ends where the next one starts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token {
    /// Its first byte.
    pub start: u32,
    /// What it is.
    pub kind: Kind,
    /// What came before it.
    pub flags: Flags,
}

const _: () = assert!(size_of::<Token>() <= 8, "tokens are small");

/// How far to trust quotes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lexing {
    /// A string ends at its closing quote.
    Normal,
    /// A string over several lines that look like code ends with its first line.
    Strict,
}

/// All tokens of a text, trivia included, and an [`Kind::End`] behind them. They tile the text:
/// each starts where the one before ends. Linear in the text, which must be shorter than 4 GiB.
pub fn lex(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 5 + 2);
    lex_from(text, 0, Flags::default(), Lexing::Normal, &mut tokens);
    tokens
}

/// Adds the tokens of `text[from..]` to `tokens`, until there are more than [`TOKEN_LIMIT`]. `before` says what lies before the first one.
pub fn lex_from(text: &str, from: usize, before: Flags, lexing: Lexing, tokens: &mut Vec<Token>) {
    let mut from = from;
    let mut flags = before;
    if from == 0 && text.starts_with('\u{feff}') {
        tokens.push(Token {
            start: 0,
            kind: Kind::Space,
            flags,
        });
        from = '\u{feff}'.len_utf8();
    }
    let rest = text.get(from..).unwrap_or("");
    let mut lexer = Kind::lexer(rest);
    while let Some(found) = lexer.next() {
        if tokens.len() > TOKEN_LIMIT {
            break;
        }
        let span = lexer.span();
        let start = offset(from + span.start);
        let mut kind = found.unwrap_or(Kind::Invalid);
        let mut own = flags;
        match kind {
            Kind::Space => flags.add(Flags::SPACE),
            Kind::Comma => {
                if !flags.has(Flags::NEWLINE) {
                    if flags.has(Flags::COMMA) {
                        flags.add(Flags::COMMAS);
                    }
                    flags.add(Flags::COMMA);
                }
                flags.add(Flags::SPACE);
            }
            Kind::Newline | Kind::Comment => flags.add(Flags::NEWLINE.with(Flags::SPACE)),
            Kind::DocComment => flags.add(Flags::NEWLINE.with(Flags::SPACE)),
            Kind::Invalid => {
                flags = Flags::default();
                // A run is one token, and so one report.
                if tokens.last().is_some_and(|last| last.kind == Kind::Invalid) {
                    continue;
                }
            }
            Kind::Misquoted => {
                kind = Kind::String;
                own.add(Flags::MISQUOTED);
                flags = Flags::default();
            }
            Kind::String => {
                let quoted = scan_string(rest.get(span.start..).unwrap_or(""), lexing);
                lexer.bump(quoted.length - 1);
                kind = quoted.kind;
                own.add(quoted.flags);
                let glued = !flags.has(Flags::SPACE) && quoted.length == 1;
                let behind = tokens.last().is_some_and(|last| {
                    last.kind.is_name()
                        || matches!(
                            last.kind,
                            Kind::Number | Kind::InvalidNumber | Kind::Invalid
                        )
                });
                if kind == Kind::UnclosedString && glued && behind {
                    own.add(Flags::UNOPENED);
                }
                flags = Flags::default();
            }
            _ => flags = Flags::default(),
        }
        tokens.push(Token {
            start,
            kind,
            flags: own,
        });
    }
    tokens.push(Token {
        start: offset(text.len()),
        kind: Kind::End,
        flags,
    });
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

struct Quoted {
    kind: Kind,
    length: usize,
    flags: Flags,
}

/// Reads a string or text block; `text` begins with its opening quote.
fn scan_string(text: &str, lexing: Lexing) -> Quoted {
    let bytes = text.as_bytes();
    let block = bytes.starts_with(b"\"\"\"");
    let opening = if block { 3 } else { 1 };
    let mut flags = Flags::default();
    let mut lines = false;
    let mut at = opening;
    let mut closed = false;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => {
                if !block {
                    at += 1;
                    closed = true;
                    break;
                }
                if bytes.get(at..at + 3) == Some(b"\"\"\"") {
                    at += 3;
                    closed = true;
                    break;
                }
            }
            b'\\' => {
                flags.add(Flags::ESCAPED);
                at += 1;
                // The next character, whatever it is, does not end the string.
                if let Some(next) = bytes.get(at) {
                    lines |= *next == b'\n';
                    at += 1;
                    while bytes.get(at).is_some_and(|byte| byte & 0xC0 == 0x80) {
                        at += 1;
                    }
                }
                continue;
            }
            b'\n' => lines = true,
            0..=0x1F if *byte != b'\t' => flags.add(Flags::ESCAPED),
            _ => {}
        }
        at += 1;
    }
    let content_end = if closed { at - opening } else { at };
    let content = text.get(opening..content_end).unwrap_or("");
    if lines && super::code_lines::looks_like_code(content, closed) {
        flags.add(Flags::SUSPICIOUS);
        if lexing == Lexing::Strict {
            let length = first_line(text, opening, block);
            return Quoted {
                kind: if block {
                    Kind::UnclosedTextBlock
                } else {
                    Kind::UnclosedString
                },
                length,
                flags,
            };
        }
    } else if closed
        && !block
        && let Some(length) = super::code_lines::before_next_string(content)
    {
        flags.add(Flags::SUSPICIOUS);
        if lexing == Lexing::Strict {
            return Quoted {
                kind: Kind::UnclosedString,
                length: opening + length,
                flags,
            };
        }
    }
    let kind = match (block, closed) {
        (false, true) => Kind::String,
        (true, true) => Kind::TextBlock,
        (false, false) => Kind::UnclosedString,
        (true, false) => Kind::UnclosedTextBlock,
    };
    Quoted {
        kind,
        length: at,
        flags,
    }
}

/// How long an unclosed string is: a quoted one ends with its first line, a text block before
/// its first line of code. The brackets at the end of the line are left to the code around.
fn first_line(text: &str, opening: usize, block: bool) -> usize {
    let content = text.get(opening..).unwrap_or("");
    if block {
        return opening + super::code_lines::before_code(content);
    }
    let line = content.find(['\r', '\n']).unwrap_or(content.len());
    let kept = content
        .get(..line)
        .unwrap_or("")
        .trim_end_matches([' ', '\t', ',', ')', ']', '}', ';']);
    opening + kept.len()
}
