//! Texts that no person would write: each is one bad idea, repeated up to a size.
//!
//! `tests/hostile.rs` reads small ones through the library; `tests/bench/hostile.rs` hands 100 MB
//! of each to the binary and says what that took.

use std::fmt::Write as _;

/// One bad idea.
pub struct Hostile {
    /// What it is.
    pub name: &'static str,
    /// `smithy` or `json`.
    pub ending: &'static str,
    /// Makes the text, of about so many bytes.
    pub text: fn(usize) -> String,
}

const fn idl(name: &'static str, text: fn(usize) -> String) -> Hostile {
    Hostile {
        name,
        ending: "smithy",
        text,
    }
}

const fn json(name: &'static str, text: fn(usize) -> String) -> Hostile {
    Hostile {
        name,
        ending: "json",
        text,
    }
}

const HEAD: &str = "$version: \"2\"\nnamespace a\n";
const JSON_HEAD: &str = "{\"smithy\":\"2.0\",\"shapes\":{";

/// `head`, then `part(0)`, `part(1)`, … up to `size`, then `tail`.
fn parts(head: &str, size: usize, tail: &str, mut part: impl FnMut(&mut String, usize)) -> String {
    let mut out = String::with_capacity(size + 4096);
    out.push_str(head);
    let mut i = 0;
    while out.len() < size {
        part(&mut out, i);
        i += 1;
    }
    out.push_str(tail);
    out
}

fn repeated(head: &str, part: &str, tail: &str, size: usize) -> String {
    parts(head, size, tail, |out, _| out.push_str(part))
}

/// A number of a fixed sequence that looks like chance.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit
    }
}

fn soup(size: usize, head: &str, words: &[&str]) -> String {
    let mut dice = Dice(1);
    parts(head, size, "", |out, _| {
        out.push_str(words[dice.below(words.len())]);
    })
}

fn numbered(head: &str, tail: &str, size: usize, one: fn(&mut String, usize)) -> String {
    parts(head, size, tail, one)
}

macro_rules! each {
    ($($text:tt)*) => {
        |out: &mut String, i: usize| { let _ = write!(out, $($text)*, i = i); }
    };
}

/// All of them.
pub const ALL: &[Hostile] = &[
    idl("unclosed braces", |n| {
        repeated(HEAD, "structure A {\n", "", n)
    }),
    idl("unclosed braces on one line", |n| {
        repeated(HEAD, "structure A { ", "", n)
    }),
    idl("one giant line of shapes", |n| {
        numbered(HEAD, "", n, each!("structure A{i} {{ a: String }} "))
    }),
    idl("one giant line of garbage", |n| repeated(HEAD, "x ", "", n)),
    idl("a million members", |n| {
        numbered(
            "$version: \"2\"\nnamespace a\nstructure A {\n",
            "}",
            n,
            each!("m{i}: String\n"),
        )
    }),
    idl("a million members of one name", |n| {
        repeated(
            "$version: \"2\"\nnamespace a\nstructure A {\n",
            "m: String\n",
            "}",
            n,
        )
    }),
    idl("nested brackets", |n| {
        repeated("$version: \"2\"\nmetadata a = ", "[", "", n)
    }),
    idl("nested braces", |n| {
        repeated("$version: \"2\"\nmetadata a = ", "{a:", "", n)
    }),
    idl("nested brackets of a trait", |n| {
        repeated("$version: \"2\"\nnamespace a\n@a(", "[", "", n)
    }),
    idl("nested parentheses", |n| repeated(HEAD, "@a(", "", n)),
    idl("nested inline structures", |n| {
        repeated(HEAD, "operation A { input := ", "", n)
    }),
    idl("equal shapes", |n| {
        repeated(HEAD, "structure A {}\n", "", n)
    }),
    idl("shapes of one name", |n| {
        repeated(HEAD, "structure A {}\nstring A\n", "", n)
    }),
    idl("shapes that differ by case", |n| {
        parts(HEAD, n, "", |out, i| {
            out.push_str("string ");
            for bit in 0..24 {
                out.push(if i >> bit & 1 == 1 { 'A' } else { 'a' });
            }
            out.push('\n');
        })
    }),
    idl("different shapes", |n| {
        numbered(HEAD, "", n, each!("structure A{i} {{}}\n"))
    }),
    idl("a string", |n| {
        repeated(
            "$version: \"2\"\nmetadata a = \"",
            "lorem ipsum ",
            "\"\n",
            n,
        )
    }),
    idl("a string of escapes", |n| {
        repeated("$version: \"2\"\nmetadata a = \"", "\\u00e4\\n", "\"\n", n)
    }),
    idl("a string of bad escapes", |n| {
        repeated("$version: \"2\"\nmetadata a = \"", "\\q", "\"\n", n)
    }),
    idl("a string that is not closed", |n| {
        repeated(
            "$version: \"2\"\nmetadata a = \"",
            "structure A {}\n",
            "",
            n,
        )
    }),
    idl("many strings that are not closed", |n| {
        repeated(HEAD, "@a(\"b)\nstring A\n", "", n)
    }),
    idl("a text block", |n| {
        repeated(
            "$version: \"2\"\nmetadata a = \"\"\"\n",
            "    lorem\n",
            "\"\"\"\n",
            n,
        )
    }),
    idl("a metadata array", |n| {
        repeated("$version: \"2\"\nmetadata a = [\n", "1, ", "]\n", n)
    }),
    idl("a metadata array of objects", |n| {
        repeated(
            "$version: \"2\"\nmetadata a = [\n",
            "{a: {b: []}}\n",
            "]\n",
            n,
        )
    }),
    idl("a metadata object", |n| {
        numbered(
            "$version: \"2\"\nmetadata a = {\n",
            "}\n",
            n,
            each!("k{i}: [\"v\"]\n"),
        )
    }),
    idl("a metadata object of one key", |n| {
        repeated("$version: \"2\"\nmetadata a = {\n", "k: 1\n", "}\n", n)
    }),
    idl("metadata statements", |n| {
        numbered("$version: \"2\"\n", "", n, each!("metadata a{i} = {i}\n"))
    }),
    idl("metadata statements of one key", |n| {
        numbered("$version: \"2\"\n", "", n, each!("metadata a = {i}\n"))
    }),
    idl("metadata suppressions", |n| {
        repeated(
            "$version: \"2\"\nmetadata suppressions = [\n",
            "{id: \"A\", namespace: \"b\"}\n",
            "]\n",
            n,
        )
    }),
    idl("garbage tokens", |n| {
        soup(
            n,
            HEAD,
            &[
                "@",
                "}",
                "{",
                ":",
                "= ",
                "] ",
                "[",
                "structure ",
                "a",
                "#",
                "\n",
                "\"x\"",
                "12 ",
                ")",
                "(",
                "$",
                "with ",
                "apply ",
            ],
        )
    }),
    idl("garbage characters", |n| {
        soup(
            n,
            HEAD,
            &["?", "§", "\u{1}", "`", ";", "\\", "ä", "\n", "'"],
        )
    }),
    idl("apply to nothing", |n| {
        numbered(HEAD, "", n, each!("apply A{i} @sensitive\n"))
    }),
    idl("apply what is not there", |n| {
        numbered(
            "$version: \"2\"\nnamespace a\nstring A\n",
            "",
            n,
            each!("apply A @b{i}\n"),
        )
    }),
    idl("apply in conflict", |n| {
        numbered(
            "$version: \"2\"\nnamespace a\nstring A\n",
            "",
            n,
            each!("apply A @pattern(\"{i}\")\n"),
        )
    }),
    idl("apply without a trait", |n| {
        repeated(HEAD, "apply A\n", "", n)
    }),
    idl("unresolved targets", |n| {
        numbered(
            "$version: \"2\"\nnamespace a\nstructure A {\n",
            "}",
            n,
            each!("m{i}: Missing{i}\n"),
        )
    }),
    idl("one unresolved target", |n| {
        numbered(
            "$version: \"2\"\nnamespace a\nstructure A {\n",
            "}",
            n,
            each!("m{i}: Missing\n"),
        )
    }),
    idl("unresolved traits", |n| {
        numbered(HEAD, "", n, each!("@b{i}\nstring A{i}\n"))
    }),
    idl("bad trait values", |n| {
        numbered(HEAD, "", n, each!("@length(min: \"x\")\nstring A{i}\n"))
    }),
    idl("traits on one shape", |n| {
        repeated(HEAD, "@a ", "string A\n", n)
    }),
    idl("trait statements without a shape", |n| {
        repeated(HEAD, "@a\n\n}\n", "", n)
    }),
    idl("uses", |n| numbered(HEAD, "", n, each!("use b#A{i}\n"))),
    idl("bad uses", |n| repeated(HEAD, "use b\n", "", n)),
    idl("mixins that are not there", |n| {
        numbered(
            "$version: \"2\"\nnamespace a\nstructure A with [",
            "] {}",
            n,
            each!("M{i} "),
        )
    }),
    idl("a chain of mixins", |n| {
        parts(
            "$version: \"2\"\nnamespace a\n@mixin\nstructure A0 {}\n",
            n,
            "",
            |out, i| {
                let _ = writeln!(out, "@mixin\nstructure A{} with [A{i}] {{}}", i + 1);
            },
        )
    }),
    idl("a chain of members", |n| {
        parts(HEAD, n, "", |out, i| {
            let _ = writeln!(out, "structure A{i} {{ @required a: A{} }}", i + 1);
        })
    }),
    idl("a ring of lists", |n| {
        parts(
            "$version: \"2\"\nnamespace a\nlist L {member: A0}\n",
            n,
            "",
            |out, i| {
                let _ = writeln!(out, "list A{i} {{ member: A{} }}", i + 1);
            },
        )
    }),
    idl("enum members", |n| {
        numbered(
            "$version: \"2\"\nnamespace a\nenum A {\n",
            "}",
            n,
            each!("M{i}\n"),
        )
    }),
    idl("enum members of one value", |n| {
        numbered(
            "$version: \"2\"\nnamespace a\nenum A {\n",
            "}",
            n,
            each!("M{i} = \"x\"\n"),
        )
    }),
    idl("operations that are not there", |n| {
        numbered(
            "$version: \"2\"\nnamespace a\nservice A { operations: [\n",
            "]}",
            n,
            each!("O{i}\n"),
        )
    }),
    idl("operations without a service", |n| {
        numbered(HEAD, "", n, each!("operation O{i} {{}}\n"))
    }),
    idl("operations of one URI", |n| {
        parts(
            "$version: \"2\"\nnamespace a\nservice S { operations: [O0, O1, O2] }\n",
            n,
            "",
            |out, i| {
                let _ = writeln!(
                    out,
                    "@http(method: \"GET\", uri: \"/a/{{b}}\")\noperation O{i} {{}}"
                );
            },
        )
    }),
    idl("comments", |n| repeated(HEAD, "// a\n", "", n)),
    idl("documentation without a shape", |n| {
        repeated(HEAD, "/// a\n", "", n)
    }),
    idl("documentation in wrong places", |n| {
        repeated(HEAD, "string /// a\nA\n", "", n)
    }),
    idl("line breaks", |n| repeated(HEAD, "\n", "", n)),
    idl("commas", |n| repeated(HEAD, ",", "", n)),
    idl("a long name", |n| repeated(HEAD, "structure", " {}\n", n)),
    idl("a long target", |n| {
        repeated(
            "$version: \"2\"\nnamespace a\nlist A { member: ",
            "missing",
            " }\n",
            n,
        )
    }),
    idl("a long number", |n| {
        repeated("$version: \"2\"\nmetadata a = 1", "234567890", "\n", n)
    }),
    idl("a long control section", |n| {
        numbered("", "", n, each!("$a{i}: 1\n"))
    }),
    idl("closing braces", |n| repeated(HEAD, "}\n", "", n)),
    json("unclosed objects", |n| {
        repeated(JSON_HEAD, "\"a\":{", "", n)
    }),
    json("nested arrays", |n| {
        repeated("{\"smithy\":\"2.0\",\"metadata\":{\"a\":", "[", "", n)
    }),
    json("garbage", |n| {
        soup(
            n,
            "",
            &[
                "{", "}", "[", "]", ",", ":", "\"a\"", "1", "tru", " ", "\n", "?", "\\",
            ],
        )
    }),
    json("equal keys", |n| {
        repeated(
            JSON_HEAD,
            "\"a#A\":{\"type\":\"string\"},",
            "\"a#B\":{\"type\":\"string\"}}}",
            n,
        )
    }),
    json("different shapes", |n| {
        numbered(
            JSON_HEAD,
            "\"a#B\":{\"type\":\"string\"}}}",
            n,
            each!("\"a#A{i}\":{{\"type\":\"string\"}},"),
        )
    }),
    json("shapes of unknown type", |n| {
        numbered(
            JSON_HEAD,
            "\"a#B\":{\"type\":\"string\"}}}",
            n,
            each!("\"a#A{i}\":{{\"type\":\"strung\"}},"),
        )
    }),
    json("bad shape ids", |n| {
        numbered(
            JSON_HEAD,
            "\"a#B\":{\"type\":\"string\"}}}",
            n,
            each!("\"A{i}\":{{\"type\":\"string\"}},"),
        )
    }),
    json("unknown keys", |n| {
        numbered(
            "{\"smithy\":\"2.0\",\"shapes\":{\"a#A\":{\"type\":\"string\",",
            "\"x\":1}}}",
            n,
            each!("\"k{i}\":1,"),
        )
    }),
    json("a million members", |n| {
        numbered(
            "{\"smithy\":\"2.0\",\"shapes\":{\"a#A\":{\"type\":\"structure\",\"members\":{",
            "\"z\":{\"target\":\"a#A\"}}}}}",
            n,
            each!("\"m{i}\":{{\"target\":\"smithy.api#String\"}},"),
        )
    }),
    json("unresolved targets", |n| {
        numbered(
            "{\"smithy\":\"2.0\",\"shapes\":{\"a#A\":{\"type\":\"structure\",\"members\":{",
            "\"z\":{\"target\":\"a#A\"}}}}}",
            n,
            each!("\"m{i}\":{{\"target\":\"a#M{i}\"}},"),
        )
    }),
    json("apply to nothing", |n| {
        numbered(
            JSON_HEAD,
            "\"a#B\":{\"type\":\"string\"}}}",
            n,
            each!(
                "\"a#A{i}\":{{\"type\":\"apply\",\"traits\":{{\"smithy.api#sensitive\":{{}}}}}},"
            ),
        )
    }),
    json("unresolved traits", |n| {
        numbered(
            "{\"smithy\":\"2.0\",\"shapes\":{\"a#A\":{\"type\":\"string\",\"traits\":{",
            "\"b#c\":{}}}}}",
            n,
            each!("\"b#c{i}\":{{}},"),
        )
    }),
    json("a string", |n| {
        repeated(
            "{\"smithy\":\"2.0\",\"metadata\":{\"a\":\"",
            "lorem ipsum ",
            "\"}}",
            n,
        )
    }),
    json("a string of bad escapes", |n| {
        repeated(
            "{\"smithy\":\"2.0\",\"metadata\":{\"a\":\"",
            "\\q",
            "\"}}",
            n,
        )
    }),
    json("a metadata array", |n| {
        repeated("{\"smithy\":\"2.0\",\"metadata\":{\"a\":[", "1,", "1]}}", n)
    }),
    json("a metadata array of objects", |n| {
        repeated(
            "{\"smithy\":\"2.0\",\"metadata\":{\"a\":[",
            "{\"a\":{\"b\":[]}},",
            "1]}}",
            n,
        )
    }),
    json("a metadata object", |n| {
        numbered(
            "{\"smithy\":\"2.0\",\"metadata\":{",
            "\"a\":1}}",
            n,
            each!("\"k{i}\":[\"v\"],"),
        )
    }),
    json("a long number", |n| {
        repeated(
            "{\"smithy\":\"2.0\",\"metadata\":{\"a\":1",
            "234567890",
            "}}",
            n,
        )
    }),
    json("blanks", |n| repeated("{", " ", "}", n)),
];
